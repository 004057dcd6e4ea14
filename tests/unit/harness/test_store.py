"""The run directory: atomic, append-only, and honest about what it finds."""

import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.records import RunRecord, TrialRecord, TrialSpec
from harness.store import RunStore, Sealed, distinct, write_atomic
from sandboxes.errors import UserError
from sandboxes.spec import Limits

SPEC = TrialSpec(
    task="smoke/a", task_digest="0" * 64, track="instructed", agent="nop", attempt=1, timeout_s=60, limits=Limits()
)


def run_record(**changes: object) -> RunRecord:
    values = {"id": "r", "created": "now", "meltbench": "0", "argv": (), "jobs": 1, "tasks": (), "trials": (SPEC,)}
    return RunRecord.model_validate(values | changes)


def trial_record(outcome: str = "completed") -> TrialRecord:
    values = {"key": SPEC.key, "spec": SPEC, "outcome": outcome, "started": "a", "finished": "b"}
    return TrialRecord.model_validate(values)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RunStore]:
    made = RunStore.create(tmp_path / "run", run_record())
    yield made
    made.release()


def test_what_is_written_is_read_back(store: RunStore) -> None:
    store.finish(trial_record())
    again = RunStore.open(store.root)
    assert again.run() == run_record()
    assert again.finished(SPEC) == trial_record()
    assert again.records() == [trial_record()]


def test_an_unfinished_trial_has_no_record(store: RunStore) -> None:
    store.begin_try(SPEC)
    assert store.finished(SPEC) is None


def test_evidence_of_earlier_tries_is_kept(store: RunStore) -> None:
    for number in (1, 2, 3):
        assert store.begin_try(SPEC) == number
        (store.trial_dir(SPEC) / "agent").mkdir()
        (store.trial_dir(SPEC) / "agent" / "output.txt").write_text(f"try {number}")
    assert store.begin_try(SPEC) == 4
    kept = sorted((store.trial_dir(SPEC) / "tries").glob("*/agent/output.txt"))
    assert [path.read_text() for path in kept] == ["try 1", "try 2", "try 3"]


def test_a_second_run_in_the_same_place_is_refused(store: RunStore) -> None:
    with pytest.raises(UserError, match="meltbench resume"):
        RunStore.create(store.root, run_record())


def test_two_processes_cannot_work_on_one_run(store: RunStore) -> None:
    other = RunStore.open(store.root)
    with pytest.raises(UserError, match="another process"):
        other.hold()
    store.release()
    other.hold()
    other.release()


def test_a_record_of_another_version_is_refused(store: RunStore) -> None:
    path = store.root / "run.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema_version": 99}))
    with pytest.raises(UserError, match="schema_version is 99"):
        store.run()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema_version": 1}'])
def test_a_damaged_record_is_one_line(store: RunStore, text: str) -> None:
    (store.root / "run.json").write_text(text)
    with pytest.raises(UserError, match=r"run\.json"):
        store.run()


def test_a_torn_journal_line_is_left_out_and_takes_no_other_with_it(store: RunStore) -> None:
    store.journal("one", number=1)
    with (store.root / "events.jsonl").open("a") as handle:
        handle.write('{"at": "now", "event": "to')
    assert [event["event"] for event in store.events()] == ["one"]
    store.journal("two")
    store.journal("three")
    assert [event["event"] for event in store.events()] == ["one", "two", "three"]


def test_the_journal_keeps_lines_of_many_threads_apart(store: RunStore) -> None:
    threads = [threading.Thread(target=lambda n=n: [store.journal("e", n=n) for _ in range(50)]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(event["n"] for event in store.events()) == [n for n in range(4) for _ in range(50)]


def test_a_sealed_store_takes_no_record(store: RunStore) -> None:
    store.seal()
    with pytest.raises(Sealed):
        store.finish(trial_record())
    assert store.finished(SPEC) is None


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    write_atomic(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_atomic(path, "new \ud800")
    assert path.read_text() == "old"


def test_trials_are_told_apart_by_everything_that_matters() -> None:
    changes = [{"attempt": 2}, {"agent": "oracle"}, {"track": "open"}, {"task_digest": "1" * 64}, {"timeout_s": 61.0}]
    keys = {SPEC.key} | {SPEC.model_copy(update=change).key for change in changes}
    keys.add(SPEC.model_copy(update={"limits": Limits(memory_mb=64)}).key)
    assert len(keys) == len(changes) + 2
    assert SPEC.directory.endswith(SPEC.key[:8])
    assert "/" not in SPEC.model_copy(update={"agent": "command:rm -rf / ../x"}).directory


def test_a_run_counts_once_and_others_of_its_name_for_themselves(store: RunStore, tmp_path: Path) -> None:
    copy = RunStore(Path(shutil.copytree(store.root, tmp_path / "copy")))
    later = RunStore.create(tmp_path / "other" / "run", run_record(created="later"))
    later.release()
    assert [one.run().created for one in distinct([store, copy, later, store])] == ["now", "later"]
