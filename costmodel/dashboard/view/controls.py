"""The controls of the page as markup, each made from what it stands for: the case, the estimate, the levers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from costmodel import Assumptions, Belief
from costmodel.dashboard.state.address import CONFIDENCES, PERIODS, Address
from costmodel.dashboard.state.case import BASELINE, COVERS, FIRST_ESTIMATE, Case, scenario_names
from costmodel.dashboard.state.page import State
from costmodel.files.levers import LeverGroup, Track, percents, shown
from costmodel.initiative.plan import LAYERS
from costmodel.language.beliefs import symbol_of, written_number
from costmodel.language.language import Language, spoken_languages
from costmodel.language.symbols import symbol
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


def place_of(track: Track, belief: Belief, unit: str, moved: bool, says: Language) -> Place:
    """Where a lever stands with the belief that holds now."""
    value = percents(belief) * shown(belief)
    at = min(max(value, track.low), track.high)
    share = (at - track.low) / ((track.high - track.low) or 1.0)
    written = written_number(value, says)
    return Place(at, written, f"{written} {unit}".strip(), f"{100 * share:.1f}%", moved)


def chosen(address: Address, texts: Texts, says: Language) -> Markup:
    """The case, and how sure the figures are to be."""
    return join(
        tag("label", says("control: scenario"), for_="cm-scenario", class_="cm-told"),
        _scenarios(address.case, texts, says),
        tag("label", says("control: confidence"), for_="cm-confidence", class_="cm-told"),
        _confidences(address, says),
    )


def steps(state: State, says: Language) -> Markup:
    """The buttons that undo and do again, and the one that lists what was changed."""
    count = len(state.address.case.altered)
    listed = says("step: changes" if count != 1 else "step: change", count=str(count))
    return join(
        _sign("↶", "undo", says("step: undo"), able=bool(state.past)),
        _sign("↷", "redo", says("step: redo"), able=bool(state.ahead)),
        _button(listed, "changes", id="cm-tool-changes", **({} if count else {"disabled": ""})),
    )


def _sign(sign: str, do: str, words: str, *, able: bool) -> Markup:
    off = {} if able else {"disabled": ""}
    return _button(sign, do, id=f"cm-{do}", look="cm-sign", title=words, aria_label=words, **off)


def tools(address: Address, texts: Texts, says: Language, initiative: str = "") -> Markup:
    """What the initiative is called, where somebody has said so, and what can be done with the case."""
    others = [one for one in spoken_languages() if one.code != says.code]
    languages = [
        _button(
            one.code.upper(),
            "language",
            one.code,
            id=f"cm-tool-language-{one.code}",
            lang=one.code,
            title=one.grammar.name,
            aria_label=one.grammar.name,
        )
        for one in others
    ]
    return join(
        tag("p", initiative, class_="cm-brand") if initiative else join(),
        tag(
            "nav",
            *_hold(address, texts, says),
            _button(says("tool: expert"), "expert", id="cm-tool-expert"),
            _button(says("tool: tour"), "tour", "start", id="cm-tool-tour"),
            _button(says("tool: share"), "share", id="cm-tool-share", look="cm-main"),
            *languages,
            aria_label=says("page: title"),
        ),
    )


def _hold(address: Address, texts: Texts, says: Language) -> list[Markup]:
    """The buttons that hold a case as A, or that lead back to it."""
    if address.held is None:
        return [_button(says("hold: do"), "hold", id="cm-hold", title=says("hold: none"))]
    return [
        tag(
            "span",
            tag("span", says("hold: is", name=case_name(address.held, texts, says)), class_="cm-held-name"),
            _button(says("hold: again"), "hold", id="cm-hold", look="cm-quiet"),
            _button(says("hold: swap"), "swap", id="cm-swap", look="cm-quiet"),
            _button(says("hold: drop"), "drop", id="cm-drop", look="cm-quiet"),
            class_="cm-held",
        )
    ]


def _button(words: str, do: str, name: str = "", look: str = "", **attributes: str) -> Markup:
    return tag(
        "button", words, type="button", data_do=do, data_name=name, class_=f"cm-button {look}".strip(), **attributes
    )


def plan(now: Assumptions, says: Language) -> Markup:
    """The field for the amount that somebody has planned."""
    amount = now[FIRST_ESTIMATE].likeliest
    return tag(
        "div",
        tag("label", f"{says('control: estimate')} ({symbol(now.currency)})", for_="cm-estimate"),
        _text("estimate", says.plain(amount) if amount else "", example_amount(says, now)),
        class_="cm-plan-field",
    )


def case_controls(case: Case, address: Address, now: Assumptions, texts: Texts, says: Language) -> Markup:
    """What the case is, whether MLOps is laid on it, and the viewer's targets."""
    mlops = {"checked": ""} if case.overlaid else {}
    return join(
        tag("p", meaning_of(case, texts, says), class_="cm-note"),
        tag(
            "label",
            tag("input", type="checkbox", data_field="mlops", id="cm-mlops", **mlops),
            tag("span", says("control: mlops")),
            class_="cm-tick",
        ),
        tag(
            "details",
            tag("summary", says("control: more")),
            *_targets(address, now, says),
            class_="cm-more",
            id="cm-more",
            **({"open": ""} if address.budget or address.deadline else {}),
        ),
    )


def _targets(address: Address, now: Assumptions, says: Language) -> list[Markup]:
    """What the estimate covers, and what the viewer wants to keep."""
    ticks = [
        tag(
            "label",
            _tick(COVERS + layer, now[COVERS + layer].likeliest > 0),
            tag("span", says(f"covers: {layer}")),
            class_="cm-tick",
            data_row=COVERS + layer,
        )
        for layer in LAYERS
    ]
    budget = _text("budget", says.plain(address.budget) if address.budget else "", says.plain(500_000))
    months = _text("months", says.plain(address.deadline, 1) if address.deadline else "", "14")
    pair = tag(
        "div",
        _labelled("cm-budget", f"{says('control: budget')} ({symbol(now.currency)})", budget),
        _labelled("cm-months", says("control: months"), months),
        class_="cm-pair",
    )
    return [
        tag("fieldset", tag("legend", says("control: covers")), *ticks),
        tag("fieldset", tag("legend", says("control: targets")), pair),
        _labelled("cm-every", says("control: every"), _periods(address, says)),
    ]


def example_amount(says: Language, now: Assumptions) -> str:
    """What an amount may look like."""
    return says("control: estimate example", amount=says.exact_amount(35_000, now.currency))


def meaning_of(case: Case, texts: Texts, says: Language) -> str:
    """What the chosen scenario is, in a sentence."""
    if case.scenario == BASELINE:
        return says("control: baseline means")
    return texts.scenario_meaning(case.scenario).rstrip(".") + "."


def scenario_label(name: str, texts: Texts, says: Language) -> str:
    """How a scenario is called on the page."""
    return says("control: baseline") if name == BASELINE else texts.scenario_label(name)


def case_name(case: Case, texts: Texts, says: Language) -> str:
    """How a case is called: by its own name, else by its scenario."""
    label = scenario_label(case.scenario, texts, says)
    return case.name or (says("foot: with mlops", name=label) if case.overlaid else label)


def _scenarios(case: Case, texts: Texts, says: Language) -> Markup:
    return choice("scenario", {name: scenario_label(name, texts, says) for name in scenario_names()}, case.scenario)


def _confidences(address: Address, says: Language) -> Markup:
    told = {str(sure): says("control: confidence option", of_ten=f"{10 * sure:.0f}") for sure in CONFIDENCES}
    return choice("confidence", told | {"0.5": says("control: confidence even")}, str(address.confidence))


def _periods(address: Address, says: Language) -> Markup:
    return choice("every", {one: says(f"control: every {one}") for one in PERIODS}, address.every)


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
            _button(says("control: reset all"), "reset_all", id="cm-reset-all", look="cm-quiet"),
            class_="cm-levers-head",
        )
    ]
    for name, group in groups.items():
        heading = group.heading.get(says.code) or group.heading.get("en") or name
        rows = [
            _lever(lever.name, tracks[lever.name], places[lever.name], now[lever.name], texts, says)
            for lever in group.sliders
        ]
        reset = _button(
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
        tick = tag("label", _tick(name, place.place > 0), tag("span", belief.meaning), class_="cm-tick")
        return tag("div", tick, back, about, class_=f"{look} cm-switch", data_row=name)
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


def _tick(name: str, ticked: bool) -> Markup:
    return tag("input", type="checkbox", data_tick=name, id=f"cm-l-{name}", **({"checked": ""} if ticked else {}))


def _text(name: str, value: str, example: str) -> Markup:
    return tag(
        "input",
        type="text",
        inputmode="decimal",
        autocomplete="off",
        value=value,
        placeholder=example,
        data_field=name,
        id=f"cm-{name}",
    )


def _labelled(identity: str, words: str, control: Markup) -> Markup:
    return tag("div", tag("label", words, for_=identity), control, class_="cm-field")
