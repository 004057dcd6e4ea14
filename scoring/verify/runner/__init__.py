"""The runner box: the request loop inside it (loop, projection, suite_entry) and its client on the trusted side."""
