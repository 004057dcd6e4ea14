"""The catalogue of attacks on the judged channel: one perturbation per file, data and a pure transform."""
