"""The verified channel: hidden checks of an artifact, computed where the scored code cannot write."""
