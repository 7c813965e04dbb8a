"""The cards whose figures need many simulations: what drives the cost, what to do first, what a level more is worth."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

from costmodel import pictures
from costmodel.dashboard.cards.card import RestCard
from costmodel.dashboard.cards.seen import Seen
from costmodel.decisions.sensitivity import leading
from costmodel.pictures.actions import HEIGHT as ACTIONS_HEIGHT
from costmodel.pictures.blocks import HEIGHT as BLOCKS_HEIGHT
from costmodel.pictures.drivers import HEIGHT as DRIVERS_HEIGHT
from costmodel.pictures.drivers import MOST as MOST_CAUSES
from costmodel.pictures.markup import Markup
from costmodel.report import sentences
from costmodel.report.decision_tables import ACTIONS as ACTION_COLUMNS
from costmodel.report.decision_tables import drivers_table, table_of
from costmodel.report.tables import Kind, Table

if TYPE_CHECKING:
    import pandas as pd

# -- what drives the cost, and the date --------------------------------------------------------------------------------


def _leading(seen: Seen, frame: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """The causes that are shown; what is an assumption can be opened."""
    now = seen.est.assumptions
    shown = leading(frame, MOST_CAUSES, now.structure.wording)
    return shown.assign(opens=[name if name in now.beliefs else "" for name in shown.index]).to_dict("records")


def _drivers(seen: Seen, frame: pd.DataFrame) -> Markup:
    rows = _leading(seen, frame)
    return pictures.drivers(rows, seen.says, lambda swing: seen.says.short_amount(swing, seen.currency))


def _about_drivers(seen: Seen, frame: pd.DataFrame) -> str:
    return sentences.drivers(frame, seen.says) or seen.says("about drivers: none")


def _all_drivers(seen: Seen, frame: pd.DataFrame) -> Table:
    return drivers_table("drivers", frame, seen.est.assumptions.structure.wording, seen.says)


DRIVERS = RestCard("drivers", "to_go_live", "drivers", _drivers, _about_drivers, _all_drivers, DRIVERS_HEIGHT)


def _date_drivers(seen: Seen, frame: pd.DataFrame) -> Markup:
    return pictures.drivers(_leading(seen, frame), seen.says, seen.says.length, of="date")


def _about_date_drivers(seen: Seen, frame: pd.DataFrame) -> str:
    return sentences.drivers(frame, seen.says, of="date") or seen.says("about date drivers: none")


def _all_date_drivers(seen: Seen, frame: pd.DataFrame) -> Table:
    return drivers_table("date_drivers", frame, seen.est.assumptions.structure.wording, seen.says)


DATE_DRIVERS = RestCard(
    "date_drivers", "go_live", "date_drivers", _date_drivers, _about_date_drivers, _all_date_drivers, DRIVERS_HEIGHT
)

# -- what to do first -------------------------------------------------------------------------------------------------


def _at_once(frame: pd.DataFrame) -> pd.DataFrame:
    """What somebody can do on Monday; a level more takes years and has a chapter of its own."""
    return frame[frame["kind"] != "capability"]


def _actions(seen: Seen, frame: pd.DataFrame) -> Markup:
    return pictures.actions(_at_once(frame).to_dict("records"), seen.says, seen.currency)


def _about_actions(seen: Seen, frame: pd.DataFrame) -> str:
    frame = _at_once(frame)
    worth = int((frame["net_saving"] > 0).sum())
    key = "about actions" if worth else "about actions: none"
    told = seen.says(key, count=seen.says.plain(worth), all=seen.says.plain(len(frame)))
    return f"{told} {sentences.mitigations(_measures(frame), seen.says)}".rstrip()


def _all_actions(seen: Seen, frame: pd.DataFrame) -> Table:
    beside = sentences.not_counted(_measures(frame), "action", seen.says)
    return table_of("actions", _at_once(frame), ACTION_COLUMNS, seen.says, seen.says("read actions"), *beside)


def _measures(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["kind"] == "mitigation"]


ACTIONS = RestCard("actions", "actions", "actions", _actions, _about_actions, _all_actions, ACTIONS_HEIGHT)

# -- what one level more is worth -------------------------------------------------------------------------------------

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


def _blocks(seen: Seen, frame: pd.DataFrame) -> Markup:
    return pictures.blocks(frame.to_dict("records"), seen.says, seen.currency)


def _about_blocks(seen: Seen, frame: pd.DataFrame) -> str:
    best = frame.iloc[0]
    if not best["may_cost"] > 0:
        return seen.says("about blocks: none")
    return seen.says("about blocks", block=str(best["meaning"]), worth=seen.money(float(best["may_cost"])))


def _all_steps(seen: Seen, frame: pd.DataFrame) -> Table:
    return table_of("steps", frame, STEP_COLUMNS, seen.says, seen.says("read steps"))


BLOCKS = RestCard("blocks", "blocks", "steps", _blocks, _about_blocks, _all_steps, BLOCKS_HEIGHT)
