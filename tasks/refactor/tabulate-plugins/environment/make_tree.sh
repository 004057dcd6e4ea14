#!/bin/sh
# make_tree.sh BUILD TREE: the project as the agent finds it, a repository with one commit.
# BUILD/sources holds the pinned release; where it does not, the release is fetched.
set -eu
build=$1
tree=$2
release=tabulate-0.9.0

if [ ! -f "$build/sources/$release.tar.gz" ]; then
    python3 -m pip download --no-deps --no-binary :all: --dest "$build/sources" tabulate==0.9.0
fi
echo "0095b12bf5966de529c0feb1fa08671671b3368eec77d7ef7ab114be2c068b3c  $build/sources/$release.tar.gz" | sha256sum -c -

# Of the tests about a third, always the same: the rest is what a maintainer would run after the fact.
mkdir -p "$tree"
tar -xzf "$build/sources/$release.tar.gz" -C "$tree" --strip-components=1 --no-same-owner \
    "$release/tabulate" "$release/pyproject.toml" "$release/README.md" "$release/LICENSE" \
    "$release/test/common.py" "$release/test/test_api.py" "$release/test/test_textwrapper.py" "$release/test/test_regression.py"
printf '__pycache__/\n' >"$tree/.gitignore"

cd "$tree"
export GIT_AUTHOR_DATE='2024-01-01T00:00:00Z' GIT_COMMITTER_DATE='2024-01-01T00:00:00Z'
git init --quiet --initial-branch=main
git add --all
git -c user.name=project -c user.email=project@example.invalid commit --quiet --message='Import the project'
