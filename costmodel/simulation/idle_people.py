"""People who wait: how long a role is on the payroll, and how many of its days are idle and charged all the same.

One rule: a role is on the payroll from the start of its first activity that takes place, when those before it have
finished, to the finish of its last; of the days on which it does not work, a share is charged, role by role.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from costmodel.simulation.inputs import Inputs
from costmodel.simulation.network import latest
from costmodel.simulation.steps import in_one_step


def on_the_payroll(activities: Iterable[tuple[Any, Any, Any]]) -> tuple[Any, Any]:
    """The first start and the last finish of a role's activities, sample by sample.

    Its own wait keeps a role on the payroll, since from its start on the activity could have used it. What does not
    take place puts nobody on it: a role none of whose activities takes place has a window of no length, at the start.

    Args:
        activities: of the role, at least one; each as takes place (1 or 0), start, finish, shape (samples,) or (1,);
            months.

    Returns:
        start and end in months from the start of the initiative.
    """
    listed = list(activities)
    beyond = latest([finish for _, _, finish in listed], 0.0)
    first = _first(beyond, *(date for happens, start, _ in listed for date in (happens, start)))
    last = _last(beyond, *(date for happens, _, finish in listed for date in (happens, finish)))
    some = last >= first
    return np.where(some, first, 0 * first), np.where(some, last, 0 * last)


@in_one_step
def _first(beyond: Any, *dates: Any) -> Any:
    """The first of some dates that come about, given in turn with whether they do."""
    first = beyond
    for happens, start in zip(dates[::2], dates[1::2], strict=True):
        first = np.minimum(first, start if _certainly(happens) else np.where(happens > 0, start, beyond))
    return first


@in_one_step
def _last(beyond: Any, *dates: Any) -> Any:
    """The last of some dates that come about, given in turn with whether they do."""
    last = 0 * beyond
    for happens, finish in zip(dates[::2], dates[1::2], strict=True):
        last = np.maximum(last, finish if _certainly(happens) else np.where(happens > 0, finish, 0 * finish))
    return last


def _certainly(happens: Any) -> bool:
    return isinstance(happens, np.ndarray) and len(happens) == 1 and bool(happens[0] > 0)


def idle_days(retained: Any, allocated: Any, worked: Any) -> Any:
    """The retained share of the days on the payroll on which a role does not work, never below zero; person-days."""
    return retained * np.maximum(allocated - worked, 0 * allocated)


def paid_while_waiting(inputs: Inputs, role: str) -> Any:
    """The share of its idle days for which a role is paid: own people by their role, people of others by contract."""
    structure = inputs.assumptions.structure
    if not structure.role(role).external:
        return inputs[f"roles.{role}.retained_share"]
    agreed = f"contracts.{structure.contract_of(role)}.paid_while_waiting"
    return inputs[agreed] if inputs.has(agreed) else 0 * inputs[f"roles.{role}.availability"]
