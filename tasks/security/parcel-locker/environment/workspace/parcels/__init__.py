"""Parcels: directories packed, signed, exchanged with other offices, and kept."""

__version__ = "1.6.0"
