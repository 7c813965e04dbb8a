"""Which case a notebook speaks of: one that is shipped, or one that the group has saved; chosen from a list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets

from costmodel import Assumptions, Estimate, load, scenarios
from costmodel.dashboard.notebook.look import style
from costmodel.dashboard.state.work import AT_REST, SEED
from costmodel.estimates.result import estimate
from costmodel.language.language import Language
from costmodel.language.translations import texts, translated
from costmodel.pictures.markup import tag

LEVELS = "our_levels"  # what "Are we ready?" saves


class ChosenCase(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """A list of cases, and what belongs to the one that is chosen. The notebooks' own fields build on it.

    Attributes:
        folder: where the files of the workshop are.
        says: the language.
        list: the field with the cases.
        case: the assumptions of the one that is chosen.
    """

    def __init__(self, folder: str | Path, says: Language, first: str) -> None:
        self.folder, self.says = Path(folder), says
        told = texts(says.code)
        own = sorted(path for path in self.folder.glob("*.yaml") if path.stem != LEVELS)
        offered = [(told.scenario_label(name), name) for name in scenarios()]
        self.list = ipywidgets.Dropdown(
            options=[*offered, *((path.stem, str(path)) for path in own)],
            value=first,
            tooltip=says("chosen: case"),
            layout={"width": "100%", "max_width": "700px"},
        )
        self._estimates: dict[str, Estimate] = {}
        self._told: list[Callable[[], None]] = []
        self.case = self._loaded()
        self.list.observe(lambda _: self._choose(), "value")
        sheet = ipywidgets.HTML(f"<style>{style()}</style>", layout={"display": "none"})
        self._first = [sheet, ipywidgets.HTML(tag("b", says("chosen: case"))), self.list]
        super().__init__(self._first)
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

    def estimate(self, of: Assumptions) -> Estimate:
        """The estimate with the samples and the seed of the dashboard at rest, so that both say the same."""
        if of.fingerprint not in self._estimates:
            self._estimates[of.fingerprint] = estimate(of, AT_REST, SEED)
        return self._estimates[of.fingerprint]
