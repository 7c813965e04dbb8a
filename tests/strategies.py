"""What several tests share: beliefs and cases for property tests, company folders, tiny plans, errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st
from numpy.typing import NDArray

import costmodel as cm
from costmodel.beliefs.sampling import STRATA, Likeliest
from costmodel.files.plausibility import ranges
from costmodel.initiative.plan import Activity, Plan
from costmodel.initiative.risks import Risk
from costmodel.simulation.inputs import Inputs
from costmodel.simulation.schedule import Schedule

Array = NDArray[np.float64]

# The overlay is laid on a company case, as it is meant to be; each case is what `cm.load(scenarios=...)` takes.
CASES: dict[str, tuple[str, ...]] = {
    "baseline": (),
    **{name: (name,) for name in cm.scenarios() if name != "mlops"},
    "visual_inspection with mlops": ("visual_inspection", "mlops"),
    "mlops": ("mlops",),
}

cases = st.sampled_from(sorted(CASES))


def case(name: str) -> cm.Assumptions:
    return cm.load(scenarios=CASES[name])


# -- errors of a simulation ----------------------------------------------------------------------------------


def error_of(statistic: Callable[[Array], float], *columns: Array, batches: int = 32) -> float:
    """Standard error of a statistic of samples, from its spread over batches of whole replicates."""
    size = len(columns[0]) // STRATA // batches * STRATA
    found = [statistic(*(column[i * size : (i + 1) * size] for column in columns)) for i in range(batches)]
    return float(np.std(found, ddof=1) / np.sqrt(batches))


def exponential(name: str, mean: float, samples: int, seed: int = 1) -> Array:
    """Draws of an exponential number, which no belief is: its quantile function at uniform draws."""
    share = cm.draw({name: cm.Belief(min=0, max=1)}, samples=samples, seed=seed)[name]
    return -np.log1p(-share) * mean


# -- beliefs -------------------------------------------------------------------------------------------------

numbers = st.floats(0.01, 1e6, allow_nan=False)


@st.composite
def triples(draw: st.DrawFn) -> tuple[float, float, float]:
    """Three rising positive numbers, each at least a thousandth above the last."""
    low = draw(numbers)
    first, second = draw(st.floats(1.001, 30)), draw(st.floats(1.001, 30))
    return low, low * first, low * first * second


@st.composite
def beliefs(draw: st.DrawFn) -> cm.Belief:
    """A belief of any reading about a positive number."""
    low, middle, high = draw(triples())
    readings: list[dict[str, Any]] = [
        {"value": middle},
        {"min": low, "max": high},
        {"min": low, "mode": middle, "max": high},
        {"min": low, "mode": middle, "max": high, "shape": "triangular"},
        {"p10": low, "p90": high},
        {"p10": low, "p90": high, "shape": "normal"},
        {"p10": low, "p50": middle, "p90": high},
        {"chance": low / high},
        {"choices": [{"value": low, "weight": 1.0}, {"value": high, "weight": 2.5}]},
        {"data": [low, middle, high]},
    ]
    return cm.Belief(**draw(st.sampled_from(readings)))


# -- a company's own files -----------------------------------------------------------------------------------


RISING_RATES = """\
courses:
  rates:
    meaning: Rates rise
    on: [roles.ml_engineer.day_rate]
    growth: {meaning: Rise, unit: 1/year, value: 0.05, source: [{judgement: agreed}]}
"""


def company(folder: Path, **files: str) -> Path:
    """A folder with YAML files, to be laid over the baseline; a name `a__csv` becomes the file `a.csv`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        file = name.replace("__", ".") if "__" in name else f"{name}.yaml"
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def faults_in(folder: Path, **arguments: object) -> list[str]:
    with pytest.raises(cm.AssumptionsError) as caught:
        cm.check(folder, **arguments)
    return [str(fault) for fault in caught.value.faults]


def number(keys: str, name: str = "labelling.items") -> str:
    """A company's file that overrides one shipped number with these keys, a line each; the first stands in line 3."""
    section, key = name.split(".")
    body = "".join(f"    {line}\n" for line in dedent(keys).strip().splitlines())
    return f"{section}:\n  {key}:\n{body}    source: [{{judgement: counted}}]\n"


def activity(keys: str) -> str:
    body = "".join(f"    {line}\n" for line in dedent(keys).strip().splitlines())
    return f"plan:\n  extra:\n    meaning: Extra\n    phase: develop\n    category: staffing\n    layer: ml\n{body}"


def believed(unit: str = "person_day") -> str:
    return f"{{meaning: A number, unit: {unit}, value: 1, source: [{{judgement: counted}}]}}"


# Goes at the end of a plan with an `extra` activity: the release waits for it too.
RELEASE = """\
  release:
    after: [extra, operations_handover]
"""


# -- tiny plans ----------------------------------------------------------------------------------------------

DAYS_PER_MONTH = 20
WORKER, OTHER = "ml_engineer", "data_scientist"

# A world in which arithmetic is easy: 20 working days a month, everybody there the whole day, alone, at 100 a day.
EASY: dict[str, float] = {
    "calendar.working_days_per_year": 240,
    "calendar.productive_days_per_year": 240,
    "operations.retirement_hazard": 0,
    **{f"roles.{role}.{key}": value for role in (WORKER, OTHER)
       for key, value in (("people", 1), ("availability", 1), ("day_rate", 100), ("retained_share", 1))},
}  # fmt: skip


def tiny(
    activities: Mapping[str, Mapping[str, Any]],
    numbers: Mapping[str, Any] = {},
    risks: Mapping[str, Mapping[str, Any]] = {},
) -> cm.Assumptions:
    """The baseline's numbers with another plan, without its risks and building blocks.

    Args:
        activities: name -> fields of `Activity`, and `effort` (days of the worker) and `wait` (days) as numbers or
            beliefs.
        numbers: further beliefs by name; a number is certain.
        risks: name -> fields of `Risk`.
    """
    base = cm.load().with_changes(EASY)
    found: dict[str, Any] = {name: b for name, b in base.items() if not name.startswith(("plan.", "risks."))}
    plan = {}
    for name, given in activities.items():
        fields = dict(given)
        effort, wait = fields.pop("effort", None), fields.pop("wait", None)
        roles = tuple(fields.pop("roles", (WORKER,) if effort is not None else ()))
        if effort is not None:
            found |= {f"plan.{name}.effort.{role}": _belief(effort, "person_day") for role in roles}
        if wait is not None:
            found[f"plan.{name}.wait"] = _belief(wait, "working_day")
            fields["waits_for"] = "somebody"
        kinds = {"meaning": name, "phase": "develop", "category": "staffing", "layer": "ml"}
        plan[name] = Activity(**{**kinds, "roles": roles, **fields})
    found |= {
        name: _belief(value, "chance" if name.endswith(".repeats.chance") else "") for name, value in numbers.items()
    }
    events = {
        name: Risk(**{"meaning": name, "category": "staffing", "layer": "ml", **fields})
        for name, fields in risks.items()
    }
    structure = replace(base.structure, plan=Plan(plan), risks=events, moves={}, factor_on={}, additional_costs={})
    kept = {name: b for name, b in found.items() if not name.startswith("additional_costs.")}
    return replace(base, beliefs=kept, structure=structure, origins={})


def _belief(value: Any, unit: str) -> cm.Belief:
    return value if isinstance(value, cm.Belief) else cm.Belief(value=float(value), unit=unit)


def scheduled(assumptions: cm.Assumptions, source: Any = None) -> Schedule:
    """The dates alone; of the likeliest case unless a block is given."""
    return Schedule(Inputs(assumptions, source or Likeliest()))


def days(months: Any) -> Any:
    """Months of an easy world in working days."""
    return months * DAYS_PER_MONTH


def definitions() -> frozenset[str]:
    """The numbers that can have no other value, such as the months of a year."""
    known = ranges(cm.load().folders).by_name
    return frozenset(name for name in cm.load() if name in known and known[name].exactly is not None)
