"""Exploits of the verified channel, one per file."""
