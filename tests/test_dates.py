"""Dates as precise as they were written."""

import datetime
from fractions import Fraction
from pathlib import Path

import make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout import checks, content, derive
from tieout.algebra import evaluate
from tieout.formulas import Formula, parse
from tieout.gate import Lexicon, excused_by, lexicon
from tieout.plane.axes import moment
from tieout.quantities.agreeing import agree
from tieout.quantities.dates import Date, dated, read_date, say, say_short
from tieout.quantities.interval import Quantity
from tieout.quantities.reading import describe, readings
from tieout.quantities.stances import stance_of
from tieout.quantities.units import Vocabulary

DESK = Vocabulary({"customer": "customers"})


def date(text: str) -> Date:
    """Return the date, which must be readable."""
    found = read_date(text)
    assert found is not None, f"{text} is unreadable"
    return found


# --- read in content ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026", "2026"),
        ("2026-Q1", "2026-Q1"),
        ("2026-04", "2026-04"),
        ("2026-04-17", "2026-04-17"),
        ("14 January 2026", "2026-01-14"),
        ("14 Jan 2026", "2026-01-14"),
        ("14th of January 2026", "2026-01-14"),
        ("January 2026", "2026-01"),
        ("April 17, 2026", "2026-04-17"),
        ("Q1 2026", "2026-Q1"),
        ("1Q26", "2026-Q1"),
        ("first quarter of 2026", "2026-Q1"),
        ("29 February 2028", "2028-02-29"),
        ("2035 年 12 月 24 日", "2035-12-24"),
        ("2026-H1", "2026-H1"),
        ("H1 2026", "2026-H1"),
        ("1H26", "2026-H1"),
        ("the first half of 2026", "2026-H1"),
        ("FY2025", "FY2025"),
        ("FY25", "FY2025"),
        ("fiscal 2025", "FY2025"),
        ("fiscal year 2025", "FY2025"),
        ("FY2026-Q3", "FY2026-Q3"),
        ("Q3 of fiscal 2026", "FY2026-Q3"),
        ("second half of fiscal 2026", "FY2026-H2"),
        ("calendar 2026", "2026"),
        ("late 2025", "late 2025"),
        ("mid-2026", "mid-2026"),
        ("early March 2026", "early 2026-03"),
        ("the end of 2025", "late 2025"),
        ("by 2028", "by 2028"),
        ("by the end of 2028", "by 2028"),
        ("by year-end 2027", "by 2027"),
        ("no later than 2028", "by 2028"),
        ("on or before 30 June 2027", "by 2027-06-30"),
        ("by fiscal 2027", "by FY2027"),
        ("by mid-2026", "by mid-2026"),
    ],
)
def test_a_date_is_read_in_its_own_precision(text: str, iso: str):
    """A year stays a year, a half a half, a month a month; a company's year is not the calendar's."""
    found = date(text)
    assert found.iso == str(found) == iso
    assert read_date(iso) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "by 26",
        "2026-13",
        "2026-00",
        "2026-4",
        "2026-02-29",
        "30 February 2026",
        "2026-Q5",
        "2026-H3",
        "third half of 2026",
        "May",
        "by May",
        "x 2026",
        "0000",
        "2026 to 2028",
        "2026-28",
        "FY2025/26",
        "3/4/2022",
        "the first half",
    ],
)
def test_what_the_calendar_lacks_is_no_date(text: str):
    """A day, month or quarter that is not there is None, and so is a span of years or half a date."""
    assert read_date(text) is None


# --- the days it may mean ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", (2026, 1, 1), (2026, 12, 31)),
        ("2026-Q1", (2026, 1, 1), (2026, 3, 31)),
        ("2026-Q4", (2026, 10, 1), (2026, 12, 31)),
        ("2026-H2", (2026, 7, 1), (2026, 12, 31)),
        ("2028-02", (2028, 2, 1), (2028, 2, 29)),
        ("2026-04-17", (2026, 4, 17), (2026, 4, 17)),
        ("late 2025", (2025, 7, 1), (2025, 12, 31)),
        ("mid-2026", (2026, 4, 1), (2026, 9, 30)),
        ("early February 2028", (2028, 2, 1), (2028, 2, 15)),
        ("late February 2028", (2028, 2, 16), (2028, 2, 29)),
        # A fiscal year may begin in the January before and end in the December after.
        ("FY2026", (2025, 1, 1), (2027, 12, 31)),
        ("FY2026-Q3", (2025, 7, 1), (2027, 9, 30)),
        ("by 2028", (1, 1, 1), (2028, 12, 31)),
        ("by 30 June 2027", (1, 1, 1), (2027, 6, 30)),
    ],
)
def test_a_date_spans_the_days_it_may_mean(text: str, first: tuple[int, ...], last: tuple[int, ...]):
    """The first and the last day are those of the period; of a fiscal one, all that it may have."""
    assert date(text).first == datetime.date(*first)
    assert date(text).last == datetime.date(*last)


@pytest.mark.parametrize(
    ("whole", "part", "holds"),
    [
        ("2026", "2026-04-17", True),
        ("2026-04-17", "2026", False),
        ("2026-H1", "2026-Q2", True),
        ("2026-H1", "2026-Q3", False),
        ("2026", "FY2026", False),
        ("FY2026", "2026", False),
        ("FY2026", "2026-04-17", False),
        ("FY2026", "FY2026-Q3", True),
        ("FY2026-Q3", "FY2026", False),
        ("2025", "late 2025", True),
        ("late 2025", "2025", False),
        ("late 2025", "2025-11", True),
        ("late 2025", "2025-08", False),  # who can say
        ("by 2028", "2028", True),
        ("by 2028", "2026-04", True),
        ("by 2028", "by 2027", True),
        ("by 2028", "by 2029", False),
        ("2028", "by 2028", False),
        ("by 2028", "FY2026", True),
        ("by 2026", "FY2026", False),
    ],
)
def test_a_date_contains_what_surely_lies_in_it(whole: str, part: str, holds: bool):
    """A year contains its months; what "fiscal" or "late" may mean is contained only where it must be."""
    assert date(whole).contains(date(part)) is holds


DATES = st.builds(
    lambda year, shape, by: Date(year, *shape, by=by),
    st.integers(1950, 2090),
    st.one_of(
        st.builds(lambda month, day: (0, month, day), st.integers(1, 12), st.integers(1, 28)),
        st.builds(lambda month: (0, month), st.integers(1, 12)),
        st.builds(lambda quarter: (quarter,), st.integers(1, 4)),
        st.just(()),
    ),
    st.booleans(),
)
MORE_DATES = st.one_of(
    DATES,
    st.builds(
        lambda year, half, quarter, by: Date(year, 0 if half else quarter, half=half, fiscal=True, by=by),
        st.integers(1950, 2090),
        st.integers(0, 2),
        st.integers(0, 4),
        st.booleans(),
    ),
    st.builds(
        lambda year, month, part, by: Date(year, month=month, part=part, by=by),
        st.integers(1950, 2090),
        st.integers(0, 12),
        st.sampled_from(("early", "mid", "late")),
        st.booleans(),
    ),
)


@given(MORE_DATES)
def test_every_date_is_read_back_as_it_is_said(one: Date):
    """In a sentence, in a table and in content a date has words that are read as the same date."""
    assert read_date(say(one)) == read_date(say_short(one)) == read_date(one.iso) == one


@given(MORE_DATES, MORE_DATES)
def test_a_date_that_contains_another_meets_it(one: Date, other: Date):
    """Dates are in order, contain themselves, and contain none whose days they could not share."""
    assert one.first <= one.last
    assert one.contains(one)
    if one.contains(other):
        assert one.meets(other)
        assert other.last <= one.last
    assert one.meets(other) is other.meets(one)


# --- said -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        ("2023", "2025", True),
        ("2025", "2023", False),
        ("2025", "Q1 2025", False),
        ("early 2025", "October 2025", True),
        ("mid-2025", "July 2025", False),
        ("by 2023", "2025", True),
        ("2023", "by 2025", False),
        ("fiscal 2023", "fiscal 2026", True),
        ("fiscal 2024", "fiscal 2025", False),
        ("fiscal 2024", "2025", False),
    ],
)
def test_a_date_precedes_what_all_of_it_lies_before(one: str, other: str, sure: bool):
    """Only what can lie nowhere else is before another; fiscal years of two companies overlap."""
    assert date(one).precedes(date(other)) is sure


def test_the_fiscal_years_of_one_company_follow_each_other():
    """Of one company fiscal 2024 ends before fiscal 2025 begins; the calendar's 2025 is another's still."""
    assert date("fiscal 2024").precedes(date("fiscal 2025"), of_one=True)
    assert not date("fiscal 2025").precedes(date("fiscal 2024"), of_one=True)
    assert not date("fiscal 2024").precedes(date("2025"), of_one=True)


@pytest.mark.parametrize(
    ("one", "words", "short"),
    [
        (Date(2026, 0, 1, 14), "14 January 2026", "14 Jan 2026"),
        (Date(2026, 0, 1), "January 2026", "Jan 2026"),
        (Date(2026, 1), "first quarter of 2026", "Q1 2026"),
        (Date(2026), "2026", "2026"),
        (Date(2026, half=1), "first half of 2026", "H1 2026"),
        (Date(2026, fiscal=True), "fiscal 2026", "FY2026"),
        (Date(2026, 3, fiscal=True), "third quarter of fiscal 2026", "Q3 FY2026"),
        (Date(2026, part="mid"), "mid-2026", "mid-2026"),
        (Date(2026, month=3, part="late"), "late March 2026", "late Mar 2026"),
        (Date(2028, by=True), "by the end of 2028", "by 2028"),
        (Date(2028, 1, by=True), "by the end of the first quarter of 2028", "by Q1 2028"),
        (Date(2028, 0, 6, 30, by=True), "by 30 June 2028", "by 30 Jun 2028"),
    ],
)
def test_a_date_in_words(one: Date, words: str, short: str):
    """A date is said as precisely as it is known."""
    assert (say(one), say_short(one)) == (words, short)


# --- in running text --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("revenue of the first half of 2026", "2026-H1"),
        ("in 1H26 and 2Q26", "2026-H1; 2026-Q2"),
        ("in Q1'26", "2026-Q1"),
        ("for fiscal 2025", "FY2025"),
        ("fiscal years 2025 and 2026", "FY2025; FY2026"),
        ("in the third quarter of fiscal 2026", "FY2026-Q3"),
        ("fiscal 2026 third-quarter sales", "FY2026-Q3"),
        ("the fiscal year ended January 25, 2026", "2026-01-25"),
        ("by the end of calendar 2028", "by 2028"),
        ("750 MW by year-end 2027", "750 MW; by 2027"),
        ("no later than March 2027", "by 2027-03"),
        ("no less than 20", "at least 20"),
        ("by 20 billion", "20 billion"),
        ("by 2026 customers", "2026 customers"),
        ("late 2025", "late 2025"),
        ("in mid-March 2026", "mid-2026-03"),
        ("from 2026 to 2028", "2026; 2028"),
        ("on 3/22/2022", "2022-03-22"),
        ("it starts in June 3 March 2026. A line", "2026-03-03"),
        ("it starts on June 3, March 2026 being too soon", "2026-03"),
        # nothing that can be told
        ("on 3/4/2022", ""),
        ("in the first half of the year", ""),
        ("in mid-March", ""),
        ("on 14 January", ""),
        ("in 2026–28", ""),
        ("in FY2025/26", ""),
        ("only 5 may be read", "5"),
        ("In May 5 billion were paid", "5 billion were"),
    ],
)
def test_dates_are_read_out_of_a_text(text: str, read: str):
    """Periods, company years and last days are read as what they are, and half a date as nothing."""
    said = [describe(one.value).removesuffix(" were") for one in readings(text, DESK)]
    assert said == ([one.removesuffix(" were") for one in read.split("; ")] if read else [])


@pytest.mark.parametrize(
    ("declared", "read", "differs"),
    [
        ("2025", "late 2025", ""),
        ("late 2025", "late 2025", ""),
        ("late 2025", "2025", "number"),
        ("late 2025", "early 2025", "number"),
        ("FY2025", "2025", "number"),
        ("2025", "FY2025", "number"),
        ("by 2028", "2028", "hedge"),
        ("2028", "by 2028", "hedge"),
        ("by 2028", "by 2027", "number"),
        ("2026-H1", "2026-Q1", "number"),
    ],
)
def test_dates_that_agree_say_the_same(declared: str, read: str, differs: str):
    """A part of a year bears out the year; a last day, a fiscal year and a half bear out nothing else."""
    assert agree(date(declared), date(read)).differs == differs


# --- where dates are used ---------------------------------------------------------------------------


def codes(folder: Path, value: str, quote: str) -> list[str]:
    """Return the checks that speak of a fact with one quote."""
    words = f"due: {{statement: x, value: {value}, evidence: [{{source: filing, quote: {quote}}}]}}\n"
    root = make.repository(folder, {"facts/f.yaml": words})
    ledger, problems = content.load(root)
    assert not problems, make.said(problems)
    standings, _ = derive.derive(ledger)
    found = make.codes(checks.found(checks.Subject(ledger, standings, None)))
    return [one for one in found if one == "value-in-quote"]


@pytest.mark.parametrize(
    ("value", "quote", "proves"),
    [
        ("2025", "in late 2025", True),
        ("late 2025", "in 2025", False),
        ("2026-H1", "in the first half of 2026", True),
        ("2026-H1", "in the second half of 2026", False),
        ("fiscal 2025", "in fiscal 2025", True),
        ("fiscal 2025", "in 2025", False),
        ("2025", "in fiscal 2025", False),
        ("by the end of 2028", "by 2028", True),
        ("by 2028", "by March 2028", True),
        ("by 2028", "in 2028", False),
        ("2028", "by 2028", False),
        ("by 2028", "by 2029", False),
    ],
)
def test_a_quote_proves_a_date_it_surely_lies_in(tmp_path: Path, value: str, quote: str, proves: bool):
    """A quote may be more precise than the value; it may not be of another kind, or less sure."""
    assert codes(tmp_path, value, quote) == ([] if proves else ["value-in-quote"])


@pytest.mark.parametrize(
    ("claim", "fact", "stance"),
    [
        ("by 2028", "2027", "supports"),
        ("by 2028", "2029", "contradicts"),
        ("2028", "by 2028", "refines"),
        ("FY2025", "FY2026", "contradicts"),
        ("FY2025", "2025", "refines"),
        ("2025", "late 2025", "supports"),
        ("late 2025", "2025-02", "contradicts"),
    ],
)
def test_a_stance_follows_from_the_days(claim: str, fact: str, stance: str):
    """A claim is supported by what surely lies in it, and contradicted by what can't meet it."""
    assert stance_of(date(claim), date(fact)) == stance


def days(start: str, end: str) -> Quantity:
    formula = parse("days(a, b)")
    assert isinstance(formula, Formula)
    found = evaluate(formula, {"a": date(start), "b": date(end)})
    assert isinstance(found, Quantity), found
    return found


def test_days_between_dates_that_are_no_days():
    """Days are counted from the fewest to the most; of a last day alone only the most is known."""
    assert days("2026-01-01", "2026-01-31").interval.low == 30
    half = days("2026-01-01", "2026-H2").interval
    assert (half.low, half.high) == (181, 364)
    fiscal = days("2026-01-01", "FY2026").interval
    assert (fiscal.low, fiscal.high) == (-365, 729)
    by = days("2026-01-01", "by 2026").interval
    assert by.high == 364
    assert by.low in (None, Fraction(0))


@pytest.fixture
def desk(tmp_path: Path) -> Lexicon:
    return lexicon(make.ledger(tmp_path).desk)


@pytest.mark.parametrize(
    ("typed", "carried", "excused"),
    [
        ("in 2028", "2028", True),
        ("by 2028", "by 2028", True),
        ("by the end of 2028", "by 2028", True),
        ("in 2028", "by 2028", False),
        ("in fiscal 2025", "FY2025", True),
        ("in fiscal 2025", "2025", False),
        ("in 2025", "FY2025", False),
        ("in the third quarter of fiscal 2026", "FY2026-Q3", True),
        ("in the first half of 2026", "2026-H1", True),
        ("in the first half of 2026", "2026-04", True),
        ("in the first half of 2026", "2026-H2", False),
        ("in late 2025", "late 2025", True),
        ("in FY25", "FY2025", True),
        ("in FY25", "2025", False),
        ("in 1H26", "2026-H1", True),
        ("in Q3 FY26", "FY2026-Q3", True),
        ("in Q3 FY26", "2026-Q3", False),
    ],
)
def test_a_typed_date_is_excused_by_one_that_is_carried(
    desk: Lexicon, typed: str, carried: str, excused: bool
):
    """What is typed in prose may be less precise than the fact's date, but not another kind of date."""
    (number,) = desk.numbers(typed)
    assert (excused_by(number, {"a": [date(carried)]}) == "a") is excused


def test_a_last_day_stands_at_itself_on_an_axis():
    """By 2028 is drawn at the end of 2028; 2028 in its middle."""
    assert moment(date("by 2028")) == moment(date("2028-12-31"))
    assert moment(date("2028")) == Fraction(4057, 2)
    assert dated(2026, 2, 30) is None
