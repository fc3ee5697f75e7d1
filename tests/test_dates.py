"""Dates as precise as they were written."""

import datetime

import pytest

from tieout.quantities.dates import Date, read_date, say, say_short


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026", "2026"),
        ("2026-Q1", "2026-Q1"),
        ("2026-04", "2026-04"),
        ("2026-04-17", "2026-04-17"),
        ("14 January 2026", "2026-01-14"),
        ("14 Jan 2026", "2026-01-14"),
        ("January 2026", "2026-01"),
        ("April 17, 2026", "2026-04-17"),
        ("Q1 2026", "2026-Q1"),
        ("first quarter of 2026", "2026-Q1"),
        ("29 February 2028", "2028-02-29"),
        ("2035 年 12 月 24 日", "2035-12-24"),
    ],
)
def test_a_date_is_read_in_its_own_precision(text: str, iso: str):
    """A year stays a year, a quarter a quarter, a month a month."""
    date = read_date(text)
    assert date is not None
    assert date.iso == str(date) == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "2026-13",
        "2026-00",
        "2026-4",
        "2026-02-29",
        "30 February 2026",
        "2026-Q5",
        "May",
        "x 2026",
        "0000",
    ],
)
def test_what_the_calendar_lacks_is_no_date(text: str):
    """A day, month or quarter that is not there is None."""
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        (Date(2026), (2026, 1, 1), (2026, 12, 31)),
        (Date(2026, 1), (2026, 1, 1), (2026, 3, 31)),
        (Date(2026, 4), (2026, 10, 1), (2026, 12, 31)),
        (Date(2028, 0, 2), (2028, 2, 1), (2028, 2, 29)),
        (Date(2026, 0, 4, 17), (2026, 4, 17), (2026, 4, 17)),
    ],
)
def test_a_date_spans_the_days_it_may_mean(date: Date, first: tuple[int, ...], last: tuple[int, ...]):
    """The first and the last day are those of the year, quarter or month."""
    assert date.first == datetime.date(*first)
    assert date.last == datetime.date(*last)
    assert Date(date.year).contains(date)
    assert date.contains(Date(date.year)) == (date == Date(date.year))


@pytest.mark.parametrize(
    ("date", "words", "short"),
    [
        (Date(2026, 0, 1, 14), "14 January 2026", "14 Jan 2026"),
        (Date(2026, 0, 1), "January 2026", "Jan 2026"),
        (Date(2026, 1), "first quarter of 2026", "Q1 2026"),
        (Date(2026), "2026", "2026"),
    ],
)
def test_a_date_in_words(date: Date, words: str, short: str):
    """A date is said as precisely as it is known, and is read back as the same."""
    assert (say(date), say_short(date)) == (words, short)
    assert read_date(words) == read_date(short) == date
