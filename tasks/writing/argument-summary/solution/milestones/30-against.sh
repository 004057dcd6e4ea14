#!/bin/sh
# Add the case against them.
set -eu
cat "$(dirname "$0")/../sections/3-against.md" >> summary.md
