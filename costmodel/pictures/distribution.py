"""How likely each cost is: a histogram, and over it the chance of staying within an amount (the S-curve)."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from costmodel.pictures.canvas import Scale, across, label, level, picture, rule, stretched, title, up_to
from costmodel.pictures.formats import percent, short_money
from costmodel.pictures.markup import Markup, join, tag

BARS = 44
LANE = 19.0  # each mark has a line of its own for its label, so that labels never meet
TOP, PLOT, AXIS = 6.0, 196.0, 24.0
SHOWN = 0.99  # the dearest hundredth would squeeze all others to the left

Mark = tuple[str, float, float, str]  # name, amount, chance of staying within it, meaning

# What a mark is called, and what it says when it is pointed at.
MEANINGS = {
    "P50": "As likely to cost more as to cost less",
    "P80": "Eight out of ten such initiatives stay within this amount",
}


def distribution(samples: NDArray[np.float64], first_estimate: float, percentiles: Mapping[str, float]) -> Markup:
    """Samples of the cost to go-live, with the first estimate and some percentiles (`P80: amount`) marked."""
    ordered = np.sort(samples)
    shown = float(ordered[min(int(SHOWN * len(ordered)), len(ordered) - 1)])
    scale = up_to(max(shown, 1.05 * first_estimate))
    edges = np.linspace(scale.low, scale.high, BARS + 1)
    below = np.searchsorted(ordered, edges, side="right") / len(ordered)
    within = float(np.searchsorted(ordered, first_estimate, side="right") / len(ordered))
    marks = [(name, amount, _share(name), MEANINGS.get(name, name)) for name, amount in percentiles.items()]
    marks.append(("First estimate", first_estimate, within, f"Chance of staying within: {percent(within)}"))
    marks = in_lanes(marks, scale)
    top = TOP + LANE * len(marks)
    says = "Distribution of the cost to go-live. " + ", ".join(
        f"{name}: {short_money(amount)}" for name, amount, _, _ in marks
    )
    return picture(
        "distribution",
        top + PLOT + AXIS,
        says + f". Chance of staying within the first estimate: {percent(within)}.",
        *(_guide(share, top) for share in (0.5, 0.8)),
        *_histogram(scale, edges, np.diff(below), top, percentiles.get("P80", scale.high)),
        _s_curve(scale, edges, below, top),
        *(_mark(scale, lane, top, mark) for lane, mark in enumerate(marks)),
        _axis(scale, top + PLOT),
    )


def in_lanes(marks: list[Mark], scale: Scale) -> list[Mark]:
    """From the highest lane down, so that no line crosses a label.

    A line begins at the lane of its label. So labels to the left of their line come first, the dearest on top; below
    them those to the right, the cheapest on top.
    """
    left = [mark for mark in marks if _to_the_left(mark, scale)]
    right = [mark for mark in marks if not _to_the_left(mark, scale)]
    return sorted(left, key=lambda mark: -mark[1]) + sorted(right, key=lambda mark: mark[1])


def _to_the_left(mark: Mark, scale: Scale) -> bool:
    """Whether the label has no room to the right of its line, even on a phone."""
    return scale.share(mark[1]) > (0.74 if mark[0].startswith("P") else 0.57)


def _share(percentile: str) -> float:
    return float(percentile.removeprefix("P")) / 100


def _histogram(
    scale: Scale, edges: NDArray[np.float64], shares: NDArray[np.float64], top: float, likely: float
) -> list[Markup]:
    tallest = max(float(shares.max()), 1e-9)
    width = 1 / BARS
    bars = []
    for number, share in enumerate(shares.tolist()):
        if share == 0:
            continue
        low, high = edges[number], edges[number + 1]
        height = 0.86 * PLOT * share / tallest
        bars.append(
            tag(
                "rect",
                title(f"{short_money(low)} to {short_money(high)}: {percent(share)}"),
                x=across(scale.share(low) + 0.08 * width),
                y=top + PLOT - height,
                width=across(0.84 * width),
                height=height,
                class_="cm-bar" if high <= likely else "cm-bar cm-beyond",
            )
        )
    return bars


def _s_curve(scale: Scale, edges: NDArray[np.float64], below: NDArray[np.float64], top: float) -> Markup:
    points = " ".join(
        f"{scale.share(edge):.4f},{1 - share:.4f}" for edge, share in zip(edges, below.tolist(), strict=True)
    )
    says = title("Chance of staying within an amount")
    return stretched(top, PLOT, tag("polyline", says, points=points, class_="cm-curve"))


def _guide(share: float, top: float) -> Markup:
    y = top + (1 - share) * PLOT
    return join(level(y, "cm-grid"), label("100%", y - 4, f"{percent(share)} chance", "cm-small cm-halo", "end"))


def _mark(scale: Scale, lane: int, top: float, mark: Mark) -> Markup:
    """A line from its label down to the axis, and a dot where it meets the S-curve."""
    name, amount, share, says = mark
    at, y = scale.share(amount), TOP + LANE * lane + 12
    look = "cm-estimate" if name == "First estimate" else "cm-percentile"
    to_the_left = _to_the_left(mark, scale)
    words = tag(
        "text",
        title(says),
        tag("tspan", f"{name} "),
        tag("tspan", short_money(amount), class_="cm-strong"),
        x=across(at),
        y=y,
        dx=-7 if to_the_left else 7,
        text_anchor="end" if to_the_left else "start",
        class_=f"cm-halo {look}",
    )
    return join(
        rule(across(at), y - 10, top + PLOT, f"cm-mark {look}"),
        tag("circle", title(says), cx=across(at), cy=top + (1 - share) * PLOT, r=4, class_=f"cm-dot {look}"),
        words,
    )


def _axis(scale: Scale, y: float) -> Markup:
    ticks = [tick for tick in scale.ticks(5) if scale.share(tick) < 0.97]
    return join(
        level(y, "cm-axis"),
        *(
            label(scale.at(tick), y + 17, short_money(tick), "cm-small", "start" if tick == 0 else "middle")
            for tick in ticks
        ),
    )
