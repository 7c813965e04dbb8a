"""How long decisions take, as ratios to the estimate that they are taken on, drawn afresh.

    python benchmarks/decisions.py [SAMPLES]

Absolute times belong to the machine; ratios travel. Processor time, one thread; the median of several runs, taken in
turns with the estimate so that a slower moment of the machine falls on both. What is worked out once for an estimate
is asked of a copy that knows nothing of it yet.
"""

import os
import statistics
import sys
import time
from dataclasses import replace

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import costmodel as cm
from costmodel.beliefs import sampling
from costmodel.decisions.actions import best_actions
from costmodel.decisions.change_bridge import bridge
from costmodel.decisions.comparison import compare
from costmodel.decisions.confidence import contingency, frontier, stage_budgets
from costmodel.decisions.information import value_of_information_for
from costmodel.decisions.mitigations import risks
from costmodel.decisions.sensitivity import drivers, tornado
from costmodel.estimates.variations import Variations

RUNS = 9
TORNADO = 60  # assumptions
TORNADO_SAMPLES = 4_096


def seconds(function) -> float:
    start = time.process_time()
    function()
    return time.process_time() - start


def fresh(assumptions: cm.Assumptions, samples: int) -> None:
    """An estimate of which no column is kept, as the first one of a process is."""
    sampling.forget()
    cm.estimate(assumptions, samples, 1)


def main(samples: int) -> None:
    assumptions = cm.load()
    est = cm.estimate(assumptions, samples, 1)
    other = cm.estimate(assumptions.with_scenario("mlops"), samples, 1)
    benefit = float(est.spent.mean() / est.reaches_production)
    around = Variations(est)
    longer = assumptions.with_likeliest({"plan.data_access.wait": 60.0})
    around.of(longer)
    decisions = {
        "best actions": (lambda: best_actions(assumptions, samples, 1), 3.0),
        "one variation": (lambda: around.of(longer), None),
        "all risks": (lambda: risks(assumptions, samples, 1), None),
        "drivers": (lambda: drivers(replace(est)), 0.3),
        "quality": (lambda: cm.quality(replace(est)), 1.0),
        "value of information": (lambda: value_of_information_for(replace(est), benefit=benefit), 1.0),
        "frontier": (lambda: frontier(est, (0.5, 0.7, 0.8)), None),
        "contingency": (lambda: contingency(est), None),
        "stage budgets": (lambda: stage_budgets(est), None),
        "compare": (lambda: compare(est, other), None),
    }
    ratios: dict[str, list[float]] = {name: [] for name in decisions}
    for function, _ in decisions.values():
        function()  # imports and tables that are made once
    bases = []
    for _ in range(RUNS):
        for name, (function, _) in decisions.items():
            base = seconds(lambda: fresh(assumptions, samples))
            bases.append(base)
            ratios[name].append(seconds(function) / base)
    uncertain = assumptions.uncertain
    print(f"{len(uncertain)} uncertain inputs, {samples:,} samples; estimate {statistics.median(bases) * 1e3:.0f} ms")
    for name, (_, limit) in decisions.items():
        spread = f"{min(ratios[name]):.2f} to {max(ratios[name]):.2f}{f'; at most {limit:g}' if limit else ''}"
        print(f"{name:26} {statistics.median(ratios[name]):6.2f} x the estimate ({spread})")

    cm.estimate(assumptions, TORNADO_SAMPLES, 1)
    took = [seconds(lambda: tornado(assumptions, samples=TORNADO_SAMPLES, names=uncertain[:TORNADO])) for _ in range(3)]
    one = statistics.median(seconds(lambda: cm.estimate(assumptions, TORNADO_SAMPLES, 1)) for _ in range(RUNS))
    print(
        f"{f'tornado of {TORNADO} assumptions':26} {statistics.median(took):6.2f} s at {TORNADO_SAMPLES:,} samples "
        f"(at most 2; {statistics.median(took) / one / (2 * TORNADO):.2f} estimates of {one * 1e3:.1f} ms each run)"
    )
    took = [seconds(lambda: bridge(est, other)) for _ in range(3)]
    changed = len(bridge(est, other)) - 2
    print(f"{f'bridge of {changed} changes':26} {statistics.median(took):6.2f} s at {samples:,} samples")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
