class StripCommentsFilter:
    @staticmethod
    def _process(tlist):
        def get_next_comment(idx=-1):
            # TODO(andi) Comment types should be unified, see related issue38
            return tlist.token_next_by(i=sql.Comment, t=T.Comment, idx=idx)

        def _get_insert_token(token):
            """Returns either a whitespace or the line breaks from token."""
            # See issue484 why line breaks should be preserved.
            # Note: The actual value for a line break is replaced by \n
            # in SerializerUnicode which will be executed in the
            # postprocessing state.
            # Each run of line breaks is looked at once, from where it begins.
            m = re.search(r'(?<![\r\n])([\r\n]+) *$', token.value)
            if m is not None:
                return sql.Token(T.Whitespace.Newline, m.group(1))
            return sql.Token(T.Whitespace, ' ')

        tidx, token = get_next_comment()
        while token:
            pidx, prev_ = tlist.token_prev(tidx, skip_ws=False)
            nidx, next_ = tlist.token_next(tidx, skip_ws=False)
            # Replace by whitespace if prev and next exist and if they're not
            # whitespaces. This doesn't apply if prev or next is a parenthesis,
            # but a whitespace is left to ensure the following SQL produces
            # a valid SQL (see #425).
            opens = prev_ is None or prev_.match(T.Punctuation, '(')
            alone = (prev_ is None or next_ is None
                     or prev_.is_whitespace or opens
                     or next_.is_whitespace
                     or next_.match(T.Punctuation, ')'))
            if alone and opens:
                del tlist.tokens[tidx]
                tidx -= 1
            else:
                tlist.tokens[tidx] = _get_insert_token(token)

            # Nothing before this place is a comment any more.
            tidx, token = get_next_comment(tidx)
