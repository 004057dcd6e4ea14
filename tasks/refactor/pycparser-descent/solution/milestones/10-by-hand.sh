#!/bin/sh
# Lexer and parser are written by hand; PLY and all that is generated are gone.
set -eu
PYTHONPATH="$(dirname "$0")/.." PYTHONDONTWRITEBYTECODE=1 exec python3 -m codemod 1 .
