"""The dashboard without a browser: say what a browser would say, and read what it is then told."""

import asyncio
import gc
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from itertools import islice
from pathlib import Path
from typing import Any
from weakref import ref
from xml.etree import ElementTree as ET

import pytest

import costmodel as cm
from costmodel.dashboard import app
from costmodel.dashboard.app import Dashboard
from costmodel.dashboard.appearance import STATIC
from costmodel.dashboard.cards import AT_REST as SLOW_CARDS
from costmodel.dashboard.cards import LIVE, Slow
from costmodel.dashboard.state.address import query
from costmodel.dashboard.state.work import Work
from costmodel.dashboard.view import tour
from costmodel.dashboard.view.headline import figures
from costmodel.language.language import language_of
from costmodel.workshop.runs import AT_REST, MOVING, SEED
from tests.dashboard.serving import PATIENCE

pytestmark = pytest.mark.usefixtures("quick_page")
WAIT = "plan.data_access.wait"
HIRE = "hiring.must_hire"
LICENCE = "operations.platform.licence"
SCRIPT = "<script>alert(1)</script>"

Told = list[tuple[dict[str, Any], list[bytes]]]


class Viewer:
    """A dashboard with somebody who writes down what it tells."""

    def __init__(self, address: str = "") -> None:
        self.told: Told = []
        # Nothing leads back from the page to its viewer: a ring would keep estimates until Python looks for rings.
        told = self.told
        self.page = Dashboard(address, lambda message, content: told.append((message, content)))

    def does(self, do: str, **what: Any) -> dict[str, Any]:
        """What the browser is told in answer."""
        self.page.receive({"do": do, "number": 7, **what}, what.pop("buffers", ()))
        assert self.told[-1][0]["number"] == 7  # whatever happens, the browser gets its answer
        return self.told[-1][0]

    def loads(self, content: bytes, name: str = "ours.yaml", size: int | None = None) -> None:
        self.page.receive({"do": "load", "file": name, "size": len(content) if size is None else size}, [content])

    def text(self, region: str) -> str:
        return words(self.page.screen.shown.get(region, ""))

    def figure(self, key: str) -> str:
        return words(re.findall(rf'id="cm-figure-{key}">(.*?)</dd>', self.figures_shown)[0])

    @property
    def figures_shown(self) -> str:
        return self.page.screen.shown["head"] + self.page.screen.shown["beside"]

    @property
    def fault(self) -> str:
        return self.text("fault")


BLOCKS = "p|div|dt|dd|li|h1|h2|h3|td|th|tr|button|option|label|legend|summary|text"


def words(markup: str) -> str:
    """What a reader sees of it, on one line; hints, which are hidden, left out."""
    bare = re.sub(r'<button type="button" class="cm-hint".*?</button>', "", markup)
    apart = re.sub(rf"<({BLOCKS})\b|</({BLOCKS})>", r" \g<0>", bare)
    return plain(unescape(re.sub(r"<[^>]+>", "", apart)))


def plain(text: str) -> str:
    """With ordinary spaces, as people type them."""
    return " ".join(text.split())


@pytest.fixture
def viewer() -> Viewer:
    return Viewer()


def hurried(viewer: Viewer) -> Viewer:
    """At rest it works out which inputs decide, and nothing that takes longer."""
    viewer.page.work.__class__ = Hurried
    return viewer


class Hurried(Work):
    def slow(self, *what: Any) -> Iterator[Slow]:
        return islice(super().slow(*what), 1)


@pytest.fixture
def quick() -> Viewer:
    return hurried(Viewer())


# -- what is on the page --------------------------------------------------------------------------------------


def test_the_headline_and_every_figure_are_those_of_the_estimate(viewer: Viewer) -> None:
    est = cm.estimate(cm.load(), samples=MOVING, seed=SEED)
    says = language_of("en")
    for figure in figures(viewer.page.screen.seen):
        assert viewer.figure(figure.key) == plain(figure.value)
    assert viewer.figure("budget") == plain(says.amount(est.quantile(0.8, of="to_go_live"), "EUR"))
    assert viewer.figure("date") == plain(says.length(est.quantile(0.8, of="go_live")))
    assert viewer.figure("run") == plain(says.amount(float(est.run_cost_per_year.mean()), "EUR"))
    assert viewer.figure("success") == plain(says.share(est.reaches_production))
    assert viewer.figure("gate") == plain(says.amount(float(cm.stage_budgets(est)["until"].iloc[0]), "EUR"))


def test_at_rest_the_figures_are_those_of_the_command_line_for_the_saved_scenario(tmp_path: Path) -> None:
    viewer = hurried(Viewer("scenario=credit_scoring&mlops=1&budget=700000&months=20"))
    viewer.does("slide", name=WAIT, value=33)
    viewer.does("believe", name="labelling.items", kind="pert", min="100", mode="2,500", max="9,000")
    viewer.does("download", name="scenario")
    path = tmp_path / "saved.yaml"
    path.write_bytes(viewer.told[-1][1][0])
    viewer.page.rest()
    est = cm.estimate(cm.load(scenarios=[path]), samples=AT_REST, seed=SEED)
    shown = viewer.page.screen.seen.est
    assert est.fingerprint == shown.fingerprint
    assert est.fingerprint in viewer.text("foot")
    assert (est.to_go_live == shown.to_go_live).all()
    says = language_of("en")
    told = figures(viewer.page.screen.seen)
    assert {one.key: viewer.figure(one.key) for one in told} == {one.key: plain(one.value) for one in told}
    assert viewer.figure("budget") == plain(says.amount(est.quantile(0.8, of="to_go_live"), "EUR"))
    assert viewer.figure("joint") == plain(says.share(est.joint_confidence(700_000, 20)))


def test_every_figure_names_its_scope_explains_itself_and_leads_to_what_is_behind(viewer: Viewer) -> None:
    head = viewer.page.screen.shown["head"] + viewer.page.screen.shown["beside"]
    shown = figures(viewer.page.screen.seen)
    assert [one.key for one in shown] == ["gate", "budget", "date", "run", "success", "joint"]
    assert [one.key for one in shown if one.asked] == ["gate", "budget", "date", "run"]
    assert all(one.scope and len(one.means) > 60 for one in shown)
    assert head.count('data-ask="sources"') == len(shown)
    assert "P80" not in head  # plain words


def test_every_card_has_heading_picture_sentence_table_and_sources(viewer: Viewer) -> None:
    viewer.page.rest()
    for card in (*LIVE, *SLOW_CARDS):
        shown = viewer.page.screen.shown[card.key]
        assert re.search(r"<h2[^>]*>[^<]+</h2>", shown), card.key
        assert 'role="img"' in shown or "<dl" in shown, card.key
        assert len(words(re.findall(r"<figcaption>(.*?)</figcaption>", shown, re.DOTALL)[0])) > 40, card.key
        assert 'data-ask="sources"' in shown, card.key
        assert "<table" in viewer.page.screen.shown[f"{card.key}-data"], card.key


def test_the_first_page_holds_everything_before_any_message_comes(viewer: Viewer) -> None:
    page = viewer.page.screen.page()
    assert all(f'data-region="{card.key}"' in page for card in (*LIVE, *SLOW_CARDS))
    assert "cm-key-figures" in page
    assert page.count('type="range"') >= 35


# -- sliders --------------------------------------------------------------------------------------------------


def test_a_move_changes_the_figures_as_the_package_does(viewer: Viewer) -> None:
    viewer.does("slide", name=WAIT, value=60)
    est = cm.estimate(cm.load().with_likeliest({WAIT: 60}), samples=MOVING, seed=SEED)
    assert viewer.figure("date") == plain(language_of("en").length(est.quantile(0.8, of="go_live")))


def test_what_has_been_moved_is_marked_and_counted(viewer: Viewer) -> None:
    answer = viewer.does("slide", name=WAIT, value=33)
    assert answer["levers"][WAIT]["moved"] is True
    assert answer["levers"][WAIT]["says"] == "33 working days"
    assert viewer.text("count-waiting") == "1 changed"
    answer = viewer.does("slide", name=WAIT, value=cm.load()[WAIT].likeliest)
    assert answer["levers"][WAIT]["moved"] is False
    assert viewer.text("count-waiting") == ""


def test_only_what_has_changed_is_sent(viewer: Viewer) -> None:
    viewer.does("slide", name=WAIT, value=33)
    answer = viewer.does("slide", name=WAIT, value=33)
    assert "regions" not in answer
    assert "levers" not in answer


def test_one_a_group_or_everything_goes_back(viewer: Viewer) -> None:
    start = viewer.page.screen.now.fingerprint
    for name, value in ((WAIT, 33), ("plan.release.wait", 40), (HIRE, 90)):
        viewer.does("slide", name=name, value=value)
    viewer.does("reset", name=WAIT)
    assert viewer.page.state.address.case.changed == {"plan.release.wait", HIRE}
    viewer.does("reset_group", name="waiting")
    assert viewer.page.state.address.case.changed == {HIRE}
    viewer.does("field", field="estimate", value="35k")
    assert "levers" in viewer.does("reset_all")["regions"]  # drawn anew, though they look as they did at first
    assert viewer.page.screen.now.fingerprint == start


def test_a_chance_is_moved_in_per_cent(viewer: Viewer) -> None:
    viewer.does("slide", name=HIRE, value=50)
    assert viewer.page.screen.now[HIRE].chance == 0.5


def test_a_typed_number_may_lie_beyond_the_ends_of_its_slider(viewer: Viewer) -> None:
    answer = viewer.does("number", name=WAIT, text="150")
    assert viewer.page.screen.now[WAIT].likeliest == 150
    assert answer["levers"][WAIT]["place"] == 120  # the end of the slider
    assert answer["levers"][WAIT]["written"] == "150"


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("35,000 €", 35_000), ("35k", 35_000), ("1.2 m", 1_200_000), ("€80,000", 80_000), ("30 TEUR", 30_000)],
)
def test_an_estimate_is_read_as_people_type_it(typed: str, amount: int, viewer: Viewer) -> None:
    viewer.does("field", field="estimate", value=typed)
    assert viewer.page.screen.seen.est.first_estimate == amount
    assert f"Your estimate of €{amount:,} covers" in viewer.text("covered")


def test_nobody_is_told_of_an_estimate_that_nobody_gave(viewer: Viewer) -> None:
    everything = " ".join(map(viewer.text, viewer.page.screen.shown))
    assert "Your estimate" not in everything
    assert "the page says how far it carries" in viewer.text("covered")


def test_the_estimate_says_what_it_covers(viewer: Viewer) -> None:
    viewer.does("field", field="estimate", value="400,000")
    assert "It is taken for the model and its experiments." in viewer.text("covered")
    viewer.does("slide", name="first_estimate.covers.software", value=1)
    assert "for the model and its experiments and what any software needs." in viewer.text("covered")
    assert "first_estimate.covers.software" in viewer.page.state.address.case.changed


def test_an_emptied_estimate_gives_way_to_the_prototype(viewer: Viewer) -> None:
    before = viewer.page.screen.seen.est.first_estimate
    viewer.does("field", field="estimate", value="35k")
    viewer.does("field", field="estimate", value="")
    assert viewer.page.screen.seen.est.first_estimate == before


# -- impossible values: a message, no harm, the page as it was --------------------------------------------------

IMPOSSIBLE: list[dict[str, Any]] = [
    {"do": "slide", "name": WAIT, "value": "soon"},
    {"do": "slide", "name": WAIT, "value": None},
    {"do": "slide", "name": WAIT, "value": [1]},
    {"do": "slide", "name": "nothing", "value": 1},
    {"do": "slide"},
    {"do": "number", "name": WAIT, "text": SCRIPT},
    {"do": "number", "name": WAIT, "text": "-5"},
    {"do": "number", "name": WAIT, "text": "9" * 400},
    {"do": "number", "name": HIRE, "text": "250"},
    {"do": "number", "name": "roles.data_scientist.people", "text": "0"},
    {"do": "number", "name": "nothing", "text": "1"},
    {"do": "field", "field": "estimate", "value": SCRIPT},
    {"do": "field", "field": "budget", "value": "-1"},
    {"do": "field", "field": "months", "value": {"a": 1}},
    {"do": "field", "field": "confidence", "value": "0.99"},
    {"do": "field", "field": "every", "value": "second"},
    {"do": "field", "field": "__class__", "value": 1},
    {"do": "believe", "name": "nothing", "kind": "pert"},
    {"do": "reset_group", "name": "nothing"},
    {"do": "assumption", "name": "nothing"},
    {"do": "sources", "of": "nothing"},
    {"do": "download", "name": "../../secret"},
    {"do": "_dispatch"},
    {"do": 1},
    {},
]


@pytest.mark.parametrize("message", IMPOSSIBLE, ids=lambda message: json.dumps(message)[:60])
def test_an_impossible_request_is_answered_in_words_and_changes_nothing(
    message: dict[str, Any], viewer: Viewer
) -> None:
    viewer.does("slide", name=HIRE, value=50)
    before = viewer.page.state.address
    viewer.page.receive({**message, "number": 9})
    answer = viewer.told[-1][0]
    assert answer["number"] == 9
    assert len(viewer.fault) > 20
    assert SCRIPT not in json.dumps(answer)
    assert viewer.page.state.address == before


@pytest.mark.parametrize("message", [None, 3, "slide", [1, 2], b"x"])
def test_what_is_no_request_at_all_is_answered_too(message: object, viewer: Viewer) -> None:
    viewer.page.receive(message)
    assert "nothing was changed" in viewer.fault


@pytest.mark.parametrize("value", [1e308, -1e308, float("inf"), float("-inf"), float("nan")])
def test_a_slider_forced_beyond_its_ends_stays_on_its_track(value: float, viewer: Viewer) -> None:
    viewer.does("slide", name=WAIT, value=value)
    assert 0 <= viewer.page.screen.now[WAIT].likeliest <= 120
    assert viewer.fault == ""


def test_a_refused_number_puts_the_field_back(viewer: Viewer) -> None:
    answer = viewer.does("number", name=WAIT, text="soon")
    assert answer["levers"][WAIT]["written"] == "20"
    assert "“soon” is not a number" in viewer.fault
    viewer.does("slide", name=WAIT, value=30)
    assert viewer.fault == ""


# -- scenarios, targets ----------- --------------------------------------------------------------------------------


def test_a_scenario_lays_the_sliders_anew_and_keeps_ones_own_estimate(viewer: Viewer) -> None:
    viewer.does("slide", name=WAIT, value=33)
    viewer.does("field", field="estimate", value="50k")
    viewer.does("field", field="scenario", value="visual_inspection")
    assert viewer.page.state.address.case.scenario == "baseline", "nothing is dropped before somebody has said so"
    assert "1 change" in viewer.text("history") or "2 changes" in viewer.text("history")
    answer = viewer.does("another", name="leave")
    assert viewer.page.state.address.case.changed == {"first_estimate.amount"}
    assert 'value="12.0"' in answer["regions"]["levers"]  # twelve cameras
    assert "Cameras find faulty parts" in viewer.text("case")


def test_the_overlay_can_be_laid_on_any_scenario(viewer: Viewer) -> None:
    viewer.does("field", field="scenario", value="credit_scoring")
    viewer.does("field", field="mlops", value=True)
    expected = cm.load(scenarios=["credit_scoring", "mlops"])
    assert viewer.page.screen.now.fingerprint == expected.fingerprint


def test_an_unknown_scenario_is_the_baseline(viewer: Viewer) -> None:
    viewer.does("field", field="scenario", value=SCRIPT)
    assert viewer.page.screen.now.fingerprint == cm.load().fingerprint
    assert SCRIPT not in viewer.page.screen.page()


def test_the_chosen_confidence_holds_for_budget_and_date_alike(viewer: Viewer) -> None:
    viewer.does("field", field="confidence", value="0.9")
    est, says = viewer.page.screen.seen.est, language_of("en")
    assert viewer.figure("budget") == plain(says.amount(est.quantile(0.9, of="to_go_live"), "EUR"))
    assert viewer.figure("date") == plain(says.length(est.quantile(0.9, of="go_live")))
    assert "9 of 10 simulated courses" in viewer.text("head")


def test_budget_and_date_are_judged_together(viewer: Viewer) -> None:
    assert viewer.figure("joint") == "–"
    viewer.does("field", field="budget", value="500,000")
    viewer.does("field", field="months", value="20")
    est = viewer.page.screen.seen.est
    assert viewer.figure("joint") == plain(language_of("en").share(est.joint_confidence(500_000, 20)))
    assert "both kept: €500,000 and 20 months" in viewer.text("beside")


# -- language ---------------------------------------------------------------------------------------------------


def test_a_case_with_a_name_of_its_own_still_says_on_paper_of_which_scenario_it_is() -> None:
    assert "Scenario: Line 7 (Credit scoring). Changed: nothing." in Viewer("scenario=credit_scoring&name=Line+7").text(
        "paper"
    )


def test_the_page_speaks_german_with_german_numbers() -> None:
    viewer = Viewer("lang=de&budget=500000")
    assert viewer.text("head").startswith("Jetzt ")
    assert "beantragen, bis zur nächsten Entscheidung" in viewer.text("head")
    assert re.search(r"nach [\d,]+ Monaten \d{3}\.000 € einplanen", viewer.text("head"))
    assert re.fullmatch(r"\d{3}\.000 €", viewer.figure("budget"))
    assert "Auf die Erlaubnis" in viewer.text("levers") or "Warten" in viewer.text("levers")
    assert "Wait for" not in viewer.text("levers")


def test_the_language_is_switched_on_the_page_and_nothing_else_changes(viewer: Viewer) -> None:
    viewer.does("slide", name=WAIT, value=33)
    before = viewer.page.screen.now.fingerprint
    answer = viewer.does("language", name="de")
    assert (answer["language"], answer["title"]) == ("de", language_of("de")("page: title"))
    assert "Was sich ändern lässt" in answer["regions"]["names"]  # as a screen reader calls the levers
    assert viewer.page.screen.now.fingerprint == before
    assert viewer.page.state.address.case.changed == {WAIT}
    viewer.does("language", name="xx")
    assert viewer.page.state.address.language == "de"


# -- sheets -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("of", ["to_go_live", "after_go_live", "total", "go_live", "production"])
def test_every_figure_leads_to_assumptions_and_they_to_their_sources(of: str, viewer: Viewer) -> None:
    assert viewer.does("sources", of=of)["sheet"] is True
    sheet = viewer.page.screen.shown["sheet"]
    names = re.findall(r'data-do="assumption" data-name="([^"]+)"', sheet)
    assert len(names) >= 3
    assert all(name in cm.load() for name in names)
    if of != "production":
        found = cm.drivers(viewer.page.screen.seen.est, of=of)
        assert names[0] == next(name for name in found.index if name in cm.load())
    viewer.does("assumption", name=names[0])
    belief = cm.load()[names[0]]
    assert (belief.source[0].judgement or belief.source[0].title or "")[:40] in viewer.text("sheet")
    assert str(cm.load().origins[names[0]]) in viewer.text("sheet")
    viewer.does("back")
    assert viewer.page.screen.shown["sheet"] == sheet


def test_the_search_finds_by_meaning_name_and_unit_in_the_language_of_the_page() -> None:
    viewer = Viewer("lang=de")
    viewer.does("expert")
    viewer.does("search", text="beschriftung preis")
    assert "labelling.vendor_price" in viewer.page.screen.shown["found"]
    viewer.does("search", text="retirement_hazard")
    assert "operations.retirement_hazard" in viewer.page.screen.shown["found"]
    viewer.does("search", text="qqqq")
    assert "Nichts gefunden" in viewer.text("found")
    viewer.does("search", text=SCRIPT)
    assert SCRIPT not in viewer.page.screen.shown["found"]


def test_any_belief_can_be_typed_and_put_back(viewer: Viewer) -> None:
    name = "operations.end_of_life.cost"
    viewer.does("assumption", name=name)
    viewer.does("kind", value="lognormal")
    assert 'name="p10"' in viewer.page.screen.shown["sheet"]
    viewer.does("believe", name=name, kind="lognormal", p10="1,000", p90="8k")
    assert viewer.page.screen.now[name].numbers == (1000, 8000)
    assert "Changed on this page." in viewer.text("sheet")
    viewer.does("restore", name=name)
    assert viewer.page.screen.now[name].numbers == cm.load()[name].numbers


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"kind": "pert", "min": "9", "mode": "5", "max": "7"}, "min 9 is above mode 5"),
        ({"kind": "pert", "min": "a", "mode": "5", "max": "7"}, "“a” is not a number"),
        ({"kind": "pert", "min": "1"}, "is not a number"),
        ({"kind": "lognormal", "p10": "0", "p90": "7"}, "both are above zero"),
    ],
)
def test_an_impossible_belief_is_told_on_the_sheet_and_nothing_changes(
    typed: dict[str, str], told: str, viewer: Viewer
) -> None:
    before = viewer.page.state.address
    viewer.does("assumption", name=WAIT)
    viewer.does("believe", name=WAIT, **typed)
    assert told in viewer.text("sheet")
    assert viewer.page.state.address == before


# -- files --------------------------------------------------------------------------------------------------------


def undated(name: str) -> str:
    """The name of a file without the day on which it was made, which it must have."""
    assert re.search(r"_\d{4}-\d{2}-\d{2}", name), name
    return re.sub(r"_\d{4}-\d{2}-\d{2}", "", name)


def test_a_saved_scenario_is_loaded_again_with_its_marks(viewer: Viewer) -> None:
    viewer.does("field", field="scenario", value="credit_scoring")
    viewer.does("slide", name=WAIT, value=33)
    viewer.does("field", field="name", value="Ours & <b>")
    before = viewer.page.screen.now.fingerprint
    file = viewer.does("download", name="scenario")["file"]
    assert (undated(file["name"]), file["type"]) == ("ours_b.yaml", "application/yaml")
    other = Viewer()
    other.loads(viewer.told[-1][1][0], file["name"])
    assert other.fault == ""
    assert other.page.screen.now.fingerprint == before
    assert other.page.state.address.case.scenario == "credit_scoring"
    assert other.text("count-waiting") == "1 changed"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"changes:\n  labelling.itmes: {value: 1, why: w}\n", "labelling.itmes: no such assumption"),
        (f"meaning: m\nstory: s\nchanges:\n  {SCRIPT}: {{value: 1, why: w}}\n".encode(), "no such assumption"),
        (b"=cmd|' /C calc'!A0\n", "a scenario has `changes`"),
        (b"a: &a [*a, *a]\n", "anchors and aliases"),
        (b"\x00\x01\x02", "ours.yaml"),
        (b"x: " + b"[" * 500 + b"]" * 500, "ours.yaml"),
    ],
)
def test_a_hostile_or_broken_file_is_told_with_its_lines_and_nothing_changes(
    content: bytes, told: str, viewer: Viewer
) -> None:
    viewer.does("slide", name=WAIT, value=33)
    before = viewer.page.state.address
    viewer.does("share")
    viewer.loads(content)
    assert told in viewer.text("loading")
    assert SCRIPT not in viewer.page.screen.shown["loading"]
    assert viewer.page.state.address == before


def test_a_file_of_fifty_megabytes_is_refused_by_its_size(viewer: Viewer) -> None:
    viewer.loads(b"", "large.yaml", size=50_000_000)
    assert "large.yaml is larger than 2 MB" in viewer.text("loading")
    viewer.loads(b"x" * 2_000_001, SCRIPT)
    assert "larger than 2 MB" in viewer.text("loading")


def test_pictures_come_as_files_for_slides_and_for_any_size(viewer: Viewer) -> None:
    viewer.does("download", name="pictures")
    with zipfile.ZipFile(io.BytesIO(viewer.told[-1][1][0])) as archive:
        names = archive.namelist()
        wanted = {"baseline_iceberg.svg", "baseline_iceberg.png", "baseline_distribution.svg"}
        assert wanted <= {undated(name) for name in names}
        assert len(names) >= 2 * 12
        for name in names:
            content = archive.read(name)
            if name.endswith("svg"):
                ET.fromstring(content)  # any viewer of SVG reads it
            elif not name.endswith("txt"):
                assert content.startswith(b"\x89PNG")


def test_the_workbook_and_the_page_for_the_board_are_made_of_the_same_estimate(quick: Viewer) -> None:
    from openpyxl import load_workbook

    quick.does("language", name="de")
    file = quick.does("download", name="excel")["file"]
    assert undated(file["name"]) == "grundfall.xlsx"
    book = load_workbook(io.BytesIO(quick.told[-1][1][0]))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    quick.page.rest()
    assert quick.page.screen.seen.est.fingerprint in cells
    assert undated(quick.does("download", name="one_page")["file"]["name"]) == "grundfall.pdf"
    assert quick.told[-1][1][0].startswith(b"%PDF")


# -- introduction ---------------------------------------------------------------------------------------------------


def test_the_introduction_tells_the_story_on_real_numbers_and_gives_ones_own_case_back() -> None:
    viewer = Viewer("scenario=credit_scoring")
    viewer.does("ready", new=True)
    est = cm.estimate(cm.load(scenarios=["three_week_model"]), MOVING, SEED)
    says = language_of("en")
    assert "three weeks" in viewer.text("tour")
    assert "asked for €9,000" in viewer.text("tour")
    assert viewer.told[-1][0]["look"] == "covered"
    viewer.does("tour", name="next")
    assert plain(says.length(est.quantile(0.5, of="go_live"))) in viewer.text("tour")
    viewer.does("tour", name="next")
    assert plain(says.amount(est.quantile(0.5, of="to_go_live"), "EUR")) in viewer.text("tour")
    viewer.does("tour", name="next")
    viewer.does("tour", name="back")
    viewer.does("tour", name="next")
    assert plain(says.share(est.reaches_production)) in viewer.text("tour")
    viewer.does("tour", name="next")
    assert viewer.page.state.address.case.scenario == "credit_scoring"
    assert viewer.told[-1][0]["look"] == tour.STEPS[-1] == "chosen"
    viewer.does("tour", name="next")
    assert viewer.text("tour") == ""


def test_who_skips_the_introduction_or_moves_something_has_done_with_it(viewer: Viewer) -> None:
    viewer.does("tour", name="start")
    viewer.does("tour", name="end")
    assert viewer.page.state.address.case.scenario == "baseline"
    viewer.does("tour", name="start")
    viewer.does("slide", name=WAIT, value=33)
    assert viewer.text("tour") == ""
    assert viewer.page.state.address.case.scenario == "three_week_model"  # what was moved is kept
    assert viewer.page.state.address.case.changed == {WAIT}


def test_the_introduction_goes_on_in_another_language_and_so_does_the_own_case_after_it(viewer: Viewer) -> None:
    viewer.does("number", name=WAIT, text="33")
    viewer.does("tour", name="start")
    viewer.does("tour", name="next")
    answer = viewer.does("language", name="de")
    assert "2 von 5" in viewer.text("tour")
    assert answer["query"] == "lang=de&plan.data_access.wait=33", "a reload goes on in it"
    viewer.does("tour", name="end")
    assert viewer.page.state.address.language == "de"
    assert viewer.page.state.address.case.moved == {WAIT: 33.0}
    assert len(viewer.page.state.past) == 1, "another language within the introduction is no step of its own"


# -- rest -------------------------------------------------------------------------------------------------------


def test_at_rest_figures_come_first_then_tables_then_what_takes_longest(viewer: Viewer) -> None:
    viewer.does("sight", cards=["iceberg"])
    viewer.told.clear()
    viewer.page.rest()
    came = [list(message.get("regions", {})) for message, _ in viewer.told]
    assert {"say", "head", "iceberg"} <= set(came[0])
    assert "finance" in came[1]
    awaited = ("head", "finance", "iceberg-data", "drivers", "blocks", "actions")
    order = [next(place for place, regions in enumerate(came) if key in regions) for key in awaited]
    assert order == sorted(order)
    assert viewer.told[0][0]["settled"] is True
    assert [message.get("rested", False) for message, _ in viewer.told[:2]] == [False, True]


def test_what_is_in_sight_is_drawn_first(viewer: Viewer) -> None:
    viewer.does("sight", cards=["timeline"])
    answer = viewer.does("slide", name=WAIT, value=33)
    assert "timeline" in answer["regions"]
    assert "cash_flow" not in answer["regions"]
    assert answer["all"] is False
    caught_up = list(viewer.page.screen.catch_up())
    later, _ = viewer.page.screen.taken()
    assert {"iceberg", "distribution", "categories", "cash_flow"} <= later["regions"].keys()
    assert len(caught_up) == len(later["regions"])
    assert list(viewer.page.screen.catch_up()) == []


def test_a_page_after_many_moves_is_the_page_that_is_opened_at_their_end() -> None:
    moved = hurried(Viewer("scenario=credit_scoring&start=2027-02"))
    moved.page.rest()
    for lever, places in ((WAIT, (30, 31, 35)), (LICENCE, (4000, 9000)), (HIRE, (40, 55)), (WAIT, (28, 27))):
        for place in places:
            moved.does("slide", name=lever, value=place)
    opened = hurried(Viewer(query(moved.page.state.address)))
    assert moved.page.work._followed is not None, "what a move does not reach was left as it was"
    always = ("head", "beside", "covered", "plan", "foot", "paper")
    for names in (
        [*always, *(card.key for card in LIVE if card.quick)],
        [*always, "say", *(card.key for card in LIVE), *(f"{card.key}-data" for card in LIVE)],
    ):
        for name in names:
            assert moved.page.screen.shown[name] == opened.page.screen.shown[name], name
        moved.page.rest()
        opened.page.rest()


def test_what_is_kept_for_the_next_move_is_gone_at_rest(quick: Viewer) -> None:
    for days in (30, 31, 32):
        quick.does("slide", name=WAIT, value=days)
    kept = ref(quick.page.work._followed)
    assert kept() is not None
    quick.page.rest()
    assert kept() is None


def test_only_the_layout_that_fits_the_window_is_drawn(viewer: Viewer) -> None:
    both = viewer.page.screen.shown["timeline"]
    viewer.does("width", wide=True)
    wide = viewer.page.screen.shown["timeline"]
    viewer.does("width", wide=False)
    narrow = viewer.page.screen.shown["timeline"]
    assert [drawn.count("<svg") for drawn in (both, wide, narrow)] == [2, 1, 1]
    assert "cm-beside" in wide
    assert "cm-stacked" in narrow


@pytest.mark.usefixtures("monkeypatch")  # so that no other page shares them
def test_a_page_that_nobody_holds_any_more_takes_its_estimates_with_it() -> None:
    gc.collect()
    gc.disable()  # else Python might find by chance what a ring keeps
    try:
        quick = hurried(Viewer())
        quick.does("slide", name=WAIT, value=33)
        moving: list[ref[Any]] = [ref(est) for *_, est in quick.page.work._kept]
        quick.page.rest()
        quick.does("download", name="scenario")
        there: list[ref[Any]] = [*moving, ref(quick.page), *(ref(est) for *_, est in quick.page.work._kept)]
        assert len(moving) == 2
        assert quick.page.screen.seen.est in [one() for one in there]
        del quick
        assert [one() for one in there] == [None] * len(there)
    finally:
        gc.enable()


def test_a_move_ends_the_work_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "PAUSE", 0.01)
    seen: list[int] = []

    async def drag() -> None:
        viewer = Viewer()
        for days in range(21, 27):
            viewer.does("slide", name=WAIT, value=days)
            await asyncio.sleep(0.03)  # long enough to begin, too short to end
        seen.append(sum(bool(message.get("rested")) for message, _ in viewer.told))
        while "actions-data" not in viewer.page.screen.shown:
            await asyncio.sleep(0.05)
        assert viewer.page.screen.seen.est.samples == AT_REST
        assert viewer.page.screen.now[WAIT].likeliest == 26

    # In a thread of its own: where a browser is driven in this process, the main one has a loop already.
    with ThreadPoolExecutor(1) as threads:
        threads.submit(lambda: asyncio.run(asyncio.wait_for(drag(), PATIENCE))).result()
    assert seen == [0]


def test_an_address_with_something_unknown_says_what_was_left_out() -> None:
    viewer = Viewer("nonsense=1&labelling.items=2000")
    assert "it was left out: nonsense" in viewer.fault
    viewer.does("ready", new=False)
    viewer.does("sight", cards=[])
    assert "nonsense" in viewer.fault  # still there when the browser shows it, and when somebody scrolls
    assert viewer.page.screen.now["labelling.items"].likeliest == pytest.approx(2000)


# -- steps, changes, inputs that decide -----------------------------------------------------------------------------


def test_every_step_is_undone_and_done_again(viewer: Viewer) -> None:
    viewer.does("slide", name=WAIT, value=30)
    viewer.does("slide", name=WAIT, value=33)
    viewer.does("slide", name=WAIT, value=33, done=True)
    viewer.does("field", field="estimate", value="50k")
    viewer.does("undo")
    assert viewer.page.state.address.case.moved == {WAIT: 33.0}
    viewer.does("undo")
    assert viewer.page.state.address.case.moved == {}, "a drag is one step, however many places it passes"
    viewer.does("undo")  # there is none before
    viewer.does("redo")
    viewer.does("redo")
    assert viewer.page.state.address.case.changed == {WAIT, "first_estimate.amount"}
    viewer.does("undo")
    viewer.does("slide", name=HIRE, value=50, done=True)
    viewer.does("redo")  # what was undone is gone where another way was taken
    assert viewer.page.state.address.case.changed == {WAIT, HIRE}


def test_back_and_forward_of_the_browser_walk_through_the_same_steps(viewer: Viewer) -> None:
    viewer.does("number", name=WAIT, text="33")
    answer = viewer.does("number", name=HIRE, text="50")
    assert (answer["step"], "hiring.must_hire=0.5" in answer["query"]) == (2, True)
    viewer.does("visit", query="?plan.data_access.wait=33")
    assert viewer.page.state.address.case.changed == {WAIT}
    viewer.does("visit", query=answer["query"])
    assert viewer.page.state.address.case.changed == {WAIT, HIRE}
    viewer.does("visit", query="?scenario=credit_scoring")  # of before a reload, which these steps do not hold
    assert viewer.page.state.address.case.scenario == "credit_scoring"
    viewer.does("undo")
    assert viewer.page.state.address.case.changed == {WAIT, HIRE}


def test_each_figure_says_by_how_much_it_differs_from_the_case_without_changes(viewer: Viewer) -> None:
    assert "unchanged" not in viewer.text("head")
    viewer.does("slide", name=WAIT, value=60)
    before = cm.estimate(cm.load(), MOVING, SEED).quantile(0.8, of="go_live")
    after = viewer.page.screen.seen.est.quantile(0.8, of="go_live")
    assert plain(language_of("en").signed_length(after - before)) in viewer.text("head")
    assert "unchanged" in viewer.text("head"), "a wait does not move the run cost"
    assert "cm-ghost" in viewer.page.screen.shown["distribution"]
    viewer.does("undo")
    assert "cm-ghost" not in viewer.page.screen.shown["distribution"]


def test_changes_are_listed_with_their_effects_and_taken_back_one_by_one(viewer: Viewer) -> None:
    viewer.does("number", name=WAIT, text="60")
    viewer.does("number", name=HIRE, text="80")
    viewer.does("changes")
    sheet = viewer.text("sheet")
    assert "Wait for the data owners" in sheet
    assert "35 % → 80 %" in sheet
    assert "only together" in sheet
    viewer.does("reset", name=HIRE)
    assert viewer.page.state.address.case.changed == {WAIT}
    assert "35 % → 80 %" not in viewer.text("sheet")


def test_another_case_takes_the_changes_along_or_leaves_them(viewer: Viewer) -> None:
    viewer.does("number", name=WAIT, text="60")
    viewer.does("field", field="scenario", value="credit_scoring")
    viewer.does("closed")
    assert viewer.page.state.address.case.scenario == "baseline"
    assert 'value="baseline" selected' in viewer.page.screen.shown["chosen"]
    viewer.does("field", field="scenario", value="credit_scoring")
    viewer.does("another", name="take")
    assert (viewer.page.state.address.case.scenario, viewer.page.state.address.case.moved) == (
        "credit_scoring",
        {WAIT: 60.0},
    )


def test_everything_goes_back_mlops_and_targets_too_and_can_be_undone(viewer: Viewer) -> None:
    viewer.does("field", field="mlops", value=True)
    viewer.does("field", field="budget", value="500k")
    viewer.does("number", name=WAIT, text="60")
    there = viewer.page.state.address
    viewer.does("reset_all")
    assert query(viewer.page.state.address) == ""
    viewer.does("undo")
    assert viewer.page.state.address == there


def test_the_inputs_that_decide_are_levers_whose_order_stays_until_somebody_renews_it(quick: Viewer) -> None:
    quick.page.rest()
    first = quick.page.screen.deciding
    assert first is not None
    assert 8 <= len(first.names) <= 10
    rows = quick.page.screen.shown["deciding"]
    assert rows.count('type="range"') == rows.count("data-number=") == len(first.names)
    quick.does("slide", name=first.names[1], value=0, done=True)
    quick.page.rest()
    now = quick.page.screen.deciding
    assert now is not None
    assert now.names == first.names
    assert "certain now" in quick.page.screen.shown[f"bar-{first.names[1]}"] or first.names[1] in now.figure.index
    assert quick.page.screen.shown["deciding"] == rows, "no slider is drawn anew in somebody's hand"
    quick.does("renew")
    quick.page.rest()
    later = quick.page.screen.deciding
    assert later is not None
    assert first.names[1] not in later.names, "what is certain decides nothing"


def test_the_figure_that_inputs_decide_is_chosen(quick: Viewer) -> None:
    quick.does("field", field="decides", value="date")
    quick.page.rest()
    found = quick.page.screen.deciding
    assert found is not None
    assert found.of == "go_live"
    assert "decides=date" in query(quick.page.state.address)


def test_a_typed_value_asks_what_becomes_of_its_range(viewer: Viewer) -> None:
    viewer.does("number", name=WAIT, text="30")
    assert viewer.page.screen.now[WAIT].given == {
        "min": 0.0,
        "mode": 30.0,
        "max": 90.0,
    }  # 1.5 times
    assert "What becomes of the range?" in viewer.text("asked")
    assert viewer.page.screen.shown["asked"].count("cm-hill") >= 3, "each answer is drawn"
    viewer.does("range", name="keep")
    assert viewer.page.screen.now[WAIT].given == {"min": 0.0, "mode": 30.0, "max": 60.0}
    viewer.does("slide", name=WAIT, value=25)
    assert viewer.text("asked") == ""


def test_a_reload_goes_on_with_the_introduction_and_gives_the_own_case_back(viewer: Viewer) -> None:
    viewer.does("number", name=WAIT, text="33")
    viewer.does("tour", name="start")
    answer = viewer.does("tour", name="next")
    assert answer["tour"] == 1
    asked = query(viewer.page.state.settled or viewer.page.state.address)
    assert asked == "plan.data_access.wait=33", "the address keeps the own case, not that of the story"
    again = Viewer(asked)
    again.does("ready", resume=1)
    assert "2 of 5" in again.text("tour")
    again.does("tour", name="end")
    assert again.page.state.address.case.moved == {WAIT: 33.0}


def test_the_search_knows_what_people_call_it_and_opens_with_everything(viewer: Viewer) -> None:
    viewer.does("expert")
    assert viewer.page.screen.shown["sheet"].count('data-do="assumption"') == len(cm.load())
    for word in ("GPU", "license", "MLOps"):
        viewer.does("search", text=word)
        assert 'data-do="assumption"' in viewer.page.screen.shown["found"], word


def test_a_name_that_somebody_typed_comes_back_with_the_file(viewer: Viewer) -> None:
    viewer.does("field", field="name", value="Rückgaben & Co. 2027")
    viewer.does("number", name=WAIT, text="33")
    viewer.does("download", name="scenario")
    other = Viewer()
    other.loads(viewer.told[-1][1][0], "rueckgaben_co_2027.yaml")
    assert other.page.state.address.case.name == "Rückgaben & Co. 2027"


def test_the_chapter_on_evidence_counts_what_rests_on_judgement(quick: Viewer) -> None:
    now = quick.page.screen.now
    assert f"{len(now.on_judgement)} rest on judgement" in quick.text("evidence")
    quick.page.rest()
    found = quick.page.screen.deciding
    assert found is not None
    judged = [name for name in found.names if now[name].rests_on_judgement]
    assert f"Of the {len(found.names)} inputs that decide the number, {len(judged)} rest on" in quick.text("evidence")
    assert quick.page.screen.shown["evidence"].count('data-do="assumption"') == len(judged)


def test_no_five_looks_in_a_row_are_written_twice() -> None:
    rules = re.findall(r"\{([^{}]*)\}", (STATIC / "page.css").read_text(encoding="utf-8"))
    looks = [[one.strip() for one in rule.split(";") if one.strip()] for rule in rules]
    runs = [tuple(rule[at : at + 5]) for rule in looks for at in range(len(rule) - 4)]
    assert len(runs) > 100
    assert [run for run, count in Counter(runs).items() if count > 1] == []
