"""Codemod that turns the single module of tabulate into a package; see plan.py."""
