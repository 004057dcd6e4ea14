# ruff: noqa: A002, F401, F821, UP006, UP035, UP045 - the package goes on to say Optional and List, and has these names
"""Fields of gpxpy's classes: what takes the place of their constructors. Never imported; codemod/fields.py copies."""

import datetime as mod_datetime
from dataclasses import InitVar, dataclass, field
from typing import Any, Dict, Iterable, List, Optional


class GPXBounds:
    min_latitude: Optional[float] = None
    max_latitude: Optional[float] = None
    min_longitude: Optional[float] = None
    max_longitude: Optional[float] = None


class GPXWaypoint:
    latitude: float = NOWHERE
    longitude: float = NOWHERE
    elevation: Optional[float] = None
    time: Optional[mod_datetime.datetime] = None
    name: Optional[str] = None
    description: Optional[str] = None
    symbol: Optional[str] = None
    type: Optional[str] = None
    comment: Optional[str] = None
    horizontal_dilution: Optional[float] = None
    vertical_dilution: Optional[float] = None
    position_dilution: Optional[float] = None
    magnetic_variation: Optional[float] = field(default=None, init=False)
    geoid_height: Optional[float] = field(default=None, init=False)
    source: Optional[str] = field(default=None, init=False)
    link: Optional[str] = field(default=None, init=False)
    link_text: Optional[str] = field(default=None, init=False)
    link_type: Optional[str] = field(default=None, init=False)
    type_of_gpx_fix: Optional[str] = field(default=None, init=False)
    satellites: Optional[int] = field(default=None, init=False)
    age_of_dgps_data: Optional[float] = field(default=None, init=False)
    dgps_id: Optional[int] = field(default=None, init=False)
    extensions: List[Any] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.latitude = self.latitude or 0
        self.longitude = self.longitude or 0


class GPXRoutePoint:
    latitude: float = NOWHERE
    longitude: float = NOWHERE
    elevation: Optional[float] = None
    time: Optional[mod_datetime.datetime] = None
    name: Optional[str] = None
    description: Optional[str] = None
    symbol: Optional[str] = None
    type: Optional[str] = None
    comment: Optional[str] = None
    horizontal_dilution: Optional[float] = None
    vertical_dilution: Optional[float] = None
    position_dilution: Optional[float] = None
    magnetic_variation: Optional[float] = field(default=None, init=False)
    geoid_height: Optional[float] = field(default=None, init=False)
    source: Optional[str] = field(default=None, init=False)
    link: Optional[str] = field(default=None, init=False)
    link_text: Optional[str] = field(default=None, init=False)
    link_type: Optional[str] = field(default=None, init=False)
    type_of_gpx_fix: Optional[str] = field(default=None, init=False)
    satellites: Optional[int] = field(default=None, init=False)
    age_of_dgps_data: Optional[float] = field(default=None, init=False)
    dgps_id: Optional[int] = field(default=None, init=False)
    extensions: List[Any] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.latitude = self.latitude or 0
        self.longitude = self.longitude or 0


class GPXTrackPoint:
    latitude: float = NOWHERE
    longitude: float = NOWHERE
    elevation: Optional[float] = None
    time: Optional[mod_datetime.datetime] = None
    symbol: Optional[str] = None
    comment: Optional[str] = None
    horizontal_dilution: Optional[float] = None
    vertical_dilution: Optional[float] = None
    position_dilution: Optional[float] = None
    speed: Optional[float] = None
    name: Optional[str] = None
    course: Optional[float] = field(default=None, init=False)
    magnetic_variation: Optional[float] = field(default=None, init=False)
    geoid_height: Optional[float] = field(default=None, init=False)
    description: Optional[str] = field(default=None, init=False)
    source: Optional[str] = field(default=None, init=False)
    link: Optional[str] = field(default=None, init=False)
    link_text: Optional[str] = field(default=None, init=False)
    link_type: Optional[str] = field(default=None, init=False)
    type: Optional[str] = field(default=None, init=False)
    type_of_gpx_fix: Optional[str] = field(default=None, init=False)
    satellites: Optional[int] = field(default=None, init=False)
    age_of_dgps_data: Optional[float] = field(default=None, init=False)
    dgps_id: Optional[int] = field(default=None, init=False)
    extensions: List[Any] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.latitude = self.latitude or 0
        self.longitude = self.longitude or 0


class GPXRoute:
    name: Optional[str] = None
    description: Optional[str] = None
    number: Optional[int] = None
    comment: Optional[str] = field(default=None, init=False)
    source: Optional[str] = field(default=None, init=False)
    link: Optional[str] = field(default=None, init=False)
    link_text: Optional[str] = field(default=None, init=False)
    link_type: Optional[str] = field(default=None, init=False)
    type: Optional[str] = field(default=None, init=False)
    points: List[GPXRoutePoint] = field(default_factory=list, init=False)
    extensions: List[Any] = field(default_factory=list, init=False)


class GPXTrack:
    name: Optional[str] = None
    description: Optional[str] = None
    number: Optional[int] = None
    comment: Optional[str] = field(default=None, init=False)
    source: Optional[str] = field(default=None, init=False)
    link: Optional[str] = field(default=None, init=False)
    link_text: Optional[str] = field(default=None, init=False)
    link_type: Optional[str] = field(default=None, init=False)
    type: Optional[str] = field(default=None, init=False)
    segments: List[GPXTrackSegment] = field(default_factory=list, init=False)
    extensions: List[Any] = field(default_factory=list, init=False)


class GPXTrackSegment:
    points: List[GPXTrackPoint] = NO_POINTS
    extensions: List[Any] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.points = self.points if self.points else []


class GPX:
    version: Optional[str] = field(default=None, init=False)
    creator: Optional[str] = field(default=None, init=False)
    name: Optional[str] = field(default=None, init=False)
    description: Optional[str] = field(default=None, init=False)
    link: Optional[str] = field(default=None, init=False)
    link_text: Optional[str] = field(default=None, init=False)
    link_type: Optional[str] = field(default=None, init=False)
    time: Optional[mod_datetime.datetime] = field(default=None, init=False)
    keywords: Optional[str] = field(default=None, init=False)
    bounds: Optional[GPXBounds] = field(default=None, init=False)
    author_name: Optional[str] = field(default=None, init=False)
    author_email: Optional[str] = field(default=None, init=False)
    author_link: Optional[str] = field(default=None, init=False)
    author_link_text: Optional[str] = field(default=None, init=False)
    author_link_type: Optional[str] = field(default=None, init=False)
    copyright_author: Optional[str] = field(default=None, init=False)
    copyright_year: Optional[str] = field(default=None, init=False)
    copyright_license: Optional[str] = field(default=None, init=False)
    metadata_extensions: List[Any] = field(default_factory=list, init=False)
    extensions: List[Any] = field(default_factory=list, init=False)
    waypoints: List[GPXWaypoint] = field(default_factory=list, init=False)
    routes: List[GPXRoute] = field(default_factory=list, init=False)
    tracks: List[GPXTrack] = field(default_factory=list, init=False)
    nsmap: Dict[str, str] = field(default_factory=dict, init=False)
    schema_locations: List[str] = field(default_factory=list, init=False)


class Location:
    latitude: float
    longitude: float
    elevation: Optional[float] = None


class GPXField:
    name: Optional[str]
    tag: Optional[str] = None
    attribute: Optional[str] = None
    type: InitVar[Any] = None
    possible: Optional[Iterable[str]] = None
    mandatory: Optional[bool] = None

    def __post_init__(self, type: Any) -> None:
        attribute = self.attribute
        AbstractGPXField.__init__(self)
        if self.tag and attribute:
            raise GPXException("Only tag *or* attribute may be given!")

        if attribute:
            self.tag = None
            self.attribute = attribute
        elif self.tag:
            self.tag = self.name if (self.tag is True) else self.tag  # type: ignore
        else:
            self.tag = self.name
        self.type_converter = type


class GPXComplexField:
    name: str
    classs: Any
    tag: Optional[str] = None
    is_list: bool = False
    empty_body: bool = False

    def __post_init__(self) -> None:
        AbstractGPXField.__init__(self, is_list=self.is_list)
        self.tag = self.tag or self.name


class GPXEmailField:
    name: str
    tag: Optional[str] = None

    def __post_init__(self) -> None:
        AbstractGPXField.__init__(self, is_list=False)
        self.tag = self.tag or self.name


class GPXExtensionsField:
    name: str
    tag: Optional[str] = None
    is_list: bool = True

    def __post_init__(self) -> None:
        AbstractGPXField.__init__(self, is_list=self.is_list)
        self.tag = self.tag or "extensions"
