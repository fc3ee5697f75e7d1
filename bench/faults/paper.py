"""A PDF as its pages show it, so that one thing of it can be changed: glyphs, strings, links, ink, files.

Fonts are subset: what is written anew is written with glyphs that the same font has in this file.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from bench.faults.planted import Box

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1, 0, 0, 1, 0, 0)
_CHARACTERS = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass(frozen=True)
class Show:
    """A run of glyphs that one operator shows: in the ``stream`` numbered so, at its instruction ``at``.

    ``page`` is counted from 1; ``says`` are the properties of the outermost element with a class that it
    is in, ``within`` the kinds and properties of all elements that it is in, the nearest first.
    """

    page: int
    stream: int
    at: int
    font: str
    words: str
    box: Box
    says: Mapping[str, str]
    within: tuple[tuple[str, Mapping[str, str]], ...]
    in_drawing: bool = False

    @property
    def kind(self) -> str:
        """What its number is said to be."""
        return self.says.get("class", "")


@dataclass(frozen=True)
class Path:
    """A path of a drawing: its ``points`` in the units of a stream, each of the instruction in ``at``.

    ``box`` is where it is on the page.
    """

    page: int
    stream: int
    at: tuple[int, ...]
    points: tuple[tuple[float, float], ...]
    box: Box
    exhibit: str


@dataclass(frozen=True)
class Reshown:
    """Other glyphs in place of those of an instruction."""

    stream: int
    at: int
    codes: bytes

    def make(self, pdf: Pdf) -> None:
        """Change the stream."""
        _edited(pdf, self.stream, {self.at: ([Array([String(self.codes)])], "TJ")})


@dataclass(frozen=True)
class Redrawn:
    """Other points in place of those of a path."""

    stream: int
    operands: tuple[tuple[int, tuple[float, ...]], ...]

    def make(self, pdf: Pdf) -> None:
        """Change the stream."""
        _edited(
            pdf,
            self.stream,
            {at: ([Decimal(f"{one:.4f}") for one in many], "") for at, many in self.operands},
        )


@dataclass(frozen=True)
class Restated:
    """Another string under a key of an object, or as the user property ``user`` of an element."""

    number: int
    key: str
    words: str
    user: str = ""

    def make(self, pdf: Pdf) -> None:
        """Change the object."""
        one = pdf.get_object(self.number, 0)
        if not self.user:
            one[Name(self.key)] = String(self.words)
            return
        for listed in _attributes(one):
            for pair in listed.get("/P", []):
                if str(pair.N) == self.user:
                    pair[Name("/V")] = String(self.words)


@dataclass(frozen=True)
class Reattached:
    """Other bytes in an attachment; its checksum and its digest in the PDF's manifest made good, or not."""

    name: str
    data: bytes
    made_good: bool

    def make(self, pdf: Pdf) -> None:
        """Change the attachment."""
        found = {str(name): spec for name, spec in _named(pdf.Root.Names.EmbeddedFiles)}
        _attach(found[self.name].EF.F, self.data, self.made_good)
        if self.made_good and self.name != "manifest.json":
            manifest = bytes(found["manifest.json"].EF.F.read_bytes()).decode()
            _attach(found["manifest.json"].EF.F, _redigested(manifest, self.name, self.data), True)


@dataclass(frozen=True)
class Detached:
    """An attachment taken out of the list of embedded files."""

    name: str

    def make(self, pdf: Pdf) -> None:
        """Change the list."""
        kept = [
            part
            for name, spec in _named(pdf.Root.Names.EmbeddedFiles)
            if str(name) != self.name
            for part in (name, spec)
        ]
        pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=Array(kept)))


@dataclass(frozen=True)
class Described:
    """Other text in the metadata stream, ``new`` for ``old``."""

    old: str
    new: str

    def make(self, pdf: Pdf) -> None:
        """Change the stream."""
        before = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(before.replace(self.old.encode(), self.new.encode()))


Edit = Reshown | Redrawn | Restated | Reattached | Detached | Described


@dataclass(frozen=True)
class Rewritten:
    """A PDF with edits made."""

    edits: tuple[Edit, ...]

    def __call__(self, before: bytes) -> bytes:
        """Return the bytes of the PDF with each edit made."""
        with pikepdf.open(io.BytesIO(before)) as pdf:
            for one in self.edits:
                one.make(pdf)
            after = io.BytesIO()
            pdf.save(after, deterministic_id=True)
        return after.getvalue()


class Paper:
    """A PDF as read: what is shown on its pages, its structure, its drawings and its attachments."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.shows: list[Show] = []
        self.paths: list[Path] = []
        self._fonts: dict[int, Font] = {}
        self._parents = dict(_numbered(self.pdf.Root.StructTreeRoot.ParentTree))
        for nth, page in enumerate(self.pdf.pages, 1):
            self._read_page(nth, page)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The labels of the pages, in order."""
        return tuple(page.label for page in self.pdf.pages)

    @cached_property
    def elements(self) -> tuple[Object, ...]:
        """All structure elements, in order."""
        found, waiting = [], [self.pdf.Root.StructTreeRoot]
        while waiting:
            one = waiting.pop(0)
            children = one.get("/K", [])
            for child in children if isinstance(children, Array) else [children]:
                if isinstance(child, Dictionary) and "/S" in child:
                    found.append(child)
                    waiting.append(child)
        return tuple(found)

    @cached_property
    def attachments(self) -> dict[str, bytes]:
        """The attachments by name."""
        return {
            str(name): bytes(spec.EF.F.read_bytes())
            for name, spec in _named(self.pdf.Root.Names.EmbeddedFiles)
        }

    def encoded(self, show: Show, words: str) -> bytes | None:
        """Return the glyph codes that show ``words`` in the font of ``show``; None where it lacks one."""
        font = self._fonts[int(show.font)]
        codes = [font.codes.get(mark) for mark in words]
        return b"".join(one for one in codes if one) if all(codes) else None

    def annotations(self) -> Iterator[tuple[int, Object]]:
        """Yield each link with the number of its page."""
        for nth, page in enumerate(self.pdf.pages, 1):
            for one in page.obj.get("/Annots", []):
                yield nth, one

    def bookmarks(self) -> Iterator[Object]:
        """Yield each bookmark."""
        waiting = [self.pdf.Root.Outlines.get("/First")]
        while waiting:
            one = waiting.pop()
            if one is not None:
                yield one
                waiting += [one.get("/Next"), one.get("/First")]

    def _read_page(self, nth: int, page: pikepdf.Page) -> None:
        parents = self._parents.get(int(page.obj.get("/StructParents", -1)), [])

        @cache
        def properties(content: int) -> tuple[tuple[str, Mapping[str, str]], ...]:
            if content < 0 or content >= len(parents):
                return ()
            found, one = [], parents[content]
            while isinstance(one, Dictionary) and "/S" in one:
                found.append((str(one.S)[1:], properties_of(one)))
                one = one.get("/P")
            return tuple(found)

        contents = page.obj.Contents
        for stream in contents if isinstance(contents, Array) else [contents]:
            self._read(nth, stream, page.obj.Resources, UNIT, properties, -1, False)

    def _read(
        self,
        page: int,
        stream: Object,
        resources: Object,
        matrix: Matrix,
        properties: Callable[[int], tuple[tuple[str, Mapping[str, str]], ...]],
        content: int,
        in_drawing: bool,
    ) -> None:
        saved, marked = [], [content]
        text, font, size = UNIT, None, 0.0
        path: list[tuple[int, tuple[float, float]]] = []
        lone = False
        for at, (operands, operator) in enumerate(pikepdf.parse_content_stream(stream)):
            name = str(operator)
            if name == "q":
                saved.append(matrix)
            elif name == "Q":
                matrix = saved.pop()
            elif name == "cm":
                matrix = _times(tuple(float(one) for one in operands), matrix)
            elif name in ("BDC", "BMC"):
                inner = operands[1] if len(operands) > 1 and isinstance(operands[1], Dictionary) else {}
                marked.append(int(inner["/MCID"]) if "/MCID" in inner else marked[-1])
            elif name == "EMC":
                marked.pop()
            elif name == "Tf":
                font, size = self._font(resources.Font[str(operands[0])]), float(operands[1])
            elif name == "Tm":
                text = tuple(float(one) for one in operands)
            elif name in ("TJ", "Tj") and font:
                parts = operands[0] if name == "TJ" else [operands[0]]
                words, width = font.shown(parts)
                within = properties(marked[-1])
                drawing = in_drawing or bool(_exhibit(within))
                says = next((one for _, one in reversed(within) if "class" in one), {})
                box = _box(_times(text, matrix), width * size, size)
                self.shows.append(
                    Show(page, stream.objgen[0], at, str(font.number), words, box, says, within, drawing)
                )
            elif name in ("m", "l", "c"):
                if name == "m" and path and lone:
                    path.pop()  # a move after a move draws nothing
                lone = name == "m"
                points = [float(one) for one in operands]
                path += [(at, (points[nth], points[nth + 1])) for nth in range(0, len(points), 2)]
            elif name in ("f", "f*", "S", "s", "B", "B*", "b", "n") and path:
                if name != "n" and (in_drawing or _exhibit(properties(marked[-1]))):
                    corners = tuple(_applied(matrix, one) for _, one in path)
                    self.paths.append(
                        Path(
                            page,
                            stream.objgen[0],
                            tuple(at for at, _ in path),
                            tuple(one for _, one in path),
                            _hull(corners),
                            _exhibit(properties(marked[-1])),
                        )
                    )
                path = []
            elif name == "Do":
                form = resources.XObject[str(operands[0])]
                if str(form.get("/Subtype")) == "/Form":
                    inner = tuple(float(one) for one in form.get("/Matrix", UNIT))
                    drawing = in_drawing or bool(_exhibit(properties(marked[-1])))
                    self._read(
                        page,
                        form,
                        form.get("/Resources", resources),
                        _times(inner, matrix),
                        properties,
                        marked[-1],
                        drawing,
                    )

    def _font(self, one: Object) -> Font:
        number = one.objgen[0]
        if number not in self._fonts:
            self._fonts[number] = Font(number, one)
        return self._fonts[number]


class Font:
    """A composite font: what each of its two-byte codes says, and how wide it is in parts of the size."""

    def __init__(self, number: int, one: Object) -> None:
        self.number = number
        self.says: dict[bytes, str] = {}
        for found in re.finditer(rb"beginbfchar(.*?)endbfchar", one.ToUnicode.read_bytes(), re.DOTALL):
            for code, said in _CHARACTERS.findall(found[1]):
                self.says[bytes.fromhex(code.decode())] = bytes.fromhex(said.decode()).decode("utf-16-be")
        self.codes: dict[str, bytes] = {}
        for code, said in sorted(self.says.items()):
            self.codes.setdefault(said, code)
        self.widths = _widths(one.DescendantFonts[0])

    def shown(self, parts: Object) -> tuple[str, float]:
        """Return the words that an array of strings and shifts shows, and their width in sizes."""
        words, width = [], 0.0
        for part in parts:
            if isinstance(part, String):
                data = bytes(part)
                for at in range(0, len(data), 2):
                    code = data[at : at + 2]
                    words.append(self.says.get(code, ""))
                    width += self.widths.get(int.from_bytes(code), 500.0) / 1000
            else:
                width -= float(part) / 1000
        return "".join(words), width


def _exhibit(within: tuple[tuple[str, Mapping[str, str]], ...]) -> str:
    """Return the exhibit of the drawing that marked content is in; nothing where it is in none."""
    return next((one.get("exhibit", "") for kind, one in within if kind == "Figure"), "")


def properties_of(element: Object) -> Mapping[str, str]:
    """Return the properties that an element's title repeats."""
    return dict(part.split("=", 1) for part in str(element.get("/T", "")).split() if "=" in part)


def _attributes(element: Object) -> Iterator[Object]:
    listed = element.get("/A")
    for one in listed if isinstance(listed, Array) else [listed]:
        if isinstance(one, Dictionary) and str(one.get("/O")) == "/UserProperties":
            yield one


def _edited(pdf: Pdf, number: int, changes: Mapping[int, tuple[list[Object], str]]) -> None:
    stream = pdf.get_object(number, 0)
    instructions = []
    for at, one in enumerate(pikepdf.parse_content_stream(stream)):
        if at in changes:
            operands, operator = changes[at]
            one = pikepdf.ContentStreamInstruction(operands, pikepdf.Operator(operator or str(one.operator)))
        instructions.append(one)
    stream.write(pikepdf.unparse_content_stream(instructions))


def _attach(stream: Object, data: bytes, made_good: bool) -> None:
    kept = stream.get("/Params")
    stream.write(data)
    if kept is not None and made_good:
        kept[Name("/CheckSum")] = String(hashlib.md5(data).digest())
        kept[Name("/Size")] = len(data)


def _redigested(manifest: str, name: str, data: bytes) -> bytes:
    """Return a manifest with the size and the digests of an attachment as they are now."""
    import json

    read = json.loads(manifest)
    read["artefacts"][name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    lines = "".join(f"{read['artefacts'][one]['sha256']}  {one}\n" for one in sorted(read["artefacts"]))
    read["artefacts_sha256"] = hashlib.sha256(lines.encode()).hexdigest()
    return (json.dumps(read, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _named(tree: Object) -> Iterator[tuple[Object, Object]]:
    for kid in tree.get("/Kids", []):
        yield from _named(kid)
    listed = list(tree.get("/Names", []))
    yield from zip(listed[::2], listed[1::2], strict=True)


def _numbered(tree: Object) -> Iterator[tuple[int, Object]]:
    for kid in tree.get("/Kids", []):
        yield from _numbered(kid)
    listed = list(tree.get("/Nums", []))
    for key, value in zip(listed[::2], listed[1::2], strict=True):
        yield int(key), value


def _widths(font: Object) -> dict[int, float]:
    found: dict[int, float] = {}
    listed = list(font.get("/W", []))
    while listed:
        first, second = int(listed.pop(0)), listed.pop(0)
        if isinstance(second, Array):
            found |= {first + nth: float(one) for nth, one in enumerate(second)}
        else:
            width = float(listed.pop(0))
            found |= dict.fromkeys(range(first, int(second) + 1), width)
    return found


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _applied(matrix: Matrix, point: tuple[float, float]) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def _hull(points: tuple[tuple[float, float], ...]) -> Box:
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _box(matrix: Matrix, width: float, size: float) -> Box:
    corners = ((0, -0.22 * size), (width, -0.22 * size), (0, 0.75 * size), (width, 0.75 * size))
    return _hull(tuple(_applied(matrix, one) for one in corners))
