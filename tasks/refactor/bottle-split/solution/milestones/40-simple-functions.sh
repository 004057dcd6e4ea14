#!/bin/sh
# The most branched functions hand over a block each.
set -eu
PYTHONPATH="$(dirname "$0")/.." PYTHONDONTWRITEBYTECODE=1 exec python3 -m codemod 4 .
