#!/bin/sh
# Add what has to be done by the last day.
set -eu
cat "$(dirname "$0")/../sections/4-last-day.md" >> plain.md
