#!/bin/sh
# Peel the leaves: many modules, two of them still large.
set -eu
PYTHONPATH="$(dirname "$0")/.." PYTHONDONTWRITEBYTECODE=1 exec python3 -m codemod 1 .
