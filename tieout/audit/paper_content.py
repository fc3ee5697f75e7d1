"""The contents of a finished PDF's pages and forms before they are drawn: what they draw, and how much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2

from tieout.audit import paper_ink
from tieout.audit.paper_ink import Runs
from tieout.audit.paper_objects import Objects, Unreadable, is_reference

MOST_WORK = 1_500_000
"""What the contents of all pages may come to: a drawing counts one, and one for each 256 bytes of it."""

_DEEPEST = 40
_INSTEAD = ("/ActualText", "/Alt", "/E")
_MARKED_TEXT = re.compile(rb"/ActualText|/Alt\b|/E\b|/[^\s/<>\[\](){}%]*#[0-9A-Fa-f]{2}")
_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
# A string that shows something, a drawing within, and the operators that part a chart's texts.
_SHOWS = re.compile(
    rb"\((?:[^()\\]|\\.)+\)|<[0-9A-Fa-f\s]+>|/([^\s/<>\[\](){}%]+)\s+Do\b|\b(BT|ET|T[jJ]|B[DM]C|EMC)\b",
    re.DOTALL,
)


class Contents:
    """The contents of a file's pages and forms, looked through once.

    ``marked`` are the references of pages and forms that may say another text instead of what they show,
    ``masked`` of those that paint through a mask, or mix what they paint with what lies under it.

    Raises:
        Unreadable: they draw each other without end, or draw more than any briefing does.
    """

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.marked: dict[str, None] = {}
        self.masked: dict[str, None] = {}
        self._work: dict[tuple[str, str], int] = {}
        work = 0
        for page in objects.pages:
            work += self._drawn(page, {}, "", ())
            self._bound(work)

    def alone(self, form: str) -> tuple[str, ...]:
        """Return the texts of a form that no page draws: an annotation's, a pattern's, a mask's."""
        self._bound(self._drawn(form, {}, "", ()))
        document = pikepdf.new()
        page = document.add_blank_page(page_size=(4000, 4000))
        number, generation, _ = form.split()
        drawn = document.copy_foreign(self.objects.file.get_object(int(number), int(generation)))
        drawn.Type, drawn.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=drawn))
        page.obj.Contents = document.make_stream(b"/F Do")
        with pypdfium2.PdfDocument(_saved(document)) as read:
            shown = paper_ink.painted(read.raw, 0, {}, frozenset())
        return tuple(one.words for one in (*shown.texts.values(), *shown.loose) if one.words.strip())

    def unseen(self) -> Iterator[str]:
        """Yield each pattern, mask and letter that has texts of its own: PDFium tells nothing of them."""
        for name, held in self.objects.values.items():
            if not isinstance(held, dict):
                continue
            if held.get("/PatternType") == 1 and name in self.objects.streams:
                drawn = [name]
            elif held.get("/S") in ("/Luminosity", "/Alpha"):
                drawn = [held.get("/G")]
            elif held.get("/Subtype") == "/Type3":
                drawn = list(self.objects.mapping(held.get("/CharProcs")).values())
            else:
                continue
            for one in drawn:
                if is_reference(one) and one in self.objects.streams and self._has_type(one, set()):
                    yield one

    def nameless(self) -> Iterator[str]:
        """Yield the name of each font whose letters do not say what they are, or are drawings."""
        for held in self.objects.values.values():
            if isinstance(held, dict) and held.get("/Type") == "/Font":
                kind, told = held.get("/Subtype"), str(held.get("/ToUnicode"))
                if kind == "/Type3" or (kind == "/Type0" and told not in self.objects.streams):
                    yield self.objects.text(held.get("/BaseFont") or held.get("/Name"))

    def unmarked(self) -> tuple[bytes, list[tuple[int, str]]]:
        """Return the file without the texts that its contents give instead of what they show, and these.

        PDFium tells such a text and not what is drawn. Each comes with its page, or 0.
        """
        said: list[tuple[int, str]] = []
        for name in self.marked:
            number, generation, _ = name.split()
            held = self.objects.file.get_object(int(number), int(generation))
            page = self.objects.pages.index(name) + 1 if name in self.objects.pages else 0
            properties = held.get("/Resources", {}).get("/Properties", {})
            for one in properties.values():
                said += [(page, words) for words in _taken(one)]
            code = pikepdf.parse_content_stream(held)
            for instruction in code:
                for operand in instruction.operands:
                    if isinstance(operand, pikepdf.Dictionary):
                        said += [(page, words) for words in _taken(operand)]
            if page:
                held.Contents = self.objects.file.make_stream(pikepdf.unparse_content_stream(code))
            else:
                held.write(pikepdf.unparse_content_stream(code))
        return _saved(self.objects.file), said

    def runs(self, page: str, content: int) -> Runs:
        """Return of which run each text of a chart is: what SVG draws as one stands between BT and ET."""
        held = self.objects.mapping(page)
        code = self._code(page, held)
        start = re.search(rb"/MCID\s+%d\b[^>]*>>\s*BDC\b" % content, code)
        return self._runs(code, start.end() if start else len(code), self._resources(held), 0)

    def _runs(self, code: bytes, start: int, resources: Mapping[str, Any], depth: int) -> Runs:
        found: list[int | Runs] = []
        forms = self.objects.mapping(resources.get("/XObject"))
        open_marks, run, is_shown = 1, 0, False
        for token in _SHOWS.finditer(code, start):
            drawn, sign = token[1], token[2]
            if drawn is not None:
                target = forms.get(_name(drawn))
                form = self.objects.mapping(target)
                if form.get("/Subtype") == "/Form" and depth < _DEEPEST:
                    inner = self._resources(form) or resources
                    found.append(self._runs(self.objects.stream(target), 0, inner, depth + 1))
            elif sign is None:
                is_shown = True
            elif sign == b"BT":
                run += 1
            elif sign in (b"Tj", b"TJ"):
                if is_shown:
                    found.append(run)
            elif sign != b"ET":
                open_marks += 1 if sign != b"EMC" else -1
                if not open_marks and not depth:
                    break
            if sign is not None:
                is_shown = False
        return found

    def _drawn(self, name: str, resources: Mapping[str, Any], owner: str, above: tuple[str, ...]) -> int:
        """Return what a page or a form comes to, with all that it draws, as often as it draws it.

        A form without resources of its own draws with those of what draws it, its ``owner``.
        """
        if name in above or len(above) > _DEEPEST:
            raise Unreadable("a form draws itself")
        held = self.objects.mapping(name)
        if own := self._resources(held):
            resources, owner = own, name
        if (name, owner) in self._work:
            return self._work[name, owner]
        code = self._code(name, held)
        if _MARKED_TEXT.search(code) or "/Properties" in resources:
            self.marked[name] = None
        if any(map(self._masks, self.objects.mapping(resources.get("/ExtGState")).values())):
            self.masked[name] = None
        work = 1 + len(code) // 256
        named = self.objects.mapping(resources.get("/XObject"))
        for drawn in _DRAWS.findall(code) if named else ():
            target = named.get(_name(drawn))
            if is_reference(target) and self.objects.mapping(target).get("/Subtype") == "/Form":
                work += self._drawn(target, resources, owner, (*above, name))
                self._bound(work)
        self._work[name, owner] = work
        return work

    def _masks(self, state: Any) -> bool:
        held = self.objects.mapping(state)
        mask, mode = self.objects.at(held.get("/SMask")), self.objects.at(held.get("/BM"))
        return mask not in (None, "/None") or mode not in (None, "/Normal")

    def _bound(self, work: int) -> None:
        if work > MOST_WORK:
            raise Unreadable("it draws more than is read, or forms that draw each other without end")

    def _has_type(self, name: str, met: set[str]) -> bool:
        """Tell whether a form, or one within it, shows a text."""
        if name in met:
            return False
        met.add(name)
        if b"BT" in self.objects.stream(name):
            return True
        resources = self._resources(self.objects.mapping(name))
        within = self.objects.mapping(resources.get("/XObject")).values()
        return any(self._has_type(one, met) for one in within if is_reference(one))

    def _code(self, name: str, held: Mapping[str, Any]) -> bytes:
        if name in self.objects.streams:
            return self.objects.stream(name)
        return b"\n".join(map(self.objects.stream, self.objects.sequence(held.get("/Contents"))))

    def _resources(self, held: Mapping[str, Any]) -> Mapping[str, Any]:
        for _ in range(_DEEPEST):
            if "/Resources" in held or "/Parent" not in held:
                break
            held = self.objects.mapping(held["/Parent"])
        return self.objects.mapping(held.get("/Resources"))


def _name(written: bytes) -> str:
    """Return a name of a content as the objects have it."""
    return "/" + _ESCAPED.sub(lambda met: bytes.fromhex(met[1].decode()), written).decode("utf-8", "replace")


def _taken(held: pikepdf.Object) -> Iterator[str]:
    """Yield what properties say instead of a text, and take it from them."""
    for key in _INSTEAD:
        if isinstance(held, pikepdf.Dictionary) and key in held:
            yield str(held[key])
            del held[key]


def _saved(document: pikepdf.Pdf) -> bytes:
    room = BytesIO()
    document.save(room)
    return room.getvalue()
