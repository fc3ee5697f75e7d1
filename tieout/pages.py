"""Sections, exhibits, claims and sources to one page, numbered in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from tieout import arithmetic, citations, comparisons, exhibits, moods, pieces, prose
from tieout.diagnostics import Diagnostic, Place, Text, error
from tieout.model import (
    Borne,
    Comparison,
    Drawing,
    Edition,
    Event,
    Evidence,
    Exhibit,
    Ledger,
    Moment,
    Page,
    Prose,
    Section,
    Standing,
    Verdict,
    Working,
)
from tieout.prose import Press

_BLOCK = re.compile(r'<div data-block="(exhibit|claims|timeline|arithmetic)"(?: data-id="([^"]*)")?></div>')
_PRINTED = re.compile(r'data-fact="([^"]+)"')
_SIDE = re.compile(r'data-fact="([^"]+)" data-account="([^"]+)"')
_LAST_MARK = re.compile(r'<sup class="cites"[^>]*></sup>\Z')
_NUMBER = re.compile(r'data-class="(?:fact|quotation)"')
_COUNT = re.compile(r'(<span[^>]*data-class="tally"[^>]*data-tally="numbers"[^>]*>)[^<]*(</span>)')


def assemble(
    edition: Edition,
    ledger: Ledger,
    standings: Mapping[str, Standing],
    verdicts: tuple[Verdict, ...],
    drawings: Mapping[str, Mapping[str, Drawing]],
    drawn: Iterable[str] = (),
) -> tuple[Page, list[Diagnostic]]:
    """Return the whole page of an edition, and what is wrong with its texts.

    Citations are numbered by source, in the order in which a reader meets their marks: standfirst, cover,
    In brief, sections with the exhibits, claims and lists placed in them. Sources met only in panels
    follow. ``drawn`` are the addresses that its charts declare: the page rests on them too, drawn or not.
    """
    briefing = edition.briefing
    problems = list(exhibits.unplaced(briefing))
    used = rests_on([*prose.briefing_mentions(briefing, ledger), *drawn], ledger, standings)
    tallies = _tallies(used, ledger, verdicts)
    press = Press(
        ledger=ledger,
        standings=standings,
        verdicts=verdicts,
        edition=edition,
        tallies=tallies,
        exhibits=exhibits.numbering(briefing),
    )

    def text(one: Text, **how: object) -> Prose:
        rendered, found = prose.render(one, press, **how)
        problems.extend(found)
        return rendered

    standfirst = text(briefing.standfirst, block=False, marks=False)
    in_brief = tuple(
        (
            text(one.title, block=False, marks=False, around=moods.as_typed(one.text)),
            text(one.text, block=False, form="short", around=moods.as_typed(one.title)),
        )
        for one in briefing.in_brief
    )
    made, found = exhibits.assemble(briefing, press, drawings)
    problems += found
    records = tuple((one, text(one.claim.record, block=False, form="short")) for one in verdicts)
    sections = []
    for file in briefing.sections:
        title, body = prose.section_text(file)
        head = text(title, block=False, marks=False)
        short = text(file.short, block=False, marks=False).words if file.short else head.words
        sections.append(Section(file.id, head, short, text(body, block=True)))
    timeline, found = _timeline(briefing.timeline, press)
    problems += found
    changes = tuple(
        (change, tuple(text(one, block=False, marks=False) for one in change.changes))
        for change in briefing.changes
    )
    disclosure = text(briefing.disclosure, block=False, marks=False) if briefing.disclosure else None
    cover = made.get(briefing.cover.text) if briefing.cover else None
    printed = {name: one for name, one in made.items() if one.number}

    page = Page(
        edition=edition,
        desk=ledger.desk,
        release="",
        problems=0,
        standfirst=standfirst,
        in_brief=in_brief,
        cover=cover,
        sections=tuple(sections),
        exhibits=printed,
        verdicts=records,
        sources=(),
        standings={
            address: _sourced(one, ledger, standings) for address, one in standings.items() if address in used
        },
        citations={},
        changes=changes,
        disclosure=disclosure,
        tallies=tallies,
        lock=ledger.lock,
        all_sources=ledger.sources,
        timeline=timeline,
    )
    phrases, found = _phrases(page, press)
    problems += found
    page = replace(
        page,
        phrases=phrases,
        set_aside=tuple(_passages(page, lambda one: one.set_aside is not None)),
        readings=tuple(_passages(page, lambda one: one.reading is not None)),
        workings=_workings(page, ledger),
        comparisons=_comparisons(page, [*(one for text in phrases.values() for one in text.borne)]),
    )
    return _counted(_numbered(page, ledger)), problems


def rests_on(
    addresses: Iterable[str], ledger: Ledger, standings: Mapping[str, Standing]
) -> Mapping[str, None]:
    """Return the addresses given and all they rest on, in order of first use, as the keys of a mapping."""
    found: dict[str, None] = {}
    waiting = list(addresses)[::-1]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        if address not in standings:
            fact = ledger.facts.get(address)
            waiting += [one for one in (fact.addresses() if fact else ()) if one not in found][::-1]
            continue
        found[address] = None
        waiting += standings[address].given[::-1]
    return found


def _timeline(events: Iterable[Event], press: Press) -> tuple[tuple[Moment, ...], list[Diagnostic]]:
    """Return the events whose fact has a date, rendered; the checks tell of those that have none."""
    made, problems = [], []
    for event in events:
        standing = press.standings.get(event.fact.text)
        what, found = prose.render(event.text, press, block=False, beside=[event.fact.text])
        problems += found
        if standing is None or standing.dated is None:
            continue
        html, words = pieces.date_of(standing, press.ledger.desk.vocabulary)
        told = {name for address, name in _SIDE.findall(what.html) if address == standing.address}
        sides = {one.name for one in standing.accounts}
        if standing.value == standing.dated and not sides <= told:
            said = f"`{standing.address}` is disputed and dates an event as if it were not"
            mend = f'print {{{{ accounts("{standing.address}") }}}} in the event'
            problems.append(error("dispute-is-told", event.fact.at, said, help=mend))
        what = replace(what, html=_with_marks(what.html, citations.marks(standing), press))
        made.append(Moment(standing.address, Prose(html, (standing.address,), words=words), what))
    return tuple(made), problems


def _workings(page: Page, ledger: Ledger) -> Mapping[str, tuple[Working, ...]]:
    """Return how each calculated number comes about, in the order in which a reader meets them.

    One that is only under another follows it.
    """
    met = [name for html in reading_order(page) for name in _PRINTED.findall(html)]
    waiting = [*met, *page.standings][::-1]
    made: dict[str, tuple[Working, ...]] = {}
    while waiting:
        address = waiting.pop()
        standing = page.standings.get(address)
        if address in made or standing is None or standing.derivation is None:
            continue
        made[address] = arithmetic.workings(standing, page.standings, ledger.sources, page.desk.vocabulary)
        waiting += standing.given[::-1]
    return made


def _comparisons(page: Page, also: Iterable[Borne]) -> Mapping[str, Comparison]:
    """Return what bears each claim word out, in the order in which a reader meets them, then ``also``."""
    found = {one.key: one for one in (*_claimed(page), *also)}
    return {
        key: Comparison(one, number, comparisons.told(one, page.standings, page.desk.vocabulary))
        for number, (key, one) in enumerate(found.items(), 1)
    }


def _claimed(page: Page) -> Iterable[Borne]:
    """Yield the claim words of a page's texts in the order in which a reader meets them."""
    yield from page.standfirst.borne
    yield from page.cover.borne if page.cover else ()
    for pair in page.in_brief:
        yield from (one for text in pair for one in text.borne)
    for section in page.sections:
        yield from (*section.title.borne, *section.body.borne)
        for block in _BLOCK.finditer(section.body.html):
            if block[1] == "claims":
                yield from (one for _, record in page.verdicts for one in record.borne)
            elif block[1] == "timeline":
                yield from (one for moment in page.timeline for one in moment.what.borne)
            elif block[2] in page.exhibits:
                yield from page.exhibits[block[2]].borne
    for text in (page.disclosure, *(one for _, said in page.changes for one in said)):
        yield from text.borne if text else ()


def _with_marks(html: str, sources: Iterable[str], press: Press) -> str:
    """Return a text that leads to ``sources`` too: at its end, in one mark with what stands there."""
    told = {*citations.cited(html, press.standings)}
    more = [name for name in sources if name not in told]
    if not more:
        return html
    last, of = _LAST_MARK.search(html), ""
    if last:
        more = [*citations.cited(last[0], press.standings), *more]
        html = html[: last.start()]
        of = next((f' data-fact="{name}"' for name in _PRINTED.findall(last[0])), "")
    return f'{html}<sup class="cites" data-sources="{" ".join(more)}"{of}></sup>'


def _sourced(standing: Standing, ledger: Ledger, known: Mapping[str, Standing]) -> Standing:
    """Return the standing without what rests on a source or an input that is not there, which is reported."""
    if not (set(standing.given) <= set(known)):
        inputs = {role: names for role, names in standing.inputs.items() if set(names) <= set(known)}
        rests = tuple(name for name in standing.rests_on if name in known)
        standing = replace(standing, inputs=inputs, rests_on=rests)
    return replace(
        standing,
        evidence=tuple(one for one in standing.evidence if one.source.text in ledger.sources),
        accounts=tuple(one for one in standing.accounts if set(one.sources) <= set(ledger.sources)),
    )


def reading_order(page: Page) -> Iterable[str]:
    """Yield the rendered texts that carry citation marks, in the order in which a reader meets them."""
    yield page.standfirst.html
    if page.cover:
        yield from _exhibit_texts(page.cover, page.standings)
    for title, text in page.in_brief:
        yield title.html
        yield text.html
    for section in page.sections:
        yield section.title.html
        yield from _expanded(section.body.html, page)


def _expanded(html: str, page: Page) -> Iterable[str]:
    """Yield a section's markup in pieces, with exhibits, claims and lists in their places."""
    at = 0
    for block in _BLOCK.finditer(html):
        yield html[at : block.start()]
        at = block.end()
        if block[1] == "claims":
            for verdict, record in page.verdicts:
                source = verdict.claim.evidence.source.text
                yield f'<sup class="cites" data-sources="{source}"></sup>{record.html}'
        elif block[1] == "timeline":
            for moment in page.timeline:
                yield from (moment.when.html, moment.what.html)
        elif block[1] == "arithmetic":
            for working in (one for ways in page.workings.values() for one in ways):
                yield from (working.by.html, working.formula.html, working.result.html)
        elif block[2] in page.exhibits:
            yield from _exhibit_texts(page.exhibits[block[2]], page.standings)
    yield html[at:]


def _exhibit_texts(exhibit: Exhibit, standings: Mapping[str, Standing]) -> Iterable[str]:
    yield exhibit.title.html
    for row in exhibit.rows:
        yield from (cell.html for cell in row)
    for mark in exhibit.marks:
        yield f'<sup class="cites" data-sources="{" ".join(citations.of_mark(mark, standings))}"></sup>'
    if exhibit.note:
        yield exhibit.note.html


def _numbered(page: Page, ledger: Ledger) -> Page:
    """Return the page with its sources numbered, and every exhibit's sources in that order."""
    first = [name for html in reading_order(page) for name in citations.cited(html, page.standings)]
    behind = [one.source.text for standing in page.standings.values() for one in standing.evidence]
    behind += [verdict.claim.evidence.source.text for verdict, _ in page.verdicts]
    listing = citations.listed(first, behind, ledger.sources)
    order = {one.source.id: one.number for one in listing}

    def sorted_sources(exhibit: Exhibit) -> Exhibit:
        known = [name for name in exhibit.sources if name in order]
        return replace(exhibit, sources=tuple(sorted(known, key=order.__getitem__)))

    return replace(
        page,
        sources=listing,
        citations=citations.numbers(page.standings, listing),
        cover=sorted_sources(page.cover) if page.cover else None,
        exhibits={name: sorted_sources(one) for name, one in page.exhibits.items()},
    )


def _counted(page: Page) -> Page:
    """Return the page with the count of its own numbers filled in where a text asks for it."""
    marks = sum(len(one.marks) for one in page.all_exhibits)
    total = sum(len(_NUMBER.findall(html)) for html in reading_order(page)) + marks

    def counted(text: Prose) -> Prose:
        return replace(text, html=_COUNT.sub(rf"\g<1>{total}\g<2>", text.html))

    sections = tuple(replace(one, body=counted(one.body)) for one in page.sections)
    return replace(page, sections=sections, tallies={**page.tallies, "numbers": total})


def _tallies(used: Mapping[str, None], ledger: Ledger, verdicts: tuple[Verdict, ...]) -> Mapping[str, int]:
    """Return the engine's counts of what the page rests on, by name."""
    ids = dict.fromkeys(address.partition("@")[0] for address in used)
    facts = [ledger.facts[name] for name in ids if name in ledger.facts]
    evidence = [one for fact in facts for one in fact.evidence]
    evidence += [verdict.claim.evidence for verdict in verdicts]
    sources = {one.source.text for one in evidence} & set(ledger.sources)
    return {
        "facts": len(facts),
        "derived": sum(name in ledger.derivations for name in ids),
        "sources": len(sources),
        "claims": len(verdicts),
        "evidence": len(evidence),
        "vouched": sum(one.key in ledger.lock for one in evidence),
        "attested": sum(one.key not in ledger.lock for one in evidence),
        "set-aside": sum(one.set_aside is not None for one in evidence),
        "readings": sum(one.reading is not None for one in evidence),
        "excerpts": sum(ledger.sources[name].seen.value == "excerpt" for name in sources),
        "numbers": 0,
    }


def _phrases(page: Page, press: Press) -> tuple[Mapping[Place, Prose], list[Diagnostic]]:
    """Return every content text of the head, the panels and the lists, rendered, by where it was written."""
    problems: list[Diagnostic] = []
    phrases: dict[Place, Prose] = {}

    def add(text: Text | None, about: Standing | None = None) -> None:
        if text is not None and text.at not in phrases:
            phrases[text.at], found = prose.render(text, press, block=False, marks=False, about=about)
            problems.extend(found)

    add(page.edition.briefing.title)
    add(page.edition.briefing.subject)
    add(press.ledger.desk.name)
    for standing in page.standings.values():
        add(standing.statement, standing)
        add(standing.says, standing)
        add(standing.because, standing)
        add(standing.derivation.note if standing.derivation else None, standing)
        for one in standing.evidence:
            add(one.set_aside, standing)
            add(one.note, standing)
            add(one.gloss, standing)
            add(one.reading.because if one.reading else None, standing)
    for verdict, _ in page.verdicts:
        add(verdict.claim.evidence.gloss)
        for judgement in verdict.claim.judged_by:
            add(judgement.note, page.standings.get(judgement.fact.text))
    for waiver in press.ledger.waivers:
        add(waiver.because)
    return phrases, problems


def _passages(page: Page, chosen: Callable[[Evidence], bool]) -> Iterable[tuple[str, Evidence]]:
    """Yield the evidence of the page's facts that is ``chosen``, each with the address it belongs to."""
    for address, standing in page.standings.items():
        for one in standing.evidence:
            if chosen(one):
                yield address, one
