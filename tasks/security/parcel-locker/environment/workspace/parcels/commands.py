"""What each command does, and prints."""

from argparse import Namespace
from pathlib import Path

from parcels import container, locker, reports, retention, sync
from parcels.errors import Problem
from parcels.locker import Locker
from parcels.manifest import Manifest
from parcels.shown import amount, permissions, table
from parcels.store import Stored

ENTRY = ("mode", "size", "name")
STORED = ("id", "from", "entries", "size", "title")


def init(args: Namespace) -> int:
    locker.init(args.locker, args.name)
    print(f"locker of {args.name}")
    return 0


def key(args: Namespace) -> int:
    found = Locker(args.locker)
    if args.action == "list":
        print("".join(f"{name}\n" for name in found.ring.secrets), end="")
        return 0
    if not args.partner:
        raise Problem("whose key?")
    if args.action == "new":
        found.ring.make(args.partner)
    else:
        found.ring.add(args.partner, text_of(args.file))
    print(f"key for {args.partner}")
    return 0


def pack(args: Namespace) -> int:
    if bool(args.to) == args.draft:
        raise Problem("either --to somebody or --draft")
    made = Locker(args.locker).pack(args.folder, args.to or "", args.title, args.out)
    print(f"{made.id}: {_count(made)}, {amount(made.size)}")
    return 0


def show(args: Namespace) -> int:
    """`list`: nothing is checked, so that whatever a parcel is, one can look at it."""
    manifest = container.read(args.file).manifest
    print(f"{manifest.id} for {manifest.recipient or 'nobody'}: {manifest.title or 'no title'}")
    rows = []
    for entry in manifest.entries:
        name = {"link": f"{entry.name} -> {entry.target}", "folder": f"{entry.name}/"}.get(entry.kind, entry.name)
        rows.append((permissions(entry.mode), amount(entry.size) if entry.kind == "file" else "", name))
    print(table(ENTRY, rows, right=(1,)))
    return 0


def check(args: Namespace) -> int:
    found = Locker(args.locker)
    manifest = found.read(args.file).manifest
    by = "a draft" if manifest.draft else f"signed by {found.contacts.title(manifest.sender)}"
    print(f"{manifest.id}: {_count(manifest)}, {by}")
    return 0


def unpack(args: Namespace) -> int:
    manifest = Locker(args.locker).unpack(args.file, args.into, draft=args.draft)
    print(f"{manifest.id}: {_count(manifest)}")
    return 0


def keep(args: Namespace) -> int:
    print(f"kept {Locker(args.locker).keep(args.file).id}")
    return 0


def stored(args: Namespace) -> int:
    rows = [_row(one) for one in Locker(args.locker).store.find(args.words, args.sender)]
    if rows:
        print(table(STORED, rows, right=(2, 3)))
    return 0 if rows else 1


def forget(args: Namespace) -> int:
    store = Locker(args.locker).store
    store.remove(store.get(args.id))
    print(f"forgot {args.id}")
    return 0


def prune(args: Namespace) -> int:
    found = Locker(args.locker)
    gone = retention.prune(found.store, found.settings.keep if args.keep is None else args.keep, dry=args.dry_run)
    print("".join(f"{'would remove' if args.dry_run else 'removed'} {one.id}\n" for one in gone), end="")
    return 0


def verify(args: Namespace) -> int:
    states = [(one.id, one.state()) for one in Locker(args.locker).store]
    print("".join(f"{name}: {state}\n" for name, state in states), end="")
    return 0 if all(state == "ok" for _, state in states) else 3


def report(args: Namespace) -> int:
    template = text_of(args.template)
    print(reports.render(template, Locker(args.locker).store.find(args.words)), end="")
    return 0


def contacts(args: Namespace) -> int:
    book = Locker(args.locker).contacts
    if args.action == "export":
        print(book.text(), end="")
    elif not args.what:
        raise Problem("which one?")
    elif args.action == "remove":
        book.remove(args.what)
        print(f"removed {args.what}")
    else:
        new, changed = book.take_in(text_of(Path(args.what)))
        print(f"{new} new, {changed} changed")
    return 0


def exchange(args: Namespace) -> int:
    """`sync`."""
    if not args.folder.is_dir():
        raise Problem(f"{args.folder} is no folder")
    found = Locker(args.locker)
    known = {one.id for one in found.store}
    for name in sync.push(found.outbox, args.folder):
        print(f"sent {name}")
    for line in sync.pull(args.folder, found.settings.name, known.__contains__, found.keep):
        print(line)
    return 0


def text_of(path: Path) -> str:
    """A text file. Raises Problem where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Problem(f"cannot read {path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Problem(f"{path} is no text") from None


def _count(manifest: Manifest) -> str:
    number = len(manifest.entries)
    return f"{number} {'entry' if number == 1 else 'entries'}"


def _row(one: Stored) -> tuple[str, ...]:
    return one.id, one.sender, str(one.entries), amount(one.size), one.title
