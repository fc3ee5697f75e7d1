"""Passages against the record: each number is of one class, and says what its fact, source or count does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tieout.audit import beside
from tieout.audit.finished import Finished, Passage, Piece, Role
from tieout.audit.kinds import (
    CITED_OFF,
    CLAIM_OFF,
    COUNT_OFF,
    DATE_OFF,
    EXCUSE_OFF,
    FACT_OFF,
    HEDGE_OFF,
    LINK_OFF,
    LISTED_OFF,
    QUOTE_OFF,
    REPEAT_OFF,
    UNBOUND,
    UNREAD,
    Fault,
)
from tieout.audit.record import Record, fragments, plain, squeezed
from tieout.gate import Look
from tieout.pieces import machine_value
from tieout.quantities.agreeing import difference
from tieout.quantities.dates import Date
from tieout.quantities.interval import Quantity

_FORMS = ("sentence", "short", "number")
_REACH = 48  # how many characters around a fault are told
_TECHNICAL = frozenset(
    {"viewport", "theme-color", "color-scheme", "referrer", "robots", "charset", "generator"}
)
_REPEATS = (Role.ALT, Role.TITLE, Role.METADATA, Role.BOOKMARK, Role.LINK)
_EXHIBIT = re.compile(r"(?:exhibits? )?(\d+)", re.IGNORECASE)
_ON_PAGE = re.compile(r"(A?\d+)[a-z]*$")
_PAGE = re.compile(r"(A?)(\d+) of (A?)(\d+)")
_VERSION = re.compile(r"(?:draft of )?version (\S+)", re.IGNORECASE)
_SIZE = re.compile(r"([\d.,]+) ([kM])B", re.IGNORECASE)
_PREFIX = re.compile(r"(?:page|source) ")
_SOURCE = re.compile(r"s(\d+)")
_MARK = "\U000f0000"  # what stands for a bound piece in the text around it


@dataclass(frozen=True, slots=True)
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
        self.sizes = around.sizes
        self._last = self._revised = 0
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
        if passage.role in _REPEATS and not any(one.kind for one in passage.pieces):
            yield from self._repeated(passage)
            return
        if not any(one.kind for one in passage.pieces):
            yield from self._unbound(passage)
            return
        at = 0
        behind: frozenset[str] | None = None
        dated = self._dated
        if passage.role is Role.TEXT:
            self._dated = self._only_dates(passage)
        listed, was_citation = "", False
        for piece in passage.pieces:
            end = at + len(piece.words)
            if piece.kind == "citation":
                message = self._cited(piece, behind if behind is None else behind | dated, listed)
                if message:
                    yield self._fault(CITED_OFF, message, passage, piece, at)
                was_citation = True
            elif piece.kind:
                for kind, message in self._bound(piece, passage):
                    yield self._fault(kind, message, passage, piece, at)
                sources = self._sources(piece)
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
            parts.append(_MARK * len(piece.words) if piece.kind else piece.words)
            at += len(piece.words)
        text = "".join(parts)
        if not text.strip(_MARK + " \n"):
            return
        for number in self.record.lexicon.numbers(text):
            if number.look in (Look.NAME, Look.IDIOM) or not number.text.strip(_MARK):
                continue
            nth = max(nth for nth, start in enumerate(starts) if start <= number.start)
            message = f"`{plain(number.text)}` is bound to nothing"
            around = told_of(passage.words, number.start, number.end)
            yield Fault(self.file, passage.pieces[nth].where(), UNBOUND, message, around)

    def _hedged(self, passage: Passage) -> Iterator[Fault]:
        """Yield each hedge that stands beside a fact and is not its own."""
        for slip in beside.slips(passage, self.record):
            around = told_of(passage.words, slip.start, slip.end)
            yield Fault(self.file, passage.pieces[slip.piece].where(), HEDGE_OFF, slip.message, around)

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
        if passage.within.get("part", "") in _TECHNICAL:
            return
        words = plain(passage.words)
        if not self.record.lexicon.numbers(words) or squeezed(words) in self._said:
            return
        exhibit = self.record.exhibits.get(passage.within.get("exhibit", ""))
        if exhibit and "alt" in exhibit:
            titled = words.replace(plain(exhibit["title"]), "…")
            if squeezed(exhibit["alt"]) != squeezed(words) and self.record.lexicon.numbers(titled):
                message = f"the {passage.role} of exhibit `{exhibit['id']}` is not its own"
                yield self._whole(REPEAT_OFF, passage, message)
            return
        rest = words
        for phrase in self._phrases(exhibit):
            rest = rest.replace(phrase, "…")
        for number in self.record.lexicon.numbers(rest):
            if number.look not in (Look.NAME, Look.IDIOM):
                message = f"`{number.text}` stands in the {passage.role} and in no text that it repeats"
                yield self._whole(REPEAT_OFF, passage, message)

    def _linked(self, passage: Passage) -> Iterator[Fault]:
        """Yield what a link of a PDF is told to say otherwise than the text, or the label, it lies over."""
        for piece in passage.pieces:
            if "label" in piece.says:
                for kind, message in self._of_label(piece):
                    yield self._whole(kind, passage, message)
                continue
            words = squeezed(piece.words)
            bare = squeezed(_PREFIX.sub("", plain(piece.words)))
            there = self._led_to.get(piece.aim, "")
            if piece.aim and words not in there and bare not in there and any(map(str.isdigit, words)):
                message = f"`{plain(piece.words)}` is what a link says, and not what it lies over"
                yield self._whole(REPEAT_OFF, passage, message)

    @cached_property
    def _led_to(self) -> Mapping[str, str]:
        """All that stands in links to each destination, squeezed."""
        found: dict[str, list[str]] = {}
        for passage in self.read.passages:
            for piece in passage.pieces if passage.role is not Role.LINK else ():
                if piece.aim:
                    found.setdefault(piece.aim, []).append(squeezed(piece.words))
        return {aim: "\n".join(words) for aim, words in found.items()}

    def _whole(self, kind: str, passage: Passage, message: str) -> Fault:
        spot = passage.pieces[0].where()
        return Fault(self.file, spot, kind, message, told_of(passage.words, 0, 2 * _REACH))

    @cached_property
    def _said(self) -> frozenset[str]:
        """Every text of the file, and of each bound piece in it, squeezed."""
        texts = [one for one in self.read.passages if one.role not in _REPEATS]
        bound = (squeezed(piece.words) for one in texts for piece in one.pieces if piece.kind)
        return frozenset((*(squeezed(one.words) for one in texts), *bound))

    def _phrases(self, exhibit: Mapping[str, object] | None) -> Sequence[str]:
        """Return what a title or an alt text may say that holds numbers, the longest first."""
        record, found = self.record, []
        found += [
            str(record.briefing.get("title", "")),
            *record.date_forms(record.briefing.get("issued", "")),
        ]
        found += [version for version in record.versions if any(one.isdigit() for one in version)]
        for one in [exhibit] if exhibit else record.exhibits.values():
            found += [one["title"], *(row[key] for row in one["marks"] for key in ("words", "row"))]
        return sorted({plain(one) for one in found if one}, key=len, reverse=True)

    # --- text that is bound ----------------------------------------------------------------------

    def _bound(self, piece: Piece, passage: Passage) -> Iterator[tuple[str, str]]:
        """Yield the kind and the message of what a classed piece says that it may not."""
        match piece.kind:
            case "fact":
                yield from self._of_fact(piece, passage)
            case "date":
                yield from self._of_date(piece)
            case "quotation":
                yield from self._of_quotation(piece)
            case "bibliographic":
                yield from self._of_listing(piece, passage)
            case "structural":
                yield from self._of_structure(piece, passage)
            case "tally":
                yield from self._of_tally(piece)
            case "name" | "idiom" | "plain":
                yield from self._of_excuse(piece)
            case "claim":
                yield from self._of_claim(piece)
            case "tick":
                return  # measured with its chart
            case other:
                yield UNBOUND, f"`{plain(piece.words)}` is of no class that is known: `{other}`"
        yield from self._leads(piece, passage)

    def _of_fact(self, piece: Piece, passage: Passage) -> Iterator[tuple[str, str]]:
        address, account = piece.says.get("fact", ""), piece.says.get("account", "")
        words = plain(piece.words)
        if address not in self.record:
            yield FACT_OFF, f"`{words}` is bound to `{address}`, which the facts do not have"
            return
        told = self.record.facts.told(address, account)
        if told is None:
            yield FACT_OFF, f"`{words}` is bound to side `{account}` of `{address}`, which has no such side"
            return
        lines = [words, self._goes_on.get(id(piece), words)]
        if not words or any(
            self._alike(one, told, form) for one in lines for form in _FORMS if form in told.words
        ):
            return
        if passage.within.get("entry") == address and self._is_end(words, address, account):
            return  # in a remark on how the number was read, its unit and its hedge may stand apart from it
        right = plain(told.words.get("sentence", ""))
        kind = self._what_differs(words, right)
        yield kind, f"`{words}` is printed of `{address}`, which is {right}"

    def _of_label(self, piece: Piece) -> Iterator[tuple[str, str]]:
        """Yield what the link over a label of a chart says otherwise than the fact it is of."""
        address, account = piece.says.get("fact", ""), piece.says.get("account", "")
        words = plain(piece.words)
        told = self.record.facts.told(address, account)
        if told is None:
            yield FACT_OFF, f"`{words}` is bound to `{address}`, which the facts do not have"
            return
        known = [squeezed(one) for one in told.words.values()]
        if any(squeezed(words) in one for one in known) or self.record.facts.dated_as(words, address):
            return
        yield (
            FACT_OFF,
            f"`{words}` is over a label of `{address}`, which is {plain(told.words.get('short', ''))}",
        )

    def _is_end(self, words: str, address: str, account: str) -> bool:
        """Return whether ``words`` are an end of a number, without its unit or its hedge."""
        value, read = self.record.value(address, account), self.record.facts.read(words)
        if not isinstance(value, Quantity) or read is None or not isinstance(read.value, Quantity):
            return False
        said = read.value.interval
        return said.exact and said.low in _ends(value)

    def _alike(self, words: str, told: object, form: str) -> bool:
        right = told.words[form]
        return squeezed(words) == squeezed(right) or self.record.facts.alike(words, told, form)

    def _what_differs(self, words: str, right: str) -> str:
        """Return whether it is a hedge alone that tells ``words`` from the words of the fact."""
        here, there = self.record.facts.read(words), self.record.facts.read(right)
        if here and there and isinstance(here.value, Quantity) and isinstance(there.value, Quantity):
            same_unit = here.value.unit == there.value.unit
            if same_unit and _ends(here.value) & _ends(there.value) and difference(here.value, there.value):
                return HEDGE_OFF
        digits = [re.findall(r"\d+", one) for one in (words, right)]
        return HEDGE_OFF if digits[0] == digits[1] and squeezed(words) in squeezed(right) else FACT_OFF

    def _of_date(self, piece: Piece) -> Iterator[tuple[str, str]]:
        address, words = piece.says.get("fact", ""), plain(piece.words)
        if address not in self.record:
            yield DATE_OFF, f"`{words}` is bound to `{address}`, which the facts do not have"
        elif words and not self.record.carries(words, address):
            yield DATE_OFF, f"`{words}` is printed of `{address}`, which carries no such date"

    def _of_quotation(self, piece: Piece) -> Iterator[tuple[str, str]]:
        says, words = piece.says, plain(piece.words)
        source = says.get("source", "")
        if "claim" in says:
            found = [text for text, of in self.record.claimed(says["claim"]) if of == source or not source]
            whose = f"claim `{says['claim']}`"
        else:
            found = list(self.record.quotes(says.get("fact", ""), source))
            whose = f"the evidence of `{says.get('fact', '')}`"
            if says.get("fact", "") in self.record and not found:
                every = (one for claim in self.record.claims for one in self.record.claimed(claim))
                found = [text for text, of in every if of == source]
        texts = [squeezed(text) for text in found]
        for stretch in fragments(words):
            if not any(stretch in text for text in texts):
                of = f" by `{source}`" if source else ""
                yield QUOTE_OFF, f"`{words}` stands nowhere in {whose}{of}"
                return
        if cut := beside.cut_hedge(words, [plain(text) for text in found], self.record):
            yield HEDGE_OFF, f"`{words}` is quoted without `{cut}`, which stands before it there"

    def _of_listing(self, piece: Piece, passage: Passage) -> Iterator[tuple[str, str]]:
        """Yield a number in what is printed of a source that its record does not have."""
        if not any(one.isdigit() for one in piece.words):
            return
        sources = self._listed_in(piece, passage)
        made = self.record.fact(passage.within.get("entry", "")).get("made", "")
        number = self.record.unlisted(piece.words, sources or self.record.sources, [made])
        if number:
            whose = f"`{sources[0]}`" if len(sources) == 1 else "any source that it can be of"
            yield LISTED_OFF, f"`{number}` is printed of a source, and is not so in the record of {whose}"

    def _listed_in(self, piece: Piece, passage: Passage) -> Sequence[str]:
        """Return the sources that a listing can be of: by its own number, the next citation, or the entry."""
        met = _SOURCE.fullmatch(passage.within.get("source", ""))
        if met and int(met[1]) in self.record.numbered:
            return [self.record.numbered[int(met[1])]]
        place = next(nth for nth, one in enumerate(passage.pieces) if one is piece)
        for one in passage.pieces[place + 1 :]:
            number = plain(one.words).strip("[](),; ")
            if one.kind == "citation" and number.isdigit() and int(number) in self.record.numbered:
                return [self.record.numbered[int(number)]]
        return sorted(self.record.named(passage.within.get("entry", "")))

    def _of_excuse(self, piece: Piece) -> Iterator[tuple[str, str]]:
        words = squeezed(piece.words)
        if self.record.excuses and words not in self.record.excuses:
            bare = words.removesuffix("'s")
            if bare not in self.record.excuses:
                yield (
                    EXCUSE_OFF,
                    f"`{plain(piece.words)}` is excused as {piece.kind}, and the facts list no such",
                )

    def _of_claim(self, piece: Piece) -> Iterator[tuple[str, str]]:
        words = squeezed(piece.words).strip("\"'.,;:")
        facts = tuple(one for one in re.split(r"[\s,]+", piece.says.get("facts", "")) if one)
        if not facts and words in self._needs:
            return
        for one in self.record.claim_words:
            if squeezed(one["word"]) == words and (not facts or tuple(one["facts"]) == facts):
                return
        of = " and ".join(f"`{one}`" for one in facts) or "no fact"
        yield CLAIM_OFF, f"`{plain(piece.words)}` is printed of {of}, and the facts have no such comparison"

    @cached_property
    def _needs(self) -> frozenset[str]:
        """What claim words ask for, in words, and what they come to."""
        return frozenset(
            squeezed(str(one[key]))
            for one in self.record.claim_words
            for key in ("needs", "ends")
            if key in one
        )

    # --- counts ----------------------------------------------------------------------------------

    def _of_tally(self, piece: Piece) -> Iterator[tuple[str, str]]:
        words = plain(piece.words)
        said = self.record.count(words)
        name = piece.says.get("tally", "")
        if name in self.record.tallies:
            if said != self.record.tallies[name]:
                there = self.record.tallies[name]
                yield COUNT_OFF, f"`{words}` is printed of {name}, of which there are {there}"
        elif said not in self._counts:
            yield COUNT_OFF, f"`{words}` counts nothing that the file has so many of"

    @cached_property
    def _counts(self) -> frozenset[int]:
        """How many there are of what the page counts without naming it."""
        verdicts = [one["verdict"] for one in self.record.claims.values()]
        problems = self.record.briefing.get("problems", 0)
        each = map(verdicts.count, verdicts)
        return frozenset({len(verdicts), problems, *each, *self.record.tallies.values()})

    def _of_structure(self, piece: Piece, passage: Passage) -> Iterator[tuple[str, str]]:
        words = plain(piece.words)
        if not any(one.isdigit() for one in words):
            return
        if met := _PAGE.fullmatch(words):
            yield from self._page(met, piece)
        elif (met := _EXHIBIT.fullmatch(words)) and not words.isdigit():
            yield from self._exhibit(int(met[1]), piece, passage)
        elif (
            (aim := self._aim(piece, passage)) in self.read.aims
            and self.read.pages
            and (met := _ON_PAGE.search(words))
        ):
            yield from self._led(met[1], words, aim)
        elif met := _VERSION.fullmatch(words):
            if met[1] not in self.record.versions:
                yield COUNT_OFF, f"`{words}` is printed, and the file is of version {self._version}"
        elif met := _SIZE.fullmatch(words):
            yield from self._size(met, words)
        elif words.isdigit() and passage.role is Role.TEXT:
            self._last += 1
            if int(words) != self._last:
                yield COUNT_OFF, f"`{words}` is printed where {self._last} follows"
                self._last = int(words)
        elif words in self.record.versions and plain(passage.words) == words:
            yield from self._of_revision(words)
        elif words not in self.record.versions and squeezed(words) not in self.record.days:
            rest = words
            for phrase in self._phrases(None):
                rest = rest.replace(phrase, "…")
            if any(one.isdigit() for one in rest):
                yield COUNT_OFF, f"`{words}` is no number, version or day of the file"

    @property
    def _version(self) -> str:
        return str(self.record.briefing.get("version", ""))

    def _of_revision(self, words: str) -> Iterator[tuple[str, str]]:
        """Yield a version that stands alone, as in a list of them, where another follows."""
        listed = [one["version"] for one in self.record.briefing.get("revisions", ())]
        right = listed[self._revised % len(listed)] if listed else words
        self._revised += 1
        if words != right:
            yield COUNT_OFF, f"`{words}` is printed where version {right} follows"

    def _page(self, met: re.Match[str], piece: Piece) -> Iterator[tuple[str, str]]:
        labels = self.read.pages
        own = [label for label in labels if label.startswith("A") == bool(met[1])]
        page = piece.where().page
        label = labels[page - 1] if 0 < page <= len(labels) else ""
        if f"{met[1]}{met[2]}" != label or met[1] != met[3] or int(met[4]) != len(own):
            yield COUNT_OFF, f"`{met[0]}` is printed on page {label} of {len(own)}"

    def _aim(self, piece: Piece, passage: Passage) -> str:
        """Return what a piece leads to; the number of a page beside a link leads where that does."""
        place = next(nth for nth, one in enumerate(passage.pieces) if one is piece)
        return piece.aim or (passage.pieces[place - 1].aim if place else "")

    def _led(self, said: str, words: str, aim: str) -> Iterator[tuple[str, str]]:
        """Yield the number of a page that is not the one a link leads to, or of another exhibit."""
        label = self.read.pages[self.read.aims[aim] - 1]
        if said != label:
            yield COUNT_OFF, f"`{words}` leads to page {label}"
        exhibit = self.record.exhibits.get(aim.removeprefix("exhibit-"), {})
        if (
            (met := _EXHIBIT.match(words))
            and not words[0].isdigit()
            and int(met[1]) != exhibit.get("number", int(said))
        ):
            yield COUNT_OFF, f"`{words}` leads to exhibit {exhibit['number']}"

    def _exhibit(self, number: int, piece: Piece, passage: Passage) -> Iterator[tuple[str, str]]:
        exhibits = self.record.exhibits.items()
        named = next((name for name, one in exhibits if one.get("number") == number), "")
        if not named:
            yield COUNT_OFF, f"`{plain(piece.words)}` is printed, and there is no such exhibit"
            return
        aim = piece.aim.removeprefix("exhibit-") if piece.aim.startswith("exhibit-") else ""
        own = aim or passage.within.get("exhibit", "")
        if own and own != named:
            yield COUNT_OFF, f"`{plain(piece.words)}` is printed of `{own}`, and is `{named}`"

    def _size(self, met: re.Match[str], words: str) -> Iterator[tuple[str, str]]:
        said = float(met[1].replace(",", "")) * (1000 if met[2].lower() == "k" else 1_000_000)
        step = said / 100 + 1000
        if self.sizes and not any(abs(one - said) <= step for one in self.sizes.values()):
            yield COUNT_OFF, f"`{words}` is printed, and no file beside it is of that size"

    # --- citations and links ---------------------------------------------------------------------

    def _sources(self, piece: Piece) -> frozenset[str] | None:
        """Return the sources that a citation after this piece may name; None where it is of no fact."""
        says = piece.says
        if piece.kind == "quotation" and says.get("source"):
            return frozenset({says["source"]}) | self.record.behind(says.get("fact", ""))
        if piece.kind == "claim":
            facts = [one for one in re.split(r"[\s,]+", says.get("facts", "")) if one]
            return frozenset().union(*(self.record.behind(one) for one in facts))
        if says.get("fact", "") in self.record:
            return self.record.behind(says["fact"])
        return None

    def _cited(self, piece: Piece, behind: frozenset[str] | None, listed: str) -> str:
        """Return what is wrong with a citation; nothing of one that leads from its words to its source."""
        words = plain(piece.words).strip("[](),; ")
        if not words.isdigit():
            return ""
        source = self.record.numbered.get(int(words))
        if source is None:
            return f"`{words}` is the number of no source"
        if piece.aim and piece.aim != f"s{words}":
            return f"`{words}` leads to `{piece.aim}`"
        if listed:
            of = self.record.sources[source]
            names, here = [squeezed(str(of.get(key, ""))) for key in ("publisher", "title")], squeezed(listed)
            if not any(name and (name in here or here in name) for name in names):
                return f"`{words}` is cited of {plain(listed)}, and is {of['publisher']}"
        elif behind is not None and source not in behind:
            return f"`{words}` is `{source}`, which has no evidence of what it is cited for"
        return ""

    def _leads(self, piece: Piece, passage: Passage) -> Iterator[tuple[str, str]]:
        """Yield a link that leads from a number to the evidence of another."""
        address, aim = piece.says.get("fact", ""), piece.aim
        if not aim or not address or piece.kind not in ("fact", "date", "quotation"):
            return
        led = aim[2:].replace("--", "@") if aim[:2] in ("p-", "e-") else ""
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


def _ends(value: Quantity) -> frozenset[object]:
    return frozenset(one for one in (value.interval.low, value.interval.high) if one is not None)
