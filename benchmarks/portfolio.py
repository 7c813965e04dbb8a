"""How fast a portfolio is: levelling against estimating, thirty initiatives, workers, memory; ratios within one run.

Processor time, so that a shared machine counts little; what workers save is wall time. `--large` adds the memory of
thirty initiatives at 100,000 samples, `--cluster` a thousand initiatives on a local Dask cluster.
"""

import argparse
import resource
import time
from collections.abc import Callable
from dataclasses import replace

import costmodel as cm
from costmodel.beliefs.sampling import forget
from costmodel.initiative.calendar import calendar_month, written_month
from costmodel.portfolio.portfolio import Initiative, Portfolio

SAMPLES = 10_000
SCENARIOS = ("three_week_model", "credit_scoring", "visual_inspection", "predictive_maintenance")
PEOPLE = {"data_scientist": 6.0, "ml_engineer": 4.0, "data_engineer": 5.0}  # of thirty initiatives
JANUARY = calendar_month(2027, 1)


def portfolio(initiatives: int, people: dict[str, float]) -> Portfolio:
    """Initiatives of four kinds that start over two years."""
    kinds = [cm.load(scenarios=[name]) for name in SCENARIOS]
    starts = [written_month(JANUARY + number % 24) for number in range(initiatives)]
    several = {
        f"initiative-{number}": Initiative(kinds[number % len(kinds)].with_changes({"initiative.start": start}))
        for number, start in enumerate(starts)
    }
    return Portfolio("benchmark", {}, several, {role: [(0.0, most)] for role, most in people.items()})


def taken(what: Callable[[], object], clock: Callable[[], float] = time.process_time, runs: int = 3) -> float:
    """Seconds of the quickest of some runs."""
    found = []
    for _ in range(runs):
        forget()
        start = clock()
        what()
        found.append(clock() - start)
    return min(found)


def both(what: Callable[[], object]) -> tuple[float, tuple[float, float]]:
    """Seconds of wall time, and of processor time of this process and of those that it started."""
    forget()
    who = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    before, start = [resource.getrusage(one) for one in who], time.perf_counter()
    what()
    wall, after = time.perf_counter() - start, [resource.getrusage(one) for one in who]
    own, others = (b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime for a, b in zip(before, after, strict=True))
    return wall, (own, others)


def say(what: str, found: str, meant: str) -> None:
    print(f"{what:<62}{found:>26}   meant: {meant}", flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--large", action="store_true")
    asked.add_argument("--cluster", action="store_true")
    given = asked.parse_args()

    one = portfolio(1, {})
    assumptions = next(iter(one.values())).assumptions
    roles = dict.fromkeys(assumptions.structure.plan.roles, 1.0)
    levelled = replace(one, people={role: [(0.0, most)] for role, most in roles.items()})
    estimate = taken(lambda: cm.estimate(assumptions, SAMPLES))
    free = taken(lambda: cm.estimate_portfolio(one, SAMPLES))
    scarce = taken(lambda: cm.estimate_portfolio(levelled, SAMPLES))
    say("an estimate, 10,000 samples", f"{estimate:.2f} s", "")
    say("a portfolio of one, nobody scarce", f"{free / estimate:.2f} estimates", "")
    say("levelling one initiative, every role one person", f"{(scarce - free) / estimate:.2f} estimates", "at most 1")

    thirty = portfolio(30, PEOPLE)
    together = taken(lambda: cm.estimate_portfolio(thirty, SAMPLES), runs=1)
    say("30 initiatives, 10,000 samples, levelled", f"{together / estimate:.0f} estimates", "at most 60")

    few = portfolio(4, PEOPLE)
    wall, alone = both(lambda: cm.estimate_portfolio(few, 10 * SAMPLES))
    two_wall, two = both(lambda: cm.estimate_portfolio(few, 10 * SAMPLES, workers=2))
    say("4 initiatives, 100,000 samples: two workers", f"{wall / two_wall:.2f} times as fast", "at least 1.8")
    at_best = alone[0] / (two[0] + two[1] / 2)
    say("  the same by processor time, as if nothing else ran", f"{at_best:.2f} times as fast", "")
    if given.large:
        cm.estimate_portfolio(thirty, 10 * SAMPLES)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        say("30 initiatives, 100,000 samples, levelled", f"{peak:,.0f} MB at the peak", "below 1,000 MB")
    if given.cluster:
        from distributed import Client

        with Client(n_workers=2, threads_per_worker=1, dashboard_address=None) as client:
            many = portfolio(1_000, {})
            took = taken(lambda: cm.estimate_portfolio(many, SAMPLES, client=client), time.perf_counter, 1)
        say("1,000 initiatives, 10,000 samples, two workers of a cluster", f"{took:,.0f} s", "without error")


if __name__ == "__main__":
    main()
