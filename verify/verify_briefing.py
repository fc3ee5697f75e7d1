"""Verify a briefing from its PDF alone: every number in it against the facts that ride inside it.

``python verify_briefing.py FILE.pdf [--all]``: exit status 0 if all holds, 1 if not, 2 if it can't be read.
It shares no line with the program that made the file: it reads with PDFium, finds numbers and calculates in its
own way, and knows only what docs/pdf.md and docs/facts-json.md say. ``Paper`` is the file as read, ``Amount`` the
arithmetic, ``Judge`` resolves what is printed. What it can't tell is in docs/verifier.md: above all, whether a file
altered throughout, data and all, is the one that was published; for that compare the digest that it prints.
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

SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
COUNTS = {word: n for n, word in enumerate(f"{SMALL} seventeen eighteen nineteen".split())}
COUNTS |= {word: n * 10 for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
COUNTS |= {"twice": 2, "double": 2, "thrice": 3, "triple": 3, "dozen": 12, "a": 1, "an": 1}
PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "k": 3, "m": 6, "mn": 6}
SCALES |= {"bn": 9, "b": 9, "tn": 12, "t": 12}
NUMERAL = re.compile(  # any sign of a number: whatever matches has to be bound to something
    rf"[\d²³¹¼½¾\u2070-\u2089\u2150-\u2189][\d.,]*|\b(?:{'|'.join(list(COUNTS)[:-2])}|half|halves|thirds|quarters"
    r"|hundreds?|thousands?|[mb]illions?|trillions?|percent|doubled|tripled|\w+fold)\b", re.I)  # fmt: skip
SPOKEN = re.compile(
    rf"(?P<digits>\d[\d,]*(?:\.\d+)?)(?:/(?P<below>[1-9]\d*))?|\b(?P<half>half|halves)\b"
    rf"|\b(?P<word>{'|'.join(COUNTS)})\b(?:[\s-](?P<part>{'|'.join(PARTS)})s?\b)?", re.I)  # fmt: skip
SCALED = re.compile(rf"[\s-]*({'|'.join(SCALES)})(?:(?<=[a-z]{{5}})s)?(?![^\W\d_])", re.I)
FLOOR = re.compile(r"\b(more than|at least|over|above|or more)\b", re.I)
CEILING = re.compile(r"\b(up to|at most|less than|nearly|almost|under|below|or less)\b", re.I)
NEAR = re.compile(r"\b(about|nearly|almost|just over)\b", re.I)
MONTHS = "january february march april may june july august september october november december".split()
SIGNS = str.maketrans({"\u2011": "-", "\x02": "-", "‘": "'", "’": "'", "“": '"', "”": '"'})  # \x02: PDFium's hyphen

def squeezed(text: str) -> str:
    """Return ``text`` in small letters, without white space and invisible marks, with one kind of hyphen and quote."""
    return re.sub(r"[\s\u00ad\u200b\u2060\ufeff\0]+", "", text).translate(SIGNS).lower()

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
    for part, words in {"H1": "jan jun", "H2": "jul dec", "Q1": "jan mar", "Q2": "apr jun", "Q3": "jul sep"}.items():
        text = text.replace(part, f"{part[1]} {words}")
    words = re.findall(r"\d+|[^\W\d_]{3,}", text.replace("Q4", "4 oct dec").lower())
    months = {word[:3] for word in words if any(month.startswith(word) for month in MONTHS)}
    return months | {word.lstrip("0") for word in words if word.isdigit()}

# ------------------------------------------------------------------------------------------- the file, as PDFium reads it

@dataclass
class Item:
    """A printed thing, its pieces joined: ``says`` is of the outermost classed element, ``within`` of all above."""

    page: int
    words: str
    says: dict[str, str]
    within: dict[str, str]

def told(call, *given) -> str:
    """Return the text that a function of PDFium writes, once it has said how many bytes that takes."""
    room = (ctypes.c_ushort * (max(call(*given, None, 0), 2) // 2 + 1))()
    call(*given, ctypes.cast(room, call.argtypes[-2]), len(room) * 2)
    return bytes(room).decode("utf-16-le", "replace").split("\0")[0]

def each(name: str, get: str, of) -> list:
    """Return all that PDFium has of one kind: its functions FPDF… are named by what they count and get."""
    return [getattr(raw, f"FPDF{get}")(of, nth) for nth in range(getattr(raw, f"FPDF{name}")(of) if of else 0)]

def joined(texts: list[tuple[float, float, str]]) -> str:
    """Return texts one after another, with a space wherever a new line begins."""
    pairs = zip(texts, texts[:1] + texts, strict=False)
    return "".join((" " if abs(one[1] - last[1]) > 2 else "") + one[2] for one, last in pairs)

class Paper:
    """What the PDF shows and says of itself; pages count from 0."""

    def __init__(self, path: str) -> None:
        self.document = pypdfium2.PdfDocument(path)
        self.labels = [self.document.get_page_label(nth) or str(nth + 1) for nth in range(len(self.document))]
        self.pieces: dict[object, Item] = {}  # by `run`; what has none by a number of its own
        self.loose: list[tuple[int, str]] = []  # page, and text in no element of the structure
        self.links: list[tuple[int, str, str, str]] = []  # page, destination, contents, the text under it
        self.charts: list[tuple] = []  # page, exhibit, alternative text, texts with x and y, boxes of paths
        self.differ: list[tuple[int, str]] = []  # page, and title, of elements whose properties say otherwise
        for nth, page in enumerate(self.document):
            self.read(nth, page)
        self.items = list(self.pieces.values())
        held = [self.document.get_attachment(nth) for nth in range(self.document.count_attachments())]
        self.names = [one.get_name() for one in held]
        self.files = {one.get_name(): bytes(one.get_data()) for one in held}
        self.md5 = {one.get_name(): (one.get_str_value("CheckSum") or "").strip("<>").lower() for one in held}

    def read(self, nth: int, page: pypdfium2.PdfPage) -> None:
        """Gather the texts of a page by its marked content, then their elements, then the links over them."""
        self.texts, self.boxes, self.used = defaultdict(list), defaultdict(list), set()
        letters, tree = page.get_textpage(), raw.FPDF_StructTree_GetForPage(page)
        for one in page.get_objects(textpage=letters):
            content, by, above = raw.FPDFPageObj_GetMarkedContentID(one), pypdfium2.PdfMatrix(), one.container
            while above is not None:  # a form is drawn by its own matrix, within the content it stands in
                content = content if content >= 0 else raw.FPDFPageObj_GetMarkedContentID(above)
                by, above = by.multiply(above.get_matrix()), above.container
            if one.type == raw.FPDF_PAGEOBJ_TEXT:
                at = by.on_point(*one.get_matrix().get()[4:])
                self.texts[content].append((*at, told(raw.FPDFTextObj_GetText, one, letters)))
            elif one.type == raw.FPDF_PAGEOBJ_PATH:
                self.boxes[content].append(by.on_rect(*one.get_bounds()))
        for one in each("_StructTree_CountChildren", "_StructTree_GetChildAtIndex", tree):
            self.element(one, nth, {}, {}, 0)
        self.loose += [(nth, joined(texts)) for content, texts in self.texts.items() if content not in self.used]
        for note in each("Page_GetAnnotCount", "Page_GetAnnot", page):
            box = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(note, box)
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
        for nth, child in enumerate(each("_StructElement_CountChildren", "_StructElement_GetChildAtIndex", one)):
            content = raw.FPDF_StructElement_GetChildMarkedContentID(one, nth)
            if child and depth < 60:
                self.element(child, page, says, within, depth + 1)
            elif kind == "Figure" and content >= 0:
                boxes = [(left, -top, right, -low) for left, low, right, top in self.boxes[content]]
                texts = [(x, -y, text) for x, y, text in self.texts[content]]
                self.charts.append((page, own.get("exhibit"), told(raw.FPDF_StructElement_GetAltText, one), texts, boxes))
            elif content >= 0 and content not in self.used and self.texts[content]:
                name = says.get("run") or len(self.pieces)
                self.pieces.setdefault(name, Item(page, "", says, within)).words += joined(self.texts[content])
            self.used.add(content)

    def properties(self, one) -> dict[str, str]:
        """Return the user properties of a structure element that its title repeats."""
        found, size, room = {}, ctypes.c_ulong(), (ctypes.c_ushort * 2000)()
        for held in each("_StructElement_GetAttributeCount", "_StructElement_GetAttributeAtIndex", one):
            pairs = raw.FPDF_StructElement_Attr_GetValue(held, b"P")
            for part in each("_StructElement_Attr_CountChildren", "_StructElement_Attr_GetChildAtIndex", pairs):
                pair, both = ctypes.cast(part, raw.FPDF_STRUCTELEMENT_ATTR), []  # a dictionary, as an attribute is
                for key in (b"N", b"V") if raw.FPDF_StructElement_Attr_GetType(part) == raw.FPDF_OBJECT_DICTIONARY else ():
                    value = raw.FPDF_StructElement_Attr_GetValue(pair, key)
                    raw.FPDF_StructElement_Attr_GetStringValue(value, room, ctypes.sizeof(room), size)
                    both.append(bytes(room).decode("utf-16-le", "replace").split("\0")[0])
                found |= {both[0]: ",".join(both[1].split())} if both and both[0] not in ("because", "label") else {}
        return found

# --------------------------------------------------------------------------------------------------- the arithmetic

PLAIN = {"percent": (Fraction(1, 100), ""), "times": (1, ""), "min": (60, "s"), "h": (3600, "s"), "day": (86400, "s")}
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
            scale = {"n": -9, "µ": -6, "m": -3}.get(scaled[1], "kMGTPE".find(scaled[1]) * 3 + 3) if scaled else 0
            size, basic = PLAIN.get(name) or (Fraction(10) ** scale, scaled[2] if scaled else name)
            factor *= Fraction(size) ** (sign * int(power or 1))
            powers[basic] += sign * int(power or 1)
    return factor, {name: power for name, power in powers.items() if power and name}

class Amount(NamedTuple):
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
        low, high = (None if value[end] is None else (exact(value[end]) * factor, value[f"{end}_closed"]) for end in ("low", "high"))
        return Amount(low or (Fraction(0), True), high or (math.inf, False), powers, value["approximate"])

    def __add__(self, other: Amount) -> Amount:
        if self.powers != other.powers:
            raise ValueError("adds what is not of one kind")
        ends = [(a + b, s and t) for (a, s), (b, t) in zip(self[:2], other[:2], strict=True)]
        return Amount(*ends, self.powers, self.near or other.near)

    def __sub__(self, other: Amount) -> Amount:
        return self + Amount(*((-end, closed) for end, closed in (other.high, other.low)), other.powers, other.near)

    def __mul__(self, other: Amount) -> Amount:
        ends = [(Fraction(0) if 0 in (a, b) else a * b, s and t) for a, s in self[:2] for b, t in other[:2]]
        low, high = ((end, any(s for x, s in ends if x == end)) for end in (min(ends)[0], max(ends)[0]))
        both = {name: self.powers.get(name, 0) + other.powers.get(name, 0) for name in {*self.powers, *other.powers}}
        return Amount(low, high, {name: n for name, n in both.items() if n}, self.near or other.near)

    def __truediv__(self, other: Amount) -> Amount:
        if other.low[0] < 0 or other.high[0] == 0:
            raise ValueError("divides by what may be zero")
        low, high = ((1 / end if end else math.inf, closed and end > 0) for end, closed in (other.high, other.low))
        low = (Fraction(low[0]), low[1])  # one divided by infinity is a zero, but not yet a fraction
        return self * Amount(low, high, {name: -n for name, n in other.powers.items()}, other.near)

def furthest(pick):
    """Return the function of the least, or of the most, of some amounts."""
    return lambda *some: Amount(pick(one.low for one in some), pick(one.high for one in some), *some[0][2:])

def yearly(new: Amount, old: Amount, years: Amount) -> Amount:
    """Return the growth that, year upon year, makes ``old`` into ``new``: a root, and so not exact."""
    ratio, step = new / old, 1 / float(years.low[0])
    return Amount(*((float(end) ** step - 1, closed) for end, closed in ratio[:2]), {}, ratio.near)

ONE = Amount((Fraction(1), True), (Fraction(1), True), {})
FUNCTIONS = {
    "sum": lambda first, *rest: sum(rest, first), "min": furthest(min), "max": furthest(max), "cagr": yearly,
    "difference": Amount.__sub__, "ratio": Amount.__truediv__, "per": Amount.__truediv__,
    "growth": lambda new, old: new / old - ONE, "share": lambda part, whole: furthest(min)(part / whole, ONE),
    "part": lambda one, rest: ONE / (ONE + rest / one), "days": lambda first, last: last - first,
    "mix": lambda share, one, other: share * one + (ONE - share) * other,
}  # fmt: skip

def calculated(facts: dict, fact: dict, sides: list[dict]) -> Amount:
    """Return what a formula comes to, with these sides taken of the disputes under it."""
    # In share(a, a + b) both are the same a: what is asked is a part beside its rest.
    formula, known = re.sub(r"share\((\w+), (?:\1 \+ (\w+)|(\w+) \+ \1)\)", r"part(\1, \2\3)", fact["formula"]), {}
    for role, address in fact["inputs"].items():
        points = [address] if address in facts else sorted(one for one in facts if one.startswith(f"{address}@"))
        names = [role] if len(points) == 1 else [f"{role}_{nth}" for nth in range(len(points))]
        formula = re.sub(rf"\b{role}\b", ", ".join(names), formula)  # each point of a series stands for itself
        for name, one in zip(names, (facts[point] for point in points), strict=True):
            sided = [side for side in one.get("accounts", ()) if all(taken in sides for taken in side["sides"])]
            known[name] = Amount.of((sided or [one])[0]["value"])
    tree = ast.parse(formula, mode="eval")
    if any(not isinstance(node, ALLOWED) for node in ast.walk(tree)):  # only names, operators and calls are ever run
        raise ValueError("the formula is not understood")
    return eval(compile(tree, "formula", "eval"), {"__builtins__": {}}, {**FUNCTIONS, **known})

# ------------------------------------------------------------------------------------------------------ the verdict

def unsaid(words: str, value: dict, rounded: bool) -> str:
    """Return what is wrong with English ``words`` for a value; nothing where they say it, and no more."""
    ends = sorted({exact(value[end]) for end in ("low", "high") if value[end] is not None})
    read, floor, ceiling = sorted(numbers(words)[: len(ends)]), value["high"] is None, value["low"] is None
    hedged = (floor, ceiling) == (bool(FLOOR.search(words)), bool(CEILING.search(words)))
    same = len(read) == len(ends) and hedged and (not value["approximate"] or NEAR.search(words))
    for end, number in zip(ends, read, strict=False):  # a short form may leave the scale to the place it stands in
        scaled = min((number * 10**scale for scale in range(0, 13, 3)), key=lambda one: abs(one - end))
        near = abs(scaled - end) <= abs(end) * Fraction(rounded, 20)
        same = same and near and not (floor and scaled > end) and not (ceiling and scaled < end)
    return "" if same else f"its value is {value['hedge']} {value['low']} to {value['high']}"

class Judge:
    """What is attached and what is printed, one thing after another."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.items, self.claims = paper, paper.items, 0
        self.told: list[tuple[str, str, str, str]] = []  # class, place, words, and what is wrong, if anything is
        self.data = json.loads(paper.files["facts.json"])
        if self.data["schema"] != "tieout-facts/1":
            raise ValueError(f"facts.json is of the schema {self.data['schema']}, which is not known here")
        self.facts, self.sources, self.briefing = self.data["facts"], self.data["sources"], self.data["briefing"]
        self.number = {str(one["number"]): name for name, one in self.sources.items() if "number" in one}
        self.exhibits = {one["id"]: one for one in self.data["exhibits"]}
        self.text = squeezed("".join(one.words for one in self.items if one.says.get("class") != "citation"))
        found = ((aim, raw.FPDF_GetNamedDestByName(paper.document, aim.encode())) for _, aim, _, _ in paper.links)
        self.places = {aim: raw.FPDFDest_GetDestPageIndex(paper.document, to) for aim, to in found if to}
        for check in (self.attachments, self.recorded, self.tables, self.printed, self.linked, self.drawn):
            check()

    def say(self, kind: str, place: int | str, words: str, wrong: object = "") -> None:
        """Keep a thing, with what is wrong with it, if anything is."""
        where = f"page {self.paper.labels[place]}" if isinstance(place, int) else place
        self.told.append((kind, where, " ".join(words.split())[:100], str(wrong or "")))

    def sides(self, address: str, account: str | None) -> list[dict]:
        """Return a fact with its accounts, or the one account that is named."""
        fact = self.facts.get(address, {})
        every = [fact, *fact.get("accounts", ())] if fact else []
        return [one for one in every if account in (None, one.get("name"))]

    def attachments(self) -> None:
        """Compare each attachment with what the manifest says of it."""
        manifest, held, names = json.loads(self.paper.files["manifest.json"]), self.paper.files, self.paper.names
        listed = manifest["artefacts"]
        for name in sorted({*listed, *held}):
            data, wrong = held.get(name, b""), ""
            if names.count(name) != 1 or (name in listed) == (name == "manifest.json"):
                wrong = f"attached {names.count(name)} times, listed in manifest.json {int(name in listed)}"
            elif self.paper.md5[name] not in ("", hashlib.md5(data, usedforsecurity=False).hexdigest()):
                wrong = "has another MD5"
            elif name in listed and listed[name] != {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}:
                wrong = "is not what manifest.json says"
            self.say("attachment", name, name, wrong)
        lines = "".join(f"{one['sha256']}  {name}\n" for name, one in sorted(listed.items()))
        self.digest = hashlib.sha256(lines.encode()).hexdigest()
        said = [manifest[name] for name in ("artefacts_sha256", "briefing", "version", "issued")]
        same = said == [self.digest, *(self.briefing[name] for name in ("id", "version", "issued"))]
        self.say("attachment", "manifest.json", str(said), "" if same else "the attachments and facts.json say otherwise")

    def recorded(self) -> None:
        """Follow each fact to its evidence, its arithmetic and its words."""
        for address, fact in self.facts.items():
            lost = [one["source"] for one in fact.get("evidence", ()) if one["source"] not in self.sources]
            if "formula" not in fact and (fact["status"] == "disputed") != ("accounts" in fact):
                lost.append("accounts without a dispute, or a dispute without accounts")
            self.say("status", address, fact["status"], lost)
            for one in (fact, *fact.get("accounts", ())):
                if "low" not in (value := one.get("value", {})):
                    continue
                where = f"{address} {one.get('name', '')}".strip()
                for words in one["words"].values() if self.briefing["language"].startswith("en") else ():
                    self.say("value", where, words, unsaid(words, value, "formula" in fact))
                check = self.miscalculated if "formula" in fact else self.unproven
                if fact["kind"] != "assumption" or "formula" in fact:
                    self.say("arithmetic" if "formula" in fact else "evidence", where, one["words"]["sentence"], check(fact, one))

    def miscalculated(self, fact: dict, one: dict) -> str:
        """Return what is wrong with a derived number, or with one account of it."""
        try:
            sides = one.get("sides") or fact.get("accounts", [{"sides": []}])[0]["sides"]
            got, own = calculated(self.facts, fact, sides), Amount.of(one["value"])
        except (LookupError, AttributeError, NameError, TypeError, ValueError, SyntaxError) as unknown:
            return f"not calculated anew: {unknown!r}"
        near = 1e-9 if "cagr" in fact["formula"] else 0
        same = all(a == b and (s == t or b in (0, math.inf)) or (near and abs(a - b) <= near * abs(a))
                   for (a, s), (b, t) in zip(got[:2], own[:2], strict=True))  # fmt: skip
        comes = f"{fact['formula']} comes to {float(got.low[0]):g} to {float(got.high[0]):g}"
        return "" if same and got.powers == own.powers and got.near <= own.near else comes

    def unproven(self, fact: dict, one: dict) -> str:
        """Return what is wrong with the evidence of a number: a supporting quote has to say its digits."""
        quotes = [each for each in fact["evidence"] if each["stance"] == "supports"]
        words = [side["quote"] for side in one.get("sides", ())] or [each["quote"] for each in quotes]
        read = [number for quote in words for number in numbers(quote) if number]
        ends = {exact(one["value"][end]) for end in ("low", "high") if one["value"][end] is not None} - {0}
        found = all(any(re.fullmatch("10*", str(max(end / number, number / end))) for number in read) for end in ends)
        return "" if found or any("reading" in each or "note" in each for each in quotes) else f"not in {words}"

    def tables(self) -> None:
        """Compare the tables and the list of sources that are attached with facts.json, and with what is printed."""
        for name, data in sorted(self.paper.files.items()):
            lines = data.decode("utf-8").splitlines(keepends=True) if name.endswith(".csv") else ()
            for nth, row in enumerate(csv.DictReader(lines), 2):
                fact = self.facts.get(row.get("fact") or row.get("id") or "", {})
                side = next((one for one in fact.get("accounts", ()) if one["name"] == row.get("account")), fact)
                about = [side, fact, self.exhibits.get(name[8:-4], "") if "hedge" in row else self.text]
                held = squeezed(json.dumps(about, ensure_ascii=False).replace('\\"', '"'))
                plain = [cell for key, cell in row.items() if key not in ("id", "fact", "low", "high", "kind")]
                wrong = [cell for cell in plain if squeezed(cell.lstrip("'")) not in held]
                for end in ("low", "high") if "hedge" in row else ():
                    own, cell = side.get("value", {}).get(end) or "", row[end]
                    if bool(own) != bool(cell) or (own and abs(exact(own) - exact(cell)) > abs(exact(own)) / 10**10):
                        wrong.append(cell)
                self.say("table", f"{name} line {nth}", ", ".join(row.values()), wrong)
        for one in json.loads(self.paper.files["sources.json"]):
            said = [one.get(key) for key in ("title", "publisher", "URL")]
            own = [self.sources.get(one["id"], {}).get(key) for key in ("title", "publisher", "url")]
            self.say("table", "sources.json", one["id"], "" if said == own else f"{said} is not {own}")

    def printed(self) -> None:
        """Resolve each thing on the pages, and each string outside them; ``self.nth`` is where in the order it stands."""
        for self.nth, item in enumerate(self.items):
            if "class" in item.says:
                self.say(item.says["class"], item.page, item.words, self.wrong(item, squeezed(item.words)))
            elif (found := NUMERAL.search(item.words)) and found[0] != "one":
                self.say("unclassed", item.page, item.words, "a number bound to nothing")
        for address, fact in self.facts.items():
            for one in (one for one in fact.get("printed", ()) if "run" in one):
                says = self.paper.pieces[str(one["run"])].says if str(one["run"]) in self.paper.pieces else {}
                held = address in (says.get("fact"), *says.get("facts", "").split(","))
                self.say("printed", f"{address} in {one['in']}", one["words"], not held and "is not there any more")
        for page, title in self.paper.differ:
            self.say("unclassed", page, title, "title and properties differ")
        for page, words in self.paper.loose:
            label = self.paper.labels[page]
            last = [one for one in self.paper.labels if one.isdigit() == label.isdigit()][-1]
            known = squeezed(words).strip("·") in self.text or re.fullmatch(rf"{label}\D+{last}", words.strip())
            self.say("running", page, words, "" if known or numbers(words) == [self.briefing["problems"]] else "stands in no element")
        named = {"title": "Title", "standfirst": "Subject"}
        for part, key in named.items():
            own = squeezed("".join(one.words for one in self.items if one.within.get("part") == part))
            said = self.paper.document.get_metadata_value(key)
            self.say("string", f"/{key}", said, "" if squeezed(said) == own else "is not so on the page")
        heads = squeezed(" ".join(one.words for one in self.items if "H2" in one.within))
        for one in self.paper.document.get_toc():
            self.say("string", "bookmark", one.get_title(), "" if squeezed(one.get_title()) in heads else "is no heading")

    def wrong(self, item: Item, words: str) -> object:
        """Return what is wrong with a printed thing; nothing if it resolves."""
        fact, address, run = self.facts.get(item.says.get("fact", ""), {}), item.says.get("fact"), item.says.get("run")
        if address and not fact:
            return f"there is no fact {address}"
        match item.says["class"]:
            case "fact":
                sides = self.sides(address or "", item.says.get("account"))
                said = [form for one in sides for form in one.get("words", {}).values()]
                here = [one["words"] for one in fact.get("printed", ()) if str(one.get("run")) == run]
                notes = squeezed(json.dumps(fact.get("evidence", []), ensure_ascii=False)) if "entry" in item.within else ""
                return words not in map(squeezed, here or said) and words not in notes and f"{address} is {here or said}"
            case "date":
                dates = [one for one in (fact["value"].get("date") if "value" in fact else "", *map(fact.get, ("period", "as_of", "since", "made"))) if one]
                return not any(date_parts(item.words) <= date_parts(a) | date_parts(b) for a in dates for b in dates) and f"{address} is of {dates}"
            case "quotation":
                quotes = [one[key] for one in fact.get("evidence", ()) for key in ("quote", "gloss") if key in one]
                quotes += [one["quote"] for one in self.data["claims"] if item.says.get("claim") in (None, one["id"])]
                return words.strip("\"'„»«") not in [squeezed(one).strip("\"'„»«") for one in quotes] and f"stands not so in {quotes[:3]}"
            case "claim":
                beside = {one.says["fact"] for one in self.items[self.nth : self.nth + 2] if "fact" in one.says}
                facts = item.says["facts"].split(",") if "facts" in item.says else None
                return not any(squeezed(one["word"]) == words and (one["facts"] == facts or (facts is None and beside <= {*one["facts"]})) for one in self.data["claim_words"]) and "is no claim word of these facts"
            case "name" | "idiom" | "plain" as kind:
                excused = self.data.get("excused", {}).get({"name": "names", "idiom": "idioms"}.get(kind, kind), [])
                return words not in [squeezed(one if isinstance(one, str) else one["words"]) for one in excused] and "is not excused"
            case "tally":
                name = item.says.get("tally") or self.items[self.nth + 1].words.split()[0]
                return numbers(item.words) != [self.data.get("tallies", {}).get(name)] and f"the tally of {name} is another"
            case "citation":
                return self.miscited(item, words)
            case "bibliographic":
                return self.misquoted(item, words)
            case "structural":
                return self.misplaced(item, words)
        return "is of no known class"

    def miscited(self, item: Item, words: str) -> str:
        """Return what is wrong with a citation: it names sources behind what is said since the citation before."""
        near: list[Item] = []
        for one in reversed(self.items[: self.nth]):
            if near and one.says.get("class") == "citation":
                break
            near += [one] if one.says.get("class", "citation") != "citation" else []
        names = {name for one in near for name in (one.says.get("fact"), *one.says.get("facts", "").split(","))}
        facts = [self.facts[name] for name in names if name in self.facts]
        facts += [self.facts.get(name, {}) for one in facts for name in one.get("rests_on", ())]
        behind = {one["source"] for fact in facts for one in fact.get("evidence", ())}
        behind |= {one.says.get("source") for one in near} | {one["source"] for one in self.data["claims"] if "TH" in item.within}
        titles = [squeezed(re.sub("[’']s?$", "", one.words.strip())) for one in near if one.says["class"] == "bibliographic"]
        behind |= {name for name, one in self.sources.items() if any(title in squeezed(one["publisher"] + one["title"]) for title in titles)}
        cited = {self.number.get(one, one) for one in re.findall(r"\d+", words)}
        listed = item.within.get("section") == "sources" and cited <= {*self.sources}
        return "" if listed or cited <= behind else f"{', '.join(sorted(cited - behind))}: not behind {sorted(names - {None, ''})}"

    def misquoted(self, item: Item, words: str) -> str:
        """Return what is wrong with words about a source: title, publisher and dates are those of its record."""
        listed = self.items[self.nth - 1].words if item.within.get("section") == "sources" else ""
        beside = (one.words for one in self.items[self.nth :] if one.says.get("class") == "citation")
        cited = listed.strip() if listed.strip() in self.number else next(beside, "").strip("[]□ ")
        source, said = self.sources.get(self.number.get(cited, ""), {}), date_parts(item.words)
        if cited == listed.strip() and any(squeezed(source[key]) not in words for key in ("title", "publisher")):
            return f"source {cited} is {source['publisher']}. {source['title']}"
        entry = self.facts.get(item.within.get("entry", ""), {})
        record = [source, entry, self.briefing, *(self.sources.get(one, {}) for one in source.get("relays", ()))]
        if lost := said - date_parts(json.dumps(record, ensure_ascii=False)):
            return f"{lost} stands in no record of it"
        named = squeezed(json.dumps([self.sources, entry], ensure_ascii=False))
        parts = [squeezed(re.sub("[’']s?$", "", part.strip())) for part in re.split("[;,]", item.words)]
        return "" if said or any(part in named for part in parts) else "is the name of no source"

    def misplaced(self, item: Item, words: str) -> object:
        """Return what is wrong with a number of the file itself: of a page, an exhibit, a version, a claim."""
        exhibit = self.exhibits.get(item.within.get("exhibit", ""))
        if exhibit:
            return words != f"exhibit{exhibit.get('number')}" and f"is exhibit {exhibit.get('number')}"
        own = [self.briefing, {"version": self.briefing.get("draft_of", "")}, *self.briefing.get("revisions", ())]
        if any(words.endswith(one["version"]) and one["version"] or date_parts(one.get("issued", "")) == date_parts(item.words) for one in own):
            return ""
        before = squeezed(self.items[self.nth - 1].words)
        for page, aim, contents, _ in self.paper.links:
            if page == item.page and (said := squeezed(contents)) and (said == before or said.endswith(words)) and aim in self.places:
                if said == before and words == squeezed(self.paper.labels[self.places[aim]]) or said.endswith(words) and aim[:2] in ("n-", "ex"):
                    return ""  # a link to it is looked at by itself
        self.claims += "TD" in item.within
        return words != str(self.claims) and "is no page, exhibit, version or claim here"

    def linked(self) -> None:
        """See that each link within the file leads to what the text under it says."""
        said = defaultdict(set)
        for one in self.items:
            said[one.page, one.says.get("fact", "")].add(squeezed(one.words))
        for page, name, *_ in self.paper.charts:
            for one in self.exhibits.get(name, {}).get("drawing", {}).get("texts", ()):
                said[page, one.get("fact", "")].add(squeezed(one["words"]))
        for page, aim, contents, under in self.paper.links:
            text, label, (kind, _, name) = squeezed(contents), self.paper.labels[self.places.get(aim, 0)], aim.partition("-")
            holds = aim in self.places and text.endswith(squeezed(under)) or kind != "e"
            if re.fullmatch(r"s\d+", aim):
                holds = contents == f"source {aim[1:]}" and re.findall(r"\d+", under) == [aim[1:]]
            elif kind == "e":
                holds = text in squeezed(under) and any(text in one for one in said[page, name] | said[page - 1, name])
            elif kind == "n":
                holds = re.fullmatch(rf"page{label.lower()}[a-z]?", text) and text.endswith(squeezed(under))
            elif kind == "exhibit":
                number = [str(self.exhibits.get(name, {}).get("number", ""))]
                holds = re.findall(r"A?\d+", contents) in (number, [*number, label], [label])
            self.say("link", page, f"{under} ({contents}, to {aim})", not (holds and aim in self.places) and "leads elsewhere")

    def drawn(self) -> None:
        """Compare each drawing with what facts.json says of it: words, places, and where a mark has to end."""
        for page, name, alt, texts, boxes in self.paper.charts:
            exhibit = self.exhibits.get(name)
            if name and not exhibit or not name and NUMERAL.search(alt + "".join(one[2] for one in texts)):
                self.say("label", page, name or alt, "is a drawing of no exhibit")
            if not exhibit:
                continue
            self.say("alt text", page, alt, "" if alt == exhibit.get("alt") else "facts.json has another")
            left = top = None
            for one in exhibit["drawing"]["texts"]:
                if not squeezed(one["words"]):
                    continue
                got, (x, y, _) = "", texts[0] if texts else (0, 0, "")
                while texts and len(squeezed(got)) < len(squeezed(one["words"])):
                    got += texts.pop(0)[2]
                left, top = (x - one["x"], y - one["y"]) if left is None else (left, top)
                forms = [form for side in self.sides(one.get("fact", ""), one.get("account")) for form in side["words"].values()]
                strange = "fact" in one and one.get("class") == "fact" and not {*numbers(one["words"])} <= {number for form in forms for number in numbers(form)}
                self.say("label", page, one["words"], strange and f"{one['fact']} is {forms}")
                near = abs(y - top - one["y"]) < 0.1 and (abs(x - left - one["x"]) < 0.1 or one["words"][0] == " ")
                self.say("label", page, one["words"], "" if near and squeezed(got) == squeezed(one["words"]) else f"drawn is {got}")
            self.say("label", page, name, texts and f"also drawn is {''.join(one[2] for one in texts)}")
            for one in exhibit["drawing"]["marks"]:
                off = [[a - b - c for a, b, c in zip(box, one["box"], (left, top, left, top))] for box in boxes]
                near = any(abs(a + c) < 0.1 and abs(b + d) < 0.1 and max(map(abs, (a, b))) < 4 for a, b, c, d in off)
                self.say("mark", page, f"{one.get('fact')} {one['part']}", "" if near else f"is not drawn at {one['box']}")
            self.measured(page, exhibit["drawing"])

    def measured(self, page: int, drawing: dict) -> None:
        """See that the marks of each fact end, or have their middle, where its value is on an axis."""
        for axis in (one for one in drawing["axes"] if one["scale"] in ("linear", "log")):
            (first, last), (start, stop), (size, powers) = map(exact, axis["domain"]), axis["range"], unit(axis["unit"])
            spans = defaultdict(list)
            for one in drawing["marks"]:
                for address in one.get("fact", "").split():
                    spans[address, one.get("account")].append(one["box"]["xy".index(axis["axis"]) :: 2])
            for (address, account), drawn in spans.items():
                fact = self.facts[address]
                value = next((one for one in fact.get("accounts", ()) if one["name"] == account), fact)["value"]
                if "unit" not in value or unit(value["unit"])[1] != powers:
                    continue
                for end in sorted({value["low"], value["high"]} - {None}):
                    at = exact(end) * unit(value["unit"])[0] / size
                    logged = axis["scale"] == "log"
                    part = math.log(at / first) / math.log(last / first) if logged else (at - first) / (last - first)
                    length = (stop - start) * float(part)  # in a stack it is the length of a mark that says it
                    held = any(abs(start + length - one) < 2 for a, b in drawn for one in (a, b, (a + b) / 2))
                    held = held or any(abs(abs(length) - (b - a)) < 2 for a, b in drawn)
                    wrong = "" if held else f"is drawn at {drawn}, not at {start + length:.1f}"
                    self.say("measure", page, f"{address} at {end} {value['unit']}", wrong)


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
    print(f"{'not clean' if orphans else 'clean'}: {len(judge.told)} looked at, {len(orphans)} orphans; digest {judge.digest}")
    return int(bool(orphans))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
