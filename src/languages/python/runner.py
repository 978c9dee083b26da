"""Runs the blocks of one question in this process, one after the other.

Written by studypress to a temporary folder, beside guard.py, which starts it.
Everything the blocks print goes to file descriptor 1; a line on it that only
this run knows marks the end of each block. What else there is to say goes to
the control channel, one JSON object a line.
"""

import builtins
import importlib.machinery
import linecache
import os
import sys
import threading
import traceback
import types

import studypress_exercise as exercise

SCRIPT = "snippet.py"
# What shows exceptions when nobody has changed that.
EXCEPTHOOK = sys.excepthook
# The most characters of a text that are told beside the output.
MOST = 100_000


class Chain:
    """The names and the source that a block shares with those it continues."""

    def __init__(self):
        path = os.path.abspath(SCRIPT)
        self.source = ""
        self.flags = 0
        self.module = types.ModuleType("__main__")
        self.module.__dict__.update(
            __file__=path,
            __builtins__=builtins,
            __loader__=importlib.machinery.SourceFileLoader("__main__", path),
            __cached__=None,
        )


class Dots(list):
    """Stands for a stack in a traceback, as doctest writes it."""

    def format(self, **_):
        return ["  ...\n"]


def run(steps, nonce, tell):
    """Runs the steps; `tell` sends an object to the control channel."""
    sys.path[0] = os.getcwd()
    sys.argv = [SCRIPT]
    # As on a terminal, so that what is printed to both comes in its order.
    sys.stdout.reconfigure(line_buffering=True)
    # Chains that are over are kept: their objects must not be finalised, and
    # perhaps print, while a later block runs.
    chains = []
    for number, step in enumerate(steps):
        tell({"is": "start", "step": number})
        if step["kind"] == "file":
            result = write_file(step["name"], step["code"])
        elif step["kind"] == "exercise":
            result = run_exercise(step["code"], step["tests"])
        else:
            if not step["continues"] or not chains:
                chains.append(Chain())
            sys.modules["__main__"] = chains[-1].module
            work = run_script if step["kind"] == "script" else run_session
            result = work(step["code"], chains[-1])
            if step["last"]:
                join_threads()
        flush()
        os.write(1, f"\0{nonce} {number}\0".encode())
        tell({"is": "done", "step": number, **result})
    tell({"is": "end"})


def write_file(name, code):
    if os.path.dirname(name):
        os.makedirs(os.path.dirname(name), exist_ok=True)
    with open(name, "w", encoding="utf-8", newline="\n") as file:
        file.write(code)
    return {}


def run_exercise(code, tests):
    """Runs the tests of an exercise over an attempt at it."""
    events = []
    exercise.run(code, tests, events.append)
    join_threads()
    return {"events": events}


def run_script(code, chain):
    """Runs a block as a script: after the chain's earlier code, so that its
    lines have the numbers that they have in the file."""
    before = chain.source.count("\n")
    chain.source += code
    write_file(SCRIPT, chain.source)
    lines = chain.source.splitlines(keepends=True)
    linecache.cache[SCRIPT] = (len(chain.source), None, lines, SCRIPT)
    try:
        compiled = compile(
            "\n" * before + code, SCRIPT, "exec", chain.flags, dont_inherit=True
        )
        # A `from __future__` import holds for the rest of the chain.
        chain.flags |= compiled.co_flags & FUTURE
        exec(compiled, chain.module.__dict__)
    except BaseException as error:
        return raised(error)
    return {}


def raised(error):
    """Shows an exception that nothing caught, as Python would but for the
    stack, and says what it was."""
    kind = type(error)
    result = {
        "raised": [kind.__name__, f"{kind.__module__}.{kind.__qualname__}"],
        "message": first_line(error),
    }
    if isinstance(error, ModuleNotFoundError):
        module = (error.name or "").partition(".")[0]
        if module in getattr(sys, "stdlib_module_names", ()):
            result["absent"] = module
    flush()
    if isinstance(error, SystemExit):
        text = "" if isinstance(error.code, (int, type(None))) else f"{error.code}\n"
        os.write(2, text.encode(errors="backslashreplace"))
        return {**result, "shown": text[:MOST]}
    if sys.excepthook is not EXCEPTHOOK:
        sys.excepthook(kind, error, error.__traceback__)
        return {**result, "shown": ""}
    summary = traceback.TracebackException.from_exception(error)
    hide_stacks(summary, set())
    text = "".join(summary.format())
    os.write(2, text.encode(errors="backslashreplace"))
    return {**result, "shown": text[:MOST]}


def first_line(error):
    try:
        return str(error).split("\n")[0][:300]
    except Exception:
        return ""


def hide_stacks(summary, seen):
    """Puts dots in the place of the stacks of an exception, of those it came
    from and of those it holds."""
    if summary is None or id(summary) in seen:
        return
    seen.add(id(summary))
    if summary.stack:
        summary.stack = Dots(["..."])
    if hasattr(summary, "lineno"):
        # Of a SyntaxError, the place of the fault belongs to the stack, too.
        summary.lineno = summary.filename = None
    hide_stacks(summary.__cause__, seen)
    hide_stacks(summary.__context__, seen)
    for inner in getattr(summary, "exceptions", None) or ():
        hide_stacks(inner, seen)


def run_session(code, chain):
    """Checks a transcript as doctest does, `...` allowed."""
    import doctest

    failures = []

    class Runner(doctest.DocTestRunner):
        def note(self, example, got):
            failures.append(
                {"line": example.lineno, "want": example.want, "got": got[:MOST]}
            )

        def report_failure(self, out, test, example, got):
            self.note(example, got)

        def report_unexpected_exception(self, out, test, example, exc_info):
            summary = traceback.TracebackException(*exc_info)
            hide_stacks(summary, set())
            self.note(example, "".join(summary.format()))

    try:
        parser = doctest.DocTestParser()
        test = parser.get_doctest(code, chain.module.__dict__, SCRIPT, SCRIPT, 0)
    except ValueError as error:
        return {"malformed": str(error)}
    if not test.examples:
        return {"malformed": "it has no line that begins with >>>"}
    # get_doctest copies the names; what the transcript defines must stay.
    test.globs = chain.module.__dict__
    runner = Runner(verbose=False, optionflags=doctest.ELLIPSIS)
    runner.run(test, clear_globs=False)
    return {"failures": failures}


def join_threads():
    """Waits for the threads that a script would wait for at its end, but for
    the workers of executors, which wait for that end themselves."""
    pool = sys.modules.get("concurrent.futures.thread")
    workers = set(getattr(pool, "_threads_queues", ()))
    for thread in threading.enumerate():
        if thread is threading.main_thread() or thread.daemon or thread in workers:
            continue
        thread.join()


def flush():
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        try:
            stream.flush()
        except Exception:
            # A snippet may have closed it, or put another thing in its place.
            pass


def future_flags():
    import __future__

    names = __future__.all_feature_names
    flags = (getattr(__future__, name).compiler_flag for name in names)
    return sum(set(flags) - {0})


FUTURE = future_flags()
