"""What becomes an asset and what is expense: rules, the gate, overrides, and how it is written off."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import BLOCK
from costmodel.estimates.result import Estimate
from costmodel.finance.capitalisation import capital_and_operating
from tests.strategies import CASES, case, tiny

HARDWARE = {"hardware.servers.count": 2, "hardware.edge_devices.count": 10}
PERIODS = ("month", "quarter", "fiscal_year")


@pytest.fixture(scope="module")
def est() -> Estimate:
    return cm.estimate(cm.load(scenarios=["visual_inspection"]), samples=BLOCK + 300, seed=1)


def gated(release: float) -> dict[str, dict[str, object]]:
    """Three months of validation that end in a gate, then the release; days of effort, twenty to the month."""
    own = {"treatment": "development"}
    validation = {"effort": 60, "gate": True} | own
    return {"model_validation": validation, "release": {"effort": release, "after": ("model_validation",)} | own}


# -- laws ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(CASES))
def test_capital_and_operating_are_the_total_in_every_sample(name: str) -> None:
    est = cm.estimate(case(name), samples=256)
    both = capital_and_operating(est)
    assert both.capital + both.operating == pytest.approx(est.total, rel=1e-12)
    lines = both.lines[["capital", "operating"]].to_numpy().sum()
    periods = both.periods[["capital", "operating"]].to_numpy().sum()
    assert round(lines, 2) == round(periods, 2) == round(est.total.mean(), 2)


@pytest.mark.parametrize("every", PERIODS)
def test_in_the_end_everything_is_charged(est: Estimate, every: str) -> None:
    periods = capital_and_operating(est, every).periods
    assert periods.index.name == every
    written_off = periods[["amortisation", "depreciation", "written_off"]].to_numpy().sum()
    assert round(written_off, 2) == round(periods["capital"].sum(), 2)
    assert round(periods["charge"].sum(), 2) == round(est.total.mean(), 2)


def test_doubling_all_prices_doubles_capital(est: Estimate) -> None:
    base = est.assumptions
    money = [name for name, belief in base.items() if belief.is_money and not name.startswith("currency.")]
    dearer = cm.estimate(base.with_changes({name: base[name].scaled(2) for name in money}), samples=256)
    once = cm.estimate(base, samples=256)
    assert capital_and_operating(dearer).capital == pytest.approx(2 * capital_and_operating(once).capital, rel=1e-9)


# -- the gate ------------------------------------------------------------------------------------------------


def test_nothing_before_the_passed_gate_is_capitalised_and_what_straddles_it_is_split() -> None:
    # model_validation (3 months, a gate) -> release (2 months). Licences of 100 a month run through all five.
    activities = gated(release=40)
    numbers = {"plan.model_validation.gate": cm.Belief(chance=0.3, unit="chance"), "handover.licences": 100}
    point = cm.likeliest(tiny(activities, numbers))
    lines = capital_and_operating(point).lines
    assert (lines.loc["Model validation, ml engineer", ["capital", "operating"]] == [0, 6_000]).all()
    assert (lines.loc["Release, ml engineer", ["capital", "operating"]] == [4_000, 0]).all()
    licences = lines.loc["Licences until go-live"]
    assert [licences["capital"], licences["operating"]] == pytest.approx([2 * 100, 3 * 100], abs=0.01)
    assert licences["reason"].startswith("Materials and services for development, after the passed gate")
    assert "never reinstated" in licences["reason"]
    assert ".54, .71" in lines.loc["Model validation, ml engineer", "reason"]


def test_development_is_written_off_in_equal_parts_from_go_live() -> None:
    activities = gated(release=60)
    numbers = {
        "plan.model_validation.gate": cm.Belief(chance=0.3, unit="chance"),
        "handover.licences": 0,
        "finance.useful_life.software": cm.Belief(value=2, unit="year"),
    }
    point = cm.likeliest(tiny(activities, numbers))
    both = capital_and_operating(point, "month")
    capital = both.lines["capital"].sum()
    months = both.periods["amortisation"]
    # gate after 3 months, go-live after 6, then 24 months
    assert months.loc[:6].to_numpy() == pytest.approx(0, abs=1e-6)
    assert months.loc[7:30].to_numpy() == pytest.approx(capital / 24, abs=0.01)
    assert months.loc[31:].sum() == pytest.approx(0, abs=1e-6)


def test_a_plan_without_a_gate_capitalises_no_development() -> None:
    point = cm.likeliest(tiny({"release": {"effort": 60}}))
    lines = capital_and_operating(point).lines
    assert lines["capital"].sum() == pytest.approx(0, abs=0.01)


def test_before_the_gate_there_is_equipment_alone(est: Estimate) -> None:
    early = [capital_and_operating(est).lines[lambda lines, phase=phase: lines["phase"] == phase]
             for phase in ("explore", "prepare", "develop")]  # fmt: skip
    for lines in early:
        capital = lines[lines["capital"] > 0]
        assert set(capital.index) <= {
            "Edge devices",
            "Fitting of edge devices",
            "Hardware procurement, operations engineer",
        }


# -- the rules -----------------------------------------------------------------------------------------------


def test_every_line_has_a_reason(est: Estimate) -> None:
    lines = capital_and_operating(est).lines
    assert (lines["reason"].str.len() > 10).all()
    assert set(lines["by"]) == {"rule"}


def test_waiting_training_and_operation_are_never_capital(est: Estimate) -> None:
    lines = capital_and_operating(est).lines
    running = lines[(lines["phase"] == "operate") & (lines["payee"] != "hardware")]
    assert running["capital"].sum() == 0
    waiting = lines[lines["category"] == "waiting"]
    assert set(waiting.index[waiting["capital"] > 0]) == {"User trial, business user", "Field trial, business user"}
    assert waiting.loc["User trial, business user", "reason"].startswith("Testing whether the asset works")
    assert lines[lines.index.str.contains("training, time|Upskilling|literacy")]["capital"].sum() == 0


def test_the_hgb_option_is_an_option(est: Estimate) -> None:
    def chosen(ias_38: int, option: int) -> tuple[float, str]:
        switches = {"finance.capitalisation.ias_38": ias_38, "finance.capitalisation.hgb_option": option}
        both = capital_and_operating(cm.estimate(est.assumptions.with_changes(switches), samples=256))
        engineering = both.lines.loc["Production engineering, ml engineer"]
        return float(engineering["capital"]), str(engineering["reason"])

    under_ifrs, without, with_option = chosen(1, 0), chosen(0, 0), chosen(0, 1)
    assert chosen(1, 1) == under_ifrs  # IAS 38 leaves no choice
    assert without[0] == 0
    assert "option" in without[1]
    assert "section 248(2)" in without[1]
    assert with_option[0] == under_ifrs[0] > 0
    assert "248(2)" in with_option[1]
    assert "248" not in under_ifrs[1]
    assert "IAS" not in with_option[1] + without[1]


def test_an_activity_is_expensed_for_what_the_plan_says_of_it_and_never_for_its_name() -> None:
    # three activities after the gate, 20 days at 100 each; one says that it is work on the asset, one that it changes
    # the business, one says nothing
    activities = {
        "model_validation": {"effort": 20, "gate": True},
        "process_change": {"effort": 20, "after": ("model_validation",), "treatment": "development"},
        "works_council_agreement": {"effort": 20, "after": ("process_change",), "treatment": "reorganisation"},
        "release": {"effort": 20, "after": ("works_council_agreement",)},
    }
    gate = {"plan.model_validation.gate": cm.Belief(chance=0.3, unit="chance")}
    lines = capital_and_operating(cm.likeliest(tiny(activities, gate))).lines
    called = "Process change, ml engineer", "Works council agreement, ml engineer", "Release, ml engineer"
    assert [lines.loc[item, "capital"] for item in called] == [2_000, 0, 0]
    assert "38.69(d)" in lines.loc[called[1], "reason"]
    assert "does not say" in lines.loc[called[2], "reason"]


# -- equipment -----------------------------------------------------------------------------------------------


def test_equipment_is_depreciated_from_the_month_of_purchase_over_its_life() -> None:
    base = cm.load().with_changes({"hardware.workstations.count": 1, "hardware.workstations.price": 4_800})
    putting_up = {"plan.hardware_procurement.effort.operations_engineer": 0, "finance.useful_life.hardware": 4}
    putting_up["hardware.workstations.useful_life"] = 12  # so that none is replaced
    months = capital_and_operating(cm.likeliest(base.with_changes(putting_up)), "month").periods
    assert months["depreciation"].sum() == pytest.approx(4_800, abs=0.02)
    assert months["depreciation"].max() == pytest.approx(100, abs=0.01)  # 4,800 over 48 months
    assert (months["depreciation"].cumsum() <= months["capital"].cumsum() + 0.01).all()


def test_replacements_and_resale_do_not_break_the_sum(est: Estimate) -> None:
    bought = cm.estimate(est.assumptions.with_changes(HARDWARE | {"initiative.horizon": 36}), samples=256)
    both = capital_and_operating(bought)
    assert both.lines.loc["Resale of servers", "operating"] < 0
    assert both.lines.loc["Servers", "operating"] == 0
    assert both.capital + both.operating == pytest.approx(bought.total)


def test_installation_goes_with_what_is_installed_and_both_are_written_off_together() -> None:
    base = cm.load().with_changes({"hardware.workstations.count": 1, "hardware.workstations.price": 4_800})
    lines = capital_and_operating(cm.estimate(base, samples=64)).lines
    assert (lines.loc[["Workstations", "Hardware procurement, operations engineer"], "operating"] == 0).all()
    assert "16.17" in lines.loc["Hardware procurement, operations engineer", "reason"]


@pytest.mark.parametrize(
    ("price", "threshold", "asset"), [(800, 800, 0), (801, 800, 1), (500, 0, 1), (2_000, 2_500, 0)]
)
def test_a_thing_of_low_value_is_expense_at_once_with_its_installation(
    price: float, threshold: float, asset: int
) -> None:
    # three workstations; EStG section 6(2) looks at each thing, not at the bill
    numbers = {"hardware.workstations.count": 3, "hardware.workstations.price": price, "finance.low_value": threshold}
    lines = capital_and_operating(cm.estimate(cm.load().with_changes(numbers), samples=64)).lines
    bought = lines.loc["Workstations"]
    assert (bought["capital"], bought["operating"]) == (asset * 3 * price, (1 - asset) * 3 * price)
    assert (lines.loc["Hardware procurement, operations engineer", "capital"] > 0) == bool(asset)
    assert ("low value" in bought["reason"]) == (not asset)


# -- the end -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["carried_through", "as_it_happens"])
@pytest.mark.parametrize("confidence", [None, 0.8])
def test_nothing_is_written_off_after_the_end_and_charges_are_the_cost_to_the_cent(
    est: Estimate, view: str, confidence: float | None
) -> None:
    both = capital_and_operating(est, "month", confidence=confidence, view=view)
    figure = est.total if view == "carried_through" else est.spent
    wanted = figure.mean() if confidence is None else np.quantile(figure, confidence)
    assert both.capital + both.operating == pytest.approx(figure)
    sums = both.periods.sum().round(2)
    assert sums["charge"] == round(sums["capital"] + sums["operating"], 2) == round(float(wanted), 2)
    assert sums[["amortisation", "depreciation", "written_off"]].sum().round(2) == sums["capital"]
    assert round(both.lines["capital"].sum(), 2) == sums["capital"]
    assert round(both.lines["operating"].sum(), 2) == sums["operating"]
    assert len(both.periods) <= np.ceil((est.go_live + est.figures["horizon"]).max()) + 1


def test_what_a_short_operation_leaves_in_the_books_is_written_off_at_its_end() -> None:
    # gate after 3 months, go-live after 6, one year of operation; four years of life: a quarter is amortised
    numbers = {
        "plan.model_validation.gate": cm.Belief(chance=0.3, unit="chance"),
        "finance.useful_life.software": cm.Belief(value=4, unit="year"),
        "initiative.horizon": cm.Belief(value=12, unit="month"),
        "handover.licences": 0,
    }
    both = capital_and_operating(cm.estimate(tiny(gated(release=60), numbers), samples=1), "month")
    capital = both.periods["capital"].sum()
    assert both.periods["amortisation"].sum() == pytest.approx(capital / 4, abs=0.01)
    assert both.periods.loc[18, "written_off"] == pytest.approx(capital * 3 / 4, abs=0.01)
    assert both.periods.loc[19:, ["amortisation", "written_off"]].to_numpy().sum() == 0


def test_a_stop_writes_off_what_is_capital_then_and_nothing_is_amortised(est: Estimate) -> None:
    certain = {"plan.model_validation.gate": 1.0}
    stopped = cm.estimate(est.assumptions.with_changes(certain | HARDWARE), samples=256)
    both = capital_and_operating(stopped, "month", view="as_it_happens")
    assert stopped.reaches_production == 0
    assert both.periods["amortisation"].sum() == 0
    assert both.periods["written_off"].sum() > 0.5 * both.periods["capital"].sum()


def test_the_default_life_of_software_agrees_with_the_retirement_that_the_model_expects() -> None:
    # exponential with a hazard of 0.38 a year: 1 / 0.38 = 2.6 years in the mean, in whole years three
    base = cm.load()
    assert base["finance.useful_life.software"].likeliest == round(1 / base["operations.retirement_hazard"].likeliest)


# -- overrides -----------------------------------------------------------------------------------------------


def test_finance_can_decide_otherwise_line_by_line(est: Estimate) -> None:
    decided = {"Project lead, steering": "capital", "Penetration test": "operating", "Edge devices": "operating"}
    both, before = capital_and_operating(est, overrides=decided), capital_and_operating(est)
    for item, word in decided.items():
        assert both.lines.loc[item, "by"] == "override"
        assert both.lines.loc[item, "reason"] == f"Finance decided: {word}"
    steering = both.lines.loc["Project lead, steering"]
    assert steering["capital"] > 0 < steering["operating"]  # from the gate on; what came before stays expense
    assert both.lines.loc["Edge devices", "capital"] == 0
    untouched = [item for item in before.lines.index if item not in decided]
    assert both.lines.loc[untouched, "reason"].equals(before.lines.loc[untouched, "reason"])
    money = ["capital", "operating"]
    assert np.allclose(both.lines.loc[untouched, money], before.lines.loc[untouched, money], atol=0.011)
    assert both.capital + both.operating == pytest.approx(est.total)


def test_a_wrong_override_is_refused_with_the_nearest_name(est: Estimate) -> None:
    with pytest.raises(ValueError, match="no line 'Penetration tset' \\(did you mean 'Penetration test'\\?\\)"):
        capital_and_operating(est, overrides={"Penetration tset": "capital"})
    with pytest.raises(ValueError, match="neither capital nor operating"):
        capital_and_operating(est, overrides={"Penetration test": "asset"})
    with pytest.raises(ValueError, match="no period 'week'"):
        capital_and_operating(est, every="week")


def test_it_can_be_read_at_a_glance(est: Estimate) -> None:
    both = capital_and_operating(est)
    assert repr(both).startswith("<Capital ")
    assert "become an asset" in repr(replace(both, capital=np.zeros(1), operating=np.zeros(1)))
