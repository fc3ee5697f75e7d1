"""Passages against the record: each number is of one class, and says what its fact, source or count does."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from tieout.audit import beside, citing, stated
from tieout.audit.counting import Counting
from tieout.audit.finished import BOUND, TECHNICAL, Finished, Passage, Piece, Role, address_in
from tieout.audit.kinds import (
    CITED_OFF,
    LINK_OFF,
    LISTED_OFF,
    REPEAT_OFF,
    UNBOUND,
    UNREAD,
    Fault,
)
from tieout.audit.record import Record, plain, squeezed, stretches
from tieout.audit.stated import Finding
from tieout.frozen import frozen
from tieout.gate import Look
from tieout.pieces import machine_value
from tieout.quantities.dates import Date

_REACH = 48  # how many characters around a fault are told
_REPEATS = (Role.ALT, Role.TITLE, Role.METADATA, Role.BOOKMARK, Role.LINK)
_PREFIX = re.compile(r"^(?:page|source) ")


@frozen
class Around:
    """What a file is judged with: its name, its record, and what is known of the files beside it.

    ``sizes`` are the bytes of the files it names, by name.
    """

    file: str
    record: Record
    sizes: Mapping[str, int] = field(default_factory=dict)


def faults(read: Finished, around: Around) -> Iterator[Fault]:
    """Yield all that the passages of a finished file say and the record does not."""
    for spot, message in read.faults:
        yield Fault(around.file, spot, UNREAD, message)
    judge = _Judge(read, around)
    for passage in read.passages:
        yield from judge.passage(passage)


def told_of(words: str, start: int, end: int) -> str:
    """Return the words around a stretch of a passage, with marks for what is cut."""
    first, last = max(0, start - _REACH), min(len(words), end + _REACH)
    cut = " ".join(words[first:last].split())
    return f"{'…' if first else ''}{cut}{'…' if last < len(words) else ''}"


class _Judge:
    """The passages of one file in their order; what they count of themselves goes on from one to the next."""

    def __init__(self, read: Finished, around: Around) -> None:
        self.read = read
        self.file = around.file
        self.record = around.record
        self._counting = Counting(read, around.record, around.sizes)
        self._goes_on = _going_on(read.passages)
        self._dated: frozenset[str] = frozenset()

    def passage(self, passage: Passage) -> Iterator[Fault]:
        """Yield what is wrong in a passage."""
        if passage.role is Role.ATTACHMENT:
            yield from self._machine(passage)
            return
        if passage.role is Role.LABEL and "x" in passage.pieces[0].says:
            return  # a label on paper is held against the drawing that the data has
        if passage.role is Role.LINK and self.read.pages:
            yield from self._linked(passage)
            return
        if not any(one.kind for one in passage.pieces):
            yield from (self._repeated if passage.role in _REPEATS else self._unbound)(passage)
            return
        at = 0
        behind: frozenset[str] | None = None
        dated = self._dated
        if passage.role is Role.TEXT:
            self._dated = self._only_dates(passage)
        listed, was_citation = "", False
        for nth, piece in enumerate(passage.pieces):
            end = at + len(piece.words)
            if piece.kind == "citation":
                known = behind if behind is None else behind | dated
                message = citing.cited(piece, known, listed, self.record)
                if message:
                    yield self._fault(CITED_OFF, message, passage, piece, at)
                was_citation = True
            elif piece.kind:
                for kind, message in self._bound(piece, passage, nth):
                    yield self._fault(kind, message, passage, piece, at)
                sources = citing.sources_of(piece, self.record)
                if sources is not None:
                    behind = sources if was_citation or behind is None else behind | sources
                    was_citation, listed = False, ""
                elif piece.kind == "bibliographic":
                    listed = piece.words
            at = end
        yield from self._unbound(passage)
        yield from self._hedged(passage)

    def _only_dates(self, passage: Passage) -> frozenset[str]:
        """Return what is behind a passage of dates alone: what is cited next is cited for them too."""
        bound = [one for one in passage.pieces if one.kind]
        if not bound:
            return self._dated
        if not all(one.kind == "date" or self._is_date(one) for one in bound):
            return frozenset()
        return frozenset().union(*(self.record.behind(one.says.get("fact", "")) for one in bound))

    def _is_date(self, piece: Piece) -> bool:
        says = piece.says
        return isinstance(self.record.value(says.get("fact", ""), says.get("account", "")), Date)

    def _fault(self, kind: str, message: str, passage: Passage, piece: Piece, at: int) -> Fault:
        around = told_of(passage.words, at, at + len(piece.words))
        return Fault(self.file, piece.where(), kind, message, around)

    # --- text that is bound to nothing -----------------------------------------------------------

    def _unbound(self, passage: Passage) -> Iterator[Fault]:
        """Yield each number of a passage that stands, or a part of which stands, in no classed piece."""
        parts, starts, at = [], [], 0
        for piece in passage.pieces:
            starts.append(at)
            parts.append(BOUND * len(piece.words) if piece.kind else piece.words)
            at += len(piece.words)
        text = "".join(parts)
        if not text.strip(BOUND + " \n"):
            return
        for number in self.record.lexicon(passage.within.get("exhibit", "")).numbers(text):
            if number.look in (Look.NAME, Look.IDIOM) or not number.text.strip(BOUND):
                continue
            nth = bisect_right(starts, number.start) - 1
            message = f"`{plain(number.text)}` is bound to nothing"
            around = told_of(passage.words, number.start, number.end)
            yield Fault(self.file, passage.pieces[nth].where(), UNBOUND, message, around)

    def _hedged(self, passage: Passage) -> Iterator[Fault]:
        """Yield each hedge that stands beside a fact and is not its own."""
        for slip in beside.slips(passage, self.record):
            around = told_of(passage.words, slip.start, slip.end)
            yield Fault(self.file, passage.pieces[slip.piece].where(), slip.check, slip.message, around)

    def _machine(self, passage: Passage) -> Iterator[Fault]:
        """Yield a value in markup that is not that of the fact it stands beside."""
        for piece in passage.pieces:
            address, words = piece.says.get("fact", ""), plain(piece.words)
            if piece.kind == "date":
                if words not in [one.iso for one in self.record.facts.dates(address)]:
                    message = f"`{words}` is in markup a date of `{address}`, which carries no such"
                    yield self._fault(REPEAT_OFF, message, passage, piece, 0)
                continue
            value = self.record.value(address, piece.says.get("account", ""))
            right = machine_value(value) if value is not None else ""
            if value is not None and words != right and piece.kind == "fact":
                message = (
                    f"`{piece.words}` is the value in markup of `{piece.says['fact']}`, which is `{right}`"
                )
                yield self._fault(REPEAT_OFF, message, passage, piece, 0)

    # --- text that repeats other text ------------------------------------------------------------

    def _repeated(self, passage: Passage) -> Iterator[Fault]:
        """Yield each number of a title, an alt text or the like that neither text nor record says."""
        if passage.within.get("part", "") in TECHNICAL:
            return
        words = plain(passage.words)
        if not self.record.lexicon("").numbers(words) or squeezed(words) in self._said:
            return
        exhibit = self.record.exhibits.get(passage.within.get("exhibit", ""))
        if exhibit and "alt" in exhibit:
            titled = words.replace(plain(exhibit["title"]), "…")
            if squeezed(exhibit["alt"]) != squeezed(words) and self.record.lexicon("").numbers(titled):
                message = f"the {passage.role} of exhibit `{exhibit['id']}` is not its own"
                yield self._whole(REPEAT_OFF, passage, message)
            return
        name = exhibit["id"] if exhibit else ""
        rest = self.record.without_marks(words, name) if exhibit else self.record.without_own(words)
        for number in self.record.lexicon(name).numbers(rest):
            if number.look not in (Look.NAME, Look.IDIOM):
                message = f"`{number.text}` stands in the {passage.role} and in no text that it repeats"
                yield self._whole(REPEAT_OFF, passage, message)

    def _linked(self, passage: Passage) -> Iterator[Fault]:
        """Yield what a link of a PDF is told to say otherwise than the text, or the label, it lies over."""
        for piece in passage.pieces:
            if "label" in piece.says:
                for kind, message in stated.of_label(piece, self.record):
                    yield self._whole(kind, passage, message)
                continue
            words = _PREFIX.sub("", plain(piece.words))
            if not self.record.lexicon("").numbers(words):
                continue
            if not piece.aim:
                if number := self.record.unlisted(words, self.record.sources):
                    message = f"`{number}` is what a link says, and is in the record of no source"
                    yield self._whole(REPEAT_OFF, passage, message)
                continue
            if not any(stretches(words, one) for one in self._led_to.get(piece.aim, ())):
                message = f"`{plain(piece.words)}` is what a link says, and not what it lies over"
                yield self._whole(REPEAT_OFF, passage, message)

    @cached_property
    def _led_to(self) -> Mapping[str, Sequence[str]]:
        """What stands in links to each destination."""
        found: dict[str, dict[str, None]] = {}
        for passage in self.read.passages:
            for piece in passage.pieces if passage.role is not Role.LINK else ():
                if piece.aim:
                    found.setdefault(piece.aim, {})[piece.words] = None
        return {aim: tuple(words) for aim, words in found.items()}

    def _whole(self, kind: str, passage: Passage, message: str) -> Fault:
        spot = passage.pieces[0].where()
        return Fault(self.file, spot, kind, message, told_of(passage.words, 0, 2 * _REACH))

    @cached_property
    def _said(self) -> frozenset[str]:
        """Every text of the file, and of each bound piece in it, squeezed."""
        texts = [one for one in self.read.passages if one.role not in _REPEATS]
        bound = (squeezed(piece.words) for one in texts for piece in one.pieces if piece.kind)
        return frozenset((*(squeezed(one.words) for one in texts), *bound))

    # --- text that is bound ----------------------------------------------------------------------

    def _bound(self, piece: Piece, passage: Passage, nth: int) -> Iterator[Finding]:
        """Yield the check and the message of what a classed piece says that it may not."""
        record = self.record
        match piece.kind:
            case "fact":
                whole = self._goes_on.get(id(piece), plain(piece.words))
                yield from stated.of_fact(piece, passage, record, whole)
            case "date":
                yield from stated.of_date(piece, record)
            case "quotation":
                yield from stated.of_quotation(piece, record)
            case "bibliographic":
                if message := citing.misprinted(piece, passage, nth, record):
                    yield LISTED_OFF, message
            case "structural":
                yield from self._counting.structure(piece, passage, nth)
            case "tally":
                yield from self._counting.tally(piece)
            case "name" | "idiom" | "plain":
                yield from stated.of_excuse(piece, passage, record)
            case "claim":
                yield from stated.of_claim(piece, record)
            case "tick" if passage.role is Role.LABEL:
                return  # measured with its chart
            case other:
                yield UNBOUND, f"`{plain(piece.words)}` is of no class that may stand there: `{other}`"
        yield from self._leads(piece)

    def _leads(self, piece: Piece) -> Iterator[Finding]:
        """Yield a link that leads from a number to the evidence of another."""
        address, aim = piece.says.get("fact", ""), piece.aim
        if not aim or not address or piece.kind not in ("fact", "date", "quotation"):
            return
        led = address_in(aim)
        if led and led != address and led in self.record:
            yield LINK_OFF, f"`{plain(piece.words)}` is of `{address}` and leads to `{led}`"
        if aim not in self.read.aims:
            yield LINK_OFF, f"`{plain(piece.words)}` leads to `{aim}`, which is not there"


def _going_on(passages: Sequence[Passage]) -> Mapping[int, str]:
    """Return of each piece of a label that goes on over several lines, by its identity, all that it says."""
    found: dict[int, str] = {}
    run: list[Piece] = []
    labels = [one for one in passages if one.role is Role.LABEL]
    pieces = [
        (one.within.get("exhibit"), piece) for one in labels for piece in one.pieces if piece.words.strip()
    ]
    last: tuple[object, ...] = ()
    for exhibit, piece in [*pieces, (None, Piece(""))]:
        own = (exhibit, piece.kind, piece.says.get("fact"), piece.says.get("account"))
        if own != last or piece.kind != "fact":
            found.update((id(one), " ".join(one.words for one in run)) for one in run if len(run) > 1)
            run = []
        run.append(piece)
        last = own
    return found
