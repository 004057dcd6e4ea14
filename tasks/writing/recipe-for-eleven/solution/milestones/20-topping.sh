#!/bin/sh
# Add the part: topping.
set -eu
cat "$(dirname "$0")/../sections/2-topping.md" >> recipe.md
