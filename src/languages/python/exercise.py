"""Runs the tests of an exercise over a learner's code, and reports each.

Run by `studypress test` and by the page in the reader's browser: the same text
for both, the standard library alone, CPython 3.9 or later.

    run(code, tests, report)

Code and tests share one namespace, that of a fresh `__main__`; the files are
called `exercise.py` and `tests.py` in tracebacks. A test is a function whose
name begins with `test_`, and the tests run in the order in which they stand.
All of them see the same module: what one test changes in a global, the next
one finds changed. `report` is called with one of these at a time, all of them
fit for JSON:

    {"event": "loaded"}
        Code and tests were executed; the tests follow.
    {"event": "broken", "where": "code" or "tests",
     "error", "trace", "file", "line"}
        One of the two could not be executed. Nothing follows.
    {"event": "test", "name", "title", "ok": True}
    {"event": "test", "name", "title", "ok": False, "kind", "error", "trace",
     "file", "line", "source", "came", "expected"}
        `kind` is "assert" (an AssertionError), "todo" (NotImplementedError)
        or "error". `error` is the name of the exception and what it says; of
        an assertion, what stands after its comma, "" if nothing. `trace` is
        the traceback with the lines of the two files alone; `file` and `line`
        say where the innermost of these is. Of an assertion in the tests there
        is its `source`; `came` is what its left side was, as text, and
        `expected` what the right side asks for: a value, or an operator with
        one ("<= 3"). What is not known is left out.
    {"event": "end", "passed": number, "failed": number}

What the learner's code prints goes where it always goes.
"""

import ast
import builtins
import linecache
import sys
import traceback
import types

CODE = "exercise.py"
TESTS = "tests.py"
# The most characters of a value, and of a traceback.
VALUE = 500
TRACE = 4_000
# Names in the rewritten tests. No code can contain them, so nothing clashes.
LEFT, RIGHT, FAILED = "@left", "@right", "@failed"

OPERATORS = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}


def run(code, tests, report, wait=None):
    """Runs the tests over the code; see above. `wait` runs a coroutine to its
    end, for a host where `asyncio.run` cannot."""
    module = types.ModuleType("__main__")
    module.__dict__.update(__file__=CODE, __builtins__=builtins)
    before = sys.modules.get("__main__")
    # Dataclasses, pickle and others look the module up by its name.
    sys.modules["__main__"] = module
    try:
        run_in(module.__dict__, code, tests, report, wait or run_coroutine)
    finally:
        sys.modules["__main__"] = before


def run_in(names, code, tests, report, wait):
    try:
        where = "code"
        exec(compiled(code, CODE, ast.parse), names)
        where = "tests"
        others = dict(names)
        rewriter = Rewriter(tests)
        names[FAILED] = rewriter.failed
        exec(compiled(tests, TESTS, rewriter.parse), names)
    except BaseException as error:
        report({"event": "broken", "where": where, **told(error)})
        return
    found = [
        (name, value)
        for name, value in names.items()
        if str(name).startswith("test_") and callable(value)
        if value is not others.get(name)
    ]
    wrong = without_tests(found) or twice(rewriter.tree)
    if wrong:
        report({"event": "broken", "where": "tests", "error": wrong, "trace": ""})
        return
    report({"event": "loaded"})
    passed = 0
    for name, test in found:
        event = {"event": "test", "name": name, "title": title(name, test)}
        failure = run_test(test, wait)
        passed += failure is None
        report({**event, "ok": failure is None, **(failure or {})})
    report({"event": "end", "passed": passed, "failed": len(found) - passed})


def compiled(text, file, parse):
    """The code of a text whose lines tracebacks can show."""
    lines = text.splitlines(keepends=True)
    linecache.cache[file] = (len(text), None, lines, file)
    return compile(parse(text, file), file, "exec", dont_inherit=True)


def without_tests(found):
    return "" if found else "no function has a name that begins with test_"


def twice(tree):
    """Says which test hides another of the same name."""
    seen = set()
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if node.name in seen and node.name.startswith("test_"):
                return f"{node.name} is defined twice (line {node.lineno})"
            seen.add(node.name)
    return ""


def title(name, test):
    """What a reader sees of a test: the first line of its docstring, else its
    name in words."""
    words = (getattr(test, "__doc__", None) or "").strip().splitlines()
    return words[0].strip() if words else name[5:].replace("_", " ").strip() or name


def run_test(test, wait):
    """Runs one test; what it failed with, or None."""
    try:
        result = test()
        if isinstance(result, types.CoroutineType):
            wait(result)
        elif isinstance(result, (types.GeneratorType, types.AsyncGeneratorType)):
            raise TypeError("a test must not contain `yield`: nothing of it runs")
    # SystemExit and KeyboardInterrupt too: they end a test, not the others.
    except BaseException as error:
        return {"kind": kind(error), **told(error), **seen_by(error)}
    return None


def run_coroutine(coroutine):
    import asyncio

    asyncio.run(coroutine)


def kind(error):
    if isinstance(error, AssertionError):
        return "assert"
    return "todo" if isinstance(error, NotImplementedError) else "error"


def seen_by(error):
    """What an assertion of the tests compared."""
    return vars(error).get(SEEN, {}) if type(error) is AssertionError else {}


def told(error):
    """What is told of an exception, whatever it does when it is shown."""
    name = type(error).__name__
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
        summary = traceback.TracebackException.from_exception(error)
        place = cut_stacks(summary, set())
        trace = "".join(summary.format())
    except Exception:
        text, place, trace = "", {}, name
    if not isinstance(error, AssertionError):
        text = f"{name}: {text}" if text else name
    return {"error": cut(text, VALUE), "trace": cut(trace, TRACE), **place}


def cut_stacks(summary, seen):
    """Leaves the lines of the two files in the stacks of an exception, of
    those it came from and of those it holds; gives the innermost line."""
    if summary is None or id(summary) in seen:
        return {}
    seen.add(id(summary))
    cut_stacks(summary.__cause__, seen)
    cut_stacks(summary.__context__, seen)
    for inner in getattr(summary, "exceptions", None) or ():
        cut_stacks(inner, seen)
    kept = [frame for frame in summary.stack if frame.filename in (CODE, TESTS)]
    summary.stack = traceback.StackSummary.from_list(kept)
    if getattr(summary, "filename", None) in (CODE, TESTS) and summary.lineno:
        # A SyntaxError, whose place is no line that ran.
        return {"file": summary.filename, "line": int(summary.lineno)}
    return {"file": kept[-1].filename, "line": kept[-1].lineno} if kept else {}


def shown(value):
    """A value as text, whatever its own `__repr__` does."""
    try:
        return cut(repr(value), VALUE)
    except BaseException as error:
        return f"<{type(value).__name__}: its repr raised {type(error).__name__}>"


def cut(text, most):
    """A text that is too long loses its middle: the end of a traceback says
    most."""
    if len(text) <= most:
        return text
    head = most // 3
    return f"{text[:head]} … {text[head + 3 - most :]}"


# Where an AssertionError of the tests carries what was compared.
SEEN = "__studypress_seen__"


class Rewriter(ast.NodeTransformer):
    """Rewrites the assertions of the tests, so that one that fails tells what
    its sides were. `assert f(x) == 3` becomes

        if not ((left := f(x)) == (right := 3)):
            raise failed(number, left, right)
        left = right = None

    The last line lets go of the objects: a test may ask whether they are gone.
    """

    def __init__(self, text):
        self.text = text
        self.tree = None
        # The source of each assertion, and what stands between its sides.
        self.checks = []

    def parse(self, text, file):
        self.tree = ast.parse(text, file)
        return ast.fix_missing_locations(self.visit(self.tree))

    def visit_Assert(self, node):
        if isinstance(node.test, ast.Tuple):
            # Always true, of which the compiler warns.
            return node
        source = source_of(node, self.text)
        return [
            ast.copy_location(statement, node)
            for test in conjuncts(node.test)
            for statement in self.check(test, node, source)
        ]

    def check(self, test, node, source):
        asked, operator, sides = bound(test)
        number = ast.Constant(len(self.checks))
        self.checks.append((source, operator))
        arguments = [number, *map(load, sides)]
        keywords = [ast.keyword("message", node.msg)] if node.msg else []
        failure = ast.Call(load(FAILED), arguments, keywords)
        raising = ast.copy_location(ast.Raise(failure, None), node)
        yield ast.If(ast.UnaryOp(ast.Not(), asked), [raising], [])
        yield ast.Assign(
            [ast.Name(name, ast.Store()) for name in sides], ast.Constant(None)
        )

    def failed(self, number, left, *right, message=""):
        """The exception of the assertion with this number."""
        source, operator = self.checks[number]
        seen = {"source": source, "came": shown(left)}
        if right:
            seen["expected"] = compared(operator, right[0])
        elif operator and isinstance(left, bool):
            seen["expected"] = operator
        error = AssertionError(message) if message != "" else AssertionError()
        setattr(error, SEEN, seen)
        return error


def conjuncts(test):
    """`a and b` as its parts: which one failed is worth knowing."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return [part for value in test.values for part in conjuncts(value)]
    return [test]


def bound(test):
    """The condition with its sides bound to names, what is asked of them, and
    these names."""
    if isinstance(test, ast.Compare):
        operator = OPERATORS[type(test.ops[0])]
        first, *others = test.comparators
        if others:
            # Of `1 <= x <= 3` the middle is what came.
            middle = [bind(LEFT, first), *others]
            return ast.Compare(test.left, test.ops, middle), None, [LEFT]
        left, right = LEFT, RIGHT
        if operator == "==" and constant(test.left) and not constant(first):
            # `assert 3 == f(x)`: still, f(x) is what came.
            left, right = RIGHT, LEFT
        compare = ast.Compare(bind(left, test.left), test.ops, [bind(right, first)])
        return compare, operator, [LEFT, RIGHT]
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return ast.UnaryOp(ast.Not(), bind(LEFT, test.operand)), "False", [LEFT]
    return bind(LEFT, test), "True", [LEFT]


def bind(name, value):
    return ast.NamedExpr(ast.Name(name, ast.Store()), value)


def load(name):
    return ast.Name(name, ast.Load())


def constant(node):
    try:
        ast.literal_eval(node)
    except Exception:
        return False
    return True


def compared(operator, right):
    """What an operator asks of the left side."""
    single = right is None or isinstance(right, bool)
    if operator == "==" or (operator == "is" and single):
        return shown(right)
    return f"{operator} {shown(right)}"


def source_of(node, text):
    """An assertion as it stands in the tests, without its indentation."""
    first, *others = (ast.get_source_segment(text, node) or "").splitlines()
    indent = " " * node.col_offset
    lines = [
        line[len(indent) :] if line.startswith(indent) else line for line in others
    ]
    return cut("\n".join([first, *lines]), VALUE)
