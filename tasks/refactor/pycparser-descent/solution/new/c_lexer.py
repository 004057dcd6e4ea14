"""The lexer of C: reads text token by token, follows line directives, and tells names of types from others."""

import re

from ._patterns import Patterns
from ._tokens import Tokens


class Token:
    """One token: its kind, its text, and the line and place in the text where it begins."""

    __slots__ = ("lexpos", "lineno", "type", "value")

    def __init__(self, kind, value, lineno, lexpos):
        self.type = kind
        self.value = value
        self.lineno = lineno
        self.lexpos = lexpos


def alternatives(patterns):
    """One expression that matches whichever of several named ones comes first."""
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns.items()), re.VERBOSE)


class CLexer(Tokens, Patterns):
    """Tokens of a text in C: `input` it, and ask for `token` after `token`.

    The parser is asked whether a name is that of a type, told of braces, and told of errors. `filename` follows the
    line directives.
    """

    _ordinary = alternatives(Patterns.ordinary)
    _in_line = alternatives(Patterns.in_line)
    _in_pragma = alternatives(Patterns.in_pragma)
    _blanks = re.compile(r"[ \t]*")

    def __init__(self, error_func, on_lbrace_func, on_rbrace_func, type_lookup_func):
        self.error_func = error_func
        self.on_lbrace_func = on_lbrace_func
        self.on_rbrace_func = on_rbrace_func
        self.type_lookup_func = type_lookup_func
        self.filename = ""
        self.last_token = None
        self.pp_line = self.pp_filename = None
        self._text = ""
        self._place = 0
        self._line = 1
        self._read = self._read_ordinary
        self._actions = {
            "PPHASH": self._hash,
            "NEWLINE": self._newline,
            "LBRACE": self._left_brace,
            "RBRACE": self._right_brace,
            "ID": self._name,
            "BAD_CONST_OCT": self._bad_octal,
            "UNMATCHED_QUOTE": self._bad_quote,
            "BAD_CHAR_CONST": self._bad_character,
            "BAD_STRING_LITERAL": self._bad_string,
        }

    def build(self, **kwargs):
        """Nothing needs to be built; kept for those who call it, whatever they pass."""

    def reset_lineno(self):
        """Count lines from 1 again."""
        self._line = 1

    def input(self, text):
        """Read this text from its beginning."""
        self._text = text
        self._place = 0
        self._read = self._read_ordinary

    def token(self):
        """The next token, None at the end of the text."""
        self.last_token = self._next()
        return self.last_token

    def find_tok_column(self, token):
        """The column where a token begins, from 1."""
        return token.lexpos - self._text.rfind("\n", 0, token.lexpos)

    def _next(self):
        while True:
            self._place = self._blanks.match(self._text, self._place).end()
            if self._place >= len(self._text):
                return None
            token = self._read()
            if token is not None:
                return token

    def _match(self, pattern):
        """The token that a pattern finds here, None where it finds none."""
        match = pattern.match(self._text, self._place)
        if match is None:
            return None
        self._place = match.end()
        return Token(match.lastgroup, match.group(), self._line, match.start())

    def _illegal(self, message):
        """No pattern fits: complain, and go on behind one character."""
        self._error(message, Token("error", self._text[self._place :], self._line, self._place))

    def _error(self, message, token):
        self.error_func(message, token.lineno, self.find_tok_column(token))
        self._place += 1

    # Ordinary text.

    def _read_ordinary(self):
        token = self._match(self._ordinary)
        if token is None:
            return self._illegal(f"Illegal character {self._text[self._place]!r}")
        action = self._actions.get(token.type)
        return action(token) if action else token

    def _hash(self, token):
        if self.line_pattern.match(self._text, self._place):
            self._read = self._read_line
            self.pp_line = self.pp_filename = None
            return None
        if self.pragma_pattern.match(self._text, self._place):
            self._read = self._read_pragma
            return None
        return token

    def _newline(self, token):
        self._line += len(token.value)

    def _left_brace(self, token):
        self.on_lbrace_func()
        return token

    def _right_brace(self, token):
        self.on_rbrace_func()
        return token

    def _name(self, token):
        token.type = self.keyword_map.get(token.value, "ID")
        if token.type == "ID" and self.type_lookup_func(token.value):
            token.type = "TYPEID"
        return token

    def _bad_octal(self, token):
        self._error("Invalid octal constant", token)

    def _bad_quote(self, token):
        self._error("Unmatched '", token)

    def _bad_character(self, token):
        self._error(f"Invalid char constant {token.value}", token)

    def _bad_string(self, token):
        self._error("String contains invalid escape code", token)

    # A line directive, `#line 5 "name"` or `# 5 "name" flags`.

    def _read_line(self):
        token = self._match(self._in_line)
        if token is None:
            self._illegal("invalid #line directive")
        elif token.type == "NEWLINE":
            self._end_of_line(token)
        elif token.type == "LINE_NUMBER" and self.pp_line is None:
            self.pp_line = token.value
        elif token.type == "FILENAME":
            self._file(token)

    def _file(self, token):
        if self.pp_line is None:
            self._error("filename before line number in #line", token)
        else:
            self.pp_filename = token.value.strip('"')

    def _end_of_line(self, token):
        if self.pp_line is None:
            self._error("line number missing in #line", token)
        else:
            self._line = int(self.pp_line)
            if self.pp_filename is not None:
                self.filename = self.pp_filename
        self._read = self._read_ordinary

    # A pragma: the word, and the rest of the line.

    def _read_pragma(self):
        token = self._match(self._in_pragma)
        if token.type == "NEWLINE":
            self._line += 1
            self._read = self._read_ordinary
            return None
        return token
