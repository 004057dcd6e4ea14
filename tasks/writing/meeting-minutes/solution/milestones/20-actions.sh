#!/bin/sh
# Add who does what by when.
set -eu
cat "$(dirname "$0")/../parts/3-actions.md" >> minutes.md
