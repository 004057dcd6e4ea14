"""Do the contrast's intervals hold the truth? Studies are simulated from agents and judges of known parameters."""
