"""Finished files are audited: each check finds what it asks for, at its place, in the words shown here."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests import editioned, make, sampled
from tieout import pipeline
from tieout.audit import everything, kinds
from tieout.audit.finished import is_finished
from tieout.audit.kinds import Fault
from tieout.audit.record import stretches

ROOT = Path(__file__).parents[1]
PAGE, PAPER = "index.html", "ferries-draft.pdf"


@pytest.fixture(scope="module")
def draft(sample_draft: Path) -> Path:
    """The folder of the sample's draft."""
    return sample_draft


@pytest.fixture(scope="module")
def files(draft: Path) -> Mapping[str, bytes]:
    """Its files by name."""
    return sampled.held(draft)


def altered(files: Mapping[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    """Return the files but the manifest, in one of which the first ``old`` reads ``new``.

    A blank of ``old`` stands for one that may break, or may not.
    """
    text = files[name].decode()
    found = re.search(re.escape(old).replace("\\ ", "[ \u00a0]"), text)
    assert found is not None, old
    rest = {one: data for one, data in files.items() if one != "manifest.json"}
    return {**rest, name: f"{text[: found.start()]}{new}{text[found.end() :]}".encode()}


def of_page(files: Mapping[str, bytes], old: str, new: str) -> tuple[Fault, ...]:
    """Return the faults of the web page, in which the first ``old`` reads ``new``."""
    return everything.audited(altered(files, PAGE, old, new), frozenset({PAGE}))


def test_what_was_built_has_no_fault(files: Mapping[str, bytes]):
    """A draft is audited whole without a word: page, PDF, charts, data and manifest."""
    result = everything.audit(files)
    assert result.faults == ()
    assert set(result.counts) == {one for one in files if is_finished(one)}
    assert result.counts[PAPER]["fact"] > 50
    assert result.counts[PAGE]["quotation"] > 10


CASES = (
    # check, what the page says, what it then says, the words of the first fault, words around it
    (
        kinds.FACT_OFF,
        ">41.2 million passengers</data>",
        ">42.2 million passengers</data>",
        "`42.2 million passengers` is printed of `ferry-trips@2025`, which is 41.2 million passengers",
    ),
    (
        kinds.FACT_OFF,
        ">41.2 million passengers</data>",
        ">41.2 billion passengers</data>",
        "`41.2 billion passengers` is printed of `ferry-trips@2025`, which is 41.2 million passengers",
    ),
    (
        kinds.FACT_OFF,
        ">41.2 million passengers</data>",
        ">41.2 million ferries</data>",
        "`41.2 million ferries` is printed of `ferry-trips@2025`, which is 41.2 million passengers",
    ),
    (
        kinds.FACT_OFF,
        ">up to 600 passengers</data>",
        ">38.5 million passengers</data>",
        "`38.5 million passengers` is printed of `ferry-capacity`, which is up to 600 passengers",
    ),
    (
        kinds.HEDGE_OFF,
        ">up to 600 passengers</data>",
        ">600 passengers</data>",
        "`600 passengers` is printed of `ferry-capacity`, which is up to 600 passengers",
    ),
    (
        kinds.HEDGE_OFF,
        ">more than €20 million</data>",
        ">at least €20 million</data>",
        "`at least €20 million` is printed of `ferry-subsidy`, which is more than €20 million",
    ),
    (
        kinds.HEDGE_OFF,
        "There are <label",
        "There are at least <label",
        "`at least` is typed before `ferry-fleet`, which has none: 24 ferries",
    ),
    (
        kinds.UNBOUND,
        "How it came about",
        "How it came about in 12 steps",
        "`12` is bound to nothing",
    ),
    (kinds.UNBOUND, "How it came about", "How it doubled", "`doubled` is bound to nothing"),
    (kinds.UNBOUND, "How it came about", "How two-thirds came", "`two-thirds` is bound to nothing"),
    (
        kinds.DATE_OFF,
        'aria-hidden="true">2024</data>',
        'aria-hidden="true">2023</data>',
        "`2023` is printed of `ferry-trips@2024`, which carries no such date",
    ),
    (
        kinds.QUOTE_OFF,
        "“The lease ends with the trial”",
        "“The lease starts with the trial”",
        '`"The lease starts with the trial"` stands nowhere in the evidence of `ferry-trial-form`'
        " by `sound-line-trial`",
    ),
    (
        kinds.CLAIM_OFF,
        'aria-hidden="true">up</span>',
        'aria-hidden="true">down</span>',
        "`down` is printed of `ferry-trips@2025` and `ferry-trips@2024`, and the facts have no such"
        " comparison",
    ),
    (
        kinds.COUNT_OFF,
        'data-tally="sources">10</span>',
        'data-tally="sources">11</span>',
        "`11` is printed of sources, of which there are 10",
    ),
    (
        kinds.COUNT_OFF,
        '<p class="exhibit-number" data-class="structural">Exhibit 1</p>',
        '<p class="exhibit-number" data-class="structural">Exhibit 2</p>',
        "`Exhibit 2` is printed of `trips`, and is `terms`",
    ),
    (
        kinds.LINK_OFF,
        'popovertarget="p-ferry-fleet"',
        'popovertarget="p-ferry-wait"',
        "`24 ferries` is of `ferry-fleet` and leads to `ferry-wait`",
    ),
    (
        kinds.REPEAT_OFF,
        '<data value="24 ferry"',
        '<data value="25 ferry"',
        "`25 ferry` is the value in markup of `ferry-fleet`, which is `24 ferry`",
    ),
    (
        kinds.REPEAT_OFF,
        '<meta name="description" content="',
        '<meta name="description" content="34 boats. ',
        "`34` stands in the metadata and in no text that it repeats",
    ),
)


@pytest.mark.parametrize(("check", "old", "new", "message"), CASES)
def test_a_page_that_says_other_than_its_facts_is_told(
    files: Mapping[str, bytes], check: str, old: str, new: str, message: str
):
    """Each change of the page is one fault of its check, in these words, in the line where it is."""
    found = of_page(files, old, new)
    assert (check, message) in [(one.kind, one.message) for one in found], [
        (one.kind, one.message) for one in found
    ]
    text = altered(files, PAGE, old, new)[PAGE].decode()
    line = text[: text.index(new)].count("\n") + 1
    own = [one for one in found if (one.kind, one.message) == (check, message)]
    assert line in {one.spot.line for one in own}
    assert all(one.spot.selector for one in own)


def test_other_blanks_are_no_fault(files: Mapping[str, bytes]):
    """The control of all of the above: with a blank that may break the page is well."""
    assert of_page(files, ">41.2 million passengers</data>", ">41.2 million passengers</data>") == ()


def test_two_facts_exchanged_whole_are_told(files: Mapping[str, bytes]):
    """Each element says what it is of, and is true; that both stand at the other's place is told."""
    section = files[PAGE].decode().partition('<section id="service"')[2]
    fleet, capacity = (
        re.search(rf'<label data-class="fact" data-fact="{one}">.*?</label>', section)[0]
        for one in ("ferry-fleet", "ferry-capacity")
    )
    text = section.replace(fleet, "≠").replace(capacity, fleet).replace("≠", capacity)
    found = of_page(files, section, text)
    message = "`up to 600 passengers` of `ferry-capacity` stands in `service` where its data has `24 ferries`"
    assert (kinds.PLACE_OFF, f"{message} of `ferry-fleet`") in [(one.kind, one.message) for one in found]


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (
            "data/facts.csv",
            "41.2 million passengers",
            "41.3 million passengers",
            "`words` of `ferry-trips@2025` is `41.3 million passengers` here, and `41.2 million"
            " passengers` in facts.json",
        ),
        (
            "data/facts.csv",
            "a fleet of 24 ferries",
            "a fleet of 25 ferries",
            "`quote` of `ferry-fleet` is `a fleet of 25 ferries` here, and `a fleet of 24 ferries` in"
            " facts.json",
        ),
        (
            "data/facts.csv",
            "41200000",
            "41300000",
            "`low` of `ferry-trips@2025` is `41300000` here, and `41200000` in facts.json",
        ),
        (
            "data/sources.json",
            "Yearbook of the Harbour",
            "Yearbook of the Port",
            "the title of `harbour-yearbook-2025` is another than in facts.json",
        ),
        (
            "data/exhibit-trips.csv",
            "38.5m passengers",
            "39.5m passengers",
            "`words` of row 1 is `39.5m passengers` here, and `38.5m passengers` in facts.json",
        ),
    ],
)  # fmt: skip
def test_data_that_is_of_two_minds_is_told(
    files: Mapping[str, bytes], name: str, old: str, new: str, message: str
):
    """A table of data says what facts.json does, with or without a manifest that would tell."""
    found = everything.audited(altered(files, name, old, new), frozenset({PAGE}))
    assert [(one.file, one.kind, one.message) for one in found] == [(name, kinds.DATA_OFF, message)]


def test_facts_that_no_quote_has_are_told(files: Mapping[str, bytes]):
    """A number changed alike in the facts, in every table and on the page is not that of its evidence."""
    rest = {one: data for one, data in files.items() if one != "manifest.json"}
    held = json.loads(rest["data/facts.json"])
    fact = held["facts"]["ferry-fleet"]
    fact["value"] |= {"low": "42", "high": "42"}
    found = everything.audited({**rest, "data/facts.json": json.dumps(held).encode()}, frozenset({PAGE}))
    messages = [one.message for one in found if one.file == "data/facts.json"]
    assert "`ferry-fleet` is `24 ferries` in its sentence words, and another as a value" in messages
    assert "no quote of `ferry-fleet` has its number, 24 ferries" in messages


def test_a_verdict_that_the_data_has_not_is_told(files: Mapping[str, bytes]):
    """A verdict changed in the table of claims is told with the claim and the verdict that is due."""
    page = files[PAGE].decode()
    row = page.index('<tr id="c4">')
    old = page[row : page.index("</tr>", row)]
    new = old.replace(">Disputed<", ">Supported<")
    assert new != old
    found = of_page(files, old, new)
    assert (kinds.STATUS_OFF, "claim 4 is told as `Supported`, and is `Disputed`") in [
        (one.kind, one.message) for one in found
    ]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("tick", "99 million passengers"),
        ("citation", "99 million passengers"),
        ("structural", "twelve million"),
        ("bibliographic", "forty billion dollars"),
        ("tally", "12%"),
        ("plain", "24"),
        ("idiom", "24"),
        ("name", "24"),
        ("else", "24"),
    ],
)
def test_a_class_excuses_only_what_it_may_hold(files: Mapping[str, bytes], kind: str, words: str):
    """No class that needs no fact makes a number pass that is none of its own."""
    here = "How it came about"
    found = of_page(files, here, f'{here} <span data-class="{kind}">{words}</span>')
    assert [one.around for one in found] == [f"{here} {words}"]


@pytest.mark.parametrize("words", ["fleet of 2", "a fleet of 30 ferries", "fleet … a", "4 ferries", "fle"])
def test_a_quotation_cuts_no_word_and_no_number(words: str):
    """What is quoted stands in the text between whole words, in its order."""
    text = "a fleet of 24 ferries"
    assert not stretches(f"“{words}”", text)
    assert stretches("“a fleet of 24 ferries”", text)
    assert stretches("“a fleet … 24 ferries”", text)


@pytest.mark.parametrize(("printed", "length", "is_told"), [
    ("1.2", 1_150_001, False), ("1.2", 1_213_662, False), ("1.2", 1_249_999, False), ("1.2", 1_253_000, True),
])  # fmt: skip
def test_a_size_is_rounded_as_it_is_printed(
    files: Mapping[str, bytes], printed: str, length: int, is_told: bool
):
    """The size of a file is right to half of its last digit, and told beyond."""
    (size,) = set(re.findall(r"[0-9]+\u00a0KB", files["index.html"].decode()))
    page = altered(files, "index.html", size, f"{printed}\u00a0MB")
    found = everything.audited({**page, "other.bin": bytes(length)}, frozenset({PAGE}))
    assert any("no file beside it" in one.message for one in found) is is_told


def test_digests_are_held_against_the_manifest(files: Mapping[str, bytes]):
    """A file of another digest, one too many and one missing are told; the others are not."""
    changed = dict(files)
    changed["style.css"] += b"\n"
    changed["data/more.csv"] = b"a,b\n"
    del changed["charts/trips-print.svg"]
    assert [(one.file, one.message) for one in everything.audited(changed) if one.kind == kinds.DATA_OFF] == [
        ("charts/trips-print.svg", "manifest.json tells of it, and it is not there"),
        ("style.css", "it is not the file that manifest.json tells of: its SHA-256 is another"),
        ("data/more.csv", "manifest.json does not tell of it"),
    ]


@pytest.mark.parametrize(
    "facts", [b"{", b"[]", b'{"schema": "tieout-facts/9"}', b'{"schema": "tieout-facts/1"}']
)
def test_facts_that_cannot_be_read_are_a_fault(files: Mapping[str, bytes], facts: bytes):
    """A page whose facts are no JSON, of another schema or of no shape is refused with a reason."""
    found = everything.audited({PAGE: files[PAGE], "data/facts.json": facts})
    assert ("data/facts.json", kinds.UNREAD) in [(one.file, one.kind) for one in found]


def test_a_page_without_facts_is_refused(files: Mapping[str, bytes]):
    """Nothing is taken for granted: without facts no number of a page or of a chart is tied out."""
    chart = "charts/trips-print.svg"
    found = everything.audited({PAGE: files[PAGE], chart: files[chart]}, frozenset({PAGE, chart}))
    assert [(one.file, one.message) for one in found] == [
        (chart, "its facts are not beside it, in data/facts.json"),
        (PAGE, "its facts are not beside it, in data/facts.json"),
    ]


def test_a_chart_is_measured_in_its_file_and_in_the_page(files: Mapping[str, bytes]):
    """A label that names another value is told in the SVG file, and in the drawing within the page."""
    chart = "charts/trips-print.svg"
    found = everything.audited(
        altered(files, chart, ">38.5m passengers<", ">39.5m passengers<"), frozenset({chart})
    )
    assert found[0].kind == kinds.CHART_OFF
    assert found[0].message == "`39.5m passengers` is of `ferry-trips@2024`, which is 38.5m passengers"
    inline = of_page(files, ">38.5m passengers</text>", ">39.5m passengers</text>")
    assert kinds.CHART_OFF in {one.kind for one in inline}


def test_a_sheet_that_writes_numbers_is_told(files: Mapping[str, bytes]):
    """A style sheet may set no number beside what a page says."""
    style = "\n.fact::after { content: ' (of \\33 0)'; }\n"
    found = everything.audited({**files, "style.css": files["style.css"] + style.encode()}, frozenset({PAGE}))
    assert [(one.file, one.kind) for one in found] == [("style.css", kinds.UNREAD)]


# --- the command, and the build -------------------------------------------------------------------


def test_the_command_audits_folders_and_files(draft: Path):
    """A folder, a page, a PDF and a chart are audited with what lies beside them; all is well."""
    for path in (draft, draft / PAGE, draft / PAPER, draft / "charts" / "trips-print.svg"):
        done = sampled.called("audit", str(path))
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith("no problems\n")
        assert (f"{draft.as_posix()}/{PAPER}: " in done.stdout) == (path in (draft, draft / PAPER))


def test_the_command_tells_what_is_wrong_and_where(draft: Path, tmp_path: Path):
    """A fault is an error at its file, with the place and the words around it; the command fails."""
    folder = tmp_path / "draft"
    shutil.copytree(draft, folder)
    page = (folder / PAGE).read_text("utf-8")
    (folder / PAGE).write_text(page.replace(">24\u00a0ferries</data>", ">34\u00a0ferries</data>", 1), "utf-8")
    done = sampled.called("audit", PAGE, cwd=folder)
    assert done.returncode == 1
    assert (
        "index.html: error[print-is-fact]: `34 ferries` is printed of `ferry-fleet`, which is 24 ferries"
        in done.stderr
    )
    assert "= note: where: line " in done.stderr
    assert "= note: in: In service there are 34 ferries1." in done.stderr
    told = json.loads(sampled.called("audit", PAGE, "--format", "json", cwd=folder).stdout)
    assert {one["check"] for one in told["diagnostics"]} == {kinds.FACT_OFF, kinds.DATA_OFF}


def test_the_command_says_what_it_cannot_audit(tmp_path: Path):
    """What is not there, or no finished file, is a wrong call; a broken PDF is a fault."""
    (tmp_path / "notes.txt").write_text("24")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    for name in ("missing.pdf", "notes.txt"):
        done = sampled.called("audit", name, cwd=tmp_path)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    done = sampled.called("audit", "broken.pdf", cwd=tmp_path)
    assert done.returncode == 1
    assert "broken.pdf: error[file-is-read]: this PDF can't be read" in done.stderr


def test_a_build_audits_what_it_writes(sample_clean: Path, tmp_path: Path):
    """A template that prints a number of its own is caught in page and PDF, and the release is refused."""
    root = sampled.kept(sample_clean, tmp_path / "own")
    shutil.copytree(ROOT / "templates", root / "templates")
    for name, end in (("page.html", "</main>"), ("print.html", "</body>")):
        file = root / "templates" / name
        text = file.read_text("utf-8")
        assert end in text
        file.write_text(text.replace(end, f"<p>All 24 of them.</p>{end}", 1), "utf-8")
    drafted = pipeline.build(root, [], archive=None, output=root / "output", jobs=1)
    told = [one for one in drafted.problems if one.check == kinds.UNBOUND]
    assert sorted(Path(one.at.path).name for one in told) == [PAPER, PAGE]
    assert {one.message for one in told} == {"`24` is bound to nothing"}
    assert drafted.built[0].folder is not None
    assert not drafted.well
    released = pipeline.build(root, [], archive=None, output=root / "output", release=True, jobs=1)
    assert released.built[0].folder is None
    assert "2 errors in its own files" in released.built[0].refused


def test_the_docs_list_every_check():
    """docs/audit.md has a line for each check of finished files, in the words of the engine, and no other."""
    rows = [
        line for line in (ROOT / "docs/audit.md").read_text("utf-8").splitlines() if line.startswith("| `")
    ]
    assert rows == [f"| `{name}` | {says} |" for name, says in kinds.KINDS.items()]


def test_a_fact_of_the_standfirst_stands_on_the_cover(tmp_path: Path):
    """On paper and on the web a fact is told apart in the standfirst and in brief, as the data says."""
    briefing = """\
title: Full boats
subject: Ferries
version: "1.0"
issued: 2026-04-02
standfirst: In Oslo the ferries carried {{ fact("ferry-trips-oslo@2025") }}.
in_brief: [{title: More boats, text: 'Before it was {{ fact("ferry-trips-oslo@2024") }}.'}]
sections: [sources]
"""
    root = make.repository(
        tmp_path,
        {
            "facts/trips.yaml": editioned.facts({"oslo": editioned.PLACES["oslo"]}),
            "briefings/boats/briefing.yaml": briefing,
            "briefings/boats/sources.md": "# Sources\n\n{{ sources_list() }}\n",
        },
    )
    outcome = pipeline.build(root, (), archive=None, output=root / "output", jobs=1)
    assert [one for one in outcome.problems if one.check == kinds.PLACE_OFF] == []
    folder = root / "output/boats/draft"
    made = sampled.held(folder)
    elsewhere = made["data/facts.json"].replace(b'"in": "cover"', b'"in": "in-brief"')
    told = everything.audited(made | {"data/facts.json": elsewhere})
    assert {one.file for one in told if one.kind == kinds.PLACE_OFF} == {"index.html"}  # the PDF has its own
