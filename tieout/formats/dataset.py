"""The page as data: facts and claims as JSON and CSV, sources as CSL-JSON, a CSV for each exhibit."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from tieout import ink, measured
from tieout.diagnostics import Text
from tieout.formats import excused
from tieout.formats.printed import Place
from tieout.formats.shown import Look, present, shown
from tieout.model import (
    Account,
    Comparison,
    Evidence,
    Exhibit,
    ListedSource,
    Page,
    Source,
    SourceKind,
    Standing,
    Value,
)
from tieout.quantities.dates import Date
from tieout.quantities.saying import say
from tieout.quantities.units import canonical
from tieout.wording import words

SCHEMA = "tieout-facts/1"

_CSL_TYPE = {
    SourceKind.PRIMARY_FILING: "report",
    SourceKind.PRESS_RELEASE: "webpage",
    SourceKind.COMPANY_BLOG: "post-weblog",
    SourceKind.PAPER: "article-journal",
    SourceKind.SPECIFICATION: "standard",
    SourceKind.BENCHMARK: "dataset",
    SourceKind.NEWS: "article-newspaper",
    SourceKind.ANALYSIS: "report",
    SourceKind.AGGREGATOR: "webpage",
    SourceKind.DOCUMENT: "document",
}

FACT_COLUMNS = (
    "id",
    "statement",
    "words",
    "low",
    "low_closed",
    "high",
    "high_closed",
    "unit",
    "hedge",
    "as_of",
    "kind",
    "status",
    "reported",
    "formula",
    "source",
    "locator",
    "quote",
    "stance",
    "vouched",
    "account",
)

EXHIBIT_COLUMNS = (
    "row", "words", "measure", "low", "high", "unit", "hedge", "kind", "status", "reported", "fact", "account"
)  # fmt: skip


def make(page: Page, known: Mapping[str, Any] | None = None) -> Mapping[str, bytes]:
    """Return the data files of a page by path below its folder.

    ``data/facts.json`` (schema ``tieout-facts/1``, described in docs/facts-json.md), ``data/facts.csv`` (a
    row a piece of evidence, or one for a derived number), ``data/sources.json`` (CSL-JSON) and
    ``data/exhibit-ID.csv``. Numbers are exact in JSON: an integer, a decimal, or a fraction as "a/b"; in CSV,
    for spreadsheets, such a fraction is a decimal rounded outward.

    ``known`` is what ``facts`` returns of the page, where that is worked out already.
    """
    known = known or facts(page)
    files = {
        "data/facts.json": _json(known),
        "data/facts.csv": _csv(FACT_COLUMNS, fact_rows(page, known)),
        "data/sources.json": _json([csl(one) for one in page.sources]),
    }
    for exhibit in page.all_exhibits:
        columns, rows = exhibit_table(exhibit, page)
        files[f"data/exhibit-{exhibit.id}.csv"] = _csv(columns, rows)
    return files


def facts(page: Page, look: Look = shown) -> dict[str, Any]:
    """Return all that the page rests on, as plain values for JSON.

    ``look`` tells what a drawing shows.
    """
    number = {one.source.id: one.number for one in page.sources}
    return {
        "schema": SCHEMA,
        **numbers(page),
        "claims": [
            {
                "id": verdict.claim.id,
                "number": verdict.number,
                "quote": verdict.claim.evidence.quote.text,
                "source": verdict.claim.evidence.source.text,
                "vouched": _vouched(verdict.claim.evidence, page),
                "verdict": verdict.status.value,
                "judged_by": [
                    present(fact=one.fact.text, stance=one.stance.value, note=_said(one.note, page))
                    for one in verdict.claim.judged_by
                ],
                "record": record.words,
            }
            for verdict, record in page.verdicts
        ],
        "claim_words": [_claim_word(one) for one in page.comparisons.values()],
        "exhibits": [_exhibit(one, look) for one in page.all_exhibits],
        "sources": {one.id: _source(one, number.get(one.id)) for one in _named(page)},
        "excused": excused.of_page(page),
        "tallies": tallies(page),
    }


def with_places(known: Mapping[str, Any], printed: Mapping[str, Sequence[Place]]) -> dict[str, Any]:
    """Return what ``facts`` returns, with where each fact is printed: ``printed.places`` of a document."""
    placed = {
        address: fact | {"printed": [_place(one) for one in printed.get(address, ())]}
        for address, fact in known["facts"].items()
    }
    return {**known, "facts": placed}


def _place(one: Place) -> dict[str, Any]:
    return {"in": one.part, "words": one.words} | present(
        account=one.account or None,
        at=list(one.at) if one.at else None,
        form=one.form or None,
        nth=one.nth or None,
        run=one.run or None,
        **{"class": one.kind if one.kind != "fact" else None},
    )


def numbers(page: Page) -> dict[str, Any]:
    """Return what ``facts`` does of the briefing and its facts alone: all that their drawings are held to."""
    briefing = page.edition.briefing
    return {
        "briefing": {
            "id": briefing.id,
            "title": briefing.title.text,
            **({"edition": page.edition.id} if page.edition.id else {}),
            "version": page.release or "draft",
            "issued": briefing.issued.iso,
            "language": page.desk.vocabulary.language,
            "nouns": dict(page.desk.vocabulary.nouns),
            "problems": page.problems,
            **({} if page.release else {"draft_of": briefing.version.text}),
            "waivers": [
                {
                    "check": one.check.text,
                    "on": one.on.text,
                    "because": one.because.text,
                    "until": one.until.iso,
                }
                for one in page.waived
            ],
            "revisions": [{"version": str(one.version), "issued": one.issued.iso} for one, _ in page.changes],
        },
        "facts": {address: _fact(one, page) for address, one in page.standings.items()},
    }


def tallies(page: Page) -> dict[str, int]:
    """Return every number that the engine counts and the page may print, by what it counts.

    Beside those that texts ask for: how many claims have each verdict, by its name, and, of a draft, how
    many problems stand.
    """
    verdicts = Counter(verdict.status.value for verdict, _ in page.verdicts)
    return {**page.tallies, **verdicts, "claims": len(page.verdicts), "problems": page.problems}


def _exhibit(exhibit: Exhibit, look: Look) -> dict[str, Any]:
    rows = marks(exhibit)
    drawing = exhibit.drawings.get("print")
    drawn = None
    if drawing:
        seen = look(ink.named(drawing.svg, exhibit.alt))
        drawn = seen.drawing
        placed = zip(rows, measured.positions(seen.labels, rows), strict=True)
        rows = [row | {"at": [round(one, 2) for one in at]} if at else row for row, at in placed]
    return present(
        id=exhibit.id,
        number=exhibit.number or None,
        title=exhibit.title.words,
        alt=exhibit.alt or None,
        marks=rows,
        cells=_cells(exhibit),
        drawing=drawn,
    )


def _cells(exhibit: Exhibit) -> dict[str, Any] | None:
    """Return the heads and the rows of a table as they are printed; None of a chart."""
    if not exhibit.rows:
        return None
    columns, rows = _table(exhibit)
    return {"columns": columns, "rows": rows}


def _table(exhibit: Exhibit) -> tuple[list[str], list[list[str]]]:
    return [one.words for one in exhibit.columns], [[cell.words for cell in row] for row in exhibit.rows]


def marks(exhibit: Exhibit) -> list[dict[str, Any]]:
    """Return what an exhibit draws or has in its cells, a row for each number; sides of a dispute named."""
    return [
        {"row": mark.name, "fact": mark.address, "words": mark.words, "form": mark.form}
        | ({"account": mark.account} if mark.account else {})
        for mark in exhibit.marks
    ]


def _named(page: Page) -> Iterable[Source]:
    """Yield the sources listed, and those that origins and relays name: of the page, and of one another."""
    names = {one.source.id: None for one in page.sources}
    for standing in page.standings.values():
        names |= dict.fromkeys(standing.origins)
        names |= {name.text: None for one in standing.evidence for name in one.relays or ()}
    waiting, met = list(names), set(names)
    while waiting:
        source = page.all_sources.get(waiting.pop(0))
        if source is not None:
            yield source
            more = [name.text for name in source.relays if name.text not in met]
            waiting += dict.fromkeys(more)
            met.update(more)


def csl(listed: ListedSource) -> dict[str, Any]:
    """Return a source as a CSL-JSON item."""
    source = listed.source
    return present(
        id=source.id,
        type=_CSL_TYPE[source.kind],
        title=source.title.text,
        publisher=source.publisher.text,
        author=[{"literal": source.author.text}] if source.author else None,
        issued=_csl_date(source.issued),
        accessed=_csl_date(source.accessed),
        URL=_text(source.url),
        language=source.language,
        genre=source.kind.value,
        note=_text(source.note),
    )


def fact_rows(page: Page, known: Mapping[str, Any]) -> Iterable[Sequence[str]]:
    """Yield a row of ``FACT_COLUMNS`` for each piece of evidence; ``known`` is what ``facts`` returns.

    Of a derived number it is one, without evidence; of one in dispute one for each account.
    """
    for standing in page.standings.values():
        for account in standing.accounts if standing.derivation else ():
            sided = standing.sided(account)
            head = _head(sided, _fact(sided, page))
            head[FACT_COLUMNS.index("reported")] = str(account.reported).lower()
            yield [*head, "", "", "", "", "", account.name]
        if not (standing.derivation and standing.accounts):
            yield from _evidence_rows(standing, _head(standing, known["facts"][standing.address]), page)


def _head(standing: Standing, fact: Mapping[str, Any]) -> list[str]:
    value = fact.get("value", {})
    return [
        standing.address,
        fact["statement"],
        fact["words"]["sentence"],
        decimal(value.get("low"), up=False),
        str(value.get("low_closed", "")).lower(),
        decimal(value.get("high"), up=True),
        str(value.get("high_closed", "")).lower(),
        value.get("unit", ""),
        value.get("hedge", ""),
        fact.get("as_of", ""),
        standing.kind.value,
        standing.status.value,
        str(standing.reported).lower(),
        standing.derivation.formula.text if standing.derivation else "",
    ]


def _evidence_rows(standing: Standing, head: Sequence[str], page: Page) -> Iterable[Sequence[str]]:
    for one in standing.evidence:
        day = _vouched(one, page).get("on", "")
        yield [*head, one.source.text, _text(one.locator) or "", one.quote.text, one.stance.value, day, ""]
    if not standing.evidence:
        yield [*head, "", "", "", "", "", ""]


def exhibit_table(exhibit: Exhibit, page: Page) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """Return the column heads and rows of an exhibit's data: the cells of a table, the marks of a chart."""
    if exhibit.rows:
        return _table(exhibit)
    rows = []
    for mark in exhibit.marks:
        standing = page.standings.get(mark.address)
        drawn = standing.account(mark.account) if standing and mark.account else standing
        value = _value(drawn.value) if drawn and drawn.value else {}
        rows.append(
            [
                mark.name,
                mark.words,
                _said(standing.statement, page) if standing else "",
                decimal(value.get("low"), up=False) or value.get("date", ""),
                decimal(value.get("high"), up=True),
                value.get("unit", ""),
                value.get("hedge", ""),
                standing.kind.value if standing else "",
                standing.status.value if standing else "",
                str(drawn.reported).lower() if drawn else "",
                mark.address,
                mark.account,
            ]
        )
    return list(EXHIBIT_COLUMNS), rows


def _fact(standing: Standing, page: Page) -> dict[str, Any]:
    derivation = standing.derivation
    return present(
        statement=_said(standing.statement, page),
        words=_words(standing, page),
        value=_value(standing.value) if standing.value else None,
        says=_text(standing.says),
        period=standing.period.iso if standing.period else None,
        as_of=standing.as_of.iso if standing.as_of else None,
        since=standing.since.iso if standing.since else None,
        kind=standing.kind.value,
        by=_text(standing.by),
        made=standing.made.iso if standing.made else None,
        because=_said(standing.because, page),
        status=standing.status.value,
        reported=standing.reported,
        origins=list(standing.origins) or None,
        formula=derivation.formula.text if derivation else None,
        inputs={role: derivation.where[role].text for role in standing.inputs} if derivation else None,
        rests_on=list(standing.rests_on) if derivation else None,
        note=_said(derivation.note, page) if derivation else None,
        accounts=[_account(one, standing, page) for one in standing.accounts] or None,
        evidence=[_evidence(one, page) for one in standing.evidence] or None,
    )


def _words(standing: Standing, page: Page) -> dict[str, str]:
    return {form: words(standing, form, page.desk.vocabulary) for form in ("sentence", "short", "number")}


def _account(one: Account, standing: Standing, page: Page) -> dict[str, Any]:
    """Return one side of a dispute: what it takes, and what the number is by it."""
    return present(
        name=one.name,
        words=_words(standing.sided(one), page) if one.value else None,
        value=_value(one.value) if one.value else None,
        reported=one.reported,
        sides=[
            {"fact": side.fact, "source": side.source, "quote": side.evidence.quote.text}
            for side in one.taken
        ],
    )


def _claim_word(one: Comparison) -> dict[str, Any]:
    borne = one.borne
    return present(
        word=borne.word,
        facts=list(borne.addresses),
        measure=borne.measure,
        needs=borne.needs or None,
        ends=borne.ends or None,
        result=_value(borne.result) if borne.result else None,
        told=one.told.words,
        ways=borne.ways,
        moods=[mood.value for mood in borne.moods] or None,
    )


def _evidence(one: Evidence, page: Page) -> dict[str, Any]:
    return present(
        source=one.source.text,
        quote=one.quote.text,
        gloss=_said(one.gloss, page),
        locator=_text(one.locator),
        stance=one.stance.value,
        set_aside=_said(one.set_aside, page),
        note=_said(one.note, page),
        relays=None if one.relays is None else [name.text for name in one.relays],
        reading=_reading(one, page),
        vouched=_vouched(one, page),
    )


def _reading(one: Evidence, page: Page) -> dict[str, Any] | None:
    """Return what a person reads in a quote: the value, its words, and why."""
    if one.reading is None or one.reading.value is None:
        return None
    value = one.reading.value
    said = say(value, "sentence", page.desk.vocabulary)
    return {"value": _value(value), "words": said, "because": _said(one.reading.because, page)}


def _vouched(one: Evidence, page: Page) -> dict[str, Any]:
    entry = page.lock.get(one.key)
    if entry is None:
        return {}
    return {"on": entry.vouched.iso, "snapshot_sha256": entry.snapshot, "span": list(entry.span)}


def _value(value: Value) -> dict[str, Any]:
    if isinstance(value, Date):
        return {"date": value.iso}
    interval = value.interval
    return {
        "low": _number(interval.low),
        "low_closed": interval.low_closed and interval.low is not None,
        "high": _number(interval.high),
        "high_closed": interval.high_closed and interval.high is not None,
        "unit": canonical(value.unit),
        "hedge": value.hedge.value,
        "approximate": value.approximate,
    }


def _number(number: Fraction | None) -> str | None:
    """Return a rational as exact text: "20000000000", "26.6" or "80000/3"."""
    if number is None:
        return None
    rest = number.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    places = max(twos, fives)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def decimal(exact: str | None, *, up: bool) -> str:
    """Return an exact number as a decimal that a spreadsheet reads, in twelve digits at most.

    Where digits are cut it is rounded outward: ``up`` for an upper end, down for a lower.
    """
    if not exact or "/" not in exact:
        return exact or ""
    value = Fraction(exact)
    whole = len(str(abs(value.numerator) // value.denominator))
    scale = 10 ** max(12 - whole, 0)
    cut = -(-value * scale // 1) if up else value * scale // 1
    return _number(Fraction(int(cut), scale)) or ""


def _said(text: Text | None, page: Page) -> str | None:
    """Return the words of a content text as the page prints them."""
    if text is None:
        return None
    rendered = page.phrases.get(text.at)
    return rendered.words if rendered else text.text


def _source(source: Source, number: int | None) -> dict[str, Any]:
    return present(
        number=number,
        title=source.title.text,
        publisher=source.publisher.text,
        author=_text(source.author),
        kind=source.kind.value,
        language=source.language,
        issued=source.issued.iso if source.issued else None,
        accessed=source.accessed.iso if source.accessed else None,
        url=_text(source.url),
        seen=source.seen.value,
        note=_text(source.note),
        relays=[one.text for one in source.relays] or None,
    )


def _csl_date(date: Date | None) -> dict[str, Any] | None:
    if date is None:
        return None
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]}


def _text(text: object) -> str | None:
    return str(text) if text else None


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _cell(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    plain = cell.replace("\u00a0", " ")
    risky = plain[:1] in "=+@\t\r" or (plain[:1] == "-" and not plain[1:2].isdigit())
    return "'" + plain if plain and risky else plain
