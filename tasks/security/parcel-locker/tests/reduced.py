"""The reduced check of other harnesses: prints the share of a few attacks that fail, 0 where the visible tests do."""

import hashlib
import hmac
import json
import os
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

KEY = bytes(range(32))


def main() -> None:
    """Tests, then attacks."""
    workspace = sys.argv[1]
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    if subprocess.run(command, cwd=workspace, stdout=sys.stderr, check=False).returncode:
        print(0)
        return
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        os.environ["PYTHONPATH"] = workspace
        failed = attacks()
    print(sum(failed) / len(failed))


def attacks() -> list[bool]:
    """Whether each attack fails."""
    Path("key").write_text(KEY.hex())
    give("init", "bob")
    give("key", "add", "amy", "key")
    Path("out-2").mkdir()
    beside = sent([{"name": "../out-2/x"}])
    link = [{"name": "d/up", "kind": "link", "target": ".."}, {"name": "x", "kind": "link", "target": "d/up/.."}]
    found = [give("unpack", one, "--into", "out") in (1, 3) for one in (beside, sent(link))]
    give("unpack", sent([{"name": "bits", "mode": 0o4755}]), "--into", "out2")
    found.append(not Path("out2/bits").stat().st_mode & 0o4000)
    found.append(give("keep", sent([{"name": "a"}], seal="sha256")) in (1, 3))
    found.append(give("keep", sent([{"name": "a"}], serial=2, digits=8)) in (1, 3))
    give("keep", sent([{"name": "a"}], serial=3))
    give("forget", "amy-3")
    found.append(give("keep", sent([{"name": "a"}], serial=3)) in (1, 3))
    return found


def give(*words: str) -> int:
    """The exit code of a command."""
    argv = [sys.executable, "-B", "-m", "parcels", *words]
    return subprocess.run(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode


def sent(entries: list[dict], seal: str = "hmac-sha256", digits: int = 64, serial: int = 1) -> str:
    """A parcel of empty files."""
    packed = zlib.compress(b"")
    fields = {"kind": "file", "size": 0, "packed": len(packed), "sha256": hashlib.sha256(b"").hexdigest()}
    made = [{**fields, **entry} for entry in entries]
    line = json.dumps({"from": "amy", "to": "bob", "serial": serial, "title": "", "entries": made}).encode()
    full = hmac.new(KEY, line, "sha256") if seal.startswith("hmac") else hashlib.sha256(line)
    body = packed * sum(entry["kind"] == "file" for entry in made)
    Path("p").write_bytes(b"\n".join([b"PARCEL 1", line, f"{seal} {full.hexdigest()[:digits]}".encode(), body]))
    return "p"


if __name__ == "__main__":
    main()
