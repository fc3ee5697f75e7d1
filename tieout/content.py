"""``content/`` to a ledger; the only module that opens a content file."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tieout import editiontable, records, yamltree
from tieout.collecting import uncollected
from tieout.diagnostics import Diagnostic, Place, Severity, Text, error, nearest, sorted_by_place, warning
from tieout.meant import date_meant, is_of_time, value_meant
from tieout.model import (
    Brief,
    Briefing,
    Change,
    Claim,
    Derivation,
    Desk,
    DisplayUnit,
    Editions,
    Event,
    Evidence,
    ExhibitSpec,
    Fact,
    HandReading,
    Judgement,
    Ledger,
    LockEntry,
    Name,
    Point,
    SectionFile,
    Source,
    Stance,
    TableSpec,
    Value,
    Waiver,
)
from tieout.quantities.dates import Date, read_date
from tieout.quantities.reading import read_value
from tieout.quantities.units import Vocabulary, parse_measure
from tieout.yamltree import Node, Scalar, Sequence

LOCK = "content/evidence.lock"
LONGEST_LOCK = 64_000_000

CHECKS: Mapping[str, tuple[Severity, str]] = {
    "file-is-read": (
        Severity.ERROR,
        "A file of content can be read: UTF-8, of a size to read, inside the repository.",
    ),
    "file-is-used": (
        Severity.WARNING,
        "A file in `content/` is of a kind that is read, and in a list where there is one.",
    ),
    "yaml-is-plain": (
        Severity.ERROR,
        "A YAML file is plain: no anchors, tags or merge keys, no key twice, nothing nested without end.",
    ),
    "record-is-whole": (
        Severity.ERROR,
        "A record has the keys it needs, and only one of those that exclude each other.",
    ),
    "keys-are-known": (Severity.ERROR, "A record has only keys that there are."),
    "words-are-known": (Severity.ERROR, "A key that takes one of a few words has one of them."),
    "id-is-plain": (
        Severity.ERROR,
        "An id is lower-case letters, digits and hyphens, and an address is http, https or doi.",
    ),
    "id-is-stated-once": (Severity.ERROR, "An id is stated once, for all files and briefings."),
    "names-exist": (
        Severity.ERROR,
        "What is named is stated: sources, facts, points, exhibits, sections, charts.",
    ),
    "date-is-read": (Severity.ERROR, "A date is one, and as precise as is needed."),
    "value-is-read": (Severity.ERROR, "A value can be read: hedge, number and unit, or a date."),
    "unit-is-read": (Severity.ERROR, "The unit of a derived number can be read."),
    "table-is-read": (
        Severity.ERROR,
        "A table of editions can be read: a column for each parameter, a row for each edition.",
    ),
    "parameter-is-plain": (
        Severity.ERROR,
        "What fills a parameter is words that can stand in a text, without markup.",
    ),
}
"""What reading content may say, by name: how bad it is, and what holds when all is well."""

_FOLDERS = ("sources", "facts", "derived", "claims", "briefings", "releases")
_FILES = ("desk.yaml", "waivers.yaml", "evidence.lock")
_BRIEFING_FILES = ("briefing.yaml", "exhibits.yaml", "changes.yaml", "timeline.yaml")
_DATES = "dates are written 2026, 2026-H1, 2026-Q1, 2026-04, 2026-04-17, 17 April 2026 or FY2026"
_VALUES = (
    "for example: more than 20 billion USD · up to 750 MW · 24.5 to 26.6 million USD · 24 customers · 67%"
)

_source = records.reader(records.SourceRecord)
_fact = records.reader(records.FactRecord)
_derivation = records.reader(records.DerivationRecord)
_claim = records.reader(records.ClaimRecord)
_exhibit = records.reader(records.ExhibitRecord)
_briefing = records.reader(records.BriefingRecord)
_change = records.reader(records.ChangeRecord)
_event = records.reader(records.EventRecord)
_desk = records.reader(records.DeskRecord)
_waiver = records.reader(records.WaiverRecord)
_lock = records.reader(records.LockRecord)


def load(root: Path) -> tuple[Ledger, list[Diagnostic]]:
    """Return all that stands in ``root/content``, and what is wrong with it, by place.

    Nothing a person can put there raises. A record that can't be read is left out, and its id kept in
    ``Ledger.unread``, so that nobody reports it missing as well.
    """
    with uncollected():
        reading = _Reading(root)
        ledger = reading.ledger()
        problems = reading.problems + list(_unknown_names(ledger, reading))
    return ledger, sorted_by_place(problems)


@dataclass
class _File:
    """A YAML file as read: its path for messages, and its tree."""

    path: str
    root: Node | None
    broken: bool = False


_T = TypeVar("_T")
_Make = Callable[[str, Place, Node | None, str], _T | None]


@dataclass
class _Reading:
    """What has been read so far: texts by path, problems, and where each id was stated."""

    root: Path
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    stated: dict[str, dict[str, Place]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    salvaged: list[Text] = field(default_factory=list)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    values: dict[str, Value | None] = field(default_factory=dict)
    dates: dict[str, Date | None] = field(default_factory=dict)
    inside: dict[Path, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.home = self.root.resolve()

    def ledger(self) -> Ledger:
        folder = self.root / "content"
        if not folder.is_dir():
            mend = "name the folder that holds `content/` with --root"
            said = "there is no folder `content`"
            self.problems.append(error("file-is-read", Place("content"), said, help=mend))
        desk = self.desk(folder / "desk.yaml")
        self.vocabulary = desk.vocabulary
        sources = self.each("sources", "source", self.source)
        facts = self.each("facts", "address", self.fact)
        derivations = self.each("derived", "address", self.derivation)
        claims = self.each("claims", "address", self.claim)
        briefings = self.briefings(folder / "briefings")
        waivers = self.waivers(folder / "waivers.yaml")
        lock = self.lock(folder / "evidence.lock")
        self.strays(folder)
        read = {"source": {*sources}, "address": {*facts, *derivations, *claims}}
        unread = {one for space in read for one in self.stated.get(space, ()) if one not in read[space]}
        unread |= self.unread
        return Ledger(
            sources, facts, derivations, claims, briefings, desk, waivers, lock, self.texts, frozenset(unread)
        )

    # --- files -----------------------------------------------------------------------------------

    def path(self, file: Path) -> str:
        """Return ``file`` for messages: relative to the root, and always printable."""
        name = file.relative_to(self.root).as_posix()
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")

    def leads_out(self, path: Path) -> bool:
        """Return whether ``path`` is a link, or lies behind one, to a place outside the repository."""
        if path.is_symlink():
            return not path.resolve().is_relative_to(self.home)
        folder = path.parent  # of many files: it is looked at once
        if folder not in self.inside:
            self.inside[folder] = folder.resolve().is_relative_to(self.home)
        return not self.inside[folder]

    def words(self, file: Path, longest: int = yamltree.LONGEST) -> str | None:
        """Return the text of ``file`` and keep it, or None where a problem has been reported."""
        path = self.path(file)

        def refused(message: str, mend: str | None = None) -> None:
            self.unread.add(path)
            self.problems.append(error("file-is-read", Place(path), message, yamltree.HELD_BACK, help=mend))

        try:
            if self.leads_out(file):
                return refused("the file is a link to a place outside", "put a copy here instead")
            about = file.stat()
            if stat.S_ISDIR(about.st_mode):
                return refused("this is a folder, and should be a file", "rename it, or move its files up")
            if not stat.S_ISREG(about.st_mode):
                return refused("this is not a file of text")
            if about.st_size > longest:
                said = f"the file has {about.st_size:,} bytes, more than the {longest:,} we read"
                return refused(said, "divide it into files by subject")
            raw = file.read_bytes()
        except FileNotFoundError:
            return refused("the link leads nowhere" if file.is_symlink() else "there is no such file")
        except (OSError, RuntimeError) as fault:
            return refused(f"the file cannot be read: {_why(fault)}")
        words, problems = yamltree.decoded(raw, path, longest)
        self.problems += problems
        if words is None:
            self.unread.add(path)
        else:
            self.texts[path] = words
        return words

    def tree(self, file: Path, longest: int = yamltree.LONGEST) -> _File | None:
        words = self.words(file, longest)
        if words is None:
            return None
        path = self.path(file)
        root, problems = yamltree.parse(words, path)
        self.problems += problems
        if problems:
            self.unread.add(path)
        return _File(path, root, bool(problems))

    def listed(self, folder: Path) -> list[Path]:
        """Return what stands in ``folder``, by name, hidden files left out; nothing if it can't be read."""
        try:
            if self.leads_out(folder):
                said = "the folder is a link to a place outside"
                self.problems.append(
                    error("file-is-read", Place(self.path(folder)), said, help="put a copy here instead")
                )
                return []
            found = sorted(folder.iterdir(), key=lambda one: one.name)
            return [one for one in found if not one.name.startswith(".") and not one.name.endswith("~")]
        except FileNotFoundError:
            return []
        except (OSError, RuntimeError) as fault:
            said = f"the folder cannot be read: {_why(fault)}"
            self.problems.append(error("file-is-read", Place(self.path(folder)), said))
            return []

    def stray(self, file: Path, mend: str | None) -> None:
        said = f"`{file.name}` is not read".encode("utf-8", "backslashreplace").decode()
        self.problems.append(warning("file-is-used", Place(self.path(file)), said, help=mend))

    def strays(self, folder: Path) -> None:
        """Report what stands in ``content/`` itself and is not read."""
        known = (*_FOLDERS, *_FILES)
        for one in self.listed(folder):
            if one.name not in known and one.name != "README.md":
                near = nearest(one.name, known)
                self.stray(one, f"did you mean `{near}`?" if near else "move it to the folder of its kind")

    def yaml_files(self, folder: Path) -> Iterator[_File]:
        for one in self.listed(folder):
            if one.name.endswith(".yaml"):
                file = self.tree(one)
                if file is not None:
                    yield file
            elif one.name != "README.md":
                stem = one.name.rsplit(".", 1)[0]
                mend = "move its files up" if one.is_dir() else f"name it `{stem}.yaml`, or delete it"
                self.stray(one, mend)

    # --- entries ---------------------------------------------------------------------------------

    def each(self, folder: str, space: str, make: _Make[_T]) -> dict[str, _T]:
        """Return what ``make`` makes of every entry of every file in ``content/<folder>``, by id."""
        found = {}
        for file in self.yaml_files(self.root / "content" / folder):
            for name, at, node in self.entries(file, space):
                made = make(name, at, node, file.path)
                if made is not None:
                    found[name] = made
            if file.broken:
                self.recover(file.path, space)
        return found

    def entries(self, file: _File, space: str) -> Iterator[tuple[str, Place, Node | None]]:
        """Yield id, its place and its record for each entry of a file whose ids are not used elsewhere."""
        if file.root is None:
            return
        if not isinstance(file.root, yamltree.Mapping):
            if not file.broken and file.root != Sequence([], file.root.line, file.root.column):
                said = "the file should hold records by id, each `id:` with its keys set in below it"
                self.problems.append(error("record-is-whole", yamltree.place(file.root, file.path), said))
            return
        stated = self.stated.setdefault(space, {})
        for name, node in file.root.values.items():
            at = yamltree.place(file.root.keys[name], file.path)
            first = stated.get(name)
            if first is not None:
                related = ((first, "first stated here"),)
                said = f"the id `{name}` is stated twice"
                mend = "keep one of the two, or rename one"
                self.problems.append(
                    Diagnostic(at, Severity.ERROR, "id-is-stated-once", said, (), mend, related)
                )
                continue
            stated[name] = at
            faults = records.plain_id(name, at)
            if faults:
                self.problems += faults
                continue
            yield name, at, node

    def recover(self, path: str, space: str) -> None:
        """Note the ids of a file broken by its syntax, so that who names them is not blamed too."""
        stated = self.stated.setdefault(space, {})
        for number, line in enumerate(self.texts[path].split("\n"), 1):
            found = re.match(r"([a-z0-9][a-z0-9-]*)\s*:", line)
            if found:
                stated.setdefault(found.group(1), Place(path, number, 1, len(found.group(1))))

    # --- scalars ---------------------------------------------------------------------------------

    def date(self, words: Text | None, what: str, to_the_day: bool = False) -> Date | None:
        """Return the date ``words`` state; None, and a problem, if they state none."""
        if words is None:
            return None
        try:
            found = self.dates[words.text]
        except KeyError:
            found = self.dates[words.text] = read_date(words.text)
        if found is None:
            said = f"{what} is no date: `{_short(words.text)}`"
            self.problems.append(error("date-is-read", words.at, said, _DATES, help=date_meant(words.text)))
        elif found.by:
            said = f"{what} is only a last day: `{_short(words.text)}`"
            self.problems.append(error("date-is-read", words.at, said, help="only a `value` may say by when"))
            return None
        elif to_the_day and not found.day:
            said = f"{what} names no day"
            self.problems.append(error("date-is-read", words.at, said, help="write it as 2026-04-17"))
            return None
        return found

    def value(self, words: Text, who: str) -> Value | None:
        """Return the quantity or date ``words`` state; None, and a problem, if they can't be read."""
        try:
            found = self.values[words.text]
        except KeyError:
            found = self.values[words.text] = read_value(words.text, self.vocabulary)
        if found is None:
            note, mend = self.wanted(words.text)
            said = f"the value of {who} cannot be read: `{_short(words.text)}`"
            self.problems.append(error("value-is-read", words.at, said, note, help=mend))
        return found

    def wanted(self, value: str) -> tuple[str, str]:
        """Return examples of what can be read, and what to write for a ``value`` that can't."""
        if is_of_time(value):
            return _DATES, date_meant(value) or "write it as one of these"
        if mend := value_meant(value, self.vocabulary):
            return _VALUES, mend
        mend = "write a hedge, a number and a unit"
        if noun := re.fullmatch(r".*\d\s+([A-Za-z][a-z]+(?: [a-z]+)?)", value.strip()):
            mend += f"; if `{noun.group(1)}` are counted things, add them to `nouns` in content/desk.yaml"
        return _VALUES, mend

    # --- records ---------------------------------------------------------------------------------

    def source(self, name: str, at: Place, node: Node | None, path: str) -> Source | None:
        record, problems = _source(node, f"`{name}`", at, path)
        if record is None:
            self.problems += problems
            return None
        texts = _Texts(node, path)
        return Source(
            name,
            at,
            texts["title"],
            texts["publisher"],
            record.kind,
            self.date(texts("accessed"), f"`accessed` of `{name}`"),
            record.seen,
            self.date(texts("issued"), f"`issued` of `{name}`"),
            texts("author"),
            texts("url"),
            record.language,
            texts.all("relays"),
            texts("note"),
        )

    def fact(self, name: str, at: Place, node: Node | None, path: str) -> Fact | None:
        record, problems = _fact(node, f"`{name}`", at, path)
        if record is None:
            self.problems += problems
            return self.salvage(name, node, path)
        texts = _Texts(node, path)
        points = self.points(name, node, path) if record.points else {}
        value_text = texts("value")
        evidence = self.evidence(name, record, node, path)
        if not self.periods(name, record.points, evidence):
            return None
        return Fact(
            name,
            at,
            texts["statement"],
            value_text,
            self.value(value_text, f"`{name}`") if value_text is not None else None,
            texts("says"),
            points,
            self.date(texts("as_of"), f"`as_of` of `{name}`"),
            record.kind,
            texts("by"),
            self.date(texts("made"), f"`made` of `{name}`"),
            texts("because"),
            evidence,
        )

    def salvage(self, name: str, node: Node | None, path: str) -> None:
        """Report what else is wrong in a fact that is left out, so that one run says it all."""
        if not isinstance(node, yamltree.Mapping):
            return
        value, evidence = node.values.get("value"), node.values.get("evidence")
        if isinstance(value, Scalar):
            self.value(yamltree.text(value, path), f"`{name}`")
        for one in evidence.items if isinstance(evidence, Sequence) else ():
            source = one.values.get("source") if isinstance(one, yamltree.Mapping) else None
            if isinstance(source, Scalar) and re.match(records.ID, source.text):
                self.salvaged.append(yamltree.text(source, path))

    def points(self, name: str, node: yamltree.Mapping, path: str) -> dict[str, Point]:
        written = node.values["points"]
        self.hollow(written, f"`points` of `{name}`", path)
        found = {}
        for period, value in written.values.items():
            if value is None:
                continue
            at = yamltree.text(written.keys[period], path)
            date = self.date(at, f"a period of `{name}`")
            words = yamltree.text(value, path)
            read = self.value(words, f"`{name}@{period}`")
            if date is not None:
                found[period] = Point(date, words, read)
        return found

    def hollow(self, node: yamltree.Mapping, what: str, path: str) -> None:
        """Report the keys without a value of a mapping whose keys a person makes."""
        for key, value in node.values.items():
            if value is None:
                at = yamltree.place(node.keys[key], path)
                self.problems.append(error("record-is-whole", at, f"`{key}` in {what} is empty"))

    def evidence(
        self, owner: str, record: records.FactRecord, node: yamltree.Mapping, path: str
    ) -> tuple[Evidence, ...]:
        if not record.evidence:
            return ()
        taken: dict[str, int] = {}
        made = []
        for number, (one, stated) in enumerate(
            zip(record.evidence, node.values["evidence"].items, strict=True), 1
        ):
            self.undecided(f"evidence {number} of `{owner}`", stated, path)
            key = f"{owner}/{one.source}@{one.period}" if one.period else f"{owner}/{one.source}"
            count = taken[key] = taken.get(key, 0) + 1
            if count > 1:
                key = f"{key}#{count}"
            reading = self.reading(f"the reading of `{one.source}` for `{owner}`", stated, path)
            made.append(_passage(key, stated, one.stance, path, reading))
        return tuple(made)

    def reading(self, who: str, node: yamltree.Mapping, path: str) -> HandReading | None:
        """Return what a person reads in a passage, if one says so."""
        stated = node.values.get("reading")
        if not isinstance(stated, yamltree.Mapping):
            return None
        texts = _Texts(stated, path)
        return HandReading(texts["value"], self.value(texts["value"], who), texts["because"])

    def undecided(self, what: str, node: yamltree.Mapping, path: str) -> None:
        """Report `relays` of a passage left blank, which leaves open whom the passage repeats."""
        if "relays" in node.values and node.values["relays"] is None:
            at = yamltree.place(node.keys["relays"], path)
            mend = "write `[]` if the passage repeats nothing; delete it if it repeats what its work does"
            self.problems.append(error("record-is-whole", at, f"`relays` of {what} is empty", help=mend))

    def periods(self, name: str, points: Mapping[str, str] | None, evidence: tuple[Evidence, ...]) -> bool:
        """Report evidence of a series that names no period of it, or a period where there is no series.

        Returns whether all is well.
        """
        before = len(self.problems)
        for number, one in enumerate(evidence, 1):
            if one.period is None:
                if points:
                    said = f"evidence {number} of `{name}` does not say which `period` it speaks of"
                    mend = f"add `period:` with one of {records.named(list(points), 'or')}"
                    self.problems.append(error("record-is-whole", one.at, said, help=mend))
            elif not points:
                said = f"evidence {number} of `{name}` has a `period`, and `{name}` is no series"
                mend = "delete it, or state `points` in place of a value"
                self.problems.append(error("record-is-whole", one.period.at, said, help=mend))
            elif one.period.text not in points:
                said = f"`{name}` has no point `{one.period}`"
                near = nearest(one.period.text, points)
                mend = f"did you mean `{near}`?" if near else f"its points are {records.named(list(points))}"
                self.problems.append(error("names-exist", one.period.at, said, help=mend))
        return len(self.problems) == before

    def derivation(self, name: str, at: Place, node: Node | None, path: str) -> Derivation | None:
        record, problems = _derivation(node, f"`{name}`", at, path)
        if record is None:
            self.problems += problems
            return None
        self.hollow(node.values["where"], f"`where` of `{name}`", path)
        texts = _Texts(node, path)
        unit = texts("unit")
        shown = self.display(unit, name)
        stated = texts["statement"], texts["formula"], texts.map("where")
        return Derivation(name, at, *stated, unit, shown, texts("note"))

    def display(self, words: Text | None, name: str) -> DisplayUnit | None:
        if words is None:
            return None
        unit = display_unit(words.text, self.vocabulary)
        if unit is None:
            said = f"the unit of `{name}` cannot be read: `{_short(words.text)}`"
            note = "for example: million USD/MW · USD per million tokens · % · times · days · customers"
            self.problems.append(error("unit-is-read", words.at, said, note))
        return unit

    def claim(self, name: str, at: Place, node: Node | None, path: str) -> Claim | None:
        record, problems = _claim(node, f"`{name}`", at, path)
        if record is None:
            self.problems += problems
            return None
        texts = _Texts(node, path)
        quote = texts["quote"]
        passage = Evidence(
            f"{name}/{record.source}",
            at,
            texts["source"],
            quote,
            locator=texts("locator"),
            note=texts("note"),
            prefix=texts("prefix"),
            suffix=texts("suffix"),
        )
        judged = node.values.get("judged_by")
        judgements = tuple(
            Judgement(yamltree.place(stated, path), inner["fact"], one.stance, inner("note"))
            for one, stated in zip(record.judged_by, judged.items if judged else (), strict=True)
            for inner in [_Texts(stated, path)]
        )
        return Claim(name, at, passage, judgements, texts["record"])

    # --- single files ----------------------------------------------------------------------------

    def desk(self, file: Path) -> Desk:
        path = self.path(file)
        at = Place(path)
        nobody = Desk(Text("", at), "en-GB", "A4", Vocabulary())
        if not file.parent.is_dir():
            return nobody
        if not file.exists() and not file.is_symlink():
            said = "there is no content/desk.yaml, which names who publishes"
            self.problems.append(error("file-is-read", at, said, help="write it, with `name:` at the least"))
            return nobody
        tree = self.tree(file)
        if tree is None or (tree.broken and tree.root is None):
            return nobody
        record, problems = _desk(tree.root, "the desk", Place(path, 1, 1), path)
        if record is None:
            self.problems += [] if tree.broken else problems
            self.unread.add(path)
            given = tree.root.values if isinstance(tree.root, yamltree.Mapping) else {}
            nouns, listed = given.get("nouns"), given.get("names")
            words = _Texts(tree.root, path).map("nouns") if isinstance(nouns, yamltree.Mapping) else {}
            counted = Vocabulary({one: many.text for one, many in words.items()})
            items = listed.items if isinstance(listed, Sequence) else ()
            named = tuple(
                Name(one.text, yamltree.place(one, path)) for one in items if isinstance(one, Scalar)
            )
            return Desk(Text("", at), "en-GB", "A4", counted, named)
        texts = _Texts(tree.root, path)
        if isinstance(counted := tree.root.values.get("nouns"), yamltree.Mapping):
            self.hollow(counted, "`nouns`", path)
        names = tuple(Name(one.text, one.at) for one in texts.all("names"))
        nouns = {one: many.text for one, many in texts.map("nouns").items()}
        return Desk(texts["name"], record.language, record.page, Vocabulary(nouns, record.language), names)

    def items(self, file: Path, what: str) -> Iterator[tuple[int, Node | None, Place, str]]:
        """Yield (number from 1, node, its place, path) of each item of a list, if there is a file."""
        if not file.exists() and not file.is_symlink():
            return
        tree = self.tree(file)
        if tree is None or tree.root is None:
            return
        if not isinstance(tree.root, Sequence):
            if not tree.broken and not (isinstance(tree.root, yamltree.Mapping) and not tree.root.keys):
                said = f"the file should be a list of {what}, each after `- `"
                self.problems.append(error("record-is-whole", yamltree.place(tree.root, tree.path), said))
            return
        for number, node in enumerate(tree.root.items, 1):
            at = yamltree.place(node or tree.root, tree.path)
            yield number, node, at, tree.path

    def waivers(self, file: Path) -> tuple[Waiver, ...]:
        made = []
        for number, node, at, path in self.items(file, "waivers"):
            record, problems = _waiver(node, f"waiver {number}", at, path)
            self.problems += problems
            if record is None:
                continue
            texts = _Texts(node, path)
            until = self.date(texts["until"], f"`until` of waiver {number}")
            if until is not None:
                made.append(Waiver(at, texts["check"], texts["on"], texts["because"], until))
        return tuple(made)

    def lock(self, file: Path) -> dict[str, LockEntry]:
        """Return what ``content/evidence.lock`` says, by the key of the evidence.

        The file is a YAML mapping, one entry a quote, in order of key: ``quote``, ``prefix``, ``suffix`` (as
        vouched; the last two only where content has them), ``snapshot`` (SHA-256 of its bytes), ``span``
        ([first character, one after the last] in the snapshot's normalised text), ``vouched`` (a day),
        ``normaliser`` (the name of the rules of that text).
        """
        found: dict[str, LockEntry] = {}
        if not file.exists() and not file.is_symlink():
            return found
        tree = self.tree(file, LONGEST_LOCK)
        if tree is None or tree.root is None:
            return found
        if not isinstance(tree.root, yamltree.Mapping):
            said = "the lock should hold what was vouched, by the name of the evidence"
            there = yamltree.place(tree.root, tree.path)
            mend = "run `tieout vouch`, which writes it"
            self.problems.append(error("record-is-whole", there, said, help=mend))
            return found
        for key, node in tree.root.values.items():
            at = yamltree.place(tree.root.keys[key], tree.path)
            record, problems = _lock(node, f"`{key}`", at, tree.path)
            self.problems += problems
            if record is None:
                continue
            vouched = self.date(_Texts(node, tree.path)["vouched"], f"`vouched` of `{key}`", to_the_day=True)
            if vouched is not None:
                first, last = record.span
                found[key] = LockEntry(
                    key,
                    record.quote,
                    record.prefix,
                    record.suffix,
                    record.snapshot,
                    (int(first), int(last)),
                    vouched,
                    record.normaliser,
                    at,
                )
        return found

    # --- briefings -------------------------------------------------------------------------------

    def briefings(self, folder: Path) -> dict[str, Briefing]:
        found = {}
        for one in self.listed(folder):
            if not one.is_dir():
                if one.name != "README.md":
                    self.stray(one, "a briefing is a folder with a briefing.yaml in it")
                continue
            if self.leads_out(one):
                self.listed(one)
                continue
            faults = records.plain_id(one.name, Place(self.path(one)))
            self.problems += faults
            self.stated.setdefault("briefing", {})[one.name] = Place(self.path(one))
            made = None if faults else self.briefing(one)
            if made is not None:
                found[one.name] = made
        return found

    def briefing(self, folder: Path) -> Briefing | None:
        exhibits = self.exhibits(folder / "exhibits.yaml")
        changes = self.changes(folder / "changes.yaml")
        timeline = self.timeline(folder / "timeline.yaml")
        file = folder / "briefing.yaml"
        path = self.path(file)
        if not file.exists() and not file.is_symlink():
            said = f"the briefing `{folder.name}` has no briefing.yaml"
            mend = "write it, or delete the folder"
            self.problems.append(error("file-is-read", Place(self.path(folder)), said, help=mend))
            return None
        tree = self.tree(file)
        if tree is None or tree.broken:
            return None
        at = yamltree.place(tree.root, path) if tree.root else Place(path, 1, 1)
        record, problems = _briefing(tree.root, "the briefing", at, path)
        self.problems += problems
        if record is None:
            self.unread.add(path)
            return None
        texts = _Texts(tree.root, path)
        has_editions, of = record.editions is not None, tree.root.values.get("editions")
        table = record.editions.table if has_editions and isinstance(record.editions.table, str) else ""
        editions = self.editions(folder, record.editions, of, path, table) if has_editions else None
        if has_editions and editions is None:
            self.unread.add(path)
        sections = self.sections(folder, tree.root.values["sections"], path, table)
        brief = tree.root.values.get("in_brief")
        issued = self.date(texts["issued"], "`issued` of the briefing", to_the_day=True)
        if issued is None or (has_editions and editions is None):
            return None
        return Briefing(
            folder.name,
            at,
            texts["title"],
            texts["subject"],
            texts["version"],
            issued,
            texts["standfirst"],
            texts("document"),
            texts("cover"),
            tuple(
                Brief(inner["title"], inner["text"])
                for inner in (_Texts(one, path) for one in (brief.items if brief else ()))
            ),
            sections,
            exhibits,
            changes,
            tuple(record.formats),
            texts("disclosure"),
            timeline,
            editions,
        )

    def editions(
        self, folder: Path, record: records.EditionsRecord, node: yamltree.Mapping, path: str, name: str
    ) -> Editions | None:
        """Return the editions of a briefing, whose table is in ``name``, or here where that is empty."""
        if not name:
            table = editiontable.of_yaml(node.values["table"], path)
        elif not (folder / name).exists() and not (folder / name).is_symlink():
            known = [one.name for one in self.listed(folder) if one.name not in _BRIEFING_FILES]
            near = nearest(name, known)
            at = yamltree.place(node.values["table"], path)
            mend = f"did you mean `{near}`?" if near else f"write {self.path(folder / name)}"
            self.problems.append(error("names-exist", at, f"there is no table `{name}`", help=mend))
            return None
        elif name.endswith(".csv"):
            words = self.words(folder / name)
            if words is None:
                return None
            table = editiontable.of_csv(words, self.path(folder / name))
        else:
            tree = self.tree(folder / name)
            if tree is None or tree.broken:
                return None
            table = editiontable.of_yaml(tree.root, tree.path)
        made, problems = editiontable.read(record, node, path, table)
        self.problems += problems
        return made

    def sections(self, folder: Path, node: Sequence, path: str, table: str) -> tuple[SectionFile, ...]:
        made: dict[str, SectionFile] = {}
        for item in node.items:
            inner = item if isinstance(item, Scalar) else item.values["file"]
            short = None if isinstance(item, Scalar) else _Texts(item, path)("short")
            stem, at = inner.text, yamltree.place(inner, path)
            if stem in made:
                said = f"the section `{stem}` is listed twice"
                self.problems.append(error("id-is-stated-once", at, said, help="delete one of the two"))
                continue
            if _RESERVED.match(stem):
                said = f"a section cannot be named `{stem}`: the page uses that name itself"
                self.problems.append(error("id-is-plain", at, said, help="rename the file"))
                continue
            file = folder / f"{stem}.md"
            if not file.exists() and not file.is_symlink():
                near = nearest(stem, (one.stem for one in self.listed(folder) if one.suffix == ".md"))
                mend = f"did you mean `{near}`?" if near else f"write {self.path(file)}"
                self.problems.append(error("names-exist", at, f"there is no section `{stem}`", help=mend))
                continue
            words = self.words(file)
            if words is not None:
                begins_page = not isinstance(item, Scalar) and bool(_Texts(item, path)("begins"))
                made[stem] = SectionFile(stem, at, self.path(file), short, words, begins_page)
        listed = {one.text if isinstance(one, Scalar) else one.values["file"].text for one in node.items}
        for one in self.listed(folder):
            if one.name in (*_BRIEFING_FILES, table, "README.md"):
                continue
            if one.suffix != ".md":
                near = nearest(one.name, _BRIEFING_FILES)
                self.stray(one, f"did you mean `{near}`?" if near else "delete it, or move it elsewhere")
            elif one.stem not in listed:
                said = f"`{one.name}` is in no list of sections, and not printed"
                mend = f"add `{one.stem}` to `sections` in {path}, or delete the file"
                self.problems.append(warning("file-is-used", Place(self.path(one)), said, help=mend))
        return tuple(made.values())

    def exhibits(self, file: Path) -> dict[str, ExhibitSpec]:
        if not file.exists() and not file.is_symlink():
            return {}
        tree = self.tree(file)
        if tree is None:
            return {}
        space = f"exhibit of {file.parent.name}"
        found = {}
        for name, at, node in self.entries(tree, space):
            record, problems = _exhibit(node, f"`{name}`", at, tree.path)
            self.problems += problems
            if record is None:
                self.unread.add(tree.path)
                continue
            texts = _Texts(node, tree.path)
            chart = texts("chart")
            if chart is not None and not (self.root / "charts" / f"{chart}.py").is_file():
                near = nearest(chart.text, (one.stem for one in self.listed(self.root / "charts")))
                mend = f"did you mean `{near}`?" if near else f"write charts/{chart}.py"
                said = f"there is no chart `{chart}`"
                self.problems.append(error("names-exist", chart.at, said, help=mend))
            found[name] = ExhibitSpec(
                name,
                at,
                texts["title"],
                texts("subtitle"),
                record.width,
                chart,
                self.table(name, node.values.get("table"), tree.path),
                texts("note"),
                texts("alt"),
            )
        if tree.broken:
            self.recover(tree.path, space)
        return found

    def table(self, name: str, node: yamltree.Mapping | None, path: str) -> TableSpec | None:
        if node is None:
            return None
        texts = _Texts(node, path)
        columns = texts.all("columns")
        rows = []
        for number, row in enumerate(node.values["rows"].items, 1):
            if len(row.items) != len(columns):
                have, want = _counted(len(row.items), "cell"), _counted(len(columns), "column")
                said = f"row {number} of `{name}` has {have}, and the table {want}"
                self.problems.append(error("record-is-whole", yamltree.place(row, path), said))
            rows.append(tuple(yamltree.text(cell, path) for cell in row.items))
        return TableSpec(columns, tuple(rows))

    def changes(self, file: Path) -> tuple[Change, ...]:
        made: list[Change] = []
        for number, node, at, path in self.items(file, "versions"):
            record, problems = _change(node, f"version {number} of the list", at, path)
            self.problems += problems
            if record is None:
                continue
            texts = _Texts(node, path)
            version = texts["version"]
            issued = self.date(texts["issued"], f"`issued` of version `{version}`", to_the_day=True)
            if any(version.text == one.version.text for one in made):
                said = f"the version `{version}` is listed twice"
                self.problems.append(error("id-is-stated-once", version.at, said, help="keep one of the two"))
            elif issued is not None:
                made.append(Change(version, issued, texts.all("changes")))
        return tuple(made)

    def timeline(self, file: Path) -> tuple[Event, ...]:
        made: dict[str, Event] = {}
        for number, node, at, path in self.items(file, "events"):
            record, problems = _event(node, f"event {number}", at, path)
            self.problems += problems
            if record is None:
                self.unread.add(path)
                continue
            texts = _Texts(node, path)
            fact = texts["fact"]
            if first := made.get(fact.text):
                said = f"`{fact}` stands twice in the timeline"
                related = ((first.fact.at, "first named here"),)
                mend = "make one event of the two, or name the fact that dates the other"
                self.problems.append(
                    Diagnostic(fact.at, Severity.ERROR, "id-is-stated-once", said, (), mend, related)
                )
            else:
                made[fact.text] = Event(at, fact, texts["event"])
        return tuple(made.values())


_RESERVED = re.compile(r"[cs][0-9]+$|exhibit-|[dp]-")


class _Texts:
    """The texts of one valid record, by key."""

    __slots__ = ("node", "path")

    def __init__(self, node: yamltree.Mapping, path: str) -> None:
        self.node, self.path = node, path

    def __getitem__(self, key: str) -> Text:
        node = self.node.values[key]
        return Text(node.text, Place(self.path, node.line, node.column, node.width), node.origins)

    def __call__(self, key: str) -> Text | None:
        """Return the text of ``key``, or None where there is none."""
        node = self.node.values.get(key)
        if node is None:
            return None
        return Text(node.text, Place(self.path, node.line, node.column, node.width), node.origins)

    def all(self, key: str) -> tuple[Text, ...]:
        node = self.node.values.get(key)
        return tuple(yamltree.text(one, self.path) for one in node.items) if node is not None else ()

    def map(self, key: str) -> dict[str, Text]:
        node = self.node.values.get(key)
        if node is None:
            return {}
        items = node.values.items()
        return {name: yamltree.text(one, self.path) for name, one in items if isinstance(one, Scalar)}


def _passage(
    key: str, node: yamltree.Mapping, stance: Stance, path: str, reading: HandReading | None = None
) -> Evidence:
    texts = _Texts(node, path)
    return Evidence(
        key,
        yamltree.place(node, path),
        texts["source"],
        texts["quote"],
        stance,
        texts("locator"),
        texts("set_aside"),
        texts("note"),
        texts("prefix"),
        texts("suffix"),
        texts("period"),
        texts("gloss"),
        texts.all("relays") if node.values.get("relays") is not None else None,
        reading,
    )


def _why(fault: OSError | RuntimeError) -> str:
    """Return the system's reason; of a loop of links, Python before 3.13 makes a RuntimeError."""
    return (getattr(fault, "strerror", None) or "it is a loop of links").lower()


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def display_unit(words: str, vocabulary: Vocabulary) -> DisplayUnit | None:
    """Return the unit and scale in which a derived number is to be printed, or None if it can't be read."""
    measure = parse_measure(words, vocabulary)
    return None if measure is None else DisplayUnit(measure.unit, measure.scale, measure.per)


# --- names that nothing answers to -----------------------------------------------------------------


def _unknown_names(ledger: Ledger, reading: _Reading) -> Iterator[Diagnostic]:
    """Yield an error for each source, fact or exhibit that is named and not stated, once a name."""
    sources = reading.stated.get("source", {})
    named = (*_named_sources(ledger), *reading.salvaged)
    absent = [name for name in named if name.text not in sources]
    yield from _unknown(
        (name for name in absent if not ledger.may_state(name.text, "content/sources/")),
        "source",
        sources,
        lambda name: f"describe it in content/sources/{name}.yaml" if re.match(records.ID, name) else None,
    )
    yield from _unknown_facts(_named_facts(ledger), ledger, reading.stated.get("address", {}))
    for briefing in ledger.briefings.values():
        exhibits = reading.stated.get(f"exhibit of {briefing.id}", {})
        if briefing.cover is not None and briefing.cover.text not in exhibits:
            listed = f"content/briefings/{briefing.id}/exhibits.yaml"
            if ledger.may_state(briefing.cover.text, listed):
                continue
            where = f"describe it in {listed}"
            yield from _unknown([briefing.cover], "exhibit", exhibits, lambda name, where=where: where)


def unknown_events(ledger: Ledger) -> list[Diagnostic]:
    """Return an error for each fact that a timeline of ``ledger`` names and that is not stated."""
    named = [one.fact for briefing in ledger.briefings.values() for one in briefing.timeline]
    return list(_unknown_facts(named, ledger, {*ledger.facts, *ledger.derivations, *ledger.claims}))


def _unknown_facts(names: Iterable[Text], ledger: Ledger, addresses: Iterable[str]) -> Iterator[Diagnostic]:
    absent = []
    for name in names:
        base, _, period = name.text.partition("@")
        fact = ledger.facts.get(base)
        if base not in addresses or base in ledger.claims:
            if not ledger.may_state(base):
                absent.append(name)
        elif fact is not None and name.text not in fact.addresses():
            yield _no_point(name, fact, period)
        elif period and base in ledger.derivations:
            yield error("names-exist", name.at, f"`{base}` is no series, and has no point `{period}`")
    known = {*addresses} - {*ledger.claims}
    yield from _unknown(absent, "fact", known, lambda name: "state it in content/facts/")


def _named_sources(ledger: Ledger) -> Iterator[Text]:
    for source in ledger.sources.values():
        yield from source.relays
    for fact in ledger.facts.values():
        for one in fact.evidence:
            yield one.source
            yield from one.relays or ()
    for claim in ledger.claims.values():
        yield claim.evidence.source
    for briefing in ledger.briefings.values():
        if briefing.document is not None:
            yield briefing.document


def _named_facts(ledger: Ledger) -> Iterator[Text]:
    for claim in ledger.claims.values():
        yield from (one.fact for one in claim.judged_by)
    for briefing in ledger.briefings.values():
        yield from (one.fact for one in briefing.timeline if not briefing.editions)


def _no_point(name: Text, fact: Fact, period: str) -> Diagnostic:
    points = list(fact.points)
    if not points:
        return error(
            "names-exist",
            name.at,
            f"`{fact.id}` is no series, and has no point `{period}`",
            help=f"write `{fact.id}`",
        )
    if not period:
        mend = f"write `{fact.id}@{points[-1]}`, or another of its points"
        return error("names-exist", name.at, f"`{fact.id}` is a series, and no point is named", help=mend)
    near = nearest(period, points)
    mend = f"did you mean `{fact.id}@{near}`?" if near else f"its points are {records.named(points)}"
    return error("names-exist", name.at, f"`{fact.id}` has no point `{period}`", help=mend)


def _unknown(
    names: Iterable[Text], what: str, known: Iterable[str], where: Callable[[str], str | None]
) -> Iterator[Diagnostic]:
    places: dict[str, list[Place]] = {}
    for name in names:
        places.setdefault(name.text, []).append(name.at)
    for name, (first, *rest) in places.items():
        near = nearest(name, known)
        mend = f"did you mean `{near}`?" if near else where(name)
        related = tuple((at, "named here too") for at in rest[:3])
        notes = (f"it is named at {len(rest) - 3} more places",) if len(rest) > 3 else ()
        said = f"there is no {what} `{_short(name)}`"
        yield Diagnostic(first, Severity.ERROR, "names-exist", said, notes, mend, related)
