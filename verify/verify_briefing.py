"""Verify a briefing from its PDF alone: every number in it against the facts that ride inside it.

``python verify_briefing.py FILE.pdf [--all]``: exit status 0 if all holds, 1 if not, 2 if it can't be read.
It shares no line with the program that made the file: it reads with PDFium, finds numbers and calculates in
its own way, and knows only what docs/pdf.md and docs/facts-json.md say. ``Paper`` is the file as read,
``Amount`` the arithmetic, ``Judge`` resolves what is printed. What it can't tell is in docs/verifier.md:
whether a file altered throughout, data and all, is the one that was published. For that it prints a digest.
"""

from __future__ import annotations

import ast
import csv
import ctypes
import datetime
import hashlib
import json
import math
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as raw

SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen""".split()  # noqa: SIM905
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
COUNTS = {word: n for n, word in enumerate(SMALL)} | {word: n * 10 for n, word in enumerate(TENS, 2)}
COUNTS |= {"twice": 2, "double": 2, "thrice": 3, "triple": 3, "dozen": 12, "a": 1, "an": 1}
PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "k": 3, "m": 6, "mn": 6}
SCALES |= {"bn": 9, "b": 9, "tn": 12, "t": 12}
NUMERAL = re.compile(  # any sign of a number: whatever matches has to be bound to something
    rf"[\d²³¹¼½¾\u2070-\u2089\u2150-\u2189][\d.,]*|\b(?:{'|'.join(list(COUNTS)[:-2])}|half|halves|thirds"
    r"|quarters|hundreds?|thousands?|[mb]illions?|trillions?|percent|doubled|tripled|\w+fold)\b", re.I)
SPOKEN = re.compile(
    rf"(?P<digits>\d[\d,]*(?:\.\d+)?)(?:/(?P<below>[1-9]\d*))?|\b(?P<half>half|halves)\b"
    rf"|\b(?P<word>{'|'.join(COUNTS)})\b(?:[\s-](?P<part>{'|'.join(PARTS)})s?\b)?", re.I)  # fmt: skip
SCALED = re.compile(rf"[\s-]*({'|'.join(SCALES)})(?:(?<=[a-z]{{5}})s)?(?![^\W\d_])", re.I)
FLOOR = re.compile(r"\b(more than|at least|over|above|or more)\b", re.I)
CEILING = re.compile(r"\b(up to|at most|less than|nearly|almost|under|below|or less)\b", re.I)
NEAR = re.compile(r"\b(about|nearly|almost|just over)\b", re.I)
STATUS = {"supported": "supported", "partly": "partly", "disputed": "disputed", "unverified": "unverified"}
STATUS |= {"ourarithmetic": "arithmetic"}
MONTHS = [names.split() for names in (  # in English, German and French
    "january januar janvier", "february februar février", "march märz mars", "april avril", "may mai",
    "june juni juin", "july juli juillet", "august août", "september septembre", "october oktober octobre",
    "november novembre", "december dezember décembre")]  # fmt: skip
SIGNS = str.maketrans("\u2011\x02‘’“”", "--''\"\"")  # \x02 is PDFium's hyphen at the end of a line


def squeezed(text: str) -> str:
    """Return ``text`` in small letters, without white space and invisible marks, with plain quotes."""
    return re.sub(r"[\s\u00ad\u200b\u2060\ufeff\0]+", "", text).translate(SIGNS).lower()


def numbers(text: str) -> list[Fraction]:
    """Return the numbers that English ``text`` says, in order, with their scales; units are left alone."""
    found = []
    for one in SPOKEN.finditer(text):
        word, scale = (one["word"] or "a").lower(), SCALED.match(text, one.end())
        value = Fraction((one["digits"] or str(COUNTS[word])).replace(",", "")) / int(one["below"] or 1)
        if one["half"] or one["part"]:
            value /= PARTS[(one["part"] or "half").lower()]
        elif not one["digits"] and word in ("a", "an"):
            continue
        found.append(value * 10 ** (SCALES[scale[1].lower()] if scale else 0))
    return found


def part_of_year(kind: str, nth: int) -> tuple[str, str]:
    """Return the first and the last month of a half of a year (H) or a quarter (Q)."""
    size = 6 if kind == "H" else 3
    return MONTHS[(nth - 1) * size % 12][0], MONTHS[(nth * size - 1) % 12][0]


def date_parts(text: str) -> set[str]:
    """Return the parts of dates, printed or of facts.json: years, days, first three letters of months."""
    text = re.sub(r"\b(\d{4})-(0\d|1[0-2])\b", lambda one: f"{one[1]} {MONTHS[int(one[2]) - 1][0]} ", text)
    text = re.sub(r"([HQ])([1-4])", lambda one: " ".join([one[2], *part_of_year(one[1], int(one[2]))]), text)
    words = re.findall(r"\d+|[^\W\d_]{3,}", text.lower())
    months = {one[0][:3] for one in MONTHS for word in words if any(name.startswith(word) for name in one)}
    return months | {word.lstrip("0") for word in words if word.isdigit()}


# ------------------------------------------------------------------------------------------------ the file


@dataclass
class Item:
    """A printed thing, its pieces joined: ``says`` is of the outermost classed element, ``within`` of all."""

    page: int
    words: str
    says: dict[str, str]
    within: dict[str, str]

    @property
    def kind(self) -> str:
        """Its class, or nothing."""
        return self.says.get("class", "")


def told(call, *given) -> str:
    """Return the text that a function of PDFium writes, once it has said how many bytes that takes."""
    room = (ctypes.c_ushort * (max(call(*given, None, 0), 2) // 2 + 1))()
    call(*given, ctypes.cast(room, call.argtypes[-2]), len(room) * 2)
    return bytes(room).decode("utf-16-le", "replace").split("\0")[0]


def each(name: str, get: str, of) -> list:
    """Return all that PDFium has of one kind, by the names of the functions that count it and get it."""
    count, member = getattr(raw, f"FPDF{name}"), getattr(raw, f"FPDF{get}")
    return [member(of, nth) for nth in range(count(of) if of else 0)]


def joined(texts: list[tuple[float, float, str]]) -> str:
    """Return texts one after another, with a space wherever a new line begins."""
    pairs = zip(texts, texts[:1] + texts, strict=False)
    return "".join((" " if abs(one[1] - last[1]) > 2 else "") + one[2] for one, last in pairs)


def inked(page: pypdfium2.PdfPage):
    """Return the function that says whether anything can be seen in a box of a page: it draws and looks."""
    image, height = page.render(scale=1), page.get_height()
    pixels, stride, size = bytes(image.buffer), image.stride, image.n_channels

    def seen(left: float, low: float, right: float, top: float) -> bool:
        columns = range(max(int(left), 0), min(int(right) + 1, image.width))
        rows = range(max(int(height - top), 0), min(int(height - low) + 1, image.height))
        ends = columns.start * size, columns.stop * size
        lines = [pixels[row * stride + ends[0] : row * stride + ends[1]] for row in rows]
        return len(columns) > 0 and any(line != lines[0][:size] * len(columns) for line in lines)

    return seen


class Paper:
    """What the PDF shows and says of itself; pages count from 0."""

    def __init__(self, path: str) -> None:
        self.document = pypdfium2.PdfDocument(path)
        pages = range(len(self.document))
        self.labels = [self.document.get_page_label(nth) or str(nth + 1) for nth in pages]
        self.pieces: dict[object, Item] = {}  # by `run`; what has none by a number of its own
        self.loose: list[tuple[int, str]] = []  # page, and text in no element of the structure
        self.links: list[tuple[int, str, str, str]] = []  # page, destination, contents, the text under it
        self.charts: list[tuple] = []  # page, exhibit, alternative text, texts with x and y, boxes of paths
        self.differ: list[tuple[int, str]] = []  # page, and title, of elements whose properties say otherwise
        self.unseen: list[tuple[int, str, str]] = []  # page, what can't be read there, and why
        for nth, page in enumerate(self.document):
            self.read(nth, page)
        self.items = list(self.pieces.values())
        held = [self.document.get_attachment(nth) for nth in range(self.document.count_attachments())]
        self.names = [one.get_name() for one in held]
        self.files = {one.get_name(): bytes(one.get_data()) for one in held}
        sums = [(one.get_name(), one.get_str_value("CheckSum") or "") for one in held]
        self.md5 = {name: found.strip("<>").lower() for name, found in sums}

    def read(self, nth: int, page: pypdfium2.PdfPage) -> None:
        """Gather the texts of a page by its marked content, then their elements, then the links over them."""
        self.texts, self.boxes, self.used = defaultdict(list), defaultdict(list), set()
        letters, tree = page.get_textpage(), raw.FPDF_StructTree_GetForPage(page)
        shown, seen, mode = [], inked(page), ctypes.c_int()
        for one in page.get_objects(textpage=letters):
            content, by, above = raw.FPDFPageObj_GetMarkedContentID(one), pypdfium2.PdfMatrix(), one.container
            while above is not None:  # a form is drawn by its own matrix, within the content it stands in
                content = content if content >= 0 else raw.FPDFPageObj_GetMarkedContentID(above)
                by, above = by.multiply(above.get_matrix()), above.container
            box = by.on_rect(*one.get_bounds())
            if one.type == raw.FPDF_PAGEOBJ_TEXT:
                text = told(raw.FPDFTextObj_GetText, one, letters)
                self.texts[content].append((*by.on_point(*one.get_matrix().get()[4:]), text))
                shown.append((box[0], box[2], (box[1] + box[3]) / 2, text))
                thin = box[2] - box[0] < 0.7 * (len(text.strip()) - 1) or box[3] - box[1] < 1.5
                if any(sign.isalnum() for sign in text) and (thin or not seen(*box)):
                    self.unseen.append((nth, text, "can't be seen"))
            elif one.type == raw.FPDF_PAGEOBJ_PATH:
                self.boxes[content].append(box)
                raw.FPDFPath_GetDrawMode(one, mode, ctypes.c_int())
                for left, right, middle, text in shown if mode.value else ():
                    if box[1] <= middle <= box[3] and min(right, box[2]) - max(left, box[0]) > 1:
                        self.unseen.append((nth, text, "is painted over"))
            elif one.type != raw.FPDF_PAGEOBJ_FORM:
                self.unseen.append((nth, "", "is a picture or a shading, in which anything may be said"))
        for one in each("_StructTree_CountChildren", "_StructTree_GetChildAtIndex", tree):
            self.element(one, nth, {}, {}, 0)
        loose = [joined(texts) for content, texts in self.texts.items() if content not in self.used]
        self.loose += [(nth, text) for text in loose]
        for note in each("Page_GetAnnotCount", "Page_GetAnnot", page):
            box = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(note, box)
            if raw.FPDFAnnot_GetSubtype(note) != raw.FPDF_ANNOT_LINK:
                self.unseen.append((nth, "", "is an annotation, in which anything may be said"))
            aim, contents = (told(raw.FPDFAnnot_GetStringValue, note, key) for key in (b"Dest", b"Contents"))
            if aim:
                under = letters.get_text_bounded(box.left, box.bottom, box.right, box.top)
                self.links.append((nth, aim, contents, under))

    def element(self, one, page: int, says: dict, within: dict, depth: int) -> None:
        """Gather what stands below a structure element, in the order of ``/K``."""
        kind, title = told(raw.FPDF_StructElement_GetType, one), told(raw.FPDF_StructElement_GetTitle, one)
        own = dict(part.split("=", 1) for part in title.split(" ") if "=" in part)
        if own != (properties := self.properties(one)):
            self.differ.append((page, f"{title} / {properties}"))
        within, says = {**within, **own, kind: kind}, says or (own if "class" in own else {})
        children = each("_StructElement_CountChildren", "_StructElement_GetChildAtIndex", one)
        for nth, child in enumerate(children):
            content = raw.FPDF_StructElement_GetChildMarkedContentID(one, nth)
            if child and depth < 60:
                self.element(child, page, says, within, depth + 1)
            elif kind == "Figure" and content >= 0:
                boxes = [(left, -top, right, -low) for left, low, right, top in self.boxes[content]]
                texts = [(x, -y, text) for x, y, text in self.texts[content]]
                alt = told(raw.FPDF_StructElement_GetAltText, one)
                self.charts.append((page, own.get("exhibit"), alt, texts, boxes))
            elif content >= 0 and content not in self.used and self.texts[content]:
                name = says.get("run") or len(self.pieces)
                item = self.pieces.setdefault(name, Item(page, "", says, within))
                item.words += joined(self.texts[content])
            self.used |= {content} if content >= 0 else set()

    def properties(self, one) -> dict[str, str]:
        """Return the user properties of a structure element that its title repeats."""
        found = {}
        members = "_StructElement_Attr_CountChildren", "_StructElement_Attr_GetChildAtIndex"
        for held in each("_StructElement_GetAttributeCount", "_StructElement_GetAttributeAtIndex", one):
            for part in each(*members, raw.FPDF_StructElement_Attr_GetValue(held, b"P")):
                if raw.FPDF_StructElement_Attr_GetType(part) == raw.FPDF_OBJECT_DICTIONARY:
                    name, value = (self.text_of(part, key) for key in (b"N", b"V"))
                    found |= {name: ",".join(value.split())} if name not in ("because", "label") else {}
        return found

    @staticmethod
    def text_of(pair, key: bytes) -> str:
        """Return a text of a dictionary among the attributes, which PDFium reads as if it were one."""
        value = raw.FPDF_StructElement_Attr_GetValue(ctypes.cast(pair, raw.FPDF_STRUCTELEMENT_ATTR), key)
        size, room = ctypes.c_ulong(), (ctypes.c_ushort * 2000)()
        raw.FPDF_StructElement_Attr_GetStringValue(value, room, ctypes.sizeof(room), size)
        return bytes(room).decode("utf-16-le", "replace").split("\0")[0]


# ------------------------------------------------------------------------------------------ the arithmetic

PLAIN = {"percent": (Fraction(1, 100), ""), "times": (1, ""), "min": (60, "s"), "h": (3600, "s")}
PLAIN |= {"day": (86400, "s")}
ALLOWED = (ast.Expression, ast.BinOp, ast.Call, ast.Name, ast.Load, ast.Add, ast.Sub, ast.Mult, ast.Div)


def exact(text: str) -> Fraction:
    """Return a number of facts.json; refuses what is none, and what is too long to be one."""
    if not re.fullmatch(r"-?\d{1,40}(\.\d{1,40})?(/[1-9]\d{0,39})?", text):
        raise ValueError(f"`{text[:60]}` is no number")
    return Fraction(text.partition("/")[0]) / int(text.partition("/")[2] or 1)


def unit(text: str) -> tuple[Fraction, dict[str, int]]:
    """Return how many of the basic units one ``text`` is, and the powers of these."""
    factor, powers = Fraction(1), Counter()
    for sign, part in zip((1, -1, -1, -1), text.split("/"), strict=False):
        for name, _, power in (one.partition("^") for one in part.split("*")):
            scaled = re.fullmatch(r"([kMGTPEmµn])(B|b|bit|W|Wh|Hz|s|m|g|FLOPS|J|V|A)", name)
            scale = "nµm kMGTPE".find(scaled[1]) * 3 - 9 if scaled else 0
            size, basic = PLAIN.get(name) or (Fraction(10) ** scale, scaled[2] if scaled else name)
            if len(power) > 1:
                raise ValueError(f"`{text[:60]}` is no unit")
            factor *= Fraction(size) ** (sign * int(power or 1))
            powers[basic] += sign * int(power or 1)
    return factor, {name: power for name, power in powers.items() if power and name}


class Amount(NamedTuple):
    """All the numbers that a value may be, in basic units: its ends, each with whether it may be that."""

    low: tuple[Fraction | float, bool]
    high: tuple[Fraction | float, bool]
    powers: dict[str, int]
    near: bool = False

    @staticmethod
    def of(value: dict) -> Amount:
        """Return a value of facts.json; an amount without a floor is not below zero, a date is in seconds."""
        if "date" in value:
            year, month, day = (int(one) for one in f"{value['date']}-0-0".split("-")[:3])
            first = datetime.date(year, month or 1, day or 1).toordinal()
            after = datetime.date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1).toordinal()
            ends = first, first if day else after - 1
            return Amount(*((Fraction(end * 86400), True) for end in ends), {"s": 1})
        factor, powers = unit(value["unit"])
        low, high = (Fraction(0), True), (math.inf, False)
        if value["low"] is not None:
            low = exact(value["low"]) * factor, value["low_closed"]
        if value["high"] is not None:
            high = exact(value["high"]) * factor, value["high_closed"]
        return Amount(low, high, powers, value["approximate"])

    def __add__(self, other: Amount) -> Amount:
        if self.powers != other.powers:
            raise ValueError("adds what is not of one kind")
        ends = [(a + b, s and t) for (a, s), (b, t) in zip(self[:2], other[:2], strict=True)]
        return Amount(*ends, self.powers, self.near or other.near)

    def __sub__(self, other: Amount) -> Amount:
        turned = [(-end, closed) for end, closed in (other.high, other.low)]
        return self + Amount(*turned, other.powers, other.near)

    def __mul__(self, other: Amount) -> Amount:
        ends = [(Fraction(0) if 0 in (a, b) else a * b, s and t) for a, s in self[:2] for b, t in other[:2]]
        low, high = ((end, any(s for x, s in ends if x == end)) for end in (min(ends)[0], max(ends)[0]))
        powers = Counter(self.powers)
        powers.update(other.powers)
        return Amount(low, high, {name: n for name, n in powers.items() if n}, self.near or other.near)

    def __truediv__(self, other: Amount) -> Amount:
        if other.low[0] < 0 or other.high[0] == 0:
            raise ValueError("divides by what may be zero")
        ends = (other.high, other.low)
        low, high = ((1 / end if end else math.inf, closed and end > 0) for end, closed in ends)
        low = (Fraction(low[0]), low[1])  # one divided by infinity is a zero, but not yet a fraction
        return self * Amount(low, high, {name: -n for name, n in other.powers.items()}, other.near)


def furthest(pick):
    """Return the function of the least, or of the most, of some amounts."""
    return lambda *some: Amount(pick(one.low for one in some), pick(one.high for one in some), *some[0][2:])


def yearly(new: Amount, old: Amount, years: Amount) -> Amount:
    """Return the growth that, year upon year, makes ``old`` into ``new``: a root, and so not exact."""
    if years.powers != {"year": 1}:
        raise ValueError("the time is not in years")
    ratio = new / old
    ends = [float(end) ** (1 / float(time)) - 1 for end, _ in ratio[:2] for time, _ in years[:2]]
    return Amount((min(ends), False), (max(ends), False), {}, ratio.near)


def tenfolds(one: Amount, other: Amount) -> Amount:
    """Return how many tenfolds lie between two amounts: a logarithm, and so not exact."""
    ratio = one / other
    low, high = ((math.log10(end), False) for end, _ in ratio[:2])
    return Amount(low, high, {}, ratio.near)


def between(old: dict, new: dict) -> Amount:
    """Return the years from one fact to another: whole ones between points, else by their days, of 365.25."""
    first, last = (one.get("period") or one.get("as_of") for one in (old, new))
    if "period" in old and "period" in new and re.fullmatch(r"\d{4}/\d{4}", f"{first}/{last}"):
        return Amount((years := (Fraction(int(last) - int(first)), True)), years, {"year": 1})
    time = Amount.of({"date": last}) - Amount.of({"date": first})
    low, high = ((end / 86400 / Fraction("365.25"), closed) for end, closed in time[:2])
    return Amount(low, high, {"year": 1})


GROWTH = r"cagr\((\w+), (\w+)\)"
ONE = Amount((Fraction(1), True), (Fraction(1), True), {})
FUNCTIONS = {
    "sum": lambda first, *rest: sum(rest, first), "min": furthest(min), "max": furthest(max),
    "cagr": yearly, "log": tenfolds,
    "difference": Amount.__sub__, "ratio": Amount.__truediv__, "per": Amount.__truediv__,
    "growth": lambda new, old: new / old - ONE, "share": lambda part, whole: furthest(min)(part / whole, ONE),
    "part": lambda one, rest: ONE / (ONE + rest / one), "days": lambda first, last: last - first,
    "mix": lambda share, one, other: share * one + (ONE - share) * other,
}  # fmt: skip


def calculated(facts: dict, fact: dict, sides: list[dict]) -> Amount:
    """Return what a formula comes to, with these sides taken of the disputes under it."""
    whole = r"share\((\w+), (?:\1 \+ (\w+)|(\w+) \+ \1)\)"  # in share(a, a + b) both are the same a
    formula, known = re.sub(whole, r"part(\1, \2\3)", fact["formula"]), {}
    for role, address in fact["inputs"].items():
        points = sorted(one for one in facts if one == address or one.startswith(f"{address}@"))
        names = [role] if len(points) == 1 else [f"{role}_{nth}" for nth in range(len(points))]
        formula = re.sub(rf"\b{re.escape(role)}\b", ", ".join(names), formula)  # each point of a series
        for name, under in zip(names, (facts[point] for point in points), strict=True):
            sided = [side for side in under.get("accounts", ()) if all(one in sides for one in side["sides"])]
            known[name] = Amount.of((sided or [under])[0]["value"])
    if two := re.search(GROWTH, formula):  # its time is that between the two
        new, old = (facts[fact["inputs"][role]] for role in two.groups())
        formula, known["_"] = formula.replace(two[0], f"{two[0][:-1]}, _)"), between(old, new)
    tree = ast.parse(formula, mode="eval")
    if any(not isinstance(node, ALLOWED) for node in ast.walk(tree)):  # names, operators and calls alone
        raise ValueError("the formula is not understood")
    return eval(compile(tree, "formula", "eval"), {"__builtins__": {}}, {**FUNCTIONS, **known})


# --------------------------------------------------------------------------------------------- the verdict


def unsaid(words: str, value: dict, rounded: bool, bare: bool) -> str:
    """Return what is wrong with English ``words`` for a value; nothing where they say it, and no more.

    ``bare`` words leave the scale to the place they stand in; in "22 to 25 billion" the first number does.
    """
    low, high = (None if value[end] is None else exact(value[end]) for end in ("low", "high"))
    high = None if value["unit"] == "percent" and high == 100 != low and FLOOR.search(words) else high
    high = low if low and high and math.isclose(low, high, rel_tol=1e-12) else high  # a root, told as one
    ends, floor, ceiling = sorted({low, high} - {None}), high is None, low is None
    read = sorted(numbers(words)[: len(ends)])
    hedged = (floor, ceiling) == (bool(FLOOR.search(words)), bool(CEILING.search(words)))
    good = len(read) == len(ends) and hedged and (not value["approximate"] or NEAR.search(words))
    for end, number in zip(ends, read, strict=False):
        scales = range(0, 13, 3) if bare or end < ends[-1] else (0,)
        said = min((number * 10**scale for scale in scales), key=lambda one: abs(one - end))
        good = good and abs(said - end) <= abs(end) * Fraction(rounded, 20)
        good = good and not (floor and said > end) and not (ceiling and said < end)
    return "" if good else f"its value is {value['hedge']} {value['low']} to {value['high']}"


def only_once(pairs: list[tuple[str, object]]) -> dict:
    """Return an object of JSON; refuses one that says the same key twice, which readers take differently."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError(f"a key stands twice: {Counter(key for key, _ in pairs).most_common(1)[0][0]}")
    return dict(pairs)


def flat(data: object) -> str:
    """Return all that is said in a part of facts.json, squeezed."""
    return squeezed(json.dumps(data, ensure_ascii=False).replace('\\"', '"'))


def named(text: str) -> str:
    """Return the name in a text that may be possessive, squeezed."""
    return squeezed(re.sub("[’']s?$", "", text.strip()))


class Judge:
    """What is attached and what is printed, one thing after another, each with what is wrong with it."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.items, self.claims = paper, paper.items, 0
        self.told: list[tuple[str, str, str, str]] = []  # class, place, words, what is wrong, if anything is
        self.data = data = json.loads(paper.files["facts.json"], object_pairs_hook=only_once)
        if data["schema"] != "tieout-facts/1":
            raise ValueError(f"facts.json is of the schema {data['schema']}, which is not known here")
        self.facts, self.sources, self.briefing = data["facts"], data["sources"], data["briefing"]
        self.number = {str(one["number"]): name for name, one in self.sources.items() if "number" in one}
        self.exhibits = {one["id"]: one for one in data["exhibits"]}
        self.text = squeezed("".join(one.words for one in self.items if one.kind != "citation"))
        heads = [one.words if {"H1", "H2"} & {*one.within} else "|" for one in self.items]
        plain = [one for one in self.items if one.page == 0 and one.kind in ("", "structural")]
        self.heads = squeezed("|".join(["", "".join(heads), *(one.words for one in plain), ""]))
        aims = {aim for _, aim, *_ in paper.links}
        found = {aim: raw.FPDF_GetNamedDestByName(paper.document, aim.encode()) for aim in aims}
        pages = ((aim, raw.FPDFDest_GetDestPageIndex(paper.document, to)) for aim, to in found.items() if to)
        self.leads = {aim: paper.labels[page] for aim, page in pages if page >= 0}  # the label of the page
        for check in (self.attachments, self.recorded, self.tables, self.printed, self.outside, self.linked):
            check()
        for chart in paper.charts:
            self.drawn(*chart)

    def hold(self, kind: str, place: int | str, words: str, good: object, why: object = "") -> None:
        """Keep a thing that was looked at, and ``why`` it is not ``good`` if it is not."""
        where = f"page {self.paper.labels[place]}" if isinstance(place, int) else place
        self.told.append((kind, where, " ".join(words.split())[:100], "" if good else str(why)[:300]))

    def sides(self, address: str | None, account: str | None = None) -> list[dict]:
        """Return a fact with its accounts, or the one account that is named; nothing if there is none."""
        fact = self.facts.get(address)
        every = [fact, *fact.get("accounts", ())] if fact else []
        return [one for one in every if account in (None, one.get("name"))]

    def forms(self, address: str | None, account: str | None) -> list[str]:
        """Return all words in which facts.json says a fact."""
        return [form for side in self.sides(address, account) for form in side.get("words", {}).values()]

    def attachments(self) -> None:
        """Compare each attachment with what the manifest says of it."""
        files, names = self.paper.files, self.paper.names
        manifest = json.loads(files["manifest.json"], object_pairs_hook=only_once)
        listed = manifest["artefacts"]
        for name in sorted({*listed, *files}):
            data, why = files.get(name, b""), ""
            digests = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            if names.count(name) != 1 or (name in listed) == (name == "manifest.json"):
                why = f"attached {names.count(name)} times, in manifest.json {int(name in listed)} times"
            elif self.paper.md5[name] not in ("", hashlib.md5(data, usedforsecurity=False).hexdigest()):
                why = "has another MD5"
            elif listed.get(name, digests) != digests:
                why = "is not what manifest.json says"
            self.hold("attachment", name, name, not why, why)
        lines = "".join(f"{one['sha256']}  {name}\n" for name, one in sorted(listed.items()))
        self.digest = hashlib.sha256(lines.encode()).hexdigest()
        said = [manifest[name] for name in ("artefacts_sha256", "briefing", "version", "issued")]
        own = [self.digest, *(self.briefing[name] for name in ("id", "version", "issued"))]
        self.hold("attachment", "manifest.json", str(said), said == own, f"what is attached says {own}")

    def recorded(self) -> None:
        """Follow each fact to its evidence, its arithmetic and its words."""
        reviewed = {one["source"] for one in self.data["claims"]}
        for address, fact in self.facts.items():
            evidence = fact.get("evidence", ())
            lost = [one["source"] for one in evidence if one["source"] not in self.sources]
            against = [one for one in evidence if one["stance"] == "contradicts" and "set_aside" not in one]
            against = [one for one in against if one["source"] not in reviewed]
            signs = {fact["status"] == "disputed", bool(against), "accounts" in fact}
            if "formula" not in fact and len(signs) > 1:
                lost.append("a dispute, accounts of it and evidence against it do not go together")
            self.hold("status", address, fact["status"], not lost, lost)
            for one in (side for side in self.sides(address) if "low" in side.get("value", {})):
                where, said = f"{address} {one.get('name', '')}".strip(), one["words"]["sentence"]
                english = self.briefing["language"].startswith("en")
                for form, words in one["words"].items() if english else ():
                    why = unsaid(words, one["value"], "formula" in fact, form == "number")
                    if ("reported" in words) != one["reported"] and "name" not in one:
                        why = why or f"reported: {one['reported']}"
                    self.hold("value", where, words, not why, why)
                if "formula" in fact:
                    self.hold("arithmetic", where, said, not (why := self.miscalculated(fact, one)), why)
                elif "evidence" in fact:
                    self.hold("evidence", where, said, *self.proven(fact, one))

        every = [one for fact in self.facts.values() for one in fact.get("evidence", ())]
        every += self.data["claims"]
        held = Counter(one["verdict"] for one in self.data["claims"])
        held |= {"claims": len(self.data["claims"]), "sources": len(self.number), "evidence": len(every)}
        held |= {"derived": sum("formula" in fact for fact in self.facts.values())}
        held |= {"set-aside": sum("set_aside" in one for one in every)}
        held |= {"vouched": sum(bool(one["vouched"]) for one in every)}
        held |= {"attested": held["evidence"] - held["vouched"]}
        for name, count in held.items():
            said = self.data["tallies"].get(name, 0)
            self.hold("tally", "facts.json", f"{name}: {said}", said == count, f"there are {count}")

    def miscalculated(self, fact: dict, one: dict) -> str:
        """Return what is wrong with a derived number, or with one account of it."""
        try:
            sides = one.get("sides") or fact.get("accounts", [{"sides": []}])[0]["sides"]
            got, own = calculated(self.facts, fact, sides), Amount.of(one["value"])
        except Exception as unknown:  # whatever stands there for a formula, it is told
            return f"not calculated anew: {unknown!r}"
        root = re.search("cagr|log", fact["formula"])
        good = got.powers == own.powers and got.near <= own.near
        for (a, s), (b, t) in zip(got[:2], own[:2], strict=True):
            same = a == b and (s == t or b in (0, math.inf))
            good = good and (same or (root and math.isclose(a, b, rel_tol=1e-9)))
        return "" if good else f"{fact['formula']} comes to {float(got.low[0]):g} to {float(got.high[0]):g}"

    def proven(self, fact: dict, one: dict) -> tuple[bool, str]:
        """Return whether the digits of a number stand in a quote that supports it, and those quotes."""
        quotes = [each for each in fact["evidence"] if each["stance"] == "supports"]
        words = [side["quote"] for side in one.get("sides", ())] or [each["quote"] for each in quotes]
        read = [number for quote in words for number in numbers(quote) if number]
        ends = {exact(one["value"][end]) for end in ("low", "high") if one["value"][end] is not None} - {0}
        tens = [{str(max(end / number, number / end)) for number in read} for end in ends]
        found = all(any(re.fullmatch("10*", one) for one in some) for some in tens)
        told = any({"reading", "note"} & {*each} for each in quotes)  # a person says why it stands otherwise
        return found or told, f"its digits are not in {words}"

    def tables(self) -> None:
        """Compare the tables and the sources that are attached with facts.json, and with what is printed."""
        for name, data in sorted(self.paper.files.items()):
            lines = data.decode("utf-8").splitlines(keepends=True) if name.endswith(".csv") else ()
            for nth, row in enumerate(csv.DictReader(lines), 2):
                address = row.get("fact") or row.get("id") or ""
                side = (self.sides(address, row.get("account") or None) or [{}])[0]
                held = flat([side, self.facts.get(address), self.exhibits.get(name[8:-4])])
                plain = [row[key] for key in row if key not in ("id", "fact", "low", "high", "kind")]
                held = held if "hedge" in row else self.text
                lost = [cell for cell in plain if squeezed(cell.lstrip("'")) not in held]
                for end in ("low", "high") if "hedge" in row else ():
                    own, cell = side.get("value", {}).get(end) or "0", row[end] or "0"
                    lost += [cell] if abs(exact(own) - exact(cell)) > abs(exact(own)) / 10**10 else []
                self.hold("table", f"{name} line {nth}", ", ".join(row.values()), not lost, f"not so: {lost}")
        for one in json.loads(self.paper.files["sources.json"]):
            said = [one.get(key) for key in ("title", "publisher", "URL")]
            own = [self.sources.get(one["id"], {}).get(key) for key in ("title", "publisher", "url")]
            self.hold("table", "sources.json", one["id"], said == own, f"{said} is not {own}")

    def printed(self) -> None:
        """Resolve each thing on the pages; ``self.nth`` is where in their order it stands."""
        for nth, item in enumerate(self.items):
            self.nth = nth
            if item.kind:
                self.hold(item.kind, item.page, item.words, *self.resolved(item, squeezed(item.words)))
            elif (status := STATUS.get(squeezed(item.words))) and "entry" in item.within:
                own = self.facts.get(item.within["entry"], {}).get("status")
                self.hold("status", item.page, item.words, status == own, f"it is {own}")
            elif (found := NUMERAL.search(item.words)) and found[0] != "one":
                self.hold("unclassed", item.page, item.words, False, "a number bound to nothing")
        for address, fact in self.facts.items():
            for one in fact.get("printed", ()):
                where = f"{address} in {one['in']}"
                if "run" in one:
                    says = self.paper.pieces.get(str(one["run"]), Item(0, "", {}, {})).says
                    good = address in (says.get("fact"), *says.get("facts", "").split(","))
                    self.hold("printed", where, one["words"], good, "is not there any more")
                if "class" not in one:
                    self.hold("value", where, one["words"], *self.of_a_fact(address, one))

    def of_a_fact(self, address: str, place: dict) -> tuple[bool, object]:
        """Return whether what a place prints says its fact in one form or another, and those forms."""
        forms = self.forms(address, place.get("account"))
        values = [one.get("value", {}) for one in self.sides(address, place.get("account"))]
        read = [one for one in values if "low" in one and self.briefing["language"].startswith("en")]
        good = any(not unsaid(place["words"], one, "formula" in self.facts[address], False) for one in read)
        return good or squeezed(place["words"]) in map(squeezed, forms), forms

    def resolved(self, item: Item, words: str) -> tuple[object, object]:
        """Return whether a printed thing is what its class says, and what it should be."""
        says, address = item.says, item.says.get("fact")
        fact, data = self.facts.get(address, {}), self.data
        match item.kind:
            case _ if address and not fact:
                return False, f"there is no fact {address}"
            case "fact":
                run, places = says.get("run"), fact.get("printed", ())
                here = [one["words"] for one in places if str(one.get("run")) == run]
                forms = here or self.forms(address, says.get("account"))
                entry, before = item.within.get("entry"), self.items[max(self.nth - 20, 0) : self.nth]
                before = [one for one in before if one.within.get("entry") == entry]
                quoted = any(one.kind == "quotation" for one in before)
                notes = flat([(one.get("note"), one.get("reading")) for one in fact.get("evidence", ())])
                noted = entry and quoted and words in notes  # in what a person says of a quote
                return noted or words in map(squeezed, forms), f"{address} is {forms}"
            case "date":
                dates = [*map(fact.get, ("period", "as_of", "since", "made"))]
                dates += [fact.get("value", {}).get("date")]
                parts = [date_parts(one) for one in dates if one]
                good = any(date_parts(item.words) <= one | other for one in parts for other in parts)
                return good, f"{address} is of {dates}"
            case "quotation":
                quotes = [one.get(key, "") for one in fact.get("evidence", ()) for key in ("quote", "gloss")]
                quotes += [one["quote"] for one in data["claims"] if says.get("claim") in (None, one["id"])]
                good = words.strip("\"'„»«") in [squeezed(one).strip("\"'„»«") for one in quotes if one]
                return good, f"is not so in {quotes[:3]}"
            case "claim":
                beside = {one.says["fact"] for one in self.items[self.nth :][:2] if "fact" in one.says}
                bound = [one["facts"] for one in data["claim_words"] if squeezed(one["word"]) == words]
                good = says.get("facts", "").split(",") in bound
                good = good or ("facts" not in says and any(beside <= {*one} for one in bound))
                return good, f"these words are bound to {bound}"
            case "name" | "idiom" | "plain":
                excused = data["excused"][{"name": "names", "idiom": "idioms"}.get(item.kind, item.kind)]
                told = [one if isinstance(one, str) else one["words"] for one in excused]
                return words in map(squeezed, told), "is not among what is excused"
            case "tally":
                name = says.get("tally") or self.items[self.nth + 1].words.split()[0]
                tally = data["tallies"].get(name)
                return numbers(item.words) in ([tally], *self.times()), f"{name}: {tally}"
            case "citation":
                return self.cited(item)
            case "bibliographic":
                return self.of_a_source(item, words)
            case "structural":
                return self.placed(item, words)
        return False, "is of no known class"

    def times(self) -> list[list[Fraction]]:
        """Return the years over which each yearly growth is told, as they may be printed: fewest, most."""
        made = [fact for fact in self.facts.values() if re.search(GROWTH, fact.get("formula", ""))]
        roles = [re.search(GROWTH, fact["formula"]).groups() for fact in made]
        inputs = [[one["inputs"][role] for role in two] for one, two in zip(made, roles, strict=True)]
        pairs = [[self.facts[address] for address in two] for two in inputs]
        spans = [between(old, new) for new, old in pairs]
        return [sorted({round(one.low[0]), round(one.high[0])}) for one in spans]

    def cited(self, item: Item) -> tuple[bool, str]:
        """Return whether a citation names sources behind what stands before it, and why not."""
        near: list[Item] = []
        for one in reversed(self.items[: self.nth]):
            if near and one.kind == "citation":
                break
            near += [one] if one.kind not in ("", "citation") else []
        names = ",".join(one.says.get(key, "") for one in near for key in ("fact", "facts")).split(",")
        facts = [self.facts[name] for name in names if name in self.facts]
        facts += [self.facts.get(name, {}) for one in facts for name in one.get("rests_on", ())]
        behind = {one["source"] for fact in facts for one in fact.get("evidence", ())}
        behind |= {one["source"] for one in self.data["claims"] if "TH" in item.within}  # heads their column
        behind |= {one.says.get("source") for one in near}
        titles = [named(one.words) for one in near if one.kind == "bibliographic"]
        for name, source in self.sources.items():
            known = squeezed(source["publisher"] + source["title"])
            behind |= {name} if any(title in known for title in titles) else set()
        cited = {self.number.get(one, f"number {one}") for one in re.findall(r"\d+", item.words)}
        listed = item.within.get("section") == "sources" and cited <= {*self.sources}
        return listed or cited <= behind, f"{sorted(cited - behind)} is not behind {sorted({*names} - {''})}"

    def of_a_source(self, item: Item, words: str) -> tuple[object, str]:
        """Return whether title, publisher and dates of a source are those of its record, and why not."""
        before = self.items[self.nth - 1].words.strip() if item.within.get("section") == "sources" else ""
        after = next((one.words for one in self.items[self.nth :] if one.kind == "citation"), "")
        source = self.sources.get(self.number.get(before, self.number.get(after.strip("[]□ "))), {})
        told = [source[key] for key in ("title", "publisher")] if before in self.number else []
        if lost := [one for one in told if squeezed(one) not in words]:
            return False, f"source {before} is {lost}"
        entry, said = self.facts.get(item.within.get("entry"), {}), date_parts(item.words)
        relayed = [self.sources.get(one, {}) for one in source.get("relays", ())]
        strange = said - date_parts(json.dumps([source, entry, self.briefing, *relayed], ensure_ascii=False))
        parts, names = re.split("[;,]", item.words), flat([self.sources, entry])
        known = said or any(named(part) in names for part in parts)
        return known and not strange, f"{strange or 'its name'} stands in no record of it"

    def placed(self, item: Item, words: str) -> tuple[bool, str]:
        """Return whether a number of a page, an exhibit, a version or a claim is that, and why not."""
        if exhibit := self.exhibits.get(item.within.get("exhibit")):
            return words == f"exhibit{exhibit.get('number')}", f"is exhibit {exhibit.get('number')}"
        own = self.briefing
        for one in (own, *own.get("revisions", ()), {"version": own.get("draft_of", "?"), "issued": ""}):
            if words.endswith(one["version"]) or date_parts(item.words) == date_parts(one["issued"]):
                return True, ""
        if date_parts(item.words) in [date_parts(one["until"]) for one in own.get("waivers", ())]:
            return True, ""
        here = [one for one in self.paper.links if one[0] == item.page and one[1] in self.leads]
        for _, aim, contents, _ in here:
            row = squeezed(contents) == squeezed(self.items[self.nth - 1].words)  # of the table of contents
            if row and words == self.leads[aim].lower():
                return True, ""
            if aim[:2] in ("n-", "ex") and squeezed(contents).endswith(words):  # looked at as a link
                return True, ""
        self.claims += "TD" in item.within
        return words == str(self.claims), "is no page, exhibit, version or claim here"

    def outside(self) -> None:
        """Resolve what is in no element of the structure: the margins, and the strings outside the pages."""
        for page, title in self.paper.differ:
            self.hold("unclassed", page, title, False, "title and properties differ")
        for page, words, why in self.paper.unseen:
            self.hold("unseen", page, words, False, why)
        for page, words in self.paper.loose:
            label, text = self.paper.labels[page], words.strip(" ·")
            last = [one for one in self.paper.labels if one.isdigit() == label.isdigit()][-1]
            where = {one for one, said in self.paper.loose if said == words}
            everywhere = len(where) == len(self.paper.labels)
            good = re.fullmatch(rf"{re.escape(label)}\D+{re.escape(last)}", text)
            good = good or (everywhere and not NUMERAL.search(words))  # as "Draft" is
            good = good or numbers(words) == [self.briefing["problems"]]
            self.hold("running", page, words, good or self.heading(text), "stands in no element")
        for part, key in (("title", "Title"), ("standfirst", "Subject")):
            own = squeezed("".join(one.words for one in self.items if one.within.get("part") == part))
            said = self.paper.document.get_metadata_value(key)
            self.hold("string", f"/{key}", said, squeezed(said) == own, "is not so on the page")
        for title in (one.get_title() for one in self.paper.document.get_toc()):
            self.hold("string", "bookmark", title, self.heading(title), "is no heading")

    def heading(self, text: str) -> bool:
        """Return whether a heading, or a line of the cover that states no fact, says exactly this."""
        return f"|{squeezed(text)}|" in self.heads

    def linked(self) -> None:
        """See that each link within the file leads to what the text under it says."""
        said = defaultdict(set)
        for one in self.items:
            said[one.says.get("fact")].add((one.page, squeezed(one.words)))
        for page, name, *_ in self.paper.charts:
            for one in self.exhibits.get(name, {}).get("drawing", {}).get("texts", ()):
                said[one.get("fact")].add((page, squeezed(one["words"])))
        for page, aim, contents, under in self.paper.links:
            text, label, (kind, _, name) = squeezed(contents), self.leads.get(aim, ""), aim.partition("-")
            good = True
            if re.fullmatch(r"s\d+", aim):
                good = contents == f"source {aim[1:]}" and re.findall(r"\d+", under) == [aim[1:]]
            elif kind == "e":  # of what is broken over pages the second part stands on the page after
                good = any(text in one for at, one in said[name] if at in (page, page - 1))
                good = good and text in squeezed(under)
            elif kind == "n":
                good = re.fullmatch(rf"page{re.escape(label.lower())}[a-z]?", text)
                good = good and text.endswith(squeezed(under))
            elif kind == "exhibit":
                number = str(self.exhibits.get(name, {}).get("number", ""))
                good = re.findall(r"A?\d+", contents) in ([number], [number, label], [label])
            self.hold("link", page, f"{under} ({contents}, to {aim})", good and label, "leads elsewhere")

    def drawn(self, page: int, name: str, alt: str, texts: list, boxes: list) -> None:
        """Compare a drawing with what facts.json says of it: its words and where they stand, its marks."""
        drawing = self.exhibits.get(name, {}).get("drawing", {"texts": [], "marks": [], "axes": []})
        left = top = None
        for one in (one for one in drawing["texts"] if squeezed(one["words"])):
            got, (x, y, _) = "", texts[0] if texts else (0, 0, "")
            while texts and len(squeezed(got)) < len(squeezed(one["words"])):
                got += texts.pop(0)[2]
            left, top = (x - one["x"], y - one["y"]) if left is None else (left, top)
            near = abs(x - left - one["x"]) < 0.1 or one["words"][0] == " "
            near = near and abs(y - top - one["y"]) < 0.1
            forms = self.forms(one.get("fact"), one.get("account")) if one.get("class") == "fact" else [got]
            good = near and {*numbers(got)} <= {*numbers(" ".join(forms))}
            why = f"drawn is {got} at {x:.1f}, {y:.1f}; it is {forms}"
            self.hold("label", page, one["words"], good and squeezed(got) == squeezed(one["words"]), why)
        self.hold("label", page, name or alt, not texts, f"also says {''.join(one[2] for one in texts)}")
        for one in drawing["marks"]:
            expected = [a + b for a, b in zip(one["box"], (left, top) * 2, strict=True)]
            off = [[a - b for a, b in zip(box, expected, strict=True)] for box in boxes]
            # Half a stroke may lie outside, alike on all sides.
            good = any(abs(a + c) < 0.1 > abs(b + d) and max(abs(a), abs(b)) < 4 for a, b, c, d in off)
            self.hold("mark", page, f"{one.get('fact')} {one['part']}", good, f"is not drawn at {one['box']}")
        rows = self.exhibits.get(name, {}).get("marks", ())
        rest, known = alt, [f"{one['row']}: {one['words']}" for one in rows] + self.data["excused"]["names"]
        for words in sorted(known, key=len, reverse=True):
            rest = rest.replace(words, "")
        good = not NUMERAL.search(rest) and self.exhibits.get(name, {}).get("alt", alt) == alt
        self.hold("alt text", page, alt, good, f"facts.json has another, or does not say {rest}")
        for axis in (one for one in drawing["axes"] if one["scale"] in ("linear", "log")):
            self.measured(page, drawing["marks"], axis)

    def measured(self, page: int, marks: list[dict], axis: dict) -> None:
        """See that the marks of each fact end, or have their middle, where its value is on an axis."""
        (first, last), (start, stop) = map(exact, axis["domain"]), axis["range"]
        (size, powers), log = unit(axis["unit"]), axis["scale"] == "log"
        spans = defaultdict(list)
        for one in marks:
            for address in one.get("fact", "").split():
                spans[address, one.get("account")].append(one["box"]["xy".index(axis["axis"]) :: 2])
        for (address, account), drawn in spans.items():
            value = self.sides(address, account)[0]["value"]
            on_it = unit(value.get("unit", "?"))[1] == powers
            for end in sorted({value["low"], value["high"]} - {None}) if on_it else ():
                at = exact(end) * unit(value["unit"])[0] / size
                part = math.log(at / first) / math.log(last / first) if log else (at - first) / (last - first)
                length = (stop - start) * float(part)  # in a stack it is the length of a mark that says it
                good = any(abs(start + length - one) < 2 for a, b in drawn for one in (a, b, (a + b) / 2))
                good = good or any(abs(abs(length) - (b - a)) < 2 for a, b in drawn)
                why = f"is drawn at {drawn}, not at {start + length:.1f}"
                self.hold("measure", page, f"{address} at {end} {value['unit']}", good, why)


def main(arguments: list[str]) -> int:
    """Print what was found; return the exit status."""
    try:
        judge = Judge(Paper(next(one for one in arguments if not one.startswith("--"))))
    except Exception as unreadable:  # whatever a broken or hostile file does, it is told as such
        print(f"can't be read: {type(unreadable).__name__}: {' '.join(str(unreadable).split())[:200]}")
        return 2
    orphans = [one for one in judge.told if one[3]]
    counts, wrong = Counter(one[0] for one in judge.told), Counter(one[0] for one in orphans)
    print(f"{'class':<16}{'count':>8}{'resolved':>10}{'orphans':>9}")
    for kind, count in sorted(counts.items()):
        print(f"{kind:<16}{count:>8}{count - wrong[kind]:>10}{wrong[kind]:>9}")
    for kind, where, words, why in judge.told if "--all" in arguments else orphans:
        print(f"{where}: {kind}: “{words}”" + (f": {why}" if why else ""))
    print(f"{'not clean' if orphans else 'clean'}: {len(judge.told)} looked at, {len(orphans)} orphans")
    print(f"digest of what is attached: {judge.digest}")
    return int(bool(orphans))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
