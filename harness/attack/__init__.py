"""Attacking ourselves: the catalogue against our verifiers, against a naive control, and defences one by one."""
