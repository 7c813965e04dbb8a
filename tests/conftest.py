"""What every test can rely on: steady property tests, and a browser where there is one."""

import asyncio
import gc
import os
import shutil
from collections.abc import Generator, Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

from costmodel.estimates.result import Estimate, estimate
from costmodel.files.assumptions import Assumptions
from costmodel.language.language import language_of
from costmodel.report.finance_tables import overview
from costmodel.report.tables import Table
from tests.known import KNOWN

# A slow machine must not turn a law into a failure. For CI, the same examples in every run: a verdict that
# changes without a change in the code helps nobody.
STEADY = settings(deadline=None, derandomize=bool(os.environ.get("CI")))
# Twenty examples a law in every run, which draws others each time but in CI; `make laws` takes five hundred.
settings.register_profile("costmodel", STEADY, max_examples=20)
settings.register_profile("thorough", STEADY, max_examples=500)
settings.load_profile("costmodel")

PATIENCE_OF_BROWSER = 120_000  # milliseconds that it is waited for, on a machine that runs other tests meanwhile

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

CHROMIUM_ARGUMENTS = (
    "--no-sandbox",  # CI runs as root, and Chromium refuses to sandbox root
    "--disable-gpu",
    # The rest keeps the browser from calling home, so that a request seen in a test is one of the page.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


# Browsers and servers share the machine with whatever else it does. Who fails there is asked once more, and the summary
# counts it: a race shows as a rerun, a fault fails twice.
SECOND_CHANCE = pytest.mark.flaky(reruns=1)
DASHBOARD = Path(__file__).parent / "dashboard"
# A server that starts, a page that comes, and a page at rest may each take all of that patience.
THREE_WAITS = pytest.mark.timeout(3 * PATIENCE_OF_BROWSER / 1_000)


@pytest.hookimpl(tryfirst=True)  # before -m selects by marker
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: DASHBOARD not in item.path.parents)  # the longest files first: none is waited for alone
    for item in items:
        in_browser = "chromium_path" in getattr(item, "fixturenames", ())
        if in_browser:
            item.add_marker("browser")
            item.add_marker(THREE_WAITS)
        if in_browser or DASHBOARD in item.path.parents:
            item.add_marker(SECOND_CHANCE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Playwright leaves its event loop known as running in the thread that called it. A page that is made in a test
    without a browser would leave its work at rest to that loop, and the next test with a browser would do it for all.

    What risks, actions and questions change is simulated some sixty times for a report: here once for all its forms and
    languages. A test that puts something else in place of the model's own has everything simulated.
    """
    loop, asked = asyncio._get_running_loop(), getattr(item, "fixturenames", ())
    if "chromium_path" not in asked:
        asyncio._set_running_loop(None)
    try:
        with pytest.MonkeyPatch.context() as patch:
            if "monkeypatch" not in asked:
                patch.setattr("costmodel.estimates.result.simulated", KNOWN.simulated)
            return (yield)
    finally:
        asyncio._set_running_loop(asyncio._get_running_loop() or loop)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Thousands of tests are there to the end: what looks for garbage need not look at them again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.fixture
def quick_page(request: pytest.FixtureRequest) -> Iterator[None]:
    """A page in the process of the tests: the case with which all begin is computed once, and few samples say what to
    do first, for which it is simulated some sixty times. A test that asks for `monkeypatch` shares no estimate.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("costmodel.dashboard.state.work.MOST_SAMPLES", 256)
        if "monkeypatch" not in request.fixturenames:
            patch.setattr("costmodel.dashboard.state.work.estimate", begun)
            told = "costmodel.report.viewed.overview"
            patch.setattr(told, lambda est, says, share: booked(est, says.code, share))
        yield


@lru_cache(maxsize=4)
def begun(assumptions: Assumptions, samples: int, seed: int) -> Estimate:
    """The estimates that pages asked for last."""
    return estimate(assumptions, samples, seed)


@lru_cache(maxsize=8)
def booked(est: Estimate, code: str, confidence: float | None) -> Table:
    """What finance books year by year of an estimate of these."""
    return overview(est, language_of(code), confidence)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    found = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found is not None:
        return found
    reason = f"no Chromium on the path (looked for {', '.join(CHROMIUM_NAMES)})"
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}; with CI=true the dashboard must be seen in one")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=chromium_path, args=list(CHROMIUM_ARGUMENTS), timeout=PATIENCE_OF_BROWSER
        )
        expect.set_options(timeout=PATIENCE_OF_BROWSER)
        loop = asyncio._get_running_loop()
        yield chromium
        asyncio._set_running_loop(loop)  # the last test may have been one without a browser
        chromium.close()
