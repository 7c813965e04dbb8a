"""Rank correlation: what is asked for is achieved, marginals stay, an impossible matrix is repaired and said so."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import costmodel as cm
from costmodel.beliefs.correlation import normal_score_correlation
from costmodel.beliefs.sampling import BLOCK, STRATA

NORMAL = cm.Belief(p10=-1.2815515655446004, p90=1.2815515655446004, shape="normal")
COST = cm.Belief(min=5, mode=8, max=17)
PRICE = cm.Belief(p10=100, p90=400)
HIGHAM = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]])


def spearman(names: str, *rows: list[float]) -> pd.DataFrame:
    return pd.DataFrame(rows, index=list(names), columns=list(names), dtype=float)


def test_the_nearest_correlation_is_the_published_one() -> None:
    """Higham 2002, IMA Journal of Numerical Analysis 22, 329-343: the example of its introduction."""
    with pytest.warns(cm.CorrelationRepaired):
        near = cm.nearest_correlation(HIGHAM)
    assert near[0, 1] == pytest.approx(0.760690, abs=1e-6)
    assert near[1, 2] == pytest.approx(0.760690, abs=1e-6)
    assert near[0, 2] == pytest.approx(0.157298, abs=1e-6)
    assert np.linalg.norm(near - HIGHAM) == pytest.approx(0.527790, abs=1e-6)
    assert np.array_equal(np.diag(near), np.ones(3))
    assert np.array_equal(near, near.T)
    assert np.linalg.eigvalsh(near)[0] > -1e-9


def test_the_warning_names_the_pairs_that_were_changed_and_how() -> None:
    matrix = pd.DataFrame(HIGHAM, index=["rates", "fees", "rent"], columns=["rates", "fees", "rent"])
    with pytest.warns(cm.CorrelationRepaired) as caught:
        cm.nearest_correlation(matrix)
    text = str(caught[0].message)
    assert "fees with rates: 1.000 -> 0.761" in text
    assert "rent with fees: 1.000 -> 0.761" in text
    assert "rent with rates: 0.000 -> 0.157" in text


def test_a_possible_matrix_is_left_alone_without_a_word() -> None:
    possible = np.array([[1, 0.5, 0.3], [0.5, 1, 0.4], [0.3, 0.4, 1]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.array_equal(cm.nearest_correlation(possible), possible)


@given(st.lists(st.floats(-1, 1), min_size=6, max_size=6))
@settings(max_examples=25)
def test_any_symmetric_matrix_is_made_possible(entries: list[float]) -> None:
    matrix = np.eye(4)
    matrix[np.triu_indices(4, 1)] = entries
    matrix = np.triu(matrix) + np.triu(matrix, 1).T
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", cm.CorrelationRepaired)
        near = cm.nearest_correlation(matrix)
    assert np.linalg.eigvalsh(near)[0] > -1e-6
    assert np.array_equal(np.diag(near), np.ones(4))


@pytest.mark.parametrize(
    ("matrix", "words"),
    [
        ([[1, 0.5]], "square"),
        ([[1, 0.5], [0.4, 1]], "symmetric"),
        ([[2, 0.5], [0.5, 1]], "between -1 and 1"),
        ([[0.5, 0.5], [0.5, 1]], "ones on its diagonal"),
        ([[1, 1.2], [1.2, 1]], "between -1 and 1"),
        ([[1, np.nan], [np.nan, 1]], "between -1 and 1"),
    ],
)
def test_what_is_no_correlation_matrix_is_refused(matrix: list[list[float]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        cm.nearest_correlation(matrix)


def test_spearman_is_turned_into_the_correlation_of_normal_scores() -> None:
    """Pearson 1907: normal-score correlation 0.25 gives Spearman 0.239359; 2 sin(pi rho / 6) is the way back."""
    assert normal_score_correlation(0.239359) == pytest.approx(0.25, abs=1e-6)
    assert normal_score_correlation(1) == pytest.approx(1)
    assert normal_score_correlation(-1) == pytest.approx(-1)


def test_numbers_drawn_with_that_rank_correlation_have_that_normal_correlation() -> None:
    """Gaussian copula: Spearman 0.239359 corresponds to a correlation of 0.25 between standard normal numbers."""
    drawn = cm.draw({"a": NORMAL, "b": NORMAL}, 262_144, correlation=spearman("ab", [1, 0.239359], [0.239359, 1]))
    error = (1 - 0.25**2) / np.sqrt(262_144)
    assert np.corrcoef(drawn["a"], drawn["b"])[0, 1] == pytest.approx(0.25, abs=4 * error + 0.004 * 0.25)
    assert cm.rank_correlation(drawn).loc["a", "b"] == pytest.approx(0.239359, abs=4 * error + 0.004 * 0.239359)


def test_a_whole_matrix_of_rank_correlations_is_achieved() -> None:
    wanted = spearman("abc", [1, 0.5, -0.3], [0.5, 1, 0.4], [-0.3, 0.4, 1])
    drawn = cm.draw({"a": COST, "b": PRICE, "c": NORMAL}, 131_072, correlation=wanted)
    assert (cm.rank_correlation(drawn) - wanted).abs().to_numpy().max() < 4 / np.sqrt(131_072) + 0.004 * 0.5


def test_correlating_changes_no_marginal() -> None:
    parts = {"a": COST, "b": PRICE, "c": NORMAL}
    wanted = spearman("abc", [1, 0.5, 0.3], [0.5, 1, 0.4], [0.3, 0.4, 1])
    alone, together = cm.draw(parts, BLOCK), cm.draw(parts, BLOCK, correlation=wanted)
    for name in parts:
        sorted_alone, sorted_together = (
            np.sort(drawn[name].reshape(-1, STRATA), axis=1) for drawn in (alone, together)
        )
        assert np.array_equal(sorted_alone, sorted_together)


def test_a_column_added_last_leaves_the_earlier_ones_identical() -> None:
    two = cm.draw({"a": COST, "b": PRICE}, 5_000, correlation=spearman("ab", [1, 0.5], [0.5, 1]))
    wider = spearman("abc", [1, 0.5, 0.3], [0.5, 1, 0.4], [0.3, 0.4, 1])
    three = cm.draw({"a": COST, "b": PRICE, "c": NORMAL}, 5_000, correlation=wider)
    assert np.array_equal(two["a"], three["a"])
    assert np.array_equal(two["b"], three["b"])


def test_what_the_matrix_does_not_name_is_left_alone() -> None:
    parts = {"free": PRICE, "a": COST, "b": NORMAL}
    alone = cm.draw(parts, 1_000)
    together = cm.draw(parts, 1_000, correlation=spearman("ab", [1, 0.9], [0.9, 1]))
    assert np.array_equal(alone["free"], together["free"])


def test_the_order_of_the_matrix_does_not_matter() -> None:
    parts = {"a": COST, "b": PRICE}
    one = cm.draw(parts, 300, correlation=spearman("ab", [1, 0.5], [0.5, 1]))
    two = cm.draw(parts, 300, correlation=spearman("ba", [1, 0.5], [0.5, 1]))
    assert all(np.array_equal(one[name], two[name]) for name in parts)


def test_an_impossible_matrix_is_repaired_and_drawn() -> None:
    wanted = spearman("abc", *HIGHAM.tolist())
    with pytest.warns(cm.CorrelationRepaired, match="b with a: 1.000 -> 0.761"):
        drawn = cm.draw({"a": COST, "b": PRICE, "c": NORMAL}, 65_536, correlation=wanted)
    # normal scores 0.760690 and 0.157298 are ranks 6 / pi asin(r / 2) = 0.744918 and 0.150373
    achieved = cm.rank_correlation(drawn)
    assert achieved.loc["a", "b"] == pytest.approx(0.744918, abs=0.012)
    assert achieved.loc["a", "c"] == pytest.approx(0.150373, abs=0.016)


@pytest.mark.parametrize(
    ("correlation", "words"),
    [
        (spearman("ax", [1, 0.5], [0.5, 1]), "names 'x', which is not drawn"),
        (spearman("ab", [1, 1.5], [1.5, 1]), "between -1 and 1"),
        (spearman("ab", [1, 0.5], [0.2, 1]), "symmetric"),
        (pd.DataFrame([[1, 0.5], [0.5, 1]], index=["a", "b"], columns=["b", "a"]), "same names in rows and columns"),
        (spearman("ad", [1, 0.5], [0.5, 1]), "correlated twice"),
    ],
)
def test_a_correlation_that_does_not_fit_is_refused(correlation: pd.DataFrame, words: str) -> None:
    driven = COST.changed({"moves_with": {"driver": "market", "strength": 0.5}})
    with pytest.raises(ValueError, match=words):
        cm.draw({"a": COST, "b": PRICE, "d": driven}, 256, correlation=correlation)
