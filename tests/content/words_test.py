#!/usr/bin/env python3
"""Shows that each rule of words.py can fail, and what it leaves alone.

python3 -B tests/content/words_test.py
"""

import unittest

import words


def found(body="", title="What is a list?", summary="A sequence.", asked=()):
    asked = "".join(f'  "{words}",\n' for words in asked)
    head = f'title = "{title}"\nsummary = "{summary}"\nasked_as = [\n{asked}]\n'
    return list(words.findings(f"+++\n{head}+++\n\n{body}\n"))


def long(count, word="word"):
    return "Now " + f"{word} " * (count - 2) + "end."


class Sentences(unittest.TestCase):
    def test_of_36_words_is_found_where_it_begins(self):
        body = "Short.\nA second line. And\n" + long(35)
        [(line, message)] = found(body)
        self.assertEqual(line, 9)
        self.assertIn("sentence of 36 words, “And Now word word word …”", message)

    def test_of_35_words_is_none(self):
        self.assertEqual(found(long(35)), [])

    def test_are_read_in_lists_quotations_and_summaries(self):
        for body in (f"- {long(36)}", f"> {long(36)}", f"1. [x] {long(36)}"):
            self.assertEqual(len(found(body)), 1, body)
        [(line, _)] = found(summary=long(36))
        self.assertEqual(line, 3)

    def test_end_before_a_capital_letter_code_or_a_quotation(self):
        half = "word " * 20
        for second in ("Then", "`len`", '"So', "**Why?**", "[Then](a.md)", "3"):
            self.assertEqual(found(f"Now {half}end. {second} {half}"), [], second)
        self.assertEqual(len(found(f"Now {half}end. asyncio {half}")), 1)
        self.assertEqual(len(found(f"Now {half}end: Then {half}")), 1)

    def test_are_not_looked_for_in_code_tables_and_addresses(self):
        many = long(40)
        for body in (
            f"```text\n{many}\n```",
            f"- one\n\n  ~~~~text\n  ```\n  {many}\n  ~~~~",
            f"| a |\n|---|\n| {many} |",
            f"A span, `{many}`, is one word.",
            f'A [link](a.md "{many}").',
        ):
            self.assertEqual(found(body), [], body)
        self.assertEqual(len(found(f"```text\nx\n```\n\n{many}")), 1, "after code")


class Words(unittest.TestCase):
    def test_that_readers_stumble_over_are_found(self):
        for said in (
            "The value belongs into a list.",
            "The name stands in the dict.",
            "The name stands nowhere.",
            "It turns\nround the list.",
            "It happens seldom.",
            "It is computed afresh.",
            "All of it for nothing.",
            "A call is dearer.",
            "Keep its witness.",
            "Let any object do that has it.",
            "It calls the parent class.",
            "The child class wins.",
            "A magic method runs.",
            "A generator comprehension is lazy.",
            "Say it orally.",
        ):
            self.assertEqual(len(found(said)), 1, said)
            self.assertEqual(len(found(summary=said.replace("\n", " "))), 1, said)

    def test_are_found_on_their_line(self):
        [(line, message)] = found("One line.\nA call is dearer.")
        self.assertEqual(line, 9)
        self.assertIn("'costs more'", message)

    def test_in_code_and_quotations_are_none(self):
        self.assertEqual(found('`dearer` and "calls the parent class" are wrong.'), [])


class FrontMatter(unittest.TestCase):
    def test_summary_of_61_words_is_found(self):
        [(line, message)] = found(summary=f"{long(30)} {long(31)}")
        self.assertEqual((line, message[:20]), (3, "summary of 61 words:"))
        self.assertEqual(found(summary=f"{long(30)} {long(30)}"), [])

    def test_asked_as_that_repeats_the_title_is_found(self):
        [(line, message)] = found(asked=["why lists", "what is a `list`"])
        self.assertEqual(line, 6)
        self.assertIn("repeats the title", message)


class Exercises(unittest.TestCase):
    def test_what_the_tests_say_is_read(self):
        for said, message in (
            ("", "say in a line"),
            ("two\n    lines", "say in a line"),
            ("long" * 20, "say in a line"),
            ("An empty text.", "not a sentence"),
            ("nothing 3", "says the same"),
            ("a call is dearer", "makes readers stumble"),
        ):
            [(line, words)] = exercise(5, f'    """{said}"""' if said else "    pass")
            self.assertIn(message, words)
            self.assertEqual(line, 23, said)

    def test_have_five_to_nine_tests_and_a_hint(self):
        self.assertEqual(exercise(5), [])
        self.assertEqual(exercise(9), [])
        for count in (4, 10):
            [(line, words)] = exercise(count)
            self.assertEqual(line, 10)
            self.assertTrue(words.startswith(f"{count} tests: 5 to 9"), words)
        [(_, words)] = exercise(5, hint="")
        self.assertIn("without a hint", words)


def exercise(count, last='    """the last"""', hint="> [!HINT]\n> Think."):
    tests = [f'def test_{n}():\n    """nothing {n}"""\n\n' for n in range(count - 1)]
    tests.append(f"def test_last():\n{last}\n")
    body = f"```python,tests\n{''.join(tests)}```\n\n{hint}"
    head = 'kind = "exercise"\ntitle = "Do it"\nsummary = "So."\nasked_as = []\n\n'
    return list(words.findings(f"+++\n{head}+++\n\n\n{body}\n"))


class FollowUps(unittest.TestCase):
    def test_without_a_question_in_bold_are_found(self):
        for body in ("Why? Because.", "**Why.** Because.", "So **why?** Because."):
            [(line, _)] = found(f"## Follow-ups\n\n{body}")
            self.assertEqual(line, 10, body)

    def test_with_a_question_are_none(self):
        body = "**Why `a**b`?** Because.\n\n- an item\n\n```python\n1\n```"
        self.assertEqual(found(f"## Follow-ups\n\n{body}"), [])
        self.assertEqual(found("## Follow-ups\n\n**Why?** So.\n\n## Else\n\nText."), [])


if __name__ == "__main__":
    unittest.main()
