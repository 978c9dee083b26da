"""Earlier sites wait aside until all builds are over.

Only ext4 needs it: in memory nothing is slower after a deletion, and nobody waits.

ext4 takes no inode again within a minute of its deletion, and within six where the block that holds it waits to be written. It
looks at each of them for every file that is made meanwhile: a build after `rm -r` of ten thousand files is slower by a
third, and `cp -r` many times slower.
"""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from . import place

# The folder in which they wait, and the file that says when it was last emptied.
ASIDE = "aside"
EMPTIED = "aside-emptied"
SECONDS_OF_DELETION = 60
SECONDS_OF_MANY_DELETIONS = 360


def put(path, work):
    """Moves what stands at `path`, if anything, aside."""
    if not path.exists():
        return
    aside = work / ASIDE
    aside.mkdir(parents=True, exist_ok=True)
    path.rename(Path(tempfile.mkdtemp(dir=aside)) / path.name)


def empty(work):
    """Deletes what waits aside."""
    if (work / ASIDE).exists():
        shutil.rmtree(work / ASIDE)
        sync()
        (work / EMPTIED).touch()


def wait(work, many):
    """Deletes what waits aside, and waits until the file system has forgotten it; longer where many files are made."""
    needed = SECONDS_OF_MANY_DELETIONS if many else SECONDS_OF_DELETION
    empty(work)
    if place.filesystem(work) == "tmpfs":
        return
    emptied = work / EMPTIED
    since = time.time() - emptied.stat().st_mtime if emptied.exists() else needed
    if since < needed:
        print(f"waiting {needed - since:.0f} s, until ext4 has forgotten the sites of the last runs",
              file=sys.stderr)
        time.sleep(needed - since)


def sync():
    """Lets the disk catch up: what is deleted is known to be deleted only when it knows it."""
    if hasattr(os, "sync"):
        os.sync()
