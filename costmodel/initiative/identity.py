"""Who, when, which: what an initiative is called, when it starts, who answers for it, and how far its approval is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from costmodel.errors import Sentence
from costmodel.initiative.calendar import MONTHS, Month, calendar_month, written_month

STATUSES = ("draft", "submitted", "approved")
DATES = ("start", "valued_in")
LONGEST = 120  # characters of a text: it stands on one line of a report
EARLIEST, LATEST = 1990, 2100  # years in which somebody plans an initiative
A_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
A_DAY = re.compile(r"([0-9]{4}-(?:0[1-9]|1[0-2]))-[0-9]{2}")
BACKWARDS = re.compile(r"(0?[1-9]|1[0-2])[./-]([0-9]{4})|([0-9]{4})[./-](0?[1-9]|1[0-2])")


@dataclass(frozen=True)
class Initiative:
    """Which initiative an estimate is of. Nothing is invented: what nobody has said is empty.

    Attributes:
        name: what people call it.
        start: the calendar month in which it starts.
        owner: who answers for it.
        cost_centre: on which its cost is booked.
        status: "draft", "submitted" or "approved".
        version: of the request, as its owner counts.
        valued_in: the calendar month at whose beginning a present value is meant; the start where nothing is said.
    """

    name: str = ""
    start: Month | None = None
    owner: str = ""
    cost_centre: str = ""
    status: str = ""
    version: str = ""
    valued_in: Month | None = None

    def said(self) -> dict[str, str]:
        """What was said, by its key, as it is written in a file; months as 2027-07.

        >>> Initiative(name="Claims triage", start=calendar_month(2027, 7)).said()
        {'name': 'Claims triage', 'start': '2027-07'}
        """
        every = {key: getattr(self, key) for key in KEYS}
        return {key: written_month(value) if key in DATES else value for key, value in every.items() if value}

    def saying(self, values: Mapping[str, Any], faults: list[tuple[str, str]]) -> Initiative:
        """With some of it said anew; an empty text takes back what was said. Faults grow by key and sentence."""
        read: dict[str, Any] = {}
        for key, value in values.items():
            try:
                read[key] = understood(key, value)
            except ValueError as error:
                faults.append((key, str(error)))
        after = replace(self, **read)
        if after.valued_in is not None and after.start is None and not {"start", "valued_in"} & {k for k, _ in faults}:
            faults.append(("valued_in", Sentence("says to which month is discounted, and no start says from where")))
        return after


KEYS = tuple(field.name for field in fields(Initiative))


def one_line(text: str) -> str:
    """A text that somebody typed as a name, without what no line can show.

    >>> one_line(" Claims  triage\\x07 ")
    'Claims triage'
    """
    shown = (letter for letter in text if letter.isspace() or unicodedata.category(letter)[0] != "C")
    return " ".join("".join(shown).split())


def understood(key: str, value: Any) -> str | Month | None:
    """What somebody wrote for one of the keys, read without guessing.

    Raises:
        ValueError: it can be read in two ways, is not in the list, or holds what no line can show.
    """
    if key in DATES:
        return _month(value)
    if isinstance(value, bool) or not isinstance(value, str):
        if isinstance(value, int | float) and not isinstance(value, bool):
            raise ValueError(
                Sentence("is read as the number {number!r}; put quotes around it, as in '{number}'", number=value)
            )
        raise ValueError(Sentence("must be a text on one line"))
    text = value.strip()
    if any(unicodedata.category(letter)[0] == "C" for letter in text):
        raise ValueError(Sentence("holds a control character; write it as plain text on one line"))
    if len(text) > LONGEST:
        raise ValueError(
            Sentence("has {count} characters; at most {most} stand on a line", count=len(text), most=LONGEST)
        )
    if key == "status" and text and text not in STATUSES:
        raise ValueError(Sentence("{typed!r} is none of {known}", typed=text, known=", ".join(STATUSES)))
    return text


def _month(value: Any) -> Month | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise ValueError(_number_for_a_month(value))
    text = value.strip() if isinstance(value, str) else None
    if text == "":
        return None
    found = A_MONTH.fullmatch(text or "")
    if found is None:
        raise ValueError(_no_month(text))
    year, month = int(found[1]), int(found[2])
    if not EARLIEST <= year <= LATEST:
        raise ValueError(
            Sentence("{typed} lies outside {earliest} to {latest}", typed=text, earliest=EARLIEST, latest=LATEST)
        )
    return calendar_month(year, month)


def _number_for_a_month(value: float) -> str:
    """What YAML made of 2027.07, which is a number to it and a month to people; 2027.10 has lost its zero by then."""
    whole, behind = int(value), round((value - int(value)) * 100)
    if not EARLIEST <= whole <= LATEST or behind > MONTHS:
        months = f"{behind:02d}" if 0 < behind <= MONTHS else "07"
        return Sentence(
            "is read as the number {number}; write a month as {month}", number=f"{value!r}", month=f"2027-{months}"
        )
    if behind == 0:
        return Sentence(
            "is read as the number {number}, a year; in which month? write {month} for July",
            number=f"{value!r}",
            month=f"{whole}-07",
        )
    readings = [behind] if behind != 10 else [1, 10]
    meant = [f"{whole}-{month:02d}" for month in readings]
    if len(meant) == 1:
        return Sentence("is read as the number {number}; write {month}", number=f"{value!r}", month=meant[0])
    return Sentence(
        "is read as the number {number}; write {month} or {other}",
        number=f"{value!r}",
        month=meant[0],
        other=meant[1],
    )


def _no_month(text: str | None) -> str:
    if text is None:
        return Sentence("must be a month, written as 2027-07")
    shown = f"{text!r:.60}"
    if day := A_DAY.fullmatch(text):
        return Sentence("{shown} is a day; write its month, {day}", shown=shown, day=day[1])
    if turned := BACKWARDS.fullmatch(text):
        year, month = (turned[2], turned[1]) if turned[2] else (turned[3], turned[4])
        return Sentence(
            "{shown} is no month as it is written here; write {year}-{month:02d}",
            shown=shown,
            year=year,
            month=int(month),
        )
    return Sentence("{shown} is no month; write it as 2027-07", shown=shown)
