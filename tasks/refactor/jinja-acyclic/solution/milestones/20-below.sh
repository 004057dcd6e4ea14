#!/bin/sh
# Exceptions, utilities and nodes know nothing of what stands above them.
set -eu
PYTHONPATH="$(dirname "$0")/.." PYTHONDONTWRITEBYTECODE=1 exec python3 -m codemod 2 .
