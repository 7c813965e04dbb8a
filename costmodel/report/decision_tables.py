"""What a report says for decisions, as tables: drivers, risks, actions, stages, the outside view, quality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from costmodel.decisions.held_back import release
from costmodel.decisions.sensitivity import leading
from costmodel.initiative.wording import Wording
from costmodel.language.language import Language
from costmodel.language.periods import month_after
from costmodel.report import sentences
from costmodel.report.figures import CONFIDENCE
from costmodel.report.tables import Cell, Column, Kind, Table, finite
from costmodel.report.viewed import Viewed
from costmodel.review.quality_gate import quality
from costmodel.review.reference_forecast import OutsideView

if TYPE_CHECKING:
    import pandas as pd

MOST_SAMPLES = 4_096  # for risks and actions, which simulate again for each of their rows
MOST_DRIVERS = 30

DRIVERS: Mapping[str, Kind] = {
    "meaning": "text",
    "share_of_spread": "share",
    "standard_error": "share",
    "swing": "money",
    "direction": "text",
    "acted_on": "text",
    "kind": "text",
    "assumption": "text",
}
DATE_DRIVERS: Mapping[str, Kind] = {**DRIVERS, "swing": "number"}
RISKS: Mapping[str, Kind] = {
    "meaning": "text",
    "probability": "share",
    "to_go_live": "money",
    "months": "number",
    "production": "share",
    "loss": "money",
    "mitigation": "text",
    "active": "text",
    "probability_after": "share",
    "mitigation_spend": "money",
    "net_benefit": "money",
    "se_net_benefit": "money",
    "verdict": "text",
}
ACTIONS: Mapping[str, Kind] = {
    "action": "text",
    "kind": "text",
    "net_saving": "money",
    "se_net_saving": "money",
    "saving": "money",
    "cost": "money",
    "to_go_live": "money",
    "months": "number",
    "production": "share",
    "verdict": "text",
}
STAGES: Mapping[str, Kind] = {
    "meaning": "text",
    "months_at_confidence": "number",
    "point": "money",
    "contingency": "money",
    "management_reserve": "money",
    "request": "money",
    "ends": "share",
    "at_risk": "money",
}
OUTSIDE: Mapping[str, Kind] = {
    "meaning": "text",
    "of": "text",
    "projects": "count",
    "approved": "count",
    "ours": "count",
    "ratio": "ratio",
    "stands_at": "share",
    "asks_for": "count",
}
WEAK_SPOTS: Mapping[str, Kind] = {"severity": "text", "what": "text", "why": "text", "do": "text"}
CHECKLIST: Mapping[str, Kind] = {
    "guide": "text",
    "number": "text",
    "asked": "text",
    "answer": "text",
    "evidence": "text",
}


def decision_tables(
    viewed: Viewed,
    driven: pd.DataFrame,
    dated: pd.DataFrame,
    struck: pd.DataFrame,
    done: pd.DataFrame,
) -> tuple[Table, ...]:
    """All tables for decisions, in the order of a report.

    Args:
        viewed: the estimate, in which language, and at which confidence.
        driven, dated: as `sensitivity.drivers` gives it, of the cost to go-live and of the months.
        struck: as `mitigations.risks` gives it.
        done: as `actions.best_actions` gives it.
    """
    est, says = viewed.est, viewed.says
    wording, judged = est.assumptions.structure.wording, quality(est)
    accuracy = repr(judged.accuracy)
    measured = (sentences.mitigations(struck, says), *sentences.not_counted(struck, "mitigation", says))
    return (
        drivers_table("drivers", driven, wording, says),
        drivers_table("date_drivers", dated, wording, says),
        table_of("risks", struck, RISKS, says, says("read risks"), *filter(None, measured)),
        table_of("actions", done, ACTIONS, says, says("read actions")),
        _stages(viewed),
        *((outside_table(viewed.outside, says),) if viewed.outside is not None else ()),
        table_of("quality", judged.weak_spots_table, WEAK_SPOTS, says, accuracy),
        table_of("checklist", judged.checklist_table, CHECKLIST, says),
    )


def outside_table(view: OutsideView, says: Language) -> Table:
    """Where the estimate stands in each class of finished projects, and what limits that comparison."""
    notes = (says("read outside"), *view.limits)
    return table_of("outside", view.table, OUTSIDE, says, *notes, confidence=view.confidence)


def _stages(viewed: Viewed) -> Table:
    """The money to each gate; with the calendar month of the gate where the start is said."""
    says, sure, calendar = viewed.says, viewed.confidence, viewed.calendar
    stages = release(viewed.est, sure)
    kinds: dict[str, Kind] = dict(STAGES)
    if calendar.start is not None:
        ends = [month_after(calendar, float(months), says) for months in stages["months_at_confidence"]]
        stages = stages.assign(ends_in=ends)
        places = list(kinds.items())
        kinds = dict([*places[:2], ("ends_in", "text"), *places[2:]])
    read = says("read stages", sure=says.percent(sure))
    return table_of("stages", stages, kinds, says, read, confidence=sure)


def drivers_table(key: str, driven: pd.DataFrame, wording: Wording, says: Language) -> Table:
    """The largest drivers of a figure, all others and the remainder, which add up to one.

    Args:
        key: "drivers" of the cost, or "date_drivers" of the months.
        driven: as `sensitivity.drivers` gives it.
        wording: of the assumptions.
        says: the language.
    """
    shown = leading(driven, MOST_DRIVERS, wording).reset_index().rename(columns={"share": "share_of_spread"})
    ways = [", ".join(says(f"word {way}") for way in str(one).split(", ") if way) for one in shown["acted_on"]]
    kinds = DRIVERS if key == "drivers" else DATE_DRIVERS
    return table_of(key, shown.assign(acted_on=ways), kinds, says, says("read drivers"))


def table_of(
    key: str,
    frame: pd.DataFrame,
    kinds: Mapping[str, Kind],
    says: Language,
    *notes: str,
    confidence: float = CONFIDENCE,
) -> Table:
    """Some columns of a frame as a table; the headings of some say at which confidence they are."""
    at = says.percentile(confidence)
    columns = tuple(Column(says(f"column {name}", percentile=at), kind) for name, kind in kinds.items())
    rows = tuple(tuple(_cell(row[name], says) for name in kinds) for row in frame.to_dict("records"))
    return Table(key, columns, rows, notes=notes)


def _cell(value: object, says: Language) -> Cell:
    if isinstance(value, bool | np.bool_):
        return says("yes" if value else "no")
    if isinstance(value, int | float | np.number):
        return finite(value)
    text = str(value)
    return says.text(f"word {text}") or text
