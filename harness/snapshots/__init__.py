"""Blind progress snapshots of the workspace while the agent works, and what is read from them later."""
