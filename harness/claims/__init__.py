"""Claims as code: what somebody says of agents, in a file, and what runs say to it."""
