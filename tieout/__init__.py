"""Tie out every number of a briefing with the words that prove it."""

__version__ = "0.1.0"
