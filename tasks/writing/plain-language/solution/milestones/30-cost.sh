#!/bin/sh
# Add the charge and who does not pay it.
set -eu
cat "$(dirname "$0")/../sections/3-cost.md" >> plain.md
