"""How an asset is written off: evenly over its useful life, and what is left when the system is given up, at once.

Development from go-live (IAS 38.97), equipment once it is paid and ready (IAS 16.55). Nothing is written off after a
stop, the retirement or the end of the planned operation: no benefit is expected then (IAS 38.112, IAS 16.67, HGB
section 253(3) sentence 5).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from costmodel.finance.treatments import Asset
from costmodel.simulation.windows import POINT, Group, Window, before, share_spent
from costmodel.typing import Array

WRITTEN_OFF = {"go_live": "amortisation", "payment": "depreciation"}  # by when it begins
LEFT = "written_off"
LONGEST_PAYMENT = 3.0  # months; what is bought over a longer time is ready in parts of this length


def payments(window: Window, amount: Array, operating: bool) -> Iterator[tuple[Array, Array]]:
    """When what is bought is ready, and how much of it.

    An order is ready at its end. What is replaced little by little in operation is ready at the end of each part of at
    most three months.

    Args:
        window: in which it is paid.
        amount: money, shape (1,) or (samples,).
        operating: whether it is bought little by little.
    """
    longest = float(np.max(window.end - window.start)) if operating else 0.0
    parts = max(int(np.ceil(longest / LONGEST_PAYMENT)), 1)
    for part in range(1, parts + 1):
        yield window.start + (window.end - window.start) * (part / parts), amount / parts


def written_off(asset: Asset, capital: Array, begins: Array, months: float, end: Array) -> Iterator[Group]:
    """An asset's capital by the time in which it is charged; all of it is in the end.

    Args:
        asset: its kind.
        capital: money, shape (1,) or (samples,).
        begins: when it is ready, months from the start.
        months: its useful life.
        end: when the system is given up, months from the start.
    """
    use = Window(begins, begins + months)
    charged = capital * share_spent(use, end)
    yield before(use, end), {(WRITTEN_OFF[asset.written_off_from],): charged}
    last = np.maximum(end - POINT, 0.0)  # an end on the last day of a month belongs to that month
    yield Window(last, last), {(LEFT,): capital - charged}
