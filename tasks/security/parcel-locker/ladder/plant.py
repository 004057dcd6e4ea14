"""Plant the first N defects in the reference: `python3 /ladder/plant.py N`, in the workspace.

Fixes half done, as a hurried audit leaves them, and at last one that goes too far."""

import sys
from pathlib import Path

DEFECTS = [
    # Only the bit that everybody knows.
    ("parcels/unpacking.py", "path.chmod(entry.mode & 0o755)", "path.chmod(entry.mode & 0o3755)"),
    # Compared from the beginning, as far as there are digits, once there are enough.
    (
        "parcels/signing.py",
        "wanted.encode()",
        "(wanted[: len(signature)] if len(signature) >= 32 else wanted).encode()",
    ),
    # What is no longer there is no longer known, if nothing of the sender is left.
    (
        "parcels/store.py",
        '        self.db.execute("DELETE FROM parcels WHERE sender = ? AND serial = ?", (one.sender, one.serial))\n',
        '        self.db.execute("DELETE FROM parcels WHERE sender = ? AND serial = ?", (one.sender, one.serial))\n'
        '        self.db.execute("DELETE FROM seen WHERE sender NOT IN (SELECT sender FROM parcels)")\n',
    ),
    # Long options alone.
    ("parcels/filters.py", 'f"./{path.name}"', 'f"./{path.name}" if path.name.startswith("--") else path.name'),
    # Names that merely begin with two dots are refused.
    ("parcels/unpacking.py", "if os.path.commonpath([root, path]) != root:", 'if os.path.commonpath([root, path]) != root or name.startswith(".."):'),
]


def main() -> None:
    """Apply each edit, exactly once."""
    for name, old, new in DEFECTS[: int(sys.argv[1])]:
        path = Path(name)
        text = path.read_text()
        assert text.count(old) == 1, f"{name}: {old!r}"
        path.write_text(text.replace(old, new))


if __name__ == "__main__":
    main()
