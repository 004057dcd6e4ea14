#!/bin/sh
# What is nested too deeply is refused, and what is not costs no more than its length.
set -eu
cd /app
exec python3 -B /solution/put.py 30
