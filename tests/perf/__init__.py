"""How much the harness adds to bare Docker: `make perf`."""
