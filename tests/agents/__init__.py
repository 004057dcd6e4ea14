"""Real agents, run against a scripted model."""
