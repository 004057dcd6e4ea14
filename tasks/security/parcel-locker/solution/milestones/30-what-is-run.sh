#!/bin/sh
# What others chose is text for the shell, for filters and for templates.
set -eu
cd /app
python3 /solution/patch.py words options templates
