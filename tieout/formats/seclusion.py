"""Keep the fonts and settings of a machine, and of whoever is logged in, away from what sets type."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FONTS = Path(__file__).with_name("fonts.conf")
# What fontconfig, HarfBuzz, FreeType and Pango are told by the environment.
_SETTINGS = (
    "FC_DBG",
    "FC_LANG",
    "FONTCONFIG_PATH",
    "FONTCONFIG_SYSROOT",
    "FREETYPE_PROPERTIES",
    "HB_FACE_LOADER",
    "HB_FONT_FUNCS",
    "HB_OPTIONS",
    "HB_SHAPER_LIST",
    "PANGO_LANGUAGE",
)


@contextmanager
def secluded() -> Iterator[None]:
    """Let what is loaded in the block, and in this process from then on, find no fonts and no settings.

    fontconfig reads its rules at each document, so they are kept away for good: a rule at home that makes
    letters bold, or puts one family in place of another, would change what is printed.
    """
    os.environ["FONTCONFIG_FILE"] = str(_FONTS)
    for name in _SETTINGS:
        os.environ.pop(name, None)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "No fonts configured in FontConfig")  # there are to be none
        yield
