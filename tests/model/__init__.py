"""A model that does as it is told: a server that speaks the vendors' protocols and follows a script."""
