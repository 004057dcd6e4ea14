#!/bin/sh
# Write the first issue.
set -eu
cat "$(dirname "$0")/../parts/1-hours.md" > issue.md
