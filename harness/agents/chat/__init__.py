"""A chat window as an agent: the workspace's files and the task in one prompt, one answer, and that is all."""
