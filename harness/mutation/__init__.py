"""Mutation testing of a task: do its behaviour layers notice a broken reference? `meltbench tasks mutate` asks."""
