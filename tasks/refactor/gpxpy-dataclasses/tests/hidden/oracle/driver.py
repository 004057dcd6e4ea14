"""A walker's log: trips are kept with gpxpy, written, and read again by other means.

What the library says is held against the schema of GPX (order of elements, what a point must have) and against formulas
of our own: distances on the sphere, speeds from clocks, distances from a line. Each answer has both, so that it shows
what is said and whether it is so."""

import math
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import gpxpy
import gpxpy.geo
import gpxpy.gpx

RADIUS = 6378137.0
ORDER = {
    "1.1": {
        "gpx": "metadata wpt rte trk extensions",
        "metadata": "name desc author copyright link time keywords bounds extensions",
        "wpt": "ele time magvar geoidheight name cmt desc src link sym type fix sat hdop vdop pdop ageofdgpsdata dgpsid"
        " extensions",
        "rte": "name cmt desc src link number type extensions rtept",
        "trk": "name cmt desc src link number type extensions trkseg",
        "trkseg": "trkpt extensions",
    },
    "1.0": {
        "gpx": "name desc author email url urlname time keywords bounds wpt rte trk",
        "wpt": "ele time course speed magvar geoidheight name cmt desc src url urlname sym type fix sat hdop vdop pdop"
        " ageofdgpsdata dgpsid",
        "rte": "name cmt desc src url urlname number rtept",
        "trk": "name cmt desc src url urlname number trkseg",
        "trkseg": "trkpt",
    },
}
SPACE = {"1.0": "http://www.topografix.com/GPX/1/0", "1.1": "http://www.topografix.com/GPX/1/1"}


def trip(plan, version):
    """A trip planned, walked, written and read again."""
    document = written_down(plan)
    text = document.to_xml(version)
    root = ElementTree.fromstring(text)
    again = gpxpy.parse(text)
    found = [tuple(sorted(point.attrib.items())) for point in root.iter(f"{{{SPACE[version]}}}trkpt")]
    kept = [(p.latitude, p.longitude, p.elevation, p.name) for p in again.walk(only_points=True)]
    said = [(p.latitude, p.longitude, p.elevation, p.name) for p in document.walk(only_points=True)]
    return [
        disorder(root, version),
        root.attrib.get("version") == version,
        len(found),
        kept == said,
        [str(part.get_time_bounds()) for part in again.tracks],
        [repr(one) for one in (*again.waypoints, *again.routes, *again.tracks)],
        again.to_xml(version) == text,
        len(again.to_xml("1.0" if version == "1.1" else "1.1")),
    ]


def disorder(root, version):
    """Elements out of the order of the schema, or unknown to it."""
    found = []
    for parent in root.iter():
        name = parent.tag.rpartition("}")[2]
        order = ORDER[version].get("wpt" if name in ("rtept", "trkpt") else name)
        children = [child.tag.rpartition("}")[2] for child in parent]
        if order is None:
            continue
        places = [order.split().index(child) if child in order.split() else -1 for child in children]
        if places != sorted(places) or -1 in places:
            found.append([name, children])
        if name in ("wpt", "rtept", "trkpt") and not {"lat", "lon"} <= set(parent.attrib):
            found.append([name, "no place"])
    return found


def written_down(plan):
    """A document out of a plan."""
    document = gpxpy.gpx.GPX()
    document.name, document.description, document.keywords = plan["name"], plan.get("about"), "walk"
    for lat, lon, label in plan["sights"]:
        document.waypoints.append(gpxpy.gpx.GPXWaypoint(lat, lon, name=label, symbol="flag"))
    route = gpxpy.gpx.GPXRoute(plan["name"], number=1)
    route.points = [gpxpy.gpx.GPXRoutePoint(lat, lon, description=label) for lat, lon, label in plan["sights"]]
    document.routes.append(route)
    track = gpxpy.gpx.GPXTrack(name="walked", description="as it was")
    document.tracks.append(track)
    for leg in plan["legs"]:
        track.segments.append(gpxpy.gpx.GPXTrackSegment([walked(*step) for step in leg]))
    return document


def walked(lat, lon, height, minutes):
    """A point that somebody came by."""
    at = (
        None
        if minutes is None
        else datetime(2023, 5, 6, 7, tzinfo=UTC) + timedelta(minutes=minutes, microseconds=1001 * minutes)
    )
    return gpxpy.gpx.GPXTrackPoint(lat, lon, elevation=height, time=at, comment="here")


def close(said, ours, share=2e-3):
    """Whether two numbers are nearly the same; the library takes the earth for flat nearby."""
    return abs(said - ours) <= share * max(abs(said), abs(ours), 1.0)


def sphere(one, other):
    """The distance of two places on the sphere, by their vectors."""
    vectors = []
    for place in (one, other):
        lat, lon = math.radians(place.latitude), math.radians(place.longitude)
        vectors.append((math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)))
    return RADIUS * 2 * math.asin(min(1.0, math.dist(*vectors) / 2))


def measured(plan):
    """Lengths, climbs, speeds and times of a trip, beside our own."""
    document = written_down(plan)
    points = list(document.walk(only_points=True))
    legs = [list(zip(s.points, s.points[1:], strict=False)) for s in document.tracks[0].segments]
    flat = sum(sphere(a, b) for leg in legs for a, b in leg)
    length, climb = document.length_2d(), document.get_uphill_downhill()
    raw = document.get_moving_data(raw=True)
    times = [p.time for p in points if p.time]
    speeds = [
        sphere(a, b) / (b.time - a.time).total_seconds()
        for leg in legs
        for a, b in leg
        if a.time and b.time and a.time < b.time
    ]
    heights = [p.elevation for p in points if p.elevation is not None]
    nearest = document.get_nearest_location(gpxpy.geo.Location(*plan["sights"][0][:2]))
    least = min(sphere(p, gpxpy.geo.Location(*plan["sights"][0][:2])) for p in points)
    return [
        [f"{length:.6g}", close(length, flat), document.length_3d() >= length - 1e-6],
        [f"{climb.uphill:.6g}", climb.uphill >= 0, climb.downhill >= 0],
        [f"{raw.max_speed:.6g}", raw.max_speed <= max(speeds, default=0) * 1.5 + 1],
        [document.get_time_bounds() == ((times[0], times[-1]) if times else (None, None))],
        [document.get_elevation_extremes() == ((min(heights), max(heights)) if heights else (None, None))],
        [close(sphere(nearest.location, gpxpy.geo.Location(*plan["sights"][0][:2])), least), nearest[1:]],
        [str(document.get_duration()), document.has_times(), document.has_elevations()],
        [f"{d.distance_from_start:.6g}" for d in document.get_points_data()],
        [
            tuple(document.get_bounds() or ())
            == (
                min(p.latitude for p in points),
                max(p.latitude for p in points),
                min(p.longitude for p in points),
                max(p.longitude for p in points),
            )
        ],
    ]


def thinned(plan, far):
    """A trip with fewer points: the ends stay, and what is gone was near the line."""
    document, whole = written_down(plan), written_down(plan)
    document.simplify(far)
    found = []
    for part, full in zip(document.tracks[0].segments, whole.tracks[0].segments, strict=True):
        ends = [str(p) for p in (full.points[0], full.points[-1])] if full.points else []
        kept = {str(p) for p in part.points}
        found.append([len(part.points), all(end in kept for end in ends), kept <= {str(p) for p in full.points}])
    whole.reduce_points(min_distance=far)
    gaps = [sphere(a, b) for s in whole.tracks[0].segments for a, b in zip(s.points, s.points[1:], strict=False)]
    return [found, whole.get_points_no(), [f"{gap:.5g}" for gap in gaps]]


def shifted(plan, minutes, metres, angle):
    """A trip at another time and place, and the one that it was made from, which stays."""
    document = written_down(plan)
    twin = document.clone()
    twin.adjust_time(timedelta(minutes=minutes), all=True)
    twin.move(gpxpy.geo.LocationDelta(distance=metres, angle=angle))
    twin.add_elevation(minutes)
    pairs = list(zip(document.walk(only_points=True), twin.walk(only_points=True), strict=True))
    late = {str(b.time - a.time) for a, b in pairs if a.time}
    far = [close(sphere(a, b), metres, 0.02) for a, b in pairs]
    high = {round(b.elevation - a.elevation, 6) for a, b in pairs if a.elevation is not None}
    course = [f"{a.course_between(b):.4f}" for a, b in pairs]
    twin.split(0, 0, 1)
    counts = [len(s.points) for s in twin.tracks[0].segments]
    twin.tracks[0].join(0)
    return [
        sorted(late),
        far,
        sorted(high),
        course,
        counts,
        [len(s.points) for s in twin.tracks[0].segments],
        document.get_points_no(),
    ]


def filled(plan, seconds):
    """Clocks that were not there: regular ones, and what lies between known ones."""
    document, gaps = written_down(plan), written_down(plan)
    start = datetime(2024, 1, 1, tzinfo=UTC)
    document.fill_time_data_with_regular_intervals(start_time=start, time_delta=timedelta(seconds=seconds))
    regular = [(p.time - start).total_seconds() == n * seconds for n, p in enumerate(document.walk(only_points=True))]
    gaps.add_missing_times()
    gaps.add_missing_elevations()
    between = [
        [str(p.time), None if p.elevation is None else f"{p.elevation:.6g}"] for p in gaps.walk(only_points=True)
    ]
    gaps.smooth(vertical=True, horizontal=True)
    return [regular, between, [str(p) for p in gaps.walk(only_points=True)]]
