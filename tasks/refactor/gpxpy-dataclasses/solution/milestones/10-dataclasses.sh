#!/bin/sh
# Fields in place of constructors; points and routes in modules of their own; no cycle.
set -eu
PYTHONPATH="$(dirname "$0")/.." PYTHONDONTWRITEBYTECODE=1 exec python3 -m codemod 1 .
