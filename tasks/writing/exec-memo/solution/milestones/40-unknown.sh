#!/bin/sh
# Add the section: what is not known.
set -eu
cat "$(dirname "$0")/../sections/4-unknown.md" >> memo.md
