"""The outer doors: what finance scripts and notebooks ask of an estimate, one by one."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pandas as pd
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import BLOCK
from costmodel.estimates.result import Estimate
from costmodel.files.categories import cost_categories
from costmodel.initiative.plan import LAYERS
from tests.strategies import company, definitions

COLUMNS = ["likeliest", "mean", "p10", "p50", "p80", "p90", "se_mean", "se_p10", "se_p50", "se_p80", "se_p90"]
SCENARIO = "visual_inspection"


@pytest.fixture(scope="module")
def est() -> Estimate:
    return cm.estimate(cm.load(scenarios=[SCENARIO]), samples=BLOCK, seed=1)


@pytest.fixture(scope="module")
def point() -> Estimate:
    return cm.likeliest(cm.load(scenarios=[SCENARIO]))


# -- assumptions ---------------------------------------------------------------------------------------------


def test_assumptions_are_a_mapping_from_names_to_beliefs() -> None:
    assumptions = cm.load()
    assert isinstance(assumptions["labelling.items"], cm.Belief)
    assert len(assumptions) == len(list(assumptions)) > 100
    assert "labelling.items" in assumptions
    assert assumptions.get("no.such") is None


def test_scenarios_can_be_given_at_once_or_laid_on_later() -> None:
    at_once = cm.load(scenarios=[SCENARIO, "mlops"])
    later = cm.load().with_scenario(SCENARIO).with_scenario("mlops")
    assert at_once == later
    assert at_once.fingerprint == later.fingerprint != cm.load().fingerprint


def test_the_shipped_scenarios_have_names() -> None:
    assert len(cm.scenarios()) >= 7
    assert {SCENARIO, "credit_scoring", "mlops"} <= set(cm.scenarios())


# -- per sample ----------------------------------------------------------------------------------------------


def test_the_likeliest_case_is_one_sample(point: Estimate) -> None:
    assert point.samples == 1
    assert point.total.shape == point.to_go_live.shape == point.go_live.shape == (1,)
    assert point.likeliest is point


def test_a_simulation_has_a_figure_for_each_sample(est: Estimate) -> None:
    for values in (est.total, est.to_go_live, est.after_go_live, est.go_live, *est.categories.values()):
        assert isinstance(values, np.ndarray)
        assert values.shape == (BLOCK,)
        assert values.dtype == np.float64
        assert np.all(np.isfinite(values))
    assert np.all(est.go_live > 0)


def test_the_whole_life_is_the_time_to_go_live_and_after_it(est: Estimate) -> None:
    assert np.allclose(est.total, est.to_go_live + est.after_go_live)
    assert np.allclose(est.total, sum(est.categories.values()))
    assert np.allclose(est.to_go_live, sum(est.layers.values()))
    assert tuple(est.categories) == tuple(cost_categories())
    assert tuple(est.layers) == LAYERS


def test_the_likeliest_case_lies_near_the_bottom_of_the_distribution(est: Estimate, point: Estimate) -> None:
    assert est.likeliest.total == pytest.approx(point.total)
    assert np.mean(est.to_go_live <= point.to_go_live) < 0.2


def test_a_longer_horizon_costs_more_after_go_live_only() -> None:
    base = cm.load()
    short, long = (cm.estimate(base.with_changes({"initiative.horizon": months}), samples=256) for months in (36, 60))
    assert np.allclose(short.to_go_live, long.to_go_live)
    assert np.array_equal(short.go_live, long.go_live)
    assert np.all(long.after_go_live > short.after_go_live)


def test_run_cost_per_year_is_the_money_after_go_live_over_the_years_of_operation() -> None:
    est = cm.estimate(cm.load().with_changes({"initiative.horizon": 36}), samples=256)
    assert np.allclose(est.run_cost_per_year * 3, est.after_go_live)


# -- the estimate that someone already has -------------------------------------------------------------------


def test_without_an_own_first_estimate_the_prototype_stands_for_it(est: Estimate) -> None:
    assert est.first_estimate == pytest.approx(est.by("layer").loc["prototype", "mean"])


def test_an_own_first_estimate_is_taken_as_it_is() -> None:
    own = cm.estimate(cm.load().with_changes({"first_estimate.amount": 100_000}), samples=BLOCK)
    median = np.median(own.to_go_live)
    assert own.first_estimate == 100_000
    assert own.covered == pytest.approx(100_000 / median)
    assert own.chance_within == np.mean(own.to_go_live <= 100_000)


def test_what_the_first_estimate_lacks_adds_up(est: Estimate) -> None:
    parts = est.underestimation
    assert parts["first_estimate"] + parts["uncertainty"] + parts["out_of_scope"] == pytest.approx(parts["median"])
    assert parts["median"] == est.quantile(0.5, of="to_go_live")
    assert parts["factor"] == pytest.approx(1 / est.covered)
    assert parts["out_of_scope"] > 0


def test_a_first_estimate_that_covers_everything_leaves_nothing_out_of_scope() -> None:
    everything: dict[str, Any] = {f"first_estimate.covers.{layer}": 1 for layer in LAYERS}
    own = cm.estimate(cm.load().with_changes(everything | {"first_estimate.amount": 250_000}), samples=BLOCK)
    assert own.underestimation["out_of_scope"] == pytest.approx(0, abs=1e-6)
    assert own.underestimation["uncertainty"] == pytest.approx(own.quantile(0.5, of="to_go_live") - 250_000)


# -- as it happens -------------------------------------------------------------------------------------------


def without_stops(**changes: Any) -> cm.Assumptions:
    base = cm.load()
    stopping = [f"risks.{name}.chance" for name, risk in base.structure.risks.items() if risk.stops]
    gates = [name for name in base if name.endswith(".gate")]
    return base.with_changes(dict.fromkeys([*stopping, *gates], 0.0) | changes)


def test_production_is_reached_by_those_whom_nothing_stops() -> None:
    assert cm.estimate(without_stops(), samples=BLOCK).reaches_production == 1
    halved = cm.estimate(without_stops(**{"plan.model_validation.gate": 0.5}), samples=BLOCK)
    assert halved.reaches_production == 0.5  # one gate alone, at even odds: half of 256 strata
    never = cm.estimate(without_stops(**{"plan.model_validation.gate": 1.0}), samples=BLOCK)
    assert never.reaches_production == 0
    assert never.cost_per_success == float("inf")
    assert np.isnan(never.still_in_production(months=12))


def test_what_is_carried_through_does_not_depend_on_stops(est: Estimate) -> None:
    base = cm.load()
    on, off = cm.estimate(base, samples=512), cm.estimate(without_stops(), samples=512)
    assert np.allclose(on.total, off.total)
    assert np.array_equal(on.go_live, off.go_live)
    assert on.reaches_production < off.reaches_production


def test_each_success_pays_for_the_attempts_that_ended_before(est: Estimate) -> None:
    assert 0 < est.reaches_production < 1
    assert est.cost_per_success == pytest.approx(est.spent.mean() / est.reaches_production)
    assert np.all(est.spent <= est.total + 1e-6)
    assert np.all(est.spent >= 0)
    assert np.all(est.spent[est.reached == 0] <= est.to_go_live[est.reached == 0] + 1e-6)
    assert np.all(est.spent[est.reached == 1] >= 0.999 * est.to_go_live[est.reached == 1])


def test_without_stops_and_retirement_everything_is_spent() -> None:
    est = cm.estimate(without_stops(**{"operations.retirement_hazard": 0}), samples=512)
    assert np.allclose(est.spent, est.total, rtol=1e-6)
    assert est.cost_per_success == pytest.approx(est.total.mean(), rel=1e-6)


@pytest.mark.parametrize("months", [0, 12, 36, 60])
def test_systems_stay_in_production_by_their_hazard(months: int) -> None:
    # hazard 0.24 a year is 0.02 a month: exp(-0.02 x months) are still in use
    est = cm.estimate(without_stops(**{"operations.retirement_hazard": 0.24}), samples=BLOCK)
    assert est.still_in_production(months=months) == pytest.approx(np.exp(-0.02 * months), abs=1 / 256)


def test_time_before_go_live_is_no_time_in_production(est: Estimate) -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        est.still_in_production(months=-1)


# -- percentiles and tables ----------------------------------------------------------------------------------


def test_a_quantile_may_be_asked_of_any_figure(est: Estimate) -> None:
    assert est.quantile(0.8) == pytest.approx(np.quantile(est.total, 0.8))
    assert est.quantile(0.8, of="to_go_live") == pytest.approx(np.quantile(est.to_go_live, 0.8))
    assert est.quantile(0.5, of="go_live") == pytest.approx(np.median(est.go_live))
    assert est.quantile(0.1, of="operations") == pytest.approx(np.quantile(est.categories["operations"], 0.1))
    with pytest.raises(ValueError, match="no figure 'profit'; there are total, to_go_live"):
        est.quantile(0.8, of="profit")
    with pytest.raises(ValueError, match="between 0 and 1"):
        est.quantile(80)


def test_the_summary_has_a_row_for_each_scope_and_category(est: Estimate) -> None:
    table = est.summary()
    assert list(table.columns) == COLUMNS
    lives = ["whole_life_retired", "whole_life_replaced"]
    assert list(table.index) == ["to_go_live", "after_go_live", "total", *lives, *cost_categories()]
    assert table.loc["total", "mean"] == pytest.approx(est.total.mean())
    assert table.loc["total", "p80"] == pytest.approx(est.quantile(0.8))
    assert table.loc[list(cost_categories()), "mean"].sum() == pytest.approx(est.total.mean())
    assert table.loc[list(cost_categories()), "likeliest"].sum() == pytest.approx(table.loc["total", "likeliest"])
    rising = table[["p10", "p50", "p80", "p90"]].to_numpy()
    assert np.all(np.diff(rising, axis=1) >= 0)
    assert np.all(table.loc["total", [c for c in COLUMNS if c.startswith("se_")]] > 0)


def test_below_2048_samples_there_is_no_standard_error() -> None:
    table = cm.estimate(cm.load(), samples=2047).summary()
    assert table[[column for column in COLUMNS if column.startswith("se_")]].isna().all(axis=None)
    assert table[[column for column in COLUMNS if not column.startswith("se_")]].notna().all(axis=None)


@pytest.mark.parametrize("cut", ["category", "phase", "item", "layer", "payee", "scope"])
def test_every_cut_has_the_columns_of_the_summary_and_the_mean_of_the_total(est: Estimate, cut: str) -> None:
    table = est.by(cut)
    assert list(table.columns) == COLUMNS
    assert table.index.name == cut
    assert table["mean"].sum() == pytest.approx(est.total.mean())
    assert table["likeliest"].sum() == pytest.approx(est.likeliest.total[0])


def test_cuts_may_be_combined(est: Estimate) -> None:
    table = est.by(["scope", "layer"])
    assert table.index.names == ["scope", "layer"]
    assert table["mean"].sum() == pytest.approx(est.total.mean())
    by_layer = table.xs("to_go_live", level="scope")["mean"]
    assert by_layer["ml"] == pytest.approx(est.layers["ml"].mean())
    assert est.by(["scope"]).equals(est.by("scope"))


def test_an_unknown_cut_is_refused_with_the_known_ones(est: Estimate) -> None:
    with pytest.raises(ValueError, match="no cut 'colour'; there are category, phase"):
        est.by("colour")
    with pytest.raises(ValueError, match="no cut 'colour'"):
        est.by(["category", "colour"])


def test_share_waiting_is_a_share(est: Estimate) -> None:
    assert 0 < est.share_waiting < 1


def test_the_timeline_has_a_row_for_each_activity_and_ends_at_go_live(est: Estimate) -> None:
    table = est.timeline().set_index("activity")
    assert list(table.index) == list(est.assumptions.structure.plan.activities)
    assert table.loc["release", "repeats_until"] == pytest.approx(est.go_live.mean())
    assert table.loc["release", "critical"] == 1
    assert np.all(np.diff(table[["start", "work_start", "finish", "repeats_until"]].to_numpy(), axis=1) >= -1e-12)


# -- cash flow -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("every", ["month", "quarter", "fiscal_year"])
@pytest.mark.parametrize("by", ["category", "scope"])
def test_the_cash_flow_adds_up_to_the_mean_total(est: Estimate, every: str, by: str) -> None:
    flow = est.cash_flow(every=every, by=by)
    assert flow.index.name == every
    assert flow.index[0] == 1
    assert flow.to_numpy().sum() == pytest.approx(est.total.mean(), rel=1e-9)
    parts = est.by(by)["mean"]
    assert set(flow.columns) == set(parts.index)
    assert np.allclose(flow.sum(), parts.reindex(flow.columns), rtol=1e-9, atol=1e-3)


def test_quarters_are_three_months_each(est: Estimate) -> None:
    months, quarters = est.cash_flow(every="month"), est.cash_flow(every="quarter")
    assert list(months.index[:3]) == [1, 2, 3]
    for quarter in (1, 2, 7):
        mine = months.loc[3 * quarter - 2 : 3 * quarter].sum()
        pd.testing.assert_series_equal(quarters.loc[quarter], mine, check_names=False)
    assert len(quarters) == -(-len(months) // 3)


def test_fiscal_years_begin_where_the_company_s_year_begins(est: Estimate) -> None:
    months = est.cash_flow(every="month").sum(axis=1)
    first = est.assumptions.calendar.place
    assert est.cash_flow(every="fiscal_year").sum(axis=1).loc[1] == pytest.approx(months.loc[: 13 - int(first)].sum())
    october = cm.estimate(est.assumptions.with_changes({"initiative.start": "2027-10"}), samples=BLOCK)
    years = october.cash_flow(every="fiscal_year").sum(axis=1)
    assert years.loc[1] == pytest.approx(months.loc[:3].sum())  # the tenth to the twelfth month of the fiscal year
    assert years.loc[2] == pytest.approx(months.loc[4:15].sum())


def test_a_large_simulation_keeps_the_same_cash_flow_along_the_way() -> None:
    samples = 8 * BLOCK
    est = cm.estimate(cm.load(), samples=samples)
    flow = est.cash_flow()
    assert flow.to_numpy().sum() == pytest.approx(est.total.mean(), rel=1e-9)
    small = cm.estimate(cm.load(), samples=BLOCK).cash_flow()
    assert flow.loc[6:18].to_numpy().sum() == pytest.approx(small.loc[6:18].to_numpy().sum(), rel=0.02)


def test_an_unknown_period_or_cut_is_refused(est: Estimate) -> None:
    with pytest.raises(ValueError, match="no period 'week'; there are month, quarter, fiscal_year"):
        est.cash_flow(every="week")
    with pytest.raises(ValueError, match="no cut 'colour'"):
        est.cash_flow(by="colour")


# -- both at once --------------------------------------------------------------------------------------------


def test_joint_confidence_counts_the_samples_that_meet_both_targets(est: Estimate) -> None:
    budget, months = est.quantile(0.7, of="to_go_live"), est.quantile(0.7, of="go_live")
    both = est.joint_confidence(budget=budget, months=months)
    assert both == np.mean((est.to_go_live <= budget) & (est.go_live <= months))
    assert 0.49 < both < 0.7  # better than independent, worse than either
    assert est.joint_confidence(budget=1e12, months=months) == pytest.approx(0.7, abs=0.001)
    assert est.joint_confidence(budget=budget, months=1e6) == pytest.approx(0.7, abs=0.001)
    assert est.joint_confidence(budget=0, months=1e6) == 0
    whole = est.joint_confidence(budget=est.quantile(0.7), months=1e6, scope="total")
    assert whole == pytest.approx(0.7, abs=0.001)
    with pytest.raises(ValueError, match="scope is to_go_live or total"):
        est.joint_confidence(1, 1, scope="after_go_live")


# -- reproducing ---------------------------------------------------------------------------------------------


def test_the_fingerprint_is_that_of_assumptions_seed_and_samples() -> None:
    base = cm.load()
    first = cm.estimate(base, samples=300, seed=1)
    assert cm.estimate(cm.load(), samples=300, seed=1).fingerprint == first.fingerprint
    others = [
        cm.estimate(base, samples=301, seed=1),
        cm.estimate(base, samples=300, seed=2),
        cm.estimate(base.with_changes({"labelling.items": 3}), samples=300, seed=1),
        cm.estimate(base.with_scenario("mlops"), samples=300, seed=1),
    ]
    assert len({first.fingerprint, *(other.fingerprint for other in others)}) == 5


def test_every_single_number_is_in_the_fingerprint() -> None:
    base = cm.load()
    seen = {base.fingerprint}
    numbers = {name: belief for name, belief in base.items() if name not in definitions()}
    for name, belief in numbers.items():
        other = 0.123 if belief.unit in ("share", "chance") else 2.0 if belief.unit == "level" else 7.125
        other = 1 - belief.likeliest if belief.unit == "switch" else 2.0 if belief.unit == "stage" else other
        other = 7.0 if name == "finance.fiscal_year.first_month" else other
        seen.add(base.with_changes({name: other}).fingerprint)
    assert len(seen) == 1 + len(numbers)


def test_the_shape_of_the_model_is_in_the_fingerprint(tmp_path: Any) -> None:
    rewired = cm.load(company(tmp_path, plan="plan:\n  data_access:\n    after: []\n"))
    assert dict(rewired) == dict(cm.load())
    assert rewired.fingerprint != cm.load().fingerprint


def test_words_about_a_number_are_not_in_the_fingerprint() -> None:
    base = cm.load()
    same = base.with_changes({"labelling.items": base["labelling.items"]}, why="looked at again")
    assert same.fingerprint == base.fingerprint


def test_an_estimate_of_nothing_is_refused() -> None:
    for wrong in ({"samples": 0}, {"workers": 0}, {"seed": -1}):
        with pytest.raises(ValueError, match="is at least"):
            cm.estimate(cm.load(), **{"samples": 2, **wrong})


def test_progress_is_told_until_all_samples_are_done() -> None:
    told: list[int] = []
    cm.estimate(cm.load(), samples=5 * BLOCK + 5, progress=told.append)
    assert told == [4 * BLOCK, 5 * BLOCK + 5]  # four blocks at once
    cm.estimate(cm.load(), samples=5 * BLOCK + 5, workers=2, progress=(shared := []).append)
    assert shared[-1] == 5 * BLOCK + 5
    assert shared == sorted(shared)


def test_the_standard_error_of_a_probability_is_that_of_a_share(est: Estimate) -> None:
    # plain sampling has sqrt(p (1 - p) / n); stratified sampling may only be a little worse by luck
    for of, chance in (("chance_within", est.chance_within), ("reaches_production", est.reaches_production)):
        assert 0 <= est.standard_error(of) <= 2 * np.sqrt(chance * (1 - chance) / BLOCK) + 1e-9


def test_a_simulation_of_a_few_blocks_keeps_what_it_needs_to_be_cut_again(monkeypatch: pytest.MonkeyPatch) -> None:
    few = cm.estimate(cm.load(), samples=BLOCK + 904)
    again = cm.estimate(cm.load(), samples=BLOCK + 904, workers=2)  # keeps nothing: it came from other processes
    assert again.books == ()
    expected = (again.timeline(), again.cash_flow("month"), again.by("phase"), again.plan())

    def simulated_again(*_: Any) -> Any:
        raise AssertionError("nothing is simulated again")

    monkeypatch.setattr(sys.modules[Estimate.__module__], "computed", simulated_again)
    for one, other in zip((few.timeline(), few.cash_flow("month"), few.by("phase"), few.plan()), expected, strict=True):
        shared = [column for column in one if column != "likeliest"]
        pd.testing.assert_frame_equal(one[shared], other[shared], check_exact=True)


def test_a_large_simulation_keeps_no_ledgers() -> None:
    assert cm.estimate(cm.load(), samples=4 * BLOCK + 1).books == ()
