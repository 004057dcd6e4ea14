#!/bin/sh
# The development server, its log, the debugger and the profiler.
set -eu
cd /app
exec python3 -B /solution/put.py 40
