#!/bin/sh
# Filters go on where they were instead of from the beginning.
set -eu
cd /app
exec python3 -B /solution/put.py 40
