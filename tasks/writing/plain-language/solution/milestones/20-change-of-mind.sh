#!/bin/sh
# Add how notice is taken back.
set -eu
cat "$(dirname "$0")/../sections/2-change-of-mind.md" >> plain.md
