# ruff: noqa: E501 - a program is a line
"""Programs, by what they are about; each line is one of its own, and `@` stands for a new line in it."""

HEAD = "typedef int T; typedef struct S U; "

GOOD = {
    "declarators": r"""
int a;
int *a, **b, *const c, *const volatile *restrict d;
int a[3], b[][4], c[x + 1][sizeof(int)], d[f(2)];
int (*a)[3], *(*b)[2], (*(*c)(void))[5];
int (*f(int a, char (*b)(int)))(double);
char *(*(**foo[][8])())[];
int f(void), g(), h(int), k(int, ...), m(int a, char *b[], ...);
int f(int (*)(int), int [], int *[3], int (*)[3], int (void));
int f(int a[static 3], int b[const 3], int c[*], int d[const *], int e[static const 2], int g[const static x], int h[restrict volatile]);
int f(int [*], int [const 3], int [3][*], int (*[])(void), int *[*]);
void f(int *p, int (*q), int ((r)), int (*(s)));
int ((a)), (*(b)), *((c)[2]);
const int *a; int const *b; int *const c; const int *const volatile d[2];
unsigned a; long long b; unsigned long int c; short d; long double e; signed char g; double _Complex h; _Bool i; __int128 j;
static const unsigned int a = 3, *b; extern inline int f(void); static inline void g(void); register int r; auto int s; _Thread_local int t;
int static a; int const static inline f(void); long static unsigned int b;
extern c(), d(int); inline g(void); static (*e(void)); const volatile k(a, b);
""",
    "structures": r"""
struct S; union S; enum E; struct S a; struct { int x; } b; struct S { int x; } c, *d;
struct S { int a, b; char *c; struct { int d; } e; struct { int f; }; union { int g; float h; }; };
struct S { int a : 3, b : 2 + 1; unsigned : 0; int c; int * d : x ? 1 : 2; };
struct {} a; struct S {} b; struct S { ; ; int x; ; }; struct S { int; long; };
struct S { const int a; int const b, *volatile c; _Atomic int d; int (*e)(void), f[3]; };
struct S { int x; }; struct S { struct S *next; enum { A, B } kind; } list[3] = { { 0 } };
enum { A }; enum E { A, B = 3, C = A | B, }; enum E x = A; enum { D, E } y; enum E { F,, G };
union U { int a; struct { short b, c; } d; } const *u;
struct A { @#pragma pack(1)@int x; @#pragma pop@ @#pragma @} a;
const struct S { int x; } static a; typedef struct { int x; } P, *Q;
int f(struct S { int a; } x, union { int b; } *y, enum { Z } z);
struct S { _Alignas(8) int a; _Alignas(int) char b; int _Alignas(16) c; _Alignas(2) _Alignas(4) long d; };
""",
    "initializers": r"""
int a = 1, b = {2}, c[] = {1, 2, 3,}, d[2][2] = {{1, 2}, {3, 4}}, e[] = {};
struct S a = {.x = 1, .y = {2, 3}, .z.w[2] = 4, [3] = 5, [1 + 2].q = 6, 7};
int a[] = {[0] = 1, [2] = {3}, [f(x)] = 4,}; char *b[] = {"a", "b" "c", 0};
char a[] = "abc" "def" "\x41", b[] = L"w" L"v", c[] = u8"a" u"b", d = 'x';
int *p = &a, q = sizeof a, *r = (int[]){1, 2}, s = (struct S){.a = 1,}.a, t = a ? b : c;
int a = b = c, d = (e, f), g = -1, *h = 0, (*i)(void) = &f, j = {k = 1};
""",
    "functions": r"""
void f(void) {} int g() { return 1; } int main(int argc, char **argv) { ; }
f() {} *g(a) {} main(argc, argv) char **argv; { return argc; } (h)(x) { }
int f(a, b) int a; char *b, c; { return a; } long g(x) register int x; { } int h(a) const int a; int b; { }
static inline int f(int a) { return a; } int *f2(void) { } int (*f3(int a))(int) { return a; } int (f4)(int a) { }
int f(int a, ...) { } void g(int, char *) { } void h(struct S s, int b[]) { } int x { }
const char *f(const char *a) { static int b; extern int c; register int d; auto int e; return a; }
int f(a) struct S { int x; } a; { } int g(T); _Noreturn void h(void) { }
int f(void) {}; int g(void) {} ; ; int x; int h(void); int h(void) {}
""",
    "statements": r"""
void f(void) { if (a) b; if (a) b; else c; if (a) if (b) c; else d; if (a) { } else if (b) ; else { c; } }
void f(void) { while (a) b; do c; while (d); do { e; } while (f, g); for (;;) ; for (a; b; c) d; for (a, b; ; c, d) { } }
void f(void) { for (int i = 0, *j; i < 3; i++) k; for (int i; ; ) ; for (struct S { int x; } s; a; b) c; for (T i = 0; i; ) { T(i); T(*j), k; } }
void f(void) { switch (a) { case 1: b; c; case 2: case 3: d; break; default: e; } switch (a) case 1: b; switch (a) { } switch (a) { b; case 1: ; } }
void f(void) { switch (a) { default: case 1: b; { c; } x: case 2: d; } switch (a) { int z; case 1: { case 2: b; } break; case 3 + 4: ; } }
void f(void) { switch (a) { case 1: case 2: default: b; c; switch (d) { case 3: e; } f; } }
void f(void) { a: b; c: ; d: e: f; goto a; break; continue; return; return a, b; return (a); { } ; ; {{}{;}} }
void f(void) { int a; a = 1; int b = a; { int a; a; } struct S { int x; } c; enum { A, B } d; typedef int V; V e; }
void f(void) { _Static_assert(1, "a"); _Static_assert(1); if (a) _Static_assert(b, "c" "d"); x: _Static_assert(3); }
void f(void) { a; (b); *c; -d; ++e; f(); "g"; 1; (T) h; sizeof(i); &j; a, b; a ? b : c; (a, b), c; }
""",
    "expressions": r"""
int x = a + b * c - d / e % f << g >> h < i > j <= k >= l == m != n & o ^ p | q && r || s;
int x = a || b && c | d ^ e & f == g < h << i + j * k; int y = a - b - c, z = a / b * c, w = (a + b) * (c - d);
int x = a ? b : c ? d : e, y = a ? b, c : d, z = (a ? b : c) ? d : e, w = (a || b ? c && d : e) = f;
int x = -a + !b * ~c - -d + +e & &f, y = *a++ + ++*b, z = - - a - --b, w = !!a, v = &*c, u = -(T) d;
int x = a[1][2].b->c(d, e)[f]++, y = a.b.T->U--, z = (a)(b)((c, d))(), w = a()[0](), v = (*a)(), u = "s"[0], t = (a)[b];
int x = (T) a, y = (int *) (char) b, z = (T) (a) + b, w = (T) {1}, v = (T) -a, u = (T) *a, t = (T) &a, s = (int (*)(void)) a, r = (U *) {0};
int x = sizeof a, y = sizeof(T), z = sizeof(a), w = sizeof (T) * 3, v = sizeof a[1], u = sizeof -a, t = sizeof sizeof a, s = sizeof (T){1}, r = sizeof(a)[1], q = sizeof(int[3]);
int x = _Alignof(int), y = _Alignof(T *), z = _Alignof(struct S), w = offsetof(struct S, a), v = offsetof(T, a.b[3].c), u = offsetof(U, a[i][j]);
int x = ({ int a = 1; a; }), y = ({ }), z = f(({ b; }), c), w = ({ T q; q; });
void f(void) { a = b; a += b -= c; *a *= b; a[1] /= 2; a->b %= c; (a) <<= 1; f(a) >>= 2; a &= b, c |= d; ++a ^= 1; -a = b; sizeof a = 1; }
int x = ++(T){1}, y = ++(a), z = --a[1], w = (T){1}.x, v = (T){1}[2], u = &(T){1, 2,}, t = (const struct S *) a;
int x = ((((a)))), y = ((a) + (b)), z = ((a) == 1) ? 1 : 2, w = f((a, b), (c)), v = f(a = b, c ? d : e);
""",
    "constants": r"""
int x = 0, a = 1234567890, b = 0x1F, c = 0XabcdefU, d = 017, e = 00, f = 0b101, g = 0B11u;
int x = 1u, a = 1l, b = 1ul, c = 1lu, d = 1ll, e = 1ull, f = 1llu, g = 1LL, h = 1ULL, i = 1LLU, j = 0xFFull, k = 017L, l = 0u, m = 0L, n = 5Lu, o = 5UL;
float x = 1.0, a = 1., b = .5, c = 1e5, d = 1E+5f, e = 1.5e-3L, f = 0.0f, g = 1.F, h = .5l, i = 0e0, j = 00.5, k = 1e5F;
float x = 0x1p3, a = 0x1.8p-3, b = 0x.8P+1f, c = 0xA.p2L, d = 0XAB.CDp0;
char x = 'a', a = '\n', b = '\'', c = '"', d = '\\', e = '\0', f = '\777', g = '\x41', h = '\xabc', i = '\?', j = ' ', k = '\e';
char x = L'a', a = u'a', b = U'a', c = u8'a', d = L'\n', e = 'ab', f = 'abc', g = 'abcd', h = '\n\t', i = 'a\'b', j = '\x41b';
char *x = "", *a = "a\tb", *b = "\"", *c = "\\", *d = "'", *e = "a" "b"   "c", *f = "\x41\101\0", *g = "%d\n", *h = "..\dir\.file";
char *x = L"a", *a = u8"b", *b = u"c", *c = U"d", *d = L"a" L"b" L"c", *e = u8"" u8"z", *f = U"\n" U"\"";
int L = 1, u = 2, U2 = 3, u8 = 4, Lx = 5, $ = 6, $a_1 = 7, _ = 8, __x = 9, a$b = 10;
int x = 'ul', a = 'l', b = 1 -1, c = 1-1, d = a-- -b, e = a+++b, f = a<-b, g = a>>=b, h = a&&b, i = a& &b;
""",
    "atomics and asserts": r"""
_Atomic int a; _Atomic(int) b; _Atomic(int *) c; int _Atomic d; _Atomic(int) *e; int *_Atomic f; const _Atomic(int) g;
typedef _Atomic(int) V; V a; _Atomic(V) b; _Atomic(_Atomic(int)) c; _Atomic(struct S) d; struct S { _Atomic(int) a; _Atomic int b; };
int f(_Atomic(int) a, _Atomic int b, _Atomic(int *) *c); _Atomic(int) g(void); _Atomic(int) h(void) { _Atomic(int) x; x = 1; }
int x = (_Atomic int) a, y = sizeof(_Atomic(int)), z = (_Atomic(int) *) b; static _Atomic(int) s; _Atomic(int) static t;
_Static_assert(1 == 1, "ok"); _Static_assert(sizeof(int) > 2); int x; _Static_assert(a ? b : c, "x" "y");
_Alignas(16) int a; int _Alignas(T) b; _Alignas(x + 1) static char c; _Alignas(double) struct S d; _Alignas(4) _Alignas(8) int e;
_Noreturn void f(void); inline _Noreturn int g(void) { } _Thread_local static int x; static _Thread_local int y;
_Atomic(int) T2; _Atomic(int) a, *b, c[3]; _Atomic(T) d; _Atomic T e; _Atomic U *g;
""",
    "types and names": r"""
T a; T *b, c[2]; T f(T a, T *b); T g(T); U *h(U *); const T i; T const j; static T k; T static l; unsigned T2; T (m); T (*n)(T);
void f(void) { T a; T * b; T (c); T (*d); (T) e; sizeof(T); }
void f(void) { int T; T = 1; T * T; T(1); (T) + 1; sizeof(T); sizeof T; } T a;
void f(int T) { T = 3; T * 2; { typedef char T; T a; } T - 1; } T b; void g(T T) { T; } T c;
void f(void) { typedef char T; T a; { int T; T; { T + 1; } } T b; } T c;
void f(void) { struct T { int T; } T; T.T = 1; struct T b; enum T { A }; a->T; a.U; } T c;
void f(void) { enum { A, B }; A + B; typedef int B2; B2 x; } void g(void) { enum { A, B = A }; int A; A * B; } T d;
void f(void) { T T; T = 1; } void g(void) { T a, T; T = a; } void h(void) { T *T; *T = 1; }
void f(void) { for (int T = 0; T < 3; T++) { T; } } void g(T (*h)(T)) { h(1); } int h(T a, int T) { T; }
struct S { int T; T U; T *a, (*b)(T); unsigned T : 3; struct { T c; }; }; typedef struct T T2; T2 x;
int f(T), g(T *), h(T a, U *b), k(T (a)), m(T (*)(T)), n(T []), o(T (T)), p(int (T)), q(int T), r(int *T), s(const T), t(unsigned T);
int f(const _Atomic(int) T); int g(_Atomic(long) static U, int a); void h(const T, volatile U *b, T const, U c); int k(_Atomic(T) U);
typedef T V, *W; typedef V X[3]; typedef X (*Y)(W); Y y; typedef int (*Z)(T, Y); Z z[2]; typedef struct { T a; } *Q; Q q;
typedef int A; typedef int A; A a; A f(A A) { return A; } A b; int g(void) { A A = 1; return A; } A c;
void f(void) { struct S; a * b; T * b; U *c, d; (T) * b; } int x = (T)(1), y = sizeof(T)-1;
int T2(T T2) { return T2; } extern T a; extern T b(T); T (*fp)(T a, T);
void f(a, T2) T a; { T T3; } int g(int a, int b) { { int T; } T c; } typedef enum { P, R } E; E e = P;
""",
    "pragmas": r"""
#pragma once@int x;@#pragma a b  c@#pragma @#  pragma   spaced   @
void f(void) {@#pragma omp@for (;;) ;@#pragma x@}
void f(void) { if (a)@#pragma x@b; if (a) {@#pragma y@} else@#pragma z@c; }
void f(void) { for (;;)@#pragma x@#pragma y@a; while (b)@#pragma z@; }
void f(void) { switch (a) { case 1:@#pragma x@b; default:@#pragma y@c; } l:@#pragma z@d; do@#pragma w@e; while (f); }
void f(void) { if (a)@#pragma x@b; c; while (d)@#pragma y@{ } if (a) if (b)@#pragma z@c; else d; }
void f(void) { if (a)@#pragma x@} int y;
int x;@	#pragma tab@int y = 1 +@2;
""",
    "lines": r"""
#line 10@int x;@int y;
#line 10 "a.h"@int x;@# 3 "b.h"@int y;@# 7@int z;
# 1 "a.h" 1 3 4@int x;@# 20 "a b.h" 2@int y;@#line   5   "c.h"   @int z;
int x;@# 12 "a.h"@void f(void) {@a;@}@# 3 "b.h"@int g(void) { return 1; }
# 1 "C:\dir\x.h"@int x;@ # 5 "ind.h"@int y;@#	9	"tab.h"@int z;
void f(void) {@a;@# 50@b;@if (c)@# 70@d;@}
""",
}


def programs(text, head=""):
    """The programs of one entry."""
    return [head + line.replace("@", "\n") for line in text.strip().split("\n")]
