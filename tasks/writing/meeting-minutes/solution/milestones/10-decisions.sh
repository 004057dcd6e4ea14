#!/bin/sh
# Begin the minutes: who was there, and what was decided.
set -eu
cat "$(dirname "$0")/../parts/1-present.md" "$(dirname "$0")/../parts/2-decisions.md" > minutes.md
