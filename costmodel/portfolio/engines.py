"""Who computes the blocks of a portfolio: this process, several of them, or a Dask cluster; the same figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

from costmodel.estimates.workers import Crew, WorkerLostError
from costmodel.typing import Array

AGAIN = 3  # times that a block is given to another worker when one was lost
SOONER = 1  # priority of what is sent back: else it waits, and fills the memory, until all blocks are computed
Figures = dict[str, Array]


class Work(Protocol):
    """From the number of a task to its figures; `parts` says which of them a cluster sends back at once."""

    parts: Sequence[Sequence[str]]

    def __call__(self, number: int) -> Figures: ...


Told = tuple[int, Figures, bool]  # the number of a task, some of its figures, and whether they are the last of it


def done_by(work: Any, numbers: Sequence[int], workers: int, client: Any = None) -> Iterator[Told]:
    """The figures of each task, as they come; one whose worker was lost is computed again by another.

    Args:
        work: what is done in a task, as `Work`. It hangs on its number alone, so the figures are the same whoever
            does it; some may come a second time where a worker was lost.
        numbers: of the tasks.
        workers: processes of this machine, where there is no client.
        client: of `dask.distributed`, or the address of its scheduler.

    Raises:
        WorkerLostError: workers were lost again and again.
        ModuleNotFoundError: a client is asked for, and `distributed` is not installed.
    """
    if client is not None:
        return _by_cluster(work, numbers, client)
    if workers > 1 and len(numbers) > 1:
        return _by_processes(work, numbers, workers)
    return ((number, work(number), True) for number in numbers)


def _by_processes(work: Work, numbers: Sequence[int], workers: int) -> Iterator[Told]:
    left = list(numbers)
    for attempt in range(AGAIN + 1):
        try:
            given = tuple(left)
            for place, figures in Crew(_Some(work, given), len(given), workers).results():
                left.remove(given[place])
                yield given[place], figures, True
        except WorkerLostError:
            if attempt == AGAIN:
                raise
        else:
            return


class _Some:
    """The work on some of the blocks, which a crew counts from 0."""

    def __init__(self, work: Work, numbers: tuple[int, ...]) -> None:
        self._work, self._numbers = work, numbers

    def __call__(self, place: int) -> Figures:
        return self._work(self._numbers[place])


def _by_cluster(work: Any, numbers: Sequence[int], client: Any) -> Iterator[Told]:
    from distributed import CancelledError, Client, as_completed
    from distributed.comm.core import CommClosedError
    from distributed.scheduler import KilledWorker

    own = Client(client) if isinstance(client, str) else None
    cluster = own or client
    sent = replace(work, figures=None)  # a file of this machine is none of a cluster's: figures are sent back
    left = set(numbers)
    try:
        for attempt in range(AGAIN + 1):
            try:
                asked = _asked_of(cluster, sent, sorted(left))
                still = dict.fromkeys(left, len(work.parts))
                for future in as_completed(list(asked)):
                    figures = future.result()  # one after the other: so much at once overruns the connection
                    number = asked.pop(future)  # and the cluster lets go of it
                    still[number] -= 1
                    if not still[number]:
                        left.discard(number)
                    yield number, figures, not still[number]
            except (CancelledError, CommClosedError, KilledWorker):  # a scheduler that was restarted forgets its tasks
                if attempt == AGAIN:
                    raise
            else:
                return
    finally:
        if own is not None:
            own.close()


def _asked_of(cluster: Any, work: Work, numbers: Sequence[int]) -> dict[Any, int]:
    """What a cluster is asked for: the parts of each task's figures, each with the number of its task.

    The portfolio is sent once and not with each task, and figures in parts: of a thousand initiatives both are large.
    """
    again = {"pure": False, "retries": AGAIN}
    given, asked = cluster.submit(_given, work, **again), {}
    for number in numbers:
        done = cluster.submit(_done, given, number, **again)
        for part in range(len(work.parts)):
            asked[cluster.submit(_part, given, done, part, priority=SOONER, **again)] = number
    return asked


def _given(work: Work) -> Work:
    return work


def _done(work: Work, number: int) -> Figures:
    return work(number)


def _part(work: Work, figures: Figures, part: int) -> Figures:
    return {name: figures[name] for name in work.parts[part]}
