"""What it costs to buy and to run own hardware."""

import numpy as np
import pytest

import costmodel as cm
from costmodel.costs.hardware import average_power, electricity, network_price, replaced, resale_value, server_price
from costmodel.finance.discounting import discounted
from costmodel.simulation.ledger import CostLine
from tests.costs.booked import booked


def test_a_server_costs_its_chips_and_what_is_built_around_them() -> None:
    assert server_price(np.array(4.0), np.array(20_000.0), np.array(1.65)) == pytest.approx(132_000)


def test_a_network_of_a_fifth_of_the_purchase_costs_a_quarter_of_the_servers() -> None:
    assert network_price(np.array(400.0), np.array(0.2)) == pytest.approx(100)  # 100 of 500


def test_t5_11b_drew_85_megawatt_hours() -> None:
    """Reference case: 512 chips for 20 days at 310 W measured, building 1.12; published 85.7 MWh."""
    kilowatts = average_power(np.array(512.0), np.array(0.310), np.array(1.0), np.array(1.0), np.array(1.12))
    in_hours = electricity(kilowatts, np.array(20.0), np.array(24.0), np.array(1.0))  # 20 days of 24 hours, price 1
    assert in_hours == pytest.approx(85_327, abs=1)
    assert in_hours == pytest.approx(85_700, rel=0.01)


def test_a_server_that_outlasts_the_need_is_not_replaced() -> None:
    assert replaced(np.array(900.0), np.array(4.0), np.array(5.0)) == 0


def test_a_need_of_seven_and_a_half_years_buys_a_server_of_five_one_and_a_half_times() -> None:
    assert replaced(np.array(900.0), np.array(7.5), np.array(5.0)) == pytest.approx(450)


def test_value_falls_by_27_6_percent_a_year() -> None:
    """Epoch AI: by 10^(-0.14) a year; 0.3224 is 0.14 x ln 10."""
    left = resale_value(np.array(1000.0), np.array(2.0), np.array(5.0), np.array(0.32236), np.array(0.5))
    assert left == pytest.approx(1000 * 10 ** (-0.14 * 2) * 0.5, rel=1e-4)


def test_nobody_buys_a_server_after_its_useful_life() -> None:
    assert resale_value(np.array(1000.0), np.array(5.5), np.array(5.0), np.array(0.3), np.array(0.5)) == 0


def test_the_baseline_buys_nothing() -> None:
    assert cm.likeliest(cm.load()).categories["hardware"] == 0


def test_devices_are_bought_with_spares_fitted_and_replaced() -> None:
    amounts = booked(
        {
            "hardware.edge_devices.count": 10,
            "hardware.edge_devices.price": 2000,
            "hardware.edge_devices.spares": 0.2,
            "hardware.edge_devices.installation": 500,
            "hardware.edge_devices.failures": 0.1,
            "hardware.edge_devices.power": 0.05,
            "hardware.maintenance": 0.1,
            "hardware.electricity_price": 0.2,
            "initiative.horizon": 24,
        }
    )
    assert amounts["Edge devices"] == 24_000  # 10 x 1.2 x 2000
    assert amounts["Fitting of edge devices"] == 5000
    assert amounts["Replacement of edge devices"] == pytest.approx(5000)  # 10 x 0.1 x 2 years x 2500
    assert amounts["Maintenance of edge devices"] == pytest.approx(4800)  # 24,000 x 0.1 x 2 years
    assert amounts["Power of edge devices"] == pytest.approx(1752)  # 10 x 0.05 kW x 17,520 h x 0.2


def test_servers_bring_network_power_care_and_a_resale() -> None:
    amounts = booked({"hardware.servers.count": 2, "initiative.horizon": 24, "hardware.servers.useful_life": 9})
    spent = (
        "Servers",
        "Network of the servers",
        "Care of servers until go-live",
        "Power of servers until go-live",
        "Care of servers in operation",
        "Power of servers in operation",
    )
    assert all(amounts[item] > 0 for item in spent)
    assert amounts["Replacement of servers"] == 0
    assert -amounts["Servers"] < amounts["Resale of servers"] < 0


# -- servers whose operation ends before their life -------------------------------------------------------------------

SOLD = {"hardware.servers.count": 2, "hardware.servers.useful_life": 5, "hardware.servers.loss_of_value": 0.3,
        "hardware.servers.resale": 0.5, "operations.retirement_hazard": 1.0}  # fmt: skip


def lines(est: cm.Estimate, item: str) -> CostLine:
    (found,) = (line for line in next(est.cases()).ledger.lines if line.item == item)
    return found


def test_servers_of_a_system_that_is_given_up_early_are_sold_for_what_is_left_of_them() -> None:
    base = cm.load().with_changes(SOLD)
    sold, unsold = (cm.estimate(base.with_changes({"hardware.servers.resale": s}), samples=1_024) for s in (0.5, 0))
    (case,) = sold.cases()
    from_then_on = case.schedule.window("business_case").end
    years = (case.schedule.end - from_then_on) / 12
    left = lines(sold, "Servers").amount * np.exp(-0.3 * years) * 0.5 * (years < 5)
    bought = case.schedule.window("hardware_procurement").end <= case.schedule.end
    assert np.allclose(unsold.spent - sold.spent, left * bought)
    early = (sold.reached > 0) & (years < 5)
    assert np.all((unsold.spent - sold.spent)[early] > 0)
    assert np.any(early)
    assert np.array_equal(sold.total, unsold.total)  # to the horizon they have served their time


def test_what_a_stop_leaves_of_the_servers_is_sold_too() -> None:
    changes = SOLD | {"plan.model_validation.gate": 1.0}
    base = cm.load().with_changes(changes)
    sold, unsold = (cm.estimate(base.with_changes({"hardware.servers.resale": s}), samples=1_024) for s in (0.5, 0))
    assert sold.reaches_production == 0
    assert unsold.spent.mean() > sold.spent.mean()


def test_servers_that_lose_value_faster_bring_less() -> None:
    base = cm.load().with_changes(SOLD)
    slow, fast = (
        cm.estimate(base.with_changes({"hardware.servers.loss_of_value": rate}), samples=256) for rate in (0.2, 0.5)
    )
    assert slow.whole_life_retired.mean() < fast.whole_life_retired.mean()
    assert slow.cost_per_productive_month < fast.cost_per_productive_month


def test_no_server_is_replaced_before_its_useful_life_is_over() -> None:
    est = cm.estimate(cm.load().with_changes(SOLD), samples=256)
    replacement, (case,) = lines(est, "Replacement of servers"), est.cases()
    years = (replacement.window.start - case.schedule.window("business_case").end) / 12
    needed = replacement.amount > 0
    assert np.any(needed)
    assert np.all(years[needed] >= 5 - 1e-9)


def test_with_a_resale_what_is_discounted_at_no_rate_is_what_is_spent() -> None:
    est = cm.estimate(cm.load().with_changes(SOLD), samples=256)
    (values,) = discounted(est, [0.0], escalated=False, view="as_it_happens")
    assert np.allclose(values, est.spent, rtol=1e-6)


STATIONS = {
    "hardware.workstations.count": 3,
    "hardware.workstations.price": 4000,
    "hardware.workstations.power": 0.2,
    "hardware.maintenance": 0.1,
    "hardware.electricity_price": 0.2,
    "initiative.horizon": 24,
}


def test_workstations_cost_their_price_their_power_and_their_upkeep() -> None:
    amounts = booked(STATIONS)
    assert amounts["Workstations"] == 12_000
    assert amounts["Power of workstations in operation"] == pytest.approx(2_102.4)  # 3 x 0.2 kW x 17,520 h x 0.2
    assert amounts["Care of workstations in operation"] == pytest.approx(2_400)  # 12,000 x 0.1 x 2 years


def test_a_workstation_is_sold_within_its_life_and_replaced_after_it() -> None:
    young = booked(STATIONS | {"hardware.workstations.useful_life": 9})
    assert young["Resale of workstations"] < 0
    assert young["Replacement of workstations"] == 0
    old = booked(STATIONS | {"hardware.workstations.useful_life": 1, "initiative.horizon": 60})
    assert old["Resale of workstations"] == 0
    assert old["Replacement of workstations"] > 4 * 12_000  # more than five years, so four times anew


def test_a_workstation_trains_for_nothing_beside_its_price_and_power() -> None:
    rented = booked(STATIONS)["Experiments"]
    own = STATIONS | {"training_compute.on_own_hardware": 1, "training_compute.own_utilisation": 0.8}
    assert rented > 0
    assert booked(own | {"hardware.workstations.chips": 100})["Experiments"] == 0
    assert booked(own | {"hardware.workstations.chips": 0})["Experiments"] == rented
