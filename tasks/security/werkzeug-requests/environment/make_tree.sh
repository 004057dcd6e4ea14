#!/bin/sh
# make_tree.sh BUILD TREE: the project as the agent finds it, a repository with one commit.
# BUILD/sources holds the pinned release; where it does not, the release is fetched.
set -eu
build=$1
tree=$2
release=Werkzeug-2.2.2

if [ ! -f "$build/sources/$release.tar.gz" ]; then
    python3 -m pip download --no-deps --no-binary :all: --dest "$build/sources" Werkzeug==2.2.2
fi
echo "7ea2d48322cc7c0f8b3a215ed73eabd7b5d75d0b50e31ab006286ccff9e00b8f  $build/sources/$release.tar.gz" | sha256sum -c -

# The package stands at the top, without what only developers' machines need (reloader, linter, test page, a proxy);
# beside it the manual without its changes, and of the tests some files that need nothing else.
mkdir -p "$tree/tests" "$build/unpacked"
tar -xzf "$build/sources/$release.tar.gz" -C "$build/unpacked" --strip-components=1 --no-same-owner
cd "$build/unpacked"
cp -r src/werkzeug LICENSE.rst README.rst docs "$tree/"
cp tests/test_http.py tests/test_utils.py tests/test_wsgi.py tests/test_exceptions.py "$tree/tests/"
cp -r tests/res "$tree/tests/"
cd "$tree"
rm -r docs/_static docs/deployment docs/Makefile docs/make.bat docs/conf.py docs/changes.rst docs/license.rst \
    docs/installation.rst docs/middleware/lint.rst docs/middleware/http_proxy.rst
rm werkzeug/_reloader.py werkzeug/testapp.py werkzeug/middleware/lint.py werkzeug/middleware/http_proxy.py
printf '__pycache__/\n' >.gitignore

export GIT_AUTHOR_DATE='2024-01-01T00:00:00Z' GIT_COMMITTER_DATE='2024-01-01T00:00:00Z'
git init --quiet --initial-branch=main
git add --all
git -c user.name=project -c user.email=project@example.invalid commit --quiet --message='Import the project'
