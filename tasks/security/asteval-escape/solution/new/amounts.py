"""How much programs may make: what could make a long text or number out of little is measured before it is made."""

import math
import re

MAX_EXPONENT = 10000


MAX_STR_LEN = 2 << 17  # 256KiB


MAX_SHIFT = 1000


MAX_OPEN_BUFFER = 2 << 17


MAX_BITS = 8 * MAX_STR_LEN


TEXTS = (str, bytes, bytearray)


PERCENT = re.compile(
    r"%(?:\([^)]*\))?[-#0 +]*(\*|\d+)?(?:\.(\*|\d+)?)?"
    r"[hlL]?(.)",
    re.DOTALL,
)


def check_length(size):
    """Refuse texts and bytes that are too long."""
    if size > MAX_STR_LEN:
        raise RuntimeError(f"String length exceeded, max string length is {MAX_STR_LEN}")


def check_bits(bits):
    """Refuse integers that are too long."""
    if bits > MAX_BITS:
        raise RuntimeError(f"Integer too large, max size is {MAX_BITS} bits")


def check_power(base, exp):
    """Refuse a power of integers that is too long."""
    if isinstance(base, int) and isinstance(exp, int) and exp > 0 and abs(base) > 1:
        check_bits((base.bit_length() - 1) * exp)


def check_product(one, two):
    """Refuse repetitions of texts, and products of integers, too long."""
    for text, count in ((one, two), (two, one)):
        if isinstance(text, TEXTS) and isinstance(count, int):
            check_length(len(text) * count)
    if isinstance(one, int) and isinstance(two, int):
        check_bits(one.bit_length() + two.bit_length() - 1)


def check_sum(one, two):
    """Refuse bytes that are too long."""
    if isinstance(one, TEXTS) and isinstance(two, TEXTS):
        check_length(len(one) + len(two))


def check_shift(number, count):
    """Refuse a shifted integer that is too long."""
    if isinstance(number, int) and isinstance(count, int) and count > 0:
        check_bits(number.bit_length() + count)


def safe_mod(one, two):
    """Remainders, and texts with % in them."""
    if isinstance(one, TEXTS):
        check_length(percent_size(one, two))
    return one % two


def percent_size(text, values):
    """At least how long a text with its % replaced is."""
    if not isinstance(text, str):
        text = text.decode("latin-1")
    waiting = list(values) if isinstance(values, tuple) else [values]
    size = 0
    for width, precision, kind in PERCENT.findall(text):
        numbers = []
        for number in (width, precision):
            if number == "*":
                number = waiting.pop(0) if waiting else 0
            numbers.append(abs(number) if isinstance(number, int) else int(number or 0))
        value = None
        if kind != "%" and waiting:
            value = waiting[0] if isinstance(values, dict) else waiting.pop(0)
        natural = len(value) if isinstance(value, TEXTS) else 0
        if kind in "sab":
            natural = min(natural, numbers[1]) if precision else natural
            numbers[1] = 0
        size += max(*numbers, natural)
    return size


def formatted(value, spec):
    """format(), with widths and precisions that are sane."""
    for digits in re.findall(r"[0-9]+", spec if isinstance(spec, str) else ""):
        check_length(int(digits) if len(digits) < 20 else MAX_STR_LEN + 1)
    return format(value, spec)


def joined(parts):
    """The parts of an f-string in one."""
    check_length(sum(len(part) for part in parts))
    return "".join(parts)


def safe_format(value, format_spec=""):
    """format() for programs."""
    return formatted(value, format_spec)


def safe_power(base, exp, mod=None):
    """pow() for programs."""
    if mod is not None:
        return pow(base, exp, mod)
    if isinstance(exp, (int, float)) and exp > MAX_EXPONENT:
        raise RuntimeError(f"Invalid exponent, max exponent is {MAX_EXPONENT}")
    check_power(base, exp)
    return pow(base, exp)


def safe_factorial(number):
    """factorial() for programs."""
    if isinstance(number, int) and number > 0:
        check_bits(math.lgamma(number + 1) / math.log(2))
    return math.factorial(number)


def safe_bytes(*args, **kwargs):
    """bytes() for programs."""
    if args and isinstance(args[0], int):
        check_length(args[0])
    return bytes(*args, **kwargs)


def safe_bytearray(*args, **kwargs):
    """bytearray() for programs."""
    if args and isinstance(args[0], int):
        check_length(args[0])
    return bytearray(*args, **kwargs)


def named(function, original):
    """The function under the name of what it stands for."""
    function.__name__ = original.__name__
    return function


CALLS = (
    (format, named(safe_format, format)),
    (pow, named(safe_power, pow)),
    (math.factorial, named(safe_factorial, math.factorial)),
    (bytes, named(safe_bytes, bytes)),
    (bytearray, named(safe_bytearray, bytearray)),
)


def guarded(function):
    """What is to be called in place of a function."""
    for known, guard in CALLS:
        if function is known:
            return guard
    return function


def guarded_call(function, args, keywords):
    """A function and what it is called with, callbacks guarded too."""
    if function is map or function is filter:
        args = [guarded(arg) for arg in args[:1]] + args[1:]
    if "key" in keywords:
        keywords = {**keywords, "key": guarded(keywords["key"])}
    return guarded(function), args, keywords


def estimate(size, args, kwargs):
    """How long a method's answer will be; 0 for wrong arguments."""
    try:
        return size(*args, **kwargs)
    except (TypeError, ValueError, AttributeError):
        return 0


def size_padded(text, width, *_):
    """ljust, rjust, center, zfill."""
    return max(len(text), width)


def size_tabs(text, tabsize=8):
    """expandtabs."""
    size = column = 0
    for character in text if isinstance(text, str) else text.decode("latin-1"):
        step = 1
        if character == "\t":
            step = tabsize - column % tabsize if tabsize > 0 else 0
        size += step
        column = 0 if character in "\n\r" else column + step
    return size


def size_joined(text, parts):
    """join."""
    return sum(map(len, parts)) + len(text) * (len(parts) - 1)


def size_replaced(text, old, new, count=-1):
    """replace."""
    times = text.count(old)
    if 0 <= count < times:
        times = count
    return len(text) + times * (len(new) - len(old))


def size_extended(text, more):
    """extend."""
    return len(text) + len(more)


def size_bytes(_, length=1, *__, **___):
    """to_bytes."""
    return length


SIZES = {
    "ljust": size_padded,
    "rjust": size_padded,
    "center": size_padded,
    "zfill": size_padded,
    "expandtabs": size_tabs,
    "join": size_joined,
    "replace": size_replaced,
    "extend": size_extended,
    "to_bytes": size_bytes,
}


PADDING = ("ljust", "rjust", "center", "zfill", "expandtabs", "join", "replace")


METHODS = {
    str: (*PADDING, "format", "format_map"),
    bytes: PADDING,
    bytearray: (*PADDING, "extend"),
    int: ("to_bytes",),
}
