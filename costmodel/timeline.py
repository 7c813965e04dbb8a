"""The plan as a table of dates: when each activity waits, works, is repeated, and how often it decides the go-live."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from costmodel.plan import Plan
from costmodel.simulation import Case

if TYPE_CHECKING:
    import pandas as pd

DATES = {"start": "start", "work_start": "work_start", "finish": "first_finish", "repeats_until": "finish"}


def timeline(cases: Iterable[Case], plan: Plan) -> pd.DataFrame:
    """Mean dates over all samples of some cases, in months from the start, a row for each activity.

    Columns: activity, meaning, phase, the dates of `DATES`, and critical, the share of samples in which the activity
    decides the go-live.
    """
    import pandas as pd

    sums = {name: np.zeros(len(DATES) + 1) for name in plan.activities}
    samples = 0
    for case in cases:
        weight = case.inputs.samples
        samples += weight
        decisive = case.schedule.criticality()
        for name in sums:
            dates = [float(np.mean(getattr(case.schedule, attribute)[name])) for attribute in DATES.values()]
            sums[name] += weight * np.array([*dates, decisive[name]])
    rows = [
        (name, activity.meaning, activity.phase, *(sums[name] / samples)) for name, activity in plan.activities.items()
    ]
    return pd.DataFrame(rows, columns=["activity", "meaning", "phase", *DATES, "critical"])
