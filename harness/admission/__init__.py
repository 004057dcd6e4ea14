"""Task admission: what a task must show before its scores are worth anything. `meltbench tasks check` asks for it."""
