"""Build a draft or a release once more, from nothing, and hold its files against a manifest."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import tieout
from tieout import pipeline, records, release, whole
from tieout.frozen import frozen
from tieout.progress import Teller
from tieout.workers import LIMITS

MOST_BYTES = 1 << 25
"""How much a manifest may hold, in bytes: that of a thousand editions is a third of it."""

_LINES = 40  # of one kind; more are counted
_DIGEST = re.compile(r"[0-9a-f]{64}")
_VERSION = re.compile(r"draft|[0-9][0-9A-Za-z.+-]{0,60}")
_WORD = re.compile(r"[\x21-\x7e]{1,80}")
_FROM = {"charts_sha256": "charts", "templates_sha256": "templates"}


class NotTheOne(Exception):
    """What was given is no manifest to build by here; the message says why."""


@frozen
class Manifest:
    """What a manifest says: digests of content and artefacts by path, and what they were made with."""

    briefing: str
    version: str
    content: Mapping[str, str]
    artefacts: Mapping[str, str]
    made_with: Mapping[str, str]


@frozen
class Compared:
    """Two sets of files, by digest: which are the same, differ, or are in one alone, each list sorted."""

    same: tuple[str, ...]
    differing: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]

    @classmethod
    def of(cls, named: Mapping[str, str], here: Mapping[str, str]) -> Compared:
        """Return ``here`` held against what was ``named``."""
        both = sorted(named.keys() & here.keys())
        return cls(
            tuple(one for one in both if named[one] == here[one]),
            tuple(one for one in both if named[one] != here[one]),
            tuple(sorted(named.keys() - here.keys())),
            tuple(sorted(here.keys() - named.keys())),
        )

    @property
    def well(self) -> bool:
        """Whether all are the same."""
        return not (self.differing or self.missing or self.extra)


@frozen
class Rebuilt:
    """How a briefing built here from nothing stands to a manifest.

    ``libraries`` are what was made with another version than is here: name, version named, version here.
    ``unmade`` says why no file, or no PDF, could be made; ``errors`` counts those of content.
    """

    manifest: Manifest
    files: Compared
    content: Compared
    libraries: tuple[tuple[str, str, str], ...]
    unmade: str = ""
    errors: int = 0

    @property
    def same(self) -> bool:
        """Whether every file is the same, byte for byte, and there is no other."""
        return self.files.well and not self.unmade

    def report(self) -> str:
        """Return lines for a person: the likeliest reasons first, then each file that is not the same."""
        count, files = len(self.manifest.artefacts), self.files
        name = f"{self.manifest.briefing}, {_kind(self.manifest.version)}"
        lines = [*self._reasons(), *_listed("same", files.same if not self.same else ())]
        lines += _listed("differs", files.differing)
        lines += _listed("missing", files.missing, "named by the manifest, not made here")
        lines += _listed("extra", files.extra, "made here, not named by the manifest")
        if self.same:
            lines.append(f"{name}: the same, {_many(count)}, byte for byte")
        else:
            parts = ((files.differing, "differ"), (files.missing, "are missing"), (files.extra, "are extra"))
            told = ", ".join(f"{len(some)} {word}" for some, word in parts if some) or "nothing was made"
            lines.append(f"{name}: not the same; of {_many(count)}, {len(files.same)} are, {told}")
        return "\n".join(lines)

    def _reasons(self) -> Iterator[str]:
        for name, named, here in self.libraries:
            if name in _FROM:
                yield f"{_FROM[name]}/ is not what the manifest was made from"
            else:
                yield f"made with {name} {named}; here it is {here}"
        for word, some in (
            ("differs", self.content.differing),
            ("is gone", self.content.missing),
            ("is new", self.content.extra),
        ):
            yield from _bounded([f"content {word}: {one}" for one in some])
        if self.unmade:
            yield self.unmade
        if self.errors and not self.same:
            yield f"content here has {_many(self.errors, 'error')}: `tieout check` tells them"


def read(path: Path) -> Manifest:
    """Return the manifest in a file, made by this version of tieout.

    Raises:
        NotTheOne: it is none, is too long, or is of another tieout.
    """
    try:
        if not path.is_file():
            raise NotTheOne(f"`{path}` is no file: give a manifest.json")
        with path.open("rb") as file:
            held = file.read(MOST_BYTES + 1)
    except OSError as fault:
        raise NotTheOne(f"`{path}` can't be read: {fault.strerror or fault}") from fault
    if len(held) > MOST_BYTES:
        raise NotTheOne(f"`{path}` is longer than a manifest may be ({MOST_BYTES:,} bytes)")
    try:
        fields = json.loads(held.decode("utf-8-sig"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as fault:
        said = "its lists stand too deep" if isinstance(fault, RecursionError) else str(fault)[:80]
        raise NotTheOne(f"`{path}` is no manifest: it is no JSON ({said})") from fault
    try:
        made = _manifest(fields)
    except NotTheOne as fault:
        raise NotTheOne(f"`{path}` is no manifest to build by: {fault}") from fault
    by = made.made_with.get("tieout", "")
    if by != tieout.__version__:
        raise NotTheOne(f"`{path}` was made by tieout {by or 'of no version'}; this is {tieout.__version__}")
    return made


def rebuilt(
    root: Path,
    path: Path,
    *,
    formats: Collection[str] = records.FORMATS,
    archive: Path | None,
    jobs: int | None,
    step_seconds: float = LIMITS.seconds,
    tell: Teller,
) -> Rebuilt:
    """Return how a build from nothing stands to the manifest in ``path``; nothing that is made is left.

    It is of those of the briefing's ``formats`` that are named, and of those editions that the manifest is
    of, as a draft may have been. ``jobs`` and ``step_seconds`` are those of ``pipeline.build``.

    Raises:
        NotTheOne: as ``read`` does, and if the briefing is not here.
    """
    manifest = read(path)
    version = "" if manifest.version == "draft" else manifest.version
    place = Path(tempfile.gettempdir())
    whole.sweep(place)
    with whole.scratch(place) as passing:
        made = pipeline.remade(
            root,
            manifest.briefing,
            version,
            formats=formats,
            archive=archive,
            store=passing,
            paths=manifest.artefacts,
            jobs=jobs,
            step_seconds=step_seconds,
            tell=tell,
        )
    if made is None:
        raise NotTheOne(f"`{path}` is of the briefing `{manifest.briefing}`, which is not here")
    texts = {name: sha256(text.encode()).hexdigest() for name, text in made.ledger.texts.items()}
    here = made.made_with
    asked = sorted(manifest.made_with.items(), key=lambda one: (one[0] in _FROM, one))
    named = ((name, one, here.get(name, "not here")) for name, one in asked)
    return Rebuilt(
        manifest,
        Compared.of(manifest.artefacts, made.files),
        Compared.of(manifest.content, texts),
        tuple(one for one in named if here and one[1] != one[2]),
        made.unmade,
        sum(one.errs for one in made.problems),
    )


def _manifest(fields: Any) -> Manifest:
    if not isinstance(fields, dict):
        raise NotTheOne("it is no record")
    if (schema := fields.get("schema")) != release.SCHEMA:
        known = isinstance(schema, str) and _WORD.fullmatch(schema)
        raise NotTheOne(f"its schema is {f'`{schema}`' if known else 'not given'}, not `{release.SCHEMA}`")
    if "content" not in fields:
        raise NotTheOne("it names no content; give the one that lies beside the page, not that in a PDF")
    briefing, version = fields.get("briefing"), fields.get("version")
    if not isinstance(briefing, str) or not re.fullmatch(records.ID, briefing) or len(briefing) > 200:
        raise NotTheOne("it names no briefing")
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        raise NotTheOne("it names no version")
    return Manifest(
        briefing,
        version,
        {path: _digest(path, one) for path, one in _mapping(fields, "content")},
        {
            path: _digest(path, one.get("sha256") if isinstance(one, dict) else None)
            for path, one in _mapping(fields, "artefacts")
        },
        dict(_versions(fields)),
    )


def _mapping(fields: Mapping[str, Any], name: str) -> Iterator[tuple[str, Any]]:
    held = fields.get(name)
    if not isinstance(held, dict):
        raise NotTheOne(f"its `{name}` is no record")
    for path, one in held.items():
        if not path.isprintable() or not 0 < len(path) <= 1000:
            raise NotTheOne(f"its `{name}` names what is no path")
        yield path, one


def _versions(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, one in _mapping(fields, "made_with"):
        if not isinstance(one, str) or not _WORD.fullmatch(one) or not _WORD.fullmatch(name):
            raise NotTheOne("its `made_with` holds what is no version")
        yield name, one


def _digest(path: str, one: Any) -> str:
    if not isinstance(one, str) or not _DIGEST.fullmatch(one):
        raise NotTheOne(f"it has no SHA-256 of `{path[:80]}`")
    return one


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        raise ValueError("a key stands twice")
    return held


def _listed(word: str, some: Iterable[str], why: str = "") -> Iterator[str]:
    note = f"  ({why})" if why else ""
    yield from _bounded([f"{word:8} {one}{note}" for one in some])


def _bounded(lines: list[str]) -> Iterator[str]:
    yield from lines[:_LINES]
    if len(lines) > _LINES:
        yield f"… and {len(lines) - _LINES} more"


def _kind(version: str) -> str:
    return "draft" if version == "draft" else f"version {version}"


def _many(count: int, noun: str = "file") -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
