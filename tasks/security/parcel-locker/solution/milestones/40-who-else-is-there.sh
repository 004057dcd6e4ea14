#!/bin/sh
# What others see, read and leave lying about does no harm.
set -eu
cd /app
python3 /solution/patch.py terminals keys parts
