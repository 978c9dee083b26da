"""What a build wrote, and what is missing from it: no fast failure may pass for a fast build."""

import gzip
import html
import os
import re
from pathlib import Path

from . import tools

# What surrounds lines of code. A highlighted snippet has two classes more at least: its comment's and its `def`'s.
CLASSES_OF_LINES = {"line", "cl", "ln", "hl"}
PROBLEMS_SHOWN = 8


def site(generator, folder, manifest):
    """The files and bytes of a finished site; raises `Failure` where anything is missing from it."""
    output = generator.output(folder)
    files = [Path(root, name) for root, _, names in os.walk(output) for name in names]
    facts = {"files": len(files), "bytes": sum(file.stat().st_size for file in files)}
    problems = []
    try:
        if generator.makes_pages:
            problems += _questions(generator, output, manifest)
            problems += [f"there is no {page}" for page in generator.fixed_pages if not (output / page).is_file()]
            problems += generator.list_problems(output, manifest)
        problems += generator.search_problems(output, manifest)
    except (OSError, ValueError, KeyError) as error:
        problems.append(f"{type(error).__name__}: {error}")
    if problems:
        more = [f"… and {len(problems) - PROBLEMS_SHOWN} more"] if len(problems) > PROBLEMS_SHOWN else []
        raise tools.Failure(f"the output of {generator.name} is not the whole site:\n" + "\n".join(
            f"  {problem}" for problem in problems[:PROBLEMS_SHOWN] + more))
    return facts


def change(generator, folder, manifest, number, words):
    """After a change of one question: its page shows the words, and no page is gone."""
    output = generator.output(folder)
    page = output / generator.address(number, manifest["slugs"][number])
    if _words(words) not in _words(page.read_text(encoding="utf-8")):
        raise tools.Failure(f"{generator.name}: {page.relative_to(output)} does not show what was changed")
    gone = [slug for number, slug in enumerate(manifest["slugs"])
            if not (output / generator.address(number, slug)).is_file()]
    if gone:
        raise tools.Failure(f"{generator.name}: {len(gone)} pages are gone after a change")


def search_index(generator, folder):
    """Its bytes as they stand on the disk, and as a server sends them: each file zipped by itself."""
    files = generator.search_files(generator.output(folder))
    return {"files": len(files), "bytes": sum(file.stat().st_size for file in files),
            "zipped": sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)}


def _questions(generator, output, manifest):
    """Every question has its page with its two snippets, and a sample of pages its title, summary and code."""
    sample = {each["slug"]: each for each in manifest["sample"]}
    for number, slug in enumerate(manifest["slugs"]):
        address = generator.address(number, slug)
        try:
            page = (output / address).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            yield f"{address}: {type(error).__name__}"
            continue
        blocks = _blocks(page)
        if generator.highlights:
            blocks = [block for block in blocks if len(_classes(block)) >= 2]
        if len(blocks) < 2:
            yield f"{address} has {len(blocks)} {'highlighted ' if generator.highlights else ''}snippets instead of 2"
        if slug in sample:
            yield from (f"{address} lacks its {what}" for what in _missing(sample[slug], page))


def _missing(sample, page):
    text = _words(_plain(page))
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
