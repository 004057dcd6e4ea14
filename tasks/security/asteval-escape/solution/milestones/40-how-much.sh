#!/bin/sh
# Nothing is made that is longer than the limits.
set -eu
cd /app
exec python3 -B /solution/put.py 40
