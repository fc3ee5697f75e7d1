"""Build the briefings of this repository: `python build.py --help` says how; the same as `tieout build`."""

from tieout.cli import main

if __name__ == "__main__":
    main(["build"])
