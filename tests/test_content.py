"""A folder of YAML to a ledger: what is read, and what is said of what can't be."""

from __future__ import annotations

import os
from pathlib import Path

import make
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from make import codes, said

from tieout import content, pipeline
from tieout.diagnostics import Place, Severity
from tieout.model import FactKind, Seen, SourceKind, Stance
from tieout.quantities.dates import Date

EVIDENCE = "evidence: [{source: filing, quote: q}]"


def problems(folder: Path, files: dict[str, str | bytes]) -> list[str]:
    return said(content.load(make.repository(folder, files))[1])


def fact(words: str) -> dict[str, str | bytes]:
    """Return files with one fact that says ``words`` beside a statement."""
    return {"facts/f.yaml": f"a-b:\n  statement: x\n  {words}\n"}


# --- what is read --------------------------------------------------------------------------------


def test_a_fact_is_read_with_its_evidence(tmp_path: Path):
    """A fact, its quantity and its evidence are as written, and each text knows its place."""
    ledger = make.ledger(
        tmp_path,
        {
            "facts/deal.yaml": """\
            deal-value:
              statement: What was promised
              value: more than 20 billion USD
              as_of: 2026-04-17
              evidence:
                - source: filing
                  quote: more than $20 billion
                  locator: page 3
                - {source: news, quote: over $200 billion, stance: contradicts, set_aside: a slip}
                - {source: news, quote: "$20bn", stance: refines, note: n, prefix: p, suffix: s, gloss: g}
            """
        },
    )
    one = ledger.facts["deal-value"]
    assert one.at == Place("content/facts/deal.yaml", 1, 1, 10)
    assert (one.statement.text, one.kind, one.as_of) == (
        "What was promised",
        FactKind.STATED,
        Date(2026, 0, 4, 17),
    )
    assert one.value_text.at == Place("content/facts/deal.yaml", 3, 10, 24)
    assert str(one.value.hedge) == "more than"
    assert [piece.key for piece in one.evidence] == [
        "deal-value/filing",
        "deal-value/news",
        "deal-value/news#2",
    ]
    assert [piece.stance for piece in one.evidence] == [Stance.SUPPORTS, Stance.CONTRADICTS, Stance.REFINES]
    assert one.evidence[1].set_aside.text == "a slip"
    last = one.evidence[2]
    assert [str(text) for text in (last.quote, last.note, last.prefix, last.suffix, last.gloss)] == [
        "$20bn",
        *"npsg",
    ]
    assert last.quote.place(1).column == last.quote.at.column + 2
    assert ledger.unread == frozenset()


def test_a_series_is_read_point_by_point(tmp_path: Path):
    """Points keep the period as written, and each has an address."""
    ledger = make.ledger(
        tmp_path,
        fact(
            "points: {2024: 100 million USD, 2025-Q1: 2 customers}\n"
            "  evidence:\n"
            "    - {source: filing, quote: q, period: 2024}\n"
            "    - {source: filing, quote: r, period: 2025-Q1}"
        ),
    )
    one = ledger.facts["a-b"]
    assert one.addresses() == ("a-b@2024", "a-b@2025-Q1")
    assert one.points["2025-Q1"].period == Date(2025, 1)
    assert [piece.key for piece in one.evidence] == ["a-b/filing@2024", "a-b/filing@2025-Q1"]


def test_statements_forecasts_and_assumptions(tmp_path: Path):
    """A fact may be words, somebody's forecast, or our own assumption with its reason."""
    ledger = make.ledger(
        tmp_path,
        {
            "facts/f.yaml": f"""\
            a: {{statement: x, says: it is a licence, {EVIDENCE}}}
            b: {{statement: x, value: 2 trips, kind: forecast, by: Gartner, made: 2026-01, {EVIDENCE}}}
            c: {{statement: x, value: 3 trips, kind: assumption, because: we need one}}
            d: {{statement: x, value: 2026-04-17, {EVIDENCE}}}
            """
        },
    )
    assert ledger.facts["a"].says.text == "it is a licence"
    assert (ledger.facts["b"].by.text, ledger.facts["b"].made) == ("Gartner", Date(2026, 0, 1))
    assert ledger.facts["c"].because.text == "we need one"
    assert ledger.facts["d"].value == Date(2026, 0, 4, 17)


@pytest.mark.parametrize(
    ("written", "relays", "checks"),
    [("", None, ["record-is-whole"]), ("~", None, ["record-is-whole"]), ("[]", (), [])],
)
def test_a_passage_repeats_nobody_only_where_it_says_so(
    tmp_path: Path, written: str, relays: tuple[()] | None, checks: list[str]
):
    """`relays` left blank is told, and leaves the passage to what its work repeats; `[]` is nobody."""
    passage = f"{{source: wire, quote: q, relays: {written}}}"
    read, found = content.load(make.repository(tmp_path, fact(f"value: 2 trips\n  evidence: [{passage}]")))
    assert codes(found) == checks
    assert read.facts["a-b"].evidence[0].relays == relays


def test_sources_derivations_claims_waivers_and_lock(tmp_path: Path):
    """Every other record is read with all it may say."""
    ledger = make.ledger(
        tmp_path,
        {
            "sources/s.yaml": """\
            report:
              {title: R, publisher: P, kind: analysis, seen: excerpt, accessed: 2026-11-01, issued: 2026-Q1,
               author: A,
               url: "https://example.org/r", language: zh-Hans, relays: [filing, wire], note: n}
            heard-of: {title: H, publisher: P, kind: news, seen: not-seen}
            """,
            "facts/f.yaml": """\
            f:
              statement: x
              points: {2025: 2 trips}
              evidence: [{source: filing, quote: q, period: 2025}]
            """,
            "derived/d.yaml": """\
            d: {statement: x, formula: a / b, where: {a: f@2025, b: f@2025}, unit: million USD/MW}
            """,
            "claims/c.yaml": """\
            c:
              source: report
              quote: q
              judged_by: [{fact: f@2025, stance: refines, note: n}, {fact: d}]
              record: r
            """,
            "waivers.yaml": "- {check: value-in-quote, on: f, because: b, until: 2027-01}",
            "evidence.lock": f"""\
            "f/filing@2025":
              quote: "a \\"q\\" of 1.10"
              snapshot: {"0a" * 32}
              span: [10, 24]
              vouched: 2026-11-25
              normaliser: "1"
            """,
        },
    )
    one = ledger.sources["report"]
    assert (one.kind, one.seen, one.issued, one.language) == (
        SourceKind.ANALYSIS,
        Seen.EXCERPT,
        Date(2026, 1),
        "zh-Hans",
    )
    assert [str(name) for name in one.relays] == ["filing", "wire"]
    assert ledger.sources["heard-of"].accessed is None
    derived = ledger.derivations["d"]
    assert ({role: str(name) for role, name in derived.where.items()}, derived.unit.scale) == (
        {"a": "f@2025", "b": "f@2025"},
        10**6,
    )
    claim = ledger.claims["c"]
    assert (claim.evidence.key, claim.judged_by[0].stance, claim.judged_by[1].stance) == (
        "c/report",
        Stance.REFINES,
        Stance.SUPPORTS,
    )
    assert ledger.waivers[0].until == Date(2027, 0, 1)
    entry = ledger.lock["f/filing@2025"]
    assert (entry.quote, entry.prefix, entry.span, entry.vouched) == (
        'a "q" of 1.10',
        "",
        (10, 24),
        Date(2026, 0, 11, 25),
    )


BRIEFING = """\
title: T
subject: S
version: 1.10
issued: 2026-11-25
standfirst: >
  Two lines
  of words
document: news
cover: growth
in_brief: [{title: A, text: B}]
sections: [deal, {file: method, short: How}]
"""
REPORT = {
    "briefings/b/briefing.yaml": BRIEFING,
    "briefings/b/deal.md": "# Deal\r\n\r\nText.\r\n",
    "briefings/b/method.md": "# Method\n",
    "briefings/b/exhibits.yaml": """\
    growth: {chart: growth, title: G, alt: it grew, width: full}
    terms: {table: {columns: [Term, Value], rows: [[Price, 1], [Size, 2]]}, title: T}
    """,
    "briefings/b/changes.yaml": "- {version: 1.0, issued: 2026-10-01, changes: [First]}\n",
    "/charts/growth.py": "",
}


def test_a_briefing_is_read_with_its_sections_and_exhibits(tmp_path: Path):
    """A briefing has its front matter, its sections in the order listed, its exhibits and its changes."""
    one = make.ledger(tmp_path, REPORT).briefings["b"]
    assert (one.version.text, one.issued, one.standfirst.text) == (
        "1.10",
        Date(2026, 0, 11, 25),
        "Two lines of words",
    )
    assert one.standfirst.place(10) == Place("content/briefings/b/briefing.yaml", 7, 3)
    assert [(each.id, str(each.short or ""), each.text) for each in one.sections] == [
        ("deal", "", "# Deal\n\nText.\n"),
        ("method", "How", "# Method\n"),
    ]
    assert (one.exhibits["growth"].width, one.exhibits["terms"].width) == ("full", "body")
    assert [str(cell) for cell in one.exhibits["terms"].table.rows[1]] == ["Size", "2"]
    assert (one.changes[0].version.text, one.formats) == ("1.0", ("html", "pdf", "data"))


def test_files_are_read_in_order_whatever_their_names(tmp_path: Path):
    """Records come in the order of files by name, then of entries; the texts of all are kept by path."""
    files = {
        f"facts/{name}.yaml": f"{key}: {{statement: x, value: 1 trip, {EVIDENCE}}}"
        for name, key in {"é space": "a", "Z": "b", "a": "c", "10": "d", "数": "e", "'quoted'": "f"}.items()
    }
    ledger = make.ledger(tmp_path, files)
    assert list(ledger.facts) == ["f", "d", "b", "c", "a", "e"]
    assert "content/facts/é space.yaml" in ledger.texts


def test_bom_crlf_and_empty_files(tmp_path: Path):
    """Files of other editors are read, and places in them are right; empty ones state nothing."""
    words = f"a:\r\n  statement: x\r\n  value: lots\r\n  {EVIDENCE}\r\n"
    files = {
        "facts/a.yaml": b"\xef\xbb\xbf" + words.encode(),
        "facts/b.yaml": "",
        "claims/c.yaml": "# none\n",
        "waivers.yaml": "[]",
    }
    assert problems(tmp_path, files) == [
        "content/facts/a.yaml:3:10: value-is-read: the value of `a` cannot be read: `lots`"
    ]


# --- what is refused -----------------------------------------------------------------------------

AT = "content/facts/f.yaml"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (EVIDENCE, [":1:1: record-is-whole: `a-b` has no `value`, `says` or `points`"]),
        (f"value: 1 trip\n  says: y\n  {EVIDENCE}", [":4:3: record-is-whole: `a-b` has `value` and `says`"]),
        (f"value:\n  {EVIDENCE}", [":3:3: record-is-whole: `a-b` has no `value`, `says` or `points`"]),
        ("value: 1 trip", [":1:1: record-is-whole: `a-b` has no `evidence`"]),
        (f"valu: 1 trip\n  {EVIDENCE}", [":3:3: keys-are-known: a fact has no key `valu`"]),
        (f"value: a lot\n  {EVIDENCE}", [":3:10: value-is-read: the value of `a-b` cannot be read: `a lot`"]),
        (
            f"value: 1 trip\n  as_of: yesterday\n  {EVIDENCE}",
            [":4:10: date-is-read: `as_of` of `a-b` is no date: `yesterday`"],
        ),
        (f"value: by 2028\n  as_of: FY2025\n  {EVIDENCE}", []),
        (
            f"value: by 2028\n  as_of: by 2026\n  {EVIDENCE}",
            [":4:10: date-is-read: `as_of` of `a-b` is only a last day: `by 2026`"],
        ),
        (
            f"value: 1 trip\n  kind: forcast\n  {EVIDENCE}",
            [":4:9: words-are-known: `kind` of `a-b` cannot be `forcast`"],
        ),
        (
            f"value: 1 trip\n  kind: forecast\n  {EVIDENCE}",
            [":1:1: record-is-whole: `a-b` is of kind `forecast` and has no `by` or `made`"],
        ),
        (
            "value: 1 trip\n  kind: assumption",
            [":1:1: record-is-whole: `a-b` is of kind `assumption` and has no `because`"],
        ),
        (
            "value: 1 trip\n  evidence: [{source: filing}]",
            [":4:14: record-is-whole: evidence 1 of `a-b` has no `quote`"],
        ),
        (
            "value: 1 trip\n  evidence: [{source: filing, quote: }]",
            [":4:31: record-is-whole: `quote` of evidence 1 of `a-b` is empty"],
        ),
        (
            "value: 1 trip\n  evidence: {source: filing, quote: q}",
            [":4:13: record-is-whole: `evidence` of `a-b` should be a list, and is a mapping"],
        ),
        ("value: 1 trip\n  evidence: []", [":4:13: record-is-whole: `evidence` of `a-b` is empty"]),
        (
            f"points: {{2024: 1 trip}}\n  {EVIDENCE}",
            [":4:14: record-is-whole: evidence 1 of `a-b` does not say which `period` it speaks of"],
        ),
        (
            "points: {2024: 1 trip}\n  evidence: [{source: filing, quote: q, period: 2025}]",
            [":4:49: names-exist: `a-b` has no point `2025`"],
        ),
        (
            "value: 1 trip\n  evidence: [{source: filing, quote: q, period: 2025}]",
            [":4:49: record-is-whole: evidence 1 of `a-b` has a `period`, and `a-b` is no series"],
        ),
        (
            "points: {last: 1 trip, 2024: lots, 2025: }\n"
            "  evidence: [{source: news, quote: q, period: 2024}]",
            [
                ":3:12: date-is-read: a period of `a-b` is no date: `last`",
                ":3:32: value-is-read: the value of `a-b@2024` cannot be read: `lots`",
                ":3:38: record-is-whole: `2025` in `points` of `a-b` is empty",
            ],
        ),
        (
            "value: 1 trip\n  evidence: [{source: filling, quote: q}]",
            [":4:23: names-exist: there is no source `filling`"],
        ),
    ],
)
def test_each_fault_of_a_fact_is_said_once(tmp_path: Path, words: str, expected: list[str]):
    """A mistake in a fact is one diagnostic, at the key or value to edit."""
    assert problems(tmp_path, fact(words)) == [AT + one for one in expected]
    assert problems(tmp_path, fact(f"value: 1 trip\n  {EVIDENCE}")) == []


@pytest.mark.parametrize("language", ["en-US", "de-AT", "fr"])
def test_a_desk_prints_in_its_language(tmp_path: Path, language: str):
    """What numbers are printed in is the desk's language, British English if it says none."""
    assert make.ledger(tmp_path / "none").desk.vocabulary.language == "en-GB"
    desk = f"name: x\nlanguage: {language}\n"
    assert make.ledger(tmp_path / "one", {"desk.yaml": desk}).desk.vocabulary.language == language


@pytest.mark.parametrize(
    ("language", "mend"),
    [
        ("en_US", "write `en-US`"),
        ("fr-CA", "write `fr`, `fr-FR`, `fr-BE`, `fr-CH` or `fr-LU`"),
        ("es", "write the one that is nearest to that of the text"),
    ],
)
def test_a_language_that_no_numbers_are_printed_in(tmp_path: Path, language: str, mend: str):
    """A language without a house is an error that names those there are, and the nearest."""
    root = make.repository(tmp_path, {"desk.yaml": f"name: x\nlanguage: {language}\n"})
    (found,) = content.load(root)[1]
    assert (found.check, found.help) == ("words-are-known", mend)


def test_a_source_in_a_language_by_name_is_one_error(tmp_path: Path):
    """A language is a tag, which help gives; what its quotes say is not asked until the source is read."""
    for language, expected in (("German", ["words-are-known"]), ("de", [])):
        source = (
            f"{{title: T, publisher: P, kind: paper, accessed: 2026-11, seen: in-full, language: {language}}}"
        )
        files = {
            "sources/s.yaml": f"blatt: {source}\n",
            "facts/f.yaml": "a:\n  statement: x\n  value: more than 3.2 billion EUR\n"
            "  evidence: [{source: blatt, quote: 'mehr als 3,2 Milliarden Euro'}]\n",
        }
        found = pipeline.check(make.repository(tmp_path / language, files), None)[1]
        mine = [one for one in found if one.check != "source-is-used" and one.check != "name-is-used"]
        assert [one.check for one in mine] == expected
        assert all(one.help == "write `de`" for one in mine)


@pytest.mark.parametrize(
    ("path", "words", "expected"),
    [
        (
            "facts/f.yaml",
            f"a: {{statement: x, value: 1 trip, {EVIDENCE}, relais: }}",
            "a fact has no key `relais`",
        ),
        ("facts/f.yaml", f"a:\n  statment:\n  value: 1 trip\n  {EVIDENCE}\n", "a fact has no key `statment`"),
        (
            "facts/f.yaml",
            "a: {statement: x, value: 1 trip, evidence: [{source: filing, quote: q, noet: }]}",
            "a piece of evidence has no key `noet`",
        ),
        ("desk.yaml", "name: D\nlanguag:\n", "the desk has no key `languag`"),
        ("desk.yaml", "name: D\nnouns: {trip: }\n", "`trip` in `nouns` is empty"),
        ("waivers.yaml", "- {check: a, on: b, because: c, until: 2026, foo: }", "a waiver has no key `foo`"),
    ],
)
def test_an_unknown_key_is_told_without_a_value_too(tmp_path: Path, path: str, words: str, expected: str):
    """A key that there is not states nothing, be it empty: one error, wherever it stands."""
    (said,) = problems(tmp_path, {path: words})
    assert said.split(": ", 2)[2] == expected


def test_an_empty_list_may_be_written_either_way(tmp_path: Path):
    """A file that holds a list and has nothing in it says so by `[]`, `{}` or nothing at all."""
    for name, words in (("a", "[]"), ("b", "{}"), ("c", "")):
        assert problems(tmp_path / name, {"waivers.yaml": words}) == []
    assert problems(tmp_path / "d", {"waivers.yaml": "{a: b}"}) == [
        "content/waivers.yaml:1:1: record-is-whole: the file should be a list of waivers, each after `- `"
    ]


def test_a_key_that_there_is_may_be_empty(tmp_path: Path):
    """A key left blank is as if it were not there."""
    files = {"facts/f.yaml": f"a:\n  statement: x\n  value: 1 trip\n  as_of:\n  {EVIDENCE}\n"}
    assert problems(tmp_path, files) == []


def test_every_fault_of_every_file_is_said_in_one_run(tmp_path: Path):
    """Reading does not stop at the first mistake, of a record, of a file or of a kind."""
    files = {
        "facts/a.yaml": f"""\
        a: {{statement: x, valu: 1 trip, evidence: [{{source: fling, quote: q}}]}}
        b: [x]
        c: {{{EVIDENCE}}}
        """,
        "facts/b.yaml": "a: {statement: x: y}\n",
        "sources/s.yaml": "s: {title: t, kind: new, seen: in-full, accessed: 2026}\n",
        "derived/d.yaml": "d: {statement: x, formula: a}\n",
        "claims/c.yaml": "k: {source: nwes, quote: q, record: r}\n",
        "desk.yaml": "name: x\npage: A5\n",
    }
    assert problems(tmp_path, files) == [
        "content/claims/c.yaml:1:13: names-exist: there is no source `nwes`",
        "content/derived/d.yaml:1:1: record-is-whole: `d` has no `where`",
        "content/desk.yaml:2:7: words-are-known: `page` of the desk cannot be `A5`",
        "content/facts/a.yaml:1:19: keys-are-known: a fact has no key `valu`",
        "content/facts/a.yaml:1:53: names-exist: there is no source `fling`",
        "content/facts/a.yaml:2:4: record-is-whole: `b` should be a mapping, and is a list",
        "content/facts/a.yaml:3:1: record-is-whole: `c` has no `statement`",
        "content/facts/a.yaml:3:1: record-is-whole: `c` has no `value`, `says` or `points`",
        "content/facts/b.yaml:1:17: yaml-is-plain: a `: ` inside a text that has no quotes",
        "content/sources/s.yaml:1:1: record-is-whole: `s` has no `publisher`",
        "content/sources/s.yaml:1:21: words-are-known: `kind` of `s` cannot be `new`",
    ]


def test_ids_are_stated_once(tmp_path: Path):
    """The same id in two files, or as a fact and as a derived number, is one error that names both places."""
    one = f"a-b: {{statement: x, value: 1 trip, {EVIDENCE}}}\n"
    files = {
        "facts/a.yaml": one,
        "facts/b.yaml": one,
        "derived/d.yaml": "a-b: {statement: x, formula: a, where: {a: a-b}}",
    }
    found = content.load(make.repository(tmp_path, files))[1]
    assert said(found) == [
        "content/derived/d.yaml:1:1: id-is-stated-once: the id `a-b` is stated twice",
        "content/facts/b.yaml:1:1: id-is-stated-once: the id `a-b` is stated twice",
    ]
    assert {each.related for each in found} == {
        ((Place("content/facts/a.yaml", 1, 1, 3), "first stated here"),)
    }


@pytest.mark.parametrize(
    "name", ["A-b", "a_b", "-a", "a.b", "a b", "é", "a/b", "'../x'", '"a\\nb"', "a" * 101]
)
def test_ids_are_plain(tmp_path: Path, name: str):
    """An id has small letters, digits and hyphens."""
    files = {"facts/f.yaml": f"{name}: {{statement: x, value: 1 trip, {EVIDENCE}}}"}
    ledger, found = content.load(make.repository(tmp_path, files))
    assert codes(found) == ["id-is-plain"]
    assert not ledger.facts


def test_who_names_a_faulty_record_is_not_blamed(tmp_path: Path):
    """A record that can't be read is reported where it stands, not wherever it is named as well."""
    files = {
        "sources/s.yaml": "works: {title: t}\n",
        "sources/t.yaml": "broken: {title: t: u}\nlater:\n  title: t\n",
        "facts/f.yaml": """\
        a:
          statement: x
          value: 1 trip
          evidence: [{source: works, quote: q}, {source: broken, quote: q}, {source: later, quote: q}]
        """,
        "claims/c.yaml": "c: {source: news, quote: q, record: r, judged_by: [{fact: a}, {fact: b}]}",
        "derived/d.yaml": "b: {statement: x}\n",
    }
    ledger, found = content.load(make.repository(tmp_path, files))
    assert [one.at.path for one in found] == [
        "content/derived/d.yaml",
        "content/sources/s.yaml",
        "content/sources/t.yaml",
    ]
    assert ledger.unread == {"works", "broken", "later", "b", "content/sources/t.yaml"}


def test_names_that_nothing_answers_to(tmp_path: Path):
    """A source, fact, point, chart, section or exhibit that is not there is named with its nearest."""
    files = {
        **REPORT,
        "sources/s.yaml": """\
        a: {title: t, publisher: p, kind: news, seen: in-full, accessed: 2026, relays: [wires]}
        """,
        "facts/f.yaml": f"""\
        one: {{statement: x, value: 1 trip, {EVIDENCE}}}
        many:
          statement: x
          points: {{2024: 1 trip}}
          evidence: [{{source: filing, quote: q, period: 2024}}]
        """,
        "claims/c.yaml": """\
        c:
          source: news
          quote: q
          record: r
          judged_by: [{fact: on}, {fact: many}, {fact: many@2025}, {fact: one@2024}, {fact: c}]
        """,
        "briefings/b/briefing.yaml": BRIEFING.replace("[deal,", "[dael,")
        .replace("growth", "growht")
        .replace("news", "nobody"),
        "briefings/b/exhibits.yaml": "growth: {chart: grwoth, title: G, alt: A}\n",
    }
    found = content.load(make.repository(tmp_path, files))[1]
    assert [
        f"{one.at.path.rsplit('/', 1)[1]}: {one.message}; {one.help}"
        for one in found
        if one.check == "names-exist"
    ] == [
        "briefing.yaml: there is no source `nobody`; describe it in content/sources/nobody.yaml",
        "briefing.yaml: there is no exhibit `growht`; did you mean `growth`?",
        "briefing.yaml: there is no section `dael`; did you mean `deal`?",
        "exhibits.yaml: there is no chart `grwoth`; did you mean `growth`?",
        "c.yaml: there is no fact `on`; did you mean `one`?",
        "c.yaml: `many` is a series, and no point is named; write `many@2024`, or another of its points",
        "c.yaml: `many` has no point `2025`; its points are `2024`",
        "c.yaml: `one` is no series, and has no point `2024`; write `one`",
        "c.yaml: there is no fact `c`; state it in content/facts/",
        "s.yaml: there is no source `wires`; did you mean `wire`?",
    ]


def test_a_name_that_is_missing_is_said_once(tmp_path: Path):
    """A source that is named at many places and nowhere described is one mistake."""
    one = ", ".join("{source: gone, quote: q}" for _ in range(6))
    (found,) = content.load(make.repository(tmp_path, fact(f"value: 1 trip\n  evidence: [{one}]")))[1]
    assert (len(found.related), found.notes) == (3, ("it is named at 2 more places",))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"version": "../1"}, "words-are-known: `version` of the briefing cannot be `../1`"),
        ({"version": "draft"}, "words-are-known: `version` of the briefing cannot be `draft`"),
        ({"issued": "2026-11"}, "date-is-read: `issued` of the briefing names no day"),
        ({"sections": "[deal.md]"}, "id-is-plain: section 1 of the briefing cannot be `deal.md`"),
        ({"sections": "[../../secret]"}, "id-is-plain: section 1 of the briefing cannot be `../../secret`"),
        ({"sections": "[/etc/passwd]"}, "id-is-plain: section 1 of the briefing cannot be `/etc/passwd`"),
        ({"sections": "[deal, deal, method]"}, "id-is-stated-once: the section `deal` is listed twice"),
        ({"sections": "[{fil: deal}]"}, "keys-are-known: a section has no key `fil`"),
        (
            {"sections": "[deal, method, s1]"},
            "id-is-plain: a section cannot be named `s1`: the page uses that name itself",
        ),
        ({"sections": "[]"}, "record-is-whole: `sections` of the briefing is empty"),
        ({"cover": "[growth]"}, "record-is-whole: `cover` of the briefing should be text, and is a list"),
        ({"in_brief": "[{title: A}]"}, "record-is-whole: finding 1 of the briefing has no `text`"),
    ],
)
def test_front_matter_is_held_to_its_words(tmp_path: Path, change: dict[str, str], expected: str):
    """What a briefing says of itself is checked where it stands; no name in it leads out of its folder."""
    ((key, value),) = change.items()
    lines = [f"{key}: {value}" if line.startswith(f"{key}:") else line for line in BRIEFING.splitlines()]
    found = problems(tmp_path, {**REPORT, "briefings/b/briefing.yaml": "\n".join(lines)})
    assert [one.split(": ", 1)[1] for one in found if "file-is-used" not in one] == [expected]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("e: {title: t}", "record-is-whole: `e` has no `chart` or `table`"),
        ("e: {chart: growth, title: t}", "record-is-whole: `e` is a chart and has no `alt`"),
        ("e: {chart: ../growth, title: t, alt: a}", "id-is-plain: `chart` of `e` cannot be `../growth`"),
        (
            "e: {chart: growth, title: t, alt: a, width: wide}",
            "words-are-known: `width` of `e` cannot be `wide`",
        ),
        (
            "e: {table: {columns: [a, b], rows: [[1, 2], [3]]}, title: t}",
            "record-is-whole: row 2 of `e` has 1 cell, and the table 2 columns",
        ),
        (
            "e: {table: {columns: [a], rows: [[{b: c}]]}, title: t}",
            "record-is-whole: cell 1 of row 1 of `table` of `e` should be text, and is a mapping",
        ),
    ],
)
def test_exhibits_are_charts_or_tables(tmp_path: Path, words: str, expected: str):
    """An exhibit is one of the two, and whole."""
    files = {**REPORT, "briefings/b/exhibits.yaml": "growth: {chart: growth, title: G, alt: A}\n" + words}
    assert [one.split(": ", 1)[1] for one in problems(tmp_path, files)] == [expected]


def test_files_nobody_reads_are_pointed_out(tmp_path: Path):
    """A file with another ending, in another folder or in no list is a warning; a hidden one is not."""
    files = {
        **REPORT,
        "facts/more.yml": "",
        "facts/.hidden.yaml": "x: [",
        "facts/more.yaml~": "x: [",
        "facts/README.md": "",
        "fact/more.yaml": "",
        "briefings/b/extra.md": "",
        "briefings/b/exhibit.yaml": "",
        "briefings/notes.txt": "",
    }
    found = content.load(make.repository(tmp_path, files))[1]
    assert {one.severity for one in found} == {Severity.WARNING}
    assert [f"{one.at}: {one.help}" for one in found] == [
        "content/briefings/b/exhibit.yaml: did you mean `exhibits.yaml`?",
        "content/briefings/b/extra.md: add `extra` to `sections` in content/briefings/b/briefing.yaml, "
        "or delete the file",
        "content/briefings/notes.txt: a briefing is a folder with a briefing.yaml in it",
        "content/fact: did you mean `facts`?",
        "content/facts/more.yml: name it `more.yaml`, or delete it",
    ]


def test_no_content_and_no_desk(tmp_path: Path):
    """A folder without content, or content without a desk, is one error and an empty ledger."""
    ledger, found = content.load(tmp_path)
    assert said(found) == ["content: file-is-read: there is no folder `content`"]
    assert not ledger.facts and not ledger.desk.name
    found = content.load(make.repository(tmp_path, {"facts/f.yaml": ""}, defaults={}))[1]
    assert [str(one.at) for one in found] == ["content/desk.yaml"]


# --- files that are no files ---------------------------------------------------------------------


def test_files_that_cannot_be_read(tmp_path: Path):
    """Folders, pipes, loops and links that lead out are errors at their path, and nothing hangs on them."""
    secret = tmp_path / "secret.yaml"
    secret.write_text("secret: [", "utf-8")
    root = make.repository(
        tmp_path / "root", {"facts/kept.yaml": f"a: {{statement: x, value: 1 trip, {EVIDENCE}}}"}
    )
    facts = root / "content" / "facts"
    (facts / "folder.yaml").mkdir()
    os.mkfifo(facts / "pipe.yaml")
    (facts / "out.yaml").symlink_to(secret)
    (facts / "gone.yaml").symlink_to(facts / "nowhere")
    (facts / "loop.yaml").symlink_to(facts / "loop.yaml")
    (facts / "in.yaml").symlink_to(facts / "folder.yaml")
    ledger, found = content.load(root)
    assert {one.check for one in found} == {"file-is-read"}
    assert [f"{one.at.path.rsplit('/', 1)[1]}: {one.message}" for one in found] == [
        "folder.yaml: this is a folder, and should be a file",
        "gone.yaml: the link leads nowhere",
        "in.yaml: this is a folder, and should be a file",
        "loop.yaml: the file cannot be read: it is a loop of links",
        "out.yaml: the file is a link to a place outside",
        "pipe.yaml: this is not a file of text",
    ]
    assert list(ledger.facts) == ["a"]
    assert "secret" not in "".join(ledger.texts.values())


def test_folders_and_sections_that_lead_out(tmp_path: Path):
    """A folder of content, or a section, that is a link to a place outside is not followed."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "f.yaml").write_text("a: [", "utf-8")
    root = make.repository(tmp_path / "root", REPORT)
    (root / "content" / "facts").symlink_to(outside)
    (root / "content" / "briefings" / "b" / "deal.md").unlink()
    (root / "content" / "briefings" / "b" / "deal.md").symlink_to(outside / "f.yaml")
    found = content.load(root)[1]
    assert said(found) == [
        "content/briefings/b/deal.md: file-is-read: the file is a link to a place outside",
        "content/facts: file-is-read: the folder is a link to a place outside",
    ]


def test_what_the_system_refuses_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Whatever the operating system says of a file or a folder becomes a diagnostic."""
    root = make.repository(tmp_path, fact(f"value: 1 trip\n  {EVIDENCE}"))

    def denied(self: Path, *_: object) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert said(content.load(root)[1])[1:2] == [
        "content/facts/f.yaml: file-is-read: the file cannot be read: permission denied"
    ]
    monkeypatch.setattr(Path, "iterdir", denied)
    assert "content/facts: file-is-read: the folder cannot be read: permission denied" in said(
        content.load(root)[1]
    )


def test_names_of_files_that_are_no_text(tmp_path: Path):
    """A name in another encoding, or with a line break, is printed so that it can be found."""
    root = make.repository(tmp_path)
    folder = os.fsencode(root / "content" / "facts")
    os.mkdir(folder)  # noqa: PTH102 (a path of bytes)
    for name in (b"\xff.yaml", b"a\nb.yaml"):
        with open(folder + b"/" + name, "w", encoding="utf-8") as file:  # noqa: PTH123
            file.write("a: [")
    found = content.load(root)[1]
    assert [one.at.path for one in found] == ["content/facts/\\xff.yaml", "content/facts/a\nb.yaml"]


_YAML = st.recursive(
    st.sampled_from(
        ["x", "2024", "filing", "", "~", "'q'", "more than 20 billion USD", "a-b", "é", "&x", "*x", "lots"]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(
            st.sampled_from(
                [
                    "statement",
                    "value",
                    "says",
                    "points",
                    "evidence",
                    "source",
                    "quote",
                    "period",
                    "kind",
                    "title",
                    "a",
                    "where",
                    "formula",
                    "judged_by",
                    "fact",
                    "columns",
                    "rows",
                    "table",
                    "chart",
                    "sections",
                    "file",
                    "issued",
                    "version",
                    "nouns",
                    "names",
                    "span",
                    "changes",
                    "relays",
                    "2024",
                    "in_brief",
                    "unit",
                ]
            ),
            inner,
            max_size=5,
        ).map(lambda items: f"{{{', '.join(f'{key}: {value}' for key, value in items.items())}}}"),
    ),
    max_leaves=12,
)
_FILES = st.sampled_from(
    [
        "facts/f.yaml",
        "sources/s.yaml",
        "derived/d.yaml",
        "claims/c.yaml",
        "desk.yaml",
        "waivers.yaml",
        "evidence.lock",
        "briefings/b/briefing.yaml",
        "briefings/b/exhibits.yaml",
        "briefings/b/changes.yaml",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        _FILES, st.one_of(_YAML, _YAML.map(lambda words: f"a-b: {words}"), st.binary(max_size=9)), min_size=1
    )
)
def test_nothing_a_person_can_write_raises(tmp_path: Path, files: dict[str, str | bytes]):
    """Whatever stands in a file, reading returns, and every place it names is in a file."""
    for name in files:
        (tmp_path / "content" / name).unlink(missing_ok=True)
    root = make.repository(tmp_path, files)
    ledger, found = content.load(root)
    for one in found:
        if one.at.line:
            lines = ledger.texts.get(one.at.path, "\n" * 99).split("\n")
            assert one.at.line <= len(lines) + 1


def test_every_check_of_reading_is_listed_and_has_its_case():
    """What reading may say is in docs/checks.md in the same words, and shown in the gallery."""
    here = Path(__file__).parent
    listed = (here.parent / "docs" / "checks.md").read_text("utf-8")
    for name, (severity, says) in content.CHECKS.items():
        assert f"| `{name}` | {severity} | {says} |" in listed
        assert (here / "gallery" / name / "expected.txt").is_file()
