"""Programs with an error, or with what looks like one; written as those of frozen_programs.py."""

BAD = {
    "syntax": r"""
int
int a
int a b;
int a = ;
int a = 1 2;
int a[;
int a[1;
int a[] = {1, ;
int a[] = {,};
int f(int a, );
int f(, int a);
int f(int a, ..., int b);
int f(...);
int f(a, int b);
int f(int a, b);
int f(a, b,);
int f(const x);
int (;
int ();
int *;
int a, ;
int = 3;
int 3;
x;
x = 3;
f() g() {}
static f() {}
int a = b = c = ;
int x = a +;
int x = a + * ;
int x = (a;
int x = a ? b;
int x = a ? : b;
int x = a.;
int x = a->1;
int x = f(a,);
int x = f(,);
int x = a[];
int x = sizeof;
int x = sizeof(int) a;
int x = ++(int) a;
int x = (int) {};
int x = (int) = 3;
int x = a + b = c;
int x = (T) a = b;
int x = "a" L"b";
int x = L"a" "b";
int x = ({ a; }) + 1;
int x = -({ a; });
int x = _Alignof a;
int x = offsetof(a, b);
int x = offsetof(T, b->c);
int x = {.T = 1};
int x = {a: 1};
struct { int a } b;
struct { int a, ; };
struct { int a : ; };
struct { static int a; };
struct { int a = 1; };
struct { _Static_assert(1); };
struct;
struct S { int a;
enum {};
enum { 1 };
enum { A B };
enum { A = };
enum { T };
enum { A, B
union int a;
int struct S a;
T U a;
T T a;
int T T;
long T a;
typedef;
typedef int;
typedef int a = ;
int f(void) { int a }
int f(void) { a b; }
int f(void) { a
int f(void) { if a; }
int f(void) { if (a b; }
int f(void) { if () b; }
int f(void) { else b; }
int f(void) { if (a) else b; }
int f(void) { if (a) int b; }
int f(void) { while (a) }
int f(void) { do a; }
int f(void) { do a; while (b) }
int f(void) { for (a; b) c; }
int f(void) { for (a; b; c; d) e; }
int f(void) { for (int a, b; c) d; }
int f(void) { case : a; }
int f(void) { default a; }
int f(void) { a: }
int f(void) { T: a; }
int f(void) { goto 1; }
int f(void) { goto T; }
int f(void) { break a; }
int f(void) { return }
int f(void) { int g(void) { } }
int f(void) { switch (a) { case b; } }
int f(void) a;
int f(a) b; { }
int f(void), g(void) { }
_Static_assert(1, 2);
_Static_assert(, "a");
_Static_assert();
_Static_assert(1, L"a");
_Alignas int a;
_Atomic(int a;
_Atomic() a;
_Alignas() int a;
int a[static];
int a[static 3;
int a[const];
int f(int [static 3]);
int f(int [*p]);
int x = (int [*p]) a;
int f(int (T a));
int f(int (*T));
int f(int (a) b);
int x = (int a) b;
int x = (const) a;
#define X
int a; # b
void f(void) {@# foo@}
void f(void) { @#pragma x
int f(void) { if (a)@#pragma x@b; else c; }
struct S { int x; } int a;
;;int a;;b
""",
    "meaning": r"""
int T;
typedef int a; int a;
int a; typedef int a;
void f(void) { int a; typedef int a; }
void f(void) { typedef int a; int a; }
void f(void) { typedef int a; enum { a, b }; }
enum { T, B }; int x;
enum { B, T }; int x;
int T(void) { }
int f(int T) { typedef int T; }
struct S int a;
enum E { A } int a;
int x = (struct S int) a;
int f(struct S int a);
struct { struct S int a; };
unsigned;
int;
T;
const;
static;
T const;
unsigned int;
static const;
_Alignas(2);
struct { const; };
struct { const a; };
struct { _Alignas(2) a; };
struct { T T; U a; } x; struct { T; } y;
typedef int f() { }
typedef f() { }
int f(a) typedef int a; { }
const a; static b = 1; volatile *c;
int x = sizeof(_Alignas(2));
""",
}
