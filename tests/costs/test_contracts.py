"""What a contract with others costs beyond the days that they work: minimum term, notice, price, discount."""

from pathlib import Path

import numpy as np
import pytest

import costmodel as cm
from costmodel.costs.contracts import penalty_due
from costmodel.estimates.simulation import Case
from costmodel.simulation.ledger import CostLine
from tests.costs.own_files import likeliest, money, number, own

# One contractor, half of the time, at 1,000 EUR a day; 198 days of work in 12 months, so 8.25 days in a month of it.
NUMBERS = {
    "roles.data_engineer.day_rate": 1_000.0,
    "roles.data_engineer.people": 1.0,
    "roles.data_engineer.availability": 0.5,
    "calendar.productive_days_per_year": 198.0,
}
A_MONTH = 8.25
UNUSED = "Engineering, days committed and not used"


def agreed(*terms: str) -> str:
    return "\n".join(
        [
            "roles: {data_engineer: {payee: contractor}}",
            "contracts:",
            "  engineering:",
            "    meaning: Engineering",
            "    role: data_engineer",
            *(f"    {term}" for term in terms),
            "",
        ]
    )


def unused(case: Case) -> CostLine:
    (line,) = [line for line in case.ledger.lines if line.item == UNUSED]
    return line


def test_a_minimum_term_pays_for_the_days_that_nobody_works(tmp_path: Path) -> None:
    term = f"minimum_term: {number('Least time', 'month', 36)}"
    case = likeliest(own(tmp_path, agreed(term), NUMBERS))
    worked = float(case.schedule.worked["data_engineer"][0])
    line, start = unused(case), case.schedule.idle_window("data_engineer").start
    assert float(line.days[0]) == pytest.approx(36 * A_MONTH - worked)
    assert float(line.amount[0]) == pytest.approx((36 * A_MONTH - worked) * 1_000)
    assert float((line.window.end - line.window.start)[0]) == pytest.approx(36)
    assert float(line.window.start[0]) == float(start[0])
    assert (line.payee, line.category) == ("service", "waiting")


def test_a_term_shorter_than_the_work_costs_nothing(tmp_path: Path) -> None:
    term = f"minimum_term: {number('Least time', 'month', 0.5)}"
    assert money(likeliest(own(tmp_path, agreed(term), NUMBERS)).ledger.lines, UNUSED) == [0.0]


def test_days_that_are_paid_while_waiting_count_against_the_term(tmp_path: Path) -> None:
    terms = (f"minimum_term: {number('Least time', 'month', 36)}", f"paid_while_waiting: {number('Waits', 'share', 1)}")
    case = likeliest(own(tmp_path, agreed(*terms), NUMBERS))
    (idle,) = [line for line in case.ledger.lines if line.item == "Data engineer, idle"]
    worked = float(case.schedule.worked["data_engineer"][0])
    assert float(unused(case).days[0]) == pytest.approx(36 * A_MONTH - worked - float(idle.days[0]))


def test_a_stop_pays_for_the_rest_of_the_term_and_for_the_notice(tmp_path: Path) -> None:
    """Whoever ends it within 100 months pays 100; with a month's notice instead, at least that month."""
    stops = {"plan.model_validation.gate": 1.0, "operations.retirement_hazard": 0.0}
    for term, least in (("minimum_term", 100.0), ("notice", 6.0)):
        text = agreed(f"{term}: {number('A time', 'month', least)}")
        assumptions = own(tmp_path, text, NUMBERS | stops)
        (case,) = cm.estimate(assumptions, samples=128, seed=1).cases()
        schedule, line = case.schedule, unused(case)
        stopped = schedule.reached == 0
        assert np.all(stopped)
        plain = cm.estimate(own(tmp_path, agreed(), NUMBERS | stops), samples=128, seed=1)
        more = cm.estimate(assumptions, samples=128, seed=1).spent - plain.spent
        inside = schedule.end < schedule.idle_window("data_engineer").end
        assert np.any(inside)
        if term == "notice":
            assert np.allclose(line.amount, 0)  # where it is carried through, notice is given in time
            assert np.allclose(more[inside], 6 * A_MONTH * 1_000)
            assert np.allclose(more[~inside], 0)
        else:
            assert np.all(more > 0)
            assert np.allclose(more[~inside], line.amount[~inside])  # all work is done: 100 months less its days


def test_a_fixed_price_is_paid_by_milestones_and_its_days_cost_nothing(tmp_path: Path) -> None:
    text = f"""
roles: {{ml_engineer: {{payee: supplier}}}}
contracts:
  integration:
    meaning: Integration
    role: ml_engineer
    price: {number("Price of the integration", "EUR", 90_000)}
    milestones:
      - {{after: production_engineering, share: 0.4}}
      - {{after: release, share: 0.6}}
"""
    case = likeliest(own(tmp_path, text))
    first, second = (line for line in case.ledger.lines if line.item.startswith("Integration, milestone"))
    assert (float(first.amount[0]), float(second.amount[0])) == (36_000, 54_000)  # 40 % and 60 % of 90,000
    assert float(first.window.start[0]) == float(case.schedule.finish["production_engineering"][0])
    assert float(second.window.start[0]) == float(case.schedule.go_live[0])
    days = [line for line in case.ledger.lines if line.role == "ml_engineer" and line.activity is not None]
    assert days == []
    after = [line for line in case.ledger.lines if line.role == "ml_engineer" and line.phase == "operate"]
    assert any(float(line.amount[0]) > 0 for line in after)  # the price is that of the work until go-live


@pytest.mark.parametrize(("agreed_time", "share"), [(0.0, 0.05), (1_000.0, 0.0)])
def test_a_late_supplier_pays_a_share_of_the_price_for_each_month_up_to_a_limit(
    tmp_path: Path, agreed_time: float, share: float
) -> None:
    text = f"""
roles: {{ml_engineer: {{payee: supplier}}}}
contracts:
  integration:
    meaning: Integration
    role: ml_engineer
    price: {number("Price", "EUR", 90_000)}
    agreed_time: {number("Agreed", "month", agreed_time)}
    penalty: {number("A month", "1/month", 0.5)}
    penalty_limit: {number("At most", "share", 0.05)}
    milestones: [{{after: release, share: 1}}]
"""
    case = likeliest(own(tmp_path, text))
    (penalty,) = money(case.ledger.lines, "Integration, penalty for delay")
    assert penalty == pytest.approx(-90_000 * share)


def test_two_months_of_delay_at_one_per_cent_are_two_per_cent() -> None:
    assert penalty_due(1_000.0, 2.0, 0.01, 0.05) == pytest.approx(20)
    assert penalty_due(1_000.0, 9.0, 0.01, 0.05) == pytest.approx(50)


def test_days_beyond_those_of_a_framework_contract_are_cheaper(tmp_path: Path) -> None:
    """Of 40 days and a discount of a tenth from 10 on, 30 cost 900 instead of 1,000: 3,000 less."""
    text = agreed(f"discount: {number('Less', 'share', 0.1)}", f"discount_from: {number('From', 'person_day', 10)}")
    case = likeliest(own(tmp_path, text, NUMBERS))
    paid = [line for line in case.ledger.lines if line.role == "data_engineer" and line.kind in ("work", "repeat")]
    paid = [line for line in paid if line.phase != "operate" and line.activity in case.schedule.happens]
    days = float(case.schedule.worked["data_engineer"][0])
    on_the_plan = [line for line in paid if ", data engineer" in line.item]
    assert sum(float(line.amount[0]) for line in on_the_plan) == pytest.approx(days * 1_000 - (days - 10) * 100)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("contracts: {one: {meaning: One, role: data_engineer}}\n", "roles.data_engineer.payee must be contractor"),
        ("contracts: {one: {meaning: One, role: data_engineeer}}\n", "is no role of the plan"),
        (agreed("milestones: [{after: release, share: 1}]"), "are parts of a price, and there is none"),
        (agreed(f"discount: {number('Less', 'share', 0.1)}"), "goes with discount_from"),
        (agreed(f"price: {number('Price', 'EUR', 10)}"), "roles.data_engineer.payee must be supplier"),
        (
            agreed(f"price: {number('Price', 'EUR', 10)}", "milestones: [{after: release, share: 0.9}]").replace(
                "payee: contractor", "payee: supplier"
            ),
            "must add up to 1: they add up to 0.9",
        ),
        (
            agreed(f"price: {number('Price', 'EUR', 10)}", "milestones: [{after: relase, share: 1}]").replace(
                "payee: contractor", "payee: supplier"
            ),
            "did you mean 'release'",
        ),
        (agreed(f"penalty: {number('A month', '1/month', 0.1)}"), "goes with a price, and there is none"),
        (agreed("minimum_tern: 3"), "did you mean 'minimum_term'"),
    ],
)
def test_a_contract_that_contradicts_itself_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(cm.AssumptionsError) as refused:
        own(tmp_path, text)
    assert told in str(refused.value)
    assert "ours.yaml:" in str(refused.value)
