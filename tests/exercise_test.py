#!/usr/bin/env python3
"""Tests of src/languages/python/exercise.py, on the Python that runs them.

python3 -B tests/exercise_test.py
"""

import json
import pathlib
import sys
import textwrap
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src" / "languages" / "python"))
import exercise


def events(code, tests, **options):
    """What the harness reports; all of it must be plain JSON."""
    told = []
    code, tests = textwrap.dedent(code), textwrap.dedent(tests)
    exercise.run(code, tests, told.append, **options)
    return json.loads(json.dumps(told))


def only(code, tests):
    """The event of the one test there is."""
    first, test, end = events(code, tests)
    assert first == {"event": "loaded"}, first
    assert end["passed"] + end["failed"] == 1, end
    return test


def failed(assertion, code=""):
    """The event of a test that is one assertion, which fails."""
    test = only(code, f"def test_it():\n    {assertion}\n")
    assert test["ok"] is False and test["kind"] == "assert", test
    return test


class Passing(unittest.TestCase):
    def test_events_come_in_the_order_of_the_tests(self):
        self.assertEqual(
            events(
                "def double(n): return n * 2",
                """
                def test_zero():
                    assert double(0) == 0

                def test_doubles():
                    '''twice as much

                    More.'''
                    assert double(2) == 4, "never said"
                """,
            ),
            [
                {"event": "loaded"},
                {"event": "test", "name": "test_zero", "title": "zero", "ok": True},
                {
                    "event": "test",
                    "name": "test_doubles",
                    "title": "twice as much",
                    "ok": True,
                },
                {"event": "end", "passed": 2, "failed": 0},
            ],
        )

    def test_an_underscore_of_a_name_is_a_space(self):
        test = only("", "def test_an_empty_text_stays_empty(): pass")
        self.assertEqual(test["title"], "an empty text stays empty")

    def test_the_module_is_found_by_name(self):
        test = only(
            """
            import pickle
            from dataclasses import dataclass

            @dataclass
            class Point:
                x: int
            """,
            """
            def test_pickled():
                assert pickle.loads(pickle.dumps(Point(1))) == Point(1)
                assert __name__ == "__main__"
            """,
        )
        self.assertTrue(test["ok"], test)
        self.assertIs(sys.modules["__main__"].events, events)

    def test_tests_share_the_module(self):
        end = events(
            "seen = []",
            """
            def test_one():
                seen.append(1)
            def test_two():
                assert seen == [1]
            """,
        )[-1]
        self.assertEqual(end["passed"], 2)

    def test_each_run_has_a_fresh_module(self):
        self.assertTrue(only("here = 1", "def test_here(): assert here")["ok"])
        test = only("", "def test_here(): assert here")
        self.assertEqual(test["error"], "NameError: name 'here' is not defined")

    def test_a_coroutine_is_run(self):
        tests = """
            import asyncio
            async def test_waits():
                await asyncio.sleep(0)
                assert await answer() == 41
            """
        code = "async def answer(): return 42"
        self.assertEqual(only(code, tests)["came"], "42")

    def test_a_host_runs_coroutines_its_own_way(self):
        ran = []

        def wait(coroutine):
            ran.append(coroutine.__name__)
            coroutine.close()

        events("", "async def test_waits(): pass", wait=wait)
        self.assertEqual(ran, ["test_waits"])

    def test_an_assertion_keeps_nothing_alive(self):
        test = only(
            "class Thing: pass",
            """
            import gc
            import weakref
            def test_gone():
                thing = Thing()
                gone = weakref.ref(thing)
                assert gone() is thing
                del thing
                gc.collect()
                assert gone() is None
            """,
        )
        self.assertTrue(test["ok"], test)


class Assertions(unittest.TestCase):
    def sides(self, assertion, came, expected):
        test = failed(assertion)
        self.assertEqual(test["came"], came)
        self.assertEqual(test.get("expected"), expected)
        self.assertEqual(test["source"], assertion)

    def test_both_sides_are_told(self):
        self.sides("assert 'ab'.upper() == 'ab'", "'AB'", "'ab'")
        self.sides("assert [1][0] is None", "1", "None")
        self.sides("assert len('abc') <= 2", "3", "<= 2")
        self.sides("assert len('abc') != 3", "3", "!= 3")
        self.sides("assert 'z' in dict(a=1)", "'z'", "in {'a': 1}")
        self.sides("assert [] is []", "[]", "is []")

    def test_a_value_alone_is_told(self):
        self.sides("assert 'a'.isdigit()", "False", "True")
        self.sides("assert not 'a'.islower()", "True", "False")
        self.sides("assert ''.strip()", "''", None)
        self.sides("assert 1 <= len('') <= 3", "0", None)

    def test_what_is_expected_may_stand_on_the_left(self):
        self.sides("assert 3 == len('ab')", "2", "3")

    def test_of_a_conjunction_the_part_that_failed_is_told(self):
        self.sides("assert len('a') == 1 and len('b') == 2", "1", "2")

    def test_what_the_assertion_says_is_told(self):
        test = failed("assert len('') == 1, f'not {1 + 1}: {\"x\"}'")
        self.assertEqual(test["error"], "not 2: x")
        self.assertEqual(failed("assert len('') == 1")["error"], "")

    def test_an_assertion_of_several_lines_keeps_its_lines(self):
        test = only(
            "",
            """
            def test_it():
                assert sorted([2, 1]) == [
                    2,
                    1,
                ]
            """,
        )
        self.assertEqual(
            test["source"], "assert sorted([2, 1]) == [\n    2,\n    1,\n]"
        )
        self.assertEqual((test["file"], test["line"]), ("tests.py", 3))

    def test_an_assertion_may_stand_in_a_helper(self):
        test = only(
            "def double(n): return n",
            """
            def check(n, twice):
                assert double(n) == twice
            def test_it():
                check(2, 4)
            """,
        )
        self.assertEqual((test["came"], test["expected"]), ("2", "4"))

    def test_sides_are_evaluated_once(self):
        test = failed("assert [].append(calls.append(1)) == len(calls)", "calls = []")
        self.assertEqual((test["came"], test["expected"]), ("None", "1"))

    def test_values_are_cut(self):
        came = failed("assert list(range(10_000)) == []")["came"]
        self.assertEqual(len(came), 500)
        self.assertTrue(came.startswith("[0, 1, ") and came.endswith(", 9999]"))

    def test_a_value_that_cannot_be_shown(self):
        code = """
            class Bad:
                def __repr__(self):
                    raise ValueError("no")
            """
        test = only(code, "def test_it():\n    assert Bad() == 1")
        self.assertEqual(test["came"], "<Bad: its repr raised ValueError>")

    def test_asserts_that_raise(self):
        code = "def double(n):\n    return n[0]"
        test = only(code, "def test_it():\n    assert double(2) == 4")
        self.assertEqual(test["kind"], "error")
        self.assertEqual(test["error"], "TypeError: 'int' object is not subscriptable")
        self.assertEqual((test["file"], test["line"]), ("exercise.py", 2))
        self.assertNotIn("came", test)


class Failing(unittest.TestCase):
    def test_what_is_to_be_done(self):
        test = only(
            "def double(n): raise NotImplementedError",
            "def test_it(): assert double(2) == 4",
        )
        self.assertEqual((test["kind"], test["error"]), ("todo", "NotImplementedError"))

    def test_the_traceback_has_the_two_files_alone(self):
        trace = only(
            """
            import json
            def load(text):
                return json.loads(text)
            """,
            """
            def test_it():
                assert load("{") == {}
            """,
        )["trace"]
        self.assertIn('File "tests.py", line 3', trace)
        self.assertIn('assert load("{") == {}', trace)
        self.assertIn('File "exercise.py", line 4', trace)
        self.assertIn("return json.loads(text)", trace)
        self.assertNotIn("decoder.py", trace)
        self.assertEqual(trace.count("File"), 2)

    def test_the_cause_is_cut_too(self):
        trace = only(
            """
            import json
            def load(text):
                try:
                    return json.loads(text)
                except ValueError as error:
                    raise KeyError("no") from error
            """,
            "def test_it(): load('{')",
        )["trace"]
        self.assertIn("direct cause", trace)
        self.assertNotIn("decoder.py", trace)

    def test_ends_of_the_program_end_the_test_alone(self):
        told = events(
            "import sys",
            """
            def test_exit(): sys.exit("bye")
            def test_interrupt(): raise KeyboardInterrupt
            def test_after(): pass
            """,
        )
        self.assertEqual(
            [event.get("error") for event in told[1:4]],
            ["SystemExit: bye", "KeyboardInterrupt", None],
        )
        self.assertEqual(told[-1], {"event": "end", "passed": 1, "failed": 2})

    def test_a_recursion_without_end(self):
        test = only("def f(n): return f(n)", "def test_it(): f(1)")
        self.assertEqual(test["kind"], "error")
        self.assertTrue(test["error"].startswith("RecursionError: maximum recursion"))
        self.assertIn("more times", test["trace"])
        self.assertLessEqual(len(test["trace"]), 4000)

    def test_a_long_traceback_keeps_its_end(self):
        test = only("", "def test_it(): raise ValueError('x' * 10_000 + 'end')")
        self.assertEqual(len(test["trace"]), 4000)
        self.assertTrue(test["trace"].endswith("end\n"))
        self.assertEqual(len(test["error"]), 500)

    def test_a_test_that_yields(self):
        for head in "def", "async def":
            test = only("", f"{head} test_it():\n    yield 1")
            self.assertIn("yield", test["error"])

    def test_exceptions_that_cannot_be_shown(self):
        code = """
            class Bad(Exception):
                def __str__(self):
                    raise ValueError("no")
                def __getattr__(self, name):
                    raise KeyError(name)
            """
        test = only(code, "def test_it(): raise Bad")
        self.assertEqual(test["error"], "Bad")

    def test_a_test_that_wants_something(self):
        test = only("", "def test_it(fixture): pass")
        self.assertTrue(test["error"].startswith("TypeError: "))


class Broken(unittest.TestCase):
    def broken(self, code, tests):
        told = events(code, tests)
        self.assertEqual(len(told), 1, told)
        self.assertEqual(told[0]["event"], "broken")
        return told[0]

    def test_code_that_cannot_be_parsed(self):
        event = self.broken("x = 1\ndef f(:\n    pass", "def test_it(): pass")
        self.assertEqual(event["where"], "code")
        self.assertTrue(event["error"].startswith("SyntaxError: "), event)
        self.assertEqual((event["file"], event["line"]), ("exercise.py", 2))
        self.assertIn("def f(:", event["trace"])
        self.assertNotIn("Traceback", event["trace"])

    def test_code_that_raises(self):
        event = self.broken("a = 1\nb = a / 0", "def test_it(): pass")
        self.assertEqual(event["error"], "ZeroDivisionError: division by zero")
        self.assertEqual((event["where"], event["line"]), ("code", 2))

    def test_code_that_ends_the_program(self):
        event = self.broken("import sys\nsys.exit(1)", "def test_it(): pass")
        self.assertEqual(event["error"], "SystemExit: 1")

    def test_code_with_a_zero_byte(self):
        self.assertEqual(self.broken("x = 1\0", "def test_it(): pass")["where"], "code")

    def test_tests_that_raise(self):
        event = self.broken("def f(): return 1 / 0", "f()\ndef test_it(): pass")
        self.assertEqual((event["where"], event["file"]), ("tests", "exercise.py"))
        event = self.broken("", "def test_it(:")
        self.assertEqual((event["where"], event["file"]), ("tests", "tests.py"))

    def test_tests_without_a_test(self):
        for tests in "", "test_it = 1", "def tests(): pass":
            event = self.broken("def test_mine(): pass", tests)
            self.assertEqual(event["where"], "tests")
            self.assertIn("begins with test_", event["error"])

    def test_a_test_that_hides_another(self):
        event = self.broken("", "def test_it(): pass\n\ndef test_it(): pass")
        self.assertEqual(event["error"], "test_it is defined twice (line 3)")


if __name__ == "__main__":
    unittest.main()
