"""People as agents: in the same sandboxes, against the clock."""
