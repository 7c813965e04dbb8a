"""An estimate handed on: what it says of itself in one glance, and what of it goes into a file or another process."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.estimates.cash_flow import Flow
from costmodel.files.assumptions import Assumptions
from costmodel.typing import Array
from costmodel.version import __version__


def fingerprint_of(assumptions: Assumptions, samples: int, seed: int, version: str = __version__) -> str:
    """Hash of assumptions, seed, samples and version: two estimates with the same one are the same."""
    content = f"{assumptions.fingerprint} {seed} {samples} {version}"
    return hashlib.sha256(content.encode()).hexdigest()[:16]


class HandedOn:
    """The part of an `Estimate` that others see without asking: its text, and its pickle."""

    assumptions: Assumptions
    samples: int
    seed: int
    figures: Mapping[str, Array]
    flow: Flow | None
    version: str

    if TYPE_CHECKING:

        def figure(self, of: str) -> Array: ...
        def quantile(self, share: float, of: str = "total") -> float: ...

    @property
    def fingerprint(self) -> str:
        """Hash of assumptions, seed, samples and version: two estimates with the same one are the same."""
        return fingerprint_of(self.assumptions, self.samples, self.seed, self.version)

    def __repr__(self) -> str:
        """Cost to go-live, total and months: P50 and P80, or the one value of the likeliest case; and what made it."""
        currency = self.assumptions.currency
        told = "; ".join(
            f"{name} {self._told(figure, digits)} {unit}"
            for name, figure, digits, unit in (
                ("cost to go-live", "to_go_live", 0, currency),
                ("total", "total", 0, currency),
                ("go-live after", "go_live", 1, "months"),
            )
        )
        case = self.assumptions
        laid = " + ".join(filter(None, (case.initiative.name or case.own_folder, *case.scenarios))) or "baseline"
        run = f"{self.samples:,} samples" if self.samples > 1 else "all at likeliest"
        return f"<Estimate of {laid}, {run}, seed {self.seed}: {told}; fingerprint {self.fingerprint}>"

    def _told(self, figure: str, digits: int) -> str:
        if self.samples == 1:
            return f"{float(self.figure(figure)[0]):,.{digits}f}"
        half, sure = (self.quantile(share, figure) for share in (0.5, 0.8))
        return f"P50 {half:,.{digits}f}, P80 {sure:,.{digits}f}"

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Assumptions, seed, number of samples and figures; whatever else is kept is computed again when asked for."""
        figures = {name: np.asarray(self.figures[name]) for name in self.figures}
        return type(self), (self.assumptions, self.samples, self.seed, figures, self.flow, None, (), self.version)
