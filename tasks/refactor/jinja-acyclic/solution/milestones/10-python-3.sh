#!/bin/sh
# Python 3 only; the package is as knotted as it was.
set -eu
PYTHONPATH="$(dirname "$0")/.." PYTHONDONTWRITEBYTECODE=1 exec python3 -m codemod 1 .
