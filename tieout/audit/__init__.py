"""The gate on finished files: HTML, PDF and SVG are read as a reader has them, and tied out once more.

Nothing of what made a file is looked at, only the file and its data: a number that is printed there is held
against the facts that the file carries, by what the file itself says that it is.
"""
