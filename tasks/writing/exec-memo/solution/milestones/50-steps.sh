#!/bin/sh
# Add the section: next steps.
set -eu
cat "$(dirname "$0")/../sections/5-steps.md" >> memo.md
