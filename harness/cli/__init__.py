"""The command line: one file per command, and no logic beyond arguments and printing."""
