"""The iceberg: the prototype above the water, and below it what a first estimate does not see."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from costmodel.initiative.plan import LAYERS
from costmodel.language.language import Language
from costmodel.pictures.canvas import across, label, level, picture, stretched, title
from costmodel.pictures.markup import Markup, join, tag

HEIGHT = 326.0
TOP, BOTTOM = 40.0, 312.0  # above the ice is room for a label, even where next to nothing is above the water
SHARE_OF_WIDTH = 0.45  # the ice; the labels have the rest
ROOM_FOR_A_LABEL = 44.0

# The outline, from the top (0) to the bottom (1) of the ice, and from its left (0) to its right (1).
_LEFT_X = [0.47, 0.41, 0.38, 0.29, 0.24, 0.10, 0.03, 0.06, 0.15, 0.19, 0.34, 0.45, 0.50]
_LEFT_Y = [0.00, 0.06, 0.13, 0.19, 0.28, 0.35, 0.46, 0.60, 0.69, 0.80, 0.90, 0.98, 1.00]
_RIGHT_X = [0.47, 0.55, 0.59, 0.69, 0.73, 0.87, 0.96, 0.98, 0.91, 0.83, 0.76, 0.61, 0.50]
_RIGHT_Y = [0.00, 0.07, 0.12, 0.20, 0.27, 0.34, 0.45, 0.56, 0.68, 0.76, 0.87, 0.96, 1.00]
_FACETS = (
    [(0.47, 0), (0.52, 0.28), (0.36, 0.52), (0.24, 0.28), (0.38, 0.13)],
    [(0.52, 0.28), (0.96, 0.45), (0.62, 0.66), (0.36, 0.52)],
    [(0.36, 0.52), (0.62, 0.66), (0.50, 1), (0.19, 0.80)],
)

# How much of the area lies above each depth.
_DEPTH = np.linspace(0.0, 1.0, 801)
_WIDTH = np.interp(_DEPTH, _RIGHT_Y, _RIGHT_X) - np.interp(_DEPTH, _LEFT_Y, _LEFT_X)
_AREA = np.concatenate([[0.0], np.cumsum((_WIDTH[1:] + _WIDTH[:-1]) / 2)])
_AREA /= _AREA[-1]


def iceberg(layers: Mapping[str, NDArray[np.float64]], says: Language, currency: str) -> Markup:
    """The layers of the cost to go-live (one array of samples each); areas are in proportion to the means."""
    means = {layer: max(float(np.mean(layers.get(layer, np.zeros(1)))), 0.0) for layer in LAYERS}
    whole = sum(means.values()) or 1.0
    shares = {layer: mean / whole for layer, mean in means.items()}
    amounts = {layer: f"{says.short_amount(means[layer], currency)} · {says.share(shares[layer])}" for layer in LAYERS}
    told = {layer: f"{says.name(layer)}: {amounts[layer]}" for layer in LAYERS}
    depths = depths_for(list(shares.values()))
    waterline = _pixels(depths[1])
    slices = [
        _slice(layer, upper, lower, told[layer]) for layer, (upper, lower) in zip(LAYERS, pairwise(depths), strict=True)
    ]
    middles = [_pixels((upper + lower) / 2) for upper, lower in pairwise(depths)]
    texts = [
        _layer_label(says.name(layer), at, middle, amounts[layer])
        for layer, at, middle in zip(LAYERS, spread(middles, waterline), middles, strict=True)
    ]
    return picture(
        "iceberg",
        HEIGHT,
        says("iceberg says", layers="; ".join(told.values())),
        tag("rect", x=0, y=waterline, width="100%", height=HEIGHT - waterline, class_="cm-water"),
        stretched(TOP, BOTTOM - TOP, *slices, *map(_facet, _FACETS), width=across(SHARE_OF_WIDTH)),
        level(waterline, "cm-waterline"),
        *texts,
    )


def depths_for(shares: list[float]) -> list[float]:
    """From the top to the bottom of the ice, where each share of its area begins and where the last one ends.

    >>> depths_for([0.25, 0.75])[::2]
    [0.0, 1.0]
    """
    ends = np.cumsum([0.0, *shares])
    return [float(depth) for depth in np.interp(ends, _AREA, _DEPTH)]


def spread(middles: list[float], waterline: float) -> list[float]:
    """Where the labels stand: beside their layer, the first above the water, and none on another.

    >>> spread([40, 130, 150], 80)
    [40.0, 130.0, 174.0]
    """
    first = min(max(min(middles[0], waterline - 24), 16), HEIGHT - len(middles) * ROOM_FOR_A_LABEL)
    placed = [float(first)]
    for left, middle in enumerate(middles[1:], start=1):
        lowest = HEIGHT - 20 - ROOM_FOR_A_LABEL * (len(middles) - 1 - left)
        below_water = waterline + 28 if left == 1 else 0.0
        placed.append(float(min(max(middle, below_water, placed[-1] + ROOM_FOR_A_LABEL), lowest)))
    return placed


def _pixels(depth: float) -> float:
    return TOP + depth * (BOTTOM - TOP)


def _slice(layer: str, upper: float, lower: float, says: str) -> Markup:
    points = _side(_RIGHT_X, _RIGHT_Y, upper, lower) + _side(_LEFT_X, _LEFT_Y, upper, lower)[::-1]
    return tag("polygon", title(says), points=_written(points), class_=f"cm-ice cm-{layer}")


def _side(xs: list[float], ys: list[float], upper: float, lower: float) -> list[tuple[float, float]]:
    between = [(x, y) for x, y in zip(xs, ys, strict=True) if upper < y < lower]
    return [(float(np.interp(upper, ys, xs)), upper), *between, (float(np.interp(lower, ys, xs)), lower)]


def _facet(points: list[tuple[float, float]]) -> Markup:
    return tag("polygon", points=_written(points), class_="cm-facet")


def _written(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.4f},{y:.4f}" for x, y in points)


def _layer_label(name: str, y: float, middle: float, amount: str) -> Markup:
    start, ice = SHARE_OF_WIDTH + 0.04, SHARE_OF_WIDTH / 2
    return join(
        tag("line", x1=across(ice), y1=middle, x2=across(start - 0.01), y2=y, class_="cm-leader"),
        tag("circle", cx=across(ice), cy=middle, r=2.5, class_="cm-leader-end"),
        label(across(start), y - 3, name, "cm-strong"),
        label(across(start), y + 14, amount, "cm-figure"),
    )
