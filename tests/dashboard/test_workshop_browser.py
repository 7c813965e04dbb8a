"""A notebook of the workshop as a visitor meets it: served by Voila, opened in Chromium, moved by keyboard."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import costmodel as cm
from costmodel.report import sentences
from tests.conftest import PATIENCE_OF_BROWSER
from tests.dashboard.serving import PATIENT, ROOT, Served, serving, until

BESIDE = ROOT / "notebooks" / "de" / "workshop"


def _stamps() -> dict[Path, int]:
    """What participants have saved beside the notebook, and when."""
    return {path: path.stat().st_mtime_ns for path in BESIDE.rglob("*")}


@pytest.fixture(scope="module")
def served(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("workshop"), "--notebook", "de/1_drei_wochen", before=PATIENT) as running:
        yield running


@pytest.fixture(scope="module")
def page(served: Served, browser: Browser) -> Iterator[Page]:
    """One visit for all tests: a page that took seconds to compute is looked at more than once."""
    before = _stamps()
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="dark")
    context.set_default_timeout(PATIENCE_OF_BROWSER)
    try:
        made = context.new_page()
        made.hosts, made.before = set(), before  # type: ignore[attr-defined]  # kept with the page they belong to
        made.on("request", lambda request: made.hosts.add(request.url.split("/")[2]))  # type: ignore[attr-defined]
        made.asked = []  # type: ignore[attr-defined]  # messages that the page has sent to its process
        made.on("websocket", lambda socket: socket.on("framesent", lambda _: made.asked.append(1)))  # type: ignore[attr-defined]
        made.goto(served.address)
        made.wait_for_selector(".cm-answers")
        made.asked_at_first = len(made.asked)  # type: ignore[attr-defined]
        made.wait_for_selector("#rendered_cells", state="visible")
        made.without_figures = made.locator("body").inner_text()  # type: ignore[attr-defined]  # before any button
        for name in ("Wie es kam", "Eisberg und Teile", "Jedes Warten einen Monat kürzer"):
            made.get_by_role("button", name=name).click()
        made.wait_for_selector(".cm-reveal .cm-levers table")
        yield made
    finally:  # a page that did not come leaves no process behind
        context.close()


def test_the_page_has_the_title_and_the_language_of_its_notebook(page: Page) -> None:
    assert page.title() == "Drei Wochen"
    assert page.evaluate("document.documentElement.lang") == "de"
    assert page.locator("h1").inner_text() == "Drei Wochen"


def test_it_asks_no_other_host(page: Page, served: Served) -> None:
    assert page.hosts == {f"127.0.0.1:{served.port}"}  # type: ignore[attr-defined]


def test_the_states_of_all_fields_are_asked_for_at_once(page: Page) -> None:
    assert page.locator(".cm-answers input").count() > 40
    assert page.asked_at_first < 20  # type: ignore[attr-defined]  # one by one it would be hundreds


def test_texts_tables_and_figures_stand_in_a_column_of_comfortable_width_and_no_code_is_shown(page: Page) -> None:
    width = "one => one.getBoundingClientRect().width"
    for selector in (".cm-levers", "table.cm-table", ".cm-reveal img", ".jp-RenderedMarkdown p:visible"):
        for one in page.locator(selector).all():
            assert 200 < one.evaluate(width) <= 762, selector
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert "import costmodel" not in page.locator("body").inner_text()


def test_on_a_phone_tables_scroll_and_the_page_does_not(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    try:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    finally:
        page.set_viewport_size({"width": 1280, "height": 900})


def test_by_night_the_page_is_dark_and_so_are_its_widgets(page: Page) -> None:
    for selector in ("body", ".cm-levers"):
        colour = page.locator(selector).first.evaluate("one => getComputedStyle(one).backgroundColor")
        assert max(map(int, re.findall(r"\d+", colour)[:3])) < 60, selector


def test_a_solution_is_folded_until_somebody_unfolds_it(page: Page) -> None:
    solution = page.locator("details").first
    text = solution.locator("p").first
    expect(text).not_to_be_visible()
    solution.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(text).to_be_visible()
    assert "**" not in solution.inner_text()  # its Markdown is read as such


def test_a_slider_moves_by_keyboard_and_the_figures_follow(page: Page) -> None:
    levers = page.locator(".cm-reveal .cm-levers").first
    before = levers.locator("tbody").inner_text()
    levers.locator(".noUi-handle").last.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(levers).to_contain_text("33 Arbeitstage")
    expect(levers.locator("tbody")).not_to_have_text(before)
    case = cm.load(scenarios=["three_week_model"])
    moved = case.with_likeliest({"plan.release.wait": 33})
    even, enough = (cm.estimate(moved, 16_384, seed=1).quantile(share, "go_live") for share in (0.5, 0.8))
    written = [f"{months:.1f}".replace(".", ",") for months in (even, enough)]
    expect(levers.locator("tbody tr").first.locator("td.cm-figure")).to_contain_text(["", *written])
    levers.get_by_role("button", name="Zurück zum Anfang").press("Enter")
    expect(levers).to_contain_text("30 Arbeitstage")


def test_no_result_is_on_the_page_before_somebody_presses_a_button(page: Page) -> None:
    est = cm.estimate(cm.load(scenarios=["three_week_model"]), 16_384, seed=1)
    told = sentences.headline(est, "de").replace("\u00a0", " ")
    assert told not in page.without_figures.replace("\u00a0", " ")  # type: ignore[attr-defined]
    assert told in page.locator("body").inner_text().replace("\u00a0", " ")


def test_what_a_visitors_notebook_writes_is_not_left_beside_it_and_is_gone_with_the_visitor(
    page: Page, served: Served
) -> None:
    expect(page.locator(".cm-case")).to_contain_text("Offen: „Nordquell“")
    assert _stamps() == page.before  # type: ignore[attr-defined]

    def written() -> set[Path]:
        return set(Path(tempfile.gettempdir()).glob("costmodel-*/*/workshop/*.csv"))

    ours = {path for path in written() if str(path).startswith(tuple(kernel.cwd() for kernel in served.kernels()))}
    assert len(ours) == 1
    page.goto("about:blank")
    until(lambda: not ours & written(), "end of the visitor's folder")


@pytest.fixture(scope="module")
def follow_up(served: Served, browser: Browser) -> Iterator[Page]:
    """Another notebook, which leads to that with the group's form."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE_OF_BROWSER)
    try:
        made = context.new_page()
        made.goto(f"{served.address}/6_plan_und_nachverfolgung.ipynb")
        made.wait_for_selector("#rendered_cells", state="visible")
        yield made
    finally:
        context.close()


def test_at_its_end_a_notebook_leads_to_the_next_one(follow_up: Page, served: Served) -> None:
    follow_up.get_by_role("link", name="Unser Vorhaben").first.click()
    expect(follow_up.locator("h1")).to_contain_text("Unser Vorhaben")
    assert follow_up.url.split("?")[0] == f"{served.address}/5_unser_vorhaben.ipynb"
    assert served.visit("/form.ipynb")[0] == 403, "a page is served by its own command only"


def test_when_the_fields_of_a_page_do_not_come_it_says_so_and_offers_to_be_loaded_again(
    served: Served, browser: Browser
) -> None:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE_OF_BROWSER)
    try:
        made = context.new_page()
        made.clock.install()
        made.route_web_socket(re.compile("/channels"), lambda _line: None)  # nobody answers
        made.goto(f"{served.address}/6_plan_und_nachverfolgung.ipynb")
        made.wait_for_selector("#rendered_cells", state="visible")
        assert made.locator("#cm-missing").count() == 0  # a moment is no reason to say anything
        made.clock.fast_forward(40_000)
        expect(made.locator("#cm-missing")).to_contain_text("Ein Teil dieser Seite ist noch nicht angekommen.")
        expect(made.locator("#cm-missing button")).to_have_text("Seite neu laden")
    finally:
        context.close()


def test_when_the_server_has_ended_a_form_says_that_nothing_is_kept_and_takes_nothing(
    follow_up: Page, served: Served
) -> None:
    unheard = follow_up.locator(".cm-answers .cm-unheard")
    expect(unheard).to_be_attached()
    expect(follow_up.locator("#cm-missing")).not_to_be_attached()  # everything has come
    expect(unheard).to_be_empty()
    served.process.terminate()
    expect(unheard).to_contain_text("Was jetzt getippt wird, bleibt nicht erhalten")
    assert follow_up.locator(".cm-answers input:not([inert] input)").count() == 0
