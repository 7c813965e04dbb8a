"""A second currency as a risk: prices that were listed in it move with its rate, and nothing else does."""

from pathlib import Path

import numpy as np
import pytest

import costmodel as cm
from tests.costs.own_files import SOURCE, likeliest, money, own

DOLLAR = f"currency: {{uncertainty: {{USD: {{meaning: The dollar, unit: factor, value: 1.2, {SOURCE}}}}}}}\n"
LISTED = {"hardware.servers.count": 2.0}  # chips are listed in dollars, rack space in euros


def test_a_dollar_that_is_a_fifth_dearer_makes_dollar_prices_a_fifth_dearer(tmp_path: Path) -> None:
    shipped, ours = (
        likeliest(one).ledger.lines for one in (cm.load().with_changes(LISTED), own(tmp_path, DOLLAR, LISTED))
    )
    assert money(ours, "Servers") == pytest.approx([1.2 * amount for amount in money(shipped, "Servers")])
    assert money(ours, "Workspaces of the team") == money(shipped, "Workspaces of the team")


def test_a_price_that_is_put_in_in_the_models_currency_does_not_move_with_the_dollar(tmp_path: Path) -> None:
    changes = LISTED | {"hardware.servers.chip_price": 20_000.0}
    shipped, ours = (
        likeliest(one).ledger.lines for one in (cm.load().with_changes(changes), own(tmp_path, DOLLAR, changes))
    )
    assert money(ours, "Servers") == money(shipped, "Servers")


def test_an_uncertain_rate_is_drawn_once_for_all_prices_in_it(tmp_path: Path) -> None:
    spread = DOLLAR.replace("value: 1.2", "min: 0.8, mode: 1, max: 1.3")
    est = cm.estimate(own(tmp_path, spread, LISTED), samples=512, seed=1)
    plain = cm.estimate(cm.load().with_changes(LISTED), samples=512, seed=1)
    moved = next(case.inputs["currency.uncertainty.USD"] for case in est.cases())
    servers = [next(line for line in next(one.ledgers()).lines if line.item == "Servers") for one in (est, plain)]
    assert np.allclose(servers[0].amount, servers[1].amount * moved)
    assert np.std(moved) > 0


def test_the_models_own_currency_has_no_rate(tmp_path: Path) -> None:
    with pytest.raises(cm.AssumptionsError, match="is no foreign currency"):
        own(tmp_path, DOLLAR.replace("USD", "EUR"))
