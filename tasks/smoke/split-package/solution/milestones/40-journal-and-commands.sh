#!/bin/sh
# `summary` reads a journal, so it cannot live with the tables that ledgers are shown by.
set -eu
cd /app
python3 /solution/regroup.py \
    journal parse_line parse_journal format_journal \
    --module commands summary main
