"""Statements."""

from . import c_ast
from ._declarations import Declarations
from ._kinds import DECLARATION, STATEMENT
from .ast_transforms import fix_switch_cases

GOVERNED = STATEMENT - {"SEMI"}


class Statements(Declarations):
    """The part of the parser that reads statements."""

    def _compound(self):
        brace = self._expect("LBRACE")
        items = []
        while not self._accept("RBRACE"):
            items += self._block_item()
        return c_ast.Compound(block_items=items or None, coord=self._at_line(brace))

    def _block_item(self):
        if self._kind() in DECLARATION:
            return self._declaration()
        found = self._statement()
        return found if isinstance(found, list) else [found]

    def _statement(self):
        """One statement; of a static assertion a list."""
        kind = self._kind()
        self._require(STATEMENT)
        read = {
            "ID": self._labelled,
            "CASE": self._case,
            "DEFAULT": self._default,
            "LBRACE": self._compound,
            "IF": self._if,
            "SWITCH": self._switch,
            "WHILE": self._while,
            "DO": self._do,
            "FOR": self._for,
            "GOTO": self._goto,
            "BREAK": self._break,
            "CONTINUE": self._continue,
            "RETURN": self._return,
            "PPPRAGMA": self._pragma,
            "_STATIC_ASSERT": self._static_assert,
            "SEMI": self._empty,
        }.get(kind, self._expression_statement)
        return read()

    def _body(self):
        """The statement that another one governs: with a pragma before it, both as a block."""
        return self._body_or_pair()[0]

    def _body_or_pair(self):
        """The same, and whether it is such a block."""
        found = self._statement()
        if not isinstance(found, c_ast.Pragma) or self._kind() not in GOVERNED:
            return found, False
        pair = [found, self._statement()]
        return c_ast.Compound(block_items=pair, coord=self._nowhere()), True

    # Labels.

    def _labelled(self):
        name = self._take()
        if self._accept("COLON"):
            return c_ast.Label(name.value, self._body(), self._at(name))
        return self._ended(self._assignment_from(self._postfix_from(self._identifier_from(name))))

    def _case(self):
        word = self._take()
        value = self._conditional()
        self._expect("COLON")
        return c_ast.Case(value, [self._body()], self._at(word))

    def _default(self):
        word = self._take()
        self._expect("COLON")
        return c_ast.Default([self._body()], self._at(word))

    # Expressions.

    def _expression_statement(self):
        return self._ended(self._assignment())

    def _ended(self, node):
        """The rest of an expression that stands alone, with its semicolon."""
        node = self._expression_from(node)
        self._expect("SEMI")
        return node

    def _empty(self):
        return c_ast.EmptyStatement(self._at(self._take()))

    def _optional(self, end):
        """An expression or nothing, and what ends it."""
        node = None if self._kind() == end else self._expression()
        self._expect(end)
        return node

    # Choices and loops.

    def _condition(self):
        self._expect("LPAREN")
        node = self._expression()
        self._expect("RPAREN")
        return node

    def _if(self):
        word = self._take()
        condition = self._condition()
        then, pair = self._body_or_pair()
        # Behind a pragma with its statement no else can follow.
        other = None if pair or not self._accept("ELSE") else self._body()
        return c_ast.If(condition, then, other, self._at(word))

    def _switch(self):
        word = self._take()
        value = self._condition()
        return fix_switch_cases(c_ast.Switch(value, self._body(), self._at(word)))

    def _while(self):
        word = self._take()
        condition = self._condition()
        return c_ast.While(condition, self._body(), self._at(word))

    def _do(self):
        word = self._take()
        body = self._body()
        self._expect("WHILE")
        condition = self._condition()
        self._expect("SEMI")
        return c_ast.DoWhile(condition, body, self._at(word))

    def _for(self):
        word = self._take()
        self._expect("LPAREN")
        declared = self._kind() in DECLARATION
        first = self._declaration() if declared else self._optional("SEMI")
        condition = self._optional("SEMI")
        following = self._optional("RPAREN")
        body = self._body()
        coord = self._at(word)
        if declared:
            first = c_ast.DeclList(first, self._at(word))
        return c_ast.For(first, condition, following, body, coord)

    # Jumps.

    def _goto(self):
        word = self._take()
        name = self._expect("ID")
        self._expect("SEMI")
        return c_ast.Goto(name.value, self._at(word))

    def _break(self):
        word = self._take()
        self._expect("SEMI")
        return c_ast.Break(self._at(word))

    def _continue(self):
        word = self._take()
        self._expect("SEMI")
        return c_ast.Continue(self._at(word))

    def _return(self):
        word = self._take()
        return c_ast.Return(self._optional("SEMI"), self._at(word))
