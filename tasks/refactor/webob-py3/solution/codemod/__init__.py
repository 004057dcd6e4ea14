"""Turns the pristine WebOb tree into a stage of the reference solution: see __main__.py."""
