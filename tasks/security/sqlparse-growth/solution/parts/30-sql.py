from sqlparse.exceptions import SQLParseError

MAX_DEPTH = 400


class TokenList:
    __slots__ = 'tokens', 'depth'

    def __init__(self, tokens=None):
        self.tokens = tokens or []
        self.depth = 0
        for token in self.tokens:
            token.parent = self
        super().__init__(None, str(self))
        self.is_group = True

    def flatten(self):
        """Generator yielding ungrouped tokens, however deep they are."""
        pending = [iter(self.tokens)]
        while pending:
            for token in pending[-1]:
                if token.is_group:
                    pending.append(iter(token.tokens))
                    break
                yield token
            else:
                pending.pop()

    def group_tokens(self, grp_cls, start, end, include_end=True,
                     extend=False):
        """Replace tokens by an instance of *grp_cls*.

        Raises SQLParseError where groups are nested too deeply."""
        first, stop = self.tokens[start], end + include_end

        if extend and isinstance(first, grp_cls):
            grp, subtokens = first, self.tokens[start + 1:stop]
            grp.tokens.extend(subtokens)
            grp.value += ''.join([token.value for token in subtokens])
            del self.tokens[start + 1:stop]
        else:
            subtokens = self.tokens[start:stop]
            grp = grp_cls()
            grp.tokens = subtokens
            # What is inside of a group is written in its value already.
            grp.value = ''.join([token.value for token in subtokens])
            grp.normalized = grp.value
            grp.parent = self
            self.tokens[start:stop] = [grp]

        for token in subtokens:
            token.parent = grp
        grp._deepen(max((token.depth + 1 for token in subtokens
                         if token.is_group), default=1))
        return grp

    def _deepen(self, depth):
        """Note that groups are nested that deep in this one."""
        group = self
        while group is not None and group.depth < depth:
            if depth > MAX_DEPTH:
                raise SQLParseError('Maximum depth of nesting exceeded')
            group.depth = depth
            group, depth = group.parent, depth + 1
