def group_assignment(tlist):
    # Lists without a semicolon behind the place last looked at.
    ended = {}

    def match(token):
        return token.match(T.Assignment, ':=')

    def valid(token):
        return token is not None and token.ttype not in (T.Keyword)

    def post(tlist, pidx, tidx, nidx):
        if id(tlist) in ended:
            return pidx, nidx
        snidx, _ = tlist.token_next_by(m=(T.Punctuation, ';'), idx=nidx)
        if snidx is None:
            ended[id(tlist)] = tlist
        return pidx, snidx or nidx

    _group(tlist, sql.Assignment, match, valid, valid, post)


@recurse(sql.Comment)
def group_comments(tlist):
    def skipped(token):
        return imt(token, t=T.Comment) or token.is_whitespace

    tidx, token = tlist.token_next_by(t=T.Comment)
    while token:
        eidx, end = tlist.token_not_matching(skipped, idx=tidx)
        if end is None:
            break  # nothing but comments from here to the end
        eidx, end = tlist.token_prev(eidx, skip_ws=False)
        tlist.group_tokens(sql.Comment, tidx, eidx)

        tidx, token = tlist.token_next_by(t=T.Comment, idx=tidx)


@recurse(sql.Where)
def group_where(tlist):
    tidx, token = tlist.token_next_by(m=sql.Where.M_OPEN)
    while token:
        eidx, end = tlist.token_next_by(m=sql.Where.M_CLOSE, idx=tidx)
        if end is None:
            eidx = tlist.token_index(tlist._groupable_tokens[-1])
        else:
            eidx -= 1
        tlist.group_tokens(sql.Where, tidx, eidx)
        tidx, token = tlist.token_next_by(m=sql.Where.M_OPEN, idx=tidx)
