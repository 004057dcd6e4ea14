#!/bin/sh
# What is laid out stays in its folder, within its size, and is nobody's but the owner's.
set -eu
cd /app
python3 /solution/patch.py neighbours links bits bombs
