"""Where the questions and the sites are written, which decides what their files cost.

In memory (tmpfs) a new file costs the same every time. On ext4 `cp -r` of the same files took from 0.16 to 5 s on one day, so
times from there can be compared with none but those of the same minutes.
"""

import os
import shutil
from pathlib import Path

from . import tools

MEMORY = Path("/dev/shm")

# What one question takes in one generator's site and input, and what the builds themselves need of the memory.
BYTES_A_QUESTION = 48 * 1024
FOR_BUILDS = 4 * 2**30


def in_memory(questions):
    """A folder in memory, or None where it has no room for so many questions with their pages."""
    needed = questions * BYTES_A_QUESTION
    if filesystem(MEMORY) != "tmpfs" or shutil.disk_usage(MEMORY).free < needed or _available() < needed + FOR_BUILDS:
        return None
    folder = _own()
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise tools.Failure(f"{folder} is not yours: give another folder with --in")
    return folder


def leave(folder):
    """Gives back the memory that `in_memory` took; any other folder stays for the next time."""
    if hasattr(os, "getuid") and folder == _own():
        shutil.rmtree(folder)


def _own():
    return MEMORY / f"studypress-bench-{os.getuid()}"


def filesystem(path):
    """The kind of the file system that holds a path, such as ext4; None where the system does not say."""
    mounts = [line.split()[1:3] for line in _lines("/proc/mounts")]
    path = path.resolve()
    above = [(place, kind) for place, kind in mounts if path.is_relative_to(place)]
    return max(above, key=lambda mount: len(mount[0]))[1] if above else None


def _available():
    for line in _lines("/proc/meminfo"):
        if line.startswith("MemAvailable"):
            return int(line.split()[1]) * 1024
    return 0


def _lines(path):
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
