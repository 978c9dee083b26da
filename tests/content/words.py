#!/usr/bin/env python3
"""Lints the words of content/ by the rules of docs/style-of-the-guide.md.

    python3 tests/content/words.py [FILE...]

Reads the prose: paragraphs, list items, quotations and the summary, and what
the tests of an exercise say that they expect. Left out are other code, tables,
headings, addresses of links, and the rest of the front matter. words_test.py shows that each rule can fail. Needs Python 3.11 or later,
and nothing else.

A sentence ends at a full stop, question mark or exclamation mark that is
followed by a space and then by a capital letter, a digit, code or a quotation.
So a sentence that begins with a small letter counts as part of the one before
it. Colons and semicolons end nothing; a list item and a paragraph always end.
A span of code counts as one word, whatever is in it.
"""

import ast
import pathlib
import re
import sys
import tomllib
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SENTENCE = 35
SUMMARY = 60
# The most characters of what a test says: one line beside its tick.
EXPECTED = 70
TESTS = range(5, 10)

# What readers stumble over, and terms that have another name in this guide:
# the pattern, and what to try. What stands in quotation marks is not judged.
WORDS = [
    (r"belong(?:s|ed|ing)? into", "'belongs in' or 'belongs to'"),
    (r"(?:stands?|stood|standing) (?:in|first|once|nowhere)", "'is' or 'is written'"),
    (r"turn(?:s|ed|ing)? (?:it |them )?round", "'reverses', or 'turns around'"),
    (r"for nothing", "'free', 'at no cost' or 'without effect'"),
    (r"dearer|dearest", "'costs more' or 'slower'"),
    (r"keep(?:s|ing)? (?:its|their|a|the) witness", "say what is kept, and why"),
    (r"seldom", "'rarely'"),
    (r"afresh|anew", "'again'"),
    (r"any object do that", "'any object that has it will do'"),
    (r"parent class(?:es)?|superclass(?:es)?", "'base class'"),
    (r"child class(?:es)?", "'subclass'"),
    (r"magic methods?", "'special method'"),
    (r"generator comprehensions?", "'generator expression'"),
    (r"orally", "'aloud'"),
]
WORDS = [(re.compile(rf"\b(?:{words})\b", re.I), instead) for words, instead in WORDS]

ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?")
TESTS_FENCE = re.compile(r"^```python,tests\b[^\n]*\n(.*?)^```$", re.M | re.S)
FENCE = re.compile(r"^\s*(?:(?:[-*+]|\d+[.)])\s+)?(`{3,}|~{3,})[^`]*$")
END = re.compile(r"[.?!][\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9])")


class Block(NamedTuple):
    """A paragraph or a list item: its first line, its text, where it is."""

    line: int
    text: str
    section: str
    is_item: bool


def main(arguments):
    files = [pathlib.Path(a) for a in arguments] or sorted(
        (ROOT / "content").rglob("*.md")
    )
    count = 0
    for file in files:
        for line, message in sorted(findings(file.read_text("utf-8"))):
            print(f"{name_of(file)}:{line}: {message}")
            count += 1
    print(f"{len(files)} files: {count} findings in their words")
    return 1 if count else 0


def name_of(file):
    try:
        return file.resolve().relative_to(ROOT).as_posix()
    except ValueError:
        return str(file)


def findings(text):
    """What is wrong in a content file, as (line, message)."""
    head, start = front_matter(text)
    fields = tomllib.loads("\n".join(head))
    yield from judge_fields(fields, head)
    for block in blocks(text.splitlines(), start):
        yield from judge_prose(block.line, block.text)
        if block.section == "Follow-ups" and not block.is_item:
            yield from judge_follow_up(block)
    if fields.get("kind") == "exercise":
        yield from judge_exercise(text)


def front_matter(text):
    """The lines between the marks `+++`, and the index of the first after them."""
    lines = text.splitlines()
    if not lines or lines[0] != "+++":
        return [], 0
    end = lines.index("+++", 1)
    return lines[1:end], end + 1


def judge_fields(fields, head):
    summary = fields.get("summary", "")
    line = line_with(head, "summary = ")
    yield from judge_prose(line, summary)
    if (words := count_words(plain(summary))) > SUMMARY:
        yield line, f"summary of {words} words: say it in {SUMMARY}"
    title = bare(fields.get("title", ""))
    for asked in fields.get("asked_as", []):
        if bare(asked) == title:
            yield (
                line_with(head, asked, line_with(head, "asked_as")),
                f"asked_as repeats the title, {asked!r}: word it as a reader "
                "would who does not know the title, or leave it out",
            )


def line_with(head, words, otherwise=1):
    """The line in the file of the first line of the head with these words."""
    places = (row for row, line in enumerate(head, 2) if words in line)
    return next(places, otherwise)


def bare(text):
    """A question without case and punctuation, to compare it."""
    return re.findall(r"\w+", text.casefold())


def judge_prose(line, text):
    text = plain(text)
    start = 0
    for end in [*(m.end() for m in END.finditer(text)), len(text)]:
        words = count_words(text[start:end])
        if words > SENTENCE:
            opening = " ".join(text[start:end].split()[:5])
            yield (
                line + text.count("\n", 0, start),
                f"sentence of {words} words, “{opening} …”: make two of it, "
                f"or at most {SENTENCE} words",
            )
        start = end
    said = re.sub(r"\"[^\"]*\"|“[^”]*”", blank, text)
    for pattern, instead in WORDS:
        for match in pattern.finditer(re.sub(r"\s", " ", said)):
            at = line + text.count("\n", 0, match.start())
            yield at, f"“{match[0]}” makes readers stumble: try {instead}"


def blank(match):
    return re.sub(r"\S", "·", match[0])


def judge_follow_up(block):
    """A follow-up is a question in bold and its answer after it."""
    bold = re.match(r"\*\*(.+?)\*\*", without_code(block.text), re.S)
    if not bold or not bold[1].rstrip().endswith("?"):
        yield (
            block.line,
            "follow-up without a question in bold at its beginning: "
            "try **The question?** The answer",
        )


def judge_exercise(text):
    """Its tests are few, and each says in a line of its own what it expects."""
    if "> [!HINT]" not in text:
        yield 1, "exercise without a hint: write one after its tests"
    for fence in TESTS_FENCE.finditer(text):
        first = text.count("\n", 0, fence.start(1))
        tests = [
            node
            for node in ast.parse(fence[1]).body
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
            and node.name.startswith("test_")
        ]
        if len(tests) not in TESTS:
            fewest, most = TESTS[0], TESTS[-1]
            yield first, f"{len(tests)} tests: {fewest} to {most} can be taken in"
        said = set()
        for test in tests:
            expected = ast.get_docstring(test) or ""
            line = first + test.lineno
            yield from judge_prose(line, expected)
            if not expected or "\n" in expected or len(expected) > EXPECTED:
                yield line, f"{test.name}: say in a line what is expected"
            elif expected.endswith(".") or expected[0].isupper():
                yield line, f"{test.name}: not a sentence, “an empty text has no runs”"
            elif expected in said:
                yield line, f"{test.name}: says the same as another test"
            said.add(expected)


def without_code(text):
    """Each span of code as one word. Lines stay as many as they are."""
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", one_word, text, flags=re.S)


def one_word(match):
    return "Code" + "\n" * match[0].count("\n")


def plain(text):
    """The words of Markdown as they are read."""
    text = without_code(text)
    text = re.sub(r"\[\^[^\]]+\]", "", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<https?:[^>]*>", "Address", text)
    text = re.sub(r"</?[a-z][^>]*>|<!--.*?-->", "", text, flags=re.S)
    return re.sub(r"\*+|(?<!\w)_+|_+(?!\w)", "", text)


def count_words(text):
    return sum(1 for word in text.split() if re.search(r"\w", word))


def blocks(lines, start):
    """The paragraphs and list items from the line with index `start` on."""
    section = ""
    fence = None
    gathered = []
    in_list = False
    for number, line in enumerate([*lines[start:], ""], start + 1):
        line = re.sub(r"^(?:\s*> ?)+", "", line)
        opened = FENCE.match(line)
        if fence:
            if opened and opened[1].startswith(fence) and line.strip(" `~") == "":
                fence = None
            continue
        heading = re.match(r"(#{1,6}) (.*)", line)
        item = ITEM.match(line)
        ends = not line.strip() or opened or heading or item or line[:1] == "|"
        if gathered and ends:
            first = gathered[0][0]
            text = "\n".join(words for _, words in gathered)
            yield Block(first, text, section, in_list)
            gathered = []
        if opened:
            fence = opened[1]
        elif heading and len(heading[1]) <= 2:
            section, in_list = heading[2].strip(), False
        elif item:
            in_list = True
            gathered = [(number, line[item.end() :])]
        elif not ends and not line.startswith("[!"):
            if not gathered:
                in_list = in_list and line[0].isspace()
                if not in_list and line.startswith("    "):
                    continue
            gathered.append((number, line.strip()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
