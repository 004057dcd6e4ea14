class TokenList:
    def group_tokens(self, grp_cls, start, end, include_end=True,
                     extend=False):
        """Replace tokens by an instance of *grp_cls*."""
        first, stop = self.tokens[start], end + include_end

        if extend and isinstance(first, grp_cls):
            grp, subtokens = first, self.tokens[start + 1:stop]
            grp.tokens.extend(subtokens)
            grp.value += ''.join([token.value for token in subtokens])
            del self.tokens[start + 1:stop]
        else:
            subtokens = self.tokens[start:stop]
            grp = grp_cls(subtokens)
            grp.parent = self
            self.tokens[start:stop] = [grp]

        for token in subtokens:
            token.parent = grp

        return grp
