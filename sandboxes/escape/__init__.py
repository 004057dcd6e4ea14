"""The proof that a sandbox has no other way out than its door: what is tried inside, and what is watched outside."""
