"""The sliders of the page as markup, and the single controls of which it is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from costmodel import Assumptions, Belief
from costmodel.files.levers import LeverGroup, Track, percents, shown
from costmodel.language.beliefs import symbol_of, with_unit, written_number
from costmodel.language.language import Language
from costmodel.language.translations import Texts
from costmodel.pictures.markup import Markup, join, tag

OPEN = {"open": ""}


@dataclass(frozen=True)
class Place:
    """Where a lever stands: on its track, in words, and whether it has been moved."""

    place: float
    written: str
    says: str
    done: str  # how far along its track, for the colour of the rail
    moved: bool


def place_of(track: Track, belief: Belief, texts: Texts, moved: bool, says: Language) -> Place:
    """Where a lever stands with the belief that holds now."""
    value = percents(belief) * shown(belief)
    at = min(max(value, track.low), track.high)
    share = (at - track.low) / ((track.high - track.low) or 1.0)
    written = written_number(value, says)
    return Place(at, written, with_unit(written, belief, texts), f"{100 * share:.1f}%", moved)


def button(words: str, do: str, name: str = "", look: str = "", **attributes: str) -> Markup:
    """A button, what it does and to what."""
    return tag(
        "button", words, type="button", data_do=do, data_name=name, class_=f"cm-button {look}".strip(), **attributes
    )


def choice(name: str, options: Mapping[str, str], chosen: str) -> Markup:
    """A list to choose from: what is sent, and what is read."""
    parts = [
        tag("option", words, value=value, **({"selected": ""} if value == chosen else {}))
        for value, words in options.items()
    ]
    return tag("select", *parts, id=f"cm-{name}", data_field=name)


def levers(
    groups: Mapping[str, LeverGroup],
    tracks: Mapping[str, Track],
    places: Mapping[str, Place],
    now: Assumptions,
    texts: Texts,
    says: Language,
) -> Markup:
    """All sliders in their groups, each group with the number of those that were moved."""
    parts = [
        tag(
            "div",
            tag("h2", says("control: levers")),
            button(says("control: reset all"), "reset_all", id="cm-reset-all", look="cm-quiet"),
            class_="cm-levers-head",
        )
    ]
    for name, group in groups.items():
        heading = group.heading.get(says.code) or group.heading.get("en") or name
        rows = [
            _lever(lever.name, tracks[lever.name], places[lever.name], now[lever.name], texts, says)
            for lever in group.sliders
        ]
        reset = button(
            says("control: reset group"),
            "reset_group",
            name,
            id=f"cm-reset-{name}",
            look="cm-quiet",
            aria_label=says("control: reset group of", group=heading),
        )
        parts.append(
            tag(
                "details",
                tag("summary", tag("span", heading), tag("span", "", class_="cm-count", data_region=f"count-{name}")),
                *rows,
                reset,
                class_="cm-group",
                id=f"cm-group-{name}",
                **(OPEN if group.open else {}),
            )
        )
    return join(*parts)


def count_moved(group: LeverGroup, changed: frozenset[str], says: Language) -> Markup:
    """How many levers of a group stand elsewhere, or nothing."""
    count = sum(lever.name in changed for lever in group.sliders)
    return join(says("control: moved", count=str(count))) if count else join()


def _lever(name: str, track: Track, place: Place, belief: Belief, texts: Texts, says: Language) -> Markup:
    unit = texts.unit(belief.unit, symbol_of(belief))
    about = mini("i", "assumption", name, says("control: about", meaning=belief.meaning))
    back = mini("↺", "reset", name, says("control: reset one", meaning=belief.meaning), look=" cm-back")
    look = "cm-lever cm-moved" if place.moved else "cm-lever"
    if belief.unit == "switch":
        box = tag("label", tick(name, place.place > 0), tag("span", belief.meaning), class_="cm-tick")
        return tag("div", box, back, about, class_=f"{look} cm-switch", data_row=name)
    return tag(
        "div",
        tag("label", belief.meaning, for_=f"cm-l-{name}"),
        reading(name, place, unit, belief, says, "cm-n-"),
        slider_of(name, track, place, "cm-l-"),
        back,
        about,
        class_=look,
        data_row=name,
    )


def reading(name: str, place: Place, unit: str, belief: Belief, says: Language, begins: str) -> Markup:
    """The number of a lever, which can be typed, with its unit."""
    said = says("control: value of", meaning=belief.meaning, unit=unit) if unit else belief.meaning
    number = tag(
        "input",
        type="text",
        inputmode="decimal",
        autocomplete="off",
        value=place.written,
        data_number=name,
        id=f"{begins}{name}",
        class_="cm-number",
        aria_label=said,
    )
    return tag("span", number, tag("span", unit, class_="cm-unit"), class_="cm-reading")


def slider_of(name: str, track: Track, place: Place, begins: str) -> Markup:
    """The slider of a lever."""
    return tag(
        "input",
        type="range",
        min=repr(track.low),
        max=repr(track.high),
        step=repr(track.step),
        value=repr(place.place),
        data_lever=name,
        id=f"{begins}{name}",
        aria_valuetext=place.says,
        style=f"--cm-done: {place.done}",
    )


def mini(sign: str, do: str, name: str, says: str, look: str = "") -> Markup:
    """A small round button of a lever; `says` is what it does."""
    return tag("button", sign, type="button", class_=f"cm-mini{look}", data_do=do, data_name=name, aria_label=says)


def tick(name: str, ticked: bool) -> Markup:
    """A box that is ticked or not."""
    return tag("input", type="checkbox", data_tick=name, id=f"cm-l-{name}", **({"checked": ""} if ticked else {}))
