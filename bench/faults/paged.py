"""Faults in the finished PDF: its text, structure, links, drawings, its own data and its attachments."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from random import Random

from bench.faults import markup, wording
from bench.faults.paper import (
    Described,
    Detached,
    Edit,
    Paper,
    Path,
    Reattached,
    Redrawn,
    Reshown,
    Restated,
    Rewritten,
    Show,
    properties_of,
)
from bench.faults.planted import Box, Files, Ground, Place, Planted
from bench.faults.web import Record, behind

_CLAUSE_END = re.compile(r"(?<=[a-z])(?=[.,;](?: |$))")
_HEDGE_PARTS = ("chevron", "fray", "cap", "below")


class Pages:
    """The PDF among finished files, and what faults in it are made with."""

    def __init__(self, files: Files, random: Random) -> None:
        self.file = next(name for name in sorted(files) if name.endswith(".pdf"))
        self.paper = Paper(files[self.file])
        self.files = files
        self.random = random
        self.record: Record = json.loads(self.paper.attachments["facts.json"])
        self.runs: dict[str, list[Show]] = defaultdict(list)
        for one in self.paper.shows:
            if "run" in one.says:
                self.runs[one.says["run"]].append(one)

    def fault(
        self,
        kind: str,
        edits: Sequence[Edit],
        shown: tuple[str, str],
        where: str,
        at: Sequence[tuple[int, Box | None]] = ((0, None),),
        name: str = "",
    ) -> Planted:
        """Return a fault at the pages and boxes of ``at``, or in what is called ``name``."""
        places = tuple(Place(self.file, page=page, box=box, name=name, shown=shown) for page, box in at)
        return Planted(kind, Ground.PAPER, self.file, *shown, places, Rewritten(tuple(edits)), where)

    def reshown(self, show: Show, words: str) -> list[Edit]:
        """Return the edits that have a run of glyphs say ``words``; none where its font lacks a glyph."""
        codes = self.paper.encoded(show, words)
        return [] if codes is None else [Reshown(show.stream, show.at, codes)]

    def changed(self, kind: str, show: Show, words: str, where: str) -> Iterator[Planted]:
        """Yield the fault that has a run of glyphs say ``words``, where its font can."""
        if words and words != show.words and (edits := self.reshown(show, words)):
            yield self.fault(kind, edits, (show.words, words), where, [(show.page, show.box)])

    def region(self, show: Show) -> str:
        """Return where on the pages a run of glyphs stands, as a reader names it."""
        kinds = {kind for kind, _ in show.within}
        if any(one.get("part") == "running" for _, one in show.within):
            return "the head or foot"
        if self.paper.labels[show.page - 1].startswith("A"):
            return "the annex"
        if kinds & {"TD", "TH"}:
            return "a cell"
        return "a heading" if kinds & {"H1", "H2", "H3"} else "prose"


def candidates(files: Files, random: Random) -> Iterator[Planted]:
    """Yield faults of every kind that the PDF among ``files`` can have."""
    pages = Pages(files, random)
    yield from _in_words(pages)
    yield from _exchanged(pages)
    yield from _cited_wrongly(pages)
    yield from _typed(pages)
    yield from _in_structure(pages)
    yield from _in_labels(pages)
    yield from _in_ink(pages)
    yield from _in_own_data(pages)
    yield from _in_attachments(pages)


def _in_words(pages: Pages) -> Iterator[Planted]:
    random = pages.random
    digits = {
        "date": "date changed",
        "quotation": "quote with a changed digit",
        "tally": "tally changed",
    }
    for show in pages.paper.shows:
        if show.in_drawing:
            continue
        where, words = pages.region(show), show.words
        if show.kind == "fact":
            new = wording.digit_changed(words, random)
            yield from pages.changed(f"digit changed in {where}", show, new, where)
            if not new:
                yield from pages.changed(
                    "number word changed", show, wording.number_word_changed(words), where
                )
            for new in wording.hedges_dropped(words):
                yield from pages.changed("hedge dropped", show, new, where)
            yield from pages.changed("hedge strengthened", show, wording.hedge_strengthened(words), where)
            for new in wording.units_swapped(words):
                yield from pages.changed("unit or scale swapped", show, new, where)
        elif show.kind in digits:
            yield from pages.changed(digits[show.kind], show, wording.digit_changed(words, random), where)
        elif show.kind == "structural":
            in_margin = where == "the head or foot"
            kind = f"digit changed in {where}" if in_margin else "number of an exhibit or a claim changed"
            yield from pages.changed(kind, show, wording.digit_changed(words, random), where)
        if show.kind == "quotation":
            for new in (*wording.hedges_dropped(words), wording.hedge_strengthened(words)):
                yield from pages.changed("quote with a changed hedge", show, new, where)


def _exchanged(pages: Pages) -> Iterator[Planted]:
    """Yield pairs of facts of one page and one element, each with the other's words."""
    blocks: dict[tuple[object, ...], list[Show]] = defaultdict(list)
    for show in pages.paper.shows:
        if show.kind == "fact" and not show.in_drawing and len(pages.runs[show.says["run"]]) == 1:
            blocks[(show.page, show.font, pages.region(show), round(show.box[1] / 60))].append(show)
    for (_, _, where, _), shows in blocks.items():
        pages.random.shuffle(shows)
        for one, other in zip(shows[::2], shows[1::2], strict=False):
            if one.says["fact"] == other.says["fact"] or one.words == other.words:
                continue
            edits = pages.reshown(one, other.words), pages.reshown(other, one.words)
            if all(edits):
                at = [(one.page, one.box), (other.page, other.box)]
                shown = one.words, other.words
                yield pages.fault("two facts exchanged", [*edits[0], *edits[1]], shown, where, at)


def _cited_wrongly(pages: Pages) -> Iterator[Planted]:
    numbers = [str(one["number"]) for one in pages.record["sources"].values() if one.get("number")]
    links = [
        (page, one)
        for page, one in pages.paper.annotations()
        if re.fullmatch(r"source \d+", str(one.get("/Contents", "")))
    ]
    fact = ""
    for show in pages.paper.shows:
        if show.kind == "fact":
            fact = show.says.get("fact", "")
        elif show.kind not in ("citation", ""):
            fact = ""
        if show.kind != "citation" or not show.words.isdigit() or fact not in pages.record["facts"]:
            continue
        link = next(
            (
                one
                for page, one in links
                if page == show.page
                and str(one.Contents) == f"source {show.words}"
                and _meet(_rect(one), show.box)
            ),
            None,
        )
        wrong = [one for one in numbers if one not in behind(pages.record, fact) and one != show.words]
        if link is None or not wrong:
            continue
        number, key = pages.random.choice(wrong), link.objgen[0]
        led = Restated(key, "/Dest", f"s{number}")
        at, where = [(show.page, show.box)], pages.region(show)
        if edits := pages.reshown(show, number):
            spoken = Restated(key, "/Contents", f"source {number}")
            shown = show.words, number
            yield pages.fault("citation to the wrong source", [*edits, led, spoken], shown, where, at)
        shown = f"{show.words}, to s{show.words}", f"{show.words}, to s{number}"
        yield pages.fault("citation that leads to the wrong source", [led], shown, where, at)


def _typed(pages: Pages) -> Iterator[Planted]:
    kinds = (
        ("uncited number typed", wording.NUMBERS),
        ("number word typed", wording.NUMBER_WORDS),
        ("multiple typed", wording.MULTIPLES),
    )
    for show in pages.paper.shows:
        where = pages.region(show)
        if show.kind or show.in_drawing or where == "the head or foot" or not show.within:
            continue
        ends = [found.start() for found in _CLAUSE_END.finditer(show.words)]
        if where == "a heading" and len(show.words) > 8:
            ends.append(len(show.words.rstrip()))
        if not ends:
            continue
        kind, among = pages.random.choice(kinds)
        at, typed = pages.random.choice(ends), f", {pages.random.choice(among)}"
        yield from pages.changed(kind, show, f"{show.words[:at]}{typed}{show.words[at:]}", where)


def _in_structure(pages: Pages) -> Iterator[Planted]:
    """Yield faults in what elements say unseen: their properties, and the alt texts of drawings."""
    random, facts = pages.random, pages.record["facts"]
    names = sorted(facts)
    shown = {one.says.get("run"): one for one in pages.paper.shows if one.kind == "fact"}
    drawings: dict[str, Box] = {}
    at_page: dict[str, int] = {}
    for path in pages.paper.paths:
        at_page[path.exhibit] = path.page
        drawings[path.exhibit] = _union(drawings.get(path.exhibit), path.box)
    for element in pages.paper.elements:
        says, number = properties_of(element), element.objgen[0]
        if "/Alt" in element and number and says.get("exhibit") in at_page:
            yield from _in_alt(
                pages, str(element.Alt), number, at_page[says["exhibit"]], drawings[says["exhibit"]]
            )
        show = shown.get(says.get("run"))
        if says.get("class") != "fact" or "account" in says or show is None or not number:
            continue
        other = random.choice(names)
        printed = (*facts[other].get("words", {}).values(), facts[other].get("says"))
        whole = "".join(one.words for one in pages.runs[says["run"]])
        if whole in printed or whole.strip() in printed:
            continue
        title = str(element.T).replace(f"fact={says['fact']}", f"fact={other}")
        at, where = [(one.page, one.box) for one in pages.runs[says["run"]]], pages.region(show)
        words = f"{whole}, {says['fact']}", f"{whole}, {other}"
        titled, stated = Restated(number, "/T", title), Restated(number, "/A", other, "fact")
        named = f"run={says['run']}"
        yield pages.fault("bound to another fact", [titled, stated], words, where, at, named)
        yield pages.fault("title that differs from the properties", [titled], words, where, at, named)
        kind = random.choice(("name", "structural", "idiom", "bibliographic"))
        title = str(element.T).replace("class=fact", f"class={kind}")
        edits = [Restated(number, "/T", title), Restated(number, "/A", kind, "class")]
        shown_as = whole, f"{whole}, {kind}"
        if wording.has_number(whole):
            yield pages.fault("called what needs no evidence", edits, shown_as, where, at, named)


def _in_alt(pages: Pages, said: str, number: int, page: int, box: Box) -> Iterator[Planted]:
    at, random = [(page, box)], pages.random

    def changed(kind: str, part: str, new: str) -> Planted:
        edits = [Restated(number, "/Alt", said.replace(part, new, 1))]
        return pages.fault(kind, edits, (part, new), "alt text", at)

    for part in said.split("; "):
        if new := wording.digit_changed(part, random):
            yield changed("digit changed in alt text", part, new)
        for new in wording.hedges_dropped(part):
            yield changed("hedge dropped", part, new)
        for new in wording.units_swapped(part):
            yield changed("unit or scale swapped", part, new)
    for kind, among in (
        ("uncited number typed", wording.NUMBERS),
        ("multiple typed", wording.MULTIPLES),
        ("number word typed", wording.NUMBER_WORDS),
    ):
        head = said.split(".")[0]
        yield changed(kind, head, f"{head}, {random.choice(among)}")


def _in_labels(pages: Pages) -> Iterator[Planted]:
    """Yield faults in the labels of drawings, whose glyphs are shown one by one and whose gaps are not."""
    words_of = {
        _squeezed(mark["words"]): mark["words"]
        for exhibit in pages.record["exhibits"]
        for mark in exhibit["marks"]
    }
    random = pages.random
    for shows in _labels(pages.paper.shows):
        said = "".join(one.words for one in shows)
        words = words_of.get(said, said)
        if said in words_of:
            new = wording.digit_changed(words, random)
            yield from _relabelled(pages, "digit changed in a chart label", shows, words, new)
            for new in wording.hedges_dropped(words):
                yield from _relabelled(pages, "hedge dropped", shows, words, new)
            new = wording.hedge_strengthened(words)
            yield from _relabelled(pages, "hedge strengthened", shows, words, new)
            for new in wording.units_swapped(words):
                yield from _relabelled(pages, "unit or scale swapped", shows, words, new)
        elif re.fullmatch(r"(?:[A-Z][a-z]+)?20\d\d", said):
            new = wording.digit_changed(said, random)
            yield from _relabelled(pages, "date changed", shows, said, new)
        elif re.fullmatch(r"\$?[\d,.]+(?:bn|%)?", said):
            new = wording.digit_changed(said, random)
            yield from _relabelled(pages, "tick of an axis changed", shows, said, new)
        elif len(said) > 3 and not re.search(r"\d", said):
            kind, typed = random.choice(
                (
                    ("uncited number typed", random.choice(wording.NUMBERS)),
                    ("number word typed", random.choice(wording.NUMBER_WORDS)),
                    ("multiple typed", random.choice(wording.MULTIPLES)),
                )
            )
            yield from _relabelled(pages, kind, shows, said, f"{said}, {typed}", keep=True)


def _squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def _labels(shows: Sequence[Show]) -> Iterator[list[Show]]:
    """Yield each run of glyphs of a drawing that follow on one another on one line."""
    label: list[Show] = []
    for show in shows:
        follows = (
            label
            and show.in_drawing
            and (show.page, show.stream) == (label[-1].page, label[-1].stream)
            and abs(show.box[1] - label[-1].box[1]) < 0.6
            and -0.5 < show.box[0] - label[-1].box[2] < 0.5 * (show.box[3] - show.box[1])
        )
        if not follows:
            if label:
                yield label
            label = []
        if show.in_drawing:
            label.append(show)
    if label:
        yield label


def _relabelled(
    pages: Pages, kind: str, shows: Sequence[Show], said: str, says: str, keep: bool = False
) -> Iterator[Planted]:
    """Yield the fault that has a label say ``says`` for ``said``; one operator shows the part that differs.

    The gaps of ``says`` are shown as little as those of ``said``, but for those of what is typed (``keep``).
    """
    before, words = "".join(one.words for one in shows), says if keep else _squeezed(says)
    if not says or words == before or len(before) != len(shows):
        return
    start = next(
        (at for at, (one, other) in enumerate(zip(before, words, strict=False)) if one != other),
        min(len(before), len(words)),
    )
    same = 0
    while same < min(len(before), len(words)) - start and before[-1 - same] == words[-1 - same]:
        same += 1
    middle = words[start : len(words) - same]
    gone = shows[start : len(before) - same]
    if gone and not middle:
        edits: list[Edit] = [Reshown(one.stream, one.at, b"") for one in gone]
    elif gone:
        edits = pages.reshown(gone[0], middle)
        edits += [Reshown(one.stream, one.at, b"") for one in gone[1:]] if edits else []
    elif start:
        edits = pages.reshown(shows[start - 1], shows[start - 1].words + middle)
    else:
        edits = pages.reshown(shows[0], middle + shows[0].words)
    if edits:
        box = shows[0].box
        for one in shows[1:]:
            box = _union(box, one.box)
        yield pages.fault(kind, edits, (said, says), "a chart", [(shows[0].page, box)])


def _in_ink(pages: Pages) -> Iterator[Planted]:
    """Yield bars too long or too short, points moved, and hedges no longer drawn."""
    random = pages.random
    drawn: dict[tuple[str, tuple[tuple[float, float], ...]], tuple[str, str]] = {}
    for name in sorted(pages.files):
        if found := re.fullmatch(r"charts/(.+)-print\.svg", name):
            root = markup.read(pages.files[name].decode("utf-8"))
            for path in root.elements():
                part = path.get("data-part")
                if path.tag == "path" and part in ("body", "dot", *_HEDGE_PARTS):
                    mark = next((one.get("data-fact") for one in path.above() if one.get("data-fact")), "")
                    drawn[(found[1], _key(_points(path.get("d"))))] = part, mark
    for path in pages.paper.paths:
        part, mark = drawn.get((path.exhibit, _key(path.points)), ("", ""))
        at = [(path.page, path.box)]
        if part == "body":
            low, high = min(x for x, _ in path.points), max(x for x, _ in path.points)
            change = (high - low) * random.choice((-0.38, -0.2, 0.3))
            change = change if abs(change) > 10 else 14
            moved = tuple((x + change * (x - low) / (high - low), y) for x, y in path.points)
            shown = f"{mark}, {high - low:.1f} long", f"{mark}, {high - low + change:.1f} long"
            yield pages.fault("bar geometry falsified", [_redrawn(path, moved)], shown, "a chart", at)
        elif part == "dot":
            across, down = random.choice(((0, 14), (0, -17), (30, 9), (-26, 12)))
            if path.exhibit == "valuations":
                across, down = random.choice((26, -31)), 0
            moved = tuple((x + across, y + down) for x, y in path.points)
            shown = f"{mark}, dot", f"{mark}, dot moved by {across}, {down}"
            yield pages.fault("point of a chart moved", [_redrawn(path, moved)], shown, "a chart", at)
        elif part:
            moved = (path.points[0],) * len(path.points)
            shown = f"{mark}, {part}", f"{mark} without {part}"
            yield pages.fault("hedge no longer drawn", [_redrawn(path, moved)], shown, "a chart", at)


def _redrawn(path: Path, points: Sequence[tuple[float, float]]) -> Redrawn:
    operands: dict[int, tuple[float, ...]] = {}
    for at, point in zip(path.at, points, strict=True):
        operands[at] = (*operands.get(at, ()), *point)
    return Redrawn(path.stream, tuple(operands.items()))


def _points(written: str) -> list[tuple[float, float]]:
    numbers = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", written)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _key(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    return tuple((round(x, 1), round(y, 1)) for x, y in points)


def _in_own_data(pages: Pages) -> Iterator[Planted]:
    """Yield numbers in the title, in bookmarks and in what links say."""
    random = pages.random
    title, told = pages.record["briefing"]["title"], "An article makes equals"
    for nth, number in enumerate(wording.NUMBERS[:3]):
        new = f"{(title, told)[nth % 2]} by {number}"
        edits = [Described((title, told)[nth % 2], new)]
        where = "the PDF's own data"
        yield pages.fault(
            "uncited number typed", edits, ((title, told)[nth % 2], new), where, name="metadata"
        )
    for one in pages.paper.bookmarks():
        said = str(one.Title)
        new = f"{said}, {random.choice(wording.NUMBERS)}"
        edits = [Restated(one.objgen[0], "/Title", new)]
        yield pages.fault("uncited number typed", edits, (said, new), "a bookmark", name="bookmark")
    for page, one in pages.paper.annotations():
        said = str(one.get("/Contents", ""))
        if one.objgen[0] and not said.startswith("source ") and (new := wording.digit_changed(said, random)):
            edits = [Restated(one.objgen[0], "/Contents", new)]
            at = [(page, _rect(one))]
            yield pages.fault("digit changed in what is spoken only", edits, (said, new), "a link", at)


def _in_attachments(pages: Pages) -> Iterator[Planted]:
    random, where = pages.random, "an attachment"
    kind = "attachment altered"
    for name, data in pages.paper.attachments.items():
        text = data.decode("utf-8")
        at = [found.start() for found in re.finditer(r"\d", text)]
        for made_good in (False, True, False, True):
            spot = random.choice(at)
            new = text[:spot] + str((int(text[spot]) + random.randint(1, 8)) % 10) + text[spot + 1 :]
            shown = text[max(0, spot - 20) : spot + 12], new[max(0, spot - 20) : spot + 12]
            if made_good and name in ("facts.json", "sources.json", "manifest.json"):
                continue
            edits = [Reattached(name, new.encode(), made_good)]
            told = f"{kind}, its digests made good" if made_good else kind
            yield pages.fault(told, edits, shown, where, name=name)
        if name != "manifest.json":
            yield pages.fault("attachment taken out", [Detached(name)], (name, ""), where, name=name)
    yield from _in_facts(pages)


def _in_facts(pages: Pages) -> Iterator[Planted]:
    """Yield facts whose words and value in the attached record are others, its digests made good."""
    text = pages.paper.attachments["facts.json"].decode("utf-8")
    whole = _written(json.loads(text)) + "\n"
    printed: dict[str, list[Show]] = defaultdict(list)
    for show in pages.paper.shows:
        if show.kind == "fact" and not show.in_drawing:
            printed[show.says.get("fact", "")].append(show)
    for address, shows in sorted(printed.items()):
        fact = pages.record["facts"].get(address, {})
        if "words" not in fact or "accounts" in fact:
            continue
        new = wording.digit_changed(fact["words"]["sentence"], pages.random)
        if not new:
            continue
        changed = fact | {"words": _swapped(fact["words"], fact["words"]["sentence"], new)}
        # The record is long: what is written anew is the one fact, as it stands two levels in.
        was, now = (f'\n  "{address}": ' + _written(one).replace("\n", "\n  ") for one in (fact, changed))
        assert whole.count(was) == 1
        data = whole.replace(was, now).encode()
        shown = fact["words"]["sentence"], new
        places = [(0, None), *((one.page, one.box) for one in shows)]
        edits = [Reattached("facts.json", data, True)]
        told = "attachment altered, its digests made good"
        yield pages.fault(told, edits, shown, "an attachment", places, name="facts.json")


def _written(record: object) -> str:
    return json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False)


def _swapped(words: Mapping[str, str], old: str, new: str) -> dict[str, str]:
    """Return a fact's forms with the digit that differs in ``new`` changed in each that has the numeral."""
    before, after = (max(re.findall(r"[\d.,]*\d", one), key=len, default="") for one in (old, new))
    pairs = [
        (one, other)
        for one, other in zip(re.findall(r"[\d.,]*\d", old), re.findall(r"[\d.,]*\d", new), strict=False)
        if one != other
    ] or [(before, after)]
    changed = dict(words)
    for one, other in pairs:
        changed = {form: said.replace(one, other, 1) for form, said in changed.items()}
    return changed


def _rect(link: object) -> Box:
    across = sorted((float(link.Rect[0]), float(link.Rect[2])))
    up = sorted((float(link.Rect[1]), float(link.Rect[3])))
    return across[0], up[0], across[1], up[1]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _union(one: Box | None, other: Box) -> Box:
    if one is None:
        return other
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
