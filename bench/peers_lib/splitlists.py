"""The lists of the sites that have studypress's addresses: split, and complete."""

import math
import re

# Not every list of a corpus is longer than this, so that both kinds are there.
QUESTIONS_A_LIST_PAGE = 300


def problems(generator, output, manifest):
    """Every list has all its pages, and every question is on a list of its level."""
    found, on_levels = [], set()
    for kind, counts in manifest["counts"].items():
        for id, count in counts.items():
            pages = math.ceil(count / QUESTIONS_A_LIST_PAGE)
            for address in generator.list_pages(kind, id, pages) if count else []:
                try:
                    page = (output / address).read_text(encoding="utf-8")
                except OSError as error:
                    found.append(f"{address}: {type(error).__name__}")
                    continue
                if kind == "levels":
                    on_levels.update(re.findall(r"questions/([^/\"'<>]+)\.html", page))
    missing = len(set(manifest["slugs"]) - on_levels)
    return found + ([f"{missing} questions are on no list of their level"] if missing else [])
