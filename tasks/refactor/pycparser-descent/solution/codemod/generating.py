"""Stage 3: what writes types and declarations goes into a module of its own."""

from .syntax import Pieces, edit

MOVED = (
    "visit_IdentifierType visit_Decl visit_DeclList visit_Typedef visit_Enum visit_Alignas visit_Enumerator"
    " visit_ParamList visit_StaticAssert visit_EllipsisParam visit_Struct visit_Typename visit_Union visit_FuncDecl"
    " visit_ArrayDecl visit_TypeDecl visit_PtrDecl _generate_struct_union_enum _generate_struct_union_body"
    " _generate_enum_body _generate_decl _generate_type"
)
HEAD = '''"""Types and declarations as C code.
"""
from . import c_ast


class TypeGenerator:
    """The part of the generator that writes types and declarations."""

'''


def spread_generator(files: dict[str, str], new: dict[str, str]) -> None:
    """Cut c_generator.py in two."""
    pieces = Pieces(files["c_generator.py"], "CGenerator")
    files["_type_generator.py"] = HEAD + pieces.take(MOVED)
    rest = edit(pieces.without(MOVED), r"class CGenerator\(object\)", "class CGenerator(TypeGenerator)")
    files["c_generator.py"] = edit(
        rest, r"from \. import c_ast\n", r"\g<0>from ._type_generator import TypeGenerator\n"
    )
