"""The same page by a plain script: matplotlib, Markdown, Jinja and WeasyPrint, and nothing of tieout.

    python bench/yardstick/build.py MATERIAL OUTPUT [--one-rendering]

What a competent person writes in an afternoon: it reads the text and the values that ``export.py`` wrote,
draws each chart in each of its widths (or, if told so, in that of the PDF alone, for the web too), and makes
``index.html`` and ``briefing.pdf``. One process, no cache:
every build does all of it. It is neither slowed nor tuned: figures are closed, margins are set rather than
searched for, and the PDF is neither tagged nor checked. What is drawn is plain: no hedge, no dark scheme.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
from pathlib import Path
from typing import Any

import jinja2
import markdown
import matplotlib.pyplot as plt
from matplotlib import font_manager
from matplotlib.ticker import MaxNLocator
from weasyprint import HTML

HERE = Path(__file__).parent
PRINT = {"full": 499, "body": 329}  # pt
WEB = {"full": (968, 660, 343, 288), "body": (660, 343, 288)}  # px
INK, GREY, BLUE, PALE, GRID = "#14202B", "#5F6B75", "#0B5A6F", "#C3D8DE", "#E2DED5"
SERIES = (BLUE, "#C77E0A", "#A877B8", "#87939C")
SUMS = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1, ""))
SIZES = {"P": 1e15, "T": 1e12, "G": 1e9, "M": 1e6, "k": 1e3}  # of watts and bytes


def main(material: Path, output: Path, one_rendering: bool = False) -> None:
    """Build the page of ``material`` into ``output``, its charts in all widths or in that of print alone."""
    page = json.loads((material / "page.json").read_text("utf-8"))
    exhibits = json.loads((material / "exhibits.json").read_text("utf-8"))
    charts = output / "charts"
    charts.mkdir(parents=True, exist_ok=True)
    shutil.copytree(material / "fonts", output / "fonts", dirs_exist_ok=True)
    for font in (material / "fonts").glob("TieoutSans-*.ttf"):
        font_manager.fontManager.addfont(font)
    plt.switch_backend("svg")
    plt.rcParams |= {"font.family": "Tieout Sans", "svg.fonttype": "none", "text.parse_math": False}
    for name, exhibit in exhibits.items():
        if "chart" in exhibit:
            draw(exhibit, charts / f"{name}-print.svg", PRINT[exhibit["width"]], 7.6)
            for width in () if one_rendering else WEB[exhibit["width"]]:
                draw(exhibit, charts / f"{name}-{width}.svg", width * 0.75, 11.25 if width > 400 else 9.75)
    for medium, file in (("web", output / "index.html"), ("print", output / "print.html")):
        file.write_text(render(page, exhibits, material, output, medium), "utf-8")
    HTML(output / "print.html").write_pdf(output / "briefing.pdf")


# --- charts --------------------------------------------------------------------------------------


def draw(exhibit: dict[str, Any], file: Path, width: float, size: float) -> None:
    """Draw a chart ``width`` pt wide, its text ``size`` pt, by its kind."""
    plt.rcParams["font.size"] = size
    KINDS[exhibit["chart"]](exhibit, width, size)
    plt.savefig(file)
    plt.close()


def axes(width: float, height: float, left: float, right: float, size: float) -> Any:
    """Return axes with margins ``left`` and ``right`` in pt, without a frame, gridlines across the values."""
    figure, ax = plt.subplots(figsize=(width / 72, height / 72))
    figure.subplots_adjust(left / width, 2.2 * size / height, 1 - right / width, 1 - 2 * size / height)
    ax.spines[["top", "right", "bottom"]].set_visible(False)
    ax.grid(axis="x", color=GRID, linewidth=0.5)
    ax.set_axisbelow(True)
    ax.tick_params(length=0, labelcolor=INK)
    return ax


def value(mark: dict[str, Any]) -> float:
    """Return where a mark stands: in the middle of a range, at the one end of what is open, else at zero."""
    ends = [mark[key] for key in ("low", "high") if mark[key] is not None]
    return sum(ends) / max(len(ends), 1) * based(mark["unit"])[0]


def based(unit: str) -> tuple[float, str]:
    """Return how many a unit is of its base, and the base: of "GB/s" a billion "B/s", of a ratio percent."""
    if not unit:
        return 100.0, "percent"
    found = re.fullmatch(r"([PTGMk])(W|B|B/s)", unit)
    return (SIZES[found[1]], found[2]) if found else (1.0, unit)


def scale_of(marks: list[dict[str, Any]]) -> tuple[float, str]:
    """Return what an axis counts in, and its name: 1e9 and "$bn" of billions of dollars."""
    most, unit = max(map(value, marks)), based(marks[0]["unit"])[1]
    if unit in ("W", "B", "B/s"):
        return next((size, f"{prefix}{unit}") for prefix, size in SIZES.items() if most >= size)
    scale, word = next(one for one in SUMS if most >= one[0])
    return scale, {"USD": f"${word}", "percent": "%"}.get(unit, f"{word} {unit}".strip())


def rows(exhibit: dict[str, Any], width: float, size: float) -> None:
    """Draw a bar or a point for each row, what its columns say below its name."""
    marks = [mark for mark in exhibit["marks"] if mark["form"] != "cell"]
    told: dict[str, list[str]] = {}
    for mark in exhibit["marks"]:
        if mark["form"] == "cell":
            told.setdefault(mark["row"].rpartition(", ")[0], []).append(mark["words"])  # row, then head
    names = []
    for mark in marks:
        cells = [told[mark["row"]].pop(0) for _ in exhibit["heads"] if told.get(mark["row"])]
        said = [": ".join(pair) for pair in zip(exhibit["heads"], cells, strict=False)]
        names.append("\n".join(wrapped(one, 0.3 * width, size) for one in (mark["row"], *said)))
    lines = len(names) * max(name.count("\n") + 2 for name in names)
    scale, unit = scale_of(marks)
    ax = axes(width, (lines * 1.25 + 4) * size, 0.33 * width, 0.3 * width, size)
    values = [value(mark) / scale for mark in marks]
    places = range(len(marks))
    if exhibit["chart"] == "points":
        ax.plot(values, places, "o", color=BLUE)
        for place, mark in zip(places, marks, strict=True):
            if None not in (mark["low"], mark["high"]):
                ax.plot((mark["low"] / scale, mark["high"] / scale), (place, place), color=BLUE)
    else:
        ax.barh(places, values, color=BLUE, height=0.5)
    for place, at, mark in zip(places, values, marks, strict=True):
        said = wrapped(mark["words"], 0.28 * width, size)
        ax.annotate(said, (at, place), (5, 0), textcoords="offset points", va="center", color=BLUE)
    ax.set_yticks(places, names)
    ax.set_ylim(len(marks) - 0.5, -0.5)
    ax.set_xlim(left=0)
    ax.set_title(unit, loc="left", fontsize=size, color=GREY)


def stacked(exhibit: dict[str, Any], width: float, size: float) -> None:
    """Draw a bar of a hundred percent for each whole, its parts one after another."""
    wholes: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for mark in exhibit["marks"]:
        whole, comma, part = mark["row"].rpartition(", ")
        wholes.setdefault(whole if comma else part, []).append((part if comma else "", mark))
    ax = axes(width, (len(wholes) * 3.4 + 4) * size, 0.25 * width, 0.03 * width, size)
    for place, parts in enumerate(wholes.values()):
        done = 0.0
        for (part, mark), colour in zip(parts, SERIES * 3, strict=False):
            long = value(mark)
            ax.barh(place, long, left=done, color=colour, height=0.6)
            said = wrapped(f"{part} {mark['words']}", (long or 100) / 100 * 0.7 * width, size)
            ax.text(done + (long or 100) / 2, place, said, ha="center", va="center", color="white")
            done += long
        ax.barh(place, 100 - done, left=done, color=PALE, height=0.6)
    ax.set_yticks(range(len(wholes)), [wrapped(one, 0.24 * width, size) for one in wholes])
    ax.set_ylim(len(wholes) - 0.5, -0.5)
    ax.set_xlim(0, 100)
    ax.set_title("%", loc="left", fontsize=size, color=GREY)


def series(exhibit: dict[str, Any], width: float, size: float) -> None:
    """Draw a line for each series over its dates; a forecast is hollow."""
    lines: dict[str, list[dict[str, Any]]] = {}
    for mark in exhibit["marks"]:
        lines.setdefault(mark["row"].rpartition(", ")[0], []).append(mark)
    ax = axes(width, 0.5 * width, 0.08 * width, 0.25 * width, size)
    scale, unit = scale_of(exhibit["marks"])
    for (name, marks), colour in zip(lines.items(), SERIES * 3, strict=False):
        dates = [year(mark["date"]) for mark in marks]
        values = [value(mark) / scale for mark in marks]
        ax.plot(dates, values, color=colour, linewidth=1.7)
        for date, at, mark in zip(dates, values, marks, strict=True):
            ax.plot(date, at, "o", color=colour, markerfacecolor="white" if mark["forecast"] else colour)
            ax.annotate(mark["words"], (date, at), (5, 6), textcoords="offset points", color=colour)
        said = wrapped(name, 0.22 * width, size)
        ax.annotate(said, (dates[-1], values[-1]), (5, -12), textcoords="offset points", color=colour)
    ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.set_ylim(bottom=0)
    ax.set_title(unit, loc="left", fontsize=size, color=GREY)


def year(date: str) -> float:
    """Return a date as a year with its part: 2026-07 is 2026.5."""
    first, *rest = date.replace("-Q", "-").split("-")
    return int(first) + (int(rest[0]) - 1) / (4 if "Q" in date else 12) if rest else int(first)


def scatter(exhibit: dict[str, Any], width: float, size: float) -> None:
    """Draw a point for each row, across its first value and up its second, both axes logarithmic."""
    ax = axes(width, 0.55 * width, 0.12 * width, 0.12 * width, size)
    marks = [mark for mark in exhibit["marks"] if mark["form"] == "point"]
    (wide, x), (high, y) = scale_of(marks[::2]), scale_of(marks[1::2])
    for across, up in zip(marks[::2], marks[1::2], strict=True):
        at = (value(across) / wide, value(up) / high)
        ax.plot(*at, "o", color=BLUE)
        said = f"{across['row']}: {across['words']}, {up['words']}"
        ax.annotate(wrapped(said, 0.2 * width, size), at, (5, -4), textcoords="offset points")
    for mark in exhibit["marks"]:
        if mark["form"] == "label":
            ax.set_title(f"{mark['row']}: {mark['words']}", loc="left", fontsize=size, color=GREY)
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xlabel(f"{x} (log scale)", loc="left")
    ax.set_ylabel(f"{y} (log scale)", loc="top")


def wrapped(text: str, width: float, size: float) -> str:
    """Return ``text`` broken into lines that take about ``width`` pt."""
    return "\n".join(textwrap.wrap(text, max(int(width / size * 2.1), 8)))


KINDS = {
    "bars": rows,
    "points": rows,
    "headlines": rows,
    "stacked": stacked,
    "series": series,
    "scatter": scatter,
}


# --- page ----------------------------------------------------------------------------------------


def render(page: dict[str, Any], exhibits: dict[str, Any], material: Path, output: Path, medium: str) -> str:
    """Return the page for a medium, web or print."""
    jinja = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=False, trim_blocks=True, lstrip_blocks=True
    )
    jinja.filters |= {"md": block, "line": line}
    macros = jinja.get_template("exhibit.html").make_module(
        {"exhibits": exhibits, "page": page, "medium": medium, "drawings": drawings(output, medium)}
    )
    sections = []
    for one in page["sections"]:
        text = (material / "sections" / f"{one['id']}.md").read_text("utf-8")
        filled = jinja.from_string(text).render(exhibit=macros.exhibit, sources=macros.sources)
        sections.append({**one, "html": block(filled)})
    style = (HERE / f"{medium}.css").read_text("utf-8")
    cover = next((name for name, one in exhibits.items() if one["cover"]), None)
    return jinja.get_template("page.html").render(
        page, sections=sections, style=style, medium=medium, cover=macros.exhibit(cover) if cover else ""
    )


def drawings(output: Path, medium: str) -> dict[str, list[tuple[str, str]]]:
    """Return the drawings of each chart for a medium: of the web the width and the SVG, of print the file."""
    made: dict[str, list[tuple[str, str]]] = {}
    files = sorted((output / "charts").glob("*.svg"))
    is_one = all(file.stem.endswith("-print") for file in files)
    for file in files:
        name, _, width = file.stem.rpartition("-")
        if medium == "web" and (is_one or width != "print"):
            svg = file.read_text("utf-8")
            made.setdefault(name, []).append((width, svg[svg.index("<svg") :]))
        elif medium == "print" and width == "print":
            made.setdefault(name, []).append((width, f"charts/{file.name}"))
    return made


MARKDOWN = markdown.Markdown(extensions=["tables", "admonition", "md_in_html"])


def block(text: str) -> str:
    """Return Markdown as HTML."""
    return MARKDOWN.reset().convert(text)


def line(text: str) -> str:
    """Return one line of Markdown as HTML, without a paragraph of its own."""
    return block(text).removeprefix("<p>").removesuffix("</p>")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), "--one-rendering" in sys.argv[3:])
