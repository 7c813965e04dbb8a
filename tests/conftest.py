"""What every test can rely on: steady property tests, and a browser where there is one."""

import asyncio
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

# A slow machine must not turn a law into a failure. For CI, the same examples in every run: a verdict that
# changes without a change in the code helps nobody.
STEADY = settings(deadline=None, derandomize=bool(os.environ.get("CI")))
# Thirty examples a law in every run, which draws others each time but in CI; `make laws` takes five hundred.
settings.register_profile("costmodel", STEADY, max_examples=30)
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
    """
    loop = asyncio._get_running_loop()
    if "chromium_path" not in getattr(item, "fixturenames", ()):
        asyncio._set_running_loop(None)
    try:
        return (yield)
    finally:
        asyncio._set_running_loop(asyncio._get_running_loop() or loop)


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
