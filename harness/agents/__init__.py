"""Agents: whatever works on a task inside a sandbox. One adapter per file; registry.py finds them by name."""
