"""Stage 1: the lexer and the parser are written by hand; PLY, its tables and all that generates something are gone."""

from .syntax import Pieces, edit

GONE = (
    "_ast_gen.py _build_tables.py _c_ast.cfg lextab.py yacctab.py"
    " ply/__init__.py ply/cpp.py ply/ctokens.py ply/lex.py ply/yacc.py ply/ygen.py"
)
TOKENS = '''"""The kinds of tokens, and the keywords of C.
"""


class Tokens:
    """Kinds of tokens, by name."""

'''
PATTERNS = '''"""What tokens look like, as regular expressions.
"""
import re


class Patterns:
    """Regular expressions of tokens, those first that are tried first."""

    # "# line" and "# <num>", the form of GCC's cpp; and pragmas
    line_pattern = re.compile(r'([ \\t]*line\\W)|([ \\t]*\\d+)')
    pragma_pattern = re.compile(r'[ \\t]*pragma\\W')

'''
ORDER = (
    "FLOAT_CONST=floating_constant HEX_FLOAT_CONST=hex_floating_constant INT_CONST_HEX=hex_constant"
    " INT_CONST_BIN=bin_constant BAD_CONST_OCT=bad_octal_constant INT_CONST_OCT=octal_constant"
    " INT_CONST_DEC=decimal_constant INT_CONST_CHAR=multicharacter_constant CHAR_CONST=char_const"
    " WCHAR_CONST=wchar_const U8CHAR_CONST=u8char_const U16CHAR_CONST=u16char_const U32CHAR_CONST=u32char_const"
    " UNMATCHED_QUOTE=unmatched_quote BAD_CHAR_CONST=bad_char_const WSTRING_LITERAL=wstring_literal"
    " U8STRING_LITERAL=u8string_literal U16STRING_LITERAL=u16string_literal U32STRING_LITERAL=u32string_literal"
    " BAD_STRING_LITERAL=bad_string_literal ID=identifier STRING_LITERAL=string_literal"
)
OPERATORS = (
    "ELLIPSIS=... LSHIFTEQUAL=<<= RSHIFTEQUAL=>>= LOR=|| LAND=&& PLUSPLUS=++ MINUSMINUS=-- ARROW=-> TIMESEQUAL=*="
    " DIVEQUAL=/= MODEQUAL=%= PLUSEQUAL=+= MINUSEQUAL=-= ANDEQUAL=&= OREQUAL=|= XOREQUAL=^= LSHIFT=<< RSHIFT=>> LE=<="
    " GE=>= EQ=== NE=!= PLUS=+ MINUS=- TIMES=* DIVIDE=/ MOD=% OR=| AND=& NOT=~ XOR=^ LNOT=! LT=< GT=> EQUALS=="
    " CONDOP=? LPAREN=( RPAREN=) LBRACKET=[ RBRACKET=] COMMA=, PERIOD=. SEMI=; COLON=:"
)
SCOPES = '''"""Scopes: which names are types at this point of the text.
"""


class Scopes:
    """A stack of scopes, each of which says of a name that it is a type, or that it is none."""

'''
BUILDING = '''"""Making declarations of specifiers and declarators.
"""
from . import c_ast
from ._scopes import Scopes
from .ast_transforms import fix_atomic_specifiers


class Building(Scopes):
    """The part of the parser that puts declarations together."""

'''
OLD_PLACES = '''"""Coordinates and errors. The name is that of the library which once did the parsing.
"""


'''
NEW = (
    *("c_lexer.py", "c_parser.py", "_constants.py", "_declarations.py", "_declarators.py", "_expressions.py"),
    *("_kinds.py", "_reader.py", "_specifiers.py", "_statements.py"),
)


def write_by_hand(files: dict[str, str], new: dict[str, str]) -> None:
    """Replace lexer and parser; what they keep of the old ones is moved."""
    lexer, parser = Pieces(files["c_lexer.py"], "CLexer"), Pieces(files["c_parser.py"], "CParser")
    files["_tokens.py"] = TOKENS + lexer.between("keywords", "tokens")
    patterns = lexer.between("identifier", "hex_floating_constant")
    files["_patterns.py"] = PATTERNS + patterns + "\n" + order()
    files["_scopes.py"] = SCOPES + parser.between("_push_scope", "_lex_type_lookup_func")
    files["_building.py"] = BUILDING + parser.between("_type_modify_decl", "_select_struct_union_class")
    files["plyparser.py"] = OLD_PLACES + Pieces(files["plyparser.py"]).take("Coord ParseError").replace(
        "\n\n\nclass", "\n\nclass"
    )
    files |= {name: new[name] for name in NEW}
    for name in GONE.split():
        files.pop(name, None)


def order() -> str:
    """The patterns of each state of the lexer, in the order in which they are tried."""
    lines = ["    ordinary = {", "        'PPHASH': r'[ \\t]*\\#',", "        'NEWLINE': r'\\n+',"]
    lines += ["        'LBRACE': r'\\{',", "        'RBRACE': r'\\}',"]
    lines += [f"        {name!r}: {value}," for name, value in pairs(ORDER)]
    lines += [f"        {name!r}: r'{escaped(value)}'," for name, value in pairs(OPERATORS)]
    lines += ["    }", "", "    in_line = {"]
    lines += ["        'FILENAME': string_literal,", "        'LINE_NUMBER': decimal_constant,"]
    lines += ["        'NEWLINE': r'\\n',", "        'PPLINE': r'line',", "    }", ""]
    lines += ["    in_pragma = {", "        'NEWLINE': r'\\n',", "        'PPPRAGMA': r'pragma',"]
    return "\n".join([*lines, "        'PPPRAGMASTR': r'.+',", "    }", ""])


def pairs(text: str) -> list[list[str]]:
    """`NAME=value` as two, each."""
    return [pair.split("=", 1) for pair in text.split()]


def escaped(text: str) -> str:
    """An operator as a regular expression."""
    return "".join(f"\\{sign}" if sign in "+*|^()[].?" else sign for sign in text)


SETUP = (
    (r"def _run_build_tables.*?(?=setup\()", ""),
    (r"    from setuptools\.command.*?(?=except)", ""),
    (r"    from distutils\.command.*?\n\n", "\n"),
    (r"import os, sys\n", ""),
    (r"pure Python using the PLY parsing library\.", "pure Python."),
    (r"packages=\['pycparser', 'pycparser\.ply'\],\n    package_data.*?(?=\))", "packages=['pycparser'],\n"),
)


def set_up(text: str) -> str:
    """setup.py without tables and PLY."""
    for pattern, replacement in SETUP:
        text = edit(text, pattern, replacement)
    return text
