"""Classes of finished projects: what they really took against what was planned, as percentiles with their sources.

They are data in `assumptions/outside_view/classes.yaml`, beside the assumptions of the model and not among them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from statistics import NormalDist
from typing import Annotated, Literal, Protocol, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.source import Number, Source, Strict
from costmodel.errors import AssumptionsError, Fault, did_you_mean
from costmodel.files.entries import Reading
from costmodel.files.nodes import read_yaml
from costmodel.files.tree import baseline_folder

FILE = Path("outside_view") / "classes.yaml"
Positive = Annotated[float, Field(strict=True, gt=0, allow_inf_nan=False)]
LOWEST, HIGHEST = 1e-3, 1e4  # ratios between which a percentile is looked for


class Ratios(Protocol):
    """A distribution of actual over planned."""

    def below(self, ratio: float) -> float:
        """The share of projects that ended at or below a ratio."""

    def quantile(self, share: float) -> float:
        """The ratio that a share of projects did not exceed."""


class Part(Strict):
    """One part of a mixture: a lognormal body (`mean`, `sigma`) or a Pareto tail (`above`, `alpha`)."""

    weight: Annotated[float, Field(strict=True, gt=0, le=1)]
    mean: Positive | None = None
    sigma: Positive | None = None
    above: Positive | None = None
    alpha: Positive | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        given = [key for key in ("mean", "sigma", "above", "alpha") if getattr(self, key) is not None]
        if given not in (["mean", "sigma"], ["above", "alpha"]):
            raise PydanticCustomError("part", "a part is a body (mean, sigma) or a tail (above, alpha)")
        return self

    def below(self, ratio: float) -> float:
        """The share of the part at or below a ratio."""
        if self.mean is not None and self.sigma is not None:
            mu = math.log(self.mean) - self.sigma**2 / 2
            return NormalDist(mu, self.sigma).cdf(math.log(ratio))
        if self.above is None or self.alpha is None or ratio <= self.above:
            return 0.0
        return 1 - float((self.above / ratio) ** self.alpha)


class ReferenceClass(Strict):
    """A class of finished projects.

    Attributes:
        meaning: which projects.
        of: whether the ratio is actual over planned cost, or duration.
        projects: how many there are.
        parts, cap: a mixture, cut at `cap`; or
        p10, p50, p90: observed percentiles, through which a smooth curve passes exactly (`Belief`).
        ln_mean, ln_sd: mean and standard deviation of the logarithm, for information.
        limits: what the class does not say.
        source: where the figures come from.
    """

    meaning: str
    of: Literal["cost", "schedule"]
    projects: Annotated[int, Field(strict=True, gt=0)]
    parts: tuple[Part, ...] = ()
    cap: Positive | None = None
    p10: Positive | None = None
    p50: Positive | None = None
    p90: Positive | None = None
    ln_mean: Number | None = None
    ln_sd: Positive | None = None
    limits: tuple[str, ...] = Field(min_length=1)
    source: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        percentiles = [one for one in (self.p10, self.p50, self.p90) if one is not None]
        if bool(self.parts) == bool(percentiles) or len(percentiles) not in (0, 3):
            raise PydanticCustomError("class", "a class has parts, or p10, p50 and p90")
        if self.parts:
            if not math.isclose(sum(part.weight for part in self.parts), 1):
                raise PydanticCustomError("class", "the weights of the parts add up to 1")
            if self.cap is None:
                raise PydanticCustomError("class", "a mixture needs a cap: its tail may have no mean")
        else:
            self._smooth()
        return self

    def _smooth(self) -> Belief:
        return Belief(p10=self.p10, p50=self.p50, p90=self.p90)

    def below(self, ratio: float) -> float:
        """The share of the class that ended at or below a ratio."""
        if ratio <= LOWEST:
            return 0.0
        if self.cap is not None and ratio >= self.cap:
            return 1.0
        if self.parts:
            return sum(part.weight * part.below(ratio) for part in self.parts)
        smooth = self._smooth()
        low, high = 0.0, 1.0
        for _ in range(50):
            middle = (low + high) / 2
            low, high = (middle, high) if float(smooth.quantile(middle)) <= ratio else (low, middle)
        return (low + high) / 2

    def quantile(self, share: float) -> float:
        """The ratio that a share of the class did not exceed; at most `cap`.

        Raises:
            ValueError: a share that is not between 0 and 1.
        """
        if share not in self._found:
            smooth = None if self.parts else self._smooth()
            self._found[_between(share)] = (
                float(smooth.quantile(share)) if smooth else quantile_of(self.below, share, self.cap or HIGHEST)
            )
        return self._found[share]

    @cached_property
    def _found(self) -> dict[float, float]:
        """Percentiles that were asked for: a class never changes, and to look for one takes its time."""
        return {}


def quantile_of(below: Callable[[float], float], share: float, highest: float = HIGHEST) -> float:
    """Where a rising function `below` reaches a share, between a thousandth and `highest`.

    Raises:
        ValueError: a share that is not between 0 and 1.
    """
    _between(share)
    low, high = math.log(LOWEST), math.log(highest)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if below(math.exp(middle)) < share else (low, middle)
    return math.exp(high)


def _between(share: float) -> float:
    if not 0 < share < 1:
        raise ValueError("a share lies between 0 and 1")
    return share


class Credibility(Strict):
    """How many own projects count as much as the whole class."""

    projects_for_half: Positive
    source: tuple[Source, ...] = Field(min_length=1)

    def weight(self, projects: int) -> float:
        """The weight of own projects against the class: n / (n + projects_for_half)."""
        return projects / (projects + self.projects_for_half)


@dataclass(frozen=True)
class References:
    """All classes by name, and how own projects are weighed against them."""

    classes: Mapping[str, ReferenceClass]
    credibility: Credibility

    def __getitem__(self, name: str) -> ReferenceClass:
        if name not in self.classes:
            raise ValueError(f"no reference class {name!r}{did_you_mean(name, self.classes)}")
        return self.classes[name]


def references(folders: Iterable[Path] = ()) -> References:
    """The shipped classes, and those of a company's folders laid over them, class by class.

    Args:
        folders: as `Assumptions.folders`, the company's own first; each may hold ``outside_view/classes.yaml``.

    Raises:
        AssumptionsError: every fault in the files.
    """
    shipped = baseline_folder()
    own = [folder for folder in folders if folder.resolve() != shipped.resolve() and (folder / FILE).is_file()]
    return _read(tuple((folder / FILE, _stamp(folder / FILE)) for folder in (shipped, *reversed(own))))


def _stamp(path: Path) -> tuple[int, int]:
    """What changes when a file does."""
    try:
        found = path.stat()
    except OSError:  # whoever reads it says what is wrong with it
        return (0, 0)
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=16)
def _read(files: tuple[tuple[Path, tuple[int, int]], ...]) -> References:
    """The classes of some files, later ones laid over earlier ones; read again only when a file has changed."""
    faults: list[Fault] = []
    reading = Reading(faults)
    classes: dict[str, ReferenceClass] = {}
    credibility = None
    for path, _ in files:
        root = read_yaml(path, FILE.as_posix(), faults)
        if root is None:
            continue
        for key, node in (root.value if root.is_mapping else {}).items():
            if key == "classes" and node.is_mapping:
                for name, child in node.value.items():
                    one = reading.model(ReferenceClass, f"classes.{name}", child, child.plain())
                    classes |= {name: one} if one is not None else {}
            elif key == "credibility":
                credibility = reading.model(Credibility, key, node, node.plain()) or credibility
            else:
                faults.append(node.fault(key, "holds classes and credibility, nothing else"))
    if faults or credibility is None:
        raise AssumptionsError(faults)
    return References(classes, credibility)
