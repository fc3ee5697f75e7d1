"""Make the font files in this folder from two unpacked npm packages.

    python make_fonts.py SOURCE_SANS NEWSREADER [--out FOLDER]

SOURCE_SANS  the unpacked package "source-sans" (3.52.0)
NEWSREADER   the unpacked package "@fontsource-variable/newsreader" (5.3.0)

Needs fontTools and brotli. Same input and versions give the same bytes: no
clock is read, and every set is sorted before it is written.

What is done, and why:

* Newsreader is cut at fixed weight and optical size, because the PDF engine
  takes no variable weight ranges. Its Latin and Latin Extended slices are
  merged into one file. The slices hold no kerning between each other; where
  they are silent an accented letter takes the kerning of its base letter.
* Blank glyphs for the fixed spaces and an alias for the non-breaking hyphen
  are added where a face lacks them, so that a number and its unit can be tied
  in every face.
* Default figures are lining and tabular in both families. The maker checks
  that all ten have one width and mends the one that does not (the italic 7 of
  Newsreader). Proportional figures stay behind "pnum".
* Source Sans is cut to the ranges below. Hinting is dropped.
* All cuts carry the family names Tieout Display, Tieout Text and Tieout Sans,
  for "Source" is a reserved name under the OFL.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.otlLib import builder as otl
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables import otTables as ot
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib import instancer

VERSION = "cut 1"

# --- characters -------------------------------------------------------------


def span(*ranges):
    out = set()
    for r in ranges:
        out |= set(range(r[0], r[1] + 1)) if isinstance(r, tuple) else {r}
    return out


LATIN = span(
    (0x20, 0x7E),
    (0xA0, 0x17F),
    0x192,
    (0x218, 0x21B),
    0x237,
    0x2BC,
    0x2C6,
    0x2C7,
    (0x2D8, 0x2DD),
    (0x1E80, 0x1E85),
    0x1E9E,
    0x1EF2,
    0x1EF3,
)
PUNCTUATION = span((0x2000, 0x200B), (0x2010, 0x2027), 0x202F, (0x2030, 0x205F), 0x2060)
SIGNS = span(
    (0x2070, 0x209C),  # superscripts and subscripts
    (0x20A0, 0x20C0),  # currency
    0x2113,
    0x2116,
    0x2117,
    0x2120,
    0x2122,
    0x2126,
    0x212E,
    (0x2150, 0x215E),  # fractions
    (0x2190, 0x2199),  # arrows
    (0x2200, 0x22FF),  # mathematics
)
SHAPES = span((0x25A0, 0x25FF), 0x2713, 0x2717)
GREEK = span((0x384, 0x3CE))
GREEK_SIGNS = span(0x394, 0x3A3, 0x3A9, 0x3B1, 0x3B2, 0x3BC, 0x3C0, 0x3C3)

PDF_RANGE = LATIN | PUNCTUATION | SIGNS | SHAPES | GREEK
WEB_RANGE = LATIN | PUNCTUATION | SIGNS | SHAPES | GREEK_SIGNS

FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "lnum", "tnum", "pnum", "sups"]

# Fixed spaces: width in ems, or the name of the glyph whose width they take.
SPACES = {
    0x2002: 1 / 2,
    0x2003: 1.0,
    0x2007: "zero",
    0x2008: "period",
    0x2009: 1 / 6,
    0x200A: 1 / 12,
    0x200B: 0.0,
    0x202F: 1 / 6,
    0x2060: 0.0,
}
ALIASES = {0x2010: 0x2D, 0x2011: 0x2D, 0xA0: 0x20}

# --- faces ------------------------------------------------------------------

WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}

NEWSREADER_FACES = [  # family, weight, italic, optical size
    ("Tieout Display", 500, False, 72),
    ("Tieout Display", 600, False, 72),
    ("Tieout Text", 400, False, 11),
    ("Tieout Text", 400, True, 11),
    ("Tieout Text", 600, False, 11),
]
SANS_FACES = [  # family, weight, italic, file in the package
    ("Tieout Sans", 400, False, "SourceSans3-Regular.ttf"),
    ("Tieout Sans", 400, True, "SourceSans3-It.ttf"),
    ("Tieout Sans", 600, False, "SourceSans3-Semibold.ttf"),
    ("Tieout Sans", 700, False, "SourceSans3-Bold.ttf"),
]

DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def style_name(weight, italic):
    if italic:
        return "Italic" if weight == 400 else f"{WEIGHTS[weight]} Italic"
    return WEIGHTS[weight]


def file_stem(family, weight, italic):
    return f"{family.replace(' ', '')}-{style_name(weight, italic).replace(' ', '')}"


# --- reading layout tables --------------------------------------------------


def substitutions(font, tag):
    """The single substitutions of one feature, as {from: to}."""
    out = {}
    table = font["GSUB"].table
    for rec in table.FeatureList.FeatureRecord:
        if rec.FeatureTag == tag:
            for i in rec.Feature.LookupListIndex:
                for st in table.LookupList.Lookup[i].SubTable:
                    out.update(getattr(getattr(st, "ExtSubTable", st), "mapping", {}))
    return out


def ligatures(font):
    out = {}
    table = font["GSUB"].table
    for rec in table.FeatureList.FeatureRecord:
        if rec.FeatureTag == "liga":
            for i in rec.Feature.LookupListIndex:
                for st in table.LookupList.Lookup[i].SubTable:
                    st = getattr(st, "ExtSubTable", st)
                    for first, ligs in st.ligatures.items():
                        for lig in ligs:
                            out[(first, *lig.Component)] = lig.LigGlyph
    return out


def kerning(font, glyphs):
    """All kerning pairs among glyphs, as {(left, right): units}."""
    out = {}
    table = font["GPOS"].table
    lookups = sorted(
        {
            i
            for r in table.FeatureList.FeatureRecord
            if r.FeatureTag == "kern"
            for i in r.Feature.LookupListIndex
        }
    )
    for i in lookups:
        found = {}
        for st in table.LookupList.Lookup[i].SubTable:
            st = getattr(st, "ExtSubTable", st)
            if not isinstance(st, ot.PairPos):
                raise SystemExit("kerning of an unknown kind")
            for k, left in enumerate(st.Coverage.glyphs):
                if left not in glyphs:
                    continue
                if st.Format == 1:
                    for r in st.PairSet[k].PairValueRecord:
                        found.setdefault((left, r.SecondGlyph), getattr(r.Value1, "XAdvance", 0))
                else:
                    row = st.Class1Record[st.ClassDef1.classDefs.get(left, 0)].Class2Record
                    for right in glyphs:
                        v = row[st.ClassDef2.classDefs.get(right, 0)].Value1
                        found.setdefault((left, right), getattr(v, "XAdvance", 0))
        for pair, v in found.items():
            if pair[1] in glyphs:
                out[pair] = out.get(pair, 0) + v
    return {p: v for p, v in out.items() if v}


# --- parts of a font --------------------------------------------------------


def add_blank(font, code, width):
    name = f"uni{code:04X}"
    empty = Glyph()
    empty.numberOfContours = 0
    font["glyf"][name] = empty
    font["hmtx"][name] = (width, 0)
    font.setGlyphOrder(font["glyf"].glyphOrder)
    map_character(font, code, name)


def map_character(font, code, name):
    for t in font["cmap"].tables:
        if t.isUnicode():
            t.cmap[code] = name


def add_spaces(font):
    upem = font["head"].unitsPerEm
    for code, width in SPACES.items():
        if code not in font.getBestCmap():
            units = font["hmtx"][width][0] if isinstance(width, str) else round(width * upem)
            add_blank(font, code, units)
    for code, other in ALIASES.items():
        if code not in font.getBestCmap():
            map_character(font, code, font.getBestCmap()[other])


def shift(font, name, dx, advance):
    glyph = font["glyf"][name]
    glyph.expand(font["glyf"])
    if glyph.isComposite():
        for part in glyph.components:
            part.x += dx
    else:
        glyph.coordinates.translate((dx, 0))
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (advance, glyph.xMin)


def mend_figures(font):
    """Give all ten default figures one width; at most one may be off."""
    cmap, hmtx = font.getBestCmap(), font["hmtx"]
    names = [cmap[c] for c in range(0x30, 0x3A)]
    widths = sorted(hmtx[n][0] for n in names)
    common = widths[5]
    off = [n for n in names if hmtx[n][0] != common]
    if len(off) > 1:
        raise SystemExit(f"figures are not tabular: {off}")
    for n in off:  # centre as the proportional form is centred
        prop = substitutions(font, "pnum")[n]
        lsb = hmtx[prop][1] + round((common - hmtx[prop][0]) / 2)
        shift(font, n, lsb - hmtx[n][1], common)


def cut(font, codes):
    opt = subset.Options()
    opt.layout_features = FEATURES
    opt.layout_scripts = ["DFLT", "latn", "grek"]
    opt.hinting = False
    opt.legacy_kern = False
    opt.notdef_outline = True
    opt.glyph_names = True
    opt.name_IDs = ["*"]
    opt.name_languages = ["*"]
    opt.drop_tables += ["DSIG", "BASE", "STAT", "gasp"]
    opt.recalc_timestamp = False
    opt.recalc_bounds = True
    opt.ignore_missing_unicodes = True
    s = subset.Subsetter(opt)
    s.populate(unicodes=sorted(codes))
    s.subset(font)


def set_names(font, family, weight, italic, base):
    style = style_name(weight, italic)
    plain = style in ("Regular", "Italic", "Bold")
    ps = file_stem(family, weight, italic)
    old = font["name"]
    keep = {i: old.getDebugName(i) for i in (0, 5, 14)}
    version = keep[5].split(";")[0]
    names = {
        0: keep[0],
        1: family if plain else f"{family} {WEIGHTS[weight]}",
        2: style if plain else ("Italic" if italic else "Regular"),
        3: f"{version}; {VERSION}; {ps}",
        4: f"{family} {style}",
        5: f"{version}; {VERSION}",
        6: ps,
        10: f"A modified version, cut and renamed, of {base}.",
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        14: keep[14],
        16: family,
        17: style,
    }
    table = newTable("name")
    table.names = []
    for i, text in sorted(names.items()):
        table.setName(text, i, 3, 1, 0x409)
    font["name"] = table

    os2 = font["OS/2"]
    os2.usWeightClass = weight
    os2.usWidthClass = 5
    os2.fsType = 0
    os2.achVendID = "NONE"
    typo = 1 << 7 if os2.version >= 4 else 0
    bold = weight == 700
    os2.fsSelection = (
        typo | (1 if italic else 0) | (1 << 5 if bold else 0) | (1 << 6 if not italic and not bold else 0)
    )
    font["head"].macStyle = (1 if bold else 0) | (2 if italic else 0)
    os2.recalcUnicodeRanges(font)
    os2.recalcAvgCharWidth(font)

    gasp = newTable("gasp")
    gasp.version, gasp.gaspRange = 1, {0xFFFF: 0x000A}  # smooth, never grid-fit
    font["gasp"] = gasp


# --- Newsreader -------------------------------------------------------------


def base_letter(font, name):
    """The letter under the accents, or None where its kerning does not serve."""
    glyph = font["glyf"][name]
    if not glyph.isComposite():
        return None
    base = glyph.components[0].glyphName
    if len(base) > 2 or base in ("i", "j"):
        return None  # dotlessi, j: the accent is wider than the letter
    if any(c.glyphName == "caroncomb.alt" for c in glyph.components):
        return None  # the caron stands beside the letter
    return base


def newsreader(folder, weight, italic, size):
    style = "italic" if italic else "normal"
    parts = []
    for script in ("latin", "latin-ext"):
        path = folder / "files" / f"newsreader-{script}-opsz-{style}.woff2"
        font = TTFont(path, recalcTimestamp=False)
        parts.append(instancer.instantiateVariableFont(font, {"wght": weight, "opsz": size}))
    main, ext = parts
    main.flavor = None

    # Some characters change form in small bold cuts; make that the default.
    rvrn = {**substitutions(ext, "rvrn"), **substitutions(main, "rvrn")}
    pnum = {**substitutions(ext, "pnum"), **substitutions(main, "pnum")}
    liga = ligatures(main)
    mend_figures(main)

    in_main, in_ext = set(main.getGlyphOrder()), set(ext.getGlyphOrder())
    kern_main, kern_ext = kerning(main, in_main), kerning(ext, in_ext)

    for name in ext.getGlyphOrder():
        glyph = ext["glyf"][name]
        if name in in_main:
            if glyph != main["glyf"][name]:
                raise SystemExit(f"the two slices draw {name} differently")
            continue
        main["glyf"][name] = glyph
        main["hmtx"][name] = ext["hmtx"][name]
    main.setGlyphOrder(main["glyf"].glyphOrder)
    cmap = {**ext.getBestCmap(), **main.getBestCmap()}
    for code, name in sorted(cmap.items()):
        map_character(main, code, rvrn.get(name, name))
    add_spaces(main)

    for tag in ("GSUB", "GPOS", "GDEF"):
        del main[tag]
    pnum = {rvrn.get(a, a): rvrn.get(b, b) for a, b in pnum.items()}
    rows = ["languagesystem DFLT dflt;", "languagesystem latn dflt;"]
    rows.append("feature liga {")
    for parts_, lig in sorted(liga.items(), key=lambda x: (-len(x[0]), x)):
        rows.append(f"  sub {' '.join(parts_)} by {lig};")
    rows.append("} liga;")
    for tag, pairs in (
        ("tnum", {b: a for a, b in pnum.items()}),
        ("pnum", pnum),
        ("lnum", {d: d for d in DIGITS}),
    ):
        rows.append(f"feature {tag} {{")
        rows += [f"  sub {a} by {b};" for a, b in sorted(pairs.items())]
        rows.append(f"}} {tag};")
    addOpenTypeFeaturesFromString(main, "\n".join(rows), tables=["GSUB"])

    cut(main, PDF_RANGE)
    add_kerning(main, kern_main, kern_ext, in_main, in_ext, {v: k for k, v in rvrn.items()})
    return main


def add_kerning(font, kern_main, kern_ext, in_main, in_ext, drawn_as):
    names = font.getGlyphOrder()
    base = {n: base_letter(font, n) for n in names}
    figures = {font.getBestCmap()[c] for c in range(0x30, 0x3A)}

    def value(a, b):
        if a in figures and b in figures:
            return 0
        a, b = drawn_as.get(a, a), drawn_as.get(b, b)
        if a in in_main and b in in_main:
            return kern_main.get((a, b), 0)
        if a in in_ext and b in in_ext and (a, b) in kern_ext:
            return kern_ext[(a, b)]
        if a not in in_main and b not in in_main:
            return 0
        a = a if a in in_main else base.get(a)
        b = b if b in in_main else base.get(b)
        return kern_main.get((a, b), 0)

    # Glyphs with equal rows (or columns) form one class.
    matrix = {a: [value(a, b) for b in names] for a in names}
    left = {}
    for a in names:
        if any(matrix[a]):
            left.setdefault(tuple(matrix[a]), []).append(a)
    right = {}
    reps = [group[0] for group in left.values()]
    for j, b in enumerate(names):
        column = tuple(matrix[a][j] for a in reps)
        if any(column):
            right.setdefault(column, []).append(b)
    pairs = {}
    for i, group in enumerate(left.values()):
        for column, others in right.items():
            if column[i]:
                v = otl.buildValue({"XAdvance": column[i]})
                pairs[(tuple(group), tuple(others))] = (v, None)
    subtable = otl.buildPairPosClassesSubtable(pairs, font.getReverseGlyphMap())
    lookup = otl.buildLookup([subtable], flags=0)
    addOpenTypeFeaturesFromString(
        font,
        "languagesystem DFLT dflt;\nlanguagesystem latn dflt;\nfeature kern { pos space space 0; } kern;",
        tables=["GPOS"],
    )
    font["GPOS"].table.LookupList.Lookup[0] = lookup


# --- Source Sans ------------------------------------------------------------


def source_sans(folder, name):
    font = TTFont(folder / "TTF" / name, recalcTimestamp=False)
    mend_figures(font)
    add_spaces(font)
    cut(font, PDF_RANGE)
    return font


# --- checks and output ------------------------------------------------------


def check(font, stem):
    cmap, hmtx = font.getBestCmap(), font["hmtx"]
    names = [cmap[c] for c in range(0x30, 0x3A)]
    if len({hmtx[n][0] for n in names}) != 1:
        raise SystemExit(f"{stem}: figures differ in width")
    figures = set(names)
    bad = [p for p in kerning(font, figures) if p[0] in figures and p[1] in figures]
    if bad:
        raise SystemExit(f"{stem}: figures are kerned: {bad}")


def write(font, out, family, weight, italic, base):
    stem = file_stem(family, weight, italic)
    set_names(font, family, weight, italic, base)
    check(font, stem)
    ttf = out / f"{stem}.ttf"
    font.save(ttf)

    web = TTFont(ttf, recalcTimestamp=False)
    cut(web, WEB_RANGE)
    web["post"].formatType = 3.0
    gasp = newTable("gasp")
    gasp.version, gasp.gaspRange = 1, {0xFFFF: 0x000A}
    web["gasp"] = gasp
    web["OS/2"].recalcUnicodeRanges(web)
    web["OS/2"].recalcAvgCharWidth(web)
    check(web, stem)
    web.flavor = "woff2"
    woff2 = out / f"{stem}.woff2"
    web.save(woff2)
    return stem, len(font.getBestCmap()), ttf.stat().st_size, woff2.stat().st_size


def main():
    ap = argparse.ArgumentParser(description="Make the fonts of the briefings.")
    ap.add_argument("source_sans", type=Path)
    ap.add_argument("newsreader", type=Path)
    ap.add_argument("--out", type=Path, default=Path(__file__).parent)
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)

    rows = []
    for family, weight, italic, size in NEWSREADER_FACES:
        font = newsreader(args.newsreader, weight, italic, size)
        rows.append(write(font, args.out, family, weight, italic, "Newsreader"))
    for family, weight, italic, name in SANS_FACES:
        font = source_sans(args.source_sans, name)
        rows.append(write(font, args.out, family, weight, italic, "Source Sans 3"))

    shutil.copyfile(args.newsreader / "LICENSE", args.out / "OFL-Newsreader.txt")
    shutil.copyfile(args.source_sans / "LICENSE.md", args.out / "OFL-SourceSans.txt")

    print(f"{'face':28}{'characters':>11}{'ttf':>10}{'woff2':>10}")
    for stem, n, ttf, woff2 in rows:
        print(f"{stem:28}{n:>11}{ttf:>10}{woff2:>10}")
    print(f"{'total':28}{'':>11}{sum(r[2] for r in rows):>10}{sum(r[3] for r in rows):>10}")


if __name__ == "__main__":
    main()
