"""Writing a scenario file: what differs between two sets of assumptions, each with its reason, as people read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import yaml

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.shapes import number_keys
from costmodel.files.assumptions import Assumptions
from costmodel.files.nodes import Writer
from costmodel.files.price_levels import is_price_level
from costmodel.initiative.identity import KEYS, Initiative


def scenario_text(
    before: Assumptions,
    after: Assumptions,
    name: str,
    meaning: str,
    story: str,
    why: Callable[[str], str],
    based_on: Sequence[str] = (),
) -> str:
    """The YAML text of a scenario that leads from one set of assumptions to the other.

    Read back with `Assumptions.with_scenario` it gives the very numbers of `after`, so that an estimate of both has
    the same fingerprint.

    Args:
        before: where the scenario starts from; `based_on` names the scenarios that are laid on it already.
        after: the same model with other numbers.
        name: of the scenario.
        meaning: what it is, in a sentence.
        story: who, what, against what.
        why: gives the reason for the change of an assumption, by its name.
        based_on: names of scenarios that come first.

    Raises:
        ValueError: the two have different names or another plan, which no scenario can express.
    """
    if set(before) != set(after):
        raise ValueError("a scenario changes numbers; these two have different names")
    content: dict[str, Any] = {"scenario": name, "meaning": meaning, "story": story}
    if based_on:
        content["based_on"] = list(based_on)
    if said := _said_anew(before.initiative, after.initiative):
        content["initiative"] = said
    content["changes"] = {
        one: {**written(after[one]), **_driver(before[one], after[one]), "why": why(one)}
        for one in put_in(before, after)
    }
    return _dumped(content)


def _said_anew(before: Initiative, after: Initiative) -> dict[str, str]:
    """What is said of the initiative that was not said so before; an empty text takes something back."""
    old, new = before.said(), after.said()
    return {key: new.get(key, "") for key in KEYS if new.get(key) != old.get(key)}


def put_in(before: Assumptions, after: Assumptions) -> list[str]:
    """The names of what somebody put in: prices that only follow an exchange rate or a price index are not named."""
    both = [name for name in after if name in before]
    levels = [name for name in both if is_price_level(name) and differs(before[name], after[name])]
    moved = before.as_in(after, levels)
    return [name for name in after if name not in before or name in levels or differs(moved[name], after[name])]


def differs(one: Belief, other: Belief) -> bool:
    """Whether two beliefs say something else in numbers, or move with something else."""
    return written(one) != written(other) or one.moves_with != other.moves_with


def written(belief: Belief) -> dict[str, Any]:
    """What a scenario file says of a belief: its numbers, how they are read, of which year prices are, why accepted."""
    keys: dict[str, Any] = {key: number_keys()[key].plain(given) for key, given in belief.given.items()}
    if belief.shape is not None:
        keys["shape"] = belief.shape
    if belief.prices_of is not None:
        keys["prices_of"] = belief.prices_of
    if belief.accept is not None:
        keys["accept"] = belief.accept
    return keys


def _driver(before: Belief, after: Belief) -> dict[str, Any]:
    if after.moves_with is None or after.moves_with == before.moves_with:
        return {}
    return {"moves_with": after.moves_with.model_dump()}


def _dumped(content: Mapping[str, Any]) -> str:
    # in the order in which a person reads it
    text: str = yaml.dump(
        dict(content), Dumper=Writer, default_flow_style=False, allow_unicode=True, width=110, sort_keys=False
    )
    return text
