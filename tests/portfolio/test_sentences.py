"""What a portfolio says in sentences, on both sides of each condition."""

from dataclasses import replace

import pytest

import costmodel as cm
from costmodel.language.language import language_of
from costmodel.portfolio.people import OneMore
from costmodel.report.portfolio_contents import Asked, PortfolioContents

FILE = """portfolio: 2027
people: {ml_engineer: {people: 1}}
initiatives:
  churn: {scenarios: [three_week_model], start: 2027-01, value: 900_000}
  claims: {scenarios: [credit_scoring], start: 2027-01, value: 700_000}
shared:
  mlops: {used_by: [churn, claims]}
budget: {2027: 400_000}
"""
SAYS = language_of("en")


@pytest.fixture(scope="module")
def scarce(tmp_path_factory):
    file = tmp_path_factory.mktemp("portfolio") / "portfolio.yaml"
    file.write_text(FILE, encoding="utf-8")
    return cm.load_portfolio(file)


@pytest.fixture(scope="module")
def contents(scarce):
    return PortfolioContents(cm.estimate_portfolio(scarce, 256), SAYS)


def told(contents, **asked):
    return " ".join(contents.otherwise(Asked(**asked), SAYS).argument)


def of_people(portfolio):
    return " ".join(PortfolioContents(cm.estimate_portfolio(portfolio, 256), SAYS).argument)


def test_what_is_said_of_people_is_what_there_is(scarce, contents) -> None:
    money = contents.waits["money"].sum()
    assert ("Waiting for people costs" in told(contents)) == (money >= 0)
    assert ("Waiting for people spares" in told(contents)) == (money < 0)
    assert "One more person (ML engineer)" in told(contents)
    assert "too few to state an error" in told(contents)  # 256 samples
    assert "Nobody waits for people" in of_people(scarce.with_people({"ml_engineer": [(0.0, 9.0)]}))
    assert "No limit of people is given" in of_people(scarce.with_people({}))


@pytest.mark.parametrize(
    ("saving", "months", "money", "date"),
    [  # each has an error of 1,000 EUR and 0.1 months; two of them are needed to tell
        (
            2_001.0,
            0.201,
            "would save 2,000 EUR (± 1,000 EUR) until",
            "bring the last go-live 0.2 months forward (± 0.10)",
        ),
        (-2_001.0, -0.201, "it would cost 2,000 EUR more (± 1,000", "make the last go-live 0.2 months later (± 0.10)"),
        (1_999.0, 0.199, "save money until go-live is too close", "last go-live forward is too close to tell"),
        (-1_999.0, -0.199, "save money until go-live is too close", "last go-live forward is too close to tell"),
    ],
)
def test_one_more_person_helps_only_beyond_the_error(contents, saving, months, money, date) -> None:
    of = contents.otherwise(Asked(), SAYS)
    of._more = {"ml_engineer": OneMore(saving, 1_000.0, months, 0.1, months, 0.0)}
    said = " ".join(of.argument)
    assert money in said
    assert date in said


def test_one_initiative_alone_has_the_budget_of_the_whole(scarce) -> None:
    assert "the budget of the whole is its own" in of_people(scarce.only(["churn"]))


@pytest.mark.parametrize(
    ("confidence", "idle"), [(0.8, "more than the whole needs"), (0.2, "less than the whole needs")]
)
def test_each_at_its_own_level_is_too_much_or_too_little_together(contents, confidence, idle) -> None:
    est = contents.est
    apart = sum(est[name].quantile(confidence, "to_go_live") for name in est) - est.quantile(confidence, "to_go_live")
    assert (apart > 0) == (confidence == 0.8)
    assert f"{SAYS.money(abs(apart), 'EUR')} {idle}" in told(contents, confidence=confidence)


def test_what_a_budget_carries_is_told_or_that_it_carries_none(contents) -> None:
    assert "carries none of the initiatives" in told(contents, budget=1_000.0)
    assert "carries all initiatives at 80 %" in told(contents, budget=5e6)
    assert "Costs of the chosen" not in told(contents, budget=5e6)
    one = contents.est["churn"].quantile(0.8, "to_go_live") * 1.01
    assert "carries, at 80 %: churn. " in told(contents, budget=one)
    # claims is left out, so churn would pay the whole of the platform
    assert "who is left pays more of: MLOps platform." in told(contents, budget=one)
    est = contents.est
    apart = replace(est, portfolio=replace(est.portfolio, shared={}))
    assert "fewer wait less for each other." in told(PortfolioContents(apart, SAYS), budget=one)


def test_a_budget_that_is_kept_less_often_than_asked_says_what_it_would_take(contents) -> None:
    est = contents.est
    assert (est.spending()[2027] <= 400_000).mean() < 0.8
    needed = SAYS.money(est.by_year(0.8).loc[2027, "level"], "EUR")
    assert f"only; for 80 % it would take {needed}." in told(contents)
    assert "it would take" not in told(contents, budgets={2027: 5e6})


def test_each_budget_of_the_plan_is_told_and_no_other(contents) -> None:
    # in the last year nothing may be spent, which keeps its budget; in 2060 there is no plan
    last = contents.est.fiscal_years[-1]
    assert f"The budget of {last} (1 EUR) is kept in" in told(contents, budgets={last: 1.0})
    assert "The budget of" not in told(contents, budgets={2060: 1.0})
    assert contents.otherwise(Asked(budgets={2060: 1.0}), SAYS).choice is None
