"""What stands beside a fact: hedges and units typed next to its own, superlatives next to none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tieout import bearing, claimwords
from tieout.gate import sentences
from tieout.manuscript import PIECE
from tieout.model import Mood
from tieout.moods import tells
from tieout.pieces import Piece
from tieout.quantities.dates import Date
from tieout.quantities.interval import Hedge, Quantity
from tieout.quantities.units import Vocabulary, parse_unit
from tieout.unbound import claim_words

_HEDGES = (
    "more than", "greater than", "over", "well over", "just over", "above", "exceeding",
    "upwards of", "at least", "no less than", "not less than", "no fewer than",
    "a minimum of", "less than", "fewer than", "under", "below", "up to", "as much as",
    "as many as", "at most", "no more than", "not more than", "a maximum of", "about",
    "around", "roughly", "approximately", "circa", "some", "nearly", "almost", "close to",
    "exactly", "precisely", "an estimated", "estimated", "reportedly", "an alleged", "allegedly",
    "approx.", "~", "≈", ">", "<", "≥", "≤", "+", "±", "c.", "ca.",
)  # fmt: skip
_TONES = ("only", "just", "merely", "a mere", "barely", "a whopping", "fully", "a full")
# Words that are also prepositions: before a date, a span of time or words they say where, not how much.
_PLACES = frozenset({"over", "under", "above", "below", "about", "around", "some", "up to", "close to"})
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})


def _before(words: tuple[str, ...]) -> re.Pattern[str]:
    said = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:^|(?<![\w-]))(?P<word>{said})\s*[\"“‘(]?\s*$", re.IGNORECASE)


_HEDGE = _before(_HEDGES)
_SIGN = re.compile(r"(?<![\w.,;:–—-])(?P<word>[-−]|minus |negative )$")
_RUN_ON = re.compile(rf"[.,:/·'-]?(?P<piece>{PIECE.pattern})")
_PIECE_BEFORE = re.compile(rf"(?P<piece>{PIECE.pattern})\s*$")
_TONE = _before(_TONES)
_TRAILING = re.compile(
    r"\s*(?P<word>or (?:more|less|so|fewer|over)"
    r"|and (?:more|up|over)(?=\s*(?:[.,;:)]|$))|\+|-plus|, reported)(?!\w)"
)
_SCALE = re.compile(
    r"(?P<gap>[\s-]*)(?P<word>hundred|thousand|[mbtr]+illions?|dozen|bn|tn|mn|k|m|b)(?!\w)", re.IGNORECASE
)
_UNIT = re.compile(r"(?P<gap>\s*-?\s*)(?P<word>[%‰$€£¥]|[A-Za-z]+)")
_WORD = re.compile(r"[\s-]*(?P<word>[%‰]|[A-Za-z][A-Za-z/]*)")
_SCALES = {"thousand": "thousand", "k": "thousand", "million": "million", "m": "million", "mn": "million",
           "billion": "billion", "bn": "billion", "trillion": "trillion", "tn": "trillion"}  # fmt: skip
_MONEY = re.compile(r"(?P<word>[$€£¥₹]|\b(?:USD|US\$|EUR|GBP))\s*$")
_EVERY_UNIT = frozenset({"percent", "dollars", "dollar", "usd", "euros", "euro", "pounds"})
_SUPERLATIVE = re.compile(
    r"\b(?:(?:second|third|fourth|fifth)-)?(?P<word>largest|biggest|fastest|highest|lowest|smallest|cheapest|busiest|oldest|newest"
    r"|strongest|richest|costliest|longest|shortest|greatest|densest|quickest|slowest|steepest|heaviest|dearest|deepest"
    r"|(?:most|least) (?:valuable|expensive|powerful|efficient|advanced|profitable|costly)|first-ever"
    r"|unprecedented|record-breaking|the first (?:\w+ ){0,2}?to|for the first time"
    r"|(?:world|industry|country|market)['’]s first)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Slip:
    """A word that does not fit what it stands beside: its check, its place in the block, what to say."""

    check: str
    start: int
    end: int
    message: str
    help: str
    is_warning: bool = False


def slips(
    text: str,
    pieces: Mapping[str, tuple[Piece, ...]],
    vocabulary: Vocabulary,
    names: re.Pattern[str] | None = None,
) -> Iterator[Slip]:
    """Yield what is wrong beside the pieces of a block; ``pieces`` says what each of its marks prints.

    No claim word is looked for in ``names``.
    """
    for met in PIECE.finditer(text):
        piece = next(iter(pieces.get(met[0], ())), None)
        if piece is None or piece.standing is None or piece.call.name not in ("fact", "quote"):
            continue
        yield from _hedge_slips(text, met.start(), piece)
        yield from _claimed_hedge(text, met.start(), piece, pieces)
        yield from _joined(text, met.start(), met.end(), pieces)
        if piece.form == "number":
            yield from _number_slips(text, met.end(), piece, vocabulary)
        elif piece.form != "quote":
            yield from _unit_slips(text, met.start(), piece)
    yield from _superlatives(text, pieces)
    yield from _claims(text, pieces, names)


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


def _hedge_slips(text: str, at: int, piece: Piece) -> Iterator[Slip]:
    value = piece.standing.value
    before = text[max(0, at - 40) : at]
    if piece.form == "quote":
        own = piece.words.strip("“”‘’ ").lower()
        hedged = any(re.match(rf"{re.escape(word)}(?!\w)", own) for word in (*_HEDGES, *_TONES))
        if hedged and (met := _HEDGE.search(before)):
            yield _hedge(met, at, before, f"typed before words that bring their own: {piece.words}")
        return
    if value is None or piece.standing.says is not None:
        return
    if met := _HEDGE.search(before):
        word = " ".join(met["word"].lower().split())
        if not (word in _PLACES and _is_time(value)):
            yield _hedge(met, at, before, _whose(piece))
    elif (met := _TONE.search(before)) and _is_hedged(piece):
        yield _hedge(met, at, before, _whose(piece))
    if met := _TRAILING.match(text, at + 1):
        yield Slip(
            "hedge-is-the-facts", *met.span("word"),
            f"`{met['word'].strip(' ,')}` is typed after {_whose(piece)}",
            "take it out; the hedge is the fact's own",
        )  # fmt: skip


def _claimed_hedge(
    text: str, at: int, piece: Piece, pieces: Mapping[str, tuple[Piece, ...]]
) -> Iterator[Slip]:
    """Yield a claim word like "above" right before a fact that it does not compare: it would be its hedge."""
    met = _PIECE_BEFORE.search(text, max(0, at - 4), at)
    claim = next(iter(pieces.get(met["piece"], ())), None) if met else None
    if claim is None or claim.borne is None or claim.words.lower() not in _HEDGES:
        return
    if piece.standing.address not in claim.borne.addresses[1:]:
        said = f"`{claim.words}` is printed before {_whose(piece)}, and does not compare it"
        yield Slip("hedge-is-the-facts", met.start(), met.end(), said, "put the fact compared after it")


def _hedge(met: re.Match[str], at: int, before: str, whose: str) -> Slip:
    start = at - len(before) + met.start("word")
    word = " ".join(met["word"].split())
    said = whose if whose.startswith("typed") else f"is typed before {whose}"
    said = said if said.startswith("is ") else f"is {said}"
    helps = f"take `{word}` out; the hedge is the fact's own"
    return Slip("hedge-is-the-facts", start, start + len(met["word"]), f"`{word}` {said}", helps)


def _whose(piece: Piece) -> str:
    address = piece.standing.address
    own = "brings its own hedge" if _is_hedged(piece) else "has none"
    return f"`{address}`, which {own}: {piece.words}".replace("\u00a0", " ")


def _is_hedged(piece: Piece) -> bool:
    value = piece.standing.value
    return isinstance(value, Quantity) and (
        value.hedge is not Hedge.EXACTLY or value.approximate or piece.standing.reported
    )


def _is_time(value: object) -> bool:
    if isinstance(value, Date):
        return True
    return isinstance(value, Quantity) and bool(value.unit.factors) and value.unit.factors[0][0] in _TIMES


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
    own_scale = next((word for word in piece.whole.split() if word in _SCALES.values()), "")
    scale = _SCALES.get(words[0]["word"].lower(), "") if words else ""
    unit_word = words[1 if scale else 0] if len(words) > bool(scale) else None
    unit = (
        parse_unit(unit_word["word"], vocabulary) if unit_word and _may_be_unit(unit_word["word"]) else None
    )
    printed = piece.standing.display.unit if piece.standing.display else value.unit
    met = words[0] if scale or (own_scale and unit) else unit_word if unit and unit != printed else None
    if met is not None:
        whole = piece.whole.replace("\u00a0", " ")
        yield Slip(
            "unit-is-the-facts", *met.span("word"),
            f"`{met['word']}` is typed after `{piece.standing.address}`, which is {whole}",
            'print it whole: take form="number" and the unit out',
        )  # fmt: skip


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


def _claims(
    text: str, pieces: Mapping[str, tuple[Piece, ...]], names: re.Pattern[str] | None
) -> Iterator[Slip]:
    """Yield each claim word of a sentence with a fact that is bound to none, or hides a forecast."""
    typed = list(claim_words(text, names))
    if not typed and not any(one.borne for held in pieces.values() for one in held):
        return
    for start, end in sentences(text):
        held = [(met.start(), pieces.get(met[0], ())) for met in PIECE.finditer(text, start, end)]
        printed = [one for _, every in held for one in every]
        said = PIECE.sub(lambda met: " ".join(one.words for one in pieces.get(met[0], ())), text[start:end])
        for at, every in held:
            for one in every:
                yield from _hidden(at, one, said)
        known = all(every for _, every in held) and not any(one.is_unsure for one in printed)
        if known and any(one.borne or _is_printed(one) for one in printed):
            yield from (_unbound(text, *span) for span in typed if start <= span[0] < end)


def _is_printed(piece: Piece) -> bool:
    return piece.standing is not None and piece.call.name in ("fact", "accounts")


def _unbound(text: str, start: int, end: int) -> Slip:
    typed = text[start:end]
    said = f"`{typed}` compares facts, and is bound to none"
    helps = f"write {{{{ {_bound(typed.lower())} }}}} with the facts it compares, or say less"
    return Slip("claim-word-is-bound", start, end, said, helps, True)


def _bound(typed: str) -> str:
    """Return how a claim word is bound, without a word that only goes with it: "up" of "up from"."""
    for one in (typed, typed.rpartition(" ")[0], typed.rpartition(" ")[2]):
        word = claimwords.read(one, Vocabulary())
        if isinstance(word, claimwords.Word):
            return bearing.shape(word)
    return 'claim("…", "this", "that")'


def _hidden(at: int, piece: Piece, sentence: str) -> Iterator[Slip]:
    """Yield a claim word that rests on a forecast, an assumption or a report in a sentence that says none.

    Of a forecast, an estimate and an opinion it has to say one: what a forecast is held against may well be
    an estimate.
    """
    moods = piece.borne.moods if piece.borne else ()
    foreseen = [one for one in moods if one in _FORESEEN]
    untold = [] if any(tells(one, sentence) for one in foreseen) else foreseen
    untold += [one for one in moods if one not in _FORESEEN and not tells(one, sentence)]
    if untold:
        what = " and ".join(_A_MOOD[one] for one in untold)
        said = f"`{piece.words}` rests on {what}, and its sentence does not say so"
        yield Slip("claim-holds", at, at + 1, said, f"say whose, or that it is {_A_MOOD[untold[0]]}")


_FORESEEN = frozenset({Mood.FORECAST, Mood.ESTIMATE, Mood.OPINION})
_A_MOOD = {one: f"{'an' if one.value[0] in 'aeo' else 'a'} {one}" for one in Mood}


def _superlatives(text: str, pieces: Mapping[str, tuple[Piece, ...]]) -> Iterator[Slip]:
    if _SUPERLATIVE.search(text) is None:
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
