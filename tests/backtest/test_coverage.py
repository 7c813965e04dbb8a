"""Ranges hold what they promise on public sets of finished work, and the page on the evidence says how often."""

import math

import numpy as np
import pytest

import costmodel as cm
from costmodel.review.own_projects import Project
from tests.backtest.coverage import (
    Covered,
    Summary,
    by_own_projects,
    by_the_model,
    covered,
    mean_of_whole_projects,
    summaries,
    table,
)
from tests.backtest.summarise import SHARES, summary
from tests.docs.pages import COVERED, PAGES, text_of

SETS = summaries()


@pytest.fixture(scope="module")
def found() -> list[Covered]:
    return covered()


def summarised(ratios: list[float]) -> Summary:
    logs = np.log(ratios)
    quantiles = tuple(float(one) for one in np.quantile(logs, SHARES))
    return Summary("a set", "effort", "idea", True, "", len(logs), logs.mean(), logs.std(ddof=1), math.nan, quantiles)


def test_eight_in_ten_of_whole_projects_fall_inside_what_their_fellows_predict() -> None:
    five = [of for of in SETS if of.whole_projects]
    assert len(five) == 5
    assert 0.75 <= np.mean([of.leave_one_out for of in five]) <= 0.85


def test_eight_in_ten_of_whole_projects_fall_inside_the_range_of_the_model_at_their_stage(found: list[Covered]) -> None:
    _, model = mean_of_whole_projects(found)
    assert 0.75 <= model <= 0.85


def test_one_stage_does_not_fit_every_house(found: list[Covered]) -> None:
    model = {one.of.name: one.model for one in found if one.of.whole_projects}
    assert model["one outsourcer"] < 0.8 < model["Team Software Process"]


@pytest.mark.parametrize("of", SETS, ids=lambda of: f"{of.name}, {of.of}")
def test_what_is_read_from_a_summary_is_what_the_projects_themselves_say(of: Summary) -> None:
    # One quantile in forty, and one project.
    assert by_own_projects(of) == pytest.approx(of.leave_one_out, abs=0.025 + 1 / of.projects)


def test_leaving_one_out_of_a_summary_is_what_the_product_does_with_the_projects() -> None:
    ratios = list(np.exp(np.random.default_rng(4).standard_t(5, 200) * 0.3))
    product = cm.coverage([Project(str(place), 1.0, one) for place, one in enumerate(ratios)], levels=(0.8,))
    assert by_own_projects(summarised(ratios)) == pytest.approx(product.loc[0.8, "inside"], abs=0.02)


def test_the_range_of_the_model_lies_about_the_median_of_the_others() -> None:
    ratios = list(np.exp(np.arange(101) / 100))  # even between e^0 and e^1; the median of all is 0.5
    # From 0.5 - 0.2 to 0.5 + 0.3, and half a place nearer to either side: half of all, less about one in a hundred.
    assert by_the_model(summarised(ratios), -0.2, 0.3) == pytest.approx(0.49, abs=0.01)


def test_a_project_that_ended_as_estimated_counts_as_inside() -> None:
    assert summarised([0.5] * 20 + [1.0] * 50 + [2.0] * 30).between(0.0, 0.0) == pytest.approx(
        0.5, abs=0.051
    )  # a fortieth at either end


def test_a_summary_tells_number_mean_spread_and_quantiles() -> None:
    projects, mean, sd, _, *quantiles = summary([math.exp(-0.1), 1.0, math.exp(0.1), 1.0])
    # Logarithms -0.1, 0, 0, 0.1: mean 0, variance 0.02/3.
    assert (projects, mean, sd) == ("4", "0.000", f"{math.sqrt(0.02 / 3):.3f}")
    assert len(quantiles) == len(SHARES)
    assert quantiles[len(SHARES) // 2] == "0.000"


def test_the_page_on_the_evidence_has_the_table_of_today() -> None:
    (shown,) = [found["table"] for page in PAGES for found in COVERED.finditer(text_of(page))]
    assert shown == table(), "python -m tests.docs.renew writes it anew"
