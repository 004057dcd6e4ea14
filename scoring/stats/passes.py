"""At least one of k attempts, and all of k: what one may expect of k attempts drawn from n that were made."""

from math import comb


def pass_any(n: int, c: int, k: int) -> float | None:
    """pass@k of one task from c passes of n attempts: 1 - C(n - c, k) / C(n, k), unbiased; None where n < k. Raises
    ValueError unless 0 <= c <= n and k >= 1. Source: Chen et al., arXiv 2107.03374 (2021)."""
    _check(n, c, k)
    return None if n < k else 1 - comb(n - c, k) / comb(n, k)


def pass_all(n: int, c: int, k: int) -> float | None:
    """pass^k of one task from c passes of n attempts: C(c, k) / C(n, k), unbiased; None where n < k. Raises ValueError
    unless 0 <= c <= n and k >= 1. Source: Yao et al., arXiv 2406.12045 (2024)."""
    _check(n, c, k)
    return None if n < k else comb(c, k) / comb(n, k)


def _check(n: int, c: int, k: int) -> None:
    if not 0 <= c <= n or k < 1:
        raise ValueError(f"needs 0 <= c <= n and k >= 1, not c = {c}, n = {n}, k = {k}")
