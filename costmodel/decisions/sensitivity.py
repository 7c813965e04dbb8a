"""What drives the cost and the date: which cause carries how much of the spread, from the samples already drawn.

Two readings of the same question. `drivers` asks how much of the spread would go if one cause were known; `tornado`
asks how far the result moves when one number is set low and then high while all others stay as they were drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from costmodel.beliefs.percentiles import quantile, standard_error_of_mean, standard_error_of_quantile
from costmodel.decisions.acted_on import acted_on
from costmodel.decisions.columns import independent
from costmodel.decisions.decomposition import NOT_SEEN, Part, decomposed
from costmodel.decisions.strata import Bins
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.result import Estimate
from costmodel.estimates.variations import Variations
from costmodel.files.assumptions import Assumptions
from costmodel.initiative.wording import Wording
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

ENDS = ("p10_p90", "bounds")
OTHERS, REMAINDER = "others", "remainder"
NOTHING_SEEN = ("", float("nan"), "")  # direction, swing and actions of what is no single cause
DRIVER_COLUMNS = ("kind", "meaning", *Part._fields, "acted_on")
# -- of an estimate ---------------------------------------------------------------------------------------------------


@kinds_told
def drivers(
    est: Estimate, of: str | Array = "to_go_live", confidence: float | None = None, most: int | None = None
) -> pd.DataFrame:
    """What drives a figure: the shares of its variance by independent causes, which add up to one; the largest first.

    Causes are the hidden drivers (the tempo of the organisation, trouble with data), each assumption's own part (what
    is left of it when its driver is known; the whole of it where it moves with none), and the remainder: what several
    of them do only together. Measured is Var(E[figure | cause]) / Var(figure), as in `first_order`: by how much the
    variance would shrink on average if this one cause were known.

    Args:
        est: an estimate with more than one sample; nothing is simulated again, the draws are only looked up.
        of: a figure as for `Estimate.quantile`, or its value in every sample, shape (samples,).
        confidence: 0.8 asks for the drivers of the tail: of whether the figure ends above its P80 or not.
        most: only so many of the largest, and of those that are seen; all others are one row. None lists every one.

    Returns:
        a row for each hidden driver (``drivers.NAME``) and each uncertain assumption, then ``others`` where `most` is
        asked for, and ``remainder`` at the end. Noise takes small shares a little below zero, and those of the sum
        with them. Columns:

        kind: "driver", "assumption", "discrepancy" (what experience adds), "others", "remainder".
        meaning: in the language of the assumptions.
        share: of the variance; all rows add up to 1 (0 for a figure without spread). standard_error: of the share.
        direction: with a higher value the figure: "raises", "lowers", "both ways"; "not seen" within two errors of 0.
        swing: the figure's mean in the highest tenth of the cause less that in its lowest (of an event: happens less
            does not), in money or months; with `confidence`, of the chance to end above.
        acted_on: what the model knows to move it, of `acted_on.WAYS`, with commas between; empty where nothing.

    Raises:
        ValueError: an unknown figure, a confidence that is not between 0 and 1, or the likeliest case.
    """
    if isinstance(of, str):
        found = _FOUND.setdefault(est, {})
        if (of, confidence) not in found:
            found[of, confidence] = _drivers(est, _measured(est.figure(of), confidence))
        table = found[of, confidence].copy()
    else:
        table = _drivers(est, _measured(of, confidence))
    return table if most is None else leading(table, most, est.assumptions.structure.wording)


_FOUND: WeakKeyDictionary[Estimate, dict[tuple[str, float | None], pd.DataFrame]] = WeakKeyDictionary()


def _drivers(est: Estimate, output: Array) -> pd.DataFrame:
    import pandas as pd

    named: list[tuple[str, str, str]] = []

    def every() -> Iterator[Bins]:
        for column in independent(est):
            named.append((column.name, column.kind, column.meaning))
            yield column.bins

    found = decomposed(output, every())
    ways = acted_on(est.assumptions)
    every_row = zip(named, found.parts, strict=True)
    rows = [
        (name, kind, meaning, *part, ", ".join(ways.get(name, ())))
        for (name, kind, meaning), part in sorted(every_row, key=lambda row: -row[1].share)
    ]
    wording = est.assumptions.structure.wording
    if rows:
        rest = (found.remainder, found.standard_error)
        rows.append((REMAINDER, REMAINDER, wording.phrase("drivers_remainder"), *rest, *NOTHING_SEEN))
    return pd.DataFrame(rows, columns=["assumption", *DRIVER_COLUMNS]).set_index("assumption")


def leading(table: pd.DataFrame, most: int, wording: Wording) -> pd.DataFrame:
    """The largest drivers that are seen, all others as one row, and the remainder: what is shown still adds up.

    What is not seen is not listed: of some hundred shares that are noise, the largest would look like something.

    Args:
        table: as `drivers` gives it, whole.
        most: how many at most.
        wording: of the assumptions, for what the others are called.

    Returns:
        the same columns; of ``others`` the standard error is the root of the sum of squares, for the noise of each
        share is its own.
    """
    import pandas as pd

    rest = table[table["kind"] == REMAINDER]
    causes = table.drop(index=rest.index)
    first = causes[causes["direction"] != NOT_SEEN].head(most)
    others = causes.drop(index=first.index)
    if others.empty:
        return table
    told = wording.phrase("drivers_others", count=str(len(others)))
    error = float(np.sqrt(np.sum(np.square(others["standard_error"]))))
    row = (OTHERS, told, float(others["share"].sum()), error, *NOTHING_SEEN)
    folded = pd.DataFrame([row], columns=table.columns, index=pd.Index([OTHERS], name=table.index.name))
    return pd.concat([first, folded, rest])


def _measured(values: Array, confidence: float | None) -> Array:
    if confidence is None:
        return values
    _check(confidence)
    return np.where(values > quantile(values, confidence), 1.0, 0.0)


def _check(confidence: float | None) -> None:
    if confidence is not None and not 0 < confidence < 1:
        raise ValueError("a confidence lies between 0 and 1, such as 0.8")


# -- one number low, then high ----------------------------------------------------------------------------------------


@kinds_told
def tornado(
    assumptions: Assumptions,
    of: str = "to_go_live",
    samples: int = 4096,
    seed: int = 1,
    most: int | None = None,
    confidence: float | None = None,
    ends: str = "p10_p90",
    names: Iterable[str] | None = None,
) -> pd.DataFrame:
    """How far a figure moves when one assumption is set low, then high, and all others stay as drawn.

    All runs share their random numbers, so a swing carries almost no noise. An event is set to "does not happen" and
    "happens": its swing says what is at stake, not how likely it is. Companions of a shared driver stay as drawn.

    Args:
        assumptions: what is believed.
        of: a figure as for `Estimate.quantile`.
        samples, seed: of each of the runs, two for each assumption; 1 sample compares likeliest cases.
        most: only so many of the largest swings.
        confidence: moved is the mean, or this percentile (0.8 for P80).
        ends: "p10_p90", or "bounds" (hard bounds; P10 and P90 where there are none).
        names: only these; otherwise all that are uncertain.

    Returns:
        a row for each assumption, the largest swing first; columns meaning, unit, low_value, high_value (what
        it is set to), low, high (the figure then), base (the figure with everything drawn), swing (high - low),
        standard_error (of the swing; NaN below 2,048 samples).

    Raises:
        ValueError: an unknown figure or kind of ends, or an impossible confidence.
        KeyError: an unknown name.
    """
    import pandas as pd

    _check(confidence)
    if ends not in ENDS:
        raise ValueError(f"no ends {ends!r}; there are {', '.join(ENDS)}")
    around = Variations.drawn(assumptions, samples, seed)
    base = _figure(around.known.figure(of), confidence)
    rows = []
    for name in assumptions.uncertain if names is None else names:
        belief = assumptions[name]
        values = (belief.low, belief.high) if ends == "bounds" else belief.quantile(np.array([0.1, 0.9]))
        low, high = (0.0, 1.0) if belief.is_event else (float(values[0]), float(values[1]))
        runs = [around.of(assumptions.with_changes({name: value}, by="tornado")).figure(of) for value in (low, high)]
        at_low, at_high = (_figure(run, confidence) for run in runs)
        error = _error(runs[0], runs[1], confidence)
        rows.append((name, belief.meaning, belief.unit, low, high, at_low, at_high, base, at_high - at_low, error))
    columns = ["meaning", "unit", "low_value", "high_value", "low", "high", "base", "swing", "standard_error"]
    found = pd.DataFrame(rows, columns=["assumption", *columns]).set_index("assumption")
    found = found.sort_values("swing", key=np.abs, ascending=False, kind="stable")
    return found if most is None else found.head(most)


def _figure(values: Array, confidence: float | None) -> float:
    return float(values.mean()) if confidence is None else quantile(values, confidence)


def _error(low: Array, high: Array, confidence: float | None) -> float:
    """Standard error of the swing; of percentiles as if the runs were independent, so rather too much."""
    if confidence is None:
        return standard_error_of_mean(high - low)
    return math.hypot(*(standard_error_of_quantile(run, confidence) for run in (low, high)))
