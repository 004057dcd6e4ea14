#!/bin/sh
# make_tree.sh BUILD TREE: the project as the agent finds it, a repository with one commit.
# BUILD/sources holds the pinned release; where it does not, the release is fetched.
set -eu
build=$1
tree=$2
release=asteval-0.9.31

if [ ! -f "$build/sources/$release.tar.gz" ]; then
    python3 -m pip download --no-deps --no-binary :all: --dest "$build/sources" asteval==0.9.31
fi
echo "a2da066b6696dba9835c5f7dec63e0ffb5bd2b4e3bb5f0b9a604aeafb17d833d  $build/sources/$release.tar.gz" | sha256sum -c -

# Of the tests the newer file, every third function: the rest is what a maintainer would run after the fact.
mkdir -p "$tree"
tar -xzf "$build/sources/$release.tar.gz" -C "$tree" --strip-components=1 --no-same-owner \
    "$release/asteval" "$release/setup.py" "$release/README.rst" "$release/LICENSE" "$release/doc/index.rst" \
    "$release/doc/api.rst" "$release/doc/basics.rst" "$release/doc/motivation.rst" "$release/tests/test_asteval.py"
python3 -B "$build/sample_tests.py" "$tree/tests/test_asteval.py" 3
printf '__pycache__/\n' >"$tree/.gitignore"

cd "$tree"
export GIT_AUTHOR_DATE='2024-01-01T00:00:00Z' GIT_COMMITTER_DATE='2024-01-01T00:00:00Z'
git init --quiet --initial-branch=main
git add --all
git -c user.name=project -c user.email=project@example.invalid commit --quiet --message='Import the project'
