# ruff: noqa: E501, LOG001, RUF012 - cases are many, and their texts are what they are
"""A small site that is made with Jinja: posts, feeds, letters, a shop's forms and what its customers write themselves.

It uses the library as its users do, over files, caches and precompiled templates, and returns the pages."""

import asyncio
import io
import logging
import os
import re
import tempfile
from datetime import date, timedelta

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, ModuleLoader, select_autoescape
from jinja2.ext import Extension, babel_extract
from jinja2.nativetypes import NativeEnvironment
from jinja2.nodes import CallBlock, Const
from jinja2.sandbox import SandboxedEnvironment

FILES = {
    "layout.html": """<!doctype html>
<title>{% block title %}{{ site.name }}{% endblock %}</title>
{%- from "macros.html" import link, menu with context %}
<nav>{{ menu(site.sections) }}</nav>
{% block content %}{% endblock %}
{% include ["footer-" ~ site.language ~ ".html", "footer.html"] ignore missing %}
""",
    "macros.html": """{% macro link(to, text=none) -%}
<a href="{{ to|urlencode }}"{{ kwargs|xmlattr }}>{{ text or to|title }}</a>
{%- endmacro %}
{% macro menu(items, depth=0) %}<ul class="d{{ depth }}">
{%- for item in items recursive %}<li class="{{ loop.cycle('odd', 'even') }}">{{ link(item.path, item.name, title=item.name, rel=none) }}
{%- if item.children %}<ul>{{ loop(item.children) }}</ul>{% endif %}</li>{% else %}<li>empty</li>{% endfor -%}
</ul>{% endmacro %}
{% macro box(title) %}<div><h3>{{ title }}</h3>{{ caller(title|length) }}</div>{% endmacro %}
""",
    "footer.html": "<footer>{{ site.name|upper }} {% trans count=posts|length %}{{ count }} post{% pluralize %}{{ count }} posts{% endtrans %}</footer>",
    "footer-de.html": "<footer>{{ _('Copyright') }} {{ site.name }} {% trans count=posts|length %}{{ count }} post{% pluralize %}{{ count }} posts{% endtrans %}</footer>",
    "index.html": """{% extends "layout.html" %}
{% block title %}{{ super() }} - start{% endblock %}
{% block content %}{% set ns = namespace(words=0) %}
{% for day, group in posts|groupby("day") %}
<h2>{{ day }} ({{ group|length }}, {{ group|map(attribute="words")|sum|filesizeformat }})</h2>
{% for post in group|sort(attribute="title") if post.public -%}
{% set ns.words = ns.words + post.words %}
{{ loop.index }}/{{ loop.length }}{% if not loop.last %},{% endif %} <h3>{{ post.title|truncate(12, true) }}</h3>
{{ post.text|urlize(20, target="_blank")|indent(2) }}{% for tag in post.tags|unique|sort %} #{{ tag|lower }}{% endfor %}
{% if loop.changed(post.author) %}by {{ post.author|default("nobody", true) }}{% endif %}
{% else %}nothing public
{% endfor %}{% endfor %}
total {{ ns.words }}, {{ posts|rejectattr("public")|list|length }} hidden, {{ posts|selectattr("tags")|map(attribute="title")|join(" | ") }}
{% endblock %}""",
    "post.html": """{% extends "layout.html" %}{% import "macros.html" as m %}
{% block content %}{% call(size) m.box(post.title) %}{% filter wordwrap(30) %}{{ post.text|striptags }}{% endfilter %} {{ size }}{% endcall %}
{% cache "side" %}{{ posts|length }}{% endcache %}
{% autoescape false %}{{ post.text }}{% endautoescape %}{{ post|tojson }}{{ post.nope.more if post.nope is defined else "no more" }}{% endblock %}""",
    "letter.txt": """Dear {{ name|title }},
{% for post in posts[:3] %}
  {{ "%2d. %-10s"|format(loop.index, post.title) }} {{ post.day }}
{%- endfor %}

{{ posts|batch(2, none)|list|length }} {{ posts|map(attribute="title")|slice(2)|map("list")|list }}
## a comment
# if posts|length > 2
many
# else
few
# endif
""",
    "broken.html": "{% extends 'layout.html' %}\n{% block content %}\n\n{{ posts[0].title.nope.more }}{% endblock %}",
    "wrong.html": "fine\n{% for x in posts %}\n{{ x }\n{% endfor %}",
}
GERMAN = {"Copyright": "Urheberrecht", "%(count)s post": "%(count)s Beitrag", "%(count)s posts": "%(count)s Beiträge"}


class Fragment(Extension):
    """Keeps what it rendered once."""

    tags = {"cache"}

    def __init__(self, environment):
        super().__init__(environment)
        environment.extend(fragments={})

    def parse(self, parser):
        """One tag with a key."""
        line = next(parser.stream).lineno
        arguments = [parser.parse_expression(), Const(line)]
        body = parser.parse_statements(["name:endcache"], drop_needle=True)
        return CallBlock(self.call_method("_keep", arguments), [], [], body).set_lineno(line)

    def _keep(self, key, line, caller):
        return self.environment.fragments.setdefault((key, line), caller())


def options(site):
    """How the site's environments are set up."""
    return {
        "autoescape": select_autoescape(),
        "extensions": ["jinja2.ext.i18n", Fragment],
        "trim_blocks": site["trim"],
        "lstrip_blocks": site["trim"],
        "line_statement_prefix": "#",
        "line_comment_prefix": "##",
    }


def translated(environment, site):
    """The environment with the site's language."""
    words = GERMAN if site["language"] == "de" else {}
    environment.install_gettext_callables(
        lambda text: words.get(text, text),
        lambda one, many, n: words.get(t := one if n == 1 else many, t),
        newstyle=True,
    )
    return environment


def attempt(function):
    """A page, or what was wrong."""
    try:
        return function()
    except Exception as found:
        return [type(found).__name__, str(found), getattr(found, "lineno", None)]


def publish(site):
    """Every page of a site, from files, from a cache of bytecode and precompiled."""
    posts = [{**post, "day": str(date(2024, 1, 1) + timedelta(post["day"]))} for post in site["posts"]]
    known = {"site": site, "posts": posts, "post": posts[0], "name": site["name"]}
    names = sorted({*FILES} - {"macros.html"})
    with tempfile.TemporaryDirectory() as room:
        for name, text in {**FILES, "own.html": site["own"]}.items():
            with open(os.path.join(room, name), "w", encoding="utf-8") as file:
                file.write(text)
        cache = FileSystemBytecodeCache(room, "%s.cache")
        pages = []
        for _ in range(2):
            environment = translated(
                Environment(loader=FileSystemLoader(room), bytecode_cache=cache, **options(site)), site
            )
            pages.append([attempt(lambda n=n, e=environment: e.get_template(n).render(known)) for n in names])
        compiled = os.path.join(room, "compiled")
        told = []
        environment.compile_templates(compiled, zip=None, log_function=told.append, extensions=["html", "txt"])
        ready = translated(Environment(loader=ModuleLoader(compiled), **options(site)), site)
        pages.append([attempt(lambda n=n: ready.get_template(n).render(known)) for n in names])
        pages.append([attempt(lambda n=n: "".join(environment.get_template(n).generate(known))) for n in names])
        messages = [
            list(
                babel_extract(
                    io.BytesIO(text.encode()), ["_", "gettext", "ngettext"], [], {"line_statement_prefix": "#"}
                )
            )
            for _, text in sorted(FILES.items())
        ]
        told = sorted(line.replace(room, "") for line in told)
        return [re.sub(r"/tmp/\w+", "", repr(page)) for page in pages], told, repr(messages)


def customers(site):
    """What customers write themselves: in a sandbox, as native values, with what is undefined noted, and asynchronously."""
    known = {"posts": site["posts"], "name": site["name"], "site": site}
    noted = io.StringIO()
    logger = logging.Logger("site")
    logger.addHandler(logging.StreamHandler(noted))
    noting = Environment(undefined=jinja2.make_logging_undefined(logger))
    sandbox, native = SandboxedEnvironment(autoescape=True), NativeEnvironment()
    found = []
    for source in site["written"]:
        found.append(attempt(lambda s=source: sandbox.from_string(s).render(known)))
        found.append(attempt(lambda s=source: repr(native.from_string(s).render(known))))
        found.append(attempt(lambda s=source: noting.from_string(s).render(known)))
        found.append(attempt(lambda s=source: repr(sandbox.compile_expression(s.strip("{} "))(known))))
    from jinja2 import asyncsupport

    later = Environment(enable_async=True, loader=jinja2.DictLoader(FILES), **options(site))
    translated(later, site)

    async def stream(posts):
        for post in posts:
            yield post

    for name in ("index.html", "letter.txt", "broken.html"):
        page = {**known, "post": site["posts"][0]}
        found.append(attempt(lambda n=name, p=page: asyncio.run(later.get_template(n).render_async(p))))
    source = "{% for p in stream(posts) if p.public %}{{ loop.index }}{{ p.title }}{% else %}-{% endfor %}"
    template = later.from_string(source)
    found.append(attempt(lambda: asyncio.run(template.render_async(known, stream=stream))))
    return [re.sub(r"0x\w+", "", repr(page)) for page in found], noted.getvalue(), asyncsupport.__name__
