#!/bin/sh
# Add how to reach the writer, and the signature.
set -eu
cat "$(dirname "$0")/../parts/4-close.txt" >> reply.txt
