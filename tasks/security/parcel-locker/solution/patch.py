"""Close flaws of parcels: `python3 patch.py NAME...`, in the workspace. Each name is a list of edits below."""

import sys
from pathlib import Path

RESOLVED = Path(__file__).with_name("resolved.part").read_text()

EDITS = {
    "neighbours": [
        (
            "parcels/unpacking.py",
            """    if not path.startswith(root):
""",
            """    if os.path.commonpath([root, path]) != root:
""",
        )
    ],
    "links": [
        ("parcels/unpacking.py", "import Sequence\n", "import Mapping, Sequence\n"),
        ("parcels/unpacking.py", "import Settings\n", "import Settings\n\nMAX_LINKS = 40\n"),
        (
            "parcels/unpacking.py",
            """    places = [(entry, content, _place(into, entry)) for entry, content in contents]
""",
            """    links: dict[str, str] = {}
    places = [(entry, content, _place(into, entry, links)) for entry, content in contents]
    for name in links:
        _resolved(into, name, links, name)
""",
        ),
        (
            "parcels/unpacking.py",
            """                path.write_bytes(content)
""",
            """                if path.is_symlink():
                    path.unlink()
                path.write_bytes(content)
""",
        ),
        (
            "parcels/unpacking.py",
            """def _place(into: Path, entry: Entry) -> Path:
    \"\"\"Where an entry goes. Raises Refused where that, or what a link is about, is outside of the folder.\"\"\"
    path = _inside(into, entry.name, entry)
    if entry.kind == "link":
        if entry.target.startswith("/"):
            raise Refused(f"{entry.name} leads out of the folder")
        _inside(into, os.path.join(os.path.dirname(entry.name), entry.target), entry)
    return path
""",
            """def _place(into: Path, entry: Entry, links: dict[str, str]) -> Path:
    \"\"\"Where an entry goes; `links` are those of the entries before it, to which it is added.

    Raises Refused where that, or what a link is about, is outside of the folder, however one gets there.\"\"\"
    path = _inside(into, entry.name, entry)
    name = os.path.relpath(path, os.path.abspath(into))
    own = "/".join([*_resolved(into, os.path.dirname(name), links, entry.name), os.path.basename(name)])
    if entry.kind == "folder":
        _resolved(into, name, links, entry.name)
        return path
    links[own] = ""
    if entry.kind == "link":
        if entry.target.startswith("/"):
            raise Refused(f"{entry.name} leads out of the folder")
        _resolved(into, os.path.join(os.path.dirname(own), entry.target), links, entry.name)
        links[own] = entry.target
    return path
"""
            + RESOLVED,
        ),
    ],
    "bits": [
        ("parcels/unpacking.py", "path.chmod(entry.mode & ~0o022)", "path.chmod(entry.mode & 0o755)"),
        ("parcels/unpacking.py", "path.chmod(mode & ~0o022)", "path.chmod(mode & 0o755)"),
    ],
    "bombs": [
        (
            "parcels/container.py",
            """    try:
        content = zlib.decompress(packed)
    except zlib.error:
        raise Refused(f"{entry.name} is damaged") from None
    if hashlib""",
            """    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(packed, entry.size + 1)
    except zlib.error:
        raise Refused(f"{entry.name} is damaged") from None
    if len(content) > entry.size:
        raise Refused(f"{entry.name} is larger than the manifest says")
    if not unpacker.eof:
        raise Refused(f"{entry.name} is damaged")
    if len(content) < entry.size:
        raise Refused(f"{entry.name} is smaller than the manifest says")
    if hashlib""",
        )
    ],
    "algorithms": [
        (
            "parcels/unpacking.py",
            """    key = b"" if manifest.draft""",
            """    if manifest.draft != (parcel.algorithm == signing.DRAFT):
        raise Refused("a checksum is no signature")
    key = b"" if manifest.draft""",
        )
    ],
    "digits": [("parcels/signing.py", "wanted[: len(signature)].encode()", "wanted.encode()")],
    "replays": [
        (
            "parcels/store.py",
            "CREATE TABLE IF NOT EXISTS sent (",
            """CREATE TABLE IF NOT EXISTS seen (sender TEXT PRIMARY KEY, serial INTEGER NOT NULL);
INSERT OR IGNORE INTO seen SELECT sender, max(serial) FROM parcels GROUP BY sender;
CREATE TABLE IF NOT EXISTS sent (""",
        ),
        (
            "parcels/store.py",
            "The highest serial of a sender; 0 if there is none.",
            "The highest serial that was ever kept from a sender; 0 if there is none.",
        ),
        ("parcels/store.py", "SELECT max(serial) FROM parcels WHERE sender", "SELECT serial FROM seen WHERE sender"),
        ("parcels/store.py", "return int(row[0] or 0)", "return int(row[0]) if row else 0"),
        (
            "parcels/store.py",
            """        self.db.execute("INSERT INTO parcels""",
            """        self.db.execute("INSERT OR REPLACE INTO seen VALUES (?, ?)", (manifest.sender, manifest.serial))
        self.db.execute("INSERT INTO parcels""",
        ),
    ],
    "words": [
        ("parcels/hooks.py", "import re\nimport subprocess\n", "import re\nimport shlex\nimport subprocess\n"),
        ("parcels/hooks.py", "return quoted(values", "return shlex.quote(values"),
        (
            "parcels/hooks.py",
            """

def quoted(text: str) -> str:
    \"\"\"A text as one word of the shell.\"\"\"
    return '"' + text.replace('"', '\\\\"') + '"'
""",
            "",
        ),
    ],
    "options": [("parcels/filters.py", "[*words, path.name],", '[*words, f"./{path.name}"],')],
    "templates": [
        (
            "parcels/reports.py",
            "from collections.abc import Sequence\n",
            "from collections.abc import Mapping, Sequence\nfrom string import Formatter\nfrom typing import Any\n",
        ),
        (
            "parcels/reports.py",
            """RULE = "---"
""",
            '''RULE = "---"
FIELDS = ("id", "sender", "title", "serial", "entries", "size")


class Places(Formatter):
    """Fills in what a template may name, and nothing that can be reached from there."""

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        """What a place stands for. Raises KeyError for any that a template may not name."""
        return kwargs[field_name], field_name
''',
        ),
        (
            "parcels/reports.py",
            "        rows = [line.format(p=one, n=number) for number, one in enumerate(parcels, 1) for line in row]\n",
            """        rows = [
            Places().vformat(line, (), {f"p.{name}": getattr(one, name) for name in FIELDS} | {"n": number})
            for number, one in enumerate(parcels, 1)
            for line in row
        ]
""",
        ),
    ],
    "terminals": [
        (
            "parcels/shown.py",
            """import re
from collections.abc import Iterable, Sequence

CONTROL = re.compile(r"[\\x00-\\x1f]")
""",
            "from collections.abc import Iterable, Sequence\n\n",
        ),
        (
            "parcels/shown.py",
            """    return CONTROL.sub("?", text)
""",
            """    return "".join(letter if letter.isprintable() else "?" for letter in text)
""",
        ),
        ("parcels/commands.py", "import amount, permissions", "import amount, clean, permissions"),
        (
            "parcels/commands.py",
            """    print(f"{manifest.id} for {manifest.recipient or 'nobody'}: {manifest.title or 'no title'}")
""",
            """    print(clean(f"{manifest.id} for {manifest.recipient or 'nobody'}: {manifest.title or 'no title'}"))
""",
        ),
        (
            "parcels/commands.py",
            """    print(f"{manifest.id}: {_count(manifest)}, {by}")
""",
            """    print(clean(f"{manifest.id}: {_count(manifest)}, {by}"))
""",
        ),
        (
            "parcels/commands.py",
            """    print(f"{manifest.id}: {_count(manifest)}")
    return 0
""",
            """    print(clean(f"{manifest.id}: {_count(manifest)}"))
    return 0
""",
        ),
        (
            "parcels/commands.py",
            """found.keep):
        print(line)
""",
            """found.keep):
        print(clean(line))
""",
        ),
        (
            "parcels/reports.py",
            "from parcels.store import Stored\n",
            "from parcels.shown import clean\nfrom parcels.store import Stored\n",
        ),
        (
            "parcels/reports.py",
            "getattr(one, name) for name in FIELDS}",
            "_shown(getattr(one, name)) for name in FIELDS}",
        ),
        (
            "parcels/reports.py",
            """

def render(""",
            """

def _shown(value: str | int) -> str | int:
    return clean(value) if isinstance(value, str) else value


def render(""",
        ),
        ("parcels/cli.py", "import Problem\n", "import Problem\nfrom parcels.shown import clean\n"),
        (
            "parcels/cli.py",
            """print(f"parcels: {error}", file""",
            """print(clean(f"parcels: {error}"), file""",
        ),
    ],
    "keys": [
        (
            "parcels/keys.py",
            """    if path.stat().st_mode & stat.S_IROTH:
        raise Problem(f"others may read the key""",
            """    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Problem(f"others may read the key""",
        )
    ],
    "parts": [
        ("parcels/sync.py", "import os\nimport shutil\n", "import os\nimport secrets\n"),
        (
            "parcels/sync.py",
            """        part = folder / f"{source.name}.part"
        shutil.copyfile(source, part)
""",
            """        part = folder / f"{source.name}.{secrets.token_hex(8)}.part"
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        with os.fdopen(descriptor, "wb") as file:
            file.write(source.read_bytes())
""",
        ),
    ],
}


def main() -> None:
    """Make each edit, exactly once."""
    for name in sys.argv[1:]:
        for file, old, new in EDITS[name]:
            path = Path(file)
            text = path.read_text()
            assert text.count(old) == 1, f"{file}: {old!r}"
            path.write_text(text.replace(old, new))


if __name__ == "__main__":
    main()
