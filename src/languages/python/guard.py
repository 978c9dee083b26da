"""Starts the process that runs the blocks of one question, and ends it.

    python guard.py REQUEST

Written by studypress to a temporary folder. Standard input is the lifeline:
when it ends, everything that was started here is ended. Standard output
carries what the blocks print, standard error the control channel.

Three processes, where the system can fork: this one, which watches; the
first, which collects orphans and sees what is left over; and the one that
runs the blocks. On Linux, the latter two get a network and process numbers of
their own where the kernel grants that.
"""

import json
import os
import select
import shutil
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import studypress_runner as runner

# From linux/sched.h and linux/prctl.h.
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
# From linux/sockios.h and linux/if.h.
SIOCSIFFLAGS = 0x8914
IFF_UP = 1

# The file descriptor that ends when studypress wants no more, or is no more.
LIFELINE = 0
# Where the control channel is moved to, out of the way of the numbers that a
# snippet's own files get.
CONTROL = 200
# Seconds between looks at the memory.
LOOK = 0.05
# Seconds that leftover processes get to end by themselves.
GRACE = 5.0


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        request = json.load(file)
    tell = control_channel()
    nonce = os.urandom(16).hex()
    can_fork = hasattr(os, "fork") and sys.platform != "emscripten"
    why_open = isolate() if sys.platform == "linux" else NO_NETWORK.get(sys.platform)
    tell({"is": "hello", "nonce": nonce, "open": why_open, "watched": can_fork})
    if not can_fork:
        run(request, nonce, tell)
        return
    first = os.fork()
    if first == 0:
        be_first(request, nonce, tell)
    else:
        watch(first, request, tell)


# Why the network is open, on systems that know no namespaces.
NO_NETWORK = {
    "darwin": "macOS has no network namespaces",
    "win32": "Windows has no network namespaces",
}


def control_channel():
    """Takes file descriptor 2 for the control channel; what is written to it
    from now on goes where standard output goes."""
    try:
        import fcntl

        channel = fcntl.fcntl(2, fcntl.F_DUPFD_CLOEXEC, CONTROL)
    except (ImportError, OSError):
        channel = os.dup(2)
    os.dup2(1, 2)

    def tell(message):
        line = json.dumps(message, ensure_ascii=False) + "\n"
        line = line.encode("utf-8", "replace")
        while line:
            line = line[os.write(channel, line) :]

    return tell


def isolate():
    """Leaves the machine's network and process numbers; says why not."""
    user = (os.getuid(), os.getgid())
    why = ""
    for flags in (
        CLONE_NEWNET | CLONE_NEWPID,
        CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWPID,
        CLONE_NEWUSER | CLONE_NEWNET,
    ):
        try:
            unshare(flags)
        except (OSError, ImportError, AttributeError) as error:
            why = str(error)
            continue
        try:
            if flags & CLONE_NEWUSER:
                map_user(*user)
            loopback_up()
        except OSError:
            # Without loopback there is no network at all, which is no danger.
            pass
        return None
    return why


def unshare(flags):
    if hasattr(os, "unshare"):
        os.unshare(flags)
    else:
        libc("unshare", flags)


def libc(name, *arguments):
    import ctypes

    function = getattr(ctypes.CDLL(None, use_errno=True), name)
    if function(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def prctl(option, value):
    try:
        libc("prctl", option, value, 0, 0, 0)
    except (OSError, ImportError, AttributeError):
        pass


def map_user(uid, gid):
    """Keeps the numbers of user and group in a new user namespace."""
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {uid} 1"),
        ("gid_map", f"{gid} {gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def loopback_up():
    import fcntl
    import socket
    import struct

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as device:
        flags = struct.pack("16sh14x", b"lo", IFF_UP)
        fcntl.ioctl(device, SIOCSIFFLAGS, flags)


def limit(limits):
    """Sets the limits that the system keeps by itself, for each process."""
    try:
        import resource
    except ImportError:
        return
    for name, value in (
        ("RLIMIT_AS", limits["address_space"]),
        ("RLIMIT_FSIZE", limits["file"]),
        ("RLIMIT_CORE", 0),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (value, value))
        except (OSError, ValueError, AttributeError):
            # macOS knows RLIMIT_AS and refuses it.
            pass


def run(request, nonce, tell):
    """Runs the blocks in this process."""
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    if null:
        os.close(null)
    limit(request["limits"])
    runner.run(request["steps"], nonce, tell)


def be_first(request, nonce, tell):
    """The life of the first process: starts the one that runs the blocks,
    collects whatever ends, and says how that one ended and what it left."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    child = os.fork()
    if child == 0:
        os.setsid()
        run(request, nonce, tell)
        # Back to the end of this file: Python is left as by any script.
        return
    status = None
    while status is None:
        pid, ended = os.waitpid(-1, 0)
        if pid == child:
            status = os.waitstatus_to_exitcode(ended)
    tell({"is": "exit", "status": status})
    patience = time.monotonic() + GRACE
    while time.monotonic() < patience:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.005)
        except ChildProcessError:
            os._exit(0)
    tell({"is": "left", "names": names_of_children("self")})
    os._exit(0)


def watch(first, request, tell):
    """Waits for the first process to end; ends everything when the lifeline
    is cut or too much memory is used."""
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    most = request["limits"]["memory"]
    signs = [LIFELINE]
    if hasattr(os, "pidfd_open"):
        signs.append(os.pidfd_open(first))
    cut = False
    while os.waitpid(first, os.WNOHANG)[0] == 0:
        readable, _, _ = select.select(signs, [], [], LOOK)
        if LIFELINE in readable and not os.read(LIFELINE, 4096):
            cut = True
        elif memory(os.getpid()) > most:
            tell({"is": "memory"})
        else:
            continue
        os.kill(first, signal.SIGKILL)
        os.waitpid(first, 0)
        break
    end_descendants()
    if cut:
        # Perhaps because studypress is no more, and cannot remove the folder.
        shutil.rmtree(os.path.dirname(os.path.abspath(__file__)), ignore_errors=True)


def end_descendants():
    """Kills what is still there. In a namespace of process numbers nothing
    is: it ends with its first process."""
    patience = time.monotonic() + 5
    while time.monotonic() < patience:
        for pid in descendants(os.getpid()):
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(0.001)


def children(pid):
    found = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as file:
                found += [int(word) for word in file.read().split()]
    except OSError:
        # It has ended, or this is not Linux.
        pass
    return found


def descendants(pid):
    found = children(pid)
    for child in found:
        found += children(child)
    return found


def memory(pid):
    """Bytes in main memory of all processes below one, what they share
    counted once for each."""
    total = 0
    for process in descendants(pid):
        try:
            with open(f"/proc/{process}/statm") as file:
                _, resident, shared, *_ = map(int, file.read().split())
                total += resident - shared
        except (OSError, ValueError):
            pass
    return total * os.sysconf("SC_PAGE_SIZE")


def names_of_children(pid):
    names = []
    for child in children(pid):
        try:
            with open(f"/proc/{child}/comm") as file:
                names.append(file.read().strip())
        except OSError:
            pass
    return names


main()
