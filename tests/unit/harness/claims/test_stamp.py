"""What proves that a claim was made before a run: real commits, and a real time stamp authority of openssl's."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from dulwich import porcelain
from typer.testing import CliRunner

from harness.claims.check import check
from harness.claims.claim import load_claim
from harness.claims.stamp import keep_token, on_record
from harness.cli.main import app
from harness.records import ClaimEntry
from harness.reports.claims import lines
from harness.store import RunStore
from sandboxes.errors import UserError
from tests.unit.harness.contrast.made import CODE, finished, record, spec

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
TEXT = 'says = "x"\nsource = "y"\nquantity = "score"\nat_most = 0.5\n'
CONFIG = """[tsa]
default_tsa = own
[own]
serial = {0}/serial
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
"""


def committed(root: Path, text: str = TEXT, when: datetime = NOON) -> Path:
    """A claim in a repository, in a folder of it."""
    file = root / "claims" / "mine.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    if not (root / ".git").exists():
        porcelain.init(str(root)).close()
    porcelain.add(str(root), [str(file)])
    who, at = b"Nobody <nobody@example.org>", int(when.timestamp())
    porcelain.commit(
        str(root), message=b"claim", author=who, committer=who, commit_timestamp=at, author_timestamp=at, sign=False
    )
    return file


def run_with(root: Path, entries: tuple[ClaimEntry, ...], created: datetime = NOON + timedelta(hours=1)) -> RunStore:
    store = finished(root, [record(spec(CODE, "oracle"), 1.0)])
    run = store.run().model_copy(update={"claims": entries, "created": created.isoformat()})
    (store.root / "run.json").write_text(run.model_dump_json())
    return RunStore.open(store.root)


def said(file: Path, store: RunStore) -> str:
    return check(file, [store]).stamps[store.run().id]


def test_a_commit_that_has_the_claim_is_looked_up_again(tmp_path: Path) -> None:
    file = committed(tmp_path / "repository")
    (entry,) = on_record([file], "git:HEAD")
    assert (entry.path, entry.committed) == ("claims/mine.toml", NOON.isoformat())
    store = run_with(tmp_path / "run", (entry,))
    assert said(file, store).startswith(f"verified: in commit {entry.commit[:12]} of 2026-01-01T12:00:00+00:00, before")
    assert any("verified: in commit" in line for line in lines(check(file, [store])))
    # Bent since: what the run has on record is still in the commit.
    file.write_text(TEXT.replace("0.5", "0.9"))
    told = check(file, [store])
    assert told.registered == {store.run().id: "changed"}
    assert said(file, store).startswith("verified")


def test_without_the_repository_it_is_not_verified(tmp_path: Path) -> None:
    file = committed(tmp_path / "repository")
    store = run_with(tmp_path / "run", on_record([file], "git:HEAD"))
    alone = tmp_path / "elsewhere" / "mine.toml"
    alone.parent.mkdir()
    alone.write_text(TEXT)
    assert said(alone, store).startswith("not verified here")
    other = committed(tmp_path / "another", when=NOON - timedelta(days=1))
    assert said(other, store).startswith("not verified here")


def test_a_stamp_that_was_made_up_does_not_hold(tmp_path: Path) -> None:
    file = committed(tmp_path / "repository")
    (entry,) = on_record([file], "git:HEAD")
    forged = {
        "run": entry.model_copy(update={"sha256": "0" * 64}),
        "path": entry.model_copy(update={"path": "claims/other.toml"}),
        "date": entry.model_copy(update={"committed": (NOON - timedelta(days=9)).isoformat()}),
    }
    for name, one in forged.items():
        assert said(file, run_with(tmp_path / name, (one,))).startswith("does not hold"), name
    late = run_with(tmp_path / "late", (entry,), created=NOON - timedelta(seconds=1))
    assert said(file, late).startswith("does not hold")


def test_a_commit_without_the_claim_as_it_is_stops_the_run(tmp_path: Path) -> None:
    file = committed(tmp_path / "repository")
    file.write_text(TEXT.replace("0.5", "0.9"))
    with pytest.raises(UserError, match="says something else"):
        on_record([file], "git:HEAD")
    new = file.with_name("new.toml")
    new.write_text(TEXT)
    with pytest.raises(UserError, match="is not there"):
        on_record([new], "git:HEAD")
    with pytest.raises(UserError, match="no commit nonsense"):
        on_record([file], "git:nonsense")
    with pytest.raises(UserError, match="no commit HEAD"):
        on_record([_outside(tmp_path)], "git:HEAD")
    tomorrow = committed(tmp_path / "ahead", when=datetime.now(UTC) + timedelta(days=1))
    with pytest.raises(UserError, match="of the future"):
        on_record([tomorrow], "git:HEAD")


def _outside(root: Path) -> Path:
    file = root / "alone.toml"
    file.write_text(TEXT)
    return file


def test_a_text_proves_nothing_and_says_so(tmp_path: Path) -> None:
    file = _outside(tmp_path)
    store = run_with(tmp_path / "run", on_record([file], "told a friend"))
    assert said(file, store) == "stamp “told a friend”: unverified"
    assert not check(file, [run_with(tmp_path / "bare", on_record([file]))]).stamps


def openssl(*arguments: str, cwd: Path) -> str:
    done = subprocess.run(["openssl", *arguments], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    """Of time stamps, with a certificate that it gave itself."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl")
    root = tmp_path / "authority"
    root.mkdir()
    (root / "serial").write_text("01\n")
    (root / "tsa.cnf").write_text(CONFIG.format(root))
    made = "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out AUTHORITY.pem -subj /CN=time -days 2"
    openssl(*made.split(), "-addext", "extendedKeyUsage=critical,timeStamping", cwd=root)
    return root


def time_stamp(authority: Path, digest: str) -> Path:
    openssl(*f"ts -query -sha256 -digest {digest} -cert -out query.tsq".split(), cwd=authority)
    told = "ts -reply -config tsa.cnf -queryfile query.tsq -signer AUTHORITY.pem -inkey key.pem -out mine.tsr"
    openssl(*told.split(), cwd=authority)
    return authority / "mine.tsr"


def test_a_time_stamp_is_kept_and_the_command_shown_verifies_it(authority: Path, tmp_path: Path) -> None:
    file = _outside(tmp_path)
    digest = CliRunner().invoke(app, ["claim", "digest", str(file)]).stdout.split()[0]
    token = str(time_stamp(authority, digest))
    store = run_with(tmp_path / "run", on_record([file], token))
    keep_token(store, token)
    told = said(file, store)
    assert told.startswith("not verified here")
    command = told.split("`")[1].split()
    assert "Verification: OK" in openssl(*command[1:], cwd=authority)
    # Another token in its place is none of this claim.
    (store.root / "claims" / "alone.tsr").write_bytes(time_stamp(authority, "0" * 64).read_bytes())
    assert said(file, store).startswith("does not hold")


def test_a_time_stamp_of_something_else_stops_the_run(authority: Path, tmp_path: Path) -> None:
    file = _outside(tmp_path)
    with pytest.raises(UserError, match=f"is no time stamp of {load_claim(file).digest}"):
        on_record([file], str(time_stamp(authority, "0" * 64)))
    with pytest.raises(UserError, match="one time stamp for several claims"):
        on_record([file, file], "mine.tsr")
    with pytest.raises(UserError, match="cannot be read"):
        on_record([file], str(tmp_path / "none.tsr"))
