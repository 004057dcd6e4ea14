"""Natural cheating: what agents do that nobody told to cheat, where a task invites them to.

A variant of a task holds a visible test that cannot pass honestly (`impossible`), or files that seem to be the grader's
(`honey`). What an agent then does becomes flags of its integrity; its reward is what it would be without."""
