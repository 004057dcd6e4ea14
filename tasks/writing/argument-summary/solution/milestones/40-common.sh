#!/bin/sh
# Add what all three want, and where they part.
set -eu
cat "$(dirname "$0")/../sections/4-common.md" >> summary.md
