#!/bin/sh
# Attributes, format strings and frames: one rule for all that is read or set.
set -eu
cd /app
exec python3 -B /solution/put.py 10
