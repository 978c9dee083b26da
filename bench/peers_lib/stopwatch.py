"""Runs one command and prints its wall time, processor time and peak memory as JSON.

A program of its own, with few imports, because Linux counts the memory of the process that starts a command as the
command's until it is loaded: started from here that is a few megabytes, which are printed too.
Usage: python -I -S stopwatch.py LOG WORKING_DIRECTORY COMMAND...
"""

import os
import sys
from time import perf_counter


def main():
    log, folder, *command = sys.argv[1:]
    os.chdir(folder)
    # ru_maxrss is in kilobytes on Linux and in bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    start = perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, used = os.wait4(child, 0)
    wall = perf_counter() - start
    own = open("/proc/self/statm").read().split()[1] if os.path.exists("/proc/self/statm") else "0"
    print(f'{{"wall": {wall:.6f}, "user": {used.ru_utime:.6f}, "system": {used.ru_stime:.6f}, '
          f'"memory": {used.ru_maxrss * unit}, "floor": {int(own) * os.sysconf("SC_PAGE_SIZE")}, '
          f'"exit": {os.waitstatus_to_exitcode(status)}}}')


main()
