"""The ten questions of a finance director: the page answers each in at most two clicks, in figures with a source."""

import re
from urllib.parse import urlencode

import pytest

import costmodel as cm
from costmodel.dashboard.state.case import FIRST_ESTIMATE
from costmodel.estimates.explained import explained
from costmodel.pictures.markup import escaped
from costmodel.report.lines import by_layer, left_out
from tests.dashboard.test_dashboard import WAIT, Viewer

MONEY = r"€[\d.,]+(?:k|M)?"


@pytest.fixture(scope="module")
def page() -> Viewer:
    """Somebody has planned 30,000 and knows that the data owners take 60 days; everything is worked out."""
    viewer = Viewer(f"{FIRST_ESTIMATE}=30000&{WAIT}=60")
    viewer.page.rest()
    return viewer


def behind(page: Viewer, of: str) -> str:
    """One click: what is behind a card or a figure."""
    assert page.does("sources", of=of)["sheet"] is True
    return page.text("sheet")


def test_why_are_30_000_not_enough(page: Viewer) -> None:
    assert "Your estimate of €30,000 covers" in page.text("covered")
    told = behind(page, "waterfall")
    est, says = page.page.screen.seen.est, page.page.screen.says
    groups = by_layer(est, says, left_out(est))
    assert len(groups) >= 3
    for line in (line for group in groups for line in group.lines):
        assert f"{line.named} {says.amount(line.mean, 'EUR')}".replace("\xa0", " ") in told


def test_a_line_of_the_sum_opens_into_formulas_and_each_number_into_its_source(page: Viewer) -> None:
    behind(page, "waterfall")
    est = page.page.screen.seen.est
    first = by_layer(est, page.page.screen.says, left_out(est))[0].lines[0]
    asked = urlencode(first.of)
    assert escaped(asked) in page.page.screen.shown["sheet"]
    assert page.does("lines", of=asked)["sheet"] is True
    told = page.text("sheet")
    lines = [one for one in explained(est) if first.of.items() <= one.fields.items()]
    assert sum(one.mean for one in lines) == pytest.approx(first.mean, rel=1e-9)
    assert f"Together {page.page.screen.says.amount(first.mean, 'EUR')}" in told
    assert re.search(r"[\d.]+ person-days .* × [\d.]+ € per person-day", told)
    names = re.findall(r'data-do="assumption" data-name="([^"]+)"', page.page.screen.shown["sheet"])
    for name in names:  # at the second click
        for cited in cm.load()[name].source:
            assert (cited.title or f"Judgement: {cited.judgement}") in told
    name = names[0]
    page.does("assumption", name=name)
    assert str(cm.load().origins[name]) in page.text("sheet")


def test_a_line_that_is_none_is_refused(page: Viewer) -> None:
    for of in ("", "category=staffing", "category=x&phase=prepare&scope=to_go_live", "phase=%00", "a=" * 50):
        page.does("closed")
        page.does("lines", of=of)
        assert page.fault
        assert page.page.state.sheet is None


def test_how_much_is_needed_now(page: Viewer) -> None:
    est = page.page.screen.seen.est
    now = page.page.screen.says.amount(float(cm.stage_budgets(est, 0.8).iloc[0]["until"]), "EUR")
    assert page.text("head").startswith(f"Ask for {now} now, until the next decision")
    assert "%" in behind(page, "gate"), "what that money depends on, by its share"


def test_is_it_a_project_or_does_it_go_on_costing(page: Viewer) -> None:
    assert re.search(rf"then {MONEY} a year in operation", page.text("head"))
    assert re.search(rf"Operation: in operation {MONEY}|Operation.*{MONEY}", behind(page, "categories"))


def test_where_does_a_number_come_from(page: Viewer) -> None:
    behind(page, "to_go_live")
    names = re.findall(r'data-do="assumption" data-name="([^"]+)"', page.page.screen.shown["sheet"])
    for name in names[:3]:
        page.does("assumption", name=name)  # the second click
        assert str(cm.load().origins[name]) in page.text("sheet"), "file and line"
        cited = cm.load()[name].source[0]
        assert (cited.title or cited.judgement or "")[:30] in page.text("sheet")


def test_do_idle_colleagues_cost_real_money(page: Viewer) -> None:
    assert re.search(rf"{MONEY} is cash, without colleagues who are paid anyway", page.text("finance"))
    assert "Internal labour" in behind(page, "finance")
    assert re.search(r"[\d.]+ months", behind(page, "timeline")), "how long who waits for what"


def test_what_is_capitalised_and_why(page: Viewer) -> None:
    assert re.search(rf"{MONEY} of it becomes an asset", page.text("finance"))
    told = behind(page, "finance")
    assert "What becomes an asset, and why" in told
    assert "By the rules of mapping/treatments.yaml" in told


def test_why_is_it_dearer_than_last_month(page: Viewer) -> None:
    page.does("changes")
    told = page.text("sheet")
    assert re.search(rf"data owners' permission .* \+{MONEY} \+[\d.]+ months", told)


def test_is_it_padded(page: Viewer) -> None:
    told = page.text("outside_view")
    assert re.search(rf"needed at most {MONEY} in 8 of 10 cases; here it is {MONEY}", told)
    assert re.search(r"[\d,]+ projects", behind(page, "outside_view"))
    assert "http" in page.page.screen.shown["sheet"], "the source of the class"


def test_what_comes_first(page: Viewer) -> None:
    told = page.text("actions")
    assert re.search(rf"Saves {MONEY} of it to go-live {MONEY} Costs", told)
    told = behind(page, "actions")
    risks, costs = told.split("What the measures against them cost")
    assert re.search(r"Data turn out to be missing or unreliable\s*30 %\s*\D", risks), "a chance stands there once"
    assert re.search(r"Missing data: cost of the measure\s*8,000 €", costs)


def test_has_it_ever_been_right(page: Viewer) -> None:
    told = page.text("evidence")
    now = page.page.screen.now
    assert f"{len(now) - len(now.on_judgement)} of the {len(now)} assumptions" in told
    assert "Nobody" in told or "nobody" in told
