from sqlparse.exceptions import SQLParseError


class FilterStack:
    def run(self, sql, encoding=None):
        stream = lexer.tokenize(sql, encoding)
        # Process token stream
        for filter_ in self.preprocess:
            stream = filter_.process(stream)

        stream = StatementSplitter().process(stream)

        # Output: Stream processed Statements
        for stmt in stream:
            try:
                stmt = self._processed(stmt)
            except RecursionError as error:
                raise SQLParseError('Maximum depth of nesting exceeded') \
                    from error
            yield stmt

    def _processed(self, stmt):
        if self._grouping:
            stmt = grouping.group(stmt)

        for filter_ in self.stmtprocess:
            filter_.process(stmt)

        for filter_ in self.postprocess:
            stmt = filter_.process(stmt)
        return stmt
