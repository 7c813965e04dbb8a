"""Which listed prices nobody has looked at for more than a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.source import Source
from costmodel.errors import Fault
from costmodel.files.assumptions import Assumptions


def last_read(source: Source) -> date | None:
    """The day on which a price was read last; where only the year is known, the last day of it.

    >>> last_read(Source(title="A list", seen=2025)), last_read(Source(judgement="Known"))
    (datetime.date(2025, 12, 31), None)
    """
    if source.read_on is not None:
        return source.read_on
    return date(source.seen, 12, 31) if source.seen is not None else source.valid_from


def old_prices(cases: Iterable[Assumptions], on: date) -> list[str]:
    """A sentence for each price of which every source that carries it is older than a year, with its place.

    A price that nobody has read is a judgement and has no age; what a newer source carries as well is not old.

    Args:
        cases: a case, and others whose changes are looked at too, such as scenarios.
        on: the day on which it is asked.
    """
    said: dict[str, None] = {}
    for assumptions in cases:
        for name, belief in assumptions.items():
            newest = max(_carrying(belief), default=None) if belief.is_money else None
            if newest is not None and newest[0] < _a_year_before(on):
                text = f"its price was read {newest[1]}, more than a year ago; look it up again"
                said[str(_fault(assumptions, name, text))] = None
    return list(said)


def _carrying(belief: Belief) -> Iterator[tuple[date, str]]:
    """When the sources were read that carry some of the numbers, or of which nobody has said what they carry."""
    for source in belief.source:
        day = last_read(source)
        if day is not None and (source.supports is None or belief.carried.intersection(source.supports)):
            yield day, f"in {source.seen}" if source.seen else f"on {day.isoformat()}"


def _a_year_before(day: date) -> date:
    return date(day.year - 1, day.month, min(day.day, 28) if day.month == 2 else day.day)


def _fault(assumptions: Assumptions, name: str, text: str) -> Fault:
    change, origin = assumptions.last_change(name), assumptions.origins.get(name)
    if change is not None and change.by in assumptions.scenarios:
        return Fault("", 0, f"{change.by}: {name}", text)
    return Fault(origin.file if origin else "", origin.line if origin else 0, name, text)
