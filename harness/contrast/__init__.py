"""The contrast of verified and judged rewards: what a run holds of it, and designed studies that run what it needs."""
