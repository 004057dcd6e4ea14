#!/bin/sh
# Begin the memo: title and recommendation.
set -eu
cat "$(dirname "$0")/../sections/1-recommendation.md" > memo.md
