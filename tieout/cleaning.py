"""What ``tieout clean`` takes away: what builds keep to be quick, and, if asked, drafts; never a release."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from tieout import whole
from tieout.frozen import frozen
from tieout.release import SCHEMA
from tieout.store import Freed, Store, kept_in


@frozen
class Cleaned:
    """What was freed by taking results out of the store, and drafts out of the output."""

    kept: Freed
    drafts: tuple[Path, ...] = ()
    drafts_bytes: int = 0
    left: int = 0

    def report(self) -> str:
        """Return a line for a person, and one for each draft that is gone."""
        total = self.kept.bytes + self.drafts_bytes
        files = "file" if self.kept.files == 1 else "files"
        left = f"; {told(self.left)} left" if self.left else ""
        gone = [f"{folder} is gone" for folder in self.drafts]
        return "\n".join([f"{told(total)} freed: {self.kept.files} {files} of the store{left}", *gone])


def clean(root: Path, output: Path, most: int = 0, drafts: bool = False) -> Cleaned:
    """Empty what builds of ``root`` keep, or shrink it to ``most`` bytes, least recently used first.

    Without ``most`` all of ``.tieout/`` goes; where that is a link, the results alone that are kept there.
    With ``drafts`` every draft in ``output`` goes too.
    """
    folder = kept_in(root)
    if most or folder.parent.is_symlink() or folder.is_symlink():  # what a link leads to may be anyone's
        freed = Store(folder).shrunk(most)
    else:
        freed = _measured(folder.parent)
        with suppress(OSError):
            for one in sorted(folder.parent.iterdir()):
                whole.remove(one)
    gone = tuple(_drafts(output)) if drafts else ()
    of_drafts = sum(_measured(one).bytes for one in gone)
    for one in gone:
        whole.remove(one)
        whole.sweep(one.parent)
    return Cleaned(freed, gone, of_drafts, _measured(folder).bytes)


def told(size: int) -> str:
    """Return a size as a person reads it: ``12.3 MB``."""
    for unit, name in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if size >= unit:
            return f"{size / unit:.1f} {name}"
    return f"{size} bytes"


def _drafts(output: Path) -> Iterator[Path]:
    """Yield each folder of ``output`` whose manifest says that it is a draft of ours."""
    with suppress(OSError):
        for folder in sorted(one / "draft" for one in output.iterdir()):
            with suppress(OSError, ValueError, AttributeError):
                said = json.loads((folder / "manifest.json").read_bytes())
                if said.get("schema") == SCHEMA and said.get("version") == "draft":
                    yield folder


def _measured(folder: Path) -> Freed:
    """Return how many files are in a folder, and their bytes."""
    sizes = list(_sizes(os.walk(folder)))
    return Freed(len(sizes), sum(sizes))


def _sizes(walked: Iterable[tuple[str, list[str], list[str]]]) -> Iterator[int]:
    for place, _, names in walked:
        for name in names:
            with suppress(OSError):
                yield Path(place, name).lstat().st_size
