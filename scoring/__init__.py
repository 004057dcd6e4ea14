"""Floor 2: what a result is worth. Rewards, the verified channel, the judged channel, statistics, attacks."""

SCORER_VERSION = "2"
"""Raised whenever a change to scoring can change a verdict."""
