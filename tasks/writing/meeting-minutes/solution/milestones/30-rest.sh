#!/bin/sh
# Add what is open and the next meeting.
set -eu
cat "$(dirname "$0")/../parts/4-rest.md" >> minutes.md
