#!/bin/sh
# Begin the page: when a tenant may leave, and how to say so.
set -eu
cat "$(dirname "$0")/../sections/1-notice.md" > plain.md
