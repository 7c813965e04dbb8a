"""From the words of one entry to a checked belief in the model's units and prices; every fault is collected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.units import Prices, conversion, currency_of, known_words
from costmodel.errors import Fault, Sentence, did_you_mean
from costmodel.files.csv_tables import read_csv
from costmodel.files.nodes import Node
from costmodel.files.opening import UnreadableError
from costmodel.files.price_levels import Listed
from costmodel.files.said import empty_keys, poor_sources
from costmodel.files.typed_numbers import read_column

# Instead of the library's words, where those speak of programs.
PLAIN_WORDS: Mapping[str, Sentence] = {
    "finite_number": Sentence("is not a finite number"),
    "float_type": Sentence("is not a number; write it bare, its unit stands under `unit`"),
    "int_type": Sentence("is not a whole number"),
    "string_type": Sentence("is not a text"),
    "tuple_type": Sentence("must be a list: each entry on a line of its own, after a dash"),
    "dict_type": Sentence("must be a mapping"),
    "model_type": Sentence("must be a mapping: its keys on lines of their own"),
    "date_from_datetime_parsing": Sentence("is not a day; write it as year-month-day, 2026-11-28"),
    "date_parsing": Sentence("is not a day; write it as year-month-day, 2026-11-28"),
    "date_type": Sentence("is not a day; write it as year-month-day, 2026-11-28"),
    "date_from_datetime_inexact": Sentence("is not a day; write it as year-month-day, 2026-11-28"),
}
# The library's own words, where they do: its kind of fault, and its sentence with what it tells of it.
WORDS = {
    "missing": "Field required",
    "greater_than_equal": "Input should be greater than or equal to {ge}",
    "less_than_equal": "Input should be less than or equal to {le}",
    "greater_than": "Input should be greater than {gt}",
    "less_than": "Input should be less than {lt}",
    "literal_error": "Input should be {expected}",
    "bool_type": "Input should be a valid boolean",
    "string_pattern_mismatch": "String should match pattern '{pattern}'",
}

Model = TypeVar("Model", bound=BaseModel)

# Others are divided by these, so zero would be no answer but a fault.
BELOW_ONE = ("hardware.servers.network",)
POSITIVE = (
    "calendar.*",
    "roles.*.people",
    "roles.*.availability",
    "plan.*.people.*",
    "operations.platform.renewal_term",
    "operations.platform.shared_by",
    "compliance.quality_management.systems",
    "hardware.servers.useful_life",
    "training_compute.utilisation",
    "training_compute.peak_speed",
)
# What rises by such a share a year may fall as well; all other rates by the year count something that happens.
RISES = ("finance.price_rise.*", "courses.*.growth")
MONTHS_OF_YEAR = range(1, 13)
MOST_MONTHS_OF_OPERATION = 240  # no system is planned for longer; memory and time grow with the months

# Which unit a number must come out in, by where it stands; anything else is held to the shipped number's unit.
# {money} is the model's currency.
EXPECTED_UNITS = {
    "plan.*.effort.*": "person_day",
    "plan.*.people.*": "person",
    "plan.*.wait": "working_day",
    "plan.*.repeats.chance": "chance",
    "plan.*.repeats.share": "share",
    "plan.*.repeats.limit": "count",
    "plan.*.gate": "chance",
    "roles.*.day_rate": "{money}/person_day",
    "roles.*.gross_pay": "{money}/person/year",
    "roles.*.people": "person",
    "roles.*.availability": "share",
    "roles.*.retained_share": "share",
    "risks.*.chance": "chance",
    "risks.*.cost": "{money}",
    "risks.*.delay": "working_day",
    "risks.*.factor": "factor",
    "risks.*.mitigation.active": "switch",
    "risks.*.mitigation.cost": "{money}",
    "risks.*.mitigation.odds": "factor",
    "risks.*.mitigation.impact": "factor",
    "additional_costs.*.amount": "{money}",
    "additional_costs.*.per_month": "{money}/month",
    "additional_costs.*.per_year": "{money}/year",
    "additional_costs.*.overage": "factor",
    "contracts.*.paid_while_waiting": "share",
    "contracts.*.minimum_term": "month",
    "contracts.*.notice": "month",
    "contracts.*.discount": "share",
    "contracts.*.discount_from": "person_day",
    "contracts.*.price": "{money}",
    "contracts.*.agreed_time": "month",
    "contracts.*.penalty": "1/month",
    "contracts.*.penalty_limit": "share",
    "courses.*.growth": "1/year",
    "currency.uncertainty.*": "factor",
    "capability.*": "level",
}


@dataclass
class Reading:
    """One pass over a tree of nodes; `faults` grows, `raw` holds the node of each belief by name.

    `prices` holds the nodes of exchange rates and price indices, which are read before all others; `listed` says of
    each price that is converted in which currency and of which year it was.
    """

    faults: list[Fault] = field(default_factory=list)
    raw: dict[str, Node] = field(default_factory=dict)
    prices: dict[str, Node] = field(default_factory=dict)
    beliefs: dict[str, Belief] = field(default_factory=dict)
    listed: dict[str, Listed] = field(default_factory=dict)

    def read_beliefs(self, prices: Prices, shipped_units: Mapping[str, str]) -> None:
        """Every belief whose node is known, into `beliefs`."""
        for name, node in self.raw.items():
            belief = self.belief(name, node)
            if belief is not None and (converted := self.converted(name, belief, node, prices, shipped_units)):
                self.beliefs[name] = converted

    def belief(self, name: str, node: Node) -> Belief | None:
        """One belief from its node, or None after listing what is wrong with it."""
        if not node.is_mapping:
            self.faults.append(node.fault(name, Sentence("must say meaning, unit, source and what is believed")))
            return None
        plain = node.plain()
        if isinstance(plain.get("data"), str):
            values = self._data(name, node.value["data"])
            if values is None:
                return None
            plain["data"] = values
        complete = not (wrong := [*empty_keys(name, node), *poor_sources(name, node)])
        self.faults += wrong
        for key in ("meaning", "unit"):
            if not plain.get(key):
                self.faults.append(node.fault(name, Sentence("{key} is missing", key=key)))
                complete = False
        if not plain.get("source"):
            self.faults.append(
                node.fault(name, Sentence("source is missing: a title with address, or a judgement with its reason"))
            )
            complete = False
        unit = str(plain.get("unit", ""))
        priced = any(currency_of(part) for part in unit.split("/")[:1]) and not name.startswith("currency.")
        if priced and plain.get("prices_of") is None:
            self.faults.append(
                node.fault(name, Sentence("prices_of is missing: money says of which year its prices are"))
            )
            complete = False
        belief = self.model(Belief, name, node, plain)
        return belief if complete else None

    def _data(self, name: str, node: Node) -> tuple[float, ...] | None:
        file, _, column = str(node.value).rpartition(":")
        file = file.replace("\0", "")  # which no name can have
        path = (node.folder / file).resolve()
        if not file or not path.is_relative_to(node.folder.resolve()):
            self.faults.append(
                node.fault(f"{name}.data", Sentence("must be file.csv:column, in the folder of this file"))
            )
            return None
        try:
            columns, rows = read_csv(path)
        except UnreadableError as error:
            self.faults.append(node.fault(f"{name}.data", Sentence.joined(" ", [file[:80], str(error)])))
            return None
        if not rows or column not in columns:
            known = did_you_mean(column, columns)
            self.faults.append(
                node.fault(
                    f"{name}.data",
                    Sentence("{file} has no column {column!r}{near}", file=file, column=column, near=known),
                )
            )
            return None
        cells = read_column(row[column] for _, row in rows)
        for (line, _), cell in zip(rows, cells, strict=True):
            if isinstance(cell, str):
                self.faults.append(
                    Fault(file, line, name, Sentence("column {column!r}: {cell}", column=column, cell=cell))
                )
        return tuple(cell for cell in cells if not isinstance(cell, str))

    def converted(
        self, name: str, belief: Belief, node: Node, prices: Prices, shipped_units: Mapping[str, str]
    ) -> Belief | None:
        """The belief in the model's currency, price year and the unit that its place asks for."""
        unit, factor, currency = belief.unit, 1.0, currency_of(belief.unit)
        year = belief.prices_of or prices.year
        if currency is not None:
            try:
                factor = prices.factor(currency, year)
            except ValueError as missing:
                self.faults.append(node.at(["prices_of"]).fault(name, str(missing)))
                return None
            unit = unit.replace(currency, prices.currency)
        shipped = shipped_units.get(name, unit)
        shipped = shipped.replace(currency_of(shipped) or prices.currency, prices.currency)
        wanted = expected_unit(name, prices.currency) or shipped
        ratio = conversion(unit, wanted)
        if ratio is None:
            text = Sentence(
                "unit {unit!r} measures something else than {wanted!r}, which is needed here",
                unit=belief.unit,
                wanted=wanted,
            )
            self.faults.append(node.at(["unit"]).fault(name, text))
            return None
        if sentence := unusable(name, belief):
            self.faults.append(node.fault(name, sentence))
            return None
        bare = belief.model_copy(update={"unit": ""})
        if currency is not None and (currency, year) != (prices.currency, prices.year):
            self.listed[name] = Listed(currency, year, bare, ratio)
        if unit == wanted == belief.unit and factor * ratio == 1:
            return belief
        priced = prices.year if belief.prices_of else None
        return bare.scaled(factor * ratio).model_copy(update={"unit": wanted, "prices_of": priced})

    def model(
        self, kind: type[Model], name: str, node: Node, plain: Any, known: Iterable[str] | None = None
    ) -> Model | None:
        """`plain` checked by pydantic, or None after listing each fault with its line."""
        try:
            return kind.model_validate(plain)
        except ValidationError as error:
            for one in error.errors():
                path = list(one["loc"])
                key = one.get("ctx", {}).get("key") if one["type"] == "belief" else None
                text = _told(one)
                if one["type"] == "extra_forbidden":
                    near = did_you_mean(str(path[-1]), known or kind.model_fields)
                    text = Sentence("Extra inputs are not permitted{near}", near=near)
                elif text.startswith("unknown unit"):
                    text = Sentence.joined("", [text, did_you_mean(text.split("'")[1], known_words())])
                dotted = ".".join([name, *(str(step) for step in path)])
                steps = [int(step) if step.isdigit() else step for step in key.split(".")] if key else []
                self.faults.append(node.at([*path, *steps]).fault(dotted, text))
            return None


def _told(one: Mapping[str, Any]) -> str:
    """What the library, or a check of ours, says of a fault."""
    given, words = one.get("ctx", {}), str(one["msg"])
    if one["type"] in PLAIN_WORDS:
        return PLAIN_WORDS[one["type"]]
    if one["type"] in WORDS and words == (own := Sentence(WORDS[one["type"]], **given)):
        return own
    if one["type"] == "value_error":
        return str(given["error"])
    return given.get("told") or words


def no_assumption(name: str, known: Iterable[str]) -> Sentence:
    """That there is no assumption of this name, and which was probably meant."""
    return Sentence("no such assumption{near}", near=did_you_mean(name, known))


def unusable(name: str, belief: Belief) -> str | None:
    """A sentence where a number cannot be used as formulas use it (others are divided by it, say), else None."""
    if belief.low <= 0 and any(fnmatchcase(name, pattern) for pattern in POSITIVE):
        return Sentence("must be above zero, and this one goes down to {low:g}", low=belief.low)
    if belief.unit == "1/year" and belief.low < 0 and not any(fnmatchcase(name, pattern) for pattern in RISES):
        return Sentence("a 1/year cannot be below 0 here; this one goes down to {low:.4g}", low=belief.low)
    if name == "finance.fiscal_year.first_month" and belief.numbers[0] not in MONTHS_OF_YEAR:
        return Sentence("must be a whole month from 1 to 12")
    if name == "initiative.horizon" and belief.high > MOST_MONTHS_OF_OPERATION:
        return Sentence(
            "is at most {most} months (20 years), not {high:,.6g}",
            most=MOST_MONTHS_OF_OPERATION,
            high=belief.high,
        )
    if belief.high >= 1 and name in BELOW_ONE:
        return Sentence("must be below 1: it is a share of the whole, and something else is in it too")
    return None


def expected_unit(name: str, currency: str) -> str | None:
    """The unit that a number must have because of where it stands, or None."""
    for pattern, unit in _units_expected().get(name.partition(".")[0], ()):
        if fnmatchcase(name, pattern):
            return unit.replace("{money}", currency)
    return None


@cache
def _units_expected() -> Mapping[str, list[tuple[str, str]]]:
    """`EXPECTED_UNITS` by the section of the files that each is about."""
    found: dict[str, list[tuple[str, str]]] = {}
    for pattern, unit in EXPECTED_UNITS.items():
        found.setdefault(pattern.partition(".")[0], []).append((pattern, unit))
    return found
