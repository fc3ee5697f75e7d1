"""The house look of charts: what is not a colour or a size of the design tokens is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tieout.hedges import House, Look, Tone
from tieout.ink import Face

TONES = {
    "subject": Tone("c1", "c1-mid", "c1-pale", "c1"),
    "kin": Tone("c1-mid", "c1-pale", "c1-pale", "ink"),
    "context": Tone("ctx", "ctx-pale", "ctx-pale", "ink"),
    "second": Tone("c2", "c2", "c2", "partly"),
    "third": Tone("c3", "c3", "c3", "ink"),
}

VERDICTS = {
    "supported": TONES["subject"],
    "arithmetic": TONES["subject"],
    "assumption": Tone("ctx", "ctx-pale", "ctx-pale", "unverified"),
    "partly": Tone("c2", "c2", "c2", "partly"),
    "disputed": Tone("disputed", "disputed", "disputed", "disputed"),
    "unverified": Tone("unverified", "ctx", "ctx-pale", "unverified"),
}

ROLES = {  # family, weight and style of the faces that charts use
    "sans": ("sans", 400, "normal"),
    "strong": ("sans", 600, "normal"),
    "slant": ("sans", 400, "italic"),
    "display": ("display", 500, "normal"),
}


def house(tokens: Mapping[str, Any], fonts: Path) -> House:
    """Return the look as ``templates/tokens.yaml`` and this file have it, with faces from ``fonts``."""
    chart, headline = tokens["type"]["chart"], tokens["type"]["headline-number"]
    sizes, lines = tokens["charts"]["of-text"], tokens["charts"]["lines"]
    least, screen = chart["print"]["least"], chart["web"]["size"]
    colours = {name: pair["light"] for name, pair in tokens["colours"].items()}
    return House(
        Look(
            text={"print": chart["print"]["size"], "web": screen, "narrow": chart["web"]["narrow"]},
            small={"print": least, "web": screen - 1.5, "narrow": chart["web"]["least"]},
            display={
                f"print-{tokens['charts']['print']['full']}": headline["print"]["size"],
                f"print-{tokens['charts']['print']['body']}": headline["print"]["size"] * 0.7,
                f"web-{tokens['charts']['web']['full']}": headline["web"]["size"],
                f"web-{tokens['charts']['web']['body']}": headline["web"]["size"] * 0.7,
                f"web-{tokens['charts']['web']['narrow']}": headline["web"]["narrow"],
                f"web-{tokens['charts']['web']['narrowest']}": headline["web"]["narrowest"],
            },
            bar=sizes["bar"],
            gap=sizes["gap"],
            dot=sizes["dot"],
            headline_bar=0.47,
            series=lines["series"],
            axis=lines["axis"],
            grid=lines["grid"],
            outline=1.0,
            cap=lines["cap"],
            hatch=0.62,
            screen=4 / 3,
            names=0.27,
            reach=0.88,
            gridlines=tokens["charts"]["gridlines"],
            tones=TONES,
            verdicts=VERDICTS,
        ),
        colours | {"ground": colours["paper"]},
        {role: _face(tokens, fonts, *look) for role, look in ROLES.items()},
    )


def _face(tokens: Mapping[str, Any], fonts: Path, family: str, weight: int, style: str) -> Face:
    file = next(
        face["file"]
        for face in tokens["faces"]
        if (face["family"], face["weight"], face["style"]) == (family, weight, style)
    )
    named = tokens["families"][family]
    return Face(named["name"], weight, style == "italic", fonts / f"{file}.ttf", named["fallback"])
