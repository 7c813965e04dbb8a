"""What a higher number does to the figures: the case in which it is tried, and which way each figure goes."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

import costmodel as cm
from costmodel.beliefs.belief import Belief
from costmodel.estimates.result import Estimate, compared

HERE = Path(__file__).parent
EXPECTED = HERE / "directions.csv"
SILENT = HERE / "no_effect.csv"
SAMPLES = 256
SAME = 1e-9  # relative: less is the rounding of floating-point numbers
BASELINE = "baseline"
AT_ZERO = {
    "share": 0.2,
    "month": 30.0,
    "EUR": 50_000.0,
    "EUR/month": 5_000.0,
    "1/year": 0.05,
}  # what stands for more than nothing
ANOTHER = 3.0

FIGURES: Mapping[str, Callable[[Estimate], float]] = {
    "to_go_live": lambda est: float(est.to_go_live.mean()),
    "total": lambda est: float(est.total.mean()),
    "go_live": lambda est: float(est.go_live.mean()),
    "probability": lambda est: float(est.reached.mean()),
}


# Where none of these moves, one of the views that finance and the review take of the same estimate.
ELSEWHERE: Mapping[str, Callable[[Estimate], float]] = {
    "spent": lambda est: float(est.spent.mean()),
    "whole_life_replaced": lambda est: float(est.whole_life_replaced.mean()),
    "present_value": lambda est: cm.present_value(est).mean,
    "present_value_at_most": lambda est: float(cm.present_value(est).table()["mean"].max()),
    "present_value_at_other_rates": lambda est: float(cm.present_value(est).table()["mean"].sum()),
    "capital": lambda est: float(cm.capital_and_operating(est).capital.mean()),
    "written_off_in_the_first_years": lambda est: float(
        cm.capital_and_operating(est).periods[["amortisation", "depreciation"]].iloc[:4].to_numpy().sum()
    ),
    "benefit": lambda est: float(cm.benefits(est).net_present_value.mean()),
    "cash": lambda est: float(cm.cash_view(est).cash.mean()),
    "first_estimate": lambda est: est.first_estimate,
    "gap_to_first_estimate": lambda est: est.underestimation["out_of_scope"],
    "first_fiscal_year": lambda est: float(est.cash_flow("fiscal_year").iloc[0].sum()),
}


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table that says what is expected."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def higher(belief: Belief) -> tuple[Belief, int]:
    """A belief in something more, and 1; where there is no more, in something less, and -1."""
    if belief.unit == "switch":
        up = belief.likeliest == 0
        return belief.believing({"value": float(up)}), 1 if up else -1
    if belief.unit == "count" and belief.certain and belief.likeliest == 1:  # a month of the year, a repeat
        return belief.believing({"value": ANOTHER}), 1
    if belief.unit in ("level", "stage"):
        return belief.believing({"value": belief.likeliest + 1}), 1
    if belief.is_event and belief.low in (0.0, 1.0):
        return belief.believing({"chance": 0.3 if belief.low == 0 else 0.7}), 1 if belief.low == 0 else -1
    if belief.certain and belief.likeliest == 0:
        return belief.believing({"value": AT_ZERO.get(belief.unit, ANOTHER)}), 1
    if belief.is_event:
        return belief.times(2), 1
    return belief.times(1.2 if belief.unit == "factor" and belief.certain else 1.5), 1


@cache
def case(text: str) -> cm.Assumptions:
    """The assumptions that a text names: scenarios, and ``name=value``, with blanks between."""
    found = cm.load()
    for word in text.split():
        name, _, value = word.partition("=")
        if value:
            found = found.with_changes({name: float(value)})
        elif word != BASELINE:
            found = found.with_scenario(word)
    return found


@cache
def estimated(assumptions: cm.Assumptions) -> Estimate:
    """An estimate with few samples, each computed once."""
    return cm.estimate(assumptions, samples=SAMPLES, seed=1)


def direction(text: str, name: str, figure: Callable[[Estimate], float]) -> str:
    """``up``, ``down`` or ``none``: where a figure of a case goes when a number is higher."""
    before = case(text)
    sign = higher(before[name])[1]
    old, new = figure(estimated(before)), figure(_changed(text, name))
    apart = sign * (new - old)
    if abs(apart) <= SAME * max(1.0, abs(old)):
        return "none"
    return "up" if apart > 0 else "down"


@lru_cache(maxsize=8)  # hundreds of them would be gigabytes; the figures of one number are asked for one after another
def _changed(text: str, name: str) -> Estimate:
    before = case(text)
    return compared(estimated(before), before.with_changes({name: higher(before[name])[0]}))
