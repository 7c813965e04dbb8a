"""What it costs to run the service."""

import numpy as np
import pytest

import costmodel as cm
from costmodel.costs.operations import EFFORTS, bought_answers, price_of_call, renewed_licence, retraining_days, running
from tests.costs.booked import booked
from tests.strategies import case

RATES = {"staffing.rate_from_gross_pay": 0} | {
    f"roles.{role}.day_rate": 500
    for role in ("operations_engineer", "ml_engineer", "data_scientist", "domain_expert", "data_engineer")
}
RETRAINING = {
    **RATES,
    "initiative.horizon": 60,
    "operations.retraining.needed": 1,
    "operations.retraining.per_year": 4,
    "operations.retraining.runs": 2,
    "operations.retraining.relabelled": 0.4,
    "labelling.items": 1000,
    "operations.retraining.validation_effort": 2,
    "operations.retraining.deployment_effort": 1,
    "operations.retraining.automated": 0.5,
    "training_compute.from_flop": 0,
    "training_compute.full_training": 3,
    "cloud.chip_hour": 2,
    "cloud.region_factor": 1,
    "cloud.slippage": 1,
    "cloud.spot_share": 0,
    "cloud.committed_share": 0,
    "labelling.labels_per_item": 1,
    "labelling.relabelled": 0,
    "labelling.vendor_share": 0,
    "labelling.checked": 0,
    "labelling.expert_time": 288,
}


def test_what_returns_every_month_is_paid_every_month() -> None:
    assert running(np.array(150.0), np.array(60.0)) == 9000


@pytest.mark.parametrize(
    ("months", "paid"),
    [
        (60, 7_200),  # 1,200 x (1 + 1.1 + 1.2 + 1.3 + 1.4)
        (12, 1_200),  # nothing is renewed yet
        (18, 1_860),  # 1,200 + half of 1,320
        (0, 0),
    ],
)
def test_a_licence_of_a_hundred_a_month_rises_by_a_tenth_at_each_renewal_and_not_before(
    months: float, paid: float
) -> None:
    cost = renewed_licence(np.array(100.0), np.array(float(months)), np.array(0.1), np.array(12.0))
    assert cost == pytest.approx(paid)


def test_a_bought_model_is_paid_for_what_it_reads_and_what_it_writes() -> None:
    price = price_of_call(np.array(4000.0), np.array(500.0), np.array(2.5e-6), np.array(1e-5))
    assert price == pytest.approx(0.015)  # 0.010 + 0.005
    assert bought_answers(np.array(10_000.0), np.array(2.0), price) == pytest.approx(300)


def test_automation_saves_its_share_of_the_work_of_a_retraining() -> None:
    assert retraining_days(np.array(20.0), np.array(2.0), np.array(1.0), np.array(0.4)) == pytest.approx(36)


def test_labels_of_retrainings_do_not_grow_with_their_number_and_end_with_them() -> None:
    item = "Retraining, labels by own experts"
    rare, often, never = (booked(RETRAINING | {"operations.retraining.per_year": n})[item] for n in (1, 12, 0))
    assert rare == often == pytest.approx(10_000)
    assert never == 0


@pytest.mark.parametrize("name", ["baseline", "predictive_maintenance", "visual_inspection"])
def test_no_chain_of_wide_beliefs_makes_the_labels_of_retrainings_a_matter_of_millions(name: str) -> None:
    est = cm.estimate(case(name), samples=8_192)
    item = "Retraining, labels by own experts"
    money = np.concatenate([ledger.by("item")[(item,)] for ledger in est.ledgers()])
    # one in a thousand had been fifty times the mean
    assert 10 * money.mean() < np.quantile(money, 0.999) < 30 * money.mean()


@pytest.mark.parametrize(("item", "name", "role", "layer"), EFFORTS)
def test_each_effort_is_paid_by_the_month_at_its_roles_rate(item: str, name: str, role: str, layer: str) -> None:
    numbers = {f"operations.effort.{name}": 2, f"roles.{role}.day_rate": 550, "initiative.horizon": 36}
    amounts = booked({"staffing.rate_from_gross_pay": 0, **numbers})
    assert amounts[item] == pytest.approx(39_600)  # 2 x 36 x 550


def test_retraining_takes_computing_labels_and_work() -> None:
    amounts = booked(RETRAINING)  # 4 x 5 = 20 trainings
    assert amounts["Retraining, computing"] == pytest.approx(240)  # 20 x 2 runs x 3 h at 2
    # 0.4 x 1000 x 5 years = 2000 at 288 s: 20 days at 500
    assert amounts["Retraining, labels by own experts"] == pytest.approx(10_000)
    assert amounts["Retraining, validation"] == pytest.approx(10_000)  # 20 x 2 x half at 500
    assert amounts["Retraining, deployment"] == pytest.approx(5000)  # 20 x 1 x half at 500


def test_a_model_that_keeps_its_quality_is_not_trained_again() -> None:
    amounts = booked({**RETRAINING, "operations.retraining.needed": 0})
    assert {amounts[item] for item in amounts if item.startswith("Retraining")} == {0}


def test_tokens_are_paid_only_where_a_model_is_bought() -> None:
    numbers = {
        "operations.bought_model.requests": 10_000,
        "operations.bought_model.calls": 2,
        "operations.bought_model.tokens_read": 4000,
        "operations.bought_model.tokens_written": 500,
        "operations.bought_model.price_read": 2.5e-6,
        "operations.bought_model.price_written": 1e-5,
        "initiative.horizon": 60,
    }
    bought = booked({**numbers, "operations.bought_model.used": 1})
    assert bought["Bought model by the token"] == pytest.approx(18_000)  # 300 a month
    own = booked({**numbers, "operations.bought_model.used": 0})
    assert own["Bought model by the token"] == own["Moves to the vendor's next model"] == 0


def test_explaining_is_paid_only_where_it_is_required() -> None:
    numbers = {
        **RATES,
        "operations.explanations.requests": 10,
        "operations.explanations.effort": 2,
        "initiative.horizon": 60,
    }
    required = booked({**numbers, "compliance.explanations_required": 1})
    assert required["Requests for explanation"] == pytest.approx(75_000)  # 10 x 2 h x 60 / 8 at 500
    assert booked({**numbers, "compliance.explanations_required": 0})["Requests for explanation"] == 0


def test_ten_models_share_a_platform() -> None:
    numbers = {
        **RATES,
        "operations.platform.set_up_effort": 40,
        "operations.platform.set_up_cost": 20_000,
        "operations.platform.licence": 1000,
        "operations.platform.renewal_rise": 0,
        "initiative.horizon": 60,
    }
    alone = booked({**numbers, "operations.platform.shared_by": 1})
    shared = booked({**numbers, "operations.platform.shared_by": 10})
    items = ("Work to set up a platform", "Consulting to set up a platform", "Licences and platform")
    assert [alone[item] for item in items] == pytest.approx([20_000, 20_000, 60_000])
    assert [shared[item] for item in items] == pytest.approx([2000, 2000, 6000])


def test_incidents_take_work_and_money() -> None:
    amounts = booked(
        {
            **RATES,
            "operations.incidents.per_year": 4,
            "operations.incidents.effort": 1.5,
            "operations.incidents.cost": 300,
            "initiative.horizon": 60,
        }
    )
    assert amounts["Work on incidents"] == pytest.approx(15_000)  # 20 x 1.5 x 500
    assert amounts["Outside cost of incidents"] == pytest.approx(6000)


def test_people_in_operation_are_about_half_a_full_time_equivalent() -> None:
    """A baseline that was tried: 0.35 to 1.0 full-time equivalents, about 32,000 EUR a year besides."""
    estimate = cm.estimate(cm.load(), samples=4096, seed=1)
    items = estimate.by(["category", "payee", "item"])["mean"].loc["operations"]
    planned = items[[not item.startswith("Risk") for item in items.index.get_level_values("item")]]
    by_payee = planned.groupby("payee").sum() / 5  # a year
    days = by_payee["labour"] / 560  # at about the mean rate of the roles
    assert 0.35 < days / 198 < 0.75
    assert 24_000 < by_payee.drop("labour").sum() < 40_000


def test_laying_mlops_on_makes_operation_cheaper_and_go_live_earlier_but_costs_first() -> None:
    without = cm.estimate(cm.load(), samples=4096, seed=1)
    laid = cm.estimate(cm.load(scenarios=["mlops"]), samples=4096, seed=1)
    assert np.median(laid.after_go_live) < np.median(without.after_go_live)
    assert np.median(laid.go_live) < np.median(without.go_live)
    assert np.median(laid.to_go_live) > np.median(without.to_go_live)


@pytest.mark.parametrize("scenario", [name for name in cm.scenarios() if name != "mlops"])
def test_mlops_can_be_laid_on_any_scenario(scenario: str) -> None:
    case = cm.load(scenarios=[scenario])
    laid = case.with_scenario("mlops")
    assert len(laid.changes) > len(case.changes)
    assert cm.likeliest(laid).total > 0
