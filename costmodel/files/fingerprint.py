"""The fingerprint of assumptions: the same numbers and the same shape of the model give the same one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.source import Strict
from costmodel.initiative.identity import DATES, Initiative
from costmodel.initiative.structure import Structure

# Of activities, risks and costs: texts for people, and how finance books what the same cost would be without it.
WORDS = {"meaning", "waits_for", "mitigation", "not_counted", "treatment"}


def fingerprint(beliefs: Mapping[str, Belief], shape: Structure, initiative: Initiative) -> str:
    """A hash of all numbers, of the model's shape and of the dates that figures rest on.

    Words about them are left out (meanings, reasons, for whom is waited): they may be in any language. So are name,
    owner, status and version of the initiative: an approval changes no figure.
    """
    moves = {
        block: [move.model_dump(mode="json", exclude={"why", "source"}) for move, _ in parts]
        for block, parts in shape.moves.items()
    }
    content = {
        "numbers": {
            name: [
                belief.kind,
                belief.numbers,
                belief.unit,
                belief.moves_with and list(dict(belief.moves_with).values()),
            ]
            for name, belief in sorted(beliefs.items())
        },
        "plan": {name: _without_words(one, waits=bool(one.waits_for)) for name, one in shape.plan.activities.items()},
        "risks": {name: _without_words(one, mitigated=bool(one.mitigation)) for name, one in shape.risks.items()},
        "costs": {name: _set_alone(one) for name, one in shape.additional_costs.items()},
        "moves": moves,
        "discrepancy": {part: list(missed.on) for part, (missed, _) in shape.discrepancy.items()},
        "currency": [shape.prices.currency, shape.prices.year],
        "dates": {key: when for key, when in initiative.said().items() if key in DATES},
    }
    agreed = {
        "roles": {name: _set_alone(one) for name, one in shape.roles.items()},
        "contracts": {name: _set_alone(one) for name, one in shape.contracts.items()},
        "courses": {name: _set_alone(one) for name, (one, _) in shape.courses.items()},
    }
    content |= {section: found for section, found in agreed.items() if any(found.values())}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def _without_words(part: Strict, **kept: bool) -> dict[str, Any]:
    return part.model_dump(mode="json", exclude=WORDS) | kept


def _set_alone(part: Strict) -> dict[str, Any]:
    """What is said of a part beside its words; what is left at its default is as if the key did not exist."""
    return part.model_dump(mode="json", exclude={*WORDS, "source"}, exclude_defaults=True)
