class TokenList:
    def token_index(self, token, start=0):
        """Return list index of token, which is not before *start*."""
        start = start if isinstance(start, int) else self.token_index(start)
        return self.tokens.index(token, start)
