"""An estimate says what it found, goes through a pickle, and names of assumptions are completed."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import BLOCK
from tests.strategies import case


@pytest.mark.parametrize("samples", [64, BLOCK + 1])
def test_what_comes_out_of_a_pickle_is_the_same_estimate(samples: int) -> None:
    before = cm.estimate(case("mlops"), samples, seed=3)
    after = pickle.loads(pickle.dumps(before))
    assert after.fingerprint == before.fingerprint
    assert np.array_equal(after.total, before.total)
    assert after.by("item").equals(before.by("item"))  # what was not kept is computed again
    assert after.plan().equals(before.plan())


def test_a_pickle_holds_the_figures_and_not_the_ledgers() -> None:
    # 10,000 samples x some 30 figures x 8 bytes = 2.4 MB; the ledgers alone would be three blocks of 7 MB
    assert len(pickle.dumps(cm.estimate(case("baseline")))) < 4e6


def test_a_pickled_estimate_of_an_older_version_says_which() -> None:
    from dataclasses import replace

    old = replace(cm.estimate(case("baseline"), 64), version="0.0.9")
    assert pickle.loads(pickle.dumps(old)).version == "0.0.9"


def test_an_estimate_tells_its_figures() -> None:
    est = cm.estimate(case("mlops"), 512)
    told = repr(est)
    for figure, digits in (("to_go_live", 0), ("total", 0), ("go_live", 1)):
        assert f"P50 {est.quantile(0.5, figure):,.{digits}f}, P80 {est.quantile(0.8, figure):,.{digits}f}" in told
    assert f"<Estimate of {' + '.join(est.assumptions.scenarios)}, 512 samples, seed 1: " in told
    assert est.fingerprint in told


def test_the_likeliest_case_tells_one_value_of_each() -> None:
    point = cm.likeliest(case("baseline"))
    assert repr(point).startswith("<Estimate of baseline, all at likeliest, ")
    assert f"cost to go-live {point.to_go_live[0]:,.0f} EUR" in repr(point)
    assert "P80" not in repr(point)


def test_a_notebook_completes_the_names_of_assumptions() -> None:
    shell = pytest.importorskip("IPython.core.interactiveshell").InteractiveShell()
    shell.user_ns["a"] = cm.load()
    _, found = shell.complete('a["hiring.')
    assert any("hiring.must_hire" in one for one in found)


def test_the_front_door_lists_doors_and_nothing_else() -> None:
    assert dir(cm) == sorted(cm.__all__)
    for name in dir(cm):
        assert not hasattr(getattr(cm, name), "__path__"), name  # no folder of modules is a door
