"""An estimate carried on is the one that is drawn afresh with more samples."""

from dataclasses import replace

import numpy as np
import pytest

import costmodel as cm
from costmodel.beliefs.sampling import BLOCK
from costmodel.decisions.confidence import stage_budgets
from costmodel.estimates.more_samples import carried_on, with_ledgers
from costmodel.estimates.result import Estimate
from costmodel.estimates.spending import spending


def carried(known: Estimate, samples: int) -> tuple[Estimate, int]:
    """The estimate, and how often its making could have been broken off."""
    course, breaks = carried_on(known, samples), 0
    while True:
        try:
            next(course)
            breaks += 1
        except StopIteration as done:
            return done.value, breaks


@pytest.fixture(scope="module")
def first() -> Estimate:
    return cm.estimate(cm.load(), samples=BLOCK, seed=3)


def test_it_is_the_same_to_the_last_bit_however_it_is_cut(first: Estimate) -> None:
    afresh = cm.estimate(cm.load(), samples=2 * BLOCK + 100, seed=3)
    more, breaks = carried(first, 2 * BLOCK + 100)
    assert breaks == 2, "a whole block, and what is left of the next one"
    for name in afresh.figures:
        assert np.array_equal(more.figures[name], afresh.figures[name]), name
    assert more.fingerprint == afresh.fingerprint
    assert more.timeline().equals(afresh.timeline())
    assert stage_budgets(more).equals(stage_budgets(afresh))
    assert np.array_equal(spending(more).fan, spending(afresh).fan)
    assert more.by("payee").equals(afresh.by("payee"))


def test_what_is_there_already_is_taken_over(first: Estimate) -> None:
    more, breaks = carried(first, BLOCK)
    assert breaks == 0
    assert np.array_equal(more.to_go_live, first.to_go_live)


def test_a_block_that_is_not_whole_is_drawn_again() -> None:
    known, afresh = (cm.estimate(cm.load(), samples=samples, seed=3) for samples in (300, 1_000))
    more, breaks = carried(known, 1_000)
    assert breaks == 1
    assert np.array_equal(more.to_go_live, afresh.to_go_live)
    assert len(list(more.ledgers())) == 1


@pytest.mark.parametrize("samples", [BLOCK - 1, 5 * BLOCK])
def test_fewer_samples_and_more_than_are_kept_are_refused(first: Estimate, samples: int) -> None:
    with pytest.raises(ValueError, match=f"4,096 samples cannot be carried on to {samples:,}"):
        carried(first, samples)


def test_ledgers_that_were_given_away_come_back_the_same(first: Estimate) -> None:
    more, _ = carried(first, 2 * BLOCK)
    again = with_ledgers(replace(more, books=()))
    assert len(again.books) == len(more.books) == 2
    assert np.array_equal(spending(again).fan, spending(more).fan)
    assert with_ledgers(again) is again
