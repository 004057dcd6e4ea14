#!/bin/sh
# Parts, fields, bodies of unknown length, lengths that are none.
set -eu
cd /app
exec python3 -B /solution/put.py 20
