#!/bin/sh
# Add what is not refunded, why, and the offer.
set -eu
cat "$(dirname "$0")/../parts/3-refusal.txt" >> reply.txt
