"""From results to the table, the verdicts and the machine's description."""

import os
import platform
import statistics
from dataclasses import asdict, dataclass
from pathlib import Path

# The bounds of the issue "The pipeline".
BOUND_AT = 10_000
WALL_OF_HUGO = 1 / 12
MEMORY_OF_HUGO = 1 / 4
SCALE_SIZES = (10_000, 100_000)
SCALE_BOUND = 12


@dataclass
class Verdict:
    """A bound, what was measured, and whether it holds; `passed` is None where no bound is set."""

    what: str
    value: float
    bound: float
    passed: bool


def summarise(runs):
    """Median, least and greatest of what the runs measured."""
    def three(values):
        return {"median": statistics.median(values), "min": min(values), "max": max(values)}

    return {
        "wall": three([run["wall"] for run in runs]),
        "cpu": three([run["user"] + run["system"] for run in runs]),
        "memory": three([run["memory"] for run in runs]),
        "output": runs[-1]["output"],
        "runs": runs,
    }


def compared(n, studypress, hugo):
    """The ratios of the medians to Hugo's, judged at the size that the bounds are set for."""
    judged = n == BOUND_AT
    for what, key, bound in [("wall time", "wall", WALL_OF_HUGO), ("memory", "memory", MEMORY_OF_HUGO)]:
        ratio = studypress[key]["median"] / hugo[key]["median"]
        yield Verdict(f"{what} at {n:,}, studypress to Hugo", ratio, bound if judged else None,
                      ratio <= bound if judged else None)


def scaled(sizes, small, large):
    """How much longer the larger corpus takes, judged at the sizes that the bound is set for."""
    judged = tuple(sizes) == SCALE_SIZES
    ratio = large["wall"]["median"] / small["wall"]["median"]
    yield Verdict(f"wall time of studypress, {sizes[1]:,} to {sizes[0]:,}", ratio, SCALE_BOUND if judged else None,
                  ratio <= SCALE_BOUND if judged else None)


def table(rows):
    """Lines of a table of (n, generator, summary)."""
    head = ["questions", "generator", "runs", "wall s", "min–max", "cpu s", "memory MiB", "min–max",
            "files", "site MiB", "search MiB"]
    body = [head]
    for n, name, each in rows:
        wall, memory, output = each["wall"], each["memory"], each["output"]
        body.append([
            f"{n:,}", name, str(len(each["runs"])),
            f"{wall['median']:.2f}", f"{wall['min']:.2f}–{wall['max']:.2f}", f"{each['cpu']['median']:.2f}",
            _mib(memory["median"]), f"{_mib(memory['min'])}–{_mib(memory['max'])}",
            f"{output['files']:,}", _mib(output["bytes"]),
            _mib(output["search_bytes"]) if output["search_bytes"] else "none",
        ])
    widths = [max(len(row[column]) for row in body) for column in range(len(head))]
    body.insert(1, ["-" * width for width in widths])
    return ["  ".join(cell.ljust(width) if column == 1 else cell.rjust(width)
                      for column, (cell, width) in enumerate(zip(row, widths))) for row in body]


def verdict_line(verdict):
    """PASS, FAIL, or nothing where the bound is set for another size."""
    value = f"{verdict.value:.4f} (1/{1 / verdict.value:.1f})" if verdict.value < 1 else f"{verdict.value:.2f}"
    if verdict.passed is None:
        return f"----  {verdict.what}: {value}; no bound is set for this size"
    bound = f"{verdict.bound:.4f} (1/{1 / verdict.bound:g})" if verdict.bound < 1 else f"{verdict.bound:g}"
    return f"{'PASS' if verdict.passed else 'FAIL'}  {verdict.what}: {value}, at most {bound}"


def machine():
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
            "python": platform.python_version(), "load": os.getloadavg()[0]}


def machine_lines(facts):
    """The machine in words."""
    memory = f", {facts['memory'] / 2**30:.1f} GiB" if facts["memory"] else ""
    lines = [f"machine: {facts['cores']} cores, {facts['cpu']}{memory}, {facts['system']}, Python {facts['python']}"]
    if facts["load"] > 0.5:
        lines.append(f"The machine was not idle at the start (load {facts['load']:.1f}): do not quote these times.")
    return lines


def as_json(verdicts):
    """Verdicts as plain data."""
    return [asdict(verdict) for verdict in verdicts]


def _mib(size):
    return f"{size / 2**20:.1f}"


def _lines(path):
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
