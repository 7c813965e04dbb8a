"""How a number that somebody typed is read: 35k, 35.000, 30 TEUR, 1,2 Mio.; what can be read in two ways is told.

A number is read twice, once with a point and once with a comma before the fraction. Mostly only one of both is a
number, or both are the same: 80000, 80.5, 0,35, 1e6, 1.234.567,89, 1,234,567. One mark before exactly three digits
leaves two: 80.000 is 80 or 80,000. Who knows the language of the person decides (`costmodel.language.typed`); in a
column, the other cells do; else both readings are named and nobody guesses.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from costmodel.errors import Sentence

LONGEST = 30  # characters
NEAR = 10.0  # how far beyond the sure numbers of a column another one is still of their scale
TIMES = {
    "k": 1e3,
    "t": 1e3,
    "tsd": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "mrd": 1e9,
}
_SPACES = "[ '_]"
_GROUPS = rf"[1-9][0-9]{{0,2}}(?:(?:MARK[0-9]{{3}})+|(?:{_SPACES}[0-9]{{3}})+)"
_NUMBER = rf"(?:{_GROUPS}|[0-9]+)(?:POINT[0-9]*)?|POINT[0-9]+|[0-9]+(?:POINT[0-9]+)?e[+-]?[0-9]{{1,3}}"
_WITH_POINT = re.compile(_NUMBER.replace("MARK", ",").replace("POINT", r"\."))
_WITH_COMMA = re.compile(_NUMBER.replace("MARK", r"\.").replace("POINT", ","))


@dataclass(frozen=True)
class Reading:
    """A typed number in both of its readings.

    Attributes:
        typed: as it was typed.
        point: its value if a point stands before the fraction; None where that is no number.
        comma: its value if a comma does.
    """

    typed: str
    point: float | None
    comma: float | None

    @property
    def values(self) -> tuple[float, ...]:
        """What it may be, rising: one value where it is certain, two where it is not."""
        return tuple(sorted({value for value in (self.point, self.comma) if value is not None}))

    @property
    def mark(self) -> str:
        """The mark that it shows to stand before a fraction; nothing where it shows none."""
        if len({self.point, self.comma}) == 1 or None not in (self.point, self.comma):
            return ""
        return "," if self.point is None else "."


def reading(typed: str, units: Collection[str] = ()) -> Reading | None:
    """Both readings of what somebody typed; None where it is no number.

    >>> [reading(typed).values for typed in ("80.5", "80.000", "35k", "1.234,5", "1,2 Mio.", "-80 000", "0.125")]
    [(80.5,), (80.0, 80000.0), (35000.0,), (1234.5,), (1200000.0,), (-80000.0,), (0.125,)]
    >>> reading("30 TEUR", ["EUR"]).values, reading("30 USD", ["EUR"])
    ((30000.0,), None)

    Args:
        typed: what somebody typed.
        units: what may stand before or behind the number, such as the currency's code and sign.
    """
    text = re.sub(r"\s", " ", typed.strip().casefold()).replace("’", "'").replace("\u2212", "-")
    unit = "|".join(re.escape(one.casefold()) for one in sorted(units, key=len, reverse=True)) or "(?!)"
    times = "|".join(sorted(TIMES, key=len, reverse=True))
    found = re.fullmatch(
        rf"([+-]?) ?(?:{unit})? ?([+-]?) ?([0-9.,][0-9.,' _]*?(?:e[+-]?[0-9]+)?) ?({times})?\.? ?(?:{unit})?", text
    )
    if found is None or len(text) > LONGEST or (found[1] and found[2]):
        return None
    times_more = (-1.0 if "-" in (found[1], found[2]) else 1.0) * TIMES.get(found[4] or "", 1.0)
    point = _value(found[3], _WITH_POINT, ",", times_more)
    comma = _value(found[3], _WITH_COMMA, ".", times_more)
    return None if point is None and comma is None else Reading(typed.strip(), point, comma)


def _value(digits: str, pattern: re.Pattern[str], thousands: str, times: float) -> float | None:
    if not pattern.fullmatch(digits):
        return None
    value = float(re.sub(rf"[{thousands}' _]", "", digits).replace(",", ".")) * times
    return value if math.isfinite(value) else None


def read_certain(typed: str, units: Collection[str] = ()) -> float:
    """The number that somebody typed where nobody knows their language: on the command line.

    >>> read_certain("1.234.567,89")
    1234567.89

    Raises:
        ValueError: it is none, or two; the sentence says so.
    """
    read = reading(typed, units)
    if read is None:
        raise ValueError(Sentence("{typed!r} is not a number", typed=typed.strip()[:LONGEST]))
    if len(read.values) > 1:
        raise ValueError(two_readings(read))
    return read.values[0]


def read_column(cells: Iterable[object], units: Collection[str] = (), decimal: str | None = None) -> list[float | str]:
    """The numbers of a column; which mark stands before a fraction is told by the cells that leave no doubt.

    >>> read_column(["80,5", "80.000"]), read_column([80.5, "35k"])
    ([80.5, 80000.0], [80.5, 35000.0])
    >>> read_column(["80.000", "x"])
    ["'80.000' is 80 or 80,000? write 80 or 80000", "'x' is not a number"]
    >>> read_column(["900.000", "980000.50", "760000"])[0]
    "'900.000' is 900 or 900,000? write 900 or 900000"

    Args:
        cells: texts, or numbers, which are left as they are.
        units: as for `reading`.
        decimal: the mark before a fraction, "." or ",", where somebody has said it; then no cell is left in doubt.

    Returns:
        for each cell its number, or what is wrong with it in words.
    """
    listed = list(cells)
    if decimal is not None:
        return [_told(cell, reading(cell, units) if isinstance(cell, str) else None, decimal) for cell in listed]
    readings = [reading(cell, units) if isinstance(cell, str) else None for cell in listed]
    marks = [(one.mark, one.typed) for one in readings if one is not None and one.mark]
    sure = [one.values[0] for one in readings if one is not None and len(one.values) == 1 and one.values[0] > 0]
    return [_cell(cell, one, marks, sure) for cell, one in zip(listed, readings, strict=True)]


def _cell(cell: object, read: Reading | None, marks: Sequence[tuple[str, str]], sure: Sequence[float]) -> float | str:
    if read is None:
        if isinstance(cell, str | bool) or cell is None:
            return Sentence("{typed!r} is not a number", typed=cell)
        try:
            value = float(cell)  # type: ignore[arg-type]  # whatever Python, NumPy or pandas hold for a number
        except (TypeError, ValueError):
            return Sentence("{typed!r} is not a number", typed=cell)
        return value if math.isfinite(value) else Sentence("{typed!r} is not a number", typed=cell)
    first = marks[0] if marks else ("", "")
    other = next((typed for mark, typed in marks if mark != first[0]), None)
    if read.mark and read.mark != first[0]:
        return Sentence(
            "{typed!r} and {other!r} in one column have different marks before the fraction; use one",
            typed=read.typed,
            other=first[1],
        )
    if len(read.values) == 1:
        return read.values[0]
    if not marks or other is not None:
        return two_readings(read)
    known = read.point if first[0] == "." else read.comma
    return known if known is not None and not _of_another_scale(known, read, sure) else two_readings(read)


def _told(cell: object, read: Reading | None, decimal: str) -> float | str:
    """A cell of a column of which somebody has said what stands before a fraction."""
    if read is None:
        return _cell(cell, read, (), ())
    value = read.point if decimal == "." else read.comma
    return (
        value
        if value is not None
        else Sentence("{typed!r} has another mark before its fraction than {mark!r}", typed=read.typed, mark=decimal)
    )


def _of_another_scale(chosen: float, read: Reading, sure: Sequence[float]) -> bool:
    """Whether a number is read with a fraction of three places, far from its column, and its other reading is near."""
    fraction, thousands = read.values
    if chosen != fraction or fraction <= 0 or not sure:
        return False
    low, high = min(sure) / NEAR, max(sure) * NEAR
    return not low <= fraction <= high and low <= thousands <= high


def two_readings(read: Reading) -> str:
    """Both readings of a number that has two, and how each is written so that it has one."""
    low, high = read.values
    return Sentence(
        "{typed!r} is {low:,.15g} or {high:,.15g}? write {write} or {or_write}",
        typed=read.typed,
        low=low,
        high=high,
        write=certain(low),
        or_write=certain(high),
    )


def certain(value: float) -> str:
    """A number so written that it has one reading.

    >>> certain(80000.0), certain(12.345)
    ('80000', '12.3450')
    """
    written = f"{value:.15g}"
    _, _, fraction = written.partition(".")
    return written + "0" if len(fraction) == 3 else written
