#!/bin/sh
# Add the section: root cause.
set -eu
cat "$(dirname "$0")/../sections/4-root-cause.md" >> postmortem.md
