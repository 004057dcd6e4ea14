"""Declarations with their initializers, and definitions of functions."""

from . import c_ast
from ._kinds import DECLARATION, DECLARATOR, EXTERNAL
from ._reader import END
from ._specifiers import Specifiers, nothing_specified

NAMED_TYPES = (c_ast.Struct, c_ast.Union, c_ast.Enum)
FUNCTION = DECLARATION | {"LBRACE"}
AFTER_FUNCTION = EXTERNAL | {END}


class Declarations(Specifiers):
    """The part of the parser that reads declarations."""

    def _declaration(self):
        """A declaration up to its semicolon, as a list of nodes. Names are known once the semicolon is seen."""
        spec, typed = self._specifiers()
        return self._declared(spec, self._declared_names(typed))

    def _declared_names(self, typed):
        """Declarators with initializers, None where there is none."""
        if self._kind() not in DECLARATOR and not (typed and self._kind() == "TYPEID"):
            return None
        decl, _ = self._declarator() if typed else self._declarator(("ID",))
        return self._declared_from(decl)

    def _declared_from(self, decl):
        found = [self._initialized(decl)]
        while self._accept("COMMA"):
            found.append(self._initialized(self._declarator()[0]))
        return found

    def _declared(self, spec, decls):
        self._require(("SEMI",))
        types = spec["type"]
        if decls is None and len(types) == 1 and isinstance(types[0], NAMED_TYPES):
            found = [self._bare(spec, types[0])]
        else:
            found = self._build_declarations(
                spec=spec, decls=decls or [{"decl": None, "init": None}], typedef_namespace=True
            )
        self._take()
        return found

    def _bare(self, spec, node):
        """The declaration of a tag alone."""
        return c_ast.Decl(
            name=None,
            quals=spec["qual"],
            align=spec["alignment"],
            storage=spec["storage"],
            funcspec=spec["function"],
            type=node,
            init=None,
            bitsize=None,
            coord=node.coord,
        )

    # At the top of a file.

    def _external_declaration(self):
        """A declaration or the definition of a function, as a list of nodes."""
        if self._kind() not in DECLARATION:
            decl, _ = self._declarator(("ID",))
            return [self._function(None, decl)]
        spec, typed = self._specifiers()
        if not typed or self._kind() not in DECLARATOR:
            return self._declared(spec, self._declared_names(typed))
        decl, kind = self._declarator()
        if kind == "ID" and self._kind() in FUNCTION:
            return [self._function(spec, decl)]
        return self._declared(spec, self._declared_from(decl))

    def _function(self, spec, decl):
        """The definition of a function, behind its declarator; without specifiers it returns int."""
        olds = None
        while self._kind() in DECLARATION:
            olds = (olds or []) + self._declaration()
        self._require(("LBRACE",))
        body = self._compound()
        self._require(AFTER_FUNCTION)
        if spec is None:
            spec = nothing_specified()
            spec["type"].append(c_ast.IdentifierType(["int"], coord=self._nowhere()))
        return self._build_function_definition(spec=spec, decl=decl, param_decls=olds, body=body)

    def _static_assert(self):
        word = self._take()
        self._expect("LPAREN")
        condition = self._conditional()
        message = None
        if self._accept("COMMA"):
            self._require(("STRING_LITERAL",))
            message = self._string()
        self._expect("RPAREN")
        return [c_ast.StaticAssert(condition, message, self._at(word))]

    def _pragma(self):
        word = self._take()
        text = self._accept("PPPRAGMASTR")
        return c_ast.Pragma(text.value, self._at(text)) if text else c_ast.Pragma("", self._at(word))

    # Initializers.

    def _initialized(self, decl):
        return {"decl": decl, "init": self._initializer() if self._accept("EQUALS") else None}

    def _initializer(self):
        brace = self._accept("LBRACE")
        if brace is None:
            return self._assignment()
        if self._accept("RBRACE"):
            return c_ast.InitList([], self._at_line(brace))
        found = self._initializers()
        self._expect("RBRACE")
        return found

    def _initializers(self):
        """Initializers between braces, a last comma included."""
        value, item = self._designated()
        found = c_ast.InitList([item], value.coord)
        while self._accept("COMMA") and self._kind() != "RBRACE":
            found.exprs.append(self._designated()[1])
        return found

    def _designated(self):
        """The value, and the value with what it is meant for."""
        path = []
        while self._kind() in ("LBRACKET", "PERIOD"):
            path.append(self._designator())
        if path:
            self._expect("EQUALS")
        value = self._initializer()
        return value, (c_ast.NamedInitializer(path, value) if path else value)

    def _designator(self):
        if self._take().type == "PERIOD":
            return self._identifier()
        return self._closed(self._conditional())
