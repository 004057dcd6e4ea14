"""Expressions.

Every method reads what its name says and returns its node. Those called `..._from` begin with a part that was read
already: one token of lookahead tells `(` of a cast from that of an expression only once it is behind.
"""

from . import c_ast
from ._constants import Constants
from ._kinds import ASSIGNMENTS, STRENGTH, TYPE_NAME, UNARY

MEMBERS = frozenset({"ID", "TYPEID"})


class Expressions(Constants):
    """The part of the parser that reads expressions."""

    def _expression(self):
        return self._expression_from(self._assignment())

    def _expression_from(self, node):
        while self._accept("COMMA"):
            following = self._assignment()
            if not isinstance(node, c_ast.ExprList):
                node = c_ast.ExprList([node], node.coord)
            node.exprs.append(following)
        return node

    def _assignment(self):
        paren = self._accept("LPAREN")
        if paren is None:
            return self._assignment_from(self._unary())
        if self._kind() == "LBRACE":
            block = self._compound()
            self._expect("RPAREN")
            return block
        node, castable = self._parenthesized(paren)
        return self._assignment_from(node) if castable else self._conditional_from(node)

    def _assignment_from(self, node):
        """What begins with a unary expression, which may be assigned to."""
        if self._kind() not in ASSIGNMENTS:
            return self._conditional_from(node)
        operator = self._take()
        return c_ast.Assignment(operator.value, node, self._assignment(), node.coord)

    def _conditional(self):
        return self._conditional_from(self._cast())

    def _conditional_from(self, node):
        condition = self._binary_from(node, 0)
        if not self._accept("CONDOP"):
            return condition
        then = self._expression()
        self._expect("COLON")
        return c_ast.TernaryOp(condition, then, self._conditional(), condition.coord)

    def _binary_from(self, left, weakest):
        """As many operators as bind at least as strongly as `weakest`."""
        while STRENGTH.get(self._kind(), -1) >= weakest:
            operator = self._take()
            right = self._binary_from(self._cast(), STRENGTH[operator.type] + 1)
            left = c_ast.BinaryOp(operator.value, left, right, left.coord)
        return left

    def _cast(self):
        paren = self._accept("LPAREN")
        return self._parenthesized(paren)[0] if paren else self._unary()

    def _parenthesized(self, paren):
        """What `(` has begun, and whether it is a unary expression: a cast is none."""
        if self._kind() not in TYPE_NAME:
            return self._group(), True
        name = self._type_name()
        self._expect("RPAREN")
        if self._kind() == "LBRACE":
            return self._literal_of(name), True
        operand = self._cast()
        return c_ast.Cast(name, operand, self._at(paren)), False

    def _group(self):
        """An expression up to `)`, and what is done with its value."""
        node = self._expression()
        self._expect("RPAREN")
        return self._postfix_from(node)

    def _literal_of(self, name):
        """A compound literal, behind its type in parentheses."""
        self._expect("LBRACE")
        items = self._initializers()
        self._expect("RBRACE")
        return self._postfix_from(c_ast.CompoundLiteral(name, items))

    def _unary(self):
        kind = self._kind()
        if kind in UNARY:
            operator = self._take()
            return self._prefixed(operator, self._cast())
        if kind in ("PLUSPLUS", "MINUSMINUS"):
            operator = self._take()
            return self._prefixed(operator, self._operand())
        if kind == "SIZEOF":
            return self._sizeof()
        if kind == "_ALIGNOF":
            return self._alignof()
        return self._postfix_from(self._primary())

    def _prefixed(self, operator, operand):
        return c_ast.UnaryOp(operator.value, operand, operand.coord)

    def _operand(self):
        """A unary expression, perhaps in parentheses."""
        if not self._accept("LPAREN"):
            return self._unary()
        if self._kind() not in TYPE_NAME:
            return self._group()
        name = self._type_name()
        self._expect("RPAREN")
        return self._literal_of(name)

    def _sizeof(self):
        operator = self._take()
        if not self._accept("LPAREN"):
            operand = self._unary()
        elif self._kind() not in TYPE_NAME:
            operand = self._group()
        else:
            operand = self._type_name()
            self._expect("RPAREN")
            if self._kind() == "LBRACE":
                operand = self._literal_of(operand)
        return c_ast.UnaryOp(operator.value, operand, self._at(operator))

    def _alignof(self):
        operator = self._take()
        self._expect("LPAREN")
        operand = self._type_name()
        self._expect("RPAREN")
        return c_ast.UnaryOp(operator.value, operand, self._at(operator))

    def _postfix_from(self, node):
        while True:
            kind = self._kind()
            if kind == "LBRACKET":
                node = self._element(node)
            elif kind == "LPAREN":
                node = self._call(node)
            elif kind in ("PERIOD", "ARROW"):
                node = self._member(node)
            elif kind in ("PLUSPLUS", "MINUSMINUS"):
                node = c_ast.UnaryOp("p" + self._take().value, node, node.coord)
            else:
                return node

    def _element(self, node):
        self._take()
        index = self._expression()
        self._expect("RBRACKET")
        return c_ast.ArrayRef(node, index, node.coord)

    def _call(self, node):
        self._take()
        arguments = None if self._kind() == "RPAREN" else self._arguments()
        self._expect("RPAREN")
        return c_ast.FuncCall(node, arguments, node.coord)

    def _arguments(self):
        first = self._assignment()
        found = c_ast.ExprList([first], first.coord)
        while self._accept("COMMA"):
            found.exprs.append(self._assignment())
        return found

    def _member(self, node):
        operator = self._take()
        self._require(MEMBERS)
        name = self._take()
        field = c_ast.ID(name.value, self._at(name))
        return c_ast.StructRef(node, operator.value, field, node.coord)

    def _primary(self):
        kind = self._kind()
        if kind == "ID":
            return self._identifier()
        if kind == "LPAREN":
            self._take()
            return self._group()
        if kind == "OFFSETOF":
            return self._offsetof()
        return self._constant()

    def _identifier(self):
        return self._identifier_from(self._expect("ID"))

    def _identifier_from(self, token):
        return c_ast.ID(token.value, self._at(token))

    def _offsetof(self):
        name = self._take()
        self._expect("LPAREN")
        of = self._type_name()
        self._expect("COMMA")
        path = self._identifier()
        while self._kind() in ("PERIOD", "LBRACKET"):
            path = self._step(path)
        self._expect("RPAREN")
        coord = self._at(name)
        return c_ast.FuncCall(c_ast.ID(name.value, coord), c_ast.ExprList([of, path], coord), coord)

    def _step(self, path):
        """One more step of the path to a member."""
        if self._kind() == "LBRACKET":
            return self._element(path)
        operator = self._take()
        return c_ast.StructRef(path, operator.value, self._identifier(), path.coord)
