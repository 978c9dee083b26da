"""Runs readers' programs in the page, one after the other: the module `studypress_driver` of the worker.

A program runs as `studypress test` runs a snippet: in a file `snippet.py`, after what it continues, in a folder that
holds its files. Each has a fresh namespace and an empty folder, and finds the modules as the first one did.
"""

import asyncio
import builtins
import contextvars
import gc
import importlib
import io
import json
import linecache
import logging
import os
import shutil
import sys
import time
import traceback
import types
import warnings

SCRIPT = "snippet.py"
FOLDER = "/home/pyodide/program"
# What shows exceptions when nobody has changed that.
EXCEPTHOOK = sys.excepthook
# The most characters of a text that are told beside the output.
MOST = 100_000


class Loop(asyncio.base_events.BaseEventLoop):
    """An event loop that runs until it is done and waits by sleeping, which is all that timers and tasks need. The
    browser's own cannot be waited for."""

    def __init__(self):
        super().__init__()
        self._selector = self

    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError("the program waits for something that cannot come")
        if timeout > 0:
            time.sleep(timeout)
        return []

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


class Policy(asyncio.events._BaseDefaultEventLoopPolicy):
    _loop_factory = Loop


class Input(io.TextIOBase):
    """Standard input: lines that were given before, or that the page asks for."""

    def __init__(self):
        self.lines = None
        self.hungry = False
        self.rest = ""

    def readable(self):
        return True

    def line(self, prompt):
        """A line with its end; "" where there are no more."""
        if self.lines is not None:
            if not self.lines:
                self.hungry = True
                return ""
            return self.lines.pop(0)
        text = host.ask(prompt)
        if text is None or not isinstance(text, str):
            self.hungry = True
            return ""
        return text + "\n"

    def readline(self, size=-1):
        if not self.rest:
            self.rest = self.line("")
        if size is None or size < 0:
            size = len(self.rest)
        text, self.rest = self.rest[:size], self.rest[size:]
        return text

    def read(self, size=-1):
        text = ""
        while size is None or size < 0 or len(text) < size:
            line = self.readline()
            if not line:
                break
            text += line
        if size is not None and 0 <= size < len(text):
            text, self.rest = text[:size], text[size:] + self.rest
        return text


def read_line(prompt="", /):
    """Reads a line from standard input, as the built-in function does."""
    prompt = str(prompt)
    if sys.stdin is not standard_input:
        return plain_input(prompt)
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line, standard_input.rest = standard_input.rest or standard_input.line(prompt), ""
    if not line:
        raise EOFError("EOF when reading a line")
    return line.removesuffix("\n")


plain_input = builtins.input
plain_sleep = time.sleep
standard_input = Input()
host = types.SimpleNamespace(sleep=None, ask=None, mute=None, slept=0.0)


def sleep(seconds, /):
    if not isinstance(seconds, (int, float)) or not seconds > 0:
        plain_sleep(seconds)
        return
    flush()
    began = time.perf_counter()
    if not host.sleep(seconds):
        plain_sleep(seconds)
    host.slept += time.perf_counter() - began


def process_time():
    return time.perf_counter() - host.slept


def begin(sleep_in_worker, ask_page, mute):
    """Called once in each worker, before the first program."""
    host.sleep, host.ask, host.mute = sleep_in_worker, ask_page, mute
    time.sleep, time.process_time = sleep, process_time
    time.process_time_ns = lambda: int(process_time() * 1e9)
    builtins.input = read_line
    # A Python that was started from memory would draw the same numbers everywhere.
    if "random" in sys.modules:
        sys.modules["random"].seed()
    set_policy = getattr(asyncio.events, "_set_event_loop_policy", None)
    (set_policy or asyncio.set_event_loop_policy)(Policy())
    asyncio._set_running_loop(None)
    # As on a terminal, so that what is printed to both streams comes in its order.
    sys.stdout.reconfigure(line_buffering=True)
    sys.stderr.reconfigure(write_through=True)
    state.update(remembered())
    restore()


# What the first program found.
state = {}


def remembered():
    """What a program may have changed, as it was before the first."""
    return {
        "modules": dict(sys.modules),
        "builtins": dict(vars(builtins)),
        "environ": dict(os.environ),
        "path": list(sys.path),
        "filters": list(warnings.filters),
        "recursion": sys.getrecursionlimit(),
        "streams": (sys.stdout, sys.stderr),
        "loggers": set(logging.root.manager.loggerDict),
        "files": files_there(),
    }


def files_there():
    found = set()
    for top in os.listdir("/"):
        if top in ("lib", "dev", "proc"):
            continue
        for folder, folders, files in os.walk("/" + top):
            found.update(os.path.join(folder, name) for name in folders + files)
        found.add("/" + top)
    return found


def restore():
    """Makes Python as it was before the first program, after each."""
    sys.settrace(None)
    sys.setprofile(None)
    sys.setrecursionlimit(state["recursion"])
    sys.excepthook = EXCEPTHOOK
    sys.displayhook = sys.__displayhook__
    sys.stdout, sys.stderr = state["streams"]
    sys.stdin = standard_input
    sys.argv = [SCRIPT]
    sys.dont_write_bytecode = True
    sys.path[:] = [FOLDER, *state["path"]]
    names = vars(builtins)
    for name in names.keys() - state["builtins"].keys():
        del names[name]
    names.update(state["builtins"])
    os.environ.clear()
    os.environ.update(state["environ"])
    warnings.filters[:] = state["filters"]
    gc.enable()
    for name, module in list(sys.modules.items()):
        before = state["modules"].get(name)
        place = getattr(module, "__file__", None) or ""
        if before is None and place.startswith("/") and not place.startswith("/lib/"):
            del sys.modules[name]
    for name, module in state["modules"].items():
        sys.modules[name] = module
    restore_logging()
    asyncio._set_running_loop(None)
    linecache.clearcache()
    os.chdir("/")
    for path in sorted(files_there() - state["files"], reverse=True):
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path, ignore_errors=True)
        elif os.path.lexists(path):
            os.remove(path)
    os.makedirs(FOLDER, exist_ok=True)
    os.chdir(FOLDER)
    # What it left in cycles goes now, and not while the next one runs.
    gc.collect()
    sys.path_importer_cache.pop(FOLDER, None)


def restore_logging():
    root = logging.root
    root.handlers.clear()
    root.filters.clear()
    root.setLevel(logging.WARNING)
    logging.disable(logging.NOTSET)
    logging.captureWarnings(False)
    for name in root.manager.loggerDict.keys() - state["loggers"]:
        del root.manager.loggerDict[name]


class Chain:
    """The names and the source that a program shares with what it continues."""

    def __init__(self):
        path = os.path.abspath(SCRIPT)
        self.source = ""
        self.flags = 0
        self.module = types.ModuleType("__main__")
        self.module.__dict__.update(__file__=path, __builtins__=builtins, __cached__=None)
        sys.modules["__main__"] = self.module

    def run(self, code):
        """Runs code after the chain's earlier one, so that its lines have the numbers that they have in the file."""
        before = self.source.count("\n")
        self.source += code
        write(SCRIPT, self.source)
        lines = self.source.splitlines(keepends=True)
        linecache.cache[SCRIPT] = (len(self.source), None, lines, SCRIPT)
        compiled = compile("\n" * before + code, SCRIPT, "exec", self.flags, dont_inherit=True)
        # A `from __future__` import holds for the rest of the chain.
        self.flags |= compiled.co_flags & FUTURE
        exec(compiled, self.module.__dict__)


def write(name, text):
    if os.path.dirname(name):
        os.makedirs(os.path.dirname(name), exist_ok=True)
    with open(name, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def work(job, report):
    """Does a job and says how it ended; both as JSON."""
    job = json.loads(job)
    for file in job["files"]:
        write(file["name"], file["text"])
    given = job["input"]
    standard_input.lines = None if given is None else given.splitlines(keepends=True)
    standard_input.hungry, standard_input.rest = False, ""
    host.slept = 0.0
    began = time.perf_counter()
    if job["kind"] == "test":
        ended = run_tests(job, lambda event: (flush(), report(json.dumps(event))))
    else:
        # A context of its own, which has the settings of decimal, too.
        ended = contextvars.Context().run(run_program, job)
    flush()
    ended["seconds"] = time.perf_counter() - began
    if standard_input.hungry:
        ended["hungry"] = True
    return json.dumps(ended)


def imports(job):
    """The modules that a job may import, by their first names; as JSON."""
    import ast

    job = json.loads(job)
    texts = [*job.get("before", ()), job["code"], job.get("tests", ""), *(file["text"] for file in job["files"])]
    found = set()
    for text in texts:
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return json.dumps(sorted(found))


def arrived():
    """Makes what was installed part of what programs find."""
    importlib.invalidate_caches()
    state["files"] = files_there()


def run_tests(job, report):
    harness = types.ModuleType("studypress_harness")
    try:
        exec(compile(job["harness"], "studypress_harness", "exec"), harness.__dict__)
        harness.run(job["code"], job["tests"], report)
    except BaseException as error:
        return raised(error)
    return {"how": "done"}


def run_program(job):
    chain = Chain()
    try:
        host.mute(True)
        for code in job["before"]:
            try:
                chain.run(code)
            except Exception:
                # It was to raise something: what it defined is there.
                pass
        flush()
        host.mute(False)
        chain.run(job["code"])
    except BaseException as error:
        host.mute(False)
        return raised(error)
    return {"how": "done"}


def raised(error):
    """Says what an exception was that nothing caught."""
    flush()
    kind = type(error)
    ended = {"how": "raised", "raised": [kind.__name__, f"{kind.__module__}.{kind.__qualname__}"]}
    if isinstance(error, ModuleNotFoundError) and error.name:
        ended["package"] = error.name.partition(".")[0]
    if isinstance(error, SystemExit):
        text = "" if isinstance(error.code, (int, type(None))) else f"{error.code}\n"
        return {**ended, "error": text[:MOST], "shown": text[:MOST]}
    if sys.excepthook is not EXCEPTHOOK:
        # It prints what it likes.
        sys.excepthook(kind, error, error.__traceback__)
        return {**ended, "error": "", "shown": ""}
    for name, change in (("error", keep_own_lines), ("shown", hide_stack)):
        summary = traceback.TracebackException.from_exception(error)
        each(summary, change, set())
        ended[name] = "".join(summary.format())[:MOST]
    return ended


def each(summary, change, seen):
    """Changes the summary of an exception, of those it came from and of those it holds."""
    if summary is None or id(summary) in seen:
        return
    seen.add(id(summary))
    change(summary)
    for inner in (summary.__cause__, summary.__context__, *(getattr(summary, "exceptions", None) or ())):
        each(inner, change, seen)


def keep_own_lines(summary):
    """Leaves the lines of the program's own files in a traceback."""
    own = [frame for frame in summary.stack if is_own(frame.filename)]
    summary.stack[:] = own


def is_own(name):
    return name == SCRIPT or os.path.abspath(name).startswith(FOLDER + "/")


class Dots(list):
    """Stands for a stack in a traceback, as a page shows it."""

    def format(self, **_):
        return ["  ...\n"]


def hide_stack(summary):
    if summary.stack:
        summary.stack = Dots(["..."])
    if hasattr(summary, "lineno"):
        # Of a SyntaxError, the place of the fault belongs to the stack, too.
        summary.lineno = summary.filename = None


def flush():
    for stream in (sys.stdout, sys.stderr, *state["streams"]):
        try:
            stream.flush()
        except Exception:
            # A program may have closed it, or put another thing in its place.
            pass


def future_flags():
    import __future__

    names = __future__.all_feature_names
    return sum({getattr(__future__, name).compiler_flag for name in names} - {0})


FUTURE = future_flags()
