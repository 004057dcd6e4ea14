"""Stage 3: most of what was `Any`, `cast` or silenced gets its type."""

import re

from .statements import edit

ELEMENTS = ("document.py", "points.py", "route.py", "segment.py", "track.py")
ELEMENT = "from xml.etree.ElementTree import Element\n"
WALKS = {
    "route.py": ("GPXRoutePoint", "int"),
    "segment_measures.py": ("GPXTrackPoint", "int"),
    "track_measures.py": ("GPXTrackPoint", "int, int"),
    "document_measures.py": ("GPXTrackPoint", "int, int, int"),
}
WALK = """    @overload
    def walk(self, only_points: Literal[True]) -> Iterator[{point}]: ...

    @overload
    def walk(self, only_points: Literal[False]=False) -> Iterator[Tuple[{point}, {numbers}]]: ...

    @overload
    def walk(self, only_points: bool) -> Iterator[Union[{point}, Tuple[{point}, {numbers}]]]: ...

    def walk(self, only_points: bool=False) -> Iterator[Union[{point}, Tuple[{point}, {numbers}]]]:
"""
DISTANCE = """    @overload
    def {name}(self, location: "Location") -> float: ...

    @overload
    def {name}(self, location: None) -> None: ...

    def {name}(self, location: Optional["Location"]) -> Optional[float]:
"""
NEAREST = (
    r"\) # type: ?ignore\n( +,key=lambda x: x\.location\.distance_2d\(location\))"
    r" if x is not None else mod_math\.inf\n"
)
TIMEZONE = r"dt = \[int\(m\.group\(i\)\) for i in range\(1, 7\)\]\n.*?mod_datetime\.datetime\(\*dt\) # type: ignore\n"
TIMES = (
    (
        TIMEZONE,
        """year, month, day, hour, minute, second = (int(m.group(i)) for i in range(1, 7))
        microsecond = 0
        if m.group(7):
            f = m.group(7)[1:7]
            microsecond = int(f + "0" * (6 - len(f)))
        zone = SimpleTZ(m.group(8)) if m.group(8) else None
        return mod_datetime.datetime(year, month, day, hour, minute, second, microsecond, zone)
""",
    ),
    (r"Optional\[Dict\[Any, Any\]\]=\{\}", "Optional[Dict[int, Any]]={}"),
    (r"return self\.offset == other\.offset # type: ignore", "return bool(self.offset == other.offset)"),
)
FIELDS = (
    (r"def from_xml\(self, node: str,", "def from_xml(self, node: Element,", 1),
    (r"def from_xml\(self, node: Any,", "def from_xml(self, node: Element,", 3),
    (r"def _ETree_to_xml\(self, node: Any,", "def _ETree_to_xml(self, node: Element,", 1),
    (r"result: Any = \[\]\n( +extensions_node)", r"result: List[Element] = []\n\1", 1),
    (r"(GPXExtensionsField.*?version: str\)) -> Any:", r"\1 -> List[Element]:", 1),
    (r"(GPXEmailField.*?version: str\)) -> Any:", r"\1 -> str:", 1),
    (r"(tag group from.*?def to_xml\(self, value:) Any,", r"\1 Optional[str],", 1),
    (r"(key-value type.*?def to_xml\(self, value:) Any,", r"\1 Optional[List[Element]],", 1),
    (r"(\(?self\.tag is True\)? else self\.tag) +# type: ignore", r"\1", 1),
    (r"    tag: Optional\[str\] = None\n    attribute", "    tag: Union[str, bool, None] = None\n    attribute", 1),
)


def say_more(files: dict[str, str]) -> None:
    """Put types in place of what is silent."""
    for name in ELEMENTS:
        files[name] = re.sub(r"(extensions: List)\[Any\]", r"\1[Element]", files[name])
        files[name] = before_own(files[name], ELEMENT)
    for name, (point, numbers) in WALKS.items():
        text = WALK.format(point=point, numbers=numbers)
        files[name] = edit(files[name], r"    def walk\(self[^\n]*\n", text)
        typing(files, name, "Literal Tuple Union overload", "Any")
    for name in ("distance_2d", "distance_3d"):
        files["geo.py"] = edit(files["geo.py"], rf"    def {name}\(self[^\n]*\n", DISTANCE.format(name=name))
    for name in ("document_measures.py", "segment_measures.py", "track_measures.py"):
        files[name] = edit(files[name], NEAREST, r")\n\1\n")
    files["bounds.py"] = edit(files["bounds.py"], r"Iterator\[Any\]", "Iterator[Optional[float]]")
    typing(files, "bounds.py", "", "Any")
    for name in ("points.py", "route.py", "segment.py", "track.py", "document.py"):
        if not re.search(r"\bAny\b", files[name].partition("\n\n\n")[2]):
            typing(files, name, "", "Any")
    sequences(files)
    for pattern, replacement in TIMES:
        files["times.py"] = edit(files["times.py"], pattern, replacement)
    for pattern, replacement, count in FIELDS:
        files["simple_fields.py"] = edit(files["simple_fields.py"], pattern, replacement, count)
    files["simple_fields.py"] = before_own(files["simple_fields.py"], ELEMENT)
    typing(files, "simple_fields.py", "List Union", "")


def sequences(files: dict[str, str]) -> None:
    """What takes locations takes points too."""
    geo = files["geo.py"]
    geo = edit(geo, r'locations: List\["Location"\]=\[\]', 'locations: Sequence["Location"]=[]', 3)
    geo = edit(
        geo,
        r'def simplify_polyline\(points: List\["Location"\], max_distance: Optional\[float\]\) -> List\["Location"\]:',
        "def simplify_polyline(points: List[Place], max_distance: Optional[float]) -> List[Place]:",
    )
    files["geo.py"] = edit(geo, r"(log = mod_logging[^\n]*\n)", '\\1\nPlace = TypeVar("Place", bound="Location")\n')
    for name, count in (("segment_measures.py", 2), ("segment.py", 1)):
        files[name] = edit(files[name], r"(self\.points(?:, max_distance)?\)) # type: ignore", r"\1", count)
    files["route.py"] = edit(files["route.py"], r"cast\(List\[mod_geo\.Location\], self\.points\)", "self.points")
    typing(files, "route.py", "", "cast")


def before_own(text: str, line: str) -> str:
    """A module with one more import of the standard library."""
    return edit(text, r"(\nfrom typing import [^\n]*\n)", rf"\1{line}")


def typing(files: dict[str, str], name: str, more: str, less: str) -> None:
    """Change what a module takes from typing."""

    def change(match: re.Match[str]) -> str:
        return ", ".join(sorted({*match[1].split(", "), *more.split()} - set(less.split())))

    files[name] = re.sub(r"(?<=\nfrom typing import )([^\n]*)", change, files[name], count=1)
