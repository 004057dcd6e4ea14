#!/bin/sh
# Every module at most 700 lines; the application, its stack and its server still import each other.
set -eu
PYTHONPATH="$(dirname "$0")/.." PYTHONDONTWRITEBYTECODE=1 exec python3 -m codemod 2 .
