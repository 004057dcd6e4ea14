#!/bin/sh
# Add what is new for members and for the office.
set -eu
cat "$(dirname "$0")/../parts/2-office.md" >> NOTES.md
