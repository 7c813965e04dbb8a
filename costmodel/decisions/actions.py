"""What to do first: a building block one level up, a month less of waiting, a risk mitigated; ranked by net saving."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from costmodel.beliefs.belief import Belief
from costmodel.decisions.gains import Figure, Gain, columns, gain
from costmodel.decisions.mitigations import Measure, active, measure, verdict, without_mitigation
from costmodel.decisions.shorter_waits import shortened
from costmodel.errors import did_you_mean
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.result import Estimate
from costmodel.estimates.variations import Variations
from costmodel.files.assumptions import Assumptions
from costmodel.initiative.blocks import BLOCKS, LEVELS, block_name

if TYPE_CHECKING:
    import pandas as pd

Step = tuple[str, Estimate]  # a building block, and the estimate with it one level up
WHY = "to see what it saves"
BY = "actions"
ACTION_COLUMNS = (
    *("name", "kind", "action", "cost", "saving", "se_saving", "net_saving", "se_net_saving"),
    *("to_go_live", "se_to_go_live", "months", "se_months", "production", "se_production"),
    *("verdict", "not_counted"),
)


@kinds_told
def capability_steps(assumptions: Assumptions, samples: int = 4096, seed: int = 1) -> pd.DataFrame:
    """What each of the six building blocks saves one level up, and how much the step may cost; the best first.

    Args:
        assumptions: what is believed; levels as they stand there.
        samples, seed: as for `estimate`; standard errors need 2,048 samples.

    Returns:
        a row for each block, indexed by its name, sorted by `may_cost`; a block at level 5 has no step and saves
        nothing. Money in the model's currency; each figure with its standard error `se_...`:

        meaning, from_level, to_level: the block and its likeliest level before and after.
        to_go_live: saved of the mean cost to go-live, carried through. months: saved until go-live.
        per_productive_month: saved of the mean money spent on all attempts for each month in production (as it
            happens: at most the horizon, ended by retirement; none where production is not reached).
        production: rise of the probability of reaching production.
        may_cost: the break-even: paid once for the step, a productive month costs as much as without it.
        rank_to_go_live, rank_months, rank_per_productive_month: 1 for the largest saving.
    """
    around = Variations.drawn(assumptions, samples, seed)
    return stepped(around.known, list(each_step(around)))


def stepped(before: Estimate, steps: Iterable[Step]) -> pd.DataFrame:
    """The table of `capability_steps` from steps that are simulated already.

    Args:
        before: the estimate as it is.
        steps: as `each_step` gives them.
    """
    import pandas as pd

    assumptions = before.assumptions
    rows, names = [], []
    for block, after in steps:
        gained = gain(before, after)
        names.append(block)
        rows.append(
            {
                "meaning": _block_meaning(assumptions, block),
                "from_level": assumptions[block_name(block)].likeliest,
                "to_level": after.assumptions[block_name(block)].likeliest,
                **columns(gained, "to_go_live", "months", "per_productive_month", "production"),
                "may_cost": gained.worth.value,
                "se_may_cost": gained.worth.error,
            }
        )
    table = pd.DataFrame(rows, index=pd.Index(names, name="block"))
    for figure in ("to_go_live", "months", "per_productive_month"):
        table[f"rank_{figure}"] = table[figure].rank(ascending=False, method="min", na_option="bottom").astype(int)
    return table.sort_values("may_cost", ascending=False, kind="stable")


@kinds_told
def best_actions(
    assumptions: Assumptions, samples: int = 4096, seed: int = 1, costs: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """Everything that could be done, in one list ranked by net saving: steps, shorter waits, mitigations not yet done.

    Each is tried alone; two of them together may save less than their sum.

    Args:
        assumptions: what is believed.
        samples, seed: as for `estimate`; standard errors need 2,048 samples.
        costs: name of an action -> what it costs, once; for a mitigation instead of the cost in the assumptions.

    Returns:
        a row for each action, indexed by the assumption that it moves, largest `net_saving` first. Money in the
        model's currency; each saving with its standard error `se_...`:

        kind: "capability", "wait" or "mitigation". action: what is done, in words.
        cost: what it costs: `costs`, or what the assumptions say of a mitigation, as it happens (little where the
            initiative often ends before it is paid). NaN where nobody has said; then `net_saving` is what it may cost.
        saving: as it happens, stops included, at equal benefit (`gains.Gain.worth`), before its own cost.
        net_saving: saving less cost.
        to_go_live, months: saved until go-live, carried through, before its own cost. production: rise of the
            probability of reaching production.
        verdict: where the cost is known, whether the action pays in this case, of `mitigations.VERDICTS`; else "".
        not_counted: what a mitigation prevents beside and no figure here counts; "" where nobody has said.

    Raises:
        ValueError: a cost for something that is no action here.
    """
    return ranked(each_action(Variations.drawn(assumptions, samples, seed)), costs)


def ranked(actions: Iterable[Action], costs: Mapping[str, float] | None = None) -> pd.DataFrame:
    """The table of `best_actions` from actions that are simulated already.

    Args:
        actions: as `each_action` gives them.
        costs: as for `best_actions`.

    Raises:
        ValueError: a cost for something that is no action here.
    """
    import pandas as pd

    given = dict(costs or {})
    rows = []
    for action in actions:
        as_assumed = action.name not in given
        cost = given.pop(action.name, action.cost)
        net = action.gained.worth.value - (0.0 if np.isnan(cost) else cost)
        error = action.net.error if as_assumed else action.gained.worth.error
        rows.append(
            {
                "name": action.name,
                "kind": action.kind,
                "action": action.words,
                "cost": cost,
                "saving": action.gained.worth.value,
                "se_saving": action.gained.worth.error,
                "net_saving": net,
                "se_net_saving": error,
                **columns(action.gained, "to_go_live", "months", "production"),
                "verdict": "" if np.isnan(cost) else verdict(net, error),
                "not_counted": action.not_counted,
            }
        )
    if given:
        name = next(iter(given))
        raise ValueError(f"no action {name!r}{did_you_mean(name, [str(row['name']) for row in rows])}")
    table = pd.DataFrame(rows, columns=list(ACTION_COLUMNS)).set_index("name")
    return table.sort_values("net_saving", ascending=False, kind="stable")


@dataclass(frozen=True)
class Action:
    """One entry of the list.

    Attributes:
        kind: "capability", "wait" or "mitigation".
        name: the assumption that it moves.
        words: what is done.
        cost: money, once; NaN where nobody has said.
        gained: what it saves before its own cost.
        net: the same after it, with its standard error.
        not_counted: what it prevents beside and no figure here counts.
    """

    kind: str
    name: str
    words: str
    cost: float
    gained: Gain
    net: Figure
    not_counted: str = ""


def each_action(
    around: Variations, steps: Iterable[Step] | None = None, measures: Mapping[str, Measure] | None = None
) -> Iterator[Action]:
    """Everything that could be done, one after the other, each simulated when it is asked for.

    Args:
        around: the estimate as it is.
        steps: as `each_step` gives them, where they are simulated already.
        measures: as `open_measures` gives them, where they are simulated already.
    """
    before, known = around.known, measures or {}
    assumptions, unknown = before.assumptions, float("nan")
    wording = assumptions.structure.wording
    for block, after in each_step(around) if steps is None else steps:
        if after is not before:
            name, gained = block_name(block), gain(before, after)
            level = wording.number(f"{after.assumptions[name].likeliest:g}")
            words = wording.phrase("level_up", block=_block_meaning(assumptions, block), level=level)
            yield Action("capability", name, words, unknown, gained, gained.worth)
    for wait, less, after in shortened(around):
        if less > 0:
            gained = gain(before, after)
            yield Action("wait", wait.name, wait.words(less, wording), unknown, gained, gained.worth)
    for risk, content in assumptions.structure.risks.items():
        if content.mitigation and without_mitigation(assumptions, risk) is assumptions:
            taken = known.get(risk) or measure(around, risk)
            gained, net = gain(before, taken.free), gain(before, taken.priced).worth
            beside = content.not_counted or ""
            yield Action("mitigation", active(risk), content.mitigation, taken.spend, gained, net, beside)


def _block_meaning(assumptions: Assumptions, block: str) -> str:
    return assumptions.structure.wording.block(assumptions[block_name(block)].meaning)


def each_step(around: Variations) -> Iterator[Step]:
    """Each building block with the estimate one level up; at the top, the estimate as it is."""
    before = around.known
    for block in BLOCKS:
        name = block_name(block)
        level = before.assumptions[name]
        if level.low >= LEVELS[-1]:
            yield block, before
            continue
        after = before.assumptions.with_changes({name: one_level_up(level)}, why=WHY, by=BY)
        yield block, around.of(after)


def one_level_up(level: Belief) -> Belief:
    """The same belief one level higher, ended at level 5."""
    top = float(LEVELS[-1])
    return level.mapped(lambda number: min(number + 1, top))
