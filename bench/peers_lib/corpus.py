"""N questions made of the running Python's standard library: its functions, and prose from its docstrings.

The same Python, `n` and `seed` give the same questions. Prose is restricted to plain sentences that mean
nothing in Markdown, so every generator sees the same text.
"""

import ast
import hashlib
import json
import os
import platform
import random
import re
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from . import aside

WORDS_OF_PROSE = 200
FUNCTION_LINES = range(5, 41)
SKIPPED_FOLDERS = {"site-packages", "dist-packages", "test", "tests", "idle_test", "__pycache__", "lib-dynload"}

SITE_TITLE = "Questions about the standard library"
SITE_DESCRIPTION = "Questions made for a benchmark: two functions and a little prose each."
BASE_URL = "https://example.org/guide/"
BASE_PATH = "/guide/"
AUTHOR = "The benchmark"


@dataclass(frozen=True)
class Term:
    """A level, a topic or a source."""

    id: str
    title: str
    description: str


LEVELS = [
    Term("junior", "Junior", "The words of the language."),
    Term("mid", "Mid", "How the pieces work together."),
    Term("senior", "Senior", "What happens underneath."),
]
TOPICS = [
    Term(name.lower().replace(" ", "-"), name, f"What the standard library shows about {name.lower()}.")
    for name in [
        "Language", "Data", "Functions", "Iteration", "Resources", "Classes",
        "Object model", "Concurrency", "Text", "Files", "Network", "Practice",
    ]
]
SOURCES = [
    Term(f"source-{name.lower()}", f"The {name.lower()} collection", f"The {name.lower()} of five made-up documents.")
    for name in ["First", "Second", "Third", "Fourth", "Fifth"]
]
# The field of a question that names each list's terms.
LISTS = [("levels", "level", LEVELS), ("topics", "topic", TOPICS), ("sources", "sources", SOURCES)]


@dataclass(frozen=True)
class Question:
    """What a content file says, before it is written in a generator's own form."""

    number: int
    slug: str
    title: str
    summary: str
    level: str
    topic: str
    sources: list
    tags: list
    updated: str
    body: str
    code: list

    def ids(self, field):
        """The ids it gives for `level`, `topic` or `sources`, as a list."""
        value = getattr(self, field)
        return [value] if isinstance(value, str) else value


@dataclass(frozen=True)
class Library:
    """What the questions are made of."""

    functions: list  # (module, source text)
    sentences: list
    words: list


def library():
    """Reads the functions, sentences and words of the running Python's standard library."""
    functions, sentences, words = [], set(), set()
    for name, text in _modules(Path(sysconfig.get_paths()["stdlib"])):
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError):
            continue
        lines = text.split("\n")
        for node in ast.walk(tree):
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                sentences.update(_plain_sentences(ast.get_docstring(node) or ""))
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                first = min([node.lineno] + [each.lineno for each in node.decorator_list])
                code = "\n".join(lines[first - 1 : node.end_lineno])
                if node.end_lineno - first + 1 in FUNCTION_LINES and _fits_in_a_fence(code):
                    functions.append((name, code))
    for sentence in sentences:
        words.update(re.findall(r"\b[a-z]{4,10}\b", sentence))
    return Library(sorted(set(functions)), sorted(sentences), sorted(words))


def questions(n, seed, made_of):
    """Yields the questions one by one, so that a large corpus needs no large memory."""
    rng = random.Random(seed)
    taken = set()
    for number in range(n):
        chosen = [rng.choice(made_of.functions) for _ in range(2)]
        # The library has fewer functions than a corpus has snippets: the first line makes each snippet one of a kind,
        # so remembering the snippets already highlighted helps no generator.
        codes = [f"# From {module}, for question {number}\n{code}" for module, code in chosen]
        slug, title = _title(rng, made_of.words, taken)
        paragraphs = _prose(rng, made_of.sentences)
        body = [paragraphs[0]]
        for code, paragraph in zip(codes, paragraphs[1:]):
            heading = " ".join(rng.sample(made_of.words, 3)).capitalize()
            body += [f"## {heading}", paragraph, f"```python\n{code}\n```"]
        yield Question(
            number=number,
            slug=slug,
            title=title,
            summary=rng.choice(made_of.sentences),
            level=rng.choice(LEVELS).id,
            topic=rng.choice(TOPICS).id,
            sources=[each.id for each in rng.sample(SOURCES, rng.choice([1, 2]))],
            tags=sorted({module.partition(".")[0] for module, _ in chosen}),
            updated=f"20{rng.randrange(20, 26)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}",
            body="\n\n".join(body) + "\n",
            code=codes,
        )


def write(n, seed, folder, generators):
    """Writes the same questions for each generator into `folder`, or keeps what an equal run wrote there.

    Returns the manifest: what the questions are, and which of them are looked at closely afterwards.
    """
    generators = [each for each in generators if not each.works_on]
    stamp = {"n": n, "seed": seed, "python": platform.python_version(), "made_by": _made_by()}
    manifest_file = folder / "manifest.json"
    try:
        manifest = json.loads(manifest_file.read_text(encoding="utf-8"))
        if manifest["stamp"] == stamp and {each.name for each in generators} <= set(manifest["written_for"]):
            return manifest
    except (OSError, ValueError, KeyError):
        pass
    aside.put(folder, folder.parent)
    for each in generators:
        each.start(folder)
    manifest = {"stamp": stamp, "written_for": [each.name for each in generators],
                "slugs": [], "sample": [], "words": 0, "code_bytes": 0,
                "counts": {name: {term.id: 0 for term in terms} for name, _, terms in LISTS}}
    digest = hashlib.sha256()
    step = max(1, n // 100)
    made_folders = set()
    for question in questions(n, seed, library()):
        for each in generators:
            file = each.content(folder) / each.path(question.number, question.slug)
            if file.parent not in made_folders:
                file.parent.mkdir(parents=True, exist_ok=True)
                made_folders.add(file.parent)
            file.write_text(each.page(question), encoding="utf-8", newline="\n")
        digest.update(f"{question}\n".encode())
        manifest["slugs"].append(question.slug)
        manifest["words"] += sum(len(part.split()) for part in re.split(r"```.*?```", question.body, flags=re.S))
        manifest["code_bytes"] += sum(len(code.encode()) for code in question.code)
        for name, field, _ in LISTS:
            for id in question.ids(field):
                manifest["counts"][name][id] += 1
        if question.number % step == 0:
            manifest["sample"].append(
                {"slug": question.slug, "title": question.title, "summary": question.summary, "code": question.code})
    for each in generators:
        each.end(folder)
    manifest["sha256"] = digest.hexdigest()
    manifest["input_bytes"] = {each.name: _bytes_under(each.content(folder)) for each in generators}
    manifest_file.write_text(json.dumps(manifest), encoding="utf-8")
    return manifest


def front_matter(fields):
    """TOML between `+++`: the values are strings of plain text and lists of them, which JSON writes the same way."""
    lines = [f"{key} = {json.dumps(value)}" for key, value in fields.items()]
    return "+++\n" + "\n".join(lines) + "\n+++\n\n"


def yaml(fields):
    """YAML between `---`: strings of plain text and lists of them, which JSON writes the same way."""
    return "---\n" + "\n".join(f"{key}: {json.dumps(value)}" for key, value in fields.items()) + "\n---\n\n"


def title_of(id):
    """The title of a level, a topic or a source."""
    return next(term.title for _, _, terms in LISTS for term in terms if term.id == id)


def _made_by():
    """A digest of every file here: what any of them changes is written anew."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _modules(root):
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in SKIPPED_FOLDERS)
        for file in sorted(files):
            path = Path(folder, file)
            if path.suffix == ".py":
                try:
                    text = path.read_text(encoding="utf-8")
                except (UnicodeDecodeError, OSError):
                    continue
                yield ".".join(path.relative_to(root).with_suffix("").parts), text


def _fits_in_a_fence(code):
    return "```" not in code and "\r" not in code and all(c in "\n\t" or c.isprintable() for c in code)


def _plain_sentences(docstring):
    for paragraph in re.split(r"\n\s*\n", docstring):
        for sentence in re.split(r"(?<=\.)\s+", " ".join(paragraph.split())):
            if re.fullmatch(r"[A-Z][a-z]*( \(?[A-Za-z][a-z']*(-[a-z]+)*\)?,?){5,39}\.", sentence):
                yield sentence


def _title(rng, words, taken):
    while True:
        chosen = rng.sample(words, 5)
        slug = "-".join(chosen)
        if slug not in taken:
            taken.add(slug)
            a, b, c, d, e = chosen
            return slug, f"How does {a} {b} {c} the {d} {e}?"


def _prose(rng, sentences):
    paragraphs = []
    for _ in range(3):
        text, count = [], 0
        while count < WORDS_OF_PROSE // 3 - 6:
            text.append(rng.choice(sentences))
            count += len(text[-1].split())
        paragraphs.append(" ".join(text))
    return paragraphs


def _bytes_under(folder):
    return sum(os.path.getsize(Path(root, file)) for root, _, files in os.walk(folder) for file in files)
