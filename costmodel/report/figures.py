"""The figures of an estimate as plain numbers, for tables and for other programs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from costmodel.beliefs.percentiles import COLUMNS, figures
from costmodel.estimates.experience import added_by_experience, stage
from costmodel.estimates.result import WHOLE_LIVES, Estimate
from costmodel.initiative.calendar import written_month
from costmodel.initiative.identity import KEYS
from costmodel.language.grammar import three_digits
from costmodel.simulation.ledger import SCOPES
from costmodel.typing import Array

CONFIDENCE = 0.8  # of what papers ask for, unless somebody looks at the estimate at another one
SHOWN = ("likeliest", "mean", "p10", "p50", "p80", "p90")
WITH_ERROR = SHOWN[1:]
COSTS = (*SCOPES, "total", *WHOLE_LIVES)


@dataclass(frozen=True)
class Figures:
    """One quantity: likeliest, mean and percentiles by the names in `SHOWN`, each but the first with its error.

    Attributes:
        values: by the names in `SHOWN`; likeliest has every assumption at its most likely value.
        errors: standard errors by the names in `WITH_ERROR`.
        kept: the share of samples at or below the first of the values; NaN where it is not known.
    """

    values: Mapping[str, float]
    errors: Mapping[str, float]
    kept: float = math.nan

    @classmethod
    def of(cls, samples: Array, likeliest: Array) -> Figures:
        """The figures of a simulated quantity, and of all assumptions at their likeliest; (samples,) and (1,)."""
        row = dict(zip(COLUMNS, figures(samples, float(likeliest[0])), strict=True))
        errors = {name: float(row[f"se_{name}"]) for name in WITH_ERROR}
        return cls({name: float(row[name]) for name in SHOWN}, errors, float(np.mean(samples <= likeliest[0])))

    @property
    def largest_error(self) -> float:
        """The largest standard error; NaN where there are too few samples."""
        return max(self.errors.values())

    def as_dict(self) -> dict[str, Any]:
        """Plain numbers for JSON; what is not a number is None."""
        errors = {name: _finite(value) for name, value in self.errors.items()}
        found = {name: _finite(value) for name, value in self.values.items()}
        return found | {"chance_of_likeliest": _finite(self.kept), "standard_error": errors}


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def costs(est: Estimate) -> dict[str, Figures]:
    """Cost to go-live, after it, both to the horizon, and over the life that the model expects, alone and replaced."""
    return {name: Figures.of(getattr(est, name), getattr(est.likeliest, name)) for name in COSTS}


def go_live(est: Estimate) -> Figures:
    """Months from start to go-live."""
    return Figures.of(est.go_live, est.likeliest.go_live)


def _go_live_in(est: Estimate) -> dict[str, str | None]:
    """The calendar month of go-live by figure, as 2029-02; None where no start is said."""
    calendar, months = est.assumptions.calendar, go_live(est).values
    if calendar.start is None:
        return dict.fromkeys(months)
    return {name: written_month(calendar.start + int(value // 1)) for name, value in months.items()}


def categories(est: Estimate) -> dict[str, Figures]:
    """Cost over the whole life by category, in the model's order."""
    likeliest = est.likeliest.categories
    return {name: Figures.of(samples, likeliest[name]) for name, samples in est.categories.items()}


def layers_to_go_live(est: Estimate) -> dict[str, Figures]:
    """Cost to go-live by layer: the prototype, what any software needs, what machine learning adds."""
    likeliest = est.likeliest.layers
    return {name: Figures.of(samples, likeliest[name]) for name, samples in est.layers.items()}


def covered(est: Estimate) -> float | None:
    """The first estimate as a share of the median cost to go-live; None where nothing is spent, or for one sample."""
    return est.covered if est.samples > 1 and est.quantile(0.5, of="to_go_live") > 0 else None


def run_cost_per_year(est: Estimate) -> float | None:
    """Mean money per year of operation; None where there is no operation."""
    operated = est.assumptions["initiative.horizon"].likeliest > 0
    return float(np.mean(est.run_cost_per_year)) if operated else None


def as_dict(est: Estimate) -> dict[str, Any]:
    """The object that ``costmodel estimate --json`` prints: plain numbers, None where there is no figure.

    `layers` run to the horizon, as `categories`: both add up to `total`. `added_by_experience` is part of the P80 to
    go-live, which one sample does not have.
    """
    scopes = {name: figure.as_dict() for name, figure in costs(est).items()}
    cut = est.cut_by(["layer"])
    by_layer = {layer: Figures.of(values, np.array([likeliest])) for (layer,), (values, likeliest) in cut.items()}
    return {
        "initiative": dict.fromkeys(KEYS) | est.assumptions.initiative.said(),
        **{name: scopes[name] for name in ("total", *SCOPES, *WHOLE_LIVES)},
        "go_live": go_live(est).as_dict(),
        "go_live_in": _go_live_in(est),
        "first_estimate": _finite(est.first_estimate),
        "covered": covered(est),
        "chance_within": _finite(est.chance_within),
        "stage": stage(est.assumptions),
        "added_by_experience": added_by_experience(est, 0.8) if est.samples > 1 else None,
        "reaches_production": _finite(est.reaches_production),
        "cost_per_success": _finite(est.cost_per_success),
        "cost_per_productive_month": {
            "value": _finite(est.cost_per_productive_month),
            "standard_error": _finite(est.standard_error("cost_per_productive_month")),
        },
        "categories": {name: figure.as_dict() for name, figure in categories(est).items()},
        "layers": {name: figure.as_dict() for name, figure in by_layer.items()},
    }


# -- sentences ---------------------------------------------------------------------------------------------------------


def provenance(est: Estimate) -> str:
    """What it takes to get the same figures again."""
    year = est.assumptions.structure.prices.year
    run = f"{est.samples:,} samples" if est.samples > 1 else "One sample, all at likeliest"
    return (
        f"{run}, seed {est.seed}, costmodel {est.version}, fingerprint {est.fingerprint}. "
        f"{est.assumptions.currency} at prices of {year}, undiscounted; no gate or risk stops the initiative, "
        "except where production and success are counted."
    )


def adding_up(part: float, whole: float) -> tuple[float, float, float]:
    """A part, the rest and the whole, as they are written: rounded so that the two that are shown add up to the third.

    >>> adding_up(581_600.0, 703_400.0)
    (582000.0, 121000.0, 703000.0)
    """
    shown, reached = three_digits(part), three_digits(whole)
    return shown, reached - shown, reached
