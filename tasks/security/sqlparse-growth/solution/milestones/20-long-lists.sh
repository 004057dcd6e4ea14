#!/bin/sh
# Grouping goes over lists, comments and assignments once.
set -eu
cd /app
exec python3 -B /solution/put.py 20
