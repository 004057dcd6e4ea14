#!/bin/sh
# make_tree.sh BUILD TREE: the project as the agent finds it, a repository with one commit.
# BUILD/sources holds the pinned release; where it does not, the release is fetched.
set -eu
build=$1
tree=$2
release=sqlparse-0.4.3

if [ ! -f "$build/sources/$release.tar.gz" ]; then
    python3 -m pip download --no-deps --no-binary :all: --dest "$build/sources" sqlparse==0.4.3
fi
echo "69ca804846bb114d2ec380e4360a8a340db83f0ccf3afceeb1404df028f57268  $build/sources/$release.tar.gz" | sha256sum -c -

# No list of changes. Of the tests the smaller files: the rest is what a maintainer would run after the fact.
mkdir -p "$tree"
tar -xzf "$build/sources/$release.tar.gz" -C "$tree" --strip-components=1 --no-same-owner \
    "$release/sqlparse" "$release/setup.py" "$release/setup.cfg" "$release/README.rst" "$release/LICENSE" \
    "$release/docs/source/api.rst" "$release/docs/source/analyzing.rst" "$release/docs/source/intro.rst" \
    "$release/docs/source/ui.rst" "$release/tests/__init__.py" "$release/tests/conftest.py" "$release/tests/files" \
    "$release/tests/test_keywords.py" "$release/tests/test_split.py" \
    "$release/tests/test_tokenize.py" "$release/tests/test_utils.py"
printf '__pycache__/\n' >"$tree/.gitignore"

cd "$tree"
export GIT_AUTHOR_DATE='2024-01-01T00:00:00Z' GIT_COMMITTER_DATE='2024-01-01T00:00:00Z'
git init --quiet --initial-branch=main
git add --all
git -c user.name=project -c user.email=project@example.invalid commit --quiet --message='Import the project'
