#!/bin/sh
# make_tree.sh BUILD TREE: the project as the agent finds it, a repository with one commit.
# BUILD/sources holds the pinned release; where it does not, the release is fetched.
set -eu
build=$1
tree=$2
release=Jinja2-2.11.3

if [ ! -f "$build/sources/$release.tar.gz" ]; then
    python3 -m pip download --no-deps --no-binary :all: --dest "$build/sources" Jinja2==2.11.3
fi
echo "a6d58433de0ae800347cab1fa3043cebbabe8baa9d29e668f1c768cb87a333c6  $build/sources/$release.tar.gz" | sha256sum -c -

# The package stands at the top, its tests beside it: of these about a third, always the same.
mkdir -p "$tree/tests" "$build/unpacked"
tar -xzf "$build/sources/$release.tar.gz" -C "$build/unpacked" --strip-components=1 --no-same-owner
cd "$build/unpacked"
cp -r src/jinja2 LICENSE.rst README.rst "$tree/"
cd tests
cp -r res conftest.py test_api.py test_core_tags.py test_idtracking.py test_imports.py \
    test_inheritance.py test_runtime.py test_tests.py test_utils.py "$tree/tests/"
printf '__pycache__/\n' >"$tree/.gitignore"

cd "$tree"
export GIT_AUTHOR_DATE='2024-01-01T00:00:00Z' GIT_COMMITTER_DATE='2024-01-01T00:00:00Z'
git init --quiet --initial-branch=main
git add --all
git -c user.name=project -c user.email=project@example.invalid commit --quiet --message='Import the project'
