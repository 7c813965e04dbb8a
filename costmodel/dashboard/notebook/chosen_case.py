"""Which case a notebook speaks of: one that is shipped, or one that the group has saved; chosen from a list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets

from costmodel import Assumptions, load, scenarios
from costmodel.dashboard.notebook.estimates import Estimates
from costmodel.dashboard.notebook.look import laid, made, sheet
from costmodel.dashboard.notebook.table import Shown, table
from costmodel.language.language import Language
from costmodel.language.translations import texts, translated
from costmodel.pictures.markup import tag
from costmodel.workshop.own_levels import LEVELS
from costmodel.workshop.tables import scenario_table


class ChosenCase(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """A list of cases, and what belongs to the one that is chosen. The notebooks' own fields build on it.

    Attributes:
        folder: where the files of the workshop are.
        says: the language.
        list: the field with the cases.
        case: the assumptions of the one that is chosen.
        estimate: of a case.
    """

    def __init__(self, folder: str | Path, says: Language, first: str) -> None:
        self.folder, self.says = Path(folder), says
        told = texts(says.code)
        own = sorted(path for path in self.folder.glob("*.yaml") if path.stem != LEVELS)
        offered = [(told.scenario_label(name), name) for name in scenarios()]
        self.list = made(
            ipywidgets.Dropdown,
            options=[*offered, *((path.stem, str(path)) for path in own)],
            value=first,
            tooltip=says("chosen: case"),
            layout={"width": "100%", "max_width": "700px"},
        )
        self.estimate = Estimates()
        self._told: list[Callable[[], None]] = []
        self.case = self._loaded()
        self.list.observe(lambda _: self._choose(), "value")
        self._first = [sheet(), made(ipywidgets.HTML, tag("b", says("chosen: case"))), self.list]
        super().__init__(self._first, layout=laid())
        for name in ("cm-workshop", "cm-levers"):
            self.add_class(name)

    def _loaded(self) -> Assumptions:
        return translated(load(scenarios=[self.list.value]), self.says.code)

    def _choose(self) -> None:
        self.case = self._loaded()
        for tell in self._told:
            tell()

    def on_choice(self, tell: Callable[[], None]) -> None:
        """Call this whenever another case is chosen."""
        self._told.append(tell)

    def add(self, *widgets: Any) -> None:
        """Further fields, below the list."""
        self.children = [*self._first, *widgets]


def cases(language: str = "en") -> Shown:
    """The shipped cases in words, without a single figure, and last what a command calls each of them.

    Args:
        language: one of `languages()`.
    """
    told = scenario_table(language).iloc[:, :2].reset_index()
    return table(told[[*told.columns[1:], told.columns[0]]], language, index=False)
