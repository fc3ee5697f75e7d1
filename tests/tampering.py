"""PDFs of a briefing, each altered in one way by which a reader would be told something that is not so."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String


@dataclass(frozen=True, slots=True)
class Tampering:
    """One alteration: its kind, what is ``done``, and what a verifier has to say of it, as a pattern."""

    kind: str
    name: str
    found: str
    done: Callable[[Pdf], None]

    def of(self, made: bytes) -> bytes:
        """Return the file altered, the same bytes each time."""
        with Pdf.open(BytesIO(made)) as pdf:
            self.done(pdf)
            held = BytesIO()
            pdf.save(held, deterministic_id=True)
        return held.getvalue()


# ---------------------------------------------------------------------------------------------------- text


class Glyph(NamedTuple):
    """One character of a content stream: its instruction, the string and the code in that, its font."""

    sign: str
    instruction: int
    string: int
    code: int
    font: Object


def letters(font: Object) -> dict[int, str]:
    """Return what each glyph of a font says, by its ``/ToUnicode``."""
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>\n", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def glyphs(instructions: list, fonts: Object) -> Iterator[Glyph]:
    """Yield each character that is shown, in drawing order."""
    font, known = None, {}
    for nth, (operands, operator) in enumerate(instructions):
        if str(operator) == "Tf":
            font = fonts[str(operands[0])]
            known = letters(font)
        elif str(operator) == "TJ":
            for at, piece in enumerate(operands[0]):
                codes = bytes(piece) if isinstance(piece, String) else b""
                for code in range(0, len(codes), 2):
                    sign = known.get(int.from_bytes(codes[code : code + 2], "big"), "\ufffd")
                    yield Glyph(sign.replace("\xa0", " "), nth, at, code, font)


def streams(pdf: Pdf, page: int) -> Iterator[tuple[Object, Object]]:
    """Yield the content of a page, then its forms, each with its fonts."""
    held = pdf.pages[page - 1]
    held.contents_coalesce()
    yield held.obj.Contents, held.obj.Resources.Font
    for form in held.obj.Resources.get("/XObject", {}).values():
        if form.get("/Subtype") == "/Form":
            yield form, form.get("/Resources", held.obj.Resources).get("/Font", held.obj.Resources.Font)


def retyped(
    page: int, old: str, new: str, after: str = "", nth: int = 0, drawn: bool = False
) -> Callable[[Pdf], None]:
    """Return the alteration after which a page reads ``new`` for the ``nth`` ``old`` that ``after`` precedes.

    ``drawn``: it is looked for in drawings alone.
    """

    def done(pdf: Pdf) -> None:
        for stream, fonts in list(streams(pdf, page))[drawn:]:
            instructions = [list(one) for one in pikepdf.parse_content_stream(stream)]
            shown = list(glyphs(instructions, fonts))
            text = "".join(one.sign[0] for one in shown)
            places = [one.start() for one in re.finditer(re.escape(after + old), text)]
            if len(places) <= nth:
                continue
            at = places[nth]
            part = shown[at + len(after) : at + len(after + old)]
            code_of = {sign: code for code, sign in letters(part[0].font).items()}
            codes = b"".join(code_of[sign].to_bytes(2, "big") for sign in new)
            for one in reversed(part):  # from behind, so that the places before stay as they were told
                pieces = instructions[one.instruction][0][0]
                held = bytes(pieces[one.string])
                here = codes if one is part[0] else b""
                pieces[one.string] = String(held[: one.code] + here + held[one.code + 2 :])
            stream.write(pikepdf.unparse_content_stream([tuple(one) for one in instructions]))
            return
        raise AssertionError(f"page {page} does not say `{after}{old}`")

    return done


def painted(page: int, text: str) -> Callable[[Pdf], None]:
    """Return the alteration after which ``text`` stands upon a page, in a font of that page."""

    def done(pdf: Pdf) -> None:
        held = pdf.pages[page - 1]
        for name, font in held.obj.Resources.Font.items():
            code_of = {sign: code for code, sign in letters(font).items()}
            if all(sign in code_of for sign in text):
                codes = "".join(f"{code_of[sign]:04x}" for sign in text)
                held.contents_add(f"q BT {name} 12 Tf 1 0 0 1 60 400 Tm [<{codes}>] TJ ET Q".encode())
                return
        raise AssertionError(f"no font of page {page} has all of `{text}`")

    return done


# ----------------------------------------------------------------------------------------------- structure


def elements(pdf: Pdf, title: str) -> list[Object]:
    """Return the structure elements whose title begins so, in the order of the file."""
    held = [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/Type") == "/StructElem"]
    return [one for one in held if str(one.get("/T", "")).startswith(title)]


def retitled(title: str, new: str, nth: int = 0, where: str = "AT") -> Callable[[Pdf], None]:
    """Return the alteration of an element's properties in ``/A`` and in ``/T``, or in ``/T`` alone."""

    def done(pdf: Pdf) -> None:
        one = elements(pdf, title)[nth]
        run = re.findall(r"run=\d+", str(one.T))
        said = " ".join([new, *run]).strip()
        one.T = String(said)
        if "A" in where:
            pairs = [part.split("=", 1) for part in said.split()]
            texts = ((String(key), String(value.replace(",", " "))) for key, value in pairs)
            listed = [Dictionary(N=key, V=value) for key, value in texts]
            one.A = Dictionary(O=Name.UserProperties, P=Array(listed))

    return done


def exchanged(one: str, other: str) -> Callable[[Pdf], None]:
    """Return the alteration after which two elements have each other's text."""

    def done(pdf: Pdf) -> None:
        first, second = elements(pdf, one)[0], elements(pdf, other)[0]
        first.K, second.K = second.K, first.K

    return done


def described(old: str, new: str) -> Callable[[Pdf], None]:
    """Return the alteration of a passage in the alternative text of a drawing."""

    def done(pdf: Pdf) -> None:
        held = [one for one in pdf.objects if isinstance(one, Dictionary)]
        one = next(one for one in held if old in str(one.get("/Alt", "")))
        one.Alt = String(str(one.Alt).replace(old, new, 1))

    return done


def told(key: str, new: str) -> Callable[[Pdf], None]:
    """Return the alteration of a string about the document."""

    def done(pdf: Pdf) -> None:
        pdf.docinfo[key] = String(new)

    return done


def bookmarked(new: str) -> Callable[[Pdf], None]:
    """Return the alteration of the first bookmark."""

    def done(pdf: Pdf) -> None:
        pdf.Root.Outlines.First.Title = String(new)

    return done


# --------------------------------------------------------------------------------------------- attachments


def spec(pdf: Pdf, name: str) -> Object:
    """Return an attachment."""
    return pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)[name]


def written(pdf: Pdf, name: str, data: bytes) -> None:
    """Put ``data`` in place of an attachment, with its size and its MD5."""
    held = spec(pdf, name).EF.F
    held.write(data)
    held.Params.Size = len(data)
    held.Params.CheckSum = String(hashlib.md5(data, usedforsecurity=False).digest())


def rewritten(name: str, changes: Iterable[tuple[str, str]], sealed: bool = True) -> Callable[[Pdf], None]:
    """Return the alteration of passages of an attachment; ``sealed``: with a manifest that agrees with it."""

    def done(pdf: Pdf) -> None:
        text = spec(pdf, name).EF.F.read_bytes().decode()
        for old, new in changes:
            assert old in text, f"{name} does not say `{old}`"
            text = text.replace(old, new)
        written(pdf, name, text.encode())
        if sealed:
            seal(pdf)

    return done


def seal(pdf: Pdf) -> None:
    """Write the manifest anew, of what is attached."""
    manifest = json.loads(spec(pdf, "manifest.json").EF.F.read_bytes())
    names = sorted(set(pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)) - {"manifest.json"})
    files = {name: spec(pdf, name).EF.F.read_bytes() for name in names}
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    lines = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
    manifest["artefacts"] = {name: {"bytes": len(files[name]), "sha256": digests[name]} for name in names}
    manifest["artefacts_sha256"] = hashlib.sha256(lines.encode()).hexdigest()
    written(pdf, "manifest.json", json.dumps(manifest).encode())


def unattached(name: str, sealed: bool = False) -> Callable[[Pdf], None]:
    """Return the alteration after which an attachment is gone."""

    def done(pdf: Pdf) -> None:
        del pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)[name]
        if sealed:
            seal(pdf)

    return done


def attached(name: str, data: bytes) -> Callable[[Pdf], None]:
    """Return the alteration after which one more file is attached."""

    def done(pdf: Pdf) -> None:
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)

    return done


def together(*some: Callable[[Pdf], None]) -> Callable[[Pdf], None]:
    """Return several alterations in one file."""

    def done(pdf: Pdf) -> None:
        for one in some:
            one(pdf)

    return done


T25, T24 = "class=fact fact=ferry-trips@2025", "class=fact fact=ferry-trips@2024"
FLOOR = [("more than €20\u00a0million", "€20\u00a0million"), ("more than €20m", "€20m")]
FLOOR += [("more than 20", "20")]

TAMPERINGS = (
    # Digits on the page.
    Tampering("digit", "a number in prose", r"page 3: fact: “42.1 million passengers”",
              retyped(3, "41.2 million", "42.1 million")),
    Tampering("digit", "on the cover", r"page 1: fact: “about ?1.07%”", retyped(1, "7.01%", "1.07%")),
    Tampering("digit", "in an entry of the annex", r"page A\d: fact: “38.2 million",
              retyped(5, "38.5 million", "38.2 million")),
    Tampering("date", "a year", r"page 3: date: “2035”",
              retyped(3, "2025", "2035", after="million passengers in ")),
    Tampering("date", "a day", r"page 3: date: “2 March 2026”|page 3: fact: “2 March 2026”",
              retyped(3, "3 March 2026", "2 March 2026")),
    Tampering("quotation", "a digit", r"page 2: quotation: .*40 ferries",
              retyped(2, "30 ferries", "40 ferries")),
    Tampering("scale", "million made billion", r"page 3: fact: “38.5 billion",
              retyped(3, "38.5 million", "38.5 billion")),
    Tampering("tally", "how many facts", r"page 4: tally: “14”", retyped(4, "12 ", "14 ")),
    Tampering("name", "of a pier", r"page 3: name: “Pier 4”", retyped(3, "Pier 9", "Pier 4")),
    Tampering("structural", "the number of an exhibit", r"page 3: structural: “Exhibit 2”",
              retyped(3, "Exhibit 1", "Exhibit 2", nth=1)),
    Tampering("structural", "an exhibit that is not there", r"page 3: structural: “Exhibit 4”",
              retyped(3, "Exhibit 1", "Exhibit 4")),
    Tampering("structural", "the page of a section", r"page 1: structural: “4”",
              retyped(1, "3", "4", after="The service")),
    Tampering("structural", "the version on the cover", r"page 1: structural: “Draft of version 2.1”",
              retyped(1, "1.1", "2.1")),
    Tampering("running", "the number of a page", r"page 3: running: “1 of 4”",
              retyped(3, "3 of 4", "1 of 4")),
    Tampering("running", "the version", r"page 2: running: “draft of version 2.1",
              retyped(2, "version 1.1", "version 2.1")),
    # Hedges.
    Tampering("hedge", "more than", r"page 3: fact: “€20 million”", retyped(3, "more than €", "€")),
    Tampering("hedge", "at least", r"page 3: fact: “.*€0.485", retyped(3, "at least €0.4", "€0.4")),
    Tampering("hedge", "less than made more than", r"page 3: fact: “more than 12 min",
              retyped(3, "less than 12", "more than 12")),
    # What the structure says.
    Tampering("property", "another fact", r"page 1: fact: “41.2m passengers”", retitled(T25, T24)),
    Tampering("property", "another fact, in /T alone", r"page 1: fact: “41.2m passengers”",
              retitled(T25, T24, where="T")),
    Tampering("property", "a fact that is not there", r"page 1: fact: “41.2m passengers”",
              retitled(T25, "class=fact fact=ferry-trips@2035")),
    Tampering("property", "another claim", r"page 2: quotation: “.?ferries carried 41.2",
              retitled("class=quotation source=leaflet claim=leaflet-trips",
                       "class=quotation source=leaflet claim=leaflet-fleet")),
    Tampering("property", "a claim word turned around", r"page 3: claim: “up”",
              retitled("class=claim facts=ferry-trips@2025,ferry-trips@2024",
                       "class=claim facts=ferry-trips@2024,ferry-trips@2025")),
    Tampering("exchanged", "two facts", r"page 1: fact: “41.2m",
              exchanged(T25, "class=fact fact=ferry-subsidy ")),
    Tampering("class", "taken away", r"page 1: unclassed: “41.2m", retitled(T25, "fact=ferry-trips@2025")),
    *(Tampering("class", f"made {kind}", rf"page 1: {kind}: “41.2m", retitled(T25, f"class={kind}"))
      for kind in ("name", "idiom", "plain", "structural", "quotation", "bibliographic", "tick")),
    # Citations.
    Tampering("citation", "another number", r"page 3: citation: “5”", retyped(3, "4", "5", after="□□11")),
    Tampering("bibliographic", "a day", r"page 4: bibliographic: “Harbour Office.*26 Feb 2026",
              retyped(4, "20 Feb 2026", "26 Feb 2026")),
    # Strings outside the pages.
    Tampering("title", "of the file", r"/Title: string: “Empty boats”", told("/Title", "Empty boats")),
    Tampering("subject", "of the file", r"/Subject: string: “42.1 million", told("/Subject", "42.1 million")),
    Tampering("bookmark", "the first", r"bookmark: string: “Nothing holds", bookmarked("Nothing holds")),
    Tampering("alt text", "a number", r"page 1: alt text: .*48.2m", described("41.2m", "48.2m")),
    # Drawings.
    Tampering("label", "a digit", r"page 1: label: “41.2m passengers”: drawn is 48.2m",
              retyped(1, "41.2m", "48.2m", after="In2025")),
    Tampering("label", "a tick", r"page \d: label: “20”: drawn is 50", retyped(1, "20", "50", drawn=True)),
    # What stands in no element.
    Tampering("painted", "a number", r"page 3: running: “2025", painted(3, "2025")),
    # Attachments.
    Tampering("attachment", "changed", r"facts.json: attachment",
              rewritten("facts.json", [("41.2", "42.1")], sealed=False)),
    Tampering("attachment", "a table", r"exhibit-trips.csv: attachment",
              rewritten("exhibit-trips.csv", [("38500000", "39500000")], sealed=False)),
    Tampering("attachment", "taken away", r"exhibit-trips.csv: attachment", unattached("exhibit-trips.csv")),
    Tampering("attachment", "added", r"notes.txt: attachment", attached("notes.txt", b"trust me")),
    # Data, with a manifest that agrees; and the page with them.
    Tampering("quote", "a digit", r"ferry-trips@2025: evidence",
              rewritten("facts.json", [("carried 41.2 million", "carried 41.7 million")])),
    Tampering("derived", "a value", r"ferry-trips-growth-2025: arithmetic",
              rewritten("facts.json", [("540/77", "550/77")])),
    Tampering("derived", "a formula", r"ferry-trips-growth-2025: arithmetic",
              rewritten("facts.json", [('"growth(new, old)"', '"ratio(new, old)"')])),
    Tampering("source", "a title", r"page 4: bibliographic: .*Yearbook",
              rewritten("facts.json", [("Yearbook of the Harbour", "Yearbook of the Town")])),
    Tampering("throughout", "a hedge", r"ferry-subsidy: value: “€20 million”",
              together(rewritten("facts.json", FLOOR), retyped(3, "more than €20", "€20"))),
    Tampering("throughout", "a scale", r"ferry-subsidy: value: “more than €20 billion”",
              together(rewritten("facts.json", [("€20\u00a0million", "€20\u00a0billion")]),
                       retyped(3, "€20 million", "€20 billion"))),
    Tampering("throughout", "where it is printed", r"page 3: fact: “€20 million”",
              together(rewritten("facts.json", [('"words": "more than €20 m', '"words": "€20 m')]),
                       retyped(3, "more than €20", "€20"))),
)  # fmt: skip
