#!/bin/sh
# Add the part: substitutions.
set -eu
cat "$(dirname "$0")/../sections/4-substitutions.md" >> recipe.md
