#!/bin/sh
# Begin the sheet: what is to be decided.
set -eu
cat "$(dirname "$0")/../sections/1-question.md" > summary.md
