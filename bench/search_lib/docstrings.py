"""A site of questions made of docstrings: documents that no search here was written for.

Usage: docstrings.py FOLDER N stdlib|packages. The docstrings are those of the standard library, or those of the
packages installed beside it: the ranking is tuned on one and judged on the other. The same modules give the same files.
"""

import ast
import hashlib
import json
import re
import string
import sys
import sysconfig
from pathlib import Path

SITE = """title = "Docstrings"
language = "en"
levels = [{ id = "junior", title = "Junior" }, { id = "senior", title = "Senior" }]
topics = [{ id = "library", title = "Library" }]
sources = [{ id = "python", title = "Installed packages" }]
"""
SKIPPED = {"test", "tests", "idle_test", "__pycache__", "lib2to3", "_vendor", "vendor"}
ESCAPE = str.maketrans({each: "\\" + each for each in string.punctuation})


def main():
    """Writes the site."""
    folder, most, origin = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    (folder / "content").mkdir(parents=True, exist_ok=True)
    (folder / "site.toml").write_text(SITE, encoding="utf-8")
    documents = list(_documents(origin))
    # In an order of their own, so that taking the first N takes some of every package.
    documents.sort(key=lambda each: hashlib.sha256(each[0].encode()).digest())
    for number, (title, paragraphs, code) in enumerate(documents[:most]):
        level = "junior" if number % 2 else "senior"
        front = f'title = {json.dumps(title)}\nlevel = "{level}"\ntopic = "library"\nsource = "python"\n'
        body = "\n\n".join(each.translate(ESCAPE) for each in paragraphs)
        text = f"+++\n{front}+++\n\n{body}\n\n````python\n{code}\n````\n"
        (folder / "content" / f"d{number:05}.md").write_text(text, encoding="utf-8")
    print(min(most, len(documents)))


def _documents(origin):
    """Yields title, paragraphs and code of functions and classes whose docstring is a text."""
    seen = set()
    for path in _modules(origin):
        try:
            source = path.read_text(encoding="utf-8")
            tree = ast.parse(source)
        except (OSError, SyntaxError, ValueError):
            continue
        lines = source.split("\n")
        for node in ast.walk(tree):
            if not isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            paragraphs = [" ".join(each.split()) for each in re.split(r"\n\s*\n", ast.get_docstring(node) or "")]
            title = paragraphs[0].rstrip(".").replace("`", "")
            words = " ".join(paragraphs).split()
            if title in seen or not 4 <= len(title.split()) <= 14 or not 40 <= len(words) <= 400 or len(paragraphs) < 2:
                continue
            code = "\n".join(lines[node.body[0].end_lineno : node.end_lineno][:30])
            if "````" in code or not all(each.isprintable() for each in title) or "\0" in code:
                continue
            seen.add(title)
            yield title, paragraphs[1:], code


def _modules(origin):
    root = sysconfig.get_paths()["stdlib" if origin == "stdlib" else "purelib"]
    # The packages stand in a folder of the standard library.
    skipped = SKIPPED | {"site-packages", "dist-packages"} if origin == "stdlib" else SKIPPED
    for path in sorted(Path(root).rglob("*.py")):
        if not skipped & set(path.relative_to(root).parts):
            yield path


main()
