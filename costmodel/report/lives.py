"""What a system costs in each frame of time, as a table and as a sentence: to the horizon, retired, replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from costmodel.estimates.result import WHOLE_LIVES, Estimate
from costmodel.language.language import Language, language_of
from costmodel.report.tables import Column, Table, finite

if TYPE_CHECKING:
    import pandas as pd

FRAMES = ("total", *WHOLE_LIVES)
SHOWN = ("mean", "p10", "p50", "p80", "p90", "se_mean", "se_p80")


def lives(est: Estimate, summary: pd.DataFrame, points: pd.DataFrame, says: Language) -> Table:
    """The cost in each frame of time, and the share of its mean that falls after go-live.

    Args:
        est: a simulation.
        summary: as `Estimate.summary` gives it.
        points: as `confidence.chance_of_point_estimate` gives it.
        says: the language.
    """
    before, means = float(np.mean(est.to_go_live)), summary["mean"].to_dict()
    columns = (
        Column(says("column frame")),
        Column(says("column after share"), "share"),
        Column(says("column likeliest"), "money"),
        Column(says("column kept"), "share"),
        *(Column(says(f"column {name}"), "money") for name in SHOWN),
    )
    rows = tuple(
        (
            says(f"frame {frame}"),
            after_go_live(float(means[frame]), before),
            *(finite(points.loc[frame, name]) for name in ("point", "chance")),
            *(finite(summary.loc[frame, name]) for name in SHOWN),
        )
        for frame in FRAMES
    )
    return Table("lives", columns, rows, notes=(says("read lives"),))


def after_go_live(whole: float, before: float) -> float:
    """The share of a whole-life cost that is spent after go-live; 0 where nothing is spent at all."""
    return 1 - before / whole if whole > 0 else 0.0


def told(est: Estimate, code: str | Language = "en", *, on_page: bool = False) -> str:
    """What the whole life costs in each frame; empty where no system is retired before the horizon.

    Args:
        est: a simulation, or the likeliest case.
        code: in which language.
        on_page: with signs of currencies, as the page writes money.
    """
    says, currency = language_of(code), est.assumptions.currency
    months, horizon = est.expected_operation, float(np.mean(est.figures["horizon"]))
    if not months < horizon:
        return ""
    written = says.amount if on_page else says.money
    return says(
        "lives",
        horizon=says.months(horizon),
        months=says.after_months(months),
        **{frame: written(float(np.mean(est.figure(frame))), currency) for frame in FRAMES},
    )
