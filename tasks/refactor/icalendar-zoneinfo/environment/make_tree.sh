#!/bin/sh
# make_tree.sh BUILD TREE: the project as the agent finds it, a repository with one commit.
# BUILD/sources holds the pinned release; where it does not, the release is fetched.
set -eu
build=$1
tree=$2
release=icalendar-5.0.13

if [ ! -f "$build/sources/$release.tar.gz" ]; then
    python3 -m pip download --no-deps --no-binary :all: --dest "$build/sources" icalendar==5.0.13
fi
echo "92799fde8cce0b61daa8383593836d1e19136e504fa1671f471f98be9b029706  $build/sources/$release.tar.gz" | sha256sum -c -

# The package stands at the top, its tests beside it: of these about a third, always the same.
mkdir -p "$tree/tests" "$build/unpacked"
tar -xzf "$build/sources/$release.tar.gz" -C "$build/unpacked" --strip-components=1 --no-same-owner
cd "$build/unpacked"
mkdir "$tree/icalendar"
cp src/icalendar/*.py "$tree/icalendar/"
cp LICENSE.rst README.rst "$tree/"
sed -e "s#'src/icalendar/#'icalendar/#" -e "s#setuptools.find_namespace_packages(.*#['icalendar'],#" \
    -e "/package_dir=/d" -e "s#'CONTRIBUTING.rst', 'CHANGES.rst', ##" -e "/test_suite=/d" setup.py >"$tree/setup.py"
cd src/icalendar/tests
cp conftest.py __init__.py test_cli_tool.py test_encoding.py test_equality.py test_examples.py test_issue_116.py \
    test_issue_27_period.py test_multiple.py test_parsing.py test_property_params.py test_recurrence.py test_time.py \
    test_unit_caselessdict.py test_unit_tools.py "$tree/tests/"
cp -r calendars events timezones "$tree/tests/"
printf '__pycache__/\n' >"$tree/.gitignore"

cd "$tree"
export GIT_AUTHOR_DATE='2024-01-01T00:00:00Z' GIT_COMMITTER_DATE='2024-01-01T00:00:00Z'
git init --quiet --initial-branch=main
git add --all
git -c user.name=project -c user.email=project@example.invalid commit --quiet --message='Import the project'
