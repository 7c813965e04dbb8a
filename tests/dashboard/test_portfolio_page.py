"""The page of several initiatives: people and budgets are moved, and what is said follows; nothing strange gets in."""

import html
import re
from urllib.parse import parse_qs

import pytest

import costmodel as cm
from costmodel.dashboard.portfolio import page as portfolio_page
from costmodel.dashboard.portfolio.looked_at import LookedAt, is_asked, known, query, read_query
from costmodel.dashboard.portfolio.page import PortfolioPage
from costmodel.dashboard.state.address import read_query as read_address
from costmodel.dashboard.state.case import FOLDER
from costmodel.dashboard.view.foot import elsewhere
from costmodel.dashboard.widget import Page
from costmodel.language.language import language_of
from tests.german import english_in, plain

ROLE = "data_engineer"


@pytest.fixture(scope="module")
def few_samples():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portfolio_page, "SAMPLES", 64)
        yield


class Visit:
    """A page, and what it last said."""

    def __init__(self, address="?portfolio=insurer"):
        said = self.said = []
        self.page = PortfolioPage(address, lambda message, content: said.append((message, content)))

    def do(self, **sent):
        self.page.receive(sent)
        return self.said[-1][0]

    @property
    def fault(self):
        return plain(self.page.screen.shown["fault"])


@pytest.fixture(scope="module")
def visit(few_samples):
    return Visit()


@pytest.fixture(autouse=True)
def afresh(visit):
    visit.do(do="reset_all")
    visit.do(do="field", field="confidence", value="0.8")


def test_an_address_that_asks_for_a_portfolio_gets_its_page_and_no_other_file(monkeypatch) -> None:
    assert is_asked("?portfolio=insurer&lang=de")
    assert not any(map(is_asked, ("", "?portfolio=", "?portfolio=../insurer", "?portfolio=/etc/passwd", "?lang=de")))
    monkeypatch.setenv("QUERY_STRING", "portfolio=insurer")
    assert "When each initiative begins and is live" in Page().page


def test_the_folder_that_is_served_has_its_own_portfolio(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    assert "own" not in known()
    (tmp_path / "portfolio.yaml").write_text("portfolio: 2027", encoding="utf-8")
    assert known()["own"] == tmp_path / "portfolio.yaml"


def test_a_link_carries_all_that_is_looked_at() -> None:
    looked_at = LookedAt("insurer", "de", {ROLE: 3.0}, {2028: 2_500_000.0, 2027: 0.0}, 0.9)
    assert read_query(query(looked_at)) == looked_at
    assert query(LookedAt("insurer")) == "portfolio=insurer"


@pytest.mark.parametrize(
    "strange",
    ["people=nobody:3", f"people={ROLE}:0", f"people={ROLE}:nan", f"people={ROLE}:1e9", "budgets=1066:5",
     "budgets=2027:-1", "budgets=2027:inf", "confidence=2", "lang=xx", "people=,,:", "budgets=x:y"],
)  # fmt: skip
def test_what_an_address_holds_that_cannot_be_used_is_left_out(strange) -> None:
    assert read_query(f"portfolio=insurer&{strange}") == LookedAt("insurer")


def test_one_person_more_shows_what_it_changes_as_the_estimate_has_it(visit) -> None:
    told = visit.do(do="slide", name=ROLE, value=3, done=True)
    assert parse_qs(told["query"])["people"] == [f"{ROLE}:3"]
    assert told["levers"][ROLE]["moved"] is True
    portfolio = cm.load_portfolio("insurer")
    more = cm.estimate_portfolio(portfolio.with_people({**portfolio.people, ROLE: [(0.0, 3.0)]}), 64)
    before = cm.estimate_portfolio(portfolio, 64)
    apart = more.quantile(0.8, "to_go_live") - before.quantile(0.8, "to_go_live")
    shown = re.search(r'id="cm-apart-money">([^<]*)<', visit.page.screen.shown["head"])
    assert shown[1] == visit.page.says.signed_amount(apart, "EUR")
    back = visit.do(do="reset", name=ROLE)
    assert back["query"] == "portfolio=insurer"
    assert 'id="cm-apart-money"></dd>' in visit.page.screen.shown["head"]


def test_more_people_come_where_the_file_has_steps() -> None:
    # ML engineers: 1, from July 2027 on 2; three in the end are one more all the time
    assert LookedAt("insurer", people={"ml_engineer": 3.0}).steps("ml_engineer") == [(0.0, 2.0), (6.0, 3.0)]
    assert LookedAt("insurer", people={"ml_engineer": 1.0}).steps("ml_engineer") == [(0.0, 0.0), (6.0, 1.0)]


def test_a_budget_is_read_as_people_type_it_and_its_chance_follows(visit) -> None:
    visit.do(do="number", name="budget 2028", text="2.5m")
    spent = visit.page.contents(visit.page.looked_at).est.spending()[2028]
    kept = visit.page.says.percent(float((spent <= 2_500_000).mean()))
    assert visit.page.screen.shown["kept-2028"] == f"kept in {kept}"
    assert visit.page.looked_at.money[2028] == 2_500_000.0
    visit.do(do="number", name="budget 2028", text="")
    assert 2028 not in visit.page.looked_at.money
    assert visit.page.screen.shown["kept-2028"] == ""


def test_the_same_estimate_answers_another_confidence(visit) -> None:
    before = visit.page.contents(visit.page.looked_at).est
    visit.do(do="field", field="confidence", value="0.9")
    of = visit.page.contents(visit.page.looked_at)
    assert of.est is before
    assert visit.page.says.amount(before.quantile(0.9, "to_go_live"), "EUR") in visit.page.screen.shown["head"]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"do": "number", "name": "budget 2028", "text": "much"}, "much"),
        ({"do": "number", "name": "budget 1900", "text": "5"}, "cannot be used"),
        ({"do": "number", "name": ROLE, "text": "0"}, "a number from 1 to 200"),
        ({"do": "slide", "name": ROLE, "value": "3"}, "cannot be used"),
        ({"do": "slide", "name": ROLE, "value": float("nan")}, "a number from 1 to 200"),
        ({"do": "field", "field": "confidence", "value": "2"}, "cannot be used"),
        ({"do": "download", "name": "../secret"}, "cannot be used"),
        ({"do": "nonsense"}, "cannot be used"),
        ({}, "cannot be used"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_changes(visit, sent, told) -> None:
    before = visit.page.looked_at
    visit.do(**sent)
    assert told in visit.fault
    assert visit.page.looked_at == before


def test_back_and_forward_of_the_browser_walk_through_the_states(visit) -> None:
    visit.do(do="slide", name=ROLE, value=4)
    visit.do(do="visit", query="?portfolio=insurer")
    assert visit.page.looked_at == LookedAt("insurer")
    assert visit.do(do="ready", wide=True)["step"] > 0


def test_the_german_page_is_german_throughout_and_complete_at_rest(visit) -> None:
    visit.do(do="language", name="de")
    visit.page.rest()
    assert english_in(plain(visit.page.screen.page())) == []
    shown = visit.page.screen.page()
    assert all(f'id="cm-table-{key}"' in shown for key in ("timeline", "years", "people", "frontier", "more"))
    assert 'aria-busy="true"' not in shown
    visit.do(do="language", name="en")


def test_each_initiative_leads_to_a_page_of_its_own_that_is_just_this_case(visit) -> None:
    visit.do(do="language", name="de")
    found = re.findall(r'<a href="\?([^"]+)"', visit.page.screen.shown["alone"])
    visit.do(do="language", name="en")
    assert len(found) == len(visit.page.looked_at.portfolio)
    for address, one in zip(found, visit.page.looked_at.portfolio.values(), strict=True):
        there, unknown = read_address(html.unescape(address))
        assert unknown == []
        assert there.language == "de"
        assert there.case.assumptions().fingerprint == one.assumptions.fingerprint


def test_the_page_of_one_leads_to_the_portfolios_that_there_are() -> None:
    addresses = re.findall(r'href="(\?[^"]+)"', elsewhere(language_of("de")))
    assert [html.unescape(one) for one in addresses] == [f"?portfolio={name}&lang=de" for name in known()]
    assert all(is_asked(html.unescape(one)) for one in addresses)


def test_what_is_on_the_page_can_be_taken_along(visit) -> None:
    visit.page.receive({"do": "download", "name": "html"})
    message, content = visit.said[-1]
    assert message["file"]["name"].startswith("portfolio_2027_")
    assert b"Calendar of 8 initiatives" in content[0]
