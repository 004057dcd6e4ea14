#!/bin/sh
# Formats registered by their families; the core still in one piece.
set -eu
PYTHONPATH="$(dirname "$0")/.." PYTHONDONTWRITEBYTECODE=1 exec python3 -m codemod 1 .
