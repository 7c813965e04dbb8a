"""Figures of the self-assessment: where each person sees the building blocks, and where people differ most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.charts import paper
from costmodel.elicitation.answers import people, widest
from costmodel.elicitation.levels import Aggregation
from costmodel.initiative.blocks import NEUTRAL
from costmodel.language.captions import texts
from costmodel.language.language import Language, language_of
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

# A sign and a colour for each person, dark beside light, so that they are told apart in print too.
SIGNS = ("o", "s", "^", "D", "v", "P", "X", "h")
COLOURS = ("#14598c", "#b0440c", "#6aa9d4", "#15202b", "#e0a15e", "#3f8f86", "#8a97a3", "#7a4a86")
LANE = 0.62  # of a row's height is shared by the lanes of the persons
MOST_STATEMENTS = 6


def levels(found: Aggregation, code: str | Language = "en") -> FigureBase:
    """Each person's level of each building block as a dot in a lane of its own, with the range and the median.

    Args:
        found: as `capability.aggregate` gives it.
        code: the language.
    """
    says, area = language_of(code), paper.sheet(height=4.8)
    blocks = [block for block in found.table.index if found.table["answered"][block] > 0]
    told = texts(says.code)
    names = [told.block(str(block)) for block in blocks]
    axes = paper.plot(area, says("levels title"), grid="x")
    _rows(axes, found.respondents[blocks].to_numpy(dtype=float).T, names, _people(found, says), says)
    return area


def apart(found: Aggregation, code: str | Language = "en", most: int = MOST_STATEMENTS) -> FigureBase:
    """The statements on which people differ most, with each person's level.

    Args:
        found, code: as for `levels`.
        most: how many statements.
    """
    says, area = language_of(code), paper.sheet(height=4.8)
    codes = widest(found, most)
    answers = found.answers.assign(code=found.answers["block"] + "." + found.answers["statement"])
    wide = answers.pivot_table(index="code", columns="respondent", values="level", dropna=False)
    values = wide.reindex(index=codes, columns=found.respondents.index).to_numpy(dtype=float)
    names = [_broken(found.asked.by_code[one].says(says.code)) for one in codes]
    axes = paper.plot(area, says("apart title"), grid="x")
    _rows(axes, values, names, _people(found, says), says)
    return area


def levels_cost(table: pd.DataFrame, currency: str, code: str | Language = "en") -> FigureBase:
    """What each building block's level adds to the mean cost to go-live against level 3.

    Args:
        table: as `comparison.bridge` gives it, from an estimate with all levels at 3 to one with the answered levels.
        currency: of the money.
        code: as for `levels`.
    """
    says, area = language_of(code), paper.sheet(height=3.6)
    told = texts(says.code)
    effects = table["effect"][table.index.str.startswith("capability.")].sort_values(ascending=False)
    largest = float(effects.abs().max()) if len(effects) else 0.0
    divisor, unit = paper.unit_for(largest, currency, says)
    axes = paper.plot(area, says("levels cost title"), grid="x")
    reach = max(largest / divisor, 1e-9)
    for place, amount in enumerate(effects / divisor):
        dearer = amount >= 0
        axes.barh(place, amount, height=0.6, color=paper.SIGNAL if dearer else paper.ACCENT, zorder=3)
        aside = 0.015 * reach if dearer else -0.015 * reach
        written = says.signed(float(amount), 1)
        paper.write(axes, amount + aside, place, written, ha="left" if dearer else "right", fontweight="bold")
    axes.axvline(0, color=paper.INK, lw=1.0, zorder=4)
    names = [told.block(str(name).partition(".")[2]) for name in effects.index]
    axes.set_yticks(range(len(names)), names, fontsize=paper.SMALL)
    axes.tick_params(axis="y", labelcolor=paper.INK)
    ends = [float((effects / divisor).min()), float((effects / divisor).max())] if names else [0.0, 0.0]
    axes.set(
        ylim=(max(len(names), 1) - 0.5, -0.5), xlim=(min(ends[0], 0) - 0.16 * reach, max(ends[1], 0) + 0.16 * reach)
    )
    paper.count_axis(axes, "x", says)
    paper.name_axes(axes, says("levels cost axis", unit=unit))
    return area


def _people(found: Aggregation, says: Language) -> list[str]:
    """Each person with their role; where there are more than signs, nobody is named."""
    return people(found, says) if len(found.respondents) <= len(SIGNS) else []


def _rows(axes: Axes, values: Array, names: Sequence[str], people: Sequence[str], says: Language) -> None:
    """A row for each line of `values`, a lane in it for each column; NaN where a person does not know."""
    count = values.shape[1] if values.ndim == 2 else 0
    lanes = LANE * (np.arange(count) - (count - 1) / 2) / max(count, 1)
    axes.axvline(NEUTRAL, color=paper.WAITS, lw=1.0, ls=(0, (4, 2)), zorder=1)
    for place, row in enumerate(values):
        known = row[~np.isnan(row)]
        if not len(known):
            continue
        low, middle, high = float(known.min()), float(np.median(known)), float(known.max())
        half = LANE / 2 + 0.08
        axes.fill_between([low, high], place - half, place + half, color=paper.WATER, lw=0, zorder=1.5)
        axes.vlines(middle, place - half, place + half, color=paper.INK, lw=2.0, zorder=2)
        median = says("levels median", level=says.number(middle, 1))
        paper.write(axes, 5.25, place, median, fontweight="bold", clip_on=False)
    for column in range(count):
        look: dict[str, Any] = {"marker": "o", "color": paper.ACCENT}
        if people:
            look = {"marker": SIGNS[column], "color": COLOURS[column], "label": people[column]}
        elif column == 0:
            look["label"] = says("levels one")
        places = np.arange(len(values)) + lanes[column]
        dots: dict[str, Any] = {"s": 34, "linewidths": 0.6, "edgecolors": paper.PAPER, "zorder": 4, "clip_on": False}
        axes.scatter(values[:, column], places, **dots, **look)
    axes.set_yticks(range(len(names)), list(names), fontsize=paper.SMALL)
    axes.tick_params(axis="y", labelcolor=paper.INK)
    axes.set(xlim=(0.9, 5.1), ylim=(max(len(names), 1) - 0.4, -0.9), xticks=[1, 2, 3, 4, 5])
    paper.write(axes, NEUTRAL, -0.72, says("levels neutral"), ha="center", color=paper.MUTED, over_lines=True)
    paper.name_axes(axes, says("levels axis"))
    paper.legend(axes, columns=3, bbox_to_anchor=(0.0, -0.17))


def _broken(text: str, letters: int = 38) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(text, letters))
