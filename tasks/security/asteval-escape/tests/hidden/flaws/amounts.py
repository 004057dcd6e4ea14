"""Attacks that make texts and numbers of too many bytes."""

from phrases import REFUSED, attack


def texts(rng, options):
    """Texts and bytes beyond the limit."""
    n, c = rng.randint(8_000_000, 9_000_000), rng.choice("abc")
    ways = [
        f"{n} * '{c}'",
        f"b'{c}' * {n}",
        f"{n} * b'{c}'",
        f"bytearray(b'{c}') * {n}",
        f"x = b'{c}'\nx *= {n}",
        f"'{c}'.ljust({n})",
        f"'{c}'.rjust({n}, '.')",
        f"'{c}'.center({n})",
        f"'{c}'.zfill({n})",
        f"b'{c}'.ljust({n})",
        f"str.ljust('{c}', {n})",
        f"list(map(str.zfill, ['{c}'], [{n}]))",
        f"f'{{1:{n}}}'",
        f"w = {n}\nf'{{1:{{w}}d}}'",
        f"f'{{1.5:.{n}f}}'",
        f"format(1, '{n}')",
        f"format('{c}', '>{n}')",
        f"'{{:{n}}}'.format(1)",
        f"'{{:{{}}}}'.format(1, {n})",
        f"'{{a:{n}}}'.format_map(dict(a=1))",
        f"'%{n}d' % 1",
        f"'%*d' % ({n}, 1)",
        f"'%-{n}s' % '{c}'",
        f"'%.{n}f' % 1.5",
        f"'%(a){n}s' % {{'a': 1}}",
        f"b'%{n}d' % 1",
        f"bytes({n})",
        f"bytearray({n})",
        f"list(map(bytes, [{n}]))",
        f"('{c}' * 250000).join(['a'] * 40)",
        f"('{c}' * 4000).replace('{c}', 'x' * 2000)",
        f"'{c}'.join(['x' * 200000] * 2).replace('x', 'y' * 40)",
        f"'\\t'.expandtabs({n})",
        "('\\t' * 5000).expandtabs(2000)",
        f"(1).to_bytes({n}, 'big')",
        f"int.to_bytes(1, {n}, 'little')",
        f"x = b'{c}' * 200000\ny = x + x",
        f"b = ('{c}' * 200000).encode()\nb + b + b + b",
        f"sorted([{n}], key=bytes)",
        f"('{c}' * 9000).replace('', 'x' * 1000)",
        f"b'{c}'.replace(b'{c}', b'x' * 200000).replace(b'x', b'y' * 40)",
        "x = 'y' * 250000\n'{0}' * 1 + ''.join([x, x])",
        "s = 'x' * 250000\nf'{s}{s}'",
    ]
    for way in rng.sample(ways, 9):
        yield attack("long-texts", "measured", way, options, answer=REFUSED, small=True)


def numbers(rng, options):
    """Integers beyond the limit, and powers beyond theirs."""
    base, n = rng.choice([3, 5, 7]), rng.randint(3_000, 4_000)
    times = {3: 170, 5: 110, 7: 90}[base] + rng.randrange(20)
    squares = {3: 8, 5: 7, 7: 7}[base]
    ways = [
        f"({base} ** 10000) ** {times}",
        f"x = {base} ** 9999\nx **= {times}",
        f"factorial({140_000 + n})",
        f"list(map(factorial, [{140_000 + n}]))",
        f"x = {base} ** 10000\nfor i in range({squares}): x = x * x",
        f"x = {base} ** 9900\nfor i in range({squares}): x *= x",
        f"y = (1 << 1000) ** {n}",
        f"(2 ** 10000) ** {times + 200} >> 10",
    ]
    if options:
        ways += [
            f"pow({base}, {n * 10})",
            f"pow(2, {n * 1000})",
            f"list(map(pow, [{base}], [{n * 10}]))",
            f"pow({base} ** 1000, {times * 10})",
            f"pow(base={base}, exp={n * 10})",
        ]
    for way in rng.sample(ways, 3):
        yield attack("big-numbers", "measured", way, options, answer=REFUSED, small=True)
    if options:
        yield attack("big-numbers", "measured", f"pow({base}, {n * 10})", options, answer=REFUSED, small=True)
