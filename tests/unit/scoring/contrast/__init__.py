"""The contrast on studies whose truth is known."""
