"""Why a newer estimate differs from an older one, change by change, adding up; none gains by its place in a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import factorial, nan
from typing import TYPE_CHECKING

import numpy as np

from costmodel.decisions.attribution import MOST_EXACT, Share, Walk, exact, in_order, sampled
from costmodel.decisions.changes import changed_names, listed, text
from costmodel.decisions.comparison import same_draws
from costmodel.estimates import asked
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.result import Estimate

if TYPE_CHECKING:
    import pandas as pd

OLD, NEW, STRUCTURE, SIMULATION, OTHERS = "old", "new", "structure", "simulation", "others"
AS_GIVEN = "as_given"
ORDERS = 6  # sampled beyond: three orders, each with its reverse
FEWEST_ORDERS = 4  # two orders and their reverses; with one there would be no error
COLUMNS = ("meaning", "before", "after", "why", "effect", "level", "standard_error", "order_error")


@kinds_told
def bridge(
    old: Estimate,
    new: Estimate,
    of: str = "to_go_live",
    confidence: float | None = None,
    order: str | Sequence[str] | None = None,
    orders: int = ORDERS,
) -> pd.DataFrame:
    """Why the new estimate differs from the old one, assumption by assumption, adding up exactly.

    What did not change has no row. What cannot be replaced one by one (another plan, risks, building blocks,
    assumptions that came or went) is one row, "structure", after the numbers. Where the old estimate was computed with
    other figures than this program finds for it (an older version), a row "simulation" before all others holds that.
    Rows stand in the order of the old files, which says nothing.

    Args:
        old, new: estimates with the same seed and number of samples.
        of: a figure as for `Estimate.quantile`.
        confidence: bridged is the mean, or this percentile (0.8 for P80).
        order: None: the effect of each change is its mean over orders, all of them up to `MOST_EXACT` changes.
            "as_given": one after another as the old files declare them. Or the names of the changed assumptions in
            the order in which they are to be made.
        orders: how many orders are sampled where changes are more than `MOST_EXACT`, half of them reverses of others.

    Returns:
        a row "old", the changes, a row "new"; columns meaning, before, after (the beliefs, as text), why (as the last
        change of it says), effect (in the unit of the figure), level (the figure after this row), standard_error (of
        the effect, that of the orders included; NaN below 2,048 samples, in the first row and the last), order_error
        (what of it comes from sampling orders; 0 where none are). The sum of the effects is the level of "new" less
        that of "old". ``attrs["attribution"]`` is "exact", "sampled" or "stated", ``attrs["orders"]`` how many.

    Raises:
        TypeError: no estimates.
        ValueError: different seeds, numbers of samples or currencies, an unknown figure, an impossible confidence, an
            order that does not name every change once, or too few orders or an odd number of them.
    """
    import pandas as pd

    same_draws(old, new)
    if confidence is not None:
        asked.within("confidence", confidence)
        asked.several(old)
    asked.count("orders", orders, FEWEST_ORDERS)
    if orders % 2:
        raise ValueError(f"orders are sampled in pairs, each with its reverse; {orders} is odd")
    names = changed_names(old.assumptions, new.assumptions)
    walk = Walk(old, new, tuple(names), of, confidence)
    stated = _stated(order, names)
    if stated is not None:
        shares, attribution, counted = in_order(walk, stated), "stated", 1
    elif len(names) <= MOST_EXACT:
        shares, attribution, counted = exact(walk), "exact", factorial(len(names))
    else:
        shares, attribution, counted = sampled(walk, orders), "sampled", orders
    rows = list(_rows(walk, shares))
    found = pd.DataFrame([row[1:] for row in rows], columns=list(COLUMNS))
    found.index = pd.Index([row[0] for row in rows], name="assumption")
    found.attrs |= {"attribution": attribution, "orders": counted}
    return found


def shortened(found: pd.DataFrame, most: int, others: str = "All other changes") -> pd.DataFrame:
    """A bridge with its largest effects alone, the others in one row, closing at the new figure.

    Args:
        found: as from `bridge`.
        most: rows of changes at most, that of the others included.
        others: what their row is called.

    Returns:
        the rows "old", the largest effects first, "others" where some are left out, and "new"; levels follow that
        order. The error of "others" is the root of the sum of squares, as if they were independent.
    """
    import pandas as pd

    changes = found.iloc[1:-1]
    largest = changes.loc[changes["effect"].abs().sort_values(ascending=False, kind="stable").index]
    shown, left = (largest, largest.iloc[:0]) if len(largest) <= most else (largest[: most - 1], largest[most - 1 :])
    parts = [found.iloc[:1], shown]
    if len(left):
        errors = {name: float(np.sqrt((left[name] ** 2).sum(skipna=False))) for name in COLUMNS[-2:]}
        row = dict.fromkeys(COLUMNS[:4], "") | {"meaning": others, "effect": float(left["effect"].sum())} | errors
        parts.append(pd.DataFrame([row], index=pd.Index([OTHERS], name="assumption")))
    closed = pd.concat([*parts, found.iloc[-1:]])
    levels = float(found["level"].iloc[0]) + closed["effect"].to_numpy().cumsum()
    closed["level"] = [*levels[:-1], float(found["level"].iloc[-1])]
    return closed


def _stated(order: str | Sequence[str] | None, names: Sequence[str]) -> list[str] | None:
    """The order that is asked for, or None where all of them count.

    Raises:
        ValueError: it does not name every change once.
    """
    if order is None:
        return None
    if isinstance(order, str):
        if order != AS_GIVEN:
            raise ValueError(f"no order {order!r}; there is {AS_GIVEN}, or the names of all changes in their order")
        return list(names)
    wanted = list(order)
    if sorted(wanted) != sorted(names):
        missing = [name for name in names if name not in wanted]
        strange = [name for name in wanted if name not in names]
        twice = sorted({name for name in wanted if wanted.count(name) > 1})
        told = [
            f"{what} {', '.join(found)}"
            for what, found in (("lacks", missing), ("names what did not change:", strange), ("names twice", twice))
            if found
        ]
        raise ValueError(f"an order names every change once; this one {'; '.join(told)}")
    return wanted


# -- rows --------------------------------------------------------------------------------------------------------------


def _rows(walk: Walk, shares: dict[str, Share]) -> Iterator[tuple[object, ...]]:
    old, new = walk.old, walk.new
    before, after = old.assumptions, new.assumptions
    first, samples = old.figure(walk.of), old.samples
    level = walk.level(first)
    yield OLD, "The old estimate", "", "", "", 0.0, level, nan, nan
    if old.version != new.version:
        again = walk.figure(frozenset(), samples)
        if (effect := walk.level(again) - level) != 0:
            level += effect
            told = ("Another version of this program", old.version, new.version, "")
            yield SIMULATION, *told, effect, level, walk.error(first, again), 0.0
    for name in walk.names:
        share = shares[name]
        level += share.effect
        why = change.why if (change := after.last_change(name)) else ""
        told = (after[name].meaning, text(before[name]), text(after[name]), why)
        yield name, *told, share.effect, level, share.error, round(share.order_error, 6)  # without noise of sums
    if walk.other_structure:
        came, went = [name for name in after if name not in before], [name for name in before if name not in after]
        numbers, last = walk.figure(frozenset(walk.names), samples), new.figure(walk.of)
        effect = walk.level(last) - walk.level(numbers)
        told = (
            "Another plan, risks, building blocks or assumptions",
            listed("without", went),
            listed("with", came),
            "",
        )
        yield STRUCTURE, *told, effect, level + effect, walk.error(numbers, last), 0.0
    yield NEW, "The new estimate", "", "", "", 0.0, walk.level(new.figure(walk.of)), nan, nan
