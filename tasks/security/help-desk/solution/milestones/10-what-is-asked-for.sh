#!/bin/sh
# What a request names is one file of its ticket, and orders are made of known columns.
set -eu
cd /app
python3 /solution/patch.py names orders
