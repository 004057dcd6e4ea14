#!/bin/sh
# Sessions change hands at the login, and rights are asked for on every path.
set -eu
cd /app
python3 /solution/patch.py sessions comments accounts
