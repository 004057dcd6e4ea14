#!/bin/sh
# Add the boot and the last question.
set -eu
cat "$(dirname "$0")/../parts/3-question.txt" >> story.txt
