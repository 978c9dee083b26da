"""What CPython says of Python source: for each token where it is, and what a highlighter should make of it.

Runs inside Pyodide, on each CPython that `compare.mjs` compares with; `worker.mjs` calls `record` for each file.

The letters: k, s, c and n are the classes for keywords, strings, comments and numbers; K is a soft keyword in a
position that makes it one; N is a plain name, which should have none of the four classes.
"""

import ast
import io
import keyword
import struct
import sys
import token
import tokenize
import warnings
import zipfile
from array import array
from bisect import bisect_left

# Invalid escapes and the like, of which the library's tests are full.
warnings.simplefilter("ignore")

STRINGS = {
    token.STRING,
    token.FSTRING_START,
    token.FSTRING_MIDDLE,
    token.FSTRING_END,
    token.TSTRING_START,
    token.TSTRING_MIDDLE,
    token.TSTRING_END,
}
KEYWORDS = frozenset(keyword.kwlist)
SOFT = frozenset(("match", "case", "type", "lazy"))
# What may come before the first token of a statement.
BEFORE_STATEMENT = {token.NEWLINE, token.NL, token.INDENT, token.DEDENT, token.ENCODING, token.COMMENT}


def soft_keywords(tree, names, line_starts):
    """The offsets at which a soft keyword is one, by the syntax tree; `names` are (offset, string) of all names."""
    found = set()

    def offset(node):
        return line_starts[node.lineno - 1] + node.col_offset

    cases = [at for at, name in names if name == "case"]
    wildcards = [at for at, name in names if name == "_"]
    for node in ast.walk(tree):
        match node:
            case ast.Match():
                found.add(offset(node))
                for case in node.cases:
                    # The tree does not say where `case` is: it is the last such word before the pattern.
                    found.add(cases[bisect_left(cases, offset(case.pattern)) - 1])
            case ast.TypeAlias() | ast.Import(is_lazy=1) | ast.ImportFrom(is_lazy=1):
                found.add(offset(node))
            case ast.MatchAs(pattern=None, name=None):
                found.add(offset(node))
            case ast.MatchStar(name=None):
                found.add(wildcards[bisect_left(wildcards, offset(node))])
    return found


def expectations(data):
    """The source as UTF-8 with line feeds, and its expectations as one byte string; None if it is no Python."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
        tree = ast.parse(text)
    except (SyntaxError, UnicodeDecodeError, ValueError, LookupError):
        return None
    # tokenize gives columns in characters; what is compared is bytes.
    lines = [""] + text.split("\n")
    line_starts = []
    at = 0
    for line in lines[1:]:
        line_starts.append(at)
        at += len(line.encode()) + 1

    def offset(place):
        row, column = place
        if row > len(line_starts):
            return at
        line = lines[row]
        return line_starts[row - 1] + (column if line.isascii() else len(line[:column].encode()))

    starts, ends, kinds = array("I"), array("I"), bytearray()
    names = []
    may_be_soft = False
    before = token.ENCODING
    before_string = ""
    for kind, string, start, end, _ in tokenize.generate_tokens(io.StringIO(text).readline):
        if kind == token.NAME:
            if string in KEYWORDS:
                letter = "k"
            else:
                letter = "N"
                names.append((offset(start), string))
                if string in SOFT and (before in BEFORE_STATEMENT or before_string in (":", ";")):
                    may_be_soft = True
        elif kind in STRINGS:
            letter = "s"
        elif kind == token.NUMBER:
            letter = "n"
        elif kind == token.COMMENT:
            letter = "c"
        else:
            letter = None
        before, before_string = kind, string
        if letter is not None:
            starts.append(offset(start))
            ends.append(offset(end))
            kinds.append(ord(letter))
    if may_be_soft:
        soft = soft_keywords(tree, names, line_starts)
        for position, start in enumerate(starts):
            if start in soft:
                assert kinds[position] == ord("N"), (position, start)
                kinds[position] = ord("K")
                soft.remove(start)
        assert not soft, "a soft keyword where there is no name"
    code = text.encode()
    return struct.pack("<I", len(code)) + code + struct.pack("<I", len(kinds)) + starts.tobytes() + ends.tobytes() + kinds


def found(name, data):
    """One file's part of what the comparing program reads; empty if this CPython refuses the file."""
    body = expectations(data)
    if body is None:
        return b""
    name = name.encode()
    return struct.pack("<I", len(name)) + name + body


def record(name, path):
    """The record of the file at `path`, under the name that it has outside."""
    with open(path, "rb") as file:
        return found(name, file.read())


def library():
    """The records of the interpreter's own standard library, each with the version before its name."""
    version = f"3.{sys.version_info.minor}"
    with zipfile.ZipFile(f"/lib/python3{sys.version_info.minor}.zip") as archive:
        names = sorted(name for name in archive.namelist() if name.endswith(".py"))
        return b"".join(found(f"{version}/{name}", archive.read(name)) for name in names)
