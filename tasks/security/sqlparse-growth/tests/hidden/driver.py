"""What is asked of the code under test, in whichever box: trees, outputs, tables."""

import io

import sqlparse
from sqlparse import keywords
from sqlparse.exceptions import SQLParseError


def tree(text, encoding=None):
    """Everything about the parsed statements."""
    text = text.encode("cp1251") if encoding == "cp1251" else text
    return [[branch(statement), statement.get_type()] for statement in sqlparse.parse(text, encoding)]


def branch(token):
    """One token, with what its methods say."""
    kind = [type(token).__name__, str(token.ttype), token.value, token.normalized]
    if not token.is_group:
        return [*kind, token.is_keyword, token.is_whitespace]
    said = [(name, ask(token, name)) for name in SAYINGS if hasattr(token, name)]
    return [*kind, said, [branch(child) for child in token.tokens]]


SAYINGS = (
    "get_alias", "get_array_indices", "get_cases", "get_identifiers", "get_name", "get_ordering", "get_parameters",
    "get_parent_name", "get_real_name", "get_typecast", "has_alias", "is_multiline", "is_wildcard", "left", "right",
)  # fmt: skip


def ask(token, name):
    """What a method or property answers, as text."""
    try:
        found = getattr(token, name)
        found = found() if callable(found) else found
        return str(found if isinstance(found, str | bool | type(None)) else shown(found))
    except Exception as error:
        return type(error).__name__


def shown(found):
    """Tokens in lists and iterators as text."""
    if hasattr(found, "value") and hasattr(found, "ttype"):
        return str(found)
    if found is None or isinstance(found, str | bool):
        return found
    return [shown(one) for one in found]


def outputs(text, choices):
    """The text formatted in several ways, and split."""
    found = [sqlparse.split(text)]
    for options in choices:
        try:
            found.append(sqlparse.format(text, **options))
        except Exception as error:
            found.append([type(error).__name__, str(error) if isinstance(error, SQLParseError) else ""])
    return found


def walks(text):
    """Steps through a tree by its own methods."""
    found = []
    for statement in sqlparse.parse(text):
        found.append(str(statement.get_token_at_offset(len(text) // 2)))
        found.append([str(statement.token_first(skip_ws=w, skip_cm=c)) for w in (True, False) for c in (True, False)])
        for at, token in enumerate(statement.tokens):
            found.append([str(one) for one in statement.token_next(at)])
            found.append([str(one) for one in statement.token_prev(at, skip_ws=False)])
            found.append([statement.token_index(token), token.is_child_of(statement), token.has_ancestor(statement)])
            found.append([token.within(kind) for kind in (sqlparse.sql.Where, sqlparse.sql.Function)])
            found.append(repr(token).rpartition(" at ")[0])
        for leaf in statement.flatten():
            kinds = (sqlparse.sql.Where, sqlparse.sql.Function, sqlparse.sql.Parenthesis)
            found.append([leaf.within(kind) for kind in kinds] + [leaf.has_ancestor(statement)])
            found.append([leaf.match(leaf.ttype, [leaf.value.lower()]), leaf.match(leaf.ttype, ["^S"], regex=True)])
        statement._pprint_tree(max_depth=3)  # noqa: SLF001
        statement._pprint_tree()  # noqa: SLF001
    return found


def edited(text):
    """A tree after its tokens were moved about."""
    found = []
    for statement in sqlparse.parse(text):
        blank, mark = (sqlparse.sql.Token(sqlparse.tokens.Text, value) for value in ("<", ">"))
        statement.insert_before(0, blank)
        statement.insert_after(len(statement.tokens) // 2, mark)
        statement.insert_after(statement.tokens[0], sqlparse.sql.Token(sqlparse.tokens.Text, "+"), skip_ws=False)
        group = statement.group_tokens(sqlparse.sql.Parenthesis, 0, 1)
        again = statement.group_tokens(sqlparse.sql.Parenthesis, 0, 1, extend=True)
        part = statement.group_tokens(sqlparse.sql.Comment, 0, 1, include_end=False)
        found.append([str(one) for one in (statement, group, again, part)] + [group is again, group.value, part.value])
        found.append([one.parent is statement for one in statement.tokens])
    return found


def words(names):
    """What the lexer makes of words."""
    return [[str(kind) for kind, _ in sqlparse.lexer.tokenize(name)] for name in names]


def tables():
    """The tables of keywords."""
    found = {name: table for name, table in vars(keywords).items() if name.startswith("KEYWORDS")}
    return {name: sorted((word, str(kind)) for word, kind in table.items()) for name, table in sorted(found.items())}


def flagged(options):
    """What becomes of options, right and wrong ones."""
    try:
        return sorted((name, repr(value)) for name, value in sqlparse.formatter.validate_options(dict(options)).items())
    except SQLParseError as error:
        return str(error)


def streamed(pieces):
    """Tokens of a file, and statements of a stream of several."""
    text = "".join(pieces)
    kinds = [[str(kind), value] for kind, value in sqlparse.lexer.tokenize(io.StringIO(text))]
    return [kinds, [str(one) for one in sqlparse.parsestream(io.StringIO(text))]]


def refused(kind):
    """What the lexer says of things that are no text."""
    given = {"number": 7, "list": ["select"], "none": None}[kind]
    return list(sqlparse.lexer.tokenize(given))
