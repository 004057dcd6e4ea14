"""What runs inside a sandbox and tries to get out of it: plain Python 3.11 with nothing beside it."""
