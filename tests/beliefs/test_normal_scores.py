"""Claims about what is drawn without SciPy: normal scores by hand, and the stored nodes of shipped assumptions."""

import subprocess
import sys

import numpy as np
from scipy.special import ndtri

from costmodel.beliefs.normal_scores import normal_score_by_hand
from costmodel.beliefs.shapes.pert import STORED
from tests.beliefs.beta_nodes import nodes


def same(one: np.ndarray, other: np.ndarray) -> bool:
    return np.array_equal(one, other, equal_nan=True)


def test_normal_scores_by_hand_are_those_of_scipy_to_the_last_bit() -> None:
    random = np.random.default_rng(1)
    every = random.random(100_000)
    ends = np.array(
        [0.0, 1.0, 0.5, -1.0, 2.0, np.nan, 5e-324, 1e-16, 1 - 2**-53, 0.1353352832366127, 0.8646647167633873]
    )
    for shares in (every, every / 256, 1 - every / 256, 10.0 ** -random.uniform(0, 300, 100_000), ends):
        assert same(normal_score_by_hand(shares), ndtri(shares))


def test_stored_nodes_are_those_of_all_shipped_perts_to_the_last_bit() -> None:
    assert same(np.load(STORED), nodes()), "a shipped PERT has changed: run python -m tests.beliefs.beta_nodes"


def test_shipped_assumptions_are_drawn_without_scipy() -> None:
    code = "import sys, costmodel as cm; cm.estimate(cm.load(), samples=5000); assert 'scipy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
