"""What can stand in a judge's place, one backend per file."""
