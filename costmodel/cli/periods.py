"""Periods of tables on the calendar: named for people, after ISO 8601 for programs, wherever the start is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from costmodel.initiative.calendar import LENGTHS, Calendar
from costmodel.language.language import language_of
from costmodel.language.periods import short_period

if TYPE_CHECKING:
    import pandas as pd


def named(frame: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """A table for people: its months, quarters or fiscal years by their names; as it is where no start is said."""
    if calendar.start is None:
        return frame
    says, found = language_of("en"), frame.copy()
    index = found.index.to_frame()
    for every in LENGTHS:
        if every in index:
            index[every] = [short_period(calendar, every, int(number), says) for number in index[every]]
        if every in found:
            found[every] = [short_period(calendar, every, int(number), says) for number in found[every]]
    if set(LENGTHS) & set(index):
        found.index = _index(index)
    return found


def for_programs(frame: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """A table for programs: beside the number of each period a column `in` with its month, or first/last month."""
    flat = frame.reset_index() if frame.index.names != [None] else frame.copy()
    every = next((one for one in LENGTHS if one in flat), None)
    if every is not None and calendar.start is not None:
        place = list(flat.columns).index(every) + 1
        flat.insert(place, "in", [calendar.iso(every, int(one)) for one in flat[every]])
    return flat


def _index(levels: pd.DataFrame) -> pd.Index[Any]:
    import pandas as pd

    found: pd.Index[Any] = pd.MultiIndex.from_frame(levels)
    return found if levels.shape[1] > 1 else pd.Index(levels.iloc[:, 0], name=levels.columns[0])
