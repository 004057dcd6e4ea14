"""The judged channel: what readers, and the controls beside them, make of an artifact."""
