"""Save a number again and again, and have one process make the page anew after each, as `tieout serve` does.

    python bench/warm.py FOLDER [EDITS]

FOLDER has what ``bench/briefings.py`` writes. For a profile: drafts, which are made in another process, are
never begun, since the next edit comes as soon as the page is there.
"""

from __future__ import annotations

import multiprocessing
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path

import briefings

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tieout.serve import warm  # noqa: E402


def _save(root: Path, line: Connection, edits: int) -> None:
    with line:
        for number in range(edits):
            briefings.edit(root, 501 + number)
            line.send((number,))
            while not isinstance(line.recv(), (warm.Pages, warm.Fault)):
                pass


def main() -> None:
    """Be the process that answers; a thread of it saves."""
    root, edits = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200
    ours, theirs = multiprocessing.Pipe()
    threading.Thread(target=_save, args=(root, ours, edits)).start()
    warm.work(warm.Order(root, (), None, root / "output", 1), theirs)


if __name__ == "__main__":
    main()
