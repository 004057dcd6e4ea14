"""Declarative checks on a written file: one kind of check per file, run in the scorer on text that is never trusted."""
