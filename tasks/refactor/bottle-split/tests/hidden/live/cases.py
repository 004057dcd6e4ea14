"""Frozen cases on live module attributes and warnings; see driver.py."""

SWAPPED = (
    "tob touni tonat makelist update_wrapper depr http_date parse_date parse_auth parse_range_header",
    "_parse_http_header _parse_qsl _lscmp html_escape yieldroutes path_shift _hkey _hval _rangeiter _stderr",
    "load load_app run template redirect abort static_file view _debug _cli_parse json_loads getargspec",
    "Bottle Router Route ResourceManager JSONPlugin TemplatePlugin ConfigDict WSGIFileWrapper _closeiter",
    "FormsDict HeaderDict WSGIHeaderDict FileUpload MultipartError _MultipartParser _MultipartPart",
    "HTTPError HTTPResponse SimpleTemplate StplParser TEMPLATES server_names _HTTP_STATUS_LINES",
)
LOADED = {
    "app_one.py": "import bottle, driver\n@bottle.route('/')\ndef f(): return str(bottle.NORUN)\n"
    "bottle.run(server=driver.Probe)\ndriver.Probe.served.append(bottle.NORUN)\n",
    "app_two.py": "import bottle\nmine = bottle.Bottle()\nmine.route('/', callback=lambda: 'two')\n",
    "app_three.py": "import bottle\nfrom bottle import NORUN, run\nbottle.get('/')(lambda: repr(NORUN))\n",
}
FUNCTIONS = ["template", "html_escape", "load", "run", "tob", "parse_auth"]
PATCHES = {"ERROR_PAGE_TEMPLATE": "patched {{e.status}}", "TEMPLATE_PATH": ["x"], "DEBUG": "strict", "NORUN": True}
DEPRECATED = [
    "route",
    "get",
    "router",
    "catchall",
    "autojson",
    "encode",
    "decode",
    "cookie",
    "get_config",
    "prefix",
    "options",
    "twice",
    "lookup",
    "absolute",
    "encoding",
    "reset",
    "cherrypy",
    "diesel",
    "fapws",
    "gae",
    "direct",
]


def corpus():
    """Every scenario with its arguments."""
    rows = [("live", f"swap-{i}", "swap", names.split()) for i, names in enumerate(SWAPPED)]
    rows += [("live", name, name, []) for name in ("switches", "template_globals", "objects")]
    rows.append(("live", "loading", "loading", [LOADED]))
    rows += [("live", f"function-{name}", "functions", [name]) for name in FUNCTIONS]
    rows += [("live", f"patched-{name}", "patched", [name, value]) for name, value in PATCHES.items()]
    rows += [("warnings", f"duplicate-{how}", "duplicate", [how]) for how in ("function", True, False, "strict")]
    rows += [("warnings", name, "deprecated", [name]) for name in DEPRECATED]
    rows += [("warnings", f"{name}-strict", "deprecated", [name, True]) for name in DEPRECATED]
    for pattern in ("bottle$", "driver$", "other"):
        rows += [("warnings", f"filter-{pattern}-{name}", "filtered", [pattern, name]) for name in ("route", "router")]
    return [case(*row) for row in rows]


def case(group, name, function, args):
    """One case of the format."""
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": args}
