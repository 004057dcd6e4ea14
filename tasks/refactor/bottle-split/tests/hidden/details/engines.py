"""Template engines that are not installed. Sent to both boxes as text and played by driver.py."""

import os
import sys

import bottle
from driver import NOTES, VALUES, below, install, plain, tell


class Cheetah:
    """A template that shows what it would be filled with."""

    def __init__(self, **options):
        self.search = options.pop("searchList")
        NOTES.append([plain(options), plain(self.search)])

    def __str__(self):
        return f"filled with {sorted((k, v) for space in self.search for k, v in space.items())}"


def engine(name, debug=False, **settings):
    """A template engine that is not installed: from text, by name, with defaults, views and lookups."""
    with open("page.tpl", "w") as file:
        file.write("page")
    bottle.DEBUG = debug
    install("mako.template", "mako.lookup", "Cheetah.Template", "jinja2")
    sys.modules["Cheetah.Template"].Template = Cheetah
    kind = {"mako": bottle.MakoTemplate, "cheetah": bottle.CheetahTemplate, "jinja2": bottle.Jinja2Template}[name]
    kind.defaults = {"given": 1, "both": 1}
    seen = []
    for options in ({"source": "text {{x}}"}, {"name": "page", "lookup": ["."]}, {"name": "none", "lookup": ["."]}):
        made = tell(lambda options=options: kind(**options, **settings).render({"a": 1, "both": 2}, b=3))
        seen.append([made, list(NOTES)])
        NOTES.clear()
    render, view = getattr(bottle, f"{name}_template"), getattr(bottle, f"{name}_view")
    seen.append([tell(render, "text $x", {"c": 4}, d=5), tell(view("text $y", e=6)(lambda: {"f": 7})), list(NOTES)])
    return below(os.getcwd(), seen)


def jinja():
    """Settings that end up in the environment of templates, and the loader."""
    with open("page.tpl", "w") as file:
        file.write("größe")
    install("jinja2")
    tables = {name: {} for name in ("filters", "tests", "globals")}
    VALUES.update({f"jinja2.Environment().{name}": table for name, table in tables.items()})
    made = bottle.Jinja2Template("x", lookup=["."], filters={"f": 1}, tests={"t": 2}, globals={"g": 3}, other=4)
    seen = [tables, made.loader("page.tpl"), made.loader("none"), list(NOTES)]
    seen[1] = [*seen[1][:2], seen[1][2]()]
    named = bottle.Jinja2Template(name="page", lookup=["."])
    return below(os.getcwd(), plain([*seen, named.loader(named.filename)[:2]]))
