#!/bin/sh
# Add the case for free buses.
set -eu
cat "$(dirname "$0")/../sections/2-for.md" >> summary.md
