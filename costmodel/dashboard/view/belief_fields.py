"""The fields in which a viewer types another belief."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from costmodel import Belief
from costmodel.beliefs.keys import Key
from costmodel.beliefs.shapes import shapes
from costmodel.files.levers import percents
from costmodel.language.beliefs import key_name, shape_name, symbol_of, written_number
from costmodel.language.language import Language
from costmodel.language.translations import Texts
from costmodel.pictures.markup import Markup, tag

# The shapes whose numbers can be typed one by one.
TYPED = {shape.NAME: shape for shape in shapes() if all(key.single for key in shape.KEYS.values())}


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
        tag("option", shape_name(one, says), value=one, **({"selected": ""} if one == chosen else {}))
        for one in kinds(belief)
    ]
    start = numbers(belief, chosen)
    fields = [
        tag(
            "div",
            tag("label", key_name(key, says), for_=f"cm-b-{key}"),
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
        for key in TYPED[chosen].KEYS
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
        return tuple(name for name, shape in TYPED.items() if shape.EVENT)
    return tuple(name for name, shape in TYPED.items() if not shape.EVENT)


def numbers(belief: Belief, kind: str) -> Mapping[str, float]:
    """What stands in the fields at first: the belief's own numbers, or those of the same spread in another reading."""
    keys = TYPED[kind].KEYS
    if belief.given.keys() >= keys.keys():
        return {key: belief.given[key] for key in keys}
    return {key: _start(belief, what) for key, what in keys.items()}


def _start(belief: Belief, key: Key) -> float:
    """The number of a belief that goes with a key: its likeliest value, one of its ends, or a percentile."""
    if key.at is None:
        return belief.likeliest
    if key.at in (0.0, 1.0):
        return belief.high if key.at else belief.low
    return float(belief.quantile(key.at))


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
    keys: dict[str, Any] = {key: read(str(given.get(key, ""))) / percents(belief) for key in TYPED[kind].KEYS}
    if TYPED[kind].ON_REQUEST:
        keys["shape"] = kind
    return Belief.model_validate(keys)
