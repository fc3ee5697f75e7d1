"""Drafts and releases on disk: folders that appear whole, manifests, and versions that never change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from tieout import whole

SCHEMA = "tieout-manifest/1"
MANIFEST = "manifest.json"
"""Where the manifest lies, below the folder of a draft or a release."""


class VersionTaken(Exception):
    """The version is released already, with other bytes. ``differing`` names the artefacts that differ."""

    def __init__(self, version: str, differing: tuple[str, ...]) -> None:
        super().__init__(version)
        self.version = version
        self.differing = differing


class NotWhole(Exception):
    """A folder does not hold what its manifest lists. ``differing`` names what is not the same."""

    def __init__(self, differing: tuple[str, ...]) -> None:
        super().__init__(differing)
        self.differing = differing


def manifest(
    briefing: str,
    version: str,
    issued: str,
    content: Mapping[str, str],
    artefacts: Mapping[str, bytes],
    made_with: Mapping[str, str],
) -> bytes:
    """Return the manifest of a draft or a release: JSON, sorted, without a clock.

    ``content`` maps each input file to its text; ``artefacts`` each file made to its bytes; both are
    recorded as SHA-256. ``made_with`` names what the bytes depend on beside them.
    """
    return manifest_of(briefing, version, issued, content, listed(artefacts), made_with)


Listed = Mapping[str, str | int]
"""The length and the SHA-256 of a file, as a manifest tells them."""


def listed(artefacts: Mapping[str, bytes], below: str = "") -> dict[str, Listed]:
    """Return what a manifest says of each file, by its path, which starts with the folder ``below``."""
    at = f"{below}/" if below else ""
    return {f"{at}{path}": {"bytes": len(made), "sha256": _sha256(made)} for path, made in artefacts.items()}


def manifest_of(
    briefing: str,
    version: str,
    issued: str,
    content: Mapping[str, str],
    files: Mapping[str, Listed],
    made_with: Mapping[str, str],
) -> bytes:
    """Return what ``manifest`` does, of files that are known by what is listed of them."""
    fields: dict[str, Any] = {
        "schema": SCHEMA,
        "briefing": briefing,
        "version": version,
        "issued": issued,
        "content": {path: _sha256(text.encode()) for path, text in content.items()},
        "content_sha256": content_digest(content),
        "artefacts": dict(files),
        "made_with": dict(made_with),
    }
    return _json(fields)


def enclosed(
    briefing: str, version: str, issued: str, files: Mapping[str, bytes], edition: str = ""
) -> bytes:
    """Return the manifest that goes along inside a file, with what is enclosed there by name.

    It says of which ``edition`` the file is, where there are several.
    It names nothing that is not in the file, so that nothing else can change the file's bytes.
    """
    digests = {name: _sha256(made) for name, made in files.items()}
    fields: dict[str, Any] = {
        "schema": SCHEMA,
        "briefing": briefing,
        "version": version,
        "issued": issued,
        "artefacts": {name: {"bytes": len(made), "sha256": digests[name]} for name, made in files.items()},
        "artefacts_sha256": _over(digests),
        **({"edition": edition} if edition else {}),
    }
    return _json(fields)


def content_digest(content: Mapping[str, str]) -> str:
    """Return one SHA-256 over all input files, whatever order they were read in."""
    return _over({path: _sha256(text.encode()) for path, text in content.items()})


def _over(digests: Mapping[str, str]) -> str:
    """Return one SHA-256 over the digests of files: over what ``sha256sum`` prints for them."""
    return _sha256("".join(f"{one}  {path}\n" for path, one in sorted(digests.items())).encode())


def _json(fields: Mapping[str, Any]) -> bytes:
    return (json.dumps(fields, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def draft(output: Path, briefing: str, artefacts: Mapping[str, bytes]) -> Path:
    """Write ``output/<briefing>/draft`` anew, whole; return it. What was there before is gone.

    A draft of these very files is left as it is.
    """
    folder = output / briefing / "draft"
    whole.sweep(folder.parent)
    whole.write_folder(folder, artefacts)
    return folder


def publish(output: Path, root: Path, briefing: str, version: str, artefacts: Mapping[str, bytes]) -> Path:
    """Write ``output/<briefing>/<version>`` by one rename, record its manifest in content; return the folder.

    A version recorded with these very artefacts is that version, whatever else in content has changed since:
    its recorded manifest is written again, so that the folder has the same bytes in any clone.

    Raises:
        VersionTaken: the version exists, recorded or written, with other bytes.
    """
    folder = output / briefing / version
    with whole.folder_beside(folder) as made:
        whole.fill(made, {path: held for path, held in artefacts.items() if path != MANIFEST})
        return publish_folder(output, root, briefing, version, made, artefacts[MANIFEST])


def publish_folder(
    output: Path, root: Path, briefing: str, version: str, made: Path, manifest: bytes
) -> Path:
    """Make the folder ``made`` the version, by one rename, as ``publish`` does; return where it is.

    It holds all but the manifest.

    Raises:
        VersionTaken: as ``publish``.
        NotWhole: ``made`` holds other files than ``manifest`` lists; it is no version then.
    """
    folder, record = output / briefing / version, recorded(root, briefing, version)
    manifest = _as_recorded(record, manifest)
    for place in (folder.parent, record.parent):
        whole.sweep(place)
    refuse_other_files(record, folder, version, manifest)
    whole.sweep(made)
    (made / MANIFEST).write_bytes(manifest)
    if differing := _unlike(made, manifest):
        is_taken = record.exists() or folder.exists()
        raise VersionTaken(version, differing) if is_taken else NotWhole(differing)
    if not folder.exists():
        try:
            made.rename(folder)
        except OSError:  # another build may have published it just now: with these bytes, or with others
            refuse_other_files(record, folder, version, manifest)
            if not folder.exists():
                raise
    if not record.exists():
        record.parent.mkdir(parents=True, exist_ok=True)
        whole.write_whole(record, manifest)
    return folder


# --- editions ------------------------------------------------------------------------------------


def place_edition(folder: Path, name: str, artefacts: Mapping[str, bytes]) -> bool:
    """Write an edition's files in ``folder/name``, whole; return whether they were not there already.

    Those of the main edition, which has no name, stand in ``folder`` itself, each whole, the page last.
    What is not whole yet is beside ``folder``, where no other build takes it for a file too many.
    """
    place = folder / name
    if name:
        folder.mkdir(parents=True, exist_ok=True)
        before = place.stat().st_ino if place.is_dir() else None
        whole.write_folder(place, artefacts, folder.parent)
        return place.stat().st_ino != before
    stale = {path: made for path, made in artefacts.items() if not _is_held(place / path, made)}
    for path in sorted(stale, key=lambda one: (one == "index.html", one)):
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        whole.write_whole(place / path, stale[path], folder.parent)
    return bool(stale)


def still_listed(folder: Path, manifest: bytes) -> dict[str, Listed]:
    """Return the files that a draft's own manifest lists, where it is of the same content as ``manifest``."""
    file = folder / MANIFEST
    before = file.read_bytes() if file.is_file() else b"{}"
    files = _listed(before)
    if files is None or _without_files(before) != _without_files(manifest):
        return {}
    return dict(files)


def _without_files(manifest: bytes) -> Mapping[str, Any]:
    return {key: value for key, value in json.loads(manifest).items() if key != "artefacts"}


def finish_draft(folder: Path, manifest: bytes, *, is_whole: bool) -> None:
    """Write the manifest of a draft with editions, once they are there.

    If it ``is_whole``, all that the manifest does not list is taken away, but what another build is at.
    """
    folder.mkdir(parents=True, exist_ok=True)
    whole.sweep(folder)
    kept = {*(_listed(manifest) or ()), MANIFEST}
    for file in sorted(folder.rglob("*"), reverse=True) if is_whole else ():
        path = file.relative_to(folder)
        if path.parts[0].startswith(whole.PREFIX):
            continue
        if not file.is_dir() or file.is_symlink():
            if path.as_posix() not in kept:
                whole.remove(file)
        else:
            with suppress(OSError):  # there is something in it, or another build has just taken it away
                file.rmdir()
    if not _is_held(folder / MANIFEST, manifest):
        whole.write_whole(folder / MANIFEST, manifest, folder.parent)


def refuse_other_files(record: Path, folder: Path, version: str, manifest: bytes) -> None:
    """Raise VersionTaken if the record or the folder of a version holds anything but what is listed."""
    if record.exists() and record.read_bytes() != manifest:
        raise VersionTaken(version, _differing(record.read_bytes(), manifest))
    if folder.exists() and (differing := _unlike(folder, manifest)):
        raise VersionTaken(version, differing)


def _unlike(folder: Path, manifest: bytes) -> tuple[str, ...]:
    """Return the files in which a folder is not what its manifest lists, sorted: wanting, other, too many."""
    wanted = {**(_listed(manifest) or {}), **listed({MANIFEST: manifest})}
    there = {
        file.relative_to(folder).as_posix(): {
            "bytes": file.stat().st_size, "sha256": _sha256(file.read_bytes())
        }
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }  # fmt: skip
    return tuple(one for one in sorted({*there, *wanted}) if there.get(one) != wanted.get(one))


def _is_held(file: Path, content: bytes) -> bool:
    return file.is_file() and file.read_bytes() == content


# --- what is recorded ----------------------------------------------------------------------------


def recorded(root: Path, briefing: str, version: str) -> Path:
    """Return where the manifest of a release is kept in content."""
    return root / "content" / "releases" / briefing / f"{version}.json"


def _as_recorded(record: Path, manifest: bytes) -> bytes:
    """Return the recorded manifest, if it lists the very files that ``manifest`` does; else ``manifest``."""
    kept = record.read_bytes() if record.exists() else b""
    listed = _listed(kept)
    if listed is None or listed != _listed(manifest) or _named(kept) != _named(manifest):
        return manifest
    return kept


def _differing(old: bytes, new: bytes) -> tuple[str, ...]:
    before, after = _listed(old), _listed(new)
    if before is None or after is None or before == after:
        return (MANIFEST,)
    return tuple(name for name in sorted({*before, *after}) if before.get(name) != after.get(name))


def _named(manifest: bytes) -> tuple[str, ...]:
    """Return what a manifest says it is of, in whichever content: schema, briefing, version, day."""
    fields = json.loads(manifest)
    return tuple(str(fields.get(name)) for name in ("schema", "briefing", "version", "issued"))


def _listed(manifest: bytes) -> Mapping[str, Any] | None:
    """Return what a manifest says of each artefact; None where it cannot be read."""
    try:
        listed = json.loads(manifest)["artefacts"]
    except (ValueError, KeyError, TypeError):
        return None
    return listed if isinstance(listed, dict) else None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
