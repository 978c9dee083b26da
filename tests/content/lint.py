#!/usr/bin/env python3
"""Lints what `studypress test` cannot judge: style and spelling of content/.

    python3 tests/content/lint.py [FILE...]

Each Python snippet must be formatted as `ruff format` does, and each chain of
snippets (one and those that continue it, joined) must pass `ruff check` with
tests/content/ruff.toml. A fault that is shown on purpose is named in the fence,
lint_ignore="B006"; naming one that does not occur is an error. The tests of an
exercise are read after its solution, as they are run; its starting point is
read by itself, and may import what only the solution needs. `typos` reads
everything, with the words of typos.toml.

The tools come from PyPI in the versions of tests/content/requirements.txt, and
are installed below target/ where they are missing. Needs Python 3.11 or later,
and nothing else.
"""

import dataclasses
import itertools
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import venv

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
REQUIREMENTS = HERE / "requirements.txt"
TOOLS = ROOT / "target" / "content-tools"
PYTHON = ("python", "py", "python3")
OLDEST = "3.11"
# What a chain of an exercise may break, by the part that it begins with. A
# starting point leaves to the learner what it imports; the tests import what
# they use, which the solution before them may have imported too.
TOLERATED = {"starter": {"F401"}, "solution": {"F811"}}


@dataclasses.dataclass
class Snippet:
    """A Python block: where it stands and what its fence says."""

    file: str
    line: int
    flags: dict[str, str]
    code: str

    def is_part(self, *names):
        """Whether it is one of these parts of an exercise."""
        return any(name in self.flags for name in names)

    @property
    def ignored(self):
        return re.findall(r"[A-Z]+\d+", self.flags.get("lint_ignore", ""))


def main(arguments):
    files = [pathlib.Path(a) for a in arguments] or sorted(
        (ROOT / "content").rglob("*.md")
    )
    tools = install()
    snippets = [snippet for file in files for snippet in python_blocks(file)]
    errors = check_format(tools, snippets)
    errors += check_rules(tools, chains(snippets))
    for error in errors:
        print(error)
    typos = subprocess.run([tools / "typos", "--config", ROOT / "typos.toml", *files])
    failed = len(errors) + (typos.returncode != 0)
    print(f"{len(files)} files, {len(snippets)} Python snippets: {len(errors)} faults")
    return 1 if failed else 0


def install():
    """The folder of the tools, in the versions that are asked for."""
    binaries = TOOLS / ("Scripts" if sys.platform == "win32" else "bin")
    wanted = REQUIREMENTS.read_text()
    stamp = TOOLS / "installed.txt"
    if not stamp.exists() or stamp.read_text() != wanted:
        venv.create(TOOLS, with_pip=True, clear=True)
        pip = [binaries / "python", "-m", "pip", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "--quiet", "-r", REQUIREMENTS], check=True)
        stamp.write_text(wanted)
    return binaries


def name_of(file):
    try:
        return file.resolve().relative_to(ROOT).as_posix()
    except ValueError:
        return str(file)


def python_blocks(file):
    """The Python blocks of a file, in lists and quotations too."""
    block = None
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if block is None:
            opened = re.match(r"^([ >]*(?:[-*+] |\d+\. )?)(`{3,}|~{3,})([^`]*)$", line)
            if opened:
                prefix, fence, info = opened.groups()
                block = Snippet(name_of(file), number, flags(info), "")
                closing = re.compile(rf"^[ >]*{fence[0]}{{{len(fence)},}}\s*$")
            continue
        if closing.match(line):
            if block.flags["language"] in PYTHON:
                yield block
            block = None
        else:
            block.code += line[len(prefix) :] + "\n"


def flags(info):
    """`python,title="a, b",key` as {"language": "python", ...}."""
    words = re.findall(r'(?:[^,"]|"[^"]*")+', info.strip())
    found = {"language": words[0].strip() if words else ""}
    for word in words[1:]:
        key, _, value = word.strip().partition("=")
        found[key] = value.strip('"')
    return found


def chains(snippets):
    """Lists of snippets that share their names."""
    yield from ([s] for s in snippets if s.is_part("starter"))
    # By file: the solution, and the tests that are run over it.
    tried = [s for s in snippets if s.is_part("solution", "tests")]
    tried.sort(key=lambda s: (s.file, s.is_part("tests")))
    yield from (list(pair) for _, pair in itertools.groupby(tried, lambda s: s.file))
    chain = []
    for snippet in snippets:
        if snippet.is_part("starter", "tests", "solution"):
            continue
        if "continues" in snippet.flags and chain and chain[0].file == snippet.file:
            chain.append(snippet)
            continue
        if chain:
            yield chain
        chain = [snippet]
    if chain:
        yield chain


def version(chain):
    """What `ruff` is to take as the oldest Python that runs the chain."""
    wanted = [s.flags["requires"] for s in chain if "requires" in s.flags]
    newest = max([OLDEST, *wanted], key=lambda v: [int(part) for part in v.split(".")])
    return "py" + newest.replace(".", "")


def check_format(tools, snippets):
    errors = []
    with tempfile.TemporaryDirectory() as folder:
        for index, snippet in enumerate(snippets):
            (pathlib.Path(folder) / f"{index}.py").write_text(snippet.code, "utf-8")
        command = [tools / "ruff", "format", "--diff", "--quiet", "--no-cache"]
        command += ["--config", HERE / "ruff.toml", "--target-version", "py314"]
        done = subprocess.run([*command, folder], capture_output=True, text=True)
    for part in re.split(r"(?m)^(?=--- )", done.stdout):
        match = re.match(r"--- .*?(\d+)\.py\b.*\n\+\+\+ .*\n", part)
        if match:
            snippet = snippets[int(match[1])]
            diff = part[match.end() :].rstrip()
            errors.append(f"{snippet.file}:{snippet.line}: not formatted\n{diff}")
    # Code that cannot be parsed is reported on standard error, by file.
    for index, message in re.findall(r"(\d+)\.py:?(\S*.*)", done.stderr):
        snippet = snippets[int(index)]
        if not deliberate(snippet):
            errors.append(f"{snippet.file}:{snippet.line}: cannot be read: {message}")
    return errors


def deliberate(snippet):
    """Whether a snippet that cannot be parsed is meant to be so."""
    return snippet.flags.get("raises") == "SyntaxError"


def check_rules(tools, all_chains):
    errors = []
    by_version = {}
    for chain in all_chains:
        if not any(deliberate(snippet) for snippet in chain):
            by_version.setdefault(version(chain), []).append(chain)
    for target, group in by_version.items():
        found = findings_of(tools, group, target)
        for chain, findings in zip(group, found, strict=True):
            errors += judge(chain, findings)
    return errors


def findings_of(tools, group, target):
    """For each chain, what the linter finds: rule, message, row."""
    with tempfile.TemporaryDirectory() as folder:
        for index, chain in enumerate(group):
            text = "\n\n".join(snippet.code for snippet in chain)
            (pathlib.Path(folder) / f"{index}.py").write_text(text, "utf-8")
        command = [tools / "ruff", "check", "--quiet", "--no-cache"]
        command += ["--output-format", "json", "--config", HERE / "ruff.toml"]
        command += ["--target-version", target, folder]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(f"ruff failed: {done.stderr}")
    found = [[] for _ in group]
    for finding in json.loads(done.stdout or "[]"):
        index = int(pathlib.Path(finding["filename"]).stem)
        row = finding["location"]["row"]
        found[index].append((finding["code"] or "syntax", finding["message"], row))
    return found


def judge(chain, findings):
    ignored = {rule for snippet in chain for rule in snippet.ignored}
    found = {rule for rule, _, _ in findings}
    parts = [part for part in TOLERATED if chain[0].is_part(part)]
    tolerated = ignored.union(*(TOLERATED[part] for part in parts))
    for rule, message, row in findings:
        if rule not in tolerated:
            file, line = place(chain, row)
            yield f"{file}:{line}: {rule} {message}"
    for snippet in chain:
        for rule in snippet.ignored:
            if rule not in found:
                yield (
                    f"{snippet.file}:{snippet.line}: lint_ignore names {rule}, "
                    "but that fault does not occur"
                )


def place(chain, row):
    """The line in the content file of a row of the joined chain."""
    for snippet in chain:
        rows = snippet.code.count("\n") + 2
        if row <= rows:
            return snippet.file, snippet.line + row
        row -= rows
    return chain[-1].file, chain[-1].line


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
