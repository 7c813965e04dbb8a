"""What all initiatives share out among them, from the portfolio's file: people by role, and money by fiscal year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from costmodel.errors import Fault, Sentence, did_you_mean
from costmodel.files.nodes import Node
from costmodel.initiative.calendar import Month
from costmodel.portfolio.sections import mapping, month_of_key, unknown
from costmodel.simulation.scarce_people import Steps

OF_PEOPLE = ("people", "from")
YEAR, YEARS, MONTH = re.compile(r"\d{4}"), re.compile(r"(\d{4})/(\d{2})"), re.compile(r"\d{4}-\d{2}")
MOST_PEOPLE, MOST_MONEY = 1e6, 1e15


def people(root: Node, roles: Iterable[str], first: Month, faults: list[Fault]) -> dict[str, Steps]:
    """Role -> from which month of the portfolio on there are how many.

    Args:
        root: the file.
        roles: that work on an initiative; empty where that is not known.
        first: the month in which the first initiative may begin.
        faults: grows by what is wrong.
    """
    known = sorted(set(roles))
    found: dict[str, Steps] = {}
    for role, node in mapping(root, "people", faults).items():
        where = f"people.{role}"
        if known and role not in known:
            text = Sentence(
                "works on none of the initiatives{near}; there are {known}",
                near=did_you_mean(role, known),
                known=", ".join(known),
            )
            faults.append(node.fault(where, text))
            continue
        if not node.is_mapping or "people" not in node.value:
            faults.append(node.fault(where, Sentence("must say how many, as in {people: 3}")))
            continue
        unknown(node, where, OF_PEOPLE, faults)
        steps = dict(_steps(where, node, first, faults))
        if steps and list(steps.values())[-1] <= 0:
            faults.append(
                node.fault(where, Sentence("there is nobody in the end; leave the role out where it is no limit"))
            )
        elif steps:
            found[role] = list(steps.items())
    return found


def _steps(where: str, node: Node, first: Month, faults: list[Fault]) -> Iterator[tuple[float, float]]:
    later = node.value.get("from")
    given: list[tuple[int, Node]] = []
    if later is not None and not later.is_mapping:
        faults.append(
            later.fault(f"{where}.from", Sentence("must say from which month on how many, as in {2027-07: 3}"))
        )
    for text, one in later.value.items() if later is not None and later.is_mapping else ():
        month = month_of_key(text, one, f"{where}.from", faults)
        if month is not None:
            given.append((month, one))
    given.sort(key=lambda entry: entry[0])
    for month, one in [(first, node.value["people"]), *given]:
        number = one.value
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number < MOST_PEOPLE:
            faults.append(one.fault(where, Sentence("must be a number of people, from 0")))
        else:
            yield float(max(month - first, 0)), float(number)


def budget(root: Node, first_month: int, faults: list[Fault]) -> dict[int, float]:
    """Fiscal year, by the calendar year in which it begins -> money.

    A fiscal year that does not begin in January is written 2027/28: 2027 alone may mean the one that begins then or
    the one that ends.

    Args:
        root: the file.
        first_month: of a fiscal year, 1 to 12.
        faults: grows by what is wrong.
    """
    node = root.value.get("budget")
    if node is None:
        return {}
    if not node.is_mapping:
        faults.append(node.fault("budget", Sentence("must say for which fiscal year, as in {2027: 900_000}")))
        return {}
    found = {}
    for text, one in node.value.items():
        number = one.value
        year = _year(text, one, first_month, faults)
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number < MOST_MONEY:
            faults.append(one.fault(f"budget.{text}", Sentence("must be an amount of money, from 0")))
        elif year is not None:
            found[year] = float(number)
    return dict(sorted(found.items()))


def _year(text: str, node: Node, first_month: int, faults: list[Fault]) -> int | None:
    """The calendar year in which a fiscal year begins."""
    plain, two = YEAR.fullmatch(text), YEARS.fullmatch(text)
    begins = int(two[1] if two else text) if plain or two else 0
    meant = f"{begins}: 900_000" if first_month == 1 else f"{begins}/{(begins + 1) % 100:02d}: 900_000"
    if MONTH.fullmatch(text):
        wrong = Sentence(
            "{typed!r} is a month; a budget is that of a year, as in {year}: 900_000", typed=text, year=text[:4]
        )
    elif not begins:
        wrong = Sentence("{typed!r} is no year, as in 2027: 900_000", typed=text)
    elif two and int(two[2]) != (begins + 1) % 100:
        wrong = Sentence("{typed!r} are not two years that follow each other; write {meant}", typed=text, meant=meant)
    elif two and first_month == 1:
        wrong = Sentence("fiscal years begin in January (finance.fiscal_year.first_month); write {meant}", meant=meant)
    elif plain and first_month > 1:
        wrong = Sentence(
            "fiscal years begin in month {month} (finance.fiscal_year.first_month); write {meant}",
            month=first_month,
            meant=meant,
        )
    else:
        return begins
    faults.append(node.fault(f"budget.{text}", wrong))
    return None
