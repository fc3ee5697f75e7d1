"""Quotes against snapshots: what matches, what never does, and what the lock remembers."""

import io
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tieout import content
from tieout.anchoring import Ambiguous, Haystack, Missing, Span, normal
from tieout.archive import Archive, Snapshot, Unreadable, snapshot_of, text_of_html
from tieout.model import Ledger
from tieout.quantities.dates import Date
from tieout.vouching import lock_text, vouch

DAY, LATER = Date(2026, 0, 11, 24), Date(2026, 0, 11, 30)


def found(quote: str, text: str, **around: str) -> bool:
    return isinstance(Haystack(text).find(quote, **around), Span)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("more than $20 billion", "to spend more than\n   $20\u00a0billion on chips"),
        ("the firm's 'deposits'", "the firm\u2019s \u2018deposits\u2019"),
        ("5-10 percent", "from 5\u201310 percent"),
        ("infrastructure", "its infra-\nstructure"),
        ("infrastructure", "its infra\ufffe\r\nstructure"),
        ("infrastructure", "its infra\u00adstructure"),
        ("non-binding", "a non\u2011binding sheet"),
        ("toward inference", "focus toward inference\u2014the process"),
        ("5-10", "from 5\ufffe\r\n10"),
        ("3\u00bd times", "it grew 3 1/2 times"),
        ("caf\u00e9", "the cafe\u0301"),
        ("(20)", "a note (20)."),
        ("20", "it was 20."),
        ("\u8d85\u8fc7200\u4ebf\u7f8e\u5143", "\u636e\u79f0\u8d85\u8fc7200\u4ebf\n\u7f8e\u5143\u7684"),
    ],
)
def test_the_shape_of_a_text_does_not_matter(quote: str, text: str):
    """Line breaks, spaces, hyphenation, quotation marks, dashes and accents have many shapes."""
    assert found(quote, text)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("20 billion", "about 120 billion"),
        ("$20 billion", "about US$20 billion"),
        ("20 billion", "about $20 billion"),
        ("20 billion", "about ~20 billion"),
        ("5 percent", "fell -5 percent"),
        ("10 percent", "from 5-10 percent"),
        ("600 racks", "1,600 racks"),
        ("1,6", "1,600"),
        (".5 percent", "2.5 percent"),
        ("2", "2.5"),
        ("20", "20%"),
        ("20", "20bn"),
        ("10", "10\u00b2"),
        ("102", "10\u00b2"),
        ("31/2", "3\u00bd"),
        ("510", "5-10"),
        ("510", "5 10"),
        ("1,6001", "1,600\u00b9 racks"),
        ("megawatt", "750 megawatts"),
        ("binding", "a non-binding sheet"),
        ("more than $20 billion", "more than $25 billion"),
        ("More than", "more than"),
        ("200\u4ebf", "120200\u4ebf"),
        ("", "anything"),
    ],
)
def test_a_number_is_never_cut_or_changed(quote: str, text: str):
    """A quote that would cut a number, a sign, a scale, a word or a negation does not stand in the text."""
    assert not found(quote, text)


@given(
    st.text("0123456789.,- $%\u00b2\u00bd\u2013\nab", min_size=1, max_size=12),
    st.integers(0, 11),
    st.sampled_from("0123456789"),
)
def test_no_digit_can_be_changed(text: str, index: int, digit: str):
    """A text never holds itself with one digit changed."""
    at = index % len(text)
    if text[at] in "0123456789" and text[at] != digit:
        assert not found(text[:at] + digit + text[at + 1 :], text)


@given(st.text(max_size=40))
def test_each_normalised_character_has_its_place(text: str):
    """The map to the original rises, stays inside it, and ends with its length."""
    made = normal(text)
    assert len(made.places) == len(made.text) + 1
    assert list(made.places) == sorted(made.places)
    assert made.places[-1] == len(text)
    assert all(place < len(text) for place in made.places[:-1])


def test_a_span_leads_back_to_the_original():
    """The place of a quote in the normalised text gives its place in the text as held."""
    text = "it said \u201cmore  than $20\u00a0billion\u201d then"
    haystack = Haystack(text)
    span = haystack.find("more than $20 billion")
    places = haystack.normal.places
    assert text[places[span.start] : places[span.end]] == "more  than $20\u00a0billion"


def test_what_is_missing_is_sought_nearby():
    """For a quote that is not there, the passage most like it is told; for one unlike all, nothing."""
    text = "In 2026 it agreed to spend more than $25 billion on chips. " * 3
    assert Haystack(text).find("more than $20 billion") == Missing("more than $25 billion")
    assert Haystack(text).find("a swallow made no summer") == Missing("")


def test_a_quote_that_stands_twice_needs_its_neighbours():
    """Two places are ambiguous, with words that tell the first; a prefix or suffix chooses one."""
    text = "revenue was $20 billion then; the cost was $20 billion too"
    haystack = Haystack(text)
    assert haystack.find("$20 billion") == Ambiguous(2, "revenue was", "then;")
    assert haystack.find("$20 billion", prefix="cost was") == Span(43, 54)
    assert haystack.find("$20 billion", suffix="then") == Span(12, 23)
    assert haystack.find("$20 billion", prefix="profit was") == Missing("", 2)


# --- snapshots -------------------------------------------------------------------------------------


def test_a_page_is_read_without_what_would_change_its_numbers():
    """Raised links and scripts are left out, raised digits are marked, and blocks are apart."""
    page = (
        b"<title>T</title><style>p{}</style>"
        b"<p>about 1,600<sup><a href='#f'>1</a></sup> racks, 10<sup>2</sup> m,"
        b" CO<sub>2</sub></p><p>&lt;20<br>caf\xc3\xa9<script>24</script><!-- 25 --></p>"
        b"<table><tr><td>1</td><td>2</td></tr></table><p>as said[3] here</p>"
    )
    words = normal(text_of_html(page)).text
    assert "about 1,600 racks, 10^2 m, CO2 <20 café 1 2 as said[3] here" in words
    assert "as said here" in normal(snapshot_of("a.html", page).text).text
    assert "24" not in words and "25" not in words


def pdf(words: str) -> bytes:
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(300, 200))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = document.make_stream(f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET".encode())
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def test_a_pdf_is_read(tmp_path: Path):
    """The text layer of a PDF is searched; a PDF without one, or no PDF at all, can't be used."""
    (tmp_path / "a.pdf").write_bytes(pdf("spend more than $20 billion"))
    (tmp_path / "b.pdf").write_bytes(pdf(""))
    (tmp_path / "c.pdf").write_bytes(b"no PDF")
    archive = Archive(tmp_path)
    assert isinstance(archive.snapshot("a").words.find("more than $20 billion"), Span)
    assert archive.snapshot("b") == Unreadable("b.pdf", "has no text layer")
    assert archive.snapshot("c") == Unreadable("c.pdf", "can't be opened as a PDF, or wants a password")


def test_an_archive_gives_only_what_is_in_it(tmp_path: Path):
    """A snapshot is found by id; an id that is no plain name, a second copy and odd bytes are refused."""
    held = tmp_path / "held"
    held.mkdir()
    (tmp_path / "out.txt").write_text("secret")
    (held / "a.txt").write_text("one")
    (held / "b.txt").write_text("one")
    (held / "b.html").write_text("<p>one")
    (held / "c.txt").write_bytes(b"\xff\xfe")
    (held / "d.html").write_bytes(b"")
    (held / "e.txt").mkdir()
    archive = Archive(held)
    assert isinstance(archive.snapshot("a"), Snapshot)
    assert [archive.snapshot(one) for one in ("../out", "..", "none", "e")] == [None] * 4
    assert archive.snapshot("b") == Unreadable("b.txt and b.html", "are held twice; keep one")
    assert archive.snapshot("c") == Unreadable("c.txt", "is not UTF-8 text")
    assert archive.snapshot("d") == Unreadable("d.html", "holds no page")


# --- the lock --------------------------------------------------------------------------------------

FACT = """\
deal:
  statement: The deal
  value: more than 20 billion USD
  evidence:
    - {source: news, quote: more than $20 billion}
    - {source: wire, quote: "over $20 billion"}
"""


def repository(folder: Path, fact: str = FACT, **held: str) -> tuple[Ledger, Path]:
    archive = folder / "held"
    archive.mkdir(parents=True, exist_ok=True)
    for name, words in held.items():
        (archive / f"{name}.txt").write_text(words, "utf-8")
    make.repository(folder, {"facts/deal.yaml": fact})
    return content.load(folder)[0], archive


def relock(folder: Path, day: Date, fact: str = FACT, **held: str) -> str:
    """Return the lock after vouching, and leave it in ``folder``."""
    ledger, archive = repository(folder, fact, **held)
    lock = lock_text(vouch(ledger, archive, day).entries)
    (folder / "content" / "evidence.lock").write_text(lock, "utf-8")
    return lock


def test_the_lock_reads_as_it_was_written(tmp_path: Path):
    """Entries survive being written and read, whatever characters the quote has."""
    quote = 'he said "a\\b" \u2019 \u8d85\u8fc7 \u0085 end'
    fact = "deal:\n  statement: x\n  says: y\n  evidence:\n    - source: news\n      quote: " + (
        "'he said \"a\\b\" \u2019 \u8d85\u8fc7 end'\n      prefix: now\n"
    )
    lock = relock(tmp_path, DAY, fact, news=f"now {quote}".replace("\u0085 ", ""))
    ledger, problems = content.load(tmp_path)
    assert problems == []
    entry = ledger.lock["deal/news"]
    assert (entry.quote, entry.prefix, entry.vouched) == (
        'he said "a\\b" \u2019 \u8d85\u8fc7 end',
        "now",
        DAY,
    )
    assert lock_text(ledger.lock) == lock


def test_only_held_snapshots_are_vouched(tmp_path: Path):
    """A quote whose snapshot is here is locked with its digest, span and day; another is left attested."""
    lock = relock(tmp_path, DAY, news="It will spend more than $20 billion.")
    digest = Archive(tmp_path / "held").snapshot("news").sha256
    assert lock.split("\n", 2)[2] == (
        f'deal/news:\n  quote: "more than $20 billion"\n  snapshot: {digest}\n  span: [14, 35]\n'
        '  vouched: 2026-11-24\n  normaliser: "1"\n'
    )


def test_vouching_again_changes_nothing(tmp_path: Path):
    """Entries that hold are left with their day, with the archive and without; new ones are added."""
    first = relock(tmp_path, DAY, news="more than $20 billion")
    assert relock(tmp_path, LATER) == first
    (tmp_path / "held" / "news.txt").unlink()
    assert relock(tmp_path, LATER) == first
    second = relock(tmp_path, LATER, wire="over $20 billion")
    assert second.startswith(first) and "vouched: 2026-11-30" in second


def test_a_changed_snapshot_is_vouched_anew(tmp_path: Path):
    """Where the snapshot was replaced and still has the quote, the entry gets its digest and the new day."""
    first = relock(tmp_path, DAY, news="more than $20 billion")
    second = relock(tmp_path, LATER, news="now more than $20 billion")
    assert first != second and "span: [4, 25]" in second and "2026-11-30" in second


def test_gone_evidence_leaves_the_lock(tmp_path: Path):
    """An entry without its evidence is dropped; one in a file that can't be read is kept."""
    lock = relock(tmp_path, DAY, news="more than $20 billion")
    broken = FACT.replace("statement: The deal", "statement: [")
    assert relock(tmp_path, DAY, broken) == lock
    assert "deal/news" not in relock(tmp_path, DAY, FACT.replace("source: news", "source: paper"))


def test_a_changed_quote_can_not_be_smuggled_past_the_lock(tmp_path: Path):
    """A changed quote that can't be vouched is a problem and keeps its old entry, snapshot or not."""
    lock = relock(tmp_path, DAY, news="more than $20 billion")
    changed = FACT.replace("quote: more than $20", "quote: more than $25")
    ledger, archive = repository(tmp_path, changed)
    missing = vouch(ledger, archive, LATER)
    assert (lock_text(missing.entries), make.codes(missing.problems)) == (lock, ["quote-in-snapshot"])
    (archive / "news.txt").unlink()
    gone = vouch(ledger, archive, LATER)
    assert (lock_text(gone.entries), make.codes(gone.problems)) == (lock, ["lock-is-current"])
    assert vouch(ledger, None, LATER).entries == gone.entries
