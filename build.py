"""Build the briefings of this repository: the same as `tieout build`; `python build.py --help` says how."""

import sys

from tieout.__main__ import main

if __name__ == "__main__":
    main(["build", *sys.argv[1:]])
