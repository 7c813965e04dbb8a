"""The dashboard without a browser: set a control's value as the browser would, and read the figures."""

import asyncio
import json
import re
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import Any, TypeVar

import pytest

import costmodel as cm
from costmodel.dashboard import server, words
from costmodel.dashboard.app import AT_REST, MOVING, SEED, Dashboard
from costmodel.dashboard.case import BASELINE, FIRST_ESTIMATE, OVERLAY, Case, scenario_meaning, scenario_names
from costmodel.dashboard.levers import LEVERS, Lever, track
from costmodel.dashboard.views import VIEWS
from costmodel.pictures.formats import money, months, percent

Result = TypeVar("Result")

WAIT = "plan.data_access.wait"
HIRE = "hiring.must_hire"
SAMPLES = re.compile(r"([\d,]+) simulated")


@pytest.fixture
def dashboard() -> Dashboard:
    return Dashboard()


def text(markup: str) -> str:
    """What a reader sees of it; hints, which are hidden, left out."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<button.*?</button>", "", markup)))


def headline(dashboard: Dashboard) -> str:
    found = re.search(r"<h1>(.*?)</h1>", dashboard.head.value)
    assert found
    return text(found[1])


def everything(dashboard: Dashboard) -> list[str]:
    return [dashboard.head.value, *(picture.value for picture in dashboard.pictures.values())]


# -- what is on the page --------------------------------------------------------------------------------------


def test_the_headline_and_the_key_figures_are_those_of_the_estimate(dashboard: Dashboard) -> None:
    est = cm.estimate(cm.load(), samples=MOVING, seed=SEED)
    assert headline(dashboard) == words.sentence(est)
    assert headline(dashboard).endswith(f"the chance of staying within it is {percent(est.chance_within)}.")
    shown = text(dashboard.head.value)
    for figure in (
        money(est.quantile(0.8, of="to_go_live")),
        money(float(est.run_cost_per_year.mean())),
        months(est.quantile(0.5, of="go_live")),
        percent(est.reaches_production),
    ):
        assert figure in shown


def test_each_key_figure_names_its_scope_and_can_be_explained(dashboard: Dashboard) -> None:
    figures = words.figures(cm.estimate(cm.load(), samples=256))
    assert [figure.name for figure in figures] == ["Budget to go-live", "Running cost", "Go-live", "Reaches production"]
    assert all(figure.scope and len(figure.meaning) > 40 for figure in figures)
    assert "eighty stay within" in dashboard.head.value


def test_every_view_has_a_heading_a_picture_and_a_sentence(dashboard: Dashboard) -> None:
    assert list(dashboard.pictures) == [view.key for view in VIEWS]
    for view in VIEWS:
        card = dashboard.pictures[view.key].value
        assert f"<h2>{view.heading}</h2><svg" in card
        assert re.search(r"<figcaption>[^<]{40,}\.</figcaption>", card)


def test_figures_come_before_controls_for_a_phone_and_a_screen_reader(dashboard: Dashboard) -> None:
    body = next(child for child in dashboard.page().children if "cm-body" in child._dom_classes)
    assert [child._dom_classes[0] for child in body.children] == ["cm-pictures", "cm-controls"]


def test_the_page_brings_its_style_sheet_only_where_nobody_else_does(
    dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VOILA_KERNEL_ID", raising=False)
    assert "--cm-accent" in dashboard.page().children[0].value
    monkeypatch.setenv("VOILA_KERNEL_ID", "1")
    assert "--cm-accent" not in dashboard.page().children[0].value


# -- sliders --------------------------------------------------------------------------------------------------


def test_every_lever_is_an_assumption_and_has_a_slider(dashboard: Dashboard) -> None:
    names = [lever.name for levers in LEVERS.values() for lever in levers]
    assert len(names) >= 12
    assert [name for name in names if name not in cm.load()] == []
    assert list(dashboard.sliders) == names


def test_a_slider_takes_meaning_unit_and_ends_from_the_belief(dashboard: Dashboard) -> None:
    belief = cm.load()[WAIT]
    slider = dashboard.sliders[WAIT].widget
    assert text(slider.description) == f"{belief.meaning} working days"
    assert (slider.min, slider.max) == (belief.low, belief.high)
    assert slider.value == belief.likeliest
    assert slider.continuous_update


def test_a_chance_is_set_in_per_cent_and_over_its_whole_scale() -> None:
    made = track(Lever("x"), cm.Belief(chance=0.35, unit="chance", meaning="It rains"))
    assert (made.low, made.high, made.home, made.per, made.unit) == (0, 100, 35, 100, "%")


def test_a_certain_number_takes_the_ends_of_its_lever() -> None:
    belief = cm.Belief(value=60, unit="month", meaning="Months")
    assert (track(Lever("x", 12, 120), belief).low, track(Lever("x", 12, 120), belief).high) == (12, 120)
    assert (track(Lever("x"), belief).low, track(Lever("x"), belief).high) == (0, 120)


@pytest.mark.parametrize(
    "belief",
    [
        cm.Belief(p10=1_000, p90=8_000, unit="item", meaning="Things"),
        cm.Belief(min=0, mode=0.2, max=1, unit="share", meaning="Share"),
        cm.Belief(min=0.3, max=0.7, unit="factor", meaning="Factor"),
        cm.Belief(value=0, unit="server", meaning="Servers"),
        cm.Belief(value=3, unit="level", meaning="Level"),
        cm.Belief(min=480, mode=560, max=750, unit="EUR/person_day", meaning="Rate"),
    ],
)
def test_a_track_holds_its_home_on_a_step_near_the_belief(belief: cm.Belief) -> None:
    made = track(Lever("x"), belief)
    assert made.low <= made.home <= made.high
    assert abs(made.home - made.per * belief.likeliest) <= made.step / 2 + 1e-9
    assert ((made.home - made.low) / made.step) == pytest.approx(round((made.home - made.low) / made.step))


def test_moving_a_slider_moves_the_figures_as_the_model_has_it(dashboard: Dashboard) -> None:
    before = everything(dashboard)
    dashboard.sliders[WAIT].widget.value = 55.0
    est = cm.estimate(cm.load().with_likeliest({WAIT: 55.0}), samples=MOVING, seed=SEED)
    assert all(now != then for now, then in zip(everything(dashboard), before, strict=True))
    assert headline(dashboard) == words.sentence(est)
    assert months(est.quantile(0.5, of="go_live")) in text(dashboard.head.value)


def test_what_has_been_moved_is_marked_until_it_is_back_home(dashboard: Dashboard) -> None:
    slider, before = dashboard.sliders[WAIT], everything(dashboard)
    slider.widget.value = 40.0
    assert "cm-moved" in slider.widget._dom_classes
    slider.widget.value = slider.track.home + 4e-15  # what a browser makes of it
    assert "cm-moved" not in slider.widget._dom_classes
    assert dashboard.case.moved == {}
    assert everything(dashboard) == before


def test_reset_brings_all_sliders_home_and_computes_once(dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(dashboard)
    dashboard.sliders[WAIT].widget.value = 50.0
    dashboard.sliders[HIRE].widget.value = 90.0
    refreshed = []
    monkeypatch.setattr(dashboard, "refresh", lambda: refreshed.append(True))
    dashboard.reset.click()
    assert refreshed == [True]
    monkeypatch.undo()
    dashboard.refresh()
    assert everything(dashboard) == before
    assert dashboard.sliders[HIRE].widget.value == dashboard.sliders[HIRE].track.home


@pytest.mark.parametrize("name", [lever.name for levers in LEVERS.values() for lever in levers])
def test_every_slider_may_stand_at_either_end(dashboard: Dashboard, name: str) -> None:
    slider = dashboard.sliders[name]
    figures = []
    for end in (slider.track.low, slider.track.high):
        slider.widget.value = end
        assert dashboard.fault.value == ""
        figures.append(everything(dashboard))
    assert figures[0] != figures[1]


def test_a_late_answer_of_the_browser_to_the_last_scenario_moves_nothing(dashboard: Dashboard) -> None:
    late = dashboard.sliders["plan.compliance_review.wait"].widget
    dashboard.scenario.value = "credit_scoring"
    figures = everything(dashboard)
    late.set_state({"value": 44.0})  # sent before the browser knew of the new scenario
    assert dashboard.case.moved == {}
    assert everything(dashboard) == figures


# -- a viewer can send anything -------------------------------------------------------------------------------


@pytest.mark.parametrize("sent", [float("nan"), float("inf"), -1e300, 1e300])
def test_an_impossible_value_from_the_browser_is_brought_onto_the_track(dashboard: Dashboard, sent: float) -> None:
    slider = dashboard.sliders[WAIT]
    dashboard._on_slider(slider, sent)
    assert slider.track.low <= dashboard.case.moved.get(WAIT, slider.track.home) <= slider.track.high
    assert dashboard.fault.value == ""


@pytest.mark.parametrize("sent", ["../../etc/passwd", "<script>", "", "mlops.yaml", None])
def test_only_a_shipped_scenario_is_ever_opened(dashboard: Dashboard, sent: str | None) -> None:
    dashboard._on_scenario({"new": sent})
    assert dashboard.case.scenario == BASELINE


def test_a_hostile_amount_is_refused_in_words_and_the_figures_stay(dashboard: Dashboard) -> None:
    before = everything(dashboard)
    dashboard.amount.value = "<img src=x onerror=alert(1)>"
    assert "is not an amount of money" in dashboard.fault.value
    assert "<img" not in dashboard.fault.value
    assert everything(dashboard) == before
    dashboard.sliders[WAIT].widget.value = 30.0
    assert "is not an amount of money" in dashboard.fault.value, "it stays until it is mended"
    dashboard.amount.value = "40,000"
    assert dashboard.fault.value == ""


def test_a_fault_of_the_model_is_shown_in_words(dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(dashboard)

    def broken(*_: object, **__: object) -> None:
        raise ValueError("the <plan> has no release")

    monkeypatch.setattr("costmodel.dashboard.app.estimate", broken)
    dashboard.sliders[WAIT].widget.value = 30.0
    assert text(dashboard.fault.value) == "These figures cannot be computed: the <plan> has no release"
    assert everything(dashboard) == before


def test_files_with_faults_give_a_page_that_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    page = words.broken(cm.AssumptionsError([cm.Fault("team.yaml", 7, "roles.x", "min is above mode <b>")]))
    assert "team.yaml:7: roles.x" in page
    assert "<b>" not in page


# -- scenario, overlay, own estimate --------------------------------------------------------------------------


def test_the_scenarios_are_the_shipped_ones_and_each_says_what_it_is() -> None:
    assert set(scenario_names()) == {BASELINE, *cm.scenarios()} - {OVERLAY}
    assert all(len(scenario_meaning(name)) > 20 for name in scenario_names())


@pytest.mark.parametrize("name", [name for name in cm.scenarios() if name != OVERLAY])
def test_a_scenario_sets_all_sliders_and_computes_once(
    dashboard: Dashboard, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dashboard.sliders[WAIT].widget.value = 50.0
    refreshed = []
    monkeypatch.setattr(dashboard, "refresh", lambda: refreshed.append(True))
    dashboard.scenario.value = name
    assert refreshed == [True]
    monkeypatch.undo()
    dashboard.refresh()
    start = cm.load().with_scenario(name)
    assert headline(dashboard) == words.sentence(cm.estimate(start, samples=MOVING, seed=SEED))
    assert scenario_meaning(name) in text(dashboard.about.value)
    for lever_name, slider in dashboard.sliders.items():
        assert slider.track == track(slider.lever, start[lever_name])
        assert slider.widget.value == slider.track.home
        assert "cm-moved" not in slider.widget._dom_classes


def test_the_overlay_can_be_laid_on_any_scenario_and_leaves_moved_sliders_where_they_are(dashboard: Dashboard) -> None:
    dashboard.scenario.value = cm.scenarios()[1]
    dashboard.sliders[HIRE].widget.value = 80.0
    dashboard.overlay.value = True
    assert dashboard.case.moved == {HIRE: 0.8}
    assert dashboard.sliders[HIRE].widget.value == 80.0
    expected = cm.load().with_scenario(cm.scenarios()[1]).with_scenario(OVERLAY).with_likeliest({HIRE: 0.8})
    assert headline(dashboard) == words.sentence(cm.estimate(expected, samples=MOVING, seed=SEED))


def test_an_amount_of_ones_own_is_taken_to_the_euro(dashboard: Dashboard) -> None:
    dashboard.amount.value = "35,250 €"
    est = cm.estimate(cm.load().with_changes({FIRST_ESTIMATE: 35_250}), samples=MOVING, seed=SEED)
    assert headline(dashboard).startswith("Your estimate of 35,250\xa0€ covers")
    assert headline(dashboard) == words.sentence(est)
    assert "Your own amount" in text(dashboard.head.value)
    dashboard.amount.value = ""
    assert "the lines of the prototype stand for your estimate" in text(dashboard.head.value)


def test_the_page_says_in_words_what_its_figures_are_of(dashboard: Dashboard) -> None:
    assert text(dashboard.foot.value).startswith("Scenario: Baseline. Moved: nothing.")
    dashboard.scenario.value = "credit_scoring"
    dashboard.overlay.value = True
    dashboard.sliders[HIRE].widget.value = 80.0
    meaning = dashboard.sliders[HIRE].track.meaning
    assert text(dashboard.foot.value).startswith(f"Scenario: Credit scoring with MLOps. Moved: {meaning} 80 %.")
    assert dashboard.estimate
    dashboard.settle()
    assert dashboard.estimate.fingerprint in dashboard.foot.value


# -- rest and motion ------------------------------------------------------------------------------------------


def in_a_loop_of_its_own(steps: Coroutine[Any, Any, Result]) -> Result:
    """As in a kernel; in a thread, because the browser of another test may keep a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, steps).result()


def shown_samples(dashboard: Dashboard) -> int:
    found = SAMPLES.search(dashboard.foot.value)
    assert found
    return int(found[1].replace(",", ""))


def test_at_rest_more_samples_are_used_and_the_headline_is_read_out() -> None:
    async def a_move_and_a_pause() -> tuple[int, int, str, str]:
        dashboard = Dashboard()
        dashboard.sliders[WAIT].widget.value = 30.0
        moving = shown_samples(dashboard)
        for _ in range(100):
            await asyncio.sleep(0.05)
            if shown_samples(dashboard) == AT_REST:
                break
        return moving, shown_samples(dashboard), dashboard.spoken.value, headline(dashboard)

    moving, resting, spoken, shown = in_a_loop_of_its_own(a_move_and_a_pause())
    assert (moving, resting) == (MOVING, AT_REST)
    assert text(spoken) == shown


def test_the_next_move_cancels_the_refinement() -> None:
    async def two_moves() -> bool:
        dashboard = Dashboard()
        dashboard.sliders[WAIT].widget.value = 30.0
        first = dashboard._refinement
        dashboard.sliders[WAIT].widget.value = 31.0
        assert first is not None
        await asyncio.sleep(0)
        return first.cancelled()

    assert in_a_loop_of_its_own(two_moves())


def test_the_same_case_gives_the_same_page(dashboard: Dashboard) -> None:
    dashboard.sliders[WAIT].widget.value = 33.0
    assert everything(dashboard) == everything_of(Case(moved={WAIT: 33.0}))


def everything_of(case: Case) -> list[str]:
    other = Dashboard()
    other._set(case)
    return everything(other)


# -- how it is served -----------------------------------------------------------------------------------------


def test_only_shipped_notebooks_are_served() -> None:
    assert server.notebook_path("dashboard").name == "dashboard.ipynb"
    for name in ("../README", "/etc/passwd", "dashboard.ipynb", "", "other"):
        with pytest.raises(ValueError, match="there is no notebook"):
            server.notebook_path(name)


def test_the_server_is_closed_by_default() -> None:
    settings = json.loads((Path(server.__file__).parent / "voila.json").read_text(encoding="utf-8"))
    assert settings["Voila"]["ip"] == "127.0.0.1"
    voila = settings["VoilaConfiguration"]
    assert voila["strip_sources"]
    assert not voila["show_tracebacks"]
    assert (voila["allow_template_override"], voila["allow_theme_override"]) == ("NO", "NO")
    assert voila["file_allowlist"] == []
    policy = settings["Voila"]["tornado_settings"]["headers"]["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "http" not in policy
    # Both remedies of the kernels that are left behind when a tab is closed (voila issue 1458).
    assert settings["Voila"]["tornado_settings"]["disable_check_xsrf"]
    assert settings["MappingKernelManager"] == {"cull_idle_timeout": 600, "cull_interval": 60, "cull_connected": False}
    assert settings["KernelManager"]["transport"] == "ipc"


def test_a_port_in_use_is_passed_over() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind((server.ADDRESS, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert server.free_port(port) > port
