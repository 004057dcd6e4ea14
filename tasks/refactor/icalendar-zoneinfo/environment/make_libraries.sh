#!/bin/sh
# make_libraries.sh BUILD LIBRARIES ZONES: what icalendar needs, and the only time zone database of the image: the one that
# pytz brings along, so that all libraries tell the same.
set -eu
build=$1
libraries=$2
zones=$3

while read -r sum file; do
    if [ ! -f "$build/sources/$file" ]; then
        project=${file%%-*}
        version=${file#*-}
        python3 -m pip download --no-deps --dest "$build/sources" "$project==${version%%-*}"
    fi
    echo "$sum  $build/sources/$file" | sha256sum -c -
    python3 -m zipfile -e "$build/sources/$file" "$libraries"
done <<EOF
328171f4e3623139da4983451950b28e95ac706e13f3f2630a879749e7a8b319 pytz-2024.1-py2.py3-none-any.whl
a8b2bc7bffae282281c8140a97d3aa9c14da0b136dfe83f850eea9a5f7470427 python_dateutil-2.9.0.post0-py2.py3-none-any.whl
8abb2f1d86890a2dfb989f9a77cfcfd3e47c2a354b01111771326f8aa26e0254 six-1.16.0-py2.py3-none-any.whl
EOF
cp -r "$libraries/pytz/zoneinfo" "$zones"
chmod -R a+rX "$libraries" "$zones"
