#!/bin/sh
# Add the section: figures.
set -eu
cat "$(dirname "$0")/../sections/2-figures.md" >> memo.md
