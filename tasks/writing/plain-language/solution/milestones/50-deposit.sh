#!/bin/sh
# Add the deposit.
set -eu
cat "$(dirname "$0")/../sections/5-deposit.md" >> plain.md
