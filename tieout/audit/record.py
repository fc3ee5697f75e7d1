"""What a finished file's facts.json lets it print, looked up by address, source, exhibit and count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from tieout.frozen import frozen
from tieout.gate import Lexicon, lexicon_of
from tieout.measured import Facts
from tieout.quantities.dates import Date, read_date
from tieout.quantities.interval import Hedge, Interval, Quantity
from tieout.quantities.reading import readings
from tieout.quantities.saying import date_words
from tieout.quantities.units import PLAIN

SCHEMA = "tieout-facts/1"

# What is not seen is left out; quotes and dashes are of one kind.
_ALIKE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff")) | str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u2010": "-",
     "\u2011": "-", "\u2012": "-", "–": "-", "—": "-", "−": "-"}
)  # fmt: skip
_ENDS = " .,;:!?'\"…"
_WHOLE = re.compile(r"[0-9]{1,9}")
_AROUND = ".,;:!?'\"…()[]"
_ASKED = 1 << 14  # texts: most are asked for ten times
_TELLING = 8  # from how many characters on a word with a number in it can be no other


@lru_cache(maxsize=_ASKED)
def plain(text: str) -> str:
    """Return ``text`` with one kind of space, quote and dash, and without what is not seen."""
    return " ".join((text if text.isascii() else text.translate(_ALIKE)).split())


@lru_cache(maxsize=_ASKED)
def squeezed(text: str) -> str:
    """Return ``text`` as ``plain`` does, without any space: for texts whose lines were broken anew."""
    return plain(text).replace(" ", "").replace("...", "…").lower()


@dataclass(frozen=True)
class Print:
    """What stands somewhere: the address of its fact, or of all that a claim word compares, and its words.

    Two are equal whose words are the same but for blanks and the case of letters.
    """

    address: str
    words: str = field(compare=False)
    squeezed: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "squeezed", squeezed(self.words))


class Record:
    """The facts, sources, claims and exhibits of one file, as its facts.json has them.

    Raises:
        ValueError: it is of no schema that is known, or not of its shape.
    """

    def __init__(self, held: Mapping[str, Any]) -> None:
        if not isinstance(held, Mapping) or held.get("schema") != SCHEMA:
            raise ValueError(f"its schema is not {SCHEMA}")
        self.held = held
        try:
            self.facts = Facts(held)
            self.briefing: Mapping[str, Any] = held["briefing"]
            self._facts: Mapping[str, Mapping[str, Any]] = held["facts"]
            self.sources: Mapping[str, Mapping[str, Any]] = held["sources"]
            self.exhibits = {one["id"]: one for one in held["exhibits"]}
            self.claims = {one["id"]: one for one in held["claims"]}
            self.claim_words = tuple(held["claim_words"])
            self.tallies: Mapping[str, int] = held.get("tallies", {})
            self._excused: Mapping[str, Any] = held.get("excused", {})
            self.numbered = {one["number"]: name for name, one in self.sources.items() if "number" in one}
        except (AttributeError, KeyError, TypeError) as wrong:
            raise ValueError(f"it has not the shape of {SCHEMA}: {wrong}") from wrong

    def __contains__(self, address: str) -> bool:
        return address in self._facts

    @property
    def addresses(self) -> Iterator[str]:
        """Every address."""
        return iter(self._facts)

    def fact(self, address: str) -> Mapping[str, Any]:
        """Return what is held of an address; nothing of one that is unknown."""
        return self._facts.get(address, {})

    @cached_property
    def printed(self) -> Mapping[str, list[Print]]:
        """What is printed in each part, in order; of charts nothing."""
        places: dict[tuple[str, int], tuple[list[str], str]] = {}
        for address, fact in self._facts.items():
            for one in fact.get("printed", ()):
                if "nth" in one:
                    addresses, _ = places.setdefault((one["in"], one["nth"]), ([], plain(one["words"])))
                    addresses.append(address)
        found: dict[str, list[Print]] = {}
        for (part, _), (addresses, words) in sorted(places.items()):
            found.setdefault(part, []).append(Print(" ".join(sorted(addresses)), words))
        return found

    def lexicon(self, exhibit: str) -> Lexicon:
        """Return what finds numbers in a text, names apart; those of rows are names within their exhibit."""
        if exhibit not in self._lexicons:
            rows = [row["row"] for row in self.exhibits.get(exhibit, {}).get("marks", ())]
            names = sorted({*self._excused.get("names", ()), *rows})
            self._lexicons[exhibit] = lexicon_of(names, self.briefing.get("nouns", {}))
        return self._lexicons[exhibit]

    @cached_property
    def _lexicons(self) -> dict[str, Lexicon]:
        return {}

    def excuses(self, kind: str, exhibit: str) -> frozenset[str]:
        """Return what may stand as a ``name``, an ``idiom`` or ``plain``, squeezed; rows in their exhibit."""
        if kind != "name":
            return self._excuses.get(kind, frozenset())
        rows = self.exhibits.get(exhibit, {}).get("marks", ())
        return self._excuses["name"] | {squeezed(row["row"]) for row in rows}

    @cached_property
    def _excuses(self) -> Mapping[str, frozenset[str]]:
        plainly = [one["words"] for one in self._excused.get("plain", ())]
        names, idioms = self._excused.get("names", ()), self._excused.get("idioms", ())
        words = {"name": names, "idiom": idioms, "plain": plainly}
        return {kind: frozenset(map(squeezed, held)) for kind, held in words.items()}

    @cached_property
    def needs(self) -> frozenset[str]:
        """What claim words ask for, in words, and which ends they compare, squeezed."""
        held = (str(one[key]) for one in self.claim_words for key in ("needs", "ends") if key in one)
        return frozenset(map(squeezed, held))

    def labels(self, address: str) -> frozenset[str]:
        """Return what the lines of charts say of a fact, squeezed."""
        return self._labels.get(address, frozenset())

    @cached_property
    def _labels(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for exhibit in self.exhibits.values():
            for one in exhibit.get("drawing", {}).get("texts", ()):
                if "fact" in one:
                    found.setdefault(one["fact"], set()).add(squeezed(one["words"]))
        return {address: frozenset(words) for address, words in found.items()}

    def without_own(self, words: str) -> str:
        """Return ``words`` without the titles, days and versions of the file and of its exhibits."""
        return _without(words, self._own)

    @cached_property
    def _own(self) -> tuple[str, ...]:
        found = [str(self.briefing.get("title", "")), *self.date_forms(self.briefing.get("issued", ""))]
        found += [version for version in self.versions if any(one.isdigit() for one in version)]
        return _longest_first([*found, *(one["title"] for one in self.exhibits.values())])

    def without_marks(self, words: str, exhibit: str) -> str:
        """Return ``words`` without the title of an exhibit, and the words and rows of its marks."""
        one = self.exhibits[exhibit]
        said = [row[key] for row in one["marks"] for key in ("words", "row")]
        return _without(words, _longest_first([one["title"], *said]))

    def value(self, address: str, account: str = "") -> Quantity | Date | None:
        """Return the number or the date of an address, or of one side of its dispute; None of words."""
        key = (address, account)
        if key not in self._values:
            self._values[key] = self._value(address, account)
        return self._values[key]

    @cached_property
    def _values(self) -> dict[tuple[str, str], Quantity | Date | None]:
        return {}

    def _value(self, address: str, account: str) -> Quantity | Date | None:
        fact = self.fact(address)
        if account:
            fact = next((one for one in fact.get("accounts", ()) if one["name"] == account), {})
        held = fact.get("value")
        if not held:
            return None
        if "date" in held:
            return read_date(held["date"])
        low, high = (None if held[end] is None else Fraction(held[end]) for end in ("low", "high"))
        span = Interval(low, high, held["low_closed"], held["high_closed"])
        unit = self.facts.unit(held["unit"]) or PLAIN
        return Quantity(span, unit, Hedge(held["hedge"]), approximate=held["approximate"])

    def under(self, address: str) -> tuple[str, ...]:
        """Return an address and those that it rests on."""
        return (address, *self.fact(address).get("rests_on", ()))

    @cached_property
    def _behind(self) -> dict[str, frozenset[str]]:
        return {}

    def behind(self, address: str) -> frozenset[str]:
        """Return the ids of the sources that evidence of a number, or of one under it, is of."""
        if address not in self._behind:
            every = (passage for one in self.under(address) for passage in self.fact(one).get("evidence", ()))
            self._behind[address] = frozenset(passage["source"] for passage in every)
        return self._behind[address]

    def named(self, address: str) -> frozenset[str]:
        """Return the ids of all sources that the entry of a number may name: behind it, repeated, origins."""
        behind = self.behind(address)
        relayed = (other for one in behind for other in self.sources.get(one, {}).get("relays", ()))
        named = (
            other
            for one in self.under(address)
            for passage in self.fact(one).get("evidence", ())
            for other in passage.get("relays", ())
        )
        origins = (other for one in self.under(address) for other in self.fact(one).get("origins", ()))
        return behind.union(relayed, named, origins)

    def quotes(self, address: str, source: str) -> Iterator[str]:
        """Yield a source's words in evidence of a number, or of one under it, and our translation of them."""
        for one in self.under(address):
            for passage in self.fact(one).get("evidence", ()):
                if not source or passage["source"] == source:
                    yield passage["quote"]
                    if "gloss" in passage:
                        yield passage["gloss"]

    def claimed(self, claim: str) -> Iterator[tuple[str, str]]:
        """Yield the words of the document under review in a claim, with the id of the document."""
        if one := self.claims.get(claim):
            yield one["quote"], one["source"]
            if "gloss" in one:
                yield one["gloss"], one["source"]

    @cached_property
    def issued(self) -> Date | None:
        """The day of the file."""
        return read_date(str(self.briefing.get("issued", "")))

    @cached_property
    def days(self) -> frozenset[str]:
        """The days that the file may say of itself, in every form, squeezed: of its versions and waivers."""
        waived = (str(one["until"]) for one in self.briefing.get("waivers", ()))
        return frozenset(
            squeezed(form) for iso in (*self.versions.values(), *waived) for form in self.date_forms(iso)
        )

    @cached_property
    def versions(self) -> Mapping[str, str]:
        """The versions that the file may name, with their days as ISO dates."""
        known = {str(one["version"]): str(one["issued"]) for one in self.briefing.get("revisions", ())}
        issued = str(self.briefing.get("issued", ""))
        own = {str(self.briefing[key]): issued for key in ("version", "draft_of") if key in self.briefing}
        return {**known, **own}

    @cached_property
    def _listings(self) -> Mapping[str, str]:
        """All that may be printed of a source, squeezed, a line each: its record, its dates in every form.

        Every line has an end before it and behind it, so that listings one after the other are one.
        """
        return {name: _lines(self._told_of(name)) for name in self.sources}

    @cached_property
    def _every_listing(self) -> str:
        return "".join(self._listings.values())

    @cached_property
    def _quoted(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """The evidence of facts by the source it is of, in the order of the facts."""
        found: dict[str, list[Mapping[str, Any]]] = {}
        for fact in self._facts.values():
            for passage in fact.get("evidence", ()):
                found.setdefault(passage["source"], []).append(passage)
        return found

    def _told_of(self, name: str) -> Iterator[str]:
        source = self.sources[name]
        for key in ("title", "publisher", "author", "url", "note"):
            if key in source:
                yield str(source[key])
        for key in ("issued", "accessed"):
            if key in source:
                yield from self.date_forms(source[key])
        for other in source.get("relays", ()):
            if other in self.sources:
                yield from (str(self.sources[other].get(key, "")) for key in ("title", "publisher"))
                yield from self.date_forms(self.sources[other].get("issued", ""))
        for passage in self._quoted.get(name, ()):
            yield from (passage[key] for key in ("locator", "note") if key in passage)
            if "on" in passage.get("vouched", {}):
                yield from self.date_forms(passage["vouched"]["on"])
            for other in passage.get("relays", ()):
                if other in self.sources:
                    yield from (str(self.sources[other].get(key, "")) for key in ("title", "publisher"))

    def unlisted(self, words: str, sources: Iterable[str], also: Iterable[str] = ()) -> str:
        """Return the first number in ``words`` that no listing of one of ``sources`` has there; "" for none.

        A number is listed where it stands so after, or before, the word that it has beside it, or by itself.
        ``also`` are dates, as facts.json writes them, that may stand there too.
        """
        if sources is self.sources:
            listing = self._every_listing
        else:
            listing = "".join(self._listings[one] for one in sources if one in self._listings)
        listing += _lines(form for iso in also if iso for form in self.date_forms(iso))
        tokens = plain(words).split()
        for nth, token in enumerate(tokens):
            if not any(map(str.isdigit, token)):
                continue
            number = squeezed(token).strip(_AROUND)
            before = squeezed(tokens[nth - 1]) + squeezed(token).rstrip(_AROUND) if nth else ""
            after = squeezed(token).lstrip(_AROUND) + squeezed(tokens[nth + 1]) if tokens[nth + 1 :] else ""
            near = [one for one in (before, after.rstrip(_AROUND)) if one]
            long = [number] if len(number) > _TELLING or not near else []
            is_line = f"\n{number}\n" in listing
            if not is_line and not any(_stands(one, listing) for one in (*near, *long)):
                return number
        for one in self.lexicon("").numbers(plain(words)):
            is_worded = not any(letter.isdigit() for letter in one.text)
            if is_worded and squeezed(one.text) not in listing:
                return one.text
        return ""

    def carries(self, words: str, address: str) -> bool:
        """Return whether ``words`` are a date that a fact carries, with no number that it does not have.

        Of a span ("2024 to 2025") the ends are two.
        """
        key = (words, address)
        if key not in self._carried:
            self._carried[key] = self._carries(words, address)
        return self._carried[key]

    @cached_property
    def _carried(self) -> dict[tuple[str, str], bool]:
        return {}

    def _carries(self, words: str, address: str) -> bool:
        if not self.facts.dated_as(words, address):
            return False
        dates = self.facts.dates(address)
        forms = [form for date in dates for form in (date.iso, *self.date_forms(date.iso))]
        known = {int(one) for form in forms for one in re.findall(r"\d+", form)}
        known |= {one for date in dates for one in (date.quarter, date.half, (date.month + 2) // 3) if one}
        ends = re.split(r" (?:to|and|until) |[–-]", words)
        is_span = len(ends) == 2 and all(any(map(str.isdigit, one)) for one in ends)
        return {int(one) for one in re.findall(r"\d+", words)} <= known and not (
            is_span and ends[0] == ends[1]
        )

    def date_forms(self, iso: str) -> Sequence[str]:
        """Return a date as a file writes it, and as it is printed, long and short; of no date nothing."""
        if iso not in self._dates:
            date = read_date(iso) if iso else None
            said: tuple[str, ...] = ()
            if date is not None:
                long, short = (date_words(date, one, self.facts.vocabulary) for one in (True, False))
                said = (iso, iso.replace("-", "/"), long, short)
            self._dates[iso] = said
        return self._dates[iso]

    @cached_property
    def _dates(self) -> dict[str, Sequence[str]]:
        return {}

    def count(self, words: str) -> int | None:
        """Return the whole number that ``words`` say, in digits or in words, and nothing else beside it.

        The problems of a draft stand with their noun. None of what says a part, a unit or a hedge.
        """
        said = re.sub(r" problems?$", "", words.strip())
        if (digits := whole(said.replace(",", ""))) is not None:
            return digits
        if not all(one.isalpha() or one in " -" for one in said):
            return None
        for one in readings(said.lower(), self.facts.vocabulary, self.facts.language):
            value, is_all = one.value, one.start == 0 and one.end == len(said)
            is_count = is_all and isinstance(value, Quantity) and value.unit == PLAIN
            if is_count and value.hedge is Hedge.EXACTLY:
                low = value.interval.low
                return int(low) if low is not None and low.denominator == 1 else None
        return None


def addresses(facts: str) -> tuple[str, ...]:
    """Return the addresses of a list of them, with commas or spaces between."""
    return tuple(one for one in re.split(r"[\s,]+", facts) if one)


def whole(words: str) -> int | None:
    """Return the number that ``words`` are in plain digits, nine at most; None where they are none."""
    return int(words) if _WHOLE.fullmatch(words) else None


@lru_cache(maxsize=8192)
def stretches(words: str, text: str) -> bool:
    """Return whether a quotation stands in a text: what is between its cuts, in order, and no part of a word.

    Blanks count for nothing, for lines are broken anew; a number is not cut out of a longer one.
    """
    source = _compact(text)
    at = 0
    for one in re.split(r"\[?…\]?", plain(words).replace("[...]", "…").replace("...", "…")):
        stretch = squeezed(one).strip(_ENDS)
        if stretch and (at := source.find(stretch, at)) < 0:
            return False
    return True


@frozen
class _Compact:
    """A text without blanks, in small letters; ``places`` are those of its letters in ``text``."""

    letters: str
    places: tuple[int, ...]
    text: str

    def find(self, stretch: str, start: int) -> int:
        """Return where ``stretch`` ends, from ``start`` on, cutting no word and no number; -1 if nowhere."""
        at = self.letters.find(stretch, start)
        while at >= 0:
            end = at + len(stretch)
            first, last = self.places[at], self.places[end - 1] + 1
            before, after = self.text[max(0, first - 2) : first], self.text[last : last + 2]
            if not _cuts(before, stretch[0], stretch[-1], after):
                return end
            at = self.letters.find(stretch, at + 1)
        return -1


@lru_cache(maxsize=4096)
def _compact(text: str) -> _Compact:
    read = plain(text).replace("...", "…").lower()
    places = tuple(nth for nth, one in enumerate(read) if one != " ")
    return _Compact("".join(read[nth] for nth in places), places, read)


def _cuts(before: str, first: str, last: str, after: str) -> bool:
    """Return whether a stretch from ``first`` to ``last`` begins or ends within a word or a number."""
    if first.isalnum() and before[-1:].isalnum():
        return True
    if first.isdigit() and len(before) == 2 and before[1] in ".," and before[0].isdigit():
        return True
    if last.isdigit() and len(after) == 2 and after[0] in ".," and after[1].isdigit():
        return True
    return last.isalnum() and after[:1].isalnum()


def _stands(words: str, listing: str) -> bool:
    """Return whether ``words`` stand in a listing, and no digit of a longer number beside them."""
    at = listing.find(words)
    while at >= 0:
        before, after = listing[at - 1 : at] if at else "", listing[at + len(words) : at + len(words) + 1]
        if not (words[0].isdigit() and before.isdigit()) and not (words[-1].isdigit() and after.isdigit()):
            return True
        at = listing.find(words, at + 1)
    return False


def _lines(texts: Iterable[str]) -> str:
    return "".join(f"\n{squeezed(one)}\n" for one in texts)


def _longest_first(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({plain(one) for one in phrases if one}, key=lambda one: (-len(one), one)))


def _without(words: str, phrases: Iterable[str]) -> str:
    for phrase in phrases:
        words = words.replace(phrase, "…")
    return words
