"""How likely each cost is: a histogram, and over it the chance of staying within an amount (the S-curve)."""

from dataclasses import dataclass
from itertools import permutations, product

import numpy as np
from numpy.typing import NDArray

from costmodel.beliefs.percentiles import sorted_quantile
from costmodel.language.language import Language
from costmodel.language.typed import cut
from costmodel.pictures.canvas import Scale, across, label, level, picture, rule, stretched, title, up_to
from costmodel.pictures.markup import Markup, join, tag

BARS = 44
LANE = 19.0  # each mark has a line of its own for its label, so that labels never meet
TOP, PLOT, AXIS = 6.0, 190.0, 24.0
SHOWN = 0.99  # the dearest hundredth would squeeze all others to the left
GUIDES = (0.5, 0.8)
LONGEST = 48  # letters of that
SAMPLE = 0.03  # of the width: a piece of it beside its name
ROOM = 0.38  # of the width: what a label takes


@dataclass(frozen=True)
class Mark:
    """An amount that is marked: what it is called (on a phone too), how much it is, how often enough, how it looks."""

    name: str
    brief: str
    amount: float
    within: float
    told: str
    look: str
    aside: str = ""


def distribution(
    samples: NDArray[np.float64],
    first_estimate: float | None,
    says: Language,
    currency: str,
    *,
    budget: float | None = None,
    confidence: float = 0.8,
    before: tuple[str, NDArray[np.float64]] | None = None,
) -> Markup:
    """The cost to go-live with what is enough at even odds and at the confidence, the first estimate and a budget.

    Args:
        samples: the cost to go-live, shape (samples,).
        first_estimate: money; None where nobody has given one.
        says: the language.
        currency: of the money.
        budget: the viewer's own, money.
        confidence: in how many cases the budget is to be enough; bars beyond that are paler.
        before: what the case is called that it is held against, and its cost to go-live, shape (samples,): its S-curve
            is drawn as a ghost.
    """
    ordered = np.sort(samples)
    shown = float(ordered[min(int(SHOWN * len(ordered)), len(ordered) - 1)])
    enough = sorted_quantile(ordered, confidence)
    scale = up_to(max(shown, enough, 1.05 * max(first_estimate or 0.0, budget or 0.0)))
    edges = np.linspace(scale.low, scale.high, BARS + 1)
    below = np.searchsorted(ordered, edges, side="right") / len(ordered)

    def chance(amount: float) -> float:
        return float(np.searchsorted(ordered, amount, side="right") / len(ordered))

    sure = says.of_ten(confidence)
    percentiles = {
        0.5: says("mark even says"),
        confidence: says("mark enough says", percentile=says.percentile(confidence), odds=sure),
    }
    marks = [
        Mark(
            says("mark enough", odds=says.of_ten(share)),
            says.of_ten(share),
            sorted_quantile(ordered, share),
            share,
            told,
            "cm-percentile",
        )
        for share, told in percentiles.items()
    ]
    for key, amount, look in (("first", first_estimate, "cm-estimate"), ("budget", budget, "cm-budget")):
        if amount is None:
            continue
        within = chance(amount)
        told = says(f"mark {key} says", chance=says.share(within))
        names = says(f"mark {key}"), says(f"mark {key} brief")
        marks.append(Mark(*names, amount, within, told, look, f" · {says.short_share(within)}"))
    arranged = in_lanes(marks, scale)
    top = TOP + LANE * len(marks)
    told = "; ".join(f"{mark.name}: {says.short_amount(mark.amount, currency)}{mark.aside}" for mark, _ in arranged)
    return picture(
        "distribution",
        top + PLOT + AXIS,
        says("distribution says", marks=told),
        *_histogram(scale, edges, np.diff(below), top, enough, says, currency),
        *(_guide(share, top, says) for share in GUIDES),
        *([] if before is None else [_ghost(scale, edges, before[1], top, says)]),
        _s_curve(scale, edges, below, top, says),
        *(
            _mark(scale, lane, top, mark, says.short_amount(mark.amount, currency), left=left)
            for lane, (mark, left) in enumerate(arranged)
        ),
        _axis(scale, top + PLOT, says, currency),
        *([] if before is None else [_named(before[0], top + (1 - GUIDES[0]) * PLOT + LANE, says)]),
    )


def in_lanes(marks: list[Mark], scale: Scale) -> list[tuple[Mark, bool]]:
    """The marks from the highest lane down, each with whether its label stands to the left of its line.

    A line begins at the lane of its label and runs down, so it may cross the labels below. Of all arrangements the one
    with the fewest such crossings is taken; labels stand to the left only where that is better.
    """
    ordered = sorted(marks, key=lambda mark: mark.amount)
    arranged = (
        list(zip(order, sides, strict=True))
        for sides in product((False, True), repeat=len(ordered))
        for order in permutations(ordered)
    )
    return min(arranged, key=lambda one: _faults(one, scale))


def _faults(arranged: list[tuple[Mark, bool]], scale: Scale) -> int:
    """How many labels run out of the picture or are crossed by a line that begins above them."""
    found = 0
    for lane, (mark, left) in enumerate(arranged):
        low, high = covered(mark, scale, left=left)
        found += (low < 0 or high > 1) + sum(low < scale.share(one.amount) < high for one, _ in arranged[:lane])
    return found


def covered(mark: Mark, scale: Scale, *, left: bool) -> tuple[float, float]:
    """From where to where a label stands, as shares of the width."""
    at = scale.share(mark.amount)
    return (at - ROOM, at) if left else (at, at + ROOM)


def _histogram(
    scale: Scale,
    edges: NDArray[np.float64],
    shares: NDArray[np.float64],
    top: float,
    enough: float,
    says: Language,
    currency: str,
) -> list[Markup]:
    tallest = max(float(shares.max()), 1e-9)
    width = 1 / BARS
    written = [says.short_amount(float(edge), currency) for edge in edges]
    bars = []
    for number, share in enumerate(shares.tolist()):
        if share == 0:
            continue
        low, high = float(edges[number]), float(edges[number + 1])
        height = 0.86 * PLOT * share / tallest
        bars.append(
            tag(
                "rect",
                title(f"{says.span(written[number], written[number + 1])}: {says.share(share)}"),
                x=across(scale.share(low) + 0.08 * width),
                y=top + PLOT - height,
                width=across(0.84 * width),
                height=height,
                class_="cm-bar" if high <= enough else "cm-bar cm-beyond",
            )
        )
    return bars


def _ghost(scale: Scale, edges: NDArray[np.float64], before: NDArray[np.float64], top: float, says: Language) -> Markup:
    """The S-curve of the case that this one is held against."""
    within = np.searchsorted(np.sort(before), edges, side="right") / len(before)
    points = " ".join(
        f"{scale.share(edge):.4f},{1 - share:.4f}" for edge, share in zip(edges.tolist(), within.tolist(), strict=True)
    )
    told = title(says("ghost says"))
    return stretched(top, PLOT, tag("polyline", told, points=points, class_="cm-curve cm-ghost"))


def _named(name: str, y: float, says: Language) -> Markup:
    """Whose the ghost is, below the middle on the right, where nothing else stands: paper has nothing to point at."""
    words = cut(says("figure: against", name=name), LONGEST)
    sample = level(y - 4, "cm-curve cm-ghost", across(1 - SAMPLE), "100%")
    place, look = across(1 - 1.3 * SAMPLE), "cm-small cm-halo cm-muted"
    whole = label(place, y, words, f"{look} cm-wide", "end")
    return join(sample, whole, label(place, y, says("ghost brief"), f"{look} cm-narrow", "end"))


def _s_curve(
    scale: Scale, edges: NDArray[np.float64], below: NDArray[np.float64], top: float, says: Language
) -> Markup:
    points = " ".join(
        f"{scale.share(edge):.4f},{1 - share:.4f}" for edge, share in zip(edges.tolist(), below.tolist(), strict=True)
    )
    told = title(says("curve says"))
    return stretched(top, PLOT, tag("polyline", told, points=points, class_="cm-curve"))


def _guide(share: float, top: float, says: Language) -> Markup:
    y = top + (1 - share) * PLOT
    return join(
        level(y, "cm-grid"),
        label("100%", y - 4, says("guide", chance=says.share(share)), "cm-small cm-halo", "end"),
    )


def _mark(scale: Scale, lane: int, top: float, mark: Mark, amount: str, *, left: bool) -> Markup:
    """A line from its label down to the axis, and a dot where it meets the S-curve."""
    at, y = scale.at(mark.amount), TOP + LANE * lane + 12
    words = tag(
        "text",
        title(mark.told),
        tag("tspan", f"{mark.name} ", class_="cm-wide"),
        tag("tspan", f"{mark.brief} ", class_="cm-narrow"),
        tag("tspan", amount, class_="cm-strong"),
        tag("tspan", mark.aside, class_="cm-muted cm-wide"),
        x=at,
        y=y,
        dx=-7 if left else 7,
        text_anchor="end" if left else "start",
        class_=f"cm-halo {mark.look}",
    )
    return join(
        rule(at, y - 10, top + PLOT, f"cm-mark {mark.look}"),
        tag("circle", title(mark.told), cx=at, cy=top + (1 - mark.within) * PLOT, r=4, class_=f"cm-dot {mark.look}"),
        words,
    )


def _axis(scale: Scale, y: float, says: Language, currency: str) -> Markup:
    """Round amounts; on a phone each second one, and none twice."""
    written = {says.short_amount(tick, currency): tick for tick in reversed(scale.ticks(5)) if scale.share(tick) < 0.93}
    return join(
        level(y, "cm-axis"),
        *(
            label(
                scale.at(tick),
                y + 17,
                amount,
                "cm-small cm-wide" if place % 2 else "cm-small",
                "start" if tick == 0 else "middle",
            )
            for place, (amount, tick) in enumerate(reversed(written.items()))
        ),
    )
