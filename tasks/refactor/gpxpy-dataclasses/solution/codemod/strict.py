"""Stage 4: what mypy still finds in strict mode."""

from .statements import edit

EDITS = {
    "utils.py": (
        (
            r"def total_seconds\(timedelta: mod_datetime\.timedelta\) -> float:",
            """@overload
def total_seconds(timedelta: mod_datetime.timedelta) -> float: ...

@overload
def total_seconds(timedelta: None) -> None: ...

def total_seconds(timedelta: Optional[mod_datetime.timedelta]) -> Optional[float]:""",
        ),
        (r"List, Optional, cast\n", "List, Optional, Union, overload\n"),
    ),
    "gpxfield.py": (
        (r"(def gpx_fields_to_xml\(instance: Any, tag:) str,", r"\1 Optional[str],"),
        (r"node_path: List\[Union\[str, int\]\]", "node_path: List[Optional[Element]]"),
        (r"cast\(str, current_node\)\.find", "current_node.find"),
        (r"(class_or_instance: Any, node:) str,", r"\1 Element,"),
        (
            r"    if mod_inspect\.isclass\(class_or_instance\):\n.*?result = class_or_instance\n\n",
            (
                "    result: Any = class_or_instance() if mod_inspect.isclass(class_or_instance)"
                " else class_or_instance\n\n"
            ),
        ),
        (r"(def gpx_check_slots_and_default_values\(classs:) Callable\[\[\], Any\]", r"\1 Any"),
        (r" # type: ignore", ""),
        (r"def from_xml\(self, node: Any,", "def from_xml(self, node: Element,"),
        (r"from typing import \*\n", "from typing import *\nfrom xml.etree.ElementTree import Element\n"),
        (r"    GPXField as GPXField,\n", "    GPXField as GPXField,\n    NO_TAG,\n"),
        (r"tag: Optional\[str\] = None\n    is_list", "tag: str = NO_TAG\n    is_list"),
    ),
    "simple_fields.py": (
        (
            r"\n\n\n(?=class AbstractGPXField)",
            """

# How a tag that is not given looks in a signature; __post_init__ makes the name of it.
NO_TAG = cast(str, None)


""",
        ),
        (r"(import Any, .*?Union)\n", r"\1, cast\n"),
        (r"(class GPXEmailField.*?tag:) Optional\[str\] = None\n", r"\1 str = NO_TAG\n"),
        (r"(class GPXExtensionsField.*?tag:) Optional\[str\] = None\n", r"\1 str = NO_TAG\n"),
        (r"(__node = node\.find\()self\.tag\)", r"\1cast(str, self.tag))"),
        (r"to_xml\(self\.tag, content=value, escape=True", "to_xml(cast(str, self.tag), content=value, escape=True"),
    ),
    "geo.py": (
        (
            (
                r"    if a is not None and b is not None and c is not None:\n +(s = [^\n]*\n) +(return [^\n]*\n)"
                r"    return None\n"
            ),
            r"    \1    \2",
        ),
        (r"(def distance_from_line[^\n]*) -> Optional\[float\]:", r"\1 -> float:"),
        (r"if real_max_distance is not None and real", "if real"),
    ),
    "segment.py": (
        (r"(get_data_function:) (Callable\[\[GPXTrackPoint\], Any\])", r"\1 Optional[\2]"),
        (r"add_missing_function: (Callable\[.*?None\])\) -> None", r"add_missing_function: Optional[\1]) -> None"),
    ),
    "document_measures.py": ((r"distance_from_start = 0\n", "distance_from_start: float = 0\n"),),
    "parser.py": (
        (
            r"    import lxml\.etree as mod_etree # type: ignore\n.*?(?=\nfrom \. import gpx as)",
            "    import lxml.etree as mod_etree\nexcept ImportError:\n    import xml.etree.ElementTree as mod_etree\n",
        ),
        (r"( else xml_or_file) # type: ignore", r"\1"),
        (r"    # Load LXML or fallback to cET or ET", "    # Load LXML or fallback to ET"),
    ),
    "gpxxml.py": (
        (r"    result = None\n", "    result: Any = None\n"),
        (r"    return result\.toxml\(\) # type: ignore", "    return str(result.toxml())"),
    ),
}


def please_mypy(files: dict[str, str]) -> None:
    """Edit what is left."""
    for name, edits in EDITS.items():
        for pattern, replacement in edits:
            files[name] = edit(files[name], pattern, replacement)
