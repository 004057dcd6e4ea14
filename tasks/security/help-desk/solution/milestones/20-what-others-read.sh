#!/bin/sh
# What one person writes stays text for the browser and the spreadsheet of another.
set -eu
cd /app
python3 /solution/patch.py links sheets targets
