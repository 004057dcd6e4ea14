"""What the cases of xmltodict call. Holds no expected value."""

import importlib
import io

import xmltodict


def every_module(names):
    """Import each module; an annotation that cannot be evaluated raises here."""
    return [importlib.import_module(name).__name__ for name in names]


def each(name, calls):
    """The results of many calls of one function of this file, or what they raise."""
    seen = []
    for given in calls:
        try:
            seen.append(globals()[name](*given))
        except Exception as problem:
            seen.append(["raised", type(problem).__name__, str(problem)])
    return seen


def number(path, key, value):
    """A postprocessor that makes numbers."""
    try:
        return f"{key}:int", int(value)
    except (TypeError, ValueError):
        return key, value


def quiet(path, key, value):
    """A postprocessor that leaves things out."""
    return None if key.lstrip("@") in ("b", "id") else (f"{len(path)}{key}", value)


def upper(key, value):
    """A preprocessor that renames, and leaves out."""
    return None if key == "drop" else (key.upper(), value)


def deep(path, key, value):
    """A force_list that looks at the path."""
    return len(path) > 1 and key != "c"


class Sorted(dict):
    """A dictionary of another type."""

    def __repr__(self):
        return f"Sorted({sorted(self.items(), key=repr)})"


FUNCTIONS = {"number": number, "quiet": quiet, "upper": upper, "deep": deep, "Sorted": Sorted, "str": str}


def plain(options):
    """Options as JSON has them, names of functions (and tuples) put in."""
    named = ("postprocessor", "preprocessor", "force_list", "dict_constructor")
    made = {}
    for name, value in options.items():
        if name in named and isinstance(value, str):
            value = FUNCTIONS[value]
        made[name] = tuple(value) if name == "force_list" and isinstance(value, list) else value
    return made


def read(text, options, how="text"):
    """Parse a document, given in one of many ways; the result's repr shows types and order."""
    given = {
        "text": lambda: text,
        "bytes": lambda: text.encode(options.get("encoding") or "utf-8"),
        "file": lambda: io.BytesIO(text.encode()),
        "generator": lambda: (text[at : at + 7] for at in range(0, len(text), 7)),
        "none": lambda: None,
    }[how]()
    return repr(xmltodict.parse(given, **plain(options)))


def stream(text, options, stop=None):
    """Items as the callback sees them."""
    seen = []

    def keep(path, item):
        seen.append(repr((path, item)))
        return len(seen) != stop

    try:
        seen.append(repr(xmltodict.parse(text, item_callback=keep, **plain(options))))
    except xmltodict.ParsingInterrupted as problem:
        seen.append(f"interrupted {problem}")
    return seen


def number_of(value):
    """Values that JSON lacks."""
    if isinstance(value, dict) and "special" in value:
        return {"tuple": (1, "x"), "generator": (n for n in (1, 2)), "bytes": b"b", "set": {5}}[value["special"]]
    if isinstance(value, dict):
        return {key: number_of(inner) for key, inner in value.items()}
    return [number_of(inner) for inner in value] if isinstance(value, list) else value


def write(tree, options, into="text"):
    """Emit a document."""
    tree, options = number_of(tree), plain(options)
    if into == "text":
        return xmltodict.unparse(tree, **options)
    output = io.StringIO() if into == "file" else io.BytesIO()
    answer = xmltodict.unparse(tree, output=output, **options)
    return [answer, repr(output.getvalue())]


def there_and_back(text, options):
    """Parsed, written, parsed again."""
    once = xmltodict.parse(text, **options)
    again = xmltodict.unparse(once)
    return [again, repr(xmltodict.parse(again, **options))]
