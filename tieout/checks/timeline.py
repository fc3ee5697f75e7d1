"""Checks of timelines: every event has a date, they run from the oldest on, and a section prints them."""

from __future__ import annotations

from collections.abc import Iterator

from tieout import template
from tieout.checks import Subject, check
from tieout.diagnostics import Finding, Place, Severity
from tieout.model import Briefing, Event, Standing
from tieout.quantities.dates import say


@check("event-is-dated", Severity.ERROR, "An event of a timeline names a fact that has a date.")
def event_is_dated(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each event whose fact is no date, is of no period and has no ``as_of``."""
    for event, standing in _events(subject):
        if standing.dated is None:
            said = f"`{event.fact}` has no date to stand under in a timeline"
            note = "the date is its value, where that is one, its period or its `as_of`"
            mend = "give it `as_of`, or name a fact that has a date"
            yield Finding(event.fact.at, said, (note,), mend)


@check("timeline-is-in-order", Severity.ERROR, "A timeline runs from its oldest event to its newest.")
def timeline_is_in_order(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each event that is over before one above it begins.

    A month and a day within it may stand in either order: which came first is not known.
    """
    for briefing in subject.ledger.briefings.values():
        latest: tuple[Event, Standing] | None = None
        for event, standing in _of(briefing, subject):
            if standing.dated is None:
                continue
            if latest and standing.dated.last < latest[1].dated.first:
                said = (
                    f"`{event.fact}`, of {say(standing.dated)}, stands below "
                    f"`{latest[0].fact}`, of {say(latest[1].dated)}"
                )
                related = ((latest[0].at, "the later event is here"),)
                yield Finding(event.fact.at, said, (), f"move it above `{latest[0].fact}`", related)
            elif latest is None or standing.dated.first > latest[1].dated.first:
                latest = (event, standing)


@check("timeline-is-placed", Severity.WARNING, "A briefing's timeline is placed in a section.")
def timeline_is_placed(subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each timeline that no section of its briefing prints."""
    for briefing in subject.ledger.briefings.values():
        calls = (hole.call for file in briefing.sections for hole in template.read(file.text).holes)
        if briefing.timeline and not any(call and call.name == "timeline" for call in calls):
            path = briefing.timeline[0].at.path
            mend = "put {{ timeline() }} on a line of its own in a section, or delete the file"
            yield Finding(Place(path), "the timeline is placed nowhere", (), mend)


def _events(subject: Subject) -> Iterator[tuple[Event, Standing]]:
    for briefing in subject.ledger.briefings.values():
        yield from _of(briefing, subject)


def _of(briefing: Briefing, subject: Subject) -> Iterator[tuple[Event, Standing]]:
    """Yield the events of a briefing whose fact there is, with what is known of it.

    Those of a pattern are looked at in each of its editions.
    """
    for event in briefing.timeline if not briefing.editions else ():
        if event.fact.text in subject.standings:
            yield event, subject.standings[event.fact.text]
