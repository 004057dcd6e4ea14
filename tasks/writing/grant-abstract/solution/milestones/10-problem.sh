#!/bin/sh
# Begin the abstract: title, problem, what is not known.
set -eu
cat "$(dirname "$0")/../sections/1-problem.txt" > abstract.txt
