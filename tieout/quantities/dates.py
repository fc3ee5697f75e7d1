"""Dates that are as precise as they were written, and no more."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A year, a quarter, a month or a day; what is not known is 0."""

    year: int
    quarter: int = 0
    month: int = 0
    day: int = 0
