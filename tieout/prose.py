"""A text to neutral markup: expressions printed, Markdown set, every number bound, excused or told of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import count
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from tieout import beside as neighbours
from tieout import citations, claimwords, manuscript, moods, template, wording
from tieout.diagnostics import Diagnostic, Place, Text, error, warning
from tieout.editiontable import PARAMETER, filled
from tieout.gate import Look, Number, excused_by, sentences
from tieout.manuscript import FIRST_PIECE, PIECE, UNKNOWN_PIECE, Block
from tieout.memory import remembered
from tieout.model import Account, Briefing, Date, Ledger, Prose, SectionFile, Standing
from tieout.pieces import Piece, Press, Printer, with_sources
from tieout.quantities.interval import Quantity
from tieout.quantities.reading import agree, readings
from tieout.template import Call, Fault, Template

__all__ = [
    "Press", "briefing_mentions", "briefing_texts", "mentions", "placed", "render", "section_text",
]  # fmt: skip


def render(
    text: Text,
    press: Press,
    *,
    block: bool,
    marks: bool = True,
    form: str = "sentence",
    about: Standing | None = None,
    beside: Sequence[str] = (),
    around: str = "",
) -> tuple[Prose, list[Diagnostic]]:
    """Return ``text`` in neutral markup, with what it cites, and everything that is wrong with it.

    ``block`` sets it as a section's body, otherwise as words within a line. Without ``marks`` it carries no
    citations. ``form`` is what ``fact()`` prints when not told. The dates of ``about``, and of the addresses
    ``beside`` it (the other cells of its row), excuse dates as those of facts cited in the sentence do.
    ``around`` are words beside it that tell in what mood it speaks.
    """
    return _Setting(text, press, block, marks, form, about, tuple(beside), around).set()


def section_text(file: SectionFile) -> tuple[Text, Text]:
    """Return the title of a section, from its first line (``# Title``), and its body.

    Both know their lines. A file that does not start with a title has an empty one, placed at its head.
    """
    first, _, rest = file.text.partition("\n")
    head = re.fullmatch(r"#[ \t]+(.*?)[ \t]*#*[ \t]*\r?", first)
    if file.origins:
        return _placed(file, head.span(1) if head else (0, 0), len(first) + 1 if head else 0)
    if head is None:
        return Text("", Place(file.path, 1, 1)), _lines(file.path, file.text, 1)
    title = Place(file.path, 1, head.start(1) + 1, len(head[1]) or 1)
    return Text(head[1], title), _lines(file.path, rest, 2)


def written(file: SectionFile) -> Text:
    """Return all of a section's text, its title included, knowing where it was written."""
    if file.origins:
        return Text(file.text, Place(file.path, 1, 1), file.origins)
    return _lines(file.path, file.text, 1)


def _placed(file: SectionFile, head: tuple[int, int], below: int) -> tuple[Text, Text]:
    """Return the title and the body of a section whose text is not as it was typed."""

    def part(start: int, end: int) -> Text:
        first = max((one for one in file.origins if one[0] <= start), default=(0, 1, 1))
        origins = [(0, first[1], first[2] + start - first[0])]
        origins += [(at - start, *place) for at, *place in file.origins if start < at <= end]
        return Text(file.text[start:end], Place(file.path, *origins[0][1:]), tuple(origins))

    return part(*head), part(below, len(file.text))


def _lines(path: str, text: str, first: int) -> Text:
    origins, at = [], 0
    for number, line in enumerate(text.split("\n"), first):
        origins.append((at, number, 1))
        at += len(line) + 1
    return Text(text, Place(path, first, 1), tuple(origins))


def mentions(text: Text | str) -> frozenset[str]:
    """Return every id and address that the expressions of ``text`` name, known or not."""
    return frozenset(template.mentions(str(text)))


def printed(text: Text) -> frozenset[str]:
    """Return every id and address that ``text`` may print, not those that its claim words only compare."""
    only = {name for _, names, _ in compared(text) for name in names}
    named = {
        name
        for hole in template.read(text.text).holes
        if hole.call and hole.call.name != "claim"
        for name in hole.call.ids
    }
    return frozenset(template.mentions(text.text)) - (only - named)


def compared(text: Text) -> Iterator[tuple[str, tuple[str, ...], Place]]:
    """Yield each claim word of ``text`` with what it is given to compare, and where it is written."""
    for hole in template.read(text.text).holes:
        if hole.call and hole.call.name == "claim":
            yield hole.call.arguments["word"], hole.call.many, text.place(hole.call.offset)


def placed(text: Text | str) -> tuple[str, ...]:
    """Return the ids of the exhibits that ``text`` places, in order, each as often as it is placed."""
    calls = (hole.call for hole in template.read(str(text)).holes)
    return tuple(call.arguments["id"] for call in calls if call and call.name == "exhibit")


def briefing_texts(briefing: Briefing, ledger: Ledger) -> Iterator[Text]:
    """Yield every text that a briefing prints as prose, in reading order, its document's claims included."""
    yield briefing.title
    yield briefing.subject
    yield briefing.standfirst
    for brief in briefing.in_brief:
        yield brief.title
        yield brief.text
    for file in briefing.sections:
        yield from section_text(file)
    for spec in briefing.exhibits.values():
        yield from (one for one in (spec.title, spec.subtitle, spec.note, spec.alt) if one)
        if spec.table:
            yield from spec.table.columns
            yield from (cell for row in spec.table.rows for cell in row)
    document = briefing.document.text if briefing.document else None
    for claim in ledger.claims.values():
        if claim.evidence.source.text == document:
            yield claim.record
            yield from (one.note for one in claim.judged_by if one.note)
    yield from (event.text for event in briefing.timeline)
    for change in briefing.changes:
        yield from change.changes
    if briefing.disclosure:
        yield briefing.disclosure


def briefing_mentions(briefing: Briefing, ledger: Ledger) -> tuple[str, ...]:
    """Return the addresses that a briefing's texts name, its timeline and its claims, in reading order.

    Names that are no fact, series or derived number are left out; so are the facts that only charts use.
    """
    known = {address for fact in ledger.facts.values() for address in (fact.id, *fact.addresses())}
    known |= set(ledger.derivations)
    document = briefing.document.text if briefing.document else None
    judged = (
        one.fact.text
        for claim in ledger.claims.values()
        if claim.evidence.source.text == document
        for one in claim.judged_by
    )
    named = (name for text in briefing_texts(briefing, ledger) for name in _named(text, ledger))
    dated = (event.fact.text for event in briefing.timeline)
    names = _each_filled((*named, *judged, *dated), briefing)
    return tuple(dict.fromkeys(name for name in names if name in known))


def _each_filled(names: Iterable[str], briefing: Briefing) -> Iterator[str]:
    """Yield names as each edition of the briefing has them, where a parameter stands in them."""
    rows = briefing.editions.rows.values() if briefing.editions else ()
    for name in dict.fromkeys(names):
        if rows and "{" in name:
            yield from (filled(name, row.values) for row in rows)
        else:
            yield name


def _named(text: Text, ledger: Ledger) -> Iterator[str]:
    """Yield the names that the expressions of a text name, and the series whose record one of them is."""
    yield from template.mentions(text.text)
    for hole in template.read(text.text).holes:
        if hole.call and hole.call.name == "claim" and len(hole.call.many) == 1:
            word = claimwords.read(hole.call.arguments["word"], ledger.desk.vocabulary)
            if isinstance(word, claimwords.Word) and word.measure is claimwords.Measure.RECORD:
                yield hole.call.many[0].partition("@")[0]


# --- Markdown ------------------------------------------------------------------------------------

_INLINE_TAGS = frozenset({"em", "strong", "a", "code", "br"})
_HEADINGS = {f"h{level}": f"h{min(level + 1, 6)}" for level in range(1, 7)}
_LEAVES = frozenset({"p", "li", "td", "th", "dd", "dt", *_HEADINGS})
_RIGHT = re.compile(r"text-align:\s*(right|center)")


def _markdown(*, block: bool) -> Markdown:
    made = Markdown(
        extensions=[TableExtension(), AdmonitionExtension(), SaneListExtension()] if block else [],
        output_format="xhtml",
    )
    made.preprocessors.deregister("html_block")
    for pattern in ("image_link", "image_reference", "short_image_ref", "automail", "html", "entity"):
        made.inlinePatterns.deregister(pattern)
    made.treeprocessors.deregister("prettify")
    dropped = ("code",) if block else (
        "code", "indent", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "reference",
    )  # fmt: skip
    for processor in dropped:
        made.parser.blockprocessors.deregister(processor)
    return made


_BLOCK_MARKDOWN = _markdown(block=True)
_INLINE_MARKDOWN = _markdown(block=False)


@remembered(8192)
def _tree(text: str, block: bool) -> Element:
    """Return the tree that Markdown makes of ``text``, before it is written out."""
    markdown = _BLOCK_MARKDOWN if block else _INLINE_MARKDOWN
    markdown.reset()
    lines = text.split("\n")
    for preprocessor in markdown.preprocessors:
        lines = preprocessor.run(lines)
    root = markdown.parser.parseDocument(lines).getroot()
    for processor in markdown.treeprocessors:
        root = processor.run(root) or root
    return root


@dataclass(slots=True)
class _Run:
    """A stretch of text in the tree: of ``element``, its text or what follows it."""

    element: Element
    is_tail: bool
    text: str


def _flows(root: Element) -> Iterator[list[_Run]]:
    """Yield, block by block, the runs of text that a reader takes as one."""
    flow: list[_Run] = []

    def within(element: Element) -> Iterator[list[_Run]]:
        nonlocal flow
        if element.text:
            flow.append(_Run(element, False, manuscript.read_entities(element.text)))
        for child in element:
            if child.tag in _INLINE_TAGS:
                if child.tag == "br":
                    flow.append(_Run(child, False, " "))
                yield from within(child)
            else:
                yield flow
                flow = []
                yield from within(child)
                yield flow
                flow = []
            if child.tail:
                flow.append(_Run(child, True, manuscript.read_entities(child.tail)))

    yield from within(root)
    yield flow


# --- setting one text ----------------------------------------------------------------------------


@dataclass
class _Setting:
    """One text on its way to markup."""

    text: Text
    press: Press
    block: bool
    marks: bool
    form: str
    about: Standing | None
    beside: tuple[str, ...]
    around: str
    faults: list[Diagnostic] = field(default_factory=list)
    pieces: dict[str, tuple[Piece, ...]] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    used: list[Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def set(self) -> tuple[Prose, list[Diagnostic]]:
        """Return the prose, and the faults in the order of the text."""
        source = self.text.text
        self._say_all("markup-is-markdown", manuscript.unprintable(source))
        source = manuscript.printable(source)
        parts = template.read(source)
        self._say_all("expression-is-readable", parts.faults)
        printer = Printer(self.press, self.text, self.marks, self.form)
        self._say_all("expression-is-readable", self._unprinted(source, parts))
        poured, view, at = self._pour(source, parts, printer)
        bomb = manuscript.bombs(view) if len(view) > manuscript.MOST_BRACKETS else None
        if bomb:
            self._say("markup-is-markdown", Fault(at[bomb.offset], bomb.message, bomb.help))
            html = self._plainly(Block(poured))
        elif not self.block and poured is view and manuscript.INLINE_MARKUP.search(view) is None:
            html = self._alone(Block(view, at))
        else:
            for check, fault in manuscript.markup_faults(view, at):
                self._say(check, fault)
            for one in manuscript.blocks(view, at):
                self._proofread(one)
            for start, end in manuscript.late_starts(view) if self.block else ():
                note = "a list that starts at another number than 1 is a paragraph gone wrong"
                self._uncited(Number(start, end, view[start:end], Look.BARE), at[start], end - start, note)
            html = self._typeset(manuscript.without_html(poured))
        return self._prose(html), self._in_order(printer)

    def _in_order(self, printer: Printer) -> list[Diagnostic]:
        found = dict.fromkeys([*self.faults, *printer.faults])
        return sorted(found, key=lambda one: (one.at, one.severity, one.check, one.message))

    def _prose(self, html: str) -> Prose:
        addresses = dict.fromkeys(address for piece in self.used for address in piece.addresses)
        sources = dict.fromkeys(source for piece in self.used for source in piece.sources)
        exhibits = dict.fromkeys(piece.exhibit for piece in self.used if piece.exhibit)
        borne = {piece.borne.key: piece.borne for piece in self.used if piece.borne}
        words = "\n".join(tidy for one in self.words if (tidy := " ".join(one.split(" ")).strip()))
        return Prose(html, tuple(addresses), tuple(sources), tuple(exhibits), words, tuple(borne.values()))

    # expressions

    def _unprinted(self, source: str, parts: Template) -> Iterator[Fault]:
        """Yield a fault for each parameter that is typed as it is within quotation marks, and stays so."""
        known = self.press.edition.parameters
        for met in PARAMETER.finditer(source) if known else ():
            within = any(one.start <= met.start() < one.end for one in parts.holes)
            if met[1] in known and not within and not any(a <= met.start() < b for a, b in parts.silent):
                mend = f'write {{{{ parameter("{met[1]}") }}}}'
                yield Fault(met.start(), f"`{met[0]}` is not filled in here", mend, len(met[0]))

    def _pour(self, source: str, parts: Template, printer: Printer) -> tuple[str, str, Sequence[int]]:
        """Return the text with a character for each piece printed, as it runs and as it was typed.

        The two are one unless statements steer it. The third is where each character of the second was typed.
        """
        if not parts.holes and not parts.silent:
            return source, source, range(len(source) + 1)
        poured = None
        if parts.program is not None:
            pieces: dict[int, list[str]] = {}

            def printed(call: Call) -> str:
                made = self._piece(printer, call)
                pieces.setdefault(call.offset, []).append(made)
                return made

            poured, fault = template.run(parts, printed)
            if fault:
                self._say("expression-is-readable", fault)
            held = [
                [one for at, made in pieces.items() if hole.start < at < hole.end for one in made]
                for hole in parts.holes
            ]
        else:
            held = [[self._piece(printer, hole.call)] if hole.call else [] for hole in parts.holes]
        stretches = sorted(
            [(hole.start, hole.end, self._site(made)) for hole, made in zip(parts.holes, held, strict=True)]
            + [(start, end, "") for start, end in parts.silent]
        )
        view, at, here = [], [], 0
        for start, end, stands in stretches:
            view += [source[here:start], stands]
            at += [*range(here, start), *([start] * len(stands))]
            here = end
        view.append(source[here:])
        at += range(here, len(source) + 1)
        typed = "".join(view)
        return (typed if poured is None else poured), typed, at

    def _piece(self, printer: Printer, call: Call) -> str:
        character = chr(FIRST_PIECE + len(self.pieces))
        if character >= UNKNOWN_PIECE:
            return ""
        self.pieces[character] = (printer.piece(call),)
        return character

    def _site(self, made: list[str]) -> str:
        """Return one character that stands for all that one place of the text printed."""
        if len(made) == 1:
            return made[0]
        if not made:
            return UNKNOWN_PIECE
        character = chr(FIRST_PIECE + len(self.pieces))
        self.pieces[character] = tuple(piece for one in made for piece in self.pieces[one])
        return character

    # the gate

    def _carried(self, text: str) -> dict[str, Iterable[Date]] | None:
        """Return the dates that the facts of a sentence carry, by address; None where that is not known."""
        addresses = dict.fromkeys(self.beside)
        for met in PIECE.finditer(text):
            if met[0] not in self.pieces or any(piece.is_unsure for piece in self.pieces[met[0]]):
                return None
            addresses |= dict.fromkeys(a for piece in self.pieces[met[0]] for a in piece.addresses)
        if self.about:
            addresses[self.about.address] = None
        return {address: self.press.dates(address) for address in addresses}

    def _judged(self, text: str) -> Iterator[tuple[Number, str | None]]:
        """Yield each number of a block with the markup that excuses it, or None."""
        numbers = self.press.lexicon.numbers(text)
        bounds = sentences(text) if any(one.look is Look.DATE for one in numbers) else ()
        for number in numbers:
            if number.look is Look.NAME:
                yield number, '<span data-class="name">'
            elif number.look is Look.IDIOM:
                yield number, '<span data-class="idiom">'
            elif any(start <= number.start and number.end <= end for start, end in self._own(text)):
                yield number, f'<span data-class="fact" data-fact="{escape(self.about.address)}">'
            elif number.look is Look.BARE:
                yield number, None
            else:
                first, last = next(one for one in bounds if one[0] <= number.start < one[1])
                carried = self._carried(text[first:last])
                address = "" if carried is None else excused_by(number, carried)
                opening = f'<span data-class="date" data-fact="{escape(address or "")}">'
                yield number, None if address is None else opening

    def _own(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a text about a fact states that fact's own value, hedge and unit with it."""
        if self.about is None or not isinstance(self.about.value, Quantity):
            return
        desk = self.press.ledger.desk
        for found in readings(text, desk.vocabulary, desk.language.split("-")[0]):
            if isinstance(found.value, Quantity) and agree(self.about.value, found.value):
                yield found.start, found.end

    def _proofread(self, block: Block) -> None:
        """Report what is wrong in a block as typed."""
        desk, names = self.press.ledger.desk, self.press.lexicon.names
        uncited = [number for number, excuse in self._judged(block.text) if excuse is None]
        slips = [
            slip
            for slip in neighbours.slips(block.text, self.pieces, desk.vocabulary, names)
            if not (slip.check == "claim-word-is-bound" and _is_before(slip.end, uncited))
        ]
        slips += moods.slips(block.text, self.pieces, f"{block.around} {self.around}", desk.language)
        for number in uncited:
            if any(slip.start < number.end and number.start < slip.end for slip in slips):
                self.said.add(_bare(number.text))
                continue
            self._uncited(number, block.at[number.start], self._width(block, number.start, number.end))
        for slip in slips:
            place = self.text.place(block.at[slip.start], self._width(block, slip.start, slip.end))
            told = warning if slip.is_warning else error
            self.faults.append(told(slip.check, place, slip.message, help=slip.help))

    def _width(self, block: Block, start: int, end: int) -> int:
        return max(block.at[max(end - 1, start)] + 1 - block.at[start], 1)

    def _uncited(self, number: Number, offset: int, width: int, *notes: str) -> None:
        said = _tidy(number.text)
        self.said.add(_bare(number.text))
        if number.look is Look.DATE:
            message = f"the date `{said}` is carried by no fact cited in its sentence"
            helps = "cite the fact it is the date of, or correct it"
        else:
            message = f"`{said}` is bound to no fact"
            helps = 'print it with {{ fact("…") }}, or excuse it with {{ plain("…", because="…") }}'
        place = self.text.place(offset, width)
        self.faults.append(error("number-is-cited", place, message, *notes, help=helps))

    def _left_over(self, number: Number) -> None:
        """Report a number that only the finished text shows, unless the text as typed has shown it."""
        if _bare(number.text) in self.said:
            return
        found = self.text.text.find(number.text)
        offset, width = (found, len(number.text)) if found >= 0 else (0, 1)
        self._uncited(number, offset, width, "it is there once the text is set")

    def _disputes(self, held: list[Piece]) -> None:
        """Report each disputed fact of a block that is printed bare, or without its other sides."""
        told = {side for piece in held for side in piece.sides}
        stated = {
            piece.standing.address
            for piece in held
            if piece.standing and piece.call.name in ("fact", "accounts")
        }
        for piece in held:
            if piece.against and piece.against not in stated:
                self._untold(piece, f"words against `{piece.against}` are quoted where it is not printed")
            if piece.bare:
                self._untold(piece, f"`{piece.bare}` is disputed and is printed as if it were not")
                continue
            for address, name in dict.fromkeys(piece.sides):
                standing = self.press.standings[address]
                others = [side.name for side in standing.accounts if (address, side.name) not in told]
                if others and standing.account(name):
                    lacking = ", ".join(f"`{one}`" for one in others)
                    self._untold(piece, f"the account of `{name}` is printed without that of {lacking}")

    def _untold(self, piece: Piece, message: str) -> None:
        standing = piece.standing
        sides = (self._noted(standing, side) for side in standing.accounts)
        self.faults.append(
            error(
                "dispute-is-told",
                self.text.place(piece.call.offset, len(piece.call.name)),
                message,
                *sides,
                help=f'print {{{{ accounts("{standing.address}") }}}}, or each side with account="…"',
            )
        )

    def _noted(self, standing: Standing, side: Account) -> str:
        """Return what a note says of a side: its quote, or what a number comes to by it."""
        if not side.sides:
            return f"{side.stance}: `{side.source}` says “{side.evidence.quote}”"
        said = wording.words(standing.sided(side), "sentence", self.press.ledger.desk.vocabulary)
        return f"by `{side.name}` it is {said}".replace("\u00a0", " ")

    # setting

    def _alone(self, block: Block) -> str:
        """Return the markup of a text without Markdown, which is looked at once."""
        self._proofread(block)
        run = _Run(Element("p"), False, block.text)
        return self._set_flow([run], is_typed=True)[id(run.element), False]

    def _plainly(self, block: Block) -> str:
        run = _Run(Element("p"), False, block.text)
        html = self._set_flow([run])[id(run.element), False]
        return f"<p>{html}</p>" if self.block else html

    def _typeset(self, poured: str) -> str:
        if not self.block:
            poured = " ".join(poured.split("\n")).strip()
        try:
            root = _tree(poured, self.block)
        except RecursionError:
            self._say("markup-is-markdown", Fault(0, "the text is nested too deeply", "make it plainer"))
            return self._plainly(Block(poured))
        set_runs: dict[tuple[int, bool], str] = {}
        for flow in _flows(root):
            set_runs |= self._set_flow(flow)
        writer = _Writer(set_runs, f"{self._stem()}-", count(1))
        if self.block:
            return "\n".join(writer.blocks(root))
        return " ".join(writer.inside(child) for child in root)

    def _stem(self) -> str:
        return re.sub(r"[^\w-]", "-", self.text.at.path.rpartition("/")[2].partition(".")[0]) or "text"

    def _set_flow(self, flow: list[_Run], *, is_typed: bool = False) -> dict[tuple[int, bool], str]:
        """Return the markup of each run of a block: pieces put back, excused numbers in their class."""
        text = "".join(run.text for run in flow)
        if not text.strip():
            return {(id(run.element), run.is_tail): run.text for run in flow}
        self._cite_claims(text)
        held = [self.pieces[met[0]][0] for met in PIECE.finditer(text) if met[0] in self.pieces]
        self.used += held
        self._stand_alone(text, held)
        self._disputes(held)
        starts = {start for start, _ in sentences(text)} if held else set()
        spans = []
        for number, excuse in self._judged(text):
            if excuse is not None:
                spans.append((number.start, number.end, excuse))
            elif not is_typed:
                self._left_over(number)
        self.words.append(PIECE.sub(lambda met: self._spoken(met, text, starts), _curly(text)))
        set_runs, at = {}, 0
        curly = _curly(text)
        for run in flow:
            end = at + len(run.text)
            if run.element.tag != "br" or run.is_tail:
                set_runs[id(run.element), run.is_tail] = self._set_run(curly, at, end, spans, starts)
            at = end
        return set_runs

    def _cite_claims(self, text: str) -> None:
        """Make each claim word of a block cite, of the facts it compares, those its sentence does not."""
        held = [(met, self.pieces[met[0]][0]) for met in PIECE.finditer(text) if met[0] in self.pieces]
        if not self.marks or not any(piece.borne for _, piece in held):
            return
        for start, end in sentences(text):
            within = [(met, piece) for met, piece in held if start <= met.start() < end]
            told = {source for _, piece in within for source in self._cited(piece)}
            for met, piece in within:
                if piece.borne:
                    behind = (citations.marks(self.press.standings[one]) for one in piece.borne.addresses)
                    lacking = [sources[0] for sources in behind if sources and not told.intersection(sources)]
                    more = tuple(dict.fromkeys(lacking))[: citations.MOST_MARKS]
                    self.pieces[met[0]] = (with_sources(piece, more),)
                    told.update(more)

    def _cited(self, piece: Piece) -> Sequence[str]:
        """Return the sources that the mark of a printed fact or quotation leads to."""
        if piece.borne or piece.sources or piece.standing is None:
            return piece.sources
        return citations.marks(piece.standing)

    def _set_run(
        self, text: str, start: int, end: int, spans: list[tuple[int, int, str]], starts: set[int]
    ) -> str:
        made, here = [], start
        for first, last, opening in spans:
            first, last = max(first, start), min(last, end)
            if first >= last:
                continue
            made += [self._filled(text, here, first, starts), opening]
            made += [self._filled(text, first, last, starts), "</span>"]
            here = last
        made.append(self._filled(text, here, end, starts))
        return "".join(made)

    def _filled(self, text: str, start: int, end: int, starts: set[int]) -> str:
        made, here = [], start
        for met in PIECE.finditer(text, start, end):
            made.append(escape(text[here : met.start()], quote=False))
            here = met.end()
            piece = self.pieces.get(met[0], (None,))[0]
            if piece is not None and not (piece.is_block and self._within_line(text)):
                made.append(piece.capital if self._opens(met.start(), text, starts, piece) else piece.html)
        made.append(escape(text[here:end], quote=False))
        return "".join(made)

    def _opens(self, at: int, text: str, starts: set[int], piece: Piece) -> bool:
        """Return whether a piece stands at the head of a sentence, and is to start with a capital."""
        return bool(piece.capital) and at in starts and len(text.strip()) > 1

    def _spoken(self, met: re.Match[str], text: str, starts: set[int]) -> str:
        piece = self.pieces.get(met[0], (None,))[0]
        if piece is None:
            return ""
        opens = self._opens(met.start(), text, starts, piece)
        return piece.words[:1].upper() + piece.words[1:] if opens else piece.words

    def _within_line(self, text: str) -> bool:
        return not self.block or len(text.strip()) > 1

    def _stand_alone(self, text: str, held: list[Piece]) -> None:
        for piece in held:
            if piece.is_block and self._within_line(text):
                place = self.text.place(piece.call.offset, len(piece.call.name))
                helps = "put it on a line of its own, with an empty line before and after"
                if not self.block:
                    helps = "place it in a section"
                told = f"`{piece.call.name}` stands within a line"
                self.faults.append(error("block-stands-alone", place, told, help=helps))

    # faults

    def _say(self, check: str, fault: Fault) -> None:
        place = self.text.place(fault.offset, fault.width)
        self.faults.append(error(check, place, fault.message, help=fault.help))

    def _say_all(self, check: str, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self._say(check, fault)


def _is_before(end: int, numbers: Iterable[Number]) -> bool:
    """Return whether a number follows: "grew by 5%" is one thing said, and is told at the number."""
    return any(0 <= number.start - end <= len(" by ") for number in numbers)


def _tidy(text: str) -> str:
    """Return ``text`` as a message shows it: on one line, and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def _bare(text: str) -> str:
    """Return what of ``text`` stays the same however it is set."""
    return re.sub(r"[\W_]+", "", text).lower()


_OPENING_QUOTE = re.compile(r"(?<![^\s(\[{—–/“‘-])([\"'])(?=\S)")


def _curly(text: str) -> str:
    """Return ``text`` with straight quotation marks and apostrophes made typographic, one for one."""
    if '"' not in text and "'" not in text:
        return text
    opened = _OPENING_QUOTE.sub(lambda met: "“" if met[1] == '"' else "‘", text)
    return opened.replace('"', "”").replace("'", "’")


@dataclass(slots=True)
class _Writer:
    """Writes a tree out: only what is named here is ever an element or an attribute."""

    runs: Mapping[tuple[int, bool], str]
    prefix: str
    numbers: Iterator[int]

    def inside(self, element: Element) -> str:
        """Return what stands in ``element``: its text and its children with what follows them."""
        made = [self.runs.get((id(element), False), "")]
        for child in element:
            made.append(self._inline(child) if child.tag in _INLINE_TAGS else self._block(child))
            made.append(self.runs.get((id(child), True), ""))
        return "".join(made)

    def blocks(self, element: Element) -> Iterator[str]:
        """Yield the markup of each block in ``element``."""
        for child in element:
            if made := self._block(child):
                yield made

    def _inline(self, element: Element) -> str:
        if element.tag == "br":
            return "<br>"
        inner = self.inside(element)
        if element.tag != "a":
            return f"<{element.tag}>{inner}</{element.tag}>"
        address = manuscript.read_entities(element.get("href", ""))
        if not manuscript.is_safe(address):
            return inner
        if address.lower().startswith("doi:"):
            address = f"https://doi.org/{address[4:]}"
        return f'<a href="{escape(address)}">{inner}</a>'

    def _block(self, element: Element) -> str:
        tag = element.tag
        if tag == "p":
            inner = self.inside(element).strip()
            alone = re.fullmatch(r'<div data-block="[^>]*></div>', inner)
            return inner if alone or not inner else f"<p>{inner}</p>"
        if tag in _HEADINGS:
            level = _HEADINGS[tag]
            return f'<{level} id="{self.prefix}{next(self.numbers)}">{self.inside(element).strip()}</{level}>'
        if tag == "div" and "admonition" in element.get("class", ""):
            return self._aside(element)
        if tag == "hr":
            return "<hr>"
        if tag in ("td", "th"):
            side = _RIGHT.search(element.get("style", ""))
            kind = f' class="{side[1]}"' if side else ""
            scope = ' scope="col"' if tag == "th" else ""
            return f"<{tag}{scope}{kind}>{self.inside(element).strip()}</{tag}>"
        if tag in ("ul", "ol", "table", "thead", "tbody", "tr", "blockquote"):
            return f"<{tag}>{''.join(self.blocks(element))}</{tag}>"
        if tag == "li":
            return f"<li>{self.inside(element).strip()}</li>"
        return self.inside(element)

    def _aside(self, element: Element) -> str:
        """Return a side note: its head runs into its first paragraph."""
        children = list(element)
        head = ""
        if children and children[0].get("class") == "admonition-title":
            head = f"<b>{self.inside(children.pop(0)).strip()}</b> "
        first = self.inside(children.pop(0)).strip() if children and children[0].tag == "p" else ""
        rest = "".join(self._block(child) for child in children)
        return f'<aside class="note"><p>{head}{first}</p>{rest}</aside>'
