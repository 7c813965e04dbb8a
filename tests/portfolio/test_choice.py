"""Which initiatives a budget carries, and what careful budgets come to together: against exact answers."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.beliefs.normal_scores import normal_score
from costmodel.portfolio.choice import Rules, best
from costmodel.portfolio.effect import portfolio_effect

# mean, standard deviation, value of five initiatives with normal costs
FIVE = {1: (100, 30, 140), 2: (150, 60, 220), 3: (80, 10, 95), 4: (200, 90, 300), 5: (120, 25, 150)}
Z80 = 0.8416212


@pytest.mark.parametrize(
    ("number", "correlation", "together"),
    # Phi(0.841621 sqrt(N / (1 + (N - 1) r))); N 5, r 0: Phi(1.881921) = 0.970077
    [
        (5, 0, 0.970077),
        (5, 0.2, 0.919647),
        (5, 0.5, 0.861377),
        (10, 0, 0.996110),
        (10, 0.2, 0.944141),
        (10, 0.5, 0.871779),
    ],
)
def test_budgets_at_p80_are_kept_together_more_often(number, correlation, together) -> None:
    assert portfolio_effect([0.8] * number, correlation).together == pytest.approx(together, abs=1e-6)


@pytest.mark.parametrize(("correlation", "own"), [(0, 0.604936), (0.2, 0.671964), (0.5, 0.733740)])
def test_ten_need_less_than_p80_each_for_p80_together(correlation, own) -> None:
    # Phi(0.841621 sqrt((1 + 9 r) / 10))
    assert portfolio_effect([0.8] * 10, correlation).own_level == pytest.approx(own, abs=1e-6)


def test_a_table_of_correlations_may_stand_for_one_number() -> None:
    table = np.full((5, 5), 0.2) + 0.8 * np.eye(5)
    assert portfolio_effect([0.8] * 5, table) == pytest.approx(portfolio_effect([0.8] * 5, 0.2))


@pytest.mark.parametrize(
    ("levels", "correlation"), [([], 0), ([0.8, 1.0], 0), ([0.8] * 3, -0.9), ([0.8] * 3, np.eye(2))]
)
def test_what_no_costs_can_have_is_refused(levels, correlation) -> None:
    with pytest.raises(ValueError, match=r"level|correlat"):
        portfolio_effect(levels, correlation)


def test_lognormal_costs_together_against_exact_figures() -> None:
    # Mean 1, coefficient of variation 0.5: sigma^2 = ln 1.25. Ten of them: own P80 1.331084, P80 of the sum 11.2674
    # (independent) and 12.2337 (normal-score correlation 0.3).
    sigma = np.sqrt(np.log(1.25))
    random = np.random.default_rng(8)
    scores, common = random.standard_normal((10, 200_000)), random.standard_normal(200_000)
    for mixed, wanted in ((scores, 11.2674), (np.sqrt(0.7) * scores + np.sqrt(0.3) * common, 12.2337)):
        costs = np.exp(sigma * mixed - sigma**2 / 2)
        assert np.mean(np.quantile(costs, 0.8, axis=1)) == pytest.approx(1.331084, abs=0.005)
        assert np.quantile(costs.sum(axis=0), 0.8) == pytest.approx(wanted, abs=0.04)


def normal_costs(correlation, samples=20_000):
    """Costs of the five, whose sums have exactly normal percentiles as nearly as samples allow."""
    random = np.random.default_rng(12)
    scores, common = random.standard_normal((5, samples)), random.standard_normal(samples)
    mixed = np.sqrt(1 - correlation) * scores + np.sqrt(correlation) * common
    return np.array([[mean + spread * one] for one, (mean, spread, _) in zip(mixed, FIVE.values(), strict=True)])


@pytest.mark.parametrize(
    ("budget", "correlation", "chosen", "value", "p80"),
    # {1, 2, 3} independent: 330 + 0.841621 sqrt(900 + 3600 + 100) = 387.0815
    [
        (390, 0.0, {1, 2, 3}, 455, 387.0815),
        (390, 0.4, {1, 4}, 440, 388.9096),
        (500, 0.0, {3, 4, 5}, 545, 479.0631),
        (500, 0.4, {3, 4, 5}, 545, 490.4302),
    ],
)
def test_what_moves_together_decides_what_a_budget_carries(budget, correlation, chosen, value, p80) -> None:
    costs, worth = normal_costs(correlation), [value for _, _, value in FIVE.values()]
    found = best(costs, worth, np.array([float(budget)]), 0.8, Rules())
    assert ({one + 1 for one in found.chosen}, found.value, found.exact) == (chosen, value, True)
    together = costs[sorted(found.chosen), 0].sum(axis=0)
    spread = together.std()
    assert np.quantile(together, 0.8) == pytest.approx(p80, abs=4 * 1.43 * spread / np.sqrt(costs.shape[2]))
    assert normal_score(np.array([0.8]))[0] == pytest.approx(Z80, abs=1e-5)


@given(st.integers(0, 2**32), st.sampled_from([0.5, 0.8, 0.95]), st.integers(1, 2))
@settings(max_examples=40, deadline=None)
def test_no_other_set_is_worth_more(seed, confidence, limits) -> None:
    random = np.random.default_rng(seed)
    costs = random.lognormal(0, 0.6, (7, limits, 200))
    value, budget = random.uniform(0.1, 2, 7), random.uniform(1, 6, limits)
    rules = Rules((frozenset({0, 1}),), (frozenset({2, 3}),), (*(frozenset(),) * 6, frozenset({4})))
    most = 0.0
    for size in range(8):
        for some in combinations(range(7), size):
            chosen = frozenset(some)
            kept = np.mean(np.all(costs[list(some)].sum(axis=0) <= budget[:, None], axis=0)) >= confidence
            if kept and rules.kept(chosen, frozenset(range(7)) - chosen):
                most = max(most, value[list(some)].sum())
    found = best(costs, list(value), budget, confidence, rules)
    assert found.exact
    assert found.value == pytest.approx(most)


def test_where_not_every_set_was_looked_at_the_bound_is_told() -> None:
    random = np.random.default_rng(3)
    costs, value = random.lognormal(0, 0.3, (25, 1, 100)), list(random.uniform(0.9, 1.1, 25))
    found = best(costs, value, np.array([10.0]), 0.8, Rules(), most=40)
    assert not found.exact
    assert found.bound > found.value > 0


def test_more_candidates_than_calls_go_deep_are_searched() -> None:
    # A thousand and fifty at 1 each, of which 1,049.5 carries all but one.
    found = best(np.ones((1_050, 1, 2)), [1.0] * 1_050, np.array([1_049.5]), 0.8, Rules())
    assert (len(found.chosen), found.value, found.exact) == (1_049, 1_049, True)


@pytest.fixture(scope="module")
def estimated(tmp_path_factory):
    file = tmp_path_factory.mktemp("portfolio") / "portfolio.yaml"
    file.write_text(
        "initiatives:\n"
        "  churn: {scenarios: [three_week_model], start: 2027-01, value: 800_000}\n"
        "  claims: {scenarios: [credit_scoring], start: 2027-01, value: {min: 500_000, mode: 700_000, max: 900_000}}\n"
        "  letters: {start: 2027-01, after: [claims], value: 300_000}\n",
        encoding="utf-8",
    )
    return cm.estimate_portfolio(cm.load_portfolio(file), 2_048)


def test_more_budget_is_never_worth_less(estimated) -> None:
    found = cm.choose(estimated, budget=1_000_000, confidence=0.8)
    assert found.frontier["value"].is_monotonic_increasing
    assert found.chance >= 0.8
    assert found.cost <= 1_000_000
    assert found.frontier["chosen"].iloc[-1] == ("churn", "claims", "letters")


def test_who_comes_after_another_is_chosen_only_with_it(estimated) -> None:
    dear = {"churn": 1.0, "claims": 1.0, "letters": 1e6}
    everything = cm.choose(estimated, budget=1e9, value=dear, apart=[["claims", "churn"]])
    assert set(everything.chosen) == {"claims", "letters"}


def test_what_goes_only_together_is_chosen_together(estimated) -> None:
    one = estimated["churn"].quantile(0.8, "to_go_live") * 1.01
    assert cm.choose(estimated, budget=one).chosen == ("churn",)
    assert "churn" not in cm.choose(estimated, budget=one, together=[["churn", "claims"]]).chosen


def test_a_budget_by_year_is_kept_in_all_its_years(estimated) -> None:
    budget = {2027: 600_000.0, 2028: 500_000.0}
    found = cm.choose(estimated, budget=budget)
    spent = [sum(estimated.spending(name)[year] for name in found.chosen) for year in budget]
    kept = np.all([one <= most for one, most in zip(spent, budget.values(), strict=True)], axis=0)
    assert np.mean(kept) >= 0.8


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"value": {"churn": 1.0}}, "nobody says what is worth: claims, letters"),
        ({"together": [["churn", "claism"]]}, "did you mean 'claims'"),
        ({"budget": {1999: 1.0}}, "no fiscal year 1999"),
    ],
)
def test_what_cannot_be_chosen_from_is_told(estimated, given, told) -> None:
    with pytest.raises(ValueError, match=told):
        cm.choose(estimated, **{"budget": 1.0, **given})
