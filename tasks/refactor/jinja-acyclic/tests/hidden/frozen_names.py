"""Names of the original, by module."""

from pathlib import Path

from shape import case

NAMES = {
    "jinja2": (
        "BaseLoader BytecodeCache ChainableUndefined ChoiceLoader DebugUndefined DictLoader Environment "
        "FileSystemBytecodeCache FileSystemLoader FunctionLoader Markup MemcachedBytecodeCache ModuleLoader "
        "PackageLoader PrefixLoader StrictUndefined Template TemplateAssertionError TemplateError TemplateNotFound "
        "TemplateRuntimeError TemplateSyntaxError TemplatesNotFound Undefined UndefinedError __version__ clear_caches "
        "contextfilter contextfunction environmentfilter environmentfunction escape evalcontextfilter "
        "evalcontextfunction is_undefined make_logging_undefined select_autoescape"
    ),
    "jinja2.asyncfilters": (
        "ASYNC_FILTERS async_select_or_reject asyncfiltervariant auto_to_seq do_first do_groupby do_join do_list "
        "do_map do_reject do_rejectattr do_select do_selectattr do_slice do_sum dualfilter"
    ),
    "jinja2.asyncsupport": ("AsyncLoopContext auto_aiter auto_await concat_async make_async_loop_context"),
    "jinja2.bccache": ("Bucket BytecodeCache FileSystemBytecodeCache MemcachedBytecodeCache bc_magic bc_version"),
    "jinja2.compiler": (
        "CodeGenerator CompilerExit DependencyFinderVisitor Frame MacroRef UndeclaredNameVisitor VisitorExit "
        "code_features find_undeclared generate has_safe_repr operators optimizeconst"
    ),
    "jinja2.constants": ("LOREM_IPSUM_WORDS"),
    "jinja2.debug": ("fake_traceback get_template_locals rewrite_traceback_stack tb_set_next"),
    "jinja2.defaults": (
        "BLOCK_END_STRING BLOCK_START_STRING COMMENT_END_STRING COMMENT_START_STRING DEFAULT_FILTERS "
        "DEFAULT_NAMESPACE DEFAULT_POLICIES DEFAULT_TESTS KEEP_TRAILING_NEWLINE LINE_COMMENT_PREFIX "
        "LINE_STATEMENT_PREFIX LSTRIP_BLOCKS NEWLINE_SEQUENCE TRIM_BLOCKS VARIABLE_END_STRING VARIABLE_START_STRING"
    ),
    "jinja2.environment": (
        "Environment Template TemplateExpression TemplateModule TemplateStream _environment_sanity_check "
        "_spontaneous_environments copy_cache create_cache fail_for_missing_callable get_spontaneous_environment "
        "load_extensions"
    ),
    "jinja2.exceptions": (
        "FilterArgumentError SecurityError TemplateAssertionError TemplateError TemplateNotFound TemplateRuntimeError "
        "TemplateSyntaxError TemplatesNotFound UndefinedError"
    ),
    "jinja2.ext": (
        "AutoEscapeExtension DebugExtension ExprStmtExtension Extension ExtensionRegistry GETTEXT_FUNCTIONS "
        "InternationalizationExtension LoopControlExtension WithExtension _CommentFinder _gettext_alias "
        "_make_new_gettext _make_new_ngettext _ws_re autoescape babel_extract debug do extract_from_ast i18n "
        "loopcontrols with_"
    ),
    "jinja2.filters": (
        "FILTERS _GroupTuple _min_or_max _prepare_attribute_parts _word_beginning_split_re _word_re contextfilter "
        "do_attr do_batch do_capitalize do_center do_default do_dictsort do_filesizeformat do_first do_float "
        "do_forceescape do_format do_groupby do_indent do_int do_join do_last do_list do_lower do_map do_mark_safe "
        "do_mark_unsafe do_max do_min do_pprint do_random do_reject do_rejectattr do_replace do_reverse do_round "
        "do_select do_selectattr do_slice do_sort do_striptags do_sum do_title do_tojson do_trim do_truncate "
        "do_unique do_upper do_urlencode do_urlize do_wordcount do_wordwrap do_xmlattr environmentfilter "
        "evalcontextfilter ignore_case make_attrgetter make_multi_attrgetter prepare_map prepare_select_or_reject "
        "select_or_reject"
    ),
    "jinja2.idtracking": (
        "FrameSymbolVisitor RootVisitor Symbols VAR_LOAD_ALIAS VAR_LOAD_PARAMETER VAR_LOAD_RESOLVE VAR_LOAD_UNDEFINED "
        "find_symbols symbols_for_node"
    ),
    "jinja2.lexer": (
        "Failure Lexer OptionalLStrip TOKEN_ADD TOKEN_ASSIGN TOKEN_BLOCK_BEGIN TOKEN_BLOCK_END TOKEN_COLON "
        "TOKEN_COMMA TOKEN_COMMENT TOKEN_COMMENT_BEGIN TOKEN_COMMENT_END TOKEN_DATA TOKEN_DIV TOKEN_DOT TOKEN_EOF "
        "TOKEN_EQ TOKEN_FLOAT TOKEN_FLOORDIV TOKEN_GT TOKEN_GTEQ TOKEN_INITIAL TOKEN_INTEGER TOKEN_LBRACE "
        "TOKEN_LBRACKET TOKEN_LINECOMMENT TOKEN_LINECOMMENT_BEGIN TOKEN_LINECOMMENT_END TOKEN_LINESTATEMENT_BEGIN "
        "TOKEN_LINESTATEMENT_END TOKEN_LPAREN TOKEN_LT TOKEN_LTEQ TOKEN_MOD TOKEN_MUL TOKEN_NAME TOKEN_NE "
        "TOKEN_OPERATOR TOKEN_PIPE TOKEN_POW TOKEN_RAW_BEGIN TOKEN_RAW_END TOKEN_RBRACE TOKEN_RBRACKET TOKEN_RPAREN "
        "TOKEN_SEMICOLON TOKEN_STRING TOKEN_SUB TOKEN_TILDE TOKEN_VARIABLE_BEGIN TOKEN_VARIABLE_END TOKEN_WHITESPACE "
        "Token TokenStream TokenStreamIterator _describe_token_type _lexer_cache compile_rules count_newlines "
        "describe_token describe_token_expr float_re get_lexer ignore_if_empty ignored_tokens integer_re name_re "
        "newline_re operator_re operators reverse_operators string_re whitespace_re"
    ),
    "jinja2.loaders": (
        "BaseLoader ChoiceLoader DictLoader FileSystemLoader FunctionLoader ModuleLoader PackageLoader PrefixLoader "
        "_TemplateModule split_template_path"
    ),
    "jinja2.meta": ("TrackingCodeGenerator find_referenced_templates find_undeclared_variables"),
    "jinja2.nativetypes": ("NativeCodeGenerator NativeEnvironment NativeTemplate native_concat"),
    "jinja2.nodes": (
        "Add And Assign AssignBlock BinExpr Block Break Call CallBlock Compare Concat CondExpr Const ContextReference "
        "Continue DerivedContextReference Dict Div EnvironmentAttribute EvalContext EvalContextModifier Expr ExprStmt "
        "Extends ExtensionAttribute Filter FilterBlock FloorDiv For FromImport Getattr Getitem Helper If Import "
        "ImportedName Impossible Include InternalName Keyword List Literal Macro MarkSafe MarkSafeIfAutoescape Mod "
        "Mul NSRef Name Neg Node NodeType Not Operand Or Output OverlayScope Pair Pos Pow Scope "
        "ScopedEvalContextModifier Slice Stmt Sub Template TemplateData Test Tuple UnaryExpr With _binop_to_func "
        "_cmpop_to_func _failing_new _uaop_to_func args_as_const get_eval_context"
    ),
    "jinja2.optimizer": ("Optimizer optimize"),
    "jinja2.parser": ("Parser _compare_operators _math_nodes _statement_keywords"),
    "jinja2.runtime": (
        "BlockReference ChainableUndefined Context ContextMeta DebugUndefined LoopContext Macro StrictUndefined "
        "TemplateReference Undefined _get_func exported identity make_logging_undefined markup_join new_context "
        "resolve_or_missing to_string unicode_join"
    ),
    "jinja2.sandbox": (
        "ImmutableSandboxedEnvironment MAX_RANGE SandboxedEnvironment SandboxedEscapeFormatter SandboxedFormatter "
        "SandboxedFormatterMixin UNSAFE_ASYNC_GENERATOR_ATTRIBUTES UNSAFE_COROUTINE_ATTRIBUTES "
        "UNSAFE_FUNCTION_ATTRIBUTES UNSAFE_GENERATOR_ATTRIBUTES UNSAFE_METHOD_ATTRIBUTES _MagicFormatMapping "
        "_mutable_mapping_types _mutable_sequence_types _mutable_set_types _mutable_spec formatter_field_name_split "
        "inspect_format_method is_internal_attribute modifies_known_mutable safe_range unsafe"
    ),
    "jinja2.tests": (
        "TESTS number_re regex_type test_boolean test_callable test_defined test_divisibleby test_escaped test_even "
        "test_false test_float test_in test_integer test_iterable test_lower test_mapping test_none test_number "
        "test_odd test_sameas test_sequence test_string test_true test_undefined test_upper"
    ),
    "jinja2.utils": (
        "Cycler Joiner LRUCache Namespace _slash_escape clear_caches concat consume contextfunction "
        "environmentfunction evalcontextfunction generate_lorem_ipsum have_async_gen htmlsafe_json_dumps "
        "import_string internal_code internalcode is_undefined missing object_type_repr open_if_exists pformat "
        "select_autoescape soft_unicode unicode_urlencode urlize"
    ),
    "jinja2.visitor": ("NodeTransformer NodeVisitor"),
    "jinja2._compat": (
        "BytesIO NativeStringIO PY2 PYPY StringIO abc encode_filename fspath ifilter imap implements_iterator "
        "implements_to_string integer_types intern iteritems iterkeys itervalues izip marshal_dump marshal_load "
        "pickle range_type reraise string_types text_type unichr url_quote with_metaclass"
    ),
}


def cases():
    """One case for each module."""
    script = (Path(__file__).parent / "described.py").read_text(encoding="utf-8")
    return [case("names", module, "play", script, "names", module, wanted) for module, wanted in NAMES.items()]
