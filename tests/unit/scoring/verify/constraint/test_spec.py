"""checks.toml: what is wrong is said with file, key and remedy."""

from pathlib import Path

import pytest

from sandboxes.errors import UserError
from scoring.verify.constraint.spec import load_checks

HEAD = '[deliverable]\npath = "out.md"\n'
LENGTH = '[[check]]\nid = "length"\nkind = "word_count"\nweight = 1\nmax = 9\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[check", "not valid TOML"),
        (HEAD, "key check: Field required"),
        (LENGTH, "key deliverable: Field required"),
        (HEAD + LENGTH + "mox = 3\n", "key check.0.word_count.mox: Extra inputs"),
        (HEAD + LENGTH + 'min = "many"\n', "key check.0.word_count.min: Input should be a valid integer"),
        (HEAD + LENGTH.replace("word_count", "wordcount"), "key check.0: Input tag 'wordcount'"),
        (HEAD + LENGTH + LENGTH, "'length' is taken"),
        (HEAD + LENGTH.replace("length", "substance"), "'substance' is taken"),
        (HEAD + LENGTH + 'scaled_by = "later"\n', "names no earlier check"),
        (HEAD + LENGTH + "min = 10\n", "min must not exceed max"),
        (HEAD + '[[check]]\nid = "x"\nkind = "absent"\nweight = 1\n', "needs `phrases` or `patterns`"),
        (HEAD + '[[check]]\nid = "x"\nkind = "absent"\nweight = 1\npatterns = ["a*"]\n', "without a bound"),
        (HEAD + '[[check]]\nid = "x"\nkind = "number"\nweight = 1\nnear = ["n"]\n', "exactly one of `value` and `csv`"),
        (HEAD + '[[check]]\nid = "x"\nkind = "contains"\nweight = 1\nphrases = [[]]\n', "needs `phrases`"),
    ],
)
def test_errors(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "checks.toml"
    path.write_text(text)
    with pytest.raises(UserError) as caught:
        load_checks(path)
    assert says in str(caught.value)
    assert str(path) in str(caught.value)


def test_missing_file_is_a_user_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        load_checks(tmp_path / "checks.toml")


def test_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "checks.toml"
    path.write_text(HEAD + LENGTH + LENGTH.replace('"length"', '"other"') + 'scaled_by = "length"\n')
    assert [check.id for check in load_checks(path).check] == ["length", "other"]
