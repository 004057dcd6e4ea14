"""A small help desk: tickets, comments, attachments, and the people who work on them. Standard library only."""

__version__ = "2.4.1"
