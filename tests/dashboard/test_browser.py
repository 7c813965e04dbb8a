"""The dashboard as a visitor meets it: served by Voila, opened in Chromium, moved by mouse and keyboard."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import Error as PlaywrightError

from tests.conftest import PATIENCE_OF_BROWSER
from tests.dashboard.serving import HURRIED, ROOT, Served, serving

WAIT = "plan.data_access.wait"


@pytest.fixture(scope="module")
def served(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A dashboard on a port of its own, for all tests of this file."""
    with serving(tmp_path_factory.mktemp("server"), before=HURRIED) as running:
        yield running


@pytest.fixture(scope="module")
def address(served: Served) -> str:
    return f"{served.address}/"


@dataclass
class Visit:
    """A page with everything it asked for and complained about."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    @property
    def headline(self) -> str:
        return plain(self.page.locator("h1").inner_text())

    def value(self, key: str) -> Locator:
        return self.page.locator(f"#cm-figure-{key} button")

    def figure(self, key: str) -> str:
        return plain(self.value(key).inner_text())

    def slider(self, name: str) -> Locator:
        """The slider in its group, which is unfolded."""
        self.unfold(name)
        return self.page.locator(f'.cm-group [data-lever="{name}"]')

    def number(self, name: str) -> Locator:
        """The field for the number beside that slider."""
        self.unfold(name)
        return self.page.locator(f'.cm-group [data-number="{name}"]')

    def unfold(self, name: str) -> None:
        self.page.evaluate(
            "name => document.querySelector(`.cm-group [data-lever='${name}']`).closest('details').open = true", name
        )

    def moved(self) -> Locator:
        """The levers in their groups that were moved."""
        return self.page.locator(".cm-group .cm-moved")

    def rest(self) -> None:
        """Until the figures are those of the full number of samples."""
        self.page.wait_for_selector('.cm-root[data-rested="true"]')

    def all_there(self) -> None:
        """Until what takes longest is there too."""
        self.rest()
        self.page.wait_for_selector("#cm-actions[aria-busy=false]")

    def put_back(self) -> bool:
        """Everything is reset; whether the address, which holds the whole case, is that of the beginning again."""
        try:
            self.page.keyboard.press("Escape")
            self.page.get_by_role("button", name="Reset everything").click(timeout=5_000)
            self.page.wait_for_selector(".cm-group .cm-moved", state="detached", timeout=5_000)
        except PlaywrightError:
            return False
        return self.complaints == [] and self.page.url.partition("?")[2] in {"", "lang=en"}

    def close(self) -> None:
        self.page.context.close()


def plain(text: str) -> str:
    return " ".join(text.split())


def hand_in(page: Page, file: object) -> None:
    """A file is given to the page, as through the browser's own dialog."""
    page.get_by_role("button", name="Save and share").click()
    expect(page.locator("dialog[open]")).to_have_count(1)  # a closed one is about to be replaced
    page.locator("#cm-file").set_input_files(file)  # type: ignore[arg-type]  # as Playwright takes it


def laid_out(page: Page) -> None:
    """Everything takes its place, also what is not in sight and would wait for it."""
    page.evaluate("document.querySelectorAll('.cm-slot').forEach(one => one.style.contentVisibility = 'visible')")


def visit(
    browser: Browser,
    address: str,
    width: int = 1440,
    scheme: str = "light",
    *,
    height: int = 1000,
    new: bool = False,
    **options: object,
) -> Visit:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]  # a literal in Playwright's types
        **options,  # type: ignore[arg-type]
    )
    context.set_default_timeout(PATIENCE_OF_BROWSER)
    if not new:
        context.add_init_script("localStorage.setItem('costmodel: introduction seen', 'yes')")
    page = context.new_page()
    made = Visit(page)
    page.on("request", lambda request: made.hosts.add(request.url.split("/")[2] if "//" in request.url else "data"))
    page.on("websocket", lambda socket: made.hosts.add(socket.url.split("/")[2]))
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.on("console", lambda said: made.complaints.append(said.text) if said.type == "error" else None)
    page.goto(address)
    page.wait_for_selector(".cm-root[data-answered]")
    return made


@pytest.fixture(scope="module")
def handed_on() -> Iterator[list[Visit]]:
    """The page on which things are moved, from one test to the next."""
    pages: list[Visit] = []
    yield pages
    for made in pages:
        made.close()


@pytest.fixture
def visited(browser: Browser, address: str, handed_on: list[Visit]) -> Iterator[Visit]:
    """A page on which things are moved: that of the test before, where everything could be put back."""
    if not handed_on:
        handed_on.append(visit(browser, f"{address}?lang=en"))
    (made,) = handed_on
    yield made
    if not made.put_back():
        handed_on.clear()
        made.close()


@pytest.fixture(scope="module")
def looked_at(browser: Browser, address: str) -> Iterator[Visit]:
    """One visit for all who only look: everything is there, and nothing is moved."""
    made = visit(browser, f"{address}?lang=en")
    made.all_there()
    yield made
    made.close()


# -- a first look ---------------------------------------------------------------------------------------------


def test_the_page_shows_figures_and_pictures_and_asks_no_other_host(looked_at: Visit, address: str) -> None:
    assert re.fullmatch(
        r"Ask for €[\d,]+ now, until the next decision; plan €[\d,]+ until go-live after [\d.]+ months; "
        r"then €[\d,]+ a year in operation\.",
        looked_at.headline,
    )
    expect(looked_at.page).to_have_title("What a machine-learning initiative really costs")
    assert looked_at.page.locator("html").get_attribute("lang") == "en"
    assert "from costmodel" not in looked_at.page.content(), "no code is shown"
    assert looked_at.page.locator(".cm-key-figures .cm-value").count() == 6
    assert looked_at.page.locator("svg[role=img][aria-label]:visible").count() >= 9
    expect(looked_at.page.locator(".cm-slot:visible:not(:has(figure:visible))")).to_have_count(0)  # no empty card
    expect(looked_at.page.locator(".cm-timeline.cm-stacked")).to_have_count(0)  # it is drawn for this width at once
    assert looked_at.hosts <= {address.split("/")[2], "data"}
    assert looked_at.complaints == []


def test_every_control_and_picture_has_a_name(looked_at: Visit) -> None:
    nameless = looked_at.page.evaluate(
        """() => [...document.querySelectorAll('.cm-root :is(input, select, button, svg[role])')]
            .filter(one => one.checkVisibility() && one.type !== 'file')
            .filter(one => !(one.ariaLabel || one.textContent.trim() || one.labels?.length))
            .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert nameless == []
    sliders = looked_at.page.get_by_role("slider")
    assert sliders.count() >= 8, "of what decides the number; all others are folded away"
    looked_at.unfold(WAIT)
    looked_at.page.get_by_role("slider", name="Wait for the data owners' permission").first.wait_for()
    looked_at.page.get_by_label("Which case is nearest to yours?").wait_for()


# -- moving things --------------------------------------------------------------------------------------------


def test_figures_follow_the_slider_while_it_is_dragged(visited: Visit) -> None:
    visited.rest()
    before = visited.figure("date")
    visited.page.evaluate(
        """() => {
            window.shown = new Set();
            const head = document.querySelector('.cm-head');
            const note = () => window.shown.add(head.innerText);
            new MutationObserver(note).observe(head, {childList: true, subtree: true});
        }"""
    )
    slider = visited.slider(WAIT)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 6, box["y"] + box["height"] / 2
    visited.page.mouse.move(x, y)
    visited.page.mouse.down()
    for step in range(1, 21):
        visited.page.mouse.move(x + 5 * step, y)
        visited.page.wait_for_timeout(40)
    for step in range(100):  # a busy machine answers late: the hand does not rest until it has
        if visited.page.evaluate("window.shown.size") >= 3:
            break
        visited.page.mouse.move(x + 95 + 5 * (step % 2), y)
        visited.page.wait_for_timeout(100)
    assert visited.figure("date") != before, "the button of the mouse is still down"
    assert visited.page.evaluate("window.shown.size") >= 3
    visited.page.mouse.up()
    visited.rest()
    assert float(slider.input_value()) > 30
    expect(visited.moved()).to_have_count(1)
    expect(visited.page.locator(".cm-count", has_text="1 changed")).to_be_visible()
    visited.page.locator(".cm-group").get_by_role("button", name="Reset: Wait for the data owners' permission").click()
    expect(visited.moved()).to_have_count(0)
    visited.rest()
    expect(visited.value("date")).to_have_text(before.replace(" ", "\xa0"))
    assert visited.complaints == []


def test_everything_can_be_reached_and_moved_by_keyboard(visited: Visit) -> None:
    page, slider = visited.page, visited.slider(WAIT)
    page.locator("#cm-scenario").focus()
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.lever") == WAIT:
            break
    assert page.evaluate("document.activeElement.dataset.lever") == WAIT
    before = float(slider.input_value())
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(visited.moved()).to_have_count(1)
    assert float(slider.input_value()) == before + 5
    expect(slider).to_have_attribute("aria-valuetext", f"{before + 5:.0f} working days")
    assert page.evaluate("document.activeElement.dataset.lever") == WAIT, "the focus stays where it was"
    visited.value("budget").focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def focused(page: Page) -> str:
    return plain(page.evaluate("document.activeElement.textContent"))


def test_a_sum_is_opened_to_the_source_of_a_number_by_keyboard_and_the_focus_comes_back(visited: Visit) -> None:
    page, sheet = visited.page, visited.page.locator("dialog[open]")
    visited.all_there()
    behind = page.get_by_role("button", name="What is behind this: What a first estimate does not see")
    behind.focus()
    page.keyboard.press("Enter")
    expect(sheet.locator("h2")).to_be_focused()
    page.keyboard.press("Tab")  # the way out, then the first line
    page.keyboard.press("Tab")
    line = focused(page)
    page.keyboard.press("Enter")
    expect(sheet.locator("h2")).to_have_text(line)
    expect(sheet.locator("h2")).to_be_focused()
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.do") == "assumption":
            break
    name = page.evaluate("document.activeElement.dataset.name")
    page.keyboard.press("Enter")
    expect(sheet.locator(".cm-name")).to_have_text(name)
    expect(sheet).to_contain_text("Where it comes from")
    page.evaluate("document.querySelector('#cm-mlops').click()")  # the card is drawn anew meanwhile
    expect(page).to_have_url(re.compile("mlops=1"))  # it is answered; until then the page is still at rest
    visited.rest()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(behind).to_be_focused()
    assert visited.complaints == []


def test_what_somebody_is_typing_stays_when_an_answer_to_an_earlier_move_arrives(visited: Visit) -> None:
    page = visited.page
    amount = page.get_by_label("What did you plan?")
    amount.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("12")
    before = visited.headline
    page.evaluate("document.querySelector('#cm-mlops').click()")  # the focus stays where it is
    expect(page.locator("h1")).not_to_have_text(before)
    page.keyboard.type("0k")
    page.keyboard.press("Enter")
    expect(page.locator(".cm-covered")).to_contain_text("€120,000")
    expect(page.get_by_label("With MLOps")).to_be_checked()


def test_values_appear_at_the_pointer_at_once(looked_at: Visit) -> None:
    mark = looked_at.page.locator("#cm-distribution rect:has(title)").nth(8)
    said = mark.locator("title").text_content() or ""
    mark.hover()
    expect(looked_at.page.locator(".cm-bubble")).to_have_text(said)
    looked_at.page.locator(".cm-head dt").first.hover()
    expect(looked_at.page.locator(".cm-bubble")).to_be_hidden()
    assert mark.locator("title").text_content() == said


# -- language, comparison, links, files ---------------------------------------------------------------------------


def test_the_language_is_switched_on_the_page(visited: Visit) -> None:
    visited.page.get_by_role("button", name="Deutsch").click()
    expect(visited.page.locator("h1")).to_contain_text("Einplanen".lower())
    expect(visited.page).to_have_title("Was ein Vorhaben mit maschinellem Lernen wirklich kostet")
    assert visited.page.locator("html").get_attribute("lang") == "de"
    expect(visited.page.locator(".cm-lost-note")).to_contain_text("Mit diesem Fall weitermachen")
    visited.all_there()
    assert "lang=de" in visited.page.url
    assert re.fullmatch(r"\d+\.\d{3} €", visited.figure("budget"))
    left = visited.page.evaluate("document.querySelector('.cm-body').innerText")
    assert not re.search(r"\b(the|and|with|until|months|cost)\b", left), left
    visited.page.get_by_role("button", name="English").click()
    expect(visited.page).to_have_title("What a machine-learning initiative really costs")


def test_a_link_shows_a_colleague_the_very_same_page(visited: Visit, browser: Browser) -> None:
    page = visited.page
    page.get_by_label("Which case is nearest to yours?").select_option("credit_scoring")
    visited.number(WAIT).fill("33")
    visited.number(WAIT).press("Enter")
    expect(visited.moved()).to_have_count(1)
    page.get_by_role("button", name="Keep to compare").click()
    page.get_by_text("What your plan covers, and your targets").click()
    page.get_by_label("Budget (€)").fill("700k")
    page.get_by_label("Budget (€)").press("Enter")
    expect(visited.value("joint")).not_to_have_text("–")
    page.get_by_role("button", name="Save and share").click()
    page.get_by_label("What do you call your case?").fill("Ours <b>&</b>")
    page.get_by_label("What do you call your case?").press("Enter")
    expect(page.locator("[data-address]")).to_have_value(re.compile("name=Ours"))
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.locator("[data-address]").input_value()
    page.get_by_role("button", name="Close").click()
    visited.rest()
    other = visit(browser, link)
    other.rest()
    for key in ("budget", "run", "date", "success", "gate", "joint"):
        assert other.figure(key) == visited.figure(key)
    assert other.headline == visited.headline
    expect(other.moved()).to_have_count(1)
    expect(other.page.locator("#cm-side_by_side")).to_be_visible()
    assert "Ours <b>&</b>" in other.page.locator(".cm-foot").inner_text()
    assert other.page.locator(".cm-foot b").count() == 0, "a name is text, whatever is in it"
    assert other.page.locator(".cm-foot").inner_text() == page.locator(".cm-foot").inner_text()
    other.page.get_by_role("button", name="Let it go").click()
    expect(other.page.locator("#cm-side_by_side")).to_be_hidden()
    assert other.complaints == []
    other.close()


def test_cases_side_by_side_survive_a_reload_steps_back_and_a_second_tab(visited: Visit, address: str) -> None:
    page, names = visited.page, visited.page.locator(".cm-side-name")
    page.get_by_role("button", name="Keep to compare").click()
    expect(names).to_have_text(["Baseline", "Baseline (2)"])
    page.locator("summary[title='Give it a name']").press("Enter")
    page.locator("#cm-called-a").fill("As is")
    page.locator("#cm-called-a").press("Enter")
    expect(names).to_have_text(["Baseline", "As is"])
    page.get_by_role("combobox", name="Add a case").select_option("credit_scoring")
    expect(names).to_have_text(["Baseline", "As is", "Credit scoring"])
    page.locator("#cm-against-b").press("Space")
    expect(page.locator(".cm-against")).to_have_text("against Credit scoring")
    expect(page.locator("#cm-side_by_side")).to_have_attribute("aria-busy", "false")
    assert "“Baseline” costs" in page.locator("#cm-side_by_side figcaption").inner_text()
    second = page.context.new_page()
    second.goto(f"{address}?lang=en")
    second.wait_for_selector(".cm-root[data-answered]")
    expect(second.locator("#cm-side_by_side")).to_be_hidden()
    second.close()
    with page.expect_navigation():  # out of the browser's memory, from where a page is loaded anew
        page.evaluate("() => void dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    page.wait_for_selector(".cm-root[data-answered]")
    expect(names).to_have_text(["Baseline", "As is", "Credit scoring"])
    expect(page.locator("#cm-against-b")).to_be_checked()
    page.get_by_role("button", name="Put it on the page, and that of the page here: As is").click()
    expect(names).to_have_text(["As is", "Baseline", "Credit scoring"])
    page.go_back()
    expect(names).to_have_text(["Baseline", "As is", "Credit scoring"])
    expect(page.locator("#cm-side_by_side")).to_have_attribute("aria-busy", "false")
    visited.rest()
    page.locator("#cm-table-side_by_side > summary").press("Enter")
    row = page.locator(".cm-unfold", has_text="Operations")
    row.press("Enter")
    expect(row).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".cm-lines-of:visible")).to_have_count(1)
    assert visited.complaints == []


def test_a_saved_case_gives_the_figures_of_the_page_on_the_command_line(visited: Visit, tmp_path: Path) -> None:
    page = visited.page
    visited.number(WAIT).fill("45")
    visited.number(WAIT).press("Enter")
    expect(visited.moved()).to_have_count(1)
    visited.rest()
    page.get_by_role("button", name="Save and share").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Scenario file").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    command = [sys.executable, "-m", "costmodel", "estimate", "--scenario", str(file), "--samples=16384", "--json"]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout)
    assert told["fingerprint"] in page.locator(".cm-foot").inner_text()
    assert visited.figure("budget") == f"€{round(told['to_go_live']['p80'], -3):,.0f}"
    assert visited.figure("date") == f"{told['go_live']['p80']:.1f} months"
    assert visited.figure("success") == f"{told['reaches_production']:.0%}".replace("%", " %")
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Reset everything").click()
    expect(visited.moved()).to_have_count(0)
    hand_in(page, file)
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(visited.moved()).to_have_count(1)


def test_a_hostile_or_huge_file_is_told_and_nothing_on_the_page_is_lost(visited: Visit, tmp_path: Path) -> None:
    page = visited.page
    visited.number(WAIT).fill("45")
    visited.number(WAIT).press("Enter")
    expect(visited.moved()).to_have_count(1)
    huge = tmp_path / "large.yaml"
    huge.write_bytes(b"x" * 50_000_000)
    hand_in(page, {"name": "<img src=x onerror=window.broken=1>.yaml", "mimeType": "text/yaml", "buffer": b"&a [*a]"})
    expect(page.locator("[data-region=loading]")).to_contain_text("anchors and aliases")
    page.locator("#cm-file").set_input_files(huge)
    expect(page.locator("[data-region=loading]")).to_contain_text("large.yaml is larger than 2 MB")
    expect(visited.moved()).to_have_count(1)
    assert page.evaluate("window.broken") is None
    assert visited.complaints == []


def test_the_page_for_the_board_and_a_card_as_an_image_are_downloaded(visited: Visit, tmp_path: Path) -> None:
    page = visited.page
    page.get_by_role("button", name="Save and share").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="One page for the board (PDF)").click()
    download.value.save_as(tmp_path / "board.pdf")
    assert (tmp_path / "board.pdf").read_bytes().startswith(b"%PDF")
    page.get_by_role("button", name="Close").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="As an image: What a first estimate does not see").click()
    download.value.save_as(tmp_path / "iceberg.png")
    assert (tmp_path / "iceberg.png").read_bytes().startswith(b"\x89PNG")
    assert visited.complaints == []


def test_an_assumption_is_found_read_and_changed(visited: Visit) -> None:
    page = visited.page
    page.get_by_role("button", name="All assumptions").click()
    page.get_by_label("Words from the meaning").fill("incidents year")
    page.get_by_role("button", name="Incidents in a year").click()
    expect(page.locator("dialog h2")).to_have_text("Incidents in a year")
    expect(page.locator("dialog")).to_contain_text("Judgement:")
    page.get_by_label("High (1 in 10 is above)").fill("20")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("dialog")).to_contain_text("Changed on this page.")
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".cm-foot")).to_contain_text("Incidents in a year")
    assert visited.complaints == []


def test_a_hostile_address_is_told_and_runs_nothing(browser: Browser, address: str) -> None:
    script = "%3Cimg%20src%3Dx%20onerror%3Dwindow.broken%3D1%3E"
    made = visit(
        browser, f"{address}?scenario={script}&name={script}&{script}=1&labelling.items={script}&lang={script}"
    )
    expect(made.page.get_by_role("alert").first).to_contain_text("it was left out")
    made.rest()
    assert made.page.evaluate("window.broken") is None
    assert made.page.locator(".cm-root img").count() == 0
    assert made.complaints == []
    made.close()


# -- when nobody calculates any more ------------------------------------------------------------------------------


def test_a_page_whose_process_has_died_says_so_and_goes_on_with_the_same_case(browser: Browser, served: Served) -> None:
    told, button = "die Zahlen unten sind die von vorher", "Mit diesem Fall weitermachen"
    others = {kernel.pid for kernel in served.kernels()}
    made = visit(browser, f"{served.address}/?lang=de&budget=700000")
    page = made.page
    made.number(WAIT).fill("33")
    made.number(WAIT).press("Enter")
    expect(made.moved()).to_have_count(1)
    made.rest()
    before, address = made.figure("budget"), page.url
    (process,) = (kernel for kernel in served.kernels() if kernel.pid not in others)
    process.kill()
    notice = page.get_by_role("alert").filter(has_text=told)
    expect(notice).to_be_visible(timeout=30_000)  # ten seconds, where nothing else runs
    assert page.evaluate("getComputedStyle(document.querySelector('.cm-body')).opacity") == "0.4"
    assert page.evaluate("document.querySelector('.cm-body').inert"), "no slider moves that nothing follows"
    page.get_by_role("button", name=button).click()
    page.wait_for_selector(".cm-root[data-answered]")
    expect(page.get_by_text(told)).to_be_hidden()
    made.rest()
    assert (made.figure("budget"), page.url) == (before, address)
    expect(made.number(WAIT)).to_have_value("33")
    # The browser may tell that the process was not found, or the connection may have told the page before.
    assert set(made.complaints) <= {"Failed to load resource: the server responded with a status of 404 (Not Found)"}
    made.close()


# -- the first minute ---------------------------------------------------------------------------------------------


# How much of what a step of the introduction points at lies below its text; pixels.
COVERED = """() => {
    const [a, b] = ['.cm-tour', '.cm-looked-at'].map(one => document.querySelector(one).getBoundingClientRect());
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return Math.max(wide, 0) * Math.max(high, 0);
}"""


def test_somebody_new_is_told_the_story_also_after_a_reload_and_ends_at_their_own_case(
    browser: Browser, address: str
) -> None:
    made = visit(browser, address, 1280, height=720, new=True)
    page = made.page
    expect(page.get_by_role("region", name="Introduction")).to_contain_text("three weeks")
    expect(page.locator(".cm-covered")).to_contain_text("€9,000")
    for step in range(2, 5):
        page.get_by_role("button", name="Next", exact=True).click()
        expect(page.locator(".cm-tour")).to_contain_text(f"{step} of 5")
        expect(page.locator(".cm-looked-at")).to_be_in_viewport()
        for size in ((390, 844), (1280, 720)):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            assert page.evaluate(COVERED) == 0, "a step covers nothing of what it points at"
        if step == 2:
            page.reload()
            expect(page.locator(".cm-tour")).to_contain_text("2 of 5")
    page.keyboard.press("Escape")  # before the last step
    expect(page.get_by_role("region", name="Introduction")).to_have_count(0)
    expect(page.locator("#cm-scenario")).to_have_value("baseline")
    page.goto(address)
    page.wait_for_selector(".cm-root[data-answered]")
    made.rest()
    expect(page.get_by_role("region", name="Introduction")).to_have_count(0)  # once is enough
    assert made.complaints == []
    made.close()


# -- every size and light -------------------------------------------------------------------------------------

OVERLAPS = """() => {
    const found = [];
    const wide = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    for (const picture of document.querySelectorAll('svg.cm-picture')) {
        const frame = picture.closest('figure, .cm-controls').getBoundingClientRect();
        const texts = [...picture.querySelectorAll('text')].filter(one => one.getBoundingClientRect().width > 0);
        const boxes = texts.map(one => [one.textContent, one.getBoundingClientRect()]);
        boxes.forEach(([said, a], place) => {
            if (a.left < frame.left || a.right > frame.right) found.push(said + ' leaves its card');
            for (const [other, b] of boxes.slice(place + 1))
                if (wide(a, b) > 2 && high(a, b) > 4) found.push(said + ' lies on ' + other);
        });
    }
    const parts = [...document.querySelectorAll('div.cm-sticky, .cm-head, figure.cm-card, section.cm-controls')];
    const still = parts.filter(one => getComputedStyle(one).position !== 'sticky');
    still.forEach((one, place) => still.slice(place + 1).forEach(other => {
        const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
        if (!one.contains(other) && wide(a, b) > 1 && high(a, b) > 1)
            found.push(one.className + ' lies on ' + other.className);
    }));
    return found;
}"""


# What scrolls and cannot be scrolled by keyboard.
OUT_OF_REACH = """() => [...document.querySelectorAll('.cm-page *')]
    .filter(one => one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX))
    .filter(one => one.checkVisibility() && one.tabIndex < 0 && !one.querySelector('a, button, input, select'))
    .map(one => one.outerHTML.slice(0, 120))"""
UNFOLD = """() => document.querySelectorAll('details:not([open])').forEach(one => {
    one.open = true;
    one.dataset.folded = '';
})"""
FOLD = """() => document.querySelectorAll('details[data-folded]').forEach(one => {
    one.open = false;
    delete one.dataset.folded;
})"""


@pytest.fixture(scope="module")
def full(browser: Browser, address: str) -> Iterator[Visit]:
    """A page with a comparison, targets and a change, with all that takes longer; in German, whose words are longer."""
    made = visit(browser, f"{address}?lang=de&budget=500000&a=mlops%3D1&labelling.items=5000", 900, "dark")
    made.all_there()
    laid_out(made.page)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("width", "scheme", "layout_of_another_width"),
    [(900, "dark", None), (1440, "light", ".cm-stacked"), (390, "dark", ".cm-beside")],
)
def test_nothing_overlaps_or_scrolls_sideways(
    full: Visit, width: int, scheme: Literal["light", "dark"], layout_of_another_width: str | None
) -> None:
    full.page.emulate_media(color_scheme=scheme)
    full.page.set_viewport_size({"width": width, "height": 1000})
    if layout_of_another_width is not None:  # until what was drawn for another width is drawn anew
        expect(full.page.locator(layout_of_another_width)).to_have_count(0)
    assert full.page.evaluate("document.documentElement.scrollWidth") <= width
    assert full.page.evaluate(OVERLAPS) == []
    full.page.evaluate(UNFOLD)
    assert full.page.evaluate("document.documentElement.scrollWidth") <= width
    assert full.page.evaluate(OUT_OF_REACH) == []
    full.page.evaluate(FOLD)


def test_on_a_phone_the_request_stays_above_the_sliders(browser: Browser, address: str) -> None:
    made = visit(browser, f"{address}?lang=en", 390, has_touch=True)
    made.rest()  # else the request may be drawn anew while it is looked at
    made.slider(WAIT).scroll_into_view_if_needed()
    for key in ("gate", "budget", "date", "run"):
        box = made.page.locator(f"#cm-figure-{key}").bounding_box()
        assert box
        assert 0 <= box["y"] < 110
    expect(made.page.locator("#cm-distribution rect:has(title)").first).to_be_visible()  # the histogram
    made.close()


def test_request_first_drivers_and_curve_are_in_sight_on_a_small_screen(browser: Browser, address: str) -> None:
    made = visit(browser, f"{address}?lang=de", 1280, height=720)  # in German, whose words are longer
    made.page.wait_for_selector(".cm-rows")
    assert made.page.evaluate("document.querySelector('.cm-sticky').offsetHeight") <= 96
    fourth, curve = (
        made.page.locator(one).bounding_box() for one in (".cm-rows > :nth-child(4)", "#cm-distribution svg.cm-picture")
    )
    assert fourth
    assert curve
    assert made.page.evaluate(CUT_SHORT) == []
    assert fourth["y"] + fourth["height"] <= 720
    assert curve["y"] + curve["height"] <= 720
    made.page.mouse.wheel(0, 2_000)
    expect(made.page.locator(".cm-rows > :nth-child(4)")).not_to_be_in_viewport()
    box = made.page.locator("#cm-figure-gate").bounding_box()
    assert box
    assert 0 <= box["y"] < 96
    made.page.select_option("#cm-scenario", "bought_language_model_assistant")  # a long name
    for width in (1280, 390):
        made.page.set_viewport_size({"width": width, "height": 720})
        assert made.page.evaluate(NAME_CUT) is False, "the name of the case is shown whole"
    made.close()


NAME_CUT = """() => {
    const list = document.querySelector('#cm-scenario');
    return list.scrollWidth > list.clientWidth + 1 || list.scrollHeight > list.clientHeight + 1;
}"""


# What of the request and the line below it is not shown whole.
CUT_SHORT = """() => [...document.querySelectorAll('.cm-head :is(dt, dd), .cm-beside-head :is(dt, dd)')]
    .filter(one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
    .map(one => one.textContent)"""

CONTRAST = """() => {
    const light = colour => {
        const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(one => one / 255)
            .map(one => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    };
    const ground = one => {
        for (; one; one = one.parentElement) {
            const colour = getComputedStyle(one).backgroundColor;
            if (!/, 0\\)$|transparent/.test(colour)) return colour;
        }
        return 'rgb(255, 255, 255)';
    };
    const pale = one => {
        for (; one; one = one.parentElement) if (getComputedStyle(one).opacity < 1) return true;
        return false;
    };
    const found = [];
    for (const one of document.querySelectorAll('.cm-page :is(h1, b, p, dt, dd, h2, h3, figcaption, text, tspan,'
        + 'label, span, summary, button, select, input[type=text])')) {
        const style = getComputedStyle(one), colour = one.ownerSVGElement ? style.fill : style.color;
        if (one.ownerSVGElement && style.fillOpacity < 1 || !one.disabled && pale(one))
            found.push(one.textContent + ' is pale');
        const [a, b] = [light(colour), light(ground(one))];
        if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5)
            found.push(one.textContent + ' ' + colour + ' on ' + ground(one));
    }
    return found;
}"""


def test_every_text_can_be_read_against_its_ground_by_day_and_by_night(full: Visit) -> None:
    for scheme in ("light", "dark"):
        full.page.emulate_media(color_scheme=scheme)
        assert full.page.evaluate(CONTRAST) == []
        full.page.evaluate("document.querySelector('.cm-root').classList.add('cm-moving')")  # figures of before
        assert full.page.evaluate(CONTRAST) == []
        full.page.evaluate("document.querySelector('.cm-root').classList.remove('cm-moving')")
    full.page.get_by_role("button", name="Sichern und teilen").click()
    full.page.wait_for_selector("dialog[open]")
    for scheme in ("light", "dark"):
        full.page.emulate_media(color_scheme=scheme)
        assert full.page.evaluate(CONTRAST) == []
    full.page.keyboard.press("Escape")
    full.page.locator("[data-ask=sources][data-of=iceberg]").click()
    full.page.locator("dialog .cm-line button").first.click()
    full.page.wait_for_selector("dialog .cm-formula")
    assert full.page.evaluate(CONTRAST) == []
    full.page.keyboard.press("Escape")


def test_on_paper_there_are_figures_and_pictures_but_no_controls(looked_at: Visit) -> None:
    looked_at.page.emulate_media(media="print")
    assert looked_at.page.locator("h1").is_visible()
    assert looked_at.page.locator("svg[role=img]:visible").count() >= 9
    assert looked_at.page.locator("select:visible, [type=range]:visible, .cm-top:visible").count() == 0
    assert looked_at.page.locator(".cm-rows:visible").count() == 1, "what decides the number"
    assert "Scenario: Baseline" in looked_at.page.locator(".cm-paper").inner_text()
    assert looked_at.page.evaluate(OVERLAPS) == []
    sheets = len(re.findall(rb"/Type\s*/Page\b", looked_at.page.pdf(format="A4", print_background=True)))
    looked_at.page.emulate_media(media="screen")
    assert sheets <= 4


# -- steps, changes and the inputs that decide -----------------------------------------------------------------


def test_undo_back_and_forward_walk_through_the_same_steps(visited: Visit) -> None:
    page = visited.page
    page.wait_for_selector(".cm-rows")
    row = page.locator(".cm-rows > li").nth(1)
    name = row.get_attribute("data-row") or ""
    was = row.locator("[data-number]").input_value()
    row.locator("[data-number]").fill("77")
    row.locator("[data-number]").press("Enter")
    expect(page.locator("#cm-tool-changes")).to_have_text("1 change")
    expect(page).to_have_url(re.compile(re.escape(name)))
    expect(page.locator("#cm-apart-budget")).not_to_be_empty()
    page.go_back()
    expect(page.locator("#cm-tool-changes")).to_have_text("0 changes")
    expect(row.locator("[data-number]")).to_have_value(was)
    page.go_forward()
    expect(row.locator("[data-number]")).to_have_value("77")
    page.locator("#cm-undo").click()
    expect(row.locator("[data-number]")).to_have_value(was)
    page.locator("#cm-redo").click()
    expect(row.locator("[data-number]")).to_have_value("77")
    page.locator("#cm-tool-changes").click()
    expect(page.locator("dialog .cm-changes")).to_contain_text("all changes")
    page.get_by_role("button", name="Close").click()
    page.select_option("#cm-scenario", "credit_scoring")
    page.get_by_role("button", name="Take my changes along").click()
    expect(page.locator("#cm-tool-changes")).to_have_text("1 change")
    expect(page.locator("#cm-scenario")).to_have_value("credit_scoring")
    assert visited.complaints == []


def test_a_german_browser_gets_german_and_keeps_what_somebody_chose(browser: Browser, address: str) -> None:
    made = visit(browser, address, locale="de-DE")
    expect(made.page.locator("html")).to_have_attribute("lang", "de")
    made.page.get_by_role("button", name="English").click()
    expect(made.page.locator("html")).to_have_attribute("lang", "en")
    made.page.goto(address)
    made.page.wait_for_selector(".cm-root[data-answered]")
    expect(made.page.locator("html")).to_have_attribute("lang", "en")
    made.close()
