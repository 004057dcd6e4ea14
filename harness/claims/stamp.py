"""What proves that a claim was made before a run: a commit that has it, or a time stamp (RFC 3161) of its digest."""

import shlex
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from dulwich.errors import NotGitRepository
from dulwich.object_store import tree_lookup_path
from dulwich.objects import Blob
from dulwich.objectspec import parse_commit
from dulwich.repo import Repo
from pydantic import ValidationError

from harness.claims.claim import Claim, claim_file, load_claim
from harness.records import ClaimEntry, RunRecord
from harness.store import RunStore
from sandboxes.errors import UserError

GIT, TOKEN = "git:", ".tsr"
TOKENS = "claims"
"""Where a run keeps time stamps."""
SHOWN = 12
"""Characters of a commit's id."""


def on_record(files: Sequence[Path], stamp: str = "") -> tuple[ClaimEntry, ...]:
    """Claim files as a run keeps them, with `git:REV`, a time stamp's file or a text that says when they were made.
    Raises UserError for a claim that is wrong, and for a stamp that is not of it as it is."""
    claims = [(file, load_claim(file)) for file in map(claim_file, files)]
    if stamp.endswith(TOKEN) and len(claims) > 1:
        raise UserError("one time stamp for several claims", where=stamp, mend="Give one --claim with it")
    return tuple(_entry(file, claim, stamp) for file, claim in claims)


def keep_token(store: RunStore, stamp: str) -> None:
    """Put a time stamp into the run that has claims by it."""
    for entry in store.run().claims:
        if entry.token:
            kept = store.root / entry.token
            kept.parent.mkdir(exist_ok=True)
            kept.write_bytes(Path(stamp).read_bytes())


def _entry(file: Path, claim: Claim, stamp: str) -> ClaimEntry:
    entry = ClaimEntry(name=file.stem, sha256=claim.digest, stamp=stamp)
    if stamp.startswith(GIT):
        return _committed(entry, file, stamp.removeprefix(GIT))
    if not stamp.endswith(TOKEN):
        return entry
    try:
        token = Path(stamp).read_bytes()
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror}", where=stamp, mend="Give a time stamp's file") from error
    if bytes.fromhex(claim.digest) not in token:
        raise UserError(
            f"is no time stamp of {claim.digest}",
            where=stamp,
            mend=f"Stamp what `meltbench claim digest {file}` prints",
        )
    return entry.model_copy(update={"token": f"{TOKENS}/{file.stem}{TOKEN}"})


def _committed(entry: ClaimEntry, file: Path, revision: str) -> ClaimEntry:
    try:
        with Repo.discover(str(file.resolve().parent)) as repository:
            path = file.resolve().relative_to(Path(repository.path).resolve()).as_posix()
            commit = parse_commit(repository, revision.encode())
            digest = _digest_in(repository, commit.id, path)
    except (NotGitRepository, KeyError, ValueError) as error:
        mend = "Name a commit of the repository that the claim's file lies in"
        raise UserError(f"no commit {revision}", where=str(file), mend=mend) from error
    short, date = commit.id.decode()[:SHOWN], datetime.fromtimestamp(commit.commit_time, UTC)
    if digest != entry.sha256:
        what = "says something else" if digest else "is not there"
        raise UserError(f"{what} in commit {short}", where=str(file), mend="Commit the claim as it is, and name that")
    if date > datetime.now(UTC):
        raise UserError(f"commit {short} is of the future ({date.isoformat()})", where=str(file), mend="Set the clock")
    return entry.model_copy(update={"commit": commit.id.decode(), "committed": date.isoformat(), "path": path})


def _digest_in(repository: Repo, commit: bytes, path: str) -> str:
    """Of the claim that a commit has at a path; empty where there is none. Raises KeyError without such a commit."""
    tree = parse_commit(repository, commit).tree
    try:
        _, found = tree_lookup_path(repository.object_store.__getitem__, tree, path.encode())
        blob = repository.object_store[found]
        assert isinstance(blob, Blob)
        return Claim.model_validate(tomllib.loads(blob.data.decode())).digest
    except (KeyError, ValueError, AssertionError, ValidationError):
        return ""


def stamped(entry: ClaimEntry, run: RunRecord, root: Path, file: Path | None) -> str:
    """What a run's stamp of a claim is worth, a phrase: `file` is the claim's as it is here, `root` the run's."""
    if entry.commit:
        return _looked_up(entry, run, file)
    if entry.token:
        return _token(entry, root)
    return f"stamp “{entry.stamp}”: unverified" if entry.stamp else ""


def _looked_up(entry: ClaimEntry, run: RunRecord, file: Path | None) -> str:
    which = f"commit {entry.commit[:SHOWN]} of {entry.committed}"
    try:
        with Repo.discover(str((file or Path()).resolve().parent)) as repository:
            commit = parse_commit(repository, entry.commit.encode())
            digest = _digest_in(repository, commit.id, entry.path)
    except (NotGitRepository, KeyError, ValueError):
        return f"not verified here: {which} is in no repository around the claim's file"
    date = datetime.fromtimestamp(commit.commit_time, UTC)
    if digest != entry.sha256:
        return f"does not hold: {which} has another claim, or none, at {entry.path}"
    if date.isoformat() != entry.committed or date > datetime.fromisoformat(run.created):
        return f"does not hold: commit {entry.commit[:SHOWN]} is of {date.isoformat()}, the run of {run.created}"
    return f"verified: in {which}, before the run (dates of commits are their committer's word)"


def _token(entry: ClaimEntry, root: Path) -> str:
    file = root / entry.token
    if not file.is_file() or bytes.fromhex(entry.sha256) not in file.read_bytes():
        return f"does not hold: {file} is no time stamp of {entry.sha256}"
    command = f"openssl ts -verify -digest {entry.sha256} -in {shlex.quote(str(file))} -CAfile AUTHORITY.pem"
    return f"not verified here: it has a time stamp, which `{command}` verifies and `openssl ts -reply -text -in` dates"
