"""What stands behind the work that everybody sees: waiting, work done again, handover, the rest, and operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costmodel.estimates.result import Estimate
from costmodel.language.language import Language, language

if TYPE_CHECKING:
    import pandas as pd

PARTS = ("visible", "waiting", "again", "handover", "rest", "operations")
CUTS = ("scope", "layer", "category", "item")
AGAIN = "Repeat of "  # how the ledger calls a line of work that is done again


def hidden_work(est: Estimate, code: str | Language = "en") -> pd.DataFrame:
    """The mean cost of the whole life in six parts that add up to it; the first is what a first estimate contains.

    Visible is the work on the model and its experiments, done once (layer prototype). Done again is what any loop of
    rework repeats. Waiting and handover are the categories of these names, and the rest is all other cost until
    go-live: data, team and steering, the law. Operations are everything after go-live.

    Args:
        est: a simulation, or the likeliest case.
        code: the language.

    Returns:
        a row for each part and a last one for their sum, indexed by their names in the language; the columns are the
        mean in money and the share of the sum in per cent.
    """
    import pandas as pd

    says = language(code)
    sums = dict.fromkeys(PARTS, 0.0)
    lines = est.by(list(CUTS))["mean"].reset_index()
    for line in lines.to_dict("records"):
        sums[_part(*(str(line[cut]) for cut in CUTS))] += float(line["mean"])
    whole = sum(sums.values())
    rows = [(mean, 100 * mean / whole if whole else 0.0) for mean in (*sums.values(), whole)]
    names = [*(says(f"hidden: {part}") for part in PARTS), says("total row")]
    columns = [f"{says('column mean')}, {est.assumptions.currency}", f"{says('column share')}, %"]
    return pd.DataFrame(rows, index=pd.Index(names, name=says("hidden: part")), columns=columns)


def _part(scope: str, layer: str, category: str, item: str) -> str:
    if scope == "after_go_live":
        return "operations"
    if item.startswith(AGAIN):
        return "again"
    if layer == "prototype":
        return "visible"
    return category if category in PARTS else "rest"
