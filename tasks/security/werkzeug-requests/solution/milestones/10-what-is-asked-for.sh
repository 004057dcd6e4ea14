#!/bin/sh
# Cookies without a name, hosts that are trusted, redirects that stay.
set -eu
cd /app
exec python3 -B /solution/put.py 10
