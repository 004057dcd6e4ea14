# ruff: noqa: B006, F821, RUF005, UP031 - each becomes a method of a class elsewhere, or a name of its module
"""Functions that take the place of ones with many branches; the codemod puts them where they belong."""

NAMELESS = (c_ast.Enum, c_ast.Struct, c_ast.Union, c_ast.IdentifierType)


def show(self, buf=sys.stdout, offset=0, attrnames=False, nodenames=False, showcoord=False, _my_node_name=None):
    """Write this node and those below it to a buffer, one on a line.

    `offset` is how far the first line is indented. Attributes have their names with `attrnames`, nodes the name that
    they have in their parent with `nodenames`, and their coordinates with `showcoord`.
    """
    name = f" <{_my_node_name}>" if nodenames and _my_node_name is not None else ""
    buf.write(" " * offset + self.__class__.__name__ + name + ": ")
    if self.attr_names:
        buf.write(", ".join(self._shown_attributes(attrnames)))
    if showcoord:
        buf.write(f" (at {self.coord})")
    buf.write("\n")
    for child_name, child in self.children():
        child.show(
            buf,
            offset=offset + 2,
            attrnames=attrnames,
            nodenames=nodenames,
            showcoord=showcoord,
            _my_node_name=child_name,
        )


def _shown_attributes(self, attrnames):
    """Attributes as text, with or without their names."""
    values = [(name, getattr(self, name)) for name in self.attr_names]
    return ["%s=%s" % pair if attrnames else "%s" % (pair[1],) for pair in values]


def _generate_type(self, n, modifiers=[], emit_declname=True):
    """A type as code. `modifiers` are the pointers, arrays and functions that were met on the way to its TypeDecl."""
    typ = type(n)
    if typ == c_ast.TypeDecl:
        return self._declared_as(n, modifiers, emit_declname)
    if typ == c_ast.Decl:
        return self._generate_decl(n.type)
    if typ == c_ast.Typename:
        return self._generate_type(n.type, emit_declname=emit_declname)
    if typ == c_ast.IdentifierType:
        return " ".join(n.names) + " "
    if typ in (c_ast.ArrayDecl, c_ast.PtrDecl, c_ast.FuncDecl):
        return self._generate_type(n.type, modifiers + [n], emit_declname=emit_declname)
    return self.visit(n)


def _declared_as(self, n, modifiers, emit_declname):
    """A basic type and the name that is of it, with all that modifies it."""
    quals = " ".join(n.quals) + " " if n.quals else ""
    basic = quals + self.visit(n.type)
    name = n.declname if n.declname and emit_declname else ""
    inner = None
    for modifier in modifiers:
        name = self._modified_by(modifier, inner, name)
        inner = modifier
    return basic + " " + name if name else basic


def _modified_by(self, modifier, inner, name):
    """A name with one modifier more; a pointer to an array or function needs parentheses."""
    if isinstance(modifier, c_ast.PtrDecl):
        if not modifier.quals:
            return "*" + name
        return "* " + " ".join(modifier.quals) + (" " + name if name else "")
    if isinstance(inner, c_ast.PtrDecl):
        name = "(" + name + ")"
    if isinstance(modifier, c_ast.FuncDecl):
        return name + "(" + self.visit(modifier.args) + ")"
    quals = " ".join(modifier.dim_quals) + " " if modifier.dim_quals else ""
    return name + "[" + quals + self.visit(modifier.dim) + "]"


def _build_declarations(self, spec, decls, typedef_namespace=False):
    """Declarations that share specifiers, as a list of nodes.

    With `typedef_namespace` their names are made known: as types, or as what hides types of the same name.
    """
    self._name_first(spec, decls[0])
    return [self._built(spec, decl, typedef_namespace) for decl in decls]


def _name_first(self, spec, first):
    """A name that hides a type may have been taken for one more specifier: give it back to the first declarator."""
    types = spec["type"]
    decl = first["decl"]
    if first.get("bitsize") is not None or isinstance(decl, NAMELESS):
        return
    if decl is None:
        if len(types) < 2 or len(types[-1].names) != 1 or not self._is_type_in_scope(types[-1].names[0]):
            self._parse_error("Invalid declaration", types[0].coord if types else "?")
        name = types.pop()
        first["decl"] = c_ast.TypeDecl(
            declname=name.names[0], type=None, quals=None, align=spec["alignment"], coord=name.coord
        )
        return
    while not isinstance(decl, c_ast.TypeDecl):
        decl = decl.type
    if decl.declname is None:
        decl.declname = types.pop().names[0]


def _built(self, spec, decl, typedef_namespace):
    """One declaration."""
    inner = decl["decl"]
    is_typedef = "typedef" in spec["storage"]
    shared = {"name": None, "quals": spec["qual"], "storage": spec["storage"], "type": inner, "coord": inner.coord}
    if is_typedef:
        node = c_ast.Typedef(**shared)
    else:
        node = c_ast.Decl(
            align=spec["alignment"],
            funcspec=spec["function"],
            init=decl.get("init"),
            bitsize=decl.get("bitsize"),
            **shared,
        )
    if not isinstance(inner, NAMELESS):
        node = self._fix_decl_name_type(node, spec["type"])
    if typedef_namespace:
        add = self._add_typedef_name if is_typedef else self._add_identifier
        add(node.name, node.coord)
    return fix_atomic_specifiers(node)
