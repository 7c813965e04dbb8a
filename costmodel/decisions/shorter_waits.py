"""Waiting for others: what a month less of each wait saves in money and time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from costmodel.beliefs.belief import Belief
from costmodel.decisions.gains import columns, gain
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.result import Estimate
from costmodel.estimates.variations import Variations
from costmodel.files.assumptions import Assumptions
from costmodel.initiative.wording import Wording
from costmodel.simulation.inputs import Inputs

if TYPE_CHECKING:
    import pandas as pd

WHY = "to see what it saves"
BY = "waits"
VACANCY = "hiring.months_open"


@dataclass(frozen=True)
class Wait:
    """A number that keeps the initiative waiting.

    Attributes:
        name: of the assumption.
        meaning: what is kept waiting.
        waits_for: for whom or what.
        months: its mean in months, building blocks applied.
    """

    name: str
    meaning: str
    waits_for: str
    months: float

    def a_month_less(self, belief: Belief) -> tuple[Belief, float]:
        """The wait shortened in proportion until its mean is a month less, or none is left; and how much that is."""
        if self.months <= 1:
            return belief.believing({"value": 0.0}), self.months
        return belief.times(1 - 1 / self.months), 1.0

    def words(self, less: float, wording: Wording) -> str:
        """The shortening as an action, in words; part of a month to one digit, as people say it."""
        said = f"{less:.1g}"
        key = "month_less" if said == "1" else "months_less"
        return wording.phrase(key, months=wording.number(said), whom=self.waits_for, what=self.meaning)


@kinds_told
def waits(assumptions: Assumptions, samples: int = 4096, seed: int = 1) -> pd.DataFrame:
    """What a month less of each wait saves; the best first.

    A wait is shortened in proportion, so that a short one stays a short one; one whose mean is below a month is
    taken away whole, and `less` says how much that was. Also listed is the time for which a post stays open.

    Args:
        assumptions: what is believed.
        samples, seed: as for `estimate`; standard errors need 2,048 samples.

    Returns:
        a row for each wait, indexed by the name of its assumption, sorted by `saving`. Money in the model's currency;
        each figure with its standard error `se_...`:

        meaning: what is kept waiting. waits_for: for whom or what.
        wait: its mean in months. less: by how much it is shortened, in months.
        to_go_live: saved of the mean cost to go-live, carried through. months: saved until go-live; less than `less`
            where others are waited for at the same time.
        saving: as it happens, stops included (`gains.Gain.worth`). It may be below zero: a wait that keeps money
            together until somebody has said no is worth having.
    """
    import pandas as pd

    around = Variations.drawn(assumptions, samples, seed)
    before = around.known
    rows, names = [], []
    for wait, less, after in shortened(around):
        gained = gain(before, after)
        names.append(wait.name)
        rows.append(
            {
                "meaning": wait.meaning,
                "waits_for": wait.waits_for,
                "wait": wait.months,
                "less": less,
                **columns(gained, "to_go_live", "months"),
                "saving": gained.worth.value,
                "se_saving": gained.worth.error,
            }
        )
    names_of_columns = ["meaning", "waits_for", "wait", "less"]
    names_of_columns += [f"{se}{figure}" for figure in ("to_go_live", "months", "saving") for se in ("", "se_")]
    table = pd.DataFrame(rows, index=pd.Index(names, name="name"), columns=names_of_columns)
    return table.sort_values("saving", ascending=False, kind="stable")


def shortened(around: Variations) -> Iterator[tuple[Wait, float, Estimate]]:
    """Each wait, how much of it is taken away, and the estimate without that much."""
    before = around.known
    for wait in waits_of(before):
        belief, less = wait.a_month_less(before.assumptions[wait.name])
        after = before.assumptions.with_changes({wait.name: belief}, why=WHY, by=BY) if less > 0 else before.assumptions
        yield wait, less, around.of(after)


def awaited(assumptions: Assumptions) -> dict[str, tuple[str, str]]:
    """All waits of the plan, and an open post where the plan waits for one: what is kept waiting, and for whom."""
    activities = assumptions.structure.plan.activities
    known = {
        f"plan.{name}.wait": (content.meaning, content.waits_for)
        for name, content in activities.items()
        if content.waits_for is not None
    }
    if any(content.waits_for_hiring for content in activities.values()):
        known[VACANCY] = (assumptions[VACANCY].meaning, assumptions.structure.wording.phrase("vacancy"))
    return known


def waits_of(est: Estimate) -> list[Wait]:
    """All waits, with their means."""
    known = awaited(est.assumptions)
    sums = dict.fromkeys(known, 0.0)
    for source in est.sources():
        inputs = Inputs(est.assumptions, source)
        per_month = inputs.calendar.working_days_per_year / inputs.calendar.months_per_year
        for name in known:
            in_months = inputs[name] if name == VACANCY else inputs[name] / per_month
            sums[name] += float(np.mean(in_months)) * source.samples
    return [Wait(name, *known[name], sums[name] / est.samples) for name in known]
