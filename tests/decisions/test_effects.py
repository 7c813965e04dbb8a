"""What each change does on its own: as if nothing else had been changed, and with the remainder all of it."""

from __future__ import annotations

import pytest

import costmodel as cm
from costmodel.decisions.effects import ALL, TOGETHER, each_change
from tests.strategies import case

WAIT, RATE = "plan.data_access.wait", "roles.project_lead.day_rate"


def estimate(**changes: float) -> cm.Estimate:
    moved = {name.replace("__", "."): value for name, value in changes.items()}
    return cm.estimate(case("baseline").with_likeliest(moved), samples=4_096, seed=1)


@pytest.fixture(scope="module")
def old() -> cm.Estimate:
    return estimate()


def test_a_single_change_is_the_whole_difference(old: cm.Estimate) -> None:
    new = estimate(plan__data_access__wait=60)
    table = each_change(old, new)
    assert list(table.index) == [WAIT, TOGETHER, ALL]
    assert table.loc[TOGETHER].tolist() == [0.0, 0.0]
    assert table.loc[WAIT, "go_live"] == new.quantile(0.8, of="go_live") - old.quantile(0.8, of="go_live")


def test_two_changes_are_told_apart_and_add_up_with_what_they_do_together(old: cm.Estimate) -> None:
    table = each_change(old, estimate(plan__data_access__wait=60, roles__project_lead__day_rate=1_500))
    alone = each_change(old, estimate(roles__project_lead__day_rate=1_500))
    assert set(table.index) == {WAIT, RATE, TOGETHER, ALL}
    assert table.loc[RATE].tolist() == alone.loc[RATE].tolist()
    assert table.loc[RATE, "go_live"] == 0.0, "a rate moves no date"
    assert table.drop(index=ALL).sum().tolist() == pytest.approx(table.loc[ALL].tolist())
    # A project lead who costs more costs more in each day of the longer wait.
    assert table.loc[TOGETHER, "to_go_live"] > 0


def test_where_nothing_was_changed_there_is_nothing_to_tell(old: cm.Estimate) -> None:
    table = each_change(old, old)
    assert list(table.index) == [TOGETHER, ALL]
    assert (table == 0.0).all(axis=None)


def test_other_draws_are_refused(old: cm.Estimate) -> None:
    with pytest.raises(ValueError, match="only with the same draws"):
        each_change(old, cm.estimate(case("baseline"), samples=4_096, seed=2))
