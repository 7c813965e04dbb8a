"""What an estimate says to people: the headline, tables and sentences; and the same figures as plain numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np

from costmodel.assumptions import Assumptions
from costmodel.belief import Belief
from costmodel.distributions import Array
from costmodel.estimate import Estimate
from costmodel.percentiles import COLUMNS, figures

NONE = "-"  # what stands where there is no figure
SHOWN = ("likeliest", "mean", "p10", "p50", "p80", "p90")
WITH_ERROR = SHOWN[1:]
NAMES = {
    "to_go_live": "to go-live",
    "after_go_live": "after go-live",
    "total": "total",
    "go_live": "months to go-live",
    "data_preparation": "data preparation",
    "training_compute": "training compute",
    "software": "any software",
    "ml": "because of ML",
}
COSTS = ("to_go_live", "after_go_live", "total")
READ_P80 = "P80: in 80 of 100 simulated courses the figure is at most this; in 20 it is higher."
READ_ERROR = (
    "±: standard error. In two runs out of three the figure lies no further than this from what endlessly many samples "
    "would give. It is the error of the simulation, not of the assumptions."
)
READ_NO_ERROR = "Standard errors (-) need at least 2,048 samples."
READ_PARTS = (
    "Means add up, and so do likeliest values; percentiles do not. ±: the largest standard error in the row. "
    "Prototype: what a first estimate contains; any software: what every software project needs; "
    "because of ML: what comes on top."
)
READ_LIKELIEST_ALONE = (
    "This is the likeliest case alone: every assumption at its likeliest value and no risk event below an even chance. "
    "Nearly every real course costs more and takes longer. Ask for 10,000 samples before you use a figure."
)


# -- how figures are written ------------------------------------------------------------------------------------------


def number(value: float | None, digits: int = 0) -> str:
    """A number with commas between thousands, or a dash where there is none.

    >>> number(1035760.4), number(19.926, 1), number(float("nan")), number(None), number(-0.2)
    ('1,035,760', '19.9', '-', '-', '0')
    """
    if value is None or not math.isfinite(value):
        return NONE
    written = f"{value:,.{digits}f}"
    return written.removeprefix("-") if not written.strip("-0.,") else written


def money(amount: float | None, currency: str) -> str:
    """An amount to the unit, with its currency.

    >>> money(35_000, "EUR")
    '35,000 EUR'
    """
    written = number(amount)
    return written if written == NONE else f"{written} {currency}"


def percent(share: float | None) -> str:
    """A share or a chance; what is small but possible is not called zero.

    >>> percent(0.083), percent(0.001), percent(0.0), percent(0.999), percent(float("inf"))
    ('8 %', 'less than 1 %', '0 %', 'more than 99 %', '-')
    """
    if share is None or not math.isfinite(share):
        return NONE
    if 0 < share < 0.005:
        return "less than 1 %"
    if 0.995 < share < 1:
        return "more than 99 %"
    return f"{100 * share:,.0f} %"


def short(value: float) -> str:
    """A number from the assumptions, to four digits where it is small.

    >>> short(0.03247423), short(20_000), short(15), short(1e-9)
    ('0.03247', '20,000', '15', '1e-09')
    """
    return number(value) if abs(value) >= 1_000 else f"{value:.4g}"


def believed(belief: Belief) -> str:
    """A belief's numbers as they are read, with the unit.

    >>> believed(Belief(min=12, mode=15, max=25, unit="person_day"))
    '12 / 15 / 25 person_day'
    >>> believed(Belief(p10=100, p90=1200)), believed(Belief(chance=0.35))
    ('P10 100, P90 1,200', 'chance 0.35')
    """
    if belief.choices is not None:
        numbers = "one of " + ", ".join(short(choice.value) for choice in belief.choices)
    elif belief.data is not None:
        numbers = f"{len(belief.data)} observations"
    elif belief.chance is not None:
        return f"chance {short(belief.chance)}"
    elif belief.p10 is not None:
        given = {"P10": belief.p10, "P50": belief.p50, "P90": belief.p90}
        numbers = ", ".join(f"{name} {short(value)}" for name, value in given.items() if value is not None)
    else:
        numbers = " / ".join(map(short, belief.numbers))
    return f"{numbers} {belief.unit}".strip()


def plain(text: str) -> str:
    """A text from a file or a command without what could steer a terminal: control characters become spaces."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


# -- figures ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figures:
    """One quantity: likeliest, mean and percentiles by the names in `SHOWN`, each but the first with its error."""

    values: Mapping[str, float]
    errors: Mapping[str, float]

    @classmethod
    def of(cls, samples: Array, likeliest: Array) -> Figures:
        """The figures of a simulated quantity and its likeliest value, of shapes (samples,) and (1,)."""
        return cls.row(dict(zip(COLUMNS, figures(samples, float(likeliest[0])), strict=True)))

    @classmethod
    def row(cls, row: Mapping[Any, float]) -> Figures:
        """The same from a row of `Estimate.summary` or `Estimate.by`."""
        values = {name: float(row[name]) for name in SHOWN}
        return cls(values, {name: float(row[f"se_{name}"]) for name in WITH_ERROR})

    @property
    def largest_error(self) -> float:
        """The largest standard error; NaN where there are too few samples."""
        return max(self.errors.values())

    def as_dict(self) -> dict[str, Any]:
        """Plain numbers for JSON; what is not a number is None."""
        errors = {name: _finite(value) for name, value in self.errors.items()}
        return {name: _finite(value) for name, value in self.values.items()} | {"standard_error": errors}


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def costs(est: Estimate) -> dict[str, Figures]:
    """Cost to go-live, after it, and in total."""
    return {name: Figures.of(getattr(est, name), getattr(est.likeliest, name)) for name in COSTS}


def go_live(est: Estimate) -> Figures:
    """Months from start to go-live."""
    return Figures.of(est.go_live, est.likeliest.go_live)


def categories(est: Estimate) -> dict[str, Figures]:
    """Cost over the whole life by category, in the model's order."""
    likeliest = est.likeliest.categories
    return {name: Figures.of(samples, likeliest[name]) for name, samples in est.categories.items()}


def layers_to_go_live(est: Estimate) -> dict[str, Figures]:
    """Cost to go-live by layer: the prototype, what any software needs, what machine learning adds."""
    likeliest = est.likeliest.layers
    return {name: Figures.of(samples, likeliest[name]) for name, samples in est.layers.items()}


def covered(est: Estimate) -> float | None:
    """The first estimate as a share of the median cost to go-live; None where nothing is spent."""
    return est.covered if est.quantile(0.5, of="to_go_live") > 0 else None


def run_cost_per_year(est: Estimate) -> float | None:
    """Mean money per year of operation; None where there is no operation."""
    operated = est.assumptions["initiative.horizon"].likeliest > 0
    return float(np.mean(est.run_cost_per_year)) if operated else None


def as_dict(est: Estimate) -> dict[str, Any]:
    """The object that ``costmodel estimate --json`` prints: plain numbers, None where there is no figure.

    `layers` are the whole life, as `categories`: both add up to `total`.
    """
    scopes = {name: figure.as_dict() for name, figure in costs(est).items()}
    by_layer = {str(name): Figures.row(row) for name, row in est.by("layer").to_dict("index").items()}
    return {
        "currency": est.assumptions.currency,
        "samples": est.samples,
        "seed": est.seed,
        "version": est.version,
        "fingerprint": est.fingerprint,
        **{name: scopes[name] for name in ("total", "to_go_live", "after_go_live")},
        "go_live_months": go_live(est).as_dict(),
        "first_estimate": _finite(est.first_estimate),
        "covered": covered(est),
        "chance_within": _finite(est.chance_within),
        "reaches_production": _finite(est.reaches_production),
        "cost_per_success": _finite(est.cost_per_success),
        "categories": {name: figure.as_dict() for name, figure in categories(est).items()},
        "layers": {name: figure.as_dict() for name, figure in by_layer.items()},
    }


# -- sentences --------------------------------------------------------------------------------------------------------


def headline(est: Estimate) -> str:
    """How much of the likely cost to go-live a first estimate covers, and the chance that it suffices."""
    share = covered(est)
    if share is None:
        return "Nothing is spent before go-live, so there is nothing that an estimate could cover."
    return (
        f"Your estimate of {money(est.first_estimate, est.assumptions.currency)} covers {percent(share)} of the likely "
        f"cost to go-live; the chance of staying within it is {percent(est.chance_within)}."
    )


def basis(est: Estimate) -> str:
    """What the first estimate in the headline is, and what "likely" means."""
    likely = money(est.quantile(0.5, of="to_go_live"), est.assumptions.currency)
    given = (
        "The amount is your own (first_estimate.amount)."
        if est.assumptions["first_estimate.amount"].likeliest > 0
        else "No estimate of your own is given, so the lines of the prototype are taken for it "
        "(--set first_estimate.amount=35000 puts yours there)."
    )
    return f"{given} The likely cost is the median, {likely}."


def how_to_read(est: Estimate) -> tuple[str, ...]:
    """How the figures of the main table are to be read."""
    error = READ_ERROR if math.isfinite(est.standard_error("chance_within")) else READ_NO_ERROR
    return place_of_likeliest(est), READ_P80, error


def place_of_likeliest(est: Estimate) -> str:
    """Where the likeliest case lies among the samples: it is a point estimate, and a low one."""
    above = float(np.mean(est.to_go_live > est.likeliest.to_go_live[0]))
    return f"The likeliest case is no budget: the cost to go-live is higher in {percent(above)} of the samples."


def facts(est: Estimate) -> Iterator[tuple[str, str]]:
    """Single figures: a name, and what it is in words."""
    currency = est.assumptions.currency
    yield "run cost per year", f"{money(run_cost_per_year(est), currency)} in the mean, from go-live on"
    yield (
        "share of time waiting",
        f"{percent(est.share_waiting)} of the months to go-live, on the path that decides them",
    )
    error = number(100 * est.standard_error("reaches_production"), 1)
    chance = percent(est.reaches_production)
    yield "reaches production", f"{chance} of all starts, gates and stops counted (standard error in points: {error})"
    each = money(est.cost_per_success, currency)
    yield "cost per success", f"{each}: mean spending on all starts, for each that reaches production"


def provenance(est: Estimate) -> str:
    """What it takes to get the same figures again."""
    year = est.assumptions.structure.prices.year
    run = f"{est.samples:,} samples" if est.samples > 1 else "One sample, the likeliest case"
    return (
        f"{run}, seed {est.seed}, costmodel {est.version}, fingerprint {est.fingerprint}. "
        f"{est.assumptions.currency} at prices of {year}, undiscounted; no gate or risk stops the initiative, "
        "except where production and success are counted."
    )


def changes(assumptions: Assumptions) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Who changed how much, with what was changed and why; in the order in which scenarios were laid on."""
    for by, made in groupby(assumptions.changes, key=lambda change: change.by):
        told = [
            (plain(f"{change.name}: {believed(change.before)} -> {believed(change.after)}"), plain(change.why))
            for change in made
        ]
        yield plain(f"{by} changes {len(told)} assumption{'s' if len(told) > 1 else ''}:"), told


# -- tables -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    """A table for people: the first column is a name, the others are figures; `below` are lines of standard errors."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    below: tuple[tuple[str, ...], ...] = ()


HEADINGS = ("likeliest", "mean", "P10", "P50", "P80", "P90")


def main_table(est: Estimate) -> Table:
    """Cost by scope and months to go-live, each figure with its standard error below it."""
    lines = [(name, figure, 0) for name, figure in costs(est).items()] + [("go_live", go_live(est), 1)]
    return Table(
        (est.assumptions.currency, *HEADINGS),
        tuple((NAMES[name], *(number(figure.values[key], digits) for key in SHOWN)) for name, figure, digits in lines),
        tuple(("", "", *(_error(figure.errors[key], 2 * digits) for key in WITH_ERROR)) for _, figure, digits in lines),
    )


def _error(error: float, digits: int) -> str:
    written = number(error, digits)
    return written if written == NONE else f"± {written}"


def part_table(title: str, parts: Mapping[str, Figures]) -> Table:
    """Parts of a cost, the largest mean first, each with its share of the mean and its largest standard error."""
    whole = sum(part.values["mean"] for part in parts.values())
    ordered = sorted(parts.items(), key=lambda item: -item[1].values["mean"])
    rows = [
        (
            NAMES.get(name, name),
            *(number(part.values[key]) for key in SHOWN),
            percent(part.values["mean"] / whole if whole else 0.0).replace("less than ", "< "),
            number(part.largest_error),
        )
        for name, part in ordered
    ]
    return Table((title, *HEADINGS, "share", "±"), tuple(rows))


def likeliest_table(est: Estimate) -> Table:
    """The likeliest case alone: cost by scope, by category, and months."""
    rows = [(NAMES[name], number(float(getattr(est, name)[0]))) for name in COSTS]
    rows += [(NAMES.get(name, name), number(float(values[0]))) for name, values in est.categories.items()]
    rows.append((NAMES["go_live"], number(float(est.go_live[0]), 1)))
    return Table((est.assumptions.currency, "likeliest"), tuple(rows))
