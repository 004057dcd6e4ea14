"""Known answers of pass@k and pass^k, and that they are what all subsets of the attempts give."""

from itertools import combinations

import pytest

from scoring.stats.passes import pass_all, pass_any


@pytest.mark.parametrize(
    ("n", "c", "k", "any_", "all_"),
    [
        (10, 3, 1, 0.3, 0.3),
        (10, 3, 5, 1 - 21 / 252, 0.0),
        (5, 4, 2, 1.0, 0.6),
        (4, 2, 2, 5 / 6, 1 / 6),
        (3, 0, 3, 0.0, 0.0),
        (3, 3, 3, 1.0, 1.0),
    ],
)
def test_known_answers(n: int, c: int, k: int, any_: float, all_: float) -> None:
    assert pass_any(n, c, k) == pytest.approx(any_)
    assert pass_all(n, c, k) == pytest.approx(all_)


def test_they_are_the_mean_over_all_subsets() -> None:
    for n in range(1, 7):
        for c in range(n + 1):
            for k in range(1, n + 1):
                drawn = list(combinations([1] * c + [0] * (n - c), k))
                assert pass_any(n, c, k) == pytest.approx(sum(map(any, drawn)) / len(drawn))
                assert pass_all(n, c, k) == pytest.approx(sum(map(all, drawn)) / len(drawn))


def test_too_few_attempts_say_nothing() -> None:
    assert (pass_any(2, 2, 3), pass_all(2, 2, 3)) == (None, None)


@pytest.mark.parametrize(("n", "c", "k"), [(3, 4, 1), (3, -1, 1), (3, 1, 0)])
def test_impossible_counts_are_refused(n: int, c: int, k: int) -> None:
    for function in (pass_any, pass_all):
        with pytest.raises(ValueError, match="needs 0 <= c <= n"):
            function(n, c, k)
