"""Who computes the blocks of a portfolio: this process, several of them, or a Dask cluster; the same figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Protocol

from costmodel.estimates.workers import Crew, WorkerLostError
from costmodel.typing import Array

AGAIN = 3  # times that a block is given to another worker when one was lost
Figures = dict[str, Array]


class Work(Protocol):
    """From the number of a task to its figures."""

    @property
    def tasks(self) -> int: ...
    def __call__(self, number: int) -> Figures: ...


def done_by(work: Work, workers: int, client: Any = None) -> Iterator[tuple[int, Figures]]:
    """The figures of each task, as they come; one whose worker was lost is computed again by another.

    Args:
        work: what is done in a task. It hangs on its number alone, so the figures are the same whoever does it.
        workers: processes of this machine, where there is no client.
        client: of `dask.distributed`, or the address of its scheduler.

    Raises:
        WorkerLostError: workers were lost again and again.
        ModuleNotFoundError: a client is asked for, and `distributed` is not installed.
    """
    if client is not None:
        return _by_cluster(work, client)
    if workers > 1 and work.tasks > 1:
        return _by_processes(work, workers)
    return ((number, work(number)) for number in range(work.tasks))


def _by_processes(work: Work, workers: int) -> Iterator[tuple[int, Figures]]:
    left = list(range(work.tasks))
    for attempt in range(AGAIN + 1):
        try:
            numbers = tuple(left)
            for place, figures in Crew(_Some(work, numbers), len(numbers), workers).results():
                left.remove(numbers[place])
                yield numbers[place], figures
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


def _by_cluster(work: Any, client: Any) -> Iterator[tuple[int, Figures]]:
    from distributed import CancelledError, Client, as_completed
    from distributed.comm.core import CommClosedError
    from distributed.scheduler import KilledWorker

    own = Client(client) if isinstance(client, str) else None
    cluster = own or client
    sent = replace(work, figures=None)  # a file of this machine is none of a cluster's: figures are sent back
    left = set(range(work.tasks))
    try:
        for attempt in range(AGAIN + 1):
            try:
                numbers = {cluster.submit(sent, number, retries=AGAIN, pure=False): number for number in sorted(left)}
                for future in as_completed(list(numbers)):
                    figures = future.result()  # one after the other: so much at once overruns the connection
                    left.discard(number := numbers.pop(future))  # and the cluster lets go of it
                    yield number, figures
            except (CancelledError, CommClosedError, KilledWorker):  # a scheduler that was restarted forgets its tasks
                if attempt == AGAIN:
                    raise
            else:
                return
    finally:
        if own is not None:
            own.close()
