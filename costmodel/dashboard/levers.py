"""Which assumptions have a slider, and how each slider runs: from the assumption itself."""

import math
from dataclasses import dataclass

from costmodel import Belief
from costmodel.pictures.canvas import round_step
from costmodel.pictures.formats import unit_in_words


@dataclass(frozen=True)
class Lever:
    """An assumption that can be moved; ends are given only where the belief is certain and so has none."""

    name: str
    low: float | None = None
    high: float | None = None


LEVERS: dict[str, tuple[Lever, ...]] = {
    "Team": (
        Lever("roles.data_scientist.people", low=0.5, high=5),
        Lever("roles.data_scientist.day_rate"),
        Lever("hiring.must_hire"),
    ),
    "Work and data": (
        Lever("plan.model_development.effort.data_scientist"),
        Lever("plan.data_preparation.effort.data_engineer"),
        Lever("labelling.items"),
        Lever("training_compute.experiments"),
    ),
    "Waiting": (
        Lever("plan.data_access.wait"),
        Lever("plan.business_acceptance.wait"),
        Lever("plan.compliance_review.wait"),
        Lever("plan.release.wait"),
    ),
    "Operation": (
        Lever("operations.retraining.per_year"),
        Lever("initiative.horizon", low=12, high=120),
    ),
    "How capable the organisation is": (
        Lever("capability.people"),
        Lever("capability.processes"),
        Lever("capability.data"),
    ),
}

WHOLE_SCALE = {"chance": (0.0, 100.0), "share": (0.0, 100.0), "switch": (0.0, 1.0), "level": (1.0, 5.0)}
STEPS = {"chance": 1.0, "share": 1.0, "switch": 1.0, "level": 1.0, "person": 0.5}


@dataclass(frozen=True)
class Track:
    """Where a slider begins, ends, snaps and stands; in the unit that people read."""

    meaning: str
    unit: str
    low: float
    high: float
    step: float
    home: float  # on a step, as a browser would put it; the belief itself is not rounded
    per: float  # 100 where the model has a share and people read per cent

    def placed(self, value: float) -> float:
        """A value that a viewer sent, brought onto the track; no number, or as good as home, is home."""
        if not math.isfinite(value) or abs(value - self.home) < 1e-6 * self.step:
            return self.home
        return min(max(value, self.low), self.high)


def track(lever: Lever, belief: Belief) -> Track:
    """The track of a lever: ends and unit from the belief, the whole scale for chances, shares and levels."""
    per = 100.0 if belief.unit in ("chance", "share") else 1.0
    home = per * (belief.low if belief.kind == "chance" else belief.likeliest)
    low, high = WHOLE_SCALE.get(belief.unit) or _ends(lever, belief, home)
    step = STEPS.get(belief.unit) or _step(high - low)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return Track(
        meaning=belief.meaning,
        unit=unit_in_words(belief.unit),
        low=first * step,
        high=last * step,
        step=step,
        home=round(home / step) * step,
        per=per,
    )


def _ends(lever: Lever, belief: Belief, home: float) -> tuple[float, float]:
    if belief.low < belief.high:
        return min(belief.low, home), max(belief.high, home)
    low = lever.low if lever.low is not None else 0.0
    high = lever.high if lever.high is not None else 2 * home or 1.0
    return min(low, home), max(high, home)


def _step(length: float) -> float:
    step = round_step(length / 120)
    return max(step, 1.0) if length >= 10 else step
