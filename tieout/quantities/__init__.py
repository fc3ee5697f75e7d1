"""Exact numbers with units and hedges: what they are, how they are read, added and said."""
