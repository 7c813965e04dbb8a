"""Cases side by side: each figure of each case against a base, with an error that knows that both saw the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.percentiles import (
    quantile,
    standard_error_of_quantile,
    standard_error_of_quantiles_apart,
)
from costmodel.decisions.side_by_side import FIGURES, Side, Standing, parts, side, standings
from costmodel.files.categories import cost_categories
from tests.strategies import case

SAMPLES = 2_048  # the fewest that have standard errors


@pytest.fixture(scope="module")
def estimates() -> list[cm.Estimate]:
    return [cm.estimate(case(name), samples=SAMPLES, seed=1) for name in ("baseline", "mlops", "credit_scoring")]


@pytest.fixture(scope="module")
def sides(estimates: list[cm.Estimate]) -> list[Side]:
    return [side(est) for est in estimates]


def test_every_figure_is_that_of_its_estimate(estimates: list[cm.Estimate], sides: list[Side]) -> None:
    found = standings(sides, base=0, confidence=0.9)
    assert tuple(found) == FIGURES
    for place, est in enumerate(estimates):
        value = {name: told[place].value for name, told in found.items()}
        assert value["gate"] == cm.stage_budgets(est, 0.9).iloc[0]["until"]
        assert value["budget"] == est.quantile(0.9, of="to_go_live")
        assert value["date"] == est.quantile(0.9, of="go_live")
        assert value["run"] == est.run_cost_per_year.mean()
        assert value["total"] == est.total.mean()


def test_differences_are_those_of_the_two_cases_compared(estimates: list[cm.Estimate], sides: list[Side]) -> None:
    both = cm.compare(estimates[2], estimates[1])
    total = standings(sides, base=2, confidence=0.8)["total"]
    assert total[1].apart == both.figures.loc["total", "difference"]
    assert total[1].error == both.figures.loc["total", "standard_error"]
    assert total[1].less == 1 - both.chance_a_cheaper()
    assert np.isnan(total[2].apart), "the base is held against nothing"


def test_a_case_does_not_differ_from_itself(sides: list[Side]) -> None:
    again = standings([sides[0], sides[0]], base=0, confidence=0.8)
    for told in again.values():
        assert (told[1].apart, told[1].error, told[1].less) == (0, 0, 0)
        assert not told[1].told_apart


def test_the_parts_add_up_to_the_difference_and_the_largest_stands_first(sides: list[Side]) -> None:
    found = parts(sides[0], sides[2])
    assert {part.category for part in found} == set(cost_categories())
    assert sum(part.apart for part in found) == pytest.approx(standings(sides, 0, 0.8)["total"][2].apart)
    assert [abs(part.apart) for part in found] == sorted((abs(part.apart) for part in found), reverse=True)


def test_the_lines_add_up_to_the_categories(sides: list[Side]) -> None:
    for one in sides:
        for name, amount in one.categories.items():
            lines = sum(mean for place, mean in one.lines.items() if place[0] == name)
            assert lines == pytest.approx(amount.mean())


def test_money_to_the_first_gate_is_compared_only_where_the_gate_is_the_same(sides: list[Side]) -> None:
    elsewhere = replace(sides[1], gate="another")
    nowhere = replace(sides[1], gate="", figures={key: of for key, of in sides[1].figures.items() if key != "gate"})
    same, other, none = standings([sides[0], sides[1], elsewhere, nowhere], 0, 0.8)["gate"][1:]
    assert not np.isnan(same.apart)
    assert (np.isnan(other.apart), other.value) == (True, same.value)
    assert np.isnan(none.value)


def test_other_draws_are_refused(sides: list[Side]) -> None:
    with pytest.raises(ValueError, match="only with the same draws"):
        standings([sides[0], replace(sides[1], seed=2)], 0, 0.8)


@pytest.mark.parametrize(
    ("apart", "error", "told"), [(5.0, 2.0, True), (-5.0, 2.0, True), (4.0, 2.0, False), (0.0, 0.0, False)]
)
def test_what_is_within_two_standard_errors_is_not_told_apart(apart: float, error: float, told: bool) -> None:
    assert Standing(1.0, apart, error, 0.5).told_apart is told


def test_the_error_of_two_percentiles_apart_is_that_which_other_draws_show() -> None:
    """y is x and a little of its own: P80 of both apart errs by far less than either, and as repeated draws scatter."""
    random = np.random.default_rng(1)
    x = random.normal(size=(200, SAMPLES))
    y = x + 0.1 * random.normal(size=(200, SAMPLES))
    apart = [quantile(b, 0.8) - quantile(a, 0.8) for a, b in zip(x, y, strict=True)]
    told = np.mean([standard_error_of_quantiles_apart(a, b, 0.8) for a, b in zip(x, y, strict=True)])
    assert told == pytest.approx(np.std(apart), rel=0.2)
    # Noise of 0.1 moves 0.1 * 0.8 * 0.28 = 2 of 100 courses over the percentile; the error of one alone comes from
    # 0.8 * 0.2 = 16 of 100: the root of 2 / 16 is about 0.37.
    alone = standard_error_of_quantile(x[0], 0.8)
    assert told < 0.5 * alone
    assert standard_error_of_quantiles_apart(x[0], x[0], 0.8) == 0
    assert standard_error_of_quantiles_apart(x[0], x[0] * 0 + 5.0, 0.8) == pytest.approx(alone)
    assert np.isnan(standard_error_of_quantiles_apart(x[0][:512], y[0][:512], 0.8))
