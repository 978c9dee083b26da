"""Cold builds: what is deleted before one, how it is measured, and what its output must hold."""

import html
import json
import math
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from . import tools

STOPWATCH = Path(__file__).with_name("stopwatch.py")
QUESTIONS_A_LIST_PAGE = 300
# What surrounds lines of code. A highlighted snippet has two classes more at least: its comment's and its `def`'s.
CLASSES_OF_LINES = {"line", "cl", "ln", "hl"}
PROBLEMS_SHOWN = 8


def cold_build(generator, folder, manifest):
    """One measured build. Its output is checked, so that no fast failure passes for a fast build."""
    for path in generator.left_behind(folder):
        _delete(path)
    _read_all(generator.site(folder))
    if hasattr(os, "sync"):
        os.sync()
    with tempfile.TemporaryDirectory(prefix="run-", dir=folder) as scratch:
        scratch = Path(scratch)
        command, place = generator.command(folder, scratch)
        log = scratch / "log"
        printed = tools.run([sys.executable, "-I", "-S", STOPWATCH, log, place, *command],
                            env=tools.clean_environment())
        result = json.loads(printed)
        said = log.read_text(encoding="utf-8", errors="replace")
    if result["exit"] != 0:
        raise tools.Failure(f"{generator.name} ended with {result['exit']}:\n{tools.tail(said)}")
    result["output"], problems = check(generator, folder, manifest)
    if problems:
        more = [f"… and {len(problems) - PROBLEMS_SHOWN} more"] if len(problems) > PROBLEMS_SHOWN else []
        raise tools.Failure(f"the output of {generator.name} is not the whole site:\n" + "\n".join(
            f"  {problem}" for problem in problems[:PROBLEMS_SHOWN] + more))
    return result


def alternate(jobs, runs, keep, tell):
    """Runs each (generator, folder, manifest) once, then each once more, `runs` times: A B A B …

    What slows the machine for a while then falls on all of them. Returns a list of results for each job.
    The sites of the last runs are deleted unless `keep`.
    """
    results = [[] for _ in jobs]
    for number in range(runs):
        for (generator, folder, manifest), own in zip(jobs, results):
            own.append(cold_build(generator, folder, manifest))
            tell(generator, manifest, number, own[-1])
    for generator, folder, _ in jobs if not keep else []:
        for path in generator.left_behind(folder):
            _delete(path)
    return results


def check(generator, folder, manifest):
    """What a build wrote, and what is wrong with it: every question has its page with highlighted code, every list
    all its pages, every question is on a list of its level, and a sample of pages holds its title, summary and code."""
    output = generator.output(folder)
    problems = []
    files = [Path(root, name) for root, _, names in os.walk(output) for name in names]
    facts = {"files": len(files), "bytes": sum(file.stat().st_size for file in files), "question_bytes": 0}
    for slug in manifest["slugs"]:
        page = _text(output / "questions" / f"{slug}.html", problems)
        facts["question_bytes"] += len(page)
        highlighted = [block for block in _blocks(page) if len(_classes(block)) >= 2]
        if page and len(highlighted) < 2:
            problems.append(f"questions/{slug}.html has {len(highlighted)} highlighted snippets instead of 2")
    for sample in manifest["sample"]:
        # A page that is not there is in the list already.
        page = _text(output / "questions" / f"{sample['slug']}.html", [])
        problems += [f"questions/{sample['slug']}.html lacks its {what}" for what in _missing(sample, page) if page]
    on_levels = set()
    for kind, counts in manifest["counts"].items():
        for id, count in counts.items():
            pages = math.ceil(count / QUESTIONS_A_LIST_PAGE)
            for address in generator.list_pages(kind, id, pages) if count else []:
                page = _text(output / address, problems)
                if kind == "levels":
                    on_levels.update(re.findall(r"questions/([^/\"'<>]+)\.html", page))
    unlisted = len(set(manifest["slugs"]) - on_levels)
    if unlisted:
        problems.append(f"{unlisted} questions are on no list of their level")
    for address in ["index.html", "404.html", "sitemap.xml"]:
        _text(output / address, problems)
    facts["search_bytes"], search_problems = generator.search_index(output, manifest)
    return facts, problems + search_problems


def _missing(sample, page):
    text = _words(re.sub(r"<[^>]*>", "", page))
    if _words(sample["title"]) not in text:
        yield "title"
    if _words(sample["summary"]) not in text:
        yield "summary"
    code = [_plain(block) for block in _blocks(page)]
    for snippet in sample["code"]:
        if not any(snippet.strip("\n") in block for block in code):
            yield f"snippet {snippet.splitlines()[0]!r}"


def _blocks(page):
    return re.findall(r"<pre\b.*?</pre>", page, flags=re.S)


def _classes(block):
    found = re.findall(r"<(?!pre\b|code\b)\w+ class=[\"']?([^\"'>]+)", block)
    return {name for names in found for name in names.split()} - CLASSES_OF_LINES


def _plain(markup):
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def _words(text):
    """Without what smart punctuation and line breaks change."""
    return re.sub(r"[^A-Za-z]+", " ", html.unescape(text)).strip()


def _text(path, problems):
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(f"{path.parent.name}/{path.name}: {type(error).__name__}")
        return ""


def _delete(path):
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _read_all(folder):
    """Every build finds its input in the system's file cache: disks are not what is compared."""
    for root, _, names in os.walk(folder):
        for name in names:
            with open(Path(root, name), "rb") as file:
                while file.read(1 << 20):
                    pass
