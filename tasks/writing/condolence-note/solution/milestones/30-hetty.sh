#!/bin/sh
# Add what concerns Hetty, and the signature.
set -eu
cat "$(dirname "$0")/../parts/3-hetty.txt" >> note.txt
