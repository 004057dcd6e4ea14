"""Caps over every file of the tree, data included: size of each, growth in all, no archives and no compiled code;
and over what of the package is new.

Files that the original has byte for byte are exempt. Code could hide in any file that a program may read."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from .content import content, new_bytes
from .fingerprint import size
from .judgement import Facts, Judgement, Params, all_or_nothing
from .novelty import MAX_TEXT, information, statements, unknown
from .source import all_modules, every_file, package_modules, printable
from .syntax import string_literals

KIND = "file_caps"
CHUNK = 1 << 20
MAGIC = {
    b"PK\x03\x04": "a zip archive",
    b"PK\x05\x06": "a zip archive",
    b"\x7fELF": "compiled code",
    b"\x1f\x8b": "compressed data",
    b"BZh": "compressed data",
    b"\xfd7zXZ\x00": "compressed data",
    b"(\xb5/\xfd": "compressed data",
}
BYTECODE_END = b"\r\n"


def collect(tree: Path, params: Params) -> Facts:
    """`{"files": {path: [bytes, sha256, what its content is]}, "python": [path], "literals": ["path:line length"],
    "code": nodes, "content": {digest: bytes}, "statements": {digest: [count, weight]}, "text": the package's}`."""
    package = package_modules(tree, params["package"], params["root"])
    text = "\n".join(module.text for module in package)
    return {
        "python": [module.path for module in all_modules(tree)],
        "files": dict(_files(tree)),
        "literals": _long_literals(tree, params["max_literal"]),
        "code": sum(size(module.tree) for module in package),
        "content": content(package),
        "statements": statements(module.tree for module in package),
        "text": text[: MAX_TEXT + 1],
    }


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """Passed where no new or changed file is over a cap."""
    files: dict[str, list[object]] = facts["files"]
    before: dict[str, list[object]] = original["files"]
    changed = {path: row for path, row in files.items() if before.get(path, [0, ""])[1] != row[1]}
    problems = [problem for path, row in sorted(changed.items()) for problem in _problems(path, row, params)]
    problems += [*_growth(facts, original, params), *_novelty(facts, original, params)]
    known = {entry.split(" ")[-1] for entry in original["literals"]}
    problems += [f"{place}: long string literal" for place in facts["literals"] if place.split(" ")[-1] not in known]
    return all_or_nothing(problems, "files or literals over a cap")


def _growth(facts: Facts, original: Facts, params: Params) -> Iterator[str]:
    """What there is more of than is allowed."""
    files, before = facts["files"], original["files"]
    growth = _total(files) - _total(before)
    if growth > params["max_growth_bytes"]:
        yield f"the tree grew by {growth:,} bytes; {params['max_growth_bytes']:,} is the most"
    data = _data(facts) - _data(original)
    if params["max_data_bytes"] is not None and data > params["max_data_bytes"]:
        yield f"files that are no Python source grew by {data:,} bytes; {params['max_data_bytes']:,} is the most"
    if len(files) - len(before) > params["max_new_files"]:
        yield f"{len(files) - len(before):,} more files; {params['max_new_files']:,} is the most"
    code = facts["code"] / max(1, original["code"]) - 1
    if params["max_code_growth"] is not None and code > params["max_code_growth"]:
        yield f"the code grew by {code:.0%}; {params['max_code_growth']:.0%} is the most"


def _novelty(facts: Facts, original: Facts, params: Params) -> Iterator[str]:
    """What of the package is new beyond what is allowed."""
    said, most = new_bytes(facts["content"], original["content"]), params["max_new_content"]
    if most is not None and said > most:
        yield f"{said:,} bytes of new literals, docstrings, comments and names; {most:,} is the most"
    share, most = unknown(facts["statements"], original["statements"]), params["max_unknown_code"]
    if most is not None and share > most:
        yield f"statements that the original does not have are {share:.0%} of its code; {most:.0%} is the most"
    if (most := params["max_new_information"]) is not None:
        new = information(facts["text"], original["text"])
        if new > most:
            yield f"compressed beside the original the package is new by {new:.0%} of it; {most:.0%} is the most"


def _problems(path: str, row: list[object], params: Params) -> Iterator[str]:
    size, _, content = row
    if int(str(size)) > params["max_bytes"]:
        yield f"{path}: {size} bytes; {params['max_bytes']:,} is the most"
    if any(path.lower().endswith(suffix) for suffix in params["forbidden_suffixes"]):
        yield f"{path}: a forbidden kind of file"
    elif content:
        yield f"{path}: {content}"


def _total(files: dict[str, list[object]]) -> int:
    return sum(int(str(row[0])) for row in files.values())


def _data(facts: Facts) -> int:
    """Bytes of what no import could run, whatever it is called."""
    return _total({path: row for path, row in facts["files"].items() if path not in {*facts["python"]}})


def _files(tree: Path) -> Iterator[tuple[str, list[object]]]:
    for path in every_file(tree):
        digest = hashlib.sha256()
        head = b""
        with path.open("rb") as handle:
            while chunk := handle.read(CHUNK):
                head = head or chunk[:16]
                digest.update(chunk)
        name = printable(path.relative_to(tree).as_posix())
        yield name, [path.stat().st_size, digest.hexdigest(), _content(head)]


def _content(head: bytes) -> str:
    if len(head) >= 16 and head[2:4] == BYTECODE_END and head[1:2] in (b"\x0d", b"\x0e"):
        return "compiled code"
    return next((what for magic, what in MAGIC.items() if head.startswith(magic)), "")


def _long_literals(tree: Path, limit: int) -> list[str]:
    """Long literals of every Python file, each ending in its digest so that the original's can be told apart."""
    found = []
    for module in all_modules(tree):
        for text, line in string_literals(module.tree):
            if len(text) > limit:
                digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
                found.append(f"{module.path}:{line} {len(text):,} characters {digest}")
    return found
