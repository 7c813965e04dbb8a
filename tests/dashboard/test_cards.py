"""The cards: sentences and tables agree with the estimate, in two languages, and nothing jumps or hides."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import costmodel as cm
from costmodel.dashboard.cards import AT_REST, LIVE, Card, Seen, Slow
from costmodel.dashboard.cards.in_time import CASH_FLOW, OUTSIDE_VIEW, TIMELINE
from costmodel.dashboard.cards.live import CATEGORIES, DISTRIBUTION, ICEBERG, WATERFALL
from costmodel.dashboard.view.behind import behind
from costmodel.dashboard.view.headline import beside, figures
from costmodel.decisions.actions import best_actions, capability_steps
from costmodel.decisions.confidence import first_gate
from costmodel.decisions.sensitivity import drivers
from costmodel.language.language import language_of
from costmodel.pictures.markup import Markup
from costmodel.report.tables import number
from costmodel.report.way import steps
from costmodel.review.reference_forecast import outside_view

CODES = ("en", "de")
SAMPLES = 1_024
FIRST = "first_estimate.amount"
every_language = pytest.mark.parametrize("code", CODES)
live = pytest.mark.parametrize("card", LIVE, ids=lambda card: card.key)


@pytest.fixture(scope="module")
def assumptions() -> cm.Assumptions:
    return cm.load().with_changes({FIRST: 35_250.0}, why="typed")


@pytest.fixture(scope="module")
def est(assumptions: cm.Assumptions) -> cm.Estimate:
    return cm.estimate(assumptions, samples=SAMPLES)


@pytest.fixture(scope="module")
def held(assumptions: cm.Assumptions) -> cm.Estimate:
    return cm.estimate(assumptions.with_likeliest({"labelling.items": 4_000.0}), samples=SAMPLES)


@pytest.fixture(scope="module")
def slow(assumptions: cm.Assumptions, est: cm.Estimate) -> Slow:
    return Slow(
        drivers=drivers(est),
        date_drivers=drivers(est, of="go_live"),
        actions=best_actions(assumptions, 512),
        steps=capability_steps(assumptions, 512),
    )


def seen_in(code: str, est: cm.Estimate) -> Seen:
    return Seen(
        est,
        language_of(code),
        budget=480_000.0,
        deadline=18.0,
        name="B & <b>",
    )


@pytest.fixture(scope="module")
def seen(est: cm.Estimate) -> Seen:
    return seen_in("en", est)


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


# -- what a card is made of -------------------------------------------------------------------------------------------


def parts(markup: Markup, key: str) -> ET.Element:
    figure = ET.fromstring(markup)
    assert figure.tag == "figure"
    assert figure.get("id") == f"cm-{key}"
    assert figure.get("class") == f"cm-card cm-card-{key}"
    return figure


@every_language
@live
def test_a_live_card_has_heading_picture_sentence_and_a_way_to_its_sources(
    card: Card, code: str, est: cm.Estimate
) -> None:
    markup = card.markup(seen_in(code, est))
    figure = parts(markup, card.key)
    assert figure.findtext("h2")
    assert 'role="img"' in markup
    assert len(figure.findtext("figcaption/p") or "") > 30
    button = figure.find("figcaption/div/button")
    assert button is not None
    assert (button.get("data-ask"), button.get("data-of")) == ("sources", card.of)
    assert card.of in behind()
    assert not re.search(r"nan\b|inf\b|None|[{}]", markup)


@every_language
def test_a_slow_card_keeps_its_place_until_its_figures_are_there(code: str, est: cm.Estimate, slow: Slow) -> None:
    now = seen_in(code, est)
    for card in AT_REST:
        before = card.markup(now, Slow())
        assert not card.ready(Slow())
        assert parts(before, card.key).get("aria-busy") == "true"
        assert f'height="{card.height:g}"' in before
        assert card.details(now, Slow()) == ""
        after = card.markup(now, slow)
        assert card.ready(slow)
        assert parts(after, card.key).get("aria-busy") == "false"
        assert not re.search(r"nan\b|inf\b|None|[{}]", after)
        assert ET.fromstring(card.details(now, slow)).tag == "details"


def test_each_slow_card_is_drawn_as_soon_as_its_own_figures_are_there(est: cm.Estimate, slow: Slow) -> None:
    only = Slow(drivers=slow.drivers)
    assert [card.ready(only) for card in AT_REST] == [card.key == "drivers" for card in AT_REST]


@pytest.mark.parametrize("key", ["drivers", "date_drivers"])
def test_shares_of_drivers_on_the_page_add_up_to_a_hundred_per_cent(key: str, est: cm.Estimate, slow: Slow) -> None:
    card = next(card for card in AT_REST if card.key == key)
    rows = card.table(seen_in("en", est), card.frame(slow)).rows
    assert sum(number(row[1]) for row in rows) == pytest.approx(1)


@pytest.mark.parametrize("key", ["drivers", "date_drivers"])
def test_a_bar_of_an_input_opens_it_and_a_bar_of_several_opens_nothing(
    key: str, est: cm.Estimate, slow: Slow, assumptions: cm.Assumptions
) -> None:
    card = next(card for card in AT_REST if card.key == key)
    drawn = ET.fromstring(card.markup(seen_in("en", est), slow))
    opens = {row.get("data-opens"): "".join(row.itertext()) for row in drawn.iter() if row.get("data-opens")}
    assert opens
    for name, told in opens.items():
        assert str(name) in assumptions
        assert assumptions[str(name)].meaning in told
    together = {"others", "remainder"} | {name for name in slow.drivers.index if name.startswith("drivers.")}
    assert not together & opens.keys()


def test_the_keys_of_the_cards_are_unique() -> None:
    keys = [*(card.key for card in LIVE), *(card.key for card in AT_REST)]
    assert len(set(keys)) == len(keys) == 12


@every_language
def test_names_that_somebody_typed_stay_text(code: str, est: cm.Estimate) -> None:
    hostile = replace(seen_in(code, est), name="<script>alert(1)</script>")
    for card in LIVE:
        assert "<script" not in card.markup(hostile)


# -- sentences agree with the estimate --------------------------------------------------------------------------------


@every_language
def test_the_sentences_carry_the_figures_that_the_estimate_has(code: str, est: cm.Estimate) -> None:
    now, says = seen_in(code, est), language_of(code)

    def money(amount: float) -> str:
        return says.amount(amount, "EUR")

    even, enough = (est.quantile(share, of="to_go_live") for share in (0.5, 0.8))
    told = DISTRIBUTION.drawing.sentence(now)
    for said in (money(even), money(enough), says.exact_amount(35_250, "EUR"), says.share(est.chance_within)):
        assert said in told
    assert says.share(float(np.mean(est.to_go_live <= 480_000))) in told
    assert says.share(est.joint_confidence(480_000, 18)) in told
    assert money(float(est.to_go_live.mean())) in ICEBERG.drawing.sentence(now)
    assert money(float(est.layers["prototype"].mean())) in ICEBERG.drawing.sentence(now)
    assert money(est.quantile(0.8) - enough) in WATERFALL.drawing.sentence(now)
    assert money(est.underestimation["out_of_scope"]) in WATERFALL.drawing.sentence(now)
    assert money(float(est.total.mean())) in CATEGORIES.drawing.sentence(now)
    assert says.share(est.share_waiting) in TIMELINE.drawing.sentence(now)
    assert says.share(float(np.mean(est.go_live <= 18))) in TIMELINE.drawing.sentence(now)
    assert money(est.quantile(0.8)) in CASH_FLOW.drawing.sentence(now)
    assert says.share(outside_view(est).cost.stands_at) in OUTSIDE_VIEW.drawing.sentence(now)


@every_language
def test_bars_of_the_timeline_end_at_the_mean_and_its_line_is_at_the_median(code: str, est: cm.Estimate) -> None:
    mean, median = float(np.mean(est.go_live)), est.quantile(0.5, of="go_live")
    assert est.timeline()["repeats_until"].max() == pytest.approx(mean)
    now, says = seen_in(code, est), language_of(code)
    for months in (mean, median):
        assert says.after_length(months) in TIMELINE.drawing.sentence(now)
    assert says.length(median) in str(TIMELINE.markup(now))


def test_without_a_typed_estimate_none_is_spoken_of(seen: Seen) -> None:
    assert "Your estimate of €35,250" in DISTRIBUTION.drawing.sentence(seen)
    assert "stimate" not in DISTRIBUTION.drawing.sentence(Seen(cm.estimate(cm.load(), 64), language_of("en")))


def test_another_confidence_is_said_everywhere(seen: Seen, est: cm.Estimate) -> None:
    careful = replace(seen, confidence=0.95)
    assert "95 of 100" in plain(DISTRIBUTION.markup(careful))
    assert careful.enough == est.quantile(0.95, of="to_go_live")
    assert "95 of 100" in plain(WATERFALL.markup(careful))
    assert "95 of 100" in plain(OUTSIDE_VIEW.drawing.sentence(careful))


def test_nobody_has_to_know_what_p80_is(seen: Seen, slow: Slow) -> None:
    """It stands only where it is explained: in a title and in tables, never in a heading, sentence or label."""
    for markup in (*(card.markup(seen) for card in LIVE), *(card.markup(seen, slow) for card in AT_REST)):
        shown = re.sub(r"<title>.*?</title>|aria-label=\"[^\"]*\"", "", markup)
        assert not re.search(r"\bP\d0\b", shown)


# -- tables add up to the estimate ------------------------------------------------------------------------------------


def last_row(card: Card, seen: Seen) -> list[float]:
    return [number(cell) for cell in card.table(seen).filled()[-1]]


def test_the_totals_of_the_tables_are_those_of_the_estimate(seen: Seen, est: cm.Estimate) -> None:
    before, after = float(est.to_go_live.mean()), float(est.after_go_live.mean())
    assert last_row(ICEBERG, seen)[1] == pytest.approx(before)
    assert last_row(CATEGORIES, seen)[1:4] == pytest.approx([before, after, before + after])
    assert last_row(CASH_FLOW, seen)[-1] == pytest.approx(before + after)
    assert last_row(CASH_FLOW, replace(seen, every="month"))[1:] == pytest.approx([before, after, before + after])
    assert last_row(WATERFALL, seen)[2] == pytest.approx(est.quantile(0.8))


def test_the_table_of_activities_is_the_timeline(seen: Seen, est: cm.Estimate) -> None:
    rows, timeline = TIMELINE.table(seen).rows, est.timeline()
    assert [row[0] for row in rows] == list(timeline["meaning"])
    for row, until in zip(rows, timeline["repeats_until"], strict=True):
        assert sum(number(cell) for cell in row[1:5]) == pytest.approx(until)  # start, waiting, work and repeats


@every_language
@live
def test_a_table_is_folded_and_right_aligned(card: Card, code: str, est: cm.Estimate) -> None:
    root = ET.fromstring(card.details(seen_in(code, est)))
    assert root.tag == "details"
    assert root.get("class") == "cm-data"
    assert root.findtext("summary") in {"As a table", "Als Tabelle"}
    for row in root.iter("tr"):
        for cell in row.iter("td"):
            if re.fullmatch(r"-?\d{1,3}([.,]\d{3})*([.,]\d+)?( %)?", cell.text or "") and cell is not row[0]:
                assert cell.get("class") == "right"


# -- what cards are drawn from ----------------------------------------------------------------------------------------


def test_the_steps_to_the_whole_life_add_up(est: cm.Estimate) -> None:
    level = 0.0
    for key, amount in steps(est, 0.8):
        level = level + amount if not key.startswith("=") else level
        if key.startswith("="):
            assert key == "=first estimate" or level == pytest.approx(amount)
            level = amount
    assert level == est.quantile(0.8)


def test_what_costs_nothing_has_no_outside_view(est: cm.Estimate) -> None:
    nothing = replace(est, figures={name: np.zeros_like(values) for name, values in est.figures.items()}, case=None)
    free = replace(seen_in("en", nothing), est=nothing)
    free.__dict__["outside"] = None  # as where nothing is planned
    assert parts(OUTSIDE_VIEW.markup(free), "outside_view").get("hidden") == "hidden"
    with pytest.raises(ValueError, match="has no place among others"):
        OUTSIDE_VIEW.drawing.draw(free)


def test_no_driver_and_no_action_is_said_in_words(est: cm.Estimate) -> None:
    now = seen_in("en", est)
    by_key = {card.key: card for card in AT_REST}
    none = drivers(est).head(1).assign(share=0.0, direction="not seen", swing=0.0)
    assert "Nothing that is drawn moves the cost." in by_key["drivers"].markup(now, Slow(drivers=none))
    assert "Nothing that is drawn moves the date." in by_key["date_drivers"].markup(now, Slow(date_drivers=none))
    columns = ["action", "kind", "cost", "saving", "net_saving", "months", "production", "verdict", "not_counted"]
    bad = pd.DataFrame([("Wait", "wait", 5.0, 1.0, -4.0, 0.0, 0.0, "does not pay", "")], columns=columns)
    assert "none saves more than it costs" in by_key["actions"].markup(now, Slow(actions=bad))


@pytest.mark.parametrize("code", ["en", "de"])
def test_the_next_decision_is_named_whole_however_long_its_name(code: str, tmp_path: Path) -> None:
    name = "Whether the data of all seven regional offices may be linked"
    gate = "{meaning: Without data it ends, unit: chance, chance: 0.1, source: [{judgement: a test}]}"
    (tmp_path / "plan.yaml").write_text(
        f"plan:\n  data_access:\n    meaning: {name}\n    gate: {gate}\n", encoding="utf-8"
    )
    seen = seen_in(code, cm.estimate(cm.load(tmp_path), samples=64))
    told = beside(figures(seen), seen)
    assert f">{name} (" in told  # with the month in which it is taken
    assert told.index(name) < told.index("cm-figure-success")


def test_money_to_the_first_gate_is_held_against_the_same_gate_only(
    est: cm.Estimate, held: cm.Estimate, tmp_path: Path
) -> None:
    gate = "{meaning: Without data it ends, unit: chance, chance: 0.1, source: [{judgement: a test}]}"
    (tmp_path / "plan.yaml").write_text(f"plan:\n  data_access:\n    gate: {gate}\n", encoding="utf-8")
    earlier = cm.estimate(cm.load(tmp_path), samples=64)
    now = seen_in("en", est)
    apart = {
        one: figures(replace(now, base=one, base_gate=one and first_gate(one)))[0] for one in (held, earlier, None)
    }
    assert {one.key for one in apart.values()} == {"gate"}
    first = [float(cm.stage_budgets(one)["until"].iloc[0]) for one in (est, held)]
    assert apart[held].apart == language_of("en").signed_amount(first[0] - first[1], "EUR") != ""
    assert apart[earlier].apart == apart[None].apart == ""
