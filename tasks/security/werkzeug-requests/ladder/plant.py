"""Plant the first N defects in the reference: `python3 /ladder/plant.py N`, in the workspace.

Fixes half done, as a hurried audit leaves them, and at last one that goes too far."""

import sys
from pathlib import Path

DEFECTS = [
    # Digits of other scripts are refused, signs and underscores are not.
    ("werkzeug/_bounds.py", '_number_re = re.compile(r"-?[0-9]+")', '_number_re = re.compile(r"[-+]?[0-9_]+")'),
    # The port is looked at, the name before it is not.
    ("werkzeug/_bounds.py", "    if _host_name_re.fullmatch(name) is None:", "    if not name:"),
    # Patterns are text again, numbers that show themselves otherwise are not.
    ("werkzeug/debug/repr.py", "html.escape(repr(obj), quote=False)", "repr(obj)"),
    # What a body of unknown length may have is only held for forms.
    ("werkzeug/wrappers/request.py", "        if length is None:\n", "        if length is None and \"form\" in self.mimetype:\n"),
    # A port is refused altogether.
    ("werkzeug/_bounds.py", "(?::[0-9]*)?", ""),
]


def main() -> None:
    """Apply each edit, exactly once."""
    for name, old, new in DEFECTS[: int(sys.argv[1])]:
        path = Path(name)
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name}: {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")


if __name__ == "__main__":
    main()
