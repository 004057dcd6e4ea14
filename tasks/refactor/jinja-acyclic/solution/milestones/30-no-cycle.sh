#!/bin/sh
# No import cycle: asynchronous rendering stands where it is called.
set -eu
PYTHONPATH="$(dirname "$0")/.." PYTHONDONTWRITEBYTECODE=1 exec python3 -m codemod 3 .
