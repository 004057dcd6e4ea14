#!/bin/sh
# Add the three aims.
set -eu
cat "$(dirname "$0")/../sections/2-aims.txt" >> abstract.txt
