#!/bin/sh
# Add the figure that was misquoted.
set -eu
cat "$(dirname "$0")/../sections/5-figure.md" >> summary.md
