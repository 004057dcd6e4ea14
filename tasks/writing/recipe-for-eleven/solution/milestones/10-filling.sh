#!/bin/sh
# Begin the recipe: title and filling.
set -eu
cat "$(dirname "$0")/../sections/1-filling.md" > recipe.md
