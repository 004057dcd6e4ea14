#!/bin/sh
# Portable entry for other harnesses: a reduced check inside the agent's own container, so its verdict can be forged there.
# meltbench itself scores with tests/hidden/ in boxes of its own and never runs this.
set -u
mkdir -p /logs/verifier
python3 -B "$(dirname "$0")/reduced.py" /app >/logs/verifier/reward.txt
cat /logs/verifier/reward.txt
