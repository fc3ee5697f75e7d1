"""The registry of checks, the waivers, and what single checks hold."""

import ast
import re
from pathlib import Path

import pytest

from tests import make
from tests.sampled import changed, copied
from tieout import checks, content, derive, pipeline
from tieout.checks import WAIVER_CHECKS, Subject, registered, settled
from tieout.checks.prose import TEXT_CHECKS
from tieout.diagnostics import Diagnostic, Place, Severity, error, warning
from tieout.quantities.dates import Date
from tieout.vouching import lock_text, vouch

ROOT = Path(__file__).parent.parent
ROW = re.compile(r"^\| `([a-z-]+)` \| (error|warning) \| (.+) \|$", re.MULTILINE)


def found(folder: Path, *, archive: bool = False, **files: str) -> list[Diagnostic]:
    """Return what is found in a repository with ``files``: ``facts`` is facts/f.yaml, ``desk`` desk.yaml."""
    named = {f"{name}.yaml" if name == "desk" else f"{name}/f.yaml": words for name, words in files.items()}
    root = make.repository(folder, named)
    ledger, problems = content.load(root)
    assert not problems, make.said(problems)
    standings, problems = derive.derive(ledger)
    assert not problems, make.said(problems)
    return checks.found(Subject(ledger, standings, folder / "held" if archive else None))


def codes(folder: Path, **files: str) -> list[str]:
    """Return the checks that speak, but for sources that the builders bring and nothing uses."""
    return [
        one for one in make.codes(found(folder, **files)) if one not in ("source-is-used", "name-is-used")
    ]


def fact(value: str, quote: str, more: str = "", source: str = "filing") -> str:
    return (
        f"deal:\n  statement: The deal\n  value: {value}\n  evidence:\n"
        f"    - source: {source}\n      quote: {quote}\n{more}"
    )


# --- the registry ----------------------------------------------------------------------------------


def test_the_docs_list_every_check():
    """docs/checks.md has a line for every check there is, with its severity and its words, and no other."""
    listed = {
        name: (sort, says) for name, sort, says in ROW.findall((ROOT / "docs/checks.md").read_text("utf-8"))
    }
    ours = {name: (str(one.severity), one.says) for name, one in registered().items()}
    ours |= {
        name: (str(severity), says)
        for name, (severity, says) in (*TEXT_CHECKS.items(), *WAIVER_CHECKS.items())
    }
    ours |= {name: ("error", says) for name, says in derive.CHECKS.items()}
    assert {name: listed.get(name) for name in ours} == ours
    spoken = {name for file in (ROOT / "tieout").rglob("*.py") for name in _names_spoken(file)}
    assert set(listed) == set(ours) | spoken


def _names_spoken(file: Path) -> set[str]:
    """Return the first argument of each ``error`` and ``warning`` in a module, constants followed."""
    tree = ast.parse(file.read_text("utf-8"))
    constants = {
        target.id: one.value.value
        for one in tree.body
        if isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant)
        for target in one.targets
        if isinstance(target, ast.Name)
    }
    calls = (one for one in ast.walk(tree) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name))
    names = set()
    for call in calls:
        if call.func.id in ("error", "warning") and call.args:
            first = call.args[0]
            name = first.value if isinstance(first, ast.Constant) else constants.get(getattr(first, "id", ""))
            names |= {name} if name else set()
    return names


def test_every_check_has_its_case():
    """Each check of content that is registered here has a case in the gallery."""
    cases = {one.name for one in (ROOT / "tests/gallery").iterdir() if one.is_dir()}
    ours = {
        name for name, one in registered().items() if one.findings.__module__.startswith("tieout.checks.")
    }
    assert {*ours, *WAIVER_CHECKS} - cases == set()


BLUE = """
from tieout.checks import check
from tieout.diagnostics import Finding, Severity


@check("fact-is-blue", Severity.WARNING, "A fact is blue.")
def fact_is_blue(subject):
    for one in subject.ledger.facts.values():
        yield Finding(one.at, f"`{one.id}` is not blue")
"""


def bring(folder: Path, module: str, group: str = "tieout.checks", info: str = "blue-1.0.dist-info") -> str:
    """Install a package whose entry point in ``group`` registers a check; return where it was installed."""
    (folder / info).mkdir(parents=True)
    told = "PKG-INFO" if info == "EGG-INFO" else "METADATA"
    (folder / info / told).write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n", "utf-8")
    (folder / info / "entry_points.txt").write_text(f"[{group}]\n{module} = {module}\n", "utf-8")
    (folder / f"{module}.py").write_text(BLUE, "utf-8")
    return str(folder)


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The registry as it is before packages are asked for theirs."""
    monkeypatch.setattr(checks, "REGISTRY", dict(registered()))
    monkeypatch.setattr(checks, "_LOADED", set())
    return monkeypatch


@pytest.mark.parametrize(
    ("module", "group", "place", "info"),
    [
        ("blue_own", "tieout.checks", "installed", "blue_own-1.0.dist-info"),
        ("blue_egg", "tieout.checks", "blue_egg-1.0-py3.egg", "EGG-INFO"),
        ("blue_other", "other.checks", "installed", "blue_other-1.0.dist-info"),
    ],
)
def test_a_package_can_bring_checks(unloaded, tmp_path: Path, module: str, group: str, place: str, info: str):
    """What an entry point registers is run and can be waived; what a package lists for others is not run."""
    unloaded.syspath_prepend(bring(tmp_path / place, module, group, info))
    told = found(tmp_path / "report", facts=fact("20 USD", "$20"))
    blue = [one for one in told if one.check == "fact-is-blue"]
    assert bool(blue) is (group == "tieout.checks")
    done = waived(tmp_path / "waived", waiver("fact-is-blue", "deal"), *blue)
    assert [problem for problem, _ in done.accepted] == blue
    assert [one.check for one in done.diagnostics] == ([] if blue else ["waiver-is-used"])


def test_no_two_checks_have_one_name(unloaded, tmp_path: Path):
    """A second check of one name is refused, be it brought by an entry point or registered here."""
    unloaded.syspath_prepend(bring(tmp_path / "first", "blue_first"))
    assert "fact-is-blue" in registered()
    with pytest.raises(ValueError, match="fact-is-blue"):
        checks.check("fact-is-blue", Severity.WARNING, "A fact is blue.")(lambda subject: iter(()))
    unloaded.setattr(checks, "_LOADED", set())
    unloaded.syspath_prepend(bring(tmp_path / "second", "blue_second", info="blue_second-1.0.dist-info"))
    with pytest.raises(ValueError, match="fact-is-blue"):
        registered()


# --- waivers ---------------------------------------------------------------------------------------


def waived(folder: Path, waivers: str, *problems: Diagnostic, issued: str = "2026-11-20"):
    briefing = f"title: T\nsubject: S\nversion: '1'\nissued: {issued}\nstandfirst: S\nsections: [one]\n"
    files = {
        "facts/f.yaml": fact("20 USD", "$20")
        + "other:\n  statement: x\n  says: y\n  evidence: [{source: paper, quote: y}]\n",
        "waivers.yaml": waivers,
        "briefings/b/briefing.yaml": briefing,
        "briefings/b/one.md": "# One\n",
    }
    return settled(problems, make.ledger(folder, files))


def waiver(check: str, on: str, until: str = "2026-12-31") -> str:
    return f"- {{check: {check}, on: {on}, because: we know, until: {until}}}\n"


IN_DEAL, IN_OTHER = Place("content/facts/f.yaml", 6, 14), Place("content/facts/f.yaml", 8, 3)


def test_a_waiver_turns_off_its_check_on_its_record(tmp_path: Path):
    """What a check says of a record is waived by id; in a file by path, but for errors outside a section."""
    problems = [
        error("a-check", IN_DEAL, "x"),
        error("a-check", IN_OTHER, "x"),
        error("b-check", IN_DEAL, "x"),
    ]
    by_id = waived(tmp_path / "a", waiver("a-check", "deal"), *problems)
    assert (list(by_id.diagnostics), len(by_id.waived), len(by_id.accepted)) == (problems[1:], 1, 1)
    by_path = waived(tmp_path / "b", waiver("a-check", "content/facts/f.yaml"), *problems)
    assert (len(by_path.accepted), by_path.diagnostics[-1].check) == (0, "waiver-is-used")
    mild = [warning("a-check", IN_DEAL, "x"), warning("a-check", IN_OTHER, "x"), problems[2]]
    by_path = waived(tmp_path / "c", waiver("a-check", "content/facts/f.yaml"), *mild)
    assert (list(by_path.diagnostics), len(by_path.accepted)) == ([problems[2]], 2)


def test_what_does_not_tie_cannot_be_waived(tmp_path: Path):
    """A waiver of a quote that does not say its value is an error, and turns nothing off."""
    problem = error("value-in-quote", IN_DEAL, "x")
    left = waived(tmp_path, waiver("value-in-quote", "deal"), problem)
    assert sorted(make.codes(left.diagnostics)) == ["value-in-quote", "waiver-is-allowed"]


def test_a_waiver_ends(tmp_path: Path):
    """On its last day a waiver holds; a day later what it accepted is back, and the waiver is an error."""
    problem = error("a-check", IN_DEAL, "x")
    last = waived(tmp_path / "a", waiver("a-check", "deal", "2026-11"), problem, issued="2026-11-30")
    assert make.codes(last.diagnostics) == []
    over = waived(tmp_path / "b", waiver("a-check", "deal", "2026-11"), problem, issued="2026-12-01")
    assert make.codes(over.diagnostics) == ["a-check", "waiver-is-in-date"]


def test_a_waiver_that_does_nothing_is_told(tmp_path: Path):
    """A waiver of something nobody says is a warning, with the nearest name for a misspelt one."""
    left = waived(tmp_path, waiver("quote-is-shrt", "deal") + waiver("quote-is-short", "deal"))
    assert [(one.check, one.help) for one in left.diagnostics] == [
        ("waiver-is-used", "did you mean `quote-is-short`?"),
        ("waiver-is-used", "delete it"),
    ]


# --- values in quotes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "quote"),
    [
        ("more than 20 billion USD", "valued at over $20 billion"),
        ("750 MW", "0.75 gigawatts"),
        ("24 customers", "24 customers in 2025"),
        ("2026", "on January 14, 2026"),
        ("14 January 2026", "on January 14, 2026"),
        ("38.6 million trips", "it rose from 38.5 to 38.6 million trips"),
    ],
)
def test_a_quote_that_says_the_value_is_well(tmp_path: Path, value: str, quote: str):
    """Words for a hedge, units and dates may differ as long as they mean the same; one of several will do."""
    assert codes(tmp_path, facts=fact(value, f'"{quote}"')) == []


@pytest.mark.parametrize(
    ("value", "quote"),
    [
        ("20 billion USD", "valued at over $20 billion"),
        ("more than 20 billion USD", "valued at $20 billion"),
        ("20 billion USD", "valued at 20 billion euros"),
        ("20 billion USD", "valued at $20 million"),
        ("14 January 2026", "on January 15, 2026"),
        ("14 January 2026", "in January 2026"),
        ("20 billion USD", "valued highly"),
    ],
)
def test_a_quote_that_says_another_value_is_told(tmp_path: Path, value: str, quote: str):
    """Another hedge, number, unit or date is one error."""
    assert codes(tmp_path, facts=fact(value, f'"{quote}"')) == ["value-in-quote"]


def test_a_note_excuses_another_hedge_alone(tmp_path: Path):
    """Beside a quote that carries the value a note excuses another hedge, not another number, nor none."""
    second = "    - source: paper\n      quote: {}\n      note: it is said otherwise\n"
    for name, quote, expected in (
        ("a", "some $20 billion", []),
        ("b", "a great sum", ["value-in-quote"]),
        ("c", "$21 billion", ["value-in-quote"]),
        ("d", "a great sum\n      stance: refines", []),
        ("e", "a deal for 750 megawatts in 2026", ["value-in-quote"]),
        ("f", "a deal for 20 billion euros", ["value-in-quote"]),
        ("g", "a deal for 20 billion", []),
    ):
        facts = fact("20 billion USD", "$20 billion", second.format(quote))
        assert codes(tmp_path / name, facts=facts) == expected


@pytest.mark.parametrize(
    ("value", "quote", "note", "expected"),
    [
        ("up to 2 GW", "expandable to 2 GW", "a ceiling", False),
        ("up to 2 GW", "expandable to 2 GW", 'read as {{ plain("up to 2 GW", because="x") }}', True),
        ("up to 3 GW", "expandable to 2 GW", "read as up to 3 GW", False),
        # a unit that is left out, and one that is another
        ("24 customers", "24 (of them new)", "24 customers", True),
        ("185 USD/customer", "it closed at $185", "a price, 185 USD/customer", True),
        ("185 USD/customer", "it closed at $185", "a price", False),
        ("185 USD/customer", "it closed at $18.5", "a price, 185 USD/customer", False),
        ("24 customers", "24 offices", "each a customer, so 24 customers", False),
        ("20%", "20 percentage points", "so 20%", False),
        # the same figures at another scale, with another sign, or of something else
        ("20 GW", "2 GW", "20 GW", False),
        ("20 MW", "On 20 May it had 5 MW", "20 MW", False),
        ("20 million USD", "made $(20) million", "20 million USD", False),
        # a date
        ("17 April 2026", "signed on 4 March 2025", "signed on 17 April 2026", False),
        ("17 April 2026", "signed in April 2026", "signed on 17 April 2026", True),
        ("17 April 2026", "signed in May 2026", "signed on 17 April 2026", False),
    ],
)
def test_notes_alone_carry_no_value(tmp_path: Path, value: str, quote: str, note: str, expected: bool):
    """Where every quote is excused, one has the number, and a note that says the value whole."""
    facts = fact(value, f'"{quote}"', f"      note: '{note}'\n")
    assert (codes(tmp_path, facts=facts) == []) is expected


@pytest.mark.parametrize(
    ("value", "quote", "note", "expected"),
    [
        ("510.0 million USD", "$509,991", "in thousands, rounded", True),
        ("509.991 million USD", "$509,991", "a table in thousands", True),
        ("509.991 million USD", "$509,991", "a table in $000s", True),
        ("509.991 billion USD", "$509,991", "a table in millions", True),
        ("12,345 thousand customers", "12,345", "in thousands", True),
        ("23 billion USD", "$23.1 billion", "rounded here", True),
        ("510.0 million USD", "$509,991", "in thousands", False),
        ("511.0 million USD", "$509,991", "in thousands, rounded", False),
        ("509.991 million USD", "$509,991", "in millions", False),
        ("509.991 million USD", "$509,991", "seen on a page", False),
        ("509.991 million USD", "$509,991", "one of three thousand", False),
        ("23 billion USD", "$23.1 billion", "seen on a page", False),
        ("20 billion USD", "$20.4 billion", "rounded", False),
        ("20 billion USD", "It has $20", "seen on a page", False),
        ("20 GW", "It has 20 MW", "in thousands", False),
        ("5000%", "grew 5%", "in thousands", False),
        ("20 billion USD", "$20 million", "in thousands", False),
    ],
)
def test_a_table_is_what_its_note_says(tmp_path: Path, value: str, quote: str, note: str, expected: bool):
    """A number is in thousands, or rounded, where the note says just that, and counts money or things."""
    facts = fact(value, f'"{quote}"', f"      note: '{note}'\n")
    assert (codes(tmp_path, facts=facts) == []) is expected


def test_a_note_is_in_the_language_of_the_desk(tmp_path: Path):
    """A German note says "in Tausend, gerundet"; in an English one that says nothing."""
    facts = fact("510.0 million USD", "$509,991", "      note: in Tausend, gerundet\n")
    german = make.DESK + "language: de\n"
    assert codes(tmp_path / "de", facts=facts, desk=german) == []
    assert codes(tmp_path / "en", facts=facts) == ["value-in-quote"]


READING = '      reading: {{value: "{}", because: the number is Roman}}\n'


@pytest.mark.parametrize(
    ("value", "quote", "reading", "expected"),
    [
        ("24 customers", "XXIV customers", "24 customers", []),
        ("24 customers", "XXIV customers", "25 customers", ["value-in-quote"]),
        ("25 customers", "24 or XXV customers", "25 customers", ["value-in-quote"]),
        ("25 customers", "XX4 customers", "25 customers", ["value-in-quote"]),
        ("24 customers", "in 2025, XXIV customers for 3 MW", "24 customers", []),
        ("24 customers", "the WSE-3 has XXIV customers", "24 customers", []),
        ("24 customers", "the WSE-4 has XXIV customers", "24 customers", ["value-in-quote"]),
        ("6.9 billion USD", "6,9 miljard dollar", "6.9 billion USD", []),
        ("6.9 billion USD", "6,8 miljard dollar", "6.9 billion USD", ["value-in-quote"]),
        ("24 customers", "24 customers", "24 customers", ["reading-is-needed"]),
        ("24 customers", "two dozen customers", "24 customers", ["reading-is-needed"]),
        ("October 2025", "in October", "October 2025", []),
        ("October 2025", "in October 25", "October 2025", ["value-in-quote"]),
        ("October 2025", "in October 2025", "October 2025", ["reading-is-needed"]),
    ],
)
def test_a_reading_stands_in_for_what_cannot_be_read(
    tmp_path: Path, value: str, quote: str, reading: str, expected: list
):
    """A reading carries a value; never against a number of the quote, nor where the quote can be read."""
    assert codes(tmp_path, facts=fact(value, f'"{quote}"', READING.format(reading))) == expected


@pytest.mark.parametrize(
    ("reading", "quote", "expected"),
    [
        # what the grammar reads: its hedge, unit and currency stand
        ("20 MW", "up to 20 MW", False),
        ("more than 20 MW", "up to 20 MW", False),
        ("20 MW", "20 MWh", False),
        ("20 million EUR", "$20 million", False),
        ("20%", "20 percentage points", False),
        ("20 customers", "20 offices", False),
        ("185 USD/customer", "it closed at $185", False),
        ("by 2028", "in 2028", False),
        ("20 customers", "2O customers for 20 MW", False),
        ("20 customers", "20-ish customers for 20 MW", True),
        # what it can't read: its digits, and its sign
        ("20 GW", "some 2-ish GW", False),
        ("2 GW", "some 2-ish GW", True),
        ("-20%", "20-ish percent", False),
        ("20%", "20-ish percent", True),
        ("-20%", "minus 20-ish percent", True),
        ("20%", "−20-ish percent", False),
        ("-20%", "(20)-ish percent", True),
        ("1.5 GW", "1.500-ish GW", True),
        ("1,500 GW", "1.500-ish GW", True),
        ("15 GW", "1.500-ish GW", False),
        # letters that stand for something
        ("1,038 customers", "1,038 CST", True),
        # a span of years
        ("fiscal 2026", "in 2025/26", True),
        ("fiscal 2026", "in 2025-2026", True),
        ("fiscal 2000", "in 1999/00", True),
        ("fiscal 2025", "in 2025/26", False),
        ("fiscal 2026", "in 2024/26", False),
        ("2026", "in 2025/26", False),
    ],
)
def test_a_reading_rewrites_nothing_that_can_be_read(
    tmp_path: Path, reading: str, quote: str, expected: bool
):
    """The number of a quote is its reading's, digit for digit; what the grammar reads of it is not undone."""
    assert (codes(tmp_path, facts=fact(reading, f'"{quote}"', READING.format(reading))) == []) is expected


def test_a_noun_of_another_language_takes_a_reading(tmp_path: Path):
    """The grammar knows the desk's nouns; what is counted in another language a person reads."""
    german = (
        "blatt: {title: T, publisher: P, kind: paper, accessed: 2026-11-01, seen: in-full, language: de}\n"
    )
    facts = fact("about 1,600 customers", "rund 1.600 Kunden", "", "blatt")
    (said,) = (
        one for one in found(tmp_path / "a", facts=facts, sources=german) if one.check == "value-in-quote"
    )
    assert said.help.endswith("or say in `reading` what it says, and why: `Kunden` is no noun of the desk's")
    by_hand = READING.format("about 1,600 customers")
    assert codes(tmp_path / "b", facts=facts + by_hand, sources=german) == []
    twice = READING.format("about 16,000 customers")
    assert codes(tmp_path / "c", facts=facts.replace("1,600", "16,000") + twice, sources=german) == [
        "value-in-quote"
    ]


def test_what_the_language_of_a_source_would_do_is_told(tmp_path: Path):
    """A quote that says the value in another language is no case for a reading; a great sum says nothing."""
    for name, quote, expected in (
        (
            "a",
            "mehr als 3,2 Milliarden Euro",
            "; if `filing` is not in English, say so in content/sources/defaults.yaml: `language: de`",
        ),
        (
            "b",
            "eine große Summe",
            "; or say in `reading` what it says, and why, if only the grammar cannot read it",
        ),
    ):
        facts = fact("more than 3.2 billion EUR", quote)
        (said,) = (one for one in found(tmp_path / name, facts=facts) if one.check == "value-in-quote")
        assert said.help == f"correct `value`, or quote the passage that states it{expected}"


def test_help_names_no_reading_that_would_be_refused(tmp_path: Path):
    """Where the quote has another unit or number, a reading is not the way out; where it has none, it is."""
    for name, quote, expected in (
        ("a", "20 MWh", False),
        ("b", "30-ish MW", False),
        ("c", "20-ish MW", True),
    ):
        (said,) = (
            one for one in found(tmp_path / name, facts=fact("20 MW", quote)) if one.check == "value-in-quote"
        )
        assert ("`reading`" in said.help) is expected, said.help


def test_the_plural_of_a_noun_is_the_desks(tmp_path: Path):
    """A message counts in the words that the desk gave, not in a plural made up for them."""
    desk = "name: D\nnouns: {Turbine: Turbinen}\n"
    first = found(tmp_path, desk=desk, facts=fact("80 Turbinen", "90 Turbinen"))[0]
    assert (first.message, first.notes) == (
        "the quote for `deal` does not say 80 Turbinen",
        ("it says 90 Turbinen",),
    )


CHOSEN = "      reading: {{value: {}, because: the other is of the year before}}\n"


@pytest.mark.parametrize(
    ("value", "quote", "more", "expected"),
    [
        ("70 million USD", "up from $60 million it was $90 million", "", ["account-is-one"]),
        ("70 million USD", "up from $60 million it was $90 million", CHOSEN.format("90 million USD"), []),
        ("70 million USD", "up from $60 million it was $90 million", CHOSEN.format("91 million USD"),
         ["value-in-quote"]),
        ("70 million USD", "it was $90 million", "", []),
        ("70 million USD", "it was $90 million", CHOSEN.format("90 million USD"), ["reading-is-needed"]),
        ("70 million USD", "it was $90 million, or $0.09 billion", "", []),
        ("70 million USD", "it was $90 million, up 5%", "", []),
        ("70 million USD", "up from $60 million it was $70 million", "", ["stance-fits-quote"]),
        ("70 million USD", "up from $60 million it was $70 million", "      note: by other rules\n",
         ["account-is-one"]),
        ("3 March 2026", "not in April 2026, in May 2026", "", ["account-is-one"]),
        ("70 million USD", "up from $60 million it was $90 million", "      set_aside: of another\n", []),
    ],
)  # fmt: skip
def test_an_account_is_one_number(tmp_path: Path, value: str, quote: str, more: str, expected: list[str]):
    """Of several numbers of a quote against a fact a reading chooses; one that is one needs none."""
    stated = value if "USD" not in value else value.replace("70 million USD", "$70 million")
    against = f'    - source: news\n      quote: "{quote}"\n      stance: contradicts\n{more}'
    assert codes(tmp_path, facts=fact(value, stated) + against) == expected


def test_a_reading_does_not_choose_for_its_fact(tmp_path: Path):
    """Of a quote that supports a fact the number that agrees is found: a reading of it is too much."""
    facts = fact("90 million USD", "up from $60 million it was $90 million")
    assert codes(tmp_path / "a", facts=facts) == []
    chosen = facts + CHOSEN.format("90 million USD")
    assert codes(tmp_path / "b", facts=chosen) == ["reading-is-needed", "value-in-quote"]


def test_a_reading_is_of_a_number(tmp_path: Path):
    """A statement in words has nothing to read by hand; without a reading it is well."""
    plain = (
        "deal:\n  statement: S\n  says: a lease\n  evidence:\n    - source: filing\n      quote: a lease\n"
    )
    assert codes(tmp_path / "a", facts=plain) == []
    assert codes(tmp_path / "b", facts=plain + READING.format("24 customers")) == ["reading-is-needed"]


def test_a_reading_that_is_against_the_quote_is_told_once(tmp_path: Path):
    """It is pointed at, with the number of the quote, and nothing is said of the value beside."""
    (said,) = (
        one
        for one in found(
            tmp_path, facts=fact("6.9 billion USD", "6,8 miljard dollar", READING.format("6.9 billion USD"))
        )
        if one.check == "value-in-quote"
    )
    assert (said.at.line, said.message) == (
        7, "the quote of `filing` for `deal` does not say 6.9 billion USD",
    )  # fmt: skip
    assert said.notes[0] == 'its `reading` says so, and the quote has "6,8"'


@pytest.mark.parametrize(
    ("quote", "notes"),
    [
        (
            "over $10 billion for up to 750 megawatts from 2026",
            (
                '"over $10 billion" reads as more than 10 billion USD',
                '"up to 750 megawatts" reads as up to 750 MW',
                '"2026" reads as 2026',
            ),
        ),
        ("over $10 billion", ("it says more than 10 billion USD",)),
        ("a great sum", ("it says no quantity that can be read",)),
    ],
)
def test_each_quantity_of_a_quote_is_shown_as_it_is_read(tmp_path: Path, quote: str, notes: tuple[str, ...]):
    """Where none of several agrees, each is told in its words with what it reads as; one alone as it is."""
    said = found(tmp_path, facts=fact("20 billion USD", quote))
    assert next(one for one in said if one.check == "value-in-quote").notes == notes


def test_each_quantity_of_each_quote_is_shown(tmp_path: Path):
    """Where no quote of several carries the value, the readings stand with the name of their source."""
    second = "    - source: paper\n      quote: $10 billion for 750 megawatts\n"
    said = found(tmp_path, facts=fact("20 billion USD", "$30 billion", second))
    assert next(one for one in said if one.check == "value-in-quote").notes == (
        "`filing` says 30 billion USD",
        'of `paper`, "$10 billion" reads as 10 billion USD',
        'of `paper`, "750 megawatts" reads as 750 MW',
    )


def test_a_dated_source_carries_its_date(tmp_path: Path):
    """A date that is not quoted is carried by a source issued on it, with a note; another date is not."""
    sources = (
        "post: {title: T, publisher: P, kind: news, issued: 2026-01-14, accessed: 2026-11, seen: excerpt}\n"
    )
    for name, value, expected in (("a", "14 January 2026", []), ("b", "15 January 2026", ["value-in-quote"])):
        facts = fact(value, "they announced", "      note: the post is of that day\n", "post")
        assert codes(tmp_path / name, facts=facts, sources=sources) == expected


def test_the_one_at_fault_is_pointed_at(tmp_path: Path):
    """If one quote of two differs it is pointed at; if all do, the value is."""
    second = "    - source: paper\n      quote: {}\n"
    one = found(tmp_path / "a", facts=fact("20 USD", "$20", second.format("$30")))
    both = found(tmp_path / "b", facts=fact("20 USD", "$30", second.format("$30")))
    assert [one.at.line for one in one if one.check == "value-in-quote"] == [8]
    assert [one.at.line for one in both if one.check == "value-in-quote"] == [3]


def vouched(folder: Path, facts: str, text: str, **files: str) -> list[str]:
    """Return the checks that speak where the filing says ``text`` and its quotes are vouched against that."""
    (folder / "held").mkdir(parents=True)
    (folder / "held" / "filing.txt").write_text(text, "utf-8")
    named = {f"{name}/f.yaml": words for name, words in files.items()}
    root = make.repository(folder, {"facts/f.yaml": facts, **named})
    lock = vouch(content.load(root)[0], folder / "held", Date(2026, 0, 11, 24))
    (root / "content" / "evidence.lock").write_text(lock_text(lock.entries), "utf-8")
    said = checks.found(Subject(content.load(root)[0], {}, folder / "held"))
    return [one for one in make.codes(said) if one not in ("source-is-used", "name-is-used")]


def test_a_quote_without_its_hedge_is_told(tmp_path: Path):
    """A snapshot that says "more than" before the quote is told, unless a note says why it was left out."""
    text = "It is more than $20 billion a year."
    facts = fact("20 billion USD", "$20 billion")
    assert vouched(tmp_path / "a", facts, text) == ["quote-is-whole"]
    assert vouched(tmp_path / "b", f"{facts}      note: the rest is told elsewhere\n", text) == []


@pytest.mark.parametrize(
    ("value", "quote", "text"),
    [
        ("20 MW", "20 MW", "It does not have 20 MW."),
        ("more than 20 MW", "more than 20 MW", "It never had more than 20 MW there."),
        ("20 MW", "20 MW", "It is 20 MW per site."),
        ("20 customers", "has 20", "It has 20 offices."),
        ("2026", "and 2026", "It covers fiscal 2025 and 2026."),
        ("750 MW", "$20 billion for 750 MW", "It is over $20 billion for 750 MW."),
    ],
)
def test_a_quote_that_its_source_reads_otherwise_is_told(tmp_path: Path, value: str, quote: str, text: str):
    """What the source denies, hedges, counts by or counts otherwise beside a quote is not cut off."""
    assert vouched(tmp_path, fact(value, quote), text) == ["quote-is-whole"]


@pytest.mark.parametrize(
    ("value", "quote", "text"),
    [
        ("20 MW", "20 MW", "It does have 20 MW, we are told, and not 30 MW."),
        ("more than 20 MW", "more than 20 MW", "It once had more than 20 MW there."),
        ("20 customers", "has 20", "It has 20 customers."),
        ("2026", "2026", "It covers late 2026."),
        ("750 MW", "for 750 MW", "It is over $20 billion for 750 MW."),
    ],
)
def test_a_quote_that_its_source_reads_alike_is_well(tmp_path: Path, value: str, quote: str, text: str):
    """A quote may be as short as it likes while the source says the value there."""
    assert vouched(tmp_path, fact(value, quote), text) == []


# --- sources and claims ----------------------------------------------------------------------------


def test_circles_of_relays_are_told_once(tmp_path: Path):
    """Two circles are two errors, however long they are and whatever leads into them; a chain is none."""
    line = "{}: {{title: T, publisher: P, kind: news, accessed: 2026-11-01, seen: in-full, relays: [{}]}}\n"
    chain = "".join(line.format(f"s{n}", f"s{n + 1}") for n in range(3000)) + line.format("s3000", "wire")
    circles = line.format("a", "b") + line.format("b", "a") + line.format("c", "c") + line.format("d", "a")
    assert codes(tmp_path / "a", sources=chain) == []
    assert codes(tmp_path / "b", sources=chain + circles) == ["relays-end", "relays-end"]


@pytest.mark.parametrize(
    ("claimed", "stance", "expected"),
    [
        ("more than $20 billion", "supports", ["stance-fits-claim"]),
        ("more than $20 billion", "contradicts", []),
        ("up to $20 billion", "supports", []),
        ("$20 billion", "refines", ["stance-fits-claim"]),
        ("a great sum", "contradicts", []),
        ("750 megawatts", "contradicts", []),
        ("$20 billion for 750 megawatts, or $3 billion", "contradicts", []),
    ],
)
def test_the_stance_of_a_fact_is_that_of_its_numbers(
    tmp_path: Path, claimed: str, stance: str, expected: list
):
    """Where claim and fact are of one dimension their intervals give the stance; else a person does."""
    sources = "article: {title: T, publisher: P, kind: document, accessed: 2026-11-01, seen: in-full}\n"
    judged = f"judged_by: [{{fact: deal, stance: {stance}}}]"
    claims = f"c: {{source: article, quote: '{claimed}', record: R, {judged}}}\n"
    facts = fact("20 billion USD", "$20 billion")
    assert codes(tmp_path / "a", sources=sources, claims=claims, facts=facts) == expected
    noted = claims.replace(f"stance: {stance}", f"stance: {stance}, note: of another year")
    assert codes(tmp_path / "b", sources=sources, claims=noted, facts=facts) == []


def test_words_vouched_as_those_of_another_source_are_told(tmp_path: Path):
    """A vouched quote under another source is an error at its name; words never vouched are none."""
    root = copied(tmp_path / "moved", archive=False)
    assert pipeline.check(root)[1] == []
    place = "content/facts/ferries.yaml"
    quote = "\n      quote: a fleet of 30 ferries"
    changed(root, place, f"- source: leaflet{quote}", f"- source: sound-line-trial{quote}")
    told = [one for one in pipeline.check(root)[1] if one.check == "lock-is-current"]
    assert [(one.at.path, one.message) for one in told] == [
        (place, "these words were vouched as those of `leaflet`, and not of `sound-line-trial`")
    ]
    changed(root, place, "quote: a fleet of 30 ferries", "quote: a fleet of 30 boats")
    assert [one for one in pipeline.check(root)[1] if one.check == "lock-is-current"] == []
