"""The pictures whose figures need many simulations: what drives cost and date, what to do first, a level more."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from costmodel import pictures
from costmodel.decisions.sensitivity import leading
from costmodel.pictures.drivers import MOST as MOST_CAUSES
from costmodel.pictures.markup import Markup
from costmodel.report import sentences
from costmodel.report.drawing import SlowDrawing
from costmodel.report.viewed import Viewed

if TYPE_CHECKING:
    import pandas as pd

# -- what drives the cost, and the date --------------------------------------------------------------------------------


def _leading(viewed: Viewed, frame: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """The causes that are shown; what is an assumption can be opened on a page."""
    now = viewed.est.assumptions
    shown = leading(frame, MOST_CAUSES, now.structure.wording)
    return shown.assign(opens=[name if name in now.beliefs else "" for name in shown.index]).to_dict("records")


def _drivers(viewed: Viewed, frame: pd.DataFrame) -> Markup:
    says, rows = viewed.says, _leading(viewed, frame)
    return pictures.drivers(rows, says, lambda swing: says.short_amount(swing, viewed.currency))


def _about_drivers(viewed: Viewed, frame: pd.DataFrame) -> str:
    return sentences.drivers(frame, viewed.says) or viewed.says("about drivers: none")


def _date_drivers(viewed: Viewed, frame: pd.DataFrame) -> Markup:
    return pictures.drivers(_leading(viewed, frame), viewed.says, viewed.says.length, of="date")


def _about_date_drivers(viewed: Viewed, frame: pd.DataFrame) -> str:
    return sentences.drivers(frame, viewed.says, of="date") or viewed.says("about date drivers: none")


def _anything_drives(frame: pd.DataFrame) -> bool:
    return bool(((frame["direction"] != "") & (frame["share"] > 0)).any())


DRIVERS = SlowDrawing("drivers", "drivers", _drivers, _about_drivers, _anything_drives)
DATE_DRIVERS = SlowDrawing("date_drivers", "date_drivers", _date_drivers, _about_date_drivers, _anything_drives)

# -- what to do first -------------------------------------------------------------------------------------------------


def at_once(frame: pd.DataFrame) -> pd.DataFrame:
    """What somebody can do on Monday; a level more takes years and has a chapter of its own."""
    return frame[frame["kind"] != "capability"]


def mitigations_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The actions that strike a risk."""
    return frame[frame["kind"] == "mitigation"]


def _actions(viewed: Viewed, frame: pd.DataFrame) -> Markup:
    return pictures.actions(at_once(frame).to_dict("records"), viewed.says, viewed.currency)


def _about_actions(viewed: Viewed, frame: pd.DataFrame) -> str:
    says, frame = viewed.says, at_once(frame)
    worth = int((frame["net_saving"] > 0).sum())
    key = "about actions" if worth else "about actions: none"
    told = says(key, count=says.plain(worth), all=says.plain(len(frame)))
    return f"{told} {sentences.mitigations(mitigations_of(frame), says)}".rstrip()


ACTIONS = SlowDrawing("actions", "actions", _actions, _about_actions)

# -- what one level more is worth -------------------------------------------------------------------------------------


def _blocks(viewed: Viewed, frame: pd.DataFrame) -> Markup:
    return pictures.blocks(frame.to_dict("records"), viewed.says, viewed.currency)


def _about_blocks(viewed: Viewed, frame: pd.DataFrame) -> str:
    best = frame.iloc[0]
    if not best["may_cost"] > 0:
        return viewed.says("about blocks: none")
    return viewed.says("about blocks", block=str(best["meaning"]), worth=viewed.money(float(best["may_cost"])))


BLOCKS = SlowDrawing("blocks", "steps", _blocks, _about_blocks)
