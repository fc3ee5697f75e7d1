"""Which of the characters that a page prints the house's fonts lack, and where they were written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from io import BytesIO
from itertools import groupby

from lxml import etree
from lxml.html import document_fromstring

from tieout.diagnostics import Diagnostic, Text, error
from tieout.formats import look
from tieout.frozen import frozen
from tieout.model import Evidence, Page, SectionFile, Source
from tieout.prose import section_text

BREAKS = ("\u200b", "\u2060")  # where a long address may break, and where not: they draw nothing
_NAMED_MOST = 8
_FONT = "or let a font in templates/fonts have it"


@frozen
class Written:
    """A text that may be printed: what it is for people, how to mend it, whether it is printed as written."""

    text: Text
    what: str
    help: str
    is_whole: bool = False


def faults(page: Page, document: str, covered: frozenset[str]) -> tuple[Diagnostic, ...]:
    """Return an error for each text of ``page`` with characters not ``covered``, at the first of them.

    ``document`` is the HTML that is printed. Of a text that is set by expressions, what counts is whether the
    stretches that cannot be printed stand in it. What no text has is told of the briefing, place by place.
    """
    body = "".join(document_fromstring(document).find("body").itertext())
    places = (("the page", body), *((f"the chart {name}", words) for name, words in charts(page)))
    everything = "\n".join(words for _, words in places)
    lacking = missing(everything, covered)
    if not lacking:
        return ()
    printed, found = _letters(everything), {}
    for one in _written(page):
        runs = [(at, run) for at, run in _runs(one.text.text, lacking) if one.is_whole or run in everything]
        if runs and one.text.at not in found and (not one.is_whole or _letters(one.text.text) in printed):
            found[one.text.at] = one, runs
    told = [_fault(one, runs) for one, runs in found.values()]
    left = lacking.difference(*(run for _, runs in found.values() for _, run in runs))
    for place, words in places:
        if here := left.intersection(words):
            near = min(map(words.index, here))
            around = " ".join(words[max(near - 24, 0) : near + 24].split())
            said = f"no font here has {_named(sorted(here))}, in {place}: {around}"
            told.append(error("pdf-is-sound", page.edition.briefing.at, said, help=f"take it out, {_FONT}"))
    return tuple(told)


def may_lack(page: Page, covered: frozenset[str]) -> bool:
    """Return whether a text of ``page`` or of its charts has a character that is not ``covered``."""
    texts = [one.text.text for one in _written(page)]
    return bool(missing("".join((*texts, *(words for _, words in charts(page)))), covered))


def missing(words: str, covered: frozenset[str]) -> frozenset[str]:
    """Return the characters of ``words`` that need ink, or a width, and are not ``covered``."""
    return frozenset(
        one for one in set(words) - covered if one == "\u00a0" or not (one.isspace() or one in BREAKS)
    )


def coverage(assets: look.Assets) -> frozenset[str]:
    """Return the characters that each face of the sans has, in which every stack of print ends."""
    faces = [face["file"] for face in look.tokens(assets)["faces"] if face["family"] == "sans"]
    return frozenset.intersection(*(characters(assets[f"fonts/{name}.ttf"]) for name in faces))


def charts(page: Page) -> Iterator[tuple[str, str]]:
    """Yield the name of each chart that is printed and the words in it."""
    for exhibit in page.printed_exhibits:
        root = etree.fromstring(exhibit.drawings["print"].svg.encode())
        texts = root.iter("{http://www.w3.org/2000/svg}text")
        yield exhibit.id, " ".join("".join(one.itertext()) for one in texts)


@lru_cache(maxsize=16)
def characters(font: bytes) -> frozenset[str]:
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(font), lazy=True) as face:
        return frozenset(map(chr, face.getBestCmap()))


# --- what was written ----------------------------------------------------------------------------


def _written(page: Page) -> Iterator[Written]:
    """Yield every text that a page may print, quotes and sources first."""
    quoted = [one for standing in page.standings.values() for one in standing.evidence]
    quoted += [verdict.claim.evidence for verdict, _ in page.verdicts]
    for one in quoted:
        if one.gloss is None:
            help = f"give our translation of it in `gloss`, which is printed in its place, {_FONT}"
            yield Written(one.quote, f"the quote of `{one.source}`", help, True)
    for listed in page.sources:
        for name in ("title", "publisher", "author"):
            if text := getattr(listed.source, name):
                help = f"write its {name} in Latin script, transliterated or translated, {_FONT}"
                yield Written(text, f"the {name} of `{listed.source.id}`", help, True)
    records = (page.standings.values(), (verdict.claim for verdict, _ in page.verdicts))
    for text in _texts((page.edition.briefing, page.desk.name, *(one for some in records for one in some))):
        yield Written(text, "this text", f"write it in Latin script, {_FONT}")


def _texts(one: object) -> Iterator[Text]:
    """Yield the texts within a record, but for quotes, which are a source's own words, and for sources."""
    if isinstance(one, Text):
        yield one
    elif isinstance(one, SectionFile):
        yield from section_text(one)
    elif isinstance(one, Mapping):
        for value in one.values():
            yield from _texts(value)
    elif isinstance(one, tuple):
        for value in one:
            yield from _texts(value)
    elif is_dataclass(one) and not isinstance(one, Source):
        for part in fields(one):
            if not (isinstance(one, Evidence) and part.name == "quote"):
                yield from _texts(getattr(one, part.name))


# --- what is said of it --------------------------------------------------------------------------


def _runs(text: str, lacking: frozenset[str]) -> list[tuple[int, str]]:
    """Return each run of characters of ``lacking``, and where in ``text`` it starts."""
    runs = []
    for is_lacking, run in groupby(enumerate(text), lambda one: one[1] in lacking):
        if is_lacking:
            held = list(run)
            runs.append((held[0][0], "".join(letter for _, letter in held)))
    return runs


def _fault(one: Written, runs: list[tuple[int, str]]) -> Diagnostic:
    start, first = runs[0]
    letters = list(dict.fromkeys(letter for _, run in runs for letter in run))
    said = f"{one.what} has what no font here can print: {_named(letters)}"
    return error("pdf-is-sound", one.text.place(start, len(first)), said, help=one.help)


def _named(letters: list[str]) -> str:
    """Return the characters, each in ink and as its number, and how many more there are."""
    shown = [f"`{one}` (U+{ord(one):04X})" for one in letters[:_NAMED_MOST]]
    more = len(letters) - len(shown)
    return ", ".join(shown) + (f", and {more} more" if more else "")


def _letters(text: str) -> str:
    """Return the letters and digits of ``text``, which stay the same however it is set."""
    return "".join(filter(str.isalnum, text))
