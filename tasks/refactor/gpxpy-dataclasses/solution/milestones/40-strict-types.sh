#!/bin/sh
# Nothing left for mypy to find.
set -eu
PYTHONPATH="$(dirname "$0")/.." PYTHONDONTWRITEBYTECODE=1 exec python3 -m codemod 4 .
