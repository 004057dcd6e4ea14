"""Floor 3: what a person asks for. Tasks, agents, trials, runs, reports and the command line."""

__version__ = "0.1.0"
