"""A Dask cluster gives the bytes that this machine gives, or says why it would not."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from subprocess import DEVNULL, Popen

import pytest
from click.testing import CliRunner

from tests import editioned
from tests.make import repository
from tests.sampled import PROJECT, SAMPLE, copied, held
from tieout import pipeline
from tieout.cli import command
from tieout.scheduler import Cluster, witness
from tieout.workers import Call, Limits, Stopped, Unfit


def dask(what: str, *call: str) -> Popen[bytes]:
    """Return a process of Dask's own command line, on this machine alone."""
    alone = ("--host", "127.0.0.1", "--no-dashboard")
    return Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{what}", *call, *alone],
        cwd=PROJECT,
        stdout=DEVNULL,
        stderr=DEVNULL,
    )


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[Popen[bytes]]]]:
    """The address of a scheduler with two workers, and the processes of these."""
    from distributed import Client

    folder = tmp_path_factory.mktemp("dask")
    told = str(folder / "scheduler.json")
    scheduler = dask("scheduler", "--port", "0", "--scheduler-file", told)
    ours = ("--scheduler-file", told, "--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
    workers = [dask("worker", *ours) for _ in range(2)]
    try:
        with Client(scheduler_file=told, set_as_default=False, timeout=60) as client:
            client.wait_for_workers(2, timeout=60)
            address = client.scheduler.address
        yield address, workers
    finally:
        for one in (*workers, scheduler):
            one.kill()
            one.wait()


def test_calls_are_held_to_limits_at_the_workers(cluster: tuple[str, list[Popen[bytes]]]):
    """A call on the cluster gives its result or what it raises; one that never ends is stopped there."""
    with Cluster(cluster[0], SAMPLE) as pool:
        assert pool.submit(Call("math:gcd"), 12, 18).result() == 6
        with pytest.raises(ValueError, match="math domain error"):
            pool.submit(Call("math:sqrt"), -1).result()
        with pytest.raises(Stopped, match="took longer than 1 s"):
            pool.submit(Call("time:sleep", Limits(seconds=1)), 600).result()
        with pytest.raises(Stopped, match="ended its process"):
            pool.submit(Call("os:_exit"), 3).result()
        assert pool.submit(Call("math:gcd"), 12, 18).result() == 6


def test_a_worker_that_would_give_other_bytes_refuses(
    cluster: tuple[str, list[Popen[bytes]]], tmp_path: Path
):
    """What is not the same at a worker is named with the worker; where all is, the call is made."""
    output = tmp_path / "output"
    with Cluster(cluster[0], SAMPLE, archive=SAMPLE / "archive", output=output) as pool:
        assert Path(pool._seen.passing).parent == output
        seen = pool._seen
        pool._seen = replace(seen, libraries={**seen.libraries, "matplotlib": "1.0"})
        with pytest.raises(Unfit, match=r"worker tcp://\S+ would not .* has matplotlib .*; here is .* 1.0"):
            pool.submit(Call("math:gcd"), 12, 18).result()
        pool._seen = replace(seen, passing="/nowhere/passing")
        with pytest.raises(Unfit, match=r"worker tcp://\S+ would not .* it does not see /nowhere: share"):
            pool.submit(Call("math:gcd"), 12, 18).result()
        pool._seen = seen
        assert pool.submit(Call("math:gcd"), 12, 18).result() == 6


def test_editions_made_on_a_cluster_are_those_made_here(
    cluster: tuple[str, list[Popen[bytes]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Each edition is a call that needs nothing of this process: a cluster gives the same files and words."""
    places = {id: editioned.PLACES[id] for id in ("a", "a-b")}
    root = editioned.repository(tmp_path, places=places)
    monkeypatch.chdir(root)
    local = pipeline.build(Path(), (), archive=None, output=Path("output"), jobs=1)
    files = held(root / "output")
    for name in (".tieout", "output"):
        shutil.rmtree(root / name)
    far = pipeline.build(
        Path(), (), archive=None, output=Path("output"), scheduler=cluster[0], step_seconds=300
    )
    assert held(root / "output") == files
    assert far.problems == local.problems
    assert far.well


def test_a_cluster_gives_the_bytes_of_this_machine_though_a_worker_is_killed(
    cluster: tuple[str, list[Popen[bytes]]],
    sample_clean: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    """A build on a cluster of which a worker is killed midway gives the files of a local one, and its words.

    Those of the sample are none.
    """
    address, workers = cluster
    root = copied(tmp_path)
    monkeypatch.chdir(root)  # whose paths are relative: they are looked at from here

    def kill() -> None:
        while not sum(one.is_file() for one in (root / ".tieout").rglob("*")) > 2:
            time.sleep(0.01)
        workers[0].kill()

    midway = threading.Thread(target=kill)
    midway.start()
    far = pipeline.build(
        Path(), (), archive=Path("archive"), output=Path("output"), scheduler=address, step_seconds=300
    )
    midway.join()
    assert workers[0].wait() != 0
    assert held(root / "output") == held(sample_clean / "output")
    assert far.problems == ()
    assert far.well


# --- without a cluster ---------------------------------------------------------------------------


def test_each_thing_that_is_not_the_same_is_said(tmp_path: Path):
    """A worker with other code, libraries or files is told which; one with the same is told nothing."""
    root = repository(tmp_path / "root", {"/charts/a.py": "USES = ()\n"})
    here = witness(root, tmp_path)
    assert here.unlike(witness(root, tmp_path)) == ""
    for there, words in (
        (replace(here, code="other"), "it has another version of tieout's own code"),
        (replace(here, python="3.99"), f"it has Python 3.99; here is Python {here.python}"),
        (replace(here, native={**here.native, "zlib": "1"}), "it has zlib 1; here is zlib "),
        (replace(here, libraries={}), "it has no "),
        (replace(here, files=""), f"it does not see {root}: share the folder with it, at the same path"),
        (witness(root, tmp_path / "elsewhere"), f"it does not see {tmp_path}: share"),
    ):
        assert here.unlike(there).startswith(words)
    (root / "charts/a.py").write_text("USES = ()  # another\n")
    told = f"what it sees in {root} (content/, charts/, templates/) is not what is here"
    assert here.unlike(witness(root, tmp_path)) == told
    assert witness(tmp_path / "elsewhere", tmp_path).files == ""


def test_snapshots_and_the_place_of_files_are_witnessed(tmp_path: Path):
    """A machine that has no, or other, snapshots, or does not see where files go, is told; no other is."""
    archive, passing = tmp_path / "archive", tmp_path / "output" / "passing"
    archive.mkdir()
    passing.mkdir(parents=True)
    (archive / "filing.txt").write_text("one")
    root = repository(tmp_path / "root")
    given = root, tmp_path, str(archive), str(passing)
    here = witness(*given)
    (archive / "notes.md").write_text("no snapshot")
    assert here.unlike(witness(*given)) == ""
    (archive / "filing.txt").write_text("another")
    assert here.unlike(witness(*given)) == f"what it sees in {archive} is not what is here"
    (archive / "filing.txt").rename(archive / "other.txt")
    assert here.unlike(witness(*given)) == f"what it sees in {archive} is not what is here"
    away = replace(here, snapshots=witness(*given[:2], f"{archive}-not").snapshots)
    assert here.unlike(away) == f"it does not see {archive}: share the folder with it, at the same path"
    passing.rmdir()
    away = replace(here, passing=witness(*given).passing)
    assert here.unlike(away).startswith(f"it does not see {passing.parent}: share the folder")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("--scheduler", "nonsense"), "`nonsense` is no address of a scheduler: write it as tcp://HOST:PORT"),
        (("--scheduler", "tcp://127.0.0.1:1"), "no scheduler answers at tcp://127.0.0.1:1: "),
        (("--scheduler", "tcp://127.0.0.1:1", "--jobs", "2"), "--jobs is of this machine"),
    ],
)
def test_a_scheduler_that_cannot_be_used_is_a_wrong_call(tmp_path: Path, monkeypatch, call, words):
    """An address that leads nowhere ends the call with 2, and says so."""
    monkeypatch.setattr("tieout.scheduler._ANSWERS", 1)
    done = CliRunner().invoke(command, ["build", "--root", str(copied(tmp_path)), *call])
    assert done.exit_code == 2
    assert words in " ".join(done.output.split())


def test_without_dask_a_scheduler_is_a_wrong_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where Dask is not installed it is said how to; a build without a scheduler does not ask for it."""
    for name in ("dask", "distributed"):
        monkeypatch.setitem(sys.modules, name, None)
    call = ["build", "--root", str(repository(tmp_path))]
    done = CliRunner().invoke(command, [*call, "--scheduler", "tcp://127.0.0.1:1"])
    assert (done.exit_code, "pip install 'tieout[dask]'" in done.output) == (2, True)
    assert CliRunner().invoke(command, call).exit_code == 0
