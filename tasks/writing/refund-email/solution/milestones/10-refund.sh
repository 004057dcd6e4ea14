#!/bin/sh
# Begin the letter: the apology and the sum, with its day.
set -eu
cat "$(dirname "$0")/../parts/1-refund.txt" > reply.txt
