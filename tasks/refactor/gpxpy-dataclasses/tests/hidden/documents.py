# ruff: noqa: E501, RUF001 - an element on a line; a minus sign that zones are written with
"""Documents that frozen cases read: GPX 1.0 and 1.1, whole, sparse, odd and broken."""

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
ALL_10 = """<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.0" creator="us" xmlns="http://www.topografix.com/GPX/1/0">
<name>n &amp; m</name><desc>d</desc><author>a b</author><email>a@b.example</email>
<url>http://u.example</url><urlname>un</urlname><time>2019-03-04T05:06:07Z</time><keywords>k, l</keywords>
<bounds minlat="1.25" minlon="-3.5" maxlat="2.5" maxlon="4"/>
<wpt lat="12.5" lon="13.75"><ele>75.1</ele><time>2013-01-02T02:03:00Z</time><magvar>1.1</magvar>
<geoidheight>2.0</geoidheight><name>w</name><cmt>wc</cmt><desc>wd</desc><src>ws</src><url>wu</url>
<urlname>wn</urlname><sym>sy</sym><type>ty</type><fix>2d</fix><sat>5</sat><hdop>6</hdop><vdop>7.5</vdop>
<pdop>8</pdop><ageofdgpsdata>9</ageofdgpsdata><dgpsid>45</dgpsid></wpt>
<wpt lat="-13.4" lon="-46.4"/>
<rte><name>r</name><cmt>rc</cmt><desc>rd</desc><src>rs</src><url>ru</url><urlname>rn</urlname><number>7</number>
<rtept lat="10" lon="20"><ele>75.1</ele><time>2013-01-02T02:03:03Z</time><name>rp</name><fix>dgps</fix></rtept>
<rtept lat="11" lon="21"/><rtept lat="10.5" lon="22"><ele>0</ele></rtept></rte><rte><name>r2</name></rte>
<trk><name>t</name><cmt>tc</cmt><desc>td</desc><src>ts</src><url>tu</url><urlname>tn</urlname><number>1</number>
<trkseg><trkpt lat="11.1" lon="12.1"><ele>11.1</ele><time>2013-01-01T12:00:04Z</time><course>10</course>
<speed>20.5</speed><magvar>12</magvar><name>p</name><sym>s</sym><type>t</type><fix>3d</fix><sat>2</sat><dgpsid>4</dgpsid>
</trkpt><trkpt lat="11.2" lon="12.2"><time>2013-01-01T12:01:04Z</time></trkpt></trkseg>
<trkseg/></trk><trk/></gpx>"""
ALL_11 = f"""<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="us too" xmlns="http://www.topografix.com/GPX/1/1" {XSI} xmlns:my="http://my.example/ns"
 xmlns:ns7="urn:seven" xsi:schemaLocation="http://www.topografix.com/GPX/1/1 http://a.example/gpx.xsd">
<metadata><name>n</name><desc>d &lt;e&gt;</desc><author><name>au</name><email id="a" domain="b.example"/>
<link href="http://l.example"><text>lt</text><type>ty</type></link></author>
<copyright author="ca"><year>2013</year><license>lic</license></copyright>
<link href="http://m.example"><text>mt</text><type>my</type></link><time>2013-01-01T12:00:00Z</time>
<keywords>k</keywords><bounds minlat="1.2" minlon="3.4" maxlat="5.6" maxlon="7.8"/>
<extensions><my:a>1<my:b c="2" my:d="3">x</my:b>tail</my:a><plain> y </plain></extensions></metadata>
<wpt lat="12.3" lon="45.6"><ele>75.1</ele><time>2013-01-02T02:03:00+02:30</time><magvar>1.1</magvar>
<geoidheight>2.0</geoidheight><name>w</name><cmt>c</cmt><desc>d</desc><src>s</src>
<link href="http://w.example"><text>x</text><type>y</type></link><sym>sy</sym><type>t</type><fix>pps</fix><sat>5</sat>
<hdop>6</hdop><vdop>7</vdop><pdop>8</pdop><ageofdgpsdata>9</ageofdgpsdata><dgpsid>45</dgpsid>
<extensions><ns7:z/></extensions></wpt>
<wpt lat="0" lon="0"><link href="http://only.example"/></wpt><wpt lat="1" lon="2"><link><text>no href</text></link></wpt>
<rte><name>r</name><link href="h"><text>x</text></link><number>3</number><type>rt</type>
<extensions><my:r>5</my:r></extensions><rtept lat="10" lon="20"><ele>75</ele></rtept><rtept lat="11" lon="21"/></rte>
<trk><name>t</name><desc>x</desc><link href="h2"/><number>4</number><type>tt</type><extensions><a/><b/></extensions>
<trkseg><trkpt lat="11.1" lon="12.1"><ele>11</ele><time>2013-01-01T12:00:04.25Z</time><fix>none</fix>
<extensions><my:hr>141</my:hr></extensions></trkpt><trkpt lat="11.3" lon="12.2"><ele>-4.5</ele></trkpt>
<extensions><my:seg v="1"/></extensions></trkseg></trk><extensions><my:last/></extensions></gpx>"""


def gpx(inner, version="1.1", more=""):
    """A document around some elements."""
    return f'<gpx version="{version}" creator="c" {more}>{inner}</gpx>'


def point(lat, lon, inner="", kind="trkpt"):
    """A point with some elements in it."""
    return f'<{kind} lat="{lat}" lon="{lon}">{inner}</{kind}>'


def track(*points, segments=1):
    """A track of points, cut into segments as even as can be."""
    size = -(-len(points) // segments) or 1
    parts = ["".join(points[n : n + size]) for n in range(0, len(points), size)]
    return "<trk>" + "".join(f"<trkseg>{part}</trkseg>" for part in parts) + "</trk>"


def timed(lat, lon, ele, seconds, more=""):
    """A point of a track with height and time."""
    height = "" if ele is None else f"<ele>{ele}</ele>"
    minute, second = divmod(seconds or 0, 60)
    time = "" if seconds is None else f"<time>2021-07-01T{10 + minute // 60:02}:{minute % 60:02}:{second:02}Z</time>"
    return point(lat, lon, height + time + more)


RIDE = [
    timed(46.05, 14.5, 300, 0),
    timed(46.0504, 14.5009, 304.5, 12),
    timed(46.051, 14.5021, 312, 20),
    timed(46.0511, 14.50215, None, 95),
    timed(46.0519, 14.504, 309.25, 130),
    timed(46.09, 14.61, 309, 135),
    timed(46.0529, 14.506, 301, 160),
    timed(46.0534, 14.5071, 295.5, None),
    timed(46.054, 14.508, 291, 200),
    timed(46.0541, 14.508, 291, 230),
    timed(46.0549, 14.5093, 296, 245, "<speed>3.5</speed>"),
    timed(46.0558, 14.5104, 299.75, 262),
]
SLOW = [timed(10 + n * 1e-5, 20 - n * 2e-5, 5 + (n % 3), 30 * n) for n in range(9)]
FAR = [timed(-33.9, 151.2, 10, 0), timed(-33.5, 150.1, 900, 7200), timed(51.5, -0.1, 30, 30000)]
GAPS = [
    timed(1, 2, 10, 0, "<speed>2</speed>"),
    timed(1.001, 2.001, None, None),
    timed(1.002, 2.0015, None, 60),
    timed(1.003, 2.003, 40, 90, "<speed>4</speed>"),
    timed(1.004, 2.003, None, None),
]
TEXTS = {
    "all-10": ALL_10,
    "all-11": ALL_11,
    "ride": gpx(track(*RIDE)),
    "ride-in-three": gpx(track(*RIDE, segments=3) + track(*SLOW)),
    "slow": gpx(track(*SLOW), "1.0"),
    "far": gpx(track(*FAR)),
    "gaps": gpx(track(*GAPS) + track(*GAPS[1:])),
    "two-points": gpx(track(*RIDE[:2]) + track(RIDE[0])),
    "backwards": gpx(track(*RIDE[::-1])),
    "same-place": gpx(track(RIDE[0], RIDE[0], RIDE[1], RIDE[1])),
    "late-times": gpx(
        track(timed(1, 2, 3, None), timed(1, 2.001, None, None), timed(1, 2.002, 3, 40), timed(1, 2.003, 0, 50))
    ),
    "early-times": gpx(
        track(timed(1, 2, 3, 5), timed(1, 2.001, None, 9), timed(1, 2.002, 3, None), timed(1, 2.003, 0, None))
    ),
    "second-times": gpx(
        track(timed(1, 2, 3, None), timed(1, 2.001, 7, 9), timed(1, 2.002, 3, 30), timed(1, 2.003, 2, None))
    ),
    "three-of-four": gpx(track(*RIDE[:3], timed(46.051, 14.503, None, None)) + track(*RIDE[:2], *RIDE[3:5])),
    "four-of-five": gpx(track(*RIDE[:2], RIDE[2], timed(46.051, 14.503, None, None), RIDE[4])),
    "equator": gpx(track(timed(0, 0, 0, 0), timed(0, 0.001, 1, 5), timed(0.001, 0, 2, 9), timed(-0.001, 0, 3, 12))),
    "empty-track": gpx("<trk><trkseg></trkseg></trk><trk/><rte/>"),
    "empty-between": gpx("<trk><trkseg/><trkseg>" + "".join(SLOW[:4]) + "</trkseg><trkseg/></trk>"),
    "nothing": gpx(""),
    "waypoints": gpx("".join(point(n, -n, f"<name>w{n}</name>", "wpt") for n in range(4))),
    "route": gpx(
        "<rte>" + "".join(point(45 + n / 7, n / 9, f"<ele>{n}</ele>", "rtept") for n in range(6)) + "</rte>", "1.0"
    ),
    "dilution": gpx(track(point(1, 2, "<hdop>1</hdop><vdop>3</vdop><pdop>2</pdop>"), point(1, 3, "<hdop>4</hdop>"))),
    "no-version": "<gpx><trk><trkseg><trkpt lat='1' lon='2'/></trkseg></trk></gpx>",
    "version-2": gpx(track(*RIDE[:3]), "2.0"),
    "no-creator": '<gpx version="1.1"></gpx>',
    "single-quotes": "<gpx version='1.1' xmlns='http://www.topografix.com/GPX/1/1'><wpt lat='1' lon='2'/></gpx>",
    "prefixes": gpx(
        '<wpt lat="1" lon="2"><extensions><a:x a:y="1"><b:z>t</b:z></a:x></extensions></wpt>',
        more='xmlns="http://www.topografix.com/GPX/1/1" xmlns:a="urn:a" xmlns:b="urn:b" xmlns:ns1="urn:one"',
    ),
    "prefix-inside": gpx('<wpt lat="1" lon="2"><extensions><q:x xmlns:q="urn:q">5</q:x></extensions></wpt>'),
    "unknown-namespace": gpx('<extensions><x xmlns="urn:none">5</x></extensions>'),
    "comments": gpx(track(*RIDE[:2]).replace("<trkseg>", "<!-- c --><trkseg><!-- d -->")),
    "unicode": gpx(
        '<metadata><name>šđčćž 日本 &#x1F600;</name></metadata><wpt lat="1" lon="2"><cmt>&quot;&apos;</cmt></wpt>'
    ),
    "blank-texts": gpx('<metadata><name></name><keywords> </keywords></metadata><wpt lat="1" lon="2"><name/></wpt>'),
    "email-only": gpx('<metadata><author><email id="a" domain="b"/></author></metadata>'),
    "email-broken": gpx("<metadata><author><email/></author></metadata>"),
    "author-link": gpx('<metadata><author><link href="x"/></author><copyright><year>1</year></copyright></metadata>'),
    "copyright-only": gpx('<metadata><copyright author="x"/></metadata>'),
    "bounds-part": gpx('<metadata><bounds minlat="1"/></metadata>'),
    "bounds-10": gpx('<bounds minlat="1" maxlat="2" minlon="3" maxlon="4"/>', "1.0"),
    "spaces": gpx(track(point(" 1.5 ", "\t2", "<ele> 3 </ele><sat> 4 </sat>"))),
    "exponents": gpx(track(point("1e-7", "1.5E1", "<ele>1e10</ele><hdop>-0.0</hdop>"), point("nan", "inf"))),
}
BROKEN = {
    "no-latitude": gpx(track('<trkpt lon="1"/>')),
    "no-longitude": gpx('<wpt lat="1"/>'),
    "no-place": gpx("<rte><rtept/></rte>", "1.0"),
    "latitude": gpx('<wpt lat="north" lon="2"/>'),
    "height": gpx(track(point(1, 2, "<ele>high</ele>"))),
    "height-empty": gpx(track(point(1, 2, "<ele/>"))),
    "satellites": gpx(track(point(1, 2, "<sat>4.5</sat>"))),
    "fix": gpx(track(point(1, 2, "<fix>4d</fix>"))),
    "number": gpx("<trk><number>x</number></trk>"),
    "bounds": gpx('<metadata><bounds minlat="x"/></metadata>'),
    "unclosed": "<gpx><trk></gpx>",
    "no-xml": "nothing",
    "empty": " ",
    "two-roots": "<gpx/><gpx/>",
    "kml": '<kml version="1.1"><wpt lat="1" lon="2"/></kml>',
    "prefix-undeclared": gpx("<extensions><a:b/></extensions>"),
    "doctype": '<!DOCTYPE gpx [<!ENTITY e "x">]><gpx version="1.0"><name>&e;</name></gpx>',
}
TIMES = [
    *(
        "2009-02-03T04:05:06Z",
        "2009-02-03 04:05:06",
        "2009-2-3T4:5:6Z",
        "2009-02-03T04:05:06.7Z",
        "2009-02-03T04:05:06.1234567Z",
    ),
    *("2009-02-03T04:05:06+02:30", "2009-02-03T04:05:06-0130", "2009-02-03T04:05:06+02", "2009-02-03T04:05:06−05:00"),
    *(
        "2009-02-03T04:05:06.123456789012345+00:00",
        "",
        "soon",
        "2009-02-30T04:05:06Z",
        "2009-02-03T24:05:06Z",
        "2009-02-03",
    ),
    *(
        "2009-02-03T04:05:06z",
        " 2009-02-03T04:05:06Z",
        "2009-02-03T04:05:06Z ",
        "209-02-03T04:05:06Z",
        "2009-02-03T04:05:06,5Z",
    ),
    *(
        "2009-02-03T04:05:06+2:30",
        "2009-02-03T04:05:06.Z",
        "2009-02-03T04:05:06.1234567890123456Z",
        "2009-02-03T04:05Z",
    ),
]
