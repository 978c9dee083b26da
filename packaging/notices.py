"""The licences of what the program is linked from, as one text.

    python3 packaging/notices.py TARGET >LICENSE-THIRD-PARTY

Each licence asks that it goes where the program goes. They are taken from the sources that Cargo compiles for TARGET, not
from a list: the crates of the program itself, the C code that three of them bring, Rust's standard library and, in a
program linked with musl, that one. Last come the notices of the grammars that colour code, which `studypress languages --notices`
prints, too. A crate without a licence file is an error, unless it may be had under the Apache licence.
Needs Python 3.11 and nothing else.
"""

import html
import json
import pathlib
import re
import struct
import subprocess
import sys
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILE = re.compile(r"(?i)(licen[cs]e|copying|notice|copyright|unlicense)")
# Where Debian and Ubuntu, whose musl the release is linked with, put its notice.
MUSL = pathlib.Path("/usr/share/doc/musl/copyright")
RULE = "=" * 100


def main(target):
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    told = metadata(target)
    crates = linked(told)
    print("studypress is made with the work of others, under the licences below. Its own is MIT or Apache-2.0, as you choose.")
    print()
    for crate in crates:
        print(f"{crate['name']} {crate['version']}: {crate['license']}")
    texts = {}
    for crate in crates:
        for path in licence_files(crate):
            text = path.read_text("utf-8", errors="replace").strip()
            # The same words in other lines are the same licence.
            key = " ".join(text.split())
            texts.setdefault(key, (text, []))[1].append(crate["name"])
    for text, names in texts.values():
        chapter(", ".join(dict.fromkeys(names)), text)
    chapter("The Rust Standard Library", standard_library())
    if "musl" in target:
        chapter("musl", MUSL.read_text("utf-8").strip())
    for grammar, text in grammars(told):
        chapter(f"The grammar {grammar}", text)


def chapter(title, text):
    print(f"\n{RULE}\n{title}\n{RULE}\n\n{text}")


def metadata(target):
    command = ["cargo", "metadata", "--format-version=1", "--locked", f"--filter-platform={target}"]
    return json.loads(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout)


def linked(told):
    """The crates that the program is linked from, by name."""
    packages = {package["id"]: package for package in told["packages"]}
    needs = {node["id"]: node["deps"] for node in told["resolve"]["nodes"]}
    root = told["resolve"]["root"]
    found, waiting = set(), [root]
    while waiting:
        name = waiting.pop()
        # What a macro or a build script needs runs while compiling, and is in no program.
        macro = any("proc-macro" in part["kind"] for part in packages[name]["targets"])
        if name in found or macro:
            continue
        found.add(name)
        for need in needs[name]:
            # Not what is needed for tests or build scripts alone.
            if any(kind["kind"] is None for kind in need["dep_kinds"]):
                waiting.append(need["pkg"])
    crates = [packages[name] for name in found - {root}]
    return sorted(crates, key=lambda crate: (crate["name"], crate["version"]))


def licence_files(crate):
    """Its own, and those of the sources that it brings."""
    folder = pathlib.Path(crate["manifest_path"]).parent
    files = [path for path in folder.rglob("*") if path.is_file() and FILE.match(path.name) and path.suffix != ".rs"]
    files = [path for path in files if "tests" not in path.relative_to(folder).parts]
    if not any(path.parent == folder for path in files):
        # Who may take the Apache licence takes it, and its text is always the same.
        if "Apache-2.0" not in re.split(r" OR |/", crate["license"] or ""):
            named = f"{crate['name']} {crate['version']} ({crate['license']})"
            raise SystemExit(f"{named} comes without a licence file: say in packaging/notices.py where its licence is")
        files.append(ROOT / "LICENSE-APACHE")
    return sorted(files)


def grammars(told):
    """The notices that the crate `two-face` has for grammars: each with the path of its file in bat's collection.

    Compressed, a list as bincode writes it: numbers of 8 bytes, then so many notices, each a kind of 4 bytes and two texts.
    """
    crate = next(crate for crate in told["packages"] if crate["name"] == "two-face")
    packed = pathlib.Path(crate["manifest_path"]).parent / "generated" / "acknowledgements_full.bin"
    data = memoryview(zlib.decompress(packed.read_bytes()))

    def number():
        nonlocal data
        (value,), data = struct.unpack("<Q", data[:8]), data[8:]
        return value

    def text():
        nonlocal data
        length = number()
        value, data = bytes(data[:length]).decode(), data[length:]
        return value

    def notice():
        nonlocal data
        data = data[4:]
        words, path = text(), text()
        return re.sub("^syntaxes/0._[A-Za-z]+/", "", path.replace("\\", "/")), words.strip("\n")

    of_syntaxes, of_themes = ([notice() for _ in range(number())] for _ in range(2))
    if data or not of_syntaxes:
        raise SystemExit(f"{packed} is of another form: see packaging/notices.py")
    return of_syntaxes


def standard_library():
    command = ["rustc", "--print=sysroot"]
    sysroot = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    page = pathlib.Path(sysroot, "share/doc/rust/COPYRIGHT-library.html").read_text("utf-8")
    text = html.unescape(re.sub(r"<(style|script).*?</\1>|<[^>]*>", "", page, flags=re.DOTALL))
    return re.sub(r"\n\s*\n+", "\n\n", text).strip()


if __name__ == "__main__":
    main(*sys.argv[1:])
