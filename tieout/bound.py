"""What stands beside a claim word: nothing that denies, hedges or heightens it; and words bound to none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tieout import bearing, claimwords
from tieout.claimwords import Word
from tieout.gate import sentences
from tieout.manuscript import PIECE
from tieout.moods import hidden
from tieout.pieces import Piece, printed
from tieout.quantities.english import BEHIND, BEHIND_AT_END, BEHIND_IF_LAST, HEDGES, words
from tieout.quantities.interval import Hedge, Quantity
from tieout.quantities.units import Vocabulary
from tieout.typed import Slip, Typed, before, beginning, behind, ending, phrase_set
from tieout.typed_hedges import FRONT, PREPOSITIONS, ends
from tieout.unbound import claim_words

_DENYING = phrase_set(
    "not|never|no|nor|neither|hardly|scarcely|barely|cannot|without|no longer|nowhere near|far from|short of"
    "|shy of|instead of|rather than|other than|anything but|by no means|in no way|at no point|not at all"
    "|nothing like|yet to|unlikely|unable|fail|fails|failed|failing|refuses|refused|declines|declined|denies"
    "|denied|least of all|less than|if at all"
)
# What may stand between a word that denies and what it denies: "has not yet been the", "failed to".
_LINKS = words(
    "a an the to yet quite really ever even again also already fully truly actually still be been being is"
    " are was were has have had having do does did get got become becoming became it they he she we that so"
    " as"
)
_NO_DENIAL = words("or only merely just simply")  # "whether or not"
_ARTICLES = words("a an the")
_HEIGHTENING = phrase_set(
    "far|much|way|well|considerably|significantly|substantially|greatly|vastly|hugely|massively|enormously"
    "|dramatically|sharply|steeply|strongly|markedly|slightly|marginally|modestly|fractionally|a little"
    "|little|a bit|a lot|a good deal|a great deal|a shade|a touch|easily|comfortably|handily|by far"
    "|many times|several times|a few times|many more times|exponentially|rapidly|immensely"
)
# What may go before one of these so that it says something else: "so far", "as well", "the way".
_ELSE = {
    "far": words("so thus as"),
    "well": words("as"),
    "much": words("as"),
    "way": words("the a an this that its their his her our in by one no every either same"),
}
_BEHIND = phrase_set(
    "by far|a lot|a little|a bit|by a lot|by much|many times over|several times over|not at all|by no means"
    "|sharply|steeply|slightly|dramatically|massively|hugely|considerably|substantially|significantly|strongly"
    "|markedly|modestly|marginally|greatly|vastly|enormously|exponentially|rapidly|at best|at worst"
)
_TIED = frozenset((*BEHIND_IF_LAST, *BEHIND_AT_END))
_OF_NUMBER = FRONT | phrase_set("all but")
_LOOSE = (Hedge.ABOUT, Hedge.NEARLY, Hedge.JUST_OVER, Hedge.EXACTLY)
# The hedges of what is no number: those that cannot say where or of what. "Over the largest" hedges nothing.
_OF_NO_NUMBER = frozenset(
    phrase
    for phrase in _OF_NUMBER
    if (phrase not in HEDGES or HEDGES[phrase] in _LOOSE or phrase[-1] == "than" or phrase[0] == "at")
    and not (len(phrase) == 1 and phrase[0] in PREPOSITIONS)
)


def slips(
    text: str,
    pieces: Mapping[str, tuple[Piece, ...]],
    vocabulary: Vocabulary,
    names: re.Pattern[str] | None,
    told: Sequence[Slip],
) -> Iterator[Slip]:
    """Yield what is wrong with the claim words of a block, bound and typed, but for what is ``told``."""
    yield from _claims(text, pieces, vocabulary.language, names, told)
    for met in PIECE.finditer(text):
        piece = next(iter(pieces.get(met[0], ())), None)
        word = claimwords.read(piece.words, vocabulary) if piece is not None and piece.borne else None
        if isinstance(word, Word):
            yield from turned(text, met.span(), piece.words, word, vocabulary)
            yield from _by_how_much(text, met.start(), piece, word, pieces)


# --- what belongs within a claim word ------------------------------------------------------------


def turned(text: str, span: tuple[int, int], said: str, word: Word, vocabulary: Vocabulary) -> Iterator[Slip]:
    """Yield what is typed around a claim word and makes it say something else than was proven.

    It stands in ``text`` at ``span``, as a piece or as its call, and is printed as ``said``.
    """
    typed = before(text, span[0])
    if denied := _denied(typed):
        yield _apart(text, denied, "denies", said, vocabulary, "not")
    elif hedge := _hedge(typed, word):
        yield _apart(text, hedge, "hedges", said, vocabulary, " ".join(one.low for one in hedge))
    elif degree := _degree(typed):
        yield _apart(text, degree, "heightens", said, vocabulary, "")
    if after := _after(behind(text, span[1])):
        yield _apart(text, after, "is typed after", said, vocabulary, "")


def _apart(
    text: str, typed: Sequence[Typed], does: str, printed: str, vocabulary: Vocabulary, within: str
) -> Slip:
    start, end = typed[0].start, typed[-1].end
    whole = f"{within} {printed}"
    helps = "take it out: nothing proves it"
    if within and isinstance(claimwords.read(whole, vocabulary), Word):
        helps = f'write it within the word, `claim("{whole}", …)`, so that the facts prove it'
    said = f"`{' '.join(text[start:end].split())}` {does} `{printed}`, which holds without it"
    return Slip("claim-word-is-whole", start, end, said, helps)


def _denied(typed: Sequence[Typed]) -> Sequence[Typed]:
    """Return the words right before a claim word that deny it, with what links them; none where none do."""
    for upto in range(len(typed), 0, -1):
        last = typed[upto - 1].low
        if last.endswith("n't"):
            return typed[upto - 1 : upto]
        if size := ending(_DENYING, typed, upto):
            is_else = upto > size and typed[upto - size - 1].low in _NO_DENIAL and last == "not"
            return () if is_else else typed[upto - size : upto]
        if last not in _LINKS:
            return ()
    return ()


def _hedge(typed: Sequence[Typed], word: Word) -> Sequence[Typed]:
    """Return the words of a hedge right before a claim word; before one that is no number, only of some."""
    said = _OF_NUMBER if word.is_counted else _OF_NO_NUMBER
    for upto in (len(typed), _past_articles(typed)):
        if size := ending(said, typed, upto):
            return typed[upto - size : upto]
    return ()


def _degree(typed: Sequence[Typed]) -> Sequence[Typed]:
    """Return the words right before a claim word that say how far it holds, which nothing proves."""
    upto = _past_articles(typed)
    size = ending(_HEIGHTENING, typed, upto)
    if not size:
        return ()
    last = typed[upto - size - 1].low if upto > size else ""
    return () if last in _ELSE.get(typed[upto - 1].low, ()) else typed[upto - size : upto]


def _past_articles(typed: Sequence[Typed]) -> int:
    upto = len(typed)
    while upto and typed[upto - 1].low in _ARTICLES:
        upto -= 1
    return upto


def _after(typed: Sequence[Typed]) -> Sequence[Typed]:
    """Return the words right behind a claim word that make more or less of it: "or more", "by far"."""
    here = int(bool(typed) and typed[0].low in ("(", ","))
    if (size := beginning(BEHIND, typed, here)) and not (
        here + size < len(typed) and typed[here + size].low == "than"
    ):
        return typed[here : here + size]
    if size := beginning(_BEHIND, typed, here):
        return typed[here : here + size]
    size = beginning(_TIED, typed, here)
    return typed[here : here + size] if size and ends(typed, here + size) else ()


def _by_how_much(
    text: str, at: int, piece: Piece, word: Word, pieces: Mapping[str, tuple[Piece, ...]]
) -> Iterator[Slip]:
    """Yield a number right before a comparative that is not worked out of the two: "$30 billion larger"."""
    typed = before(text, at)
    last = next(iter(pieces.get(typed[-1].low, ())), None) if typed and word.is_comparative else None
    if last is None or last.standing is None or not isinstance(last.standing.value, Quantity):
        return
    if not {*piece.borne.addresses[:2]} <= {*last.standing.given, *last.standing.rests_on}:
        said = f"`{last.standing.address}` stands right before `{piece.words}` as if it said by how much"
        helps = "print what is worked out of the two, or put other words between"
        yield Slip("claim-word-is-whole", typed[-1].start, typed[-1].end, said, helps)


# --- what a sentence has to say ------------------------------------------------------------------


def _claims(
    text: str,
    pieces: Mapping[str, tuple[Piece, ...]],
    language: str,
    names: re.Pattern[str] | None,
    told: Sequence[Slip],
) -> Iterator[Slip]:
    """Yield each claim word of a sentence with a fact that is bound to none, or hides a forecast."""
    typed = [
        (start, end)
        for start, end in claim_words(text, names)
        if not any(one.start < end and start < one.end for one in told)
    ]
    if not typed and not any(one.borne for held in pieces.values() for one in held):
        return
    for start, end in sentences(text):
        held = [(met.start(), pieces.get(met[0], ())) for met in PIECE.finditer(text, start, end)]
        every_piece = [one for _, every in held for one in every]
        said = printed(text[start:end], pieces)
        for at, every in held:
            for one in every:
                yield from _hidden(at, one, said, language)
        known = all(every for _, every in held) and not any(one.is_unsure for one in every_piece)
        if known and any(one.borne or _is_printed(one) for one in every_piece):
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
        if isinstance(word, Word):
            return bearing.shape(word)
    return 'claim("…", "this", "that")'


def _hidden(at: int, piece: Piece, sentence: str, language: str) -> Iterator[Slip]:
    """Yield a claim word that rests on a forecast, an assumption or a report in a sentence that says none."""
    if piece.borne and (found := hidden(piece.words, piece.borne.moods, sentence, language)):
        yield Slip("claim-holds", at, at + 1, *found)
