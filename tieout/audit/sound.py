"""Whether facts.json is of one mind: words say their value, and evidence has the number that it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tieout.audit.record import Record, plain
from tieout.quantities.agreeing import difference
from tieout.quantities.dates import Date
from tieout.quantities.interval import Quantity
from tieout.quantities.reading import readings
from tieout.quantities.units import PLAIN

_COUNTED = ("supports", "refines")


def disagreements(record: Record) -> Iterator[str]:
    """Yield each fact whose words say another number than its value, or that no quote of its own has.

    Words that the grammar can't read alone, and statements in words, are passed over; so is evidence whose
    ``note`` or ``reading`` tells why its words differ.
    """
    for address in record.addresses:
        value, fact = record.value(address), record.fact(address)
        for form, words in sorted(fact["words"].items()):
            if value is not None and not _agrees(plain(str(words)), value, address, record):
                yield f"`{address}` is `{plain(str(words))}` in its {form} words, and another as a value"
        is_stated = isinstance(value, Quantity) and "formula" not in fact and bool(fact.get("evidence"))
        if is_stated and not _is_quoted(value, fact, record):
            yield f"no quote of `{address}` has its number, {plain(str(fact['words'].get('sentence', '')))}"


def _agrees(words: str, value: Quantity | Date, address: str, record: Record) -> bool:
    """Return whether words say a value, or can't be read; a number alone has no unit."""
    if isinstance(value, Date):
        return record.carries(words, address)
    said = record.facts.read(words)
    if said is None or not isinstance(said.value, Quantity):
        return True
    is_bare = said.value.unit == PLAIN
    return _is_said(said.value, value, is_bare)


def _is_said(said: Quantity, value: Quantity, is_bare: bool) -> bool:
    """Return whether words and value have an end in common; those of a number alone leave out its scale."""
    if is_bare:
        return True
    low, high = value.interval.low, value.interval.high
    ends = [one for one in (low, high) if one is not None]
    spoken = [one for one in (said.interval.low, said.interval.high) if one is not None]
    near = (abs(one - other) <= abs(other) / 15 for one in spoken for other in ends)
    return not ends or any(near)


def _is_quoted(value: Quantity, fact: dict[str, object], record: Record) -> bool:
    """Return whether a passage that counts has an end of the value, in some unit or scale."""
    wanted = {_significant(str(one)) for one in _ends(fact)}
    for passage in fact["evidence"]:
        if passage["stance"] not in _COUNTED or "set_aside" in passage:
            continue
        if "note" in passage or "reading" in passage:
            return True
        texts = [passage["quote"], passage.get("gloss", "")]
        for text in texts:
            numbers = {_significant(one.replace(",", "")) for one in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}
            if numbers & wanted:
                return True
            read = readings(plain(text), record.facts.vocabulary, record.facts.language)
            if any(isinstance(one.value, Quantity) and not difference(value, one.value) for one in read):
                return True
    return False


def _ends(fact: dict[str, object]) -> Iterator[str]:
    held = fact["value"]
    for end in ("low", "high"):
        if held[end] is not None:
            yield held[end]


def _significant(number: str) -> str:
    """Return the digits of a number that tell it, whatever its scale."""
    return number.replace(".", "").strip("0") or "0"
