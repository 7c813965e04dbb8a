"""At a confidence everything that finance asks is about the same courses, and adds up to the same cent."""

from __future__ import annotations

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import BLOCK
from costmodel.estimates.result import Estimate
from costmodel.finance.courses import spent
from costmodel.finance.cuts import cut_at
from costmodel.finance.discounting import discounted

BENEFIT = {"benefits.monthly_value": {"min": 20_000.0, "mode": 40_000.0, "max": 60_000.0}}
both_views = pytest.mark.parametrize("view", ["carried_through", "as_it_happens"])
levels = pytest.mark.parametrize("confidence", [None, 0.5, 0.8])


@pytest.fixture(scope="module")
def est() -> Estimate:
    return cm.estimate(cm.load(scenarios=["visual_inspection"]).with_changes(BENEFIT), samples=BLOCK + 300, seed=1)


def wanted(est: Estimate, confidence: float | None, view: str) -> float:
    figure = est.total if view == "carried_through" else est.spent
    return round(float(figure.mean() if confidence is None else np.quantile(figure, confidence)), 2)


@both_views
@levels
def test_every_view_of_finance_adds_up_to_the_same_cent(est: Estimate, confidence: float | None, view: str) -> None:
    books = cm.capital_and_operating(est, "quarter", None, confidence, view)
    cash = cm.cash_view(est, None, "quarter", confidence, view)
    found = {
        "prices": cm.prices_of_the_day(est, "quarter", confidence, view)["constant_prices"].sum(),
        "books": books.periods[["capital", "operating"]].to_numpy().sum(),
        "charge": books.periods["charge"].sum(),
        "lines": books.lines[["capital", "operating"]].to_numpy().sum(),
        "cash": cash.periods["full_cost"].sum(),
        "cash by category": cash.table.loc["total", "full_cost"],
        "accounts": cm.accounts(est, "quarter", None, confidence, view).to_numpy().sum(),
    }
    assert {name: round(float(one), 2) for name, one in found.items()} == dict.fromkeys(
        found, wanted(est, confidence, view)
    )
    assert round(cash.periods["cash"].sum(), 2) == round(cash.table.loc["total", "cash"], 2)


@pytest.mark.parametrize("confidence", [0.5, 0.8])
def test_the_cut_by_category_is_the_plan_to_the_cent(est: Estimate, confidence: float) -> None:
    cut = cut_at(est, confidence)
    ours = cut.closed_table(lambda course: spent(course, "carried_through", "category"), "fiscal_year")
    plan = est.plan(confidence)
    assert ours.equals(plan[ours.columns])


def test_as_it_happens_at_the_mean_is_what_is_spent_by_category(est: Estimate) -> None:
    cut = cut_at(est, None, "as_it_happens")
    table = cut.closed_table(lambda course: spent(course, "as_it_happens", "category"), "month")
    assert round(table.to_numpy().sum(), 2) == round(est.spent.mean(), 2)


@both_views
@levels
def test_prices_of_the_day_and_present_value_close_to_the_closed_form(
    est: Estimate, confidence: float | None, view: str
) -> None:
    frame = cm.prices_of_the_day(est, "month", confidence, view)
    assert np.allclose(frame["constant_prices"] + frame["price_rise"], frame["prices_of_the_day"], atol=0.005)
    assert np.allclose(frame["prices_of_the_day"] + frame["discount"], frame["present_value"], atol=0.005)
    if confidence is None:
        day, value = discounted(est, [0.0, 0.085], True, view).mean(axis=1)
        assert round(frame["prices_of_the_day"].sum(), 2) == round(day, 2)
        assert round(frame["present_value"].sum(), 2) == round(value, 2)


@both_views
def test_benefit_and_cost_by_period_are_the_present_values_of_the_benefit_case(est: Estimate, view: str) -> None:
    frame, case = cm.benefits_by_period(est, view=view), cm.benefits(est, view=view)
    assert round(frame["benefit"].sum(), 2) == round(case.value.mean(), 2)
    assert round(frame["cost"].sum(), 2) == round(case.cost.mean(), 2)
    assert frame["cumulative"].iloc[-1] == pytest.approx(case.net_present_value.mean(), abs=0.02)
    assert np.allclose(frame["benefit"] - frame["cost"], frame["net"], atol=0.005)


def test_without_a_benefit_there_is_cost_alone() -> None:
    frame = cm.benefits_by_period(cm.estimate(cm.load(), samples=64), view="carried_through")
    assert frame["benefit"].sum() == 0
    assert frame["cost"].sum() > 0


def test_an_unknown_view_or_confidence_is_refused(est: Estimate) -> None:
    with pytest.raises(ValueError, match="no view 'hopeful'"):
        cut_at(est, None, "hopeful")
    for confidence in (0.0, 1.0, 80.0):
        with pytest.raises(ValueError, match="between 0 and 1"):
            cut_at(est, confidence)
