#!/bin/sh
# make_tree.sh BUILD TREE: the project as the agent finds it, a repository with one commit.
# BUILD/sources holds the pinned release; where it does not, the release is fetched.
set -eu
build=$1
tree=$2
release=xmltodict-0.13.0

if [ ! -f "$build/sources/$release.tar.gz" ]; then
    python3 -m pip download --no-deps --no-binary :all: --dest "$build/sources" xmltodict==0.13.0
fi
echo "341595a488e3e01a85a9d8911d8912fd922ede5fecc4dce437eb4b6c8d037e56  $build/sources/$release.tar.gz" | sha256sum -c -

# Of the two files of tests, the one on writing.
mkdir -p "$tree"
tar -xzf "$build/sources/$release.tar.gz" -C "$tree" --strip-components=1 --no-same-owner \
    "$release/xmltodict.py" "$release/README.md" "$release/LICENSE" "$release/tests/test_dicttoxml.py"
cp "$build/mypy.ini" "$tree/mypy.ini"
printf '__pycache__/\n.mypy_cache/\n' >"$tree/.gitignore"

cd "$tree"
export GIT_AUTHOR_DATE='2024-01-01T00:00:00Z' GIT_COMMITTER_DATE='2024-01-01T00:00:00Z'
git init --quiet --initial-branch=main
git add --all
git -c user.name=project -c user.email=project@example.invalid commit --quiet --message='Import the project'
