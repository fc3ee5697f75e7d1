"""Faults in the data files that lie beside the page: altered, with and without new digests, or taken away."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from bench.faults.planted import Files, Ground, Place, Planted

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Written:
    """Other bytes in place of a file's."""

    data: bytes

    def __call__(self, before: bytes) -> bytes:
        """Return the bytes that are there now."""
        return self.data


@dataclass(frozen=True)
class Redigested(Planted):
    """A fault after which the manifest has the digest of the file as it is now."""

    def planted(self, files: Files) -> dict[str, bytes]:
        """Return the files with the fault in them, and a manifest made good."""
        after = Planted.planted(self, files)
        manifest = json.loads(after[MANIFEST])
        data = after[self.file]
        manifest["artefacts"][self.file] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
        return {**after, MANIFEST: f"{text}\n".encode()}


def candidates(files: Files, random: Random) -> Iterator[Planted]:
    """Yield faults of every kind that data files can have; those made good change what is printed."""
    for name in sorted(files):
        if name.startswith("data/"):
            text = files[name].decode("utf-8")
            spots = [found.start() for found in re.finditer(r"\d", text)]
            for spot in random.sample(spots, min(6, len(spots))):
                yield _altered(name, text, spot, random)
            yield from _made_good(name, text, random)


def _digit(text: str, spot: int, random: Random) -> str:
    new = str((int(text[spot]) + random.randint(1, 9)) % 10)
    return text[:spot] + new + text[spot + 1 :]


def _altered(name: str, text: str, spot: int, random: Random) -> Planted:
    new = _digit(text, spot, random)
    near = slice(max(0, spot - 20), spot + 12)
    place = Place(name, name=name)
    kind = "data file altered"
    return Planted(
        kind, Ground.DATA, name, text[near], new[near], (place,), Written(new.encode()), "a data file"
    )


def _made_good(name: str, text: str, random: Random) -> Iterator[Planted]:
    """Yield a digit changed in each row's words or ends, where a table has them, and in facts.json."""
    kind, where = "data file altered, its digest made good", "a data file"
    if name.endswith("facts.json"):
        found = list(re.finditer(r'"(?:sentence|short|low|high|quote)": "[^"]*\d[^"]*"', text))
    elif name.endswith("sources.json"):
        found = list(re.finditer(r'"(?:title|URL)": "[^"]*\d[^"]*"', text))
    else:
        found = list(re.finditer(r"(?<=,)[^,\r\n]*\d[^,\r\n]*(?=,)", text))
    for one in random.sample(found, min(12, len(found))):
        spots = [at for at in range(one.start(), one.end()) if text[at].isdigit()]
        if name.endswith(".json"):
            spots = [at for at in spots if at > one.start() + one[0].index(":")]
        new = _digit(text, random.choice(spots), random)
        near = slice(one.start(), one.end())
        places = (Place(name, name=name),)
        if name.endswith("facts.json"):  # the page and the table that say otherwise may be pointed at as well
            address = re.findall(r'^  "([^"]+)": \{$', text[: one.start()], re.MULTILINE)[-1]
            places = tuple(Place(file, name=address) for file in (name, "data/facts.csv", "index.html"))
        yield Redigested(
            kind,
            Ground.DATA,
            name,
            text[near],
            new[near],
            places,
            Written(new.encode()),
            where,
        )
