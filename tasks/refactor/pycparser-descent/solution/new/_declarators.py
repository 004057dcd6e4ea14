"""Declarators: names with pointers before them and arrays and parameters behind."""

from . import c_ast
from ._building import Building
from ._expressions import Expressions
from ._kinds import DECLARATION, QUALIFIERS

NAMES = ("ID", "TYPEID")
AFTER_PARAMETER = frozenset({"COMMA", "RPAREN"})


class Declarators(Expressions, Building):
    """The part of the parser that reads declarators."""

    def _declarator(self, names=NAMES):
        """One with a name, and the kind that its name has as a token."""
        pointer = self._pointer()
        if self._accept("LPAREN"):
            decl, kind = self._declarator(names)
            self._expect("RPAREN")
        else:
            self._require(names)
            kind = self._kind()
            decl = self._named()
        decl = self._modified(decl)
        return (self._type_modify_decl(decl, pointer) if pointer else decl), kind

    def _named(self):
        name = self._take()
        return c_ast.TypeDecl(declname=name.value, type=None, quals=None, align=None, coord=self._at(name))

    def _pointer(self):
        """All pointers that stand here, the last one outermost; None where there is none."""
        star = self._accept("TIMES")
        if star is None:
            return None
        quals = self._qualifiers()
        outer = self._pointer()
        inner = c_ast.PtrDecl(quals=quals or [], type=None, coord=self._at(star))
        if outer is None:
            return inner
        tail = outer
        while tail.type is not None:
            tail = tail.type
        tail.type = inner
        return outer

    def _qualifiers(self):
        """Qualifiers as a list, None where there is none."""
        found = []
        while self._kind() in QUALIFIERS:
            found.append(self._take().value)
        return found or None

    # Behind a name.

    def _modified(self, decl):
        while True:
            if self._accept("LBRACKET"):
                dim, quals = self._dimension()
                modifier = c_ast.ArrayDecl(type=None, dim=dim, dim_quals=quals, coord=decl.coord)
            elif self._accept("LPAREN"):
                modifier = c_ast.FuncDecl(args=self._listed(), type=None, coord=decl.coord)
                self._open_body(modifier)
            else:
                return decl
            decl = self._type_modify_decl(decl=decl, modifier=modifier)

    def _dimension(self):
        """The length of an array and the qualifiers before it, up to `]`."""
        static = self._accept("STATIC")
        quals = self._qualifiers()
        if static or (quals and self._kind() == "STATIC"):
            words = [static.value, *(quals or [])] if static else [*quals, self._take().value]
            return self._closed(self._assignment()), words
        return self._closed(self._length()), quals or []

    def _length(self):
        """An expression, a star on its own, or nothing."""
        if self._kind() == "RBRACKET":
            return None
        star = self._accept("TIMES")
        if star is None:
            return self._assignment()
        if self._kind() == "RBRACKET":
            return self._identifier_from(star)
        return self._assignment_from(self._prefixed(star, self._cast()))

    def _closed(self, node):
        self._expect("RBRACKET")
        return node

    def _listed(self):
        """Parameters, or names of parameters, up to `)`."""
        found = None
        if self._kind() == "ID":
            found = self._names()
        elif self._kind() != "RPAREN":
            found = self._parameters()
        self._expect("RPAREN")
        return found

    def _names(self):
        first = self._identifier()
        found = c_ast.ParamList([first], first.coord)
        while self._accept("COMMA"):
            found.params.append(self._identifier())
        return found

    def _open_body(self, function):
        """Parameters belong to the scope that `{` opens, which the lexer has read by now."""
        if self._kind() != "LBRACE" or function.args is None:
            return
        for parameter in function.args.params:
            if isinstance(parameter, c_ast.EllipsisParam):
                break
            self._add_identifier(parameter.name, parameter.coord)

    # Parameters.

    def _parameters(self):
        first = self._parameter()
        found = c_ast.ParamList([first], first.coord)
        while self._accept("COMMA"):
            dots = self._accept("ELLIPSIS")
            if dots:
                found.params.append(c_ast.EllipsisParam(self._at(dots)))
                break
            found.params.append(self._parameter())
        return found

    def _parameter(self):
        self._require(DECLARATION)
        spec, typed = self._specifiers()
        if not typed:
            self._unexpected()
        decl, named = self._either_declarator(NAMES)
        self._require(AFTER_PARAMETER)
        if named or self._names_itself(spec["type"]):
            return self._build_declarations(spec=spec, decls=[{"decl": decl, "init": None}])[0]
        found = c_ast.Typename(
            name="",
            quals=spec["qual"],
            align=None,
            type=decl or c_ast.TypeDecl(None, None, None, None),
            coord=self._nowhere(),
        )
        return self._fix_decl_name_type(found, spec["type"])

    def _names_itself(self, types):
        """Whether the last of several types is the name of what is declared."""
        return len(types) > 1 and len(types[-1].names) == 1 and self._is_type_in_scope(types[-1].names[0])

    # A declarator that may have no name.

    def _either_declarator(self, names):
        """A declarator whose name, if any, is of one of these kinds, and whether it has one; None where nothing is."""
        pointer = self._pointer()
        decl, named = self._either_from(names)
        if pointer is None:
            return decl, named
        return self._type_modify_decl(decl or c_ast.TypeDecl(None, None, None, None), pointer), named

    def _either_from(self, names):
        if self._kind() in names:
            return self._modified(self._named()), True
        if self._kind() == "LBRACKET":
            return self._modified_nameless(self._first_array()), False
        paren = self._accept("LPAREN")
        if paren is None:
            return None, False
        if self._kind() == "RPAREN" or self._kind() in DECLARATION:
            return self._modified_nameless(self._first_function(paren)), False
        # A name of a type in parentheses is a parameter's type.
        decl, named = self._either_declarator([name for name in names if name == "ID"])
        if decl is None:
            self._unexpected()
        self._expect("RPAREN")
        return (self._modified(decl) if named else self._modified_nameless(decl)), named

    def _first_array(self):
        bracket = self._take()
        quals = self._qualifiers()
        star = None if quals else self._accept("TIMES")
        dim = None if star or self._kind() == "RBRACKET" else self._assignment()
        end = self._expect("RBRACKET")
        if star:  # the bracket is what stands for a length that is left open here
            dim = self._identifier_from(end)
        nameless = c_ast.TypeDecl(None, None, None, None)
        return c_ast.ArrayDecl(type=nameless, dim=dim, dim_quals=quals or [], coord=self._at(bracket))

    def _first_function(self, paren):
        args = self._parameters_or_none()
        nameless = c_ast.TypeDecl(None, None, None, None)
        return c_ast.FuncDecl(args=args, type=nameless, coord=self._at(paren))

    def _parameters_or_none(self):
        args = None if self._kind() == "RPAREN" else self._parameters()
        self._expect("RPAREN")
        return args

    def _modified_nameless(self, decl):
        while True:
            if self._accept("LBRACKET"):
                dim = self._closed(self._length())
                modifier = c_ast.ArrayDecl(type=None, dim=dim, dim_quals=[], coord=decl.coord)
            elif self._accept("LPAREN"):
                modifier = c_ast.FuncDecl(args=self._parameters_or_none(), type=None, coord=decl.coord)
            else:
                return decl
            decl = self._type_modify_decl(decl=decl, modifier=modifier)
