"""Claims about simulations that several processes share, and about figures that are kept in a file."""

import multiprocessing
import os
import signal
import time

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import BLOCK
from costmodel.estimates import simulation
from costmodel.estimates.keeping import Filed, NoRoomError
from costmodel.estimates.workers import Crew, WorkerLostError, shares


def squared(number: int) -> int:
    return number * number


def failing(number: int) -> int:
    raise ValueError(f"task {number}")


def ended(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


@pytest.mark.parametrize(("blocks", "workers", "most"), [(1, 2, 4), (25, 2, 4), (245, 2, 4), (7, 3, 4), (25, 16, 4)])
def test_tasks_are_all_blocks_once_and_in_order(blocks: int, workers: int, most: int) -> None:
    tasks = shares(blocks, workers, most)
    assert [block for task in tasks for block in task] == list(range(blocks))
    assert all(1 <= len(task) <= most for task in tasks)


def test_a_crew_does_every_task_once_and_leaves_no_process() -> None:
    assert dict(Crew(squared, 9, 2).results()) == {number: number**2 for number in range(9)}
    assert multiprocessing.active_children() == []


def test_a_crew_that_is_broken_off_leaves_no_process() -> None:
    results = Crew(squared, 1000, 2).results()
    next(results)
    results.close()
    assert multiprocessing.active_children() == []


def in_process(number: int) -> int:
    time.sleep(0.02)
    return os.getpid()


def test_a_crew_that_is_joined_does_every_task_once_and_the_one_who_asks_has_a_part_in_it() -> None:
    done = dict(Crew(in_process, 50, 2, here=True).results())
    assert sorted(done) == list(range(50))
    assert len(set(done.values())) == 2
    assert os.getpid() in done.values()
    assert dict(Crew(squared, 1, 4, here=True).results()) == {0: 0}
    assert multiprocessing.active_children() == []


def test_a_process_that_is_ended_beside_the_one_who_asks_is_told() -> None:
    def ended_elsewhere(number: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.01)
        return number

    here = os.getpid()
    with pytest.raises(WorkerLostError, match="ended from outside"):
        list(Crew(ended_elsewhere, 1000, 2, here=True).results())
    assert multiprocessing.active_children() == []


def test_where_processes_cannot_be_copied_figures_are_sent_back(monkeypatch: pytest.MonkeyPatch) -> None:
    samples = 5 * BLOCK
    kept = cm.estimate(cm.load(), samples=samples, seed=5)
    monkeypatch.setattr(simulation, "forks", lambda: False)  # the crew itself copies them here, which takes less time
    sent = cm.estimate(cm.load(), samples=samples, seed=5, workers=2)
    assert all(np.array_equal(sent.figures[name], values) for name, values in kept.figures.items())


def test_what_a_task_raises_is_raised_where_the_job_was_given() -> None:
    with pytest.raises(ValueError, match="task 0"):
        list(Crew(failing, 1, 2).results())
    assert multiprocessing.active_children() == []


def test_a_process_that_is_ended_from_outside_is_told() -> None:
    with pytest.raises(WorkerLostError, match="ended from outside"):
        list(Crew(ended, 4, 2).results())


def test_figures_in_a_file_and_those_of_several_processes_are_those_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    samples = 5 * BLOCK + 77
    kept = cm.estimate(cm.load(), samples=samples, seed=5)
    together = cm.estimate(cm.load(), samples=samples, seed=5, workers=2)
    assert all(np.array_equal(together.figures[name], values) for name, values in kept.figures.items())
    monkeypatch.setattr(simulation, "FILED_FROM", samples)
    for workers in (1, 2):
        filed = cm.estimate(cm.load(), samples=samples, seed=5, workers=workers)
        assert isinstance(filed.figures, Filed)
        assert set(filed.figures) == set(kept.figures)
        assert all(np.array_equal(filed.figures[name], values) for name, values in kept.figures.items())
        assert filed.summary().equals(kept.summary())


def test_a_number_that_is_the_same_in_all_samples_fills_the_file() -> None:
    filed = Filed(["a", "b"], 5)
    filed.put(0, 3, {"a": np.arange(3.0), "b": np.ones(1)})
    filed.put(3, 5, {"a": np.array([7.0, 8.0]), "b": np.full(1, 2.0)})
    assert filed["a"].tolist() == [0, 1, 2, 7, 8]
    assert filed["b"].tolist() == [1, 1, 1, 2, 2]


def test_a_full_disk_is_told_with_what_was_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    filed = Filed(["a"], 5)
    monkeypatch.setattr(os, "pwrite", full)
    with pytest.raises(NoRoomError, match=r"No space left on device.*TMPDIR"):
        filed.put(0, 5, {"a": np.zeros(5)})
