#!/bin/sh
# Add its steps, what they should give, what they give, and the evidence.
set -eu
cat "$(dirname "$0")/../parts/3-rows-body.md" >> issue.md
