"""What help proposes for a value or a date that cannot be read."""

import pytest

from tieout.meant import date_meant, is_of_time, value_meant
from tieout.quantities.dates import read_date
from tieout.quantities.reading import read_value
from tieout.quantities.units import Vocabulary

DESK = Vocabulary({"turbine": "turbines"})


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("12/03/2025", ("2025-03-12", "2025-12-03")),
        ("03/03/2025", ("2025-03-03",)),
        ("31.12.2029", ("2029-12-31",)),
        ("30-Sep-2025", ("2025-09-30",)),
        ("fiscal year 2025-26", ("FY2026",)),
        ("2025/26", ("FY2026",)),
        ("1999/00", ("FY2000",)),
        ("FY25/26", ("FY2026",)),
        ("99/03/2025", ()),
        ("2024/26", ()),
        ("spring 2025", ()),
    ],
)
def test_a_date_that_cannot_be_read_is_proposed_as_one_that_can(text: str, written: tuple[str, ...]):
    """Each way to write it is named where a date has more than one meaning, and none where it has none."""
    assert is_of_time(text)
    assert read_date(text) is None
    said = date_meant(text)
    assert (said is None) is not written
    assert (said or "").split("`")[1::2] == list(written)
    assert all(read_date(one) for one in written)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("3,5 billion EUR", "3.5 billion EUR"),
        ("1.234,5 million EUR", "1,234.5 million EUR"),
        ("mehr als 3,2 Milliarden Euro", "more than 3.2 billion EUR"),
        ("plus de 3,2 milliards d'euros", "more than 3.2 billion EUR"),
        ("80 Anlagen", None),
        ("a great sum", None),
        ("may", None),
        ("2025 boats", None),
        ("20 quarters of it", None),
    ],
)
def test_a_value_that_cannot_be_read_is_proposed_in_english(text: str, written: str | None):
    """Decimals behind a comma, and another language, are told; an unknown noun is no date and no language."""
    assert not is_of_time(text)
    assert read_value(text, DESK) is None
    said = value_meant(text, DESK)
    assert (said.split("`")[1] if said else None) == written
    assert written is None or read_value(written, DESK)
