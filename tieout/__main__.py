"""The door: `tieout`, `python -m tieout` and `build.py` come in here."""

from __future__ import annotations

import gc
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line with ``arguments`` (default: those of the process) and exit with its status.

    While modules are imported Python does not look for garbage, of which they leave none; nor does it look
    through them later, nor, when all is done, through what goes with the process.
    """
    gc.disable()
    from tieout import cli

    gc.freeze()
    gc.enable()
    try:
        cli.main(arguments)
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
