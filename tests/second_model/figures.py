"""The figures on which the two models must agree, each with the error that its own simulation makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tests.second_model.beliefs import Array
from tests.second_model.model import Simulated

SHARES = (0.1, 0.5, 0.8, 0.9)
IN_FULL = ("to_go_live", "after_go_live", "total", "months to go-live", "whole life, retired", "whole life, replaced")

Figures = dict[str, tuple[float, float]]


@dataclass(frozen=True)
class Errors:
    """How a simulation states the standard error of a mean, and of a percentile."""

    of_mean: Callable[[Array], float]
    of_quantile: Callable[[Array, float], float]


def plain_error_of_mean(values: Array) -> float:
    """Of independent samples."""
    return float(values.std(ddof=1) / np.sqrt(len(values)))


def plain_error_of_quantile(values: Array, share: float) -> float:
    """Of independent samples: from the ranks between which the percentile lies, one binomial error to either side."""
    reach = np.sqrt(share * (1 - share) / len(values))
    low, high = np.quantile(values, [max(share - reach, 0), min(share + reach, 1)])
    return float(high - low) / 2


PLAIN = Errors(plain_error_of_mean, plain_error_of_quantile)


def figures(arrays: dict[str, Array], errors: Errors) -> Figures:
    """Each figure with its standard error: means of all, percentiles of the large ones, what follows from several."""
    found: Figures = {}
    for name, values in arrays.items():
        found[f"{name}, mean"] = float(values.mean()), errors.of_mean(values)
        for share in SHARES if name in IN_FULL else ():
            at = float(np.quantile(values, share))
            found[f"{name}, P{100 * share:.0f}"] = at, errors.of_quantile(values, share)
    for name, part, whole in (
        ("cost per success", "spent", "reached"),
        ("cost per productive month", "spent", "productive months"),
        ("still in production after 36 months", "in production after 36 months", "reached"),
    ):
        ratio = float(arrays[part].mean() / arrays[whole].mean())
        error = errors.of_mean(arrays[part] - ratio * arrays[whole])
        found[name] = ratio, error / float(arrays[whole].mean())
    return found


def arrays_of(simulated: Simulated) -> dict[str, Array]:
    """What the figures are made of, sample by sample."""
    plan, lines, nothing = simulated.plan, simulated.lines, simulated.plan.nothing
    found = {
        scope: sum((line.amount for line in lines if line.scope == scope), nothing)
        for scope in ("to_go_live", "after_go_live")
    }
    found["total"] = found["to_go_live"] + found["after_go_live"]
    found["months to go-live"] = plan.go_live
    found["months to the accepted prototype"] = plan.accepted
    found["months of waiting on the way"] = plan.passed["release"].waiting
    for category in sorted({line.category for line in lines}):
        for scope in ("to_go_live", "after_go_live"):
            own = (line.amount for line in lines if (line.category, line.scope) == (category, scope))
            found[f"{category}, {scope}"] = sum(own, nothing)
    for layer in ("prototype", "software", "ml", "ml_idle"):
        own = (line.amount for line in lines if (line.layer, line.scope) == (layer, "to_go_live"))
        found[f"layer {layer}, to_go_live"] = sum(own, nothing)
    found["reached"] = (plan.stop == np.inf).astype(float)
    found["spent"] = sum((line.spent(plan.end, found["reached"]) for line in lines), nothing)
    found["productive months"] = found["reached"] * np.minimum(plan.lifetime, simulated.values["initiative.horizon"])
    found["whole life, retired"] = sum((line.spent(plan.retired, nothing + 1) for line in lines), nothing)
    ends = sum((line.amount for line in lines if line.at_retirement), nothing)
    successor = simulated.values["operations.replacement"] * found["to_go_live"] + ends
    found["whole life, replaced"] = found["total"] + plan.given_up * successor
    found["in production after 36 months"] = found["reached"] * (plan.lifetime > 36)
    for name, critical in plan.critical.items():
        found[f"{name} is critical"] = critical
    return found


def z(one: tuple[float, float], other: tuple[float, float]) -> float:
    """By how many standard errors two figures differ; exact figures must be equal to nine digits."""
    difference, error = one[0] - other[0], float(np.hypot(one[1], other[1]))
    if abs(difference) <= 1e-9 * max(abs(one[0]), abs(other[0])):
        return 0.0
    return difference / error if error > 0 else float("inf")
