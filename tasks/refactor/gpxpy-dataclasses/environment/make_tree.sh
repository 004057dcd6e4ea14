#!/bin/sh
# make_tree.sh BUILD TREE: the project as the agent finds it, a repository with one commit.
# BUILD/sources holds the pinned release; where it does not, the release is fetched.
set -eu
build=$1
tree=$2
release=gpxpy-1.6.2

if [ ! -f "$build/sources/$release.tar.gz" ]; then
    python3 -m pip download --no-deps --no-binary :all: --dest "$build/sources" gpxpy==1.6.2
fi
echo "a72c484b97ec42b80834353b029cc8ee1b79f0ffca1179b2210bb3baf26c01ae  $build/sources/$release.tar.gz" | sha256sum -c -

mkdir -p "$tree/tests" "$build/unpacked"
tar -xzf "$build/sources/$release.tar.gz" -C "$build/unpacked" --strip-components=1 --no-same-owner
cd "$build/unpacked"
cp -r gpxpy gpxinfo setup.py README.md LICENSE.txt NOTICE.txt "$tree/"
cp "$build/mypy.ini" "$tree/mypy.ini"
# The tests find their files wherever they are run from, and write none.
cp -r test_files "$tree/tests/"
sed -e "s/^import os as mod_os\$/&\nmod_os.chdir(mod_os.path.dirname(mod_os.path.abspath(__file__)))/" \
    -e "s/open('test_files[^']*', 'w')/open(mod_os.devnull, 'w')/" test.py >"$tree/tests/test_gpxpy.py"
printf '__pycache__/\n' >"$tree/.gitignore"

cd "$tree"
export GIT_AUTHOR_DATE='2024-01-01T00:00:00Z' GIT_COMMITTER_DATE='2024-01-01T00:00:00Z'
git init --quiet --initial-branch=main
git add --all
git -c user.name=project -c user.email=project@example.invalid commit --quiet --message='Import the project'
