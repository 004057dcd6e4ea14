#!/bin/sh
# Add who fetches what, and when.
set -eu
cat "$(dirname "$0")/../parts/2-collection.txt" >> reply.txt
