"""What is printed of facts, dates, quotations, comparisons and excuses, against the record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tieout.audit import beside
from tieout.audit.finished import Passage, Piece
from tieout.audit.kinds import CLAIM_OFF, DATE_OFF, EXCUSE_OFF, FACT_OFF, HEDGE_OFF, QUOTE_OFF
from tieout.audit.record import Record, addresses, plain, squeezed, stretches
from tieout.measured import Told
from tieout.quantities.agreeing import difference
from tieout.quantities.interval import Quantity
from tieout.quantities.units import PLAIN

_FORMS = ("sentence", "short", "number")

Finding = tuple[str, str]
"""The check that something breaks, and how."""


def of_fact(piece: Piece, passage: Passage, record: Record, whole: str) -> Iterator[Finding]:
    """Yield what is printed of a fact that is not its number, in its unit, with its hedge.

    ``whole`` is all that a label says which goes on over several lines, of which this is one.
    """
    address, account = piece.says.get("fact", ""), piece.says.get("account", "")
    words = plain(piece.words)
    told, message = _told(words, address, account, record)
    if told is None:
        yield FACT_OFF, message
        return
    forms = [form for form in _FORMS if form in told.words]
    if not words or any(_alike(one, told, form, record) for one in (words, whole) for form in forms):
        return
    in_remark = passage.within.get("entry") == address and passage.pieces[0] is not piece
    if in_remark and _is_end(words, address, account, record):
        return  # in a remark on how the number was read, its unit and its hedge may stand apart from it
    right = plain(told.words.get("sentence", ""))
    yield _what_differs(words, right, record), f"`{words}` is printed of `{address}`, which is {right}"


def of_label(piece: Piece, record: Record) -> Iterator[Finding]:
    """Yield what the link over a label of a chart says otherwise than the fact, or the line, it is of."""
    address, account = piece.says.get("fact", ""), piece.says.get("account", "")
    words = plain(piece.words)
    told, message = _told(words, address, account, record)
    if told is None:
        yield FACT_OFF, message
    elif squeezed(words) not in record.labels(address) and not any(
        squeezed(words) == squeezed(one) for one in told.words.values()
    ):
        right = plain(told.words.get("short", ""))
        yield FACT_OFF, f"`{words}` is over a label of `{address}`, which is {right}"


def of_date(piece: Piece, record: Record) -> Iterator[Finding]:
    """Yield a date that is printed of a fact which does not carry it."""
    address, words = piece.says.get("fact", ""), plain(piece.words)
    if address not in record:
        yield DATE_OFF, f"`{words}` is bound to `{address}`, which the facts do not have"
    elif words and not record.carries(words, address):
        yield DATE_OFF, f"`{words}` is printed of `{address}`, which carries no such date"


def of_quotation(piece: Piece, record: Record) -> Iterator[Finding]:
    """Yield words printed as a quotation that no one passage of its source has, in that order."""
    says, words = piece.says, plain(piece.words)
    source = says.get("source", "")
    if "claim" in says:
        found = [text for text, of in record.claimed(says["claim"]) if of == source or not source]
        whose = f"claim `{says['claim']}`"
    else:
        found = list(record.quotes(says.get("fact", ""), source))
        whose = f"the evidence of `{says.get('fact', '')}`"
        if says.get("fact", "") in record and not found:
            every = (one for claim in record.claims for one in record.claimed(claim))
            found = [text for text, of in every if of == source]
    if not any(stretches(words, text) for text in found):
        of = f" by `{source}`" if source else ""
        yield QUOTE_OFF, f"`{words}` stands nowhere in {whose}{of}"
    elif cut := beside.cut_hedge(words, [plain(text) for text in found], record):
        yield HEDGE_OFF, f"`{words}` is quoted without `{cut}`, which stands before it there"


def of_excuse(piece: Piece, passage: Passage, record: Record) -> Iterator[Finding]:
    """Yield a number excused as a name, an idiom or for a reason that the facts do not list as such."""
    words = squeezed(piece.words)
    known = record.excuses(piece.kind, passage.within.get("exhibit", ""))
    if words not in known and words.removesuffix("'s") not in known:
        yield EXCUSE_OFF, f"`{plain(piece.words)}` is excused as {piece.kind}, and the facts list no such"


def of_claim(piece: Piece, record: Record) -> Iterator[Finding]:
    """Yield a word that compares, printed of facts that the record does not compare by it."""
    words = squeezed(piece.words).strip("\"'.,;:")
    facts = addresses(piece.says.get("facts", ""))
    if not facts and words in record.needs:
        return
    for one in record.claim_words:
        if squeezed(one["word"]) == words and (not facts or tuple(one["facts"]) == facts):
            return
    of = " and ".join(f"`{one}`" for one in facts) or "no fact"
    yield CLAIM_OFF, f"`{plain(piece.words)}` is printed of {of}, and the facts have no such comparison"


def _told(words: str, address: str, account: str, record: Record) -> tuple[Told | None, str]:
    """Return what is printed of, or None and what is wrong with its address."""
    if address not in record:
        return None, f"`{words}` is bound to `{address}`, which the facts do not have"
    told = record.facts.told(address, account)
    return told, f"`{words}` is bound to side `{account}` of `{address}`, which has no such side"


def _alike(words: str, told: Told, form: str, record: Record) -> bool:
    right = told.words[form]
    return squeezed(words) == squeezed(right) or record.facts.alike(words, told, form)


def _is_end(words: str, address: str, account: str, record: Record) -> bool:
    """Return whether ``words`` are an end of a number, without its unit or its hedge."""
    value, read = record.value(address, account), record.facts.read(words)
    if not isinstance(value, Quantity) or read is None or not isinstance(read.value, Quantity):
        return False
    said = read.value.interval
    return said.exact and said.low in _ends(value) and read.value.unit in (PLAIN, value.unit)


def _what_differs(words: str, right: str, record: Record) -> str:
    """Return whether it is a hedge alone that tells ``words`` from the words of the fact."""
    here, there = record.facts.read(words), record.facts.read(right)
    if here and there and isinstance(here.value, Quantity) and isinstance(there.value, Quantity):
        same_unit = here.value.unit == there.value.unit
        if same_unit and _ends(here.value) & _ends(there.value) and difference(here.value, there.value):
            return HEDGE_OFF
    digits = [re.findall(r"\d+", one) for one in (words, right)]
    return HEDGE_OFF if digits[0] == digits[1] and squeezed(words) in squeezed(right) else FACT_OFF


def _ends(value: Quantity) -> frozenset[object]:
    return frozenset(one for one in (value.interval.low, value.interval.high) if one is not None)
