"""From results to the tables, the verdicts and the machine's description."""

import os
import platform
import statistics
from dataclasses import asdict, dataclass
from pathlib import Path

from . import place

# The bounds of the issues "The pipeline" and "Speed".
BOUND_AT = 10_000
WALL_OF_HUGO = 1 / 12
MEMORY_OF_HUGO = 1 / 4
CHANGE_OF_HUGO = 1 / 40
TIMES_COPYING = 10
MEMORY_OF_BYTES = 2.5
SCALE_SIZES = (10_000, 100_000)
SCALE_BOUND = 12

FILES_NAMED = 3
NOTHING = "–"
# The share of the processors that other programs may take before a warning.
QUIET = 0.1
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]


@dataclass
class Verdict:
    """A bound, what was measured, and whether it holds; `passed` is None where no bound is set."""

    what: str
    value: float
    bound: float
    passed: bool


def summarise(runs):
    """Median, least and greatest of what the runs measured, and the share of the processors that others took."""
    return {
        "wall": _three([run["wall"] for run in runs]),
        "cpu": _three([run["user"] + run["system"] for run in runs]),
        "memory": _three([run["memory"] for run in runs]),
        "others": sum(run["others"] for run in runs) / sum(run["all"] for run in runs),
        "runs": runs,
    }


def verdicts(n, summaries, input_bytes):
    """The bounds that these generators can be held to, judged at the size that they are set for."""
    ours, hugo, copy = (summaries.get(name) for name in ("studypress", "hugo", "cp"))
    if not ours:
        return
    wall, memory = ours["wall"]["median"], ours["memory"]["median"]
    if hugo:
        theirs = hugo["wall"]["median"]
        yield _at(n, f"wall time at {n:,}, studypress to Hugo", wall / theirs, WALL_OF_HUGO)
        yield _at(n, f"memory at {n:,}, studypress to Hugo", memory / hugo["memory"]["median"], MEMORY_OF_HUGO)
        if "change" in ours:
            yield _at(n, f"one change at {n:,}, studypress to Hugo from nothing", ours["change"]["wall"]["median"] / theirs,
                      CHANGE_OF_HUGO)
    if copy:
        yield _at(n, f"wall time at {n:,}, studypress to cp -r", wall / copy["wall"]["median"], TIMES_COPYING)
    size = input_bytes + ours["site"]["bytes"]
    yield _at(n, f"memory at {n:,}, studypress to bytes read and written", memory / size, MEMORY_OF_BYTES)
    if "nothing" in ours:
        rewritten = ours["nothing"]["rewritten"]
        which = f" ({', '.join(rewritten[:FILES_NAMED])})" if rewritten else ""
        yield Verdict(f"files that studypress writes again at {n:,} where nothing changed{which}", len(rewritten), 0,
                      not rewritten)


def scaled(sizes, small, large):
    """How much longer the larger corpus takes, judged at the sizes that the bound is set for."""
    judged = tuple(sizes) == SCALE_SIZES
    ratio = large["wall"]["median"] / small["wall"]["median"]
    yield Verdict(f"wall time of studypress, {sizes[1]:,} to {sizes[0]:,}", ratio, SCALE_BOUND if judged else None,
                  ratio <= SCALE_BOUND if judged else None)


def absolute(n, rows):
    """The lines of a Markdown table of what was measured: a row for each (title, summary)."""
    head = [f"{n:,} questions", "runs", "cold s", "one change s", "memory MiB", "site MiB", "files",
            "search index MiB", "zipped MiB", "page KiB", "Lighthouse", "cpu s"]
    return _markdown(head, [[title, *_measures(each)] for title, each in rows])


def ratios(n, rows):
    """The lines of a Markdown table: how many times studypress's each of the others' measures is."""
    ours = next((each for _, each in rows if each["name"] == "studypress"), None)
    if not ours or len(rows) < 2:
        return []
    head = [f"{n:,} questions: times studypress's", "cold", "one change", "memory", "site", "files", "search index",
            "zipped", "page", "Lighthouse"]
    return _markdown(head, [[title, *(_times(each, ours, way) for way in WAYS), _of(each, "page", _scores)]
                            for title, each in rows])


def _measures(each):
    return [
        str(len(each["runs"])), _seconds(each), _of(each, "change", _seconds), _range(each["memory"], 1, 2**-20),
        _of(each, "site", lambda site: _mib(site["bytes"])), _of(each, "site", lambda site: f"{site['files']:,}"),
        _of(each, "search", lambda index: _mib(index["bytes"])), _of(each, "search", lambda index: _mib(index["zipped"])),
        _of(each, "page", lambda page: f"{page['bytes'] / 1024:.1f}"), _of(each, "page", _scores),
        f"{each['cpu']['median']:.2f}",
    ]


# Where the measures stand in a summary, in the order of the table.
WAYS = [("wall", "median"), ("change", "wall", "median"), ("memory", "median"), ("site", "bytes"), ("site", "files"),
        ("search", "bytes"), ("search", "zipped"), ("page", "bytes")]


def verdict_line(verdict):
    """PASS, FAIL, or nothing where the bound is set for another size."""
    if verdict.passed is None:
        return f"----  {verdict.what}: {_ratio(verdict.value)}; no bound is set for this size"
    return (f"{'PASS' if verdict.passed else 'FAIL'}  {verdict.what}: {_ratio(verdict.value)}, "
            f"at most {_ratio(verdict.bound)}")


def machine(folder):
    """What the numbers were measured on."""
    cpu, memory = platform.processor() or platform.machine(), None
    for line in _lines("/proc/cpuinfo"):
        if line.startswith("model name"):
            cpu = line.partition(":")[2].strip()
            break
    for line in _lines("/proc/meminfo"):
        if line.startswith("MemTotal"):
            memory = int(line.split()[1]) * 1024
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {"cpu": cpu, "cores": cores, "memory": memory, "system": f"{platform.system()} {platform.release()}",
            "python": platform.python_version(), "load": os.getloadavg()[0], "folder": str(folder),
            "filesystem": place.filesystem(folder)}


def disturbed(rows):
    """A warning, as lines, where other programs took part of the processors during the builds of (title, summary)."""
    shares = {title: max(builds["others"] for builds in (each, each.get("change")) if builds) for title, each in rows}
    named = [f"{title} ({share:.0%})" for title, share in shares.items() if share > QUIET]
    return [f"Other programs used the processors while these were built, so do not quote their times: {', '.join(named)}."
            ] * bool(named)


def machine_lines(facts):
    """The machine in words."""
    memory = f", {facts['memory'] / 2**30:.1f} GiB" if facts["memory"] else ""
    lines = [f"machine: {facts['cores']} cores, {facts['cpu']}{memory}, {facts['system']}, Python {facts['python']}"]
    lines.append(f"measured in {facts['folder']} ({facts['filesystem'] or 'file system unknown'})")
    if facts["load"] > 0.5:
        lines.append(f"The machine was not idle at the start (load {facts['load']:.1f}): do not quote these times.")
    return lines


def as_json(verdicts):
    """Verdicts as plain data."""
    return [asdict(verdict) for verdict in verdicts]


def _at(n, what, value, bound):
    judged = n == BOUND_AT
    return Verdict(what, value, bound if judged else None, value <= bound if judged else None)


def _three(values):
    return {"median": statistics.median(values), "min": min(values), "max": max(values)}


def _of(summary, key, text):
    return text(summary[key]) if summary.get(key) else NOTHING


def _seconds(builds):
    return _range(builds["wall"], 2)


def _scores(page):
    return "/".join(str(page["lighthouse"][category]) for category in CATEGORIES)


def _range(three, digits, unit=1):
    median, least, most = (f"{three[key] * unit:.{digits}f}" for key in ("median", "min", "max"))
    return median if three["min"] == three["max"] else f"{median} ({least}–{most})"


def _times(each, ours, way):
    for key in way:
        each, ours = (part.get(key) if part else None for part in (each, ours))
    return f"{each / ours:.2f}" if each and ours else NOTHING


def _ratio(value):
    if value == 0 or value >= 1:
        return f"{value:.4g}"
    return f"{value:.4f} (1/{1 / value:.4g})"


def _mib(size):
    return f"{size / 2**20:.1f}"


def _markdown(head, rows):
    """Columns of the same width, the first to the left: it can be read as it stands, and pasted."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]

    def line(cells):
        return "| " + " | ".join(cell.rjust(width) if column else cell.ljust(width)
                                 for column, (cell, width) in enumerate(zip(cells, widths))) + " |"

    rule = "|" + "|".join("-" * (width + 1) + (":" if column else "-") for column, width in enumerate(widths)) + "|"
    return [line(head), rule, *(line(row) for row in rows)]


def _lines(path):
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
