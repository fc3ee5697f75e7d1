"""Steps run once, their results are kept by digest, and files appear whole."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.steps import Here, Step, Store, begin, digest, run
from tieout.whole import write_whole


def shout(text: str) -> bytes:
    """Return the text in capitals; a function of a module, so that another process can find it."""
    return text.upper().encode()


def refuse(text: str) -> bytes:
    """Raise."""
    raise ValueError(text)


def joined(*parts: bytes | str) -> bytes:
    """Return the parts in brackets, one after another."""
    return b"[" + b" ".join(one.encode() if isinstance(one, str) else one for one in parts) + b"]"


def step(name: str, text: str, make=shout, needs: tuple[str, ...] = ()) -> Step:
    return Step(name, make, digest(name, text), (text,), needs)


def test_a_step_runs_once(tmp_path: Path):
    """A step whose key is known is not run again; one with a new key is."""
    store = Store(tmp_path)
    first = run([step("a", "one"), step("b", "two")], store, Here())
    assert first.of == {"a": b"ONE", "b": b"TWO"}
    assert first.ran == ("a", "b")
    second = run([step("a", "one"), step("b", "three")], store, Here())
    assert second.of == {"a": b"ONE", "b": b"THREE"}
    assert second.ran == ("b",)


def test_each_step_is_heard_of_once(tmp_path: Path):
    """Steps that ran and steps that were kept are both said to be done, each once."""
    store, heard = Store(tmp_path), []
    run([step("a", "one")], store, Here())
    run([step("a", "one"), step("b", "two")], store, Here(), heard.append)
    assert heard == ["a", "b"]


def test_other_processes_give_the_same(tmp_path: Path):
    """Results do not depend on where steps run."""
    steps = [step(str(number), f"text {number}") for number in range(8)]
    here = run(steps, Store(tmp_path / "here"), Here())
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        there = run(steps, Store(tmp_path / "there"), pool)
    assert there == here


def test_what_is_begun_runs_before_it_is_asked_for(tmp_path: Path):
    """Steps that wait for none are with the pool at once, and each runs once; those after them come later."""
    asked = []

    class Noting(Here):
        def submit(self, make, *given):
            asked.append(given)
            return super().submit(make, *given)

    store = Store(tmp_path)
    begun = begin([step("a", "one"), step("b", "two", joined, ("a",))], store, Noting())
    assert asked == [("one",)]
    assert begun.results().of == {"a": b"ONE", "b": b"[two ONE]"}
    assert len(asked) == 2
    assert begin([step("a", "one")], store, Noting()).results().ran == ()


def test_the_rest_is_kept_when_one_step_fails(tmp_path: Path):
    """A step's exception is raised after the other steps have been kept; without it all is returned."""
    store = Store(tmp_path)
    good, bad = step("a", "one"), step("b", "no such thing", refuse)
    with pytest.raises(ValueError, match="no such thing"):
        run([bad, good], store, Here())
    assert run([good], store, Here()).ran == ()


def test_a_step_is_given_the_results_it_needs(tmp_path: Path):
    """A step runs after those it needs, wherever it stands, and has their results in the order named."""
    steps = [step("all", "of", joined, ("b", "a")), step("a", "one"), step("b", "two")]
    given = run(steps, Store(tmp_path), Here())
    assert given.of["all"] == b"[of TWO ONE]"
    assert list(given.of) == list(given.ran) == ["all", "a", "b"]


def test_a_step_that_gives_the_same_bytes_sets_nothing_after_it_in_motion(tmp_path: Path):
    """A step whose need ran again runs only if that gave other bytes."""
    store = Store(tmp_path)

    def ran(text: str) -> tuple[str, ...]:
        steps = [step("a", text), step("b", "of", joined, ("a",)), step("c", "of", joined, ("b",))]
        return run(steps, store, Here()).ran

    assert ran("one") == ("a", "b", "c")
    assert ran("ONE") == ("a",)
    assert ran("two") == ("a", "b", "c")
    assert ran("two") == ran("one") == ()


def test_a_step_that_needs_a_failed_one_does_not_run(tmp_path: Path):
    """What a step raises is raised, the first of several; nothing that needs it runs; the rest is kept."""
    store = Store(tmp_path)
    after = Step("after", no_such, digest("after"), (), ("bad",))
    steps = [step("good", "one"), after, step("bad", "first", refuse), step("worse", "second", refuse)]
    with pytest.raises(ValueError, match="first"):
        run(steps, store, Here())
    assert store.get(step("good", "one").key) == b"ONE"


def no_such(*_: bytes) -> bytes:
    """Fail the test: nothing may call this."""
    raise AssertionError


def test_needs_must_be_there_and_lead_nowhere_back(tmp_path: Path):
    """Steps that need one another, or one that is not there, are refused."""
    store = Store(tmp_path)
    with pytest.raises(ValueError, match="no step `b`, which another needs"):
        run([step("a", "one", joined, ("b",))], store, Here())
    with pytest.raises(ValueError, match="cycle"):
        run([step("a", "one", joined, ("b",)), step("b", "two", joined, ("a",))], store, Here())


def test_a_function_may_be_named_to_be_imported_where_it_runs(tmp_path: Path):
    """A step that names its function gives what the function gives."""
    named = Step("a", f"{__name__}:shout", digest("named"), ("one",))
    assert run([named], Store(tmp_path), Here()).of == {"a": b"ONE"}


def test_a_damaged_result_counts_as_absent(tmp_path: Path):
    """A kept result whose bytes have changed is made anew; an unharmed one is used."""
    store, one = Store(tmp_path), step("a", "one")
    run([one], store, Here())
    assert run([one], store, Here()).ran == ()
    (kept,) = (file for file in tmp_path.rglob("*") if file.is_file())
    for damage in (kept.read_bytes()[:-1], kept.read_bytes()[:-1] + b"?", b"", b"short"):
        kept.write_bytes(damage)
        assert store.get(one.key) is None
        assert run([one], store, Here()).of == {"a": b"ONE"}
    assert store.get(one.key) == b"ONE"


def test_an_empty_result_is_a_result(tmp_path: Path):
    """No bytes are kept like any others, and told apart from nothing kept."""
    store = Store(tmp_path)
    store.put("ab12", b"")
    assert store.get("ab12") == b""
    assert store.get("ab13") is None


def test_a_store_that_cannot_keep_still_lets_steps_run(tmp_path: Path):
    """Where nothing can be written the results are returned all the same, and made again next time."""
    (tmp_path / "taken").write_text("a file where the folder should be")
    store = Store(tmp_path / "taken")
    for _ in range(2):
        results = run([step("a", "one")], store, Here())
        assert results.of == {"a": b"ONE"}
        assert results.ran == ("a",)


@given(st.lists(st.binary(max_size=6), max_size=4), st.lists(st.binary(max_size=6), max_size=4))
def test_a_digest_tells_parts_apart(one: list[bytes], other: list[bytes]):
    """Two lists of parts have one digest exactly when they are the same list."""
    assert (digest(*one) == digest(*other)) == (one == other)


def test_text_and_its_bytes_are_one_part():
    """Text is digested as UTF-8."""
    assert digest("Fähre") == digest("Fähre".encode())


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A write that fails leaves the old file and nothing beside it; one that succeeds replaces it."""
    file = tmp_path / "page.html"
    write_whole(file, b"old")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="no space"):
            write_whole(file, b"new")
    assert file.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o644


def test_a_long_name_is_written(tmp_path: Path):
    """The name beside which a file is prepared fits wherever the file's own does."""
    file = tmp_path / ("f" * 250 + ".html")
    write_whole(file, b"whole")
    assert file.read_bytes() == b"whole"
