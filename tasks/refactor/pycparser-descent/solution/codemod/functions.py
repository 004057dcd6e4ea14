"""Stage 4: functions with many branches are taken apart."""

from pathlib import Path

from .syntax import Pieces, edit

SIMPLE = Path(__file__).parent.parent / "new" / "simple.py"
CHANGES = (
    ("_nodes.py", "Node", "show", "show _shown_attributes"),
    ("_type_generator.py", "TypeGenerator", "_generate_type", "_generate_type _declared_as _modified_by"),
    ("_building.py", "Building", "_build_declarations", "_build_declarations _name_first _built"),
)


def simplify(files: dict[str, str], new: dict[str, str]) -> None:
    """Replace methods by those of new/simple.py."""
    for file, owner, old, wanted in CHANGES:
        text = "\n\n".join(indented(written(name)) for name in wanted.split()) + "\n"
        taken = Pieces(files[file], owner).take(old)
        assert files[file].count(taken) == 1
        files[file] = files[file].replace(taken, text)
    files["_building.py"] = edit(
        files["_building.py"], r"\n\n\nclass Building", f"\n\n{written('NAMELESS')}\n\n\nclass Building"
    )


def indented(text: str) -> str:
    """The text of a method."""
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))


def written(name: str) -> str:
    """The text of a statement of new/simple.py."""
    return Pieces(SIMPLE.read_text(encoding="utf-8")).take(name).rstrip("\n")
