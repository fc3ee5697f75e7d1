"""Tell all of one thing in content: of a number also what it is worked out of, down to the quotes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from tieout import expression, filling, pipeline, prose, scripts, status, vouching
from tieout.diagnostics import Place
from tieout.expression import Branch
from tieout.frozen import frozen
from tieout.model import Briefing, Claim, ExhibitSpec, FactKind, Ledger, Seen, Source, Standing
from tieout.pipeline import Known
from tieout.scripts import Chart


@frozen
class Screen:
    """What the answer is shown on: ``width`` in columns, None where lines may be as long as they are.

    One that ``has_lines`` shows those that Unicode has for drawing; for others they are drawn in ASCII.
    """

    width: int | None = None
    has_lines: bool = True


_WIDE = Screen()


def why(root: Path, name: str, screen: Screen = _WIDE) -> tuple[str | None, Sequence[str]]:
    """Return all that is known of what is called ``name``, as lines of text; None if there is nothing.

    That is a fact, a point or a derived number, this one with the tree of what it is worked out of; or a
    source, a claim or an exhibit, with the names to ask for next. Beside it, the names there are, for a hint;
    none where a record that could not be read may be it.
    """
    known = pipeline.read(root, None)
    ledger = known.ledger
    addresses = [name] if name in known.standings else []
    if not addresses and name in ledger.facts:
        addresses = list(ledger.facts[name].addresses())
    told = [_told(known, known.standings[one], screen) for one in addresses]
    told += [_told_of_source(ledger, ledger.sources[name])] if name in ledger.sources else []
    told += [_told_of_claim(known, ledger.claims[name])] if name in ledger.claims else []
    for briefing in ledger.briefings.values():
        if name in briefing.exhibits:
            told.append(_told_of_exhibit(known, briefing, briefing.exhibits[name]))
    if not told and ledger.may_state(name):
        return None, ()
    if not told:
        exhibits = [one for briefing in ledger.briefings.values() for one in briefing.exhibits]
        return None, (*known.standings, *ledger.facts, *ledger.sources, *ledger.claims, *exhibits)
    return "\n\n".join("\n".join(one) for one in told), ()


def _told_of_source(ledger: Ledger, one: Source) -> Iterable[str]:
    yield f"{one.id}  {one.at}"
    yield f"  `{one.id}` is a source: {one.title}, {one.publisher} ({one.kind})"
    read_on = f", read {one.accessed.iso}" if one.accessed else ""
    yield f"  {_SEEN[one.seen]}{f', issued {one.issued.iso}' if one.issued else ''}{read_on}"
    if one.relays:
        yield f"  repeats {', '.join(name.text for name in one.relays)}"
    quoted = [piece for piece in vouching.passages(ledger) if piece.source.text == one.id]
    owners = dict.fromkeys(piece.key.split("/")[0] for piece in quoted)
    if owners:
        yield f"  quoted by: {', '.join(owners)}"
    repeated = [
        other.id for other in ledger.sources.values() if one.id in (name.text for name in other.relays)
    ]
    if repeated:
        yield f"  repeated by: {', '.join(repeated)}"
    yield from (f"  under review in: {of.id}" for of in ledger.briefings.values() if _reviews(of, one))
    yield f"  for what it says: tieout why {next(iter(owners))}" if owners else "  nothing quotes it"


_SEEN = {Seen.IN_FULL: "seen in full", Seen.EXCERPT: "seen in excerpt", Seen.NOT_SEEN: "not seen"}


def _reviews(briefing: Briefing, source: Source) -> bool:
    return briefing.document is not None and briefing.document.text == source.id


def _told_of_claim(known: Known, one: Claim) -> Iterable[str]:
    ledger, piece = known.ledger, one.evidence
    yield f"{one.id}  {one.at}"
    statuses = [
        verdict.status for made in known.verdicts.values() for verdict in made if verdict.claim.id == one.id
    ]
    yield f"  `{one.id}` is a claim of {piece.source}{f'  [{statuses[0]}]' if statuses else ''}"
    where = f"{piece.locator}: " if piece.locator else ""
    yield f'  {where}"{piece.quote}"  {expression.proof(piece, ledger)}'
    for judgement in one.judged_by:
        given = known.standings.get(judgement.fact.text)
        has = expression.in_words(given, ledger) if given else "unknown"
        yield f"  {judgement.stance}: {judgement.fact} = {has}"
        if judgement.note:
            yield f"    note: {judgement.note}"
    if one.judged_by:
        yield f"  for a fact that judges it: tieout why {one.judged_by[0].fact}"
    else:
        yield "  no fact judges it"


def _told_of_exhibit(known: Known, briefing: Briefing, one: ExhibitSpec) -> Iterable[str]:
    yield f"{one.id}  {one.at}"
    yield f"  `{one.id}` is an exhibit of {briefing.id}: {one.title}"
    script = known.scripts.get(one.chart.text) if one.chart else None
    drawn = script.uses if script else ()
    if one.chart:
        yield f"  drawn by {scripts.path_of(one.chart.text)}: {', '.join(drawn) or 'not read'}"
    cells = [cell for row in one.table.rows for cell in row] if one.table else []
    printed = dict.fromkeys(name for cell in cells for name in sorted(prose.mentions(cell)))
    if printed:
        yield f"  its table prints: {', '.join(printed)}"
    if drawn or printed:
        yield f"  for a number in it: tieout why {next(iter((*drawn, *printed)))}"


def _told(known: Known, one: Standing, screen: Screen) -> Iterator[str]:
    ledger = known.ledger
    yield f"{one.address}  {one.at}"
    yield f"  {one.statement}"
    yield f"  {expression.in_words(one, ledger)}  {expression.status(one)}"
    yield from (f"  {expression.account(side, one, ledger)}" for side in one.accounts)
    if one.kind is not FactKind.STATED:
        yield f"  {expression.mood(one)}"
    if one.because:
        yield f"  because {one.because}"
    if dates := expression.times(one):
        yield f"  as of {dates}"
    if one.derivation:
        tree = expression.tree(one, ledger, known.standings)
        yield from (f"{_MARGIN}{line}" for line in drawn(tree, screen))
        if one.derivation.note:
            yield f"  note: {one.derivation.note}"
        yield f"  rests on {', '.join(one.rests_on)}"
    for piece in one.evidence:
        source = ledger.sources.get(piece.source.text)
        where = f", {piece.locator}" if piece.locator else ""
        who = f"{source.publisher} ({source.kind})" if source else "unknown source"
        proof = expression.proof(piece, ledger)
        yield f'  {piece.stance}: {piece.source}, {who}{where}: "{piece.quote}"  {proof}'
        relays = piece.relays if piece.relays is not None or source is None else source.relays
        if relays:
            yield f"    repeats {', '.join(name.text for name in relays)}"
        elif piece.relays is not None:
            yield "    repeats nothing"
        if piece.set_aside:
            yield f"    set aside: {piece.set_aside}"
        if piece.note:
            yield f"    note: {piece.note}"
        if piece.reading:
            yield f"    {expression.by_hand(piece.reading)}"
    under = [known.standings[base] for base in one.rests_on if base in known.standings]
    against = sorted({name for base in under for name in status.origins_against(base, ledger)})
    if one.origins or against:
        others = f"; against it: {', '.join(against)}" if against else ""
        yield f"  origins: {', '.join(one.origins) or 'none'}{others}"
    above = [other.address for other in known.standings.values() if one.address in other.given]
    if above:
        yield f"  used by: {', '.join(above)}"
    judged = [
        claim.id
        for claim in ledger.claims.values()
        if any(judgement.fact.text == one.address for judgement in claim.judged_by)
    ]
    if judged:
        yield f"  judges: {', '.join(judged)}"
    for place in _printed(ledger, one):
        yield f"  printed: {place}"
    for word, place in _borne_out(known, one):
        yield f"  bears out `{word}`: {place}"
    for script in known.scripts.values():
        if one.address in script.uses or any(one.address in uses for uses in _filled_uses(known, script)):
            yield f"  drawn: {script.path}"


def _filled_uses(known: Known, script: Chart) -> Iterable[tuple[str, ...]]:
    """Yield what a script draws in each edition of a briefing that it is a chart of."""
    for briefing in known.ledger.briefings.values():
        charted = [spec.chart.text for spec in briefing.exhibits.values() if spec.chart]
        if briefing.editions and script.name in charted:
            for row in briefing.editions.rows.values():
                yield tuple(filling.filled(address, row.values) for address in script.uses)


def _of_address(ledger: Ledger, address: str) -> Iterable[Briefing]:
    """Yield each briefing; of one with editions, the first of them that names ``address``, filled in."""
    for briefing in ledger.briefings.values():
        if not briefing.editions:
            yield briefing
        elif address in prose.briefing_mentions(briefing, ledger):
            filled = (one.briefing for one in filling.editions(briefing))
            named = (one for one in filled if address in prose.briefing_mentions(one, ledger))
            yield from islice(named, 1)


def _printed(ledger: Ledger, one: Standing) -> Iterable[str]:
    for briefing in _of_address(ledger, one.address):
        yield from (str(event.fact.at) for event in briefing.timeline if event.fact.text == one.address)
        for text in prose.briefing_texts(briefing, ledger):
            if one.address in prose.printed(text):
                yield str(text.place(max(text.text.find(one.address), 0)))


def _borne_out(known: Known, one: Standing) -> Iterable[tuple[str, Place]]:
    """Yield each claim word that compares a fact, or what rests on it, and where it is written."""
    above = {name for name, other in known.standings.items() if one.address in (name, *other.rests_on)}
    for briefing in known.ledger.briefings.values():
        for text in prose.briefing_texts(briefing, known.ledger):
            for word, names, place in prose.compared(text):
                if above.intersection(names) or one.id in names:
                    yield word, place


def drawn(tree: Branch, screen: Screen) -> list[str]:
    """Return a tree as lines: whole ones where ``screen`` has no width, else folded within it."""
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    def planted(branch: Branch, under: Tree | None = None) -> Tree:
        label = Text(branch.text.replace("\u00a0", " "))
        made = Tree(label) if under is None else under.add(label)
        for one in branch.under:
            planted(one, made)
        return made

    page = io.StringIO() if screen.has_lines else _Typewriter()
    width = _UNBOUND if screen.width is None else max(screen.width - len(_MARGIN), _NARROWEST)
    Console(file=page, width=width, color_system=None, legacy_windows=False).print(planted(tree))
    return [line.rstrip() for line in page.getvalue().splitlines()]


class _Typewriter(io.StringIO):
    """A page that says of itself that it has no lines to draw with."""

    encoding = "ascii"


_UNBOUND, _NARROWEST, _MARGIN = 1_000_000, 30, "  "
