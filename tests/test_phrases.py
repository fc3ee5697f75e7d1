"""The labelled phrases are read as labelled, and no longer once a number, a unit or a hedge is changed."""

from __future__ import annotations

from collections import Counter

import corruptions
import phrasebook
import pytest

from tieout.quantities.interval import Hedge
from tieout.quantities.reading import readings
from tieout.quantities.units import NAMES

RIGHT = 0.97  # of the phrases
REFUSED = 0.99  # of the corruptions


def values(phrase: phrasebook.Phrase, text: str) -> list[object]:
    """Return what is read out of ``text``, which is the phrase or a corruption of it."""
    return [one.value for one in readings(text, phrase.vocabulary, phrase.language)]


def test_there_are_phrases_enough():
    """The lists are as long as they have to be, and no phrase stands in them twice."""
    for one, whole, english, least in (("first", 600, 380, 40), ("second", 320, 160, 30)):
        counted = {language: len(phrasebook.phrases(language, (one,))) for language in phrasebook.LANGUAGES}
        assert sum(counted.values()) >= whole
        assert counted.pop("en") >= english
        assert min(counted.values()) >= least
    for language in phrasebook.LANGUAGES:
        texts = [phrase.text for phrase in phrasebook.phrases(language)]
        assert len(texts) == len(set(texts))


@pytest.mark.parametrize("language", phrasebook.LANGUAGES)
def test_labels_name_what_there_is(language: str):
    """Each label stands in its phrase, in order, has a hedge that there is, and counts known units."""
    for phrase in phrasebook.phrases(language):
        here = 0
        for label in phrase.labels:
            assert phrase.text[label.at :].startswith(label.words)
            assert label.at >= here, phrase.text
            here = label.at + len(label.words)
            if label.hedge:
                assert label.hedges == tuple(Hedge(hedge).value for hedge in label.hedges)
                assert len(label.numbers) == 1 + (label.hedge == "from-to"), phrase.text
                for name, _ in phrasebook.unit(label.unit).factors:
                    assert name in NAMES or name in phrase.vocabulary.nouns, (phrase.text, name)


@pytest.mark.parametrize("one", phrasebook.LISTS)
def test_phrases_are_read_as_a_person_reads_them(one: str):
    """Hedge, number, unit and dates of nearly every phrase are read as the editor labelled them."""
    listed = phrasebook.everything((one,))
    wrong = [
        phrase
        for phrase in listed
        if not phrase.read_right(readings(phrase.text, phrase.vocabulary, phrase.language))
    ]
    assert len(wrong) <= (1 - RIGHT) * len(listed), _told((one.language, one.text) for one in wrong)


@pytest.mark.parametrize(("one", "least"), [("first", 8000), ("second", 4000)])
def test_what_was_changed_is_refused(one: str, least: int):
    """A text with a digit, a unit or a hedge changed bears out the label hardly ever."""
    listed = corruptions.everything((one,))
    assert len(listed) >= least
    taken = [one for one in listed if not one.refused(values(one.phrase, one.text))]
    assert len(taken) <= (1 - REFUSED) * len(listed), _told((one.phrase.text, one.text) for one in taken)


def test_corruptions_are_of_every_kind():
    """Each language has numbers, units and hedges changed, and each change changes the text."""
    listed = corruptions.everything()
    kinds = Counter((one.phrase.language, one.kind) for one in listed)
    assert set(kinds) == {(language, kind) for language in phrasebook.LANGUAGES for kind in corruptions.KINDS}
    assert all(one.text != one.phrase.text for one in listed)


def _told(lines) -> str:
    return "\n".join(" -> ".join(line) for line in lines)
