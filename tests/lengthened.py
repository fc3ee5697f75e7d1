"""A PDF made long: its pages and its structure again and again, for what has to grow with the pages."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf


def lengthened(pdf: bytes, times: int) -> bytes:
    """Return a file with the pages and the structure of ``pdf`` so many times."""

    def change(file: Pdf) -> None:
        source = pikepdf.open(BytesIO(pdf))
        for _ in range(times - 1):
            first = len(file.pages)
            file.pages.extend(source.pages)
            names = {one.obj.objgen: file.pages[first + nth].obj for nth, one in enumerate(source.pages)}
            again(file, source.Root.StructTreeRoot.K[0], file.Root.StructTreeRoot.K, names)

    def again(file: Pdf, element: Any, into: Any, names: dict[Any, Any]) -> None:
        made = file.make_indirect(Dictionary(Type=Name.StructElem, S=element.S, K=Array()))
        if "/Pg" in element:
            made.Pg = names[element.Pg.objgen]
        for key in ("/A", "/T"):
            if key in element:
                held = element[key]
                made[key] = pikepdf.Object.parse(held.unparse(resolved=True))
        into.append(made)
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                made.K.append(kid)
            elif kid.get("/Type") == "/StructElem":
                again(file, kid, made.K, names)

    room = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        change(file)
        file.save(room)
    return room.getvalue()
