"""Editions: one briefing for every row of a table, each with its own facts, none with another's."""

import json
import re
import shutil
from concurrent.futures import Future
from pathlib import Path

import pytest

from tests import editioned, make
from tests.editioned import PLACES
from tests.sampled import held
from tieout import (
    auditing,
    charts,
    content,
    editions,
    filling,
    formats,
    many,
    pages,
    pipeline,
    prose,
    rebuilt,
    steps,
)
from tieout.audit import folder as audited
from tieout.diagnostics import Diagnostic, Place, Severity, Text, error
from tieout.editions import Halted, Product
from tieout.model import SectionFile
from tieout.pipeline import Outcome
from tieout.progress import Lines, Teller
from tieout.store import Store
from tieout.why import why
from tieout.workers import Stopped, Why

DRAFT = Path("output/boats/draft")


def built(root: Path, only: tuple[str, ...] = (), release: bool = False, jobs: int = 1) -> Outcome:
    return pipeline.build(
        root, (), archive=None, output=root / "output", only=only, release=release, jobs=jobs
    )


def errors(problems) -> list[Diagnostic]:
    return [one for one in problems if one.severity is Severity.ERROR]


@pytest.fixture(scope="module")
def drafted(tmp_path_factory) -> Path:
    """Six editions, drafted once."""
    root = editioned.repository(tmp_path_factory.mktemp("drafted"))
    outcome = built(root)
    assert errors(outcome.problems) == [], make.said(outcome.problems)
    assert outcome.well
    return root


@pytest.fixture
def again(drafted, tmp_path) -> Path:
    """A copy of the drafted repository, to be changed."""
    shutil.copytree(drafted, tmp_path / "again", copy_function=shutil.copy2)
    return tmp_path / "again"


# --- what an edition shows -----------------------------------------------------------------------


def test_each_edition_has_its_own_words_numbers_and_data(drafted):
    """A page tells of its own place, in text, chart, table and data, and names no other's fact."""
    for id, page in editioned.pages(drafted).items():
        name, now, _ = PLACES[id]
        assert f"<title>Full boats in {name}" in page
        assert f"{now} million trips" in page
        own = {f"ferry-trips-{id}", f"ferry-growth-{id}", "ferry-trips-all"}
        assert {one.partition("@")[0] for one in re.findall(r'data-fact="([^"]+)"', page)} == own
        data = drafted / DRAFT / ("" if id == "oslo" else id) / "data" / "facts.json"
        held = json.loads(data.read_text("utf-8"))
        assert {one.partition("@")[0] for one in held["facts"]} == own
        assert held["briefing"]["edition"] == id


def test_no_edition_shows_another_s_chart(drafted):
    """A chart that draws by pattern marks its own facts alone; one that does not is the same everywhere."""
    own, shared = {}, set()
    for id in PLACES:
        at = drafted / DRAFT / ("" if id == "oslo" else id) / "charts"
        own[id] = (at / "by-year-print.svg").read_text("utf-8")
        shared.add((at / "everywhere-print.svg").read_bytes())
        marks = set(re.findall(r'data-fact="([^"]+)"', own[id]))
        assert marks == {f"ferry-trips-{id}@2024", f"ferry-trips-{id}@2025"}
        assert PLACES[id][0] in own[id]
    assert len(set(own.values())) == len(PLACES)
    assert len(shared) == 1


def test_a_chart_that_names_no_parameter_is_drawn_once(drafted):
    """Its steps have one key in all editions; those of one drawn by pattern have a key each."""
    known = pipeline.read(drafted, None)
    keys: dict[str, set[str]] = {}
    for one in filling.editions(known.ledger.briefings["boats"]):
        for step in charts.plan(one, known.ledger, known.standings, drafted)[0]:
            keys.setdefault(step.name, set()).add(step.key)
    assert {len(of) for name, of in keys.items() if name.startswith("everywhere/")} == {1}
    assert {len(of) for name, of in keys.items() if name.startswith("by-year/")} == {len(PLACES)}


def test_one_manifest_lists_every_file_and_all_tie_out(drafted):
    """The manifest at the root lists all files of all editions; each edition is audited by its own data."""
    listed = json.loads((drafted / DRAFT / "manifest.json").read_bytes())["artefacts"]
    assert {*listed, "manifest.json"} == set(held(drafted / DRAFT))
    together = audited.together([drafted / DRAFT])
    assert [one.folder.name for one in together] == ["draft", *sorted({*PLACES} - {"oslo"})]
    assert [fault for one in together for fault in audited.audit_of(one).faults] == []


def test_an_edition_in_another_s_folder_is_found_out(again):
    """A page that was put in the folder of another edition is bound to facts that are not there."""
    shutil.copy(again / DRAFT / "a" / "index.html", again / DRAFT / "a-b" / "index.html")
    faults = {
        one.folder.name: [fault.kind for fault in audited.audit_of(one).faults]
        for one in audited.together([again / DRAFT])
    }
    assert "print-is-fact" in faults["a-b"]
    assert faults["a"] == []


# --- filling in ----------------------------------------------------------------------------------


def test_what_is_filled_in_is_pointed_at_where_it_was_typed():
    """A place behind a parameter is that of the file, in a section and in a scalar of several lines."""
    name = '{{ parameter("name")'
    text = f'# In {name} }}}} now\n\nfirst\nof {{{{ fact("t-{{place}}") }}}} x {name}\n}}}} y\n'
    file = filling.in_section(
        SectionFile("s", Place("s"), "s.md", None, text), {"place": "a", "name": "L'Aquila"}
    )
    title, body = prose.section_text(file)
    assert title.text == "In L'Aquila now"
    assert 'of {{ fact("t-a") }} x L\'Aquila y' in body.text
    assert str(title.place(title.text.index("now"))) == f"s.md:1:{text.index('now') + 1}"
    lines = text.split("\n")
    assert str(body.place(body.text.index(" x ") + 1)) == f"s.md:4:{lines[3].index(' x ') + 2}"
    assert str(body.place(body.text.index("y"))) == f"s.md:5:{lines[4].index('y') + 1}"
    folded = Text('in {{ plain("{name}") }} then', Place("b", 2, 8), ((0, 2, 8), (24, 3, 4)))
    filled = filling.in_text(folded, {"name": "Aa"})
    assert filled.text == 'in {{ plain("Aa") }} then'
    assert str(filled.place(filled.text.index("then"))) == "b:3:5"


def test_a_value_cannot_reach_out_of_the_words_it_fills():
    """A quotation mark within a value ends no string, and a value is not filled in once more."""
    text = Text("""{{ plain('{a}', because="{b}") }} {a}""", Place("t", 1, 1))
    filled = filling.in_text(text, {"a": "L'A", "b": "{a}"}).text
    assert filled == """{{ plain('L\\'A', because="{a}") }} {a}"""


# --- what is wrong -------------------------------------------------------------------------------


def checked(root: Path) -> list[Diagnostic]:
    return errors(pipeline.check(root)[1])


def test_what_is_wrong_in_the_pattern_is_said_once(tmp_path):
    """A mistake of the text is one, with a note of how many editions show it and which come first."""
    service = editioned.SERVICE.replace("The boats", "The seven boats")
    service = service.replace("{place}@2024", "{plaec}@2024")
    found = checked(editioned.repository(tmp_path, {"briefings/boats/service.md": service}))
    assert [(one.at.line, one.message, one.notes) for one in found] == [
        (3, "`seven` is bound to no fact", ("so it is in all 6 editions: `oslo`, `bergen`, `a` and 3 more",)),
        (
            4,
            "there is no parameter `plaec`",
            ("so it is in all 6 editions: `oslo`, `bergen`, `a` and 3 more",),
        ),
    ]


def test_what_one_edition_lacks_is_its_own(again):
    """A fact that one edition lacks is told with its name; the others are written, and are as they were."""
    before = held(again / DRAFT)
    table = again / "content/briefings/boats/places.csv"
    table.write_text(table.read_text("utf-8") + "nowhere,Nowhere\n", "utf-8")
    outcome = built(again)
    wrong = errors(outcome.problems)
    assert {one.notes[0] for one in wrong} == {"so it is in the edition `nowhere`"}
    assert "no fact `ferry-trips-nowhere@2025`" in {one.message for one in wrong}
    after = held(again / DRAFT)
    assert before == {path: after[path] for path in before if path != "manifest.json"} | {
        "manifest.json": before["manifest.json"]
    }
    assert json.loads(after["nowhere/data/facts.json"])["briefing"]["problems"] == len(wrong)
    assert json.loads(after["data/facts.json"])["briefing"]["problems"] == 0


def test_editions_that_say_different_things_at_one_place_are_told_together():
    """What a check says there of the others stands in notes, of which there are a few at most."""
    at = Place("content/x.md", 3, 4)
    told = [(f"e{n}", [error("claim-holds", at, f"it fell by {n}")]) for n in range(1, 9)]
    (one,) = editions.gathered(told)
    assert one.message == "it fell by 1"
    assert one.notes == (
        "so it is in all 8 editions: `e1`, `e2`, `e3` and 5 more",
        "in `e2`: it fell by 2",
        "in `e3`: it fell by 3",
    )


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("place,name\noslo,Oslo\noslo,Again\n", "the edition `oslo` is listed twice"),
        ("place,name\n../up,Up\n", "`place` holds the character `.` at its head"),
        ("place,name\nup/..,Up\n", "`up/..` cannot be an id"),
        ("place,name\nOslo,Oslo\n", "`Oslo` cannot be an id"),
        ("place,name\nbodø,Bodø\n", "`bodø` cannot be an id"),
        ("place,name\ndata,Data\n", "an edition cannot be named `data`: that folder has another use"),
        ("place,name\ncon,Con\n", "an edition cannot be named `con`: that folder has another use"),
        ("place,nme\noslo,Oslo\n", "the column `nme` is no parameter"),
        ("place\noslo\n", "the table has no column `name`"),
        ("place,name\noslo,\n", "`name` of row 1 is empty"),
        ("place,name\nno\x00,x\n", "the character U+0000 cannot be printed"),
        ("place,name\n" + "".join(f"p{n},P\n" for n in range(2001)), "the table has 2,001 rows, more than"),
        ("place,name\n" + "x\n" * 90_000, "the table has 90,000 rows, more than"),
        (",".join(f"c{n}" for n in range(90_000)) + "\noslo\n", "the table has 90,000 columns, more than"),
        ('place,name\noslo,"' + "x\n" * 90_000, "a quotation mark is not closed"),
        ("place,name\noslo," + '""' * 90_000 + "\n", "more than the 200 we take"),
    ],
)
def test_a_table_is_wrong_at_its_row_and_column(tmp_path, table, message):
    """What is wrong with a table is said where it stands; that of the sample reads."""
    path = "content/briefings/boats/places.csv"
    root = editioned.repository(tmp_path, {"briefings/boats/places.csv": table})
    found = content.load(root)[1]
    assert [one.message for one in found if message in one.message], make.said(found)
    assert {one.at.path for one in found} == {path}
    assert len(found) <= 2
    assert all(one.at.line for one in found)


def test_rows_stand_in_yaml_as_well(tmp_path):
    """A table is a file of comma-separated values, one of YAML, or the rows themselves."""
    rows = "".join(f"    - {{place: {id}, name: {name}}}\n" for id, (name, _, _) in PLACES.items())
    read = []
    for number, (table, extra) in enumerate(
        {
            "places.csv": {},
            "places.yaml": {"briefings/boats/places.yaml": rows},
            "\n" + rows: {},
        }.items()
    ):
        briefing = editioned.BRIEFING.replace("places.csv", table.rstrip())
        files = {"briefings/boats/briefing.yaml": briefing, **extra}
        root = editioned.repository(tmp_path / str(number), files)
        ledger, problems = content.load(root)
        assert errors(problems) == [], make.said(problems)
        listed = ledger.briefings["boats"].editions
        read.append([(row.id, dict(row.values)) for row in listed.rows.values()])
    assert read[0] == read[1] == read[2]
    assert len(read[0]) == len(PLACES)


def test_a_row_that_is_wrong_leaves_the_others(tmp_path):
    """A row that cannot be an edition is told of, and the others are editions."""
    table = editioned.table(PLACES) + "x,*\n"
    ledger, problems = content.load(editioned.repository(tmp_path, {"briefings/boats/places.csv": table}))
    assert [one.check for one in errors(problems)] == ["parameter-is-plain"]
    assert [*ledger.briefings["boats"].editions.rows] == [*PLACES]


@pytest.mark.parametrize(
    ("name", "names", "found"),
    [
        ("District 9", "", ["number-is-cited"]),
        ("District 9", "names: [District 9]", []),
        ("Three Bridges", "", ["number-is-cited"]),
        ("Oslo", "", []),
    ],
)
def test_a_parameter_passes_the_gate_for_what_it_is(tmp_path, name, names, found):
    """A numeral in a value is as if typed: a name of the names list, or bound to no fact."""
    files = {
        "desk.yaml": f"name: The Desk\nnouns: {{trip: trips}}\n{names}\n",
        "briefings/boats/places.csv": f"place,name\noslo,{name}\n",
        "facts/trips.yaml": editioned.facts({"oslo": ("there", 41, 38)}),
        "derived/growth.yaml": editioned.derived({"oslo": ("there", 41, 38)}),
    }
    told = checked(editioned.repository(tmp_path, files))
    assert sorted({one.check for one in told if one.at.path.endswith("service.md")}) == found, make.said(told)


def test_a_preview_is_of_the_main_edition(again):
    """Composed for a preview, a briefing has the page of its main edition, whose draft leaves the others."""
    before = held(again / DRAFT)
    store = Store(again / ".tieout" / "store")
    composed = pipeline.compose(
        again, (), archive=None, store=store, pool=steps.Here(), tell=Teller(), mains=True
    )
    assert composed.faced("boats").edition.id == "oslo"
    outcome = pipeline.written(composed, output=again / "output", store=store, pool=steps.Here())
    assert b"Full boats in Oslo" in outcome.built[0].artefacts["index.html"]
    assert held(again / DRAFT) == before
    text = again / "content/briefings/boats/service.md"
    text.write_text(text.read_text("utf-8").replace("The boats of", "All boats of"), "utf-8")
    composed = pipeline.compose(
        again, (), archive=None, store=store, pool=steps.Here(), tell=Teller(), mains=True
    )
    pipeline.written(composed, output=again / "output", store=store, pool=steps.Here())
    assert held(again / DRAFT)["index.html"] != before["index.html"]
    (main, *_) = audited.together([again / DRAFT])
    assert audited.audit_of(main).faults == ()


# --- building ------------------------------------------------------------------------------------


def test_a_build_goes_on_where_it_was(again):
    """Editions that are current are not written again; those that are not are, to the same bytes."""
    whole = held(again / DRAFT)
    for one in ("a", "bergen"):
        shutil.rmtree(again / DRAFT / one)
    (again / DRAFT / "manifest.json").unlink()
    (outcome,) = built(again).built
    assert [one.edition for one in outcome.products if one.is_fresh] == ["bergen", "a"]
    assert held(again / DRAFT) == whole


def test_only_some_editions_are_drafted(again):
    """`only` writes the editions it names, leaves the others, and lists what this content has made."""
    whole = held(again / DRAFT)
    shutil.rmtree(again / "output")
    outcome = built(again, only=("a-b", "oslo"))
    assert outcome.well
    there = held(again / DRAFT)
    listed = json.loads(there["manifest.json"])["artefacts"]
    assert {path.partition("/")[0] for path in there if "index.html" in path} == {"a-b", "index.html"}
    assert {*listed} == {*there} - {"manifest.json"}
    built(again, only=("a", "bergen", "laquila", "ny-alesund"))
    assert held(again / DRAFT) == whole
    assert built(again, only=("nowhere",)).unknown == ("nowhere",)


def test_an_edition_that_leaves_the_table_leaves_the_draft(again):
    """A full build takes away the folder of an edition that there is no more, and nothing else."""
    table = again / "content/briefings/boats/places.csv"
    table.write_text(table.read_text("utf-8").replace("a,A\n", "", 1), "utf-8")
    built(again)
    there = {path.partition("/")[0] for path in held(again / DRAFT)}
    assert "a" not in there
    assert {"a-b", "bergen", "index.html", "data", "manifest.json"} <= there


def test_a_worker_that_dies_fails_its_edition_alone():
    """A lost worker is told of at its edition; results stand in the order asked for, whichever came first."""
    futures = {name: Future() for name in ("x", "y", "z")}
    futures["z"].set_result(Product("z"))
    futures["y"].set_exception(Stopped("took longer than 600 s", Why.TIME))
    futures["x"].set_result(Product("x"))
    heard = []
    made = editions.run(("x", "y", "z"), futures.__getitem__, heard.append)
    assert [(one.edition, one.refused) for one in made] == [
        ("x", ""), ("y", "its making took longer than 600 s"), ("z", ""),
    ]  # fmt: skip
    assert sorted(heard) == ["x", "y", "z"]


def test_our_own_mistake_is_raised_when_the_others_are_done():
    """What is no lost worker is not swallowed."""
    bad, good = Future(), Future()
    bad.set_exception(KeyError("ours"))
    good.set_result(Product("good"))
    with pytest.raises(KeyError):
        editions.run(("bad", "good"), {"bad": bad, "good": good}.__getitem__, lambda name: None)


def test_a_release_has_all_editions_or_is_not_made(again):
    """One edition that errs stops the version, and leaves nothing; without it, all appear, the same twice."""
    table = again / "content/briefings/boats/places.csv"
    right = table.read_text("utf-8")
    table.write_text(right + "nowhere,Nowhere\n", "utf-8")
    (refused,) = built(again, release=True).built
    assert "1 edition of 7 cannot be" in refused.report()
    assert "`nowhere`" in refused.report()
    assert [one.name for one in sorted((again / "output/boats").iterdir())] == ["draft"]
    table.write_text(right, "utf-8")
    assert built(again, release=True, jobs=2).well
    made = held(again / "output/boats/1.0")
    assert {path.partition("/")[0] for path in made if "index.html" in path} == {
        "index.html", *PLACES,
    } - {"oslo"}  # fmt: skip
    assert (again / "content/releases/boats/1.0.json").read_bytes() == made["manifest.json"]
    shutil.rmtree(again / "output")
    assert built(again, release=True).well
    assert held(again / "output/boats/1.0") == made
    (again / "output/boats/1.0/a/index.html").write_text("other")
    (taken,) = built(again, release=True).built
    assert "with other bytes" in taken.report()


def test_an_edition_is_not_made_of_what_the_build_has_not_read(again):
    """A worker that finds another repository than the build has read refuses; with the same it does not."""
    known = many.hold(pipeline.read(again, None), ("html",))
    given = many._given(known.ledger.briefings["boats"])
    script = again / "charts/ferry_all.py"
    many._HELD.clear()
    assert many.edition_judged(given, "a", Halted()).found == ()
    script.write_text(editioned.ALL.replace('"ferry-trips-all",', '"ferry-trips-all", "x"'), "utf-8")
    many._HELD.clear()
    with pytest.raises(Stopped, match="found other content, charts or snapshots than the build had read"):
        many.edition_judged(given, "a", Halted())


def test_a_manifest_of_editions_is_built_again(again):
    """`--verify` makes every edition from nothing, and finds a file that differs in any of them."""
    manifest = again / DRAFT / "manifest.json"
    assert rebuilt.rebuilt(again, manifest, archive=None, jobs=1, tell=Teller()).same
    held = json.loads(manifest.read_bytes())
    held["artefacts"]["a-b/index.html"]["sha256"] = "0" * 64
    manifest.write_text(json.dumps(held), "utf-8")
    found = rebuilt.rebuilt(again, manifest, archive=None, jobs=1, tell=Teller())
    assert found.files.differing == ("a-b/index.html",)


def test_a_manifest_of_some_editions_is_built_again(again):
    """A draft that was made of some editions is held against those; one of all, against all."""
    shutil.rmtree(again / "output")
    built(again, only=("oslo", "a-b"))
    found = rebuilt.rebuilt(again, again / DRAFT / "manifest.json", archive=None, jobs=1, tell=Teller())
    assert found.same, found.report()
    assert {path.partition("/")[0] for path in found.files.same if "/index" in path} == {"a-b"}


def test_a_passage_is_left_out_where_a_parameter_says_so(tmp_path):
    """What `if` compares is filled in: a passage stands in the editions it is of."""
    service = editioned.SERVICE + '\n{% if "{place}" == "a-b" %}Only here.{% else %}Not here.{% endif %}\n'
    root = editioned.repository(tmp_path, {"briefings/boats/service.md": service})
    known = pipeline.read(root, None)
    said = {}
    for one in filling.editions(known.ledger.briefings["boats"]):
        page, _ = pages.assemble(one, known.ledger, known.standings, (), {})
        said[one.id] = "Only here." in page.sections[0].body.words
    assert said == {id: id == "a-b" for id in PLACES}


def test_where_an_address_of_a_pattern_is_printed_is_told(drafted):
    """`why` names the places of the pattern that print a fact in some edition, and the script drawing it."""
    told, _ = why(drafted, "ferry-trips-a-b@2025")
    assert "printed: content/briefings/boats/service.md:3:" in told
    assert "drawn: charts/ferry_years.py" in told
    other, _ = why(drafted, "ferry-trips-all")
    assert "drawn: charts/ferry_all.py" in other
    assert "printed: " not in other


def test_a_long_stage_tells_how_far_it_is():
    """Lines say every so often how many parts are ready and how long the rest will take, and no more."""
    lines, now = [], iter([0.0, 5.0, 11.0, 12.0, 22.0])
    teller = Lines(lines.append, lambda: next(now))
    teller.stage("boats: editions", 4)
    for name in "abcd":
        teller.done(name)
    assert lines == ["boats: editions (4)", "boats: editions: 2 of 4, about 11 s left"]


def test_an_edition_whose_process_ends_is_told_at_its_row(tmp_path):
    """A script that ends its process in one edition fails that edition; the others are written."""
    ends = '    import os\n    if canvas.parameters["name"] == "Bergen":\n        os._exit(3)\n'
    years = editioned.YEARS.replace("    before, now =", f"{ends}    before, now =")
    root = editioned.repository(tmp_path, {"/charts/ferry_years.py": years})
    outcome = built(root, jobs=2)
    assert not outcome.well
    (wrong,) = errors(outcome.problems)
    assert (wrong.check, wrong.at.path, wrong.at.line) == (
        "edition-is-made", "content/briefings/boats/places.csv", 3,
    )  # fmt: skip
    assert "`bergen`" in outcome.built[0].report()
    there = {path.partition("/")[0] for path in held(root / DRAFT) if path.endswith("index.html")}
    assert there == {"index.html", *PLACES} - {"oslo", "bergen"}


def test_only_is_of_the_briefing_that_has_it(again):
    """Of several briefings those are drafted that have an edition asked for, and no others."""
    other = again / "content/briefings/more"
    shutil.copytree(again / "content/briefings/boats", other)
    (other / "places.csv").write_text("place,name\nbergen,Bergen\n", "utf-8")
    (built_one,) = built(again, only=("a",)).built
    assert built_one.briefing == "boats"
    both = built(again, only=("bergen",)).built
    assert [one.briefing for one in both] == ["boats", "more"]


def test_a_row_of_yaml_without_words_is_told(tmp_path):
    """An empty text is missing, in rows of YAML as in those of comma-separated values; others are read."""
    rows = '- {place: "", name: Oslo}\n- {place: a, name: " "}\n- {place: a-b, name: A–B}\n'
    briefing = editioned.BRIEFING.replace("places.csv", "places.yaml")
    files = {"briefings/boats/briefing.yaml": briefing, "briefings/boats/places.yaml": rows}
    ledger, problems = content.load(editioned.repository(tmp_path, files))
    assert [(one.at.line, one.message) for one in errors(problems)] == [
        (1, "`place` of row 1 is empty"),
        (2, "`name` of row 2 is empty"),
    ]
    assert [*ledger.briefings["boats"].editions.rows] == ["a-b"]


def test_a_draft_without_a_stopped_chart_is_not_kept(again):
    """An edition whose chart was stopped is drafted without it, and with it as soon as it can be drawn."""
    known = many.hold(pipeline.read(again, None), ("html",))
    briefing = known.ledger.briefings["boats"]
    plan, _ = charts.plan(filling.edition(briefing, "a"), known.ledger, known.standings, again)
    stopped = Halted(tuple(one.name for one in plan if one.name.startswith("by-year/")))
    given = many._given(briefing), "a", again / "output", again / DRAFT, ""
    shutil.rmtree(again / ".tieout")
    page = again / DRAFT / "a" / "index.html"
    before = page.read_bytes()
    many.edition_written(*given, stopped)
    assert page.read_bytes() != before
    many.edition_written(*given, Halted())
    assert page.read_bytes() == before


def test_an_edition_may_take_what_its_parts_may(tmp_path):
    """The limits of an edition are no less than those of its charts, its PDF and their audit together."""
    briefing = editioned.BRIEFING.replace("formats: [html]", "formats: [html, pdf]")
    places = {id: PLACES[id] for id in ("oslo", "a")}
    root = editioned.repository(tmp_path, {"briefings/boats/briefing.yaml": briefing}, places)
    known, limits = many.hold(pipeline.read(root, None), ("html", "pdf")), []

    class Pool(steps.Here):
        def submit(self, make, *given):
            limits.append(make.limits)
            return super().submit(make, *given)

    many.many_judged(known, known.ledger.briefings["boats"], Pool())
    charts_too, pdf = 2 * 4 * limits[0].seconds, formats.limits(100_000)
    for one in limits[-2:]:
        assert one.seconds >= charts_too + pdf.seconds + auditing.LIMITS.seconds
        assert one.memory >= max(pdf.memory, auditing.LIMITS.memory)
