"""The unit proof: the whole model is run once with units attached; money comes out as money and months as months."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pint
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import Block
from costmodel.costs import staffing
from costmodel.estimates.result import compared
from costmodel.estimates.simulation import KEPT_CUT, Case, accepted_at, computed, kept
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.schedule import Schedule
from tests.laws import attached_units
from tests.strategies import CASES, case, definitions

SAMPLES = 64
every_case = pytest.mark.parametrize("name", sorted(CASES))


def attached(values: Any, unit: str, _name: str = "") -> pint.Quantity[Any]:
    return attached_units.registry().Quantity(values, attached_units.parse(unit))


def proven(assumptions: cm.Assumptions) -> Case:
    with np.errstate(divide="ignore"):
        return computed(assumptions, Block(1, 0, SAMPLES), attached)


@cache
def proven_case(name: str) -> Case:
    """A shipped case, run with units once for all who only look at it."""
    return proven(case(name))


def wrong_lines(done: Case, currency: str = "EUR") -> list[str]:
    """Every line whose amount is not money, whose window is not in months, or whose days are not person-days.

    By the unit, not by the dimension.
    """
    money, month, days = (
        attached_units.parse(currency),
        attached_units.parse("month"),
        attached_units.parse("person_day"),
    )
    found = []
    for line in done.ledger.lines:
        for what, value, unit in (
            ("amount", line.amount, money),
            ("start", line.window.start, month),
            ("end", line.window.end, month),
            ("days", line.days, days),
        ):
            if value is None:
                continue
            came_out = getattr(value, "units", "a bare number")
            if came_out != unit:
                found.append(f"{line.item}: {what} comes out as {came_out}")
    return found


@every_case
def test_every_line_comes_out_as_money_every_window_in_months_and_all_effort_in_person_days(name: str) -> None:
    assumptions = case(name)
    assert wrong_lines(proven_case(name), assumptions.currency) == []


@every_case
def test_every_date_comes_out_in_months(name: str) -> None:
    schedule, month = proven_case(name).schedule, attached_units.parse("month")
    dates = {"go_live": schedule.go_live, "waiting": schedule.waiting, "stop": schedule.stop,
             "lifetime": schedule.lifetime, "horizon": schedule.horizon}  # fmt: skip
    for table in ("start", "work_start", "first_finish", "finish", "durations"):
        dates |= {f"{table} of {activity}": date for activity, date in getattr(schedule, table).items()}
    assert [key for key, date in dates.items() if getattr(date, "units", None) != month] == []


@every_case
def test_the_numbers_with_units_are_the_numbers_without(name: str) -> None:
    with_units, without = proven_case(name), computed(case(name), Block(1, 0, SAMPLES))
    for one, other in zip(with_units.ledger.lines, without.ledger.lines, strict=True):
        assert one.item == other.item
        assert np.allclose(one.amount.magnitude, other.amount, rtol=1e-12)


def test_a_yearly_salary_used_as_a_monthly_one_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    true_lines = staffing.lines

    def lines(inputs: Inputs, schedule: Schedule) -> Iterator[CostLine]:
        yield from true_lines(inputs, schedule)
        yield CostLine(
            item="A post until go-live",
            category="staffing",
            phase="throughout",
            layer="software",
            payee="labour",
            amount=inputs.roles.ml_engineer.gross_pay * inputs.roles.ml_engineer.people * schedule.go_live,
            window=schedule.to_go_live,
            kind="work",
        )

    monkeypatch.setattr(staffing, "lines", lines)
    # EUR/person/year x person x month: money by its dimension, but twelve times too much
    assert wrong_lines(proven(cm.load())) == ["A post until go-live: amount comes out as EUR * month / year"]


def test_days_of_work_used_as_days_of_waiting_are_caught() -> None:
    days = attached(np.ones(1), "person_day")
    with pytest.raises(pint.DimensionalityError):
        days + attached(np.ones(1), "working_day")


# -- nothing is declared and unused --------------------------------------------------------------------------

# Read elsewhere than in the model of cost and time; each is proven below, or in test_finance.py, test_capitalisation.py
# and test_benefits.py.
READ_ELSEWHERE = ("currency.", "first_estimate.", "finance.", "benefits.")


def test_nothing_is_declared_and_unused() -> None:
    read: set[str] = set()
    for name in CASES:
        done = computed(case(name), Block(1, 0, SAMPLES))
        kept(
            done, done.ledger.by_window(*KEPT_CUT), accepted_at(case(name))
        )  # what replacing a system costs is read here
        read |= done.inputs.read
    for stage in (2.0, 3.0):
        read |= computed(cm.load().with_changes({"discrepancy.stage": stage}), Block(1, 0, SAMPLES)).inputs.read
    unused = [name for name in cm.load() if name not in read and not name.startswith(READ_ELSEWHERE)]
    assert unused == []


def everything_on() -> cm.Assumptions:
    """A case in which every switch is on and nothing is zero, so that no number hides behind another."""
    base = cm.load()
    zero = {name: belief.unit for name, belief in base.items() if belief.kind == "value" and belief.likeliest == 0}
    some = {name: {"switch": 1.0, "share": 0.3}.get(unit, 3.0) for name, unit in zero.items()}
    levels = {name: 4.0 for name in base if name.startswith("capability.")}
    return base.with_changes(levels | {name: 1.0 for name, b in base.items() if b.unit == "switch"} | some)


# Switches that shut one way when they open another, a horizon within which hardware keeps some value, and stages.
OTHER_WAYS: tuple[dict[str, float], ...] = (
    {},
    {
        "staffing.rate_from_gross_pay": 0,
        "training_compute.from_flop": 0,
        "training_compute.on_own_hardware": 0,
        "compliance.provider": 0,
        "discrepancy.stage": 2,
    },
    {"compliance.notified_body_needed": 0, "initiative.horizon": 24, "discrepancy.stage": 3},
)


def other_values(belief: cm.Belief) -> list[Any]:
    if belief.kind == "chance":
        return [0.0 if belief.chance == 1 else 1.0]
    if belief.unit == "switch":
        return [0.0, 1.0]
    if belief.unit == "share":
        return [0.1, 0.7]
    if belief.unit == "stage":
        return [0.0, 2.0]
    return [5.0] if belief.unit == "level" else [belief.scaled(3), belief.scaled(0.2)]


def test_every_number_that_is_read_moves_some_figure() -> None:
    numb = {name for name in cm.load() if not name.startswith(READ_ELSEWHERE)} - definitions()
    for way in OTHER_WAYS:
        base = everything_on().with_changes(way)
        known = cm.estimate(base, samples=128)
        before = known.figures
        for name in sorted(numb):
            for other in other_values(base[name]):
                after = compared(known, base.with_changes({name: other})).figures
                if any(not np.array_equal(before[figure], after[figure]) for figure in before):
                    numb.discard(name)
                    break
    assert numb == set()


def test_the_first_estimate_and_what_it_covers_move_the_headline() -> None:
    base = cm.load()
    before = cm.estimate(base, samples=256)
    own = cm.estimate(base.with_changes({"first_estimate.amount": 9_000}), samples=256)
    assert own.first_estimate == 9_000 != before.first_estimate
    for layer in ("prototype", "software", "ml"):
        name = f"first_estimate.covers.{layer}"
        turned = cm.estimate(base.with_changes({name: 1 - base[name].likeliest}), samples=256)
        assert turned.underestimation["out_of_scope"] != before.underestimation["out_of_scope"]


@pytest.mark.parametrize("currency", ["USD", "CHF", "GBP"])
def test_rates_and_indices_move_prices_when_they_are_read(currency: str) -> None:
    prices = cm.load().structure.prices
    base = cm.load()
    rate, index = f"currency.rates.{currency}", f"currency.price_index.{currency}.2020"
    assert prices.factor(currency, 2020) == pytest.approx(
        base[rate].likeliest * base[f"currency.price_index.{currency}.2026"].likeliest / base[index].likeliest
    )
