"""The original's code is not kept as text: in strings, comments, or files that are no Python.

What stands as code is the affair of `facade`. Compared are runs of tokens, so that no layout, split into short pieces
or other file hides it; blobs of base64 or hexadecimal digits are decoded (and inflated) first, and text is also read
backwards. What the original has as text itself is free. Runs are sampled by digest, alike in both trees."""

import ast
import base64
import binascii
import io
import re
import tokenize
import zlib
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from .fingerprint import sha256
from .judgement import Facts, Judgement, Params, verdict
from .source import MAX_FILE_BYTES, Unreadable, all_modules, every_file, package_modules, printable

KIND = "containment"
TOKEN = re.compile(r"[^\W\d_]\w*|\d+|[^\w\s]")
QUOTING = frozenset("\"'\\`#")
"""Signs that differ between code and code in a string."""
RUN = 8
"""Tokens of a run: fewer would be found in any prose about the code."""
SAMPLE = 4
"""One run in this many is kept."""
MAX_RUNS = 400_000
BLOB = re.compile(r"[A-Za-z0-9+/_-]{80,}={0,2}")
INFLATED = 4 << 20


def collect(tree: Path, params: Params) -> Facts:
    """`{"code": [digest], "files": {path: {"sha256", "text": [digest]}}}`: the package's code, every file's text."""
    package = package_modules(tree, params["package"], params["root"])
    code = {run for module in package for run in runs(tokens_of_code(module.text))}
    python = {module.path: module.text for module in all_modules(tree)}
    files: dict[str, dict[str, object]] = {}
    total = 0
    for path in every_file(tree):
        name = printable(path.relative_to(tree).as_posix())
        found, digest = _text_runs(path, python.get(name))
        total += len(found)
        if total > MAX_RUNS:
            raise Unreadable(f"{name}: too much text to inspect")
        files[name] = {"sha256": digest, "text": sorted(found)}
    return {"code": sorted(code), "files": files}


def judge(facts: Facts, original: Facts, params: Params) -> Judgement:
    """All or nothing: the share of the original's code that all new or changed files together hold as text."""
    before = original["files"]
    free = {run for file in before.values() for run in file["text"]}
    code = set(original["code"]) - free
    held = {
        path: set(file["text"]) & code
        for path, file in facts["files"].items()
        if before.get(path, {}).get("sha256") != file["sha256"]
    }
    share = len(set().union(*held.values())) / len(code) if code else 0.0
    most = sorted((path for path in held if held[path]), key=lambda path: -len(held[path]))[:3]
    message = f"{share:.1%} of the original's code is found as text, {params['max_share']:.1%} allowed"
    passed = share <= params["max_share"]
    return verdict(passed, 0.0, message + ("" if passed else f": {', '.join(most)}"), share=round(share, 4), files=most)


def tokens_of_code(text: str) -> list[str]:
    """The tokens of a module's code, comments and long strings left out."""
    kept = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.NAME, tokenize.OP, tokenize.NUMBER) or _is_short_string(token):
            kept += tokens(token.string)
    return kept


def _is_short_string(token: tokenize.TokenInfo) -> bool:
    """Short strings are part of the code around them; docstrings and the like are text."""
    return token.type == tokenize.STRING and len(token.string) < 80


def tokens(text: str) -> list[str]:
    """Words, numbers and signs of a text, signs of quoting left out."""
    return [token for token in TOKEN.findall(text) if token not in QUOTING]


def runs(found: list[str]) -> Iterator[str]:
    """Digests of the sampled runs."""
    for start in range(len(found) - RUN + 1):
        digest = blake2b("\\0".join(found[start : start + RUN]).encode("utf-8", "replace"), digest_size=5).digest()
        if digest[0] % SAMPLE == 0:
            yield digest.hex()


def _text_runs(path: Path, python: str | None) -> tuple[set[str], str]:
    """What a file holds as text, and its digest."""
    if python is not None:
        return set(_runs_of(_spoken(python))), sha256(python)
    if path.stat().st_size > MAX_FILE_BYTES:
        return set(), f"{path.stat().st_size} bytes"  # too large for file_caps too
    text = path.read_bytes().decode("utf-8", "replace")
    return set(_runs_of([text])), sha256(text)


def _runs_of(texts: Iterable[str]) -> Iterator[str]:
    whole = list(texts)
    for text in [*whole, *(inner for outer in whole for inner in _decoded(outer))]:
        yield from runs(tokens(text))
        yield from runs(tokens(text[::-1]))


def _spoken(text: str) -> list[str]:
    """The comments of a module as one text, its strings as another and each by itself."""
    comments = [t.string for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.type == tokenize.COMMENT]
    nodes = sorted(
        (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)),
        key=lambda node: (node.lineno, node.col_offset),
    )
    values = [node.value for node in nodes]
    strings = [v if isinstance(v, str) else v.decode("latin-1") for v in values if isinstance(v, (str, bytes))]
    return ["\n".join(comments), "\n".join(strings), "".join(strings)]


def _decoded(text: str) -> Iterator[str]:
    """What the blobs of a text stand for."""
    for blob in BLOB.finditer(re.sub(r"\s*\n\s*", "", text)):
        for data in _bytes(blob[0]):
            yield data.decode("utf-8", "replace")
            yield from (inflated.decode("utf-8", "replace") for inflated in _inflated(data))


def _bytes(blob: str) -> Iterator[bytes]:
    for decode in (bytes.fromhex, base64.b64decode, base64.urlsafe_b64decode):
        try:
            yield decode(blob)
        except (ValueError, binascii.Error):
            continue


def _inflated(data: bytes) -> Iterator[bytes]:
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        try:
            yield zlib.decompressobj(bits).decompress(data, INFLATED)
        except zlib.error:
            continue
