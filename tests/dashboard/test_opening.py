"""How a page opens: made before, sent once, its templates compiled once, and nothing asked before it can be heard."""

import asyncio
import datetime as dt
import sys
from collections.abc import Iterator
from typing import Any

import jinja2
import pytest
from jupyter_client.manager import AsyncKernelManager
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

from costmodel.dashboard import app, ready_made
from costmodel.dashboard.app import Dashboard, nowhere
from costmodel.dashboard.serving.channels import PROTOCOL, PromptChannels
from costmodel.dashboard.serving.compiled_templates import CompiledTemplates
from costmodel.dashboard.serving.nursery import WithoutModules
from costmodel.dashboard.view import foot
from costmodel.dashboard.widget import ALONE, Page
from tests.dashboard.line import message

pytestmark = pytest.mark.usefixtures("quick_page")

# -- pages that are made before anybody comes -------------------------------------------------------------------------


@pytest.fixture(scope="module", autouse=True)
def made() -> None:
    ready_made.make(["", "lang=de"])


@pytest.fixture(autouse=True)
def kept() -> Iterator[None]:
    """What one test takes is there for the next."""
    before = list(ready_made._MADE)
    yield
    ready_made._MADE[:] = before


def test_a_page_that_was_made_before_is_given_to_one_viewer_and_the_next_one_gets_another_just_like_it() -> None:
    heard: list[Any] = []
    before = [made.page for made in ready_made._MADE]
    first = ready_made.opened("lang=en", lambda message, _: heard.append(message))
    assert first in before
    second = ready_made.opened("lang=en", nowhere)
    assert second not in before
    assert second.screen.page() == first.screen.page()
    first.receive({"do": "ready", "wide": True, "number": 7})
    assert heard[-1]["number"] == 7


@pytest.mark.parametrize("address", ["scenario=credit_scoring", "budget=300000", "lang=de&every=month", "nonsense=1"])
def test_who_asks_for_something_else_gets_what_they_asked_for(address: str) -> None:
    before = [made.page for made in ready_made._MADE]
    assert ready_made.opened(address, nowhere) not in before


def test_a_page_of_yesterday_has_the_day_on_which_it_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foot, "today", lambda: dt.date(2031, 3, 5))
    assert "2031" in ready_made.opened("lang=en", nowhere).screen.shown["paper"]


def test_a_page_that_was_brought_to_rest_has_everything_at_once_and_goes_on_like_any_other() -> None:
    ready_made._MADE.clear()
    ready_made.make(["lang=en"])
    for _ in ready_made.rest():
        pass
    heard: list[dict[str, Any]] = []
    page = ready_made.opened("lang=en", lambda message, _: heard.append(message))
    shown = dict(page.screen.shown)
    page.screen.delivered()  # as the widget says it
    page.receive({"do": "ready", "wide": True, "number": 1})
    assert heard[0] | {"regions": {}} == heard[0] | {"language": "en", "rested": True, "number": 1, "regions": {}}
    assert page.screen.shown == shown
    alone = Dashboard("lang=en")
    alone.rest()
    assert shown == alone.screen.shown
    for one in (page, alone):
        one.receive({"do": "slide", "name": "plan.data_access.wait", "value": 30, "done": True})
        one.receive({"do": "width", "wide": True})
    assert page.screen.shown["head"] == alone.screen.shown["head"] != shown["head"]


def test_a_page_that_is_given_away_on_its_way_to_rest_does_not_pass_for_one_at_rest() -> None:
    ready_made._MADE.clear()
    ready_made.make(["lang=en"])
    way, heard = ready_made.rest(), list[dict[str, Any]]()
    while "rested" not in ready_made._MADE[0].told:
        next(way)  # the figures are there, the inputs that decide are not
    page = ready_made.opened("lang=en", lambda message, _: heard.append(message))
    page.receive({"do": "sight", "cards": []})
    page.receive({"do": "ready", "wide": True})
    assert page.screen.deciding is None
    assert not any(said.get("rested") or said.get("settled") for said in heard)
    assert heard[0]["language"] == "en"


# -- the page in a notebook, and alone --------------------------------------------------------------------------------


def test_only_a_page_that_voila_serves_carries_itself_ready_to_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUERY_STRING", "lang=en")
    monkeypatch.delenv("VOILA_BASE_URL", raising=False)
    page = Page()
    in_a_notebook = page._repr_mimebundle_()
    monkeypatch.setenv("VOILA_BASE_URL", "/")
    served = page._repr_mimebundle_()
    assert in_a_notebook is not None
    assert served is not None
    assert ALONE not in in_a_notebook[0]
    assert f'data-comm="{page.model_id}"' in served[0][ALONE]
    assert page.page in served[0][ALONE]


def test_what_came_with_the_whole_page_is_not_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUERY_STRING", "lang=en&every=month")
    page = Page()
    shown = dict(page.dashboard.screen.shown)
    heard: list[dict[str, Any]] = []
    page.dashboard.send = lambda message, _: heard.append(message)
    page.dashboard.receive({"do": "ready", "wide": True, "number": 1})
    sent = heard[0].get("regions", {})
    assert [name for name, markup in sent.items() if shown.get(name) == markup] == []
    assert heard[0]["language"] == "en"


def test_who_comes_to_a_page_at_rest_simulates_nothing_and_what_opening_it_took_is_given_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = Dashboard("lang=en")
    page.rest()
    done: list[str] = []
    page.send = lambda *_: done.append("told")
    monkeypatch.setattr(page.work, "seen", lambda *_: done.append("simulated"))
    monkeypatch.setattr(app, "give_back", lambda: done.append("given back"))
    monkeypatch.setattr(app, "LONG_PAUSE", 0.0)

    async def come() -> None:
        page.receive({"do": "ready", "number": 1})
        await asyncio.sleep(0.05)

    asyncio.run(come())
    assert done == ["told", "given back"]


# -- the server -------------------------------------------------------------------------------------------------------


def test_a_kernel_that_starts_looks_at_no_module() -> None:
    seen = WithoutModules()
    assert [module for module in seen.modules.copy().values() if hasattr(module, "__file__")] == []
    assert seen.version_info is sys.version_info


def test_a_template_is_compiled_once_and_again_when_its_text_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str | None] = []
    generate = jinja2.Environment._generate

    def counted(environment: Any, source: Any, name: str | None, *more: Any, **how: Any) -> str:
        compiled.append(name)
        return generate(environment, source, name, *more, **how)

    monkeypatch.setattr(jinja2.Environment, "_generate", counted)
    cache, texts = CompiledTemplates(), {"page": "{{ number }} people"}

    def said() -> str:  # as at a visit: with an environment that knows nothing of the one before
        return (
            jinja2.Environment(loader=jinja2.DictLoader(texts), bytecode_cache=cache)
            .get_template("page")
            .render(number=3)
        )

    assert [said(), said()] == ["3 people", "3 people"]
    assert compiled == ["page"]
    texts["page"] = "{{ number }} viewers"
    assert said() == "3 viewers"
    assert compiled == ["page", "page"]


class Browser(KernelWebsocketHandler):
    """What of a websocket's handler the line needs."""

    def __init__(self) -> None:
        self.closed: list[int | None] = []

    def set_nodelay(self, value: bool) -> None: ...

    def close(self, code: int | None = None, reason: str | None = None) -> None:  # noqa: ARG002
        self.closed.append(code)


def test_what_a_page_asks_before_its_answer_could_be_heard_is_asked_a_moment_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bytes] = []
    monkeypatch.setattr(ZMQChannelsWebsocketConnection, "handle_incoming_message", lambda _, one: asked.append(one))
    monkeypatch.setattr(PromptChannels, "subprotocol", PROTOCOL, raising=False)
    first, second, third = (message("comm_msg", {"comm_id": number}) for number in "123")

    async def talk(finish: Any) -> list[bytes]:
        asked.clear()
        heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        monkeypatch.setattr(ZMQChannelsWebsocketConnection, "connect", lambda _: heard)
        channels = PromptChannels(parent=AsyncKernelManager(kernel_id="1"), websocket_handler=Browser())
        channels.connect()
        channels.handle_incoming_message(first)
        channels.handle_incoming_message(second)
        assert asked == []
        finish(heard)
        await asyncio.sleep(0)
        channels.handle_incoming_message(third)
        return list(asked)

    assert asyncio.run(talk(lambda heard: heard.set_result(None))) == [first, second, third]
    assert asyncio.run(talk(lambda heard: heard.cancel())) == [third]  # Jupyter itself drops it: the line is closed


def test_who_sends_without_end_before_anything_is_heard_loses_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PromptChannels, "subprotocol", PROTOCOL, raising=False)
    browser, large = Browser(), message("comm_msg", {"text": "x" * 400_000})

    async def flood() -> None:
        heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        monkeypatch.setattr(ZMQChannelsWebsocketConnection, "connect", lambda _: heard)
        channels = PromptChannels(parent=AsyncKernelManager(kernel_id="1"), websocket_handler=browser)
        channels.connect()
        for _ in range(3):  # 0.4 and 0.8 MB are held back, and 1.2 MB are too much
            channels.handle_incoming_message(large)

    asyncio.run(flood())
    assert browser.closed == [1009]
