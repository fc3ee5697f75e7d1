"""What stands beside a fact: hedges and units typed next to its own, superlatives next to none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tieout import bound
from tieout.gate import sentences
from tieout.manuscript import PIECE
from tieout.memory import remembered
from tieout.pieces import Piece
from tieout.quantities.dates import Date
from tieout.quantities.english import SCALES
from tieout.quantities.interval import Hedge, Quantity
from tieout.quantities.units import Vocabulary, parse_unit
from tieout.typed import LONGEST, Slip, Typed, before, behind, ending, low_words, phrase_set
from tieout.typed_hedges import FRONT, hedge_before, hedge_behind, rate_behind
from tieout.unbound import SUPERLATIVES

_TONES = phrase_set("only|just|merely|a mere|mere|a whopping|whopping|fully|a full")
_SIGN = re.compile(r"(?<![\w.,;:–—-])(?P<word>[-−]|minus |negative )$")
_RUN_ON = re.compile(rf"[.,:/·'-]?(?P<piece>{PIECE.pattern})")
_SCALES = frozenset((*SCALES, *(f"{one}s" for one in SCALES if one.endswith("illion")), "dozen", *"kmb"))
_SCALE = re.compile(rf"(?P<gap>[\s-]*)(?P<word>{'|'.join(sorted(_SCALES))})(?!\w)", re.IGNORECASE)
_UNIT = re.compile(r"(?P<gap>\s*-?\s*)(?P<word>[%‰$€£¥]|[A-Za-z]+)")
_WORD = re.compile(r"[\s-]*(?P<word>[%‰]|[A-Za-z][A-Za-z/]*)")
_MONEY = re.compile(r"(?P<word>[$€£¥₹]|\b(?:USD|US\$|EUR|GBP))\s*$")
_EVERY_UNIT = frozenset({"percent", "dollars", "dollar", "usd", "euros", "euro", "pounds"})
_SUPERLATIVE = re.compile(
    rf"\b(?:(?:second|third|fourth|fifth)-)?(?:{SUPERLATIVES}|first-ever"
    r"|unprecedented|record-breaking|the first (?:\w+ ){0,2}?to|for the first time"
    r"|(?:world|industry|country|market)['’]s first)\b",
    re.IGNORECASE,
)


def slips(
    text: str,
    pieces: Mapping[str, tuple[Piece, ...]],
    vocabulary: Vocabulary,
    names: re.Pattern[str] | None = None,
) -> Iterator[Slip]:
    """Yield what is wrong beside the pieces of a block; ``pieces`` says what each of its marks prints.

    No claim word is looked for in ``names``.
    """
    found = list(of_facts(text, pieces, vocabulary))
    yield from found
    yield from _superlatives(text, pieces)
    yield from bound.slips(text, pieces, vocabulary, names, found)


def of_facts(text: str, pieces: Mapping[str, tuple[Piece, ...]], vocabulary: Vocabulary) -> Iterator[Slip]:
    """Yield what is wrong beside the facts and quotations of a block: hedges, signs, scales, units, rates."""
    for met in PIECE.finditer(text):
        piece = next(iter(pieces.get(met[0], ())), None)
        if piece is None or piece.standing is None or piece.call.name not in ("fact", "quote"):
            continue
        yield from _hedge_slips(text, met.start(), piece, pieces)
        yield from _joined(text, met.start(), met.end(), pieces)
        if piece.form == "number":
            yield from _number_slips(text, met.end(), piece, vocabulary)
        elif piece.form != "quote":
            yield from _unit_slips(text, met.start(), piece)
        yield from _rate_slips(text, met.end(), piece, vocabulary)


def _joined(text: str, at: int, end: int, pieces: Mapping[str, tuple[Piece, ...]]) -> Iterator[Slip]:
    """Yield a sign before a number, and a number that runs on into the next."""
    if met := _SIGN.search(text, max(0, at - 8), at):
        yield Slip(
            "number-is-cited", *met.span("word"), f"`{met['word'].strip()}` turns a fact into its negative",
            "take it out, or state a fact that is below zero",
        )  # fmt: skip
    following = _RUN_ON.match(text, end)
    if following and any(one.standing for one in pieces.get(following["piece"], ())):
        yield Slip(
            "number-is-cited", at, following.end(), "two facts run together into another number",
            "put a space or a word between them",
        )  # fmt: skip


def _hedge_slips(text: str, at: int, piece: Piece, pieces: Mapping[str, tuple[Piece, ...]]) -> Iterator[Slip]:
    value, said = piece.standing.value, before(text, at, lambda one: _claim(pieces, one))
    hedge = hedge_before(text, said, piece.standing)
    if piece.form == "quote":
        own = low_words(piece.words.strip("“”‘’ "))
        hedged = any(own[:size] in FRONT or own[:size] in _TONES for size in range(1, LONGEST + 1))
        if hedged and hedge:
            yield _hedge(text, hedge, f"is typed before words that bring their own: {piece.words}")
        return
    if value is None or piece.standing.says is not None:
        return
    claimed = next((one.piece for one in hedge if one.piece), "")
    if claimed:
        yield from _claimed_hedge(hedge, pieces[claimed][0], piece)
    elif hedge:
        yield _hedge(text, hedge, f"is typed before {_whose(piece)}")
    elif _is_hedged(piece) and (size := ending(_TONES, said, len(said))):
        yield _hedge(text, said[-size:], f"is typed before {_whose(piece)}")
    after = hedge_behind(behind(text, at + 1), at + 1, piece.form == "number", isinstance(value, Date))
    if after:
        yield _hedge(text, after, f"is typed after {_whose(piece)}")


def _claim(pieces: Mapping[str, tuple[Piece, ...]], one: str) -> str:
    """Return the words of a claim word, which may be read on into a hedge; of other pieces none."""
    piece = next(iter(pieces.get(one, ())), None)
    return piece.words if piece is not None and piece.borne else ""


def _claimed_hedge(hedge: Sequence[Typed], claim: Piece, piece: Piece) -> Iterator[Slip]:
    """Yield a claim word like "above" right before a fact that it does not compare: it would be its hedge."""
    if piece.standing.address not in claim.borne.addresses[1:]:
        words = " ".join(one.low for one in hedge)
        said = f"`{words}` is printed before {_whose(piece)}, and does not compare it"
        helps = "put the fact compared after it"
        yield Slip("hedge-is-the-facts", hedge[0].start, hedge[-1].end, said, helps)


def _hedge(text: str, hedge: Sequence[Typed], where: str) -> Slip:
    start, end = hedge[0].start, hedge[-1].end
    word = " ".join(text[start:end].split())
    return Slip(
        "hedge-is-the-facts", start, end, f"`{word}` {where}",
        f"take `{word}` out; the hedge is the fact's own",
    )  # fmt: skip


def _whose(piece: Piece) -> str:
    address = piece.standing.address
    own = "brings its own hedge" if _is_hedged(piece) else "has none"
    return f"`{address}`, which {own}: {piece.words}".replace("\u00a0", " ")


def _is_hedged(piece: Piece) -> bool:
    value = piece.standing.value
    return isinstance(value, Quantity) and (
        value.hedge is not Hedge.EXACTLY or value.approximate or piece.standing.reported
    )


def _unit_slips(text: str, at: int, piece: Piece) -> Iterator[Slip]:
    if not isinstance(piece.standing.value, Quantity):
        return
    if (met := _MONEY.search(text[max(0, at - 6) : at])) is not None:
        start = at - len(text[max(0, at - 6) : at]) + met.start("word")
        yield _unit(start, start + len(met["word"]), met["word"], piece)
        return
    printed = {_one(word) for word in re.findall(r"[A-Za-z%$€£¥‰]+", piece.words)}
    if (met := _SCALE.match(text, at + 1)) and (met["gap"] or len(met["word"]) > 1):
        yield _unit(*met.span("word"), met["word"], piece)
        return
    met = _UNIT.match(text, at + 1)
    if met is None or (not met["gap"] and met["word"].isalpha()):
        return
    word = met["word"]
    if not word.isalpha() or word.lower() in _EVERY_UNIT or _one(word) in printed - _LINKING:
        yield _unit(*met.span("word"), word, piece)
    elif word.lower() == "per" and re.match(r"\s+cent\b", text[met.end() :]):
        yield _unit(*met.span("word"), "per cent", piece)


_LINKING = frozenset(
    {"a", "an", "and", "at", "by", "for", "in", "more", "no", "not", "of", "on", "or", "per", "than", "to",
     "up", "least", "most", "about", "from", "reported", "reportedly"}
)  # fmt: skip


def _number_slips(text: str, at: int, piece: Piece, vocabulary: Vocabulary) -> Iterator[Slip]:
    """Yield a scale typed after a number printed alone, or a unit that is not the number's own."""
    value = piece.standing.value
    if not isinstance(value, Quantity):
        return
    words = list(_WORD.finditer(text, at, at + 40))[:2] if _WORD.match(text, at) else []
    has_scale = any(word in SCALES for word in piece.whole.split())
    is_scale = bool(words) and words[0]["word"].lower() in _SCALES
    unit_word = words[is_scale] if len(words) > is_scale else None
    unit = (
        parse_unit(unit_word["word"], vocabulary) if unit_word and _may_be_unit(unit_word["word"]) else None
    )
    printed = piece.standing.display.unit if piece.standing.display else value.unit
    met = words[0] if is_scale or (has_scale and unit) else unit_word if unit and unit != printed else None
    if met is not None:
        whole = piece.whole.replace("\u00a0", " ")
        yield Slip(
            "unit-is-the-facts", *met.span("word"),
            f"`{met['word']}` is typed after `{piece.standing.address}`, which is {whole}",
            'print it whole: take form="number" and the unit out',
        )  # fmt: skip


def _rate_slips(text: str, at: int, piece: Piece, vocabulary: Vocabulary) -> Iterator[Slip]:
    """Yield what makes a rate of a fact that is none: "a year", "each"."""
    if not isinstance(piece.standing.value, Quantity) or piece.form == "quote":
        return
    if rate := rate_behind(behind(text, at), piece.standing, piece.form == "number", vocabulary):
        start, end = rate[0].start, rate[-1].end
        helps = f"take `{text[start:end]}` out, or print a fact that is counted so"
        yield replace(_unit(start, end, text[start:end], piece), help=helps)


def _may_be_unit(word: str) -> bool:
    return len(word) > 1 and word.lower() not in _LINKING


def _one(word: str) -> str:
    low = word.lower()
    return low[:-1] if len(low) > 3 and low.endswith("s") else low


def _unit(start: int, end: int, word: str, piece: Piece) -> Slip:
    printed = piece.words.replace("\u00a0", " ")
    return Slip(
        "unit-is-the-facts", start, end,
        f"`{word}` is typed beside `{piece.standing.address}`, which prints: {printed}",
        f'take `{word}` out, or print the number alone with form="number"',
    )  # fmt: skip


@remembered(8192)
def _has_superlative(text: str) -> bool:
    return _SUPERLATIVE.search(text) is not None


def _superlatives(text: str, pieces: Mapping[str, tuple[Piece, ...]]) -> Iterator[Slip]:
    if not _has_superlative(text):
        return
    for start, end in sentences(text):
        sentence = text[start:end]
        cited = any(
            not pieces.get(met[0])
            or any(one.addresses or one.sources or one.is_unsure for one in pieces[met[0]])
            for met in PIECE.finditer(sentence)
        )
        for met in _SUPERLATIVE.finditer(sentence) if not cited else ():
            yield Slip(
                "superlative-is-cited", start + met.start(), start + met.end(),
                f"`{met[0]}` is said in a sentence that cites no fact",
                "cite the fact that shows it, or say less", True,
            )  # fmt: skip
