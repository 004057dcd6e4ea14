#!/bin/sh
PYTHONPATH=/opt/mypy exec python3 -m mypy "$@"
