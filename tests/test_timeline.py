"""Timelines: what an entry prints, what it cites, and what is said of one that does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from finished import body, squeezed
from make import assembled, assets, codes, repository, said

from tieout import pipeline, why
from tieout.diagnostics import Diagnostic
from tieout.formats import html, pdf
from tieout.model import Page

FACTS = """\
ordered:
  statement: When the ferries were ordered
  value: March 2026
  evidence: [{source: filing, quote: March 2026}]
price:
  statement: What they cost
  value: more than 20 million USD
  as_of: 2026-04-17
  evidence:
    - {source: filing, quote: more than $20 million}
    - {source: paper, quote: more than $20 million}
trips:
  statement: What they carried
  points: {2024: 24 trips, 2025: 30 trips}
  evidence:
    - {source: filing, quote: 24 trips, period: 2024}
    - {source: filing, quote: 30 trips, period: 2025}
launched:
  statement: The day of the launch
  value: 1 May 2026
  evidence:
    - {source: filing, quote: 1 May 2026}
    - {source: news, quote: 3 May 2026, stance: contradicts}
"""
BRIEFING = """\
title: Ferries
subject: Ports
version: "1.0"
issued: 2026-11-20
standfirst: What the ferries did.
sections: [story]
"""
SECTION = "# The story\n\nWhat happened.\n\n{{ timeline() }}\n"
TRIPS, ORDERED = ("trips@2024", 'They carry {{ fact("trips@2024") }}'), ("ordered", "Ferries are ordered")
PRICE = ("price", 'They cost {{ fact("price", form="short") }}')
LAUNCHED = ("launched", "They are launched")


def events(*entries: tuple[str, str]) -> str:
    """Return a timeline file."""
    return "".join(f"- fact: {fact}\n  event: >-\n    {event}\n" for fact, event in entries)


def made(
    folder: Path, timeline: str | None, section: str = SECTION, facts: str = FACTS
) -> tuple[Page, list[Diagnostic]]:
    """Return the page of a briefing with this timeline, and what is wrong with its texts and content."""
    files = {
        "facts/ferries.yaml": facts,
        "briefings/ferries/briefing.yaml": BRIEFING,
        "briefings/ferries/story.md": section,
    }
    if timeline is not None:
        files["briefings/ferries/timeline.yaml"] = timeline
    root = repository(folder, files)
    page, found = assembled(root)
    unused = ("source-is-used", "fact-is-used", "name-is-used")
    return page, [one for one in found if one.check not in unused]


def entries(text: str) -> list[str]:
    """Return the words of each entry of the timeline in a page or a PDF's markup."""
    return [squeezed(one.text_content()) for one in body(text).xpath("//ol[@class='timeline']/li")]


def test_an_event_has_its_date_its_verdict_and_its_marks(tmp_path: Path):
    """Dates are those of the facts, as precise as they are; the verdict is a word; marks lead to sources."""
    page, problems = made(tmp_path, events(TRIPS, ORDERED, PRICE))
    assert problems == []
    expected = [
        "2024SupportedTheycarry24trips1",
        "March2026SupportedFerriesareordered1",
        "17April2026SupportedTheycostmorethan$20m1,2",
    ]
    assert entries(html.document(page, assets())) == expected
    assert entries(pdf.document(page, assets())) == expected
    assert [one.source.id for one in page.sources] == ["filing", "paper"]


def test_a_date_is_of_its_class_and_opens_its_evidence(tmp_path: Path):
    """A date that a fact states is a fact, one that it carries is a date; on the web both open evidence."""
    page, _ = made(tmp_path, events(TRIPS, ORDERED, PRICE))
    web = body(html.document(page, assets()))
    dates = web.xpath("//p[@class='when']/label")
    assert [(one.get("data-class"), one.get("data-fact")) for one in dates] == [
        ("date", "trips@2024"),
        ("fact", "ordered"),
        ("date", "price"),
    ]
    aims = [one.get("popovertarget") for one in web.xpath("//p[@class='when']//button")]
    assert aims == ["p-trips--2024", "p-ordered", "p-price"]


def test_a_date_that_is_a_forecast_says_so(tmp_path: Path):
    """An event that somebody foresees has the word beside its verdict, in both media; another has not."""
    planned = """\
planned:
  statement: When the pier opens
  value: May 2027
  kind: forecast
  by: Maker
  made: 2026-04
  evidence: [{source: filing, quote: May 2027}]
"""
    timeline = events(ORDERED, ("planned", "A pier opens"))
    page, problems = made(tmp_path, timeline, facts=FACTS + planned)
    assert problems == []
    for text in (html.document(page, assets()), pdf.document(page, assets())):
        assert entries(text) == [
            "March2026SupportedFerriesareordered1",
            "May2027Supported,forecastApieropens1",
        ]


def test_what_a_timeline_names_is_used(tmp_path: Path):
    """A fact that only dates an event is of the page, and is not told to be unused; another is."""
    page, _ = made(tmp_path, events(ORDERED))
    told = {one.message for one in assembled(tmp_path)[1] if one.check == "fact-is-used"}
    assert not any("`ordered`" in one for one in told)
    assert any("`price`" in one for one in told)
    assert "ordered" in page.standings
    assert "printed: content/briefings/ferries/timeline.yaml:1:9" in why.why(tmp_path, "ordered")[0]


def test_marks_are_not_said_twice(tmp_path: Path):
    """A source that the event's words lead to is led to once; one that they lack joins their last mark."""
    page, _ = made(tmp_path, events(("ordered", 'They are {{ quote("price", source="paper") }}'), PRICE))
    first, second = entries(html.document(page, assets()))
    assert first.endswith("“morethan$20million”1,2")
    assert second.endswith("$20m1,2")


@pytest.mark.parametrize(
    ("timeline", "problem"),
    [
        (events(("orderd", "x")), "timeline.yaml:1:9: names-exist: there is no fact `orderd`"),
        (
            events(("trips", "x")),
            "timeline.yaml:1:9: names-exist: `trips` is a series, and no point is named",
        ),
        (events(("trips@2023", "x")), "timeline.yaml:1:9: names-exist: `trips` has no point `2023`"),
        (
            events(ORDERED, ORDERED),
            "timeline.yaml:4:9: id-is-stated-once: `ordered` stands twice in the timeline",
        ),
        (
            events(("ordered", "Ferries are ordered for 30 years")),
            "timeline.yaml:3:29: number-is-cited: `30` is bound to no fact",
        ),
        (
            events(LAUNCHED),
            "timeline.yaml:1:9: dispute-is-told: `launched` is disputed and dates an event as if it were not",
        ),
        ("- event: x\n", "timeline.yaml:1:3: record-is-whole: event 1 has no `fact`"),
        ("- fact: [\n", "timeline.yaml:2:1: yaml-is-plain: "),
    ],
)
def test_an_entry_that_does_not_hold_is_told_at_its_place(tmp_path: Path, timeline: str, problem: str):
    """A mistake in an entry is one problem, at its line; the same timeline without it has none."""
    _, problems = made(tmp_path, timeline)
    (told,) = said(problems)
    assert told.removeprefix("content/briefings/ferries/").startswith(problem)


def test_a_disputed_date_may_stand_if_each_side_is_told(tmp_path: Path):
    """A date that is disputed is printed where the event gives every account of it."""
    sides = ("launched", 'They are launched {{ accounts("launched") }}')
    page, problems = made(tmp_path, events(sides))
    assert problems == []
    assert entries(html.document(page, assets()))[0].startswith("1May2026Disputed")


@pytest.mark.parametrize(
    "event",
    [
        'They are launched, {{ quote("fares", source="filing") }} and {{ quote("fares", source="news") }}',
        'They are launched; a day is {{ fact("launched", account="news") }}, fares {{ accounts("fares") }}',
    ],
)
def test_a_side_of_another_dispute_is_none_of_the_date(tmp_path: Path, event: str):
    """The sources of a disputed date, cited for another fact, do not tell that the date is disputed."""
    fares = """\
fares:
  statement: The fares
  value: 2 million USD
  evidence:
    - {source: filing, quote: $2 million}
    - {source: news, quote: $3 million, stance: contradicts}
"""
    _, problems = made(tmp_path, events(("launched", event)), facts=FACTS + fares)
    dates = [one for one in said(problems) if "dates an event as if it were not" in one]
    assert dates == [
        "content/briefings/ferries/timeline.yaml:1:9: dispute-is-told: "
        "`launched` is disputed and dates an event as if it were not"
    ]


def test_an_order_that_is_not_known_is_free(tmp_path: Path):
    """A month may stand before or after a day within it, and a day never above an earlier one."""
    year = events(("trips@2025", "x"), ORDERED, PRICE)
    assert made(tmp_path / "a", year)[1] == []
    assert codes(made(tmp_path / "b", events(PRICE, ORDERED))[1]) == ["timeline-is-in-order"]
    within = FACTS.replace("as_of: 2026-04-17", "as_of: 2026-03-17")
    for order in ((PRICE, ORDERED), (ORDERED, PRICE)):
        root = tmp_path / order[0][0]
        made(root, events(*order))
        (root / "content/facts/ferries.yaml").write_text(within, "utf-8")
        checks = codes(pipeline.check(root)[1])
        assert "timeline-is-in-order" not in checks


def test_a_timeline_and_its_block_need_each_other(tmp_path: Path):
    """A block without a timeline is an error at the block; a timeline without a block a warning."""
    _, problems = made(tmp_path / "a", None)
    assert said(problems) == [
        "content/briefings/ferries/story.md:5:4: names-exist: there is no timeline to print"
    ]
    _, problems = made(tmp_path / "b", events(ORDERED), "# The story\n\nWhat happened.\n")
    assert codes(problems) == ["timeline-is-placed"]


def test_a_timeline_is_one_list(tmp_path: Path):
    """In print the entries are one ordered list, kept whole on its page, down and then across."""
    page, _ = made(tmp_path, events(TRIPS, ORDERED, PRICE))
    pages = [one for part in pdf.render(page, assets()) for one in part.pages]
    boxes = [box for one in pages for box in one._page_box.descendants()]
    listed = next(one for one in boxes if one.element_tag == "ol" and one.element.get("class") == "timeline")
    rows = [(one.position_x, one.position_y) for one in listed.descendants() if one.element_tag == "li"]
    assert rows[0][0] == rows[1][0] < rows[2][0]
    assert rows[0][1] == rows[2][1] < rows[1][1]
