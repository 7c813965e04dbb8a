"""The story of the three weeks, in a notebook: on buttons how it went, what nobody saw, and where the year went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from costmodel import charts, hidden_work
from costmodel.dashboard.notebook.estimates import shipped
from costmodel.dashboard.notebook.pieces import Told, told_piece
from costmodel.dashboard.notebook.reveal import Reveal
from costmodel.dashboard.notebook.sliders import lever
from costmodel.dashboard.notebook.table import table
from costmodel.estimates.result import Estimate
from costmodel.language.grammar import three_digits
from costmodel.language.language import Language
from costmodel.report import sentences
from costmodel.report.figures import CONFIDENCE
from costmodel.report.way import told_steps
from costmodel.workshop.tables import activity_table, shorter_waits

CASE = "three_week_model"
TWO_WAITS = ("plan.works_council_agreement.wait", "plan.release.wait")
EIGHT_OF_TEN = (0.1, 0.5, 0.9)  # between the outer two lie 8 of 10 courses


def _estimate(says: Language) -> Estimate:
    return shipped(CASE, says)


def _how_it_went(says: Language) -> Sequence[Any]:
    est = _estimate(says)
    return [sentences.ask(est, says), sentences.headline(est, says), sentences.date(est, says)]


def _iceberg(says: Language) -> Sequence[Any]:
    est = _estimate(says)
    drawn, parts = charts.iceberg(est.layers, est.assumptions.currency, says), hidden_work(est, says)
    means, shares = parts.columns
    said = parts.assign(**{means: parts[means].map(three_digits), shares: parts[shares].round()})
    return [drawn, table(said, says.code)]


def _year(says: Language) -> Sequence[Any]:
    est = _estimate(says)
    low, middle, high = (est.quantile(share, of="go_live") for share in EIGHT_OF_TEN)
    return [charts.timeline(est.timeline(), (low, middle, high), says)]


def _waits(says: Language) -> Sequence[Any]:
    est = _estimate(says)
    return [sentences.waiting(est, says), table(activity_table(est, says), says.code, index=False)]


def _which_wait(says: Language) -> Sequence[Any]:
    case = _estimate(says).assumptions
    shorter = table(shorter_waits(case, says), says.code, index=False)
    return [shorter, lever(TWO_WAITS, case, ("go_live", "to_go_live"), says.code, None)]


def _whole_life(says: Language) -> Sequence[Any]:
    est = _estimate(says)
    return [charts.waterfall(told_steps(est, CONFIDENCE, says), est.assumptions.currency, says)]


def _missing(says: Language) -> Sequence[Any]:
    est = _estimate(says)
    return [sentences.gap(est, says), sentences.run_cost(est, says), sentences.success(est, says)]


PIECES: Mapping[str, Told] = {
    "how it went": _how_it_went,
    "iceberg": _iceberg,
    "year": _year,
    "waits": _waits,
    "which wait": _which_wait,
    "whole life": _whole_life,
    "missing": _missing,
}


def story(which: str, language: str = "en") -> Reveal:
    """One piece of the story, worked out when somebody presses the button.

    Args:
        which: one of `PIECES`.
        language: one of `languages()`.

    Raises:
        ValueError: there is no such piece.
    """
    return told_piece(which, PIECES, f"story: show {which}", language)
