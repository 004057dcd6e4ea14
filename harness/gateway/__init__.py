"""The model gateway: between a sandbox and a model's API. The key stays here; what is counted is what was served."""
