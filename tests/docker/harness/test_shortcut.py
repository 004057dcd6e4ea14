"""What a snapshot composes from the image and what was written above is what the archive has, whatever is done."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.snapshots.draft import Draft
from harness.snapshots.origin import Origin
from harness.snapshots.repository import SnapshotRepository
from harness.snapshots.shortcut import Shortcut
from sandboxes.archive import Tree
from sandboxes.docker import DockerProvider, DockerSandbox
from sandboxes.spec import SandboxSpec

FOLDER = "/usr/lib/python3.11/email"
"""In the base image; with a folder and some thirty files in it."""
PLAIN = {
    "nothing": "true",
    "a new file": "mkdir -p new/deep && echo 1 > new/deep/file",
    "an old file": "echo more >> message.py",
    "its times put back": "cp -p parser.py /tmp/p && tr a b < /tmp/p > parser.py && touch -r /tmp/p parser.py",
    "its mode": "chmod +x charset.py; chmod a-r errors.py",
    "a file is gone": "rm utils.py new/deep/file; true",
    "a folder is gone": "rm -r mime",
    "it is there again, with something else": "mkdir -p mime && echo 2 > mime/text.py",
    "it is there again, anew": "rm -rf mime && mkdir mime && echo 3 > mime/base.py",
    "a file becomes a folder": "rm header.py && mkdir header.py && echo 4 > header.py/inside",
    "a folder becomes a file": "rm -rf mime && echo 5 > mime",
    "a folder is moved": "mkdir -p x && echo 6 > x/y && rm -rf z && mv x z",
    "a file is moved over another": "mv encoders.py iterators.py",
    "what no tree keeps": "mkdir -p .git __pycache__ && echo 7 > .git/config && rm -rf __pycache__/* && ln -s / .git/l",
    "much": "for i in $(seq 300); do echo $i > many-$i; done",
    "much is gone": "rm -f many-*",
}
OTHERWISE = {
    "a link": "ln -s /etc/passwd link",
    "a second name": "ln message.py second",
    "a pipe": "mkfifo pipe",
    "a name of no text": r"touch $(printf 'a\377b')",
}
"""What only the archive's reader judges."""


@pytest.fixture(scope="module")
def base(provider: DockerProvider, base_image: str, tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """What the image has."""
    with provider.open(SandboxSpec(image=base_image, command=("true",))) as box:
        box.freeze()
        return box.get_tree(FOLDER, tmp_path_factory.mktemp("base") / "tree")


@pytest.fixture
def origin(base: Tree) -> Origin:
    """Of which nothing is known yet."""
    return Origin(base)


@pytest.fixture
def box(provider: DockerProvider, base_image: str) -> Iterator[DockerSandbox]:
    with provider.open(SandboxSpec(image=base_image, user="0:0")) as box:
        yield box


class Pair:
    """A shortcut and the archive, of the same sandbox."""

    def __init__(self, box: DockerSandbox, origin: Origin, directory: Path, *, drawn: int = 1) -> None:
        self.box = box
        self.shortcut = Shortcut(box, FOLDER, origin, lambda below: drawn)
        self.repository = SnapshotRepository(directory / "snapshots.git")
        self.repository.begin(origin)
        self.directory = directory
        self.number = 0

    def do(self, command: str) -> None:
        done = self.box.exec(["sh", "-ec", f"cd {FOLDER}\n{command}"], timeout_s=30)
        assert done.exit_code == 0, done.output

    def compare(self) -> bool:
        """Whether a look was enough; fails where it saw anything else than the archive."""
        self.number += 1
        with Draft(self.repository, lambda: None) as draft:
            with self.box.held():
                above = self.shortcut.look()
                enough = bool(above and self.shortcut.believed)
                if above and enough:
                    self.shortcut.fill(draft, above)
                tree = self.box.get_tree(FOLDER, self.directory / f"tree-{self.number}")
                if not enough:
                    for entry in tree.entries:
                        draft.add(*entry[:3], [(tree.root / entry.path).read_bytes()])
            if not enough:
                self.shortcut.learn(draft.entries, above)
            assert draft.store(0, 0).digest == tree.digest
        return enough


def test_whatever_is_done_to_plain_files_is_seen(box: DockerSandbox, origin: Origin, tmp_path: Path) -> None:
    pair = Pair(box, origin, tmp_path)
    assert not pair.compare(), "the first is the archive's"
    for what, command in PLAIN.items():
        pair.do(command)
        assert pair.compare(), what


def test_in_any_order(box: DockerSandbox, origin: Origin, tmp_path: Path) -> None:
    pair = Pair(box, origin, tmp_path)
    drawn, done = random.Random(), list[str]()
    pair.compare()
    for _ in range(20):
        what = drawn.choice(list(PLAIN))
        done.append(what)
        pair.do(f"({PLAIN[what]}) 2> /dev/null || true")
        assert pair.compare(), done


def test_now_and_then_the_archive_is_asked_again(box: DockerSandbox, origin: Origin, tmp_path: Path) -> None:
    pair = Pair(box, origin, tmp_path, drawn=0)
    assert not pair.compare()
    assert not pair.compare()


def test_what_one_sandbox_has_shown_holds_for_all_of_its_image(
    provider: DockerProvider, base_image: str, box: DockerSandbox, origin: Origin, tmp_path: Path
) -> None:
    assert not Pair(box, origin, tmp_path).compare()
    with provider.open(SandboxSpec(image=base_image, user="0:0")) as other:
        (tmp_path / "other").mkdir()
        pair = Pair(other, origin, tmp_path / "other")
        pair.do(PLAIN["an old file"])
        assert pair.compare()


def test_where_it_is_found_to_be_wrong_no_sandbox_believes_it(box: DockerSandbox, base: Tree, tmp_path: Path) -> None:
    origin = Origin(base._replace(entries=base.entries[1:]))  # as if the image had been another
    origin.proven = True
    pair = Pair(box, origin, tmp_path, drawn=0)
    assert not pair.compare()
    assert not origin.proven
    assert pair.shortcut.look() is None


@pytest.mark.parametrize("what", OTHERWISE)
def test_what_is_not_plain_is_for_the_archive(box: DockerSandbox, origin: Origin, tmp_path: Path, what: str) -> None:
    pair = Pair(box, origin, tmp_path)
    pair.compare()
    assert pair.compare()
    pair.do(OTHERWISE[what])
    assert not pair.compare()


def test_a_file_that_is_mapped_may_change_without_a_stamp(box: DockerSandbox, origin: Origin, tmp_path: Path) -> None:
    pair = Pair(box, origin, tmp_path)
    mapping = """
import mmap, time, os
with open("mapped", "wb") as f: f.write(b"a" * 4096)
time.sleep(0.5)
f = open("mapped", "r+b"); m = mmap.mmap(f.fileno(), 4096); m[0:1] = b"b"
open("/tmp/ready", "w").close()
while not os.path.exists("/tmp/again"): time.sleep(0.05)
m[0:1] = b"c"
open("/tmp/done", "w").close()
time.sleep(60)
"""
    wait = "until [ -e /tmp/{} ]; do sleep 0.05; done"
    box.put_tree({"map.py": mapping.encode()}, "/tmp")
    pair.compare()
    pair.do("(python3 /tmp/map.py > /dev/null 2>&1 &)\n" + wait.format("ready") + "\nsleep 0.5")
    assert pair.compare()
    pair.do("touch /tmp/again\n" + wait.format("done"))
    assert pair.compare()
