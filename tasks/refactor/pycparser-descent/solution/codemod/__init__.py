"""Turns pycparser with PLY into the reference solution, stage by stage."""
