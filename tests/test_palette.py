"""The palette holds for readers who see fewer hues: simulated sight, measured differences, both schemes."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import yaml

from tieout import plotting
from tieout.canvas import ALIKE

HOUSE = Path(__file__).parents[1]
COLOURS = yaml.safe_load((HOUSE / "templates" / "tokens.yaml").read_text("utf-8"))["colours"]

# Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model for Simulation of Color Vision
# Deficiency", table of matrices for severity 1.0; applied to linear RGB.
SIGHT = {
    "all hues": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
SRGB_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])  # D65

SCHEMES = ("light", "dark")


def lab(colour, sight):
    """Return CIE L*a*b* of ``#RRGGBB`` as ``sight`` sees it."""
    coded = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    ratio = SRGB_TO_XYZ @ np.clip(SIGHT[sight] @ linear, 0, 1) / WHITE
    x, y, z = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def apart(one, other, scheme, sight):
    """Return the difference (CIE 1976) of two tokens."""
    return np.linalg.norm(lab(COLOURS[one][scheme], sight) - lab(COLOURS[other][scheme], sight))


def test_the_simulation_knows_what_is_hard_to_tell_apart():
    pure = {"red": "#C00000", "green": "#5C7A00"}
    seen = [np.linalg.norm(lab(pure["red"], sight) - lab(pure["green"], sight)) for sight in SIGHT]
    assert seen[0] > 80 and min(seen[1:3]) < 30


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_supported_and_disputed_are_told_apart_by_colour_alone(scheme, sight):
    assert apart("supported", "disputed", scheme, sight) >= 40


def sharing():
    """Return the pairs of colours that one chart may put side by side: of two series that the canvas does not
    refuse together, of a series and a dispute, of a series and what the parts of a whole leave."""
    look = plotting.house(HOUSE).look
    fills = {emphasis: tone.fill for emphasis, tone in look.tones.items()}
    fills |= {"a dispute": look.verdicts["disputed"].fill, "the rest": "ctx-pale"}
    return [(fills[one], fills[other]) for one, other in combinations(fills, 2) if {one, other} != ALIKE]


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("pair", sharing(), ids="-".join)
def test_the_colours_that_share_a_chart_are_told_apart(pair, scheme, sight):
    assert apart(*pair, scheme, sight) >= 14


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("pair", [("c1", "c1-pale"), ("c1-mid", "c1-pale")], ids="-".join)
def test_what_pales_is_told_from_what_it_pales_from(pair, scheme, sight):
    assert apart(*pair, scheme, sight) >= 14


def test_what_the_canvas_refuses_together_is_hard_to_tell_apart():
    """The pair that is refused would fail by day: the refusal is no habit."""
    one, other = (plotting.house(HOUSE).look.tones[emphasis].fill for emphasis in sorted(ALIKE))
    assert min(apart(one, other, "light", sight) for sight in SIGHT) < 14


def luminance(colour):
    """Return the relative luminance of WCAG 2.2."""
    coded = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(one, other, scheme):
    """Return the contrast of two tokens, from 1 to 21."""
    low, high = sorted(luminance(COLOURS[token][scheme]) for token in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "page"])
@pytest.mark.parametrize("mark", ["c1", "c1-mid", "c2", "c3", "ctx", "disputed"])
def test_marks_stand_out_from_their_ground(mark, ground, scheme):
    assert contrast(mark, ground, scheme) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("text", ["ink", "ink-2", "accent", "supported", "partly", "disputed"])
def test_text_can_be_read_where_a_link_has_led(text, scheme):
    """What is pointed at has the tint of the accent, and no text paler than the second ink."""
    assert contrast(text, "accent-tint", scheme) >= 4.5
