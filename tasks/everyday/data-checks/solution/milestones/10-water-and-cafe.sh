#!/bin/sh
# Answer what concerns water and cafe.
set -eu
cat "$(dirname "$0")/../answers/1.jsonl" > answers.jsonl
sort -o answers.jsonl answers.jsonl
