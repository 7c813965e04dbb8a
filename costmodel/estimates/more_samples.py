"""An estimate of more samples than there are so far: those that are there stay, and the others are drawn after them."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from itertools import islice

import numpy as np

from costmodel.beliefs.sampling import BLOCK
from costmodel.estimates.result import Estimate
from costmodel.estimates.simulation import KEPT_CUT, LEDGERS_KEPT_TO, accepted_at, computed, kept, kept_names, sources
from costmodel.estimates.timeline import books_of


def carried_on(known: Estimate, samples: int) -> Generator[None, None, Estimate]:
    """The estimate of the same assumptions with more samples, block by block; whoever draws it may stop in between.

    Sample by sample the same to the last bit as `estimate` gives it.

    Args:
        known: an estimate, whose whole blocks are taken over.
        samples: how many are wanted, at most as many as an estimate keeps its ledgers for.

    Yields:
        nothing, after each block.

    Returns:
        the estimate.

    Raises:
        ValueError: fewer samples than there are, or more than that; or as for `estimate`.
    """
    if not known.samples <= samples <= LEDGERS_KEPT_TO:
        raise ValueError(f"{known.samples:,} samples cannot be carried on to {samples:,}")
    whole = known.samples // BLOCK
    first = whole * BLOCK
    books = list(known.books[:whole])
    if not books:
        books = [book for case in islice(known.cases(), whole) for book in books_of(case)]
    figures = {name: np.empty(samples) for name in kept_names()}
    for name, values in figures.items():
        values[:first] = known.figures[name][:first]
    for source in islice(sources(samples, known.seed, owner=known.owner), whole, None):
        yield
        case = computed(known.assumptions, source)
        found = kept(case, case.ledger.by_window(*KEPT_CUT), accepted_at(known.assumptions))
        for name, values in figures.items():
            values[first : first + source.samples] = found[name]
        books += books_of(case)
        first += source.samples
    return Estimate(known.assumptions, samples, known.seed, figures, books=tuple(books))


def with_ledgers(est: Estimate) -> Estimate:
    """The same with its ledgers and dates kept, computed once: for who cuts the money in many ways at once.

    Args:
        est: a simulation; one that keeps them already, or is larger than any that keeps them, stays as it is.
    """
    if est.books or est.case is not None or est.samples > LEDGERS_KEPT_TO:
        return est
    return replace(est, books=tuple(book for case in est.cases() for book in books_of(case)))
