"""Numbers, characters and strings."""

from . import c_ast
from ._kinds import CHARACTERS, FLOATS, INTEGERS, PLAIN_STRINGS, WIDE_STRINGS
from ._reader import Reader

FLOAT_SUFFIXES = {"f": "float", "l": "long double"}


class Constants(Reader):
    """The part of the parser that reads constants."""

    def _constant(self):
        kind = self._kind()
        if kind in PLAIN_STRINGS:
            return self._string()
        if kind in WIDE_STRINGS:
            return self._wide_string()
        if kind in INTEGERS:
            return self._literal(integer_type)
        if kind in FLOATS:
            return self._literal(float_type)
        if kind in CHARACTERS:
            return self._literal(lambda text: "char")
        return self._unexpected()

    def _literal(self, type_of):
        token = self._take()
        return c_ast.Constant(type_of(token.value), token.value, self._at(token))

    def _string(self):
        """One string of one or several literals side by side."""
        node = self._literal(lambda text: "string")
        while self._kind() in PLAIN_STRINGS:
            node.value = node.value[:-1] + self._take().value[1:]
        return node

    def _wide_string(self):
        node = self._literal(lambda text: "string")
        while self._kind() in WIDE_STRINGS:
            node.value = node.value.rstrip()[:-1] + self._take().value[2:]
        return node


def integer_type(text):
    """The type that the suffix of an integer asks for."""
    suffix = text[-3:].lower()
    unsigned, long = suffix.count("u"), suffix.count("l")
    if unsigned > 1:
        raise ValueError("Constant cannot have more than one u/U suffix.")
    if long > 2:
        raise ValueError("Constant cannot have more than two l/L suffix.")
    return "unsigned " * unsigned + "long " * long + "int"


def float_type(text):
    """The type that the suffix of a number with a fraction or an exponent asks for."""
    return "float" if "x" in text.lower() else FLOAT_SUFFIXES.get(text[-1].lower(), "double")
