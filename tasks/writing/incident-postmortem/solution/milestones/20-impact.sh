#!/bin/sh
# Add the section: impact.
set -eu
cat "$(dirname "$0")/../sections/2-impact.md" >> postmortem.md
