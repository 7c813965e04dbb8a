"""What somebody probably meant who wrote an implausible number: cents, another period, a thousands mark, per cent.

Nothing is guessed from a list of mistakes alone: a slip is named only where undoing it gives a plausible number.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from costmodel.beliefs.units import currency_of

MOST = 2  # slips named
AS_NEAR = math.log(2)  # a second one is named where it explains the number nearly as well
HOURS, WEEK, MONTH = 8, 5, 21  # of a working day, in working days
NEAR_ONE = 0.5  # a yearly rate so near to one is a factor
RATIOS = ("share", "chance", "factor", "1/year")


def slips(value: float, unit: str, lowest: float, highest: float) -> list[tuple[str, float]]:
    """The slips that explain a number, the one whose correction lies nearest to the middle of the range first.

    >>> slips(64_000, "EUR/person_day", 100, 5_000)
    [('slip_cents', 640.0)]
    >>> slips(5_500.0, "EUR/person/year", 15_000, 500_000)
    [('slip_month', 66000.0)]
    >>> slips(35, "chance", 0.005, 0.95)
    [('slip_percent', 0.35)]
    >>> slips(1.25, "1/year", -0.5, 0.5)
    [('slip_factor', 0.25)]

    Args:
        value: the number as it was written, in its unit.
        unit: of it.
        lowest, highest: what is plausible.

    Returns:
        for each slip its phrase (`costmodel.initiative.wording.PHRASES`) and what was meant.
    """
    if value <= 0 or not math.isfinite(value):
        return []
    middle = math.log(max(lowest, highest / 1e6)) / 2 + math.log(highest) / 2
    found = {kind: meant for kind, meant in _undone(value, unit) if lowest <= meant <= highest}
    by_distance = sorted((abs(math.log(meant) - middle), kind, meant) for kind, meant in found.items())
    return [(kind, meant) for distance, kind, meant in by_distance[:MOST] if distance < by_distance[0][0] + AS_NEAR]


def _undone(value: float, unit: str) -> Iterator[tuple[str, float]]:
    """Each slip that is possible with the unit, and the number without it."""
    amount, _, per = unit.partition("/")
    if currency_of(amount) and currency_of(per):
        yield from (("slip_inverse", 1 / value), ("slip_percent", value / 100))
        return
    if currency_of(unit):
        yield "slip_cents", value / 100
    if unit == "1/year" and abs(value - 1) < NEAR_ONE:
        yield "slip_factor", value - 1
    elif unit in RATIOS:
        yield from (("slip_percent", value / 100), ("slip_percent_twice", value * 100))
    else:
        yield from (("slip_thousands", value * 1_000), ("slip_mark", value / 1_000))
    if unit in ("factor", "1/year"):
        yield "slip_inverse", 1 / value
    else:
        yield from _another_time(value, amount, per.split("/"))


def _another_time(value: float, amount: str, per: list[str]) -> Iterator[tuple[str, float]]:
    """What was counted by another measure of time."""
    if "year" in per:
        yield "slip_month", value * 12
    if "month" in per:
        yield "slip_year", value / 12
    if "person_day" in per:
        yield from (("slip_hourly", value * HOURS), ("slip_monthly", value / MONTH))
    if amount in ("working_day", "person_day"):
        yield from (("slip_hours", value / HOURS), ("slip_weeks", value * WEEK))
    if per == [""] and amount == "month":
        yield from (("slip_years", value * 12), ("slip_days", value / MONTH))
    if per == [""] and amount == "year":
        yield "slip_months", value / 12
