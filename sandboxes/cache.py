"""The cache: what meltbench keeps on this machine and shares between runs (downloads, base trees, logs, locks).

Everything in it can be deleted while nothing runs; it is then made again. The one exception in spirit is the
installation id: with it goes the knowledge of which containers and images on a shared engine were ours."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from sandboxes.errors import UserError
from sandboxes.owner import is_alive, this_process

ENVIRONMENT = "MELTBENCH_CACHE"
"""Names another cache directory."""
OWNER_SEPARATOR = "."


def cache_dir(*names: str) -> Path:
    """The cache directory, or a directory inside it, created if need be. Raises UserError where it cannot be."""
    configured = os.environ.get(ENVIRONMENT)
    root = Path(configured).expanduser().absolute() if configured else platformdirs.user_cache_path("meltbench")
    directory = root.joinpath(*names)
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"cannot create the cache directory ({error.strerror})",
            where=str(directory),
            mend=f"Name a writable directory in {ENVIRONMENT}",
        ) from error
    return directory


def installation_id() -> str:
    """Twelve hex digits that tell this cache's owner from others on the same engine; drawn once and kept."""
    kept = cache_dir() / "installation"
    if not kept.exists():
        drawn = write_atomically(kept.with_name(f"installation{OWNER_SEPARATOR}{this_process()}"), secrets.token_hex(6))
        try:
            # A link, unlike a rename, fails where somebody else was faster: all then read the same id.
            os.link(drawn, kept)
        except FileExistsError:
            pass
        finally:
            drawn.unlink(missing_ok=True)
    return kept.read_text(encoding="ascii").strip()


def write_atomically(path: Path, content: str) -> Path:
    """Write a text file so that a reader sees the old content or the new, never a part; returns `path`."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as sink:
            sink.write(content)
            sink.flush()
            os.fsync(sink.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return path


@contextmanager
def scratch() -> Iterator[Path]:
    """A new directory on the cache's file system, removed at the end; named after this process for `sweep_scratch`."""
    directory = Path(tempfile.mkdtemp(prefix=f"{this_process()}{OWNER_SEPARATOR}", dir=cache_dir("scratch")))
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def sweep_scratch() -> list[Path]:
    """Remove the scratch directories of processes that no longer run; returns what was removed."""
    dead = [d for d in cache_dir("scratch").iterdir() if not is_alive(d.name.partition(OWNER_SEPARATOR)[0])]
    for directory in dead:
        shutil.rmtree(directory, ignore_errors=True)
    return [d for d in dead if not d.exists()]
