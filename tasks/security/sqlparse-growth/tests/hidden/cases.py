"""Behaviour cases: a frozen corpus, and random statements from a seed."""

import random

STATEMENTS = [
    "select a, b as c, d e, f.g, h.* from t1 left outer join t2 on t1.x = t2.y where a > 1 and b between 2 and 3 or c in (1, 2)",
    "SELECT DISTINCT CASE WHEN a = 1 THEN 'x' WHEN b THEN c ELSE NULL END AS k, count(*), max(d)::int FROM s.t GROUP BY 1 HAVING x",
    "insert into foo (a, b, c) values (1, 'zwei', now()), (2.5, null, f(g(1), 2)), (3, -1e5, 0xFF);",
    "with x as (select 1), y (a) as (select * from x where z) select * from y order by a desc nulls last, b asc limit 10 offset 5;",
    "create or replace function f(a int) returns int as $$ begin if a then return 1; end if; end; $$ language plpgsql; select 1;",
    "CREATE TABLE t (id integer PRIMARY KEY, name varchar(20) not null default 'x', ts timestamp with time zone, p double precision);",
    "create function g() begin declare x int; for i in 1..2 loop x := 1; end loop; while y begin z; end while; end; select 2",
    "update t set a = b + 1, c = 'it''s' where d like '%x' and not exists (select 1 from u where u.id = t.id) -- end\n;",
    "delete from a; /* multi\nline */ drop table b; -- c\nselect '\\'' ; select \"quo\"\"ted\" from `back` union all select [sq br] from x",
    "select date '2001-01-01' + interval '1' day, a at time zone 'utc', b[1][2], c -> 'd', e ->> 'f', g || h || i from j",
    "select a from b where c = :name and d = ? and e = %s and f = %(n)s and g = $1 and h = @v and i is not null and j not in (1)",
    "declare @x int; begin select 1; begin select 2; end; end; create procedure p as begin if 1 begin a; end end; select 3;",
    "select sum(a) over (partition by b order by c desc rows between 1 and 2) as s, row_number() over w from t window w as (x)",
    "foo.bar(a, b).c; (select 1) union (select 2) intersect (select 3) except select 4;\r\n\r\nselect 5\r; # hint\nselect /*+ h */ 6",
    "merge into a using b on a.x = b.x when matched then update set y = 1 when not matched then insert values (1); truncate t",
    "select * from a cross join b natural join c straight_join d full outer join e on f = g inner join h using (i), lateral view explode(x) t",
    "select 'a\nb', \"c\nd\" from x -- y\n, z /* q */ ; --+ hint\nselect 1 ;;; \\d foo; select ´x´ from ü where é = 1 and 1.5e3 < .5",
    "if a then b := 1; end if; for x in y loop z; end loop; foreach q in array r loop s; end loop; case a when 1 then 2 end case",
    "select a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,aa,bb,cc from long_table_name where (a,b) = (1,2) and f(x,(y),z)",
    "grant select on a to b; explain analyze select 1; set search_path = x; commit; alter table a add column b int, drop column c",
    "", "   ", ";", "\n\n;\n", ")", "(", "))((", "'", "\"", "select", "select (", "case", "end", "where", "a.", ".a", "a::", ":= 1", ",", "/*", "--",
    "where a order by b where c limit 1", "(where a)", "as as", "values", "values (1),(2)", "insert into a values\n(1),\n(2)", "f (1)", "f(1", "begin",
    "select a as, b from c as", "order by a asc, b desc nulls first", "date 'x' day", "null as x, role, 1 as y", "a = b = c <> d", "a+b-c*d/e%f",
]  # fmt: skip
OPTIONS = [
    {},
    {"reindent": True},
    {"reindent": True, "comma_first": True},
    {"reindent": True, "wrap_after": 20},
    {"reindent": True, "wrap_after": 60, "indent_width": 4, "comma_first": True},
    {"reindent": True, "indent_columns": True},
    {"reindent": True, "indent_tabs": True},
    {"reindent": True, "indent_after_first": True, "indent_width": 3},
    {"reindent_aligned": True},
    {"strip_comments": True},
    {"strip_comments": True, "reindent": True, "keyword_case": "upper"},
    {"use_space_around_operators": True},
    {"keyword_case": "capitalize", "identifier_case": "upper"},
    {"identifier_case": "lower", "truncate_strings": 3},
    {"truncate_strings": 2, "truncate_char": "~", "keyword_case": "lower"},
    {"output_format": "php", "reindent": True},
    {"output_format": "python"},
    {"output_format": "python", "reindent": True},
    {"output_format": "php"},
    {"output_format": "sql", "strip_whitespace": True},
    {"right_margin": 20},
]
FLAGGED = [
    *({name: value} for name in (
        "keyword_case", "identifier_case", "output_format", "strip_comments", "use_space_around_operators",
        "strip_whitespace", "truncate_strings", "indent_columns", "reindent", "reindent_aligned", "indent_after_first",
        "indent_tabs", "indent_width", "wrap_after", "comma_first", "right_margin",
    ) for value in (None, True, False, "upper", "php", 0, 1, 2, -1, 9, 10, 11, "12", "x", [1])),
    {"truncate_strings": 5, "truncate_char": "+"}, {"reindent": True, "indent_columns": True, "indent_tabs": True},
]  # fmt: skip
WORDS = """select from where and or order by group limit insert into values update set delete create or replace table
function as case when then else end begin if for foreach loop while declare union all having between in not null like
join left outer inner on a b foo c1 date timestamp interval cast using is distinct asc desc nulls first with over
partition temp int varchar at time zone day month returning current_date role on except merge exec call""".split()
MARKS = [
    "(", ")", "(", ")", ",", ",", ";", "[", "]", ".", "::", ":=", "=", "<>", "+", "-", "*", "/", "||", "%s", ":x", "?", "$1",
    "1", "2.5", "1e3", "0x1F", "'s'", "'it''s'", "'a\\'b'", "'c\\\\'", "'", '"', '"q"', '"q\\""', "`n`", "`", "´x´", "-- c\n",
    "# c\n", "--\n", "/* m */", "/*", "*/", "/*+ h */", "$a$", "$A$", "$$", "$b$ x $b$", "\n", "\n", "\r\n", "\r", "\t", "  ",
    "\\", "\\\\", "\\n", "@v", "#t", "##g", "é", "END IF", "END LOOP", "select (", "f(", "a.b", "x[1]", "1,2,3", "a as b",
    "\u2028", "\x0b", "NOT  NULL", "UNION\nALL", "group  by", "values (1,2),(3,4)", "case when a then b end", "f(a, b)",
]  # fmt: skip


def call(group, name, function, *args):
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": list(args)}


def corpus():
    """The frozen cases."""
    made = [call("tables", "keywords", "tables")]
    for at, text in enumerate(STATEMENTS):
        made += [call("tree", at, "tree", text), call("walks", at, "walks", text), call("edited", at, "edited", text)]
        made += [call("outputs", at, "outputs", text, OPTIONS)]
    made += [call("flags", at, "flagged", options) for at, options in enumerate(FLAGGED)]
    made += [call("stream", at, "streamed", STATEMENTS[at : at + 3]) for at in range(0, 15, 3)]
    made += [call("stream", kind, "refused", kind) for kind in ("number", "list", "none")]
    made += [call("stream", f"encoded-{at}", "tree", "select 'Привет' from x", "cp1251") for at in range(1)]
    made += [call("words", 0, "words", WORDS + MARKS), call("words", 1, "words", [w.upper() + "(" for w in WORDS])]
    for at, (argv, text) in enumerate(_commands()):
        command = {"argv": ["{python}", "-m", "sqlparse", *argv], "stdin": text, "files": {"in.sql": STATEMENTS[0]}}
        made.append({"id": f"command/{at}", "group": "command", **command, "compare": ["exit", "stdout", "outputs"]})
    return made


def _commands():
    yield ["-"], STATEMENTS[0]
    yield ["in.sql", "-r", "-k", "upper", "-i", "lower"], ""
    yield ["-", "-a", "-s"], STATEMENTS[7]
    yield ["-", "--strip-comments", "-l", "php", "-r"], STATEMENTS[8]
    yield ["-", "--reindent", "--indent_width", "4", "--wrap_after", "30", "--comma_first", "1"], STATEMENTS[0]
    yield ["-", "--indent_after_first", "-r", "--indent_columns"], STATEMENTS[0]
    yield ["-", "-l", "python"], STATEMENTS[3]
    yield ["nosuch.sql"], ""
    yield ["in.sql", "-o", "nosuch/out.sql"], ""
    yield ["-", "-k", "wrong"], ""
    yield ["-", "--indent_width", "0"], "select 1"
    yield ["--version"], ""
    yield ["-", "--encoding", "nosuch"], "select 1"
    yield ["-", "--encoding", "latin-1"], "select 'é'"
    yield ["in.sql", "-o", "out.sql", "-r"], ""


def generate(seed, count):
    """`count` random texts: trees, outputs, walks."""
    rng = random.Random(seed)
    made = []
    for at in range(count):
        text = _text(rng)
        if at % 3:
            made.append(call("outputs", f"drawn-{at}", "outputs", text, rng.sample(OPTIONS, 5)))
        else:
            made.append(call("tree", f"drawn-{at}", "tree", text))
    return made


def _text(rng):
    parts = []
    for _ in range(rng.randrange(2, 45)):
        parts.append(rng.choice(WORDS) if rng.random() < 0.5 else rng.choice(MARKS))
        parts.append(rng.choice(["", " ", " "]))
    base = rng.choice(STATEMENTS[:20]).split(" ") if rng.random() < 0.3 else []
    at = rng.randrange(len(base) + 1)
    return " ".join(base[:at]) + " " + "".join(parts) + " " + " ".join(base[at:])
