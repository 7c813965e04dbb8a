"""What is asked wrongly of an estimate is said in a sentence: another kind, one sample, no number."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from typing import Any

import pytest

import costmodel as cm
from tests.strategies import case

ESTIMATE = cm.estimate(case("baseline"), samples=64)
POINT = cm.likeliest(case("baseline"))
GIVEN = {"Estimate": ESTIMATE, "Assumptions": ESTIMATE.assumptions}


def doors(kind: str) -> list[tuple[str, int]]:
    """Every function of `cm` and each of its leading arguments that is an object of this kind."""
    found = []
    for name in cm.__all__:
        door = getattr(cm, name)
        if inspect.isfunction(door):
            leading = [one.annotation for one in inspect.signature(door).parameters.values()]
            found += [(name, place) for place, one in enumerate(leading) if one == kind]
    return found


def called(name: str, place: int, wrong: object) -> Callable[[], Any]:
    """A call with the right kinds in all arguments without a default, but for one."""
    door = getattr(cm, name)
    every = list(inspect.signature(door).parameters.values())
    needed = [one for one in every if one.default is one.empty]
    arguments = {one.name: GIVEN.get(str(one.annotation), "x") for one in needed} | {every[place].name: wrong}
    return lambda: door(**arguments)


@pytest.mark.parametrize(("name", "place"), doors("Estimate"))
def test_where_an_estimate_is_meant_assumptions_are_told_from_it(name: str, place: int) -> None:
    with pytest.raises(TypeError, match=r"an estimate, as from costmodel\.estimate.* not assumptions; "):
        called(name, place, ESTIMATE.assumptions)()
    with pytest.raises(TypeError, match=r"not None \(NoneType\)"):
        called(name, place, None)()


@pytest.mark.parametrize(("name", "place"), doors("Assumptions"))
def test_where_assumptions_are_meant_an_estimate_is_told_from_them(name: str, place: int) -> None:
    with pytest.raises(TypeError, match=r"assumptions.*not "):
        called(name, place, ESTIMATE)()


def test_there_are_doors_of_both_kinds() -> None:
    assert {"compare", "bridge", "drivers", "contingency", "present_value"} <= {name for name, _ in doors("Estimate")}
    assert {"estimate", "likeliest", "risks", "tornado"} <= {name for name, _ in doors("Assumptions")}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"samples": 1e4}, "samples is a whole number, .* not 10000.0"),
        ({"samples": "1000"}, "samples is a whole number, .* not '1000'"),
        ({"samples": True}, "samples is a whole number"),
        ({"seed": None}, "seed is a whole number, .* not None"),
        ({"workers": 2.0}, "workers is a whole number"),
    ],
)
def test_counts_are_whole_numbers(wrong: dict[str, Any], said: str) -> None:
    for ask in (cm.estimate, cm.risks) if "workers" not in wrong else (cm.estimate,):
        with pytest.raises(TypeError, match=said):
            ask(case("baseline"), **wrong)


@pytest.mark.parametrize(
    "ask",
    [
        lambda est: est.quantile(0.8),
        lambda est: est.plan(),
        lambda est: est.fan(),
        lambda est: est.covered,
        lambda est: est.joint_confidence(1e6, 20),
        cm.contingency,
        cm.frontier,
        cm.stage_budgets,
        cm.chance_of_point_estimate,
        cm.present_value,
        cm.benefits,
    ],
)
def test_the_likeliest_case_alone_has_no_distribution(ask: Callable[[cm.Estimate], object]) -> None:
    with pytest.raises(ValueError, match="all at likeliest, which has no percentiles"):
        ask(POINT)


def test_tables_of_the_likeliest_case_leave_percentiles_open() -> None:
    row = POINT.summary().loc["total"]
    assert row["likeliest"] == POINT.total[0]
    assert row[["p10", "p50", "p80", "p90", "se_mean"]].isna().all()


def test_the_likeliest_case_is_that_of_every_simulation() -> None:
    assert POINT.samples == 1
    assert POINT.total == ESTIMATE.likeliest.total
    assert cm.estimate(case("baseline")).samples == 10_000


@pytest.mark.parametrize("wrong", [math.nan, math.inf, "80"])
def test_what_is_no_number_has_no_odds(wrong: Any) -> None:
    for ask in (
        lambda: ESTIMATE.quantile(wrong),
        lambda: cm.present_value(ESTIMATE, rate=wrong),
        lambda: cm.contingency(ESTIMATE, wrong),
    ):
        with pytest.raises((TypeError, ValueError), match="number"):
            ask()


@pytest.mark.parametrize("wrong", [math.nan, "80"])
def test_a_limit_is_a_number(wrong: Any) -> None:
    for ask in (lambda: ESTIMATE.joint_confidence(wrong, 20), lambda: ESTIMATE.joint_confidence(1e6, wrong)):
        with pytest.raises((TypeError, ValueError), match="number"):
            ask()


def test_what_nobody_limits_is_always_kept() -> None:
    assert ESTIMATE.joint_confidence(math.inf, math.inf) == 1
    assert ESTIMATE.joint_confidence(math.inf, 20) == float((ESTIMATE.go_live <= 20).mean())
