"""Several cases beside one of them: the same figures of each, how far each is from the base, and how sure that is.

All are drawn with the same numbers, so what is left in a difference is what differs between the cases, and its standard
error is far below that of either figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan

import numpy as np

from costmodel.beliefs.percentiles import quantile, standard_error_of_mean, standard_error_of_quantiles_apart
from costmodel.decisions.comparison import same_draws
from costmodel.decisions.confidence import first_gate
from costmodel.estimates.result import Estimate
from costmodel.files.assumptions import Assumptions
from costmodel.files.categories import cost_categories
from costmodel.typing import Array

MOST = 4  # cases beside each other
FIGURES = ("gate", "budget", "date", "run", "total")
AT_CONFIDENCE = ("gate", "budget", "date")  # percentiles; the others are means
PLACES = ("category", "scope", "activity", "phase")  # what lines are told apart by
TWICE = 2.0  # standard errors within which a difference is not told apart from chance

Place = tuple[str, str, str, str]


@dataclass(frozen=True, eq=False)
class Side:
    """What of one estimate is needed to set it beside others: a fraction of the memory of the whole.

    Attributes:
        assumptions, seed, samples: of the estimate, as are the next two.
        fingerprint: of the estimate.
        version: of the program.
        gate: the activity whose end is the first gate; empty without a gate.
        figures: the figures in `FIGURES`, shape (samples,): money until the first gate (left out without one), money
            until go-live, months to go-live, money for a year of operation, money to the horizon.
        categories: category -> money to the horizon, shape (samples,).
        lines: category, scope, activity (or empty) and phase -> mean money to the horizon.
    """

    assumptions: Assumptions = field(repr=False)
    seed: int
    samples: int
    fingerprint: str
    version: str
    gate: str
    figures: Mapping[str, Array] = field(repr=False)
    categories: Mapping[str, Array] = field(repr=False)
    lines: Mapping[Place, float] = field(repr=False)


def side(est: Estimate) -> Side:
    """What of an estimate is set beside others.

    Args:
        est: an estimate with more than one sample.
    """
    gate = first_gate(est)
    money = {} if gate is None else {"gate": gate[1]}
    lines: dict[Place, float] = {}
    for ledger in est.ledgers():
        for key, amount in ledger.by(*PLACES).items():
            place = (key[0], key[1], key[2], key[3])
            lines[place] = lines.get(place, 0.0) + float(amount.sum()) / est.samples
    figures = {
        "budget": est.to_go_live,
        "date": est.go_live,
        "run": est.run_cost_per_year,
        "total": est.total,
    }
    return Side(
        est.assumptions,
        est.seed,
        est.samples,
        est.fingerprint,
        est.version,
        "" if gate is None else gate[0],
        money | figures,
        est.categories,
        lines,
    )


@dataclass(frozen=True)
class Standing:
    """One figure of one case, and how far it is from that of the base.

    Attributes:
        value: money, or months; NaN where the case has no such figure.
        apart: the value less that of the base; NaN for the base itself, and where the two cannot be compared.
        error: standard error of that; NaN below 2,048 samples, and where there is no difference to be sure of.
        less: share of the samples in which this case needs less than the base; NaN where `apart` is.
    """

    value: float
    apart: float = float("nan")
    error: float = float("nan")
    less: float = float("nan")

    @property
    def told_apart(self) -> bool:
        """Whether the difference is more than the simulation's own chance makes; True where that is not known."""
        return not isnan(self.apart) and self.apart != 0 and not abs(self.apart) <= TWICE * self.error


def standings(sides: Sequence[Side], base: int, confidence: float) -> dict[str, tuple[Standing, ...]]:
    """Every figure of every case, against those of the base.

    Money until the first gate is held against that of another case only where both come to the same gate first.

    Args:
        sides: the cases.
        base: the place of the base among them.
        confidence: of the percentiles, such as 0.8.

    Returns:
        figure -> a standing for each case, in the order of the cases.

    Raises:
        ValueError: different seeds, numbers of samples or currencies; the sentence says which.
    """
    for one in sides:
        same_draws(sides[base], one)
    held = [None if place == base else sides[base] for place in range(len(sides))]
    return {
        figure: tuple(_standing(figure, one, other, confidence) for one, other in zip(sides, held, strict=True))
        for figure in FIGURES
    }


def _standing(figure: str, one: Side, base: Side | None, confidence: float) -> Standing:
    here = one.figures.get(figure)
    if here is None:
        return Standing(float("nan"))
    value = _level(figure, here, confidence)
    there = None if base is None else base.figures.get(figure)
    if there is None or (figure == "gate" and base is not None and base.gate != one.gate):
        return Standing(value)
    if figure in AT_CONFIDENCE:
        error = standard_error_of_quantiles_apart(there, here, confidence)
    else:
        error = standard_error_of_mean(here - there)
    return Standing(value, value - _level(figure, there, confidence), error, float(np.mean(here < there)))


def _level(figure: str, values: Array, confidence: float) -> float:
    return quantile(values, confidence) if figure in AT_CONFIDENCE else float(values.mean())


@dataclass(frozen=True)
class Part:
    """What a category adds to the difference of two cases: money to the horizon in both, and the difference's error."""

    category: str
    before: float
    after: float
    error: float

    @property
    def apart(self) -> float:
        """Mean money to the horizon, more or less than in the first case."""
        return self.after - self.before


def parts(base: Side, other: Side) -> list[Part]:
    """The difference of two cases by category; the parts add up to the difference of their means to the horizon.

    Returns:
        a part for each category, the largest difference first.

    Raises:
        ValueError: different seeds, numbers of samples or currencies; the sentence says which.
    """
    same_draws(base, other)
    found = []
    for name in cost_categories():
        before, after = base.categories[name], other.categories[name]
        found.append(Part(name, float(before.mean()), float(after.mean()), standard_error_of_mean(after - before)))
    return sorted(found, key=lambda part: -abs(part.apart))
