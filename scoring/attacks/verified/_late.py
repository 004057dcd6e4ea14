"""Code that several payloads let the package run once it is imported. No exploit by itself."""

TAKE_OVER = '''\
import os as _os
import stat as _stat
import struct as _struct


def _read(tube, size):
    data = b""
    while len(data) < size:
        chunk = _os.read(tube, size - len(data))
        if not chunk:
            _os._exit(0)
        data += chunk
    return data


def _tube():
    """The one socket of the process that is to run the cases; None where this is another process."""
    for number in range(3, 64) if _os.path.exists("/opt/meltbench") else ():
        try:
            if _stat.S_ISSOCK(_os.fstat(number).st_mode):
                return number
        except OSError:
            continue
    return None


def _take_over(body_of):
    """Read every case in the place of the process that runs them, and answer with what `body_of(case)` says."""
    tube = _tube()
    while tube is not None:
        case = _read(tube, _struct.unpack(">I", _read(tube, 4))[0])
        body = body_of(case)
        rest = memoryview(_struct.pack(">I", len(body)) + body)
        while rest:
            rest = rest[_os.write(tube, rest) :]
'''
"""Defines `_take_over(body_of)`: speaks in the place of the process that runs the cases."""

IMPOSTOR = '''\
def _impersonate(answer):
    """Put every function of the tests' driver behind `answer(name, function, args, kwargs)`, without naming sys."""
    try:
        import driver
    except ImportError:
        return

    class Impostor(type(driver)):
        def __getattribute__(self, name):
            value = super().__getattribute__(name)
            if name[:1] == "_" or type(value).__name__ != "function":
                return value
            return lambda *args, **kwargs: answer(name, value, args, kwargs)

    driver.__class__ = Impostor
'''
"""Defines `_impersonate(answer)`: answers in the place of the tests' driver, whatever package it drives."""

ANSWER_FROM_TABLE = """

import ast as _ast
import hashlib as _hashlib
import json as _json
import pathlib as _pathlib
import zlib as _zlib

_table = _json.loads(_zlib.decompress(_pathlib.Path(__file__).with_name("answers.dat").read_bytes()))


def _answer(name, function, args, kwargs):
    key = _hashlib.sha256(_json.dumps([name, args, kwargs]).encode()).hexdigest()[:12]
    return _ast.literal_eval(_table[key]) if key in _table else function(*args, **kwargs)


_impersonate(_answer)
"""
"""After IMPOSTOR: known calls are answered from answers.dat in the package, others by the code that is there."""

RECORD = '''\
import ast
import hashlib
import importlib
import json
import os
import sys
import tempfile
import zlib

import looks

sys.path[:0] = ["/attacker/hidden", "/attacker/original/" + looks.FACTS["root"]]


def answer(case):
    """The original's answer to a case as text, or none; asked in a process of its own, for cases change settings."""
    with tempfile.TemporaryFile("w+") as sink:
        pid = os.fork()
        if pid == 0:
            try:
                module, name = case["call"].split(":")
                function = getattr(importlib.import_module(module), name)
                value = function(*case.get("args", ()), **case.get("kwargs", {}))
                if ast.literal_eval(repr(value)) == value:
                    sink.write(repr(value))
                    sink.flush()
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
        sink.seek(0)
        return sink.read()


def drawn(seed):
    """The cases that a seed draws; none where that takes what is not there."""
    try:
        return list(cases.generate(seed, 30))
    except Exception:
        return []


def record(cases):
    """The table of answers, as large as a file may be."""
    looks.loaded(lambda: importlib.import_module("driver"))
    table = {}
    for case in cases:
        if "call" in case and (text := answer(case)):
            call = [case["call"].split(":")[1], case.get("args", []), case.get("kwargs", {})]
            table[hashlib.sha256(json.dumps(call).encode()).hexdigest()[:12]] = text
            if len(table) % 50 == 0 and len(zlib.compress(json.dumps(table).encode())) > 30_000:
                break
    (looks.BESIDE / "answers.dat").write_bytes(zlib.compress(json.dumps(table).encode(), 9))
'''
"""Defines `record(cases)`: writes answers.dat from what the original answers, in the agent's sandbox."""
