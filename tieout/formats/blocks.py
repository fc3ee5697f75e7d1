"""What both media print alike: words for kinds, dates and verdicts, and a page's parts set by macros."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from tieout import arithmetic, citations, sides
from tieout.diagnostics import Text
from tieout.formats import tables
from tieout.formats.look import macro
from tieout.formats.markup import (
    HEADED,
    PRINT,
    WEB,
    Setting,
    bound,
    chip,
    citation,
    claimed,
    comparison_id,
    flow,
    has_block,
    inline,
    panel_id,
    typographic,
    working_id,
)
from tieout.formats.parts import openers
from tieout.memory import remembered
from tieout.model import (
    Desk,
    Evidence,
    Exhibit,
    HandReading,
    Mark,
    Page,
    Prose,
    Seen,
    SourceKind,
    Standing,
    Status,
)
from tieout.pieces import machine
from tieout.quantities.dates import Date, read_date
from tieout.quantities.reading import readings
from tieout.quantities.saying import date_words, say, turns
from tieout.wording import STATUS_WORDS, words

KIND_WORDS = {
    SourceKind.PRIMARY_FILING: "primary, a filing",
    SourceKind.PRESS_RELEASE: "press release",
    SourceKind.COMPANY_BLOG: "company’s own account",
    SourceKind.PAPER: "paper",
    SourceKind.SPECIFICATION: "specification",
    SourceKind.BENCHMARK: "benchmark",
    SourceKind.NEWS: "news",
    SourceKind.ANALYSIS: "analysis",
    SourceKind.AGGREGATOR: "aggregator",
    SourceKind.DOCUMENT: "document under review",
}
SEEN_WORDS = {Seen.IN_FULL: "read", Seen.EXCERPT: "read in excerpt", Seen.NOT_SEEN: "not seen"}

MOST_MARKS = 12
# The drawings of hedges that the key can explain, as charts name them in `data-drawn`.
DRAWN = ("exact", "floor", "ceiling", "range", "about", "reported", "forecast", "unstated", "threshold")

_COUNTS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_DRAWN = re.compile(r'data-drawn="([^"]*)"')
_FACT = re.compile(r'<data class="fact"[^>]*data-status="([a-z]+)"')
# A list as long as this says once what most of its entries would.
_MANY_SOURCES = 12
_BADGE = re.compile(r'class="status" data-status="([a-z]+)"')
_MARK = re.compile(r'<sup class="cites"[^>]*></sup>')
# The blocks that bring a head of their own where the section gives them none.
_HEADED = frozenset({"revisions", "set-aside", "readings", "waivers", "arithmetic"})
# Where an address may break: the PDF engine takes an element for the end of a word, and breaks it anywhere.
_BREAKS = {WEB: ("<wbr>",), PRINT: ("\u200b", "\u2060")}


def context(page: Page, of: Setting, look: Environment) -> dict[str, Any]:
    """Return what the templates of a medium name: the page, its texts set, and words for its types."""
    look.filters |= {
        "typographic": typographic,
        "lower_first": lower_first,
        "upper_first": upper_first,
        "stopped": stopped,
    }
    apart = told_apart(page)
    names = {
        "page": page,
        "briefing": page.edition.briefing,
        "medium": of.medium,
        "prose": lambda prose: Markup(inline(prose.html, of, tied=True)),
        "remark": lambda text, within="": _remark(page, of, text, within),
        "claimed": lambda html, number: Markup(claimed(str(html), number, of)),
        "opened": lambda html: Markup(inline(str(html), of)),
        "bound": lambda words, kind, address, within="": Markup(bound(words, kind, address, of, within)),
        "plainly": lambda text: page.phrases[text.at].words if text.at in page.phrases else str(text),
        "say_date": lambda date: date_words(date, True, page.desk.vocabulary) if date else "undated",
        "short_date": lambda date: say(date, "table", page.desk.vocabulary) if date else "undated",
        "row_names": lambda exhibit, mark: row_names(exhibit, mark, page),
        "status_word": STATUS_WORDS.__getitem__,
        "kind_word": KIND_WORDS.__getitem__,
        "seen_word": SEEN_WORDS.__getitem__,
        "count": count,
        "panel_id": panel_id,
        "cites": lambda numbers: Markup(citation(numbers)),
        "number_of": of.numbers.get,
        "source_of": page.all_sources.get,
        "relayed": lambda source: () if source.id in apart else _named(page, source.relays),
        "origins_of": lambda standing: _origins_of(page, of, standing),
        "repeated": lambda evidence: repeated(page, evidence),
        "document_number": _document_number(page, of),
        "is_link": is_link,
        "bare": lambda url: bare(url, *_BREAKS[of.medium]),
        "is_numeric": lambda exhibit, column: tables.is_numeric(exhibit, column, of),
        "rows_of": lambda exhibit: tables.rows(exhibit, of),
        "chip_of": lambda *told: _chip(page, of, *told),
        "machine_of": machine,
        "words_of": lambda standing, form="sentence": words(standing, form, page.desk.vocabulary),
        "numbers_of": lambda mark: _numbers_of(page, of, mark),
        "sides_of": lambda standing: _sides_of(page, of, standing),
        "reading_words": lambda reading: _reading(page, reading),
        "ways_of": lambda standing: _ways_of(page, of, standing),
        "working_id": working_id,
        "comparison_id": comparison_id,
        "lists_workings": of.lists_workings,
        "tally": tally(page),
        "usual": usual(page),
        "most_marks": MOST_MARKS,
        "drawn": drawn(page),
        "facts_marked": frozenset(_FACT.findall(texts := _texts(page))),
        "marked": _marked(page, of, texts),
        "version": version(page),
        "problems": problems(page),
    }
    names["macros"] = look.get_template("macros.html").make_module(names)
    opened = openers(page)
    names["sections"] = [
        {
            "id": section.id,
            "title": Markup(inline(section.title.html, of)),
            "short": section.short,
            "opens": section.id in opened,
            "claims": has_block(section.body.html, "claims"),
            "sources": has_block(section.body.html, "sources"),
            "html": Markup(flow(section.body.html, of, lambda name, key: _block(names, name, key))),
        }
        for section in page.sections
    ]
    names["lists_sources"] = any(section["sources"] for section in names["sections"])
    return names


def _block(names: Mapping[str, Any], name: str, key: str) -> str:
    page: Page = names["page"]
    if name == "exhibit":
        return macro(names["macros"], "exhibit")(page.exhibits[key])
    block = macro(names["macros"], name.replace("-", "_"))
    return block(headed=key == HEADED) if name in _HEADED else block()


def count(number: int) -> str:
    """Return a count as a sentence has it: words up to twenty."""
    return _COUNTS[number] if number < len(_COUNTS) else f"{number:,}"


def version(page: Page) -> str:
    """Return what the masthead calls this state of the briefing: a draft says the version it is to be."""
    named = f"version {page.edition.briefing.version}"
    return named if page.release else f"draft of {named}"


def problems(page: Page) -> str:
    """Return what a draft says on its face, after "Draft": its count of problems; "" for a release."""
    if page.release or not page.problems:
        return ""
    return f"{page.problems:,} {'problem' if page.problems == 1 else 'problems'}"


def tally(page: Page) -> tuple[tuple[Status, int], ...]:
    """Return how many claims have each verdict, in the order of the scale; those without any are left out."""
    counted = Counter(verdict.status for verdict, _ in page.verdicts)
    return tuple((status, counted[status]) for status in STATUS_WORDS if counted[status])


def drawn(page: Page) -> frozenset[str]:
    """Return the drawings of hedges that the page's charts use: those its key explains."""
    drawings = [drawing.svg for one in page.all_exhibits for drawing in one.drawings.values()]
    return frozenset(name for svg in drawings for name in _drawn(svg))


@remembered(1024)
def _drawn(svg: str) -> frozenset[str]:
    return frozenset(name for names in _DRAWN.findall(svg) for name in names.split())


def _marked(page: Page, of: Setting, texts: str) -> frozenset[str]:
    """Return the verdicts that have a badge somewhere: on the web each number's evidence has one."""
    used = {verdict.status.value for verdict, _ in page.verdicts} | set(_BADGE.findall(texts))
    used |= {page.standings[moment.address].status.value for moment in page.timeline}
    used |= {Status.ARITHMETIC.value} if of.lists_workings and page.workings else set()
    if of.medium == WEB:
        used |= {standing.status.value for standing in page.standings.values()}
    return frozenset(used)


def _texts(page: Page) -> str:
    """Return every text of the page in its neutral markup."""
    return "".join(
        prose.html
        for prose in (
            page.standfirst,
            *(one for pair in page.in_brief for one in pair),
            *(one for section in page.sections for one in (section.title, section.body)),
            *(record for _, record in page.verdicts),
            *(one for moment in page.timeline for one in (moment.when, moment.what)),
            *(cell for one in page.all_exhibits for row in one.rows for cell in row),
            *(text for one in page.all_exhibits for text in (one.title, one.subtitle, one.note)),
        )
        if prose
    )


def told_apart(page: Page) -> frozenset[str]:
    """Return the ids of the works of which a passage names its own relays.

    Of these the list says nobody: what is true of the work is not of each passage.
    """
    passages = (one for standing in page.standings.values() for one in standing.evidence)
    return frozenset(one.source.text for one in passages if one.relays is not None)


def repeated(page: Page, evidence: Evidence) -> tuple[str, ...]:
    """Return whom a passage repeats, those it names or those its work repeats, each once.

    Publishers, and of a filing also its title.
    """
    source = page.all_sources.get(evidence.source.text)
    return _named(page, (source.relays if source else ()) if evidence.relays is None else evidence.relays)


def _named(page: Page, ids: Iterable[Text]) -> tuple[str, ...]:
    return _names(page, (one.text for one in ids))


def _names(page: Page, ids: Iterable[str]) -> tuple[str, ...]:
    known = map(page.all_sources.get, ids)
    named = (
        f"{one.publisher}, {one.title}" if one.kind is SourceKind.PRIMARY_FILING else str(one.publisher)
        for one in known
        if one
    )
    return tuple(dict.fromkeys(named))


def _origins_of(page: Page, of: Setting, standing: Standing) -> list[dict[str, Any]]:
    """Return where the reporting of a fact began: each source's name, and its number if it is listed."""
    known = {one: named for one in standing.origins for named in _names(page, (one,))}
    return [{"name": named, "number": of.numbers.get(one)} for one, named in known.items()]


def _document_number(page: Page, of: Setting) -> int | None:
    document = page.edition.briefing.document
    return of.numbers.get(document.text) if document else None


def usual(page: Page) -> tuple[Seen, Date] | None:
    """Return how much of most sources was read, and when, to say it once; None if they differ, or are few."""
    read = Counter((one.source.seen, one.source.accessed) for one in page.sources if one.source.accessed)
    most, count = max(read.items(), key=lambda item: item[1], default=(None, 0))
    return most if 2 * count > len(page.sources) >= _MANY_SOURCES else None


def row_names(exhibit: Exhibit, mark: Mark, page: Page) -> list[tuple[str, str, str]]:
    """Return the parts of a mark's name in the table behind its chart: words, class, address.

    A date is bound to the fact of the row that carries it, the mark's own before others; what else holds a
    number is a name, as the chart has checked.
    """
    own = [mark.address, *(one.address for one in exhibit.marks if one.row == mark.row)]
    standings = [page.standings[one] for one in dict.fromkeys(own) if one in page.standings]
    parts = [one for one in (mark.row, *mark.place.split(", ")) if one]
    return [(part, *_class_of(part, standings, page.desk)) for part in parts]


def _class_of(part: str, standings: Sequence[Standing], desk: Desk) -> tuple[str, str]:
    if not re.search(r"\d", part):
        return "", ""
    read = readings(part, desk.vocabulary, desk.language.partition("-")[0])
    spanning = [one.value for one in read if one.end - one.start == len(part)]
    whole = read_date(part) or next((one for one in spanning if isinstance(one, Date)), None)
    carrier = next((one for one in standings if whole and any(map(whole.meets, one.dates))), None)
    return ("date", carrier.address) if carrier else ("name", "")


def lower_first(text: Markup) -> Markup:
    """Return a statement as it reads in the middle of a sentence; a name or an acronym keeps its capital."""
    plain = re.match(r"(?:What|How|When|Who|Whether|Which|Where|Why|The|A|An|Share|Value|Price)\b", text)
    return Markup(text[0].lower() + text[1:]) if plain else text


def upper_first(text: Markup) -> Markup:
    """Return a remark as a sentence begins."""
    return Markup(text[:1].upper() + text[1:]) if text[:1] != "<" else text


def stopped(text: Markup) -> Markup:
    """Return a remark with a stop at its end, and never with two."""
    return text if text.endswith((".", "?", "!")) else text + "."


def is_link(url: object) -> bool:
    """Return whether an address may be a link: anything but the web is text."""
    return str(url or "").startswith(("https://", "http://"))


def bare(url: object, at: str, never: str = "") -> Markup:
    """Return an address as print shows it: without its scheme and a last slash, ``at`` after its marks.

    A last part of digits alone keeps to what is before it: on a line of its own it would look like a mark, so
    ``never`` stands between the two.
    """
    shown = re.sub(r"^https?://(www\.)?|/$", "", str(url))
    broken = re.sub(r"([/._=?-]+)(?=[^/._=?-])(?!\d+$)", rf"\1{at}", escape(shown))
    return Markup(re.sub(r"(?<=[/._=?-])(?=\d+$)", never, broken))


def _remark(page: Page, of: Setting, text: Text | None, within: str) -> Markup:
    """Return a content text of a panel, that of ``within``, or of a list, as the page rendered it."""
    if text is None:
        return Markup("")
    rendered = page.phrases.get(text.at)
    return Markup(inline(rendered.html, of, within=within) if rendered else escape(text.text, quote=False))


def _chip(page: Page, of: Setting, address: str, said: str, cited: bool = True, account: str = "") -> Markup:
    standing = page.standings.get(address)
    return Markup(escape(said) if standing is None else chip(said, standing, of, cited, account))


def _numbers_of(page: Page, of: Setting, mark: Mark) -> list[int]:
    """Return the citation numbers of what a chart drew, rising."""
    return _cited(of, citations.of_mark(mark, page.standings))


def _cited(of: Setting, ids: Iterable[str]) -> list[int]:
    return sorted(of.numbers[one] for one in ids if one in of.numbers)


def _sides_of(page: Page, of: Setting, standing: Standing) -> list[dict[str, Any]]:
    """Return the sides of a dispute that give a number: who says it, its words, name and citation numbers."""
    names = sides.called([one.taken for one in standing.accounts], page.all_sources)
    return [
        {
            "who": _who(name),
            "words": words(standing.sided(account), "sentence", page.desk.vocabulary),
            "value": machine(standing.sided(account)),
            "name": account.name,
            "numbers": _cited(of, citations.marks(account)),
        }
        for account, name in zip(standing.accounts, names, strict=True)
        if account.value is not None
    ]


def _who(name: sides.Called) -> Markup:
    """Return who gives an account: a name for each side it takes, its quote with it where that is told."""
    plain = [escape(typographic(one), quote=False) for one in name.names]
    bold = [f'<b data-class="bibliographic">{one}</b>' for one in plain]
    owners = (f'data-fact="{escape(one.fact)}"' for one in name.quoted)
    ours = turns("en")  # panels are English
    quotes = [
        sides.quotation(one.evidence, who, ours)[0] for one, who in zip(name.quoted, owners, strict=True)
    ]
    said = [f"{one} {quote}" for one, quote in zip(bold, quotes, strict=True)] if quotes else bold
    return Markup(" and ".join(filter(None, (", ".join(said[:-1]), *said[-1:]))))


def _reading(page: Page, reading: HandReading) -> str:
    value = reading.value
    return say(value, "sentence", page.desk.vocabulary) if value is not None else reading.text.text


def _ways_of(page: Page, of: Setting, standing: Standing) -> list[dict[str, Markup]]:
    """Return a calculation with its inputs in their words, each a way to its own evidence, without marks.

    One for each account of what is in dispute under it, with ``who`` gives that.
    """

    def plain(prose: Prose) -> Markup:
        return Markup(inline(_MARK.sub("", prose.html), of))

    ways = page.workings.get(standing.address, ())
    names = sides.called(arithmetic.choices(standing, page.standings), page.all_sources)
    return [
        {"who": _who(name), "formula": plain(one.formula), "result": plain(one.result)}
        for one, name in zip(ways, names, strict=True)
    ]
