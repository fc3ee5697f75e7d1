"""Verify a briefing from its PDF alone: every number in it against the facts that ride inside it.

``python verify_briefing.py FILE.pdf [--all]``: exit status 0 if all holds, 1 if not, 2 if it can't be read.
It shares no line with the program that made the file: it knows what docs/pdf.md and docs/facts-json.md say.
"""

from __future__ import annotations

import ctypes
import datetime
import hashlib
import json
import math
import operator
import re
import sys
from collections import Counter, defaultdict, namedtuple
from fractions import Fraction
from functools import partialmethod, reduce
from itertools import groupby
from types import SimpleNamespace

import pypdfium2
from pypdfium2 import raw

WORDS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety twice dozen"""
COUNTS = dict(zip(WORDS.split(), [*range(20), *range(20, 100, 10), 2, 12], strict=True))
PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5}
SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "millions": 6}
SCALES |= {"billions": 9, "k": 3, "m": 6, "mn": 6, "bn": 9, "b": 9, "tn": 12, "t": 12}
NUMERAL = re.compile(rf"[\d²³¹¼½¾\u2070-\u2089\u2150-\u2189]|\b({'|'.join({*COUNTS} - {'one'})}|half|halves"
                     r"|thirds|quarters|hundreds?|thousands?|[mb]illions?|trillions?|percent|doubled?"
                     r"|tripled?|\w+fold)\b", re.I)  # whatever has one has to be bound to something
SPOKEN = re.compile(rf"(?:(\d[\d,]*(?:\.\d+)?)(?:/(\d+))?|\b(?:({'|'.join(COUNTS)})\b)?[\s-]?"
                    rf"(?:\b({'|'.join(PARTS)})\b)?)(?:[\s-]*({'|'.join(SCALES)})(?![^\W\d_]))?")
FLOOR = re.compile(r"\b(more than|at least|over|above|or more)\b", re.I)
CEILING = re.compile(r"\b(up to|at most|less than|nearly|almost|under|below|or less)\b", re.I)
NEAR = re.compile(r"\b(about|nearly|almost|just over)\b", re.I)
MONTHS = """ january januar janvier| february februar février| march märz mars| april avril| may mai
 june juni juin| july juli juillet| august août| september septembre| october oktober octobre
 november novembre| december dezember décembre""".replace("\n", "|").split("|")  # English, German and French
DATES = ("period", "as_of", "since", "made", "date")
SIGNS = str.maketrans("\u2011\x02‘’“”„»«", "--''\"\"\"\"\"")  # \x02 is PDFium's hyphen at the end of a line

def squeezed(text: str) -> str:
    """Return ``text`` in small letters, without white space, invisible marks and the quotes around it."""
    return re.sub(r"[\s\u00ad\u200b\u2060\ufeff\0]+", "", text).translate(SIGNS).lower().strip("\"'")

def numbers(text: str) -> list[Fraction]:
    """Return the numbers that English ``text`` says, in order, with their scales; units are left alone."""
    found = []
    for digits, below, word, part, scale in SPOKEN.findall(text.lower()):
        number = Fraction(digits.replace(",", "") or COUNTS.get(word, 1)) / int(below or PARTS.get(part, 1))
        found += [number * 10 ** SCALES.get(scale, 0)] if digits or word or part else []
    return found

def date_parts(text: str) -> set[str]:
    """Return the parts of dates, printed or of facts.json: years, days, first three letters of months."""
    text = re.sub(r"\b(\d{4})-(0\d|1[0-2])\b", lambda one: f"{one[1]}{MONTHS[int(one[2]) - 1]} ", text)
    words = re.findall(r"\d+|[^\W\d_]{3,}", text.lower())
    months = {one.split()[0][:3] for one in MONTHS for word in words if f" {word}" in one}
    return months | {word.lstrip("0") for word in words if word.isdigit()}

def told(call, *given) -> str:
    """Return the text that a function of PDFium writes, once it has said how many bytes that takes."""
    room = (ctypes.c_ushort * (max(call(*given, None, 0), 2) // 2 + 1))()
    call(*given, ctypes.cast(room, call.argtypes[-2]), len(room) * 2)
    return bytes(room).decode("utf-16-le", "replace").split("\0")[0]

class Paper:
    """What a PDF shows: of each thing what the outermost class ``says``, and what it stands ``within``."""
    def __init__(self, path: str) -> None:
        document = pypdfium2.PdfDocument(path)
        self.labels = [document.get_page_label(nth) or str(nth + 1) for nth in range(len(document))]
        self.runs: dict[object, SimpleNamespace] = {}  # what is printed, by `run`, else by a number
        self.loose: list[tuple[int, str]] = []  # page, and text in no element of the structure
        self.charts: list[tuple[int, str, str, list]] = []  # page, exhibit, alternative text, texts
        for nth, page in enumerate(document):
            self.read(nth, page)
        held = [document.get_attachment(nth) for nth in range(document.count_attachments())]
        self.files = [(one.get_name(), bytes(one.get_data())) for one in held]
        self.strings = [(f"/{key}", document.get_metadata_value(key)) for key in ("Title", "Subject")]
        self.strings += [("bookmark", one.get_title()) for one in document.get_toc()]

    def read(self, nth: int, page: pypdfium2.PdfPage) -> None:
        """Gather the texts of a page, with x and y, by marked content, then the elements of that."""
        texts, letters = defaultdict(list), page.get_textpage()
        for one in page.get_objects([raw.FPDF_PAGEOBJ_TEXT], textpage=letters):
            content, by, above = raw.FPDFPageObj_GetMarkedContentID(one), pypdfium2.PdfMatrix(), one.container
            while above is not None:  # a form is drawn by its own matrix, within the content it stands in
                content = content if content >= 0 else raw.FPDFPageObj_GetMarkedContentID(above)
                by, above = by.multiply(above.get_matrix()), above.container
            text = told(raw.FPDFTextObj_GetText, one, letters)
            texts[content].append((*by.on_point(*one.get_matrix().get()[4:]), text))
        def element(of, says: dict, within: dict) -> None:
            kind, title = told(raw.FPDF_StructElement_GetType, of), told(raw.FPDF_StructElement_GetTitle, of)
            own = dict(part.split("=", 1) for part in title.split(" ") if "=" in part)
            within, says = {**within, **own, kind: kind}, says or (own if "class" in own else {})
            for at in range(raw.FPDF_StructElement_CountChildren(of)):
                content = raw.FPDF_StructElement_GetChildMarkedContentID(of, at)
                if child := raw.FPDF_StructElement_GetChildAtIndex(of, at):
                    element(child, says, within)
                elif kind == "Figure" and content >= 0:
                    alt = told(raw.FPDF_StructElement_GetAltText, of)
                    self.charts.append((nth, own.get("exhibit", ""), alt, texts.pop(content, [])))
                elif content >= 0 and content in texts:
                    words = "".join(one[2] for one in texts.pop(content))
                    item = SimpleNamespace(page=nth, words="", says=says, within=within)
                    self.runs.setdefault(says.get("run") or len(self.runs), item).words += words
        tree = raw.FPDF_StructTree_GetForPage(page)
        for at in range(raw.FPDF_StructTree_CountChildren(tree) if tree else 0):
            element(raw.FPDF_StructTree_GetChildAtIndex(tree, at), {}, {})
        self.loose += [(nth, "".join(one[2] for one in some)) for some in texts.values()]

BASIC = {"percent": (Fraction(1, 100), ""), "times": (1, ""), "min": (60, "s"), "h": (3600, "s"),
         "day": (86400, "s")}
ACTS = {"+": operator.add, "-": operator.sub, "*": operator.mul,  # what is divided by is above zero
        "/": lambda a, b: a / b if b else math.copysign(math.inf, a) if a else math.nan}

def ends_of(value: dict) -> list[Fraction | None]:
    """Return both ends of a value of facts.json; none has an exponent, which no memory might hold."""
    return [end and Fraction(end.lower().replace("e", "?")) for end in (value["low"], value["high"])]

def unit(text: str) -> tuple[Fraction, Counter]:
    """Return how many of the basic units one ``text`` is, and the powers of these."""
    factor, powers = Fraction(1), Counter()
    for one in re.finditer(r"([^*/^]+)(?:\^(\d))?", text):
        scaled = re.fullmatch(r"([kMGTPEmµn])(B|b|bit|W|Wh|Hz|s|m|g|FLOPS|J|V|A)", one[1])
        scale = Fraction(10) ** ("nµm kMGTPE".find(scaled[1]) * 3 - 9) if scaled else 1
        size, name = BASIC.get(one[1]) or (scale, scaled[2] if scaled else one[1])
        power = int(one[2] or 1) * (-1 if "/" in text[: one.start()] else 1)
        factor, powers[name] = factor * Fraction(size) ** power, powers[name] + power * bool(name)
    return factor, powers

class Amount(namedtuple("Amount", "low high powers near", defaults=[False])):
    """All the numbers that a value may be, in basic units: the ends, and whether it is about so."""
    @staticmethod
    def of(value: dict) -> Amount:
        """Return a value of facts.json; an amount without a floor is not below zero, a date is in seconds."""
        if "date" in value:
            parts = [int(one) for one in value["date"].split("-")]
            first = datetime.date(*[*parts, 1, 1][:3])
            after = first + datetime.timedelta((366, 31, 1)[len(parts) - 1])
            last = after - datetime.timedelta(after.day if len(parts) < 3 else 1)
            return Amount(*(Fraction(one.toordinal() * 86400) for one in (first, last)), Counter("s"))
        (factor, powers), (low, high) = unit(value["unit"]), ends_of(value)
        high = math.inf if high is None else high * factor
        return Amount((low or Fraction(0)) * factor, high, powers, value["approximate"])

    def met(self, other: Amount, act) -> Amount:
        """Return what ``act`` makes of all pairs: its ends are among those that it makes of their ends."""
        sign, both = {"*": 1, "/": -1}.get(act, 0), {*self.powers, *other.powers}
        if (act in ("+", "-", min, max) and self.powers != other.powers) or (act == "/" and other.low < 0):
            raise ValueError("it adds what is not of one kind, or divides by what may be zero")
        powers = Counter({name: self.powers[name] + sign * other.powers[name] for name in both})
        ends = [ACTS.get(act, act)(one, each) for one in self[:2] for each in other[:2]]
        ends = [Fraction(end) if math.isfinite(end) else end for end in ends if end == end]
        return Amount(min(ends), max(ends), powers, self.near or other.near)

    __add__, __sub__ = partialmethod(met, act="+"), partialmethod(met, act="-")
    __mul__, __truediv__ = partialmethod(met, act="*"), partialmethod(met, act="/")

def years(new: dict, old: dict) -> Amount:
    """Return the years between facts: whole ones between points of series, else by their days, of 365.25."""
    last, first = (one.get("period") or one["as_of"] for one in (new, old))
    if "period" in old and "period" in new and len(first + last) == 8:
        return Amount(*[Fraction(int(last) - int(first))] * 2, Counter())
    return (Amount.of({"date": last}) - Amount.of({"date": first})) * YEAR

ONE, YEAR = (Amount(*[Fraction(1, size)] * 2, Counter()) for size in (1, 31557600))
GROWTH = r"cagr\((\w+), (\w+)\)"
FUNCTIONS = {
    "sum": lambda *some: reduce(operator.add, some), "days": lambda first, last: last - first,
    "min": lambda *some: reduce(lambda a, b: a.met(b, min), some), "difference": operator.sub,
    "max": lambda *some: reduce(lambda a, b: a.met(b, max), some), "ratio": operator.truediv,
    "per": operator.truediv, "share": lambda part, whole: (part / whole).met(ONE, min),
    "growth": lambda new, old: new / old - ONE, "part": lambda one, rest: ONE / (ONE + rest / one),
    "mix": lambda share, one, other: share * one + (ONE - share) * other,
    "log": lambda new, old: (new / old).met(ONE, lambda ratio, _: math.log10(ratio)),
    "cagr": lambda new, old, time: (new / old).met(time, lambda a, b: float(a) ** (1 / float(b)) - 1),
}

def calculated(facts: dict, fact: dict, sides: list[dict]) -> tuple[Amount, Amount | tuple]:
    """Return what a formula comes to by these sides of the disputes under it, and its years."""
    whole = r"share\((\w+), (?:\1 \+ (\w+)|(\w+) \+ \1)\)"  # in share(a, a + b) both are the same a
    formula, known = re.sub(whole, r"part(\1, \2\3)", fact["formula"]), {}
    for role, address in fact["inputs"].items():
        points = [facts[one] for one in sorted(facts) if one == address or one.startswith(f"{address}@")]
        for nth, one in enumerate(points):
            sided = [each for each in one.get("accounts", ()) if all(side in sides for side in each["sides"])]
            known[f"{role}_{nth}"] = Amount.of((sided or [one])[0]["value"])
        names = ", ".join(f"{role}_{nth}" for nth in range(len(points)))  # each point of a series
        formula = re.sub(rf"\b{re.escape(role)}\b", names, formula)
    if two := re.search(GROWTH, fact["formula"]):  # its time is that between the two
        formula = re.sub(GROWTH, r"cagr(\1, \2, _)", formula)
        known["_"] = years(*(facts[fact["inputs"][role]] for role in two.groups()))
    if re.search(r"[^\w\s,+*/()-]|\*\*|\b\d", formula):  # names, operators and calls alone
        raise ValueError("the formula is not understood")
    return eval(formula, {"__builtins__": {}}, {**FUNCTIONS, **known}), known.get("_", ())

def says(words: str, value: dict, rounded: bool, bare: bool) -> bool:
    """Return whether English ``words`` say a value, no more; ``bare`` ones leave its scale to the place."""
    low, high = ends_of(value)
    high = None if (value["unit"], high) == ("percent", 100) and FLOOR.search(words) else high
    high = low if low and high and math.isclose(low, high, rel_tol=1e-12) else high  # a root, told as one
    ends = sorted({low, high} - {None})
    read = sorted(numbers(words)[: len(ends)])
    good = (high is None, low is None) == (bool(FLOOR.search(words)), bool(CEILING.search(words)))
    for end, number in zip(ends, read, strict=False):  # in "22 to 25 billion" the last has the scale
        scales = range(0, 13, 3) if bare or end < ends[-1] else (0,)
        near = min((number * 10**scale for scale in scales), key=lambda one: abs(one - end))
        good = good and abs(near - end) <= abs(end) * Fraction(rounded, 20)  # and rounded outward at the most
        good = good and (near <= end or high is not None) and (near >= end or low is not None)
    return good and len(read) == len(ends) and (not value["approximate"] or bool(NEAR.search(words)))

class Judge:
    """What is attached and what is printed, one thing after another, each with what is wrong with it."""
    def __init__(self, paper: Paper) -> None:
        self.paper, self.items, files = paper, [*paper.runs.values()], dict(paper.files)
        self.told: list[tuple[str, str, str, str]] = []  # class, place, words, what is wrong, if anything is
        self.data = data = json.loads(files["facts.json"])
        if data["schema"] != "tieout-facts/1":
            raise ValueError(f"facts.json is of the schema {data['schema']}, which is not known here")
        self.facts, self.sources = data["facts"], data["sources"]
        self.english = data["briefing"]["language"].startswith("en")
        self.number = {str(one["number"]): name for name, one in self.sources.items() if "number" in one}
        self.exhibits = {one["id"]: one for one in data["exhibits"]}
        begun = {one.within.get("section"): paper.labels[one.page] for one in self.items[::-1]}
        self.contents = iter([label for section, label in begun.items() if section][::-1])
        self.spans, self.near, self.cited = set(), set(), False
        listed, names = json.loads(files["manifest.json"])["artefacts"], [name for name, _ in paper.files]
        for name in sorted({*listed, *names}):
            held = files.get(name, b"")
            digests = {"bytes": len(held), "sha256": hashlib.sha256(held).hexdigest()}
            good = names.count(name) == 1 and (listed.get(name) == digests or name == "manifest.json")
            self.hold("attachment", name, name, "" if good else "is not, once, what manifest.json says")
        lines = "".join(f"{one['sha256']}  {name}\n" for name, one in sorted(listed.items()))
        self.digest = hashlib.sha256(lines.encode()).hexdigest()
        self.recorded()
        for at, item in enumerate(self.items):
            if "class" in item.says:
                said, may = self.bound(at, item)
                wrong = f"{sorted(said - may)} is not of {sorted(may)[:9]}" if said - may else ""
                self.hold(item.says["class"], item.page, item.words, wrong)
            elif NUMERAL.search(item.words):
                self.hold("unclassed", item.page, item.words, "a number bound to nothing")
        self.outside()

    def hold(self, kind: str, place: int | str, words: str, wrong: str) -> None:
        """Keep a thing that was looked at, and what is wrong with it, if anything is."""
        where = f"page {self.paper.labels[place]}" if isinstance(place, int) else place
        self.told.append((kind, where, " ".join(words.split())[:100], wrong[:300]))

    def recorded(self) -> None:
        """Follow each number of facts.json, and each account of it, to its words, its quotes or its sum."""
        every = [(address, fact, one) for address, fact in self.facts.items()
                 for one in (fact, *fact.get("accounts", ())) if "low" in one.get("value", {})]
        for address, fact, one in every:
            where, value = f"{address} {one.get('name', '')}".strip(), one["value"]
            known = f"{value['hedge']} {value['low']} to {value['high']}"
            for form, words in one["words"].items() if self.english else ():
                good = says(words, value, "formula" in fact, form == "number")
                self.hold("value", where, words, "" if good else f"its value is {known}")
            if "formula" in fact:
                sides = one.get("sides") or fact.get("accounts", [{"sides": []}])[0]["sides"]
                try:
                    (got, time), own = calculated(self.facts, fact, sides), Amount.of(value)
                    self.spans |= {str(round(end)) for end in time[:2]}  # years that a growth is told over
                    good = all(math.isclose(*two, rel_tol=1e-9) for two in zip(got[:2], own[:2], strict=True))
                    good = good and got.powers == own.powers and got.near <= own.near
                    wrong = "" if good else f"it comes to {float(got.low):g} to {float(got.high):g}"
                except Exception as unknown:  # whatever stands there for a formula, it is told
                    wrong = f"not calculated anew: {unknown!r}"
                self.hold("arithmetic", where, fact["formula"], wrong)
            elif "evidence" in fact:
                quotes = [each for each in fact["evidence"] if each["stance"] == "supports"]
                words = " … ".join(each["quote"] for each in one.get("sides", quotes))
                read, ends = {*numbers(words)} - {0}, {*ends_of(value)} - {0, None}
                good = all(any(re.fullmatch("10*", str(max(a / b, b / a))) for b in read) for a in ends)
                good = good or any({"reading", "note"} & {*each} for each in quotes)
                self.hold("evidence", where, known, "" if good else f"is not in “{words}”")

    def bound(self, at: int, item: SimpleNamespace) -> tuple[set[str], set[str]]:
        """Return what a printed thing says, and all that a thing of its class may say where it stands."""
        own, inside, words, data = item.says, item.within, squeezed(item.words), self.data
        fact, entry = self.facts.get(own.get("fact"), {}), self.facts.get(inside.get("entry"), {})
        evidence, listed, may = fact.get("evidence", ()), inside.get("section") == "sources", set()
        parts, before, self.cited = date_parts(item.words), self.cited, own["class"] == "citation"
        if not self.cited:  # what is said between two citations has sources that the later names
            self.near = self.behind(item) | (set() if before else self.near)
        match own["class"]:
            case "fact" if fact:
                sides = [fact, *fact.get("accounts", ())]
                sides = [one for one in sides if own.get("account") in (None, one.get("name"))]
                may = {form for one in sides for form in one.get("words", {}).values()}
                values = [one["value"] for one in sides if "low" in one.get("value", {}) and self.english]
                may |= {one["words"] for one in fact["printed"] if str(one.get("run")) == own.get("run")
                        and any(says(one["words"], value, False, False) for value in values)}
                may |= {item.words for one in evidence if entry and words in squeezed(
                    one.get("note", "") + one.get("reading", {}).get("because", ""))}
            case "date":
                dates = [{**fact, **fact.get("value", {})}.get(key) for key in DATES]
                return parts or {words}, date_parts(" ".join(one for one in dates if one))
            case "quotation":
                may = {one.get(key, "") for one in evidence for key in ("quote", "gloss")}
                may |= {one["quote"] for one in data["claims"] if own.get("claim") in (None, one["id"])}
            case "claim":
                bound = [one["facts"] for one in data["claim_words"] if squeezed(one["word"]) == words]
                return {own.get("facts", words)}, {name for one in bound for name in (",".join(one), words)}
            case "name" | "idiom" | "plain" as kind:
                excused = data["excused"][kind if kind == "plain" else f"{kind}s"]
                may = {one["words"] if kind == "plain" else one for one in excused}
            case "tally":
                name = own.get("tally") or self.items[at + 1].words.split()[0]
                may = {str(data["tallies"][name])} if name in data["tallies"] else self.spans
                return {str(one) for one in numbers(item.words)} or {words}, may
            case "citation":
                may = {*self.sources} if listed else self.near
                may |= {one["source"] for one in data["claims"] if "TH" in inside}  # it heads their column
                return {self.number.get(one, one) for one in re.findall(r"\d+", item.words)}, may
            case "bibliographic":
                number = self.items[at - 1].words.strip() if listed and before else ""  # of this in the list
                named = self.named(words, all) & {self.number.get(number)} if number else self.named(words)
                records = [self.sources[name] for name in named]
                records += [self.sources.get(name) for one in records for name in one.get("relays", ())]
                records += [entry, data["briefing"], *(one["accessed"] for one in self.sources.values())]
                may = {*date_parts(json.dumps(records, ensure_ascii=False)), *(words for one in named)}
                return parts | ({words} if number or not parts else set()), may
            case "structural":
                known = entry and {*re.findall(r"A?\d+", item.words)[-1:]} <= {*self.paper.labels}
                days = re.findall(r'": "([\d.-]+)"', json.dumps(data["briefing"]))  # and its versions
                dated = any(words.endswith(one) or ("-" in one and date_parts(one) == parts) for one in days)
                may = {f"exhibit{one.get('number')}" for name, one in self.exhibits.items()
                       if inside.get("exhibit", name) == name}
                may |= {str(one["number"]) for one in data["claims"] if "TD" in inside}
                may = {words} if known or dated else may if "section" in inside else {next(self.contents, "")}
        return {words}, {squeezed(one) for one in may}

    def behind(self, item: SimpleNamespace) -> set[str]:
        """Return the sources behind what a printed thing says, and those that it names."""
        names = ",".join(item.says.get(key, "") for key in ("fact", "facts")).split(",")
        facts = [self.facts[name] for name in names if name in self.facts]
        facts += [self.facts[name] for one in facts for name in one.get("rests_on", ())]
        named = self.named(squeezed(item.words)) if item.says["class"] == "bibliographic" else set()
        named |= {one["source"] for fact in facts for one in fact.get("evidence", ())}
        return named | {item.says.get("source", "")}

    def named(self, words: str, how=any) -> set[str]:
        """Return the sources of which these words have publisher or title, or with ``all`` both."""
        return {name for name, one in self.sources.items()
                if how(squeezed(one[key]) in words for key in ("publisher", "title"))}

    def outside(self) -> None:
        """Resolve what is in no element: the margins, the drawings, the strings outside the pages."""
        parts = groupby(self.items, lambda one: [*map(one.within.get, ("section", "part", "H2"))])
        may = {squeezed("".join(one.words for one in some)) for _, some in parts}
        may |= {squeezed(one.words) for one in self.items if one.says.get("class") == "structural"}
        for page, words in self.paper.loose:
            label, text = self.paper.labels[page], words.strip(" ·")
            last = [one for one in self.paper.labels if one.isdigit() == label.isdigit()][-1]
            good = squeezed(text) in may or re.findall(r"A?\d+", text) == [label, last]
            good = good or not NUMERAL.search(text) or numbers(text) == [self.data["briefing"]["problems"]]
            self.hold("running", page, words, "" if good else "stands in no element")
        for where, words in self.paper.strings:
            self.hold("string", where, words, "" if squeezed(words) in may else "is not so on the pages")
        for page, name, alt, texts in self.paper.charts:
            exhibit, corner = self.exhibits.get(name, {"alt": alt if not NUMERAL.search(alt) else ""}), None
            self.hold("alt text", page, alt, "" if exhibit["alt"] == alt else f"it is: {exhibit['alt']}")
            for one in exhibit.get("drawing", {"texts": []})["texts"]:
                got, (x, y, _) = "", texts[0] if texts else (0, 0, "")
                while texts and len(squeezed(got)) < len(squeezed(one["words"])):
                    got += texts.pop(0)[2]
                corner = corner or (x - one["x"], y + one["y"])
                off = abs(corner[1] - y - one["y"]), abs(x - corner[0] - one["x"]) * (one["words"][0] != " ")
                good = max(off) < 0.1 and squeezed(got) == squeezed(one["words"])
                self.hold("label", page, one["words"], "" if good else f"drawn is {got} at {x:.1f}, {y:.1f}")
            self.hold("label", page, name or alt, "".join(one[2] for one in texts))

def main(arguments: list[str]) -> int:
    """Print what was found; return the exit status."""
    try:
        judge = Judge(Paper(next(one for one in arguments if not one.startswith("--"))))
    except Exception as unreadable:  # whatever a broken or hostile file does, it is told as such
        print(f"can't be read: {type(unreadable).__name__}: {' '.join(str(unreadable).split())[:200]}")
        return 2
    orphans = [one for one in judge.told if one[3]]
    counts, wrong = (Counter(one[0] for one in some) for some in (judge.told, orphans))
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
