"""A bridge leads all the way from old to new, whatever the order in which changes are listed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.beliefs.percentiles import standard_error_of_mean
from costmodel.decisions.change_bridge import bridge, shortened
from tests.strategies import case, tiny

WAIT = "plan.data_access.wait"
EFFORT = "plan.data_preparation.effort.data_engineer"
RATE = "roles.data_engineer.day_rate"


@pytest.fixture(scope="module")
def base() -> cm.Estimate:
    return cm.estimate(case("baseline"), samples=4096, seed=1)


@pytest.fixture(scope="module")
def mlops() -> cm.Estimate:
    return cm.estimate(case("mlops"), samples=4096, seed=1)


@pytest.mark.parametrize("of", ["to_go_live", "total", "go_live"])
@pytest.mark.parametrize("confidence", [None, 0.8])
def test_a_bridge_adds_up_exactly(base: cm.Estimate, of: str, confidence: float | None) -> None:
    new = cm.estimate(
        base.assumptions.with_changes({WAIT: 80, EFFORT: cm.Belief(min=50, mode=90, max=200)}, why="audit"), 4096
    )
    found = bridge(base, new, of, confidence)

    def level(est: cm.Estimate) -> float:
        return float(est.figure(of).mean()) if confidence is None else est.quantile(confidence, of=of)

    assert list(found.index) == ["old", *(n for n in base.assumptions if n in (WAIT, EFFORT)), "new"]
    assert found["level"].iloc[0] == level(base)
    assert found["level"].iloc[-1] == level(new)
    assert found["effect"].sum() == pytest.approx(level(new) - level(base), abs=1e-6)
    assert (found.loc[[WAIT, EFFORT], "why"] == "audit").all()


@settings(max_examples=8)
@given(st.dictionaries(st.sampled_from(sorted(case("baseline").uncertain)), st.floats(0.5, 1.5), max_size=4))
def test_any_changes_are_bridged_and_nothing_else_is_shown(factors: dict[str, float]) -> None:
    old = case("baseline")
    changes = {name: old[name].times(factor) for name, factor in factors.items() if old[name].kind == "lognormal"
               or (old[name].kind == "pert" and old[name].unit == "working_day")}  # fmt: skip
    new = old.with_changes(changes)
    found = bridge(cm.estimate(old, 256), cm.estimate(new, 256))
    differ = [name for name in old if old[name].key != new[name].key]
    assert list(found.index) == ["old", *differ, "new"]
    assert found["effect"].sum() == pytest.approx(found["level"].iloc[-1] - found["level"].iloc[0], abs=1e-6)


def test_each_step_is_the_effect_of_its_change_when_it_is_the_only_one(base: cm.Estimate) -> None:
    new = cm.estimate(base.assumptions.with_changes({WAIT: 80}), 4096)
    found = bridge(base, new)
    assert found.loc[WAIT, "effect"] == pytest.approx(new.to_go_live.mean() - base.to_go_live.mean(), rel=1e-9)
    assert found.loc[WAIT, "standard_error"] == pytest.approx(standard_error_of_mean(new.to_go_live - base.to_go_live))


def test_a_whole_scenario_is_bridged(base: cm.Estimate, mlops: cm.Estimate) -> None:
    found = bridge(base, mlops, "total", order="as_given")
    assert {change.name for change in mlops.assumptions.changes} >= set(found.index[1:-1])
    assert found["level"].iloc[-1] == mlops.total.mean()


def test_another_plan_is_one_row(base: cm.Estimate) -> None:
    old = base.assumptions
    plan = old.structure.plan
    waits_for = ("field_trial", "process_change", "production_engineering")
    later = plan.activities["business_acceptance"].model_copy(update={"after": waits_for})
    structure = replace(old.structure, plan=replace(plan, activities={**plan.activities, "business_acceptance": later}))
    new = cm.estimate(replace(old.with_changes({WAIT: 80}), structure=structure), 4096)
    found = bridge(base, new, "go_live")
    assert list(found.index) == ["old", WAIT, "structure", "new"]
    assert found["level"].iloc[-1] == new.go_live.mean()


def test_an_older_version_that_computed_otherwise_is_a_row_of_its_own(base: cm.Estimate) -> None:
    figures = {name: values * 0.5 if name != "go_live" else values for name, values in base.figures.items()}
    older = replace(base, version="0.0.9", figures=figures)
    found = bridge(older, base)
    assert list(found.index) == ["old", "simulation", "new"]
    assert found["effect"].sum() == pytest.approx(base.to_go_live.mean() / 2)


def test_nothing_changed_is_an_empty_bridge(base: cm.Estimate) -> None:
    assert list(bridge(base, cm.estimate(base.assumptions, 4096)).index) == ["old", "new"]


# -- no change gains by its place --------------------------------------------------------------------------------------


def point(days: float, rate: float) -> cm.Estimate:
    """A plan of one activity in which everything is certain."""
    numbers = {"roles.ml_engineer.day_rate": rate, "plan.release.effort.ml_engineer": days}
    return cm.estimate(tiny({"release": {"effort": 10}}, {}).with_changes(numbers), samples=64)


def test_what_two_changes_do_together_is_shared_half_and_half() -> None:
    old, new = point(10, 100), point(20, 300)
    days, rate = "plan.release.effort.ml_engineer", "roles.ml_engineer.day_rate"
    first = bridge(old, new, order=[days, rate])["effect"]
    second = bridge(old, new, order=[rate, days])["effect"]
    free = bridge(old, new)
    assert first[days] != pytest.approx(second[days])
    for name in (days, rate):
        assert free.loc[name, "effect"] == pytest.approx((first[name] + second[name]) / 2)
    assert free.attrs == {"attribution": "exact", "orders": 2}


def test_the_order_in_which_changes_were_made_does_not_matter(base: cm.Estimate) -> None:
    changes = {WAIT: 80, EFFORT: cm.Belief(min=50, mode=90, max=200), RATE: 1_100}
    news = [
        cm.estimate(base.assumptions.with_changes(dict(made)), 4096)
        for made in (changes.items(), reversed(changes.items()))
    ]
    one, other = (bridge(base, new)["effect"] for new in news)
    assert one.to_dict() == other.to_dict()


def test_turned_round_every_effect_changes_its_sign(base: cm.Estimate) -> None:
    new = cm.estimate(base.assumptions.with_changes({EFFORT: 90, RATE: 1_100}), 4096)
    there, back = bridge(base, new)["effect"], bridge(new, base)["effect"]
    for name in (EFFORT, RATE):
        assert back[name] == pytest.approx(-there[name], rel=1e-9)


def test_many_changes_are_credited_as_all_orders_would_within_their_error(
    base: cm.Estimate, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = {EFFORT: 90, RATE: 1_100, WAIT: 80, "hiring.must_hire": 1, "labelling.items": 9_000}
    old = cm.estimate(base.assumptions, 2048)
    new = cm.estimate(base.assumptions.with_changes(changes), 2048)
    every = bridge(old, new)
    monkeypatch.setattr("costmodel.decisions.change_bridge.MOST_EXACT", 2)
    some = bridge(old, new, orders=16)
    assert (every.attrs["attribution"], some.attrs["attribution"]) == ("exact", "sampled")
    apart = (some["effect"] - every["effect"])[list(changes)].abs()
    assert (apart <= 4 * some["order_error"][list(changes)] + 1).all()
    assert (every["order_error"][list(changes)] == 0).all()
    assert some["effect"].sum() == pytest.approx(every["effect"].sum())


def test_with_more_samples_than_the_orders_take_it_adds_up_still(
    base: cm.Estimate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("costmodel.decisions.change_bridge.MOST_EXACT", 2)
    new = cm.estimate(base.assumptions.with_changes({EFFORT: 90, RATE: 1_100, WAIT: 80}), 4096)
    found = bridge(base, new)  # orders are seen with 2,048 of the 4,096 samples
    assert found.attrs == {"attribution": "sampled", "orders": 6}
    assert found["effect"].sum() == pytest.approx(new.to_go_live.mean() - base.to_go_live.mean())
    assert found["standard_error"].iloc[1:-1].ge(found["order_error"].iloc[1:-1]).all()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"order": "backwards"}, "no order 'backwards'; there is as_given"),
        ({"order": [WAIT]}, f"lacks {EFFORT}"),
        ({"order": [WAIT, EFFORT, RATE]}, f"names what did not change: {RATE}"),
        ({"order": [WAIT, EFFORT, WAIT]}, f"names twice {WAIT}"),
        ({"orders": 5}, "5 is odd"),
        ({"orders": 2}, "at least 4"),
        ({"confidence": 80}, "between 0 and 1"),
    ],
)
def test_what_cannot_be_asked_is_said(base: cm.Estimate, asked: dict[str, object], said: str) -> None:
    new = cm.estimate(base.assumptions.with_changes({WAIT: 80, EFFORT: 90}), 4096)
    with pytest.raises(ValueError, match=said):
        bridge(base, new, **asked)  # type: ignore[arg-type]


# -- on a page ---------------------------------------------------------------------------------------------------------


def test_shortened_it_has_the_largest_effects_all_others_and_the_new_figure(
    base: cm.Estimate, mlops: cm.Estimate
) -> None:
    whole = bridge(base, mlops, order="as_given")
    short = shortened(whole, 5)
    assert list(short.index[[0, -2, -1]]) == ["old", "others", "new"]
    assert len(short) == 2 + 5  # four changes, all others, and both ends
    shown = short["effect"].iloc[1:-2].abs()
    assert shown.is_monotonic_decreasing
    assert shown.min() >= whole["effect"].drop(short.index[:-2]).abs().max()
    assert short["effect"].sum() == pytest.approx(whole["effect"].sum())
    assert short["level"].iloc[-1] == mlops.to_go_live.mean()
    assert short["level"].iloc[-2] == pytest.approx(mlops.to_go_live.mean())


def test_shortened_to_more_than_there_is_nothing_is_left_out(base: cm.Estimate) -> None:
    new = cm.estimate(base.assumptions.with_changes({WAIT: 80, EFFORT: 90}), 4096)
    assert set(shortened(bridge(base, new), 2).index) == {"old", WAIT, EFFORT, "new"}
