#!/bin/sh
# Add the part: method.
set -eu
cat "$(dirname "$0")/../sections/3-method.md" >> recipe.md
