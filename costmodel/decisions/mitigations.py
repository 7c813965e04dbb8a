"""Risk by risk: what it contributes to cost, time and failure, and what its mitigation leaves, costs and returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from costmodel.decisions.gains import Figure, Gain, gain, mean_of
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.result import Estimate
from costmodel.estimates.simulation import sources
from costmodel.estimates.variations import Variations
from costmodel.files.assumptions import Assumptions
from costmodel.initiative.risks import strikes
from costmodel.simulation.inputs import Inputs

if TYPE_CHECKING:
    import pandas as pd


def active(risk: str) -> str:
    """The name of the switch that says whether a risk's mitigation is done."""
    return f"risks.{risk}.mitigation.active"


def without_mitigation(assumptions: Assumptions, risk: str) -> Assumptions:
    """The same assumptions with a risk's mitigation left undone; themselves where it is undone already."""
    if not assumptions.structure.risks[risk].mitigation or _is(assumptions, active(risk), 0):
        return assumptions
    return assumptions.with_changes({active(risk): 0}, why="the risk without its mitigation", by="risks")


def with_mitigation(assumptions: Assumptions, risk: str, *, free: bool = False) -> Assumptions:
    """The same assumptions with a risk's mitigation done, or done and costing nothing."""
    changes: dict[str, float] = {active(risk): 1}
    if free and assumptions.structure.risks[risk].mitigation_cost:
        changes[f"risks.{risk}.mitigation.cost"] = 0
    return assumptions.with_changes(changes, why="the risk with its mitigation", by="risks")


VERDICTS = ("pays", "does not pay", "too close to tell")


def verdict(worth: float, error: float) -> str:
    """Whether a measure pays in a case, of `VERDICTS`: for sure only beyond two standard errors of the simulation.

    Args:
        worth: what it saves less what it costs, money.
        error: its standard error; NaN where there are too few samples, and then nothing is sure.
    """
    if worth > 2 * error:
        return VERDICTS[0]
    return VERDICTS[1] if worth < -2 * error else VERDICTS[2]


@dataclass(frozen=True)
class Measure:
    """A risk's mitigation, simulated: done at its price, and done and costing nothing."""

    priced: Estimate
    free: Estimate

    @property
    def spend(self) -> float:
        """What the measure itself costs, as it happens: little where the initiative often ends before it is paid."""
        return mean_of(self.priced.spent - self.free.spent).value


def measure(around: Variations, risk: str) -> Measure:
    """A risk's mitigation, drawn as the estimate was."""
    now = around.known.assumptions
    return Measure(*around.both(with_mitigation(now, risk), with_mitigation(now, risk, free=True)))


def open_measures(around: Variations) -> dict[str, Measure]:
    """The mitigations that an estimate does not hold yet, by risk; `contributions` and `each_action` both need them."""
    now = around.known.assumptions
    undone = (risk for risk, content in now.structure.risks.items() if content.mitigation)
    return {risk: measure(around, risk) for risk in undone if without_mitigation(now, risk) is now}


def probability(assumptions: Assumptions, risk: str, samples: int, seed: int) -> float:
    """The share of samples in which a risk strikes, building blocks and mitigation applied."""
    struck = [
        np.broadcast_to(Inputs(assumptions, source).plain(strikes(risk)), (source.samples,))
        for source in sources(samples, seed)
    ]
    return float(np.mean(np.concatenate(struck)))


@kinds_told
def risks(assumptions: Assumptions, samples: int = 4096, seed: int = 1) -> pd.DataFrame:
    """What each risk contributes, and what its mitigation would change; the dearest risk first.

    A risk's contribution is the estimate with it less the estimate in which it cannot strike, everything else drawn
    alike. "Before" is without the mitigation, "after" with it; which of the two the assumptions hold says `active`.
    Contributions of several risks need not add up: they meet in the schedule, and only one of them can stop.

    Args:
        assumptions: what is believed.
        samples, seed: as for `estimate`; standard errors need 2,048 samples.

    Returns:
        a row for each risk, indexed by name, sorted by `loss`. Money in the model's currency, months as they are:

        meaning: what happens. probability: that it strikes, before mitigation.
        cost, se_cost: to the whole-life cost, carried through; of which to_go_live, se_to_go_live.
        months, se_months: to the months until go-live, carried through.
        production, se_production: by how much it lowers the probability of reaching production.
        loss, se_loss: as it happens, stops included, at equal benefit (`gains.Gain.worth`).
        mitigation: what can be done, "" where nothing is known. active: whether it is done.
        probability_after, cost_after, months_after, production_after, loss_after: what is left of these, without the
            measure's own cost; NaN where there is no mitigation.
        mitigation_cost: what the measure itself costs, carried through. mitigation_spend: the same as it happens:
            less where the initiative often ends before it is paid.
        net_benefit, se_net_benefit: what the measure is worth as it happens, its own cost paid:
            loss - loss_after - mitigation_spend.
        verdict: of the measure in this case, of `VERDICTS`; "" where there is none.
        not_counted: what the measure prevents beside and no figure here counts; "" where nobody has said.
        return: net benefit for each unit of money spent on the measure; NaN where it costs nothing.
    """
    return contributions(Variations.drawn(assumptions, samples, seed))


def contributions(around: Variations, measures: Mapping[str, Measure] | None = None) -> pd.DataFrame:
    """The table of `risks` for an estimate that is simulated already.

    Args:
        around: the estimate as it is.
        measures: as `open_measures` gives them, where they are simulated already.
    """
    import pandas as pd

    known, risky = measures or {}, around.known.assumptions.structure.risks
    rows = [_row(around, risk, known.get(risk)) for risk in risky]
    names = pd.Index(list(risky), name="risk")
    table = pd.DataFrame(rows, index=names, columns=list(COLUMNS))
    return table.sort_values("loss", ascending=False, kind="stable")


COLUMNS = (
    *("meaning", "probability", "cost", "se_cost", "to_go_live", "se_to_go_live", "months", "se_months"),
    *("production", "se_production", "loss", "se_loss", "mitigation", "active", "probability_after", "cost_after"),
    *("months_after", "production_after", "loss_after", "mitigation_cost", "mitigation_spend"),
    *("net_benefit", "se_net_benefit", "verdict", "not_counted", "return"),
)


def _row(around: Variations, risk: str, known: Measure | None) -> dict[str, object]:
    now = around.known
    content = now.assumptions.structure.risks[risk]
    before = around.of(without_mitigation(now.assumptions, risk))
    never = around.of(before.assumptions.with_changes({strikes(risk): 0}, why="without the risk", by="risks"))
    contribution = gain(before, never)
    row: dict[str, object] = {
        "meaning": content.meaning,
        "probability": probability(before.assumptions, risk, now.samples, now.seed),
        "mitigation": content.mitigation or "",
        "verdict": "",
        "not_counted": content.not_counted or "",
        "active": bool(content.mitigation) and not _is(now.assumptions, active(risk), 0),
        **_figures("cost", contribution.total),
        **_figures("to_go_live", contribution.to_go_live),
        **_figures("months", contribution.months),
        **_figures("production", contribution.production),
        **_figures("loss", contribution.worth),
    }
    if content.mitigation:
        row |= _mitigated(before, never, contribution, risk, known or measure(around, risk))
    return row


def _mitigated(before: Estimate, never: Estimate, contribution: Gain, risk: str, taken: Measure) -> dict[str, object]:
    """What the mitigation leaves of a contribution, what it costs and what it is worth."""
    priced, free = taken.priced, taken.free
    left, worth = gain(free, never), gain(before, priced).worth
    spend = taken.spend
    return {
        "probability_after": probability(priced.assumptions, risk, before.samples, before.seed),
        "cost_after": left.total.value,
        "months_after": left.months.value,
        "production_after": left.production.value,
        "loss_after": contribution.worth.value - gain(before, free).worth.value,
        "mitigation_cost": mean_of(priced.total - free.total).value,
        "mitigation_spend": spend,
        **_figures("net_benefit", worth),
        "verdict": verdict(worth.value, worth.error),
        "return": worth.value / spend if spend > 0 else float("nan"),
    }


def _figures(name: str, figure: Figure) -> dict[str, float]:
    return {name: figure.value, f"se_{name}": figure.error}


def _is(assumptions: Assumptions, name: str, value: float) -> bool:
    belief = assumptions[name]
    return belief.certain and belief.likeliest == value
