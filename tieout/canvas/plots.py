"""Series and dots to plans of two axes: their units, their dates, their dots, the one annotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tieout import plane
from tieout.canvas.counting import Counting, named_in, scaled
from tieout.canvas.scribe import Scribe, tags
from tieout.canvas.script import Callout, Dot, Row, Series
from tieout.hedges import ChartFault, Held, Line
from tieout.ink import Run
from tieout.model import Mark, Standing, Status
from tieout.quantities.dates import Date
from tieout.quantities.saying import date_words
from tieout.quantities.units import Unit, canonical
from tieout.wording import words


def dated(scribe: Scribe, series: Sequence[Series], axis: str = "") -> plane.Dated:
    """Return the plan of series over dates; ``Canvas.series`` says what is refused."""
    if not series:
        raise ChartFault("no series to draw", "give at least one `Series`")
    every = [point for one in series for point in one.points]
    for nth, one in enumerate(series):
        if not one.points:
            raise ChartFault(f"the series `{one.name}` has no points", "give it at least one standing")
        if one.emphasis != "context" and one.emphasis in [other.emphasis for other in series[:nth]]:
            raise ChartFault(
                f"two series are `{one.emphasis}`, and would have one colour",
                "give each an `emphasis` of its own: subject, second, third; or context",
            )
    unit = scribe.common(every)
    strands = tuple(_strand(scribe, one, unit) for one in series)
    lines = [stop.line for strand in strands for stop in strand.stops]
    scribe.hues([*(strand.tone for strand in strands), *(line.tone for line in lines)])
    if not any(strand.pieces or len({stop.when for stop in strand.stops}) > 1 for strand in strands):
        raise ChartFault(
            "no series has two dates, so nothing changes with time", "draw the numbers as `canvas.points`"
        )
    most = max(line.extent.end for line in lines)
    if not most:
        raise ChartFault("no point is above zero", "a chart needs at least one")
    scale = scaled(most, unit)
    title = scribe.runs(axis, every, "sans", "ink-2") if axis else ()
    says = Counting(unit, scale, scribe.desk.vocabulary)
    return plane.Dated(scribe.house, scribe.rendering, strands, says, scale, title, canonical(unit))


def scattered(
    scribe: Scribe, dots: Sequence[Dot], x_axis: str, y_axis: str, log: bool, callout: Callout | None
) -> plane.Scattered:
    """Return the plan of dots by two numbers; ``Canvas.scatter`` says what is refused."""
    if len(dots) < 2:
        raise ChartFault("fewer than two dots to draw", "say one thing's two numbers in prose")
    x = _measure(scribe, x_axis, [dot.x for dot in dots])
    y = _measure(scribe, y_axis, [dot.y for dot in dots])
    pins = [pin for dot in dots for pin in _pins(scribe, dot, (x_axis, x), (y_axis, y), log)]
    scribe.hues(pin.x.tone for pin in pins)
    remark = _remark(scribe, callout, dots, pins) if callout else None
    across = _side(scribe, x_axis, x, [pin.x for pin in pins], log)
    up = _side(scribe, y_axis, y, [pin.y for pin in pins], log)
    return plane.Scattered(scribe.house, scribe.rendering, tuple(pins), across, up, log, remark)


def _strand(scribe: Scribe, series: Series, unit: Unit) -> plane.Strand:
    name = scribe.runs(series.name, series.points, "strong", scribe.hue(series.emphasis).words)
    stops: list[plane.Stop] = []
    for standing in series.points:
        date = standing.period or standing.as_of
        if date is None:
            raise ChartFault(
                f"`{standing.address}` has no date, and a series stands in time",
                "give its fact a period or `as_of:`, or draw it in another form",
            )
        for stop in stops:
            if _within(stop.date, date) or _within(date, stop.date):
                said = f"two points at {date}" if stop.date == date else f"points at {stop.date} and {date}"
                raise ChartFault(
                    f"the series `{series.name}` has {said}, which are no dates one after the other",
                    "draw one of them, or two series",
                )
        row = Row("", standing, "", series.emphasis)
        said = date_words(date, False, scribe.desk.vocabulary).replace("\u00a0", " ")
        stops += [plane.Stop(date, said, replace(line, name=name)) for line in scribe.numbered(row, unit)]
    return plane.Strand(
        name,
        scribe.runs(series.sub, series.points, "sans", "ink-2"),
        scribe.hue(series.emphasis),
        tuple(sorted(stops, key=lambda stop: stop.when)),
    )


def _pins(
    scribe: Scribe, dot: Dot, x: tuple[str, Unit], y: tuple[str, Unit], log: bool
) -> Iterator[plane.Pin]:
    """Yield a dot; where one of its numbers is disputed, one for each account."""
    across, up = (
        scribe.numbered(Row("", standing, "", dot.emphasis), unit)
        for standing, (_, unit) in ((dot.x, x), (dot.y, y))
    )
    if across[0].place and up[0].place:
        raise ChartFault(
            f"both numbers of `{dot.name}` are disputed", "draw it in two charts of rows: `canvas.points`"
        )
    for line in (*across, *up):
        if log and not (line.extent.start if line.extent.held is Held.RANGE else line.extent.end):
            raise ChartFault(
                f"`{line.address}` is not above zero, and a log axis has no zero",
                "draw it with `log=False`",
            )
    carriers = [dot.x, dot.y]
    sub = scribe.runs(dot.sub, carriers, "sans", "ink-2")
    for one in across:
        for other in up:
            told = one if one.place else other
            pair = (one, other)
            said = dot.emphasis == "subject" or told.place or plane.doubtful(*pair)
            if told.place:
                pair = (replace(one, tone=told.tone), replace(other, tone=told.tone))
            yield plane.Pin(
                scribe.runs(dot.name, carriers, "strong", pair[0].tone.words),
                told.sub or sub,
                _pair(scribe, pair) if said else (),
                *pair,
                _merged(pair),
                (_marked(dot.name, pair[0], x[0]), _marked(dot.name, pair[1], y[0])),
            )


def _pair(scribe: Scribe, lines: Sequence[Line]) -> tuple[Run, ...]:
    """Return the words of a dot's two numbers, to be printed under its name."""
    sans = scribe.house.faces["sans"]
    first, second = (replace(line.label, face=sans, paint="ink-2") for line in lines)
    return (first, Run(", ", sans, "ink-2"), second)


def _measure(scribe: Scribe, text: str, standings: Sequence[Standing]) -> Unit:
    """Return the unit an axis counts in: the one its text names, else the common one."""
    stated = [value.unit for one in standings for value in scribe.values(one)]
    named = (unit for unit in stated if named_in(text, unit, scribe.desk.vocabulary))
    return next(named, None) or scribe.common(standings)


def _side(scribe: Scribe, text: str, unit: Unit, lines: Sequence[Line], log: bool) -> plane.Measure:
    """Return an axis with its title: the measure, its unit where the text does not name it, its kind."""
    ends = [line.extent.end for line in lines]
    if not max(ends):
        raise ChartFault("no dot is above zero", "a chart needs at least one")
    scale = scaled(min(ends) if log else max(ends), unit)
    axis = Counting(unit, scale, scribe.desk.vocabulary)
    counted = "" if named_in(text, unit, scribe.desk.vocabulary) and scale == 1 else axis.named
    rest = f"{', ' if text and counted else ''}{counted}{' (log scale)' if log else ''}"
    title = (*scribe.runs(text, (), "sans", "ink-2"), Run(rest, scribe.house.faces["sans"], "ink-2"))
    return plane.Measure(axis, scale, tuple(run for run in title if run.text), canonical(unit))


def _remark(scribe: Scribe, callout: Callout, dots: Sequence[Dot], pins: Sequence[plane.Pin]) -> plane.Remark:
    standing, text = callout.standing, callout.text
    scribe.own(standing)
    if text.count("{}") != 1:
        raise ChartFault(
            f"the annotation `{text}` does not say once where its number stands", "put `{}` there"
        )
    if standing.status is Status.DISPUTED:
        raise ChartFault(
            f"`{standing.address}` is disputed, and an annotation has room for one account",
            "annotate with what is not in dispute",
        )
    if callout.at not in [dot.name for dot in dots]:
        known = ", ".join(f"`{dot.name}`" for dot in dots)
        raise ChartFault(f"no dot is named `{callout.at}`", f"`at` is one of {known}")
    said = words(standing, "sentence", scribe.desk.vocabulary)
    before, after = text.split("{}")
    if not before:
        said = said[:1].upper() + said[1:]
    fact = Run(said, scribe.house.faces["strong"], "ink", (("data-class", "fact"), *tags(standing)))
    ahead, behind = (scribe.runs(one, [standing], "sans", "ink") for one in (before, after))
    pin = next(nth for nth, pin in enumerate(pins) if pin.words == callout.at)
    place = "…".join("".join(run.text for run in runs) for runs in (ahead, behind)).strip("… ")
    mark = Mark(callout.at, standing.address, said, "label", place)
    return plane.Remark((*ahead, fact, *behind), pin, mark)


def _merged(lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    """Return the attributes of a mark of two numbers: those of each, the first's before the second's."""
    both = [dict(line.data) for line in lines]
    merged = {key: " ".join(one[key] for one in both if key in one) for key in ("data-fact", "data-status")}
    merged["data-hedge"] = ", ".join(one["data-hedge"] for one in both)
    merged["data-drawn"] = " ".join(plane.drawings(*lines))
    account = [("data-account", one["data-account"]) for one in both if "data-account" in one]
    return (("class", "mark"), *merged.items(), *account)


def _marked(name: str, line: Line, measure: str) -> Mark:
    place = f"{measure}, {line.place}" if line.place else measure
    return Mark(name, line.address, line.label.text, "point", place, line.account)


def _within(one: Date, other: Date) -> bool:
    """Return whether ``one`` lies in ``other``: a month in its year."""
    return other.contains(one)
