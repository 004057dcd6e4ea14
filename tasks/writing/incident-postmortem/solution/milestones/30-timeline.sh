#!/bin/sh
# Add the section: timeline.
set -eu
cat "$(dirname "$0")/../sections/3-timeline.md" >> postmortem.md
