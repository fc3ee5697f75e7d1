"""A small repository whose one briefing is made in several editions, a place each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests import make

PLACES = {
    "oslo": ("Oslo", 41, 38),
    "bergen": ("Bergen", 31, 28),
    "a": ("A", 21, 18),
    "a-b": ("A–B", 22, 18),
    "laquila": ("L’Aquila", 17, 15),
    "ny-alesund": ("Ny-Ålesund", 12, 11),
}
"""Places by id: their name, and how many million trips were made in one year and in the year before."""

BRIEFING = """\
title: Full boats in {{ parameter("name") }}
subject: Ferries
version: "1.0"
issued: 2026-04-02
standfirst: In {{ parameter("name") }} the ferries carried {{ fact("ferry-trips-{place}@2025") }}.
in_brief:
  - title: More boats for {{ parameter("name") }}
    text: It is {{ fact("ferry-growth-{place}") }} in a year.
cover: by-year
sections: [service, sources]
formats: [html]
editions:
  id: "{place}"
  parameters: [place, name]
  table: places.csv
"""

EXHIBITS = """\
by-year:
  chart: ferry_years
  title: The boats of {{ parameter("name") }} are fuller
  alt: The boats are fuller in {{ parameter("name") }}.
by-year-table:
  title: The years in {{ parameter("name") }}
  table:
    columns: [Year, Trips]
    rows:
      - [The last, '{{ fact("ferry-trips-{place}@2025") }}']
everywhere:
  chart: ferry_all
  title: In all places together
  alt: All places together.
"""

SERVICE = """\
# The service in {{ parameter("name") }}

The boats of {{ parameter("name") }} carried {{ fact("ferry-trips-{place}@2025") }}
and the year before {{ fact('ferry-trips-{place}@2024') }}.

{{ exhibit("by-year-table") }}

{{ exhibit("everywhere") }}
"""

YEARS = '''\
"""Trips of a place by year, as bars."""

from tieout.canvas import Row

USES = ("ferry-trips-{place}@2024", "ferry-trips-{place}@2025")


def draw(facts, canvas):
    """Draw a bar a year."""
    before, now = (facts[address] for address in USES)
    canvas.bars([Row("before", before), Row(canvas.parameters["name"], now)])
'''

ALL = '''\
"""Trips everywhere, as a bar."""

from tieout.canvas import Row

USES = ("ferry-trips-all",)


def draw(facts, canvas):
    """Draw the one bar."""
    canvas.bars([Row("all", facts["ferry-trips-all"])])
'''


def facts(places: Mapping[str, tuple[str, int, int]]) -> str:
    """Return the trips of each place, in two years, and those of all places."""
    told = [
        f"""\
ferry-trips-{id}:
  statement: Ferry trips in {name}
  points: {{2024: {before} million trips, 2025: {now} million trips}}
  evidence:
    - {{source: filing, quote: {now} million trips in {name}, period: 2025}}
    - {{source: filing, quote: {before} million trips in {name}, period: 2024}}
"""
        for id, (name, now, before) in places.items()
    ]
    all_of = "ferry-trips-all:\n  statement: Ferry trips everywhere\n  value: 144 million trips\n"
    return "".join(told) + all_of + "  evidence: [{source: filing, quote: 144 million trips}]\n"


def derived(places: Mapping[str, tuple[str, int, int]]) -> str:
    """Return the growth of each place."""
    return "".join(
        f"""\
ferry-growth-{id}:
  statement: Growth of ferry trips in {name}
  formula: growth(new, old)
  where: {{new: ferry-trips-{id}@2025, old: ferry-trips-{id}@2024}}
"""
        for id, (name, _, _) in places.items()
    )


def table(places: Mapping[str, tuple[str, int, int]]) -> str:
    """Return the table of places, as comma-separated values."""
    return "place,name\n" + "".join(f"{id},{name}\n" for id, (name, _, _) in places.items())


def repository(
    folder: Path,
    files: Mapping[str, str | bytes] = {},
    places: Mapping[str, tuple[str, int, int]] = PLACES,
) -> Path:
    """Return ``folder`` with a briefing in it that has an edition for each of ``places``."""
    own = {
        "facts/trips.yaml": facts(places),
        "derived/growth.yaml": derived(places),
        "briefings/boats/briefing.yaml": BRIEFING,
        "briefings/boats/places.csv": table(places),
        "briefings/boats/exhibits.yaml": EXHIBITS,
        "briefings/boats/changes.yaml": "- {version: '1.0', issued: 2026-04-02, changes: [The first.]}\n",
        "briefings/boats/service.md": SERVICE,
        "briefings/boats/sources.md": "# Sources\n\n{{ sources_list() }}\n",
        "/charts/ferry_years.py": YEARS,
        "/charts/ferry_all.py": ALL,
    }
    return make.repository(folder, own | files)


def pages(root: Path, of: Sequence[str] = tuple(PLACES), main: str = "oslo") -> dict[str, str]:
    """Return the web page of each edition of the draft, by id."""
    draft = root / "output" / "boats" / "draft"
    return {id: (draft / ("" if id == main else id) / "index.html").read_text("utf-8") for id in of}
