"""Turns the pristine Jinja tree into a stage of the reference solution: see __main__.py."""
