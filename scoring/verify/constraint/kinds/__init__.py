"""The kinds of check, one per file; `spec.py` lists them."""
