#!/bin/sh
# Add what he mended, and how.
set -eu
cat "$(dirname "$0")/../parts/2-mended.txt" >> note.txt
