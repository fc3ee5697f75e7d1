"""Verify a briefing from its PDF alone: every number in it against the facts that ride inside it.

``python verify_briefing.py FILE.pdf [--all]``: exit status 0 if all holds, 1 if not, 2 if the file can't be read.
It shares no line with the program that made the file: it reads with PDFium, finds numbers and calculates in its own
way, and knows only what docs/pdf.md and docs/facts-json.md say. ``Paper`` is the file as read, ``Amount`` the
arithmetic, ``Judge`` resolves what is printed. What it can't tell is in docs/verifier.md: above all, whether a file
altered throughout, data and all, is the one that was published; for that compare the digest that it prints.
"""

from __future__ import annotations

import ast
import csv
import ctypes
import datetime
import hashlib
import io
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import inf

import pypdfium2
import pypdfium2.raw as raw

# ------------------------------------------------------------------------------------------- words and numbers

SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
COUNTS = {word: n for n, word in enumerate(f"{SMALL} seventeen eighteen nineteen".split())}
COUNTS |= {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
COUNTS |= {"twice": 2, "double": 2,  "thrice": 3, "triple": 3, "dozen": 12, "a": 1, "an": 1}
PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "k": 3, "m": 6, "mn": 6, "bn": 9}
SCALES |= {"b": 9, "tn": 12, "t": 12}
NUMERAL = re.compile(  # any sign of a number: whatever matches has to be bound to something
    rf"[\d²³¹¼½¾\u2070-\u2089\u2150-\u2189][\d.,]*|%|\b(?:{'|'.join(list(COUNTS)[:-2])}|half|halves|thirds|quarters"
    r"|hundreds?|thousands?|[mb]illions?|trillions?|percent|doubled|tripled|\w+fold)\b", re.IGNORECASE)  # fmt: skip
SPOKEN = re.compile(
    rf"(?P<digits>\d[\d,]*(?:\.\d+)?)(?:/(?P<below>[1-9]\d*))?|\b(?P<half>half|halves)\b"
    rf"|\b(?P<word>{'|'.join(COUNTS)})\b(?:[\s-](?P<part>{'|'.join(PARTS)})s?\b)?", re.IGNORECASE)  # fmt: skip
SCALED = re.compile(rf"[\s-]*({'|'.join(sorted(SCALES, key=len, reverse=True))})(?:(?<=.....)s)?(?![^\W\d_])", re.IGNORECASE)
FLOOR = re.compile(r"\b(more than|at least|over|above|or more)\b", re.IGNORECASE)
CEILING = re.compile(r"\b(up to|at most|less than|nearly|almost|under|below|or less)\b", re.IGNORECASE)
NEAR = re.compile(r"\b(about|nearly|almost|just over)\b", re.IGNORECASE)
MARKS = str.maketrans({"\u2011": "-", "\x02": "-", "‘": "'", "’": "'", "“": '"', "”": '"'})
MONTHS = "january february march april may june july august september october november december".split()


def squeezed(text: str) -> str:
    """Return ``text`` without white space and invisible marks, with one kind of hyphen and quote, its first letter small."""
    text = re.sub(r"[\s\u00ad\u200b\u2060\ufeff\0]+", "", text).translate(MARKS)
    return text[:1].lower() + text[1:]


def numbers(text: str) -> list[Fraction]:
    """Return the numbers that English ``text`` says, in order, with their scale words; units are left alone."""
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


def date_parts(text: str) -> set[str]:
    """Return the parts of dates, printed or of facts.json: years, days, and the first three letters of months."""
    text = re.sub(r"\b(\d{4})-(0\d|1[0-2])\b", lambda one: f"{one[1]} {MONTHS[int(one[2]) - 1]} ", text)
    for mark, words in (("H1", "jan jun"), ("H2", "jul dec"), ("Q1", "jan mar"), ("Q2", "apr jun"), ("Q3", "jul sep")):
        text = text.replace(mark, f"{mark[1]} {words}")
    words = re.findall(r"\d+|[^\W\d_]{3,}", text.replace("Q4", "4 oct dec").lower())
    months = {word[:3] for word in words if any(month.startswith(word) for month in MONTHS)}
    return months | {word.lstrip("0") for word in words if word.isdigit()}


# ----------------------------------------------------------------------------------------------------- the file


@dataclass
class Item:
    """A printed thing, its pieces joined: ``says`` is of the outermost classed element, ``within`` of all above."""

    page: int
    words: str
    says: dict[str, str]
    within: dict[str, str]
    block: int


def told(call, *given) -> str:
    """Return the text that a function of PDFium writes, once it has said how many bytes that takes."""
    room = (ctypes.c_ushort * (max(call(*given, None, 0), 2) // 2 + 1))()
    call(*given, ctypes.cast(room, call.argtypes[-2]), len(room) * 2)
    return bytes(room).decode("utf-16-le", "replace").split("\0")[0]


def each(count, get, of) -> Iterator:
    """Yield all that PDFium has of one kind, of nothing none."""
    return (get(of, nth) for nth in range(count(of) if of else 0))


def attribute(held, key: bytes) -> str:
    """Return an attribute of a structure element that is text."""
    value, size, room = raw.FPDF_StructElement_Attr_GetValue(held, key), ctypes.c_ulong(), (ctypes.c_ushort * 2000)()
    raw.FPDF_StructElement_Attr_GetStringValue(value, room, ctypes.sizeof(room), size)
    return bytes(room).decode("utf-16-le", "replace").split("\0")[0]


def line_by_line(texts: list[tuple[float, float, str]]) -> str:
    """Return texts one after another, with a space wherever a new line begins."""
    pairs = zip(texts, texts[:1] + texts, strict=False)
    return "".join((" " if abs(one[1] - last[1]) > 2 else "") + one[2] for one, last in pairs)


class Paper:
    """What the PDF shows and says of itself; pages count from 0."""

    def __init__(self, path: str) -> None:
        self.document = pypdfium2.PdfDocument(path)
        self.labels = [self.document.get_page_label(nth) or str(nth + 1) for nth in range(len(self.document))]
        self.items: dict[object, Item] = {}  # by `run`; what has none by a number of its own
        self.loose: list[tuple[int, str]] = []  # page, and text in no element of the structure
        self.links: list[tuple[int, str, str, str]] = []  # page, destination, contents, the text under it
        self.charts: list[tuple] = []  # page, exhibit, alternative text, texts with x and y, boxes of paths
        self.differ: list[tuple[int, str]] = []  # page, and title, of elements whose properties say otherwise
        self.block = 0
        for nth, page in enumerate(self.document):
            self.read(nth, page)
        held = [self.document.get_attachment(nth) for nth in range(self.document.count_attachments())]
        self.names = [one.get_name() for one in held]
        self.files = {one.get_name(): bytes(one.get_data()) for one in held}
        self.md5 = {one.get_name(): (one.get_str_value("CheckSum") or "").strip("<>").lower() for one in held}

    def read(self, nth: int, page: pypdfium2.PdfPage) -> None:
        """Gather the texts of a page by its marked content, then their elements, then the links over them."""
        self.texts, self.boxes, self.used = defaultdict(list), defaultdict(list), set()
        letters, tree = page.get_textpage(), raw.FPDF_StructTree_GetForPage(page)
        for one in page.get_objects(textpage=letters):
            content, by, above = -1, pypdfium2.PdfMatrix(), one
            while above is not None:  # a form is drawn by its own matrix, within the content it stands in
                marked = raw.FPDFPageObj_GetMarkedContentID(above)
                content, by = content if content >= 0 else marked, by if above is one else by.multiply(above.get_matrix())
                above = above.container
            if one.type == raw.FPDF_PAGEOBJ_TEXT:
                at = by.on_point(*one.get_matrix().get()[4:])
                self.texts[content].append((*at, told(raw.FPDFTextObj_GetText, one, letters)))
            elif one.type == raw.FPDF_PAGEOBJ_PATH:
                self.boxes[content].append(by.on_rect(*one.get_bounds()))
        for one in each(raw.FPDF_StructTree_CountChildren, raw.FPDF_StructTree_GetChildAtIndex, tree):
            self.element(one, nth, {}, {}, 0)
        self.loose += [(nth, line_by_line(self.texts[content])) for content in self.texts if content not in self.used]
        for note in each(raw.FPDFPage_GetAnnotCount, raw.FPDFPage_GetAnnot, page):
            box = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(note, box)
            aim, contents = (told(raw.FPDFAnnot_GetStringValue, note, key) for key in (b"Dest", b"Contents"))
            under = letters.get_text_bounded(box.left, box.bottom, box.right, box.top) if aim else ""
            self.links.append((nth, aim, contents, under))

    def element(self, one, page: int, says: dict, within: dict, depth: int) -> None:
        """Gather what stands below a structure element, in the order of ``/K``."""
        kind, title = told(raw.FPDF_StructElement_GetType, one), told(raw.FPDF_StructElement_GetTitle, one)
        own = dict(part.split("=", 1) for part in title.split(" ") if "=" in part)
        properties, box = self.properties(one)
        if own != {name: value for name, value in properties.items() if name not in ("because", "label")}:
            self.differ.append((page, title or str(properties)))
        self.block += kind in ("P", "H1", "H2", "H3", "H4", "TD", "TH", "LI")
        within, says = {**within, **own, kind: kind}, says or (own if "class" in own else {})
        for nth in range(raw.FPDF_StructElement_CountChildren(one)):
            child = raw.FPDF_StructElement_GetChildAtIndex(one, nth)
            content = raw.FPDF_StructElement_GetChildMarkedContentID(one, nth)
            if child and depth < 60:
                self.element(child, page, says, within, depth + 1)
            elif kind == "Figure" and content >= 0:
                left, top = (box[0], box[3]) if len(box) == 4 else (0, 0)
                texts = [(x - left, top - y, text) for x, y, text in self.texts[content]]
                boxes = [(x - left, top - w, z - left, top - y) for x, y, z, w in self.boxes[content]]
                alt = told(raw.FPDF_StructElement_GetAltText, one)
                self.charts.append((page, own.get("exhibit", ""), alt, texts, boxes))
            elif content >= 0 and content not in self.used:
                name = says.get("run") or len(self.items)
                self.items.setdefault(name, Item(page, "", says, within, self.block))
                self.items[name].words += line_by_line(self.texts[content])
            self.used.add(content)

    def properties(self, one) -> tuple[dict[str, str], list[float]]:
        """Return the user properties of a structure element, and its box where it has one."""
        found, box, number = {}, [], ctypes.c_float()
        members = raw.FPDF_StructElement_Attr_CountChildren, raw.FPDF_StructElement_Attr_GetChildAtIndex
        for held in each(raw.FPDF_StructElement_GetAttributeCount, raw.FPDF_StructElement_GetAttributeAtIndex, one):
            for part in each(*members, raw.FPDF_StructElement_Attr_GetValue(held, b"BBox")):
                raw.FPDF_StructElement_Attr_GetNumberValue(part, number)
                box.append(number.value)
            for part in each(*members, raw.FPDF_StructElement_Attr_GetValue(held, b"P")):
                if raw.FPDF_StructElement_Attr_GetType(part) == raw.FPDF_OBJECT_DICTIONARY:
                    pair = ctypes.cast(part, raw.FPDF_STRUCTELEMENT_ATTR)  # a dictionary, as an attribute is one
                    found[attribute(pair, b"N")] = ",".join(attribute(pair, b"V").split())
        return found, box


# ----------------------------------------------------------------------------------------------- the arithmetic

PLAIN = {"percent": (Fraction(1, 100), ""), "times": (1, ""), "min": (60, "s"), "h": (3600, "s"), "day": (86400, "s")}


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
            scale = {"n": -9, "µ": -6, "m": -3}.get(scaled[1], "kMGTPE".find(scaled[1]) * 3 + 3) if scaled else 0
            size, basic = PLAIN.get(name) or (Fraction(10) ** scale, scaled[2] if scaled else name)
            factor *= Fraction(size) ** (sign * int(power or 1))
            powers[basic] += sign * int(power or 1)
    return factor, {name: power for name, power in powers.items() if power and name}


@dataclass(frozen=True)
class Amount:
    """All the numbers that a value may be, in basic units: its ends, each with whether it is possible itself."""

    low: tuple[Fraction | float, bool]
    high: tuple[Fraction | float, bool]
    powers: dict[str, int]
    near: bool = False

    @staticmethod
    def of(value: dict) -> Amount:
        """Return a value of facts.json; an amount without a floor is not below zero, a date is in seconds."""
        if "date" in value:
            day = (Fraction(datetime.date.fromisoformat(value["date"]).toordinal() * 86400), True)
            return Amount(day, day, {"s": 1})
        factor, powers = unit(value["unit"])
        low = (exact(value["low"]) * factor, value["low_closed"]) if value["low"] is not None else (Fraction(0), True)
        high = (exact(value["high"]) * factor, value["high_closed"]) if value["high"] is not None else (inf, False)
        return Amount(low, high, powers, value["approximate"])

    def __add__(self, other: Amount) -> Amount:
        if self.powers != other.powers:
            raise ValueError("adds what is not of one kind")
        ends = [(a + b, s and t) for (a, s), (b, t) in ((self.low, other.low), (self.high, other.high))]
        return Amount(*ends, self.powers, self.near or other.near)

    def __sub__(self, other: Amount) -> Amount:
        high, low = ((-end, closed) for end, closed in (other.low, other.high))
        return self + Amount(low, high, other.powers, other.near)

    def __mul__(self, other: Amount) -> Amount:
        pairs = [(one, two) for one in (self.low, self.high) for two in (other.low, other.high)]
        ends = [(Fraction(0) if 0 in (a, b) else a * b, s and t) for (a, s), (b, t) in pairs]
        low, high = ((end, any(s for x, s in ends if x == end)) for end in (min(ends)[0], max(ends)[0]))
        both = {name: self.powers.get(name, 0) + other.powers.get(name, 0) for name in {*self.powers, *other.powers}}
        return Amount(low, high, {name: n for name, n in both.items() if n}, self.near or other.near)

    def __truediv__(self, other: Amount) -> Amount:
        if other.low[0] < 0 or other.high[0] == 0:
            raise ValueError("divides by what may be zero")
        ends = [(1 / end if end else inf, closed and end > 0) for end, closed in (other.high, other.low)]
        ends = [(Fraction(end) if end != inf else end, closed) for end, closed in ends]  # one by infinity is nothing
        return self * Amount(*ends, {name: -n for name, n in other.powers.items()}, other.near)


def furthest(pick) -> object:
    """Return the function of the least, or of the most, of some amounts."""
    return lambda *some: Amount(*(pick(ends) for ends in zip(*((one.low, one.high) for one in some), strict=True)),
                                some[0].powers, any(one.near for one in some))  # fmt: skip


def yearly(new: Amount, old: Amount, years: Amount) -> Amount:
    """Return the growth that, year upon year, makes ``old`` into ``new``; a root, so not exact."""
    ends = [(float(end) ** (1 / float(years.low[0])) - 1, closed) for end, closed in ((new / old).low, (new / old).high)]
    return Amount(*ends, {}, new.near or old.near)


ONE = Amount((Fraction(1), True), (Fraction(1), True), {})
FUNCTIONS = {
    "sum": lambda first, *rest: sum(rest, first), "min": furthest(min), "max": furthest(max), "cagr": yearly,
    "difference": Amount.__sub__, "ratio": Amount.__truediv__, "per": Amount.__truediv__,
    "growth": lambda new, old: new / old - ONE, "share": lambda part, whole: furthest(min)(part / whole, ONE),
    "part": lambda one, rest: ONE / (ONE + rest / one), "days": lambda first, last: last - first,
    "mix": lambda share, one, other: share * one + (ONE - share) * other,
}  # fmt: skip
ALLOWED = (ast.Expression, ast.BinOp, ast.Call, ast.Name, ast.Load, ast.Add, ast.Sub, ast.Mult, ast.Div)


def calculated(facts: dict, fact: dict, sides: list[dict]) -> Amount:
    """Return what a formula comes to, with these sides taken of the disputes under it."""
    # In share(a, a + b) both are the same a: what is asked is a part beside its rest.
    formula, known = re.sub(r"share\((\w+), (?:\1 \+ (\w+)|(\w+) \+ \1)\)", r"part(\1, \2\3)", fact["formula"]), {}
    for role, address in fact["inputs"].items():
        points = [address] if address in facts else sorted(one for one in facts if one.startswith(f"{address}@"))
        for nth, point in enumerate(points):  # where all points of a series are taken, each stands for itself
            sided = [one for one in facts[point].get("accounts", ()) if all(side in sides for side in one["sides"])]
            known[role if len(points) == 1 else f"{role}_{nth}"] = Amount.of((sided or [facts[point]])[0]["value"])
        if len(points) > 1:
            formula = re.sub(rf"\b{role}\b", ", ".join(f"{role}_{nth}" for nth in range(len(points))), formula)
    tree = ast.parse(formula, mode="eval")
    if any(not isinstance(node, ALLOWED) for node in ast.walk(tree)):  # only names, operators and calls are ever run
        raise ValueError("the formula is not understood")
    return eval(compile(tree, "formula", "eval"), {"__builtins__": {}}, {**FUNCTIONS, **known})


# -------------------------------------------------------------------------------------------------- the verdict


def unsaid(words: str, value: dict, rounded: bool) -> str:
    """Return what is wrong with English ``words`` for a value; nothing where they say it and no more."""
    ends = sorted({exact(value[end]) for end in ("low", "high") if value[end] is not None})
    read, floor, ceiling = sorted(numbers(words)[: len(ends)]), value["high"] is None, value["low"] is None
    if len(read) != len(ends) or (floor, ceiling) != (bool(FLOOR.search(words)), bool(CEILING.search(words))):
        return f"its value is {value['hedge']} {value['low']} to {value['high']}"
    for end, number in zip(ends, read, strict=True):
        scaled = min((number * 10**scale for scale in range(0, 13, 3)), key=lambda one: abs(one - end))
        if abs(scaled - end) > abs(end) * Fraction(rounded, 20) or (floor and scaled > end) or (ceiling and scaled < end):
            return f"its value is {value['hedge']} {value['low']} to {value['high']}"
    return "its value is no more than about right" if value["approximate"] and not NEAR.search(words) else ""


class Judge:
    """What is attached and what is printed, one thing after another; ``orphans`` are those that do not hold."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.counts = paper, Counter()
        self.orphans: list[tuple[str, str, str, str]] = []  # class, place, words, what is wrong
        self.data = json.loads(paper.files["facts.json"])
        if self.data["schema"] != "tieout-facts/1":
            raise ValueError(f"facts.json is of the schema {self.data['schema']}, which is not known here")
        self.facts, self.sources, self.briefing = self.data["facts"], self.data["sources"], self.data["briefing"]
        self.number = {str(one["number"]): name for name, one in self.sources.items() if "number" in one}
        self.exhibits = {one["id"]: one for one in self.data["exhibits"]}
        self.items = list(paper.items.values())
        self.text = squeezed("".join(one.words for one in self.items if one.says.get("class") != "citation")).casefold()
        self.quoted = [(one["source"], one) for fact in self.facts.values() for one in fact.get("evidence", ())]
        for check in (self.attachments, self.recorded, self.tables, self.printed, self.linked, self.strings, self.drawn):
            check()

    def say(self, kind: str, place: int | str, words: str, wrong: str = "") -> None:
        """Count a thing, and keep what is wrong with it, if anything is."""
        self.counts[kind] += 1
        if wrong:
            where = f"page {self.paper.labels[place]}" if isinstance(place, int) else place
            self.orphans.append((kind, where, " ".join(words.split())[:100], wrong))

    def attachments(self) -> None:
        """Compare each attachment with what the manifest says of it."""
        manifest, held = json.loads(self.paper.files["manifest.json"]), self.paper.files
        listed = manifest["artefacts"]
        for name in sorted({*listed, *held}):
            data, wrong = held.get(name, b""), ""
            if self.paper.names.count(name) != 1 or (name not in listed) != (name == "manifest.json"):
                wrong = f"attached {self.paper.names.count(name)} times, in manifest.json {int(name in listed)}"
            elif self.paper.md5[name] not in ("", hashlib.md5(data, usedforsecurity=False).hexdigest()):
                wrong = "has another MD5"
            elif listed.get(name, {}) not in ({}, {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}):
                wrong = "is not what manifest.json says"
            self.say("attachment", name, "", wrong)
        lines = "".join(f"{one['sha256']}  {name}\n" for name, one in sorted(listed.items()))
        self.digest = hashlib.sha256(lines.encode()).hexdigest()
        same = (self.digest, *(self.briefing[name] for name in ("id", "version", "issued"))) == (
            manifest["artefacts_sha256"], manifest["briefing"], manifest["version"], manifest["issued"])  # fmt: skip
        self.say("attachment", "manifest.json", self.digest, "" if same else "its digest, or its briefing, is another")

    def recorded(self) -> None:
        """Follow each fact to its evidence, its arithmetic and its words."""
        for address, fact in self.facts.items():
            wrong = [name for one in fact.get("evidence", ()) if (name := one["source"]) not in self.sources]
            if (fact["status"] == "disputed") != ("accounts" in fact) and "formula" not in fact:
                wrong.append("is disputed, or has accounts, but not both")
            self.say("status", address, fact["status"], ", ".join(wrong))
            for one in (fact, *fact.get("accounts", ())):
                if "low" not in (value := one.get("value", {})):
                    continue
                where, said = f"{address} {one.get('name', '')}".strip(), one["words"]["sentence"]
                for words in one["words"].values() if self.briefing["language"].startswith("en") else ():
                    self.say("value", where, words, unsaid(words, value, "formula" in fact))
                if "formula" in fact:
                    self.say("arithmetic", where, said, self.miscalculated(fact, one))
                elif "evidence" in fact:
                    self.say("evidence", where, said, self.unproven(fact, one))

    def miscalculated(self, fact: dict, one: dict) -> str:
        """Return what is wrong with a derived number, or with one account of it."""
        try:
            sides = one.get("sides") or fact.get("accounts", [{"sides": []}])[0]["sides"]
            got, own = calculated(self.facts, fact, sides), Amount.of(one["value"])
        except (LookupError, AttributeError, NameError, TypeError, ValueError, SyntaxError) as unknown:
            return f"not calculated anew: {unknown!r}"
        near = 1e-9 if "cagr" in fact["formula"] else 0
        same = all(a == b and (s == t or b in (0, inf)) or (near and abs(a - b) <= near * abs(a))
                   for (a, s), (b, t) in ((got.low, own.low), (got.high, own.high)))  # fmt: skip
        comes = f"{fact['formula']} comes to {float(got.low[0]):g} to {float(got.high[0]):g}"
        return "" if same and got.powers == own.powers and got.near <= own.near else comes

    def unproven(self, fact: dict, one: dict) -> str:
        """Return what is wrong with the evidence of a stated number: some supporting quote has to say its digits."""
        quotes = [each for each in fact["evidence"] if each["stance"] == "supports"]
        words = [side["quote"] for side in one.get("sides", ())] or [each["quote"] for each in quotes]
        read = [number for quote in words for number in numbers(quote) if number]
        ends = {exact(one["value"][end]) for end in ("low", "high") if one["value"][end] is not None} - {0}
        found = all(any(re.fullmatch("10*", str(max(end / number, number / end))) for number in read) for end in ends)
        return "" if found or any("reading" in each or "note" in each for each in quotes) else f"not in {words}"

    def tables(self) -> None:
        """Compare the tables and the list of sources that are attached with facts.json, and with what is printed."""
        text = squeezed("".join(one.words for one in self.items if one.says.get("class") != "citation"))
        for name, data in sorted(self.paper.files.items()):
            for nth, row in enumerate(csv.DictReader(io.StringIO(data.decode("utf-8"))) if name.endswith(".csv") else (), 2):
                fact = self.facts.get(row.get("fact") or row.get("id") or "", {})
                side = next((one for one in fact.get("accounts", ()) if one["name"] == row.get("account")), fact)
                value, exhibit = side.get("value", {}), self.exhibits.get(name[8:-4], "") if "hedge" in row else text
                held = squeezed(json.dumps([side, fact, exhibit], ensure_ascii=False).replace('\\"', '"')).lower()
                wrong = [cell for key, cell in row.items() if key not in ("id", "fact", "low", "high", "kind") and squeezed(cell.lstrip("'")).lower() not in held]
                for end in ("low", "high") if "hedge" in row else ():
                    own, cell = value.get(end) or "", row[end]
                    if bool(own) != bool(cell) or (own and abs(exact(own) - exact(cell)) > abs(exact(own)) / 10**10):
                        wrong.append(cell)
                self.say("table", f"{name} line {nth}", ", ".join(row.values()), f"facts.json says otherwise: {wrong}" if wrong else "")
        for one in json.loads(self.paper.files["sources.json"]):
            own = self.sources.get(one["id"], {})
            same = (one["title"], one["publisher"], one.get("URL")) == (own.get("title"), own.get("publisher"), own.get("url"))
            self.say("table", "sources.json", one["id"], "" if same else "facts.json says otherwise")

    def printed(self) -> None:
        """Resolve each thing on the pages, in order; ``self.nth`` is where in the order it stands."""
        self.counted = Counter()
        for self.nth, item in enumerate(self.items):
            if "class" in item.says:
                self.say(item.says["class"], item.page, item.words, self.wrong(item))
            elif (found := NUMERAL.search(item.words)) and found[0] not in "%one":
                self.say("unclassed", item.page, item.words, "a number bound to nothing")
        for page, words in self.paper.loose:
            own = [label for label in self.paper.labels if label.isdigit() == self.paper.labels[page].isdigit()]
            known = squeezed(words).casefold().strip("·") in self.text or re.fullmatch(rf"{self.paper.labels[page]}\D+{own[-1]}", words.strip())
            known = known or [*numbers(words)] == [self.briefing["problems"]]
            self.say("running", page, words, "" if known else "stands in no element of the structure")
        for page, title in self.paper.differ:
            self.say("unclassed", page, title, "its properties say otherwise")

    def behind(self, address: str) -> set[str]:
        """Return the ids of the sources behind a fact."""
        fact = self.facts.get(address, {})
        rests = [one for name in fact.get("rests_on", ()) for one in self.facts.get(name, {}).get("evidence", ())]
        return {one["source"] for one in (*fact.get("evidence", ()), *rests)}

    def wrong(self, item: Item) -> str:
        """Return what is wrong with a printed thing; nothing if it resolves."""
        kind, words, address = item.says["class"], squeezed(item.words), item.says.get("fact", "")
        fact, run = self.facts.get(address, {}), item.says.get("run")
        if address and not fact:
            return f"there is no fact {address}"
        return getattr(self, f"wrong_{kind}", lambda *_: "is of no known class")(item, words, fact)

    def wrong_fact(self, item: Item, words: str, fact: dict) -> str:
        sides = [one for one in (fact, *fact.get("accounts", ())) if item.says.get("account") in (None, one.get("name"))]
        said = {squeezed(form): form for one in sides for form in one.get("words", {}).values()}
        places = [one["words"] for one in fact.get("printed", ()) if str(one.get("run")) == item.says["run"]]
        if places:
            return "" if words in map(squeezed, places) else f"facts.json has {places} here"
        notes = squeezed(json.dumps(fact.get("evidence", []), ensure_ascii=False).replace("\u00a0", " "))
        return "" if words in said or (words in notes and "LBody" in item.within) else f"{item.says['fact']} is {' / '.join(sorted(said.values()))}"

    def wrong_date(self, item: Item, words: str, fact: dict) -> str:
        dates = [one for one in (fact.get("value", {}).get("date"), *map(fact.get, ("period", "as_of", "since", "made"))) if one]
        held = any(date_parts(item.words) <= date_parts(one) | date_parts(two) for one in dates for two in dates)
        return "" if held else f"{item.says.get('fact')} is of {dates}"

    def wrong_quotation(self, item: Item, words: str, fact: dict) -> str:
        inner = squeezed(item.words.strip("“”„»«\"'‘’ "))
        quotes = [one[key] for one in fact.get("evidence", ()) for key in ("quote", "gloss") if key in one]
        quotes += [one["quote"] for one in self.data["claims"] if item.says.get("claim") in (None, one["id"])]
        return "" if inner in [squeezed(one.strip("“”\"'‘’ ")) for one in quotes] else f"is not so in {quotes[:3]}"

    def wrong_claim(self, item: Item, words: str, fact: dict) -> str:
        beside = {one.says["fact"] for one in self.items if one.block == item.block and "fact" in one.says}
        facts = item.says["facts"].split(",") if "facts" in item.says else None
        found = [one for one in self.data["claim_words"] if squeezed(one["word"]) == words]
        held = [one for one in found if one["facts"] == facts or (facts is None and beside <= {*one["facts"]})]
        return "" if held else "is no claim word of these facts"

    def wrong_citation(self, item: Item, words: str, fact: dict) -> str:
        near: list[Item] = []  # what is said since the last citation
        for one in reversed(self.items[: self.nth]):
            if near and one.says.get("class") == "citation":
                break
            near += [one] if one.says.get("class", "citation") != "citation" else []
        names = {name for one in near for name in [one.says.get("fact", ""), *one.says.get("facts", "").split(",")]}
        behind = {one for name in names for one in self.behind(name)} | {one.says.get("source") for one in near}
        for name, source in self.sources.items():
            if any(squeezed(re.sub("’s?$", "", each.words.strip())) in squeezed(source["publisher"] + source["title"]) for each in near if each.says["class"] == "bibliographic"):
                behind.add(name)
        cited = {self.number.get(one, one) for one in re.findall(r"\d+", words)}
        listed = item.within.get("section") == "sources" and cited <= {*self.sources}
        return "" if listed or cited <= behind else f"{cited - behind} is not behind {names}"

    def wrong_bibliographic(self, item: Item, words: str, fact: dict) -> str:
        listed = item.within.get("section") == "sources"
        beside = reversed(self.items[: self.nth]) if listed else self.items[self.nth :]
        cited = next((one.words.strip() for one in beside if one.says.get("class") == "citation"), "")
        source = self.sources.get(self.number.get(cited.strip("[]□ "), ""), {})
        if listed and source:
            lost = [source[key] for key in ("publisher", "title") if squeezed(source[key]) not in "".join(map(squeezed, (" " + item.words,)))]
        record = [source, *(self.sources.get(one, {}) for one in source.get("relays", ())), self.facts.get(item.within.get("entry", ""), {}), self.briefing, self.sources if not NUMERAL.search(item.words) or not cited else ""]
        text = json.dumps(record, ensure_ascii=False)
        rest = date_parts(item.words) - date_parts(text)
        return f"{rest} is not in the record of {source.get('title')}" if rest else ""

    def wrong_tally(self, item: Item, words: str, fact: dict) -> str:
        name = item.says.get("tally") or self.items[self.nth + 1].words.split()[0]
        return "" if numbers(item.words) == [self.data["tallies"].get(name)] else f"{name}: {self.data['tallies'].get(name)}"

    def wrong_name(self, item: Item, words: str, fact: dict) -> str:
        kinds = {"name": "names", "idiom": "idioms", "plain": "plain"}
        excused = [one if isinstance(one, str) else one["words"] for one in self.data["excused"][kinds[item.says["class"]]]]
        return "" if words in map(squeezed, excused) else "is not excused"

    wrong_idiom = wrong_plain = wrong_name

    def wrong_structural(self, item: Item, words: str, fact: dict) -> str:
        own = self.briefing
        if item.within.get("exhibit"):
            return "" if words == f"exhibit{self.exhibits[item.within['exhibit']].get('number')}" else "is another exhibit"
        versions = [(own["version"], own["issued"]), (own.get("draft_of", ""), own["issued"])] + [(one["version"], one["issued"]) for one in own.get("revisions", ())]
        if numbers(item.words) and any(words.endswith(one) for one, _ in versions if one) or any(date_parts(item.words) == date_parts(one) for _, one in versions):
            return ""
        if any(page == item.page and words in squeezed(contents) for page, aim, contents, under in self.paper.links if aim):
            return ""  # where that leads is looked at by itself
        return "?"

    def linked(self) -> None:
        """See that each link within the file leads to what the text under it says."""
        places = {name: page for name, page in self.named()}
        said = defaultdict(set)
        for one in self.items:
            said[one.page, one.says.get("fact", "")].add(squeezed(one.words).lower())
        for page, name, *_ in self.paper.charts:
            for one in self.exhibits.get(name, {}).get("drawing", {}).get("texts", ()):
                said[page, one.get("fact", "")].add(squeezed(one["words"]).lower())
        for page, aim, contents, under in self.paper.links:
            text, told_, (kind, _, name) = squeezed(under), squeezed(contents), aim.partition("-")
            wrong = ""
            if not aim:
                continue
            if aim not in places:
                wrong = "leads nowhere"
            elif re.fullmatch(r"s\d+", aim):
                wrong = "" if contents == f"source {aim[1:]}" and aim[1:] in re.findall(r"\d+", under) else "leads to another source"
            elif kind == "e":
                wrong = "" if any(told_.lower() in one for one in said[page, name] | said[page - 1, name]) and told_ in text else "no words of that fact are under it"
            elif kind == "n":
                label = self.paper.labels[places[aim]]
                wrong = "" if re.fullmatch(rf"(page)?{label}[a-z]?", told_) and told_.endswith(text) else f"leads to page {label}"
            elif kind == "exhibit":
                number = self.exhibits.get(name, {}).get("number")
                numbers_ = re.findall(r"\d+", contents)
                wrong = "" if numbers_ in ([str(number)], [str(number), self.paper.labels[places[aim]]], [self.paper.labels[places[aim]]]) else "leads elsewhere"
            self.say("link", page, f"{under} -> {aim}", wrong)

    def named(self):
        document = self.paper.document
        for aim in {one[1] for one in self.paper.links} - {""}:
            found = raw.FPDF_GetNamedDestByName(document, aim.encode())
            if found:
                yield aim, raw.FPDFDest_GetDestPageIndex(document, found)

    def strings(self) -> None:
        """Look for the strings outside the pages on them."""
        parts = {name: squeezed("".join(one.words for one in self.items if one.within.get("part") == name)) for name in ("title", "standfirst")}
        heads = squeezed("".join(one.words for one in self.items if "H2" in one.within))
        known = self.paper.document.get_metadata_dict()
        for name, part in (("Title", "title"), ("Subject", "standfirst")):
            self.say("string", f"/{name}", known[name], "" if squeezed(known[name]) == parts[part] else "is not so on the page")
        for one in self.paper.document.get_toc():
            title = one.get_title()
            self.say("string", "bookmark", title, "" if squeezed(title).lower() in heads.lower() else "is no heading")

    def drawn(self) -> None:
        """Compare each drawing with what facts.json says of it."""
        for page, name, alt, texts, boxes in self.paper.charts:
            if not name:
                continue
            exhibit = self.exhibits.get(name, {})
            self.say("alt text", page, alt, "" if alt == exhibit.get("alt") else "facts.json has another")
            left = [(x, y, letter) for x, y, text in texts for letter in text]
            at = 0
            rest = list(texts)
            for one in exhibit["drawing"]["texts"]:
                got, start = "", rest[0] if rest else (0, 0, "")
                while rest and len(squeezed(got)) < len(squeezed(one["words"])):
                    got += rest.pop(0)[2]
                same = squeezed(got) == squeezed(one["words"]) and abs(start[0] - one["x"]) < 0.1 and abs(start[1] - one["y"]) < 0.1
                self.say("label", page, one["words"], "" if same else f"drawn is {got} at {start}")
            self.say("label", page, name, "".join(one[2] for one in rest) and "more is drawn")
            for one in exhibit["drawing"]["marks"]:
                near = any(all(abs(a - b) < 3 for a, b in zip(box, one["box"])) for box in boxes)
                ex=[ [round(a-b,2) for a, b in zip(box, one["box"])] for box in boxes if all(abs(a - b) < 4 for a, b in zip(box, one["box"]))]
                EX.add(str((one["part"],min(ex,key=lambda e:sum(map(abs,e))) if ex else '')))
                self.say("mark", page, f"{one.get('fact')} {one['part']}", "" if near else f"is not drawn at {one['box']}")


EX=set()
def main(arguments: list[str]) -> int:
    paper = Paper(arguments[0])
    judge = Judge(paper)
    wrong = Counter(one[0] for one in judge.orphans)
    print(f"{'class':<16}{'count':>8}{'resolved':>10}{'orphans':>9}")
    for kind, count in sorted(judge.counts.items()):
        print(f"{kind:<16}{count:>8}{count - wrong[kind]:>10}{wrong[kind]:>9}")
    for kind, where, words, why in judge.orphans:
        print(f"{where}: {kind}: “{words}”: {why}")
    return bool(judge.orphans)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
