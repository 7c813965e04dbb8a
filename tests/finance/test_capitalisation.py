"""What becomes an asset and what is expense: rules, the gate, overrides, and how it is written off."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import BLOCK
from costmodel.estimates.result import Estimate
from costmodel.finance.capitalisation import capital_and_operating
from costmodel.finance.treatments import NO_OPTION
from tests.strategies import CASES, case, tiny

HARDWARE = {"hardware.servers.count": 2, "hardware.edge_devices.count": 10}
PERIODS = ("month", "quarter", "fiscal_year")


@pytest.fixture(scope="module")
def est() -> Estimate:
    return cm.estimate(cm.load(scenarios=["visual_inspection"]), samples=BLOCK + 300, seed=1)


def gated(release: float) -> dict[str, dict[str, object]]:
    """Three months of validation that end in a gate, then the release; days of effort, twenty to the month."""
    validation = {"effort": 60, "gate": True}
    return {"model_validation": validation, "release": {"effort": release, "after": ("model_validation",)}}


# -- laws ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(CASES))
def test_capital_and_operating_are_the_total_in_every_sample(name: str) -> None:
    est = cm.estimate(case(name), samples=256)
    both = capital_and_operating(est)
    assert both.capital + both.operating == pytest.approx(est.total, rel=1e-12)
    lines = both.lines[["capital", "operating"]].to_numpy().sum()
    periods = both.periods[["capital", "operating"]].to_numpy().sum()
    assert lines == pytest.approx(float(est.total.mean()), rel=1e-9)
    assert periods == pytest.approx(float(est.total.mean()), rel=1e-9)


@pytest.mark.parametrize("every", PERIODS)
def test_in_the_end_everything_is_charged(est: Estimate, every: str) -> None:
    periods = capital_and_operating(est, every).periods
    assert periods.index.name == every
    written_off = float(periods["amortisation"].sum() + periods["depreciation"].sum())
    assert written_off == pytest.approx(float(periods["capital"].sum()), rel=1e-9)
    assert float(periods["charge"].sum()) == pytest.approx(float(est.total.mean()), rel=1e-9)


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
    assert lines.loc["Release, ml engineer", ["capital", "operating"]].to_list() == pytest.approx([4_000, 0])
    licences = lines.loc["Licences until go-live"]
    assert [licences["capital"], licences["operating"]] == pytest.approx([2 * 100, 3 * 100], abs=0.01)
    assert licences["reason"].startswith("After the passed gate")
    assert "never reinstated" in licences["reason"]
    assert ".54, .71" in lines.loc["Model validation, ml engineer", "reason"]


def test_development_is_written_off_in_equal_parts_from_go_live() -> None:
    activities = gated(release=60)
    numbers = {
        "plan.model_validation.gate": cm.Belief(chance=0.3, unit="chance"),
        "handover.licences": 0,
        "finance.useful_life.software": 2,
    }
    point = cm.likeliest(tiny(activities, numbers))
    both = capital_and_operating(point, "month")
    capital = both.lines["capital"].sum()
    months = both.periods["amortisation"]
    # gate after 3 months, go-live after 6, then 24 months
    assert months.loc[:6].to_numpy() == pytest.approx(0, abs=1e-6)
    assert months.loc[7:30].to_numpy() == pytest.approx(capital / 24)
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
        assert set(capital.index) <= {"Edge devices", "Fitting of edge devices"}


# -- the rules -----------------------------------------------------------------------------------------------


def test_every_line_has_a_reason(est: Estimate) -> None:
    lines = capital_and_operating(est).lines
    assert (lines["reason"].str.len() > 10).all()
    assert set(lines["by"]) == {"rule"}


def test_waiting_training_and_operation_are_never_capital(est: Estimate) -> None:
    lines = capital_and_operating(est).lines
    running = lines[(lines["phase"] == "operate") & (lines["payee"] != "hardware")]
    assert running["capital"].sum() == 0
    assert lines[lines["category"] == "waiting"]["capital"].sum() == 0
    assert lines[lines.index.str.contains("training, time|Upskilling|literacy")]["capital"].sum() == 0


def test_the_hgb_option_is_an_option(est: Estimate) -> None:
    def chosen(ias_38: int, option: int) -> tuple[float, str]:
        switches = {"finance.capitalisation.ias_38": ias_38, "finance.capitalisation.hgb_option": option}
        both = capital_and_operating(cm.estimate(est.assumptions.with_changes(switches), samples=256))
        engineering = both.lines.loc["Production engineering, ml engineer"]
        return float(engineering["capital"]), str(engineering["reason"])

    under_ifrs, without, with_option = chosen(1, 0), chosen(0, 0), chosen(0, 1)
    assert chosen(1, 1) == under_ifrs  # IAS 38 leaves no choice
    assert without == (0, NO_OPTION)
    assert with_option[0] == under_ifrs[0] > 0
    assert "section 248(2)" in with_option[1]
    assert "248" not in under_ifrs[1]


def test_an_activity_is_expensed_for_what_the_plan_says_of_it_and_never_for_its_name() -> None:
    # two activities after the gate, 20 days at 100 each; only the second says that it changes the business
    activities = {
        "model_validation": {"effort": 20, "gate": True},
        "process_change": {"effort": 20, "after": ("model_validation",)},
        "works_council_agreement": {"effort": 20, "after": ("process_change",), "treatment": "reorganisation"},
        "release": {"effort": 20, "after": ("works_council_agreement",)},
    }
    gate = {"plan.model_validation.gate": cm.Belief(chance=0.3, unit="chance")}
    lines = capital_and_operating(cm.likeliest(tiny(activities, gate))).lines
    called = "Process change, ml engineer", "Works council agreement, ml engineer"
    assert [lines.loc[item, "capital"] for item in called] == pytest.approx([2_000, 0], abs=0.01)
    assert "38.69(d)" in lines.loc[called[1], "reason"]


# -- equipment -----------------------------------------------------------------------------------------------


def test_equipment_is_depreciated_from_the_month_of_purchase_over_its_life() -> None:
    base = cm.load().with_changes({"hardware.workstations.count": 1, "hardware.workstations.price": 4_800})
    base = base.with_changes({"finance.useful_life.hardware": 4})
    months = capital_and_operating(cm.likeliest(base), "month").periods
    assert months["depreciation"].sum() == pytest.approx(4_800)
    assert months["depreciation"].max() == pytest.approx(100)  # 4,800 over 48 months
    first = int(np.flatnonzero(months["depreciation"].to_numpy())[0])
    assert months["capital"].iloc[:first].sum() == pytest.approx(0)


def test_replacements_and_resale_do_not_break_the_sum(est: Estimate) -> None:
    bought = cm.estimate(est.assumptions.with_changes(HARDWARE | {"initiative.horizon": 36}), samples=256)
    both = capital_and_operating(bought)
    assert both.lines.loc["Resale of servers", "operating"] < 0
    assert both.lines.loc["Servers", "operating"] == 0
    assert both.capital + both.operating == pytest.approx(bought.total)


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
    assert both.lines.loc[untouched].equals(before.lines.loc[untouched])
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
