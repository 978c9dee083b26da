"""Cold builds: what is deleted before one, how it is measured, and what its output must hold."""

import html
import json
import math
import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from . import tools

STOPWATCH = Path(__file__).with_name("stopwatch.py")
QUESTIONS_A_LIST_PAGE = 300
# What surrounds lines of code. A highlighted snippet has two classes more at least: its comment's and its `def`'s.
CLASSES_OF_LINES = {"line", "cl", "ln", "hl"}
PROBLEMS_SHOWN = 8
# The folder in which earlier sites wait until all builds are over, and when that was last emptied. ext4 takes no
# inode again within a minute of its deletion, and looks at each of them for every file that is made in that minute:
# a build after `rm -r` of ten thousand files is slower by a third, whatever builds.
ASIDE = "aside"
EMPTIED = "aside-emptied"
SECONDS_OF_DELETION = 60


def cold_build(generator, folder, manifest):
    """One measured build. Its output is checked, so that no fast failure passes for a fast build."""
    for path in generator.left_behind(folder):
        _set_aside(path, folder.parent)
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
    for work in {folder.parent for _, folder, _ in jobs}:
        _wait_for_deletions(work)
    results = [[] for _ in jobs]
    for number in range(runs):
        for (generator, folder, manifest), own in zip(jobs, results):
            own.append(cold_build(generator, folder, manifest))
            tell(generator, manifest, number, own[-1])
    for generator, folder, _ in jobs if not keep else []:
        for path in generator.left_behind(folder):
            _set_aside(path, folder.parent)
    for work in {folder.parent for _, folder, _ in jobs}:
        _empty_aside(work)
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


def _set_aside(path, work):
    if not path.exists():
        return
    aside = work / ASIDE
    aside.mkdir(exist_ok=True)
    path.rename(Path(tempfile.mkdtemp(dir=aside)) / path.name)


def _empty_aside(work):
    if (work / ASIDE).exists():
        shutil.rmtree(work / ASIDE)
        # What is deleted is known to be deleted only when the disk knows it.
        if hasattr(os, "sync"):
            os.sync()
        (work / EMPTIED).touch()


def _wait_for_deletions(work):
    _empty_aside(work)
    emptied = work / EMPTIED
    since = time.time() - emptied.stat().st_mtime if emptied.exists() else SECONDS_OF_DELETION
    if since < SECONDS_OF_DELETION:
        print(f"waiting {SECONDS_OF_DELETION - since:.0f} s, until ext4 has forgotten the sites of the last runs",
              file=sys.stderr)
        time.sleep(SECONDS_OF_DELETION - since)


def _read_all(folder):
    """Every build finds its input in the system's file cache: disks are not what is compared."""
    for root, _, names in os.walk(folder):
        for name in names:
            with open(Path(root, name), "rb") as file:
                while file.read(1 << 20):
                    pass
