"""Origins, and the one rule that makes a status of evidence."""

from pathlib import Path

import pytest

from tests import make
from tieout.diagnostics import Place, Text
from tieout.model import Ledger, Seen, Source, SourceKind, Stance, Status, Verdict
from tieout.status import Witness, account_readings, fact_standing, origins, status_of, verdicts

BRIEFING = """\
title: Seen again
subject: Chips
version: "1.0"
issued: 2026-11-20
standfirst: What the article says.
document: article
sections: [one]
"""
MORE = """\
article: {title: The Article, publisher: Nobody, kind: document, accessed: 2026-11-01, seen: in-full}
echo: {title: Echo, publisher: Echo, kind: news, accessed: 2026-11-01, seen: in-full, relays: [wire]}
again: {title: Again, publisher: Again, kind: news, accessed: 2026-11-01, seen: in-full, relays: [echo]}
parrot: {title: Parrot, publisher: Parrot, kind: news, accessed: 2026-11-01, seen: in-full, relays: [article]}
reader: {title: Read, publisher: X, kind: news, accessed: 2026-11-01, seen: in-full, relays: [unseen-filing]}
unseen-filing: {title: Form S-2, publisher: Maker, kind: primary-filing, seen: not-seen}
old-paper: {title: Old, publisher: Journal, kind: paper, issued: 2019, accessed: 2026-11-01, seen: excerpt}
"""


def ledger(folder: Path, facts: str, claims: str = "") -> Ledger:
    files = {
        "sources/more.yaml": MORE,
        "facts/f.yaml": facts,
        "claims/c.yaml": claims,
        "briefings/b/briefing.yaml": BRIEFING,
        "briefings/b/one.md": "# One\n",
    }
    return make.ledger(folder, files)


def fact(*evidence: str, value: str = "20 billion USD") -> str:
    lines = "".join(f"    - {one}\n" for one in evidence)
    return f"deal:\n  statement: The deal\n  value: {value}\n  evidence:\n{lines}"


def status(folder: Path, *evidence: str) -> Status:
    read = ledger(folder, fact(*evidence))
    return fact_standing(read.facts["deal"], None, read).status


def source(name: str, *relays: str) -> Source:
    at = Place("s.yaml", 1, 1)
    text = Text("x", at)
    relayed = tuple(Text(one, at) for one in relays)
    return Source(name, at, text, text, SourceKind.NEWS, None, Seen.IN_FULL, relays=relayed)


def known(*sources: Source) -> dict[str, Source]:
    return {one.id: one for one in sources}


def test_origins_are_the_ends_of_all_chains():
    """A source that relays two others that relay a third has that one origin; a lone source is its own."""
    sources = known(source("a", "b", "c"), source("b", "d"), source("c", "d"), source("d"))
    assert origins("a", sources) == {"d"}
    assert origins("d", sources) == {"d"}


def test_a_name_nobody_knows_is_an_origin():
    """A chain that leads to a source that is not described ends there."""
    assert origins("a", known(source("a", "gone"))) == {"gone"}


def test_a_circle_has_one_origin_whoever_asks():
    """Sources that only relay each other are one origin, so that a circle is no proof."""
    sources = known(source("c", "b"), source("b", "a"), source("a", "c"), source("z", "b"))
    assert {origins(one, sources) for one in "abcz"} == {frozenset({"a"})}


def test_a_circle_with_a_way_out_has_that_origin():
    """Where a circle also relays a source that ends, that source is the origin."""
    assert origins("a", known(source("a", "b"), source("b", "a", "end"), source("end"))) == {"end"}


def test_a_passage_may_repeat_others_than_its_work():
    """The `relays` of a passage stand in the place of those of the work, each followed to its end."""
    sources = known(source("digest", "wire"), source("wire"), source("copy", "maker"), source("maker"))
    assert origins("digest", sources, (Text("copy", Place("f.yaml")),)) == {"maker"}
    assert origins("digest", sources, ()) == {"digest"}
    assert origins("digest", sources) == {"wire"}


def test_a_chain_from_a_passage_leads_through_its_own_work():
    """What a passage repeats is followed to its end, though it lead through the work it stands in."""
    ring = known(source("digest", "maker"), source("copy", "digest"), source("maker"))
    assert origins("digest", ring, (Text("copy", Place("f.yaml")),)) == {"maker"}
    apart = known(source("a-digest"), source("c", "d"), source("d", "c"))
    assert origins("a-digest", apart, (Text("d", Place("f.yaml")),)) == {"c"}


def test_the_relays_of_a_passage_decide_what_it_proves(tmp_path: Path):
    """An echo that repeats a filing in one passage is first-hand there, and hearsay where it does not."""
    told = "{source: echo, quote: 20 billion USD%s}"
    assert status(tmp_path / "a", told % "") is Status.UNVERIFIED
    assert status(tmp_path / "b", told % ", relays: [unseen-filing]") is Status.SUPPORTED
    assert status(tmp_path / "c", told % ", relays: [article]") is Status.UNVERIFIED
    assert status(tmp_path / "d", told % "", told % ", relays: []") is Status.SUPPORTED


def test_a_long_chain_is_followed_to_its_end():
    """A chain of any length is followed, without running out of depth."""
    sources = known(*(source(f"s{n}", f"s{n + 1}") for n in range(20_000)), source("s20000"))
    assert origins("s0", sources) == {"s20000"}


@pytest.mark.parametrize(
    ("witnesses", "expected"),
    [
        ([], Status.UNVERIFIED),
        ([("supports", "one")], Status.UNVERIFIED),
        ([("supports", "one"), ("supports", "one")], Status.UNVERIFIED),
        ([("supports", "one"), ("supports", "two")], Status.SUPPORTED),
        ([("supports", "one"), ("refines", "two")], Status.PARTLY),
        ([("supports", "first")], Status.SUPPORTED),
        ([("refines", "first")], Status.PARTLY),
        ([("refines", "one")], Status.UNVERIFIED),
        ([("supports", "first"), ("contradicts", "one")], Status.DISPUTED),
        ([("contradicts", "one")], Status.DISPUTED),
        ([("supports", "nobody-knows")], Status.UNVERIFIED),
    ],
)
def test_the_rule(witnesses: list[tuple[str, str]], expected: Status):
    """The rule asks for a contradiction, then two origins or a first-hand one, then a refinement."""
    first = source("first")
    sources = known(source("one"), source("two"))
    sources["first"] = type(first)(
        **{**{s: getattr(first, s) for s in first.__slots__}, "kind": SourceKind.PAPER}
    )
    heard = [Witness(Stance(stance), frozenset({origin})) for stance, origin in witnesses]
    assert status_of(heard, sources) is expected


def test_repeats_are_one_origin(tmp_path: Path):
    """Three outlets that relay one report verify nothing; a second report does."""
    repeats = [
        "{source: wire, quote: $20 billion}",
        "{source: echo, quote: $20 billion}",
        "{source: again, quote: $20 billion}",
    ]
    assert status(tmp_path / "a", *repeats) is Status.UNVERIFIED
    assert status(tmp_path / "b", *repeats, "{source: news, quote: $20 billion}") is Status.SUPPORTED


def test_the_document_under_review_is_no_evidence(tmp_path: Path):
    """What the document says, or a source that only repeats it, does not count; a second origin does."""
    document = ["{source: article, quote: $20 billion}", "{source: parrot, quote: $20 billion}"]
    assert status(tmp_path / "a", *document, "{source: news, quote: $20 billion}") is Status.UNVERIFIED
    assert (
        status(tmp_path / "b", "{source: wire, quote: $20 billion}", "{source: news, quote: $20 billion}")
        is Status.SUPPORTED
    )


def test_what_is_set_aside_does_not_count(tmp_path: Path):
    """A contradiction that is set aside disputes nothing; one that is not does."""
    against = "{source: news, quote: $200 billion, stance: contradicts"
    assert status(tmp_path / "a", "{source: filing, quote: $20 billion}", against + "}") is Status.DISPUTED
    kept = status(tmp_path / "b", "{source: filing, quote: $20 billion}", against + ", set_aside: a slip}")
    assert kept is Status.SUPPORTED


def test_a_first_hand_source_nobody_saw_is_an_origin(tmp_path: Path):
    """One reader of a filing is enough for support: reporting began first-hand."""
    read = ledger(tmp_path, fact("{source: reader, quote: $20 billion}"))
    standing = fact_standing(read.facts["deal"], None, read)
    assert (standing.status, standing.origins) == (Status.SUPPORTED, ("unseen-filing",))
    assert not standing.reported


def test_reported_is_what_no_first_hand_origin_supports(tmp_path: Path):
    """A quantity from the press alone is reported, one from a filing is not, and a date never is."""
    press = ["{source: wire, quote: $20 billion}", "{source: news, quote: $20 billion}"]
    for folder, evidence, value, expected in (
        ("a", press, "20 billion USD", True),
        ("b", [*press, "{source: filing, quote: $20 billion}"], "20 billion USD", False),
        ("c", ["{source: wire, quote: 14 January 2026}"], "14 January 2026", False),
    ):
        read = ledger(tmp_path / folder, fact(*evidence, value=value))
        assert fact_standing(read.facts["deal"], None, read).reported is expected


def test_sources_stand_best_first(tmp_path: Path):
    """First-hand comes first, then what was read in full, then the oldest, then the id; no contradiction."""
    evidence = [
        f"{{source: {one}, quote: $20 billion}}" for one in ("wire", "news", "filing", "old-paper", "paper")
    ]
    evidence.append("{source: echo, quote: $30 billion, stance: contradicts}")
    read = ledger(tmp_path, fact(*evidence))
    assert fact_standing(read.facts["deal"], None, read).sources == (
        "paper",
        "old-paper",
        "filing",
        "news",
        "wire",
    )


def test_a_point_has_the_evidence_of_its_period(tmp_path: Path):
    """Each period of a series has its own value, evidence and status."""
    series = """\
    revenue:
      statement: Revenue
      points: {2024: 290 million USD, 2025: 510 million USD}
      evidence:
        - {source: news, period: 2024, quote: $290 million}
        - {source: filing, period: 2025, quote: $510 million}
    """
    read = ledger(tmp_path, series)
    old, new = (fact_standing(read.facts["revenue"], period, read) for period in ("2024", "2025"))
    assert (old.address, old.status, old.sources) == ("revenue@2024", Status.UNVERIFIED, ("news",))
    assert (new.address, new.status, new.sources) == ("revenue@2025", Status.SUPPORTED, ("filing",))
    assert new.value.digits == ("510",)


def test_a_dispute_has_its_sides(tmp_path: Path):
    """The fact as stated is one account; those who contradict with one number are another, and so on."""
    evidence = [
        "{source: wire, quote: about $20 billion in chips}",
        "{source: filing, quote: $17 billion in all, stance: contradicts}",
        "{source: paper, quote: a sum of $17 billion, stance: contradicts}",
        "{source: news, quote: over $200 billion, stance: contradicts}",
        "{source: echo, quote: $1 billion, stance: contradicts, set_aside: another deal}",
    ]
    read = ledger(tmp_path, fact(*evidence, value="about 20 billion USD"))
    standing = fact_standing(read.facts["deal"], None, read)
    assert [(one.source, one.stance.value, one.value.digits) for one in standing.accounts] == [
        ("wire", "supports", ("20",)),
        ("paper", "contradicts", ("17",)),
        ("news", "contradicts", ("200",)),
    ]


def test_a_side_is_read_by_hand_where_a_person_reads_it(tmp_path: Path):
    """The account of a quote that no grammar reads is what a person reads in it; without that, its words."""
    against = "{{source: filing, quote: XVII billion dollars, stance: contradicts{}}}"
    reading = ", reading: {value: 17 billion USD, because: the number is Roman}"
    for name, more, value in (("a", reading, ("17",)), ("b", "", None)):
        read = ledger(tmp_path / name, fact("{source: news, quote: $20 billion}", against.format(more)))
        account = fact_standing(read.facts["deal"], None, read).accounts[1]
        assert (account.value and account.value.digits) == value


def test_a_side_is_what_its_reading_chooses(tmp_path: Path):
    """Of several numbers in a quote the account is the one that a person chooses; all of them are known."""
    against = "{{source: filing, quote: up from $16 billion it was $17 billion, stance: contradicts{}}}"
    reading = ", reading: {value: 17 billion USD, because: the other is of the year before}"
    for name, more, value in (("a", reading, ("17",)), ("b", "", ("16",))):
        read = ledger(tmp_path / name, fact("{source: news, quote: $20 billion}", against.format(more)))
        standing = fact_standing(read.facts["deal"], None, read)
        assert standing.accounts[1].value.digits == value
        found = account_readings(standing.evidence[1], standing.value, read)
        assert [one.value.digits for one in found] == [("16",), ("17",)]


def test_a_side_is_reported_where_none_of_its_origins_is_first_hand(tmp_path: Path):
    """News that repeats a filing has a side first-hand; a blog that repeats news has not."""
    evidence = [
        "{source: news, quote: $20 billion, relays: [filing]}",
        "{source: filing, quote: $17 billion, relays: [wire], stance: contradicts}",
        "{source: again, quote: $11 billion, stance: contradicts}",
        "{source: reader, quote: a sum of $11 billion, stance: contradicts}",
        "{source: news, quote: they deny it, stance: contradicts}",
    ]
    read = ledger(tmp_path, fact(*evidence))
    accounts = fact_standing(read.facts["deal"], None, read).accounts
    assert [(one.source, one.value and one.value.digits, one.reported) for one in accounts] == [
        ("news", ("20",), False),
        ("filing", ("17",), True),
        ("again", ("11",), False),
        ("news", None, False),
    ]


def test_the_document_speaks_for_what_only_it_states(tmp_path: Path):
    """Where nothing that counts supports the fact as stated, the document that states it is its account."""
    evidence = [
        "{source: article, quote: $20 billion}",
        "{source: filing, quote: $17 billion, stance: contradicts}",
    ]
    read = ledger(tmp_path, fact(*evidence))
    assert [one.source for one in fact_standing(read.facts["deal"], None, read).accounts] == [
        "article",
        "filing",
    ]


def test_an_assumption_is_one(tmp_path: Path):
    """An assumption has its own status, and nobody reports it."""
    words = (
        "deal:\n  statement: The deal\n  value: 20 billion USD\n  kind: assumption\n  because: we say so\n"
    )
    read = ledger(tmp_path, words)
    standing = fact_standing(read.facts["deal"], None, read)
    assert (standing.status, standing.reported) == (Status.ASSUMPTION, False)


FACTS = """\
firm: {statement: A, value: 20 billion USD, evidence: [{source: filing, quote: $20 billion}]}
press:
  statement: B
  value: 20 billion USD
  evidence: [{source: wire, quote: $20 billion}, {source: news, quote: $20 billion}]
rumour: {statement: C, value: 20 billion USD, evidence: [{source: wire, quote: $20 billion}]}
split:
  statement: D
  value: 20 billion USD
  evidence: [{source: filing, quote: $20 billion}, {source: news, quote: $2 billion, stance: contradicts}]
guess: {statement: E, value: 3 years, kind: assumption, because: our guess}
"""


def claimed(folder: Path, *judged: str) -> tuple[Verdict, ...]:
    claims = (
        f"c:\n  source: article\n  quote: $20 billion\n  record: It is.\n  judged_by: [{', '.join(judged)}]\n"
    )
    read = ledger(folder, FACTS, claims)
    standings = {name: fact_standing(one, None, read) for name, one in read.facts.items()}
    return verdicts(read, standings, read.briefings["b"])


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        ([], Status.UNVERIFIED),
        (["{fact: firm}"], Status.SUPPORTED),
        (["{fact: press}"], Status.SUPPORTED),
        (["{fact: rumour}"], Status.UNVERIFIED),
        (["{fact: rumour, stance: contradicts}"], Status.UNVERIFIED),
        (["{fact: guess}"], Status.UNVERIFIED),
        (["{fact: firm}", "{fact: press, stance: refines}"], Status.PARTLY),
        (["{fact: split}"], Status.DISPUTED),
        (["{fact: split, stance: refines}"], Status.PARTLY),
        (["{fact: firm, stance: contradicts}"], Status.DISPUTED),
    ],
)
def test_a_claim_is_judged_by_the_same_rule(tmp_path: Path, judged: list[str], expected: Status):
    """Facts are the evidence of a claim: one disputed counts against it, one unverified is silent."""
    (verdict,) = claimed(tmp_path, *judged)
    assert verdict.status is expected


def test_claims_are_numbered_in_the_order_of_the_document(tmp_path: Path):
    """Verdicts are those of the briefing's own document, numbered from one."""
    claims = "".join(
        f"{name}: {{source: {of}, quote: x, record: y}}\n"
        for name, of in (("b", "article"), ("z", "news"), ("a", "article"))
    )
    read = ledger(tmp_path, FACTS, claims)
    assert [(one.number, one.claim.id) for one in verdicts(read, {}, read.briefings["b"])] == [
        (1, "b"),
        (2, "a"),
    ]
