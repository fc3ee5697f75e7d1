"""Sentences that say in what mood they speak, each beside one that only looks so."""

import pytest

from tieout.model import Mood
from tieout.moods import tells


@pytest.mark.parametrize(
    ("mood", "sentence", "looks_so"),
    [
        (Mood.FORECAST, "Trips will rise.", "The will was read, and trips rose."),
        (Mood.FORECAST, "That will rise.", "His last will rose in price."),
        (Mood.FORECAST, "Trips are to rise.", "The quay, which is to the north, rose."),
        (Mood.FORECAST, "They were then to rise.", "Trips rose at will."),
        (Mood.FORECAST, "It would rise.", "It would not comment; trips rose."),
        (Mood.FORECAST, "The firm projects the trips to rise.", "The projects rose."),
        (Mood.FORECAST, "By its plan they rise.", "By the floor plan they rise."),
        (Mood.FORECAST, "They are expected to rise.", "They rose unexpectedly."),
        (Mood.ESTIMATE, "The paper puts trips higher.", "The paper puts on weight, and trips rose."),
        (Mood.ESTIMATE, "It is valued higher.", "Its valued customers rose in number."),
        (Mood.ESTIMATE, "It values the firm higher.", "The values rose."),
        (Mood.ESTIMATE, "By an estimate it rose.", "By an hour it rose."),
        (Mood.OPINION, "He holds that it is larger.", "It holds the larger memory."),
        (Mood.OPINION, "In his view it is larger.", "In view of that it is larger."),
        (Mood.OPINION, "He calls it the largest.", "Its calls were the largest."),
        (Mood.ASSUMPTION, "If the price is as assumed, it is larger.", "They were larger."),
        (Mood.ASSUMPTION, "It would be larger.", "It is larger."),
        (Mood.REPORT, "By the report it is larger.", "It is larger."),
        (Mood.REPORT, "The price, $30 billion, reported, is larger.", "The price, $30 billion, is larger."),
        (Mood.REPORT, "By Gazette’s account it is larger.", "On account of that it is larger."),
    ],
)
def test_a_sentence_tells_its_mood(mood: Mood, sentence: str, looks_so: str):
    """What says that it is a forecast is told from what has a word of it."""
    assert tells(mood, sentence)
    assert not tells(mood, looks_so)
