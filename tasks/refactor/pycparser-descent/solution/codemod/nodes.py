"""Stage 2: the classes of nodes go into modules by what they are for; c_ast.py keeps all names."""

from .syntax import Pieces

PARTS = {
    "_nodes.py": ("What all nodes are, and visiting them.", "_repr Node NodeVisitor"),
    "_nodes_of_declarations.py": (
        "Nodes of declarations.",
        (
            "Alignas Decl DeclList EllipsisParam Enum Enumerator EnumeratorList FileAST FuncDef InitList"
            " NamedInitializer ParamList StaticAssert Struct Typedef Union Pragma"
        ),
    ),
    "_nodes_of_types.py": ("Nodes of types.", "ArrayDecl FuncDecl IdentifierType PtrDecl TypeDecl Typename"),
    "_nodes_of_expressions.py": (
        "Nodes of expressions.",
        "ArrayRef Assignment BinaryOp Cast CompoundLiteral Constant ExprList FuncCall ID StructRef TernaryOp UnaryOp",
    ),
    "_nodes_of_statements.py": (
        "Nodes of statements.",
        "Break Case Compound Continue Default DoWhile EmptyStatement For Goto If Label Return Switch While",
    ),
}


def spread_nodes(files: dict[str, str], new: dict[str, str]) -> None:
    """Cut c_ast.py up."""
    pieces = Pieces(files["c_ast.py"])
    listed = []
    for file, (title, wanted) in PARTS.items():
        imports = "import sys\n" if file == "_nodes.py" else "from ._nodes import Node\n"
        files[file] = f'"""{title}\n"""\n{imports}\n\n' + pieces.take(wanted).replace("\n\nclass", "\n\n\nclass")
        names = "".join(f"    {name},\n" for name in sorted(wanted.split()))
        listed.append(f"from .{file[:-3]} import (\n{names})\n")
    files["c_ast.py"] = '"""The nodes of syntax trees.\n"""\nimport sys\n\n' + "".join(listed)
