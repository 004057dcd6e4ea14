"""Which classes have to be dataclasses, with the attributes that are their fields. The original is not asked."""

PLACE = "latitude longitude elevation"
POINT = (
    f"{PLACE} time magnetic_variation geoid_height name comment description source link link_text link_type symbol type"
    " type_of_gpx_fix satellites horizontal_dilution vertical_dilution position_dilution age_of_dgps_data dgps_id"
    " extensions"
)
PART = "name comment description source link link_text link_type number type extensions"
SLOTTED = {
    "GPXBounds": "min_latitude max_latitude min_longitude max_longitude",
    "GPXWaypoint": POINT,
    "GPXRoutePoint": POINT,
    "GPXTrackPoint": f"{POINT} course speed",
    "GPXRoute": f"{PART} points",
    "GPXTrackSegment": "points extensions",
    "GPXTrack": f"{PART} segments",
    "GPX": "version creator name description author_name author_email link link_text link_type time keywords bounds"
    " author_link author_link_text author_link_type copyright_author copyright_year copyright_license"
    " metadata_extensions extensions nsmap schema_locations waypoints routes tracks",
}
LOOSE = {
    "geo.Location": PLACE,
    "gpxfield.GPXField": "name tag attribute possible mandatory",
    "gpxfield.GPXComplexField": "name tag classs is_list empty_body",
    "gpxfield.GPXEmailField": "name tag",
    "gpxfield.GPXExtensionsField": "name tag is_list",
}


def corpus():
    """One case for each class."""
    wanted = [(f"gpx.{name}", attributes, False) for name, attributes in SLOTTED.items()]
    wanted += [(name, attributes, True) for name, attributes in LOOSE.items()]
    return [case(where, attributes.split(), loose) for where, attributes, loose in wanted]


def generate(seed, count):
    """Nothing is drawn: there is nothing to guess."""
    return []


def case(where, attributes, loose):
    """One class, of which nothing may be wrong."""
    return {
        "id": f"dataclasses/{where}",
        "group": "dataclasses",
        "call": "driver:shape",
        "args": [where, attributes, loose],
        "kwargs": {},
        "expected": {"value": []},
    }
