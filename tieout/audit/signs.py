"""Which of a page's pictures are signs: the marks of the key, of which none can be a letter or a digit."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_SIZE = "0 0 64 20"
_SHAPES = frozenset({"rect", "path", "circle"})
_GIVEN = frozenset({"class", "fill", "x", "y", "width", "height", "d", "cx", "cy", "r", "stroke-width",
                    "stroke-dasharray"})  # fmt: skip
_PAINT = re.compile(r"[fs]-[a-z0-9-]+")
_NUMBER = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)"
_STEP = re.compile(rf"\s*([MLHVhlvz])((?:[\s,]*{_NUMBER})*)")
_COUNT = {"M": 2, "L": 2, "l": 2, "H": 1, "h": 1, "V": 1, "v": 1, "z": 0}
_MOST = 4  # shapes of one sign, hatching apart
_LONG = 1.5  # how many times as wide as high a bar of a sign is at least

Point = tuple[float, float]


def is_sign(svg: HtmlElement) -> bool:
    """Return whether a drawing is a mark of the key, beside the words that tell what it stands for.

    It is made of bars, arrowheads, hatching, one line and one ring, as they are drawn in charts: a ring
    stands with a level line alone, and a bar is longer than high, so that they make up no number.
    """
    mark = svg.getparent()
    entry = mark.getparent() if mark is not None else None
    if entry is None or mark.get("class") != "key-mark" or entry.tag != "li" or len(mark) != 1:
        return False
    if not any(above.get("class") == "key" for above in entry.iterancestors("div")):
        return False
    if svg.get("aria-hidden") != "true" or svg.get("viewbox", svg.get("viewBox")) != _SIZE:
        return False
    if any(one.tag not in _SHAPES or len(one) or (one.text or "").strip() for one in svg):
        return False
    return all(map(_is_plain, svg)) and _is_of_bars(svg)


def _is_plain(one: HtmlElement) -> bool:
    """Return whether a shape has no attribute that would move or alter it."""
    looks = (one.get("class") or "").split()
    return _GIVEN.issuperset(one.keys()) and len(looks) == 1 and _PAINT.fullmatch(looks[0]) is not None


def _is_of_bars(svg: HtmlElement) -> bool:
    bars = lines = heads = rings = 0
    is_level = True
    for one in svg:
        if one.tag == "circle":
            rings += 1
            continue
        points = _points(one)
        across, down = [x for x, _ in points], [y for _, y in points]
        if not points or min(across + down) < 0 or max(across) > 64 or max(down) > 20:
            return False
        width, height = max(across) - min(across), max(down) - min(down)
        if len(points) == 2 and abs(width - height) < 0.01:
            if (points[1][0] - points[0][0]) * (points[1][1] - points[0][1]) > 0:
                return False  # hatching rises to the right, all of it
        elif len(points) == 2:
            lines += 1
            is_level = is_level and not height
        elif len(points) == 5 and points[0] == points[-1] and len(set(across)) == len(set(down)) == 2:
            bars += 1
            if width < _LONG * height:
                return False
        elif len(points) == 7 and points[0] == points[-1] and one.get("fill") != "none":
            heads += 1
        else:
            return False
    return (
        max(lines, rings) <= 1
        and bars <= 2
        and bars + lines + heads + rings <= _MOST
        and (not rings or (is_level and not bars and not heads))
    )


def _points(one: HtmlElement) -> list[Point]:
    """Return the corners of a shape in order, closed ones with the first again; none of what no sign is."""
    if one.tag == "rect":
        given = [one.get(key, "0") for key in ("x", "y", "width", "height")]
        if not all(re.fullmatch(_NUMBER, number) for number in given):
            return []
        left, top, width, height = map(float, given)
        right, bottom = left + width, top + height
        return [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    path, at = one.get("d", "").strip(), 0
    points: list[Point] = []
    while at < len(path):
        met = _STEP.match(path, at)
        if met is None or (met[1] == "M") is bool(points) or not _steps(met[1], met[2], points):
            return []
        at = met.end()
        if met[1] == "z" and at < len(path):
            return []
    return points


def _steps(step: str, given: str, points: list[Point]) -> bool:
    """Add to ``points`` where a step of a path leads; return whether it has all its numbers."""
    numbers, wanted = [float(number) for number in re.findall(_NUMBER, given)], _COUNT[step]
    if not wanted:
        points.append(points[0])
        return not numbers
    for nth in range(0, len(numbers) - wanted + 1, wanted):
        x, y = points[-1] if points else (0.0, 0.0)
        ahead = numbers[nth : nth + wanted]
        if wanted == 2:
            x, y = (x + ahead[0], y + ahead[1]) if step == "l" else (ahead[0], ahead[1])
        elif step in "Hh":
            x = ahead[0] + (x if step == "h" else 0)
        else:
            y = ahead[0] + (y if step == "v" else 0)
        points.append((x, y))
    return bool(numbers) and len(numbers) % wanted == 0
