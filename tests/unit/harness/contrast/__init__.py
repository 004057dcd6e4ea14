"""What the contrast reads from runs, and what its studies plan."""
