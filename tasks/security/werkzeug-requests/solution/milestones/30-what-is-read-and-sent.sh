#!/bin/sh
# Encodings, headers and cookies of one line each.
set -eu
cd /app
exec python3 -B /solution/put.py 30
