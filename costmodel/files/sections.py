"""From the sections of the files to the shape of the model: plan, risks, building blocks, drivers, prices."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import translate
from typing import Any

from costmodel.errors import Sentence, did_you_mean
from costmodel.files.agreements import (
    additional_cost,
    check_additional,
    check_contracts,
    check_courses,
    check_people,
    contract,
    course,
    role,
)
from costmodel.files.consistency import Consistency
from costmodel.files.entries import Reading
from costmodel.files.nodes import Node
from costmodel.files.price_section import PriceSection
from costmodel.files.tree import OPEN_SECTIONS, SHIPPED_ONLY, leaves
from costmodel.initiative.blocks import BLOCKS, Move, block_name
from costmodel.initiative.categories import Category
from costmodel.initiative.discrepancy import PARTS, UNMOVED, Discrepancy
from costmodel.initiative.people import Role
from costmodel.initiative.plan import Activity, Plan
from costmodel.initiative.risks import Risk
from costmodel.initiative.structure import Driver, Structure
from costmodel.initiative.wording import A_LANGUAGE

A_PATTERN = re.compile(r"[*?\[]")  # what stands for more than one name
# What files say of an activity and of a risk.
ACTIVITY_KEYS = (
    *("meaning", "phase", "category", "layer", "after", "effort", "people", "wait", "repeats", "gate", "only_if"),
    *("waits_for_hiring", "treatment"),
)
RISK_KEYS = (
    *("meaning", "category", "layer", "payee", "when", "chance", "cost", "delay", "factor", "stops", "mitigation"),
)


@dataclass
class Sections:
    """One pass over all sections of a tree; what is found and what is wrong goes into `reading`."""

    reading: Reading
    shipped_units: Mapping[str, str]  # of all numbers in the baseline, by name; empty while that itself is read

    # -- sections ---------------------------------------------------------------------------------------------------

    def structure(self, root: Node) -> Structure:
        """All of a merged tree."""
        top: dict[str, Node] = root.value
        categories = self._categories(top)
        activities = {name: self._activity(name, node) for name, node in self._children(top, "plan")}
        risks = {name: self._risk(name, node) for name, node in self._children(top, "risks")}
        extra = {
            name: additional_cost(self.reading, name, node) for name, node in self._children(top, "additional_costs")
        }
        contracts = {name: contract(self.reading, name, node) for name, node in self._children(top, "contracts")}
        courses = {name: course(self.reading, name, node) for name, node in self._children(top, "courses")}
        drivers = {
            name: self.reading.model(Driver, f"drivers.{name}", node, node.plain())
            for name, node in self._children(top, "drivers")
        }
        for key, node in top.items():
            if key not in (*OPEN_SECTIONS, *SHIPPED_ONLY):
                for name, leaf in leaves(node, key):
                    self.reading.raw[name] = leaf
        roles = self._roles(top)
        prices = PriceSection(self.reading).prices(top)
        self.reading.read_beliefs(prices, self.shipped_units)
        plan = Plan({name: activity for name, activity in activities.items() if activity})
        known_risks = {name: risk for name, risk in risks.items() if risk}
        consistency = Consistency(self.reading, self.shipped_units, top)
        consistency.check(plan, known_risks, drivers, roles)
        consistency.check_categories(categories, {"plan": activities, "risks": risks, "additional_costs": extra})
        agreed = {name: one for name, one in contracts.items() if one}
        changing = {
            name: (one, self._matching(one.on, f"courses.{name}", top["courses"].at([name, "on"])))
            for name, one in courses.items()
            if one
        }
        own_costs = {name: cost for name, cost in extra.items() if cost}
        if not self.reading.faults:  # what is read ill is not judged
            names = {name.split(".")[1] for name in self.reading.raw if name.startswith("roles.")}
            check_people(self.reading, top["roles"], roles, names)
            if agreed:
                check_contracts(self.reading, top["contracts"], agreed, roles, plan)
            if own_costs:
                check_additional(self.reading, top["additional_costs"], own_costs, plan)
            if changing:
                check_courses(self.reading, top["courses"], changing)
        return Structure(
            plan=plan,
            risks=known_risks,
            moves=self._moves(top),
            discrepancy=self._discrepancy(top),
            factor_on={
                name: self._matching(
                    risk.factor_on, f"risks.{name}.factor", self.reading.raw.get(f"risks.{name}.factor")
                )
                for name, risk in known_risks.items()
                if risk.factor_on
            },
            drivers={name: driver for name, driver in drivers.items() if driver},
            additional_costs=own_costs,
            prices=prices,
            roles=roles,
            contracts=agreed,
            courses=changing,
            categories=categories,
        )

    def _categories(self, top: Mapping[str, Node]) -> dict[str, Category]:
        """The cost categories in their order; of two with the same place, by name."""
        read = {
            name: self.reading.model(Category, f"categories.{name}", node, node.plain())
            for name, node in self._children(top, "categories")
        }
        for code, node in self._children(top, "languages"):
            if not A_LANGUAGE.fullmatch(code):
                self._fault(node, f"languages.{code}", Sentence("is no code of a language, such as en or de"))
        known = [(category.order, name, category) for name, category in read.items() if category]
        return {name: category for _, name, category in sorted(known, key=lambda one: one[:2])}

    def _children(self, top: Mapping[str, Node], section: str) -> Iterator[tuple[str, Node]]:
        node = top.get(section)
        if node is None:
            return
        if not node.is_mapping:
            self._fault(node, section, Sentence("must hold names with what belongs to each"))
            return
        for name, child in node.value.items():
            if child.is_mapping:
                yield name, child
            else:
                self._fault(child, f"{section}.{name}", Sentence("must be a mapping"))

    def _roles(self, top: Mapping[str, Node]) -> dict[str, Role]:
        """What is said of roles beside their numbers; those are assumptions like all others."""
        found = {}
        for name, node in self._children(top, "roles"):
            said, numbers = role(self.reading, name, node)
            for dotted, leaf in leaves(numbers, f"roles.{name}"):
                self.reading.raw[dotted] = leaf
            if said:
                found[name] = said
        return found

    def _activity(self, name: str, node: Node) -> Activity | None:
        fields = dict(node.value)
        base = f"plan.{name}"
        found: dict[str, Any] = {}
        for key, into in (("effort", "roles"), ("people", "own_people")):
            if (part := fields.pop(key, None)) is not None:
                found[into] = tuple(self._named(part, f"{base}.{key}"))
        if (wait := fields.pop("wait", None)) is not None:
            found["waits_for"] = self._taken(wait, f"{base}.wait", "for")
        if (repeats := self._mapping(fields.pop("repeats", None), f"{base}.repeats")) is not None:
            parts = dict(repeats.value)
            origin = parts.pop("from", None)
            found["repeats_from"] = origin.value if origin else None
            if origin is None or not isinstance(origin.value, str):
                self.reading.faults.append(
                    repeats.fault(f"{base}.repeats", Sentence("`from` says to which activity the work goes back"))
                )
            for key in ("chance", "share", "limit"):
                if key in parts:
                    self.reading.raw[f"{base}.repeats.{key}"] = parts.pop(key)
                else:
                    self._fault(repeats, f"{base}.repeats", Sentence("{key} is missing", key=key))
            for key, part in parts.items():
                text = Sentence(
                    "Extra inputs are not permitted{near}", near=did_you_mean(key, ("from", "chance", "share", "limit"))
                )
                self._fault(part, f"{base}.repeats.{key}", text)
        if (gate := fields.pop("gate", None)) is not None:
            self.reading.raw[f"{base}.gate"] = gate
            found["gate"] = True
        plain = {key: part.plain() for key, part in self._own_keys(fields, base, ACTIVITY_KEYS).items()}
        return self.reading.model(Activity, base, node, plain | found, ACTIVITY_KEYS)

    def _risk(self, name: str, node: Node) -> Risk | None:
        fields = dict(node.value)
        base = f"risks.{name}"
        found: dict[str, Any] = {}
        if (chance := fields.pop("chance", None)) is not None:
            self.reading.raw[f"{base}.chance"] = chance
        else:
            self._fault(node, base, Sentence("chance is missing"))
        if (cost := fields.pop("cost", None)) is not None:
            self.reading.raw[f"{base}.cost"] = cost
            found["cost"] = True
        if (delay := fields.pop("delay", None)) is not None:
            found["delays"] = self._taken(delay, f"{base}.delay", "activity")
        if (factor := fields.pop("factor", None)) is not None:
            found["factor_on"] = self._taken(factor, f"{base}.factor", "on")
        if (mitigation := self._mapping(fields.pop("mitigation", None), f"{base}.mitigation")) is not None:
            found |= self._mitigation(f"{base}.mitigation", mitigation)
        plain = {key: part.plain() for key, part in self._own_keys(fields, base, RISK_KEYS).items()}
        return self.reading.model(Risk, base, node, plain | found, RISK_KEYS)

    def _own_keys(self, fields: Mapping[str, Node], base: str, known: tuple[str, ...]) -> dict[str, Node]:
        """What files may say; others are faults, also where the model has a field of that name, which follows."""
        for key in fields.keys() - set(known):
            text = Sentence("Extra inputs are not permitted{near}", near=did_you_mean(key, known))
            self._fault(fields[key], f"{base}.{key}", text)
        return {key: part for key, part in fields.items() if key in known}

    def _mapping(self, node: Node | None, name: str) -> Node | None:
        """The node where it holds keys; something else in its place is a fault."""
        if node is not None and not node.is_mapping:
            self._fault(node, name, Sentence("must be a mapping: its keys on lines of their own"))
            return None
        return node

    def _mitigation(self, base: str, node: Node) -> dict[str, Any]:
        parts = dict(node.value)
        meaning = parts.pop("meaning", None)
        found: dict[str, Any] = {"mitigation": meaning.value if meaning else ""}
        if (not_counted := parts.pop("not_counted", None)) is not None:
            found["not_counted"] = not_counted.value
        if "active" not in parts:
            self._fault(node, base, Sentence("active is missing"))
        for key in ("active", "cost", "odds", "impact"):
            if key in parts:
                self.reading.raw[f"{base}.{key}"] = parts.pop(key)
                if key != "active":
                    found[f"mitigation_{key}"] = True
        for key, part in parts.items():
            known = ("meaning", "not_counted", "active", "cost", "odds", "impact")
            text = Sentence("Extra inputs are not permitted{near}", near=did_you_mean(key, known))
            self._fault(part, f"{base}.{key}", text)
        return found

    def _named(self, node: Node, base: str) -> Iterator[str]:
        if not node.is_mapping:
            self._fault(node, base, Sentence("must name roles, each with its number"))
            return
        for name, leaf in node.value.items():
            self.reading.raw[f"{base}.{name}"] = leaf
            yield name

    def _taken(self, node: Node, name: str, key: str) -> Any:
        """Takes one structural key out of a belief's node and keeps the rest as the belief."""
        if not node.is_mapping or key not in node.value:
            self._fault(node, name, Sentence("`{key}` is missing", key=key))
            self.reading.raw[name] = node
            return None
        rest = {other: part for other, part in node.value.items() if other != key}
        self.reading.raw[name] = Node(rest, node.file, node.line, node.folder)
        return node.value[key].plain()

    def _moves(self, top: Mapping[str, Node]) -> dict[str, tuple[tuple[Move, tuple[str, ...]], ...]]:
        found: dict[str, tuple[tuple[Move, tuple[str, ...]], ...]] = {}
        section = top.get("capability_moves")
        for block, node in (section.value if section and section.is_mapping else {}).items():
            name = f"capability_moves.{block}"
            if block not in BLOCKS:
                self._fault(node, name, Sentence("is not a building block{near}", near=did_you_mean(block, BLOCKS)))
                continue
            if not isinstance(node.value, list):
                self._fault(node, name, Sentence("must be a list of moves (on, factors, why, source)"))
                continue
            moves = []
            for entry in node.value:
                plain = entry.plain()
                if isinstance(plain, dict) and isinstance(plain.get("factors"), dict):
                    plain["factors"] = {
                        int(key) if str(key).isdigit() else key: value for key, value in plain["factors"].items()
                    }
                move = self.reading.model(Move, name, entry, plain)
                if move:
                    if missing := move.missing_levels():
                        self.reading.faults.append(
                            entry.fault(
                                name, Sentence("factors lack level {levels}", levels=", ".join(map(str, missing)))
                            )
                        )
                    moves.append((move, self._matching(move.on, name, entry)))
            found[block] = tuple(moves)
        for block in BLOCKS:
            if block_name(block) not in self.reading.beliefs and section is not None:
                self._fault(section, block_name(block), Sentence("the block's level is missing"))
        return found

    def _discrepancy(self, top: Mapping[str, Node]) -> dict[str, tuple[Discrepancy, tuple[str, ...]]]:
        """What each common factor acts on; nothing else in the section is read."""
        found: dict[str, tuple[Discrepancy, tuple[str, ...]]] = {}
        for part, node in self._children(top, "discrepancy_moves"):
            name = f"discrepancy_moves.{part}"
            if part not in PARTS:
                self._fault(
                    node,
                    name,
                    Sentence("is not a part of the cost that experience adds to{near}", near=did_you_mean(part, PARTS)),
                )
            elif missed := self.reading.model(Discrepancy, name, node, node.plain()):
                found[part] = missed, self._matching(missed.on, name, node.at(["on"]))
        return found

    def _matching(self, patterns: Iterable[str], name: str, node: Node | None) -> tuple[str, ...]:
        """The assumptions that patterns mean; a pattern that means none is a fault."""
        found: list[str] = []
        # a risk does not drive risks: their chances would depend on each other in circles
        unmoved = (*UNMOVED, "risks.") if name.startswith("risks.") else UNMOVED
        movable = {known: None for known in self.reading.raw if not known.startswith(unmoved)}
        for pattern in patterns:
            matched = _meant(pattern, movable)
            if not matched and node is not None and not _meant(pattern, self.shipped_units):
                text = Sentence(
                    "{pattern!r} matches no assumption{near}", pattern=pattern, near=did_you_mean(pattern, movable)
                )
                self._fault(node, name, text)
            found += matched
        return tuple(dict.fromkeys(found))

    def _fault(self, node: Node, name: str, text: str) -> None:
        self.reading.faults.append(node.fault(name, text))


def _meant(pattern: str, names: Collection[str]) -> list[str]:
    """The names that a pattern means; most patterns are a name as it stands."""
    if not A_PATTERN.search(pattern):
        return [pattern] if pattern in names else []
    meant = re.compile(translate(pattern)).match  # once for all names
    return [name for name in names if meant(name)]
