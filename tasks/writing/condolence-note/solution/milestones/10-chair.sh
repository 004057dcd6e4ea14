#!/bin/sh
# Begin the note: his chair and his humming.
set -eu
cat "$(dirname "$0")/../parts/1-chair.txt" > note.txt
