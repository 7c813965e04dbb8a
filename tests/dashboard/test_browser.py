"""The dashboard as a visitor meets it: served by Voila, opened in Chromium, moved by mouse and keyboard."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from costmodel.dashboard import server

ROOT = Path(__file__).parents[2]
LATEST_END = 600  # seconds: a server that nobody stopped stops itself
PATIENCE = 40_000  # milliseconds, for a machine that runs other tests at the same time
WAIT = "Wait for the data owners' permission"

SERVE = f"""
import os, signal, sys, threading
from costmodel.dashboard.server import serve

end = threading.Timer({LATEST_END}, os.kill, (os.getpid(), signal.SIGTERM))
end.daemon = True
end.start()
serve("dashboard", int(sys.argv[1]), False)
"""


@pytest.fixture(scope="module")
def address(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard on a port of its own, for all tests of this file."""
    port = server.free_port(18_866 + os.getpid() % 1_000)
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    folder = tmp_path_factory.mktemp("server")
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(port)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": paths},
            stdout=output,
            stderr=output,
        )
    try:
        url = f"http://127.0.0.1:{port}/"
        _wait_for(f"{url}voila/static/voila.js", process, log)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text(errors='replace')}")


@dataclass
class Visit:
    """A page with everything it asked for and complained about."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    @property
    def headline(self) -> str:
        return self.page.locator("h1").inner_text()

    def value(self, name: str) -> Locator:
        named = self.page.locator("dt", has_text=re.compile(f"^{name}"))
        return self.page.locator(".cm-key-figures > div", has=named).locator(".cm-value")

    def figure(self, name: str) -> str:
        return self.value(name).inner_text()

    def slider(self, name: str) -> "Handle":
        return Handle(self.page, name)

    def rest(self) -> None:
        """Until the figures are those of the full number of samples."""
        expect(self.page.locator(".cm-foot")).to_contain_text("16,384 simulated", timeout=PATIENCE)


@dataclass
class Handle:
    page: Page
    name: str

    def __post_init__(self) -> None:
        self.locator = self.page.get_by_role("slider", name=re.compile(re.escape(self.name)))

    def centre(self) -> tuple[float, float]:
        self.locator.scroll_into_view_if_needed()
        box = self.locator.bounding_box()
        assert box
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    @property
    def value(self) -> float:
        return float(self.locator.get_attribute("aria-valuenow") or "nan")


def visit(browser: Browser, address: str, width: int = 1440, scheme: str = "light", **options: object) -> Visit:
    context = browser.new_context(
        viewport={"width": width, "height": 1000},
        color_scheme=scheme,  # type: ignore[arg-type]  # a literal in Playwright's types
        **options,  # type: ignore[arg-type]
    )
    page = context.new_page()
    made = Visit(page)
    page.on("request", lambda request: made.hosts.add(request.url.split("/")[2] if "//" in request.url else "data"))
    page.on("websocket", lambda socket: made.hosts.add(socket.url.split("/")[2]))
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.on("console", lambda said: made.complaints.append(said.text) if said.type == "error" else None)
    page.goto(address)
    page.wait_for_selector(".cm-headline h1", timeout=PATIENCE)
    page.wait_for_selector(".cm-slider [role=slider][aria-label]", timeout=PATIENCE)
    return made


@pytest.fixture
def visited(browser: Browser, address: str) -> Iterator[Visit]:
    made = visit(browser, address)
    yield made
    made.page.context.close()


# -- a first look ---------------------------------------------------------------------------------------------


def test_the_page_shows_headline_figures_and_four_pictures_and_asks_no_other_host(visited: Visit, address: str) -> None:
    assert re.fullmatch(
        r"Your estimate of [\d,]+\s€ covers \d+\s% of the likely cost to go-live; "
        r"the chance of staying within it is .+\s%\.",
        visited.headline,
    )
    assert visited.page.locator(".cm-key-figures .cm-value").count() == 4
    assert visited.page.locator("svg[role=img][aria-label]:visible").count() == 4
    visited.rest()
    assert visited.hosts <= {address.split("/")[2], "data"}
    assert visited.complaints == []


def test_the_page_has_a_title_and_a_language_and_shows_no_code(visited: Visit) -> None:
    assert visited.page.title() == "What a machine-learning initiative really costs"
    assert visited.page.locator("html").get_attribute("lang") == "en"
    assert "costmodel.dashboard" not in visited.page.content()


def test_every_control_has_a_name(visited: Visit) -> None:
    names = visited.page.locator("[role=slider]").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert len(names) >= 12
    assert all(names)
    assert len(set(names)) == len(names)
    visited.page.get_by_label("Scenario").wait_for()
    visited.page.get_by_label("Your first estimate").wait_for()
    visited.page.get_by_role("button", name="Reset sliders").wait_for()


# -- moving things --------------------------------------------------------------------------------------------


def test_figures_follow_the_slider_while_it_is_dragged(visited: Visit) -> None:
    visited.rest()
    before = visited.figure("Go-live")
    visited.page.evaluate(
        """() => {
            window.shown = [];
            const head = document.querySelector('.cm-head');
            const note = () => window.shown.push(head.innerText);
            new MutationObserver(note).observe(head, {childList: true, subtree: true});
        }"""
    )
    handle = visited.slider(WAIT)
    x, y = handle.centre()
    visited.page.mouse.move(x, y)
    visited.page.mouse.down()
    for step in range(1, 21):
        visited.page.mouse.move(x + 5 * step, y)
        visited.page.wait_for_timeout(40)
    expect(visited.page.locator(".cm-foot")).to_contain_text("4,096 simulated", timeout=PATIENCE)
    while_moving = len(set(visited.page.evaluate("window.shown")))
    assert visited.figure("Go-live") != before, "the button of the mouse is still down"
    assert while_moving >= 3
    visited.page.mouse.up()
    visited.rest()
    assert handle.value > 30
    assert visited.page.locator(".cm-moved").count() == 1
    visited.page.get_by_role("button", name="Reset sliders").click()
    expect(visited.page.locator(".cm-moved")).to_have_count(0, timeout=PATIENCE)
    visited.rest()
    expect(visited.value("Go-live")).to_have_text(before)
    assert visited.complaints == []


def test_a_slider_takes_the_keyboard(visited: Visit) -> None:
    handle, before = visited.slider(WAIT), visited.headline
    start = handle.value
    handle.locator.focus()
    for _ in range(5):
        visited.page.keyboard.press("ArrowRight")
    expect(visited.page.locator(".cm-moved")).to_have_count(1, timeout=PATIENCE)
    assert handle.value > start
    visited.rest()
    assert visited.headline != before or visited.figure("Budget to go-live")


def test_a_scenario_sets_headline_and_sliders(visited: Visit) -> None:
    before = visited.headline
    visited.page.get_by_label("Scenario").select_option("Three week model")
    expect(visited.page.locator("h1")).not_to_have_text(before, timeout=PATIENCE)
    expect(visited.page.locator("h1")).to_contain_text("9,000\xa0€")
    with_scenario = visited.figure("Budget to go-live")
    visited.page.get_by_label("With MLOps").check()
    expect(visited.value("Budget to go-live")).not_to_have_text(with_scenario, timeout=PATIENCE)
    assert visited.page.locator(".cm-moved").count() == 0
    assert visited.complaints == []


def test_an_estimate_of_ones_own_is_typed_and_a_wrong_one_is_explained(visited: Visit) -> None:
    amount = visited.page.get_by_label("Your first estimate")
    amount.fill("120k")
    amount.press("Enter")
    expect(visited.page.locator("h1")).to_contain_text("120,000\xa0€", timeout=PATIENCE)
    amount.fill("<img src=x onerror=window.broken=1>")
    amount.press("Enter")
    expect(visited.page.get_by_role("alert")).to_contain_text("is not an amount of money", timeout=PATIENCE)
    expect(visited.page.locator("h1")).to_contain_text("120,000\xa0€")
    assert visited.page.evaluate("window.broken") is None


# -- every size and light -------------------------------------------------------------------------------------

OVERLAPS = """() => {
    const found = [];
    const wide = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    for (const picture of document.querySelectorAll('svg.cm-picture')) {
        const frame = picture.closest('figure').getBoundingClientRect();
        const texts = [...picture.querySelectorAll('text')].filter(one => one.getBoundingClientRect().width > 0);
        const boxes = texts.map(one => [one.textContent, one.getBoundingClientRect()]);
        boxes.forEach(([said, a], place) => {
            if (a.left < frame.left || a.right > frame.right) found.push(said + ' leaves its card');
            for (const [other, b] of boxes.slice(place + 1))
                if (wide(a, b) > 2 && high(a, b) > 4) found.push(said + ' lies on ' + other);
        });
    }
    const parts = [...document.querySelectorAll('.cm-head, .cm-card, .cm-controls')];
    const still = parts.filter(one => getComputedStyle(one).position !== 'sticky');
    still.forEach((one, place) => still.slice(place + 1).forEach(other => {
        const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
        if (wide(a, b) > 1 && high(a, b) > 1) found.push(one.className + ' lies on ' + other.className);
    }));
    return found;
}"""


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (900, "dark"), (1240, "light"), (1440, "dark")])
def test_nothing_overlaps_or_scrolls_sideways(browser: Browser, address: str, width: int, scheme: str) -> None:
    made = visit(browser, address, width, scheme)
    made.rest()
    assert made.page.evaluate("document.documentElement.scrollWidth") <= width
    assert made.page.evaluate(OVERLAPS) == []
    made.page.context.close()


def test_on_a_phone_the_figures_stand_above_the_sliders(browser: Browser, address: str) -> None:
    made = visit(browser, address, 390, has_touch=True)
    tops = [made.page.locator(name).first.bounding_box() for name in (".cm-head", ".cm-card", ".cm-controls")]
    assert all(tops)
    places = [box["y"] for box in tops if box]
    assert places == sorted(places)
    made.page.context.close()


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
    const found = [];
    for (const one of document.querySelectorAll('.cm-page :is(h1, b, p, dt, dd, h2, h3, figcaption, text, tspan,'
        + '.widget-label span, .widget-readout, .widget-button, select)')) {
        const style = getComputedStyle(one), colour = one.ownerSVGElement ? style.fill : style.color;
        const [a, b] = [light(colour), light(ground(one))];
        if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5)
            found.push(one.textContent + ' ' + colour + ' on ' + ground(one));
    }
    return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_against_its_ground(browser: Browser, address: str, scheme: str) -> None:
    made = visit(browser, address, 1440, scheme)
    assert made.page.evaluate(CONTRAST) == []
    made.page.context.close()


def test_on_paper_there_are_figures_and_pictures_but_no_controls(visited: Visit) -> None:
    visited.page.emulate_media(media="print")
    assert visited.page.locator("h1").is_visible()
    assert visited.page.locator("svg[role=img]:visible").count() == 4
    assert visited.page.locator(".cm-controls:visible").count() == 0
    assert visited.page.evaluate(OVERLAPS) == []
    sheets = len(re.findall(rb"/Type\s*/Page\b", visited.page.pdf(format="A4", print_background=True)))
    assert sheets == 1


# -- closed by default ----------------------------------------------------------------------------------------


def test_a_visitor_cannot_choose_template_or_see_other_files(visited: Visit, address: str) -> None:
    assert visited.page.request.get(f"{address}voila/files/dashboard.ipynb").status in {403, 404}
    assert visited.page.request.get(f"{address}voila/tree").text().count("ipynb") == 0
    answer = visited.page.request.get(f"{address}?voila-template=classic&voila-theme=dark")
    assert 'lang="en"' in answer.text()
    assert "cm-progress" in answer.text()
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "cdn" not in answer.text().split("jupyter-config-data")[0]


def test_a_closed_tab_can_end_its_kernel(visited: Visit, address: str) -> None:
    config = json.loads(visited.page.locator("#jupyter-config-data").inner_text())
    answer = visited.page.request.post(f"{address}voila/api/shutdown/{config['kernelId']}")
    assert answer.status == 204, "without this the kernel stays until it is culled"
