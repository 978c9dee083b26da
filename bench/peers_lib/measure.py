"""Builds: from nothing, after one change, and after none; how they are measured."""

import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from . import aside, check, tools
from .generator import Generator

# From so many questions on, a run may wait six minutes for the file system: bounds are judged by it.
MANY = 10_000
STOPWATCH = Path(__file__).with_name("stopwatch.py")


@dataclass
class Job:
    """A generator, the questions it is given, and how often it is run."""

    generator: Generator
    folder: Path
    manifest: dict
    runs: int

    @property
    def changed(self):
        """The number of the question that is changed: one from the middle."""
        return len(self.manifest["slugs"]) // 2


def cold(jobs, tell):
    """Builds of each from nothing, in turn: A B A B … What slows the machine for a while then falls on all of them.

    Returns a list of results for each job. The sites of the last runs stay where they are.
    """
    for work in {job.folder.parent for job in jobs}:
        aside.wait(work, many=max(len(job.manifest["slugs"]) for job in jobs) >= MANY)
    return _in_turn(jobs, lambda job, number: _cold_build(job), "cold run", tell)


def changes(jobs, tell):
    """Builds of each, in turn, over its finished site after the text of one question has changed."""

    def build(job, number):
        return _changed_build(job, f"Change {'abcdefghijklmnopqrstuvwxyz'[number % 26]} of the benchmark")

    return _in_turn(jobs, build, "change", tell)


def nothing_changed(job, tell):
    """Two builds with nothing changed between them: how long the second takes and how many files it rewrites."""
    _build(job)
    before = _identities(job.generator.output(job.folder))
    result = _build(job)
    after = _identities(job.generator.output(job.folder))
    rewritten = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    result["rewritten"] = sorted(os.path.relpath(path, job.generator.output(job.folder)) for path in rewritten)
    tell(job, "no change", result)
    return result


def put_away(jobs):
    """Deletes the finished sites."""
    for job in jobs:
        for path in job.generator.left_behind(job.folder):
            aside.put(path, job.folder.parent)
    for work in {job.folder.parent for job in jobs}:
        aside.empty(work)


def _in_turn(jobs, build, what, tell):
    """Those with fewer runs have them in the last rounds: what they delete then slows nobody's other runs."""
    results = [[] for _ in jobs]
    rounds = max(job.runs for job in jobs)
    for number in range(rounds):
        for job, own in zip(jobs, results):
            if number >= rounds - job.runs:
                own.append(build(job, number))
                tell(job, f"{what} {len(own)}", own[-1])
    return results


def _cold_build(job):
    for path in job.generator.left_behind(job.folder):
        aside.put(path, job.folder.parent)
    result = _build(job)
    result["output"] = check.site(job.generator, job.folder, job.manifest)
    return result


def _changed_build(job, words):
    generator, number = job.generator, job.changed
    if not generator.makes_pages:
        # Its input is the site that another has changed.
        return _build(job)
    file = generator.content(job.folder) / generator.path(number, job.manifest["slugs"][number])
    text = file.read_bytes()
    try:
        file.write_bytes(text + f"\n{words}.\n".encode())
        result = _build(job)
        check.change(generator, job.folder, job.manifest, number, words)
    finally:
        file.write_bytes(text)
    return result


def _build(job):
    """One measured build over whatever is there."""
    generator, folder = job.generator, job.folder
    _read_all(generator.site(folder))
    aside.sync()
    with tempfile.TemporaryDirectory(prefix="run-", dir=folder) as scratch:
        scratch = Path(scratch)
        command, place = generator.command(folder, scratch)
        log = scratch / "log"
        start, all_before, own_before = time.monotonic(), *_processor_seconds()
        printed = tools.run([sys.executable, "-I", "-S", STOPWATCH, log, place, *command],
                            env=tools.clean_environment())
        end, all_after, own_after = time.monotonic(), *_processor_seconds()
        result = json.loads(printed)
        result["others"] = max(0, all_after - all_before - (own_after - own_before))
        result["all"] = (end - start) * os.cpu_count()
        said = log.read_text(encoding="utf-8", errors="replace")
    if result["exit"] != 0:
        raise tools.Failure(f"{generator.name} ended with {result['exit']}:\n{tools.tail(said)}")
    return result


def _processor_seconds():
    """What all programs have used since the machine was started, and what this one and those it waited for have."""
    own = sum(os.times()[:4])
    try:
        fields = Path("/proc/stat").read_text(encoding="utf-8").split(maxsplit=9)[1:9]
    except OSError:
        return own, own
    user, nice, system, _, _, irq, soft, steal = (int(field) for field in fields)
    return (user + nice + system + irq + soft + steal) / os.sysconf("SC_CLK_TCK"), own


def _identities(output):
    """What a file that is written again changes: its inode or its time."""
    found = {}
    for root, _, names in os.walk(output):
        for name in names:
            path = os.path.join(root, name)
            facts = os.stat(path)
            found[path] = (facts.st_ino, facts.st_mtime_ns)
    return found


def _read_all(folder):
    """Every build finds its input in the system's file cache: disks are not what is compared."""
    for root, _, names in os.walk(folder):
        for name in names:
            with open(Path(root, name), "rb") as file:
                while file.read(1 << 20):
                    pass
