#!/bin/sh
# Evaluations end where they end, and leave the application and its files alone.
set -eu
cd /app
exec python3 -B /solution/put.py 30
