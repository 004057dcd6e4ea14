"""Plays a day at an office: lays files out, gives commands, and looks at what came of them. Holds no expected value.

Each command runs in a process of its own, as `python3 -m parcels` would run, forked from one that has imported the
package; the process that lays out and looks never imports it. What it imports of the standard library is imported here,
so that a command costs milliseconds."""

# ruff: noqa: F401

import argparse
import base64
import configparser
import contextlib
import csv
import fnmatch
import hashlib
import hmac
import importlib
import json
import os
import runpy
import secrets
import shlex
import shutil
import sqlite3
import stat
import string
import subprocess
import sys
import tempfile
import traceback
import zlib

CRASHED, REFUSED = 70, 3
SHOWN_BYTES = 3_000


def play(steps):
    """What each step that has something to tell tells, in order."""
    office, told = Office(), []
    for step in steps:
        if "lay" in step:
            for path, what in step["lay"].items():
                lay(path, what)
        elif "run" in step:
            told.append(office.run(step))
        elif "look" in step:
            told.append({name: found for path in step["look"] for name, found in look(path)})
        elif "copy" in step:
            shutil.copy(*step["copy"])
        else:
            remove(step["remove"])
    office.close()
    return told


def lay(path, what):
    """A file of text, or {"base64"}, {"link"}, {"folder": mode}; perhaps with its "mode"."""
    if os.path.dirname(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
    what = {"text": what} if isinstance(what, str) else what
    if "link" in what:
        os.symlink(what["link"], path)
    elif "folder" in what:
        os.makedirs(path, exist_ok=True)
        os.chmod(path, what["folder"])
    elif "change" in what:
        os.chmod(path, what["change"])
    else:
        data = what["text"].encode() if "text" in what else base64.b64decode(what["base64"])
        with open(path, "ab" if what.get("more") else "wb") as file:
            file.write(data)
        os.chmod(path, what.get("mode", 0o644))


def remove(path):
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.remove(path)


class Office:
    """A process that has imported the package and forks itself for each command; this one never imports it."""

    def __init__(self):
        self.out, self.err = os.memfd_create("out"), os.memfd_create("err")
        (theirs, self.ask), (self.told, ours) = os.pipe(), os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            with contextlib.suppress(BaseException):
                keep_open(theirs, ours, self.out, self.err)
                with contextlib.suppress(Exception):
                    importlib.import_module("parcels.cli")
                for line in os.fdopen(theirs):
                    ended, _ = self.child(json.loads(line))
                    os.write(ours, bytes([ended & 0xFF]))
            os._exit(0)
        os.close(theirs)
        os.close(ours)

    def child(self, step):
        """Run a command in a child of this process; (exit code, most memory used in kB)."""
        pid = os.fork()
        if pid == 0:
            command(step, self.out, self.err)
        _, status, used = os.wait4(pid, 0)
        return os.waitstatus_to_exitcode(status), used.ru_maxrss

    def run(self, step):
        """[exit code, standard output, standard error] of a command, or what the step wants to be told instead."""
        for file in (self.out, self.err):
            os.ftruncate(file, 0)
            os.lseek(file, 0, os.SEEK_SET)
        if "peak_mb" in step:  # measured by us alone
            code, peak = self.child(step)
        else:
            os.write(self.ask, json.dumps(step).encode() + b"\n")
            code, peak = (os.read(self.told, 1) or bytes([CRASHED]))[0], 0
        texts = [os.pread(file, 1 << 20, 0).decode("utf-8", "backslashreplace") for file in (self.out, self.err)]
        told = {"exit": code, "stdout": texts[0], "stderr": texts[1], "lines": texts[1].count("\n")}
        if code == REFUSED:  # in which words is free
            told["stderr"] = [texts[1].startswith("parcels: "), told["lines"]]
        told["hush"] = [text for text in step.get("hush", ()) if text in "".join(texts)]
        told["small"] = peak < step.get("peak_mb", 0) * 1024
        return [told[name] for name in step.get("tell", ("exit", "stdout", "stderr"))]

    def close(self):
        os.close(self.ask)
        os.waitpid(self.pid, 0)


def keep_open(*files):
    """Close every other file but the first three."""
    for one in range(3, 256):
        if one not in files:
            with contextlib.suppress(OSError):
                os.close(one)


def command(step, out, err):
    """The life of the child process: `python3 -m parcels` with the step's words."""
    code = CRASHED
    try:
        os.environ.clear()
        os.environ.update({"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": os.getcwd(), "COLUMNS": "100"})
        os.environ.update(step.get("env", {}))
        os.dup2(out, 1)
        os.dup2(err, 2)
        keep_open()
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
        sys.argv = ["parcels", *step["run"]]
        runpy.run_module("parcels", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def look(path):
    """(path, [kind, mode, what it holds]) of everything from a path on, the index apart."""
    try:
        info = os.lstat(path)
    except OSError:
        return [(path, None)]
    mode = oct(stat.S_IMODE(info.st_mode))
    if stat.S_ISLNK(info.st_mode):
        return [(path, ["link", os.readlink(path)])]
    if not stat.S_ISDIR(info.st_mode):
        return [(path, ["file", mode, held(path)])]
    found = [(path, ["folder", mode])]
    with contextlib.suppress(PermissionError):
        for name in sorted(os.listdir(path)):
            if not name.startswith("index.db"):
                found += look(os.path.join(path, name))
    return found


def held(path):
    """A file's text; the digest of one that is long or no text."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except PermissionError:
        return "unreadable"
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = None
    return hashlib.sha256(data).hexdigest() if text is None or len(data) > SHOWN_BYTES else text
