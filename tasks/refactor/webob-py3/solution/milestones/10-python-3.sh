#!/bin/sh
# Python 3 only; the modules are what they were.
set -eu
PYTHONPATH="$(dirname "$0")/.." PYTHONDONTWRITEBYTECODE=1 exec python3 -m codemod 1 .
