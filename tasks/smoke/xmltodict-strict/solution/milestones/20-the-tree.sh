#!/bin/sh
set -eu
python3 -B "$(dirname "$0")/../annotate.py" Second
