"""Snapshots in their repository: each can be had back as it was, what stays the same is stored once, git agrees."""

import errno
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.snapshots import draft as draft_module
from harness.snapshots.draft import Draft
from harness.snapshots.origin import Origin
from harness.snapshots.reading import checkout, snapshots_in
from harness.snapshots.repository import SnapshotRepository
from sandboxes.archive import Tree, incoming, pack, scan
from sandboxes.errors import UserError
from tests.unit.harness.snapped import Files, keep_on, take


def content(root: Path) -> Files:
    """What lies in a directory."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the repository lies."""
    return tmp_path / "snapshots.git"


@pytest.fixture
def repository(path: Path) -> Iterator[SnapshotRepository]:
    """A new one."""
    repository = SnapshotRepository(path)
    yield repository
    repository.close()


def test_every_snapshot_can_be_had_back(repository: SnapshotRepository, path: Path, tmp_path: Path) -> None:
    versions: list[Files] = [
        {"a": b"1", "sub/b": b"2", "sub/deep/er/c": b"", "run.sh": b"#!"},
        {"a": b"1", "sub/b": b"changed", "moved/c": b"", "run.sh": b"#!"},
        {"sub": b"a file now", "a/b": b"and a folder"},
        {},
        {"a": b"1", "sub/b": b"2", "sub/deep/er/c": b"", "run.sh": b"#!"},
    ]
    taken = [take(repository, files, elapsed_s=float(i)) for i, files in enumerate(versions)]
    assert snapshots_in(path) == taken
    assert [(s.elapsed_s, s.files, s.size_bytes) for s in taken] == [
        (float(i), len(files), sum(map(len, files.values()))) for i, files in enumerate(versions)
    ]
    for i, (snapshot, files) in enumerate(zip(taken, versions, strict=True)):
        tree = checkout(path, snapshot.commit, tmp_path / str(i))
        assert content(tree.root) == files
        assert tree.digest == snapshot.digest == scan(tree.root).digest
    assert taken[0].digest == taken[-1].digest
    assert taken[0].commit != taken[-1].commit
    assert (tmp_path / "0" / "run.sh").stat().st_mode & 0o777 == 0o755


def test_only_what_is_new_is_written(repository: SnapshotRepository) -> None:
    files = {f"d{i % 10}/f{i}": b"%d" % i * 2000 for i in range(200)}
    take(repository, files)
    first = repository.stored_bytes
    take(repository, files)
    assert 0 < repository.stored_bytes - first < 3000
    second = repository.stored_bytes
    take(repository, files | {"d1/f1": b"other", "d2/again": files["d3/f3"]})
    assert repository.stored_bytes - second < 6000
    third = repository.stored_bytes
    take(repository, files)  # what it was before the last is stored still
    assert repository.stored_bytes - third < 3000


def test_a_content_is_known_again_whoever_has_it(repository: SnapshotRepository, path: Path, tmp_path: Path) -> None:
    same = bytes(range(256)) * 1000
    take(repository, {"one": same, "two": same, "three.sh": same})
    snapshot = take(repository, {"four": same, "five": b"new", "six": b"new"})
    assert content(checkout(path, snapshot.commit, tmp_path / "tree").root) == {
        "four": same,
        "five": b"new",
        "six": b"new",
    }


def test_more_than_is_kept_in_memory(
    repository: SnapshotRepository, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_module, "IN_MEMORY_BYTES", 1000)
    files = {f"f{i}": bytes([i]) * 900 for i in range(10)}
    snapshot = take(repository, files)
    assert content(checkout(path, snapshot.commit, tmp_path / "tree").root) == files


def test_what_is_stored_is_forgotten_without_harm(
    repository: SnapshotRepository, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harness.snapshots.repository.KNOWN_OBJECTS", 0)
    taken = [take(repository, {"f": b"%d" % (i % 2)}) for i in range(5)]
    for i, snapshot in enumerate(taken):
        assert content(checkout(path, snapshot.commit, tmp_path / str(i)).root) == {"f": b"%d" % (i % 2)}


class TestOrigin:
    """What an image has is packed once and shared by the repositories of all trials that begin with it."""

    FILES: ClassVar[Files] = {"a": b"1", "sub/b": b"22", "sub/c.sh": b"1"}

    @pytest.fixture
    def base(self, tmp_path: Path) -> Tree:
        for name, data in self.FILES.items():
            (tmp_path / "base" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "base" / name).write_bytes(data)
        return scan(tmp_path / "base")

    def test_two_share_one_pack(self, base: Tree, tmp_path: Path) -> None:
        origin = Origin(base)
        for name in ("one", "two"):
            repository = SnapshotRepository(tmp_path / name)
            repository.begin(origin)
            snapshot = take(repository, self.FILES | {name: b"3"})
            repository.close()
            tree = checkout(tmp_path / name, snapshot.commit, tmp_path / f"{name}-tree")
            assert content(tree.root) == self.FILES | {name: b"3"}
        packs = [{pack.name: pack for pack in (tmp_path / name / "objects/pack").iterdir()} for name in ("one", "two")]
        shared = packs[0].keys() & packs[1].keys()
        assert len(shared) == 2
        assert all(packs[0][name].samefile(packs[1][name]) for name in shared)

    def test_the_first_may_be_removed(self, base: Tree, tmp_path: Path) -> None:
        origin = Origin(base)
        SnapshotRepository(tmp_path / "one").begin(origin)
        shutil.rmtree(tmp_path / "one")
        repository = SnapshotRepository(tmp_path / "two")
        repository.begin(origin)
        snapshot = take(repository, self.FILES)
        assert content(checkout(tmp_path / "two", snapshot.commit, tmp_path / "tree").root) == self.FILES

    def test_without_links_it_is_copied(self, base: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        origin = Origin(base)
        SnapshotRepository(tmp_path / "one").begin(origin)
        monkeypatch.setattr("os.link", _no_links)
        repository = SnapshotRepository(tmp_path / "two")
        repository.begin(origin)
        shutil.rmtree(tmp_path / "one")
        snapshot = take(repository, self.FILES)
        assert content(checkout(tmp_path / "two", snapshot.commit, tmp_path / "tree").root) == self.FILES

    def test_an_attempt_that_failed_halfway_is_made_again(
        self, base: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        origin = Origin(base)
        SnapshotRepository(tmp_path / "one").begin(origin)
        repository = SnapshotRepository(tmp_path / "two")
        with monkeypatch.context() as failing:
            failing.setattr("os.link", _no_links)
            failing.setattr("shutil.copyfile", _half_a_copy)
            with pytest.raises(OSError, match="no space"):
                repository.begin(origin)
        assert not repository.begun
        repository.begin(origin)
        snapshot = take(repository, self.FILES)
        assert content(checkout(tmp_path / "two", snapshot.commit, tmp_path / "tree").root) == self.FILES

    def test_a_file_that_is_not_what_it_was_is_no_part_of_it(self, base: Tree, tmp_path: Path) -> None:
        (base.root / "sub" / "b").write_bytes(b"2")
        repository = SnapshotRepository(tmp_path / "one")
        with pytest.raises(OSError, match="is not what it was"):
            repository.begin(Origin(base))
        assert not repository.begun


def _no_links(*_: object) -> None:
    raise OSError(errno.EXDEV, "another file system")


def _half_a_copy(_: Path, dest: Path) -> None:
    dest.write_bytes(b"PACK")
    raise OSError(errno.ENOSPC, "no space")


class Over(Exception):
    """Raised to give up."""


def test_one_that_is_given_up_leaves_the_others_as_they_were(repository: SnapshotRepository, path: Path) -> None:
    before = [take(repository, {"f": b"1"})]

    def give_up_at(call: int) -> None:
        calls = iter(range(100))

        def go_on() -> None:
            if next(calls) == call:
                raise Over

        with Draft(repository, go_on) as draft:
            for file in incoming([pack({"f": b"2", "g": b"3"}, prefix="top")], []):
                draft.add(file.path, file.size, file.executable, file.content)
            draft.store(2.0, 0.0)

    for call in range(5):  # at each file read, before storing, at each new content
        with pytest.raises(Over):
            give_up_at(call)
        assert snapshots_in(path) == before
    after = take(repository, {"f": b"2", "g": b"3"})
    assert snapshots_in(path) == [*before, after]


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_git_finds_nothing_wrong_with_it(repository: SnapshotRepository, path: Path) -> None:
    take(repository, {"a b/ü": b"1", "a.b": b"2", "a/b": b"3", "run.sh": b"4", "a-": b"5"})
    take(repository, {"a b/ü": b"1"}, elapsed_s=2.0)

    def git(*command: str) -> str:
        return subprocess.run(
            ["git", "-C", str(path), *command], capture_output=True, check=True, text=True, stdin=subprocess.DEVNULL
        ).stdout

    assert git("fsck", "--strict", "--no-progress") == ""
    assert git("rev-list", "--count", "HEAD").strip() == "2"
    modes = {line.split()[0] for line in git("ls-tree", "-r", "-t", "HEAD^").splitlines()}
    assert modes == {"100644", "100755", "040000"}
    assert '"elapsed_s":2.0' in git("log", "-1", "--format=%s")
    git("gc", "--quiet")
    assert len(snapshots_in(path)) == 2


class TestReading:
    """What is no repository of ours, or is not what was recorded, is named."""

    def test_none_were_taken(self, repository: SnapshotRepository, path: Path) -> None:
        assert snapshots_in(path) == []

    def test_no_repository(self, tmp_path: Path) -> None:
        for where in (tmp_path, tmp_path / "nonesuch"):
            with pytest.raises(UserError, match="no repository of snapshots"):
                snapshots_in(where)

    def test_no_such_snapshot(self, repository: SnapshotRepository, path: Path, tmp_path: Path) -> None:
        take(repository, {})
        with pytest.raises(UserError, match="no snapshot abc"):
            checkout(path, "abc", tmp_path / "tree")

    def test_a_tree_that_was_altered(self, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("harness.snapshots.repository.tree_digest", lambda entries: "0" * 64)
        repository = SnapshotRepository(path)
        commit = take(repository, {"f": b"1"}).commit
        repository.close()
        with pytest.raises(UserError, match="not what was recorded"):
            checkout(path, commit, tmp_path / "tree")

    @pytest.mark.parametrize("name", ["..", ".", "a\\b"])
    def test_a_name_that_leads_elsewhere(self, path: Path, tmp_path: Path, name: str) -> None:
        repository = SnapshotRepository(path)
        with Draft(repository, keep_on) as draft:
            for file in incoming([pack({"f": b"1"}, prefix="top")], []):
                draft.add(f"{name}/f", file.size, file.executable, file.content)
            commit = draft.store(1.0, 0.0).commit
        repository.close()
        if name.startswith("."):
            with pytest.raises(UserError, match="no name of a file"):
                checkout(path, commit, tmp_path / "tree")
        else:
            checkout(path, commit, tmp_path / "tree")
        assert {p.name for p in tmp_path.iterdir()} <= {"snapshots.git", "tree"}

    @pytest.mark.parametrize("damage", [b"", b"junk", None])
    def test_a_pack_that_is_damaged_or_gone(self, path: Path, tmp_path: Path, damage: bytes | None) -> None:
        repository = SnapshotRepository(path)
        take(repository, {"f": b"1" * 1000})
        commit = take(repository, {"f": b"2" * 1000}).commit
        repository.close()
        for pack_file in (path / "objects" / "pack").iterdir():
            if damage is None:
                pack_file.unlink()
            elif pack_file.suffix == ".pack":
                pack_file.write_bytes(damage)
        with pytest.raises(UserError, match="cannot be read"):
            checkout(path, commit, tmp_path / "tree")


NAMES = st.text(st.sampled_from("ab .-üß"), min_size=1, max_size=3).filter(lambda name: name not in {".", ".."})
"""Few, so that one tree has a file where another has a folder; some sort differently as a folder."""


def together(files: Files) -> Files:
    """Without those that lie below another file."""
    return {path: c for path, c in files.items() if not any(path.startswith(f"{other}/") for other in files)}


FILES = st.dictionaries(st.lists(NAMES, min_size=1, max_size=4).map("/".join), st.binary(max_size=300), max_size=8).map(
    together
)


@given(versions=st.lists(FILES, min_size=1, max_size=4))
@settings(deadline=None, max_examples=40)
def test_any_tree_comes_back_with_its_digest(versions: list[Files]) -> None:
    with tempfile.TemporaryDirectory() as home:
        repository = SnapshotRepository(Path(home, "s.git"))
        taken = [take(repository, files) for files in versions]
        repository.close()
        for i, (snapshot, files) in enumerate(zip(taken, versions, strict=True)):
            tree = checkout(Path(home, "s.git"), snapshot.commit, Path(home, str(i)))
            assert content(tree.root) == files
            assert tree.digest == snapshot.digest
