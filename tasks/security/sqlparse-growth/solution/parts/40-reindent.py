class ReindentFilter:
    def _get_offset(self, token):
        if token.is_group:
            token = next(token.flatten())
        length, _ = self._line_before(token)
        # Now take current offset into account and return relative offset.
        return length - len(self.char * self.leading_ws)

    def _line_before(self, token):
        """The last line before a leaf: its length, and how it is ended."""
        path = [token]
        while path[-1].parent is not None:
            path.append(path[-1].parent)
        if path[-1] is not self._curr_stmt:
            text = ''.join(map(str, self._flatten_up_to_token(token)))
            return extended((0, ''), text)
        line = (0, '')
        for group, child in zip(path[:0:-1], path[-2::-1]):
            line = self._line_before_child(group, child, line)
        return line

    def _line_before_child(self, group, child, line):
        """The last line before a child of a group that begins after a line.

        Goes on where the group was left when it was last asked: what lies
        before a token is final once the token's offset matters."""
        begun, idx, at, known = self._lines.get(id(group),
                                                (line, 0, None, line))
        if begun != line or at not in group.tokens[idx:idx + 1]:
            idx, known = 0, line
        while group.tokens[idx] is not child:
            known = extended(known, str(group.tokens[idx]))
            idx += 1
        self._lines[id(group)] = line, idx, child, known
        return known

    def _process_identifierlist(self, tlist):
        identifiers = list(tlist.get_identifiers())
        first = next(identifiers[0].flatten())
        if self.indent_columns:
            num_offset = 1 if self.char == '\t' else self.width
        else:
            del identifiers[0]
            num_offset = 1 if self.char == '\t' else self._get_offset(first)

        if not tlist.within(sql.Function) and not tlist.within(sql.Values):
            with offset(self, num_offset):
                self._break_columns(tlist, identifiers)
        else:
            self._break_arguments(tlist, identifiers)
        self._process_default(tlist)

    def _break_columns(self, tlist, identifiers):
        position = idx = 0
        for token in identifiers:
            # Add 1 for the "," separator
            position += len(token.value) + 1
            if position <= self.wrap_after - self.offset:
                continue
            idx = tlist.token_index(token, idx)
            if not self.comma_first:
                tlist.insert_before(idx, self.nl())
                position = 0
                continue
            at, comma = tlist.token_prev(idx)
            if comma is None:
                continue
            tlist.insert_before(at, self.nl(offset=-2))
            _, ws = tlist.token_next(at + 1, skip_ws=False)
            if ws is not None and ws.ttype is not T.Text.Whitespace:
                tlist.insert_after(at + 1, sql.Token(T.Whitespace, ' '))
            position = 0

    def _break_arguments(self, tlist, identifiers):
        # ensure whitespace
        idx = 0
        while idx < len(tlist.tokens):
            if tlist[idx].value == ',':
                _, next_ws = tlist.token_next(idx, skip_ws=False)
                if not next_ws.is_whitespace:
                    tlist.insert_after(idx, sql.Token(T.Whitespace, ' '))
            idx += 1

        end_at = self.offset + sum(len(i.value) + 1 for i in identifiers)
        adjusted_offset = 0
        if (self.wrap_after > 0
                and end_at > (self.wrap_after - self.offset)
                and self._last_func):
            adjusted_offset = -len(self._last_func.value) - 1

        with offset(self, adjusted_offset), indent(self):
            if adjusted_offset < 0:
                tlist.insert_before(identifiers[0], self.nl())
            position = idx = 0
            for token in identifiers:
                # Add 1 for the "," separator
                position += len(token.value) + 1
                if 0 < self.wrap_after < position + self.offset:
                    idx = tlist.token_index(token, idx)
                    tlist.insert_before(idx, self.nl())
                    position = 0

    def _process_values(self, tlist):
        tlist.insert_before(0, self.nl())
        tidx, token = tlist.token_next_by(i=sql.Parenthesis)
        first_token = token
        while token:
            ptidx, ptoken = tlist.token_next_by(m=(T.Punctuation, ','),
                                                idx=tidx)
            if ptoken and self.comma_first:
                offset = self._get_offset(first_token) - 2
                tlist.insert_before(ptidx, self.nl(offset))
            elif ptoken:
                tlist.insert_after(ptidx, self.nl(self._get_offset(token)))
            tidx, token = tlist.token_next_by(i=sql.Parenthesis, idx=tidx)

    def process(self, stmt):
        self._curr_stmt = stmt
        self._lines = {}
        self._process(stmt)

        if self._last_stmt is not None:
            nl = '\n' if str(self._last_stmt).endswith('\n') else '\n\n'
            stmt.tokens.insert(0, sql.Token(T.Whitespace, nl))

        self._last_stmt = stmt
        return stmt


def extended(line, text):
    """A line, its length and the last character of what ends it, after more
    text: the last one that str.splitlines() gives."""
    length, end = line
    if end == '\r' and text.startswith('\n'):
        end, text = '\n', text[1:]
    if not text:
        return length, end
    lines = text.splitlines(keepends=True)
    last, = lines[-1].splitlines()
    if len(lines) == 1 and not end:
        return length + len(last), lines[-1][len(last):][-1:]
    return len(last), lines[-1][len(last):][-1:]
