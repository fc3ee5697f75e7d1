"""A draft's files by the digest of all that decides them: made once, read back while nothing changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from tieout import engine
from tieout.carried import STYLE, TEMPLATES, look_of
from tieout.diagnostics import Diagnostic, Place, Severity
from tieout.frozen import frozen
from tieout.model import Ledger, Page
from tieout.steps import Store, digest


@frozen
class Files:
    """A page's files by path below its folder, and what is wrong with them.

    ``problems`` are of making them, at places in content and templates; ``findings`` of auditing them, at the
    files themselves. ``missing`` says what a library is wanting for.
    """

    artefacts: Mapping[str, bytes]
    problems: tuple[Diagnostic, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    missing: str = ""

    def told(self, folder: Path) -> tuple[Diagnostic, ...]:
        """Return all that is wrong, the findings at their files' places below ``folder``."""
        found = (replace(one, at=Place((folder / one.at.path).as_posix())) for one in self.findings)
        return (*self.problems, *found)


def draft_key(page: Page, ledger: Ledger, root: Path) -> str:
    """Return a digest of all that can change a draft: what its page is made of, and what its face says.

    Which are: each content file as it was read, the chart scripts, the templates with their fonts, the engine
    and all that is installed, the edition, how many problems there are, and what is accepted.
    """
    read = [*_read(root / "charts", "*.py"), look_of(root, STYLE).read_bytes()]
    read += _read(look_of(root, TEMPLATES), "*")
    texts = [part for path, text in sorted(ledger.texts.items()) for part in (path, text)]
    native = (f"{name} {one}" for name, one in engine.native().items())
    edition = page.edition
    face = [edition.briefing.id, edition.id, dict(edition.parameters)]
    face += [list(edition.briefing.formats), page.problems, repr(page.waived), sorted(ledger.unread)]
    return digest(
        "draft",
        engine.code(),
        engine.installed(),
        *native,
        json.dumps([len(texts), len(read), *face], sort_keys=True),
        *texts,
        *read,
    )


def _read(folder: Path, names: str) -> Iterator[str | bytes]:
    """Yield the path below ``folder`` of each file so named, and what it holds, sorted."""
    for file in sorted(folder.rglob(names)):
        if file.is_file():
            yield from (file.relative_to(folder).as_posix(), file.read_bytes())


def draft(store: Store, key: str) -> Files | None:
    """Return what is kept of a draft under ``key``; None if it is not there, or not whole."""
    found = store.get(key)
    if found is None:
        return None
    held = json.loads(found)
    artefacts = {path: store.get(_place(name)) for path, name in held["artefacts"].items()}
    whole = {path: made for path, made in artefacts.items() if made is not None}
    if len(whole) < len(artefacts):
        return None
    return Files(whole, tuple(unpacked(held["problems"])), tuple(unpacked(held["findings"])))


def keep(store: Store, key: str, files: Files) -> None:
    """Keep the files of a draft, each once however many drafts have it, and what is wrong with them."""
    listed = {path: sha256(made).hexdigest() for path, made in sorted(files.artefacts.items())}
    for path, name in listed.items():
        if not store.has(_place(name)):
            store.put(_place(name), files.artefacts[path])
    held = {"artefacts": listed, "problems": packed(files.problems), "findings": packed(files.findings)}
    store.put(key, json.dumps(held, sort_keys=True, ensure_ascii=False).encode())


def told(store: Store, key: str) -> tuple[Diagnostic, ...] | None:
    """Return the findings kept under ``key``; None if there are none."""
    found = store.get(key)
    return None if found is None else tuple(unpacked(json.loads(found)))


def tell(store: Store, key: str, problems: Iterable[Diagnostic]) -> None:
    """Keep findings under ``key``."""
    store.put(key, json.dumps(packed(problems), sort_keys=True, ensure_ascii=False).encode())


def packed(problems: Iterable[Diagnostic]) -> list[list[Any]]:
    """Return diagnostics as JSON can hold them; ``unpacked`` gives them back."""
    return [
        [one.check, _where(one.at), one.message, one.severity.value, list(one.notes), one.help,
         [[_where(at), words] for at, words in one.related]]
        for one in problems
    ]  # fmt: skip


def unpacked(rows: Iterable[list[Any]]) -> Iterator[Diagnostic]:
    """Yield the diagnostics that ``packed`` has packed."""
    for check, at, message, severity, notes, mend, related in rows:
        yield Diagnostic(
            Place(*at),
            Severity(severity),
            check,
            message,
            tuple(notes),
            mend,
            tuple((Place(*other), words) for other, words in related),
        )


def _where(at: Place) -> list[Any]:
    return [at.path, at.line, at.column, at.width]


def _place(name: str) -> str:
    return digest("artefact", name)
