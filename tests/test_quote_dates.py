"""Which date of a quote stands beside which of its numbers, and what is told of one beside another's."""

from __future__ import annotations

from pathlib import Path

import pytest
from make import ledger

from tieout import checks
from tieout.checks import Subject
from tieout.derive import derive
from tieout.quantities.dates import read_date
from tieout.quantities.reading import read_value, readings
from tieout.quantities.units import Vocabulary
from tieout.quote_dates import misplaced

TRIPS = Vocabulary({"trip": "trips"})


def beside(quote: str, value: str, period: str, language: str = "en") -> str:
    """Return the date that ``quote`` sets beside the value in place of its period, or nothing."""
    found = misplaced(read_value(value, TRIPS), read_date(period), quote, readings(quote, TRIPS, language))
    return found[1].iso if found else ""


@pytest.mark.parametrize(
    ("quote", "value", "period", "other"),
    [
        ("11.3 GW in 2021, 13.9 GW in 2022", "11.3 GW", "2021", "2022"),
        ("11.3 GW in 2021, 13.9 GW in 2022", "13.9 GW", "2022", "2021"),
        ("11.3 GW in 2021, 13.9 GW in 2022, 14.2 GW in 2023", "14.2 GW", "2023", "2022"),
        ("11.3 GW in 2021 and 13.9 GW in 2022", "13.9 GW", "2022", "2021"),
        ("rose from 11.3 GW (2021) to 13.9 GW (2022)", "13.9 GW", "2022", "2021"),
        ("2021: 11.3 GW, 2022: 13.9 GW", "13.9 GW", "2022", "2021"),
        ("2021 11.3 GW 2022 13.9 GW", "11.3 GW", "2021", "2022"),
        ("In 2022, 13.9 GW; in 2021, 11.3 GW", "11.3 GW", "2021", "2022"),
        ("In 2022 it was 13.9 GW, up from 11.3 GW in 2021", "11.3 GW", "2021", "2022"),
        ("2024 2025 $290,252 $509,991", "509,991 USD", "2025", "2024"),
        ("$290.3 million and $510 million in 2024 and 2025", "510 million USD", "2025", "2024"),
        ("38.5 million trips in Q1 2024 and 40 million in Q2 2024", "40 million trips", "2024-Q2", "2024-Q1"),
        ("13.9 GW in fiscal 2022 against 11.3 GW in fiscal 2021", "11.3 GW", "FY2021", "FY2022"),
        ("As of 17 April 2026: 11.3 GW in 2021, 13.9 GW in 2022", "13.9 GW", "2022", "2021"),
    ],
)
def test_a_number_stands_beside_its_own_date(quote: str, value: str, period: str, other: str):
    """It is that of the date right beside it, or in its place of two rows; for any other it is misplaced."""
    assert beside(quote, value, period) == ""
    assert beside(quote, value, other) == period


@pytest.mark.parametrize(
    ("quote", "value", "period"),
    [
        ("In 2022, up from 11.3 GW in 2021, it had 13.9 GW", "13.9 GW", "2022"),
        ("In 2022 it was 13.9 GW, up from 11.3 GW a year earlier", "11.3 GW", "2021"),
        ("13.9 GW in 2022, the most since 2019", "13.9 GW", "2019"),
        ("13.9 GW in 2022, 13.9 GW in 2021", "13.9 GW", "2021"),
        ("13.9 GW in 2022, 2 GW of which opened in June 2022", "2 GW", "2022"),
        ("13.9 GW and 11.3 GW, with 12 GW in 2022 and none after 2023", "13.9 GW", "2023"),
        ("13.9 GW in 2022 and 5% more in 2023", "13.9 GW", "2023"),
    ],
)
def test_where_nothing_tells_the_number_is_let_be(quote: str, value: str, period: str):
    """One number or one date is no matter of which; nor is a number that stands beside none, or both."""
    assert beside(quote, value, period) == ""


def test_other_languages_part_them_too():
    """A date before its number in Japanese, two sentences of a German source."""
    japanese = "2025年は13.9 GW、2024年は11.3 GW"
    assert (beside(japanese, "13.9 GW", "2025", "ja"), beside(japanese, "13.9 GW", "2024", "ja")) == (
        "",
        "2025",
    )
    german = "11,3 GW im Jahr 2021 und 13,9 GW im Jahr 2022"
    assert (beside(german, "13.9 GW", "2022", "de"), beside(german, "13.9 GW", "2021", "de")) == ("", "2022")


@pytest.mark.parametrize(
    ("points", "more", "said"),
    [
        ("{2021: 11.3 GW, 2022: 13.9 GW}", "", []),
        ("{2021: 13.9 GW, 2022: 11.3 GW}", "",
         ["the quote for `wind@2021` gives 13.9 GW for 2022",
          "the quote for `wind@2022` gives 11.3 GW for 2021"]),
        ("{2021: 13.9 GW, 2022: 11.3 GW}", ", note: the table has its heads the other way round", []),
    ],
)  # fmt: skip
def test_a_point_is_held_against_the_dates_of_its_quote(
    tmp_path: Path, points: str, more: str, said: list[str]
):
    """A quote that gives the value for another time does not carry it, unless a note says how to read it."""
    quote = "quote: '11.3 GW in 2021, 13.9 GW in 2022'"
    facts = f"wind:\n  statement: s\n  points: {points}\n  evidence:\n" + "".join(
        f"    - {{source: filing, {quote}, period: {period}{more}}}\n" for period in (2021, 2022)
    )
    read = ledger(tmp_path, {"facts/f.yaml": facts})
    found = checks.found(Subject(read, derive(read)[0]))
    assert [one.message for one in found if one.check == "value-in-quote"] == said
