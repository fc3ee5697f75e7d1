"""Citations are numbered by source, in the order in which a reader meets them."""

from tieout.citations import cited, listed, marks, numbers
from tieout.diagnostics import Place, Text
from tieout.model import Seen, Source, SourceKind, Standing, Status

HERE = Place("content/sources/all.yaml", 1, 1)


def source(name: str) -> Source:
    return Source(
        id=name,
        at=HERE,
        title=Text(name.title(), HERE),
        publisher=Text("Harbour Office", HERE),
        kind=SourceKind.NEWS,
        accessed=None,
        seen=Seen.IN_FULL,
    )


def standing(address: str, *sources: str) -> Standing:
    return Standing(
        address=address,
        id=address,
        at=HERE,
        statement=Text(address, HERE),
        value=None,
        status=Status.SUPPORTED,
        sources=sources,
    )


SOURCES = {name: source(name) for name in ("yearbook", "release", "daily", "mail", "digest")}
STANDINGS = {
    one.address: one
    for one in (
        standing("trips", "yearbook"),
        standing("cost", "daily", "mail", "digest", "release"),
        standing("growth", "yearbook", "release"),
        standing("fuel"),
    )
}


def test_a_number_prints_at_most_three_marks():
    """Of four sources the best three are printed; of three or fewer, all; of none, none."""
    assert marks(STANDINGS["cost"]) == ("daily", "mail", "digest")
    assert marks(STANDINGS["growth"]) == ("yearbook", "release")
    assert marks(STANDINGS["fuel"]) == ()


def test_marks_are_read_in_their_order():
    """Facts lead to the sources behind them and quotations to their own, in reading order."""
    html = (
        '<p>It is <data data-fact="cost">x</data><sup class="cites" data-fact="cost"></sup> and '
        '<span class="quotation">“y”</span><sup class="cites" data-sources="release"></sup></p>'
    )
    assert list(cited(html, STANDINGS)) == ["daily", "mail", "digest", "release"]


def test_a_mark_of_nothing_known_leads_nowhere():
    """The mark of an address that nothing answers to cites nothing; its neighbour still does."""
    html = '<sup class="cites" data-fact="tripz"></sup><sup class="cites" data-fact="trips"></sup>'
    assert list(cited(html, STANDINGS)) == ["yearbook"]


def test_several_sources_of_one_mark():
    """A mark may name several sources."""
    assert list(cited('<sup class="cites" data-sources="daily mail"></sup>', {})) == ["daily", "mail"]


def test_sources_are_numbered_by_first_use():
    """Each source has one number, by the order of its first use; those met only in panels come after."""
    listing = listed(["daily", "yearbook", "daily"], ["mail", "yearbook", "release"], SOURCES)
    assert [(one.number, one.source.id) for one in listing] == [
        (1, "daily"),
        (2, "yearbook"),
        (3, "mail"),
        (4, "release"),
    ]


def test_a_source_that_is_not_described_is_not_listed():
    """An unknown id takes no number: the next source follows without a gap."""
    listing = listed(["daily", "no-such", "mail"], [], SOURCES)
    assert [(one.number, one.source.id) for one in listing] == [(1, "daily"), (2, "mail")]


def test_the_numbers_of_one_fact_rise():
    """A fact's marks are the numbers of its sources, rising, whichever source is the best."""
    listing = listed(["mail", "digest", "daily", "yearbook"], [], SOURCES)
    assert numbers(STANDINGS, listing) == {
        "trips": (4,),
        "cost": (1, 2, 3),
        "growth": (4,),
        "fuel": (),
    }
