# ruff: noqa: SIM905 - cases are many, and their texts are what they are
"""Sites, a frozen set and random ones; see driver.py."""

import random

WORDS = (
    'Alpha beta <gamma> & delta http://example.org/a?b=c www.site.net it\'s "x" 42 über mail@example.com end.'.split(
        " "
    )
)
WRITTEN = (
    "{{ posts|map(attribute='title')|join(', ') }}",
    "{{ posts|length + NUMBER }}",
    "{{ posts[NUMBER].title|upper|replace('A', '4') }}",
    "{{ name.__class__.__mro__ }}",
    "{% for p in posts %}{{ loop.revindex }}{{ p.title|first }}{% endfor %}{{ nope }}{{ nope.x }}",
    "{{ [NUMBER, name, {'a': NUMBER}] }}",
    "{{ range(NUMBER0)|sum }}{{ '%s'|format(name) }}",
    "{% set x = NUMBER %}{% if x is divisibleby 3 %}three{% elif x > 5 %}big{% else %}{{ x ** 2 }}{% endif %}",
    "{{ '{0.__class__}'.format(name) }}{{ '{:>9}|'.format(name) }}",
    "{{ posts.append(1) }}{{ posts|length }}",
    "{{ (posts|groupby('author')|list)[0].grouper ~ NUMBER // 2 }}",
    "{{ posts|sum(attribute='words') / NUMBER }}",
    "{% macro m(a, b=NUMBER) %}{{ a }}{{ b }}{{ varargs }}{% endmacro %}{{ m(name) }}{{ m(1, 2, 3) }}",
    "{{ lookup }}{{ lookup|default(name, true) }}{% if lookup %}x{% endif %}{{ 'a' in lookup }}",
)


def text(rng, most=14):
    """Some words, in lines."""
    return "".join(rng.choice(WORDS) + rng.choice("  \n") for _ in range(rng.randrange(1, most)))


def sections(rng, depth=2):
    """Some entries of a menu."""
    return [
        {"path": f"{n}/{rng.choice(WORDS)}", "name": rng.choice(WORDS), "children": sections(rng, depth - 1)}
        for n in range(rng.randrange(0, 3 if depth else 1))
    ]


def site(rng):
    """A site."""
    posts = [
        {
            "title": text(rng, 4).strip(),
            "text": text(rng),
            "day": rng.randrange(3),
            "words": rng.randrange(2000),
            "public": rng.random() < 0.7,
            "tags": rng.choices(["A", "b", "C", "a"], k=rng.randrange(4)),
            "author": rng.choice(["", "Ann", "bob"]),
        }
        for _ in range(rng.randrange(1, 6))
    ]
    written = [source.replace("NUMBER", str(rng.randrange(12))) for source in rng.sample(WRITTEN, 6)]
    return {
        "name": rng.choice(WORDS),
        "language": rng.choice(["de", "en"]),
        "trim": rng.random() < 0.5,
        "sections": sections(rng),
        "posts": posts,
        "written": written,
        "own": "{{ site.name }}",
    }


def cases(rng, name):
    """One site, published and given to customers."""
    made = site(rng)
    for function in ("publish", "customers"):
        yield {"id": f"{function}/{name}", "group": function, "call": f"driver:{function}", "args": [made]}


def corpus():
    """The frozen sites."""
    return [case for n in range(8) for case in cases(random.Random(n), f"frozen-{n}")]


def generate(seed, count):
    """As many cases as asked for."""
    rng = random.Random(seed)
    return [case for n in range(count // 2) for case in cases(rng, f"drawn-{n}")]
