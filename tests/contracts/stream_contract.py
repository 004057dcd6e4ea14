"""The contract of `Sandbox.start` and its Channel: the streams of a main process."""

from collections.abc import Callable

import pytest

from sandboxes.base import Channel, Sandbox, SandboxGone
from sandboxes.spec import Limits

Open = Callable[..., Sandbox]
ECHO = ("/bin/cat",)


def shell(script: str) -> tuple[str, ...]:
    """A main process that waits for a first line, then runs a script."""
    return ("/bin/sh", "-c", f"read first; {script}")


def receive_all(channel: Channel) -> bytes:
    """Everything up to the end of the stream."""
    return b"".join(iter(lambda: channel.receive(20), b""))


class StreamContract:
    """A sandbox that was opened with a `command`."""

    def test_a_round_trip_of_every_byte(self, open_box: Open) -> None:
        channel = open_box(command=ECHO).start()
        data = bytes(range(256)) * 300
        channel.send(data)
        back = b""
        while len(back) < len(data):
            back += channel.receive(20)
        assert back == data

    def test_the_process_starts_when_it_is_asked_to(self, open_box: Open) -> None:
        box = open_box(command=("/bin/sh", "-c", "echo begun; read line"))
        assert box.start().receive(20) == b"begun\n"

    def test_closing_the_input_lets_the_rest_of_the_output_arrive(self, open_box: Open) -> None:
        channel = open_box(command=("/usr/bin/sort",)).start()
        channel.send(b"b\na\n")
        channel.close_input()
        assert receive_all(channel) == b"a\nb\n"

    def test_silence_is_a_timeout_and_the_channel_lives_on(self, open_box: Open) -> None:
        channel = open_box(command=ECHO).start()
        with pytest.raises(TimeoutError):
            channel.receive(0.2)
        channel.send(b"x")
        assert channel.receive(20) == b"x"

    def test_the_end_of_the_process_is_the_end_of_the_stream(self, open_box: Open) -> None:
        channel = open_box(command=shell("echo last")).start()
        channel.send(b"\n")
        assert receive_all(channel) == b"last\n"
        assert channel.receive(1) == b""

    def test_standard_error_is_kept_apart(self, open_box: Open) -> None:
        channel = open_box(command=shell("echo noise >&2; echo signal; echo noise >&2")).start()
        channel.send(b"\n")
        assert receive_all(channel) == b"signal\n"

    def test_speaking_to_a_dead_process_is_told(self, open_box: Open) -> None:
        channel = open_box(command=shell("exit 0")).start()
        channel.send(b"\n")
        assert receive_all(channel) == b""
        with pytest.raises(SandboxGone):
            for _ in range(100):
                channel.send(b"x" * (1 << 20))

    def test_a_stream_over_the_cap_ends(self, open_box: Open) -> None:
        channel = open_box(command=shell("exec cat /dev/zero"), limits=Limits(output_mb=1)).start()
        channel.send(b"\n")
        assert len(receive_all(channel)) <= 1 << 20

    def test_a_stream_ends_when_its_sandbox_is_killed(self, open_box: Open) -> None:
        box = open_box(command=shell("echo here; sleep 60"), limits=Limits(lifetime_s=1.0))
        channel = box.start()
        channel.send(b"\n")
        assert receive_all(channel) == b"here\n"
        assert box.killed == "lifetime"

    def test_no_signal_from_inside_ends_the_main_process(self, open_box: Open) -> None:
        script = "(sh -c 'kill -9 -1; kill -STOP 1; kill -9 1') 2>/dev/null; echo alive"
        channel = open_box(command=shell(script), user="65534:65534").start()
        channel.send(b"\n")
        assert receive_all(channel) == b"alive\n"
