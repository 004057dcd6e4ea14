"""Trees are copied without trust: whatever an archive holds, only plain files below the destination come out."""

import io
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandboxes.archive import LEFT_OUT, Tree, TreeLimits, TreeRefused, extract, incoming, pack, scan, tree_digest

LEFT = [".git/config", "a/.git/hooks/x", ".git", "a/__pycache__/m.cpython-311.pyc"]
LEFT += [".pytest_cache/README.md", "a/.mypy_cache/3.11/m.data.json", ".ruff_cache/x", "a/.hypothesis/x"]


def member(name: str, content: bytes = b"x", kind: bytes = tarfile.REGTYPE, **fields: object) -> bytes:
    """One hand-made archive member, header and content, without an end mark."""
    info = tarfile.TarInfo(name)
    info.type = kind
    info.size = len(content) if kind == tarfile.REGTYPE else 0
    for field, value in fields.items():
        setattr(info, field, value)
    padding = b"\0" * (-len(content) % 512) if kind == tarfile.REGTYPE else b""
    body = content + padding if kind == tarfile.REGTYPE else b""
    return info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape") + body


END = b"\0" * 1024


def take(tmp_path: Path, *members: bytes, limits: TreeLimits | None = None) -> Tree:
    """Extract an archive of the given members, everything under one top directory."""
    return extract([b"".join(members) + END], tmp_path / "tree", limits=limits or TreeLimits())


def outside(tmp_path: Path) -> list[str]:
    """What lies beside the destination."""
    return sorted(p.name for p in tmp_path.iterdir() if p.name != "tree")


class TestHostileMembers:
    """One bad member among good ones: it is dropped and named, the rest is taken."""

    @pytest.mark.parametrize(
        "name",
        [
            "top/../escape",
            "top/../../escape",
            "top/a/../../escape",
            "..",
            "top",
            "top/..",
            "top/a\\b",
            "top/line\nbreak",
            "top/bell\x07",
            "top/\x1b[31mred",
            "top/\u202egnp.exe",
            "top/\udcff\udcfe",
            "top/" + "n" * 300,
            "top/" + "ü" * 128,
            "top/" + "/".join(["d"] * 50),
            "top/" + "/".join(["d" * 100] * 30),
        ],
    )
    def test_an_unusable_name(self, tmp_path: Path, name: str) -> None:
        tree = take(tmp_path, member("top/good"), member(name), member("top/also good"))
        assert [e.path for e in tree.entries] == ["also good", "good"]
        assert len(tree.dropped) == 1
        assert tree.dropped[0].endswith("unusable name")
        assert tree.dropped[0].isascii()
        assert tree.dropped[0].isprintable()
        assert outside(tmp_path) == []

    @pytest.mark.parametrize(
        "kind",
        [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.GNUTYPE_SPARSE],
    )
    @pytest.mark.parametrize("target", ["/etc/passwd", "../../escape", "top/good", "."])
    def test_what_is_no_regular_file(self, tmp_path: Path, kind: bytes, target: str) -> None:
        tree = take(tmp_path, member("top/good"), member("top/bad", kind=kind, linkname=target), member("top/last"))
        assert [e.path for e in tree.entries] == ["good", "last"]
        assert tree.dropped == ("top/bad: not a regular file",)
        assert [p.name for p in sorted((tmp_path / "tree").iterdir())] == ["good", "last"]

    def test_a_file_below_a_link_of_the_same_archive_stays_inside(self, tmp_path: Path) -> None:
        (tmp_path / "victim").mkdir()
        link = member("top/way", kind=tarfile.SYMTYPE, linkname=str(tmp_path / "victim"))
        tree = take(tmp_path, link, member("top/way/file"))
        assert [e.path for e in tree.entries] == ["way/file"]
        assert not (tmp_path / "tree" / "way").is_symlink()
        assert list((tmp_path / "victim").iterdir()) == []

    def test_a_sparse_file_in_extended_headers(self, tmp_path: Path) -> None:
        headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": str(1 << 50)}
        sparse = member("top/sparse", b"1\n0\n0\n".ljust(512, b"\0"), pax_headers=headers)
        tree = take(tmp_path, member("top/good"), sparse)
        assert [e.path for e in tree.entries] == ["good"]
        assert tree.dropped == ("top/sparse: not a regular file",)

    @pytest.mark.parametrize("name", LEFT)
    def test_nothing_of_repositories_bytecode_and_tools_caches(self, tmp_path: Path, name: str) -> None:
        tree = take(tmp_path, member(f"top/{name}"), member("top/.gitignore"))
        assert [e.path for e in tree.entries] == [".gitignore"]

    @pytest.mark.parametrize(
        ("names", "kept"),
        [
            (["f", "f"], ["f"]),
            (["f", "./f"], ["f"]),
            (["f", "f/below"], ["f"]),
            (["d/file", "d"], ["d/file"]),
            (["d/e/file", "d/e", "d"], ["d/e/file"]),
        ],
    )
    def test_a_name_taken_twice_keeps_the_first(self, tmp_path: Path, names: list[str], kept: list[str]) -> None:
        members = [member(f"top/{name}", str(i).encode()) for i, name in enumerate(names)]
        tree = take(tmp_path, *members)
        assert [e.path for e in tree.entries] == kept
        assert (tmp_path / "tree" / kept[0]).read_bytes() == b"0"
        assert all(line.endswith("name taken twice") for line in tree.dropped)

    def test_set_user_id_and_other_modes_do_not_survive(self, tmp_path: Path) -> None:
        take(tmp_path, member("top/suid", mode=0o6777), member("top/secret", mode=0), member("top/plain", mode=0o666))
        modes = {p.name: p.stat().st_mode & 0o7777 for p in (tmp_path / "tree").iterdir()}
        assert modes == {"suid": 0o755, "secret": 0o644, "plain": 0o644}

    def test_the_list_of_what_was_dropped_is_bounded(self, tmp_path: Path) -> None:
        links = [member(f"top/{i}", kind=tarfile.SYMTYPE, linkname="x") for i in range(300)]
        assert len(take(tmp_path, *links).dropped) == 100


class TestRefusal:
    """A tree over a cap, and an archive that cannot be read, are refused as a whole."""

    @pytest.mark.parametrize(
        ("limits", "message"),
        [
            (TreeLimits(files=2), "more than 2 files"),
            (TreeLimits(total_bytes=25), "more than 25 bytes in all"),
            (TreeLimits(file_bytes=9), "top/0 has 10 bytes, more than 9"),
            (TreeLimits(entries=2), "more than 2 entries"),
        ],
    )
    def test_a_cap(self, tmp_path: Path, limits: TreeLimits, message: str) -> None:
        members = [member(f"top/{i}", b"0123456789") for i in range(3)]
        with pytest.raises(TreeRefused, match=message):
            take(tmp_path, *members, limits=limits)

    def test_exactly_at_the_caps_is_taken(self, tmp_path: Path) -> None:
        members = [member(f"top/{i}", b"0123456789") for i in range(3)]
        limits = TreeLimits(files=3, total_bytes=30, file_bytes=10, entries=3, depth=1)
        assert len(take(tmp_path, *members, limits=limits).entries) == 3

    def test_entries_that_are_dropped_count_too_and_reading_stops(self, tmp_path: Path) -> None:
        link = member("top/l", kind=tarfile.SYMTYPE, linkname="x")
        given_out = 0

        def endless() -> Iterator[bytes]:
            nonlocal given_out
            while True:
                given_out += 1000
                yield link * 1000

        with pytest.raises(TreeRefused, match="more than 10,000 entries"):
            extract(endless(), tmp_path / "tree", limits=TreeLimits(entries=10_000))
        assert given_out < 12_000

    def test_a_huge_size_is_refused_before_it_is_read(self, tmp_path: Path) -> None:
        with pytest.raises(TreeRefused, match="huge has"):
            take(tmp_path, member("top/huge", size=1 << 60))

    @pytest.mark.parametrize("size", ["-1", "-511", "-512", "-1024", "-100000", "1e3", "0x10", "²", ""])
    def test_a_size_that_is_none(self, tmp_path: Path, size: str) -> None:
        odd = member("top/odd", pax_headers={"size": size})
        try:
            tree = take(tmp_path, member("top/good"), odd, member("top/last"))
        except TreeRefused:
            return
        assert all(0 <= e.size == (tmp_path / "tree" / e.path).stat().st_size for e in tree.entries)

    @pytest.mark.parametrize("cut", [1, 511, 512, 1024, 1025, 1536, 2047, 2048, 2560])
    def test_a_stream_that_breaks_off_is_refused_wherever_it_does(self, tmp_path: Path, cut: int) -> None:
        whole = member("top/one", b"1" * 500) + member("top/two", b"\0" * 512) + END
        assert len(whole) == 3072
        with pytest.raises(TreeRefused, match="unreadable archive"):
            extract([whole[:cut]], tmp_path / "tree")

    @pytest.mark.parametrize("where", [0, 1024])
    def test_a_broken_header_is_no_end(self, tmp_path: Path, where: int) -> None:
        whole = bytearray(member("top/one") + member("top/two") + END)
        whole[where] ^= 1
        with pytest.raises(TreeRefused, match="unreadable archive"):
            extract([bytes(whole)], tmp_path / "tree")

    @pytest.mark.parametrize("last", [tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME])
    def test_an_extended_header_that_nothing_follows(self, tmp_path: Path, last: bytes) -> None:
        info = tarfile.TarInfo("top/rest")
        info.type, info.size = last, 3
        with pytest.raises(TreeRefused, match="unreadable archive"):
            take(tmp_path, member("top/good"), info.tobuf(tarfile.PAX_FORMAT) + b"abc".ljust(512, b"\0"))

    def test_an_extended_header_that_is_too_long_is_refused_before_it_is_read(self, tmp_path: Path) -> None:
        info = tarfile.TarInfo("top/long")
        info.type, info.size = tarfile.GNUTYPE_LONGNAME, 1 << 40
        with pytest.raises(TreeRefused, match="too long"):
            take(tmp_path, info.tobuf(tarfile.GNU_FORMAT))

    @pytest.mark.parametrize("field", ["GNU.sparse.map", "GNU.sparse.size", "GNU.sparse.major"])
    def test_a_number_that_is_none(self, tmp_path: Path, field: str) -> None:
        odd = member("top/odd", pax_headers={field: "q", "GNU.sparse.minor": "0"})
        with suppress(TreeRefused):
            assert take(tmp_path, member("top/good"), odd).entries[0].path == "good"

    @pytest.mark.parametrize("junk", [b"", b"\x1f\x8b junk", b"\xff" * 4096, b"not a tar\n" * 300])
    def test_what_is_no_archive(self, tmp_path: Path, junk: bytes) -> None:
        with pytest.raises(TreeRefused):
            extract([junk], tmp_path / "tree")

    def test_an_empty_archive_is_an_empty_tree(self, tmp_path: Path) -> None:
        assert extract([END], tmp_path / "tree").entries == ()

    def test_the_destination_must_be_new(self, tmp_path: Path) -> None:
        with pytest.raises(FileExistsError):
            extract([END], tmp_path)


class TestIncoming:
    """Files as they come: what is not read of one is skipped, and a header that was seen before says the same again."""

    def test_what_is_not_read_is_skipped(self) -> None:
        data = pack({f"f{i}": bytes([i]) * 1000 * i for i in range(6)}, prefix="top")
        read = {}
        for i, file in enumerate(incoming(iter([data[:1500], data[1500:]]), [])):
            if i % 3 == 0:
                read[file.path] = b"".join(file.content)
            elif i % 3 == 1:
                next(file.content)
        assert read == {"f0": b"", "f3": b"\3" * 3000}

    @pytest.mark.parametrize("name", ["short", "é" * 60, "l" * 200])
    def test_the_same_header_has_another_content_the_next_time(self, tmp_path: Path, name: str) -> None:
        trees = [
            extract([member(f"top/{name}", content) + END], tmp_path / content.decode()) for content in (b"1", b"2")
        ]
        assert [(tree.root / name).read_bytes() for tree in trees] == [b"1", b"2"]
        assert trees[0].digest != trees[1].digest

    def test_one_header_is_judged_by_the_rules_of_each_reader(self, tmp_path: Path) -> None:
        data = pack({"a/b": b"x"}, prefix="top")
        assert [f.path for f in incoming([data], [], strip=0)] == ["top/a/b"]
        assert [f.path for f in incoming([data], [], strip=2)] == ["b"]
        dropped: list[str] = []
        assert list(incoming([data], dropped, limits=TreeLimits(depth=1))) == []
        assert dropped == ["top/a/b: unusable name"]

    def test_a_file_that_breaks_off_is_refused_while_it_is_read(self) -> None:
        data = pack({"f": b"x" * 2000}, prefix="top")[:2000]
        with pytest.raises(TreeRefused, match="unreadable archive"):
            for file in incoming([data], []):
                b"".join(file.content)


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\0\\"), min_size=1, max_size=8)
GOOD = NAMES.filter(lambda n: n.isprintable() and n not in {".", ".."} | LEFT_OUT and not n.endswith(".sh"))
ODD = st.sampled_from(["..", ".", "", ".git", "\udcff", "x" * 300, "a", "b", "\\", "\n"])
KINDS = st.sampled_from([tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])


@given(
    members=st.lists(
        st.tuples(st.lists(NAMES | ODD, min_size=1, max_size=6), KINDS, st.binary(max_size=30)), max_size=8
    ),
    damage=st.none() | st.tuples(st.integers(0, 1 << 13), st.integers(1, 255)),
    chunk=st.integers(1, 5000),
)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_ever_written_outside(
    tmp_path_factory: pytest.TempPathFactory,
    members: list[tuple[list[str], bytes, bytes]],
    damage: tuple[int, int] | None,
    chunk: int,
) -> None:
    home = tmp_path_factory.mktemp("case")
    data = bytearray(b"".join(member("/".join(n), c, k, linkname="../..") for n, k, c in members) + END)
    if damage:
        data[damage[0] % len(data)] ^= damage[1]
    try:
        tree = extract((bytes(data[i : i + chunk]) for i in range(0, len(data), chunk)), home / "tree")
    except TreeRefused:
        tree = None
    assert [p.name for p in home.iterdir()] == ["tree"]
    assert all(p.is_dir() or (p.is_file() and not p.is_symlink()) for p in (home / "tree").rglob("*"))
    if tree:
        assert sorted(e.path for e in tree.entries) == sorted(
            p.relative_to(home / "tree").as_posix() for p in (home / "tree").rglob("*") if p.is_file()
        )


def consistent(paths: dict[str, tuple[bytes, bool]]) -> bool:
    """Whether no file is also a directory of another."""
    return not any(other.startswith(f"{path}/") for path in paths for other in paths)


FILES = st.dictionaries(
    st.lists(GOOD, min_size=1, max_size=4).map("/".join), st.tuples(st.binary(max_size=2000), st.booleans()), max_size=6
).filter(consistent)


@given(files=FILES, chunk=st.integers(1, 20_000))
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_tree_survives_packing_and_extracting(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, tuple[bytes, bool]], chunk: int
) -> None:
    home = tmp_path_factory.mktemp("case")
    (home / "source").mkdir()
    for name, (content, executable) in files.items():
        path = home / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o755 if executable else 0o644)
    data = pack(home / "source", prefix="top")
    tree = extract((data[i : i + chunk] for i in range(0, len(data), chunk)), home / "back")
    assert {e.path: e.executable for e in tree.entries} == {name: x for name, (_, x) in files.items()}
    assert all((home / "back" / name).read_bytes() == content for name, (content, _) in files.items())
    assert scan(home / "source").digest == tree.digest == scan(home / "back").digest


class TestPack:
    """Archives that go into a sandbox."""

    def test_is_reproducible_and_independent_of_the_order_of_names(self) -> None:
        assert pack({"b": b"2", "a": b"1"}) == pack({"a": b"1", "b": b"2"})

    def test_makes_the_prefix_and_what_is_below_with_one_owner_and_nothing_above(self) -> None:
        data = pack({"sub/go.sh": b"#!", "f": b""}, prefix="opt/in/here", owner=(7, 8))
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            found = {m.name: (m.mode, m.uid, m.gid, m.isdir()) for m in tar}
        assert found == {
            "opt/in/here": (0o755, 7, 8, True),
            "opt/in/here/f": (0o644, 7, 8, False),
            "opt/in/here/sub": (0o755, 7, 8, True),
            "opt/in/here/sub/go.sh": (0o755, 7, 8, False),
        }

    def test_a_host_directory_gives_its_regular_files_only(self, tmp_path: Path) -> None:
        (tmp_path / "kept").write_text("x")
        (tmp_path / "link").symlink_to("/etc/passwd")
        (tmp_path / "__pycache__").mkdir()
        (tmp_path / "__pycache__" / "m.pyc").write_text("x")
        with tarfile.open(fileobj=io.BytesIO(pack(tmp_path))) as tar:
            assert tar.getnames() == ["kept"]


def test_a_digest_depends_on_each_fact_and_not_on_the_order(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    (tmp_path / "b").write_text("2")
    tree = scan(tmp_path)
    one, two = tree.entries
    assert tree_digest([two, one]) == tree_digest([one, two]) == tree.digest
    changes = [{"path": "c"}, {"size": 2}, {"executable": True}, {"sha256": "0" * 64}]
    digests = {tree.digest, tree_digest([one]), *(tree_digest([one._replace(**c), two]) for c in changes)}
    assert len(digests) == 6
