"""Derivations: in which order, with what they rest on, and what keeps one from being worked out."""

from pathlib import Path
from textwrap import dedent

import pytest
from make import codes, ledger

from tieout import checks
from tieout.checks import Subject
from tieout.derive import CHECKS, derive
from tieout.diagnostics import Diagnostic
from tieout.model import FactKind, Stance, Standing, Status
from tieout.quantities.saying import NBSP, say
from tieout.quantities.units import Vocabulary

FACTS = """\
deal:
  statement: What is spent
  value: more than 20 billion USD
  as_of: 2026-04-17
  evidence: [{source: filing, quote: more than $20 billion}]
capacity:
  statement: What is built
  value: up to 750 MW
  as_of: 2026-01
  evidence: [{source: news, quote: up to 750 megawatts}, {source: wire, quote: up to 750 MW}]
words:
  statement: What is agreed
  says: a non-exclusive licence
  evidence: [{source: filing, quote: non-exclusive licence}]
split:
  statement: What is disputed
  value: 20 MW
  evidence: [{source: filing, quote: 20 MW}, {source: news, quote: 30 MW, stance: contradicts}]
cost:
  statement: What it costs
  value: 300 million USD
  evidence:
    - {source: filing, quote: $300 million}
    - {source: wire, quote: $450 million, stance: contradicts}
bill:
  statement: What it costs, with a floor to one side
  value: 300 million USD
  evidence:
    - {source: filing, quote: $300 million}
    - {source: wire, quote: more than $450 million, stance: contradicts}
mute:
  statement: What one side will not number
  value: 20 MW
  evidence: [{source: filing, quote: 20 MW}, {source: news, quote: not so, stance: contradicts}]
many:
  statement: What five put at five numbers
  value: 1 MW
  evidence:
    - {source: filing, quote: 1 MW}
    - {source: news, quote: 2 MW, stance: contradicts}
    - {source: wire, quote: 3 MW, stance: contradicts}
    - {source: wire, quote: 4 MW, stance: contradicts}
    - {source: paper, quote: 5 MW, stance: contradicts}
shut:
  statement: What is left at the end of the year
  value: 100 million USD
  as_of: 2025-12-31
  evidence: [{source: filing, quote: $100 million}]
sales:
  statement: Sales
  points: {2024: 290 million USD, 2025: 580 million USD}
  evidence:
    - {source: filing, quote: $290 million, period: 2024}
    - {source: filing, quote: $580 million, period: 2025}
hope:
  statement: What is hoped for
  value: 3 GW
  kind: forecast
  by: Maker
  made: 2026-02
  evidence: [{source: filing, quote: 3 GW}]
guess:
  statement: What we take
  value: 50%
  kind: assumption
  because: nobody says
begun:
  statement: Begun
  value: 14 January 2026
  evidence: [{source: filing, quote: 14 January 2026}]
"""


def derived(folder: Path, text: str) -> tuple[dict[str, Standing], list[Diagnostic]]:
    """Return what the derivations of ``text`` come to over ``FACTS``."""
    read = ledger(folder, {"facts/all.yaml": FACTS, "derived/all.yaml": text})
    standings, problems = derive(read)
    assert set(standings) == {
        *(address for fact in read.facts.values() for address in fact.addresses()),
        *read.derivations,
    }
    return standings, problems


def words(standing: Standing) -> str:
    """Return how the standing is printed."""
    assert standing.value is not None
    return say(standing.value, "sentence", Vocabulary(), standing.display).replace(NBSP, " ")


def test_a_derived_number_has_its_inputs_sources(tmp_path: Path):
    """It is arithmetic, said with the bound that is left, and cites all that its inputs cite, best first."""
    standings, problems = derived(
        tmp_path,
        """\
        price:
          statement: The price of a megawatt
          formula: deal / capacity
          where: {deal: deal, capacity: capacity}
          unit: million USD/MW
        """,
    )
    price = standings["price"]
    assert problems == []
    assert words(price) == "at least $26.6 million per megawatt"
    assert price.status is Status.ARITHMETIC
    assert price.sources == ("filing", "news", "wire")
    assert price.rests_on == ("deal", "capacity")
    assert price.inputs == {"deal": ("deal",), "capacity": ("capacity",)}
    assert str(price.as_of) == "2026-04-17"
    assert price.reported


def test_a_derived_number_may_rest_on_derived_numbers(tmp_path: Path):
    """Derivations are worked out after what they rest on, wherever they stand, down to facts."""
    standings, problems = derived(
        tmp_path,
        """\
        a-cost: {statement: s, formula: price * hope, where: {price: b-price, hope: hope}, unit: billion USD}
        b-price: {statement: s, formula: deal / capacity, where: {deal: deal, capacity: capacity}}
        """,
    )
    assert problems == []
    assert words(standings["a-cost"]) == "at least $80 billion"
    assert standings["a-cost"].rests_on == ("deal", "capacity", "hope")


def test_a_forecast_makes_a_forecast(tmp_path: Path):
    """The weakest mood of the inputs is the result's, with who and when; an assumption stays on record."""
    standings, problems = derived(
        tmp_path,
        """\
        part: {statement: s, formula: hope * guess, where: {hope: hope, guess: guess}}
        stated: {statement: s, formula: sold * guess, where: {sold: sales@2025, guess: guess}}
        """,
    )
    assert problems == []
    part = standings["part"]
    assert (part.kind, str(part.by), str(part.made)) == (FactKind.FORECAST, "Maker", "2026-02")
    assert standings["stated"].kind is FactKind.STATED
    assert standings["stated"].rests_on == ("sales@2025", "guess")
    assert words(standings["part"]) == "1.5 gigawatts"


def test_points_of_a_series_and_dates_are_inputs(tmp_path: Path):
    """A point is named by its period; dates give days."""
    standings, problems = derived(
        tmp_path,
        """\
        growth:
          statement: s
          formula: growth(new, old)
          where: {new: sales@2025, old: sales@2024}
          unit: percent
        wait: {statement: s, formula: "days(a, a)", where: {a: begun}}
        """,
    )
    assert problems == []
    assert words(standings["growth"]) == "100%"
    assert words(standings["wait"]) == "0 days"


@pytest.mark.parametrize(
    ("line", "check", "message", "help"),
    [
        (
            "{formula: a + 2, where: {a: deal}}",
            "formula-is-read",
            "the formula of `x` cannot be read: `2` is a number, and a formula holds none",
            "state the constant as a fact or an assumption, and give it a role in `where`",
        ),
        (
            "{formula: a + b, where: {a: deal}}",
            "formula-inputs-exist",
            "`where` of `x` has no role `b`",
            "name its fact in `where: {b: …}`",
        ),
        (
            "{formula: deel / a, where: {deal: deal, a: capacity}}",
            "formula-inputs-exist",
            "`where` of `x` has no role `deel`",
            "did you mean `deal`?",
        ),
        (
            "{formula: a, where: {a: deal, b: capacity}}",
            "roles-are-used",
            "the formula of `x` does not use its role `b`",
            "use it in `formula`, or leave it out",
        ),
        (
            "{formula: a, where: {a: dael}}",
            "formula-inputs-exist",
            "there is no fact or derived number `dael`",
            "did you mean `deal`?",
        ),
        (
            "{formula: a, where: {a: sales}}",
            "formula-inputs-exist",
            "`sales`, the input `a`, is a series",
            "name one of its points: `sales@2024`, `sales@2025`; all of them go into sum, min, max alone",
        ),
        (
            "{formula: a, where: {a: sales@2023}}",
            "formula-inputs-exist",
            "`sales` has no point `2023`",
            "name one of its points: `sales@2024`, `sales@2025`",
        ),
        (
            "{formula: a, where: {a: deal@2025}}",
            "formula-inputs-exist",
            "`deal` is no series, so it has no point `2025`",
            "write `deal`",
        ),
        (
            "{formula: a, where: {a: words}}",
            "formula-inputs-exist",
            "`words`, the input `a` of `x`, is a statement in words",
            "name a fact with a `value`",
        ),
        (
            "{formula: a, where: {a: mute}}",
            "dispute-forks",
            "`x` rests on a dispute, and the account of `news` gives no number",
            "derive it from a fact that nobody disputes, or set aside the evidence that is wrong and say why",
        ),
        (
            "{formula: a * b * c, where: {a: many, b: split, c: cost}}",
            "dispute-forks",
            "the disputes under `x` combine in 20 ways",
            "derive it from a fact that nobody disputes, or set aside the evidence that is wrong and say why",
        ),
        (
            "{formula: a * b, where: {a: bill, b: capacity}}",
            "formula-says-something",
            "`x` comes to nothing: a bound below times a bound above says nothing",
            "use inputs whose bounds lie so that one is left: a floor divided by a ceiling is a floor",
        ),
        (
            "{formula: a, where: {a: x}}",
            "no-cycle",
            "`x` rests on itself",
            "let one of its roles name a fact instead",
        ),
        (
            "{formula: a / b, where: {a: deal, b: capacity}, unit: percent}",
            "unit-fits",
            "`x` comes to `USD/MW`, not `percent`",
            "correct `unit`, or the formula",
        ),
        (
            "{formula: a * b, where: {a: deal, b: capacity}}",
            "formula-says-something",
            "`x` comes to nothing: a bound below times a bound above says nothing",
            "use inputs whose bounds lie so that one is left: a floor divided by a ceiling is a floor",
        ),
    ],
)
def test_what_keeps_a_number_from_being_worked_out(
    tmp_path: Path, line: str, check: str, message: str, help: str
):
    """Each mistake is one diagnostic at its line, with what to do; the number stands without a value."""
    standings, problems = derived(tmp_path, f"x: {line.replace('{', '{statement: s, ', 1)}\n")
    assert [(one.check, one.message, one.help) for one in problems] == [(check, message, help)]
    assert check in CHECKS
    assert (problems[0].at.path, problems[0].at.line) == ("content/derived/all.yaml", 1)
    if check != "roles-are-used":
        assert standings["x"].value is None


def test_one_mistake_is_said_once(tmp_path: Path):
    """What rests on a number that can't be worked out is not reported again; a cycle is reported once."""
    standings, problems = derived(
        tmp_path,
        """\
        one: {statement: s, formula: a, where: {a: two}}
        two: {statement: s, formula: a, where: {a: three}}
        three: {statement: s, formula: a, where: {a: one}}
        four: {statement: s, formula: a, where: {a: one}}
        five: {statement: s, formula: a, where: {a: words}}
        six: {statement: s, formula: a, where: {a: five}}
        sound: {statement: s, formula: a, where: {a: hope}}
        """,
    )
    assert codes(problems) == ["no-cycle", "formula-inputs-exist"]
    assert problems[0].notes == ("`one` rests on `two` rests on `three` rests on `one`",)
    assert [name for name in ("one", "two", "three", "four", "five", "six") if standings[name].value] == []
    assert words(standings["sound"]) == "3 gigawatts"


def test_a_bound_used_twice_is_found_through_derived_numbers(tmp_path: Path):
    """A number that meets the same bound again under another is refused, and names that bound."""
    _, problems = derived(
        tmp_path,
        """\
        price: {statement: s, formula: deal / capacity, where: {deal: deal, capacity: capacity}}
        back: {statement: s, formula: price * capacity, where: {price: price, capacity: capacity}}
        """,
    )
    assert codes(problems) == ["formula-says-something"]
    assert "`capacity` is no single value and is used twice (by `price`, `capacity`)" in problems[0].message


def test_an_exact_fact_is_used_through_derived_numbers_as_often_as_one_likes(tmp_path: Path):
    """A bound that meets an exact fact again, which it was divided by, is used once itself."""
    standings, problems = derived(
        tmp_path,
        """\
        price: {statement: s, formula: deal / power, where: {deal: deal, power: hope}}
        back: {statement: s, formula: price * power, where: {price: price, power: hope}, unit: billion USD}
        """,
    )
    assert problems == []
    assert words(standings["back"]) == "at least $20 billion"


def test_an_exchange_rate_has_a_date(tmp_path: Path):
    """A rate between two currencies is of a day or a period, or derived from what is; a price needs none."""
    rates = """\
spent: {statement: s, value: 20 EUR, evidence: [{source: filing, quote: 20 euros}]}
price: {statement: s, value: 3 USD/MW, evidence: [{source: filing, quote: $3 per MW}]}
rate: {statement: s, value: 1.1 USD/EUR, evidence: [{source: filing, quote: 1.1 dollars per euro}]}
dated:
  statement: s
  value: 1.1 USD/EUR
  as_of: 2026-04-17
  evidence: [{source: filing, quote: 1.1 dollars per euro}]
yearly:
  statement: s
  points: {2025: 1.1 USD/EUR}
  evidence: [{source: filing, quote: 1.1 dollars per euro, period: 2025}]
"""
    for rate, found in (("rate", ["rate-is-dated"]), ("dated", []), ("yearly@2025", [])):
        read = ledger(
            tmp_path / rate,
            {
                "facts/all.yaml": rates,
                "derived/all.yaml": f"x: {{statement: s, formula: a * r, where: {{a: spent, r: {rate}}}}}\n"
                "y: {statement: s, formula: a * p, where: {a: spent, p: price}}\n",
            },
        )
        assert codes(derive(read)[1]) == found


@pytest.mark.parametrize(
    ("formula", "dates", "found"),
    [
        ("u + e * (x / y)", ("", ""), ["rate-is-dated"]),
        ("u + e * x / y", ("2026-04-17", ""), ["rate-is-dated"]),
        ("u + e * (x / y)", ("2026-04-17", "2026-04-17"), []),
        ("x + x", ("", ""), []),
        ("e / y", ("", ""), []),
    ],
)
def test_a_rate_made_of_prices_has_a_date_too(
    tmp_path: Path, formula: str, dates: tuple[str, str], found: list[str]
):
    """The prices of a thing in two currencies make a rate between them, of the day of both."""
    amounts = {"u": "3 USD", "e": "20 EUR", "x": "3 USD/MW", "y": "2 EUR/MW"}
    as_of = dict(zip("xy", dates, strict=True)) | {"u": "2026", "e": "2026"}
    facts = "".join(
        f"{name}: {{statement: s, value: {value}, {f'as_of: {as_of[name]}, ' if as_of[name] else ''}"
        f"evidence: [{{source: filing, quote: {value}}}]}}\n"
        for name, value in amounts.items()
    )
    roles = ", ".join(f"{name}: {name}" for name in amounts if name in formula)
    derived = f"z: {{statement: s, formula: {formula}, where: {{{roles}}}}}\n"
    read = ledger(tmp_path, {"facts/all.yaml": facts, "derived/all.yaml": derived})
    assert codes(derive(read)[1]) == found


# --- disputes ------------------------------------------------------------------------------------


def told(standing: Standing) -> list[tuple[str, str]]:
    """Return the accounts of a number, each with what it comes to."""
    return [
        (one.name, say(one.value, "sentence", Vocabulary(), standing.display).replace(NBSP, " "))
        for one in standing.accounts
    ]


def test_a_dispute_forks(tmp_path: Path):
    """Over a disputed fact a number has a result for each side, and is disputed; over another it is not."""
    standings, problems = derived(
        tmp_path,
        """\
        price: {statement: s, formula: cost / power, where: {cost: cost, power: hope}, unit: million USD/GW}
        plain: {statement: s, formula: deal / power, where: {deal: deal, power: hope}, unit: billion USD/GW}
        """,
    )
    assert problems == []
    price = standings["price"]
    assert (price.status, standings["plain"].status) == (Status.DISPUTED, Status.ARITHMETIC)
    assert standings["plain"].accounts == ()
    assert told(price) == [
        ("filing", "$100 million per gigawatt"),
        ("wire", "$150 million per gigawatt"),
    ]
    assert price.value == price.accounts[0].value
    assert [one.stance for one in price.accounts] == [Stance.SUPPORTS, Stance.CONTRADICTS]
    assert [one.sources for one in price.accounts] == [("filing",), ("wire", "filing")]
    assert [one.reported for one in price.accounts] == [False, True]


def test_two_disputes_combine(tmp_path: Path):
    """Over two disputed facts there is a result for each combination of their sides, as stated first."""
    standings, problems = derived(
        tmp_path,
        "price: {statement: s, formula: cost / mw, where: {cost: cost, mw: split}, unit: million USD/MW}",
    )
    assert problems == []
    assert told(standings["price"]) == [
        ("filing+filing", "$15 million per megawatt"),
        ("filing+news", "$10 million per megawatt"),
        ("wire+filing", "$22.5 million per megawatt"),
        ("wire+news", "$15 million per megawatt"),
    ]
    sides = standings["price"].accounts[2].sides
    assert [(one.fact, one.name) for one in sides] == [("cost", "wire"), ("split", "filing")]


def test_a_side_is_the_same_throughout(tmp_path: Path):
    """A disputed fact met twice, through derived numbers too, is taken at one account, never at two."""
    standings, problems = derived(
        tmp_path,
        """\
        whole: {statement: s, formula: split + more, where: {split: split, more: hope}, unit: MW}
        part: {statement: s, formula: split / whole, where: {split: split, whole: whole}, unit: percent}
        same: {statement: s, formula: split / again, where: {split: split, again: split}, unit: percent}
        """,
    )
    assert problems == []
    assert told(standings["whole"]) == [("filing", "3,020 megawatts"), ("news", "3,030 megawatts")]
    assert [one for one, _ in told(standings["part"])] == ["filing", "news"]
    same = standings["same"]
    assert (same.status, same.accounts, words(same)) == (Status.ARITHMETIC, (), "100%")


def test_a_dispute_that_does_not_matter_is_none(tmp_path: Path):
    """A number that comes to the same by every account is not disputed; one that differs by one is."""
    standings, problems = derived(
        tmp_path,
        """\
        least: {statement: s, formula: "min(a, b)", where: {a: split, b: hope}, unit: MW}
        most: {statement: s, formula: "max(a, b)", where: {a: split, b: hope}, unit: MW}
        """,
    )
    assert problems == []
    assert told(standings["least"]) == [("filing", "20 megawatts"), ("news", "30 megawatts")]
    assert (standings["most"].status, standings["most"].accounts) == (Status.ARITHMETIC, ())
    assert words(standings["most"]) == "3,000 megawatts"


def test_a_dispute_about_units_is_none(tmp_path: Path):
    """Accounts that come to the same in two units agree; where one differs both are told as they are."""
    facts = """\
    load:
      statement: s
      value: 300 MW
      evidence: [{source: filing, quote: 300 MW}, {source: news, quote: QUOTE, stance: contradicts, note: n}]
    cap: {statement: s, value: 250 MW, evidence: [{source: filing, quote: 250 MW}]}
    """
    line = 'x: {statement: s, formula: "max(a, b)", where: {a: load, b: cap}}\n'
    for quote, result in (
        ("0.3 GW", ()),
        ("0.4 GW", (("filing", "300 megawatts"), ("news", "0.4 gigawatts"))),
    ):
        files = {"facts/all.yaml": dedent(facts).replace("QUOTE", quote), "derived/all.yaml": line}
        standings, problems = derive(ledger(tmp_path / quote.replace(" ", ""), files))
        assert problems == []
        assert tuple(told(standings["x"])) == result


def test_a_refusal_names_the_account(tmp_path: Path):
    """Where a formula says nothing by one account, the error says by whose, and with which inputs."""
    _, problems = derived(tmp_path, "x: {statement: s, formula: a * b, where: {a: bill, b: capacity}}")
    assert problems[0].notes == (
        "by the account taken, that of `wire` of `bill`: "
        "`a` is more than 450 million USD; `b` is up to 750 MW",
    )


def test_one_source_may_give_two_sides(tmp_path: Path):
    """Sides that one source gives are told apart by a number after its name."""
    standings, _ = derived(tmp_path, "x: {statement: s, formula: a, where: {a: many}}")
    assert [one.name for one in standings["x"].accounts] == ["filing", "news", "wire", "wire#2", "paper"]


# --- series, and times ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "times"),
    [
        ("{formula: a / b, where: {a: deal, b: capacity}}", ("2026-01", "2026-04-17")),
        ("{formula: a / b, where: {a: deal, b: sales@2024}}", ("2024", "2026-04-17")),
        ("{formula: a / b, where: {a: sales@2025, b: sales@2024}}", ("2024", "2025")),
        ("{formula: a / b, where: {a: sales@2025, b: hope}}", (None, "2025")),
        ("{formula: a / b, where: {a: sales@2025, b: shut}}", (None, "2025-12-31")),
        ("{formula: a / b, where: {a: split, b: hope}}", (None, None)),
    ],
)
def test_dates_span(tmp_path: Path, formula: str, times: tuple[str | None, str | None]):
    """A derived number has the first and the last time of its inputs; the first only where they differ."""
    standings, _ = derived(tmp_path, f"x: {formula.replace('{', '{statement: s, ', 1)}\n")
    x = standings["x"]
    assert (x.since and x.since.iso, x.as_of and x.as_of.iso) == times


def test_a_series_goes_whole_into_a_sum(tmp_path: Path):
    """A role that names a series is all its points where a function takes any number; they stand under it."""
    standings, problems = derived(
        tmp_path,
        """\
        all: {statement: s, formula: sum(sales), where: {sales: sales}, unit: million USD}
        best: {statement: s, formula: "max(sales, cost)", where: {sales: sales, cost: sales@2024}}
        """,
    )
    assert problems == []
    assert words(standings["all"]) == "$870 million"
    assert words(standings["best"]) == "$580 million"
    assert standings["all"].rests_on == ("sales@2024", "sales@2025")
    assert standings["all"].inputs == {"sales": ("sales@2024", "sales@2025")}
    assert standings["all"].given == ("sales@2024", "sales@2025")


SPANS = """\
year: {statement: s, value: 100 MW, as_of: 2024, evidence: [{source: filing, quote: 100 MW}]}
next: {statement: s, value: 100 MW, as_of: 2025, evidence: [{source: filing, quote: 100 MW}]}
late: {statement: s, value: 100 MW, as_of: 2026-04-17, evidence: [{source: filing, quote: 100 MW}]}
ever: {statement: s, value: 100 MW, evidence: [{source: filing, quote: 100 MW}]}
series:
  statement: s
  points: {2023: 100 MW, 2026: 100 MW}
  evidence: [{source: filing, quote: 100 MW, period: 2023}, {source: filing, quote: 100 MW, period: 2026}]
"""


@pytest.mark.parametrize(
    ("line", "warned"),
    [
        ("{formula: a / b, where: {a: year, b: late}}",
         "`x` sets `year`, of 2024, beside `late`, of 17 April 2026"),
        ("{formula: a / b, where: {a: late, b: year}}",
         "`x` sets `year`, of 2024, beside `late`, of 17 April 2026"),
        ("{formula: a / b, where: {a: year, b: late}, note: They are alike.}", ""),
        ("{formula: a / b, where: {a: year, b: next}}", ""),
        ("{formula: a / b, where: {a: next, b: late}}", ""),
        ("{formula: a / b, where: {a: year, b: ever}}", ""),
        ('{formula: "growth(a, b)", where: {a: late, b: year}}', ""),
        ('{formula: "difference(a, b)", where: {a: late, b: year}}', ""),
        ('{formula: "growth(a, b) * c", where: {a: late, b: year, c: next}}', ""),
        ('{formula: "growth(a + c, b)", where: {a: late, b: year, c: year}}',
         "`x` sets `year`, of 2024, beside `late`, of 17 April 2026"),
        ("{formula: a - b, where: {a: series@2026, b: series@2023}}", ""),
        ("{formula: sum(a), where: {a: series}}", ""),
        ("{formula: sum(a) / b, where: {a: series, b: late}}", ""),
        ("{formula: sum(a) / b, where: {a: series, b: year}}",
         "`x` sets `year`, of 2024, beside `series@2026`, of 2026"),
        ("{formula: a / b, where: {a: y, b: late}}", ""),
    ],
)  # fmt: skip
def test_inputs_are_of_one_time(tmp_path: Path, line: str, warned: str):
    """Inputs more than 400 days apart are warned of, but where times are compared or a note says why."""
    text = f"x: {line.replace('{', '{statement: s, ', 1)}\n"
    text += 'y: {statement: s, formula: "growth(a, b)", where: {a: next, b: year}}\n'
    read = ledger(tmp_path, {"facts/all.yaml": SPANS, "derived/all.yaml": text})
    standings, problems = derive(read)
    assert problems == []
    found = [one for one in checks.found(Subject(read, standings)) if one.check == "inputs-are-of-one-time"]
    assert [one.message for one in found] == ([warned] if warned else [])


def test_a_span_goes_through_derived_numbers(tmp_path: Path):
    """What rests on a derived number is of the times that are under it."""
    standings, problems = derived(
        tmp_path,
        """\
        price: {statement: s, formula: deal / capacity, where: {deal: deal, capacity: capacity}}
        whole: {statement: s, formula: price * hope, where: {price: price, hope: hope}}
        """,
    )
    assert problems == []
    whole = standings["whole"]
    assert (str(whole.since), str(whole.as_of)) == ("2026-01", "2026-04-17")
