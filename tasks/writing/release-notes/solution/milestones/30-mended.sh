#!/bin/sh
# Add what is mended.
set -eu
cat "$(dirname "$0")/../parts/3-mended.md" >> NOTES.md
