#!/bin/sh
# make_tree.sh BUILD TREE: the project as the agent finds it, a repository with one commit.
# BUILD/sources holds the pinned release; where it does not, the release is fetched.
set -eu
build=$1
tree=$2
release=bottle-0.13.2

if [ ! -f "$build/sources/$release.tar.gz" ]; then
    python3 -m pip download --no-deps --no-binary :all: --dest "$build/sources" bottle==0.13.2
fi
echo "e53803b9d298c7d343d00ba7d27b0059415f04b9f6f40b8d58b5bf914ba9d348  $build/sources/$release.tar.gz" | sha256sum -c -

# Of the tests about a third, always the same: the rest is what a maintainer would run after the fact.
mkdir -p "$tree"
tar -xzf "$build/sources/$release.tar.gz" -C "$tree" --strip-components=1 --no-same-owner \
    "$release/bottle.py" "$release/setup.py" "$release/MANIFEST.in" "$release/README.rst" "$release/LICENSE" \
    "$release/test/__init__.py" "$release/test/tools.py" "$release/test/views" \
    "$release/test/test_auth.py" "$release/test/test_fileupload.py" "$release/test/test_formsdict.py" \
    "$release/test/test_mdict.py" "$release/test/test_mount.py" "$release/test/test_router.py" \
    "$release/test/test_securecookies.py" "$release/test/test_stpl.py"
printf '__pycache__/\n' >"$tree/.gitignore"

cd "$tree"
export GIT_AUTHOR_DATE='2024-01-01T00:00:00Z' GIT_COMMITTER_DATE='2024-01-01T00:00:00Z'
git init --quiet --initial-branch=main
git add --all
git -c user.name=project -c user.email=project@example.invalid commit --quiet --message='Import the project'
