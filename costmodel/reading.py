"""From the words in the files to checked beliefs, plan, risks and prices: every fault is collected, none is skipped."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, Field, ValidationError

from costmodel.belief import NUMBER_KEYS, Belief, Source, Strict
from costmodel.capability import BLOCKS, Move, block_name
from costmodel.plan import Activity, Category, Layer, Payee, Phase, Plan, plan_faults
from costmodel.risks import OPERATE, Risk
from costmodel.units import Prices, conversion, currency_of, known_words
from costmodel.yaml_files import Fault, Node, did_you_mean

Model = TypeVar("Model", bound=BaseModel)

# Which unit a number must come out in, by where it stands; anything else is held to the shipped number's unit.
# {money} is the model's currency.
EXPECTED_UNITS = {
    "plan.*.effort.*": "person_day",
    "plan.*.people.*": "person",
    "plan.*.wait": "working_day",
    "plan.*.repeats.chance": "share",
    "plan.*.repeats.share": "share",
    "plan.*.repeats.limit": "count",
    "plan.*.gate": "chance",
    "roles.*.day_rate": "{money}/person_day",
    "roles.*.gross_pay": "{money}/person/year",
    "roles.*.people": "person",
    "roles.*.availability": "share",
    "risks.*.chance": "chance",
    "risks.*.cost": "{money}",
    "risks.*.delay": "working_day",
    "risks.*.factor": "factor",
    "risks.*.mitigation.active": "switch",
    "risks.*.mitigation.cost": "{money}",
    "risks.*.mitigation.odds": "factor",
    "risks.*.mitigation.impact": "factor",
    "additional_costs.*.amount": "{money}",
    "capability.*": "level",
}
ROLE_NUMBERS = ("day_rate", "gross_pay", "people", "availability")
OPEN_SECTIONS = ("plan", "roles", "risks", "additional_costs", "drivers", "capability_moves", "currency")
INHERITED = ("meaning", "unit", "moves_with", "note", "for", "activity", "on")


class Driver(Strict):
    """Something that moves several numbers together; drawn along, never seen."""

    meaning: str
    source: tuple[Source, ...] = Field(min_length=1)


class AdditionalCost(Strict):
    """A cost that needs no formula; `additional_costs.NAME.amount` holds the money."""

    meaning: str
    category: Category
    layer: Layer
    payee: Payee
    phase: Phase


@dataclass(frozen=True)
class Structure:
    """Everything in the files that is not a number: the shape of the model."""

    plan: Plan
    risks: Mapping[str, Risk]
    moves: Mapping[str, tuple[tuple[Move, tuple[str, ...]], ...]]  # block -> (move, the names it matches)
    factor_on: Mapping[str, tuple[str, ...]]  # risk -> the names its factor multiplies
    drivers: Mapping[str, Driver]
    additional_costs: Mapping[str, AdditionalCost]
    prices: Prices


@dataclass
class Reading:
    """One pass over a tree of nodes; `faults` grows, `raw` holds the node of each belief by name."""

    faults: list[Fault] = field(default_factory=list)
    raw: dict[str, Node] = field(default_factory=dict)
    beliefs: dict[str, Belief] = field(default_factory=dict)

    # -- sections ---------------------------------------------------------------------------------------------------

    def sections(self, root: Node, shipped_units: Mapping[str, str]) -> Structure:
        """All of a merged tree. `shipped_units` are the units that known names must come out in."""
        top: dict[str, Node] = root.value
        activities = {name: self._activity(name, node) for name, node in self._children(top, "plan")}
        risks = {name: self._risk(name, node) for name, node in self._children(top, "risks")}
        extra = {name: self._additional(name, node) for name, node in self._children(top, "additional_costs")}
        drivers = {
            name: self.model(Driver, f"drivers.{name}", node, node.plain()) for name, node in self._children(top, "drivers")
        }
        for key, node in top.items():
            if key not in OPEN_SECTIONS or key == "roles":
                for name, leaf in node.leaves(key):
                    self.raw[name] = leaf
        prices = self._prices(top)
        self._read_beliefs(prices, shipped_units)
        plan = Plan({name: activity for name, activity in activities.items() if activity})
        self._check_plan(plan, top)
        known_risks = {name: risk for name, risk in risks.items() if risk}
        self._check_names(plan, known_risks, drivers, top)
        return Structure(
            plan=plan,
            risks=known_risks,
            moves=self._moves(top),
            factor_on={
                name: self._matching(risk.factor_on, f"risks.{name}.factor", self.raw.get(f"risks.{name}.factor"))
                for name, risk in known_risks.items()
                if risk.factor_on
            },
            drivers={name: driver for name, driver in drivers.items() if driver},
            additional_costs={name: cost for name, cost in extra.items() if cost},
            prices=prices,
        )

    def _children(self, top: Mapping[str, Node], section: str) -> Iterator[tuple[str, Node]]:
        node = top.get(section)
        if node is None:
            return
        if not node.is_mapping:
            self.faults.append(node.fault(section, "must hold names with what belongs to each"))
            return
        for name, child in node.value.items():
            if child.is_mapping:
                yield name, child
            else:
                self.faults.append(child.fault(f"{section}.{name}", "must be a mapping"))

    def _activity(self, name: str, node: Node) -> Activity | None:
        fields = dict(node.value)
        base = f"plan.{name}"
        found: dict[str, Any] = {}
        for key, into in (("effort", "roles"), ("people", "own_people")):
            if (part := fields.pop(key, None)) is not None:
                found[into] = tuple(self._named(part, f"{base}.{key}"))
        if (wait := fields.pop("wait", None)) is not None:
            found["waits_for"] = self._taken(wait, f"{base}.wait", "for")
        if (repeats := fields.pop("repeats", None)) is not None and repeats.is_mapping:
            parts = dict(repeats.value)
            origin = parts.pop("from", None)
            found["repeats_from"] = origin.value if origin else None
            if origin is None:
                self.faults.append(repeats.fault(f"{base}.repeats", "`from` says to which activity the work goes back"))
            for key in ("chance", "share", "limit"):
                if key in parts:
                    self.raw[f"{base}.repeats.{key}"] = parts.pop(key)
                else:
                    self.faults.append(repeats.fault(f"{base}.repeats", f"{key} is missing"))
            for key, part in parts.items():
                text = "Extra inputs are not permitted" + did_you_mean(key, ("from", "chance", "share", "limit"))
                self.faults.append(part.fault(f"{base}.repeats.{key}", text))
        if (gate := fields.pop("gate", None)) is not None:
            self.raw[f"{base}.gate"] = gate
            found["gate"] = True
        plain = {key: part.plain() for key, part in fields.items()}
        known = ("effort", "people", "wait", "repeats", "gate", *Activity.model_fields)
        return self.model(Activity, base, node, plain | found, known)

    def _risk(self, name: str, node: Node) -> Risk | None:
        fields = dict(node.value)
        base = f"risks.{name}"
        found: dict[str, Any] = {}
        if (chance := fields.pop("chance", None)) is not None:
            self.raw[f"{base}.chance"] = chance
        else:
            self.faults.append(node.fault(base, "chance is missing"))
        if (cost := fields.pop("cost", None)) is not None:
            self.raw[f"{base}.cost"] = cost
            found["cost"] = True
        if (delay := fields.pop("delay", None)) is not None:
            found["delays"] = self._taken(delay, f"{base}.delay", "activity")
        if (factor := fields.pop("factor", None)) is not None:
            found["factor_on"] = self._taken(factor, f"{base}.factor", "on")
        if (mitigation := fields.pop("mitigation", None)) is not None and mitigation.is_mapping:
            parts = dict(mitigation.value)
            meaning = parts.pop("meaning", None)
            found["mitigation"] = meaning.value if meaning else ""
            if "active" not in parts:
                self.faults.append(mitigation.fault(f"{base}.mitigation", "active is missing"))
            for key in ("active", "cost", "odds", "impact"):
                if key in parts:
                    self.raw[f"{base}.mitigation.{key}"] = parts.pop(key)
                    if key != "active":
                        found[f"mitigation_{key}"] = True
            for key, part in parts.items():
                text = "Extra inputs are not permitted" + did_you_mean(key, ("meaning", "active", "cost", "odds", "impact"))
                self.faults.append(part.fault(f"{base}.mitigation.{key}", text))
        plain = {key: part.plain() for key, part in fields.items()}
        known = ("chance", "cost", "delay", "factor", "mitigation", "meaning", "category", "layer", "when", "stops")
        return self.model(Risk, base, node, plain | found, known)

    def _additional(self, name: str, node: Node) -> AdditionalCost | None:
        fields = dict(node.value)
        base = f"additional_costs.{name}"
        if (amount := fields.pop("amount", None)) is not None:
            self.raw[f"{base}.amount"] = amount
        else:
            self.faults.append(node.fault(base, "amount is missing"))
        plain = {key: part.plain() for key, part in fields.items()}
        return self.model(AdditionalCost, base, node, plain, ("amount", *AdditionalCost.model_fields))

    def _named(self, node: Node, base: str) -> Iterator[str]:
        if not node.is_mapping:
            self.faults.append(node.fault(base, "must name roles, each with its number"))
            return
        for name, leaf in node.value.items():
            self.raw[f"{base}.{name}"] = leaf
            yield name

    def _taken(self, node: Node, name: str, key: str) -> Any:
        """Takes one structural key out of a belief's node and keeps the rest as the belief."""
        if not node.is_mapping or key not in node.value:
            self.faults.append(node.fault(name, f"`{key}` is missing"))
            self.raw[name] = node
            return None
        rest = {other: part for other, part in node.value.items() if other != key}
        self.raw[name] = Node(rest, node.file, node.line, node.folder)
        return node.value[key].plain()

    def _moves(self, top: Mapping[str, Node]) -> dict[str, tuple[tuple[Move, tuple[str, ...]], ...]]:
        found: dict[str, tuple[tuple[Move, tuple[str, ...]], ...]] = {}
        section = top.get("capability_moves")
        for block, node in (section.value if section and section.is_mapping else {}).items():
            name = f"capability_moves.{block}"
            if block not in BLOCKS:
                self.faults.append(node.fault(name, "is not a building block" + did_you_mean(block, BLOCKS)))
                continue
            if not isinstance(node.value, list):
                self.faults.append(node.fault(name, "must be a list of moves (on, factors, why, source)"))
                continue
            moves = []
            for entry in node.value:
                plain = entry.plain()
                if isinstance(plain, dict) and isinstance(plain.get("factors"), dict):
                    plain["factors"] = {
                        int(key) if str(key).isdigit() else key: value for key, value in plain["factors"].items()
                    }
                move = self.model(Move, name, entry, plain)
                if move:
                    if missing := move.missing_levels():
                        self.faults.append(entry.fault(name, f"factors lack level {', '.join(map(str, missing))}"))
                    moves.append((move, self._matching(move.on, name, entry)))
            found[block] = tuple(moves)
        for block in BLOCKS:
            if block_name(block) not in self.beliefs and section is not None:
                self.faults.append(section.fault(block_name(block), "the block's level is missing"))
        return found

    def _matching(self, patterns: Iterable[str], name: str, node: Node | None) -> tuple[str, ...]:
        """The assumptions that patterns mean; a pattern that means none is a fault."""
        found: list[str] = []
        movable = [known for known in self.raw if not known.startswith(("capability.", "currency."))]
        if name.startswith("risks."):  # a risk does not drive risks: their chances would depend on each other in circles
            movable = [known for known in movable if not known.startswith("risks.")]
        for pattern in patterns:
            matched = [known for known in movable if fnmatchcase(known, pattern)]
            if not matched and node is not None:
                text = f"{pattern!r} matches no assumption{did_you_mean(pattern, movable)}"
                self.faults.append(node.fault(name, text))
            found += matched
        return tuple(dict.fromkeys(found))

    # -- numbers ----------------------------------------------------------------------------------------------------

    def _prices(self, top: Mapping[str, Node]) -> Prices:
        section = top.get("currency")
        rates: dict[str, float] = {}
        indices: dict[str, dict[int, float]] = {}
        currency, year = "EUR", 2026
        for key, node in (section.value if section and section.is_mapping else {}).items():
            if key == "model":
                currency = str(node.value)
                if currency_of(currency) is None:
                    self.faults.append(node.fault("currency.model", f"unknown currency {currency!r}"))
            elif key == "price_year":
                if isinstance(node.value, int):
                    year = node.value
                else:
                    self.faults.append(node.fault("currency.price_year", "must be a year"))
            elif key == "rates":
                for foreign, leaf in node.value.items():
                    if belief := self._certain(f"currency.rates.{foreign}", leaf):
                        rates[foreign] = belief.likeliest
            elif key == "price_index":
                for priced, years in node.value.items():
                    for text, leaf in years.value.items():
                        if belief := self._certain(f"currency.price_index.{priced}.{text}", leaf):
                            indices.setdefault(priced, {})[int(text)] = belief.likeliest
            else:
                known = ("model", "price_year", "rates", "price_index")
                text = "Extra inputs are not permitted" + did_you_mean(key, known)
                self.faults.append(node.fault(f"currency.{key}", text))
        return Prices(currency, year, rates, indices)

    def _certain(self, name: str, node: Node) -> Belief | None:
        belief = self.belief(name, node)
        if belief is None:
            return None
        if belief.kind != "value" or belief.likeliest <= 0:
            self.faults.append(node.fault(name, "must be one certain number above zero"))
            return None
        self.beliefs[name] = belief
        return belief

    def _read_beliefs(self, prices: Prices, shipped_units: Mapping[str, str]) -> None:
        for name, node in self.raw.items():
            belief = self.belief(name, node)
            if belief is not None and (converted := self.converted(name, belief, node, prices, shipped_units)):
                self.beliefs[name] = converted

    def belief(self, name: str, node: Node) -> Belief | None:
        """One belief from its node, or None after listing what is wrong with it."""
        if not node.is_mapping:
            self.faults.append(node.fault(name, "must say meaning, unit, source and what is believed"))
            return None
        plain = node.plain()
        if isinstance(plain.get("data"), str):
            values = self._data(name, node.value["data"])
            if values is None:
                return None
            plain["data"] = values
        complete = True
        for key in ("meaning", "unit"):
            if not plain.get(key):
                self.faults.append(node.fault(name, f"{key} is missing"))
                complete = False
        if not plain.get("source"):
            self.faults.append(node.fault(name, "source is missing: a title with address, or a judgement with its reason"))
            complete = False
        unit = str(plain.get("unit", ""))
        priced = any(currency_of(part) for part in unit.split("/")[:1]) and not name.startswith("currency.")
        if priced and plain.get("prices_of") is None:
            self.faults.append(node.fault(name, "prices_of is missing: money says of which year its prices are"))
            complete = False
        belief = self.model(Belief, name, node, plain)
        return belief if complete else None

    def _data(self, name: str, node: Node) -> tuple[float, ...] | None:
        file, _, column = str(node.value).rpartition(":")
        path = (node.folder / file).resolve()
        if not file or not path.is_relative_to(node.folder.resolve()):
            self.faults.append(node.fault(f"{name}.data", "must be file.csv:column, in the folder of this file"))
            return None
        try:
            with path.open(newline="", encoding="utf-8-sig") as stream:
                rows = list(csv.DictReader(stream))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            self.faults.append(node.fault(f"{name}.data", f"{file} cannot be read: {error}"))
            return None
        if not rows or column not in rows[0]:
            known = did_you_mean(column, rows[0] if rows else ())
            self.faults.append(node.fault(f"{name}.data", f"{file} has no column {column!r}{known}"))
            return None
        values = []
        for number, row in enumerate(rows, start=2):
            try:
                values.append(float(row[column]))
            except (TypeError, ValueError):
                self.faults.append(Fault(file, number, name, f"{row[column]!r} in column {column!r} is not a number"))
        return tuple(values)

    def converted(
        self, name: str, belief: Belief, node: Node, prices: Prices, shipped_units: Mapping[str, str]
    ) -> Belief | None:
        """The belief in the model's currency, price year and the unit that its place asks for."""
        unit, factor = belief.unit, 1.0
        currency = currency_of(unit)
        if currency is not None:
            if currency != prices.currency or belief.prices_of not in (None, prices.year):
                try:
                    factor = prices.factor(currency, belief.prices_of or prices.year)
                except ValueError as missing:
                    self.faults.append(node.at(["prices_of"]).fault(name, str(missing)))
                    return None
            unit = unit.replace(currency, prices.currency)
        wanted = expected_unit(name, prices.currency) or shipped_units.get(name, unit)
        ratio = conversion(unit, wanted)
        if ratio is None:
            text = f"unit {belief.unit!r} measures something else than {wanted!r}, which is needed here"
            self.faults.append(node.at(["unit"]).fault(name, text))
            return None
        if unit == wanted == belief.unit and factor * ratio == 1:
            return belief
        priced = prices.year if belief.prices_of else None
        scaled = belief.model_copy(update={"unit": ""}).scaled(factor * ratio)
        return scaled.model_copy(update={"unit": wanted, "prices_of": priced})

    # -- what must hold between the parts -----------------------------------------------------------------------

    def _check_plan(self, plan: Plan, top: Mapping[str, Node]) -> None:
        section = top.get("plan")
        if section is None or not section.is_mapping or len(plan.activities) < len(section.value):
            return  # activities with faults of their own are not judged as a network
        for activity, key, text in plan_faults(plan):
            self.faults.append(section.at([activity, key]).fault(f"plan.{activity}".rstrip("."), text))

    def _check_names(
        self, plan: Plan, risks: Mapping[str, Risk], drivers: Mapping[str, Any], top: Mapping[str, Node]
    ) -> None:
        roles = sorted({name.split(".")[1] for name in self.raw if name.startswith("roles.")})
        for role in roles:
            for number in ROLE_NUMBERS:
                if f"roles.{role}.{number}" not in self.raw:
                    self.faults.append(top["roles"].at([role]).fault(f"roles.{role}", f"{number} is missing"))
        for name, activity in plan.activities.items():
            node = top["plan"].at([name])
            for role in (*activity.roles, *activity.own_people):
                if role not in roles:
                    here = node.at(["effort", role])
                    self.faults.append(here.fault(f"plan.{name}.effort.{role}", "is no role" + did_you_mean(role, roles)))
            for other in activity.only_if:
                if other not in self.raw:
                    text = f"no assumption {other!r}{did_you_mean(other, self.raw)}"
                    self.faults.append(node.at(["only_if"]).fault(f"plan.{name}.only_if", text))
        activities = (*plan.activities, OPERATE)
        for name, risk in risks.items():
            node = top["risks"].at([name])
            if risk.when not in activities:
                text = f"{risk.when!r} is no activity of the plan{did_you_mean(risk.when, activities)}"
                self.faults.append(node.at(["when"]).fault(f"risks.{name}.when", text))
            if risk.delays is not None and risk.delays not in plan.activities:
                text = f"{risk.delays!r} is no activity of the plan{did_you_mean(risk.delays, activities)}"
                self.faults.append(node.at(["delay"]).fault(f"risks.{name}.delay", text))
            if risk.when == OPERATE and risk.stops:
                text = "a risk in operation cannot stop the initiative before go-live; use operations.retirement_hazard"
                self.faults.append(node.at(["stops"]).fault(f"risks.{name}.stops", text))
        for name, belief in self.beliefs.items():
            driver = belief.moves_with
            if driver is not None and driver.driver not in drivers:
                text = f"unknown driver {driver.driver!r}{did_you_mean(driver.driver, drivers)}"
                where = self.raw[name].at(["moves_with", "driver"]) if name in self.raw else Node(None, "", 0)
                self.faults.append(where.fault(f"{name}.moves_with", text))

    # -- pydantic ---------------------------------------------------------------------------------------------------

    def model(
        self, kind: type[Model], name: str, node: Node, plain: Any, known: Iterable[str] | None = None
    ) -> Model | None:
        """`plain` checked by pydantic, or None after listing each fault with its line."""
        try:
            return kind.model_validate(plain)
        except ValidationError as error:
            for one in error.errors():
                path = [step for step in one["loc"] if isinstance(step, str | int)]
                key = one.get("ctx", {}).get("key") if one["type"] == "belief" else None
                text = str(one["msg"])
                if one["type"] == "extra_forbidden":
                    text += did_you_mean(str(path[-1]), known or kind.model_fields)
                elif text.startswith("unknown unit"):
                    text += did_you_mean(str(plain.get("unit", "")), known_words())
                dotted = ".".join([name, *(str(step) for step in path)])
                self.faults.append(node.at([*path, *([key] if key else [])]).fault(dotted, text))
            return None


def expected_unit(name: str, currency: str) -> str | None:
    """The unit that a number must have because of where it stands, or None."""
    for pattern, unit in EXPECTED_UNITS.items():
        if fnmatchcase(name, pattern):
            return unit.replace("{money}", currency)
    return None


def is_belief(node: Node) -> bool:
    """Whether a node states a belief itself (rather than holding parts that do)."""
    if not node.is_mapping:
        return False
    return any(key in node.value and not node.value[key].is_mapping for key in (*NUMBER_KEYS, "times"))


def laid_over(base: Node, over: Node) -> Node:
    """`over` laid on `base`, name by name; a belief is replaced whole, but keeps meaning, unit and driver.

    Its source is not kept: a new number needs a source of its own.
    """
    if not (base.is_mapping and over.is_mapping):
        return over
    if is_belief(over):
        kept = {key: base.value[key] for key in INHERITED if key in base.value}
        return Node({**kept, **over.value}, over.file, over.line, over.folder)
    merged = dict(base.value)
    for key, node in over.value.items():
        merged[key] = laid_over(merged[key], node) if key in merged else node
    return Node(merged, base.file, base.line, base.folder)




def data_folder(name: str) -> Path:
    """Where the package's data of that name lie: inside an installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / name
