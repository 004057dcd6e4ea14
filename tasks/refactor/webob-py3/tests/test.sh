#!/bin/sh
# Portable entry for other harnesses: a reduced check inside the agent's own container, whose verdict the code under
# test could forge. The full verification runs elsewhere, in boxes of its own.
set -u
mkdir -p /logs/verifier
python3 -B "$(dirname "$0")/reduced.py" /app >/logs/verifier/reduced.txt 2>&1
tail -n 1 /logs/verifier/reduced.txt >/logs/verifier/reward.txt
