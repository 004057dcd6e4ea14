# ruff: noqa: E501, RUF001 - a case on a line
"""Filters, tests and expressions, each with its options and with what it cannot do."""

from shape import case, rows

FILTERS = {
    "escape": "text|e; text|escape; safe|e; html|e; none|e; text|forceescape; safe|forceescape; html|forceescape; 5|e",
    "default": "nope|default; nope|d('x'); ''|d('x'); ''|d('x', true); none|d('x'); none|d('x', boolean=true); nope.x|d(1);"
    " ann.nope|d('no'); map.zz|d(0)",
    "case": "text|upper; text|lower; text|capitalize; text|title; words|title; 'it''s (a) [b] {c} <d>-e'|title;"
    " 'FOO bar-BAZ'|capitalize; 5|upper; 'ß'|upper; 'foo\tbar'|title; \"don't\"|title",
    "replace": "text|replace('o', '0'); text|replace('o', '0', 2); safe|replace('&', '<'); text|replace('<', safe);"
    " 1212|replace(1, 'x'); safe|replace('i', '<b>'); text|replace('', '-', 3)",
    "urlencode": "'a b/c?d=é'|urlencode; {'a b': 'c/d', 'é': 1}|urlencode; [('x', 1), ('y', '&')]|urlencode; 5|urlencode;"
    " bytes|urlencode; safe|urlencode; 'ab'|list|urlencode; {}|urlencode",
    "xmlattr": "{'a': 1, 'b': none, 'c': '<\"'}|xmlattr; {'a': nope}|xmlattr; {}|xmlattr; {'a': 1}|xmlattr(false);"
    " {'a': 1}|xmlattr(autospace=false) ~ '<'; 3|xmlattr",
    "dictsort": "map|dictsort; map|dictsort(true); map|dictsort(false, 'value'); map|dictsort(by='value', reverse=true);"
    " map|dictsort(by='x'); {'b': 1, 'A': 2, 'C': 0}|dictsort; {'b': 1, 'A': 2, 'C': 0}|dictsort(case_sensitive=true)",
    "sort": "list|sort; list|sort(true); ['b', 'A', 'c']|sort; ['b', 'A', 'c']|sort(case_sensitive=true);"
    " users|sort(attribute='name'); users|sort(attribute='age,name')|map(attribute='name')|list;"
    " rows|sort(attribute='d.x')|map(attribute='n')|list; rows|sort(attribute='d.x,n', reverse=true)|map(attribute='n')|list;"
    " mixed|sort; map|sort; (5, 3)|sort; [[2, 'b'], [1, 'a']]|sort(attribute=1); [['b'], ['A']]|sort(attribute='0')",
    "unique": "['b', 'A', 'a', 'B']|unique|list; ['b', 'A', 'a', 'B']|unique(true)|list; [1, 1, 2]|unique|join;"
    " users|unique(attribute='age')|map(attribute='name')|join(','); []|unique|list",
    "minmax": "list|min; list|max; []|min; []|max; ['b', 'A', 'c']|min; ['b', 'A', 'c']|max(true); ['b', 'A']|min(case_sensitive=true);"
    " users|min(attribute='age'); users|max(attribute='age'); rows|max(attribute='d.x'); gen|max; mixed|max",
    "join": "list|join; list|join(', '); users|join(',', attribute='name'); users|join(',', 'age'); ['<', safe]|join('&');"
    " [safe, '<']|join; ['<', html]|join('|'); []|join; 'abc'|join('-'); [1, none, nope]|join(safe); 5|join",
    "center": "'x'|center(9)|replace(' ', '.'); 'x'|center|length; 5|center(4); 'long'|center(2)",
    "ends": "list|first; list|last; []|first; []|last; 'abc'|first; gen|first; gen|last; {}|first; map|first; 5|first; numbers(3)|first",
    "filesizeformat": "1|filesizeformat; 0|filesizeformat; 100|filesizeformat; 999|filesizeformat; 1000|filesizeformat;"
    " 1023|filesizeformat(true); 1024|filesizeformat(true); 1000000|filesizeformat; 1000000|filesizeformat(true);"
    " 123456789012|filesizeformat; 123456789012|filesizeformat(true); (10**15)|filesizeformat; (10**18)|filesizeformat;"
    " (10**21)|filesizeformat; (10**24)|filesizeformat; (10**27)|filesizeformat; (10**27)|filesizeformat(true); '300'|filesizeformat;"
    " 'x'|filesizeformat; (2**40)|filesizeformat(true); (2**50)|filesizeformat(true); (2**60)|filesizeformat(true); (-5)|filesizeformat",
    "pprint": "map|pprint; users|pprint(true); rows|pprint; text|pprint; range(50)|list|pprint",
    "urlize": "'see http://a.example/x?y=1, (www.b.org) or mail a@b.example.'|urlize; 'x.com y.net z.org w.io'|urlize;"
    " 'http://aaaaaaaaaaaaaaaaaaaa.example'|urlize(10); 'http://a.example'|urlize(nofollow=true);"
    " 'http://a.example'|urlize(target='_top'); 'https://a.b <www.c.d> www.e.f&gt; (http://x)'|urlize(15, true, rel='me b');"
    " '(see http://a.example/(x)).'|urlize; 'a@b a@b.c mailto:x@y.z @x www.@a.b'|urlize; ''|urlize; 'x.com. (y.org), <z.net>'|urlize;"
    " 'http://a.example\nwww.b.example'|urlize(5); safe|urlize; 'http://a.example'|urlize(16); 'http://a.example'|urlize(17); 5|urlize;"
    " '-x.org _y.com 9z.net'|urlize; 'www.x www. http:// https://)'|urlize; 'http://x.com/@a www.a@b.c'|urlize(rel='\"'); 'http://q'|urlize(target='<')",
    "indent": "words|indent; words|indent(2); words|indent(2, true); 'a\n\nb\n'|indent(2); 'a\n\nb\n'|indent(2, blank=true);"
    " words|indent(first=true); safe|indent; words|indent(1, indentfirst=true); ''|indent(3, true); 'a\r\nb'|indent(1); 'x\n'|indent(2, true, true)",
    "truncate": "text|truncate(20); text|truncate(20, true); text|truncate(20, false, '<>'); text|truncate(20, leeway=100);"
    " text|truncate(59, leeway=0); text|truncate; text|truncate(20, true, '', 0); 'abc'|truncate(2); 'abcdefgh'|truncate(3, true, leeway=0);"
    " text|truncate(2, end='...'); 'foo bar baz qux'|truncate(9, leeway=1); 'foo bar baz qux'|truncate(11, leeway=4); 'foobarbaz'|truncate(5, false, leeway=0)",
    "wordwrap": "text|wordwrap(20); text|wordwrap(5); text|wordwrap(5, false); text|wordwrap(20, wrapstring='|');"
    " words|wordwrap(7); 'a-b-c-d-e-f'|wordwrap(3); 'a-b-c-d-e-f'|wordwrap(3, break_on_hyphens=false); 'x\n\ny z'|wordwrap(1); ''|wordwrap; text|wordwrap",
    "count": "words|wordcount; ''|wordcount; 'a,b c'|wordcount; 5|wordcount; list|length; map|count; gen|length; 'é ü'|wordcount",
    "number": "'12'|int; 'x'|int; 'x'|int(7); '0x1f'|int(0, 16); '1f'|int(base=16); '0b11'|int(base=2); 12.9|int; '12.9'|int; none|int(3);"
    " '077'|int(base=8); ''|int; '1.5'|float; 'x'|float; 'x'|float(2.5); none|float; '1e3'|int; '9'|int(base=8); list|int; 'inf'|float",
    "format": "'%s is %s'|format('a', 1); '%(a)s'|format(a=2); '%s'|format(1, a=2); '%d'|format('x'); safe|format; '%s<'|format(safe)",
    "trim": "'  x  '|trim; 'xxyxx'|trim('x'); safe|trim('<>i/'); 5|trim; '\n'|trim",
    "striptags": "'<p>a  <b>b</b>\n&amp; c</p><!-- d -->'|striptags; safe|striptags; html|striptags; 5|striptags; ''|striptags",
    "slice": "range(7)|slice(3)|list; range(7)|slice(3, 'x')|list; []|slice(2)|list; range(2)|slice(4)|list; range(2)|slice(4, 0)|list;"
    " range(6)|slice(3, 'x')|list; list|slice(0)|list; 'abcd'|slice(2)|list; gen|slice(2)|list",
    "batch": "range(7)|batch(3)|list; range(7)|batch(3, 'x')|list; []|batch(2)|list; range(4)|batch(2, 0)|list; gen|batch(3, none)|list; 'abc'|batch(2)|list",
    "round": "2.5|round; 2.567|round(2); 2.1|round(method='ceil'); 2.9|round(0, 'floor'); 2.567|round(1, 'ceil'); 1234|round(-2);"
    " 2|round(method='x'); 'x'|round; 42.55|round(1, 'floor')",
    "groupby": "users|groupby('age'); rows|groupby('d.x')|map(attribute='list')|list; rows|groupby('d.x')|map('first')|list;"
    " (rows|groupby('n')|first).grouper; (rows|groupby('n')|first).list; []|groupby('x')|list; ['ab', 'ac', 'b']|groupby(0)|list; rows|groupby('q')",
    "sum": "list|sum; []|sum; list|sum(start=10); users|sum('age'); users|sum(attribute='age', start=0.5); rows|sum('d.x'); mixed|sum; gen|sum",
    "list": "'abc'|list; map|list; numbers(3)|list; 5|list; nope|list; pair|list; safe|list",
    "safety": "text|safe; safe|safe; none|safe; (text|safe)|string; text|string; 5|string; [1]|string; html|string",
    "reverse": "'abc'|reverse; list|reverse|list; gen|reverse|list; 5|reverse; map|reverse|list; pair|reverse|list; {1: 2}.values()|reverse|list",
    "attr": "ann|attr('name'); ann|attr('age'); map|attr('items'); ann|attr('nope'); ann|attr(5); ann|attr('_secret'); ann|attr('__class__'); 'x'|attr('é')",
    "map": "users|map(attribute='name')|list; users|map('attr', 'age')|list; list|map('string')|list; users|map(attribute='boss.name', default='-')|list;"
    " list|map; list|map(5); list|map('nope')|list; users|map(attribute='name', x=1)|list; []|map('upper')|list; rows|map(attribute='d.x')|sum;"
    " ['a', 'b']|map('shout', '?')|list; users|map(attribute='tags.0', default='none')|list; list|map('shout', mark='.')|join; [[1]]|map('first')|list;"
    " users|map(attribute='nope')|list; list|map(attribute='x', default=0)|list",
    "select": "mixed|select|list; list|select('odd')|list; list|select('gt', 1)|list; mixed|reject|list; list|reject('odd')|list;"
    " users|selectattr('tags')|list; users|selectattr('age', 'lt', 30)|list; users|rejectattr('tags')|list; users|rejectattr('age', 'ge', 30)|list;"
    " list|select('nope')|list; users|selectattr|list; users|selectattr('boss.name', 'eq', 'Ann')|list; rows|selectattr('d.x', 'equalto', 1)|list;"
    " ['a!', 'b']|select('shouted')|list; ['a?', 'b']|select('shouted', '?')|list; []|select|list; users|selectattr('nope')|list; rows|rejectattr('d.x', '==', 1)|list; users|rejectattr|list; list|reject('nope')|list",
    "tojson": "map|tojson; text|tojson; none|tojson; [1, '<', \"'\"]|tojson(2); {'b': 1, 'a': '&'}|tojson(indent=1); ann|tojson; 1.5|tojson; safe|tojson",
    "random": "[7]|random; []|random; 'x'|random; 5|random",
    "own": "text|shout|truncate(5, true, ''); 'x'|shout('?'); 'x'|shout(mark='.'); 'x'|nope; 'x'|shout(1, 2)",
    "chains": "users|map(attribute='name')|map('upper')|sort|join(', ')|truncate(9, true); (list|sort)[0]; -list|first; list|sort|first + 1;"
    " (none|default('<'))|e; 'a' ~ 'b'|upper; 'x'|e|upper|replace('X', '<'); [1, 2]|sum|string|center(5); not list|length; 2**3|int; -5|abs; 'a'|upper()()",
}
TESTS = """
1 is odd; 2 is odd; 1 is even; 4 is divisibleby 2; 4 is divisibleby(3); 4 is not divisibleby 3
nope is defined; one is defined; nope is undefined; ann.nope is undefined; nope is not defined
none is none; zero is none; yes is boolean; one is boolean; true is true; one is true; false is false; zero is false
one is integer; yes is integer; pi is integer; pi is float; one is float; dec is float; dec is number; one is number; yes is number; '1' is number
'x' is lower; 'X' is lower; 'X' is upper; 5 is upper; '' is lower; text is string; safe is string; 5 is string; bytes is string
map is mapping; list is mapping; 'x' is sequence; 5 is sequence; gen is sequence; list is iterable; 5 is iterable; ann is iterable
func is callable; 5 is callable; ann is sameas ann; one is sameas 1; ann is sameas(bob); safe is escaped; text is escaped; html is escaped
1 is in list; 9 is in [9]; 'a' is in map; 5 is in 5; 1 is eq 1; 1 is ne 1; 2 is gt 1; 1 is lt 2; 1 is ge 1; 1 is le 0; 1 is equalto 1
1 is greaterthan 0; 1 is lessthan 0; 1 is != 2; 1 is == 1; 2 is >= 2; 2 is > 2; 1 is < 2; 3 is <= 2; 1 is nope; 'x!' is shouted; 'x?' is shouted '?'
1 is odd is true; 1 is odd and 2 is even; not 1 is odd; one is not none; (1 is odd) ~ 'x'; 1 is sameas one; [] is sequence is boolean
"""
EXPRESSIONS = """
1 + 2 * 3 - 4 / 5 // 6 % 7 ** 2; 2 ** 3 ** 2; -2 ** 2; +5; - -5; 7 // 2; -7 // 2; 7 % -3; 1 / 0; 1 // 0; 'a' + 1; 'a' * 3; [1] + [2]; 1.5e3; 1_000; 0.5e-2; 10e1
1 < 2 < 3; 1 < 3 < 2; 1 == 1.0 != 2; 'a' in 'abc'; 'x' not in list; not 1 == 2; 1 < 'a'; none == none; 2 >= 2 > 1 <= 1; 3 not in (1, 2) == true
true and false or 1; not true or 'x'; '' or 0 or 'last'; 1 and 2 and 3; true is true; True; False; None; none or nope; nope and 1; (1 or nope).real
'a' ~ 1 ~ none ~ nope ~ safe; '<' ~ safe; 1 ~ 2; 'a' 'b' \"c\"; '\\x41\\u00e9\\n'; '\\'; \"it's\"; 'a\\'b'
ann.name; ann['name']; ann.age; ann['age']; ann.nope; ann['nope']; ann.boss.name; bob.boss.name; map.items; map['items']; map.a; map['C']; map.nope
list[0]; list[-1]; list[9]; list[1:]; list[:1]; list[::2]; list[::-1]; list[1:2:1]; text[4:9]; list['x']; list[none]; list[0:nope]; pair.0; pair.1.0; text.2; pair[1][0]
ann.greet(); ann.greet('hi'); ann.greet('hi', 1, *[2, 3], **{'k': 4}); ann.greet(greeting='yo'); ann.greet(nope='x', *[1]); ann.greet(class='c'); ann.greet(if=1, **{'for': 2}); ann.fail(); ann.stop(); ann.greet(1, 2; nope(); none(); text(); ann()
from_context('one'); from_context('nope', 7); escaping(); environment_name(1, 2); dict(a=1, **map); range(3)|list; cycler('a', 'b').next(); joiner('|')() ~ 'x'; namespace(a=1).a; lipsum is callable
1 if true; 1 if false; 1 if false else 2; (1 if false).x; 'a' if one else 'b' if zero else 'c'; 1 if nope else 2; nope.x if zero; (1 if zero) is defined; 1 if 0 else nope
(1,); (); (1, 2)[1]; 1, 2; [1, [2, {3: (4,)}]]; {'a': 1, 'b': {}}; {}; [,]; [1,]; {1: 2,}; {'a' 1}; (1; [1; {1: 2; {'a': b for}; (1, 2,); [(),]
loop; self; self.x; caller; super(); varargs; one.real.real.real; 5.real; 5 .real; 'x'.upper(); [1].append(2); {}.x; (5).bit_length(); true.x; 1.2.3; nope.x.y; nope[0]; nope(1); nope + 1; -nope; nope == nope; nope|length; nope in list; 1 in nope; nope < 1; nope ~ 1
a.b.c.d; *list; **map; @; $; a b; 1 2; a..b; a.; .a; a[; a]; a[]; a[1,2]; a|; |a; a|b|; a is; a is not; a not; not; if; a if; a if b else; lambda; a = 1; a == ; ==; ~; a ~; a == = b; 0x1f; 1__0; 1_; é; föö; ñ.ñ; ١; a–b; {{; }}; %}; a; 'x; \"x
ann._secret; ann.__class__; ann.__class__.__mro__; ann.__init__.__globals__ is mapping; ''.__class__.__base__.__subclasses__ is callable; func.__code__.co_name; gen.gi_frame.f_lasti; gen.gi_code.co_name; cls.mro(); cls.mro; cls.__name__; ann.greet.__func__; ann.greet.im_func; later(1).cr_frame.f_lasti; ann.drop(); ann.alter(); text.format(ann)
'{0.name} {0.__class__} {0[age]}'.format(ann); '{a.__init__.__name__}'.format(a=ann); '{x}'.format_map({'x': 1}); ('{0.__class__}'|safe).format(ann); '{0[__class__]}'.format(ann); '{:>5}|{!r}'.format('a', 'b'); '{0.__class__}'.format_map(map); range(99999)|length; range(100001)|length; range(0, 10**9, 10**8)|list; '%s'|format(ann)
list.append(4); list.pop(); map.clear(); map.update({}); list.sort(); [].insert(0, 1); {1}.x; list.index(1); map.get('a'); map.pop('a'); list.extend([]); list.reverse(); list.remove(3); map.setdefault('z', 1); map.popitem(); list.copy(); map.keys()|list
2 ** 10; 2 + 2; 'a' + 'b'; 3 - 1; -one; +one; 9 / 3; 9 // 2; 9 % 4; - -one; 2 * 3; one + zero; pi * 2; -pi; 'a' * 2; not one; 1 + 'a'
"""
ASYNC = """
later(1); later(1) + 1; later(later); later('<')|upper; later([1, 2])|join(','); numbers_later(3)|list; numbers_later(3)|join; numbers_later(0)|first; numbers_later(3)|first
numbers_later(5)|select('odd')|list; numbers_later(5)|reject('odd')|join('-'); numbers_later(3)|map('string')|list; numbers_later(4)|sum; numbers_later(4)|sum(start=10); numbers_later(5)|slice(2)|list
users|groupby('age')|list; users|selectattr('tags')|list; users|rejectattr('age', 'lt', 30)|list; users|map(attribute='name')|list; later(users)|groupby('age')|list; later(ann).name; later(ann)['age']; later({'a': 5}).a
list|first; []|first; list|list; list|join; list|sum; mixed|select|list; list|map('shout')|list; users|join(',', attribute='name'); list|slice(2)|list; list|last; list|sort; 5|list; nope|first; nope|join; later(nope)|d('x'); rows|sum('d.x'); later(1) if later(true) else 2; users|sum(attribute='age', start=1)
ann.fail(); later(0) and err(); err(); ann.greet(later('hi')); [later(1), later(2)]|join; later(5) is odd; later(none) is none; later(list)[0]; later('a') ~ later('b'); loop; self; {'a': later(1)}.a; numbers_later(2)|batch(1)|list
"""
WAYS = {
    "plain": {},
    "sandbox": {"kind": "sandbox", "intercept": "+ - * / // % **", "autoescape": True},
    "debug": {"undefined": "debug", "optimized": False, "finalize": "none"},
}
MORE = {
    "native": ({"kind": "native"}, (0, 3, 7, 9)),
    "immutable": ({"kind": "immutable"}, (12, 13)),
    "strict": ({"undefined": "strict"}, (4, 10)),
    "chain": ({"undefined": "chain", "autoescape": True}, (4, 10)),
    "context": ({"finalize": "context", "autoescape": True}, (3, 9)),
    "eval": ({"finalize": "eval"}, (3,)),
    "environment": ({"finalize": "environment"}, (3, 9)),
}
"""Ways for some lines of expressions."""
FILTERED = ({}, {"autoescape": True, "optimized": False})
NATIVE = ("number", "sum", "list", "default", "round")
POLICIES = {
    "urlize.rel": None,
    "urlize.target": "_new",
    "truncate.leeway": 0,
    "json.dumps_kwargs": {"sort_keys": False},
}


def split(text):
    """The expressions of a line: apart by a semicolon and a blank."""
    return [part.strip(" ") for line in rows(text) for part in line.split("; ")]


def cases():
    """Every filter, test and expression."""
    filters = {name: split(text.replace("\n", "\\n")) for name, text in FILTERS.items()}
    found = [
        case("filters", name, "each_way", texts, [*FILTERED, *[{"kind": "native"}] * (name in NATIVE)])
        for name, texts in filters.items()
    ]
    found += [
        case("filters", f"policies-{name}", "each", filters[name], policies=POLICIES)
        for name in ("urlize", "truncate", "tojson")
    ]
    found += [case("tests", f"{n}", "each", split(line)) for n, line in enumerate(rows(TESTS))]
    found += [
        case("expressions", f"{n}-{way}", "each", split(line), **options)
        for way, options in WAYS.items()
        for n, line in enumerate(rows(EXPRESSIONS))
    ]
    found += [
        case("expressions", f"{n}-{way}", "each", split(rows(EXPRESSIONS)[n]), **options)
        for way, (options, numbers) in MORE.items()
        for n in numbers
    ]
    found += [
        case("compiled-expressions", f"{n}-{bare}", "evaluate", split(line), bare)
        for n, line in enumerate(rows(EXPRESSIONS))
        for bare in (True, False)
        if bare or n in (3, 9, 10)
    ]
    hows = [
        {"how": how, "autoescape": how == "render", "enable_async": True}
        for how in ("render", "async", "async-generate")
    ]
    found += [case("asynchronous", f"{n}", "each_way", split(line), hows) for n, line in enumerate(rows(ASYNC))]
    found += [
        case("asynchronous", f"filters-{name}", "each", texts, enable_async=True)
        for name, texts in filters.items()
        if name in ("ends", "groupby", "join", "list", "map", "select", "slice", "sum", "chains", "sort")
    ]
    return found
