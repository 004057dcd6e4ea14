#!/bin/sh
# Programs that the task needs and a bare Python image lacks; does nothing, and needs no network, where they are there.
set -eu
if ! command -v git >/dev/null || ! command -v patch >/dev/null || ! command -v ps >/dev/null; then
    apt-get update
    apt-get install --yes --no-install-recommends git patch procps
    rm -rf /var/lib/apt/lists/*
fi
python3 -c 'import pytest' 2>/dev/null || python3 -m pip install --no-cache-dir 'pytest==7.2.1'
