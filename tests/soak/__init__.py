"""Long work in small: `make soak`."""
