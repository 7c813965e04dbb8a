"""From the sections on people of others, contracts, courses and costs without a formula to what they say.

Numbers go into `Reading.raw` under their names; the rest is checked here, each fault with its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from costmodel.beliefs.units import currency_of, parse
from costmodel.errors import Sentence, did_you_mean
from costmodel.files.entries import Reading
from costmodel.files.nodes import Node
from costmodel.initiative.courses import Course
from costmodel.initiative.people import TERMS, Contract, Role, contract_faults
from costmodel.initiative.plan import Plan
from costmodel.initiative.structure import AMOUNTS, AdditionalCost

SAID_OF_ROLES = tuple(Role.model_fields)
# What decides dates or how time is counted does not change from year to year: the plan is laid out once.
WITHOUT_COURSE = (
    *("plan.", "risks.", "capability.", "calendar.", "currency.", "finance.", "initiative.", "benefits.", "hiring."),
    *("courses.", "contracts.", "discrepancy.", "first_estimate.", "operations.retirement", "operations.replacement"),
)
NO_COURSE_OF_A_ROLE = (".people", ".availability", ".retained_share")


def _beliefs_taken(reading: Reading, base: str, node: Node, keys: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
    """What a node says in words, and which of these numbers it has; those go into `Reading.raw`."""
    fields, taken = dict(node.value), []
    for key in keys:
        if (number := fields.pop(key, None)) is not None:
            reading.raw[f"{base}.{key}"] = number
            taken.append(key)
    return {key: part.plain() for key, part in fields.items()}, taken


def _unmeant(reading: Reading, base: str, node: Node, said: Iterable[str], inner: Iterable[str], known: Any) -> None:
    """Keys that only the program gives itself are faults in a file."""
    for key in said:
        if key in inner:
            text = Sentence("Extra inputs are not permitted{near}", near=did_you_mean(key, known))
            reading.faults.append(node.at([key]).fault(f"{base}.{key}", text))


def additional_cost(reading: Reading, name: str, node: Node) -> AdditionalCost | None:
    """One entry of ``additional_costs``."""
    base = f"additional_costs.{name}"
    plain, taken = _beliefs_taken(reading, base, node, (*AMOUNTS, "overage"))
    _unmeant(reading, base, node, plain, ("stated",), AMOUNTS)
    found = {"stated": tuple(key for key in taken if key in AMOUNTS), "overage": "overage" in taken}
    known = (*AMOUNTS, *(key for key in AdditionalCost.model_fields if key != "stated"))
    return reading.model(AdditionalCost, base, node, plain | found, known)


def role(reading: Reading, name: str, node: Node) -> tuple[Role | None, Node]:
    """What is said of a role beside its numbers, and the node with these alone."""
    said = {key: part.plain() for key, part in node.value.items() if key in SAID_OF_ROLES}
    numbers = {key: part for key, part in node.value.items() if key not in SAID_OF_ROLES}
    known = reading.model(Role, f"roles.{name}", node, said) if said else None
    return known, Node(numbers, node.file, node.line, node.folder)


def contract(reading: Reading, name: str, node: Node) -> Contract | None:
    """One entry of ``contracts``."""
    base = f"contracts.{name}"
    plain, taken = _beliefs_taken(reading, base, node, TERMS)
    _unmeant(reading, base, node, plain, ("terms",), TERMS)
    known = (*TERMS, *(key for key in Contract.model_fields if key != "terms"))
    return reading.model(Contract, base, node, plain | {"terms": tuple(taken)}, known)


def course(reading: Reading, name: str, node: Node) -> Course | None:
    """One entry of ``courses``."""
    base = f"courses.{name}"
    plain, taken = _beliefs_taken(reading, base, node, ("growth",))
    return reading.model(Course, base, node, plain | {"growth": bool(taken)})


def check_people(reading: Reading, section: Node, known: Mapping[str, Role], roles: Iterable[str]) -> None:
    """Whoever does the work of a role that there is none of is a role with people of its own."""
    names = sorted(roles)
    for name, one in known.items():
        where = section.at([name, "done_by"])
        if one.done_by is None:
            continue
        if one.done_by not in names:
            text = Sentence("{done_by!r} is no role{near}", done_by=one.done_by, near=did_you_mean(one.done_by, names))
            reading.faults.append(where.fault(f"roles.{name}.done_by", text))
        elif one.done_by == name or (one.done_by in known and known[one.done_by].done_by is not None):
            text = Sentence(
                "there is nobody of the role {done_by!r} either; name one that has people", done_by=one.done_by
            )
            reading.faults.append(where.fault(f"roles.{name}.done_by", text))
        elif one.external:
            text = Sentence("there is none of this role, so nobody of it is paid: leave out payee")
            reading.faults.append(section.at([name, "payee"]).fault(f"roles.{name}.payee", text))


def check_contracts(
    reading: Reading, section: Node, known: Mapping[str, Contract], roles: Mapping[str, Role], plan: Plan
) -> None:
    """A contract is one with people of others, one for each role, and its dates are those of the plan."""
    taken: dict[str, str] = {}
    for name, one in known.items():
        role_of = roles.get(one.role, Role() if one.role in plan.roles else None)
        for key, text in contract_faults(one, role_of, plan.activities):
            reading.faults.append(section.at([name, key]).fault(f"contracts.{name}.{key}", text))
        if one.role in taken:
            text = Sentence("{role!r} has a contract already: {taken}", role=one.role, taken=taken[one.role])
            reading.faults.append(section.at([name, "role"]).fault(f"contracts.{name}.role", text))
        taken.setdefault(one.role, name)


def check_additional(reading: Reading, section: Node, known: Mapping[str, AdditionalCost], plan: Plan) -> None:
    """Dates are those of the plan, and volume by price is money."""
    for name, one in known.items():
        base = f"additional_costs.{name}"
        for key, moment in (("due", one.due), ("begins", one.begins), ("ends", one.ends)):
            if moment is not None and moment.after is not None and moment.after not in plan.activities:
                text = Sentence(
                    "{after!r} is no activity of the plan{near}",
                    after=moment.after,
                    near=did_you_mean(moment.after, plan.activities),
                )
                reading.faults.append(section.at([name, key, "after"]).fault(f"{base}.{key}.after", text))
        volume, price = (reading.beliefs.get(f"{base}.{key}") for key in ("volume", "price"))
        if volume is not None and price is not None:
            money = currency_of(price.unit)
            if money is None or parse(f"{volume.unit}*{price.unit}") != parse(money):
                text = Sentence("{volume} times {price} is no money", volume=volume.unit, price=price.unit)
                reading.faults.append(reading.raw[f"{base}.price"].fault(f"{base}.price", text))


def check_courses(reading: Reading, section: Node, known: Mapping[str, tuple[Course, tuple[str, ...]]]) -> None:
    """A course is one of money or use, one for each number, and prices by year are those of one number."""
    taken: dict[str, str] = {}
    for name, (one, matched) in known.items():
        where, base = section.at([name, "on"]), f"courses.{name}"
        for number in matched:
            if number.startswith(WITHOUT_COURSE) or number.endswith(NO_COURSE_OF_A_ROLE):
                text = Sentence(
                    "{number} has no course: it decides dates, chances or how money is counted, for the whole time",
                    number=number,
                )
                reading.faults.append(where.fault(f"{base}.on", text))
            elif reading.beliefs[number].is_event:
                reading.faults.append(
                    where.fault(f"{base}.on", Sentence("{number} happens or not, and has no course", number=number))
                )
            elif number in taken:
                text = Sentence("{number} has a course already: {taken}", number=number, taken=taken[number])
                reading.faults.append(where.fault(f"{base}.on", text))
            taken.setdefault(number, name)
        if one.values and (len(matched) != 1 or reading.beliefs[matched[0]].likeliest <= 0):
            text = Sentence("values are those of one number above zero; by_year multiplies several")
            reading.faults.append(section.at([name, "values"]).fault(f"{base}.values", text))
        growth = reading.beliefs.get(f"{base}.growth")
        if growth is not None and growth.low <= -1:
            text = Sentence("falls by {share:.0%} a year, which leaves nothing or less", share=-growth.low)
            reading.faults.append(reading.raw[f"{base}.growth"].fault(f"{base}.growth", text))
