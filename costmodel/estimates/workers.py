"""Several processes share the blocks of one simulation; every sample is the same whichever of them computes it."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")
Told = tuple[int, Any, BaseException | None]  # the number of a task, its result, or what went wrong


class WorkerLostError(RuntimeError):
    """A process ended before its work was done."""

    def __init__(self, exitcode: int | None) -> None:
        super().__init__(
            f"a process of the simulation was ended from outside (code {exitcode}), perhaps for want of memory; "
            "ask for fewer workers or samples"
        )


def forks() -> bool:
    """Whether a process can be copied as it stands, so that it starts with all that is loaded and worked out."""
    return "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


class Crew(Generic[Result]):
    """Processes that do the tasks of one job and then end; they end too where the job is broken off.

    A copied process costs some milliseconds, so none is kept waiting between jobs. Where processes cannot be copied,
    new ones are started, to which the work has to be sent.

    Args:
        work: from the number of a task to its result, which is sent back.
        tasks: how many there are; whoever is free takes the next.
        workers: how many processes.
        here: whether this process is one of them. It then fetches results only between two tasks, so they should be
            small: whoever cannot hand one over waits.
    """

    def __init__(self, work: Callable[[int], Result], tasks: int, workers: int, *, here: bool = False) -> None:
        self._work, self._tasks, self._workers, self._here = work, tasks, min(workers, tasks), here

    def results(self) -> Iterator[tuple[int, Result]]:
        """The number and the result of each task, as they come.

        Raises:
            WorkerLostError: a process ended before its work was done. What a task raises is raised here.
        """
        context: Any = multiprocessing.get_context("fork" if forks() else "spawn")
        following = context.Value("l", 0)
        crew: dict[Any, Any] = {}
        try:
            for _ in range(self._workers - self._here):
                here, there = context.Pipe(duplex=False)
                one = context.Process(target=_do, args=(self._work, self._tasks, following, there), daemon=True)
                one.start()
                there.close()  # so that the end of the process is the end of the pipe
                crew[here] = one
            at_work = dict(crew)
            done = 0
            while self._here and (number := _next(following)) < self._tasks:
                yield number, self._work(number)
                done += 1
                for told in self._told(at_work, at_once=True):
                    yield told
                    done += 1
            while done < self._tasks:
                for told in self._told(at_work):
                    yield told
                    done += 1
        finally:
            for here, one in crew.items():
                one.terminate()
                one.join()
                here.close()

    def _told(self, crew: dict[Any, Any], *, at_once: bool = False) -> Iterator[tuple[int, Result]]:
        """What processes have to hand over; unless it is wanted at once, this waits until there is something."""
        if not (crew or at_once):
            raise WorkerLostError(0)
        ready: Any = wait(list(crew), 0 if at_once else None)
        for here in ready:
            try:
                number, result, fault = here.recv()
            except EOFError:
                one = crew.pop(here)
                one.join()
                if one.exitcode:
                    raise WorkerLostError(one.exitcode) from None
                continue
            if fault is not None:
                raise fault
            yield number, result


def _do(work: Callable[[int], Any], tasks: int, following: Any, told: Any) -> None:
    """What a process of the crew does: the next task, until none is left."""
    try:
        while (number := _next(following)) < tasks:
            try:
                message: Told = number, work(number), None
            except Exception as fault:  # noqa: BLE001  it is raised where the job was given
                message = number, None, fault
            told.send(message)
    except KeyboardInterrupt:
        pass  # the one who gave the job tells it


def _next(following: Any) -> int:
    with following.get_lock():
        number = int(following.value)
        following.value = number + 1
    return number


def shares(blocks: int, workers: int, most: int) -> Sequence[range]:
    """Blocks in a row as tasks: large ones first, small ones at the end, so that all finish at about the same time.

    Args:
        blocks: how many there are.
        workers: how many processes share them.
        most: blocks in a task.
    """
    tasks, first = [], 0
    while first < blocks:
        size = min(most, max(2, (blocks - first) // (workers + 1)), blocks - first)
        tasks.append(range(first, first + size))
        first += size
    return tasks
