#!/bin/sh
# Add the section: what the figures mean.
set -eu
cat "$(dirname "$0")/../sections/3-meaning.md" >> memo.md
