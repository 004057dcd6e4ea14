#!/bin/sh
# Nothing of a cookie is run, and no text takes long.
set -eu
cd /app
python3 /solution/patch.py views endings
