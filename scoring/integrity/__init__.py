"""Signs of cheating in what an agent did and left behind: a verdict beside the reward, never a part of it.

`cheat` is said only of what has no honest reading; whatever a person should look at is `suspect`. Both trees are read
as data: nothing of them is imported or run, and no content of theirs raises. What looks into files does so apart from
this process, under a deadline."""

from scoring.integrity.assessment import assess
from scoring.integrity.flag import Flag, Integrity
from scoring.integrity.observed import Observed

__all__ = ["Flag", "Integrity", "Observed", "assess"]
