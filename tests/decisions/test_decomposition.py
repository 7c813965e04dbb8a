"""How much of the spread each input carries: shares against published answers, and what is left."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import costmodel as cm
from costmodel.decisions.decomposition import decomposed, first_order
from costmodel.decisions.strata import bins_of
from tests.laws.test_reference_cases import PARTS

SAMPLES = 16 * 4096


def uniform(*names: str, low: float = 0, high: float = 1, samples: int = SAMPLES) -> dict[str, np.ndarray]:
    return cm.draw({name: cm.Belief(min=low, max=high) for name in names}, samples)


def near(found: pd.DataFrame, expected: dict[str, float], coarse: float) -> None:
    """Within four standard errors, and what bins of finite width cannot see."""
    for name, share in expected.items():
        row = found.loc[name]
        assert abs(row["share"] - share) < 4 * row["standard_error"] + coarse, (name, row["share"], share)


# -- published answers ------------------------------------------------------------------------------------------------


def test_the_shares_of_ishigamis_function_are_found() -> None:
    """Ishigami and Homma 1990, a 7, b 0.1, inputs uniform on -pi..pi: first order .313905 .442411 0."""
    x = uniform("x1", "x2", "x3", low=-np.pi, high=np.pi)
    y = np.sin(x["x1"]) + 7 * np.sin(x["x2"]) ** 2 + 0.1 * x["x3"] ** 4 * np.sin(x["x1"])
    found = first_order(x, y)
    near(found, {"x1": 0.313905, "x2": 0.442411, "x3": 0}, coarse=0.0005)
    assert list(found["direction"]) == ["raises", "both ways", "not seen"]
    rest = decomposed(y, [bins_of(values) for values in x.values()])
    assert abs(rest.remainder - (1 - 0.313905 - 0.442411)) < 4 * rest.standard_error + 0.0005  # x1 and x3 together


def test_the_shares_of_sobols_g_function_are_found() -> None:
    """G = product of (|4x - 2| + a) / (1 + a): the variance of a factor is V = 1/3 / (1 + a)^2 (Saltelli, Sobol 1995).

    First order is V_i / (product of (1 + V) - 1).
    """
    a = {"x1": 0.0, "x2": 1.0, "x3": 4.5, "x4": 9.0, "x5": 99.0}
    x = uniform(*a)
    y = np.prod([(np.abs(4 * x[name] - 2) + a[name]) / (1 + a[name]) for name in a], axis=0)
    v = {name: 1 / 3 / (1 + number) ** 2 for name, number in a.items()}
    total = np.prod([1 + part for part in v.values()]) - 1
    near(first_order(x, y), {name: part / total for name, part in v.items()}, coarse=0.0005)


def test_software_carries_the_variance_of_the_air_vehicle() -> None:
    """GAO Cost Estimating and Assessment Guide, Table 12: software 92.69 %, propulsion 4.00 %, airframe 2.90 %."""
    drawn = cm.draw(PARTS, SAMPLES)
    found = first_order(drawn, np.sum(list(drawn.values()), axis=0))
    near(found, {"software": 0.9269, "propulsion": 0.0400, "airframe": 0.0290}, coarse=0.0005)


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.9])
def test_with_correlation_a_share_holds_what_is_carried_for_companions(rho: float) -> None:
    """Y = X1 + X2, standard normal with correlation rho: E[Y|X1] = (1 + rho) X1, so (1 + rho)^2 / (2 + 2 rho)."""
    normal = cm.Belief(p10=-1.2815515655446, p90=1.2815515655446, shape="normal")
    matrix = pd.DataFrame([[1, spearman := 6 / np.pi * np.arcsin(rho / 2)], [spearman, 1]], ["a", "b"], ["a", "b"])
    x = cm.draw({"a": normal, "b": normal}, SAMPLES, correlation=matrix)
    near(first_order(x, x["a"] + x["b"]), dict.fromkeys("ab", (1 + rho) / 2), coarse=0.003)


def test_an_event_carries_the_variance_of_its_impact() -> None:
    """Y = 100 B + U, B happens with 0.3, U uniform 0..60: 100^2 x .21 = 2,100 beside 60^2 / 12 = 300."""
    x = cm.draw({"b": cm.Belief(chance=0.3), "u": cm.Belief(min=0, max=60)}, SAMPLES)
    near(first_order(x, 100 * x["b"] + x["u"]), {"b": 2100 / 2400, "u": 300 / 2400}, coarse=0.0005)


# -- laws -------------------------------------------------------------------------------------------------------------


@given(scale=st.floats(1e-6, 1e6), shift=st.floats(-1e6, 1e6))
def test_another_currency_moves_no_share(scale: float, shift: float) -> None:
    x = uniform("a", "b", samples=2048)
    y = x["a"] ** 2 + x["b"]
    assert np.allclose(first_order(x, y)["share"], first_order(x, y * scale + shift * scale)["share"], atol=1e-6)


def test_small_samples_do_not_make_a_bystander_look_important() -> None:
    bystanders = [first_order(uniform(f"x{i}", samples=256), uniform("y", samples=256)["y"]) for i in range(200)]
    shares = pd.concat(bystanders)["share"]
    assert abs(shares.mean()) < 4 * shares.std() / np.sqrt(200)


def test_standard_errors_are_as_large_as_the_errors() -> None:
    found = []
    for seed in range(60):
        x = cm.draw({"a": cm.Belief(min=0, max=1), "b": cm.Belief(min=0, max=1)}, 4096, seed)
        found.append(first_order(x, x["a"] + x["b"] ** 3).loc["a"])
    shares = np.array([row["share"] for row in found])
    claimed = np.array([row["standard_error"] for row in found]).mean()
    assert 0.6 < shares.std() / claimed < 1.6


def test_bins_hold_equally_many_or_one_value_each() -> None:
    counts = np.bincount(bins_of(uniform("x", samples=10_000)["x"]).of)
    assert len(counts) == 64
    assert counts.max() - counts.min() <= 1
    assert list(np.bincount(bins_of(np.array([0.0, 1, 1, 0, 1])).of)) == [2, 3]


def test_a_constant_output_has_no_driver() -> None:
    found = first_order(uniform("x", samples=4096), np.full(4096, 7.0)).loc["x"]
    assert found["share"] == 0
    assert found["direction"] == "not seen"


def test_inputs_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="'x' has 512 samples, the output 256"):
        first_order(uniform("x", samples=512), np.arange(256.0))


def test_the_remainder_is_what_inputs_do_only_together() -> None:
    """Y = A + B + 6 A B, A and B uniform on -1/2..1/2: 1/12 each, and 36 / 144 = 1/4 together: 1/5, 1/5 and 3/5."""
    x = uniform("a", "b", low=-0.5, high=0.5)
    found = decomposed(x["a"] + x["b"] + 6 * x["a"] * x["b"], [bins_of(values) for values in x.values()])
    assert [part.share for part in found.parts] == pytest.approx([0.2, 0.2], abs=0.01)
    assert abs(found.remainder - 0.6) < 4 * found.standard_error + 0.001
    assert sum(part.share for part in found.parts) + found.remainder == pytest.approx(1, abs=1e-12)


def test_a_swing_is_the_mean_at_the_highest_end_less_that_at_the_lowest() -> None:
    """Y = 100 B + U: the event swings by 100; U uniform 0..60 from its lowest tenth, 3, to its highest, 57."""
    x = cm.draw({"b": cm.Belief(chance=0.3), "u": cm.Belief(min=0, max=60)}, SAMPLES)
    swing = first_order(x, 100 * x["b"] + x["u"])["swing"]
    assert swing.to_dict() == pytest.approx({"b": 100, "u": 54}, abs=2)


def test_an_output_without_spread_leaves_no_remainder() -> None:
    found = decomposed(np.full(4096, 7.0), [bins_of(uniform("x", samples=4096)["x"])])
    assert (found.parts[0].share, found.remainder) == (0, 0)


def test_the_error_of_the_remainder_is_as_large_as_the_error() -> None:
    found = []
    for seed in range(40):
        x = cm.draw({"a": cm.Belief(min=0, max=1), "b": cm.Belief(min=0, max=1)}, 4096, seed)
        found.append(decomposed(x["a"] * x["b"], [bins_of(values) for values in x.values()]))
    claimed = np.mean([one.standard_error for one in found])
    assert 0.6 < np.std([one.remainder for one in found]) / claimed < 1.6
