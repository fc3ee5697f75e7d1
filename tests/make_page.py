"""A whole page, made by hand: every block, kind of evidence and status that a format has to set."""

# ruff: noqa: E501 (texts, one to a line)
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from html import escape

from tieout import arithmetic
from tieout.diagnostics import Place, Text
from tieout.model import (
    Account,
    Brief,
    Briefing,
    Change,
    Claim,
    Derivation,
    Desk,
    Drawing,
    Edition,
    Evidence,
    Exhibit,
    FactKind,
    ListedSource,
    LockEntry,
    Mark,
    Moment,
    Page,
    Prose,
    Section,
    Seen,
    Source,
    SourceKind,
    Stance,
    Standing,
    Status,
    Verdict,
)
from tieout.pieces import date_of
from tieout.quantities.dates import Date
from tieout.quantities.interval import Hedge, Interval, Quantity
from tieout.quantities.units import Unit, Vocabulary

USD, MW = Unit((("USD", 1),)), Unit((("MW", 1),))
USD_PER_MW = Unit((("MW", -1), ("USD", 1)))
PERCENT = Unit((("percent", 1),))
BN, M = 10**9, 10**6

_lines = iter(range(1, 100_000))


def text(words: str) -> Text:
    """Return a content text with a place of its own."""
    return Text(words, Place("content/made.yaml", next(_lines), 1))


def prose(html: str) -> Prose:
    """Return a rendered text; its words are what stands between its tags."""
    return Prose(html, words=re.sub(r"<[^>]+>", "", html).replace("&nbsp;", "\u00a0"))


def quantity(hedge: Hedge, number: str, scale: int, unit: Unit, word: str = "") -> Quantity:
    """Return a quantity as content would state it."""
    value = Fraction(number) * scale
    ends = {
        Hedge.MORE_THAN: Interval(value, None, False, False),
        Hedge.AT_LEAST: Interval(value, None, True, False),
        Hedge.UP_TO: Interval(None, value, False, True),
    }
    interval = ends.get(hedge, Interval(value, value))
    return Quantity(interval, unit, hedge, word, (number,), scale, hedge is Hedge.ABOUT)


def fact(words: str, address: str, status: str = "supported", cited: bool = True) -> str:
    """Return the neutral markup of a fact in prose."""
    words = re.sub(r"(?<=\d) (?=million|billion|MW)", "\u00a0", words)
    said = escape(words).replace("\u00a0", "&nbsp;")
    mark = f'<sup class="cites" data-fact="{address}"></sup>' if cited else ""
    return (
        f'<data class="fact" data-class="fact" data-fact="{address}" data-status="{status}" '
        f'value="{escape(words)}">{said}</data>{mark}'
    )


def quoted(words: str, source: str, address: str) -> str:
    """Return the neutral markup of quoted words."""
    return (
        f'<span class="quotation" data-class="quotation" data-fact="{address}" data-source="{source}">“{words}”'
        f'</span><sup class="cites" data-sources="{source}"></sup>'
    )


def ref(exhibit: str, number: int) -> str:
    """Return the neutral markup of a reference to an exhibit."""
    return f'<a class="ref" data-class="structural" href="#exhibit-{exhibit}">Exhibit&nbsp;{number}</a>'


# --- sources and standings -----------------------------------------------------------------------

_SOURCES = (
    ("seed", "The AI Daily", "The 20-billion-dollar pivot to AI inference", SourceKind.DOCUMENT, None, Seen.IN_FULL),
    ("s1", "Cerebras Systems", "Form S-1 registration statement", SourceKind.PRIMARY_FILING, Date(2026, 0, 4, 17), Seen.EXCERPT),
    ("release", "Cerebras Systems", "Cerebras and OpenAI announce a partnership", SourceKind.PRESS_RELEASE, Date(2026, 0, 1, 14), Seen.IN_FULL),
    ("wire", "Reuters", "OpenAI to spend more than $20 billion on Cerebras chips", SourceKind.NEWS, Date(2026, 0, 4, 16), Seen.EXCERPT),
    ("broadcaster", "CNBC", "Nvidia buying AI chip startup’s assets for about $20 billion", SourceKind.NEWS, Date(2025, 0, 12, 24), Seen.IN_FULL),
    ("groq", "Groq", "Groq and Nvidia enter a non-exclusive licensing agreement", SourceKind.COMPANY_BLOG, Date(2025, 0, 12, 24), Seen.IN_FULL),
    ("forecaster", "Deloitte", "Why AI’s next phase will likely demand more computing", SourceKind.ANALYSIS, Date(2025, 0, 11), Seen.IN_FULL),
    ("spending", "Gartner, in CRN India", "Inference to take 55% of AI-optimised infrastructure spending", SourceKind.ANALYSIS, Date(2025, 0, 10), Seen.EXCERPT),
    ("reader", "The GPU Trade", "Reading the Cerebras filing line by line", SourceKind.ANALYSIS, Date(2026, 0, 5), Seen.IN_FULL),
    ("vault", "Vault AI Edition", "A loan by any other name", SourceKind.ANALYSIS, Date(2026, 0, 4, 27), Seen.IN_FULL),
    ("tiger", "Tiger Brokers", "OpenAI doubles its order", SourceKind.AGGREGATOR, Date(2026, 0, 4, 18), Seen.EXCERPT),
    ("storyboard", "Storyboard18", "The four chip partnerships of OpenAI", SourceKind.NEWS, Date(2026, 0, 1), Seen.IN_FULL),
    ("trendforce", "TrendForce", "OpenAI, AMD and Broadcom: what was announced", SourceKind.ANALYSIS, Date(2025, 0, 10), Seen.IN_FULL),
    ("maker", "Cerebras Systems", "WSE-3 data sheet", SourceKind.SPECIFICATION, Date(2024, 0, 3), Seen.IN_FULL),
    ("nvidia", "Nvidia", "Statement on Groq", SourceKind.PRESS_RELEASE, Date(2025, 0, 12, 26), Seen.EXCERPT),
    ("sherwood", "Sherwood News", "One customer was most of Cerebras’s revenue", SourceKind.NEWS, Date(2024, 0, 10, 1), Seen.IN_FULL),
    ("commit", "The Commit Log", "Customer concentration, again", SourceKind.NEWS, Date(2026, 0, 4, 20), Seen.IN_FULL),
    ("closing", "Virtue Signals", "Cerebras closes its first day above $66bn", SourceKind.NEWS, Date(2026, 0, 5, 14), Seen.IN_FULL),
    ("range", "Algeria Tech", "The price range, and what it implies", SourceKind.NEWS, Date(2026, 0, 5, 4), Seen.IN_FULL),
    ("paper", "Proceedings of MLSys", "Serving large models from on-chip memory", SourceKind.PAPER, Date(2025), Seen.IN_FULL),
)  # fmt: skip


def sources() -> dict[str, Source]:
    """Return twenty sources of every kind, in order of their numbers."""
    return {
        name: Source(
            name,
            Place("content/sources/made.yaml", order),
            text(title),
            text(publisher),
            kind,
            Date(2026, 0, 11, 23),
            seen,
            issued,
            url=None
            if name == "seed"
            else text(f"https://www.example.org/{name}/2026/04/a-rather-long-address-{name}"),
        )
        for order, (name, publisher, title, kind, issued, seen) in enumerate(_SOURCES, 1)
    }


def evidence(
    address: str, source: str, quote: str, stance: Stance = Stance.SUPPORTS, **more: Text
) -> Evidence:
    """Return one piece of evidence."""
    return Evidence(
        f"{address}/{source}", Place("content/facts/made.yaml", 1), text(source), text(quote), stance, **more
    )


def standing(
    address: str, statement: str, value: object, status: Status, *proofs: Evidence, **more: object
) -> Standing:
    """Return what is known of one address."""
    counted = tuple(dict.fromkeys(one.source.text for one in proofs if one.set_aside is None))
    return Standing(
        address,
        address.partition("@")[0],
        Place("content/facts/made.yaml", 1),
        text(statement),
        value,
        status,
        evidence=proofs,
        **{"sources": counted, "rests_on": (address,), **more},
    )


def standings() -> dict[str, Standing]:
    """Return facts of every status: exact, hedged, reported, disputed, forecast, in words, assumed, derived."""
    commitment = quantity(Hedge.MORE_THAN, "20", BN, USD, "more than")
    first = quantity(Hedge.MORE_THAN, "10", BN, USD, "more than")
    capacity = quantity(Hedge.UP_TO, "750", 1, MW, "up to")
    advance = quantity(Hedge.EXACTLY, "1", BN, USD)
    deposit = evidence("advance", "seed", "$1 billion in upfront working capital deposits")
    loan = evidence("advance", "vault", "a $1 billion loan at 6% annual interest", Stance.CONTRADICTS)
    reader = evidence(
        "advance",
        "reader",
        "$1.0 billion working capital loan",
        Stance.CONTRADICTS,
        locator=text("Liquidity"),
    )
    slip = text("a tenfold slip in translation; its own source has the smaller sum")
    made = (
        standing("commitment", "What OpenAI committed to spend with Cerebras", commitment, Status.SUPPORTED,
                 evidence("commitment", "s1", "more than $20 billion", locator=text("Master Relationship Agreement")),
                 evidence("commitment", "wire", "more than $20 billion"),
                 evidence("commitment", "tiger", "over $200 billion", Stance.CONTRADICTS, set_aside=slip),
                 as_of=Date(2026, 0, 4, 17)),
        standing("commitment-first", "What the first announcement was worth", first, Status.SUPPORTED,
                 evidence("commitment-first", "release", "more than $10 billion"), as_of=Date(2026, 0, 1, 14)),
        standing("capacity", "Computing capacity that Cerebras is to deliver", capacity, Status.SUPPORTED,
                 evidence("capacity", "release", "up to 750 megawatts"),
                 evidence("capacity", "s1", "up to 750 MW of inference capacity")),
        standing("price", "What each megawatt costs, at the least", quantity(Hedge.AT_LEAST, "26.6", M, USD_PER_MW, "at least"),
                 Status.ARITHMETIC, derivation=Derivation("price", Place("content/derived/made.yaml", 1), text("x"),
                 text("commitment / capacity"), {"commitment": text("commitment"), "capacity": text("capacity")}), inputs={"commitment": ("commitment",), "capacity": ("capacity",)},
                 rests_on=("commitment", "capacity"), sources=("s1", "release", "wire")),
        standing("advance", "What OpenAI advanced to Cerebras, called a deposit by one side and a loan by the other", advance,
                 Status.DISPUTED, deposit, loan, reader, sources=("seed", "vault", "reader"),
                 accounts=(Account("seed", deposit, Stance.SUPPORTS, advance), Account("vault", loan, Stance.CONTRADICTS, advance),
                           Account("reader", reader, Stance.CONTRADICTS, advance))),
        standing("groq-price", "What Nvidia is reported to have paid Groq", quantity(Hedge.ABOUT, "20", BN, USD, "about"),
                 Status.UNVERIFIED, evidence("groq-price", "broadcaster", "about $20 billion"), reported=True),
        standing("groq-form", "What the agreement between Nvidia and Groq is", None, Status.SUPPORTED,
                 evidence("groq-form", "groq", "non-exclusive licensing agreement"),
                 evidence("groq-form", "nvidia", "We haven’t acquired Groq"), says=text("a non-exclusive licence and hires")),
        standing("share@2026", "Share of AI computing that is inference", quantity(Hedge.ABOUT, "67", 1, PERCENT, "about"),
                 Status.PARTLY, evidence("share@2026", "forecaster", "two-thirds of all compute", Stance.REFINES),
                 kind=FactKind.FORECAST, by=text("Deloitte"), made=Date(2025, 0, 11), period=Date(2026)),
        standing("share@2025", "Share of AI computing that is inference", quantity(Hedge.ABOUT, "50", 1, PERCENT, "about"),
                 Status.PARTLY, evidence("share@2025", "forecaster", "half in 2025", Stance.REFINES), period=Date(2025)),
        standing("spending", "Inference’s share of spending on AI-optimised infrastructure", quantity(Hedge.EXACTLY, "55", 1, PERCENT),
                 Status.UNVERIFIED, evidence("spending", "spending", "55% of spending"), reported=True, as_of=Date(2026)),
        standing("buyers", "Two buyers’ share of revenue", quantity(Hedge.EXACTLY, "86", 1, PERCENT), Status.SUPPORTED,
                 evidence("buyers", "commit", "86% of 2025 revenue"), evidence("buyers", "s1", "together 86% of revenue"), as_of=Date(2025)),
        standing("days", "Delivery days we count in a year", quantity(Hedge.EXACTLY, "365", 1, Unit()), Status.ASSUMPTION,
                 because=text("the contract counts calendar days")),
    )  # fmt: skip
    return {one.address: one for one in made}


# --- exhibits ------------------------------------------------------------------------------------


def chart(name: str, width: float, height: float, colours: Mapping[str, str] | None) -> str:
    """Return a small chart's SVG: classes for the web, hex values in print."""
    size = 7.6 if colours else (13 if width < 400 else 15)

    def paint(role: str, colour: str) -> str:
        attribute = {"f": "fill", "s": "stroke"}[role]
        if colours is None:
            return f'class="{role}-{colour}"'
        return f'{attribute}="{colours[colour]}"'

    def said(
        x: float, y: float, words: str, colour: str, weight: int = 400, anchor: str = "start", data: str = ""
    ) -> str:
        if "data-fact" in data:
            wide = len(words) * size * 0.5
            start = x - (wide if anchor == "end" else 0)
            data += f' data-box="{start:g} {y - size * 0.7:g} {start + wide:g} {y:g}"'
        return (
            f'<text x="{x:g}" y="{y:g}" font-family="\'Tieout Sans\', sans-serif" font-size="{size}" '
            f'font-weight="{weight}" text-anchor="{anchor}" {paint("f", colour)} {data}>{words}</text>'
        )

    left, bar, step = (0 if width < 400 else width * 0.2), size * 1.75, size * (4.6 if width < 400 else 3.3)
    rows = (
        ("January 2026", "more than $10bn", 0.33, "commitment-first"),
        ("April 2026", "more than $20bn", 0.66, "commitment"),
    )
    parts = []
    for order, (row, label, part, address) in enumerate(rows):
        top = size * (1.8 if width < 400 else 0.8) + order * step
        long = (width - left) * part * 0.75
        parts.append(
            f'<g class="mark" data-fact="{address}" data-status="supported" data-drawn="floor"><path d="M{left:g} {top:g}h{long:g}v{bar:g}h-{long:g}z" {paint("f", "c1")}/>'
            + said(
                left + long + size,
                top + bar * 0.66,
                label,
                "c1",
                600,
                data=f'data-class="fact" data-fact="{address}"',
            )
            + "</g>"
        )
        date = f'data-class="date" data-fact="{address}"'
        if width < 400:
            parts.append(said(0, top - size * 0.5, row, "ink", 600, data=date))
        else:
            parts.append(said(left - size * 0.6, top + bar * 0.66, row, "ink", 600, "end", data=date))
    foot = height - size * 1.9
    parts.append(f'<path d="M{left:g} 0v{foot:g}" {paint("s", "ink")} fill="none"/>')
    for order, tick in enumerate(("$0", "10", "20", "$30bn")):
        x = left + (width - left) * 0.75 * order / 3
        anchor = "start" if order == 0 else "middle"
        parts.append(said(x, height - size * 0.5, tick, "ink-2", 400, anchor, 'data-class="tick"'))
    label = ' aria-label="The price grew"' if colours is None else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" id="{name}" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" role="img"{label}>{"".join(parts)}</svg>\n'
    )


def drawings(name: str, full: bool, colours: Mapping[str, str]) -> dict[str, Drawing]:
    """Return a drawing for each rendering."""
    marks = (
        Mark("January 2026", "commitment-first", "more than $10bn", "bar"),
        Mark("April 2026", "commitment", "more than $20bn", "bar"),
    )
    sizes = {
        "print": (499 if full else 329, 74),
        "web-660": (660, 136),
        "web-343": (343, 160),
        "web-288": (288, 160),
    }
    if full:
        sizes["web-968"] = (968, 136)
    return {
        key: Drawing(key, chart(f"{name}-{key}", *size, colours if key == "print" else None), *size, marks)
        for key, size in sizes.items()
    }


def exhibits(colours: Mapping[str, str]) -> dict[str, Exhibit]:
    """Return two charts and a comparison table."""

    def charted(name: str, number: int, title: str, width: str, note: str) -> Exhibit:
        drawn = drawings(name, width == "full", colours)
        return Exhibit(
            name, number, prose(title), prose("Value of the agreement by date of report, billions of dollars"),
            prose(note) if note else None, width, f"{title}. January 2026: more than $10bn; April 2026: more than $20bn.", "",
            drawings=drawn, marks=drawn["print"].marks, sources=("s1", "release", "wire"),
        )  # fmt: skip

    rows = (
        ("Purchase", quoted("more than $20 billion", "seed", "commitment"), fact("more than $20bn", "commitment"), _status("supported")),
        ("Capacity", quoted("up to 750 megawatts", "seed", "capacity"), fact("up to 750 MW", "capacity"), _status("supported")),
        ("Advance", quoted("working capital deposits", "seed", "advance"), f"A loan of {fact('$1bn', 'advance', 'disputed')}, say two readers", _status("disputed")),
        ("Equity", quoted("up to a 10% stake", "seed", "capacity"), "not stated", _status("unverified")),
    )  # fmt: skip
    table = Exhibit(
        "terms", 2, prose("Customer, lender and shareholder at once"), prose("Terms as the article words them, and as readers of the filing do"),
        prose("The registration statement could be read only in part."), "full", "", "",
        columns=tuple(map(prose, ("Term", "Article", "Filing, as read", "Verdict"))),
        rows=tuple(tuple(map(prose, row)) for row in rows), sources=("seed", "s1", "vault"),
    )  # fmt: skip
    return {
        "deal-growth": charted("deal-growth", 1, "The floor price doubled; the capacity did not", "full", "Price per megawatt is our arithmetic, and a floor."),
        "terms": table,
        "share": charted("share", 3, "Neither forecaster measures AI spending", "body", ""),
    }  # fmt: skip


def _status(value: str) -> str:
    words = {"supported": "Supported", "partly": "Partly", "disputed": "Disputed", "unverified": "Unverified"}
    return f'<span class="status" data-status="{value}">{words[value]}</span>'


# --- text ----------------------------------------------------------------------------------------

_CLAIMS = (
    ("OpenAI has reportedly committed to spend more than $20 billion on Cerebras-powered servers", "supported", "A filing describes a master agreement of {commitment}."),
    ("announced in full detail over the last 24 hours", "partly", "The price was new. The capacity, {capacity}, had been public since January, at {first}."),
    ("up to 750 megawatts of computing power over the next three years", "supported", "The same ceiling, {capacity}, in both announcements."),
    ("warrants for up to a 10% stake", "supported", "A ceiling, reached only if spending does. The filing says {words}."),
    ("$1 billion in upfront working capital deposits", "disputed", "Two readers of the filing call the {advance} a loan."),
    ("an IPO at a target valuation of about $35 billion", "partly", "A reported target, and not what the price range implied."),
    ("solving the customer-concentration problem", "disputed", "Two buyers made {buyers} of revenue, and one dominates the backlog."),
    ("NVIDIA completed its own $20 billion acquisition of Groq", "disputed", "Both companies describe {form}; the price, {groq}, is a broadcaster’s."),
    ("inference will be two-thirds of all AI compute spending", "disputed", "The forecast, {share}, is of computing. For spending there is {spending}, of one segment."),
    ("designed specifically to eliminate memory bottlenecks", "partly", "True of bandwidth. It holds less memory than its rival."),
    ("one of the largest hardware commitments in AI history", "unverified", "No ranking is offered, and none was found."),
    ("an intent to reduce reliance on Microsoft Azure", "unverified", "An inference by one outlet; no statement by either company was found."),
)  # fmt: skip


def _filled(words: str) -> str:
    return words.format(
        commitment=fact("more than $20bn", "commitment"),
        capacity=fact("up to 750 MW", "capacity"),
        first=fact("more than $10bn", "commitment-first"),
        advance=fact("$1bn", "advance", "disputed"),
        buyers=fact("86%", "buyers"),
        form=fact("a non-exclusive licence and hires", "groq-form"),
        groq=fact("about $20bn, reported", "groq-price", "unverified"),
        share=fact("about 67%", "share@2026", "partly"),
        spending=fact("55%, reported", "spending", "unverified"),
        price=fact("at least $26.6 million per megawatt", "price", "arithmetic"),
        words=quoted("a warrant to purchase", "s1", "capacity"),
    )


def verdicts() -> tuple[tuple[Verdict, Prose], ...]:
    """Return the twelve claims of the article with their records."""
    made = []
    for number, (quote, status, record) in enumerate(_CLAIMS, 1):
        said = evidence(f"claim-{number}", "seed", quote)
        claim = Claim(f"claim-{number}", Place("content/claims/seed.yaml", number), said, (), text(record))
        made.append((Verdict(claim, number, Status(status), ()), prose(_filled(record))))
    return tuple(made)


def sections() -> tuple[Section, ...]:
    """Return sections with every block, side notes, exhibits, parts and lists."""

    def section(name: str, title: str, short: str, body: str) -> Section:
        return Section(name, prose(title), short, prose(_filled(body)))

    deal = f"""<p>In January OpenAI and Cerebras announced capacity of {{capacity}} at {{first}}. In April the same capacity was
reported at {{commitment}}, with warrants attached. The article presents the second announcement as new in full; what was
new was the price.</p>
<aside class="note"><p><b>Inference</b> is running a trained model to answer a request. <b>Training</b> is building it. The
two stress hardware differently.</p></aside>
<p>Two hedges matter here. The first sets a floor and the second a ceiling, so dividing one by the other gives a floor: the
implied price is {{price}}, whatever the final sums turn out to be. {ref("deal-growth", 1)} shows it.</p>
<div data-block="exhibit" data-id="deal-growth"></div>
<p>The agreement is three instruments in one. Beside the purchase, OpenAI advanced {{advance}} to Cerebras. The article calls
this a deposit; readers of the registration statement call it a loan (as {ref("terms", 2)} shows). And OpenAI holds
a warrant over non-voting shares, for a stake it reaches only if spending does.</p>
<aside class="note"><p><b>Warrant:</b> a right to buy shares at a set price. Here the right is close to a gift that vests
with conditions.</p></aside>
<div data-block="exhibit" data-id="terms"></div>
<p>Is it one of the largest commitments in the history of the industry? By power it is the smallest of the chip
partnerships that OpenAI has announced, though some of the others are letters of intent.</p>"""
    shift = """<p>The article says that inference will take two parts of three of all spending. The fraction traces to Deloitte, whose
sentence is about computing: {share}. Money is a different denominator: the same part of the work need not be the same
part of the bill.</p>
<div data-block="exhibit" data-id="share"></div>
<aside class="note"><p>What would be needed: a forecast of spending on all AI computing, split by use. None was found.</p></aside>
<p>Gartner does forecast spending, for one segment alone. It expects {spending}. Neither forecaster measures what the
article states.</p>"""
    money = """<p>The article says the deal solves the concentration that hindered the first listing. Two buyers were {buyers} of
revenue in the year before. The backlog is, in one reader’s words, essentially one customer. NVIDIA and Groq describe
{form}; what was paid, {groq}, is a broadcaster’s number.</p>
<p>A buyer that is also a lender and, if it spends enough, an owner is not an arm’s-length customer. Revenue booked from it
tells less about demand than revenue from strangers does, and the filing says as much in its own risk factors.</p>"""
    unknown = """<h3>What the megawatts cost when delivered</h3><p>Neither side gives a price per megawatt, a schedule of payments or
what happens to unused capacity.</p><p><strong>Would settle it:</strong> the contract exhibit, or the first quarters of
recognised revenue.</p>
<h3>What Nvidia paid</h3><p>Neither company has disclosed the price or its split between licence and pay.</p>
<p><strong>Would settle it:</strong> Nvidia’s next annual report: intangible assets and stock compensation.</p>
<h3>Whether the speed is bought at scale</h3><p>Bandwidth is a maker’s number for one wafer; cost per answer at high load
is not published.</p><p><strong>Would settle it:</strong> an independent benchmark with price, load and latency
together.</p>"""
    method = """<p>Every number here is bound to a passage someone published, or worked out from such numbers in the open. A hedge in a
source is carried through the arithmetic. We rest on <span class="tally" data-class="tally">20</span> sources and
<span class="tally" data-class="tally">12</span> facts.</p>
<h3>Limits</h3>
<ul><li>The registration statement could be read only in part; readers of it are named where we rely on them.</li>
<li>Makers’ numbers are not measurements.</li>
<li>Prices that the press reports are drawn as reported, and counted in no sum that is said to be confirmed.</li>
<li>A dispute is told by all its sides, and no side of it enters a sum; what readers of a filing say of it counts once, as
the filing that they read, however many they are.</li>
<li>What was not published by the day of issue is not here.</li></ul>
<h3>Our arithmetic</h3>
<div data-block="arithmetic"></div>
<h3>Evidence set aside</h3>
<div data-block="set-aside"></div>
<h3>Accepted findings</h3>
<div data-block="waivers"></div>
<h3>Revisions</h3>
<div data-block="revisions"></div>
<h3>How it ran</h3>
<div data-block="timeline"></div>"""
    return (
        section(
            "claims", "What the article claims, and what holds", "The claims",
            "<p>Each row is one sentence of the article, in its order. The verdict is about the sentence as written.</p>"
            '<div data-block="claims"></div><div data-block="key"></div>',
        ),
        section("deal", "The deal: one ceiling, two prices", "The deal", deal),
        section("shift", "The shift: a share of what?", "The shift", shift),
        section("money", "The money: a new name on the same risk", "The money", money),
        section("unknown", "What we do not know", "What we do not know", unknown),
        section("method", "Method, limits and revisions", "Method", method),
        section("sources", "Sources", "Sources", '<div data-block="sources"></div>'),
    )  # fmt: skip


def timeline(known: Mapping[str, Standing]) -> Iterator[Moment]:
    """Yield events of each precision and of several verdicts."""
    for address, what in (
        ("share@2025", "Computing is said to be half inference"),
        ("groq-form", "Groq and Nvidia announce a licence"),
        ("commitment-first", "OpenAI and Cerebras announce {first}"),
        ("advance", "OpenAI is said to have advanced a sum to Cerebras"),
        ("commitment", "OpenAI is reported to commit {commitment}"),
    ):
        one = replace(known[address], as_of=known[address].as_of or Date(2026, 0, 2))
        when, words = date_of(one, Vocabulary())
        mark = f'<sup class="cites" data-fact="{address}"></sup>'
        yield Moment(address, Prose(when, words=words), prose(_filled(what) if "{" in what else what + mark))


def page(colours: Mapping[str, str], **changed: object) -> Page:
    """Return the page; ``colours`` are those its print charts are drawn in."""
    listed, known, drawn = sources(), standings(), exhibits(colours)
    number = {name: order for order, name in enumerate(listed, 1)}
    cover = replace(drawn["deal-growth"], id="cover", number=0, drawings=drawings("cover", True, colours))
    in_brief = (
        ("The pivot is real; the symmetry is not.", "OpenAI’s {commitment} with Cerebras is a commitment over years. Nvidia’s {groq} with Groq is a price that neither company confirms."),
        ("The floor price doubled, the megawatts did not.", "The ceiling stayed at {capacity}, so the price rose to {price}."),
        ("The forecast is of computing, not of spending.", "The nearest spending forecast is {spending}, and of one market only."),
        ("Customer concentration moved; it did not end.", "Two buyers made {buyers} of revenue, and one dominates the backlog."),
    )  # fmt: skip
    briefing = Briefing(
        "two-twenties", Place("content/briefings/two-twenties/briefing.yaml"), text("Two twenties"), text("Artificial intelligence"),
        text("0.1"), Date(2026, 0, 5, 30), text("x"), text("seed"), text("cover"), (Brief(text("x"), text("x")),), (), {}, (),
        ("html", "pdf"),
    )  # fmt: skip
    vouched = LockEntry(
        "x", "x", "", "", "0" * 64, (0, 1), Date(2026, 0, 11, 23), "1", Place("content/evidence.lock", 1)
    )
    change = Change(text("0.1"), Date(2026, 0, 5, 30), (text("x"),))
    set_aside = tuple(
        (one.address, proof) for one in known.values() for proof in one.evidence if proof.set_aside
    )
    made = Page(
        Edition(briefing), Desk(text("Evidence Briefing"), "en", "A4", Vocabulary()), "", 3,
        prose(f"One article, two bets on AI inference. The first, {fact('more than $20 billion', 'commitment', cited=False)}, is a commitment that filings describe. The second is a press number for a licence that neither company calls a purchase."),
        tuple((prose(head), prose(_filled(said))) for head, said in in_brief),
        cover, sections(), drawn, verdicts(),
        tuple(ListedSource(number[name], source) for name, source in listed.items()),
        known,
        {address: tuple(sorted(number[name] for name in one.sources[:3])) for address, one in known.items()},
        ((change, (prose("First draft: the claims, the deal and the shift."),)),),
        prose("The desk holds no position in any company named here. One of its tools is built on a model by a company that competes with those named."),
        {"claims": 12}, {"commitment/s1": vouched, "capacity/release": vouched, "groq-form/groq": vouched}, listed,
        set_aside=set_aside, timeline=tuple(timeline(known)),
        workings={"price": arithmetic.workings(known["price"], known, {}, Vocabulary())},
    )  # fmt: skip
    return replace(made, **changed)
