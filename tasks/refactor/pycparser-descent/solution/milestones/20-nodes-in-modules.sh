#!/bin/sh
# And the nodes of syntax trees are in small modules.
set -eu
PYTHONPATH="$(dirname "$0")/.." PYTHONDONTWRITEBYTECODE=1 exec python3 -m codemod 2 .
