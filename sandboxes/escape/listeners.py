"""Services of this machine that nobody inside a sandbox may reach: they note who knocks, and give a secret away."""

import fcntl
import secrets
import selectors
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

VSOCK: Final = 40
ANY_CID: Final = 0xFFFFFFFF
OWN_CID: Final = 0x7B9
"""Request of /dev/vsock that tells it."""
ALL_FRAMES: Final = 3
MAX_SAID: Final = 65536
LAST_S: Final = 0.1
"""Of silence, after which all is heard."""


class Listeners:
    """One thread that answers at all of them, between entering and leaving."""

    def __init__(self, knock: str, door: Path) -> None:
        """`knock` is what the probe says; `door` becomes a socket like that of a trial's gateway."""
        self._knock = knock.encode()
        self._door = door
        self.secrets: dict[str, str] = {}
        """What each gives away, by its name."""
        self.touched: dict[str, None] = {}
        """A line for each that heard the knock, in order."""
        self.unwatched: list[str] = []
        self.abstract = f"escape-{secrets.token_hex(4)}"
        self.tcp = self.udp = self.vsock = 0
        self.cids: tuple[int, ...] = (0, 1, 2, 3)
        self._selector = selectors.DefaultSelector()
        self._stop, self._stopped = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="canaries", daemon=True)

    def __enter__(self) -> Self:
        four = not socket.has_dualstack_ipv6()
        family, every = (socket.AF_INET, "0.0.0.0") if four else (socket.AF_INET6, "::")  # noqa: S104 - all of them
        stream = self._add("tcp", socket.socket(family), (every, 0), family=family)
        packets = self._add("udp", socket.socket(family, socket.SOCK_DGRAM), (every, 0), family=family)
        self.tcp, self.udp = stream.getsockname()[1], packets.getsockname()[1]
        self._add("abstract socket", socket.socket(socket.AF_UNIX), b"\0" + self.abstract.encode())
        self._add("door of another trial", socket.socket(socket.AF_UNIX), str(self._door))
        self._door.chmod(0o666)
        self._possibly("vsock", self._open_vsock)
        self._possibly("frames on the host's interfaces", self._open_sniffer)
        self._selector.register(self._stopped, selectors.EVENT_READ, ("stop", None))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.settle()
        for key in list(self._selector.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]
        self._selector.close()
        self._stop.close()

    def settle(self) -> None:
        """Let what has come be heard; from then on nobody listens any more."""
        if self._thread.is_alive():
            self._stop.send(b"x")
            self._thread.join()

    def _add(
        self, name: str, listener: socket.socket, address: object, *, family: int = socket.AF_UNIX
    ) -> socket.socket:
        try:
            if family == socket.AF_INET6:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            listener.bind(address)  # type: ignore[arg-type]
            if listener.type == socket.SOCK_STREAM:
                listener.listen(64)
        except BaseException:
            listener.close()
            raise
        listener.setblocking(False)
        self.secrets[name] = secrets.token_hex(16)
        answer = self._accept if listener.type == socket.SOCK_STREAM else self._packet
        self._selector.register(listener, selectors.EVENT_READ, (name, answer))
        return listener

    def _possibly(self, name: str, opening: Callable[[], None]) -> None:
        try:
            opening()
        except (OSError, AttributeError) as error:
            self.unwatched.append(f"{name}: {error}")

    def _open_vsock(self) -> None:
        listener = self._add("vsock", socket.socket(VSOCK), (ANY_CID, ANY_CID), family=VSOCK)
        self.vsock = listener.getsockname()[1]
        with Path("/dev/vsock").open("rb") as device:
            (own,) = struct.unpack("I", fcntl.ioctl(device, OWN_CID, bytes(4)))
        self.cids = tuple(sorted({*self.cids, own}))

    def _open_sniffer(self) -> None:
        sniffer = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ALL_FRAMES))
        sniffer.setblocking(False)
        self._selector.register(sniffer, selectors.EVENT_READ, ("frames", self._frame))

    def _run(self) -> None:
        patience_s = None
        while (ready := self._selector.select(patience_s)) or patience_s is None:
            for key, _ in ready:
                name, answer = key.data
                if answer is None:
                    patience_s = LAST_S
                    self._selector.unregister(key.fileobj)
                    self._stopped.close()
                    continue
                with suppress(OSError):
                    answer(name, key.fileobj)

    def _accept(self, name: str, listener: socket.socket) -> None:
        one, _ = listener.accept()
        one.setblocking(False)
        self._selector.register(one, selectors.EVENT_READ, (name, self._hear))

    def _hear(self, name: str, one: socket.socket) -> None:
        self._selector.unregister(one)
        with one:
            self._note(name, one.recv(MAX_SAID))
            one.send(self.secrets[name].encode())

    def _packet(self, name: str, listener: socket.socket) -> None:
        said, peer = listener.recvfrom(MAX_SAID)
        self._note(name, said)
        listener.sendto(self.secrets[name].encode(), peer)

    def _frame(self, name: str, sniffer: socket.socket) -> None:
        said, (interface, *_) = sniffer.recvfrom(MAX_SAID)
        if interface != "lo":  # what the gateway itself asks of a server on this machine passes there
            self._note(f"{name} on {interface}", said)

    def _note(self, name: str, said: bytes) -> None:
        if self._knock in said:
            self.touched[f"{name}: the probe was heard"] = None
