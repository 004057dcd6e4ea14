"""What a judged reward is worth beside a verified one, found from both on the same artifacts."""
