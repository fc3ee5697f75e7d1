"""Write a repository to measure with: ``python bench/briefings.py FOLDER [--chapters N | --editions N]``.

What is written is made up, by a fixed seed: the water works of towns on no map. It is *the briefing*: ten
A4 pages of its own (the annex of its PDF comes after them), six charts, two tables, and forty sources, each
cited. With ``--chapters`` it is a report of so many, each of a town with its own facts and as much in it: ten
pages, six charts; with ``--editions`` the briefing for so many towns. Every quote carries its fact's words,
and every second source has a snapshot in ``archive/`` and is vouched in the lock: ``tieout check`` has no
problem to tell.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
BRIEFING = "water-works"
PARAGRAPHS = 6.1  # of prose to a page of A4
ISSUED = "2026-06-30"


class Measure(NamedTuple):
    """What is counted of a town's works: what it is, the sentence that prints it, its value's bounds."""

    name: str
    statement: str
    sentence: str
    value: str  # with {} for the number
    least: int
    most: int


class Topic(NamedTuple):
    """A part of the text: the rows are of one unit, and stand in its chart or table; the others in prose."""

    name: str
    title: str
    chart: str
    rows: tuple[Measure, ...]
    others: tuple[Measure, ...]


def _rows(what: str, value: str, least: int, most: int, *of: str) -> tuple[Measure, ...]:
    hedges = ("about ", "", "up to ", "more than ")
    said = (
        "The register has {{}} for {}.",
        "It puts {{}} against {}.",
        "For {} it has {{}}.",
        "Under {} is {{}}.",
    )
    return tuple(
        Measure(
            one.replace("the ", "").replace(" ", "-"),
            f"{what}, {one}",
            words.format(one),
            hedge + value,
            least,
            most,
        )
        for one, hedge, words in zip(of, hedges, said, strict=True)
    )


TOPICS = (
    Topic(
        "money",
        "What the water costs",
        "headlines",
        _rows(
            "Spending", "{} million EUR", 11, 97, "the mains", "the stations", "the treatment", "the meters"
        ),
        (
            Measure("revenue", "Revenue of the works", "The works take in {}.", "{} million EUR", 200, 900),
            Measure("debt", "Debt of the works", "They owe {}.", "at least {} million EUR", 120, 800),
            Measure(
                "grant", "Grant of the province", "The province adds {}.", "nearly {} million EUR", 12, 60
            ),
        ),
    ),
    Topic(
        "supply",
        "Who is served",
        "bars",
        _rows(
            "Households served",
            "{},000 households",
            *(11, 99),
            *("the harbour", "the upper town", "the mill quarter", "the terraces"),
        ),
        (
            Measure("wells", "Wells in use", "Water is drawn from {}.", "{} wells", 12, 80),
            Measure("towers", "Towers in use", "It is held in {}.", "{} towers", 11, 40),
            Measure("inspectors", "Inspectors on the staff", "The staff has {}.", "{} inspectors", 112, 480),
        ),
    ),
    Topic(
        "losses",
        "What is lost on the way",
        "points",
        _rows(
            "Loss of water", "{}%", 12, 38, "the old pipes", "the branches", "the trunk line", "the hydrants"
        ),
        (
            Measure("bursts", "Bursts mended", "The crews mended {}.", "{} bursts", 120, 700),
            Measure("valves", "Valves on the map", "The map shows {}.", "about {} valves", 120, 900),
            Measure("billed", "Water that is billed", "Of the water {} is billed.", "{}%", 52, 78),
        ),
    ),
    Topic(
        "power",
        "The power behind the tap",
        "columns",
        _rows(
            "Power installed",
            "{} MW",
            11,
            60,
            "the river plant",
            "the hill plant",
            "the tidal plant",
            "the reserve",
        ),
        (
            Measure("pumps", "Pumps at work", "At work are {}.", "{} pumps", 30, 240),
            Measure("solar", "Power that is solar", "Of the power {} is solar.", "up to {}%", 11, 45),
            Measure("tariff", "Cost of the power", "The power costs {}.", "{} million EUR", 11, 48),
        ),
    ),
    Topic(
        "people",
        "Who does the work",
        "points",
        _rows(
            "Workers employed",
            "{} workers",
            110,
            640,
            "the crews",
            "the depots",
            "the laboratory",
            "the offices",
        ),
        (
            Measure("pupils", "Apprentices in training", "In training are {}.", "{} apprentices", 12, 90),
            Measure("wages", "Wages paid", "Wages come to {}.", "about {} million EUR", 20, 96),
        ),
    ),
    Topic(
        "plans",
        "What is planned",
        "stacked",
        _rows(
            "Part of the plan", "{}%", 11, 23, "the sea wall", "the cistern", "the aqueduct", "the archive"
        ),
        (
            Measure(
                "reach",
                "Pipes to be laid anew",
                "Of the pipes {} are to be laid anew.",
                "at least {}%",
                12,
                60,
            ),
            Measure("permits", "Permits sought", "The works seek {}.", "{} permits", 12, 60),
        ),
    ),
)
MEASURES = tuple(one for topic in TOPICS for one in (*topic.rows, *topic.others))
# The number that a bench edits is of the first town, of a source without snapshot, and no chart draws it.
EDITED = "inspectors"

NAMES = (
    "Alder",
    "Bram",
    "Corn",
    "Dun",
    "Elm",
    "Fern",
    "Gorse",
    "Hazel",
    "Ivel",
    "Kell",
    "Lark",
    "Marl",
    "Nether",
    "Osier",
)
ENDINGS = ("wick", "ford", "mere", "stow", "combe", "haven", "field", "thorpe")
TOWNS = tuple("".join(one) for one in product(NAMES, ENDINGS))

WHEN = """
As a rule | In dry weather | On quiet days | Where the ground is soft | By habit | Along the estuary
| When the river is low | Under the old charter | After heavy rain | In the view of the crews
"""
WHO = """
the board | the engineer on duty | the keeper of the sluice | the council | the crew of the night
shift | the auditor | the surveyor | the laboratory | the clerk of the works | the harbour master
"""
DOES = """
keeps a record of | reports on | pays for | argues about | inspects | draws a map of | takes stock
of | looks after | asks about | writes down | publishes an account of | sets aside money for
"""
WHAT = """
the state of the pipes | what flows through the sluice | the pressure at the far end of the line |
the colour and taste of the water | what the meters show | the repairs that were put off | the
drawings that came with the estate | the salt that the tide brings in | the complaints of the
terraces | the hours in which the pumps stand still | the keys to the valves in the street | the
price of a new main
"""
WHY = """
so that nobody has to guess | because the minutes ask for it | although the money for it is short |
and the answer is read out in public | which the province then checks | as the statute demands |
while the street is open anyway | before the frost sets in | and leaves a copy in the archive |
whatever the season | since memory is a poor ledger | and says so in plain words
"""


POOLS = (WHEN, WHO, DOES, WHAT, WHY)

CALLS = {
    "headlines": (
        "Row",
        "canvas.headlines([Row(name, facts[one]) for name, one in zip(NAMES, USES, strict=True)])",
    ),
    "bars": ("Row", "canvas.bars([Row(name, facts[one]) for name, one in zip(NAMES, USES, strict=True)])"),
    "points": (
        "Row",
        "canvas.points([Row(name, facts[one]) for name, one in zip(NAMES, USES, strict=True)])",
    ),
    "columns": (
        "Row",
        "pairs = zip(NAMES, USES, strict=True)\n"
        "    rows = [Row(name, facts[one], columns=(facts[one],)) for name, one in pairs]\n"
        '    canvas.bars(rows, heads=("The register",))',
    ),
    "stacked": (
        "Part, Stack",
        'parts = tuple(Part(name, facts[one], "context") for name, one in zip(NAMES, USES, strict=True))\n'
        '    canvas.stacked([Stack("The plan", parts, rest="set aside")])',
    ),
}


PUBLISHERS = (
    "Water Board",
    "Office of Rivers",
    "Province of the Marsh",
    "Guild of Engineers",
    "Coast Laboratory",
)
DESK = """\
name: Ledger Desk
language: en-GB
page: A4
nouns:
  household: households
  well: wells
  tower: towers
  inspector: inspectors
  burst: bursts
  valve: valves
  pump: pumps
  worker: workers
  apprentice: apprentices
  permit: permits
"""
EDITIONS = """\
editions:
  id: "{town}"
  parameters: [town, name]
  table: towns.csv
"""
METHOD = """\
# Method

Each number is a fact. {{ tally("facts") }} facts rest on {{ tally("sources") }} sources;
{{ tally("vouched") }} quotes are vouched and {{ tally("attested") }} are attested.
"""


class Town(NamedTuple):
    """A town, whose numbers are the same in every report that has it: how it is printed, and in ids."""

    name: str
    id: str

    def address(self, measure: Measure) -> str:
        """Return the id of the fact that a measure is of the town."""
        return f"{self.id}-{measure.name}"

    def value(self, measure: Measure) -> str:
        """Return the value of a measure, as a person would write it."""
        drawn = random.Random(self.address(measure))
        return measure.value.format(drawn.randint(measure.least, measure.most))

    def quote(self, measure: Measure) -> str:
        """Return the words of a measure's sources."""
        said = re.sub(r"(\d+) million EUR", r"€\1 million", self.value(measure))
        return f"{measure.statement}, in {self.name}: {said}"

    def fact(self, measure: Measure, form: str = "sentence") -> str:
        """Return the call that prints a fact."""
        return f'{{{{ fact("{self.address(measure)}", form="{form}") }}}}'

    def exhibit(self, topic: Topic, kind: str) -> str:
        """Return the id of an exhibit, a chart or a table."""
        return f"{self.id.strip('{}')}-{topic.name}-{kind}"


# Any town, as the editions of a briefing name theirs.
EACH = Town('{{ parameter("name") }}', "{town}")


class Part(NamedTuple):
    """A section: its names, its town, its topics, which of them have a chart, which a table, its length."""

    short: str
    title: str
    town: Town
    topics: tuple[Topic, ...]
    charts: tuple[Topic, ...]
    tables: tuple[Topic, ...]
    paragraphs: int


def towns(number: int) -> list[Town]:
    """Return so many towns."""
    return [Town(one, one.lower()) for one in TOWNS[:number]]


def parts(chapters: int, pages: int, charts: int, town: Town) -> list[Part]:
    """Return the sections: the briefing's on ``town``, or so many chapters, each on a town of its own."""
    shown, tables = TOPICS[:charts], (TOPICS[2], TOPICS[3])
    if not chapters:
        return [
            Part(one.title, one.title, town, (one,), tuple({one} & {*shown}), tuple({one} & {*tables}), 5)
            for one in TOPICS
        ]
    prose = int(max(pages - charts / 3 - 1, 1) * PARAGRAPHS)
    return [
        Part(one.name, f"The works of {one.name}", one, TOPICS, shown, tables, prose)
        for one in towns(chapters)
    ]


def measures(topics: Sequence[Topic]) -> list[Measure]:
    """Return all measures of topics, in order."""
    return [one for topic in topics for one in (*topic.rows, *topic.others)]


def write(root: Path, chapters: int = 0, pages: int = 10, charts: int = 6, editions: int = 0) -> None:
    """Write a report repository into ``root``: the briefing, or so many chapters of ``pages`` pages.

    With ``editions`` it is the briefing in so many editions, each of a town, with that town's facts.
    ``charts`` is how many the briefing has, or each chapter: from 1 to 6. The lock is written by ``tieout
    vouch``, in a process of its own.
    """
    known = towns(chapters or editions or 1)
    content, report = root / "content", parts(chapters, pages, charts, EACH if editions else known[0])
    briefing = content / "briefings" / BRIEFING
    files = {
        content / "desk.yaml": DESK,
        content / "sources" / "returns.yaml": "".join(map(_source, MEASURES)),
        briefing / "method.md": METHOD,
        briefing / "sources.md": "# Sources\n\n{{ sources_list() }}\n",
        briefing / "briefing.yaml": _briefing(report) + (EDITIONS if editions else ""),
        briefing / "exhibits.yaml": "".join(_exhibits(report)),
    }
    for nth, part in enumerate(report):
        files[briefing / f"part-{nth:02}.md"] = _section(part, on_cover=_cover(report))
        for topic in part.charts:
            script = part.town.exhibit(topic, "chart").replace("-", "_")
            files[root / "charts" / f"{script}.py"] = _script(part.town, topic)
    if editions:
        table = "".join(f"{one.id},{one.name}\n" for one in known)
        files[briefing / "towns.csv"] = f"town,name\n{table}"
    for town in known:
        files[content / "facts" / f"{town.id}.yaml"] = "\n".join(_fact(town, one) for one in MEASURES)
        for measure in MEASURES:
            for source in sources(measure):
                if is_held(source):
                    file = root / "archive" / f"{source}.txt"
                    files[file] = files.get(file, "") + f"{town.quote(measure)}.\n"
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    call = [sys.executable, "-m", "tieout", "vouch", "--root", str(root.resolve()), "--on", ISSUED]
    subprocess.run(call, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def edit(root: Path, number: int) -> str:
    """Make it ``number`` inspectors in the first town; return the words that the page then has."""
    file = root / "content" / "facts" / f"{TOWNS[0].lower()}.yaml"
    text, changed = re.subn(r"\d+ inspectors", f"{number} inspectors", file.read_text("utf-8"))
    assert changed == 2, f"{file} should have the number in its value and its quote, not {changed} times"
    file.write_text(text, "utf-8")
    return f"{number} inspectors"


# --- evidence ------------------------------------------------------------------------------------


def sources(measure: Measure) -> tuple[str, ...]:
    """Return the sources of a measure: the returns named for it, and for every third another."""
    nth = MEASURES.index(measure)
    other = MEASURES[(nth + 8) % len(MEASURES)]
    return tuple(f"returns-{one.name}" for one in (measure, *((other,) * (nth % 3 == 0))))


def is_held(source: str) -> bool:
    """Whether a source has a snapshot: every second has, but not that of the number that is edited."""
    names = [f"returns-{one.name}" for one in MEASURES]
    return names.index(source) % 2 == 0 and source != f"returns-{EDITED}"


def _source(measure: Measure) -> str:
    nth = MEASURES.index(measure)
    kind = ("primary-filing", "press-release", "specification", "paper")[nth % 4]
    return f"""\
returns-{measure.name}:
  title: "Returns of the works: {measure.statement.lower()}"
  publisher: {PUBLISHERS[nth % len(PUBLISHERS)]}
  kind: {kind}
  issued: 2026-{nth % 4 + 1:02}-{nth % 27 + 1:02}
  accessed: {ISSUED}
  url: https://water.example/returns/{measure.name}
  seen: {"in-full" if is_held(f"returns-{measure.name}") else "excerpt"}

"""


def _fact(town: Town, measure: Measure) -> str:
    evidence = "".join(
        f"    - source: {one}\n      quote: '{town.quote(measure)}'\n" for one in sources(measure)
    )
    return f"""\
{town.address(measure)}:
  statement: {measure.statement}, in {town.name}
  value: {town.value(measure)}
  as_of: 2025
  evidence:
{evidence}"""


# --- text ----------------------------------------------------------------------------------------


def _section(part: Part, on_cover: str) -> str:
    drawn = random.Random(part.title)
    blocks = [f"# {part.title}"]
    for topic in part.topics:
        if len(part.topics) > 1:
            blocks.append(f"## {topic.title} in {part.town.name}")
        text = _prose(part.town, measures([topic]), max(part.paragraphs // len(part.topics), 2), drawn)
        kinds = (("chart", part.charts), ("table", part.tables))
        exhibits = [part.town.exhibit(topic, kind) for kind, shown in kinds if topic in shown]
        if on_cover in exhibits:
            exhibits.remove(on_cover)
        for nth, one in enumerate(exhibits):
            text[2 * nth] += f' The parts stand side by side in {{{{ ref("{one}") }}}}.'
            text.insert(2 * nth + 1, f'{{{{ exhibit("{one}") }}}}')
        blocks += text
    return "\n\n".join(blocks) + "\n"


def _prose(town: Town, of: Sequence[Measure], paragraphs: int, drawn: random.Random) -> list[str]:
    """Return so many paragraphs, the sentences that print the measures spread over them."""
    printed = [one.sentence.format(town.fact(one)) for one in of]
    cuts = [nth * len(printed) // paragraphs for nth in range(paragraphs + 1)]
    return [
        " ".join([_sentence(drawn), *printed[first:last], *(_sentence(drawn) for _ in range(3))])
        for first, last in pairwise(cuts)
    ]


def _sentence(drawn: random.Random) -> str:
    """Return a sentence that states no number and compares nothing."""
    when, who, does, what, why = (" ".join(drawn.choice(one.split("|")).split()) for one in POOLS)
    return f"{when} {who} {does} {what}, {why}."


def _exhibits(report: Sequence[Part]) -> Iterator[str]:
    for part in report:
        for topic in part.charts:
            chart = part.town.exhibit(topic, "chart")
            shown = f"chart: {chart.replace('-', '_')}"
            width = "full" if TOPICS.index(topic) % 2 == 0 else "body"
            yield _exhibit(chart, shown, topic.rows[0].statement.partition(",")[0], part.town, width)
        for topic in part.tables:
            rows = "".join(
                f"      - [{one.statement}, '{part.town.fact(one, 'short')}']\n" for one in topic.others
            )
            shown = f"table:\n    columns: [What is counted, The register]\n    rows:\n{rows}".rstrip()
            yield _exhibit(
                part.town.exhibit(topic, "table"), shown, f"{topic.title}: the register", part.town, "body"
            )


def _exhibit(name: str, shown: str, title: str, town: Town, width: str) -> str:
    return f"""\
{name}:
  {shown}
  title: "{title}"
  subtitle: Returns of the works of {town.name}
  width: {width}
  alt: What the works of {town.name} return, side by side.

"""


def _script(town: Town, topic: Topic) -> str:
    imported, call = CALLS[topic.chart]
    rows = topic.rows[:3] if topic.chart == "headlines" else topic.rows
    names = ", ".join(f'"{one.statement.partition(", ")[2].capitalize()}"' for one in rows)
    uses = ", ".join(f'"{town.address(one)}"' for one in rows)
    return f'''"""{topic.title}, as marks."""

from tieout.canvas import Canvas, {imported}

NAMES = ({names})
USES = ({uses})


def draw(facts, canvas: Canvas) -> None:
    """Draw a mark for each."""
    {call}
'''


def _cover(report: Sequence[Part]) -> str:
    return report[0].town.exhibit(report[0].charts[0], "chart")


def _briefing(report: Sequence[Part]) -> str:
    town = report[0].town
    begins = ", begins: page" * (len(report[0].topics) > 1)  # as chapters do
    sections = "".join(
        f"  - {{file: part-{nth:02}, short: {part.short}{begins}}}\n" for nth, part in enumerate(report)
    )
    return f"""\
title: Water by the ledger
subject: Water works
version: "1.0"
issued: {ISSUED}
standfirst: What the works of {town.name} return, set against what the register holds.
cover: {_cover(report)}
in_brief:
  - title: The ledger is kept.
    text: The works of {town.name} take in {town.fact(TOPICS[0].others[0])}.
  - title: The debt is known.
    text: They owe {town.fact(TOPICS[0].others[1])}.
sections:
{sections}  - {{file: method, short: Method{begins}}}
  - sources
formats: [html, pdf, data]
disclosure: Written by a program, to measure with. Nothing named here exists.
"""


def main() -> None:
    """Write what the call asks for."""
    called = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    called.add_argument("folder", type=Path)
    called.add_argument("--chapters", type=int, default=0, metavar="N", help=f"at most {len(TOWNS)}")
    called.add_argument(
        "--pages", type=int, default=10, metavar="N", help="of each chapter, about (default: 10)"
    )
    called.add_argument("--charts", type=int, default=6, choices=range(1, 7), help="of each (default: 6)")
    called.add_argument(
        "--editions", type=int, default=0, metavar="N", help="the briefing, for so many towns"
    )
    asked = called.parse_args()
    write(asked.folder, asked.chapters, asked.pages, asked.charts, asked.editions)


if __name__ == "__main__":
    main()
