"""A person's terminal, lent to a command in a container."""

import os
import select
import shutil
import signal
import sys
import termios
import threading
import tty
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import docker
from docker.errors import APIError

AT_ONCE = 1 << 16


def attached(api: docker.APIClient, container: str, argv: Sequence[str], options: Mapping[str, Any]) -> int:
    """Run `argv` with this process's standard input and output for its terminal, until it ends; its exit status.
    Raises the engine's errors."""
    execution = api.exec_create(container, list(argv), stdin=True, tty=True, **options)["Id"]
    handle = api.exec_start(execution, tty=True, socket=True)
    line = getattr(handle, "_sock", handle)

    def fit(*_: object) -> None:
        size = shutil.get_terminal_size()
        with suppress(APIError):
            api.exec_resize(execution, height=size.lines, width=size.columns)

    try:
        with raw(), resized(fit):
            pump(line, sys.stdin.fileno(), sys.stdout.fileno())
    finally:
        line.close()
    return int(api.exec_inspect(execution)["ExitCode"] or 0)


def pump(line: Any, keyboard: int, screen: int) -> None:
    """Pass on what is typed and what is printed, until the other end closes the line."""
    typing = True
    while True:
        ready, _, _ = select.select([line, keyboard] if typing else [line], [], [])
        if line in ready:
            printed = line.recv(AT_ONCE)
            if not printed:
                return
            _write(screen, printed)
        if keyboard in ready:
            typed = os.read(keyboard, AT_ONCE)
            if typed:
                line.sendall(typed)
            else:
                typing = False
                line.shutdown(1)


@contextmanager
def raw() -> Iterator[None]:
    """Every key goes to the command inside, Ctrl-C too, and back to how it was; nothing where there is no terminal."""
    if not sys.stdin.isatty():
        yield
        return
    before = termios.tcgetattr(sys.stdin)
    tty.setraw(sys.stdin)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


@contextmanager
def resized(fit: Any) -> Iterator[None]:
    """`fit` is called now and whenever the terminal changes its size, as far as this thread can be told."""
    if not sys.stdin.isatty() or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGWINCH, fit)
    try:
        fit()
        yield
    finally:
        signal.signal(signal.SIGWINCH, before)


def _write(screen: int, data: bytes) -> None:
    while data:
        data = data[os.write(screen, data) :]
