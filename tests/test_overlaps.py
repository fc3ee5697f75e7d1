"""What ``overlaps`` finds in finished files, each fault beside a control; and that the flagship has none."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import browser
import pytest
from flagship import ROOT
from overlaps import WIDTHS, Finding, main, measured

FONTS = ROOT / "templates" / "fonts"
STYLE = """
@font-face { font-family: "Tieout Sans"; src: url(fonts/TieoutSans-Regular.woff2); }
body { margin: 0; font: 16px/1.2 "Tieout Sans"; background: #fff; color: #111; }
"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    """One Chromium for the module."""
    with browser.chromium() as running:
        yield running


def found(folder: Path, running: object = None) -> list[Finding]:
    """Return what is found in the files of ``folder``, its page looked at 400 px wide."""
    return measured(folder, running, widths=(400,), schemes=("light",)).findings


def assert_said(findings: list[Finding], said: list[str]) -> None:
    """Assert that what is found is what was said, one for one, by its beginning."""
    assert len(findings) == len(said), [one.what for one in findings]
    for finding, beginning in zip(findings, said, strict=True):
        assert finding.what.startswith(beginning)


# --- PDF -----------------------------------------------------------------------------------------


def pdf(folder: Path, style: str, body: str) -> Path:
    """Return ``folder`` with a PDF of one page in it, 400 by 300 pt with margins of 40."""
    import weasyprint

    house = f"""
        @page {{ size: 400pt 300pt; margin: 40pt }}
        @font-face {{ font-family: Sans; src: url({(FONTS / "TieoutSans-Regular.ttf").as_uri()}) }}
        body {{ font: 12pt/0.95 Sans; margin: 0 }}
        p {{ margin: 0 }}
        b {{ position: absolute; white-space: nowrap; font-weight: 400 }}
    """
    weasyprint.HTML(string=f"<style>{house} b {{ {style} }}</style>{body}").write_pdf(folder / "made.pdf")
    return folder


@pytest.mark.parametrize(
    ("style", "body", "said"),
    [
        ("left: 20pt; top: 4pt", "<p>Quietly<b>and more</b></p>", ["`Quietly` and `and more` overlap by"]),
        ("left: 20pt; top: 12pt", "<p>Quietly<b>and more</b></p>", []),
        ("left: 32pt; top: 0", "<p>Quietly<b>750</b></p>", ["`Quietly` and `750` overlap by"]),  # on a line
        ("left: 42pt; top: 0", "<p>Quietly<b>750</b></p>", []),
        ("left: -60pt; top: 40pt", "<p>Quietly<b>Far left</b></p>", ["`Far left` is cut at the trim by 1"]),
        ("left: 0; top: 253pt", "<p>Quietly<b>Foot</b></p>", ["`Foot` is cut at the trim by"]),
        ("", "<p>by gaps<br>Til then<sup>12</sup>, AVATAR, office, fjord</p>", []),  # set tight, and kerned
    ],
)
def test_texts_of_a_pdf(tmp_path, style, body, said):
    """Texts that overlap and texts cut by the paper's edge are told; lines set tight are not."""
    assert_said(found(pdf(tmp_path, style, body)), said)


# --- web page ------------------------------------------------------------------------------------


def page(folder: Path, body: str, style: str = "") -> Path:
    """Return ``folder`` with a web page in it."""
    (folder / "fonts").mkdir(exist_ok=True)
    shutil.copy(FONTS / "TieoutSans-Regular.woff2", folder / "fonts")
    (folder / "style.css").write_text(STYLE + style, "utf-8")
    head = '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><link rel="stylesheet" href="style.css">'
    (folder / "index.html").write_text(f"{head}<body>{body}", "utf-8")
    return folder


LONG = "<p>One two three</p>"
TEXTS = [
    ("<p>Quietly</p><p>and more</p>", "p + p { margin-top: -13px }", ["`Quietly` and `and more` overlap"]),
    ("<p>Quietly</p><p>and more</p>", "p + p { margin-top: -4px }", []),
    ("<p>Word</p>", "p::after { content: 'over'; margin-left: -20px }", ["`Word` and `over` overlap by"]),
    ("<p>Word</p>", "p::after { content: 'over'; margin-left: 1px }", []),
    (LONG, "p { width: 40px; white-space: nowrap; overflow: hidden }", ["`One two three` is cut by"]),
    (LONG, "p { width: 40px; white-space: nowrap; overflow: auto }", []),  # it scrolls
    (LONG, "p { height: 12px; overflow: clip }", ["`One two three` is cut by"]),
    (LONG, "p { height: 18px; overflow: clip }", []),
    (LONG, "p { margin-left: 330px; white-space: nowrap }", ["`One two three` is cut by"]),  # by the window
    (LONG, "p { margin-left: 300px; white-space: nowrap }", []),
    ("<p>Aside</p><i>Text</i>", "p { position: absolute; clip-path: inset(50%) }", []),  # hidden on purpose
    ("<p>Aside</p><i>Text</i>", "p { position: absolute }", ["`Aside` and `Text` overlap by"]),
    ("<p>com/<wbr>jax</p>", "p { font-size: 40px }", []),  # a letter that hangs over
    ("<p>com/<b>jax</b></p>", "b { margin-left: -8px; font-weight: 400 }", ["`com/` and `jax` overlap by"]),
    ("<h1>Gyp<br>Tall</h1>", "h1 { font-size: 60px; line-height: 1 }", []),
    ("<h1>Gyp<br>Tall</h1>", "h1 { font-size: 60px; line-height: .7 }", ["`Gyp` and `Tall` overlap by"]),
    (
        "<details><summary>Data</summary><p>Long word</p></details>",  # looked at unfolded
        "summary { list-style: none } p { position: relative; top: -12px }",
        ["`Data` and `Long word` overlap by"],
    ),
]


@pytest.fixture(scope="module")
def texts(chromium, tmp_path_factory) -> list[Finding]:
    """What is found on one page that holds all of TEXTS, one below another."""
    cases = enumerate(TEXTS)
    body = "".join(f'<div class="case" id="case-{nth}">{body}</div>' for nth, (body, *_) in cases)
    rules = [f"#case-{nth} {{ {style} }}" for nth, (_, style, _) in enumerate(TEXTS)]
    style = ".case { margin: 60px 0; position: relative } .case p { margin: 0 }" + "".join(rules)
    return found(page(tmp_path_factory.mktemp("texts"), body, style), chromium)


@pytest.mark.parametrize("nth", range(len(TEXTS)))
def test_texts_of_a_page(texts, nth):
    """Texts that overlap, are cut or leave the window are told; what is hidden on purpose is not."""
    here = [one for one in texts if one.where.startswith(f"div#case-{nth} ")]
    assert_said(here, TEXTS[nth][2])


def test_a_text_out_of_the_page_until_it_has_the_focus_is_not_told(tmp_path, chromium):
    """A link that skips to the text stands above the page's upper edge until a keyboard reaches it."""
    made = page(tmp_path, "<a>Skip</a><p>Text</p>", "a { position: absolute; top: -80px }")
    assert found(made, chromium) == []


# --- drawings ------------------------------------------------------------------------------------

BAR = '<path class="bar" fill="#0B5A6F" d="M0 20H200V44H0z"/>'
LINE = '<path class="grid" fill="none" stroke="#E2DED5" stroke-width=".5" d="M150 0V100"/>'
PLATE = '<path fill="#fff" d="M140 60H230V80H140z"/>'


def words(x: float, y: float, fill: str = "#111", text: str = "750 MW") -> str:
    """Return a text of a drawing, some 50 px wide and 10 px high above ``y``."""
    return f'<text x="{x}" y="{y}" fill="{fill}">{text}</text>'


def dot(x: float) -> str:
    """Return a dot of a drawing, 8 px wide."""
    return f'<circle class="dot" cx="{x}" cy="70" r="4" fill="#0B5A6F"/>'


DRAWINGS = [
    (BAR + words(210, 36), []),
    (BAR + words(180, 36), ["`750 MW` lies partly on `bar`"]),
    (BAR + words(20, 36, "#fff"), []),  # in its own segment
    (BAR + words(20, 36, "#111"), ["`750 MW` has a contrast of 2."]),
    ('<g opacity=".3">' + BAR + "</g>" + words(20, 36), []),  # pale enough to read on
    (words(20, 36) + BAR, ["`750 MW` lies under `bar`"]),
    (LINE + words(140, 74), ["`750 MW` is crossed by `grid`"]),
    (LINE + words(152, 74), []),
    (LINE + PLATE + words(144, 74), []),
    (PLATE + LINE + words(144, 74), ["`750 MW` is crossed by `grid`"]),
    (words(20, 74) + words(50, 70, text="10 GW"), ["`10 GW` and `750 MW` overlap by"]),
    (words(20, 74) + words(20, 88, text="10 GW"), []),
    (words(270, 74), ["`750 MW` leaves the drawing by"]),
    (words(20, 8), ["`750 MW` leaves the drawing by"]),
    (words(20, 12), []),
    (dot(64) + words(20, 74), ["`750 MW` lies partly on `dot`"]),
    (dot(80) + words(20, 74), []),
]


def drawing(inside: str, name: str = "made-web-300") -> str:
    """Return a drawing 300 px wide and 100 px high."""
    size = 'viewBox="0 0 300 100" width="300" height="100"'
    font = "font-family=\"'Tieout Sans'\" font-size=\"14\""
    return f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" id="{name}" {size} {font}>{inside}</svg>'


@pytest.fixture(scope="module")
def drawings(chromium, tmp_path_factory) -> list[Finding]:
    """What is found on one page that holds all of DRAWINGS."""
    body = "".join(f"<p>{drawing(inside, f'case-{nth}')}</p>" for nth, (inside, _) in enumerate(DRAWINGS))
    return found(page(tmp_path_factory.mktemp("drawings"), body), chromium)


@pytest.mark.parametrize("nth", range(len(DRAWINGS)))
def test_texts_and_marks_of_a_drawing(drawings, nth):
    """A text on one ground that it can be read on is well; one across an edge, under a mark or out is not."""
    here = [one for one in drawings if one.where.split()[0] == f"svg#case-{nth}"]
    assert_said(here, DRAWINGS[nth][1])


def test_chart_files_are_drawn_in_the_fonts_of_their_page(tmp_path, chromium):
    """Each file in charts/ is measured and named; that the fonts of the page are not there is told."""
    made = page(tmp_path, "<p>Text</p>")
    (made / "charts").mkdir()
    (made / "charts" / "well.svg").write_text(drawing(BAR + words(210, 36)), "utf-8")
    (made / "charts" / "bad-print.svg").write_text(drawing(BAR + words(180, 36)), "utf-8")
    assert found(made, chromium) == [Finding("charts", "bad-print.svg", "`750 MW` lies partly on `bar`")]
    (made / "style.css").unlink()
    assert "`Tieout Sans` could not be loaded: another is measured" in [
        one.what for one in found(made, chromium)
    ]


def test_a_drawing_that_no_width_shows_is_told(tmp_path, chromium):
    """A rendering is looked at where its width is; where none of the widths is its own, that is told."""
    style = "@media (max-width: 500px) { .drawing { display: none } }"
    made = page(tmp_path, f'<div class="drawing">{drawing(BAR + words(180, 36))}</div><p>Text</p>', style)
    assert_said(found(made, chromium), ["is shown at none of 400 px"])
    report = measured(made, chromium, widths=(400, 800))
    assert [(one.where, one.what) for one in report.findings] == [
        ("svg#made-web-300 at 800 light, 800 dark", "`750 MW` lies partly on `bar`")
    ]


def test_dark_is_looked_at_too(tmp_path, chromium):
    """What only one scheme shows is told of that scheme."""
    style = "@media (prefers-color-scheme: dark) { body { background: #111 } }"
    report = measured(page(tmp_path, drawing(words(20, 40)), style), chromium, widths=(400,))
    assert [(one.where, one.what) for one in report.findings] == [
        ("svg#made-web-300 at 400 dark", "`750 MW` has a contrast of 1.0 to its ground")
    ]


# --- the command line ----------------------------------------------------------------------------


def test_the_command_tells_what_it_measured(tmp_path):
    """The exit status is 1 for a finding, 2 for nothing to measure, else 0; a finding names file and page."""

    def run(folder: Path) -> subprocess.CompletedProcess[str]:
        call = [sys.executable, ROOT / "tests" / "overlaps.py", folder]
        return subprocess.run(call, capture_output=True, text=True, check=False)

    nothing = run(tmp_path)
    assert (nothing.returncode, "no findings in 0 pages" in nothing.stdout) == (2, True)
    well = run(pdf(tmp_path, "left: 20pt; top: 12pt", "<p>Quietly<b>and more</b></p>"))
    assert (well.returncode, "no findings in 1 pages" in well.stdout) == (0, True)
    bad = run(pdf(tmp_path, "left: 20pt; top: 4pt", "<p>Quietly<b>and more</b></p>"))
    assert bad.returncode == 1
    assert bad.stdout.startswith("made.pdf: page 1: `Quietly` and `and more` overlap by ")


# --- the flagship --------------------------------------------------------------------------------


def test_nothing_overlaps_in_the_flagship(built, chromium):
    """No text of the flagship lies on another or on a mark, is cut, or leaves its page: in no rendering."""
    report = measured(built.folder, chromium)
    charts = [one for one in (built.page.cover, *built.page.exhibits.values()) if one and one.drawings]
    renderings = sum(len(one.drawings) for one in charts)
    assert [str(finding) for finding in report.findings] == []
    assert report.pages >= 6 and report.lines > 5000
    assert len(report.drawings) == renderings == len(list(built.folder.glob("charts/*.svg"))) >= 10
    assert report.views == 2 * len(WIDTHS) + 1


def test_the_tool_takes_a_folder_as_one_types_it(tmp_path, monkeypatch, capsys, chromium):
    """A path that starts here is as good as a whole one; what is no folder is refused with the usage."""
    (tmp_path / "draft").mkdir()
    over = "p, i { position: absolute; top: 9px; left: 9px; margin: 0 }"
    page(tmp_path / "draft", "<p>Aside</p><i>Text</i>", over)
    monkeypatch.chdir(tmp_path)
    assert_said(found(Path("draft"), chromium), ["`Aside` and `Text` overlap by"])
    assert main(["nowhere"]) == 2
    assert "usage: " in capsys.readouterr().err
