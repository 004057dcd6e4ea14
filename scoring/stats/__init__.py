"""Statistics: pure functions on numbers. They know no task, agent or reward."""
