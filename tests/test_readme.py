"""What the README says is so: its commands run, its lists are those of the code, its links lead somewhere."""

import re
import shlex
import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from finished import body

from tests.make import repository
from tests.sampled import PROJECT, changed, copied, tieout
from tieout import content, derive, formats, formulas, template, wording
from tieout.checks import registered
from tieout.cli import command
from tieout.model import FactKind, Seen, SourceKind, Stance

README = (PROJECT / "README.md").read_text("utf-8")
FIRST = (PROJECT / "docs" / "first-repository.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
COMMANDS = [
    line.partition("#")[0].strip()
    for kind, text in BLOCKS
    if kind == "sh"
    for line in text.splitlines()
    if line.partition("#")[0].strip()
]


def block(kind: str) -> str:
    """Return the text of the README's one block of that kind."""
    (text,) = (text for named, text in BLOCKS if named == kind)
    return text


def listed(after: str, until: str) -> set[str]:
    """Return what stands in backticks between two passages of the README."""
    return set(re.findall(r"`([^`]+)`", README.partition(after)[2].partition(until)[0]))


@pytest.fixture(scope="module")
def repository_copy(flagship_kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this repository as one who has built the flagship has it, without environment and tests."""
    left_out = shutil.ignore_patterns(
        ".git", ".venv", ".tieout", ".*_cache", ".hypothesis", "__pycache__", "tests", "draft", "archive"
    )
    copy = shutil.copytree(PROJECT, tmp_path_factory.mktemp("readme") / "copy", ignore=left_out)
    shutil.copytree(flagship_kept, copy / ".tieout")
    return copy


# --- commands ------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_runs(repository_copy: Path, line: str):
    """Each quick command of the README ends with 0 in a copy of this repository."""
    program, *words = shlex.split(line)
    assert program == "tieout"
    done = tieout(*words, cwd=repository_copy, environment={"PYTHONPATH": str(repository_copy)})
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_commands():
    """The README shows every verb at work."""
    assert {line.split()[1] for line in COMMANDS} == set(command.commands)


def test_both_make_commands_are_targets():
    """`make` builds and `make test` tests; the README names both, and what CI runs calls both."""
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    assert targets[0] == "all"
    assert "test" in targets
    run = (PROJECT / ".ci" / "run").read_text("utf-8").splitlines()
    for line in ("make", "make test"):
        assert re.search(rf"^{line}( +#.*)?$", README, re.MULTILINE)
        assert line in run
    workflows = [file.read_text("utf-8") for file in (PROJECT / ".github" / "workflows").glob("*.yml")]
    assert any(".ci/run" in text for text in workflows)


def test_what_is_needed_is_what_is_installed():
    """The README's Python is that of the package, and each system package it names is installed by script."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"Python {project['requires-python'].removeprefix('>=')} or newer" in README
    scripts = "".join((PROJECT / ".ci" / name).read_text("utf-8") for name in ("run", "system"))
    for package in ("python3-venv", "libpangoft2-1.0-0", "libharfbuzz-subset0", "poppler-utils"):
        assert f"`{package}`" in README
        assert package in scripts
    assert "Chromium" in README
    assert "chromium" in scripts


# --- lists ---------------------------------------------------------------------------------------


def test_every_verb_is_listed():
    """The table of commands has a row for each verb there is, and for none that is not."""
    rows = re.findall(r"^\| `tieout (\w+)` \|", README, re.MULTILINE)
    assert rows == list(dict.fromkeys(rows))
    assert set(rows) == set(command.commands)


def test_every_check_is_listed():
    """The README names the checks that docs/checks.md and docs/audit.md list, those of the code."""
    docs = "".join((PROJECT / "docs" / name).read_text("utf-8") for name in ("checks.md", "audit.md"))
    named = listed("**Checks**", "Packages may bring more")
    assert named == set(re.findall(r"^\| `([a-z-]+)` \|", docs, re.MULTILINE))
    assert set(registered()) <= named


def test_every_formula_is_listed():
    """The README names each operator and function of formulas."""
    named = listed("**Formulas**", "**Formats**")
    assert named - {"+", "-", "*", "/", "( )"} == set(formulas.FUNCTIONS)


def test_every_format_is_listed():
    """The README names each format."""
    assert listed("**Formats**", "(JSON") == set(formats.NAMES)


def test_every_prose_function_is_listed():
    """The README names each function of prose."""
    assert listed("**In prose**", "**Checks**") == set(template.FUNCTIONS)


# --- where things are told ----------------------------------------------------------------------


def test_every_document_is_linked_once():
    """The list of documents leads to each of them, and is the one place that does."""
    documents = {f"docs/{file.name}" for file in (PROJECT / "docs").glob("*.md")}
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if link.endswith(".md")]
    assert sorted(links) == sorted(documents)


def test_the_first_repository_builds(tmp_path: Path):
    """The files of docs/first-repository.md, as they stand there, build without a word, and check so too."""
    files = re.findall(r"^```\w+ (\S+)\n(.*?)^```$", FIRST, re.MULTILINE | re.DOTALL)
    for path, text in files:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    assert len(files) == FIRST.count("```") / 2 == 8 and "Eight files" in FIRST
    for verb in ("check", "build"):
        done = tieout(verb, "--root", str(tmp_path))
        assert (done.returncode, "no problems" in done.stdout + done.stderr) == (0, True), done.stderr
    draft = tmp_path / "output" / "ferries" / "draft"
    page = body(draft / "index.html").text_content().replace("\u00a0", " ")
    assert re.search(
        r"more than 41 million trips\d* in 2025, which is at least 6.49%\d* above the year", page
    )
    assert (draft / "ferries-draft.pdf").stat().st_size > 10_000
    assert (draft / "charts" / "trips-print.svg").is_file()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("`kind` of a source", SourceKind),
        ("`kind` of a fact", FactKind),
        ("`seen` of a source", Seen),
        ("`stance` of evidence", Stance),
        ("`width` of an exhibit", ("body", "full")),
    ],
)
def test_the_words_of_a_key_are_those_that_there_are(key: str, words: Iterable[str]):
    """The table names each word that a key may have, and no other; what is in brackets is said of one."""
    (row,) = re.findall(rf"^\| {re.escape(key)} \| (.*) \|$", FIRST, re.MULTILINE)
    assert set(re.sub(r" \([^)]*\)", "", row).split(", ")) == set(map(str, words))


def test_the_first_repository_is_short():
    """It is read in a minute."""
    assert len(FIRST.splitlines()) <= 60


# --- what is shown -------------------------------------------------------------------------------


def test_the_fact_shown_prints_what_is_said(tmp_path: Path):
    """The README's fact is read, and prints the words that the README gives for it."""
    sources = (PROJECT / "tests/sample/content/sources/harbour.yaml").read_text("utf-8")
    files = {
        "desk.yaml": "name: Quay Desk\n",
        "sources/harbour.yaml": sources,
        "facts/ferries.yaml": block("yaml"),
    }
    ledger, problems = content.load(repository(tmp_path, files, {}))
    assert problems == []
    (name,) = ledger.facts
    standings, problems = derive.derive(ledger)
    assert problems == []
    printed = wording.words(standings[name], "sentence", ledger.desk.vocabulary).replace("\u00a0", " ")
    assert f'`The city paid {{{{ fact("{name}") }}}}.`' in README
    assert f'"The city paid {printed}"' in README


def test_the_mistake_shown_is_said_so(tmp_path: Path):
    """The README's problem is what the sample says once its hedge is dropped, to the letter."""
    root = changed(
        copied(tmp_path),
        "content/facts/ferries.yaml",
        "value: more than 20 million EUR",
        "value: 20 million EUR",
    )
    said = tieout("check", "--root", str(root))
    assert said.returncode == 1
    assert said.stderr.strip() == block("text").strip()


def test_links_lead_somewhere():
    """Each relative link, and each path of this repository in backticks, is there."""
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    paths = re.findall(r"`((?:content|docs|schema|templates|tests|tieout|\.ci)/[\w./-]*)`", README)
    made = {"content/waivers.yaml", "content/evidence.lock"}
    missing = [path for path in [*links, *paths] if not (PROJECT / path).exists() and path not in made]
    assert missing == []
