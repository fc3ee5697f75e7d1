"""A PDF file while it is written: streams where they come, other objects a thousand to a stream, a list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from tieout.formats.pack import compressed

_HELD_MOST = 1000  # objects in one stream


class File:
    """A PDF while it is written."""

    def __init__(self) -> None:
        self.made = [b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"]
        self.size = len(self.made[0])
        self.places: dict[int, tuple[int, int, int]] = {}
        self.waiting: list[tuple[int, bytes]] = []

    def objects(self, listed: Iterable[tuple[int, bytes]]) -> None:
        """Write objects that are no streams, each with its number."""
        self.waiting += listed

    def stream(self, number: int, entries: str, data: bytes) -> None:
        """Write a stream: its number, its dictionary but for the length, its bytes."""
        self.places[number] = 1, self.size, 0
        head = f"{number} 0 obj\n<<{entries}/Length {len(data)}>>\nstream\n"
        self._write(head.encode("latin-1"), data, b"\nendstream\nendobj\n")

    def closed(self, catalog: int, info: int) -> bytes:
        """Return the file, with all that it holds listed."""
        last = max((*self.places, *(number for number, _ in self.waiting)))
        for at in range(0, len(self.waiting), _HELD_MOST):
            last += 1
            self._hold(last, self.waiting[at : at + _HELD_MOST])
        last += 1
        self.places[last] = 1, self.size, 0
        known = (self.places.get(number, (0, 0, 0)) for number in range(last + 1))
        rows = b"".join(b"%c%b%b" % (kind, a.to_bytes(4), b.to_bytes(2)) for kind, a, b in known)
        data, filters = compressed(rows)
        told = hashlib.sha256(b"".join(self.made)).hexdigest()[:32]
        at = self.size
        entries = (
            f"/Type /XRef/W [1 4 2]/Size {last + 1}/Root {catalog} 0 R/Info {info} 0 R"
            f"/ID [<{told}> <{told}>]/Filter {filters}"
        )
        self.stream(last, entries, data)
        self._write(b"startxref\n%d\n%%%%EOF\n" % at)
        return b"".join(self.made)

    def _hold(self, number: int, held: Sequence[tuple[int, bytes]]) -> None:
        head, at = [], 0
        for nth, (one, text) in enumerate(held):
            self.places[one] = 2, number, nth
            head.append(f"{one} {at}")
            at += len(text) + 1
        index = " ".join(head).encode()
        data, filters = compressed(b"\n".join((index, *(text for _, text in held))))
        entries = f"/Type /ObjStm/N {len(held)}/First {len(index) + 1}/Filter {filters}"
        self.stream(number, entries, data)

    def _write(self, *pieces: bytes) -> None:
        self.made += pieces
        self.size += sum(map(len, pieces))
