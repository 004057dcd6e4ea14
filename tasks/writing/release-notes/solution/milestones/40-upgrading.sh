#!/bin/sh
# Add the steps of the upgrade.
set -eu
cat "$(dirname "$0")/../parts/4-upgrading.md" >> NOTES.md
