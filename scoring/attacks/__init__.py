"""The attacks on ourselves: each exploit is data and a pure transform, with its source and flaw class."""
