"""The contract of `Sandbox.exec`: results, streams, deadlines."""

import hashlib

import pytest

from sandboxes.base import Sandbox


class ExecContract:
    """Commands in a sandbox that idles."""

    def test_a_command_that_succeeds(self, box: Sandbox) -> None:
        result = box.exec(["echo", "one two", "three"], timeout_s=20)
        assert (result.exit_code, result.output) == (0, "one two three\n")
        assert not (result.timed_out or result.oom_killed or result.truncated or result.killed)
        assert 0 < result.duration_s < 20

    def test_arguments_reach_the_command_as_they_are(self, box: Sandbox) -> None:
        arguments = ["", " ", "$HOME", "`id`", "a'b\"c", "--help", "ü\n*"]
        code = "import json, sys; print(json.dumps(sys.argv[1:]))"
        result = box.exec(["python3", "-c", code, *arguments], timeout_s=20)
        assert result.output == '["", " ", "$HOME", "`id`", "a\'b\\"c", "--help", "\\u00fc\\n*"]\n'

    @pytest.mark.parametrize("code", [1, 3, 124, 137, 143, 255])
    def test_an_exit_code_is_the_commands_own_and_no_sign_of_a_deadline(self, box: Sandbox, code: int) -> None:
        result = box.exec(["sh", "-c", f"exit {code}"], timeout_s=20)
        assert (result.exit_code, result.timed_out, result.oom_killed) == (code, False, False)

    def test_a_signal_shows_as_128_plus_its_number(self, box: Sandbox) -> None:
        assert box.exec(["sh", "-c", "kill -9 $$"], timeout_s=20).exit_code == 137

    @pytest.mark.parametrize("where", [{"cwd": "/nonesuch"}, {"user": "nonesuch"}])
    def test_a_command_that_cannot_start_fails_as_a_command(self, box: Sandbox, where: dict[str, str]) -> None:
        assert box.exec(["true"], timeout_s=20, **where).exit_code != 0  # type: ignore[arg-type]

    def test_a_program_that_does_not_exist_is_127(self, box: Sandbox) -> None:
        assert box.exec(["nonesuch"], timeout_s=20).exit_code == 127

    def test_standard_error_is_in_the_output_too(self, box: Sandbox) -> None:
        result = box.exec(["sh", "-c", "echo out; echo err >&2"], timeout_s=20)
        assert sorted(result.output.split()) == ["err", "out"]

    def test_bytes_that_are_no_text_are_replaced(self, box: Sandbox) -> None:
        assert box.exec(["printf", r"a\377b"], timeout_s=20).output == "a\ufffdb"

    def test_standard_input_arrives_whole_and_ends(self, box: Sandbox) -> None:
        data = bytes(range(256)) * 32_000
        result = box.exec(["sha256sum"], stdin=data, timeout_s=20)
        assert result.output.split()[0] == hashlib.sha256(data).hexdigest()

    def test_without_standard_input_a_reader_is_at_the_end_at_once(self, box: Sandbox) -> None:
        assert box.exec(["wc", "-c"], timeout_s=5).output == "0\n"

    def test_input_and_output_larger_than_every_buffer_do_not_block_each_other(self, box: Sandbox) -> None:
        result = box.exec(["cat"], stdin=b"x" * (8 << 20), timeout_s=20)
        assert (result.exit_code, result.timed_out, result.truncated) == (0, False, True)

    def test_input_that_nobody_reads_harms_nothing(self, box: Sandbox) -> None:
        result = box.exec(["echo", "done"], stdin=b"x" * (8 << 20), timeout_s=20)
        assert (result.exit_code, result.output) == (0, "done\n")

    def test_working_directory_environment_and_user(self, box: Sandbox) -> None:
        show = ["sh", "-c", 'echo "$(pwd) $COLOUR $(id -u)"']
        assert box.exec(show, timeout_s=20).output == "/tmp  0\n"
        other = box.exec(show, cwd="/usr/lib", env={"COLOUR": "red = 1"}, user="1000", timeout_s=20)
        assert other.output == "/usr/lib red = 1 1000\n"

    def test_of_a_long_output_the_tail_is_kept(self, box: Sandbox) -> None:
        result = box.exec(["seq", "200000"], timeout_s=20)
        assert result.truncated
        assert len(result.output) == 256 << 10
        assert result.output.endswith("\n199999\n200000\n")

    def test_an_output_just_within_bounds_is_whole(self, box: Sandbox) -> None:
        result = box.exec(["head", "-c", str(256 << 10), "/dev/zero"], timeout_s=20)
        assert (len(result.output), result.truncated) == (256 << 10, False)

    def test_a_deadline_ends_the_command_and_is_told(self, box: Sandbox) -> None:
        result = box.exec(["sh", "-c", "echo begun; sleep 60"], timeout_s=0.5)
        assert (result.timed_out, result.output, result.killed) == (True, "begun\n", "")
        assert 0.5 <= result.duration_s < 4

    def test_a_command_that_ignores_the_deadline_is_killed(self, box: Sandbox) -> None:
        result = box.exec(["sh", "-c", "trap '' TERM; while :; do sleep 1; done"], timeout_s=0.3)
        assert (result.timed_out, result.exit_code != 0) == (True, True)
        assert result.duration_s < 15
        assert box.exec(["true"], timeout_s=20).exit_code == 0

    def test_a_process_left_behind_with_the_output_open_does_not_hold_up_the_result(self, box: Sandbox) -> None:
        result = box.exec(["sh", "-c", "setsid sleep 60 & echo hi"], timeout_s=30)
        assert (result.exit_code, result.output, result.timed_out) == (0, "hi\n", False)
        assert result.duration_s < 10

    def test_a_command_that_closes_its_output_is_waited_for(self, box: Sandbox) -> None:
        result = box.exec(["sh", "-c", "exec >&- 2>&-; sleep 1; exit 7"], timeout_s=20)
        assert (result.exit_code, result.timed_out) == (7, False)
        assert result.duration_s >= 1

    def test_a_command_that_closes_its_output_has_a_deadline_too(self, box: Sandbox) -> None:
        result = box.exec(["sh", "-c", "exec >&- 2>&-; sleep 60"], timeout_s=0.5)
        assert result.timed_out
        assert result.duration_s < 10
