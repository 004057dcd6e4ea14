"""Random programs in C: each is a function of a random number generator alone."""

from pieces import BLANKS, CONSTANTS, HEAD, Pieces

__all__ = ["CONSTANTS", "STRANGE", "damaged", "joined", "program", "tokens"]


class Maker(Pieces):
    """Makes declarations, statements and what stands at the top of a file."""

    # Declarations and initializers.

    def braces(self):
        return ["{", *self.several(self.item), *([","] if self.maybe(0.2) else []), "}"]

    def item(self):
        return [*(self.designators() if self.maybe(0.3) else []), *self.any(self.assignment, self.braces)]

    def designators(self):
        one = lambda: self.any(lambda: [".", "m"], lambda: ["[", *self.operand(), "]"])  # noqa: E731
        return [*self.several(one, between=""), "="]

    def initialized(self):
        init = self.any(self.assignment, self.assignment, self.braces, lambda: ["{", "}"])
        return [*self.declarator(), *(["=", *init] if self.maybe(0.4) else [])]

    def declaration(self):
        if self.maybe(0.06):
            return [*self.specifiers(), ";"]
        if self.maybe(0.12):
            return ["typedef", *self.specifiers(), *self.several(self.declarator, 1, 2), ";"]
        return [*self.specifiers(), *self.several(self.initialized, 1, 2), ";"]

    def assertion(self):
        return [
            "_Static_assert",
            "(",
            *self.any(self.constant, self.binary),
            *([",", '"why"'] if self.maybe() else []),
            ")",
            ";",
        ]

    # Statements.

    def compound(self):
        items = [t for _ in range(self.rng.randrange(4)) for t in self.block_item()]
        return ["{", *items, "}"]

    def block_item(self):
        return self.any(self.plain, self.declaration, self.statement, self.statement, self.assertion)

    def plain(self):
        return [*self.expression(), ";"]

    def pragma(self):
        return [self.rng.choice(["\n#pragma omp for\n", "\n# pragma\tonce\n", "\n#pragma \n"])]

    def body(self):
        return [*(self.pragma() if self.maybe(0.08) else []), *self.statement()]

    def statement(self):
        return self.any(
            self.plain,
            self.compound,
            self.choice,
            self.choice,
            self.loop,
            self.jump,
            self.labelled,
            self.switch,
            self.plain,
            self.pragma,
            lambda: [";"],
        )

    def choice(self):
        other = ["else", *self.body()] if self.maybe() else []
        return ["if", "(", *self.expression(), ")", *self.body(), *other]

    def loop(self):
        condition = ["(", *self.expression(), ")"]
        start = self.any(lambda: [";"], self.plain, self.declaration)
        header = [
            "for",
            "(",
            *start,
            *(self.expression() if self.maybe() else []),
            ";",
            *(self.expression() if self.maybe() else []),
            ")",
        ]
        return self.any(
            lambda: ["while", *condition, *self.body()],
            lambda: ["do", *self.body(), "while", *condition, ";"],
            lambda: [*header, *self.body()],
        )

    def jump(self):
        return self.rng.choice(
            [
                ["break", ";"],
                ["continue", ";"],
                ["return", ";"],
                ["goto", "end", ";"],
                ["return", *self.expression(), ";"],
            ]
        )

    def labelled(self):
        return [self.rng.choice(["end", "a"]), ":", *self.body()]

    def switch(self):
        cases = [t for _ in range(self.rng.randrange(1, 4)) for t in self.case()]
        return ["switch", "(", *self.expression(), ")", "{", *cases, "}"]

    def case(self):
        label = self.rng.choice([["default", ":"], ["case", *self.constant(), ":"], ["case", *self.operand(), ":"]])
        again = ["case", "7", ":"] if self.maybe(0.3) else []
        return [*label, *again, *self.statement(), *(["break", ";"] if self.maybe() else [])]

    # At the top.

    def function(self):
        types = [] if self.maybe(0.1) else self.specifiers()
        if self.maybe(0.15):
            olds = [t for _ in range(self.rng.randrange(3)) for t in self.declaration()]
            return [*types, "f", "(", "a", ",", "b", ")", *olds, *self.compound()]
        given = self.rng.choice([["void"], [], self.parameters()])
        name = [*(self.pointer() if self.maybe(0.1) else []), "f", "(", *given, ")"]
        name = ["(", *name, ")", "(", "void", ")"] if self.maybe(0.05) else name
        return [*types, *name, *self.compound()]

    def external(self):
        return self.rng.choice(
            [
                self.declaration,
                self.declaration,
                self.function,
                self.function,
                self.function,
                self.assertion,
                self.directive,
            ]
        )()

    def directive(self):
        return [
            self.rng.choice(
                [
                    "\n#pragma top\n",
                    ";",
                    f'\n#line {self.rng.randrange(99)} "inc.h"\n',
                    "\n# 7\n",
                    '\n# 1 "<built-in>" 2\n',
                ]
            )
        ]


def tokens(rng, left=4, count=3):
    """A program as a list of tokens."""
    return [token for _ in range(count) for token in Maker(rng, left).external()]


def joined(rng, parts):
    """Tokens with blanks between, directives on lines of their own."""
    return "".join(part + ("" if part.endswith("\n") else rng.choice(BLANKS)) for part in parts)


def program(rng, left=5, count=3):
    """The text of a program that is right, or nearly so."""
    return HEAD + joined(rng, tokens(rng, left, count))


def damaged(rng):
    """A program with tokens or characters lost, doubled or changed."""
    parts = tokens(rng, 3, 2)
    for _ in range(rng.choice([1, 1, 1, 2])):
        place = rng.randrange(len(parts))
        other = rng.choice(parts)
        new = rng.choice([[], [parts[place], parts[place]], [other], [parts[place], other], [rng.choice(STRANGE)]])
        parts[place : place + 1] = new
        parts = parts or [";"]
    text = HEAD + joined(rng, parts)
    if rng.random() < 0.3:
        place = rng.randrange(len(HEAD), len(text) + 1)
        text = text[:place] + rng.choice("@`\\'\"#{});,=x0.*\n") + text[place + rng.randrange(2) :]
    return text


STRANGE = (
    *(
        "int",
        "T",
        "U",
        "{",
        "(",
        "[",
        ")",
        "]",
        ";",
        ",",
        "=",
        ":",
        "?",
        "*",
        "...",
        "->",
        "#",
        "struct",
        "enum",
        "const",
    ),
    *(
        "typedef",
        "static",
        "else",
        "case",
        "sizeof",
        "_Atomic",
        "_Alignas",
        "08",
        "''",
        "'abcde'",
        r'"\q"',
        r"'\q'",
        "@",
    ),
    *("if", "void", "register", '"s"', 'L"w"', "a", "\n#pragma p\n", "\n#line x\n", "_Static_assert", "return", "0x"),
)
