# ruff: noqa: E501, ISC003 - a text is a line
"""Texts for the lexer alone, and longer programs."""

LEXED = [
    "a b1 _c $d e$ T Tx int INT Int for foR _Bool _bool _Static_assert offsetof __int128 __INT128 _Thread_local inline",
    "auto break case char const continue default do double else enum extern float goto if long register restrict return",
    "short signed sizeof static struct switch typedef union unsigned void volatile while _Complex _Noreturn _Atomic _Alignof _Alignas",
    "+ - * / % | & ~ ^ << >> || && ! < > <= >= == != = *= /= %= += -= <<= >>= &= ^= |= ++ -- -> ? ( ) [ ] { } , . ; : ...",
    "a+++b a---b a<<=b a>>>=b a->b a- >b a...b a..b a.b .5.5 1..2 a&&&b a|||b a^=^b !==! ~=~ %=% x=-1",
    "0 1 12 012 0x1 0X1f 0b1 0B10 1u 1U 1l 1L 1ul 1UL 1lu 1LU 1ll 1LL 1ull 1ULL 1llu 1LLU 1uLL 0u 00 0l 0xful 0b1ull 1lL 1uu 1lul",
    "1.0 .1 1. 1e1 1E+1 1e-1 1.0e1 1.f .1F 1.L 1e1l 0x1p1 0x1.p1 0x.1p1 0x1.8P-1F 0xp1 0x1.8 1e 1.e .e1 1.2.3 1.0fl 09.5 08e1",
    "08 09 018 0778 00009 a 0x 0xg 0b2 1a 1_ 3x4",
    r"'a' '\n' '\x1' '\x1f' '\xfff' '\0' '\12' '\123' '\1234' '\\' '\'' '"
    + '"'
    + r"' 'ab' 'abc' 'abcd' '\n\n' 'a\'' L'a' u'a' U'b' u8'c' L'ab'",
    r"'' 'abcde' '\q' '\9' 'a" + "\n" + r"b' 'c d" + "\n'",
    "'unmatched",
    r"""'\*' 'ok' '\(' L'' u8'\x' '\xg' "\x" "\xg" """,
    r'"" "a" "a b" "\"" "\\" "\n\t\x41\101" "'
    + "'"
    + r'" L"a" u"a" U"a" u8"a" L "a" u8 "a" LL"a" "a""b" "%s" "\?\e\." "a\qb"',
    r'"\q" "\*" "a\(b" "ok" "\
" x',
    '"open\nint "x" "y',
    "a\nb\n\n\nc\td  e\n\n\tf\n g",
    "{ { } } } {",
    "T T2 { T } int T; U u T",
    "@ ` \\ \x0c \r \x01 a\u00e9b \u20ac",
    '#line 5\na\n#line 7 "x.c"\nb # 9\nc\n# 12 "y.c" 1 3 4\nd\n#  line\t20\ne\n#line 30 "a\\\\b.h" \nf',
    "#line\na",
    '#line "x" 5\na',
    "#line 5 x\na\nb",
    '# 5 "a" "b"\nc',
    "#line 5u\na",
    "#line 08\na",
    "#line 5",
    '# 5 "x"',
    "#linex\na",
    "#line5\na",
    "# foo\na",
    "#define X 1\n",
    "#\na",
    " # 3\na",
    "a # 3\nb",
    "#include <x>\n",
    "# 5.5\na",
    "#pragma\na",
    "#pragma x\na",
    "#pragma x y z\nb\n#pragma  \t q \nc",
    "# pragma w\nd",
    "#pragma",
    "#pragmax\ne",
    "#pragma pragma x\nf",
    "#pragma pack(1) // c\n",
    "\t#pragma omp parallel for\n\n#pragma\tonce\ng",
    "a #pragma b\nc",
    "/* comment */ a // b\n",
]

SESSIONS = [
    ["typedef int A; A a;", "A a;", "int A; int f(void) { return A; }", "typedef char A; A b;"],
    ["typedef int A;", "int x = ;", "A a;", "int A;"],
    ["int f(void) { typedef int B; {", "B b;", "int B;", "typedef int B; void f(void) { { B x", "int B;"],
    ['#line 50 "x.h"\nint a;', "int b;", "int c", "\n\nint d;", ""],
    ["", " \n", ";", "#pragma x\n", "int a; @"],
]

LONG = [
    r"""
typedef unsigned long size_t;
typedef struct node { struct node *next; void *data; } Node;
typedef int (*Compare)(const void *, const void *);
static inline Node *push(Node *head, void *data) {
    Node *node = malloc(sizeof(Node));
    if (!node) return 0;
    *node = (Node) { .next = head, .data = data };
    return node;
}
int sort(Node **list, Compare less) {
    int swapped, n = 0;
    do {
        swapped = 0;
        for (Node **at = list; *at && (*at)->next; at = &(*at)->next, n++) {
            Node *one = *at, *two = one->next;
            if (less(two->data, one->data) < 0) {
                one->next = two->next; two->next = one; *at = two;
                swapped |= 1;
            } else if (n > 1000) goto out;
        }
    } while (swapped);
out:
    return n ? n << 1 & ~3 : -1;
}
""",
    r"""
enum color { RED, GREEN = 1 << 2, BLUE = GREEN | 0x10, };
struct shape { enum color c; union { struct { double r; } circle; struct { double w, h; } box; }; };
double area(s, scale) const struct shape *s; double scale;
{
    switch (s->c) {
        case RED: return 3.14 * s->circle.r * s->circle.r * scale;
        case GREEN:
        case BLUE: { double a = s->box.w; a *= s->box.h; return a; }
        default:
            while (1) { if (scale > 1e3) break; else scale *= 2.5e+0f; continue; }
    }
    return ({ int t = 1; t; }), .0;
}
char *names[][3] = { { "red" " one", L"r", u8"\x52" }, [1][2] = "b", [GREEN] = { 0 } };
_Static_assert(sizeof(struct shape) >= offsetof(struct shape, box.h), "lay" "out");
int main(int argc, char *argv[static 1]) { return argc > 1 ? (int) *argv[1] - '0' : sizeof argv; }
""",
]

NESTED = [
    "int x = " + "(" * 40 + "1" + ")" * 40 + ";",
    "int x = " + "-" * 3 + "!" * 40 + "a;",
    "int x = " + "f(" * 40 + "a" + ")" * 40 + ";",
    "int x = a" + " + a" * 400 + ";",
    "int x = a" + ", y = b" * 300 + ";",
    "int x = " + "a ? b : " * 40 + "c;",
    "int f(void) { " + "{ " * 40 + "a;" + " }" * 40 + " }",
    "int f(void) { " + "if (a) " * 40 + "b; }",
    "int f(void) { " + "if (a) b; else " * 40 + "c; }",
    "int " + "(*" * 30 + "a" + ")[2]" * 30 + ";",
    "int " + "*" * 60 + "a;",
    "struct { " * 20 + "int a;" + " } b;" * 20,
    "int x[] = " + "{" * 30 + "1" + "}" * 30 + ";",
    "int x = a" + ".b[1]->c(2)" * 100 + ";",
    "int f(void) { " + "a = " * 40 + "b; " + "x: " * 40 + "c; }",
    "int f(" + "int (*a)(" * 20 + "void" + ")" * 20 + ");",
    "char *s = " + '"a" ' * 300 + ";",
]
