"""What one viewer looks at: an estimate, the language, their own budget and deadline, and what it is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from costmodel.report.side_by_side import SideBySide
from costmodel.report.viewed import Viewed
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Called:
    """What a case is called, and what it is made of in a few words where its name does not say that."""

    name: str
    note: str = ""


@dataclass(frozen=True)
class Seen(Viewed):
    """What all cards are drawn from: what a picture on paper is drawn from too, and what only a page has.

    Attributes:
        name: what this case is called, and of which scenario it is.
        base_gate: the first gate of what the figures are held against, and the money until then, shape (samples,);
            None without a base or a gate.
        cases: what the cases side by side are called, the one on the page first.
        offered: the scenarios that can be put beside them: name -> what it is called.
        against, explained: the places of the base among them, and of the one whose difference to it is explained.
    """

    name: str = ""
    base_gate: tuple[str, Array] | None = None
    cases: tuple[Called, ...] = ()
    offered: Mapping[str, str] = field(default_factory=dict)
    against: int = 0
    explained: int = 0


@dataclass(frozen=True)
class Deciding:
    """The inputs that decide a figure, in the order in which they stand on the page.

    Attributes:
        of: the figure, as for `Estimate.quantile`.
        names: of the inputs.
        figure: as `conditional` gives it, of that figure.
        beside: the same of the date, or of the cost to go-live where the date is the figure.
    """

    of: str
    names: tuple[str, ...]
    figure: pd.DataFrame
    beside: pd.DataFrame


@dataclass(frozen=True)
class Slow:
    """What takes longer than a step of a slider; each is None until it is worked out.

    Attributes:
        deciding: the inputs that decide the chosen figure.
        drivers, date_drivers: as `sensitivity.drivers` gives it, of the cost to go-live and of the months.
        actions: as `actions.best_actions` gives it.
        steps: as `actions.capability_steps` gives it.
        beside: the cases side by side; None too where none is kept beside that of the page.
    """

    deciding: Deciding | None = None
    drivers: pd.DataFrame | None = None
    date_drivers: pd.DataFrame | None = None
    actions: pd.DataFrame | None = None
    steps: pd.DataFrame | None = None
    beside: SideBySide | None = None
