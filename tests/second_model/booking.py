"""Lines of cost and the windows of time in which they are spent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tests.second_model.beliefs import Array
from tests.second_model.drawing import Values
from tests.second_model.plan import Plan

POINT = 0.000001  # months: what is spent at a moment is spent at once

Window = tuple[Array, Array]


@dataclass(frozen=True)
class Line:
    """One line of cost: what it is for, who is paid, how much in each sample, between which months."""

    item: str
    category: str
    phase: str
    layer: str
    payee: str
    amount: Array
    window: Window
    at_retirement: bool = False
    sold: Callable[[Array], Array] | None = None

    @property
    def scope(self) -> str:
        return "after_go_live" if self.phase == "operate" else "to_go_live"

    def spent(self, end: Array, reached: Array) -> Array:
        """What of it is spent if everything ends then; the end of life only where production was reached."""
        if self.sold is not None:
            return self.sold(end)
        if self.at_retirement:
            return self.amount * reached
        start, until = self.window
        return self.amount * np.clip((end - start + POINT) / (until - start + POINT), 0, 1)


class Books:
    """What is booked, and the words in which the formulas of cost speak of time and of people's days."""

    def __init__(self, values: Values, plan: Plan) -> None:
        self.values, self.plan, self.lines = values, plan, list[Line]()
        self.nothing = plan.nothing
        self.horizon = self.nothing + values["initiative.horizon"]
        self.years = self.horizon / 12
        self.productive_days = values["calendar.productive_days_per_year"]

    def book(
        self,
        item: str,
        kind: tuple[str, str, str, str],
        amount: Array,
        window: Window,
        at_retirement: bool = False,
        again: str = "",
        sold: Callable[[Array], Array] | None = None,
        whose: str = "",
    ) -> None:
        """One line: `kind` is its category, phase, layer and payee. With `again`, a second one for what is repeated
        with that activity. With `whose`, time of a role: of the data scientist's, what falls into the months in which
        an external holds the post is a line of its own, paid to others."""
        amount = self.nothing + amount
        if whose == "data_scientist" and kind[1] != "operate":
            for last, (_, loop) in self.plan.loops.items():
                if again in loop:
                    passed = self.plan.passed[last]
                    told, repeated = f"Repeat of {item[0].lower()}{item[1:]}", amount * self.plan.repeated(again)
                    self.book(told, kind, repeated, (passed.work_end, passed.finish), whose=whose)
            part = self.bridged_part(window)
            self.book(item, kind, amount * (1 - part), window)
            self.book(f"{item}, by an external", (*kind[:3], "service"), amount * part, window)
            return
        category, phase, layer, payee = kind
        if payee != "labour":
            amount = np.where(amount > 0, amount * (1 + self.values["initiative.non_deductible_vat"]), amount)
        self.lines.append(Line(item, category, phase, layer, payee, amount, window, at_retirement, sold))
        for last, (_, loop) in self.plan.loops.items():
            if again in loop:
                passed = self.plan.passed[last]
                told = f"Repeat of {item[0].lower()}{item[1:]}"
                repeated = amount * self.plan.repeated(again)
                self.lines.append(Line(told, *kind, repeated, (passed.work_end, passed.finish)))

    def bridged_part(self, window: Window) -> Array:
        """The part of a stretch of time in which an external holds the open post."""
        first = self.work_of("team_building", "explore")[1]
        until = np.minimum(first + self.plan.bridged_post, self.plan.go_live)
        length, both = window[1] - window[0], np.minimum(window[1], until) - np.maximum(window[0], first)
        with np.errstate(invalid="ignore", divide="ignore"):
            part = np.clip(both / length, 0, 1)
        return np.where(length > 0, part, (window[0] >= first) & (window[0] < until))

    # -- windows -------------------------------------------------------------------------------------------------

    def work_of(self, activity: str, phase: str = "") -> Window:
        """The first pass of an activity's work; the phase, where the plan does without the activity."""
        if activity not in self.plan.activities:
            return self.phase(phase)
        passed = self.plan.passed[activity]
        return passed.work_start, passed.work_end

    def phase(self, phase: str) -> Window:
        """From the first start to the last finish of a phase's activities."""
        own = [self.plan.passed[name] for name, said in self.plan.activities.items() if said["phase"] == phase]
        return np.min([one.start for one in own], axis=0), np.max([one.finish for one in own], axis=0)

    @property
    def to_go_live(self) -> Window:
        return self.nothing, self.plan.go_live

    @property
    def from_business_case(self) -> Window:
        known = "business_case" in self.plan.activities
        return (self.plan.passed["business_case"].finish if known else self.nothing), self.plan.go_live

    @property
    def operation(self) -> Window:
        return self.plan.go_live, self.plan.go_live + self.horizon

    @property
    def at_the_end(self) -> Window:
        return self.operation[1], self.operation[1]

    # -- people --------------------------------------------------------------------------------------------------

    def day(self, role: str) -> Array:
        """What a day of a role costs."""
        values = self.values
        loaded = 1 + values["staffing.employer_on_cost"]
        from_pay = values[f"roles.{role}.gross_pay"] * loaded * (1 + values["staffing.overhead"]) / self.productive_days
        return np.where(values["staffing.rate_from_gross_pay"] > 0, from_pay, values[f"roles.{role}.day_rate"])


def months(window: Window) -> Array:
    """How long a window is."""
    return window[1] - window[0]
