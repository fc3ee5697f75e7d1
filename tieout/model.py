"""Every noun of the trade, frozen: what people state, what we make of it, and what is printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum

from tieout.diagnostics import Place, Text
from tieout.frozen import frozen
from tieout.quantities.dates import Date
from tieout.quantities.interval import Quantity
from tieout.quantities.units import Unit, Vocabulary

Value = Quantity | Date


class SourceKind(StrEnum):
    """What sort of work a source is."""

    PRIMARY_FILING = "primary-filing"
    PRESS_RELEASE = "press-release"
    COMPANY_BLOG = "company-blog"
    PAPER = "paper"
    SPECIFICATION = "specification"
    BENCHMARK = "benchmark"
    NEWS = "news"
    ANALYSIS = "analysis"
    AGGREGATOR = "aggregator"
    DOCUMENT = "document"


FIRST_HAND = frozenset(
    {
        SourceKind.PRIMARY_FILING,
        SourceKind.PRESS_RELEASE,
        SourceKind.COMPANY_BLOG,
        SourceKind.PAPER,
        SourceKind.SPECIFICATION,
        SourceKind.BENCHMARK,
    }
)


class Seen(StrEnum):
    """How much of a source the desk has read."""

    IN_FULL = "in-full"
    EXCERPT = "excerpt"
    NOT_SEEN = "not-seen"


class Stance(StrEnum):
    """What a piece of evidence does to the fact, or a fact to the claim."""

    SUPPORTS = "supports"
    REFINES = "refines"
    CONTRADICTS = "contradicts"


class Status(StrEnum):
    """What the evidence makes of a fact, or the facts of a claim; worked out by ``status``, never typed."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    DISPUTED = "disputed"
    UNVERIFIED = "unverified"
    ARITHMETIC = "arithmetic"
    ASSUMPTION = "assumption"


class FactKind(StrEnum):
    """In what mood a fact is stated."""

    STATED = "stated"
    ESTIMATE = "estimate"
    FORECAST = "forecast"
    OPINION = "opinion"
    ASSUMPTION = "assumption"


class Mood(StrEnum):
    """What a sentence has to say of what it rests on; a report is what no first-hand source says."""

    FORECAST = "forecast"
    ESTIMATE = "estimate"
    OPINION = "opinion"
    ASSUMPTION = "assumption"
    REPORT = "report"


# --- what people state ---------------------------------------------------------------------------


@frozen
class Source:
    """A published work. ``relays`` names the sources whose reporting it repeats."""

    id: str
    at: Place
    title: Text
    publisher: Text
    kind: SourceKind
    accessed: Date | None
    seen: Seen
    issued: Date | None = None
    author: Text | None = None
    url: Text | None = None
    language: str = "en"
    relays: tuple[Text, ...] = ()
    note: Text | None = None

    @property
    def first_hand(self) -> bool:
        """Whether the work speaks for itself, rather than of somebody else."""
        return self.kind in FIRST_HAND


@frozen
class HandReading:
    """What a person reads in a quote that the grammar cannot read: the value as written, as read, and why.

    ``value`` is None where ``text`` could not be read.
    """

    text: Text
    value: Value | None
    because: Text


@frozen
class Evidence:
    """The quoted passage of a source, with its locator and its stance.

    ``key`` is its name in the lock: owner, source and, where one source is quoted more than once, a count.
    ``relays`` names the sources that this passage repeats; None leaves it to those of the whole work.
    ``reading`` stands in place of what the grammar reads in the quote.
    """

    key: str
    at: Place
    source: Text
    quote: Text
    stance: Stance = Stance.SUPPORTS
    locator: Text | None = None
    set_aside: Text | None = None
    note: Text | None = None
    prefix: Text | None = None
    suffix: Text | None = None
    period: Text | None = None
    gloss: Text | None = None
    relays: tuple[Text, ...] | None = None
    reading: HandReading | None = None


@frozen
class Point:
    """One period of a series."""

    period: Date
    text: Text
    value: Value | None


@frozen
class Fact:
    """A quantity, a date, a statement in words (``says``) or a series (``points``) that sources state.

    ``value`` is None for a statement, for a series, and where ``value_text`` could not be read.
    ``points`` is keyed by the period as written.
    """

    id: str
    at: Place
    statement: Text
    value_text: Text | None = None
    value: Value | None = None
    says: Text | None = None
    points: Mapping[str, Point] = field(default_factory=dict)
    as_of: Date | None = None
    kind: FactKind = FactKind.STATED
    by: Text | None = None
    made: Date | None = None
    because: Text | None = None
    evidence: tuple[Evidence, ...] = ()

    def addresses(self) -> tuple[str, ...]:
        """Return the names under which prose, formulas and charts may use it, in content order."""
        return tuple(f"{self.id}@{period}" for period in self.points) or (self.id,)


@frozen
class DisplayUnit:
    """The unit and scale word in which a derived number is printed: ``million USD/MW``.

    It is counted by ``per`` of what the unit divides by: a million of ``USD per million tokens``.
    """

    unit: Unit
    scale: int = 1
    per: int = 1


@frozen
class Derivation:
    """How a number is calculated: a formula over roles, and the address that fills each role.

    A role may name a whole series, for a function that takes any number of inputs. ``note`` is what a reader
    needs to judge the sum: why it sets beside each other what is of different times.
    """

    id: str
    at: Place
    statement: Text
    formula: Text
    where: Mapping[str, Text]
    unit_text: Text | None = None
    unit: DisplayUnit | None = None
    note: Text | None = None


@frozen
class Judgement:
    """A fact that judges a claim, and how."""

    at: Place
    fact: Text
    stance: Stance
    note: Text | None = None


@frozen
class Claim:
    """A sentence of the document under review. ``quote`` is vouched like any; ``evidence`` carries it."""

    id: str
    at: Place
    evidence: Evidence
    judged_by: tuple[Judgement, ...]
    record: Text


@frozen
class Name:
    """A name with digits in it that the gate excuses."""

    text: str
    at: Place


@frozen
class Desk:
    """The house that publishes: its name, language, page, counted nouns and names with digits."""

    name: Text
    language: str
    page: str
    vocabulary: Vocabulary
    names: tuple[Name, ...] = ()


@frozen
class Waiver:
    """A finding we accept: the check, what it is said of (an id or a path), why, and until when."""

    at: Place
    check: Text
    on: Text
    because: Text
    until: Date


@frozen
class TableSpec:
    """A comparison table as written: column heads and rows of cells, all prose."""

    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


@frozen
class ExhibitSpec:
    """An exhibit as written; exactly one of ``chart`` and ``table``."""

    id: str
    at: Place
    title: Text
    subtitle: Text | None
    width: str
    chart: Text | None = None
    table: TableSpec | None = None
    note: Text | None = None
    alt: Text | None = None


@frozen
class SectionFile:
    """One Markdown file of a briefing: ``id`` is its stem, ``short`` its name in the contents row.

    With ``begins_page`` it begins on a page of its own in print. ``origins`` tells where its text was written
    (see ``Text.origins``), where parameters are filled in.
    """

    id: str
    at: Place
    path: str
    short: Text | None
    text: str
    begins_page: bool = False
    origins: tuple[tuple[int, int, int], ...] = ()


@frozen
class Brief:
    """One finding of the cover's In brief."""

    title: Text
    text: Text


@frozen
class Event:
    """An entry of a timeline: the address of the fact that dates it, and what happened, without the date."""

    at: Place
    fact: Text
    text: Text


@frozen
class Change:
    """What one version changed, for readers."""

    version: Text
    issued: Date
    changes: tuple[Text, ...]


@frozen
class EditionRow:
    """A row of the table of editions: an edition's id, which names its folder, and what fills parameters."""

    id: str
    at: Place
    values: Mapping[str, str]


@frozen
class Editions:
    """What a briefing's ``editions:`` list: parameters, and rows by id, in the order of their table.

    ``main`` is the id of the edition that stands at the briefing's root.
    """

    at: Place
    parameters: tuple[str, ...]
    rows: Mapping[str, EditionRow]
    main: str


@frozen
class Briefing:
    """A report: its front matter, sections in order, exhibits by id, changes by version, and its timeline.

    One that has ``editions`` is a pattern: its texts hold parameters, which each edition fills in.
    """

    id: str
    at: Place
    title: Text
    subject: Text
    version: Text
    issued: Date
    standfirst: Text
    document: Text | None
    cover: Text | None
    in_brief: tuple[Brief, ...]
    sections: tuple[SectionFile, ...]
    exhibits: Mapping[str, ExhibitSpec]
    changes: tuple[Change, ...]
    formats: tuple[str, ...]
    disclosure: Text | None = None
    timeline: tuple[Event, ...] = ()
    editions: Editions | None = None


@frozen
class LockEntry:
    """What was proven of one quote: against which snapshot (SHA-256), where, and on what day.

    ``span`` counts characters of the snapshot's normalised text. ``normaliser`` names the rules of that text.
    """

    key: str
    quote: str
    prefix: str
    suffix: str
    snapshot: str
    span: tuple[int, int]
    vouched: Date
    normaliser: str
    at: Place


@frozen
class Ledger:
    """All of ``content/``, as read. Mappings are in the order of files (sorted) and of entries.

    ``texts`` holds every content file's text by path, for pointing at lines. ``unread`` are the ids of
    records, and the paths of files, that have been reported as faulty and left out: who names one is not to
    be told that there is none, and what is named by none may have been named there.
    """

    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    derivations: Mapping[str, Derivation]
    claims: Mapping[str, Claim]
    briefings: Mapping[str, Briefing]
    desk: Desk
    waivers: tuple[Waiver, ...] = ()
    lock: Mapping[str, LockEntry] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    def may_state(self, name: str, *folders: str) -> bool:
        """Return whether a record that could not be read may be the one called ``name``.

        ``name`` is an id or an address, ``folders`` where such records are (paths, or beginnings of paths):
        by default those of facts, derived numbers and claims. A file that could not be read may state what
        a line of it begins with, or anything, where even its text is unknown.
        """
        owner = name.partition("@")[0]
        if not folders and owner in self.unread:
            return True
        files = [one for one in self.unread if one.startswith(folders or _ADDRESSES)]
        if not files:
            return False
        begins = re.compile(rf"^[ \t]*[\"']?{re.escape(owner)}[\"']?[ \t]*:", re.MULTILINE)
        return any(one not in self.texts or begins.search(self.texts[one]) for one in files)


_ADDRESSES = ("content/facts/", "content/derived/", "content/claims/")
"""Where what has an address is stated: facts, derived numbers and claims share their ids."""


# --- what we make of it --------------------------------------------------------------------------


@frozen
class Account:
    """One side of a dispute: who says it, in which words, and the quantity read from them.

    ``stance`` is what its evidence does to the fact as stated. ``reported`` is true of a quantity that no
    first-hand origin gives on this side. ``fact`` is the address of the fact in dispute, ``nth`` tells
    from 1 the sides apart that one source gives.

    Of a calculated number it is what comes out if one side is taken of each disputed fact under it: those
    ``sides``, of which the first names source and evidence. ``beside`` are then the sources of what is in no
    dispute, best first, and ``on_reports`` is true where some of that is reported, which the name of no side
    says.
    """

    source: str
    evidence: Evidence
    stance: Stance
    value: Value | None
    reported: bool = False
    fact: str = ""
    nth: int = 1
    sides: tuple[Account, ...] = ()
    beside: tuple[str, ...] = ()
    on_reports: bool = False

    @property
    def name(self) -> str:
        """What content calls it: "gazette", "gazette#2" of a second side of one source, or "gazette+wire"."""
        if self.sides:
            return "+".join(side.name for side in self.sides)
        return self.source if self.nth == 1 else f"{self.source}#{self.nth}"

    @property
    def taken(self) -> tuple[Account, ...]:
        """The sides of disputed facts that it takes: itself, where it is one of a fact."""
        return self.sides or (self,)

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources it is cited to: of those who say it, then of what else it rests on."""
        return tuple(dict.fromkeys((*(side.source for side in self.taken), *self.beside)))


@frozen
class Standing:
    """A fact, one point of a series, or a derived number, with what the evidence makes of it.

    ``address`` is ``id`` or ``id@period``. ``value`` is None for a statement in words (``says``).
    ``rests_on`` lists the base addresses under a derived number in order of first use (its own address for a
    fact); ``inputs`` what fills each role: an address, or of a whole series those of all its points, in
    order. ``sources`` are the ids of all counted supporting and refining sources, best first (first-hand,
    seen in full, oldest); for a derived number those of all it rests on. ``origins`` are ids where the
    supporting or refining reporting began. ``reported`` is true of a quantity that no first-hand origin
    supports. ``accounts`` are the sides of a dispute, at the value as stated first; of a derived number what
    it is by each side, or each combination of sides, of the disputed facts it rests on. ``since`` is the
    earliest time a derived number's inputs are of, where ``as_of`` is a later one. ``assumed`` is true of a
    derived number that rests on an assumption.
    """

    address: str
    id: str
    at: Place
    statement: Text
    value: Value | None
    status: Status
    kind: FactKind = FactKind.STATED
    says: Text | None = None
    period: Date | None = None
    as_of: Date | None = None
    since: Date | None = None
    by: Text | None = None
    made: Date | None = None
    because: Text | None = None
    evidence: tuple[Evidence, ...] = ()
    accounts: tuple[Account, ...] = ()
    sources: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    reported: bool = False
    derivation: Derivation | None = None
    display: DisplayUnit | None = None
    inputs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rests_on: tuple[str, ...] = ()
    assumed: bool = False

    @property
    def dates(self) -> tuple[Date, ...]:
        """The dates that a text beside it may print: its period, its day, itself, and when it was made."""
        held = (self.period, self.as_of, self.value, self.made)
        return tuple(date for date in held if isinstance(date, Date))

    @property
    def dated(self) -> Date | None:
        """The date it has in a timeline: its value where that is one, else its period, else ``as_of``."""
        return self.value if isinstance(self.value, Date) else self.period or self.as_of

    @property
    def times(self) -> tuple[Date, Date] | None:
        """The earliest and the latest time it is of: its period, else ``as_of``; None where it has none."""
        latest = self.period or self.as_of
        return (self.since or latest, latest) if latest else None

    def precedes(self, other: Standing) -> bool:
        """Return whether it surely is of an earlier time: all of its own lies before all of the other's.

        What has no time precedes nothing. The fiscal years of one series follow each other.
        """
        own, others = self.times, other.times
        return bool(own and others) and own[1].precedes(others[0], of_one=self.id == other.id)

    @property
    def given(self) -> tuple[str, ...]:
        """The addresses of its inputs, each once, in the order of its roles: of a series its points."""
        return tuple(dict.fromkeys(one for addresses in self.inputs.values() for one in addresses))

    def account(self, name: str) -> Account | None:
        """Return the account called ``name``, or None."""
        return next((one for one in self.accounts if one.name == name), None)

    def sided(self, account: Account) -> Standing:
        """Return it as ``account`` has it, whose name says that what it gives itself is reported."""
        return replace(self, value=account.value, reported=account.on_reports)


@frozen
class Verdict:
    """A claim with what its facts make of it. ``sources`` are those of the facts that judged it."""

    claim: Claim
    number: int
    status: Status
    facts: tuple[str, ...]


# --- what is printed -----------------------------------------------------------------------------


@frozen
class Edition:
    """A briefing with its ``parameters`` filled in.

    ``id`` is empty for that of a briefing without parameters. The main edition stands at the briefing's root.
    """

    briefing: Briefing
    id: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    is_main: bool = True

    @property
    def folder(self) -> str:
        """Where it stands below the folder of a draft or a release: its id, empty for the main one."""
        return "" if self.is_main else self.id


@frozen
class Borne:
    """A claim word that a text prints, borne out by the facts at ``addresses``, which it compares.

    ``key`` is the word with the addresses, the same wherever the two are. ``measure`` says what is looked at
    (``claimwords.Measure``), ``by_date`` that it is the dates. ``result`` is the number measured, where that
    is worth telling, and ``needs`` what it has to be, in words; ``ends`` names what the word is said of where
    that is not all that the facts may be ("floors"). It holds in each of the ``ways`` to take a side of every
    dispute. ``moods`` are what a sentence has to say of those facts.
    """

    key: str
    word: str
    addresses: tuple[str, ...]
    measure: str
    by_date: bool = False
    needs: str = ""
    ends: str = ""
    result: Quantity | None = None
    ways: int = 1
    moods: tuple[Mood, ...] = ()


@frozen
class Prose:
    """A text rendered to neutral markup (see ``prose``).

    ``cites`` lists addresses of facts and ``sources`` ids of sources in order of use; ``exhibits`` the
    exhibits placed; ``words`` the text as a reader meets it, markup left out. ``borne`` are the claim words
    printed, in order of use, each once.
    """

    html: str
    cites: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    exhibits: tuple[str, ...] = ()
    words: str = ""
    borne: tuple[Borne, ...] = ()


@frozen
class Section:
    """A section ready to be placed: ``id`` is its anchor, ``title`` its head, ``short`` its contents name."""

    id: str
    title: Prose
    short: str
    body: Prose


@frozen
class Mark:
    """What a chart drew, or a table printed, of one fact: the row of the exhibit's data.

    ``form`` is the drawing: bar, point, label, cell; ``words`` the label as printed. Of one side of a dispute
    ``place`` names who says it, and ``account`` is what content calls it.
    """

    row: str
    address: str
    words: str
    form: str
    place: str = ""
    account: str = ""

    @property
    def name(self) -> str:
        """The row's name, and what tells it from others of that name."""
        return ", ".join(filter(None, (self.row, self.place)))


@frozen
class Drawing:
    """One rendering of a chart: SVG text, its size in its own units, and the marks in drawing order."""

    rendering: str
    svg: str
    width: float
    height: float
    marks: tuple[Mark, ...]


@frozen
class Exhibit:
    """A numbered chart or table, all its texts rendered.

    ``number`` is 0 for the cover. ``drawings`` is keyed by rendering; empty for a table. ``alt`` states
    the finding and then the values with their hedges. ``sources`` are in order of citation number. ``borne``
    are the claim words of all its texts.
    """

    id: str
    number: int
    title: Prose
    subtitle: Prose | None
    note: Prose | None
    width: str
    alt: str
    alt_html: str
    columns: tuple[Prose, ...] = ()
    rows: tuple[tuple[Prose, ...], ...] = ()
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    sources: tuple[str, ...] = ()
    borne: tuple[Borne, ...] = ()


@frozen
class Moment:
    """An event of the timeline, rendered: when, as precisely as its fact is dated, and what happened."""

    address: str
    when: Prose
    what: Prose


@frozen
class Working:
    """How a calculated number comes about: its formula in the words of its inputs, and its result.

    ``by`` says whose account it takes of what is in dispute, "by Maker’s account"; empty where nothing is.
    """

    address: str
    formula: Prose
    result: Prose
    by: Prose = Prose("")


@frozen
class Comparison:
    """What bears a claim word out, as a reader can check it; ``number`` counts them on the page from 1."""

    borne: Borne
    number: int
    told: Prose


@frozen
class ListedSource:
    """A source in the list at the end: its number, by order of first use on the page."""

    number: int
    source: Source


@frozen
class Page:
    """A whole edition, in reading order, before it becomes a file of any format.

    ``standings`` holds all that is printed or that something printed rests on, by address;
    ``marks`` gives each address its citation numbers (at most three); ``lock`` is what was vouched.
    ``problems`` counts the errors that stand, for the face of a draft. ``release`` is the version, or
    empty for a draft. ``phrases`` holds every content text of the panels and lists (statements, reasons,
    notes), rendered under the gate, by the place it was written. ``set_aside`` lists the evidence that does
    not count, with the address it belongs to; ``readings`` that which a person reads, as the grammar cannot;
    ``waived`` the findings accepted. ``workings`` holds every calculated number, by address, in the order in
    which a reader meets them: one for each account of what it rests on.
    """

    edition: Edition
    desk: Desk
    release: str
    problems: int
    standfirst: Prose
    in_brief: tuple[tuple[Prose, Prose], ...]
    cover: Exhibit | None
    sections: tuple[Section, ...]
    exhibits: Mapping[str, Exhibit]
    verdicts: tuple[tuple[Verdict, Prose], ...]
    sources: tuple[ListedSource, ...]
    standings: Mapping[str, Standing]
    citations: Mapping[str, tuple[int, ...]]
    changes: tuple[tuple[Change, tuple[Prose, ...]], ...]
    disclosure: Prose | None
    tallies: Mapping[str, int]
    lock: Mapping[str, LockEntry]
    all_sources: Mapping[str, Source]
    phrases: Mapping[Place, Prose] = field(default_factory=dict)
    set_aside: tuple[tuple[str, Evidence], ...] = ()
    readings: tuple[tuple[str, Evidence], ...] = ()
    waived: tuple[Waiver, ...] = ()
    timeline: tuple[Moment, ...] = ()
    workings: Mapping[str, tuple[Working, ...]] = field(default_factory=dict)
    comparisons: Mapping[str, Comparison] = field(default_factory=dict)

    @property
    def all_exhibits(self) -> tuple[Exhibit, ...]:
        """Every exhibit, its cover's first."""
        return (self.cover, *self.exhibits.values()) if self.cover else tuple(self.exhibits.values())

    @property
    def printed_exhibits(self) -> tuple[Exhibit, ...]:
        """The exhibits that are drawn for print, its cover's first."""
        return tuple(one for one in self.all_exhibits if "print" in one.drawings)
