"""How fast the dashboard answers, seen from a real Chromium on the machine that serves it; prints p50 and p95.

A step: a slider moves, and until all pictures that follow it are drawn and painted. At rest: from the last move until
the figures of 16,384 samples are there, in sight and everywhere. A drag: two seconds of mouse moves at sixty a second.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

PORT = 18_700 + os.getpid() % 200
STEPS = 60
LEVER = "plan.data_access.wait"
RESTED = '.cm-root[data-rested="true"]'
ALL_THERE = f"{RESTED} #cm-actions[aria-busy=false]"
LATEST = 60_000  # milliseconds until a page must be there

# What is posted within a frame arrives when the frame has been laid out and painted.
PAINTED = """
  const painted = (then) => {
    const line = new MessageChannel();
    line.port1.onmessage = then;
    line.port2.postMessage(0);
  };
"""

STEP = """
([name, value, mark]) => new Promise((done) => {
PAINTED
  const root = document.querySelector(".cm-root");
  const slider = document.querySelector(`.cm-group [data-lever="${name}"]`);
  const before = root.dataset[mark];
  const start = performance.now();
  const watch = new MutationObserver(() => {
    if (root.dataset[mark] === before) return;
    watch.disconnect();
    requestAnimationFrame(() => painted(() => done(performance.now() - start)));
  });
  watch.observe(root, { attributes: true });
  slider.value = value;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
})
"""

REST = """
([name, value, mark]) => new Promise((done) => {
PAINTED
  const root = document.querySelector(".cm-root");
  const slider = document.querySelector(`.cm-group [data-lever="${name}"]`);
  const start = performance.now();
  let moving = false;
  const watch = new MutationObserver(() => {
    if (root.dataset[mark] === "false") moving = true;
    if (!moving || root.dataset[mark] !== "true") return;
    watch.disconnect();
    requestAnimationFrame(() => painted(() => done(performance.now() - start)));
  });
  watch.observe(root, { attributes: true });
  slider.value = value;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
})
"""

NOBODY_NEW = "localStorage.setItem('costmodel: introduction seen', 'yes')"
COUNT = """
() => {
  const root = document.querySelector(".cm-root");
  window.answers = [];
  new MutationObserver((seen) => {
    if (seen.some((one) => one.attributeName === "data-answered")) window.answers.push(performance.now());
  }).observe(root, { attributes: true });
}
"""


@contextmanager
def served() -> Iterator[str]:
    command = [sys.executable, "-m", "costmodel", "dashboard", "--port", str(PORT), "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{PORT}/"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}voila/static/voila.js", timeout=1).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def line(what: str, times: list[float], limit: str) -> None:
    ordered = sorted(times)
    p95 = ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)]
    print(f"{what:52} p50 {statistics.median(ordered):7.1f}   p95 {p95:7.1f}   {limit}")


def shown(page: Page, address: str) -> float:
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(f'.cm-group [data-lever="{LEVER}"]', state="attached", timeout=LATEST)
    page.wait_for_selector(".cm-root[data-answered]", timeout=LATEST)
    return 1e3 * (time.perf_counter() - start)


def drag(page: Page) -> tuple[float, float]:
    """Updates a second during a drag of two seconds, and milliseconds from the release to the last of them."""
    page.evaluate(COUNT)
    page.evaluate("document.querySelectorAll('.cm-group').forEach(group => { group.open = true; })")
    slider = page.locator(f'.cm-group [data-lever="{LEVER}"]')
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box
    y, left, width = box["y"] + box["height"] / 2, box["x"] + 20, box["width"] - 40
    page.mouse.move(left, y)
    page.mouse.down()
    begun = time.perf_counter()
    while (gone := time.perf_counter() - begun) < 2:
        page.mouse.move(left + width * abs((gone % 1.0) * 2 - 1), y)
        time.sleep(1 / 120)
    page.mouse.move(left + 0.4 * width, y)
    page.mouse.up()
    released = page.evaluate("performance.now()")
    page.wait_for_timeout(1_500)
    answers = [float(one) for one in page.evaluate("window.answers")]
    during = [one for one in answers if released - 2_000 <= one <= released]
    return len(during) / 2, max(0.0, max(answers) - released)


def main() -> None:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        print("no Chromium on the path: the dashboard is not measured")
        return
    with served() as address, sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        opened, hosts = [], set()
        for _ in range(6):
            page = browser.new_page(viewport={"width": 1440, "height": 1000})
            page.add_init_script(NOBODY_NEW)
            page.on("request", lambda request: hosts.add(request.url.split("/")[2]) if "//" in request.url else None)
            opened.append(shown(page, f"{address}?lang=en"))
            page.wait_for_selector(ALL_THERE, timeout=LATEST)  # else its work would be measured with the next one
            page.close(run_before_unload=True)
            time.sleep(1)
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        page.add_init_script(NOBODY_NEW)
        shown(page, f"{address}?lang=en&a=scenario%3Dvisual_inspection")
        page.wait_for_selector(RESTED, timeout=LATEST)
        page.wait_for_timeout(2_000)
        steps: dict[str, list[float]] = {"answered": [], "all": []}
        for mark, times in steps.items():
            for place in range(STEPS):
                times.append(page.evaluate(STEP.replace("PAINTED", PAINTED), [LEVER, 20 + place, mark]))
                page.wait_for_timeout(40)
        rests: dict[str, list[float]] = {"settled": [], "rested": []}
        for mark, times in rests.items():
            for place in range(12):
                page.wait_for_timeout(1_500)
                times.append(page.evaluate(REST.replace("PAINTED", PAINTED), [LEVER, 25 + 2 * place, mark]))
        page.wait_for_timeout(1_500)
        drags = [drag(page) for _ in range(3)]
        browser.close()
    line("page opened, ms (the first also warms the disk)", opened, "meant: at most 1,500")
    line("slider step to the pictures in sight painted, ms", steps["answered"], "")
    line("slider step to all pictures painted, ms", steps["all"], "meant: p95 at most 60")
    line("last move to 16,384 samples in sight painted, ms", rests["settled"], "meant: p95 at most 300")
    line("last move to 16,384 samples everywhere painted, ms", rests["rested"], "")
    print(f"{'updates a second in a drag, three drags':52} {', '.join(f'{rate:.0f}' for rate, _ in drags)}   meant: 12")
    print(f"{'ms from release to the last update':52} {', '.join(f'{lag:.0f}' for _, lag in drags)}")
    print(f"{'other hosts asked':52} {len({host for host in hosts if not host.startswith('127.0.0.1')})}   meant: 0")


if __name__ == "__main__":
    main()
