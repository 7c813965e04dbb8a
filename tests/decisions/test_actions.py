"""What to do first: each action's saving by hand in small worlds, and what must hold in every case."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.beliefs.source import Source
from costmodel.decisions import actions, gains, mitigations, shorter_waits
from costmodel.initiative.blocks import BLOCKS, Move, block_name
from costmodel.initiative.wording import Wording
from tests.strategies import WORKER, case, cases, tiny

SAMPLES = 4096
BY_THE_MONTH = re.compile(r"EUR/(?:.+/)?month")
FREE_OF_TIME = {  # what costs by the month, apart from idle people
    **{name: 0 for name, belief in cm.load().items() if BY_THE_MONTH.fullmatch(belief.unit)},
    **{name: 0 for name in cm.load() if name.startswith("staffing.level_of_effort.")},
    "staffing.retention.people": 0,
}


@pytest.fixture(scope="module")
def best() -> pd.DataFrame:
    return actions.best_actions(case("baseline"))


@pytest.fixture(scope="module")
def steps() -> pd.DataFrame:
    return actions.capability_steps(case("baseline"))


@pytest.fixture(scope="module")
def risks() -> pd.DataFrame:
    return mitigations.risks(case("baseline"))


def small(wait: float | cm.Belief = 40, gate: float | None = None, **more: object) -> cm.Assumptions:
    """Twenty days of work after a wait (20 days are a month, each costs 100), then a release of no length."""
    numbers = {"plan.model.gate": cm.Belief(chance=gate, unit="chance")} if gate is not None else {}
    plan = {
        "model": {"effort": 20, "wait": wait, "gate": gate is not None},
        "release": {"effort": 20, "after": ("model",)},
    }
    return tiny(plan, {**numbers, **more.pop("numbers", {})}, **more).with_changes(FREE_OF_TIME)  # type: ignore[dict-item,arg-type]


def with_move(assumptions: cm.Assumptions, names: list[str], factors: dict[int, float]) -> cm.Assumptions:
    move = Move(on=tuple(names), factors=factors, why="a test", source=(Source(judgement="a test"),))
    moves = {"people": ((move, tuple(names)),)}
    return replace(assumptions, structure=replace(assumptions.structure, moves=moves))


# -- gains ------------------------------------------------------------------------------------------------------


def test_a_productive_month_costs_the_spend_of_all_attempts_over_the_months_in_production() -> None:
    est = cm.estimate(small(gate=0.5), samples=SAMPLES)
    spent = float(np.mean(est.spent))
    assert est.reaches_production == 0.5
    assert est.cost_per_productive_month == pytest.approx(spent / (0.5 * 60))  # horizon 60, never retired


def test_a_productive_month_has_no_cost_where_production_is_never_reached() -> None:
    est = cm.estimate(small(gate=1.0), samples=SAMPLES)
    assert np.isnan(est.cost_per_productive_month)
    shorter = cm.estimate(small(wait=20, gate=1.0), samples=SAMPLES)
    gained = gains.gain(est, shorter)
    assert np.isnan(gained.per_productive_month.value)
    assert gained.worth.value == pytest.approx(float(np.mean(est.spent - shorter.spent)))  # only the spend saved counts


def test_paid_once_the_break_even_makes_a_productive_month_cost_as_much_as_before() -> None:
    assumptions = case("baseline")
    before = cm.estimate(assumptions, samples=SAMPLES)
    after = cm.estimate(assumptions.with_changes({"capability.people": 4}), samples=SAMPLES)
    spend = float(np.mean(after.spent)) + gains.gain(before, after).worth.value
    months = float(np.mean(after.productive_months))
    assert spend / months == pytest.approx(before.cost_per_productive_month)


def test_estimates_of_different_seeds_are_not_compared_sample_by_sample() -> None:
    assumptions = small()
    with pytest.raises(ValueError, match="same seed and samples"):
        gains.gain(cm.estimate(assumptions, samples=256), cm.estimate(assumptions, samples=256, seed=2))


def test_the_standard_error_of_a_gain_is_the_spread_between_seeds() -> None:
    assumptions = case("baseline")
    better = assumptions.with_changes({"capability.culture": 4})
    found = [gains.gain(cm.estimate(assumptions, 2048, seed), cm.estimate(better, 2048, seed)) for seed in range(1, 25)]
    for figure in ("to_go_live", "months", "production", "per_productive_month", "worth"):
        spread = np.std([getattr(one, figure).value for one in found], ddof=1)
        claimed = np.sqrt(np.mean([getattr(one, figure).error ** 2 for one in found]))
        # 24 seeds know a spread to about 15 %, eight replicates each error to about 27 %
        assert 0.6 < claimed / spread < 1.7, figure


# -- building blocks ------------------------------------------------------------------------------------------------


def test_a_block_that_halves_the_effort_saves_half_of_it_and_the_time_that_it_takes() -> None:
    assumptions = with_move(small(wait=0), [f"plan.model.effort.{WORKER}"], {1: 2, 2: 1.5, 4: 0.5, 5: 0.25})
    people = actions.capability_steps(assumptions).loc["people"]
    saved = 10 * 100  # ten of twenty days
    assert people.to_go_live == pytest.approx(saved)
    assert people.months == pytest.approx(10 / 20)
    assert people.per_productive_month == pytest.approx(saved / 60)
    assert people.may_cost == pytest.approx(saved)
    assert (people.from_level, people.to_level, people.production) == (3, 4, 0)


def test_a_block_that_makes_success_likelier_is_credited_with_the_months_gained() -> None:
    assumptions = with_move(small(wait=0, gate=0.5), ["plan.model.gate"], {1: 9, 2: 3, 4: 1 / 3, 5: 0.1})
    before = cm.estimate(assumptions, samples=SAMPLES)
    people = actions.capability_steps(assumptions).loc["people"]
    assert people.production == pytest.approx(0.25)  # odds 1 become 1/3: a stop in one of four, not one of two
    after = cm.estimate(assumptions.with_changes({"plan.model.gate": 0.25}), samples=SAMPLES)
    rate = float(np.mean(before.spent)) / (0.5 * 60)
    assert people.may_cost == pytest.approx(rate * 0.75 * 60 - float(np.mean(after.spent)))
    assert people.to_go_live == 0


def test_a_block_that_moves_nothing_saves_nothing() -> None:
    steps = actions.capability_steps(small())
    assert list(steps.index) == list(BLOCKS)
    assert (steps[["to_go_live", "months", "per_productive_month", "production", "may_cost"]] == 0).all().all()


def test_a_block_at_the_top_has_no_step() -> None:
    people = actions.capability_steps(case("baseline").with_changes({"capability.people": 5})).loc["people"]
    assert (people.from_level, people.to_level, people.to_go_live, people.may_cost) == (5, 5, 0, 0)


@pytest.mark.parametrize(
    ("level", "up"),
    [
        (cm.Belief(value=2), cm.Belief(value=3)),
        (cm.Belief(min=2, mode=3, max=4.5), cm.Belief(min=3, mode=4, max=5)),
        (cm.Belief(min=1, max=5), cm.Belief(min=2, max=5)),
        (
            cm.Belief(choices=[{"value": 1.0, "weight": 2.0}, {"value": 5.0, "weight": 1.0}]),
            cm.Belief(choices=[{"value": 2.0, "weight": 2.0}, {"value": 5.0, "weight": 1.0}]),
        ),
        (cm.Belief(data=[1.0, 4.5]), cm.Belief(data=[2.0, 5.0])),
    ],
)
def test_an_uncertain_level_goes_up_by_one_and_ends_at_five(level: cm.Belief, up: cm.Belief) -> None:
    assert actions.one_level_up(level).key == up.key


@settings(max_examples=8)
@given(name=cases, level=st.sampled_from([1, 2, 3, 4]))
def test_a_step_up_never_lowers_the_probability_of_reaching_production(name: str, level: int) -> None:
    assumptions = case(name).with_changes({block_name(block): level for block in BLOCKS})
    steps = actions.capability_steps(assumptions, samples=1024)
    assert (steps.production >= 0).all()
    assert (steps.to_go_live >= 0).all()
    assert (steps.months >= 0).all()


def test_blocks_are_ranked_by_what_a_step_may_cost_and_by_each_figure(steps: pd.DataFrame) -> None:
    assert steps.may_cost.is_monotonic_decreasing
    for figure in ("to_go_live", "months", "per_productive_month"):
        assert steps[figure].idxmax() == steps[f"rank_{figure}"].idxmin()
        assert sorted(steps[f"rank_{figure}"]) == [1, 2, 3, 4, 5, 6]


# -- waits ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("less", "said"),
    [
        (1.0, "A month less waiting for the sponsor (Decision)"),
        (0.97, "A month less waiting for the sponsor (Decision)"),
        (0.49, "0.5 months less waiting for the sponsor (Decision)"),
        (0.042, "0.04 months less waiting for the sponsor (Decision)"),
    ],
)
def test_a_part_of_a_month_is_said_to_one_digit(less: float, said: str) -> None:
    assert shorter_waits.Wait("plan.model.wait", "Decision", "the sponsor", 2.0).words(less, Wording()) == said


def test_a_month_less_of_a_wait_saves_a_month_and_the_people_who_are_kept_for_it() -> None:
    wait = shorter_waits.waits(small(wait=40)).loc["plan.model.wait"]
    assert (wait.wait, wait.less) == (pytest.approx(40 / 20), 1)
    assert wait.months == pytest.approx(1)
    assert wait.to_go_live == pytest.approx(20 * 100)  # twenty idle days at 100
    assert wait.saving == pytest.approx(wait.to_go_live)


def test_a_wait_below_a_month_is_taken_away_whole() -> None:
    wait = shorter_waits.waits(small(wait=10)).loc["plan.model.wait"]
    assert (wait.wait, wait.less, wait.months) == (pytest.approx(0.5), pytest.approx(0.5), pytest.approx(0.5))


def test_an_uncertain_wait_is_shortened_by_a_month_on_average() -> None:
    wait = shorter_waits.waits(small(wait=cm.Belief(min=0, mode=60, max=90, unit="working_day"))).loc["plan.model.wait"]
    assert wait.months == pytest.approx(1, abs=1e-3)  # PERT mean 55 days: every draw times 1 - 20 / 55


def test_a_wait_beside_a_longer_one_saves_no_time() -> None:
    plan = {"short": {"wait": 20}, "long": {"wait": 60}, "release": {"effort": 20, "after": ("short", "long")}}
    waits = shorter_waits.waits(tiny(plan).with_changes(FREE_OF_TIME))
    assert waits.months["plan.short.wait"] == 0
    assert waits.months["plan.long.wait"] == pytest.approx(1)


def test_a_plan_without_waits_has_none() -> None:
    assert len(shorter_waits.waits(tiny({"release": {"effort": 20}}))) == 0


def test_an_open_post_counts_as_a_wait_where_the_plan_waits_for_it() -> None:
    post = shorter_waits.waits(case("baseline")).loc["hiring.months_open"]
    assert post.less == 1
    assert 0 < post.months < 1  # it is open in some samples only


# -- risks ------------------------------------------------------------------------------------------------------


def one_risk(active: float = 0, price: float = 100) -> cm.Assumptions:
    """Strikes in one of two, costs 1,000; a measure at 100 brings the odds from 1 to 1/3: one of four."""
    risk = {"when": "model", "cost": True, "mitigation": "Look twice", "mitigation_cost": True, "mitigation_odds": True}
    numbers = {
        "risks.storm.chance": cm.Belief(chance=0.5, unit="chance"),
        "risks.storm.cost": cm.Belief(value=1000, unit="EUR"),
        "risks.storm.mitigation.active": cm.Belief(value=active, unit="switch"),
        "risks.storm.mitigation.cost": cm.Belief(value=price, unit="EUR"),
        "risks.storm.mitigation.odds": cm.Belief(value=1 / 3, unit="factor"),
    }
    return small(numbers=numbers, risks={"storm": risk})


@pytest.mark.parametrize("active", [0, 1])
def test_a_risk_contributes_chance_times_cost_and_its_measure_halves_it(active: float) -> None:
    storm = mitigations.risks(one_risk(active)).loc["storm"]
    assert storm.active == bool(active)
    assert (storm.probability, storm.probability_after) == (0.5, 0.25)
    assert (storm.cost, storm.cost_after) == (pytest.approx(500), pytest.approx(250))
    assert (storm.loss, storm.loss_after) == (pytest.approx(500), pytest.approx(250))
    assert storm.mitigation_cost == pytest.approx(100)
    assert storm.net_benefit == pytest.approx(500 - 250 - 100)
    assert storm["return"] == pytest.approx(150 / 100)
    assert (storm.months, storm.production) == (0, 0)


def test_a_risk_that_delays_contributes_its_months() -> None:
    numbers = {
        "risks.storm.chance": cm.Belief(chance=0.25, unit="chance"),
        "risks.storm.delay": cm.Belief(value=40, unit="working_day"),
    }
    storm = mitigations.risks(small(numbers=numbers, risks={"storm": {"when": "model", "delays": "model"}})).loc[
        "storm"
    ]
    assert storm.months == pytest.approx(0.25 * 40 / 20)
    assert storm.to_go_live == pytest.approx(0.25 * 40 * 100)
    assert storm.mitigation == ""
    assert np.isnan(storm.net_benefit)


def test_a_risk_that_stops_lowers_the_chance_of_production_by_its_own() -> None:
    numbers = {"risks.storm.chance": cm.Belief(chance=0.25, unit="chance")}
    storm = mitigations.risks(small(numbers=numbers, risks={"storm": {"when": "model", "stops": True}})).loc["storm"]
    assert storm.production == pytest.approx(0.25)
    assert storm.cost == 0  # carried through, it costs nothing; as it happens, it does
    assert storm.loss > 0


def test_what_a_measure_leaves_and_costs_adds_up_to_its_net_benefit(risks: pd.DataFrame) -> None:
    table = risks.query("mitigation != ''")
    adding = table.loss - table.loss_after - table.mitigation_spend
    assert np.allclose(adding, table.net_benefit, atol=0.01)
    assert np.allclose(table["return"], table.net_benefit / table.mitigation_spend)
    assert (table.mitigation_spend <= table.mitigation_cost + 0.01).all()


@settings(max_examples=3)
@given(name=cases)
def test_no_risk_makes_production_likelier_and_no_measure_makes_its_risk_likelier(name: str) -> None:
    table = mitigations.risks(case(name), samples=512)
    assert (table.production >= 0).all()
    assert (table.cost >= -1e-6).all()
    known = table[table.mitigation != ""]
    assert (known.probability_after <= known.probability).all()
    assert (known.production_after <= known.production).all()
    assert table.loss.is_monotonic_decreasing


# -- one list ---------------------------------------------------------------------------------------------------


def test_the_list_of_best_actions_is_ranked_by_net_saving(best: pd.DataFrame) -> None:
    table = best
    assert table.net_saving.is_monotonic_decreasing
    assert np.allclose(table.saving - table.cost.fillna(0), table.net_saving, atol=0.01)
    assert set(table.kind) == {"capability", "wait", "mitigation"}
    assert table.action.is_unique
    assert (table.filter(like="se_") >= 0).all().all()


def test_the_list_holds_what_the_single_tables_say(
    best: pd.DataFrame, steps: pd.DataFrame, risks: pd.DataFrame
) -> None:
    table, waits = best, shorter_waits.waits(case("baseline"))
    assert len(table) == len(steps) + len(waits) + (risks.mitigation != "").sum()
    assert table.saving["capability.data"] == steps.may_cost["data"]
    assert table.net_saving["plan.release.wait"] == waits.saving["plan.release.wait"]
    for risk in risks.index[risks.mitigation != ""]:
        assert table.net_saving[f"risks.{risk}.mitigation.active"] == pytest.approx(risks.net_benefit[risk])


def test_a_price_put_on_an_action_is_taken_off_its_saving() -> None:
    dear = actions.best_actions(case("baseline"), costs={"capability.data": 1_000_000})
    assert dear.cost["capability.data"] == 1_000_000
    assert dear.net_saving["capability.data"] == pytest.approx(dear.saving["capability.data"] - 1_000_000)
    assert dear.index[-1] == "capability.data"


def test_a_price_for_something_that_is_no_action_is_refused() -> None:
    with pytest.raises(ValueError, match=r"did you mean 'capability\.data'"):
        actions.best_actions(small(), costs={"capability.dta": 1})


def test_a_measure_that_is_taken_already_is_no_action_any_more() -> None:
    assert "risks.storm.mitigation.active" in actions.best_actions(one_risk()).index
    assert "risks.storm.mitigation.active" not in actions.best_actions(one_risk(active=1)).index


def test_where_nothing_can_be_done_the_list_is_empty_and_has_its_columns() -> None:
    top = tiny({"release": {"effort": 20}}).with_changes({block_name(block): 5 for block in BLOCKS})
    table = actions.best_actions(top)
    assert len(table) == 0
    assert {"action", "cost", "saving", "net_saving", "months"} <= set(table.columns)


def test_two_waits_for_the_same_office_are_told_apart() -> None:
    plan = {"first": {"wait": 20}, "release": {"wait": 40, "effort": 20, "after": ("first",)}}
    assert actions.best_actions(tiny(plan)).action.is_unique


def test_one_sample_gives_the_likeliest_case_without_standard_errors() -> None:
    table = actions.best_actions(case("baseline"), samples=1)
    assert table.se_saving.isna().all()
