"""How much hangs on who is kept while waiting: both ends by the ledger, and the sentence on each side."""

from __future__ import annotations

import numpy as np
import pytest

import costmodel as cm
from costmodel.estimates.people_who_wait import charged_while_waiting
from costmodel.report import sentences

SHARES = [name for name in cm.load() if name.endswith(".retained_share")]


def with_shares(share: float | None) -> cm.Estimate:
    assumptions = cm.load() if share is None else cm.load().with_changes(dict.fromkeys(SHARES, share))
    return cm.estimate(assumptions, samples=512, seed=1)


def test_what_is_charged_is_what_the_ledger_books_for_idle_people() -> None:
    est = with_shares(None)
    idle = sum(float(np.mean(line.amount)) for case in est.cases() for line in case.ledger.lines if line.kind == "idle")
    charged = charged_while_waiting(est)
    # Idle people are booked before go-live, but for the roles whose last activity ends later.
    assert 0 < charged.now <= idle * (1 + 1e-12)  # the same sum in another order
    assert charged.now + charged.more == pytest.approx(charged_while_waiting(with_shares(1.0)).now)


def test_the_sentence_says_what_both_ends_would_cost() -> None:
    charged = charged_while_waiting(with_shares(None))
    told = sentences.idle(with_shares(None))
    assert charged.now < charged.more
    for amount in (charged.now, charged.more):
        assert sentences.language_of("en").money(amount, "EUR") in told
    assert "wartende Personen" in sentences.idle(with_shares(None), "de")


def test_where_nobody_or_everybody_is_kept_only_the_other_end_is_told() -> None:
    assert sentences.idle(with_shares(0.0)).startswith("Nobody is charged while waiting")
    assert sentences.idle(with_shares(1.0)).startswith("Everybody is kept for the initiative while waiting")
