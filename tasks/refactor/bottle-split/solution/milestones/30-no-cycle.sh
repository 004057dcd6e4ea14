#!/bin/sh
# Blocks leave run(), so that everything on the cycle fits into one module.
set -eu
PYTHONPATH="$(dirname "$0")/.." PYTHONDONTWRITEBYTECODE=1 exec python3 -m codemod 3 .
