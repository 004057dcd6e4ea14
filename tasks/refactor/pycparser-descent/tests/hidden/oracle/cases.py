# ruff: noqa: E501, SIM905 - programs are long
"""Programs for the tools of driver.py, a frozen set and random ones; written without a look at the other suite."""

import random

PRIMES = """
typedef int number;
enum { LIMIT = 60, SMALL = LIMIT / 10 };
int sieve[LIMIT];
static number next(number from) { while (sieve[++from] && from < LIMIT) ; return from; }
int main(void) {
    number found = 0;
    for (number i = 2; i < LIMIT; i = next(i)) {
        print(i);
        found++;
        for (int j = i * i; j < LIMIT; j += i) sieve[j] = 1;
    }
    return found * 100 + SMALL;
}
"""
DAYS = """
int leap(y) int y; { return y % 4 == 0 && y % 100 != 0 || y % 400 == 0; }
int days(int month, int year) {
    switch (month) {
        case 4: case 6: case 9: case 11: return 30;
        case 2: { int number = leap(year) ? 29 : 28; return number; }
        default: break;
    }
    return 31;
}
int main() {
    int year = 1999, total = 0;
    do {
        int month = 12;
        while (month) total += days(month--, year);
        if (year == 2001) continue; else print(total, year);
    } while (++year < 2005);
    return total;
}
"""
SHADOW = """
typedef int size; size width = 3;
int area(size size) { size *= size; { int width = 2; size += width; } return size - width; }
int main(void) { size a = area(5), b[3] = { 1, a, 'x' }; { enum { nine = 9, A }; a += nine * A; } size c = (size) 300; return a + b[1] + b[2] + c + sizeof(size) + (char) 511; }
"""
ORDER = """
int main(void) {
    int a = 7, b = 3, c[4] = { 1, 2, 3, 4 };
    print(a + b * 2, a - b - 1, a << 1 + 1, a & 3 == 3, a | b ^ 1, -a % b, !a + ~b, a < b == 0, a ? b : a, (a, b), c[a - b] + c[1] * 2);
    print(a++ + ++b, a-- - --b, a > 1 ? b > 1 ? 1 : 2 : 3, a = b = 4, a += b -= 1, a <<= 1, a ^= 0x1F, 0b11 + 017 + 10u);
    return a * 1000 + b;
}
"""
DECLARATIONS = """char *(*(**foo[][8])())[]; int (*signal(int sig, void (*func)(int)))(int); const char *const volatile *p;
typedef struct pair { int a : 3; struct { char c[2], *d; }; union { long e; } f; } pair, *pairs; pairs list[2 + 3];
enum color { RED, GREEN } paint(enum color, pair), *colors; static unsigned long long big; extern int (*const table[])(pair *, ...), last;
double f(double (*)(double), double [], int (pair), int (a)[2]);"""
CALLS = """int g(int a);
int f(int a) { return g(a + g(2)) ? h()[1](3) : (*p->q)(g(1), (f)(4)); }
void k(void) { for (int i = f(1); g(i); h(i++)) if (x(y(z()))) { k(); }
  do { m(); } while (n(sizeof(f(1)))); l: switch (s()) { case 1: t(u(), v()); } return w(); }"""
WRONG = [
    "int a", "int a = (1;", "int f(void) { return 1 }", "int f(void) { a = b c; }", "int\n\nf(int a,\n b);", "struct { int a; \n int b } c;",
    "typedef int A;\nA A; A b;", "typedef int A;\nint f(void) { int A; A b; }", "int x = 'ab\n;", "int x = 089;", "#define A\n", "int a;\n}",
    "int a[3\n;", "for (;;) ;", "int f(void) {\n if (a)\n}", "enum { A, B,\n C D };", "int a; @", "int f(void) { goto; }", "\n# 40 \"other.h\"\nint a b;",
]  # fmt: skip
TERMS = ("a", "b", "c", "t[a]", "t[1]", "7", "3", "0x1f", "12", "'k'")


def call(group, name, function, *args):
    """One case of the format."""
    return {"id": f"{group}/{name}", "group": group, "call": f"driver:{function}", "args": list(args)}


def corpus():
    """The frozen cases."""
    programs = {"primes": PRIMES, "days": DAYS, "shadow": SHADOW, "order": ORDER}
    made = [call("run", name, "evaluate", text) for name, text in programs.items()]
    made += [
        call("rename", name, "renamed", text, {"a": "alpha", "year": "anno", "size": "big", "i": "k"})
        for name, text in programs.items()
    ]
    made += [call("calls", name, "calls", text) for name, text in {**programs, "calls": CALLS}.items()]
    good = [one for one in WRONG if one.count("{") >= one.count("}")]
    return [*made, call("explain", "all", "explain", DECLARATIONS), call("complaints", "all", "complaints", good)]


def generate(seed, count):
    """`count` random programs to be run, declarations to be explained and places to be complained about."""
    return [random_case(random.Random(f"{seed}/{n}"), n) for n in range(count)]


def random_case(rng, number):
    """A random case, kinds in turn."""
    if number % 4 == 1:
        return call("random-explain", str(number), "explain", "".join(f"{declared(rng)};\n" for _ in range(6)))
    text = program(rng)
    if number % 4 == 3:
        words = text.split(" ")
        cuts = [rng.randrange(len(words)) for _ in range(6)]
        return call(
            "random-complaints",
            str(number),
            "complaints",
            [" ".join(words[:at] + words[at + 1 :]) for at in cuts if words[at] not in "{}"],
        )
    return call("random-run", str(number), "evaluate", text)


def program(rng):
    """A program of assignments, choices and loops that ends soon."""
    body = " ".join(statement(rng, 3) for _ in range(5))
    return f"int t[5] = {{ 1, 2, 3, 5, 8 }} ; int f(int a, int b) {{ int c = a ; {statement(rng, 1)} return c + b ; }} int main(void) {{ int a = 1, b = 2, c = 3 ; {body} print( a, b, c, t[2] ) ; return a ^ b ; }}"


def statement(rng, depth):
    """A statement, perhaps with others in it."""
    inner = lambda: statement(rng, depth - 1)  # noqa: E731
    plain = f"{rng.choice(['a', 'b', 'c', 't[b]'])} {rng.choice(['=', '+=', '-=', '^=', '|='])} {term(rng, 3)} ;"
    if depth == 0 or rng.random() < 0.3:
        return plain
    return rng.choice(
        [
            f"if ( {term(rng, 2)} ) {inner()} else {inner()}",
            f"for ( int i = 0 ; i < {rng.randrange(4)} ; i ++ ) {{ {inner()} {inner()} }}",
            f"switch ( {term(rng, 1)} & 3 ) {{ case 0 : {inner()} case 1 : case 2 : {plain} break ; default : {inner()} }}",
            f"{{ int b = {term(rng, 2)} ; {inner()} a = b ; }}",
            f"do {{ {inner()} if ( c > {rng.randrange(9)} ) break ; }} while ( c ++ < 3 ) ;",
            f"{{ a = f ( {term(rng, 1)} , {term(rng, 1)} ) ; {inner()} }}" if depth > 1 else plain,
        ]
    )


def term(rng, depth):
    """An expression without parentheses where it may do without."""
    if depth == 0 or rng.random() < 0.2:
        return rng.choice(TERMS)
    parts = [term(rng, depth - 1) for _ in range(3)]
    one, two = rng.choices("+ - * / % << >> & | ^ < > <= >= == != && ||".split(), k=2)
    return rng.choice(
        [
            f"{parts[0]} {one} {parts[1]} {two} {parts[2]}",
            f"( {parts[0]} ) {one} {parts[1]}",
            f"- {parts[0]} {one} ~ {parts[1]}",
            f"( {parts[0]} ? {parts[1]} : {parts[2]} )",
        ]
    )


def declared(rng):
    """A declaration, inside out."""
    name = rng.choice("pqrs")
    for _ in range(rng.randrange(5)):
        name = rng.choice(
            [
                f"*{name}",
                f"*const {name}",
                f"({name})[{rng.randrange(9)}]",
                f"({name})(void)",
                f"({name})(int a, char *)",
                f"({name})[]",
            ]
        )
    kind = rng.choice(
        [
            "int",
            "const char",
            "unsigned long",
            "struct s",
            "union { int a; char b : 2; }",
            "enum e { A, B }",
            "static double",
            "extern void",
        ]
    )
    return f"{kind} {name}"
