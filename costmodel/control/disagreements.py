"""Whether what was approved still comes out, and if not, in sentences, why not and what moved."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from costmodel.beliefs.belief import Belief
from costmodel.estimates.result import Estimate
from costmodel.files.assumptions import Assumptions

if TYPE_CHECKING:
    import pandas as pd

SHOWN_NAMES, SHOWN_FIGURES = 5, 10
SCOPES = {"to_go_live": "the cost to go-live", "total": "the total"}
ROUNDING = 1e-9  # relative; figures that differ by less are the same


def summary(est: Estimate) -> pd.DataFrame:
    """The figures that are approved: those of `Estimate.summary`, and a row go_live in months."""
    import pandas as pd

    return pd.concat([est.summary(), est.go_live_figures()])


def disagreements(
    est: Estimate, files: Assumptions, beliefs: Mapping[str, Belief], facts: Mapping[str, Any], figures: pd.DataFrame
) -> list[str]:
    """A sentence for each reason why an approved estimate is not the same any more.

    Args:
        est: the numbers of the file, computed again.
        files: the assumptions that it was computed with.
        beliefs: name -> number, as the file has them.
        facts: what the file says of the approved estimate (fingerprint, version ...).
        figures: the approved ones; rows and columns as in `summary`.
    """
    found = []
    if est.fingerprint != facts["fingerprint"]:
        found.append(f"its fingerprint was {facts['fingerprint']} and is now {est.fingerprint}")
    if est.version != facts["version"]:
        found.append(f"it was computed by version {facts['version']}, this is {est.version}")
    gone = [name for name in beliefs if name not in files]
    new = [name for name in files if name not in beliefs]
    for names, what in ((gone, "gone from the assumptions"), (new, "new among the assumptions")):
        if names:
            rest = f" and {len(names) - SHOWN_NAMES} more" if len(names) > SHOWN_NAMES else ""
            found.append(f"{what}: {', '.join(names[:SHOWN_NAMES])}{rest}")
    if not gone and not new and est.assumptions.fingerprint != facts["assumptions_fingerprint"]:
        found.append("plan, risks, building blocks or numbers are not those that were approved")
    return [*found, *_moved(figures, summary(est))]


def _moved(approved: pd.DataFrame, now: pd.DataFrame) -> list[str]:
    """A sentence for each of the first figures that do not come out as approved, and one that counts the others."""
    found = []
    before, after = ({str(name): row for name, row in one.to_dict("index").items()} for one in (approved, now))
    for name, row in after.items():
        for column, value in row.items():
            was = before.get(name, {}).get(column)
            if was is None:
                found.append(f"{column} of {name} is not among the approved figures")
            elif not (math.isclose(value, was, rel_tol=ROUNDING) or (math.isnan(value) and math.isnan(was))):
                what = f"{str(column).upper() if str(column)[1:].isdigit() else column} of {SCOPES.get(name, name)}"
                found.append(f"{what}: {was:,.6g} was approved, {value:,.6g} comes out now")
    found += [f"{name} was approved and is no figure any more" for name in before if name not in after]
    more = len(found) - SHOWN_FIGURES
    return [*found[:SHOWN_FIGURES], f"and {more} more figures"] if more > 1 else found
