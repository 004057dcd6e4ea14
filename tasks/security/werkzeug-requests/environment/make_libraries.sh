#!/bin/sh
# make_libraries.sh BUILD LIBRARIES: MarkupSafe, of which only what is written in Python is taken (it does the same on
# every machine), and stand-ins for two libraries that upstream's tests import for live servers, which are not run here.
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
printf 'def reserve(*_):\n    raise RuntimeError("no live servers here")\n' >"$libraries/ephemeral_port_reserve.py"
printf 'class ProcessStarter:\n    pass\n' >"$libraries/xprocess.py"
chmod -R a+rX "$libraries"
