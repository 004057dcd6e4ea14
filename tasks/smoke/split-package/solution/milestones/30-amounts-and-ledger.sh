#!/bin/sh
# Quantity and Entry make each other and stay together; the ledger stands on them.
set -eu
cd /app
python3 /solution/regroup.py amounts _QUANTITY Quantity Entry --module ledger Ledger
