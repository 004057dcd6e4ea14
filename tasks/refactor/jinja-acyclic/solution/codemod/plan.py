"""Where statements go in stage 4: data."""

from typing import NamedTuple


class Part(NamedTuple):
    """One new module: what it is, and what it takes from an old one."""

    name: str
    title: str
    source: str
    wanted: str
    """Names of top-level statements, or of methods where there is an `owner`; `A..B` is all from A to B."""
    owner: str = ""
    """The class that gives methods away; it inherits them then."""
    base: str = ""
    """The class that has them, with its bases."""


HEADERS = {
    "CodeGenerator": "(InheritanceCode, StatementCode, ExpressionCode, CodeWriter)",
    "Environment": "(TemplateCompiling)",
    "Template": "(TemplateBase)",
    "Parser": "(StatementParsing)",
}
PARTS = (
    Part(
        "_codetools.py",
        "What the parts of the code generator share.",
        "compiler.py",
        "operators code_features optimizeconst find_undeclared MacroRef Frame VisitorExit DependencyFinderVisitor"
        " UndeclaredNameVisitor CompilerExit",
    ),
    Part(
        "_codewriter.py",
        "Writes code: indentation, frames, calls, macros.",
        "compiler.py",
        "__init__..pop_assign_tracking",
        "CodeGenerator",
        "CodeWriter(NodeVisitor)",
    ),
    Part(
        "_inheritancecode.py",
        "Code for templates that lean on others.",
        "compiler.py",
        "visit_Template..visit_FromImport",
        "CodeGenerator",
        "InheritanceCode",
    ),
    Part(
        "_statementcode.py",
        "Code for all other statements.",
        "compiler.py",
        "visit_For..visit_AssignBlock",
        "CodeGenerator",
        "StatementCode",
    ),
    Part(
        "_expressioncode.py",
        "Code for expressions.",
        "compiler.py",
        "visit_Name..visit_Keyword",
        "CodeGenerator",
        "ExpressionCode",
    ),
    Part(
        "_templates.py",
        "Templates, apart from how they come about.",
        "environment.py",
        "TemplateModule TemplateExpression TemplateStream",
    ),
    Part("_templates.py", "", "environment.py", "from_code..__repr__", "Template", "TemplateBase"),
    Part(
        "_environmenttools.py",
        "Caches, extensions and checks of environments.",
        "environment.py",
        "_spontaneous_environments get_spontaneous_environment create_cache copy_cache load_extensions"
        " fail_for_missing_callable _environment_sanity_check",
    ),
    Part(
        "_compiling.py",
        "What an environment does with the source of templates.",
        "environment.py",
        "parse..list_templates",
        "Environment",
        "TemplateCompiling",
    ),
    Part(
        "_filtertools.py",
        "What filters are made with.",
        "filters.py",
        "contextfilter..environmentfilter ignore_case make_attrgetter make_multi_attrgetter _prepare_attribute_parts",
    ),
    Part(
        "_textfilters.py",
        "Filters of text.",
        "filters.py",
        "_word_re _word_beginning_split_re do_forceescape do_urlencode do_replace do_upper do_lower do_xmlattr"
        " do_capitalize do_title do_center do_filesizeformat do_pprint do_urlize do_indent do_truncate do_wordwrap"
        " do_wordcount do_format do_trim do_striptags do_mark_safe do_mark_unsafe do_tojson",
    ),
    Part(
        "_selectingfilters.py",
        "Filters that choose or change the items of a sequence one by one.",
        "filters.py",
        "do_map do_select do_reject do_selectattr do_rejectattr prepare_map prepare_select_or_reject select_or_reject",
    ),
    Part(
        "_nodebase.py",
        "What all nodes have.",
        "nodes.py",
        "Impossible NodeType EvalContext get_eval_context Node Stmt Helper",
    ),
    Part(
        "_expressionnodes.py",
        "Nodes of expressions.",
        "nodes.py",
        "_binop_to_func _uaop_to_func _cmpop_to_func Expr..Operand Mul..Pos",
    ),
    Part("_undefined.py", "Values that are undefined.", "runtime.py", "Undefined..del_Undefined"),
    Part(
        "_statementparsing.py",
        "Parsing of statements.",
        "parser.py",
        "_statement_keywords",
    ),
    Part("_statementparsing.py", "", "parser.py", "parse_statement..parse_print", "Parser", "StatementParsing"),
    Part(
        "_tokens.py",
        "Tokens and streams of them.",
        "lexer.py",
        "TOKEN_ADD..ignore_if_empty _describe_token_type describe_token describe_token_expr Failure Token"
        " TokenStreamIterator TokenStream",
    ),
    Part(
        "_texts.py",
        "Utilities for text.",
        "utils.py",
        "pformat urlize generate_lorem_ipsum unicode_urlencode htmlsafe_json_dumps",
    ),
    Part("_extraction.py", "Messages of templates.", "ext.py", "GETTEXT_FUNCTIONS extract_from_ast _CommentFinder"),
)
SHOWN = (
    (
        "_templates.py",
        r"(class (?:TemplateModule|TemplateExpression|TemplateStream):\n    \"\"\".*?\"\"\"\n)",
        "jinja2.environment",
    ),
    ("_undefined.py", r"(class \w*Undefined\(\w+\):\n    r?\"\"\".*?\"\"\"\n)", "jinja2.runtime"),
)
"""Classes whose module messages show: they go on to say that they are in the old one."""
