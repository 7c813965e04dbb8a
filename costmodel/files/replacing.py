"""What somebody puts in the place of a number, by hand or from a program: a number, a belief, or its keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.source import Source
from costmodel.errors import Fault, Sentence
from costmodel.files.entries import unusable
from costmodel.files.scenario import sentence


def replaced_by(name: str, before: Belief, wanted: Any, why: str, faults: list[Fault]) -> Belief | None:
    """The belief that takes the place of another, or None after noting why it cannot.

    Args:
        name, before: the number and what was believed of it; meaning, unit and driver stay unless given.
        wanted: a certain number, a `Belief`, or a mapping of its keys; money in the model's currency and price year.
        why: the reason; the source where none is given.
        faults: grows by what is wrong.
    """
    reason = (Source(judgement=why),)
    try:
        if isinstance(wanted, Belief):
            given = wanted
        elif isinstance(wanted, Mapping):
            given = Belief.model_validate(dict(wanted))
        elif before.is_event:
            given = Belief(chance=_number(wanted))
        else:
            given = Belief(value=_number(wanted))
        kept = {
            "meaning": given.meaning or before.meaning,
            "unit": before.unit,
            "source": given.source or reason,
            "prices_of": before.prices_of,
            "moves_with": given.moves_with or before.moves_with,
            "note": given.note or before.note,
        }
        if given.unit and given.unit != before.unit:
            faults.append(
                Fault(
                    "",
                    0,
                    name,
                    Sentence("unit {unit!r} where {wanted!r} is needed", unit=given.unit, wanted=before.unit),
                )
            )
            return None
        after = given.changed(kept)
        if impossible := unusable(name, after):
            faults.append(Fault("", 0, name, impossible))
            return None
        return after
    except ValueError as error:
        faults.append(Fault("", 0, name, sentence(error)))
        return None


def _number(wanted: Any) -> float:
    if isinstance(wanted, bool) or not hasattr(wanted, "__float__"):
        raise ValueError(Sentence("{typed!r} is not a number", typed=wanted))
    return float(wanted)
