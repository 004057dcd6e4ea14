#!/bin/sh
# Begin the document: title and summary.
set -eu
cat "$(dirname "$0")/../sections/1-summary.md" > postmortem.md
