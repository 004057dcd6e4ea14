#!/bin/sh
# Begin the notes: what comes first, and what is new at the desk.
set -eu
cat "$(dirname "$0")/../parts/1-first-and-desk.md" > NOTES.md
