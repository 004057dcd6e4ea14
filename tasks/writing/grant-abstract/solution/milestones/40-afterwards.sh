#!/bin/sh
# Add what remains, and the sum.
set -eu
cat "$(dirname "$0")/../sections/4-afterwards.txt" >> abstract.txt
