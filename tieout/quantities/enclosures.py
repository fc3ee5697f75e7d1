"""Irrational numbers between two rational ones: logarithms and constant growth, in whole numbers alone."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

Enclosure = tuple[Fraction, Fraction]
"""Two numbers between which one lies: the same twice where it is known exactly, else one on either side."""

DIGITS = 15  # significant ones of an end; the two are at most two of the last apart
_BITS = 80  # of the first try; what is close to 0 takes more


def common_log(value: Fraction) -> Enclosure:
    """Return the logarithm of ``value``, which is above 0, to base ten."""
    if (power := _power_of_ten(value)) is not None:
        return Fraction(power), Fraction(power)
    bits = _BITS
    while True:
        top, bottom = _ln(value, bits), _ln(Fraction(10), bits)
        ends = [one / other for one in top for other in bottom]
        if found := _rounded(min(ends), max(ends)):
            return found
        bits *= 2


def constant_growth(ratio: Fraction, steps: Fraction) -> Enclosure:
    """Return ``ratio ** (1 / steps) - 1``: by what part each step adds, if all do alike; both are above 0."""
    if (exact := _root_power(ratio, steps)) is not None:
        return exact - 1, exact - 1
    bits = _BITS
    while True:
        low, high = (Fraction(one) / steps for one in _ln(ratio, bits))
        if found := _rounded(_exp(low, bits)[0] - 1, _exp(high, bits)[1] - 1):
            return found
        bits *= 2


def _power_of_ten(value: Fraction) -> int | None:
    """Return n where ``value`` is 10 ** n."""
    power = places(value) - 1
    return power if value == Fraction(10) ** power else None


def places(value: Fraction) -> int:
    """Return how many digits ``value``, above 0, has before its point; 0 or less where zeros follow it."""
    bits = value.numerator.bit_length() - value.denominator.bit_length()
    found = bits * 30103 // 100000  # so many or a few more
    while Fraction(10) ** found <= value:
        found += 1
    return found


def _root_power(ratio: Fraction, steps: Fraction) -> Fraction | None:
    """Return ``ratio ** (1 / steps)`` where it is a rational number."""
    top = _whole_root(ratio.numerator, steps.numerator)
    bottom = _whole_root(ratio.denominator, steps.numerator)
    return None if top is None or bottom is None else Fraction(top, bottom) ** steps.denominator


def _whole_root(value: int, degree: int) -> int | None:
    """Return the whole number whose power is ``value``, or None."""
    if value == 1 or degree == 1:
        return value
    if degree == 2:
        root = isqrt(value)
        return root if root * root == value else None
    if degree >= value.bit_length():
        return None
    low, high = 1, 1 << (value.bit_length() // degree + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**degree <= value else (low, middle)
    return low if low**degree == value else None


# --- in steps of 2 ** -bits ----------------------------------------------------------------------


def _ln(value: Fraction, bits: int) -> tuple[Fraction, Fraction]:
    """Return two numbers, close to each other, between which the natural logarithm of ``value`` lies."""
    shift = value.numerator.bit_length() - value.denominator.bit_length()
    rest = value / Fraction(2) ** shift  # between 1/2 and 2
    unit = Fraction(1, 1 << bits)
    part, loose = _atanh((rest - 1) / (rest + 1), bits)
    two, slack = _atanh(Fraction(1, 3), bits)
    middle, off = 2 * (part + shift * two), 2 * (loose + abs(shift) * slack)
    return (middle - off) * unit, (middle + off) * unit


def _atanh(value: Fraction, bits: int) -> tuple[int, int]:
    """Return atanh of ``value`` in steps of 2 ** -bits, and how many steps it may be off; |value| <= 1/3.

    x + x³/3 + x⁵/5 + …: what is cut off a power is less than two steps, of a term less than three.
    """
    size = (abs(value.numerator) << bits) // value.denominator
    square, power, total, terms = size * size >> bits, size, 0, 0
    while power:
        total += power // (2 * terms + 1)
        power = power * square >> bits
        terms += 1
    return (-total if value < 0 else total), 3 * terms + 3


_TWOS = Fraction(14426950408889634, 10**16)  # 1 ÷ ln 2: about how many factors of two are in e


def _exp(value: Fraction, bits: int) -> tuple[Fraction, Fraction]:
    """Return two numbers, close to each other, between which e to the power of ``value`` lies."""
    shift = round(value * _TWOS)
    low, high = sorted(value - shift * one for one in _ln(Fraction(2), bits + shift.bit_length()))
    scale = Fraction(2) ** shift / (1 << bits)
    return _series(low, bits)[0] * scale, _series(high, bits)[1] * scale


def _series(value: Fraction, bits: int) -> tuple[int, int]:
    """Return bounds of e to the power of ``value``, which is between -1 and 1, in steps of 2 ** -bits.

    1 + x + x²/2 + …: what is cut off a term is less than two steps.
    """
    step = (value.numerator << bits) // value.denominator
    total, term, terms = 0, 1 << bits, 0
    while term not in (0, -1):
        total += term
        terms += 1
        term = (term * step >> bits) // terms
    return total - 3 * terms - 3, total + 3 * terms + 3


def _rounded(low: Fraction, high: Fraction) -> Enclosure | None:
    """Return the two rounded outward to ``DIGITS`` significant digits; None where they are too far apart."""
    least = min(abs(low), abs(high))
    if low * high <= 0 or (high - low) * 10 ** (DIGITS + 1) > least:
        return None
    step = Fraction(10) ** (places(least) - DIGITS)
    return (low / step).__floor__() * step, (high / step).__ceil__() * step
