"""docs/content.md names every file and every key of content: it is held against the schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

import pytest
import yaml

from tests import make
from tests.sampled import PROJECT
from tieout import content, records

PAGE = (PROJECT / "docs" / "content.md").read_text("utf-8")
TABLE = re.compile(
    r"^\| key of (.+?) \| needed \| says \|\n\| --- \| --- \| --- \|\n((?:\|.*\n)+)", re.MULTILINE
)
ROW = re.compile(r"^\| `(\w+)` \| (yes)? ?\| (.+) \|$", re.MULTILINE)
NAMES = {one.__name__: one.NAME for one in vars(records).values() if hasattr(one, "NAME")}


def schemas() -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the name of each record in the schemas, as messages call it, with its schema."""
    for file in sorted((PROJECT / "schema").glob("*.json")):
        whole = json.loads(file.read_text("utf-8"))
        if "properties" in whole:
            yield {"briefing": "a briefing", "desk": "the desk"}[whole["title"]], whole
        for name, one in whole.get("$defs", {}).items():
            if "properties" in one:
                yield NAMES[name], one


SCHEMAS = dict(schemas())
TABLES = {name: ROW.findall(rows) for name, rows in TABLE.findall(PAGE)}


def test_every_record_has_its_table():
    """There is a table for each record of the schemas, and for no other."""
    assert set(TABLES) == set(SCHEMAS)
    assert sum(map(len, TABLES.values())) == len(re.findall(r"^\| `\w+` \| (?:yes)? ?\|", PAGE, re.MULTILINE))


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_key_is_named(name: str):
    """A table has each key of its record, with whether it is always needed, and no other."""
    one = SCHEMAS[name]
    needed = {key: "yes" if key in one.get("required", ()) else "" for key in one["properties"]}
    assert {key: yes for key, yes, _ in TABLES[name]} == needed


def test_every_file_is_named():
    """The first table has every folder and file that is read, and each kind of file with keys its heading."""
    files = set(re.findall(r"^\| `([^`]+)` \|", PAGE.partition("## How it is written")[0], re.MULTILINE))
    heads = set(re.findall(r"^## `([^`]+)`$", PAGE, re.MULTILINE))
    tops = {one.split("/")[0] for one in files}
    assert tops == {*content._FOLDERS, *content._FILES}
    assert {f"briefings/<id>/{one}" for one in content._BRIEFING_FILES} <= files
    assert heads <= files
    assert len(heads) == len(list((PROJECT / "schema").glob("*.json")))


def test_the_form_of_changes_is_read(tmp_path):
    """The changes.yaml that the page shows is one."""
    (shown,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    briefing = "title: T\nsubject: S\nversion: '1.1'\nissued: 2026-04-02\nstandfirst: S\nsections: [one]\n"
    files = {"briefing.yaml": briefing, "changes.yaml": shown, "one.md": "# One\n"}
    read = make.ledger(tmp_path, {f"briefings/b/{name}": words for name, words in files.items()})
    told = [(one.version.text, len(one.changes)) for one in read.briefings["b"].changes]
    assert told == [(one["version"], len(one["changes"])) for one in yaml.safe_load(shown)]


def test_links_within_the_docs_lead_somewhere():
    """A heading that the page links to stands in the page it links to."""
    for name, anchor in re.findall(r"\]\(([a-z-]+\.md)(?:#([a-z-]+))?\)", PAGE):
        text = (PROJECT / "docs" / name).read_text("utf-8")
        heads = {
            re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-")
            for head in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        }
        assert not anchor or anchor in heads, (name, anchor)
