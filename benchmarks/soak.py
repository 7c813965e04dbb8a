"""Half an hour with twenty viewers who move, save, shut their laptops and come again; what has grown, and what is left.

    python benchmarks/soak.py                             20 viewers, 30 minutes
    python benchmarks/soak.py --viewers 10 --minutes 6

Without browsers, which would take more of the machine than what is measured: each viewer speaks with its process over
the connection that the page would use. One in five vanishes every minute or two, or closes the tab, and comes again.
Memory is the proportional set size of all processes together, looked at every ten seconds and averaged over minutes; it
may grow by less than 5 % from the fifth minute (or from the second one in a run of less than eight) to the last.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.dashboard.line import Viewer, came_in
from tests.dashboard.serving import Served, serving

VIEWERS, MINUTES = 20, 30.0
EVERY = 10.0  # seconds between two looks
ALLOWED = 0.05  # growth
LEVERS = ("plan.data_access.wait", "labelling.items", "hiring.months_open", "roles.data_scientist.availability")
FILES = ("scenario", "one_page", "excel", "pictures")
LONGEST_WAIT = 90  # seconds until all processes are gone: whoever vanished is found after 45


@dataclass
class Soak:
    """What has happened so far.

    Attributes:
        took: milliseconds of each move.
        memory: megabytes of all processes, with the seconds since the beginning.
    """

    served: Served
    until: float
    took: list[float] = field(default_factory=list)
    saved: int = 0
    gone: int = 0
    errors: list[str] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)

    @property
    def goes_on(self) -> bool:
        """Whether there is time left."""
        return time.monotonic() < self.until

    async def look(self, chance: random.Random, restless: bool) -> None:
        """One person: comes, moves, reads, saves, and leaves in one way or the other; the restless come again."""
        while self.goes_on:
            leaves = min(self.until, time.monotonic() + chance.uniform(60, 120)) if restless else self.until
            try:
                viewer = await came_in(self.served)
                while time.monotonic() < leaves:
                    await self.play(viewer, chance)
                    await asyncio.sleep(chance.uniform(2, 8))
                if chance.random() < 0.5:
                    viewer.vanish()
                else:
                    await viewer.close()
                self.gone += 1
            except Exception as error:  # noqa: BLE001  a benchmark counts them
                self.errors.append(f"{type(error).__name__}: {error}"[:300])
                await asyncio.sleep(5)

    async def play(self, viewer: Viewer, chance: random.Random) -> None:
        """A lever is dragged through ten places; now and then a file is saved or a sheet opened."""
        lever = chance.choice(LEVERS)
        for _ in range(10):
            start = time.perf_counter()
            value = chance.choice((2, 5, 8)) if lever.startswith("hiring") else chance.uniform(10, 60)
            told = await viewer.ask("slide", name=lever, value=value if "avail" not in lever else value / 100)
            self.took.append(1e3 * (time.perf_counter() - start))
            if 'role="alert"' in told.get("regions", {}).get("fault", ""):
                self.errors.append(f"{lever}: {told['regions']['fault'][:200]}")
        if chance.random() < 0.2:
            told = await viewer.ask("download", name=chance.choice(FILES))
            self.saved += "file" in told
            await viewer.ask("share")
            await viewer.ask("closed")

    async def watch(self) -> None:
        """Look at the memory of all processes."""
        began = time.monotonic()
        while True:
            await asyncio.sleep(EVERY)
            self.memory.append((time.monotonic() - began, await asyncio.to_thread(self.used)))

    def used(self) -> float:
        """Megabytes of the server, the warm process and each viewer, per viewer who is there."""
        server = psutil.Process(self.served.process.pid)
        viewers = self.served.kernels()
        every = [server, *server.children(recursive=True)]
        sizes = []
        for process in every:
            try:
                sizes.append(process.memory_full_info().pss / 1e6)
            except psutil.Error:
                continue
        return sum(sizes) / max(len(viewers), 1)

    def minute(self, number: int) -> float:
        """The mean of a minute, from 1 on."""
        return statistics.mean(used for at, used in self.memory if number - 1 <= at / 60 < number)


async def soak(served: Served, viewers: int, minutes: float) -> Soak:
    """All of them."""
    run = Soak(served, time.monotonic() + 60 * minutes)
    watching = asyncio.create_task(run.watch())
    chances = [random.Random(number) for number in range(viewers)]  # noqa: S311 - nothing is kept secret with them
    await asyncio.gather(*(run.look(chance, number % 5 == 0) for number, chance in enumerate(chances)))
    watching.cancel()
    return run


def main() -> int:
    """Print what was seen; 1 where something is not as it is meant to be."""
    asked = argparse.ArgumentParser(allow_abbrev=False)
    asked.add_argument("--viewers", type=int, default=VIEWERS)
    asked.add_argument("--minutes", type=float, default=MINUTES)
    options = asked.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="cm-") as place,
        tempfile.TemporaryDirectory() as folder,
        serving(
            Path(folder), "--viewers", str(2 * options.viewers), last=options.minutes * 60 + 600, TMPDIR=place
        ) as it,
    ):
        server = psutil.Process(it.process.pid)
        open_before, threads_before = server.num_fds(), server.num_threads()
        run = asyncio.run(soak(it, options.viewers, options.minutes))
        end = time.monotonic() + LONGEST_WAIT
        while it.kernels() and time.monotonic() < end:
            time.sleep(1)
        time.sleep(3)  # their folders follow them
        left = list(Path(place).glob("costmodel-*/*"))
        more_open, more_threads = server.num_fds() - open_before, server.num_threads() - threads_before
        processes, said = len(it.kernels()), it.said()
    last = int(run.memory[-1][0] // 60)
    first = 5 if last >= 8 else 2
    growth = run.minute(last) / run.minute(first) - 1
    ordered = sorted(run.took)
    p95 = ordered[int(0.95 * len(ordered))]
    print(f"{options.viewers} viewers, {options.minutes:g} minutes: {len(run.took):,} moves, {run.saved} files saved,")
    print(f"{run.gone} times somebody left; a move p50 {statistics.median(ordered):.0f} ms, p95 {p95:.0f} ms")
    print("MB a viewer, minute by minute: " + " ".join(f"{run.minute(one):.0f}" for one in range(1, last + 1)))
    print(f"growth from minute {first} to minute {last}: {growth:+.1%} (less than {ALLOWED:.0%})")
    print(f"left: {processes} processes, {len(left)} files; descriptors {more_open:+}, threads {more_threads:+}")
    print(f"errors: {len(run.errors)}; tracebacks in the log: {said.count('Traceback')}")
    for error in sorted(set(run.errors))[:5]:
        print(f"    {error}")
    return int(bool(run.errors or processes or left or growth >= ALLOWED or "Traceback" in said))


if __name__ == "__main__":
    sys.exit(main())
