"""The parser of C: by recursive descent, one method for each thing that can be read."""

from . import c_ast
from ._kinds import EXTERNAL
from ._reader import END
from ._statements import Statements
from .c_lexer import CLexer
from .plyparser import Coord, ParseError

AFTER_DIRECTIVE = EXTERNAL | {END}

__all__ = ["CLexer", "CParser", "Coord", "ParseError", "c_ast"]


class CParser(Statements):
    """Reads C code and gives its syntax tree."""

    def __init__(
        self,
        lex_optimize=True,
        lexer=CLexer,
        lextab="pycparser.lextab",
        yacc_optimize=True,
        yacctab="pycparser.yacctab",
        yacc_debug=False,
        taboutputdir="",
    ):
        """A parser that takes tokens from a `lexer`, a class like CLexer.

        The other arguments were about tables that were generated once; they are accepted and mean nothing.
        """
        self.clex = lexer(
            error_func=self._lex_error_func,
            on_lbrace_func=self._lex_on_lbrace_func,
            on_rbrace_func=self._lex_on_rbrace_func,
            type_lookup_func=self._lex_type_lookup_func,
        )
        self.clex.build(optimize=lex_optimize, lextab=lextab, outputdir=taboutputdir)
        self.tokens = self.clex.tokens
        self._scope_stack = [{}]

    def parse(self, text, filename="", debug=False):
        """The syntax tree, a `c_ast.FileAST`, of a text in C; `filename` is what coordinates say.

        ParseError where the text is none in C. `debug` means nothing.
        """
        self.clex.filename = filename
        self.clex.reset_lineno()
        self._scope_stack = [{}]
        self._begin(text)
        found = []
        while self._kind() != END:
            found += self._external()
        return c_ast.FileAST(found)

    def _external(self):
        """What may stand at the top of a file, as a list of nodes."""
        kind = self._kind()
        self._require(EXTERNAL)
        if kind == "SEMI":
            self._take()
            return []
        if kind == "PPPRAGMA":
            return [self._pragma()]
        if kind == "PPHASH":
            self._directive()
        if kind == "_STATIC_ASSERT":
            return self._static_assert()
        return self._external_declaration()

    def _directive(self):
        sign = self._take()
        self._require(AFTER_DIRECTIVE)
        self._parse_error("Directives not supported yet", self._at(sign))
