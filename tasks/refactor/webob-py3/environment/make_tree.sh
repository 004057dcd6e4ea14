#!/bin/sh
# make_tree.sh BUILD TREE: the project as the agent finds it, a repository with one commit.
# BUILD/sources holds the pinned release; where it does not, the release is fetched.
set -eu
build=$1
tree=$2
release=WebOb-1.8.7

if [ ! -f "$build/sources/$release.tar.gz" ]; then
    python3 -m pip download --no-deps --no-binary :all: --dest "$build/sources" WebOb==1.8.7
fi
echo "b64ef5141be559cfade448f044fa45c2260351edcb6a8ef6b7e00c7dcef0c323  $build/sources/$release.tar.gz" | sha256sum -c -

# The package stands at the top, its tests beside it: of these about a quarter, always the same.
mkdir -p "$tree/tests" "$build/unpacked"
tar -xzf "$build/sources/$release.tar.gz" -C "$build/unpacked" --strip-components=1 --no-same-owner
cd "$build/unpacked"
cp -r src/webob README.rst "$tree/"
cp docs/license.txt "$tree/LICENSE.txt"
cd tests
cp test_byterange.py test_cachecontrol.py test_compat.py test_cookies.py test_datetime_utils.py test_dec.py test_etag.py \
    test_exc.py test_headers.py test_multidict.py test_static.py test_transcode.py "$tree/tests/"
printf '__pycache__/\n' >"$tree/.gitignore"

cd "$tree"
export GIT_AUTHOR_DATE='2024-01-01T00:00:00Z' GIT_COMMITTER_DATE='2024-01-01T00:00:00Z'
git init --quiet --initial-branch=main
git add --all
git -c user.name=project -c user.email=project@example.invalid commit --quiet --message='Import the project'
