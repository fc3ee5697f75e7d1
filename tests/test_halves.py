"""A long loop in halves: the same things in the same order, and the same raised, as in one piece."""

import os
import signal

import pytest

from tieout import halves

MANY = 3 * halves.LEAST
HERE = os.getpid()


@pytest.mark.parametrize("count", [0, 1, halves.LEAST, MANY + 1])
def test_halves_are_the_whole(count: int) -> None:
    """What two hands make comes in order, each once; of what is long a part is of another process."""
    made = halves.made(lambda nth: (nth, os.getpid() == HERE), count, hands=2)
    assert [nth for nth, _ in made] == list(range(count))
    assert all(here for _, here in made) == (count < halves.LEAST)
    assert all(here for _, here in halves.made(lambda nth: (nth, os.getpid() == HERE), count))


@pytest.mark.parametrize("at", [0, MANY - 1])
def test_what_is_raised_is_raised_here(at: int) -> None:
    """What one thing raises is raised, whichever half it is of."""

    def make(nth: int) -> int:
        if nth == at:
            raise ValueError(f"number {nth}")
        return nth

    with pytest.raises(ValueError, match=f"number {at}"):
        halves.made(make, MANY, hands=2)


@pytest.mark.parametrize("end", [lambda: os._exit(1), lambda: os.kill(os.getpid(), signal.SIGKILL)])
def test_a_fork_that_ends_is_done_without(end) -> None:
    """What a fork did not live to make is made here."""

    def make(nth: int) -> int:
        if os.getpid() != HERE and nth == MANY - 1:
            end()
        return nth

    assert halves.made(make, MANY, hands=2) == list(range(MANY))


def test_what_cannot_be_handed_over_is_made_here() -> None:
    """Things that can't be pickled are made all the same."""
    made = halves.made(lambda nth: lambda: nth, MANY, hands=2)
    assert [one() for one in made] == list(range(MANY))
