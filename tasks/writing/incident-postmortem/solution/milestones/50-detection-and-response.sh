#!/bin/sh
# Add the section: detection and response.
set -eu
cat "$(dirname "$0")/../sections/5-detection-and-response.md" >> postmortem.md
