# ruff: noqa: E501 - a case on a line
"""Statements, inheritance, whitespace, translations and errors in templates."""

from shape import case

STATEMENTS = {
    "for": "{% for x in list %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}"
    "{{ loop.last }}{{ loop.length }}{{ loop.depth }}{{ loop.depth0 }}:{{ x }}{{ loop.cycle('a', 'b') }};{% endfor %}",
    "for-neighbours": "{% for x in list %}{{ loop.previtem }}<{{ x }}>{{ loop.nextitem }}{{ loop.previtem is defined }};{% endfor %}",
    "for-changed": "{% for u in users %}{{ loop.changed(u.age) }}{{ loop.changed(1, 2) }}{% endfor %}",
    "for-generator": "{% for x in numbers(3) %}{{ loop.length }}{{ loop.last }}{{ loop.revindex }}{{ x }}{% endfor %}"
    "{% for x in numbers(3) %}{{ loop.nextitem }}{{ loop.length }}{% endfor %}{% for x in gen %}{{ loop }}{% endfor %}",
    "for-else": "{% for x in empty %}{{ x }}{% else %}none{{ x }}{% endfor %}{% for x in list %}{% else %}no{% endfor %}"
    "{% for x in list if x > 5 %}{{ x }}{% else %}filtered{% endfor %}",
    "for-filter": "{% for x in mixed if x is number %}{{ loop.index }}{{ x }}{% if not loop.last %},{% endif %}{% endfor %}"
    "{% for k, v in map|dictsort if k != 'a' %}{{ k }}={{ v }}{{ loop.length }}{% endfor %}",
    "for-unpack": "{% for (a, b), c in [((1, 2), 3)] %}{{ a }}{{ b }}{{ c }}{% endfor %}{% for k, v in map.items() %}{% endfor %}",
    "for-recursive": "{% for t in tree recursive %}{{ loop.depth }}{{ loop.depth0 }}[{{ t.v }}{% if t.c %}{{ loop(t.c) }}{% endif %}"
    "{{ loop.last }}]{% else %}-{% endfor %}",
    "for-recursive-filter": "{% for t in tree if t.v != 3 recursive %}{{ t.v }}{{ loop(t.c) }}{{ loop.length }}{% endfor %}",
    "for-not-recursive": "{% for x in list %}{{ loop([1]) }}{% endfor %}",
    "for-scope": "{% set x = 1 %}{% for y in list %}{% set x = y %}{{ x }}{% endfor %}{{ x }}{{ y }}",
    "for-nested": "{% for a in list %}{% set outer = loop %}{% for b in [1, 2] %}{{ outer.index }}{{ loop.index }}"
    "{{ a }}{{ b }} {% endfor %}{% endfor %}",
    "for-shadow": "{% for list in list %}{{ list }}{% endfor %}{{ list }}{% for loop in list %}{% endfor %}",
    "for-errors": "{% for x in 5 %}{% endfor %}",
    "for-undefined": "{% for x in nope %}{{ x }}{% else %}e{% endfor %}{% for x in none %}{% endfor %}",
    "for-cycle": "{% for x in list %}{{ loop.cycle() }}{% endfor %}",
    "for-break": "{% for x in range(9) %}{% if x == 2 %}{% continue %}{% elif x > 4 %}{% break %}{% endif %}{{ x }}{% else %}e{% endfor %}",
    "break-outside": "a{% break %}b",
    "if": "{% if one %}1{% endif %}{% if zero %}a{% elif none %}b{% elif yes %}c{% else %}d{% endif %}{% if nope %}x{% else %}y{% endif %}"
    "{% if zero %}a{% elif none %}b{% endif %}{% if one is odd and not zero %}z{% endif %}",
    "if-scope": "{% if one %}{% set a = 1 %}{% else %}{% set b = 2 %}{% endif %}{{ a }}{{ b }}{% if zero %}{% set one = 3 %}{% endif %}{{ one }}",
    "set": "{% set a = 1 %}{% set b, c = 2, 3 %}{% set (d, e) = pair %}{% set _f = a + b %}{{ a }}{{ b }}{{ c }}{{ d }}{{ e }}{{ _f }}",
    "set-block": "{% set a %}<b>{{ text }}</b>{% endset %}{{ a }}{% set b | upper %}x{{ one }}{% endset %}{{ b }}{{ b is escaped }}"
    "{% set c | replace('x', 'y') | shout(mark='?') %}x{% endset %}{{ c }}",
    "set-namespace": "{% set ns = namespace(a=1, **{'b': 2}) %}{% for x in list %}{% set ns.a = ns.a + x %}{% endfor %}{{ ns.a }}{{ ns.b }}{{ ns.c }}{{ ns }}",
    "set-namespace-wrong": "{% set ann.name = 1 %}",
    "set-namespace-block": "{% set ns = namespace() %}{% set ns.x %}<{{ one }}>{% endset %}{{ ns.x }}",
    "set-twice": "{{ one }}{% set one = 5 %}{{ one }}{% set one = one + 1 %}{{ one }}{{ from_context('one') }}",
    "with": "{% with %}{% set a = 1 %}{{ a }}{% endwith %}{{ a }}{% with a=1, b=one %}{{ a }}{{ b }}{% with a=2, c=a %}{{ a }}{{ c }}{% endwith %}{{ a }}{% endwith %}",
    "macro": "{% macro m(a, b='x', c=a) %}[{{ a }}|{{ b }}|{{ c }}]{% endmacro %}{{ m() }}{{ m(1) }}{{ m(1, 2, 3) }}{{ m(b=5) }}{{ m(c='<', a='&') }}",
    "macro-more": "{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, 3, x=4) }}{{ m.name }}{{ m.arguments }}"
    "{{ m.catch_kwargs }}{{ m.catch_varargs }}{{ m.caller }}{{ m }}",
    "macro-too-many": "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}",
    "macro-unknown": "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(b=2) }}",
    "macro-twice": "{% macro m(a) %}{{ a }}{{ caller() }}{% endmacro %}{{ m(1, caller=one, a=2) }}",
    "macro-caller-value": "{% macro m(caller=none) %}{{ caller }}{{ caller is none }}{% endmacro %}{{ m() }}{{ m(caller='c') }}{% call m() %}x{% endcall %}",
    "macro-caller-wrong": "{% macro m(caller, a) %}{{ caller() }}{% endmacro %}{{ m() }}",
    "macro-caller-missing": "{% macro m() %}{{ caller }}{{ caller() }}{% endmacro %}{{ m() }}",
    "macro-no-caller": "{% macro m() %}x{% endmacro %}{% call m() %}y{% endcall %}",
    "macro-recursive": "{% macro m(n) %}{{ n }}{% if n > 0 %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(3) }}",
    "macro-scope": "{% set a = 1 %}{% macro m() %}{{ a }}{{ b }}{% set a = 2 %}{{ a }}{% endmacro %}{% set b = 3 %}{{ m() }}{{ a }}",
    "macro-inner": "{% for x in list %}{% macro m(y) %}{{ x }}{{ y }}{{ loop }}{% endmacro %}{{ m(1) }}{% endfor %}{{ m is defined }}",
    "macro-private": "{% macro _m() %}p{% endmacro %}{{ _m() }}{% macro n(a, b=1, c) %}{% endmacro %}",
    "macro-escaping": "{% macro m(a) %}<{{ a }}>{{ escaping() }}{% endmacro %}{{ m('<') }}{{ m('<') ~ '<' }}{% autoescape true %}{{ m('<') }}{% endautoescape %}",
    "call": "{% macro m(a) %}({{ caller(a, 'x') }}{{ caller(b=1, a=2) }}){% endmacro %}{% call(a, b) m(5) %}{{ a }}{{ b }}{{ one }}{% endcall %}",
    "call-nested": "{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}{% call m() %}x{% endcall %}{% endcall %}{% call ann.greet() %}y{% endcall %}",
    "filter-block": "{% filter upper %}a{{ text }}{% endfilter %}{% filter replace('a', 'b')|shout %}aa{% set z = 1 %}{% endfilter %}{% filter nope %}{% endfilter %}",
    "filter-block-escaped": "{% filter e %}<b>{{ text }}{% endfilter %}{% filter indent(2, true)|trim %}a\nb{% endfilter %}",
    "autoescape": "{{ text }}{% autoescape true %}{{ text }}{{ safe }}{{ html }}{{ '<' ~ text ~ safe }}{{ escaping() }}{% endautoescape %}"
    "{% autoescape false %}{{ text }}{{ ['<']|join('&') }}{% endautoescape %}{% autoescape one %}{{ '<' }}{% set a %}<{% endset %}{{ a }}{{ a ~ '<' }}"
    "{% filter upper %}<{% endfilter %}{% macro m() %}<{% endmacro %}{{ m() }}<>{% endautoescape %}",
    "do": "{% set l = [1] %}{% do l.append(2) %}{{ l }}{% do nope.x %}",
    "debug": "{% set a = 1 %}{{ 1 }}{% debug %}",
    "raw": "{% raw %}{{ a }}{% b %}{# c #}{% endraw %}{%- raw -%}  x  {%- endraw -%}  y{%raw%}{%endraw%}",
    "comment": "a{# b #}c{#- d -#}  e{# {{ f }} #}{##}g{# multi\nline #}{{ 1 }}",
    "print": "{% print 1, 2 %}{% print one %}{{ 1, 2 }}",
    "self": "{% block a %}A{{ one }}{% endblock %}{{ self.a() }}{{ self }}{{ self.b }}",
    "unknown": "{% nope %}",
    "globals": "{{ cycler('a', 'b') }}{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.current }}{{ c.reset() }}{{ c.next() }}{{ c.nope }}"
    "{% set j = joiner() %}{{ j() }}x{{ j() }}y{{ j.nope }}{{ cycler() }}",
    "messages": "{% for x in list %}{% if loop.first %}{{ loop.nope }}{% endif %}{{ loop.nope.x }}{% endfor %}",
    "message-macro": "{% macro m() %}{% endmacro %}{{ m.nope.x }}",
    "message-block": "{% block b %}{% endblock %}{{ self.b.nope.x }}",
    "message-self": "{{ self.nope }}",
    "message-namespace": "{{ namespace().x.y }}",
    "deep": "\n\n{% for x in list %}\n{% if x == 2 %}\n{{ err() }}{% endif %}\n{% endfor %}",
    "deep-macro": "{% macro m(a) %}\n{% set local = a %}\n{{ ann.fail() }}\n{% endmacro %}\n\n{{ m(5) }}",
    "deep-block": "x\n{% block b %}\n{{ nope.x }}{% endblock %}",
    "many-names": "{% set a = 1 %}{{ a }}{% block b scoped %}{{ a }}{{ one }}{% endblock %}{% for a in list %}{% block c scoped %}{{ a }}{{ loop.index }}{% endblock %}"
    "{% block d %}{{ a }}{% endblock %}{% endfor %}",
}
SETS = {
    "extends": {
        "base": "<{% block a %}base a{% endblock %}|{% block b %}base b{{ one }}{% endblock %}>{{ self.a() }}",
        "middle": "{% extends 'base' %}{% block a %}middle {{ super() }}{% endblock %}ignored{% set x = 1 %}",
        "main": "{% extends 'middle' %}{% block a %}main {{ super() }}{{ x }}{% endblock %}{% block b %}{{ super.super }}{{ self.a() }}{% endblock %}",
    },
    "extends-super-super": {
        "base": "{% block a %}1{% endblock %}",
        "middle": "{% extends 'base' %}{% block a %}2{{ super() }}{% endblock %}",
        "main": "{% extends 'middle' %}{% block a %}3{{ super.super() }}{{ super() }}{% endblock %}",
    },
    "super-missing": {"main": "{% block a %}{{ super() }}{% endblock %}"},
    "super-top": {
        "base": "{% block a %}x{% endblock %}",
        "main": "{% extends 'base' %}{% block b %}{{ super() }}{% endblock %}{% block a %}{{ self.b() }}{% endblock %}",
    },
    "extends-dynamic": {
        "a": "A{% block x %}{% endblock %}",
        "b": "B{% block x %}{% endblock %}",
        "main": "before{% if zero %}{% extends 'a' %}{% else %}{% extends 'b' %}{% endif %}after{% block x %}x{% endblock %}{{ one }}",
    },
    "extends-maybe": {
        "a": "A{% block x %}{% endblock %}",
        "main": "1{% if zero %}{% extends 'a' %}{% endif %}2{% block x %}x{% endblock %}{% for y in list %}{{ y }}{% endfor %}",
    },
    "extends-variable": {
        "a": "A{% block x %}{% endblock %}",
        "main": "{% set p = 'a' %}{% extends p %}{% block x %}{{ p }}{% endblock %}",
    },
    "extends-twice": {"a": "A", "main": "{% extends 'a' %}{% extends 'a' %}"},
    "extends-twice-dynamic": {"a": "A", "main": "{% if one %}{% extends 'a' %}{% endif %}{% extends 'a' %}"},
    "extends-missing": {"main": "{% extends 'nope' %}"},
    "extends-undefined": {"main": "\n{% extends nope %}"},
    "extends-inner": {"main": "{% for x in list %}{% extends 'a' %}{% endfor %}"},
    "extends-itself-wrong": {"a": "\n{% block x %}\n{{ err() }}{% endblock %}", "main": "{% extends 'a' %}"},
    "block-twice": {"main": "{% block a %}{% endblock %}\n{% block a %}{% endblock %}"},
    "block-names": {"main": "{% block a %}x{% endblock b %}"},
    "block-dash": {"main": "{% block a-b %}x{% endblock %}"},
    "block-nested": {
        "base": "{% block outer %}o{% block inner %}i{% endblock inner %}{% endblock outer %}",
        "main": "{% extends 'base' %}{% block inner %}I{{ super() }}{% endblock %}",
    },
    "block-scoped": {
        "base": "{% for x in list %}{% block a scoped %}{{ x }}{% endblock %}{% endfor %}",
        "main": "{% extends 'base' %}{% block a %}[{{ x }}{{ loop.index }}{{ super() }}]{% endblock %}",
    },
    "block-required-names": {
        "base": "{% macro m() %}m{% endmacro %}{% set v = 1 %}{% block a %}{% endblock %}",
        "main": "{% extends 'base' %}{% macro n() %}n{% endmacro %}{% set w = 2 %}{% block a %}{{ m is defined }}{{ n() }}{{ v }}{{ w }}{% endblock %}",
    },
    "include": {
        "part": "({{ one }}{{ x }}{{ y }}{% set z = 5 %})",
        "main": "{% set x = 7 %}{% for y in list %}{% include 'part' %}{% endfor %}{{ z }}{% include 'part' without context %}{% include 'part' with context %}",
    },
    "include-choice": {
        "b": "B",
        "main": "{% include ['a', 'b'] %}{% include ['x', 'y'] ignore missing %}{% include 'x' ignore missing %}{% include 'x' ignore missing with context %}"
        "{% set l = ['q', 'b'] %}{% include l %}{% include ('x', 'b') without context %}{% include nope ignore missing %}",
    },
    "include-missing": {"main": "\n{% include 'nope' %}"},
    "include-missing-many": {"main": "{% include ['x', nope] %}"},
    "include-empty": {"main": "{% include [] %}"},
    "include-inner-missing": {"a": "{% include 'nope' %}", "main": "{% include 'a' ignore missing %}"},
    "include-wrong": {"a": "\n\n{{ nope.x }}", "main": "\n{% include 'a' %}"},
    "include-syntax": {"a": "\n{% if %}", "main": "\n{% include 'a' %}"},
    "include-block": {
        "a": "{% block x %}{{ one }}{% endblock %}",
        "main": "{% macro m() %}{% include 'a' %}{% endmacro %}{{ m() }}{% filter upper %}{% include 'a' %}b{% endfilter %}",
    },
    "import": {
        "lib": "{% macro m(a) %}[{{ a }}{{ one }}{{ x }}]{% endmacro %}{% set v = 5 %}{% set _p = 6 %}{% macro _q() %}{% endmacro %}out{% for i in [1] %}{% set in = 1 %}{% endfor %}",
        "main": "{% set x = 'X' %}{% import 'lib' as lib %}{{ lib.m(1) }}{{ lib.v }}{{ lib._p }}{{ lib }}{{ lib.nope }}{{ lib.in }}"
        "{% import 'lib' as lib2 with context %}{{ lib2.m(2) }}{% from 'lib' import m, v as w, nope %}{{ m(3) }}{{ w }}{{ v }}{{ nope }}{{ nope is defined }}"
        "{% from 'lib' import m as mm with context %}{{ mm(4) }}",
    },
    "import-private": {"lib": "", "main": "{% from 'lib' import _p %}"},
    "import-missing-name": {"lib": "", "main": "\n{% from 'lib' import a, b as c %}{{ c.d }}"},
    "import-message": {"lib": "x", "main": "{% import 'lib' as l %}{{ l.nope.x }}"},
    "import-message-from": {"lib": "x", "main": "\n{% from 'lib' import q %}{{ q() }}"},
    "import-inner": {
        "lib": "{% macro m() %}m{{ one }}{% endmacro %}",
        "main": "{% for x in list %}{% import 'lib' as l %}{{ l.m() }}{% from 'lib' import m with context %}{{ m() }}{% endfor %}{{ l is defined }}",
    },
    "import-loop-wrong": {
        "lib": "{% macro m() %}\n{{ caller() }}\n{% endmacro %}",
        "main": "{% from 'lib' import m %}\n{% call m() %}\n{{ err() }}{% endcall %}",
    },
    "import-exports": {
        "lib": "{% set a, b = 1, 2 %}{% from 'x' import c, d %}{% import 'x' as e %}",
        "x": "{% set c = 1 %}{% set d = 2 %}",
        "main": "{% import 'lib' as l %}{{ l.a }}{{ l.b }}{{ l.c }}{{ l.e }}",
    },
    "import-block": {
        "lib": "{% block a %}b{% endblock %}{% macro m() %}{{ self.a() }}{% endmacro %}",
        "main": "{% import 'lib' as l %}{{ l.m() }}{{ l }}",
    },
    "circle": {
        "a": "{% if one == 1 %}{% set one = 2 %}{% include 'main' %}{% endif %}",
        "main": "x{% if one == 1 %}{% include 'a' %}{% endif %}",
    },
    "names": {
        "main": "{{ from_context('one') }}{% include 'dir/x.html' %}",
        "dir/x.html": "{{ from_context('two') }}<{{ '<' }}>",
    },
}
WHITESPACE = {
    "lines": "a\n{% if one %}\n  b\n{% endif %}\nc\n\n{{ one }}\n{# d #}\ne\n",
    "signs": "a \n {%- if one -%} \n b {%- endif %} \n {{- one -}} \n c {#- d -#} \n e {{ one -}}\n f {%+ if one %} g {%+ endif %}\n",
    "tabs": "\t{% for x in list %}\t{{ x }}\t{% endfor %}\t\n  \t{%- set y = 1 %}\n  \t{%+ set y = 1 %}|\n x {% set z = 1 %}\n",
    "line-statements": "# for x in list\n  * {{ x }}\n  # if x == 2: \n two ## comment\n  # endif\n# endfor\n## all\nx ## y\n#set z = (1,\n2)\n{{ z }}# no\n",
    "raw-lines": "{% raw %}\n  {{ x }}\n{% endraw %}\n  {%- raw %}\n y {% endraw -%}\n  z\n",
    "newlines": "a\r\n{% if one %}\r\nb\r{% endif %}\r\n{{ 'x\r\ny\nz' }}\r\n",
    "end": "a\n\n",
    "only": "\n",
    "none": "",
    "inner": "{{ one\n}}{%\nif one\n%}x{%\nendif\n%}{{ [1,\n2] }}{{ {'a': {'b': 1}} }}{{ {'a': 1}}}",
    "at-once": "  {% if one %}{% if one %}  {{ one }}  {% endif %}\n  {% endif %}\n  {# c #}  {# d #}\n  text {# e #}\n",
}
OPTIONS = {
    "plain": {},
    "trim": {"trim_blocks": True},
    "lstrip": {"lstrip_blocks": True},
    "both": {"trim_blocks": True, "lstrip_blocks": True},
    "keep": {"keep_trailing_newline": True, "newline_sequence": "\r\n"},
    "cr": {"newline_sequence": "\r", "lstrip_blocks": True, "keep_trailing_newline": True},
    "line": {"line_statement_prefix": "#", "line_comment_prefix": "##"},
    "line-both": {
        "line_statement_prefix": "#",
        "line_comment_prefix": "##",
        "trim_blocks": True,
        "lstrip_blocks": True,
    },
}
DELIMITERS = {
    "php": (
        "<?",
        "?>",
        "<?=",
        "?>",
        "<!--",
        "-->",
        "a<?=one?><? if one ?>b<? endif ?><!-- c --><?- raw ?><?= x ?><? endraw -?> d",
    ),
    "erb": ("<%", "%>", "<%=", "%>", "<%#", "%>", "a<%= one %><% if one -%> b<% endif %><%# c %>{{ x }}<%= one|int %>"),
    "brackets": (
        "[%",
        "%]",
        "[[",
        "]]",
        "[#",
        "#]",
        "[[ list[0] ]][% for x in [[1], [2]] %][[ x[0] ]][% endfor %][# c #]",
    ),
    "dollar": ("$(", ")$", "${", "}", "/*", "*/", "$( if one )$${ {'a': 1}.a }$( endif )$/* c */"),
    "single": ("@", "!", "<", ">", "~", "~", "@if one!<one>@endif!~c~"),
}
TRANSLATIONS = {
    "plain": "{% trans %}hello{% endtrans %}{{ _('hello') }}{{ gettext('50%') }}{% trans %}50% {{ one }}{% endtrans %}{% trans %}50%{% endtrans %}",
    "variables": "{% trans name=ann.name, one %}hi {{ name }} {{ one }}{% endtrans %}{% trans %}hi {{ one }}{% endtrans %}{% trans x=1 %}x{% endtrans %}",
    "plural": "{% trans n=list|length %}{{ n }} thing{% pluralize %}{{ n }} things{% endtrans %}{% trans n=1 %}{{ n }} thing{% pluralize %}{{ n }} things{% endtrans %}",
    "plural-name": "{% trans a=1, b=2 %}{{ a }}{% pluralize b %}{{ a }}{{ b }}s{% endtrans %}{% trans num=one %}{{ num }}{% pluralize %}{{ num }}s{% endtrans %}",
    "plural-call": "{% trans n=ann.tags.__len__() %}one{{ n }}{% pluralize %}many{{ n }}{% endtrans %}{% trans a=numbers(2)|list|count %}{{ a }}{% pluralize %}{{ a }}s{% endtrans %}",
    "trimmed": "{% trans trimmed %}\n  hello\n   you {{ one }}\n{% endtrans %}{% trans notrimmed %} a\n b {% endtrans %}{% trans trimmed a=1 %}  x\n y {{ a }}{% pluralize a %} p\n q{% endtrans %}{% trans trimmed=1 %}{{ trimmed }}{% endtrans %}",
    "escaping": "{% trans a='<b>' %}<i>{{ a }}{% endtrans %}{{ gettext('<%(a)s>', a='<') }}{{ ngettext('%(num)s<', '%(num)s>', 2) }}{{ _('%(x)s', x=safe) }}",
    "colon": "{% trans a=1: %}x{{ a }}{% endtrans %}",
    "first": "{% trans %}{{ one }} a{% pluralize %}{{ one }} b{% endtrans %}{% trans %}{{ num }} a{% pluralize num %}b{% endtrans %}",
    "old": "{{ gettext('hello %(user)s') % {'user': 'x'} }}{{ ngettext('a', 'b', 2) }}{{ gettext('x') }}",
    "twice": "{% trans a=1, a=2 %}{% endtrans %}",
    "unknown": "{% trans a=1 %}x{% pluralize b %}y{% endtrans %}",
    "no-variables": "\n{% trans %}x{% pluralize %}y{% endtrans %}",
    "structure": "{% trans %}{% if %}{% endif %}{% endtrans %}",
    "pluralize-twice": "{% trans a=1 %}{% pluralize %}{% pluralize %}{% endtrans %}",
    "open": "{% trans %}x",
    "expression": "{% trans %}{{ a.b }}{% endtrans %}",
    "no-comma": "{% trans a=1 b=2 %}{% endtrans %}",
}
CATALOGUE = {
    "hello": "HALLO",
    "x": "Y",
    "50%%": "fifty%%",
    "%(n)s things": "%(n)s Dinge",
    "hello you %(one)s": "du %(one)s",
    "<i>%(a)s": "<u>%(a)s",
}
SYNTAX = """
{% if one %}|{% endif %}|{% for x in %}{% endfor %}|{% for in x %}|{% for x of y %}|{% for x, in y %}{% endfor %}|{% for x.y in z %}{% endfor %}|{% for x in y
{% block %}|{% block 1 %}|{% block a %}|{% block a %}{% endif %}|{% macro %}|{% macro m %}|{% macro m( %}|{% macro m(a b) %}|{% macro m(1) %}|{% macro m(a=) %}
{% set %}|{% set a %}|{% set a = %}|{% set 1 = 2 %}|{% set a.b = 1 %}|{% set a[0] = 1 %}|{% set true = 1 %}|{% set a, 1 = x %}|{% set none %}{% endset %}|{% set a|nope %}{% endset %}
{% extends %}|{% include %}|{% import 'x' %}|{% import 'x' as %}|{% import 'x' as 1 %}|{% from 'x' %}|{% from 'x' import %}|{% from 'x' import a as %}|{% from 'x' import a, %}|{% from 'x' import a b %}|{% from 'x' import with context %}|{% from 'x' import a with %}
{% call %}|{% call m %}x{% endcall %}|{% call(a m() %}|{% call m() %}|{% filter %}|{% filter upper|nope %}x{% endfilter %}|{% with a %}{% endwith %}|{% with a= %}|{% autoescape %}|{% raw %}|{% endraw %}|{# x
{{ }}|{{ a|nope }}|{{ a is nope }}|{{ a is }}|{{ a b }}|{{ a }|{{ a|}}|{{ (a }}|{{ a) }}|{{ [a }}|{{ {a: 1 }}|{{ 'x }}|{{ a( }}|{{ a(b=1, c) }}|{{ a(**b, c) }}|{{ a(*b, *c) }}|{{ a(b=1, b=2) }}|{{ a(1=2) }}|{{ a[1:2:3:4] }}|{{ a[] }}
{% else %}|{% elif %}|{% endfor %}|{% if a %}{% elif %}{% endif %}|{% if a %}{% else %}{% else %}{% endif %}|{% for x in y %}{% endif %}|{% if a %}{% endfor %}|{% nope a %}|{% 1 %}|{% %}|{%|{{|{%- endif -%}|{% if a
a {{ b }} c {% if %} d|\n\n{{ a |nope }}|\n{% for x in y %}\n{% if z %}\n{% endfor %}|{{ a.1b }}|{{ 1.e }}|{{ a ? b }}|{{ a & b }}|{{ a ! b }}|{{ a := b }}|{% print %}|{% do %}|{% trans %}
"""


EXTENSIONS = [
    "jinja2.ext.do",
    "jinja2.ext.loopcontrols",
    "jinja2.ext.debug",
    "jinja2.ext.autoescape",
    "jinja2.ext.with_",
]
I18N = {"extensions": ["jinja2.ext.i18n"]}
FOR_STATEMENTS = {
    "plain": {},
    "sandbox": {"kind": "sandbox", "how": "stream", "autoescape": True},
    "strict": {"undefined": "strict", "how": "module", "optimized": False},
    "async": {"enable_async": True},
    "async-escaped": {"enable_async": True, "how": "async-generate", "autoescape": True},
}
FOR_SETS = {
    "plain": {},
    "escaped": {"autoescape": {"default_for_string": False}, "how": "select", "cache_size": 1},
    "async": {"enable_async": True},
    "async-generate": {"enable_async": True, "how": "async-generate"},
}
FOR_TRANSLATIONS = {
    f"{newstyle}-{escaped}": {"newstyle": newstyle, "translations": CATALOGUE, "autoescape": escaped, **I18N}
    for newstyle in (False, True)
    for escaped in (False, True)
} | {"trimmed": {"newstyle": True, "policies": {"ext.i18n.trimmed": True}, **I18N}}


def cases():
    """Templates, each with the ways that matter for it."""
    found = []
    more = {"extensions": EXTENSIONS}
    for name, source in STATEMENTS.items():
        wanted = {way: {**more, **o} for way, o in FOR_STATEMENTS.items() if "debug" not in name or "async" not in way}
        found.append(case("statements", name, "ways", {"main": source}, wanted))
        found.append(case("code", name, "looks", [source], [more, {**more, "enable_async": True, "autoescape": True}]))
    for name, templates in SETS.items():
        found.append(case("inheritance", name, "ways", templates, FOR_SETS))
        options = [{}, {"enable_async": True, "autoescape": True}]
        found.append(case("code", f"set-{name}", "looks", list(templates.values()), options))
    for name, source in WHITESPACE.items():
        found.append(case("whitespace", name, "ways", {"main": source}, OPTIONS))
        found.append(case("code", name, "looks", [source], [OPTIONS[way] for way in ("line", "line-both", "keep")]))
    for name, (*marks, source) in DELIMITERS.items():
        options = dict(zip(DELIMITER_NAMES, marks, strict=True))
        found.append(case("delimiters", name, "render", {"main": source}, **options))
        found.append(case("code", f"delimiters-{name}", "looks", [source], [options]))
    found.append(case("delimiters", "same", "refuse", block_start_string="{{"))
    found.append(case("delimiters", "comment", "refuse", comment_start_string="{{"))
    found.append(case("delimiters", "newline", "refuse", newline_sequence="x"))
    for name, source in TRANSLATIONS.items():
        found.append(case("translations", name, "ways", {"main": source}, FOR_TRANSLATIONS))
        found.append(case("code", f"trans-{name}", "looks", [source], [I18N]))
    for number, line in enumerate(SYNTAX.strip().split("\n")):
        first, *others = line.replace("\\n", "\n").split("|{")
        sources = [first, *("{" + source for source in others)]
        found.append(case("syntax", str(number), "each", sources, "%s", **more))
        found.append(case("syntax", f"{number}-looks", "looks", sources, [more]))
    return found


DELIMITER_NAMES = [f"{what}_{end}_string" for what in ("block", "variable", "comment") for end in ("start", "end")]
