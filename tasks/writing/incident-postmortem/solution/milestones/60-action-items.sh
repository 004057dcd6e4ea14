#!/bin/sh
# Add the section: action items.
set -eu
cat "$(dirname "$0")/../sections/6-action-items.md" >> postmortem.md
