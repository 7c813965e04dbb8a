"""From the first estimate to the budget: what experience adds is a line of its own, and words follow its sign."""

from __future__ import annotations

import pytest

import costmodel as cm
from costmodel.dashboard.cards.live import WATERFALL
from costmodel.dashboard.cards.seen import Seen
from costmodel.estimates.experience import added_by_experience
from costmodel.initiative.discrepancy import STAGE
from costmodel.language.language import language_of
from costmodel.report import sentences
from costmodel.report.contents import Contents
from costmodel.report.way import steps

SAMPLES = 4_096
LOWER = cm.Belief(p10=0.3, p90=0.6, unit="factor")


@pytest.fixture(scope="module")
def idea() -> cm.Estimate:
    return cm.estimate(cm.load(), samples=SAMPLES)


@pytest.fixture(scope="module")
def off() -> cm.Estimate:
    return cm.estimate(cm.load().with_changes({STAGE: 0}), samples=SAMPLES)


@pytest.fixture(scope="module")
def cautious() -> cm.Estimate:
    """An organisation whose estimates come out at less than half."""
    return cm.estimate(cm.load().with_changes({"discrepancy.idea.to_go_live": LOWER}), samples=SAMPLES)


def test_the_reserve_leads_to_the_p80_of_the_plan_alone_and_experience_on_to_the_budget(
    idea: cm.Estimate, off: cm.Estimate
) -> None:
    told = dict(steps(idea, 0.8))
    assert told["=likely to go-live"] + told["reserve to p80"] == pytest.approx(off.quantile(0.8, of="to_go_live"))
    assert told["experience adds"] == added_by_experience(idea, 0.8) > 0
    assert not [key for key, _ in steps(off, 0.8) if "experience" in key]


def test_where_experience_lowers_a_budget_the_step_says_that_it_takes(cautious: cm.Estimate) -> None:
    told = dict(steps(cautious, 0.8))
    assert told["experience takes"] < 0
    assert "experience adds" not in told


@pytest.mark.parametrize("code", ["en", "de"])
def test_the_sentence_names_the_stage_and_what_is_added(
    code: str, idea: cm.Estimate, off: cm.Estimate, cautious: cm.Estimate
) -> None:
    says = language_of(code)
    told = sentences.experience(idea, code)
    assert says("stage idea") in told
    assert says.money(off.quantile(0.8, of="to_go_live"), "EUR") in told
    assert sentences.experience(off, code) == says("experience: off")
    assert sentences.experience(cautious, code) == says("experience: nothing", stage=says("stage idea"), sure="80 %")
    assert sentences.experience(idea, code) in sentences.all_sentences(idea, code)


def test_the_card_speaks_of_experience_only_where_it_adds(
    idea: cm.Estimate, off: cm.Estimate, cautious: cm.Estimate
) -> None:
    says = language_of("en")
    assert "from experience" in WATERFALL.drawing.sentence(Seen(idea, says))
    for est in (off, cautious):
        assert "from experience" not in WATERFALL.drawing.sentence(Seen(est, says))


def test_the_bridge_is_a_table_of_every_report(idea: cm.Estimate) -> None:
    contents = Contents(idea, language_of("de"))
    assert contents.way in contents.tables()
    (row,) = [row for row in contents.way.rows if row[0] == "Erfahrungszuschlag"]
    assert row[1] == pytest.approx(added_by_experience(idea, 0.8))
    assert contents.way.rows[-1][2] == pytest.approx(idea.quantile(0.8))
