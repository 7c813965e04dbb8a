"""What viewers of the dashboard cost a server: memory, time until the page can be used, and what goes wrong.

    python benchmarks/dashboard_serving.py [--viewers N]        # 20 unless told; takes some minutes

Memory is proportional set size (PSS): a page of memory that n processes share counts as one n-th for each of them. The
warm process that all viewers are forked from is divided among them. Chromium runs on the same machine and takes its
part of the processors, so the times with many viewers are longer than those of viewers with machines of their own.
"""

import argparse
import asyncio
import re
import statistics
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the tests start a server in the same way

READY = "h1.cm-told"
SHOWN = "[...document.querySelectorAll('.cm-told, .cm-key-figures, svg')].map(part => part.textContent).join()"
CONTROL = "input[type=range]"
KERNEL = re.compile(r'"kernelId": ?"([0-9a-f-]{36})"')
VIEWERS = 20
MOVING = 8  # seconds
LONGEST_REST = 90  # seconds until the last refinement is over and memory has been given back
LIMITS = {"PSS of a viewer": 60, "seconds until interactive": 1.5}


def pss(pid: int) -> float:
    """Proportional set size of a process in MB, which are a million bytes."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise LookupError("the kernel of this machine tells no proportional set size")


def rest(served) -> None:
    """Until no viewer's process works any more."""
    used = -1.0
    for _ in range(LONGEST_REST):
        now = sum(sum(kernel.cpu_times()[:2]) for kernel in served.kernels())
        if now - used < 0.05:
            time.sleep(2)  # a second after the work has ended, memory is given back
            return
        used = now
        time.sleep(1)
    print(f"             not at rest after {LONGEST_REST} seconds")


class Viewer:
    """One page in a browser of its own, with all that it asked for and complained about."""

    def __init__(self) -> None:
        self.hosts: set[str] = set()
        self.errors: list[str] = []
        self.seconds = 0.0
        self.changed = False

    async def open(self, browser, address: str) -> None:
        self.context = await browser.new_context(viewport={"width": 1440, "height": 1000})
        self.page = await self.context.new_page()
        self.page.on("request", lambda asked: self._heard(asked.url))
        self.page.on("websocket", lambda socket: self._heard(socket.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        start = time.perf_counter()
        await self.page.goto(address, wait_until="commit")
        await self.page.wait_for_selector(READY, timeout=90_000)
        await self.page.locator(CONTROL).first.wait_for(state="visible", timeout=90_000)
        self.seconds = time.perf_counter() - start

    def _heard(self, url: str) -> None:
        if "://" in url:
            self.hosts.add(url.split("/")[2])

    async def move(self, seconds: float) -> None:
        """Move the first slider with the keyboard, as somebody does who tries it out."""
        before = await self.page.evaluate(SHOWN)
        slider, end = self.page.locator(CONTROL).first, time.perf_counter() + seconds
        while time.perf_counter() < end:
            await slider.press("ArrowRight", timeout=60_000)
            await asyncio.sleep(0.25)
        for _ in range(240):
            if await self.page.evaluate(SHOWN) != before:
                self.changed = True
                return
            await asyncio.sleep(0.25)

    async def close(self) -> None:
        """As a person closes a tab: the page is told, and has its process ended."""
        async with self.page.expect_event("close"):
            await self.page.close(run_before_unload=True)


async def measure(served, browser, number: int) -> list[Viewer]:
    viewers = [Viewer() for _ in range(number)]
    for viewer in viewers:  # one after the other: all these browsers share the processors of this one machine
        await viewer.open(browser, served.address)
    opened = [pss(kernel.pid) for kernel in served.kernels()]
    await asyncio.gather(*(viewer.move(MOVING) for viewer in viewers))
    await asyncio.to_thread(rest, served)
    kernels = [pss(kernel.pid) for kernel in served.kernels()]
    warm = pss(served.nursery().pid)
    assert len(kernels) == number, f"{len(kernels)} processes for {number} viewers"
    each = (sum(kernels) + warm) / number
    print(f"{number:3} viewers: {each:.1f} MB each, {each * number:.0f} MB in all, their warm process included;")
    print(
        f"             without it {statistics.mean(kernels):.1f} MB (the largest {max(kernels):.1f}), "
        f"and when just opened {statistics.mean(opened):.1f} MB"
    )
    seconds = [viewer.seconds for viewer in viewers]
    print(
        f"             interactive after {statistics.median(seconds):.2f} s (the last one after {max(seconds):.2f} s)"
    )
    foreign = {host for viewer in viewers for host in viewer.hosts} - {served.address.split("/")[2]}
    errors = [error for viewer in viewers for error in viewer.errors]
    still = sum(not viewer.changed for viewer in viewers)
    print(
        f"             {len(errors)} errors, {len(foreign)} other hosts, {still} pages that did not follow the slider"
    )
    for error in sorted(set(errors))[:5]:
        print(f"             {error[:200]}")
    await asyncio.gather(*(viewer.close() for viewer in viewers))
    print(f"             {await asyncio.to_thread(gone, served)} processes left once the tabs are closed")
    return viewers


def at_once(served, number: int) -> None:
    """As many pages as there are viewers, all asked for in the same moment, without a browser."""
    start = time.perf_counter()
    with ThreadPoolExecutor(number) as threads:
        answers = list(threads.map(lambda _: served.visit(), range(number)))
    took = time.perf_counter() - start
    good = sum(status == 200 and "data-comm" in text for status, text in answers)
    print(f"{number} pages asked for at once: {good} served, the last one after {took:.1f} s")
    for kernel in (KERNEL.search(text) for _, text in answers):
        if kernel:
            shutdown = f"{served.address}/voila/api/shutdown/{kernel[1]}"
            request = urllib.request.Request(shutdown, data=b"", method="POST")
            urllib.request.urlopen(request).close()
    print(f"             {gone(served)} processes left once they are closed")


def gone(served) -> int:
    """How many processes are left after a moment."""
    for _ in range(100):
        if not served.kernels():
            return 0
        time.sleep(0.1)
    return len(served.kernels())


async def run(served, chromium: str, number: int) -> None:
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        alone = [await measure(served, browser, 1) for _ in range(3)]
        print(f"alone, median of three: interactive after {statistics.median(v[0].seconds for v in alone):.2f} s")
        await measure(served, browser, number)
        await browser.close()
    print(f"the server itself: {pss(served.process.pid):.0f} MB")
    print("what it said: " + (" | ".join(served.said().splitlines()[1:6]) or "nothing"))


def main() -> None:
    import shutil

    from tests.dashboard.serving import serving

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None or not Path("/proc/self/smaps_rollup").exists():
        print("skipped: this needs Chromium, and Linux")
        return
    asked = argparse.ArgumentParser(allow_abbrev=False)
    asked.add_argument("--viewers", type=int, default=VIEWERS)
    number = asked.parse_known_args()[0].viewers  # `make benchmark ARGS=...` gives all benchmarks the same
    print(f"meant to be: {LIMITS}; no errors, no other hosts, no processes left")
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), "--viewers", str(number)) as served:
        asyncio.run(run(served, chromium, number))
        at_once(served, number)


if __name__ == "__main__":
    main()
