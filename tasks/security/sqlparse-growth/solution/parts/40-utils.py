SPLIT_REGEX = re.compile(r"""\r\n|\r|\n|'|\"""")
PLAIN_REGEX = {quote: re.compile(r'[^\\' + quote + ']*') for quote in '\'"'}


def split_unquoted_newlines(stmt):
    """Split a string on all unquoted newlines.

    Unlike str.splitlines(), this will ignore CR/LF/CR+LF if the requisite
    character is inside of a string."""
    text = str(stmt)
    lines, start, pos = [], 0, 0
    unclosed = {quote: set() for quote in PLAIN_REGEX}
    found = SPLIT_REGEX.search(text)
    while found:
        pos = found.end()
        quote = found.group()
        if quote in PLAIN_REGEX:
            pos = closing(text, pos, quote, unclosed[quote]) or pos
        else:
            lines.append(text[start:found.start()])
            start = pos
        found = SPLIT_REGEX.search(text, pos)
    return lines + [text[start:]]


def closing(text, pos, quote, unclosed):
    """Where a string ends that goes on at a position; None if nowhere.

    *unclosed* are positions known to be in no string that ends."""
    passed = []
    while pos not in unclosed:
        passed.append(pos)
        pos = PLAIN_REGEX[quote].match(text, pos).end()
        if text[pos:pos + 1] == quote:
            return pos + 1
        if not text[pos + 1:pos + 2].strip('\n'):
            break  # the end, or a line's end that cannot be escaped
        pos += 2
    unclosed.update(passed)
    return None
