"""One program of a command line each: how it is called, and what it prints. Known by name in registry.py."""
