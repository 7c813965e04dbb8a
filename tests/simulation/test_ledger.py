"""The ledger: however it is cut the total is the same, and money falls into the months in which it is spent."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.beliefs.sampling import Block
from costmodel.estimates.simulation import Case, computed
from costmodel.files.categories import cost_categories
from costmodel.initiative.plan import LAYERS, PAYEES, PHASES
from costmodel.simulation.ledger import CUTS, FIELDS, CostLine, Ledger
from costmodel.simulation.windows import Window
from tests.strategies import Array, tiny


def line(item: str = "Model", amount: Array | None = None, window: Window | None = None, **where: str) -> CostLine:
    place = {"category": "staffing", "phase": "develop", "layer": "ml", "payee": "labour", "kind": "work"} | where
    return CostLine(
        item=item,
        amount=np.array([300.0]) if amount is None else amount,
        window=window or Window(np.array([0.0]), np.array([3.0])),
        **place,  # type: ignore[arg-type]
    )


lines = st.builds(
    line,
    item=st.uuids().map(str),
    amount=st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3).map(np.array),
    category=st.sampled_from(list(cost_categories())),
    phase=st.sampled_from(PHASES),
    layer=st.sampled_from(LAYERS),
    payee=st.sampled_from(PAYEES),
)


@given(
    st.lists(lines, min_size=1, max_size=12, unique_by=lambda one: one.item),
    st.lists(st.sampled_from(FIELDS), max_size=3),
)
@settings(max_examples=60)
def test_however_the_ledger_is_cut_the_total_is_the_same(content: list[CostLine], cuts: list[str]) -> None:
    ledger = Ledger(content, samples=3)
    whole = sum(one.amount for one in content)
    assert sum(ledger.by(*cuts).values()) == pytest.approx(whole, abs=1e-6)
    assert ledger.by()[()] == pytest.approx(whole, abs=1e-6)


@pytest.fixture(scope="module")
def baseline() -> Case:
    return computed(cm.load(), Block(1, 0, 512))


@pytest.mark.parametrize(
    "cuts", [(cut,) for cut in FIELDS] + [("category", "phase"), ("layer", "payee", "scope"), CUTS]
)
def test_the_shipped_ledger_has_one_total(baseline: Case, cuts: tuple[str, ...]) -> None:
    whole = baseline.ledger.by()[()]
    assert sum(baseline.ledger.by(*cuts).values()) == pytest.approx(whole, rel=1e-12)


def test_a_line_named_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="two lines have the same name: Model"):
        Ledger([line("Model"), line("Data"), line("Model", category="operations")], samples=1)


@pytest.mark.parametrize("where", [{"category": "magic"}, {"phase": "later"}, {"layer": "cream"}, {"payee": "taxman"}])
def test_a_line_that_belongs_nowhere_is_refused(where: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"is none of|no category"):
        line(**where)


@pytest.mark.parametrize("phase", PHASES)
def test_only_operation_falls_after_go_live(phase: str) -> None:
    assert line(phase=phase).scope == ("after_go_live" if phase == "operate" else "to_go_live")


# -- windows -------------------------------------------------------------------------------------------------


def test_lines_of_a_window_with_a_name_are_phased_together_and_one_without_stands_alone() -> None:
    start, end = np.array([0.0]), np.array([1.0])
    shared, alone = Window(start, end, name="work"), Window(start, end)
    content = [line("a", window=shared), line("b", window=replace(shared)), line("c", window=alone), line("d")]
    groups = Ledger(content, samples=1).by_window("category")
    assert [sums["staffing",].tolist() for _, sums in groups] == [[600], [300], [300]]


def test_two_stretches_of_time_cannot_have_one_name() -> None:
    start, end = np.array([0.0]), np.array([1.0])
    other = Window(start, end + 1, name="work")
    ledger = Ledger([line("a", window=Window(start, end, name="work")), line("b", window=other)], samples=1)
    with pytest.raises(ValueError, match="two windows are called 'work' and are not the same stretch of time"):
        ledger.by_window("category")


# -- what a line says it is ----------------------------------------------------------------------------------


def test_a_line_says_what_it_is(baseline: Case) -> None:
    by_item = {one.item: one for one in baseline.ledger.lines}
    work = by_item["Data preparation, data engineer"]
    assert (work.kind, work.activity, work.role) == ("work", "data_preparation", "data_engineer")
    assert work.days is baseline.schedule.efforts["data_preparation", "data_engineer"]
    test = by_item["Penetration test"]
    assert (test.kind, test.activity, test.role, test.days) == ("fee", "security_review", None, None)
    assert by_item["User training, time"].treatment == "user_training"


def test_a_repeat_is_the_same_sort_of_cost_as_its_first_pass(baseline: Case) -> None:
    by_item = {one.item: one for one in baseline.ledger.lines}
    first, again = by_item["Experiments"], by_item["Repeat of experiments"]
    assert (again.kind, again.repeats, again.nature) == ("repeat", "usage", first.nature)
    assert (again.activity, again.treatment, again.days) == (first.activity, first.treatment, None)
    first, again = "Data preparation, data engineer", "Repeat of data preparation, data engineer"
    work, repeat = by_item[first], by_item[again]
    assert repeat.days == pytest.approx(work.days * baseline.schedule.repeated("data_preparation"))


def test_an_activity_that_the_plan_does_without_is_nobodys() -> None:
    small = computed(tiny({"release": {"effort": 20}}), Block(1, 0, 16))
    by_item = {one.item: one for one in small.ledger.lines}
    assert by_item["Penetration test"].activity is None
    assert by_item["Parallel run"].activity == "release"


@pytest.mark.parametrize("fields", [{"kind": "magic"}, {"treatment": "generous"}])
def test_a_line_of_no_known_sort_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="is none of"):
        line(**fields)


def test_days_without_a_role_are_refused() -> None:
    with pytest.raises(ValueError, match="line 'Model': person-days are those of a role"):
        replace(line(), days=np.ones(1))
