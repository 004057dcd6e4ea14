#!/bin/sh
# The reference solution: every milestone in order.
set -eu
for milestone in "$(dirname "$0")"/milestones/*.sh; do
    sh "$milestone"
done
