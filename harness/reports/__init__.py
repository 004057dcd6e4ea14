"""Reports: what a run's records come to, as data, as a table in the terminal and as one HTML page."""
