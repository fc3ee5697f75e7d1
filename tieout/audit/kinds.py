"""What can be wrong with a finished file: the kinds, and how one is told."""

from __future__ import annotations

from tieout.audit.finished import Spot
from tieout.diagnostics import Diagnostic, Place, error
from tieout.frozen import frozen

UNREAD = "file-is-read"
UNBOUND = "print-is-bound"
FACT_OFF = "print-is-fact"
HEDGE_OFF = "print-keeps-hedge"
DATE_OFF = "print-is-date"
QUOTE_OFF = "print-is-quote"
CITED_OFF = "print-cites-source"
LISTED_OFF = "print-lists-source"
COUNT_OFF = "print-counts-right"
EXCUSE_OFF = "print-is-excused"
CLAIM_OFF = "print-bears-claim"
STATUS_OFF = "print-tells-status"
PLACE_OFF = "print-stands-in-place"
LINK_OFF = "print-leads-right"
REPEAT_OFF = "print-repeats-text"
CHART_OFF = "chart-is-true"
DATA_OFF = "data-is-whole"

KINDS = {
    UNREAD: "A finished file can be read to its end, and nothing in it is beyond reading.",
    UNBOUND: "Every number of a finished file is bound to what it is: a fact, a date, a quotation, a count …",
    FACT_OFF: "What is printed of a fact is its number, in its unit and with its digits.",
    HEDGE_OFF: "What is printed of a fact has its hedge: none is dropped, weakened, strengthened or added.",
    DATE_OFF: "A date that is printed of a fact is one that the fact carries.",
    QUOTE_OFF: "Words printed as a quotation stand in the evidence, and are of the source named.",
    CITED_OFF: "A citation has the number of the source it leads to, which is behind what it follows.",
    LISTED_OFF: "What is printed of a source is in its record.",
    COUNT_OFF: "Page, exhibit, claim and version numbers, and what the page counts of itself, are right.",
    EXCUSE_OFF: "A number excused as a name, an idiom or for a reason is one that the facts list as such.",
    CLAIM_OFF: "A word that compares is printed of facts that are compared by it.",
    STATUS_OFF: "The verdict printed of a claim, or of a fact in its entry, is the one that the data has.",
    PLACE_OFF: "A fact stands where its data says that it is printed, and nothing stands there instead.",
    LINK_OFF: "A number leads to the evidence of its own fact.",
    REPEAT_OFF: "Titles, bookmarks, alt texts, metadata and values in markup say what the text does.",
    CHART_OFF: "What a finished chart shows, measured, is what its facts say.",
    DATA_OFF: "The data of a file is all there, has the digests its manifest says, and agrees with itself.",
}
"""Every check of finished files, and what it asks."""


@frozen
class Fault:
    """One thing that is wrong with a finished file: which, where, of what kind, and the words around it."""

    file: str
    spot: Spot
    kind: str
    message: str
    around: str = ""

    @property
    def diagnostic(self) -> Diagnostic:
        """The fault as every problem is told; the place in the file stands in its notes."""
        notes = [f"where: {self.spot.told}"] if self.spot.told else []
        notes += [f"in: {self.around}"] if self.around else []
        return error(self.kind, Place(self.file), self.message, *notes)
