"""The league's faults are what they are called, and a few of each kind are caught in their place."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from flagship import Made

from bench.faults import checked, harmless, kept, league, stale, tables
from bench.faults.checked import Checked
from bench.faults.paper import Paper
from bench.faults.planted import Found, Ground, Place, Planted, Splice, Spliced
from bench.faults.tied import Audited, apart
from bench.faults.wording import digit_changed, hedge_strengthened, hedges_dropped, units_swapped

ASKED = {
    "digit changed in prose": {Ground.PAGE, Ground.PAPER},
    "digit changed in a cell": {Ground.PAGE, Ground.PAPER},
    "digit changed in a chart label": {Ground.PAGE, Ground.PAPER, Ground.DRAWING},
    "digit changed in alt text": {Ground.PAGE, Ground.PAPER, Ground.DRAWING},
    "digit changed in the head or foot": {Ground.PAGE, Ground.PAPER},
    "digit changed in the annex": {Ground.PAPER},
    "digit changed in a value": {Ground.CONTENT},
    "hedge dropped": {Ground.PAGE, Ground.PAPER, Ground.DRAWING, Ground.CONTENT},
    "hedge strengthened": {Ground.PAGE, Ground.PAPER, Ground.DRAWING, Ground.CONTENT},
    "unit or scale swapped": {Ground.PAGE, Ground.PAPER, Ground.DRAWING, Ground.CONTENT},
    "two facts exchanged": {Ground.PAGE, Ground.PAPER, Ground.DRAWING, Ground.CONTENT},
    "citation to the wrong source": {Ground.PAGE, Ground.PAPER, Ground.CONTENT},
    "quote with a changed digit": {Ground.PAGE, Ground.PAPER, Ground.CONTENT},
    "uncited number typed": {Ground.PAGE, Ground.PAPER, Ground.DRAWING, Ground.CONTENT},
    "number word typed": {Ground.PAGE, Ground.PAPER, Ground.DRAWING, Ground.CONTENT},
    "multiple typed": {Ground.PAGE, Ground.PAPER, Ground.DRAWING, Ground.CONTENT},
    "bar geometry falsified": {Ground.PAGE, Ground.PAPER, Ground.DRAWING},
    "attachment altered": {Ground.PAPER},
    "data file altered": {Ground.DATA},
}


@pytest.fixture(scope="module")
def content(made: Made) -> dict[str, bytes]:
    """The flagship's content."""
    return checked.contents(made.root)


@pytest.fixture(scope="module")
def planted(made: Made, content: dict[str, bytes]) -> list[Planted]:
    """All faults that can be planted."""
    return league.candidates(made.built.artefacts, content, 5, list(Ground))


@pytest.fixture(scope="module")
def audit(made: Made) -> Audited:
    """The flagship's finished files, audited."""
    return Audited.of(made.built.artefacts)


def few(planted: list[Planted], *grounds: Ground) -> list[Planted]:
    """Return one fault of each kind in the grounds named, none of them beyond the record."""
    found: dict[tuple[str, Ground], Planted] = {}
    for one in planted:
        if one.ground in grounds and not one.beyond:
            found.setdefault((one.kind, one.ground), one)
    return list(found.values())


def test_every_kind_asked_for_is_planted(planted):
    """Each kind can be planted in each ground that has such a thing, and a thousand faults by far."""
    there: dict[str, set[Ground]] = {}
    for one in planted:
        there.setdefault(one.kind, set()).add(one.ground)
    lacking = {kind: grounds - there.get(kind, set()) for kind, grounds in ASKED.items()}
    assert [kind for kind, grounds in lacking.items() if grounds] == []
    assert len(planted) > 5000


def test_the_same_seed_plants_the_same_faults(made, content, planted):
    """Faults are the same each time for one seed, in one order, and others for another."""
    grounds = {Ground.DRAWING, Ground.CONTENT, Ground.DATA}
    again = league.candidates(made.built.artefacts, content, 5, grounds)
    assert set(again) == {one for one in planted if one.ground in grounds}
    first, second, other = (
        league.candidates(made.built.artefacts, content, seed, [Ground.DATA]) for seed in (5, 5, 6)
    )
    assert first == second
    assert first != other


def test_a_choice_is_spread(planted):
    """As many are chosen as asked for, none twice, of all kinds, and of many lines and facts."""
    chosen = league.chosen(planted, 1200)
    assert 1150 <= len(chosen) <= 1250
    assert len({(one.kind, one.file, one.after, one.places) for one in chosen}) == len(chosen)
    assert {(one.kind, one.ground) for one in chosen} == {(one.kind, one.ground) for one in planted}
    assert len({(one.file, one.places[0].line, one.places[0].page, one.before) for one in chosen}) > 800


def test_each_fault_changes_its_file_and_says_where(made, content, planted):
    """What is said to be there now is there, in its place; of a PDF, on its page."""
    files = {**made.built.artefacts, **content}
    for one in few(planted, Ground.PAGE, Ground.DRAWING, Ground.CONTENT, Ground.DATA):
        after = one.make(files[one.file])
        assert after != files[one.file], one
        text = after.decode("utf-8")
        for place in one.places:
            if place.line:
                assert text.count("\n", 0, place.span[0]) + 1 == place.line, one
    for one in few(planted, Ground.PAPER):
        if one.kind in ("digit changed in prose", "two facts exchanged", "hedge strengthened"):
            paper = Paper(one.make(files[one.file]))
            on_page = [show.words for show in paper.shows if show.page == one.places[0].page]
            assert one.after in on_page, one


def test_no_change_of_words_leaves_them_as_true():
    """A digit, a hedge and a unit that are changed say something else; what has none is not changed."""
    random = Random(1)
    for words in ("more than $20 billion", "1,638 GB/s", "17 April 2026", "0.5%"):
        for _ in range(50):
            changed = digit_changed(words, random)
            assert changed != words and len(changed) == len(words)
            assert float(changed.replace(",", "").split("%")[0]) != 0.5 if "%" in words else True
    assert list(hedges_dropped("more than $20bn, reported")) == ["more than $20bn", "$20bn, reported"]
    assert hedge_strengthened("about 3.2x") == "more than 3.2x"
    assert list(units_swapped("$20 billion")) == ["$20 million", "€20 billion"]
    assert digit_changed("no number", random) == ""
    assert list(hedges_dropped("$20bn")) == [] and hedge_strengthened("$20bn") == ""
    assert list(units_swapped("a licence")) == []


def test_an_edit_knows_where_it_ends_up():
    """A splice before another moves it; its own place has the length of what is new."""
    made = Spliced((Splice(2, 4, "xyz"), Splice(6, 7, "")))
    assert made(b"0123456789") == b"01xyz45789"
    assert (made.moved((2, 4)), made.moved((6, 7))) == ((2, 5), (7, 7))


@pytest.mark.parametrize("ground", [Ground.DRAWING, Ground.DATA, Ground.PAGE, Ground.PAPER])
def test_faults_in_finished_files_are_caught(ground, planted, audit):
    """A few of each kind are caught by the audit in the right place; nothing is said without a fault."""
    assert audit.alarms == ()
    groups = apart(few(planted, ground))
    if ground in (Ground.PAGE, Ground.PAPER):  # an audit of the whole page or PDF takes a second
        groups = sorted(groups, key=len, reverse=True)[:2]
    found = [pair for many in groups for pair in zip(many, audit.found_together(many), strict=True)]
    assert len(found) >= 2
    assert [(str(one), said.said) for one, said in found if not said.placed] == []


def test_faults_in_content_are_caught(made, planted, tmp_path):
    """A few of each kind are errors of a check, at their line or their record."""
    root = checked.copied(made.root, tmp_path)
    (root / ".tieout").symlink_to(made.root / ".tieout", target_is_directory=True)
    check = Checked.of(root)
    assert check.clean == frozenset()
    some = few(planted, Ground.CONTENT)[::2]
    missed = [(str(one), found.said) for one in some if not (found := check.found(one)).placed]
    assert missed == []


def test_faults_at_once_are_told_apart(planted, audit):
    """Of faults planted at once each is told in its own place, and one that is no fault is not told."""
    here = [one for one in planted if one.kind == "digit changed in prose" and one.ground is Ground.PAGE]
    group = max(apart(here[:12]), key=len)
    nothing = Spliced((Splice(*group[0].places[0].span, group[0].before),))
    idle = replace(group[0], make=nothing, after=group[0].before)
    said = audit.found_together([idle, *group[1:]])
    assert [one.placed for one in said] == [False, *[True] * (len(group) - 1)]
    assert len({(one.places[0].line) for one in group}) == len(group) > 3


def test_a_stale_chart_is_caught(made, audit, tmp_path):
    """A drawing of a fact as it was before an edit is told, at the mark of that fact."""
    root = checked.copied(made.root, tmp_path / "before")
    drawings = stale.drawn_before(root, tmp_path / "drawn", "commitments")
    faults = list(stale.candidates(made.built.artefacts, drawings, None))
    assert len(faults) == 5
    assert [str(one) for one in faults if not audit.found(one).placed] == []


def test_a_harmless_edit_raises_nothing(made, audit):
    """An edit that says the same is not told: a comment, a line feed, a PDF written anew."""
    edits = list(harmless.in_finished(made.built.artefacts))
    assert len(edits) > 8
    some = [edits[0], edits[4], edits[-1]]
    assert [(str(one), found.said) for one in some if (found := audit.found(one)).caught] == []


def test_the_tables_count(tmp_path):
    """A table has a row for each kind and ground; what is beyond the record is apart."""

    def fault(kind: str, beyond: str = "") -> Planted:
        return Planted(kind, Ground.PAGE, "f", "1", "2", (Place("f", line=1),), bytes, beyond=beyond)

    said = [
        tables.Scored(fault("a"), Found(True, True)),
        tables.Scored(fault("a"), Found(True, False, "elsewhere")),
        tables.Scored(fault("b"), Found(False, False)),
        tables.Scored(fault("c", "nobody knows"), Found(False, False)),
    ]
    report = tables.Report(tuple(said), (), 0)
    text = tables.text(report)
    assert "| a | HTML | 2 | 2 | 1 |" in text and "| b | HTML | 1 | 0 | 0 |" in text
    assert "| **all** | | **3** | **2** | **1** |" in text and "| c | nobody knows | 1 | 0 |" in text
    assert tables.missed(report, 5).count("\n") == 2
    assert "- a, HTML: 0 missed, 1 told elsewhere." in text and "- b, HTML: 1 missed, 0 told" in text
    page = tmp_path / "page.md"
    page.write_text(f"before\n{tables.START}\nof yore\n{tables.END}\nafter\n", "utf-8")
    tables.write(page, report)
    assert "of yore" not in page.read_text("utf-8") and page.read_text("utf-8").endswith("after\n")
    assert Counter(page.read_text("utf-8").split())["before"] == 1


def test_data_is_digested_anew(made):
    """A data file whose digest is made good is altered, and its manifest tells of it as it is."""
    files = made.built.artefacts
    good = [one for one in kept.candidates(files, Random(1)) if "made good" in one.kind]
    after = good[0].planted(files)
    told = json.loads(after["manifest.json"])["artefacts"][good[0].file]["sha256"]
    assert after[good[0].file] != files[good[0].file]
    assert told == hashlib.sha256(after[good[0].file]).hexdigest()
    assert len(good) > 40
