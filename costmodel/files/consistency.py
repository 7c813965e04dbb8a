"""What must hold between the parts of the files: names that are used exist, names that exist are used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from costmodel.errors import Sentence, did_you_mean
from costmodel.files.entries import Reading
from costmodel.files.nodes import Node
from costmodel.initiative.categories import Category, no_category
from costmodel.initiative.people import Role
from costmodel.initiative.plan import Activity, Plan, plan_faults
from costmodel.initiative.risks import OPERATE, Risk
from costmodel.initiative.structure import AdditionalCost, Driver

ROLE_NUMBERS = ("day_rate", "gross_pay", "people", "availability")
OF_OTHERS = ("day_rate", "people", "availability")  # whoever sends invoices has no pay, and waits by contract
WHILE_WAITING = "retained_share"  # of roles whose waiting is charged; those that steer are paid by the month

# The first cannot be above the second.
NOT_ABOVE = (
    ("calendar.productive_days_per_year", "calendar.working_days_per_year"),
    ("finance.discount.low", "finance.discount.rate"),
    ("finance.discount.rate", "finance.discount.high"),
)


@dataclass
class Consistency:
    """The checks between sections; faults go into `reading`.

    Attributes:
        reading: with the nodes and beliefs of all numbers.
        shipped_units: of all numbers in the baseline, by name; empty while that itself is read.
        top: the sections.
    """

    reading: Reading
    shipped_units: Mapping[str, str]
    top: Mapping[str, Node]

    def _check_plan(self, plan: Plan) -> None:
        section = self.top.get("plan")
        if section is None or not section.is_mapping or len(plan.activities) < len(section.value):
            return  # activities with faults of their own are not judged as a network
        for activity, key, text in plan_faults(plan):
            self._fault(section.at([activity, *key.split(".")]), f"plan.{activity}".rstrip("."), text)

    def check(
        self,
        plan: Plan,
        risks: Mapping[str, Risk],
        drivers: Mapping[str, Driver | None],
        said: Mapping[str, Role],
    ) -> None:
        """Everything that one part says of another."""
        self._check_plan(plan)
        roles = sorted({name.split(".")[1] for name in self.reading.raw if name.startswith("roles.")})
        for role in roles:
            steers = f"staffing.level_of_effort.{role}" in self.reading.raw
            external = role in said and said[role].external
            needed = OF_OTHERS if external else ROLE_NUMBERS if steers else (*ROLE_NUMBERS, WHILE_WAITING)
            missing = [number for number in needed if f"roles.{role}.{number}" not in self.reading.raw]
            if missing:
                near = did_you_mean(role, [other for other in roles if other != role])
                self._fault(
                    self.top["roles"].at([role]),
                    f"roles.{role}",
                    Sentence("a new role lacks {missing}{near}", missing=", ".join(missing), near=near),
                )
        for name, activity in plan.activities.items():
            self._check_activity(name, activity, self.top["plan"].at([name]), roles)
        for name, risk in risks.items():
            self._check_risk(name, risk, self.top["risks"].at([name]), (*plan.activities, OPERATE))
        self._check_unused(plan, roles, drivers)
        self._check_order()
        for name, belief in self.reading.beliefs.items():
            moves = belief.moves_with
            if moves is not None and moves.driver not in drivers:
                where = self.reading.raw[name].at(["moves_with", "driver"])
                text = Sentence(
                    "unknown driver {driver!r}{near}", driver=moves.driver, near=did_you_mean(moves.driver, drivers)
                )
                self._fault(where, f"{name}.moves_with", text)

    def _check_unused(self, plan: Plan, roles: list[str], drivers: Mapping[str, Driver | None]) -> None:
        """A driver that moves nothing, or a new role that does nothing, is a slip of the pen."""
        named = [node.at(["moves_with", "driver"]).value for node in self.reading.raw.values()]
        moved = {word for word in named if isinstance(word, str)} | {
            belief.moves_with.driver for belief in self.reading.beliefs.values() if belief.moves_with
        }
        for driver in drivers:
            if driver not in moved:
                near = did_you_mean(driver, [other for other in drivers if other != driver])
                self._fault(
                    self.top["drivers"].at([driver]),
                    f"drivers.{driver}",
                    Sentence("no assumption moves with it{near}", near=near),
                )
        working = {role for activity in plan.activities.values() for role in activity.roles}
        for role in roles:
            if role not in working and f"roles.{role}.people" not in self.shipped_units:
                self._fault(
                    self.top["roles"].at([role]),
                    f"roles.{role}",
                    Sentence("no activity of the plan has effort of this role"),
                )

    def _check_order(self) -> None:
        """Numbers of which one cannot be above the other, wherever each of them stands."""
        for smaller, larger in NOT_ABOVE:
            low, high = self.reading.beliefs.get(smaller), self.reading.beliefs.get(larger)
            if low is not None and high is not None and low.likeliest > high.likeliest:
                text = Sentence(
                    "{number:,.6g} is above {limit}, {most:,.6g} in {place}",
                    number=low.likeliest,
                    limit=larger,
                    most=high.likeliest,
                    place=self._place(larger),
                )
                self._fault(self.reading.raw[smaller], smaller, text)

    def _place(self, name: str) -> str:
        node = self.reading.raw[name]
        return f"{node.file}, line {node.line}"

    def _check_activity(self, name: str, activity: Activity, node: Node, roles: list[str]) -> None:
        for role in (*activity.roles, *activity.own_people):
            if role not in roles:
                text = Sentence("is no role{near}", near=did_you_mean(role, roles))
                self._fault(node.at(["effort", role]), f"plan.{name}.effort.{role}", text)
        for role in activity.own_people:
            if role not in activity.roles:
                text = Sentence("says how many people, and the activity has no effort of {role!r}", role=role)
                self._fault(node.at(["people", role]), f"plan.{name}.people.{role}", text)
        for other in activity.only_if:
            if other not in self.reading.raw:
                text = Sentence(
                    "no assumption {other!r}{near}", other=other, near=did_you_mean(other, self.reading.raw)
                )
                self._fault(node.at(["only_if"]), f"plan.{name}.only_if", text)

    def _check_risk(self, name: str, risk: Risk, node: Node, moments: tuple[str, ...]) -> None:
        for key, moment in (("when", risk.when), ("delay", risk.delays)):
            if moment is not None and moment not in (moments if key == "when" else moments[:-1]):
                text = Sentence(
                    "{moment!r} is no activity of the plan{near}", moment=moment, near=did_you_mean(moment, moments)
                )
                if any(shipped.startswith(f"plan.{moment}.") for shipped in self.shipped_units):
                    text = Sentence(
                        "{moment!r} is left out of the plan; leave out this risk as well, or say another {key}",
                        moment=moment,
                        key=key,
                    )
                self._fault(node.at([key]), f"risks.{name}.{key}", text)
        if risk.when == OPERATE and risk.stops:
            text = Sentence(
                "a risk in operation cannot stop the initiative before go-live; use operations.retirement_hazard"
            )
            self._fault(node.at(["stops"]), f"risks.{name}.stops", text)

    def check_categories(
        self,
        known: Mapping[str, Category],
        sections: Mapping[str, Mapping[str, Activity | Risk | AdditionalCost | None]],
    ) -> None:
        """Whatever is booked is booked under a category that there is."""
        declared = self.top["categories"].value if "categories" in self.top else {}
        for section, booked in sections.items():
            for name, part in booked.items():
                if part is not None and part.category not in declared:
                    node = self.top[section].at([name, "category"])
                    self._fault(node, f"{section}.{name}.category", no_category(part.category, known))

    def _fault(self, node: Node, name: str, text: str) -> None:
        self.reading.faults.append(node.fault(name, text))
