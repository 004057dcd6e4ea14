"""The runner box: the request loop inside it (loop, and how it runs a case), and its client on the trusted side."""
