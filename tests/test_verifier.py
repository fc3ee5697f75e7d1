"""The verifier finds every tampered file, passes the one that was made, and imports nothing of tieout."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pikepdf
import pytest
import sampled
import tampering

from tieout import pipeline

VERIFIER = Path(__file__).parents[1] / "verify" / "verify_briefing.py"


@pytest.fixture(scope="module")
def verifier() -> ModuleType:
    """The verifier as a module."""
    spec = importlib.util.spec_from_file_location("verify_briefing", VERIFIER)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its records look their own module up
    spec.loader.exec_module(module)
    return module


# One number for each function of the language of formulas.
FUNCTIONS = {
    "cagr(a, b)": ("ferry-trips-forecast-2030", "ferry-trips@2024"),
    "days(a, b)": ("ferry-trial-announced", "some-month"),
    "difference(a, b)": ("ferry-trips-forecast-2030", "ferry-trips@2024"),
    "growth(a, b)": ("ferry-trips-forecast-2030", "ferry-trips@2024"),
    "log(a, b)": ("ferry-trips-forecast-2030", "ferry-trips@2024"),
    "max(a)": ("ferry-trips",),
    "min(a, b)": ("ferry-trips@2025", "ferry-trips-forecast-2030"),
    "mix(a, b, c)": ("ferry-trial-fuel-share", "ferry-trips@2025", "ferry-trips@2024"),
    "per(a, b)": ("ferry-subsidy", "ferry-trips@2024"),
    "ratio(a, b)": ("ferry-trips-forecast-2030", "ferry-trips@2024"),
    "share(a, a + b)": ("ferry-subsidy", "ferry-trial-cost"),
    "sum(a)": ("ferry-trips",),
    "a * b": ("ferry-punctuality", "ferry-trips@2024"),
    "a + b": ("ferry-punctuality", "ferry-trial-fuel-share"),
}


def printed(root: Path) -> bytes:
    """Return the PDF of the draft that a copy of the sample makes."""
    outcome = pipeline.build(root, [sampled.BRIEFING], archive=None, output=root / "output", jobs=1)
    return outcome.built[0].artefacts[f"{sampled.BRIEFING}-draft.pdf"]


@pytest.fixture(scope="module")
def sample_pdf(sample_draft: Path) -> bytes:
    """The sample's PDF."""
    return (sample_draft / f"{sampled.BRIEFING}-draft.pdf").read_bytes()


@pytest.fixture
def verified(verifier: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Return the function from a file's bytes to the exit status and the lines that are printed."""

    def run(data: bytes, *more: str) -> tuple[int, list[str]]:
        file = tmp_path / "briefing.pdf"
        file.write_bytes(data)
        status = verifier.main([str(file), *more])
        return status, capsys.readouterr().out.splitlines()

    return run


def test_what_was_made_is_clean(verified, sample_pdf):
    """The file as it was made is clean: the control of all that is tampered with."""
    status, lines = verified(sample_pdf)
    assert status == 0, lines
    assert lines[-2].startswith("clean: ") and lines[-2].endswith(" 0 orphans")


def test_the_flagship_is_clean(verified, built):
    """Every number of the flagship resolves, and every sum of it comes out again."""
    status, lines = verified(built.artefacts["inference-pivot-draft.pdf"])
    assert status == 0, [line for line in lines if ": " in line]
    rows = [line.split() for line in lines if re.fullmatch(r"\w+ +\d+ +\d+ +\d+", line)]
    table = {name: [int(one) for one in counts] for name, *counts in rows}
    facts = json.loads(built.artefacts["data/facts.json"])["facts"].values()
    assert table["arithmetic"][0] == sum(len(one.get("accounts", "1")) for one in facts if "formula" in one)
    assert table["fact"][0] > 500 and table["label"][0] > 200 and table["value"][0] > 400


@pytest.mark.parametrize("language", ["de", "fr"])
def test_numbers_in_another_language_are_clean(language, verified, tmp_path):
    """What is printed in another language resolves too, by what facts.json says of it."""
    root = sampled.copied(tmp_path / "ferries")
    desk = root / "content" / "desk.yaml"
    kept = [line for line in desk.read_text("utf-8").splitlines() if not line.startswith("language:")]
    desk.write_text("\n".join([*kept, f"language: {language}", ""]), "utf-8")
    status, lines = verified(printed(root))
    assert status == 0, lines


def test_each_function_of_formulas_is_calculated_anew(verified, tmp_path):
    """Sums of every function, over ranges, series, months and disputes, come out as they were printed."""
    root = sampled.copied(tmp_path / "ferries")
    derived, said = [], []
    for nth, (formula, inputs) in enumerate(FUNCTIONS.items()):
        where = ", ".join(f"{role}: {address}" for role, address in zip("abc", inputs, strict=False))
        unit = ", unit: percent" if formula[:4] in ("cagr", "shar", "grow") else ""
        derived.append(f'sum-{nth}: {{statement: A sum, formula: "{formula}", where: {{{where}}}{unit}}}')
        say = "accounts" if "ferry-punctuality" in inputs else "fact"
        said.append(f'It is {{{{ {say}("sum-{nth}") }}}}.')
    sampled.added(root, "content/derived/ferries.yaml", "\n".join(["", *derived, ""]))
    evidence = "[{source: harbour-yearbook-2025, quote: in September 2026}]"
    month = f"\nsome-month: {{statement: A month, value: 2026-09, as_of: 2026-09, evidence: {evidence}}}\n"
    sampled.added(root, "content/facts/ferries.yaml", month)
    sampled.added(root, "content/briefings/ferries/service.md", "\n\n".join(["", *said, ""]))
    status, lines = verified(printed(root), "--all")
    assert status == 0, [line for line in lines if ": " in line and line.count(":") > 2]
    calculated = {re.match(r"(sum-\d+).*: arithmetic|", line)[1] for line in lines} - {None}
    assert len(calculated) == len(FUNCTIONS)


def test_fifty_tamperings_of_many_kinds():
    """There are fifty and more, no two alike, of more than fifteen kinds."""
    assert len({(one.kind, one.name) for one in tampering.TAMPERINGS}) == len(tampering.TAMPERINGS) >= 50
    assert len({one.kind for one in tampering.TAMPERINGS}) > 15


@pytest.mark.parametrize("one", tampering.TAMPERINGS, ids=lambda one: f"{one.kind}: {one.name}")
def test_each_tampering_is_found(one, verified, sample_pdf):
    """What was done to a file is told, where it was done."""
    altered = one.of(sample_pdf)
    status, lines = verified(altered)
    assert status == 1
    assert [line for line in lines if re.search(one.found, line)], lines
    assert lines[-2].startswith("not clean: ")


def test_tampering_gives_the_same_bytes(sample_pdf):
    """A tampered file is the same each time."""
    for one in tampering.TAMPERINGS[::10]:
        assert one.of(sample_pdf) == one.of(sample_pdf)


def test_a_file_saved_anew_is_clean(verified, sample_pdf):
    """What alters nothing that is said is no tampering: the file may be written anew."""
    with pikepdf.open(BytesIO(sample_pdf)) as pdf:
        held = BytesIO()
        pdf.save(held, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert verified(held.getvalue())[0] == 0


UNREADABLE = ["[]", "{}", "[" * 100_000, '{"schema": "tieout-facts/2"}', "nothing", "\ud800"]


@pytest.mark.parametrize("facts", UNREADABLE, ids=range(len(UNREADABLE)))
def test_data_that_can_not_be_read_is_told(facts, verified, sample_pdf):
    """A file whose facts are none, or of another schema, is not verified; it is no crash either."""
    with pikepdf.open(BytesIO(sample_pdf)) as pdf:
        tampering.written(pdf, "facts.json", facts.encode("utf-8", "surrogatepass"))
        held = BytesIO()
        pdf.save(held)
    status, lines = verified(held.getvalue())
    assert status == 2 and lines[0].startswith("can't be read: ")


def test_no_broken_file_ends_in_a_traceback(verified, sample_pdf):
    """A file cut off, emptied or with bytes overwritten is told as such."""
    size = len(sample_pdf)
    broken = [b"", b"%PDF-1.7\n", sample_pdf[: size // 2], sample_pdf[:-200], sample_pdf[::-1]]
    for at in range(2000, size - 6000, size // 6):
        broken.append(sample_pdf[:at] + bytes(4000) + sample_pdf[at + 4000 :])
    for data in broken:
        assert verified(data)[0] in (0, 1, 2)


def test_a_sum_that_is_not_understood_is_told(verified, sample_pdf):
    """A formula that it can't calculate is an orphan, never passed."""
    altered = BytesIO()
    with pikepdf.open(BytesIO(sample_pdf)) as pdf:
        tampering.rewritten("facts.json", [('"growth(new, old)"', '"surprise(new, old)"')])(pdf)
        pdf.save(altered)
    status, lines = verified(altered.getvalue())
    assert status == 1 and any("not calculated anew" in line for line in lines)


def test_all_lists_everything(verified, sample_pdf):
    """``--all`` prints what resolves too."""
    lines = verified(sample_pdf, "--all")[1]
    assert any(line == "page 3: fact: “up to 600 passengers”" for line in lines)


def test_the_command_runs_alone(sample_pdf, tmp_path):
    """It runs where nothing of tieout can be imported, and its exit status is the verdict."""
    (tmp_path / "briefing.pdf").write_bytes(sample_pdf)

    def run(name: str) -> subprocess.CompletedProcess[str]:
        call = [sys.executable, "-I", str(VERIFIER), name]
        return subprocess.run(call, capture_output=True, text=True, check=False, cwd=tmp_path)

    assert (run("briefing.pdf").returncode, run("briefing.pdf").stderr) == (0, "")
    missing = run("nowhere.pdf")
    assert (missing.returncode, missing.stderr) == (2, "") and missing.stdout.startswith("can't be read: ")


def test_a_stranger_can_read_it():
    """It is one file of fewer than 400 lines, none of them long."""
    lines = VERIFIER.read_text("utf-8").splitlines()
    assert len(lines) < 400 and max(map(len, lines)) <= 110
    assert [one.name for one in VERIFIER.parent.iterdir() if one.suffix == ".py"] == [VERIFIER.name]


def test_it_is_its_own():
    """It imports the standard library and PDFium, nothing of tieout."""
    found = set()
    for node in ast.walk(ast.parse(VERIFIER.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name.split(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module.split(".")[0])
    assert found - sys.stdlib_module_names == {"pypdfium2"}
