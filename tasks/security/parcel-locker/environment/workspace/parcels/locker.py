"""A locker: the folder that holds an office's settings, keys, parcels and index."""

from pathlib import Path

from parcels import container, hooks, packing, settings, unpacking
from parcels.contacts import Contacts
from parcels.errors import Problem, Refused
from parcels.keys import KeyRing, check_name
from parcels.manifest import Manifest
from parcels.store import Store, Stored

FOLDERS = ("keys", "store", "outbox")
BEGINNING = "[locker]\nname = {name}\n"


def init(root: Path, name: str) -> None:
    """Make a locker. Raises Problem where there is one."""
    check_name(name)
    if (root / settings.FILE).exists():
        raise Problem(f"there is a locker in {root} already")
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in FOLDERS:
        (root / folder).mkdir(mode=0o700, exist_ok=True)
    (root / settings.FILE).write_text(BEGINNING.format(name=name), encoding="utf-8")


class Locker:
    """An open locker. Raises Problem where there is none, or something in it is wrong."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings = settings.load(root)
        self.ring = KeyRing(root / "keys")
        self.store = Store(root, self.ring)
        self.contacts = Contacts(self.store.db)

    @property
    def outbox(self) -> Path:
        """Where parcels lie that wait for being sent."""
        return self.root / "outbox"

    def pack(self, folder: Path, recipient: str, title: str, out: Path | None) -> Manifest:
        """Make a parcel for somebody, or a draft for nobody (`recipient` is empty)."""
        key = self.ring.of(recipient) if recipient else b""
        serial = self.store.next_serial(recipient)
        plan = Manifest(self.settings.name, recipient, serial, title, not recipient, ())
        path = out or self.outbox / f"{self.settings.name}-{serial}.parcel"
        made = packing.pack(folder, self.settings, plan, key, path)
        self._tell("packed", made, path)
        return made

    def read(self, path: Path) -> container.Parcel:
        """A parcel, all of which was checked. Raises Refused where something is wrong with it."""
        parcel = container.read(path)
        unpacking.check(parcel, self.ring, self.settings)
        return parcel

    def unpack(self, path: Path, into: Path, *, draft: bool) -> Manifest:
        """Lay out what is in a parcel. Raises Refused for a draft, unless that is what is wanted."""
        parcel = container.read(path)
        contents = unpacking.check(parcel, self.ring, self.settings)
        _signed(parcel.manifest, draft=draft)
        unpacking.unpack(contents, into)
        return parcel.manifest

    def keep(self, path: Path) -> Stored:
        """Put a parcel from somebody else into the store. Raises Refused where it is not to be trusted."""
        manifest = self.read(path).manifest
        _signed(manifest, draft=False)
        if manifest.recipient != self.settings.name:
            raise Refused(f"the parcel is for {manifest.recipient}")
        one = self.store.add(manifest, path)
        self._tell("kept", manifest, one.path)
        return one

    def _tell(self, event: str, manifest: Manifest, path: Path) -> None:
        if event not in self.settings.hooks:
            return
        values = {"id": manifest.id, "from": manifest.sender, "title": manifest.title, "file": str(path)}
        print(hooks.run(self.settings.hooks[event], values), end="")


def _signed(manifest: Manifest, *, draft: bool) -> None:
    if manifest.draft and not draft:
        raise Refused("this is a draft: nobody has signed it")
