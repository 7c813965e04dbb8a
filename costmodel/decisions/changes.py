"""What changed from one set of assumptions to another: which numbers, and whether more than numbers did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.shapes import number_keys
from costmodel.files.assumptions import Assumptions
from costmodel.files.price_levels import is_price_level


def changed_names(old: Assumptions, new: Assumptions) -> list[str]:
    """The assumptions of both whose numbers, unit or driver differ, in the order of the old ones.

    Prices that differ only because an exchange rate or a price index does are not named.
    """
    both = [name for name in old if name in new]
    levels = {name for name in both if is_price_level(name) and _identity(old[name]) != _identity(new[name])}
    moved = old.as_in(new, levels)
    return [name for name in both if name in levels or _identity(moved[name]) != _identity(new[name])]


def reshaped(old: Assumptions, new: Assumptions) -> bool:
    """Whether the two differ in more than the numbers of the assumptions that both have."""
    if set(old) != set(new):
        return True
    return replace(old, beliefs=new.beliefs).fingerprint != new.fingerprint


def _identity(belief: Belief) -> tuple[object, ...]:
    return belief.key, belief.unit, belief.moves_with


def text(belief: Belief) -> str:
    """A belief's numbers and unit as text.

    >>> text(Belief(min=1, mode=2, max=5.25, unit="month")), text(Belief(chance=0.4, unit="chance"))
    ('min 1, mode 2, max 5.25 month', 'chance 0.4')
    """
    numbers = ", ".join(
        f"{key} {given:.6g}" if number_keys()[key].single else f"{len(given)} {key}"
        for key, given in belief.given.items()
    )
    return numbers if belief.unit == "chance" else f"{numbers} {belief.unit}".strip()


def listed(word: str, names: Sequence[str]) -> str:
    """Names after a word, five at most and the others counted; nothing where there are none."""
    shown = ", ".join(names[:5])
    return f"{word} {shown}{f' and {len(names) - 5} more' if len(names) > 5 else ''}" if names else ""
