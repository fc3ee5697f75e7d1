"""Of what can't be read the cause is told, and not what follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest
import sampled

from tieout import pipeline
from tieout.yamltree import HELD_BACK

FERRIES = "content/facts/ferries.yaml"
OWN = "content/briefings/ferries/"

CAUSES = {
    "a quotation mark in facts": (
        FERRIES, "statement: Passengers", 'statement: "Passengers', "yaml-is-plain",
    ),
    "a quotation mark in derived numbers": (
        "content/derived/ferries.yaml", "statement: Growth", 'statement: "Growth', "yaml-is-plain",
    ),
    "a quotation mark in claims": (
        "content/claims/leaflet.yaml", "source: leaflet\n  quote: ferries carried",
        "source: leaflet\n  quote: 'ferries carried", "yaml-is-plain",
    ),
    "a misspelt key": (FERRIES, "statement: Vessels", "statment: Vessels", "keys-are-known"),
    "a misspelt stance": (
        FERRIES, "88% of sailings\n      stance: contradicts", "88% of sailings\n      stance: contradict",
        "words-are-known",
    ),
    "a misspelt source of a dispute": (
        FERRIES, "source: riders-count-2026", "source: riders-count-2025", "names-exist",
    ),
    "a stance left out of a dispute": (
        FERRIES, "88% of sailings\n      stance: contradicts\n", "88% of sailings\n", "value-in-quote",
    ),
    "a value of a point": (
        FERRIES, "2024: 38.5 million passengers", "2024: 38.5 milion passengers", "value-is-read",
    ),
    "a key of an exhibit": (
        f"{OWN}exhibits.yaml", "ferry_trips\n  title:", "ferry_trips\n  titel:", "keys-are-known",
    ),
    "a key of the desk": ("content/desk.yaml", "name: ", "nam: ", "keys-are-known"),
    "a claim's key": (
        "content/claims/leaflet.yaml", "quote: ferries carried", "qoute: ferries carried", "keys-are-known",
    ),
}  # fmt: skip


@pytest.mark.parametrize("cause", CAUSES)
def test_only_the_cause_is_told(tmp_path: Path, cause: str):
    """A slip that hides a record says nothing false of all that names the record."""
    path, old, new, check = CAUSES[cause]
    root = sampled.changed(sampled.copied(tmp_path, archive=False), path, old, new)
    _, problems = pipeline.check(root)
    told = [(one.check, one.at.path) for one in problems if one.check != "source-is-used"]
    assert told == [(check, path)], problems


def test_a_chart_of_a_number_that_rests_on_what_could_not_be_read_is_left_alone(tmp_path: Path):
    """Only the value is told, though a chart draws what is worked out of it."""
    root = sampled.changed(
        sampled.copied(tmp_path, archive=False), FERRIES, "value: more than 20 million EUR",
        "value: more than 20 milion EUR",
    )  # fmt: skip
    script = root / "charts/ferry_years.py"
    uses, *_ = [line for line in script.read_text("utf-8").split("\n") if line.startswith("USES")]
    drawn = 'USES = ("ferry-subsidy-per-passenger", "ferry-fuel-per-passenger")'
    sampled.changed(root, "charts/ferry_years.py", uses, drawn)
    _, problems = pipeline.check(root)
    assert [one.check for one in problems] == ["value-is-read"], problems


def test_what_is_held_back_is_said_with_the_cause(tmp_path: Path):
    """The fault of syntax says that more may be wrong than is told, and comes before what is."""
    root = sampled.changed(
        sampled.copied(tmp_path, archive=False), FERRIES, "statement: Passengers", 'statement: "Passengers'
    )
    sampled.added(root, f"{OWN}service.md", '\nIt is {{ fact("ferry-nothing") }}.\n')
    _, (cause, other) = pipeline.check(root)
    assert (cause.check, cause.notes) == ("yaml-is-plain", (HELD_BACK,))
    assert (other.check, other.at.path) == ("names-exist", f"{OWN}service.md")
    assert other.message == "no fact `ferry-nothing`"


def test_a_file_that_is_no_text_may_state_any_name(tmp_path: Path):
    """Where not even the text of a file is known, no fact is said to be missing, nor an entry unneeded."""
    root = sampled.copied(tmp_path, archive=False)
    (root / FERRIES).write_bytes((root / FERRIES).read_bytes() + b"# caf\xe9\n")
    _, problems = pipeline.check(root)
    assert [(one.check, one.at.path, one.notes) for one in problems] == [
        ("file-is-read", FERRIES, (HELD_BACK,))
    ]
