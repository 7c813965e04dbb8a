"""The ledger: however it is cut the total is the same, and money falls into the months in which it is spent."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.beliefs.sampling import Block
from costmodel.estimates.simulation import Case, computed
from costmodel.files.categories import cost_categories
from costmodel.initiative.plan import LAYERS, PAYEES, PHASES
from costmodel.simulation.ledger import CUTS, CostLine, Ledger, Window, spent_by, spent_until
from tests.strategies import Array, error_of


def line(item: str = "Model", amount: Array | None = None, window: Window | None = None, **where: str) -> CostLine:
    place = {"category": "staffing", "phase": "develop", "layer": "ml", "payee": "labour"} | where
    return CostLine(
        item=item,
        amount=np.array([300.0]) if amount is None else amount,
        window=window or Window(np.array([0.0]), np.array([3.0])),
        **place,  # type: ignore[arg-type]
    )


def monthly(months: int, window: Window, amount: Array, *, per_sample: bool = False) -> Array:
    return np.diff(spent_until(months, window, amount, per_sample=per_sample), prepend=0.0, axis=-1)


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
    st.lists(st.sampled_from(CUTS), max_size=3),
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


@pytest.mark.parametrize("cuts", [(cut,) for cut in CUTS] + [("category", "phase"), ("layer", "payee", "scope"), CUTS])
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


# -- phasing -------------------------------------------------------------------------------------------------


def test_evenly_spent_money_falls_into_months_as_the_reference_says() -> None:
    """Start uniform on 0..2 months, duration 3, cost 300: expected 25, 75, 100, 75, 25; 300 in every sample."""
    start = cm.draw({"start": cm.Belief(min=0, max=2)}, samples=262_144)["start"]
    spent = monthly(5, Window(start, start + 3), np.full(1, 300.0), per_sample=True)
    for month, expected in enumerate((25, 75, 100, 75, 25)):
        assert abs(spent[:, month].mean() - expected) < 4 * error_of(np.mean, spent[:, month]) + 1e-9
    assert spent.sum(axis=1) == pytest.approx(np.full(len(start), 300.0))


def test_samples_together_are_the_sum_of_samples_apart() -> None:
    start = np.array([0.0, 0.7, 1.9])
    window, money = Window(start, start + np.array([3.0, 0.1, 2.2])), np.array([300.0, 20, 1_000])
    apart = spent_until(6, window, money, per_sample=True)
    assert apart.shape == (3, 6)
    assert spent_until(6, window, money) == pytest.approx(apart.sum(axis=0))


def test_money_of_one_month_falls_into_that_month() -> None:
    assert monthly(3, Window(np.array([1.25]), np.array([1.75])), np.array([80.0])) == pytest.approx([0, 80, 0])


def test_money_of_a_moment_falls_into_the_month_of_that_moment() -> None:
    assert monthly(3, Window(np.array([1.5]), np.array([1.5])), np.array([80.0])) == pytest.approx([0, 80, 0])


def test_a_credit_is_phased_like_a_cost() -> None:
    assert monthly(2, Window(np.array([0.5]), np.array([1.5])), np.array([-80.0])) == pytest.approx([-40, -40])


@given(
    st.lists(
        st.tuples(st.floats(0, 30), st.one_of(st.just(0.0), st.floats(1e-5, 25)), st.floats(-1e6, 1e6)),
        min_size=1,
        max_size=20,
    )
)
def test_all_money_is_spent_within_its_window_and_all_of_it_is(rows: list[tuple[float, float, float]]) -> None:
    start, length, money = (np.array(column) for column in zip(*rows, strict=True))
    spent = spent_until(60, Window(start, start + length), money, per_sample=True)
    scale = 1e-6 * (1 + np.abs(money))
    assert np.all(np.abs(spent[:, -1] - money) < scale)
    months = np.arange(1, 61)
    assert np.all(np.abs(np.where(months[None, :] <= start[:, None], spent, 0)) < scale[:, None])
    done = np.where(months[None, :] > (start + length)[:, None], spent - money[:, None], 0)
    assert np.all(np.abs(done) < scale[:, None])


# -- as it happens -------------------------------------------------------------------------------------------


def test_what_falls_after_the_end_is_not_spent() -> None:
    window = Window(np.array([2.0]), np.array([6.0]))
    ends = np.array([1.0, 2.0, 3.0, 6.0, 9.0, np.inf])
    assert spent_by(window, ends, np.ones(6)) == pytest.approx([0, 0, 0.25, 1, 1, 1], abs=1e-6)


def test_a_payment_at_a_moment_is_made_up_to_that_moment() -> None:
    moment = Window(np.array([2.0]), np.array([2.0]))
    assert spent_by(moment, np.array([1.9, 2.0, 2.1]), np.ones(3)).tolist() == [0, 1, 1]


def test_what_retirement_costs_is_paid_where_a_system_was_in_use() -> None:
    window = Window(np.array([60.0]), np.array([60.0]), at_retirement=True)
    assert spent_by(window, np.array([5.0, 30.0, 60.0]), np.array([0.0, 1.0, 1.0])).tolist() == [0, 1, 1]


def test_more_is_spent_the_later_it_ends_and_in_the_end_all() -> None:
    window = Window(np.array([3.0, 5.0]), np.array([3.0, 9.0]))
    shares = np.array([spent_by(window, np.full(2, end), np.ones(2)) for end in np.linspace(0, 10, 41)])
    assert np.all(np.diff(shares, axis=0) >= 0)
    assert shares[0].tolist() == [0, 0]
    assert shares[-1].tolist() == [1, 1]


def test_lines_that_share_a_window_are_phased_together() -> None:
    window = Window(np.array([0.0]), np.array([1.0]))
    ledger = Ledger([line("a", window=window), line("b", window=window), line("c")], samples=1)
    groups = list(ledger.by_window("category"))
    assert len(groups) == 2
    assert groups[0][1]["staffing",] == pytest.approx([600])
