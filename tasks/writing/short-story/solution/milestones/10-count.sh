#!/bin/sh
# Begin the story, up to the count that is over.
set -eu
cat "$(dirname "$0")/../parts/1-count.txt" > story.txt
