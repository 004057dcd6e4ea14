#!/bin/sh
# Settings are read through functions; what leans on nothing else becomes modules.
set -eu
cd /app
python3 /solution/accessors.py
python3 /solution/regroup.py \
    errors TallyError UnitError JournalError \
    --module rounding _places get_places set_places rounded parse_number \
    --module tables render_table render_statement
