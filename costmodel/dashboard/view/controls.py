"""What the page is asked for: the case, how sure, the plan and targets of the viewer, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from costmodel import Assumptions
from costmodel.dashboard.cards.seen import Called
from costmodel.dashboard.state.address import CONFIDENCES, PERIODS, PLACES, Address
from costmodel.dashboard.state.case import BASELINE, COVERS, FIRST_ESTIMATE, Case, scenario_names
from costmodel.dashboard.state.page import State
from costmodel.dashboard.view.levers import button, choice, tick
from costmodel.initiative.plan import LAYERS
from costmodel.language.language import Language, spoken_languages
from costmodel.language.symbols import symbol
from costmodel.language.translations import Texts
from costmodel.pictures.markup import Markup, join, tag


def chosen(address: Address, texts: Texts, says: Language) -> Markup:
    """The case, and how sure the figures are to be."""
    return join(
        tag("label", says("control: scenario"), for_="cm-scenario", class_="cm-told"),
        _scenarios(address.case, texts, says),
        tag("label", says("control: confidence"), for_="cm-confidence", class_="cm-told"),
        confidences(address.confidence, says),
    )


def steps(state: State, says: Language) -> Markup:
    """The buttons that undo and do again, and the one that lists what was changed."""
    count = len(state.address.case.altered)
    listed = says("step: changes" if count != 1 else "step: change", count=str(count))
    return join(
        _sign("↶", "undo", says("step: undo"), able=bool(state.past)),
        _sign("↷", "redo", says("step: redo"), able=bool(state.ahead)),
        button(listed, "changes", id="cm-tool-changes", **({} if count else {"disabled": ""})),
    )


def _sign(sign: str, do: str, words: str, *, able: bool) -> Markup:
    off = {} if able else {"disabled": ""}
    return button(sign, do, id=f"cm-{do}", look="cm-sign", title=words, aria_label=words, **off)


def tools(address: Address, says: Language) -> Markup:
    """What can be done with the case."""
    others = [one for one in spoken_languages() if one.code != says.code]
    languages = [
        button(
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
    return tag(
        "nav",
        *_beside(address, says),
        button(says("tool: expert"), "expert", id="cm-tool-expert"),
        button(says("tool: tour"), "tour", "start", id="cm-tool-tour"),
        button(says("tool: share"), "share", id="cm-tool-share", look="cm-main"),
        *languages,
        aria_label=says("page: title"),
    )


def _beside(address: Address, says: Language) -> list[Markup]:
    """The button that keeps the case, and the way to those that are kept."""
    full = {"disabled": ""} if len(address.cases) == len(PLACES) else {}
    if not address.beside:
        return [button(says("side by side: keep"), "keep", id="cm-keep", title=says("side by side: keep means"))]
    seen = says("side by side: count", count=str(len(address.cases)))
    more = says("side by side: keep more")
    return [
        tag(
            "span",
            button(seen, "look", "side_by_side", id="cm-look", look="cm-quiet", title=says("side by side: look")),
            button("+", "keep", id="cm-keep", look="cm-quiet cm-sign", title=more, aria_label=more, **full),
            class_="cm-held",
        )
    ]


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
            tick(COVERS + layer, now[COVERS + layer].likeliest > 0),
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


def scenario_labels(texts: Texts, says: Language) -> dict[str, str]:
    """How all scenarios are called, by name."""
    return {name: scenario_label(name, texts, says) for name in scenario_names()}


def case_name(case: Case, texts: Texts, says: Language) -> str:
    """How a case is called: by its own name, else by its scenario."""
    label = scenario_label(case.scenario, texts, says)
    return case.name or (says("foot: with mlops", name=label) if case.overlaid else label)


def case_names(cases: Sequence[Case], texts: Texts, says: Language) -> tuple[Called, ...]:
    """What cases side by side are called, told apart where two have the same name, and what each is made of."""
    called = [case_name(case, texts, says) for case in cases]
    found: list[Called] = []
    for case, name in zip(cases, called, strict=True):
        count = len(case.altered)
        changed = says("step: changes" if count != 1 else "step: change", count=str(count)) if count else ""
        of = case_name(replace(case, name=""), texts, says) if case.name else ""
        told = called.count(name) > 1 and bool(changed)  # what was changed tells them apart
        whole, taken = f"{name}, {changed}" if told else name, {one.name for one in found}
        again = next(number for number in range(1, len(cases) + 1) if _numbered(whole, number) not in taken)
        note = ", ".join(filter(None, (of, "" if told else changed)))
        found.append(Called(_numbered(whole, again), note))
    return tuple(found)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} ({number})"


def _scenarios(case: Case, texts: Texts, says: Language) -> Markup:
    return choice("scenario", scenario_labels(texts, says), case.scenario)


def confidences(chosen: float, says: Language) -> Markup:
    """How sure figures are to be; `chosen` is one of them."""
    told = {str(sure): says("control: confidence option", odds=says.of_ten(sure)) for sure in CONFIDENCES}
    told["0.5"] = says("control: confidence even", odds=says.of_ten(0.5))
    return choice("confidence", told, str(chosen))


def _periods(address: Address, says: Language) -> Markup:
    return choice("every", {one: says(f"control: every {one}") for one in PERIODS}, address.every)


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
