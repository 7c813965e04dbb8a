"""The quality of an estimate: each weak spot is found where it is and nowhere else; answers carry their figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import FrozenInstanceError, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

import costmodel as cm
from costmodel.beliefs.source import Source
from costmodel.initiative.blocks import Move
from costmodel.language.language import language_of
from costmodel.review.guides import CLASS, POINTS, STEPS, accuracy, checklist, estimate_classes
from costmodel.review.leverage import moved, share_on_judgement
from costmodel.review.quality_gate import Quality, quality
from costmodel.review.weak_spots import Evidence
from tests.strategies import case, cases, tiny

DRIVER = "plan.production_engineering.effort.software_engineer"  # a large one, in the baseline with a source
BOOK = (Source(title="A book", address="https://example.org/book", seen=2026),)
EVERY_KEY = ("value", "mode", "chance", "choices", "p10", "p90", "min", "max")
CARRIED = (BOOK[0].model_copy(update={"supports": EVERY_KEY}),)  # checked nowhere: each number has some of the keys


@pytest.fixture(scope="module")
def baseline() -> Quality:
    return judged(case("baseline"))


def judged(assumptions: cm.Assumptions, samples: int = 4096) -> Quality:
    return quality(cm.estimate(assumptions, samples=samples))


def with_beliefs(assumptions: cm.Assumptions, update: Mapping[str, Any]) -> cm.Assumptions:
    """The same assumptions with some keys of every belief replaced."""
    return replace(
        assumptions, beliefs={name: one.model_copy(update=dict(update)) for name, one in assumptions.items()}
    )


def found(judgement: Quality, kind: str) -> dict[str, str]:
    return {spot.name: spot.severity for spot in judgement.weak_spots if spot.kind == kind}


# -- leverage -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scope", ["total", "to_go_live"])
@pytest.mark.parametrize("name", ["roles.data_engineer.day_rate", "plan.data_access.wait", "cloud.storage_price"])
def test_the_leverage_of_a_number_is_what_one_percent_of_it_moves(name: str, scope: str) -> None:
    assumptions = case("baseline")
    before = cm.estimate(assumptions, samples=64).figure(scope).mean()
    after = (
        cm.estimate(assumptions.with_changes({name: assumptions[name].times(1.01)}), samples=64).figure(scope).mean()
    )
    assert moved(assumptions).leverage(scope)[name] == pytest.approx((after / before - 1) * 100, rel=1e-6)


def test_the_leverage_of_an_event_is_what_it_contributes() -> None:
    assumptions = case("baseline")
    before = cm.estimate(assumptions, samples=64).total.mean()
    after = cm.estimate(assumptions.with_changes({"risks.data_missing.chance": 0}), samples=64).total.mean()
    assert moved(assumptions).leverage()["risks.data_missing.chance"] == pytest.approx(1 - after / before, rel=1e-6)


def test_a_cost_that_is_effort_times_rate_hangs_on_both_alike() -> None:
    found = moved(tiny({"release": {"effort": 20}})).leverage("to_go_live")
    # 20 days at 100 are part of the cost to go-live; days and rate carry that part, but days also take time
    assert found["plan.release.effort.ml_engineer"] >= found["roles.ml_engineer.day_rate"] > 0


def test_what_is_agreed_has_no_leverage() -> None:
    names = moved(case("baseline")).names
    assert not {
        name for name in names if name.startswith(("calendar.", "initiative.", "first_estimate.", "capability."))
    }


def test_leverage_of_another_scope_is_refused() -> None:
    with pytest.raises(ValueError, match="scope is"):
        moved(case("baseline"), draws=4).leverage("everything")


def test_all_on_judgement_is_one_and_all_from_sources_is_nothing() -> None:
    assumptions = case("baseline")
    weights = moved(assumptions, draws=16).money()
    opinion = with_beliefs(assumptions, {"source": (Source(judgement="an opinion"),)})
    assert share_on_judgement(opinion, weights) == 1
    assert share_on_judgement(with_beliefs(assumptions, {"source": CARRIED}), weights) == 0
    one = with_beliefs(assumptions, {"source": ()})
    one = replace(one, beliefs={**one.beliefs, DRIVER: assumptions[DRIVER].model_copy(update={"source": CARRIED})})
    assert share_on_judgement(one, {"labelling.items": 3.0, DRIVER: 1.0}) == 3 / 4
    assert share_on_judgement(one, {"drivers.data_trouble": 1.0, DRIVER: 1.0}) == 1 / 2


def test_a_title_that_carries_no_value_leaves_a_number_on_judgement() -> None:
    one = cm.Belief(min=1, mode=2, max=4)
    told = {supports: one.model_copy(update={"source": (BOOK[0].model_copy(update={"supports": supports}),)})
            for supports in (None, (), ("definition",), ("min",), ("mode",), ("min", "max"))}  # fmt: skip
    assert [belief.rests_on_judgement for belief in told.values()] == [True, True, True, True, False, False]


def test_the_money_of_a_line_is_split_among_the_numbers_it_stands_on() -> None:
    """20 days at 100: half of it stands on the days, half on the rate; days also make the lead's months longer."""
    found = moved(tiny({"release": {"effort": 20}})).money("to_go_live")
    assert sum(found.values()) == pytest.approx(1)
    assert found["plan.release.effort.ml_engineer"] >= found["roles.ml_engineer.day_rate"] > 0


@pytest.mark.parametrize("scope", ["total", "to_go_live", "after_go_live"])
def test_shares_of_money_add_up_to_one(scope: str) -> None:
    found = moved(case("baseline"), draws=16).money(scope)
    assert sum(found.values()) == pytest.approx(1)
    assert min(found.values()) >= 0


# -- weak spots ---------------------------------------------------------------------------------------------------


def test_judgement_behind_a_large_driver_is_named_and_a_source_is_not(baseline: Quality) -> None:
    judged_names = found(baseline, "judged driver")
    assert "hiring.must_hire" in judged_names
    assert [spot.severity for spot in baseline.weak_spots if spot.kind == "judged cause"][:1] == ["medium"]
    sourced = judged(with_beliefs(case("baseline"), {"source": CARRIED}))
    assert found(sourced, "judged driver") == {}
    assert sourced.money_on_judgement == 0
    assert 0 < sourced.variance_on_judgement < 1  # how strongly hidden drivers move their numbers is judged still


def test_a_symmetric_range_is_named() -> None:
    one = judged(case("baseline").with_changes({DRIVER: {"min": 20, "mode": 60, "max": 100}}, why="a test"))
    assert found(one, "symmetric range")[DRIVER] == "medium"


@pytest.mark.parametrize("belief", [{"value": 80}, {"min": 78, "mode": 79, "max": 84}])
def test_a_large_number_with_hardly_a_range_is_named(belief: dict[str, float], baseline: Quality) -> None:
    assert DRIVER not in found(baseline, "narrow range")
    assert DRIVER in found(judged(case("baseline").with_changes({DRIVER: belief}, why="a test")), "narrow range")


def test_all_independent_is_grave(baseline: Quality) -> None:
    assert found(baseline, "independent") == {}
    assert found(judged(with_beliefs(case("baseline"), {"moves_with": None})), "independent") == {"": "high"}


def test_one_cause_in_range_event_and_capability_is_named() -> None:
    assumptions = case("baseline")
    move = Move(on=(DRIVER,), factors={1: 2, 2: 1.5, 4: 0.8, 5: 0.5}, why="a test", source=BOOK)
    structure = replace(
        assumptions.structure,
        moves={**assumptions.structure.moves, "people": ((move, (DRIVER,)),)},
        factor_on={**assumptions.structure.factor_on, "hidden_dependencies": (DRIVER,)},
    )
    assert found(judged(replace(assumptions, structure=structure)), "one cause three times") == {DRIVER: "medium"}


def test_an_estimate_without_operations_does_not_pass() -> None:
    one = judged(case("baseline").with_changes({"initiative.horizon": 0}, why="a test"))
    assert found(one, "missing operations") == {"initiative.horizon": "high"}
    assert not one.passed


def test_a_plan_in_which_nothing_fails_and_nobody_waits_is_named() -> None:
    one = judged(tiny({"release": {"effort": cm.Belief(p10=10, p90=40, unit="person_day")}}))
    assert set(found(one, "nothing can fail")) == set(found(one, "no waiting")) == {""}


def test_a_change_without_a_reason_is_a_missing_source(baseline: Quality) -> None:
    assert found(baseline, "missing source") == {}
    assert found(judged(case("baseline").with_changes({DRIVER: 80})), "missing source") == {DRIVER: "medium"}
    assert found(judged(case("baseline").with_changes({DRIVER: 80}, why="counted")), "missing source") == {}


def test_a_source_that_nobody_can_look_up_is_named() -> None:
    def with_source(*source: Source) -> cm.Assumptions:
        return case("baseline").with_changes({DRIVER: cm.Belief(value=80, source=source)}, why="read")

    assert DRIVER in found(judged(with_source(Source(title="A book"))), "missing source")
    assert DRIVER not in found(judged(with_source(*BOOK)), "missing source")


def test_few_samples_are_named() -> None:
    assert found(judged(case("baseline"), samples=512), "few samples") == {"": "medium"}


def test_weak_spots_come_gravest_first_and_say_what_to_do(baseline: Quality) -> None:
    grades = [("high", "medium", "low").index(spot.severity) for spot in baseline.weak_spots]
    assert grades == sorted(grades)
    assert all(spot.what and spot.why and spot.do for spot in baseline.weak_spots)


def test_the_gate_is_passed_where_nothing_is_grave(baseline: Quality) -> None:
    assert baseline.passed == all(spot.severity != "high" for spot in baseline.weak_spots)
    assert judged(with_beliefs(case("baseline"), {"source": CARRIED})).passed


# -- the guides -----------------------------------------------------------------------------------------------------


def test_twelve_steps_eight_points_and_a_class_are_answered(baseline: Quality) -> None:
    table = baseline.checklist_table
    assert list(table[table.guide == STEPS].number) == list(range(1, 13))
    assert list(table[table.guide == POINTS].number) == list(range(1, 9))
    assert len(table[table.guide == CLASS]) == 1
    assert set(table.answer) <= {"yes", "partly", "no"}


def test_answers_carry_the_figures_of_the_estimate() -> None:
    assumptions = case("baseline").with_changes({"first_estimate.amount": 400_000}, why="offered")
    est = cm.estimate(assumptions, samples=4096)
    lines = {(one.guide, one.number): one for one in quality(est).checklist}
    assert "somebody else says 400,000" in lines[STEPS, 7].evidence
    assert lines[STEPS, 7].answer == "yes"
    assert est.fingerprint in lines[STEPS, 10].evidence
    point = float(est.likeliest.to_go_live[0])
    within = language_of().percent(np.mean(est.to_go_live <= point))
    assert f"{within} with all assumptions at their most likely value" in lines[POINTS, 5].evidence
    assert f"{language_of().percent(est.chance_within)} for the first" in lines[POINTS, 5].evidence
    assert f"{est.quantile(0.8, of='to_go_live') - point:,.0f} EUR" in lines[POINTS, 6].evidence


def test_answers_change_with_the_estimate(baseline: Quality) -> None:
    def answers(one: Quality) -> dict[tuple[str, int], str]:
        return {(line.guide, line.number): line.answer for line in one.checklist}

    worse = judged(with_beliefs(case("baseline").with_changes({DRIVER: 80}), {"moves_with": None}), samples=512)
    before, after = answers(baseline), answers(worse)
    assert (before[POINTS, 3], after[POINTS, 3]) == ("yes", "no")
    assert (before[POINTS, 4], after[POINTS, 4]) == ("yes", "partly")
    assert (before[STEPS, 9], after[STEPS, 9]) == ("yes", "partly")
    assert (before[STEPS, 10], after[STEPS, 10]) == ("yes", "partly")
    sourced = answers(judged(with_beliefs(case("baseline"), {"source": CARRIED})))
    assert (before[STEPS, 6], sourced[STEPS, 6]) == ("no", "yes")


@pytest.mark.parametrize(("on_judgement", "number"), [(1.0, 5), (0.9, 4), (0.7, 3), (0.5, 2), (0.1, 1), (0.0, 1)])
def test_the_class_follows_from_how_far_the_work_is_defined(on_judgement: float, number: int) -> None:
    evidence = Evidence(cm.estimate(case("baseline"), samples=256))
    evidence.__dict__["money_on_judgement"] = on_judgement
    graded = accuracy(evidence)
    assert graded.number == number
    assert (graded.low, graded.high) == (estimate_classes()[number].low, estimate_classes()[number].high)


# As a plan, P10 and P90 lie about 27 % below and 40 % above P50: within -30 % to +50 %, class 4. As an idea they lie
# about 41 % below and 76 % above: class 5.
@pytest.mark.parametrize(
    ("stage", "on_judgement", "claimed", "answer"), [(2, 1.0, 4, "partly"), (2, 0.8, 4, "yes"), (1, 1.0, 5, "yes")]
)
def test_an_accuracy_better_than_the_definition_allows_is_no_yes(
    stage: int, on_judgement: float, claimed: int, answer: str
) -> None:
    evidence = Evidence(cm.estimate(case("baseline").with_changes({"discrepancy.stage": stage}), samples=4096))
    evidence.__dict__["money_on_judgement"] = on_judgement
    graded = accuracy(evidence)
    assert graded.claimed == claimed
    (line,) = [line for line in checklist(evidence, graded) if line.guide == CLASS]
    assert line.answer == answer
    way = "narrower" if answer == "partly" else "no narrower"
    assert line.evidence.endswith(f"the range is {way} than what is defined allows")


def test_only_an_estimate_that_somebody_gave_has_a_chance() -> None:
    baseline = case("baseline")
    given_one = baseline.with_changes({"first_estimate.amount": 80_000})
    told = []
    for assumptions in (baseline, given_one):
        evidence = Evidence(cm.estimate(assumptions, samples=256))
        lines = checklist(evidence, accuracy(evidence))
        told += [line.evidence for line in lines if (line.guide, line.number) == (POINTS, 5)]
    assert ["first estimate" in one for one in told] == [False, True]


def test_the_classes_widen_from_one_to_five() -> None:
    classes = estimate_classes()
    assert list(classes) == [5, 4, 3, 2, 1]
    assert [one.high for one in classes.values()] == sorted((one.high for one in classes.values()), reverse=True)


# -- the whole ----------------------------------------------------------------------------------------------------


@settings(max_examples=6)
@given(name=cases)
def test_any_case_can_be_judged(name: str) -> None:
    one = judged(case(name), samples=2048)
    assert 0 < one.money_on_judgement <= 1
    assert 0 < one.variance_on_judgement <= 1
    assert len(one.checklist) == 12 + 8 + 1
    assert len(one.weak_spots_table) == len(one.weak_spots)


def test_the_repr_says_what_matters(baseline: Quality) -> None:
    text = repr(baseline)
    money, variance = map(language_of().percent, (baseline.money_on_judgement, baseline.variance_on_judgement))
    assert f"{money} of the cost to go-live and {variance} of its spread rest on judgement" in text
    assert f"AACE class {baseline.accuracy.number}" in text
    with pytest.raises(FrozenInstanceError):
        baseline.money_on_judgement = 0  # type: ignore[misc]


def test_weak_spots_and_answers_are_in_the_language_of_the_assumptions(baseline: Quality) -> None:
    told = judged(cm.translated(case("baseline"), "de"))
    assert [(one.kind, one.name, one.severity) for one in told.weak_spots] == [
        (one.kind, one.name, one.severity) for one in baseline.weak_spots
    ]
    assert "ihrer Streuung beruhen auf Einschätzung" in repr(told)
    assert f"AACE-Klasse {told.accuracy.number} ({told.accuracy.meaning};" in repr(told)
    for here, there in zip(baseline.checklist, told.checklist, strict=True):
        assert (here.guide, here.number, here.answer) == (there.guide, there.number, there.answer)
        assert here.evidence != there.evidence
    for here, there in zip(baseline.weak_spots, told.weak_spots, strict=True):
        assert not {here.what, here.why, here.do} & {there.what, there.why, there.do}


def test_the_likeliest_case_has_no_spread_to_judge() -> None:
    with pytest.raises(ValueError, match="no spread"):
        quality(cm.likeliest(case("baseline")))
