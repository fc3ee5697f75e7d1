"""The data of a finished file has its shape, and is of one mind; whatever is read, nothing is raised."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import sampled
from tieout import auditing, pipeline, steps
from tieout.audit import attached, folder, tables
from tieout.audit.record import Record

FACTS, TABLE, SOURCES = "facts.json", "facts.csv", "sources.json"
CHART, CELLS = "exhibit-trips.csv", "exhibit-terms.csv"
HOSTILE = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def draft(sample_draft: Path) -> Path:
    """The folder of the sample's draft."""
    return sample_draft


@pytest.fixture(scope="module")
def data(draft: Path) -> Mapping[str, bytes]:
    """Its data, by names without a folder."""
    return sampled.held(draft / "data")


@pytest.fixture(scope="module")
def record(data: Mapping[str, bytes]) -> Record:
    """Its facts."""
    return attached.record_of(data[FACTS])


def told(data: Mapping[str, bytes], record: Record) -> list[tuple[str, str]]:
    """Return all that is said of tables of data."""
    return [*attached.missing(data, record), *attached.disagreeing(data, record)]


# --- the shape of facts.json ---------------------------------------------------------------------


def put(*path: str | int, to: Any) -> Callable[[dict[str, Any]], None]:
    """Return what sets what stands at a path."""

    def change(held: Any) -> None:
        for key in path[:-1]:
            held = held[key]
        held[path[-1]] = to

    return change


def drop(*path: str | int) -> Callable[[dict[str, Any]], None]:
    """Return what deletes what stands at a path."""

    def change(held: Any) -> None:
        for key in path[:-1]:
            held = held[key]
        del held[path[-1]]

    return change


FLEET = ("facts", "ferry-fleet")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (drop("exhibits", 0, "marks"), "exhibits.0.marks: it is not there"),
        (
            put(*FLEET, "value", "hedge", to="maybe"),
            "facts.ferry-fleet.value.hedge: input should",
        ),
        (put(*FLEET, "value", "low", to="1/0"), "facts.ferry-fleet.value.low: it is no exact number"),
        (put(*FLEET, "value", "low", to="9" * 5000), "facts.ferry-fleet.value.low: it is too long"),
        (put(*FLEET, "value", "low", to="9" * 400), "facts.ferry-fleet.value.low: it is no exact number"),
        (put(*FLEET, "value", "low", to="99"), "facts.ferry-fleet.value: its low end is above its high end"),
        (put(*FLEET, "value", to={"date": "2026-02-31"}), "facts.ferry-fleet.value.date: it is no date"),
        (put(*FLEET, "value", to=None), "facts.ferry-fleet.value: "),
        (put(*FLEET, "evidence", to={}), "facts.ferry-fleet.evidence: it is no list"),
        (put(*FLEET, "evidence", 0, to={}), "facts.ferry-fleet.evidence.0.source: it is not there"),
        (put(*FLEET, "kind", to="rumour"), "facts.ferry-fleet.kind: input should"),
        (drop(*FLEET, "printed", 0, "in"), "facts.ferry-fleet.printed.0.in: it is not there"),
        (put("tallies", to=[]), "tallies: it is no mapping"),
        (put("tallies", "facts", to="12"), "tallies.facts: it is no whole number"),
        (put("tallies", "facts", to=True), "tallies.facts: it is no whole number"),
        (put("tallies", "facts", to=10**4000), "tallies.facts: "),
        (put("exhibits", 0, "drawing", "width", to=float("nan")), "NaN is no number"),
        (put("exhibits", 0, "drawing", "width", to=1e300), "exhibits.0.drawing.width: "),
        (put("exhibits", 0, "title", to="\ud800"), "it is no text in UTF-8"),
        (put("more", to={"\udfff": 1}), "it is no text in UTF-8"),
        (put("briefing", "language", to="tlh"), "briefing.language: it is not written as it has to be"),
        (put("schema", to="tieout-facts/9"), "its schema is not tieout-facts/1"),
    ],
)
def test_facts_of_another_shape_are_refused_by_their_first_wrong_key(
    data: Mapping[str, bytes], change: Callable[[dict[str, Any]], None], message: str
):
    """What is missing, of another kind or too large is refused, before anything asks for it."""
    held = json.loads(data[FACTS])
    change(held)
    with pytest.raises(ValueError, match=f"^{re.escape(message)}") as refused:
        attached.record_of(json.dumps(held).encode())
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize(
    ("bytes_", "message"),
    [
        (b"{", "Expecting"),
        (b"[]", "its schema"),
        (b"\xff", "it is no text in UTF-8"),
        (b"[" * 100_000, "it nests too deeply"),
        (b'{"schema": ' + b"9" * 5000 + b"}", "Exceeds"),
        (b'{"schema": "a", "schema": "b"}', "it has `schema` twice"),
        (b" " * ((1 << 26) + 1), "it is larger than"),
    ],
)
def test_what_is_no_json_of_ours_is_refused(bytes_: bytes, message: str):
    """No JSON, too deep, too large, or of two minds by itself."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        attached.record_of(bytes_)


def test_keys_may_be_added_to_facts(data: Mapping[str, bytes]):
    """The control of the above: keys that are not known are let be, wherever they stand."""
    held = json.loads(data[FACTS])
    for one in (held, held["briefing"], held["facts"]["ferry-fleet"], held["exhibits"][0]):
        one["added"] = {"in": [None, "…"]}
    assert attached.record_of(json.dumps(held).encode()).fact("ferry-fleet")["added"]


def test_a_large_record_is_read_at_once(built: pipeline.Built):
    """The flagship's facts are held to their shape in a moment."""
    data = built.artefacts["data/facts.json"]
    attached.record_of(data)
    took = []
    for _ in range(5):
        began = time.process_time()
        attached.record_of(data)
        took.append(time.process_time() - began)
    assert min(took) < 0.06


# --- tables of data ------------------------------------------------------------------------------


def test_what_was_built_is_of_one_mind(data: Mapping[str, bytes], record: Record, built: pipeline.Built):
    """The tables of the sample and of the flagship say what their facts do, cell by cell."""
    assert told(data, record) == []
    made = {path[5:]: made for path, made in built.artefacts.items() if path.startswith("data/")}
    assert told(made, attached.record_of(made[FACTS])) == []


def cells(data: bytes) -> list[list[str]]:
    """Return the cells of a CSV file."""
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def written(rows: list[list[str]]) -> bytes:
    """Return a CSV file of these cells."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


@pytest.mark.parametrize("name", [TABLE, CHART, CELLS])
def test_every_column_is_compared(data: Mapping[str, bytes], record: Record, name: str):
    """Whatever cell of a table is another, in any column, that cell is told and nothing else."""
    heads, *body = cells(data[name])
    for column, head in enumerate(heads):
        filled = [nth for nth, row in enumerate(body) if row[column]] or [0]
        for at in (filled[0], filled[-1]):
            altered = [list(row) for row in body]
            altered[at][column] += "1"
            found = told({**data, name: written([heads, *altered])}, record)
            assert {one for one, _ in found} == {name}
            if head == "id" and name == TABLE:
                assert f"`{altered[at][column]}` is not in facts.json" in found[0][1]
            else:
                assert len(found) == 1
                assert found[0][1].startswith(f"`{head}` ")


@pytest.mark.parametrize("name", [TABLE, CHART, CELLS])
def test_a_table_is_whole(data: Mapping[str, bytes], record: Record, name: str):
    """A table emptied, without its heads, with others, with a row too few, too many or too short is told."""
    heads, *body = cells(data[name])
    for rows in (
        [],
        [heads],
        body,
        [[*heads[:-1], "renamed"], *body],
        [[*heads, "more"], *([*row, "1"] for row in body)],
        [heads, *body[:-1]],
        [heads, *body, body[-1]],
        [heads, body[0][:3] if len(heads) > 3 else body[0][:1], *body[1:]],
    ):
        assert {one for one, _ in told({**data, name: written(rows)}, record)} == {name}
    assert told({**data, name: written([heads, *body])}, record) == []


def test_missing_data_is_told(data: Mapping[str, bytes], record: Record):
    """A table that the facts have and that is not there is told; one of no exhibit is told too."""
    for name in tables.names(record):
        assert [*attached.missing(data.keys() - {name}, record)] == [(name, "it is not there")]
    assert set(tables.names(record)) == data.keys() - {FACTS}
    assert told({**data, "exhibit-x.csv": b"a\r\n"}, record) == [("exhibit-x.csv", "it is of no exhibit")]


def test_every_key_of_a_source_is_compared(data: Mapping[str, bytes], record: Record):
    """Whatever a source is given, is given otherwise or lacks is told by its key."""
    items = json.loads(data[SOURCES])
    keys = {key for one in items for key in one}
    assert {"author", "accessed", "genre", "issued", "language", "publisher", "title", "type"} <= keys
    for key in (*sorted(keys - {"id"}), "DOI"):
        for value in ("other", None):
            altered = [dict(one) for one in items]
            one = next((one for one in altered if key in one), altered[0])
            if value is None and key not in one:
                continue
            one.update({key: value}) if value else one.pop(key)
            changed = json.dumps(altered).encode()
            assert told({**data, SOURCES: changed}, record) == [
                (SOURCES, f"the {key} of `{one['id']}` is another than in facts.json")
            ]
    for altered, message in (
        (items[1:], f"`{items[0]['id']}` of facts.json is not here"),
        ([*items, items[0]], "it has a source twice"),
        (items[::-1], "its sources are not in the order of facts.json"),
        ([*items, {"id": "x"}], "`x` is not in the list of facts.json"),
        ({}, "it is no list of sources"),
        ([1], "it is no list of sources"),
    ):
        assert told({**data, SOURCES: json.dumps(altered).encode()}, record)[0] == (SOURCES, message)


@given(st.fractions(), st.booleans())
def test_a_fraction_is_rounded_outward(number: Any, up: bool):
    """A fraction in a table is a decimal of few digits, not beyond the number by more than its last digit."""
    from tieout.formats import dataset

    exact = dataset._number(number) or ""
    assert tables._decimal(exact, up=up) == dataset.decimal(exact, up=up)


# --- whatever is read ----------------------------------------------------------------------------


def everything(data: Mapping[str, bytes], record: Record | None = None) -> list[tuple[str, str]]:
    """Return all that is said of data; it may be anything."""
    found = [*attached.undigested(data.get("manifest.json", b""), attached.digested(data), every=True)]
    try:
        record = record or attached.record_of(data[FACTS])
    except ValueError as refused:
        return [*found, (FACTS, str(refused))]
    return [*found, *told(data, record)]


@pytest.mark.parametrize("name", [FACTS, TABLE, SOURCES, CHART, CELLS, "manifest.json"])
def test_any_bytes_are_faults(data: Mapping[str, bytes], record: Record, name: str):
    """Random bytes in place of a file of data are told, and nothing is raised."""

    @HOSTILE
    @given(st.binary(max_size=400) | st.text(max_size=200).map(lambda one: one.encode("utf-8", "replace")))
    def ask(bytes_: bytes) -> None:
        found = everything({**data, name: bytes_}, None if name == FACTS else record)
        assert name in {one for one, _ in found}

    ask()


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=5)
    | st.sampled_from(["\ud800", "1/0", "9" * 5000, "2026-02-31", 10**4000, "", "x"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


def places(held: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every value of a document."""
    yield path
    inner = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    for key, one in inner:
        yield from places(one, (*path, key))


@pytest.mark.parametrize("name", [FACTS, SOURCES, "manifest.json"])
def test_any_value_in_a_document_is_no_crash(
    draft: Path, data: Mapping[str, bytes], record: Record, name: str
):
    """Whatever stands anywhere in facts.json, sources.json or the manifest, nothing is raised."""
    files = {**data, "manifest.json": (draft / "manifest.json").read_bytes()}
    text = files[name].decode()
    every = [path for path in places(json.loads(text)) if path]

    @HOSTILE
    @given(st.sampled_from(every), JSON)
    def ask(path: tuple[str | int, ...], value: Any) -> None:
        held = json.loads(text)
        put(*path, to=value)(held)
        everything({**files, name: json.dumps(held).encode()}, None if name == FACTS else record)

    ask()


@pytest.mark.parametrize("name", [FACTS, TABLE, SOURCES, CHART, CELLS, "manifest.json"])
def test_any_cut_or_changed_byte_is_no_crash(
    draft: Path, data: Mapping[str, bytes], record: Record, name: str
):
    """A file cut anywhere, with a stretch of it taken out, doubled or replaced: nothing is raised."""
    files = {**data, "manifest.json": (draft / "manifest.json").read_bytes()}
    whole = files[name]

    @HOSTILE
    @given(st.integers(0, len(whole)), st.integers(0, 60), st.binary(max_size=6), st.booleans())
    def ask(start: int, length: int, put_in: bytes, twice: bool) -> None:
        stretch = whole[start : start + length] if twice else b""
        changed = whole[:start] + stretch * 2 + put_in + whole[start + length :]
        everything({**files, name: changed}, None if name == FACTS else record)

    ask()


def test_a_cell_of_any_length_is_a_fault(data: Mapping[str, bytes], record: Record):
    """A cell beyond what the reader of CSV takes is told of its file."""
    found = told({**data, TABLE: data[TABLE] + b"a" * 200_000}, record)
    assert found[0][0] == TABLE
    assert found[0][1].startswith("it can't be read: field larger than")


# --- what of a folder is read, and what a build tells of it ----------------------------------------


def audited(*paths: Path) -> list[str]:
    """Return the messages of an audit of files or folders."""
    return [fault.message for one in folder.together(paths) for fault in folder.audit_of(one).faults]


@pytest.fixture
def downloads(draft: Path, tmp_path: Path) -> Path:
    """A folder of all sorts of large things, with the draft's files among them."""
    for name, data in sampled.held(draft).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "films" / "long").mkdir(parents=True)
    for name in ("a.mp4", "films/b.mp4", "films/long/c.pdf", "data/d.mp4"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(folder.MOST_BYTES + 1)  # a file with nothing in it, which takes no room
    return tmp_path


def test_beside_a_file_only_what_it_rests_on_is_read(downloads: Path):
    """A file is audited with its data and its manifest, whatever lies beside it or below its folder."""
    paths = ("index.html", "ferries-draft.pdf", "charts/trips-print.svg")
    for name in paths:
        (one,) = folder.together([downloads / name])
        read, _ = folder._read(one)
        assert name in read
        assert not [path for path in read if path.endswith(".mp4") or path.startswith("films")]
        assert {"data/facts.json", "data/facts.csv", "data/exhibit-terms.csv", "style.css"} <= set(read)
    (downloads / "manifest.json").unlink()
    (one,) = folder.together([downloads / "index.html"])
    assert {"style.css", "data/sources.json"} <= set(folder._read(one)[0])
    (one,) = folder.together([downloads / "ferries-draft.pdf"])
    assert not [path for path in folder._read(one)[0] if path.endswith((".css", ".html"))]


def test_a_folder_given_is_read_whole(downloads: Path, tmp_path_factory: pytest.TempPathFactory):
    """The control: of a folder that is named all is read, and one that holds too much is refused."""
    with pytest.raises(folder.Unfit, match="holds more than a draft or a release can"):
        audited(downloads)
    bare = tmp_path_factory.mktemp("bare")
    (bare / "notes.txt").write_text("24")
    with pytest.raises(folder.Unfit, match=f"^`{re.escape(str(bare))}` holds no HTML, PDF or SVG file$"):
        audited(bare)
    done = sampled.tieout("audit", str(bare))
    assert (done.returncode, "holds no HTML, PDF or SVG file" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    "manifest",
    [
        b"{",
        json.dumps(
            {
                "schema": "tieout-manifest/1",
                "artefacts": {
                    name: {"bytes": 1, "sha256": "0" * 64}
                    for name in ("../secret.txt", "/etc/hostname", "a" * 400, "nul\0", "films", "a.mp4/b")
                },
            }
        ).encode(),
    ],
)
def test_a_manifest_leads_nowhere_else(downloads: Path, manifest: bytes):
    """What a manifest names out of its folder, or as no file can be called, is not read."""
    (downloads.parent / "secret.txt").write_text("24")
    (downloads / "manifest.json").write_bytes(manifest)
    (one,) = folder.together([downloads / "index.html"])
    read, faults = folder._read(one)
    assert faults == []
    assert {path for path in read if not path.startswith("data/")} == {
        "index.html",
        "style.css",
        "manifest.json",
    }


def test_a_build_tells_a_fault_of_the_data_once(draft: Path):
    """Page and PDF are audited apart, and both with the data: what is wrong with it is told once."""
    files = sampled.held(draft)
    files["data/facts.csv"] = files["data/facts.csv"].replace(b"41200000", b"41300000", 1)
    found = auditing.findings(files, None, steps.Here())
    said = [one.message for one in found if one.at.path == "data/facts.csv"]
    assert len(said) == len(set(said)) == 2
    assert "`low` of `ferry-trips@2025` is `41300000` here, and `41200000` in facts.json" in said
