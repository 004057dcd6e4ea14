#!/bin/sh
# make_tree.sh BUILD TREE: the project as the agent finds it, a repository with one commit.
# BUILD/sources holds the pinned release; where it does not, the release is fetched.
set -eu
build=$1
tree=$2
release=pycparser-2.21

if [ ! -f "$build/sources/$release.tar.gz" ]; then
    python3 -m pip download --no-deps --no-binary :all: --dest "$build/sources" pycparser==2.21
fi
echo "e644fdec12f7872f86c58ff790da456218b10f863970249516d60a5eaca77206  $build/sources/$release.tar.gz" | sha256sum -c -

# Of the tests about two fifths, always the same: the rest is what a maintainer would run after the fact.
mkdir -p "$tree"
tar -xzf "$build/sources/$release.tar.gz" -C "$tree" --strip-components=1 --no-same-owner \
    "$release/pycparser" "$release/setup.py" "$release/README.rst" "$release/LICENSE" \
    "$release/tests/__init__.py" "$release/tests/test_util.py" "$release/tests/test_c_ast.py" \
    "$release/tests/test_c_generator.py" "$release/tests/test_c_lexer.py" "$release/tests/c_files"
# One of them asks for a C preprocessor, which is not there.
sed -i '/skipUnless(cpp_supported/,/def test_nested_else/{/def test_nested_else/!d}' "$tree/tests/test_c_generator.py"
printf '__pycache__/\n' >"$tree/.gitignore"

cd "$tree"
export GIT_AUTHOR_DATE='2024-01-01T00:00:00Z' GIT_COMMITTER_DATE='2024-01-01T00:00:00Z'
git init --quiet --initial-branch=main
git add --all
git -c user.name=project -c user.email=project@example.invalid commit --quiet --message='Import the project'
