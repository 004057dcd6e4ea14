#!/bin/sh
# Add what the pilot found, and what it does not show.
set -eu
cat "$(dirname "$0")/../sections/3-pilot.txt" >> abstract.txt
