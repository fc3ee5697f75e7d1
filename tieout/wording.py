"""The words in which a fact, a point or a derived number is printed, and those of its status."""

from __future__ import annotations

from collections.abc import Mapping

from tieout.model import FactKind, Standing, Status
from tieout.quantities.saying import say
from tieout.quantities.units import Vocabulary

STATUS_WORDS: Mapping[Status, str] = {
    Status.SUPPORTED: "Supported",
    Status.PARTLY: "Partly",
    Status.DISPUTED: "Disputed",
    Status.UNVERIFIED: "Unverified",
    Status.ARITHMETIC: "Our arithmetic",
    Status.ASSUMPTION: "Assumption",
}
"""What a page says of each status, in the order in which it counts them."""


def words(standing: Standing, form: str, vocabulary: Vocabulary) -> str:
    """Return the words of ``standing``: its hedge, number and unit, its date, or what it says.

    ``form`` is one of ``saying.FORMS``. A calculated number that rests on a forecast, an estimate or an
    opinion is called one, and one on an assumption is said to. Empty where the value could not be read.
    """
    if standing.says is not None:
        return standing.says.text
    if standing.value is None:
        return ""
    moods = [standing.kind] if standing.derivation and standing.kind is not FactKind.STATED else []
    moods += [FactKind.ASSUMPTION] if standing.assumed else []
    return say(standing.value, form, vocabulary, standing.display, standing.reported, moods)
