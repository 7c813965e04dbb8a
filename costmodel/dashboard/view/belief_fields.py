"""The fields in which a viewer types another belief."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from costmodel import Belief
from costmodel.beliefs.readings import READINGS
from costmodel.files.levers import percents
from costmodel.language.beliefs import symbol_of, written_number
from costmodel.language.language import Language
from costmodel.language.translations import Texts
from costmodel.pictures.markup import Markup, tag

# The readings that can be typed, with their fields and how the file calls their shape.
FIELDS: dict[str, tuple[str, ...]] = {
    "value": ("value",),
    "pert": ("min", "mode", "max"),
    "triangular": ("min", "mode", "max"),
    "uniform": ("min", "max"),
    "lognormal": ("p10", "p90"),
    "normal": ("p10", "p90"),
    "three_point": ("p10", "p50", "p90"),
    "chance": ("chance",),
}
SHAPES = {kind: kind for kind in FIELDS if kind not in READINGS.values()}
ENDS = (0.01, 0.99)  # what stands for lowest and highest where a belief has no end


def editor(name: str, belief: Belief, kind: str | None, texts: Texts, says: Language) -> Markup:
    """The fields for another belief; the reading can be chosen.

    Args:
        name: of the assumption.
        belief: what is believed now.
        kind: the reading that was chosen, None for the present one where it can be typed.
        texts, says: the language.
    """
    chosen = kind if kind in kinds(belief) else belief.kind if belief.kind in kinds(belief) else kinds(belief)[0]
    unit = texts.unit(belief.unit, symbol_of(belief))
    options = [
        tag("option", says(f"kind {one}"), value=one, **({"selected": ""} if one == chosen else {}))
        for one in kinds(belief)
    ]
    start = numbers(belief, chosen)
    fields = [
        tag(
            "div",
            tag("label", says(f"key {key}"), for_=f"cm-b-{key}"),
            tag(
                "input",
                type="text",
                inputmode="decimal",
                autocomplete="off",
                name=key,
                value=written_number(percents(belief) * start[key], says),
                id=f"cm-b-{key}",
            ),
            class_="cm-field",
        )
        for key in FIELDS[chosen]
    ]
    return tag(
        "form",
        tag(
            "div",
            tag("label", f"{says('sheet: kind')} ({unit})" if unit else says("sheet: kind"), for_="cm-kind"),
            tag("select", *options, data_do="kind", name="kind", id="cm-kind"),
            class_="cm-field",
        ),
        tag("div", *fields, class_="cm-fields"),
        tag("button", says("sheet: apply"), type="submit", class_="cm-button cm-main", id="cm-apply"),
        data_form="believe",
        data_name=name,
    )


def kinds(belief: Belief) -> tuple[str, ...]:
    """The readings that a belief of this kind can be given in."""
    if belief.unit == "chance":
        return ("chance",)
    return tuple(kind for kind in FIELDS if kind != "chance")


def numbers(belief: Belief, kind: str) -> Mapping[str, float]:
    """What stands in the fields at first: the belief's own numbers, or those of the same spread in another reading."""
    own = {key: getattr(belief, key) for key in FIELDS[kind]}
    if all(value is not None for value in own.values()):
        return own
    low, high = (
        end if math.isfinite(end) else float(belief.quantile(share))
        for end, share in zip((belief.low, belief.high), ENDS, strict=True)
    )
    known = {"value": belief.likeliest, "mode": belief.likeliest, "min": low, "max": high, "chance": belief.likeliest}
    known |= {key: float(belief.quantile(int(key[1:]) / 100)) for key in ("p10", "p50", "p90")}
    return {key: known[key] for key in FIELDS[kind]}


def typed_belief(belief: Belief, kind: str, given: Mapping[str, Any], read: Any) -> Belief:
    """The belief that somebody typed.

    Args:
        belief: what was believed before; tells whether numbers are per cent.
        kind: the chosen reading.
        given: field -> what was typed.
        read: makes a number of a text, or raises ValueError.

    Raises:
        ValueError: a text is no number, or the numbers contradict each other.
    """
    if kind not in kinds(belief):
        raise ValueError(kind)
    keys: dict[str, Any] = {key: read(str(given.get(key, ""))) / percents(belief) for key in FIELDS[kind]}
    if kind in SHAPES:
        keys["shape"] = SHAPES[kind]
    return Belief.model_validate(keys)
