#!/bin/sh
# make_mypy.sh BUILD TARGET: mypy, from the pinned wheels in BUILD/sources; where they are not, pip fetches it.
set -eu
build=$1
target=$2
mkdir -p "$target"
if [ ! -f "$build/sources/mypy-2.4.1-py3-none-any.whl" ]; then
    exec python3 -m pip install --no-cache-dir --target "$target" mypy==2.4.1 mypy_extensions==1.2.0 \
        pathspec==1.1.1 typing_extensions==4.16.0 librt==0.16.0 ast_serialize==0.13.1
fi
for wheel in "$build"/sources/*none-any.whl "$build"/sources/*_"$(uname -m)".whl; do
    python3 -m zipfile -e "$wheel" "$target"
done
