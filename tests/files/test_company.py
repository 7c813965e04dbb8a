"""A company's own files and changes by hand: what they say really changes the estimate, and nothing else does."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

import costmodel as cm
from tests.strategies import RELEASE, activity, believed, company, number

HISTORY = "items\n300\n450\n500\n"


def test_a_company_s_number_replaces_the_shipped_one_and_keeps_its_meaning(tmp_path: Path) -> None:
    own = cm.load(company(tmp_path, own=number("value: 3")))
    assert own["labelling.items"].value == 3
    assert own["labelling.items"].meaning == cm.load()["labelling.items"].meaning
    assert str(own.origins["labelling.items"]) == "own.yaml:2"
    assert {name for name in own if own[name] != cm.load()[name]} == {"labelling.items"}


def test_a_company_s_number_in_another_unit_is_converted(tmp_path: Path) -> None:
    # half a year of waiting for a hire: 6 months
    own = cm.load(company(tmp_path, own=number("unit: year\nvalue: 0.5", "hiring.months_open")))
    assert own["hiring.months_open"].unit == "month"
    assert own["hiring.months_open"].value == pytest.approx(6)


def test_a_company_s_price_in_another_currency_and_year_is_converted(tmp_path: Path) -> None:
    currency = """\
        currency:
          rates:
            USD: {meaning: Dollar, unit: EUR/USD, value: 0.8, source: [{judgement: counted}]}
          price_index:
            USD:
              "2020": {meaning: Prices, unit: factor, value: 0.75, source: [{judgement: counted}]}
              "2026": {meaning: Prices, unit: factor, value: 1.2, source: [{judgement: counted}]}
        """
    price = number("unit: USD/month\nprices_of: 2020\nmin: 0\nmode: 100\nmax: 500", "waiting.bridging")
    own = cm.load(company(tmp_path, currency=dedent(currency), own=price))
    belief = own["waiting.bridging"]
    assert (belief.unit, belief.prices_of) == ("EUR/month", 2026)
    assert belief.mode == pytest.approx(100 * 1.2 / 0.75 * 0.8)  # to the prices of 2026 in dollars, then to euros
    assert own.origins["waiting.bridging"].unit == "USD/month"


def test_a_model_in_another_currency_says_so_everywhere(tmp_path: Path) -> None:
    text = """\
        currency:
          model: CHF
          rates:
            EUR: {meaning: Euro, unit: CHF/EUR, value: 0.95, source: [{judgement: counted}]}
            USD: {meaning: Dollar, unit: CHF/USD, value: 0.8, source: [{judgement: counted}]}
            GBP: {meaning: Pound, unit: CHF/GBP, value: 1.1, source: [{judgement: counted}]}
        """
    swiss = cm.load(company(tmp_path, currency=dedent(text)))
    assert swiss.currency == "CHF"
    assert not [name for name, b in swiss.items() if "EUR" in b.unit and not name.startswith("currency.")]
    ours, theirs = cm.estimate(cm.load(), samples=512), cm.estimate(swiss, samples=512)
    # shipped prices are in euros of the model's price year but for a few that are in dollars
    assert theirs.to_go_live == pytest.approx(ours.to_go_live * 0.95, rel=0.02)


def test_observed_numbers_come_from_a_file_in_the_same_folder(tmp_path: Path) -> None:
    folder = company(tmp_path, own=number("data: history.csv:items"), history__csv=HISTORY)
    assert cm.load(folder)["labelling.items"].data == (300, 450, 500)


def test_a_new_activity_makes_the_initiative_dearer_and_later(tmp_path: Path) -> None:
    audit = activity(
        """\
        after: [operations_handover]
        effort:
          data_scientist: {meaning: Audit, unit: person_day, value: 30, source: [{judgement: counted}]}
        wait: {for: the auditors, meaning: Wait, unit: working_day, value: 62, source: [{judgement: counted}]}
        """
    )
    alone = {"discrepancy.stage": 0}  # else experience would act on the wait as well
    before = cm.estimate(cm.load().with_changes(alone), samples=512)
    after = cm.estimate(cm.load(company(tmp_path, plan=audit + RELEASE)).with_changes(alone), samples=512)
    # 62 waiting days of 248 a year are three months, the work comes on top
    assert np.all(after.go_live > before.go_live + 3)
    assert np.all(after.to_go_live > before.to_go_live)
    assert after.by("item").loc["Extra, data scientist", "mean"] > 0


def test_a_new_role_works_at_its_own_rate(tmp_path: Path) -> None:
    role = """\
        roles:
          notary:
            day_rate: {meaning: Rate, unit: EUR/person_day, prices_of: 2026, value: 2000, source: [{judgement: said}]}
            gross_pay: {meaning: Pay, unit: EUR/person/year, prices_of: 2026, value: 90000, source: [{judgement: said}]}
            people: {meaning: People, unit: person, value: 1, source: [{judgement: counted}]}
            availability: {meaning: Time, unit: share, value: 1, source: [{judgement: counted}]}
            retained_share: {meaning: While waiting, unit: share, value: 0, source: [{judgement: counted}]}
        """
    act = activity("after: [business_case]\neffort:\n  notary: " + believed())
    own = cm.load(company(tmp_path, roles=dedent(role), plan=act + RELEASE))
    assert cm.likeliest(own).by("item").loc["Extra, notary", "mean"] == pytest.approx(2_000)  # a day


def test_a_new_risk_costs_and_delays_where_it_strikes(tmp_path: Path) -> None:
    text = """\
        risks:
          flood:
            meaning: Flood in the cellar
            category: hardware
            layer: software
            when: release
            chance: {meaning: Flood, unit: chance, chance: 0.25, source: [{judgement: counted}]}
            cost: {meaning: Pumps, unit: EUR, prices_of: 2026, value: 1000, source: [{judgement: counted}]}
            delay: {activity: release, meaning: Wet, unit: working_day, value: 20.666667, source: [{judgement: seen}]}
        """
    own = cm.load(company(tmp_path, risks=dedent(text)))
    before, after = cm.estimate(cm.load(), samples=4096), cm.estimate(own, samples=4096)
    later = after.go_live - before.go_live
    struck = later > 0.5
    assert struck.mean() == 0.25
    assert later[struck] == pytest.approx(np.ones(1024))  # 248 / 12 working days are a month
    assert later[~struck] == pytest.approx(np.zeros(3072))
    # hardware is all the risk's, for the baseline buys none
    assert (after.categories["hardware"] - before.categories["hardware"])[struck] == pytest.approx(np.full(1024, 1_000))


def test_a_new_additional_cost_is_booked_where_it_says(tmp_path: Path) -> None:
    text = """\
        additional_costs:
          fair:
            meaning: Trade fair
            category: handover
            layer: software
            payee: service
            phase: productionise
            amount: {meaning: Fair, unit: EUR, prices_of: 2026, value: 5000, source: [{judgement: counted}]}
        """
    before = cm.estimate(cm.load(), samples=256)
    after = cm.estimate(cm.load(company(tmp_path, own=dedent(text))), samples=256)
    assert after.categories["handover"] - before.categories["handover"] == pytest.approx(np.full(256, 5_000))
    assert after.layers["software"] - before.layers["software"] == pytest.approx(np.full(256, 5_000))
    assert after.total - before.total == pytest.approx(np.full(256, 5_000))


def test_a_dropped_activity_is_left_out_and_the_plan_is_closed_around_it(tmp_path: Path) -> None:
    gone = "plan:\n  security_review:\n    dropped: true\nrisks:\n  security_findings:\n    dropped: true\n"
    own = cm.load(company(tmp_path, plan=gone))
    plan = own.structure.plan
    assert "security_review" not in plan.activities
    assert plan.activities["operations_handover"].after == ("production_engineering", "business_acceptance")
    assert not [name for name in own if name.startswith("plan.security_review.")]
    before, after = cm.estimate(cm.load(), samples=512), cm.estimate(own, samples=512)
    assert np.all(after.go_live <= before.go_live + 1e-9)
    assert after.go_live.mean() < before.go_live.mean()
    assert after.to_go_live.mean() < before.to_go_live.mean()


def test_a_dropped_risk_strikes_no_more(tmp_path: Path) -> None:
    own = cm.load(company(tmp_path, risks="risks:\n  data_missing:\n    dropped: true\n"))
    assert "data_missing" not in own.structure.risks
    before, after = cm.estimate(cm.load(), samples=512), cm.estimate(own, samples=512)
    assert np.all(after.go_live <= before.go_live + 1e-9)
    assert after.to_go_live.mean() < before.to_go_live.mean()


def test_a_dropped_additional_cost_is_not_paid(tmp_path: Path) -> None:
    own = cm.load(company(tmp_path, own="additional_costs:\n  travel:\n    dropped: true\n"))
    assert "additional_costs.travel.amount" not in own


# -- changes by hand -----------------------------------------------------------------------------------------


def test_changes_by_hand_make_other_assumptions_and_leave_the_first_alone() -> None:
    base = cm.load()
    changed = base.with_changes({"labelling.items": 20_000, "hiring.must_hire": 0.9}, why="a trial")
    assert changed["labelling.items"].value == 20_000
    assert changed["hiring.must_hire"].chance == 0.9
    assert base["labelling.items"].kind != "value"
    assert changed.last_change("labelling.items").why == "a trial"  # type: ignore[union-attr]
    assert base.last_change("labelling.items") is None


def test_a_belief_or_its_keys_may_be_given_by_hand() -> None:
    changed = cm.load().with_changes(
        {"labelling.items": cm.Belief(min=1, mode=2, max=3), "waiting.bridging": {"min": 5, "max": 9}}
    )
    assert changed["labelling.items"].kind == "pert"
    assert changed["labelling.items"].unit == "item"
    assert changed["waiting.bridging"].kind == "uniform"


def test_all_wrong_changes_are_named_at_once() -> None:
    with pytest.raises(cm.AssumptionsError) as caught:
        cm.load().with_changes(
            {
                "labelling.itmes": 3,
                "hiring.must_hire": 1.5,
                "waiting.bridging": -1,
                "labelling.vendor_share": "much",
                "labelling.items": cm.Belief(value=3, unit="person_day"),
                "hiring.fee": True,
            }
        )
    text = str(caught.value)
    for words in (
        "did you mean 'labelling.items'?",
        "a chance lies between 0 and 1",
        "a price cannot be negative",
        "'much' is not a number",
        "unit 'person_day' where 'item' is needed",
        "True is not a number",
    ):
        assert words in text
    assert len(caught.value.faults) == 6


def test_an_unknown_assumption_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(KeyError, match=r"did you mean 'labelling\.items'"):
        cm.load()["labelling.itms"]


def test_likeliest_values_are_moved_by_sliders() -> None:
    base = cm.load()
    wanted = base["waiting.bridging"].likeliest * 2
    moved = base.with_likeliest({"waiting.bridging": wanted})
    assert moved["waiting.bridging"].likeliest == pytest.approx(wanted)
    assert moved["waiting.bridging"].moves_with == base["waiting.bridging"].moves_with
    with pytest.raises(cm.AssumptionsError, match=r"did you mean 'waiting\.bridging'"):
        base.with_likeliest({"waiting.briding": 3})


def test_assumptions_are_read_once_and_cannot_be_changed_in_place() -> None:
    assumptions = cm.load()
    with pytest.raises(TypeError):
        assumptions["labelling.items"] = cm.Belief(value=3)  # type: ignore[index]
    with pytest.raises(AttributeError):
        assumptions.beliefs = {}  # type: ignore[misc]


def test_a_gate_at_the_release_keeps_as_many_from_production_as_its_chance_says(tmp_path: Path) -> None:
    gate = "{meaning: Stopped at the last moment, unit: chance, chance: 0.5, source: [{judgement: a test}]}"
    (tmp_path / "plan.yaml").write_text(f"plan:\n  release:\n    gate: {gate}\n", encoding="utf-8")
    with_it, without = (cm.estimate(cm.load(folder), 4_096) for folder in (tmp_path, None))
    assert with_it.reaches_production == pytest.approx(without.reaches_production / 2, abs=0.02)
    assert with_it.cost_per_success > without.cost_per_success


@pytest.mark.parametrize(
    "name",
    [
        "operations.platform.shared_by",
        "operations.platform.renewal_term",
        "compliance.quality_management.systems",
        "hardware.servers.useful_life",
    ],
)
def test_a_number_by_which_others_are_divided_is_never_zero(name: str) -> None:
    with pytest.raises(cm.AssumptionsError, match="must be above zero"):
        cm.load().with_changes({name: 0})


@pytest.mark.parametrize("month", [0, 13, 6.5])
def test_a_fiscal_year_begins_in_a_month_of_the_year(month: float) -> None:
    with pytest.raises(cm.AssumptionsError, match="whole month from 1 to 12"):
        cm.load().with_changes({"finance.fiscal_year.first_month": month})


def test_a_certain_event_can_be_made_impossible_by_a_factor() -> None:
    assert cm.Belief(chance=1, unit="chance").times(0).chance == 0
