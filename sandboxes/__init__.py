"""Floor 1: where untrusted code runs. Knows images, containers, limits and safe copying; no task, agent or reward."""
