#!/bin/sh
# The reference solution: every milestone in order, from the directory that holds the project.
set -eu
for milestone in "$(dirname "$0")"/milestones/*.sh; do
    sh "$milestone"
done
