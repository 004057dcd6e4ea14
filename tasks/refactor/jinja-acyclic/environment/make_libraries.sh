#!/bin/sh
# make_libraries.sh BUILD LIBRARIES: MarkupSafe, the last version that has all that Jinja 2.11 asks for. It has no wheel
# for this Python; of an older one's only what is written in Python is taken, which does the same.
set -eu
build=$1
libraries=$2
file=MarkupSafe-2.0.1-cp310-cp310-musllinux_1_1_x86_64.whl

if [ ! -f "$build/sources/$file" ]; then
    python3 -m pip download --no-deps --only-binary :all: --python-version 3.10 --platform musllinux_1_1_x86_64 \
        --dest "$build/sources" MarkupSafe==2.0.1
fi
echo "cdfba22ea2f0029c9261a4bd07e830a8da012291fbe44dc794e488b6c9bb353a  $build/sources/$file" | sha256sum -c -
python3 -m zipfile -e "$build/sources/$file" "$libraries"
rm "$libraries"/markupsafe/_speedups*
chmod -R a+rX "$libraries"
