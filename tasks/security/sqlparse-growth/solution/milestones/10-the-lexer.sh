#!/bin/sh
# What is opened is closed or not: the lexer finds out once, and reads a string in one way only.
set -eu
cd /app
exec python3 -B /solution/put.py 10
