#!/bin/sh
# Add the woman by the stove, and what came before.
set -eu
cat "$(dirname "$0")/../parts/2-boot.txt" >> story.txt
