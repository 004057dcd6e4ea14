#!/bin/sh
# Types in place of Any.
set -eu
PYTHONPATH="$(dirname "$0")/.." PYTHONDONTWRITEBYTECODE=1 exec python3 -m codemod 3 .
