"""Every sum opens into its lines, and the lines add up to it."""

from __future__ import annotations

import pytest

import costmodel as cm
from costmodel.language.language import language_of
from costmodel.report.lines import by_category, by_layer, left_out
from tests.strategies import case


@pytest.fixture(scope="module")
def est() -> cm.Estimate:
    return cm.estimate(case("baseline"), samples=2_048, seed=1)


@pytest.mark.parametrize("code", ["en", "de"])
def test_the_lines_by_layer_add_up_to_the_cost_to_go_live(code: str, est: cm.Estimate) -> None:
    groups = by_layer(est, language_of(code))
    assert sum(group.mean for group in groups) == pytest.approx(
        est.to_go_live.mean(), abs=20
    )  # lines below half a euro
    assert all(line.mean > 0 for group in groups for line in group.lines)


def test_the_lines_by_category_add_up_to_the_whole_life(est: cm.Estimate) -> None:
    groups = by_category(est, language_of("en"))
    assert sum(group.mean for group in groups) == pytest.approx(est.figure("total").mean(), abs=20)
    assert [group.mean for group in groups] == sorted((group.mean for group in groups), reverse=True)


def test_what_the_first_estimate_leaves_out_is_a_list(est: cm.Estimate) -> None:
    layers = left_out(est)
    assert "prototype" not in layers
    groups = by_layer(est, language_of("en"), layers)
    left = sum(float(est.layers[layer].mean()) for layer in layers)
    assert sum(group.mean for group in groups) == pytest.approx(left, abs=20)
    assert sum(len(group.lines) for group in groups) > 10
