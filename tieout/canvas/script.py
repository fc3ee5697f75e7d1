"""What a chart script hands to the canvas: rows, parts of wholes, series, dots, and one annotation."""

from __future__ import annotations

from enum import StrEnum

from tieout.frozen import frozen
from tieout.model import Standing


class Kind(StrEnum):
    """What a row is: a sum that is there, or a mark that something has to reach."""

    BAR = "bar"
    THRESHOLD = "threshold"


@frozen
class Row:
    """A fact to draw, under a name and a second line. ``standing`` None is drawn as not stated.

    ``emphasis`` is subject, kin, context, second or third. ``columns`` are further facts of the row, one
    for each of the chart's ``heads``; None prints "not stated".
    """

    name: str
    standing: Standing | None
    sub: str = ""
    emphasis: str = "subject"
    kind: str = Kind.BAR
    columns: tuple[Standing | None, ...] = ()


@frozen
class Part:
    """A share of a whole, under a name. ``standing`` None is drawn as not stated."""

    name: str
    standing: Standing | None
    emphasis: str = "subject"


@frozen
class Stack:
    """A whole and its parts, from zero. Without ``parts`` none is stated; ``rest`` names what they leave."""

    name: str
    parts: tuple[Part, ...]
    sub: str = ""
    rest: str = ""


@frozen
class Series:
    """Numbers of one measure by date, under a name and a second line.

    Each has a period, or else is ``as_of`` a date. ``emphasis`` is as for ``Row``; but for context, no two
    series of a chart share one.
    """

    name: str
    points: tuple[Standing, ...]
    sub: str = ""
    emphasis: str = "subject"


@frozen
class Dot:
    """A thing drawn at two of its numbers, under a name and a second line; ``emphasis`` is as for ``Row``."""

    name: str
    x: Standing
    y: Standing
    sub: str = ""
    emphasis: str = "context"


@frozen
class Callout:
    """The one annotation of a chart: a short sentence, with an arrow to the dot whose name is ``at``.

    ``{}`` in it stands for the words of ``standing``, which is what it rests on.
    """

    text: str
    at: str
    standing: Standing
