"""Both models side by side: ``python -m tests.second_model.comparison`` with many samples, the suite with few."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np

import costmodel as cm
from costmodel.beliefs.percentiles import standard_error_of_mean, standard_error_of_quantile
from tests.second_model.beliefs import Array
from tests.second_model.cases import EVERYTHING, LONG, Compared
from tests.second_model.figures import PLAIN, Errors, Figures, arrays_of, figures, z
from tests.second_model.model import simulate
from tests.second_model.reading import Case, read

CASES = (
    Compared("baseline"),
    *(Compared(name, (name,)) for name in cm.scenarios()),
    Compared("credit_scoring + mlops", ("credit_scoring", "mlops")),
    EVERYTHING,
    LONG,
)
AT_ONCE = 20_000
ENGINE = Errors(standard_error_of_mean, standard_error_of_quantile)


def as_loaded(case: Compared) -> cm.Assumptions:
    """A case as the product reads it."""
    return cm.load(scenarios=list(case.scenarios)).with_changes(case.changes)


def as_read(case: Compared) -> Case:
    """A case as the second model reads it."""
    return read(case.scenarios, case.changes)


def by_the_engine(case: Compared, samples: int) -> Figures:
    """The figures as the product computes them."""
    est = cm.estimate(as_loaded(case), samples=samples, seed=1)
    arrays = {
        "to_go_live": est.to_go_live,
        "after_go_live": est.after_go_live,
        "total": est.total,
        "months to go-live": est.go_live,
        "months to the accepted prototype": est.accepted,
        "months of waiting on the way": est.figures["waiting"],
    }
    for category in sorted(est.categories):
        for scope in ("to_go_live", "after_go_live"):
            arrays[f"{category}, {scope}"] = est.figures[f"{scope} {category}"]
    arrays |= {f"layer {layer}, to_go_live": values for layer, values in est.layers.items()}
    arrays["reached"], arrays["spent"], arrays["productive months"] = est.reached, est.spent, est.productive_months
    arrays["whole life, retired"], arrays["whole life, replaced"] = est.whole_life_retired, est.whole_life_replaced
    arrays["in production after 36 months"] = est.reached * (est.figures["lifetime"] > 36)
    critical = {
        f"{row.activity} is critical, mean": (row.critical, np.sqrt(row.critical * (1 - row.critical) / samples))
        for row in est.timeline().itertuples()
    }
    return figures(arrays, ENGINE) | critical


def by_the_second_model(case: Compared, samples: int) -> Figures:
    """The same from the documents alone."""
    rounds: list[dict[str, Array]] = []
    for start in range(0, samples, AT_ONCE):
        simulated = simulate(as_read(case), min(AT_ONCE, samples - start), seed=1 + start)
        rounds.append(arrays_of(simulated))
    return figures({name: np.concatenate([one[name] for one in rounds]) for name in rounds[0]}, PLAIN)


def compared(engine: Figures, second: Figures) -> Iterator[tuple[str, float, float, float]]:
    """Each figure with its value in both models and the difference in standard errors; infinite where one lacks it."""
    for name in {**engine, **second}:
        if name in engine and name in second:
            yield name, engine[name][0], second[name][0], z(engine[name], second[name])
        else:
            known = engine.get(name, (float("nan"), 0.0))[0], second.get(name, (float("nan"), 0.0))[0]
            yield name, *known, float("inf")


def lines_by_the_engine(case: Compared) -> dict[tuple[str, ...], float]:
    """Every line of the case with every most likely value: item, category, phase, layer, payee, and its amount."""
    likeliest = cm.likeliest(as_loaded(case)).by(["item", "category", "phase", "layer", "payee"])
    return {tuple(map(str, key)): float(amount) for key, amount in likeliest["likeliest"].items()}


def lines_by_the_second_model(case: Compared) -> dict[tuple[str, ...], float]:
    """The same from the documents alone."""
    found: dict[tuple[str, ...], float] = {}
    for line in simulate(as_read(case)).lines:
        key = (line.item, line.category, line.phase, line.layer, line.payee)
        found[key] = found.get(key, 0.0) + float(line.amount[0])
    return found


def main(arguments: list[str]) -> int:
    """Compare every case with so many samples (200,000 unless told) and tell the largest differences."""
    samples = int(arguments[0]) if arguments else 200_000
    worst = 0.0
    for case in CASES:
        rows = list(compared(by_the_engine(case, samples), by_the_second_model(case, samples)))
        rows.sort(key=lambda row: -abs(row[3]))
        worst = max(worst, abs(rows[0][3]))
        print(f"== {case.name}: {len(rows)} figures, {samples:,} samples")  # noqa: T201
        for name, engine, second, errors in rows[:5]:
            print(f"   {name:50} engine {engine:14,.4f}   second {second:14,.4f}   z {errors:5.1f}")  # noqa: T201
    print(f"largest difference: {worst:.1f} standard errors; at most 4 are asked")  # noqa: T201
    return int(worst > 4)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
