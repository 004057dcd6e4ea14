#!/bin/sh
# The reference document: every milestone in order, from the workspace.
set -eu
for milestone in "$(dirname "$0")"/milestones/*.sh; do
    sh "$milestone"
done
