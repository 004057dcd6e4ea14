import re

from sqlparse.keywords import FLAGS

TAG = re.compile(r'(?=(\$(?:[_A-ZÀ-Ü]\w*)?\$))', FLAGS)
MULTILINE = (tokens.Comment.Multiline, tokens.Comment.Multiline.Hint)
NO_COMMENT = [rule for rule in SQL_REGEX if rule[1] not in MULTILINE]
NO_LITERAL = [rule for rule in SQL_REGEX if rule[1] is not tokens.Literal]


class Closers:
    """Where in a text the last closers are: what is opened behind them is
    never closed, and need not be searched for again and again."""

    def __init__(self, text):
        self.text = text
        self.comment = text.rfind('*/')
        self.tags = None

    def rules(self, pos, char):
        """The rules that can match at a position."""
        if char == '/':
            return SQL_REGEX if self.comment >= pos + 2 else NO_COMMENT
        if char == '$':
            tag = TAG.match(self.text, pos)
            if tag and self._last(tag.group(1)) < tag.end(1):
                return NO_LITERAL
        return SQL_REGEX

    def _last(self, tag):
        if self.tags is None:
            self.tags = {self._key(m.group(1)): m.start(1)
                         for m in TAG.finditer(self.text)}
        return self.tags[self._key(tag)]

    @staticmethod
    def _key(tag):
        # One character for each, as case is ignored in regular expressions.
        return ''.join(char.lower()[0] for char in tag)


class Lexer:
    @staticmethod
    def get_tokens(text, encoding=None):
        """
        Return an iterable of (tokentype, value) pairs generated from
        `text`, which is a string, bytes or a file-like object.
        """
        if isinstance(text, TextIOBase):
            text = text.read()

        if isinstance(text, bytes):
            if encoding:
                text = text.decode(encoding)
            else:
                try:
                    text = text.decode('utf-8')
                except UnicodeDecodeError:
                    text = text.decode('unicode-escape')
        elif not isinstance(text, str):
            raise TypeError("Expected text or file-like object, got {!r}".
                            format(type(text)))

        closers = Closers(text)
        iterable = enumerate(text)
        for pos, char in iterable:
            for rexmatch, action in closers.rules(pos, char):
                m = rexmatch(text, pos)

                if not m:
                    continue
                elif isinstance(action, tokens._TokenType):
                    yield action, m.group()
                elif callable(action):
                    yield action(m.group())

                consume(iterable, m.end() - pos - 1)
                break
            else:
                yield tokens.Error, char
