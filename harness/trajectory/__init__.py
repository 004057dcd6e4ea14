"""Trajectories: what a model was shown, what it said and what came of it, read from the record of its exchanges."""
