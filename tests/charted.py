"""A briefing whose charts have every form and every hedge, as finished files: drawings and facts.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

from tests.make import DESK, SOURCES, repository
from tieout import pipeline


def _fact(name: str, value: str, sources: str = "filing", more: str = "") -> str:
    passages = ", ".join(f"{{source: {one}, quote: {value}}}" for one in sources.split())
    return f"{name}:\n  statement: What is measured\n  value: {value}{more}\n  evidence: [{passages}]\n"


def _split(name: str, value: str, other: str, more: str = "") -> str:
    sides = f"{{source: filing, quote: {value}}}, {{source: news, quote: {other}, stance: contradicts}}"
    return f"{name}:\n  statement: What is measured\n  value: {value}{more}\n  evidence: [{sides}]\n"


def _points(name: str, points: Mapping[str, str], more: str = "") -> str:
    values = "".join(f"\n    {date}: {value}" for date, value in points.items())
    quotes = "".join(
        f"\n    - {{source: filing, quote: {value}, period: {date}}}" for date, value in points.items()
    )
    return f"{name}:\n  statement: What is measured{more}\n  points:{values}\n  evidence:{quotes}\n"


_AHEAD = "\n  kind: forecast\n  by: The maker\n  made: 2026-04"
_DATED = "\n  as_of: 2021"

FACTS = "".join(
    [
        _fact("exact", "8 GW"),
        _fact("small", "750 MW"),
        _fact("floor", "more than 6 GW"),
        _fact("ceiling", "up to 7 GW"),
        _fact("range", "4 to 9 GW"),
        _fact("about", "about 5 GW"),
        _fact("nearly", "nearly 4 GW"),
        _fact("just-over", "just over 3 GW"),
        _fact("told", "about 3 GW", "news wire"),
        _fact("told-floor", "more than 4 GW", "news wire"),
        _fact("told-range", "3 to 8 GW", "news wire"),
        _fact("told-ceiling", "up to 5 GW", "news wire"),
        _fact("ahead", "6 GW", more=_AHEAD),
        _fact("ahead-floor", "at least 7 GW", more=_AHEAD),
        _split("split", "6 GW", "more than 8 GW"),
        _fact("part", "40 percent"),
        _fact("part-floor", "more than 20 percent"),
        _fact("part-ceiling", "up to 45 percent"),
        _fact("part-range", "30 to 50 percent"),
        _fact("part-about", "about 35 percent"),
        _fact("part-told", "30 percent", "news wire"),
        _fact("part-third", "a third"),
        _split("part-split", "30 percent", "45 percent"),
        _points("run", {"2015": "12 percent", "2017": "a third", "2019": "30 to 40 percent", "2022": "half"}),
        _points("run-ahead", {"2026": "about 60 percent", "2029": "more than 70 percent"}, _AHEAD),
        _points("other", {"2016": "up to 75 percent", "2018": "about 80 percent", "2020": "85 percent"}),
        _split("other-split", "88 percent", "97 percent", "\n  as_of: 2023"),
        _fact("a-x", "40 GB"),
        _fact("a-y", "20000 TB/s"),
        _fact("b-x", "more than 2 GB"),
        _fact("b-y", "up to 300 TB/s"),
        _fact("c-x", "200 to 400 GB"),
        _fact("c-y", "3 TB/s"),
        _fact("d-x", "about 900 GB"),
        _fact("d-y", "900 TB/s"),
        _fact("e-x", "30 GB", "news wire"),
        _fact("e-y", "at least 12 TB/s"),
        _fact("a-to-b", "60 times"),
    ]
)

DERIVED = """\
sum-nearly: {statement: What is calculated, formula: part + more, where: {part: nearly, more: small}}
sum-over: {statement: What is calculated, formula: part + more, where: {part: just-over, more: small}}
"""

_EVERY = (
    "exact small floor ceiling range about nearly just-over told told-floor told-range told-ceiling "
    "ahead ahead-floor sum-nearly sum-over split"
)
_CHARTS = {
    "bars": (
        _EVERY,
        """
        named = {"split": "Both sides", "told": "As told"}
        canvas.bars(
            [
                *[Row(named.get(one, one.replace("-", " ").title()), facts[one]) for one in USES],
                Row("Threshold", facts["told"], "a mark to reach", "context", Kind.THRESHOLD),
                Row("Silence", None),
            ]
        )
        """,
    ),
    "columns": (
        "exact floor small",
        """
        canvas.bars(
            [
                Row("Whole", facts["exact"], "with more", columns=(facts["small"], facts["floor"])),
                Row("Open", facts["floor"], columns=(None, facts["exact"])),
            ],
            heads=("Capacity", "Rest"),
            axis="What there is",
        )
        """,
    ),
    "points": (
        _EVERY,
        """
        canvas.points(
            [
                *[Row(one.replace("-", " ").title(), facts[one]) for one in USES],
                Row("Threshold", facts["exact"], "a mark to reach", "context", Kind.THRESHOLD),
                Row("Silence", None, columns=(facts["small"],)),
                Row("Last", facts["small"], columns=(facts["exact"],)),
            ],
            heads=("Rest",),
        )
        """,
    ),
    "headlines": (
        "floor told range",
        'canvas.headlines([Row(f"The {one}", facts[one], "What there is") for one in USES])',
    ),
    "stacked": (
        "part part-floor part-ceiling part-range part-about part-told part-third part-split",
        """
        parts = {
            "Open": (("First", "part-floor", "subject"), ("Second", "part", "second")),
            "Closed": (("First", "part", "subject"), ("Second", "part-ceiling", "second")),
            "Wide": (("First", "part-range", "subject"), ("Second", "part-about", "second")),
            "Told": (("First", "part-told", "subject"), ("Second", "part-third", "second")),
            "Disputed": (("First", "part-split", "subject"),),
        }
        canvas.stacked(
            [
                *[
                    Stack(name, tuple(Part(one, facts[two], tone) for one, two, tone in row), rest="others")
                    for name, row in parts.items()
                ],
                Stack("Part known", (Part("First", facts["part"]), Part("Second", None, "second"))),
                Stack("Unknown", ()),
            ]
        )
        """,
    ),
    "series": (
        "run@2015 run@2017 run@2019 run@2022 run-ahead@2026 run-ahead@2029 "
        "other@2016 other@2018 other@2020 other-split",
        """
        points = [facts[one] for one in USES]
        canvas.series(
            [Series("Main", tuple(points[:6]), "of all"), Series("Other", tuple(points[6:]), "", "second")],
            axis="Share",
        )
        """,
    ),
    "scatter": (
        "a-x a-y b-x b-y c-x c-y d-x d-y e-x e-y a-to-b",
        """
        dots = [Dot(name, facts[f"{one}-x"], facts[f"{one}-y"]) for name, one in
                (("Amber", "a"), ("Birch", "b"), ("Cedar", "c"), ("Dogwood", "d"), ("Elm", "e"))]
        callout = Callout("{} that of Birch", "Amber", facts["a-to-b"])
        canvas.scatter(dots, "Memory", "Bandwidth", callout=callout)
        """,
    ),
    "even": (
        "a-x a-y d-x d-y e-x e-y",
        """
        tones = {"a": "subject"}
        dots = [Dot(name, facts[f"{one}-x"], facts[f"{one}-y"], emphasis=tones.get(one, "context"))
                for name, one in (("Amber", "a"), ("Dogwood", "d"), ("Elm", "e"))]
        canvas.scatter(dots, "Memory in GB", "Bandwidth", log=False)
        """,
    ),
}  # fmt: skip

_BRIEFING = """\
title: Charts
subject: Measures
version: "1.0"
issued: 2026-11-01
standfirst: What is drawn.
in_brief: []
sections: [all]
formats: [html]
"""


class Charted(NamedTuple):
    """The drawings of a briefing by file name without its end ("bars-print"), its facts.json and its page."""

    drawings: Mapping[str, str]
    facts: dict[str, Any]
    page: str


def charted(folder: Path, language: str = "en-GB") -> Charted:
    """Return the finished charts of a briefing that has every form and hedge, in a language of numbers."""
    built(folder, language)
    return read(folder)


def built(folder: Path, language: str = "en-GB") -> None:
    """Build the briefing in ``folder``."""
    desk = DESK + f"language: {language}\n"
    files = {
        "desk.yaml": desk,
        "facts/all.yaml": FACTS,
        "derived/all.yaml": DERIVED,
        "briefings/all/briefing.yaml": _BRIEFING,
        "briefings/all/exhibits.yaml": "".join(
            f"{name}:\n  chart: {name}\n  title: All are drawn\n  width: full\n"
            "  note: What is ahead is a forecast (Prognose, prévision).\n  alt: All are drawn.\n"
            for name in _CHARTS
        ),
        "briefings/all/all.md": "# All\n\n" + "\n\n".join(f'{{{{ exhibit("{name}") }}}}' for name in _CHARTS),
        **{f"/charts/{name}.py": _script(uses, body) for name, (uses, body) in _CHARTS.items()},
    }
    root = repository(folder, files, {"sources/defaults.yaml": SOURCES})
    outcome = pipeline.build(root, [], archive=None, output=root / "output", jobs=1)
    wrong = [one for one in outcome.problems if one.severity == "error"]
    assert not wrong, [f"{one.check}: {one.message}" for one in wrong]


def read(folder: Path) -> Charted:
    """Return the charts that were built in ``folder``."""
    made = folder / "output" / "all" / "draft"
    return Charted(
        {file.stem: file.read_text("utf-8") for file in sorted((made / "charts").glob("*.svg"))},
        json.loads((made / "data" / "facts.json").read_text("utf-8")),
        (made / "index.html").read_text("utf-8"),
    )


def _script(uses: str, body: str) -> str:
    inner = "".join(f"    {line}\n" for line in dedent(body).strip("\n").splitlines())
    names = "Callout, Dot, Kind, Part, Row, Series, Stack"
    return (
        f'"""A chart."""\n\nfrom tieout.canvas import {names}\n\n'
        f"USES = {tuple(uses.split())!r}\n\n\ndef draw(facts, canvas):\n{inner}"
    )
