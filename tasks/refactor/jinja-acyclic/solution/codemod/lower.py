"""Stage 2: exceptions, utilities and nodes know nothing of what stands above them."""

from pathlib import Path

from .statements import Statements, edit

NEW = Path(__file__).parent.parent / "new"
MARKS = "from ._marks import "
EDITS = (
    ("utils.py", r"    from \.runtime import Undefined\n\n(    return isinstance\(obj, Undefined)", r"\1Mark"),
    (
        "utils.py",
        r"    from \.environment import _spont.*?_lexer_cache\.clear\(\)\n",
        "    for cache in clearable_caches:\n        cache.clear()\n",
    ),
    ("utils.py", r"(from markupsafe import Markup\n)", rf"\1\n{MARKS}clearable_caches\n{MARKS}UndefinedMark\n"),
    ("exceptions.py", r"\n            from \.runtime import Undefined\n(?=\n +if)", ""),
    ("exceptions.py", r"            from \.runtime import Undefined\n\n", ""),
    ("exceptions.py", r"(?s)\A", MARKS + "UndefinedMark\n\n"),
    ("exceptions.py", r"isinstance\(name, Undefined\)(?=:\n +name\._fail)", "isinstance(name, UndefinedMark)"),
    ("exceptions.py", r"isinstance\(name, Undefined\)", "isinstance(name, UndefinedMark)"),
    ("runtime.py", r"class Undefined:", "class Undefined(UndefinedMark):"),
    ("runtime.py", r"(?=from \.exceptions import TemplateNotFound)", f"{MARKS}UndefinedMark\n"),
    ("lexer.py", r"= LRUCache\(50\)", "= clearable(LRUCache(50))"),
    ("lexer.py", r"(?=from \.exceptions)", f"{MARKS}clearable\n"),
    ("environment.py", r"= LRUCache\(10\)", "= clearable(LRUCache(10))"),
    ("environment.py", r"(?=from \.compiler import CodeG)", f"{MARKS}clearable\n"),
    ("debug.py", r"from \. import Temp", "from .exceptions import Temp"),
    ("nodes.py", r"        from \.compiler import has_safe_repr\n\n", ""),
    ("nodes.py", r"(from markupsafe import Markup\n)", r"\1\nfrom .utils import has_safe_repr\n"),
    ("compiler.py", r"        from \.runtime import exported\n\n", ""),
    (
        "compiler.py",
        r"(from \.utils import concat\n)",
        r"from .runtime import exported\n\1from .utils import has_safe_repr  # noqa: F401\n",
    ),
)


def untie_the_lower(files: dict[str, str]) -> None:
    """Turn the imports that lead up around."""
    compiler = Statements(files["compiler.py"])
    moved = compiler.take("has_safe_repr")
    files["compiler.py"] = compiler.rest()
    for name, pattern, replacement in EDITS:
        files[name] = edit(files[name], pattern, replacement)
    files["utils.py"] = edit(files["utils.py"], r"(?=def open_if_exists)", moved.replace("\\", r"\\") + "\n\n")
    files["_marks.py"] = (NEW / "_marks.py").read_text(encoding="utf-8")
