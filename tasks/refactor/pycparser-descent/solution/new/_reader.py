"""Reading tokens with one token of lookahead, and saying where they stand."""

from .plyparser import Coord, ParseError

END = "end of input"


class Reader:
    """What a parser asks of its lexer, `clex`.

    A token is read when it is looked at, no sooner: whether a name is a type depends on what was declared until then.
    """

    def _begin(self, text):
        self.clex.input(text)
        self._ahead = None
        self._looked = False

    def _look(self):
        """The next token, None at the end; it stays where it is."""
        if not self._looked:
            self._ahead = self.clex.token()
            self._looked = True
        return self._ahead

    def _kind(self):
        """The kind of the next token."""
        token = self._look()
        return END if token is None else token.type

    def _take(self):
        """Read the next token."""
        token = self._look()
        self._looked = False
        return token

    def _accept(self, kind):
        """Read the next token where it is of this kind, else None."""
        return self._take() if self._kind() == kind else None

    def _expect(self, kind):
        """Read the next token, which must be of this kind."""
        if self._kind() != kind:
            self._unexpected()
        return self._take()

    def _require(self, kinds):
        """The next token must be of one of these kinds; it stays where it is."""
        if self._kind() not in kinds:
            self._unexpected()

    def _unexpected(self):
        """The next token cannot stand here."""
        token = self._look()
        if token is None:
            self._parse_error("At end of input", self.clex.filename)
        self._parse_error(f"before: {token.value}", self._at(token))

    def _parse_error(self, msg, coord):
        raise ParseError(f"{coord}: {msg}")

    def _coord(self, lineno, column=None):
        return Coord(file=self.clex.filename, line=lineno, column=column)

    def _at(self, token):
        """Where a token begins; the file is the one that the next token stands in."""
        self._look()
        return self._coord(token.lineno, self.clex.find_tok_column(token))

    def _at_line(self, token):
        """The line of a token; of braces no column is known."""
        self._look()
        return self._coord(token.lineno, 1)

    def _nowhere(self):
        """What has no place of its own."""
        self._look()
        return self._coord(0, 1)
