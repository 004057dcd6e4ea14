"""Specifiers: what stands before declarators, and types without a name of their own."""

from . import c_ast
from ._declarators import Declarators
from ._kinds import COMPOSED, DECLARATOR, MEMBER, OF_FUNCTIONS, QUALIFIERS, STORAGE, TYPE_NAME, TYPES

TAGS = ("ID", "TYPEID")
TAGGED = frozenset({"ENUM", "STRUCT", "UNION"})
BEFORE_TYPE = QUALIFIERS | STORAGE | OF_FUNCTIONS | {"_ALIGNAS"}
AFTER_TYPE_NAME = frozenset({"RPAREN", "COMMA"})
AFTER_ENUMERATOR = frozenset({"COMMA", "RBRACE"})
AFTER_MEMBER = MEMBER | {"RBRACE"}
LISTED = {
    **dict.fromkeys(TYPES, "type"),
    **dict.fromkeys(QUALIFIERS, "qual"),
    **dict.fromkeys(STORAGE, "storage"),
    **dict.fromkeys(OF_FUNCTIONS, "function"),
    "_ALIGNAS": "alignment",
}


def nothing_specified():
    """Specifiers, none of them there yet."""
    return {"qual": [], "storage": [], "type": [], "function": [], "alignment": []}


class Specifiers(Declarators):
    """The part of the parser that reads specifiers."""

    def _specifiers(self):
        """Those of a declaration, and whether one is a type. Behind a type stands no name of a type."""
        spec, typed = nothing_specified(), False
        if self._kind() == "_ATOMIC":
            self._qualifier_or_atomic(spec)
            typed = bool(spec["type"]) and self._kind() not in BEFORE_TYPE | TAGGED
        while not typed and self._kind() in BEFORE_TYPE:
            self._before_type(spec)
        if not typed and self._kind() in TYPES | COMPOSED:
            spec["type"].append(self._type())
            typed = True
        while typed and self._kind() in LISTED:
            self._specifier(spec)
        return spec, typed

    def _before_type(self, spec):
        """One specifier in front of a type. One that is `_Atomic (...)` only counts as a type where it comes first."""
        if self._kind() == "_ATOMIC":
            self._qualifier_or_atomic(spec)
        else:
            self._specifier(spec)

    def _qualifier_or_atomic(self, spec):
        word = self._take()
        if self._kind() == "LPAREN":
            spec["type"].append(self._atomic())
        else:
            spec["qual"].append(word.value)

    def _specifier(self, spec, first=False):
        """One specifier that is no name of a type. An alignment may have to be put first."""
        kind = self._kind()
        if kind in TYPES:
            value = self._type()
        elif kind == "_ALIGNAS":
            value = self._alignment()
        else:
            value = self._take().value
        listed = spec[LISTED[kind]]
        listed.insert(0 if first and kind == "_ALIGNAS" else len(listed), value)

    def _type(self):
        kind = self._kind()
        if kind in ("STRUCT", "UNION"):
            return self._struct()
        if kind == "ENUM":
            return self._enum()
        if kind not in TYPES and kind != "TYPEID":
            self._unexpected()
        token = self._take()
        return c_ast.IdentifierType([token.value], coord=self._at(token))

    def _atomic(self):
        """The type in parentheses behind `_Atomic`."""
        self._expect("LPAREN")
        found = self._type_name()
        self._expect("RPAREN")
        found.quals.append("_Atomic")
        return found

    def _alignment(self):
        word = self._take()
        self._expect("LPAREN")
        value = self._type_name() if self._kind() in TYPE_NAME else self._conditional()
        self._expect("RPAREN")
        return c_ast.Alignas(value, self._at(word))

    # The name of a type, as in a cast, and members of structures have fewer specifiers.

    def _type_name(self):
        spec = self._type_specifiers()
        decl, _ = self._either_declarator(())
        self._require(AFTER_TYPE_NAME)
        found = c_ast.Typename(
            name="",
            quals=spec["qual"][:],
            align=None,
            type=decl or c_ast.TypeDecl(None, None, None, None),
            coord=self._nowhere(),
        )
        return self._fix_decl_name_type(found, spec["type"])

    def _type_specifiers(self):
        spec = nothing_specified()
        if self._kind() == "_ALIGNAS":
            self._specifier(spec)
        else:
            while not spec["type"] and self._kind() in QUALIFIERS:
                self._before_type(spec)
            if not spec["type"]:
                spec["type"].append(self._type())
        while self._kind() in LISTED and self._kind() not in STORAGE | OF_FUNCTIONS:
            self._specifier(spec, first=True)
        return spec

    # Structures and unions.

    def _struct(self):
        node_class = self._select_struct_union_class(self._take().value)
        tag = self._take() if self._kind() in TAGS else None
        brace = self._accept("LBRACE")
        if tag is None and brace is None:
            self._unexpected()
        members = self._members() if brace else None
        coord = self._at(tag) if tag else self._at_line(brace)
        return node_class(name=tag and tag.value, decls=members, coord=coord)

    def _members(self):
        found = []
        while not self._accept("RBRACE"):
            self._require(MEMBER)
            if self._accept("SEMI"):
                continue
            found += [self._pragma()] if self._kind() == "PPPRAGMA" else self._member_declaration()
        return found

    def _member_declaration(self):
        spec = self._type_specifiers()
        decls = None if self._kind() == "SEMI" else self._member_declarators()
        self._expect("SEMI")
        self._require(AFTER_MEMBER)
        if decls is None and len(spec["type"]) == 1:
            decls = [{"decl": spec["type"][0]}]
        return self._build_declarations(spec=spec, decls=decls or [{"decl": None, "init": None}])

    def _member_declarators(self):
        found = [self._member_declarator()]
        while self._accept("COMMA"):
            found.append(self._member_declarator())
        return found

    def _member_declarator(self):
        if self._accept("COLON"):
            return {"decl": c_ast.TypeDecl(None, None, None, None), "bitsize": self._conditional()}
        self._require(DECLARATOR | {"TYPEID"})
        decl, _ = self._declarator()
        return {"decl": decl, "bitsize": self._conditional() if self._accept("COLON") else None}

    # Enumerations.

    def _enum(self):
        word = self._take()
        tag = self._take() if self._kind() in TAGS else None
        values = None
        if self._accept("LBRACE"):
            values = self._enumerators()
            self._expect("RBRACE")
        elif tag is None:
            self._unexpected()
        return c_ast.Enum(tag and tag.value, values, self._at(word))

    def _enumerators(self):
        first = self._enumerator()
        found = c_ast.EnumeratorList([first], first.coord)
        while self._accept("COMMA"):
            if self._kind() == "ID":
                found.enumerators.append(self._enumerator())
        return found

    def _enumerator(self):
        name = self._expect("ID")
        value = self._conditional() if self._accept("EQUALS") else None
        self._require(AFTER_ENUMERATOR)
        node = c_ast.Enumerator(name.value, value, self._at(name))
        self._add_identifier(node.name, node.coord)
        return node
