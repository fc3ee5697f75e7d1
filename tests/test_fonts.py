"""The fonts cover what a briefing prints, and the tokens can be read."""

from pathlib import Path

import pytest
import yaml
from fontTools.ttLib import TTFont

TEMPLATES = Path(__file__).parent.parent / "templates"
FONTS = TEMPLATES / "fonts"
TOKENS = yaml.safe_load((TEMPLATES / "tokens.yaml").read_text("utf-8"))
COLOURS = TOKENS["colours"]
FACES = TOKENS["faces"]
FILES = [f"{face['file']}.{kind}" for face in FACES for kind in ("ttf", "woff2")]

ASCII = "".join(map(chr, range(0x20, 0x7F)))
LATIN_1 = "".join(map(chr, range(0xA0, 0x100)))
EXTENDED_A = "".join(c for c in map(chr, range(0x100, 0x180)) if c not in "Ĳĳŉſ")
PUNCTUATION = "\u2007\u2009\u200a\u200b\u2010\u2011\u202f\u2060–—‘’‚“”„†•…′″‹›⁄"
CURRENCY = "$€£¥¢₩₫₱₹₺₽"
REQUIRED = ASCII + LATIN_1 + EXTENDED_A + PUNCTUATION + CURRENCY + "ŒœŸȘșȚțẞ−™"
SANS = REQUIRED + "≈≠≥≤∞√∑∏∆←↑→↓↔●○◆■□▲▼✓‡‰‱ΔΣΩαβμπσ₀₁₂₃₄₅₆₇₈₉⁰⁴⁵⁶⁷⁸⁹№℗ℓ½⅓⅔⅛"
GREEK = "".join(c for c in map(chr, range(0x391, 0x3CA)) if c != "\u03a2")

DIGITS = "0123456789"


@pytest.fixture(scope="module")
def fonts():
    return {name: TTFont(FONTS / name) for name in FILES}


def is_sans(name):
    return name.startswith("TieoutSans")


@pytest.mark.parametrize("name", FILES)
def test_covers_the_required_characters(fonts, name):
    cmap = fonts[name].getBestCmap()
    need = set(SANS if is_sans(name) else REQUIRED)
    if is_sans(name) and name.endswith(".ttf"):
        need |= set(GREEK)
    assert [c for c in sorted(need) if ord(c) not in cmap] == []


@pytest.mark.parametrize("name", FILES)
def test_figures_have_one_width_and_no_kerning(fonts, name):
    font = fonts[name]
    figures = [font.getBestCmap()[ord(d)] for d in DIGITS]
    assert len({font["hmtx"][g][0] for g in figures}) == 1
    assert kerned_pairs(font, figures) == []


def kerned_pairs(font, glyphs):
    found = []
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for st in lookup.SubTable:
            st = getattr(st, "ExtSubTable", st)
            if st.LookupType != 2:
                continue
            for left in glyphs:
                if left not in st.Coverage.glyphs:
                    continue
                if st.Format == 1:
                    records = st.PairSet[st.Coverage.glyphs.index(left)].PairValueRecord
                    values = {r.SecondGlyph: r.Value1 for r in records}
                else:
                    row = st.Class1Record[st.ClassDef1.classDefs.get(left, 0)].Class2Record
                    classes = st.ClassDef2.classDefs
                    values = {g: row[classes.get(g, 0)].Value1 for g in glyphs}
                found += [(left, g) for g in glyphs if getattr(values.get(g), "XAdvance", 0)]
    return found


@pytest.mark.parametrize("name", FILES)
def test_kerns(fonts, name):
    cmap = fonts[name].getBestCmap()
    for pair in ("To", "Tč", "AV"):
        glyphs = [cmap[ord(c)] for c in pair]
        assert tuple(glyphs) in kerned_pairs(fonts[name], glyphs), pair


@pytest.mark.parametrize("face", FACES, ids=lambda f: f["file"])
def test_names_and_weight(fonts, face):
    family = TOKENS["families"][face["family"]]["name"]
    for kind in ("ttf", "woff2"):
        font = fonts[f"{face['file']}.{kind}"]
        name = font["name"]
        assert name.getDebugName(16) == family
        assert name.getDebugName(6) == face["file"]
        assert font["OS/2"].usWeightClass == face["weight"]
        italic = face["style"] == "italic"
        assert bool(font["OS/2"].fsSelection & 1) == italic
        assert bool(font["head"].macStyle & 2) == italic
        own = " ".join(name.getDebugName(i) for i in (1, 2, 3, 4, 6, 16, 17))
        assert "Source" not in own and "Newsreader" not in own
        assert "Open Font License" in name.getDebugName(13)


@pytest.mark.parametrize("face", FACES, ids=lambda f: f["file"])
def test_matplotlib_finds_each_face(face):
    fm = pytest.importorskip("matplotlib.font_manager")
    for other in FACES:
        fm.fontManager.addfont(FONTS / f"{other['file']}.ttf")
    want = fm.FontProperties(
        family=TOKENS["families"][face["family"]]["name"],
        weight=face["weight"],
        style=face["style"],
    )
    found = fm.fontManager.findfont(want, fallback_to_default=False)
    assert Path(found).stem == face["file"]


def test_every_file_is_named_in_the_tokens():
    here = sorted(p.name for kind in ("ttf", "woff2") for p in FONTS.glob(f"*.{kind}"))
    assert here == sorted(FILES)


def test_web_fonts_leave_room_for_the_page():
    assert sum(p.stat().st_size for p in FONTS.glob("*.woff2")) < 330_000


def test_licences_are_whole():
    for name in ("OFL-Newsreader.txt", "OFL-SourceSans.txt"):
        text = (FONTS / name).read_text("utf-8")
        assert "Copyright" in text and "PERMISSION & CONDITIONS" in text
        assert "DISCLAIMER" in text


# --- tokens -----------------------------------------------------------------

TEXT = [
    "ink",
    "ink-2",
    "ink-3",
    "accent",
    "supported",
    "partly",
    "disputed",
    "unverified",
]
FILLS = ["c1", "c1-mid", "c1-pale", "c2", "c3", "ctx", "ctx-pale"]
# Fills that may stand below 3:1 because they are outlined or directly labelled.
LABELLED = {
    ("c1-pale", "paper"),
    ("c1-pale", "page"),
    ("ctx-pale", "paper"),
    ("ctx-pale", "page"),
    ("c1-mid", "page"),  # 2.95 in light
}


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one, other, mode):
    low, high = sorted(luminance(COLOURS[n][mode]) for n in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "page", "wash", "raise"])
@pytest.mark.parametrize("token", TEXT)
def test_text_contrast(token, ground, mode):
    assert contrast(token, ground, mode) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "page"])
@pytest.mark.parametrize("token", FILLS)
def test_fill_contrast(token, ground, mode):
    assert contrast(token, ground, mode) >= 3 or (token, ground) in LABELLED


def test_colours_are_complete():
    for token, pair in COLOURS.items():
        assert set(pair) == {"light", "dark"}, token
        for value in pair.values():
            assert len(value) == 7 and value[0] == "#"
            int(value[1:], 16)


def test_roles_name_known_faces_and_colours():
    made = {(f["family"], f["weight"]) for f in FACES}
    for role, spec in TOKENS["type"].items():
        assert (spec["face"], spec["weight"]) in made, role
        if "strong" in spec:
            assert (spec["face"], spec["strong"]) in made, role
        assert spec["colour"] in {*COLOURS, "verdict", "series"}, role
        assert "print" in spec, role


def test_grid_adds_up():
    g = TOKENS["grid"]["print"]
    assert g["columns"] * g["column"] + (g["columns"] - 1) * g["gutter"] == g["block"]
    for paper in ("a4", "letter"):
        assert g[paper]["width"] - 2 * g[paper]["side"] == pytest.approx(g["block"], abs=0.2)
    assert g["body"] + g["note"] < g["block"]


def test_every_value_is_text_or_a_number():
    def walk(node):
        if isinstance(node, dict):
            for key, value in node.items():
                assert isinstance(key, str)
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)
        else:
            assert isinstance(node, (str, int, float)) and not isinstance(node, bool)

    walk(TOKENS)
