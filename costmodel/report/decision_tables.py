"""What a report says for decisions, as tables: drivers, risks, actions, stages, the outside view, quality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from costmodel.decisions.confidence import stage_budgets
from costmodel.estimates.result import Estimate
from costmodel.language.language import Language
from costmodel.report import sentences
from costmodel.report.tables import Cell, Column, Kind, Table, finite
from costmodel.review.quality_gate import quality
from costmodel.review.reference_forecast import outside_view

if TYPE_CHECKING:
    import pandas as pd

MOST_SAMPLES = 4_096  # for risks and actions, which simulate again for each of their rows
MOST_DRIVERS = 30

DRIVERS: Mapping[str, Kind] = {
    "meaning": "text",
    "share": "share",
    "standard_error": "share",
    "direction": "text",
    "assumption": "text",
}
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
    "mitigation_cost": "money",
    "net_benefit": "money",
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
    "until": "money",
    "request": "money",
    "ends": "share",
    "goes_on": "share",
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
    est: Estimate, driven: pd.DataFrame, struck: pd.DataFrame, done: pd.DataFrame, says: Language
) -> tuple[Table, ...]:
    """All tables for decisions, in the order of a report.

    Args:
        est: a simulation.
        driven: as `sensitivity.drivers` gives it.
        struck: as `mitigations.risks` gives it.
        done: as `actions.best_actions` gives it.
        says: the language.
    """
    seen = driven[driven["share"] > 0].head(MOST_DRIVERS).reset_index()
    outside, judged = outside_view(est), quality(est)
    limits = (says("read outside"), *outside.limits)
    accuracy = repr(judged.accuracy)
    measured = (sentences.mitigations(struck, says), *sentences.not_counted(struck, "mitigation", says))
    return (
        table_of("drivers", seen, DRIVERS, says, says("read drivers")),
        table_of("risks", struck, RISKS, says, says("read risks"), *filter(None, measured)),
        table_of("actions", done, ACTIONS, says, says("read actions")),
        table_of("stages", stage_budgets(est), STAGES, says, says("read stages")),
        table_of("outside", outside.table, OUTSIDE, says, *limits),
        table_of("quality", judged.weak_spots_table, WEAK_SPOTS, says, accuracy),
        table_of("checklist", judged.checklist_table, CHECKLIST, says),
    )


def table_of(key: str, frame: pd.DataFrame, kinds: Mapping[str, Kind], says: Language, *notes: str) -> Table:
    """Some columns of a frame as a table."""
    columns = tuple(Column(says(f"column {name}"), kind) for name, kind in kinds.items())
    rows = tuple(tuple(_cell(row[name], says) for name in kinds) for row in frame.to_dict("records"))
    return Table(key, columns, rows, notes=notes)


def _cell(value: object, says: Language) -> Cell:
    if isinstance(value, bool | np.bool_):
        return says("yes" if value else "no")
    if isinstance(value, int | float | np.number):
        return finite(value)
    text = str(value)
    return says.text(f"word {text}") or text
