# ruff: noqa: SIM905 - signs are easier to read so
"""Expressions and types of random programs in C, as lists of tokens."""

TYPES = ("int", "char", "unsigned long", "double", "void", "_Bool", "long long int", "float _Complex", "__int128")
VALUES = ("a", "b", "c", "x1", "$d", "_e")
TYPE_NAMES = ("T", "U")
HEAD = "typedef int T;\ntypedef struct S { int m; T n; } U, *V;\n"
CONSTANTS = (
    *("0", "1", "42u", "0x1FuL", "077", "0b101", "10ll", "3LLU", "1.5", ".5f", "2.", "1e3L", "0x1.8p3", "0x.8p-1f"),
    *("'a'", r"'\n'", r"'\x1f'", r"'\012'", "L'w'", "u8'c'", "u'c'", "U'c'", "'ab'", "'abcd'", r"'\\'"),
    *('"s"', '"a" "b"', r'"q\"q\x1b"', 'L"w"', 'L"w" L"v"', 'u8"x"', 'u"x" U"y"', '""', r'"\\"', '"%d\\n" "t"'),
)
BINARY = "* / % + - << >> < > <= >= == != & ^ | && ||".split()
ASSIGN = "= += -= *= /= %= <<= >>= &= ^= |=".split()
UNARY = "& * + - ~ ! ++ --".split()
QUALS = ("const", "volatile", "restrict", "_Atomic")
STORAGE = ("static", "extern", "register", "auto", "_Thread_local", "inline", "_Noreturn", "static inline")
BLANKS = (" ", " ", " ", " ", " ", "\n", "  ", "\t", " \n  ", "\n\n")


class Pieces:
    """Makes the parts of declarations and statements; `left` bounds how much nesting is still allowed."""

    def __init__(self, rng, left=4):
        self.rng, self.left = rng, left

    def any(self, *makers):
        """What one of several methods makes; near the bottom the first."""
        if self.left <= 0:
            return makers[0]()
        self.left -= 1
        try:
            return self.rng.choice(makers)()
        finally:
            self.left += 1

    def maybe(self, share=0.5):
        return self.rng.random() < share

    def several(self, make, low=1, high=3, between=","):
        """A few of something, with a token between."""
        found = list(make())
        for _ in range(self.rng.randrange(low, high + 1) - 1):
            found += [*([between] if between else []), *make()]
        return found

    # Expressions.

    def value(self):
        return [self.rng.choice(VALUES if self.maybe(0.99) else TYPE_NAMES)]

    def constant(self):
        return [self.rng.choice(CONSTANTS)]

    def operand(self):
        return self.any(self.value, self.constant, self.value, self.grouped, self.postfix, self.postfix, self.prefix)

    def grouped(self):
        return ["(", *self.expression(), ")"]

    def postfix(self):
        base = self.any(self.value, self.grouped, self.postfix, self.literal)
        return [*base, *self.any(lambda: ["++"], self.index, self.call, self.member, self.member)]

    def index(self):
        return ["[", *self.expression(), "]"]

    def call(self):
        return ["(", *(self.several(self.assignment) if self.maybe(0.8) else []), ")"]

    def member(self):
        return [self.rng.choice([".", "->"]), self.rng.choice(["m", "n", "T"])]

    def literal(self):
        return ["(", *self.type_name(), ")", *self.braces()]

    def prefix(self):
        return self.any(
            lambda: [self.rng.choice(UNARY), *self.operand()],
            lambda: ["(", *self.type_name(), ")", *self.operand()],
            lambda: ["sizeof", *self.operand()],
            lambda: ["sizeof", "(", *self.type_name(), ")"],
            lambda: ["_Alignof", "(", *self.type_name(), ")"],
            lambda: [
                "offsetof",
                "(",
                *self.type_name(),
                ",",
                "m",
                *([".", "n"] if self.maybe() else self.index()),
                ")",
            ],
        )

    def binary(self):
        return [*self.operand(), self.rng.choice(BINARY), *self.any(self.operand, self.binary)]

    def ternary(self):
        return [
            *self.any(self.operand, self.binary),
            "?",
            *self.expression(),
            ":",
            *self.any(self.operand, self.binary, self.ternary),
        ]

    def assignment(self):
        return self.any(
            self.operand, self.binary, self.binary, self.ternary, self.assigned, self.prefix, self.block_value
        )

    def assigned(self):
        target = self.any(self.value, self.postfix, lambda: ["*", *self.operand()], self.grouped)
        return [*target, self.rng.choice(ASSIGN), *self.assignment()]

    def block_value(self):
        return ["(", *self.compound(), ")"] if self.maybe(0.3) else self.operand()

    def expression(self):
        return self.several(self.assignment, 1, 2 if self.maybe(0.2) else 1)

    # Types and declarators.

    def qualifiers(self, share=0.2):
        return [self.rng.choice(QUALS)] if self.maybe(share) else []

    def type(self):
        if self.maybe(0.5):
            return self.rng.choice(TYPES).split()
        return self.any(
            lambda: self.rng.choice(TYPES).split(),
            lambda: [self.rng.choice(TYPE_NAMES)],
            lambda: [self.rng.choice(TYPE_NAMES)],
            lambda: [self.rng.choice(["struct", "union", "enum"]), self.rng.choice(["S", "T"])],
            self.struct,
            self.enum,
            lambda: ["_Atomic", "(", *self.rng.choice(TYPES).split(), *self.rng.choice([[], ["*"]]), ")"],
        )

    def specifiers(self):
        storage = [self.rng.choice(STORAGE)] if self.maybe(0.2) else []
        aligned = ["_Alignas", "(", *self.any(self.constant, self.type_name), ")"] if self.maybe(0.06) else []
        parts = [" ".join(storage).split(), self.qualifiers(), aligned]
        self.rng.shuffle(parts)
        behind = [
            *self.qualifiers(0.1),
            *(["int"] if self.maybe(0.01) else []),
            *(["static"] if self.maybe(0.02) else []),
        ]
        return [*parts[0], *parts[1], *parts[2], *self.type(), *behind]

    def type_name(self):
        return [*self.qualifiers(), *self.type(), *self.qualifiers(0.1), *(self.abstract() if self.maybe(0.4) else [])]

    def pointer(self):
        return ["*", *self.qualifiers(0.3), *(["*"] if self.maybe(0.2) else [])]

    def abstract(self):
        return self.any(
            self.pointer,
            lambda: ["(", *self.abstract(), ")", *self.suffix()],
            lambda: [*self.pointer(), *self.nameless_suffix()],
            self.nameless_suffix,
        )

    def nameless_suffix(self):
        return self.any(
            lambda: ["[", "]"],
            lambda: ["[", *self.assignment(), "]"],
            lambda: self.rng.choice([["[", "*", "]"], ["[", "const", "]"], ["(", ")"]]),
            lambda: ["(", *(self.parameters() if self.maybe(0.7) else []), ")"],
            lambda: [*self.nameless_suffix(), "[", *self.constant(), "]"],
        )

    def suffix(self):
        return self.any(
            lambda: ["[", *self.constant(), "]"],
            lambda: ["[", *self.assignment(), "]"],
            lambda: [
                "[",
                *self.rng.choice(
                    [
                        [],
                        ["*"],
                        ["const", "*"],
                        ["static", "1"],
                        ["const", "static", "a"],
                        ["static", "const", "2"],
                        ["const"],
                        ["restrict", "volatile", "b"],
                    ]
                ),
                "]",
            ],
            lambda: ["(", *self.parameters(), ")"],
            lambda: ["(", *self.rng.choice([[], ["a"], ["a", ",", "b"]]), ")"],
        )

    def name(self):
        return [self.rng.choice(VALUES if self.maybe(0.96) else TYPE_NAMES)]

    def declarator(self):
        return self.any(
            self.name,
            self.name,
            lambda: [*self.pointer(), *self.declarator()],
            lambda: [*self.name(), *self.suffix()],
            lambda: [*self.name(), *self.suffix(), *self.suffix()],
            lambda: ["(", *self.declarator(), ")", *(self.suffix() if self.maybe() else [])],
        )

    def parameter(self):
        return [*self.specifiers(), *self.any(list, self.declarator, self.declarator, self.abstract)]

    def parameters(self):
        return [*self.several(self.parameter), *([",", "..."] if self.maybe(0.2) else [])]

    def struct(self):
        tag = [self.rng.choice(["S", "P", "T"])] if self.maybe() else []
        members = [t for _ in range(self.rng.randrange(4)) for t in self.struct_member()]
        return [self.rng.choice(["struct", "union"]), *tag, "{", *members, "}"]

    def struct_member(self):
        kind = self.rng.random()
        if kind < 0.06:
            return [";"]
        if kind < 0.12:
            return ["\n#pragma pack(1)\n"]
        start = [*self.qualifiers(0.15), *self.type(), *self.qualifiers(0.05)]
        if kind < 0.2:
            return [*start, ";"]
        return [*start, *self.several(self.struct_declarator), ";"]

    def struct_declarator(self):
        width = [":", *self.any(self.constant, self.binary)]
        if self.maybe(0.1):
            return width
        return [*self.declarator(), *(width if self.maybe(0.2) else [])]

    def enum(self):
        tag = [self.rng.choice(["E", "T"])] if self.maybe() else []
        ends = [","] if self.maybe(0.3) else []
        return ["enum", *tag, "{", *self.several(self.enumerator), *ends, "}"]

    def enumerator(self):
        return [
            self.rng.choice(["A", "B", "C", "a"]),
            *(["=", *self.any(self.constant, self.binary)] if self.maybe(0.3) else []),
        ]
