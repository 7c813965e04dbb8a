"""The cards whose figures need many simulations: what drives the cost, what to do first, what a level more is worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from costmodel.dashboard.cards.card import RestCard
from costmodel.dashboard.cards.seen import Seen
from costmodel.pictures.actions import HEIGHT as ACTIONS_HEIGHT
from costmodel.pictures.blocks import HEIGHT as BLOCKS_HEIGHT
from costmodel.pictures.drivers import HEIGHT as DRIVERS_HEIGHT
from costmodel.report import pictures_at_rest as drawn
from costmodel.report import sentences
from costmodel.report.decision_tables import ACTIONS as ACTION_COLUMNS
from costmodel.report.decision_tables import drivers_table, table_of
from costmodel.report.tables import Kind, Table

if TYPE_CHECKING:
    import pandas as pd


def _all_drivers(seen: Seen, frame: pd.DataFrame) -> Table:
    return drivers_table("drivers", frame, seen.est.assumptions.structure.wording, seen.says)


DRIVERS = RestCard(drawn.DRIVERS, "to_go_live", _all_drivers, DRIVERS_HEIGHT)


def _all_date_drivers(seen: Seen, frame: pd.DataFrame) -> Table:
    return drivers_table("date_drivers", frame, seen.est.assumptions.structure.wording, seen.says)


DATE_DRIVERS = RestCard(drawn.DATE_DRIVERS, "go_live", _all_date_drivers, DRIVERS_HEIGHT)


def _all_actions(seen: Seen, frame: pd.DataFrame) -> Table:
    beside = sentences.not_counted(drawn.mitigations_of(frame), "action", seen.says)
    return table_of("actions", drawn.at_once(frame), ACTION_COLUMNS, seen.says, seen.says("read actions"), *beside)


ACTIONS = RestCard(drawn.ACTIONS, "actions", _all_actions, ACTIONS_HEIGHT)

STEP_COLUMNS: Mapping[str, Kind] = {
    "meaning": "text",
    "from_level": "number",
    "to_level": "number",
    "to_go_live": "money",
    "se_to_go_live": "money",
    "months": "number",
    "may_cost": "money",
    "se_may_cost": "money",
}


def _all_steps(seen: Seen, frame: pd.DataFrame) -> Table:
    return table_of("steps", frame, STEP_COLUMNS, seen.says, seen.says("read steps"))


BLOCKS = RestCard(drawn.BLOCKS, "blocks", _all_steps, BLOCKS_HEIGHT)
