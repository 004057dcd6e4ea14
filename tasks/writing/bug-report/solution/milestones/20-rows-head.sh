#!/bin/sh
# Begin the second issue: title, versions, regression, priority.
set -eu
cat "$(dirname "$0")/../parts/2-rows-head.md" >> issue.md
