"""What a viewer changes: sliders, numbers, the scenario, the first estimate, the targets, what is held as A."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from costmodel import AssumptionsError
from costmodel.dashboard.state.address import CONFIDENCES, LARGEST, LONGEST_NAME, PERIODS
from costmodel.dashboard.state.case import BASELINE, COVERS, FIRST_ESTIMATE, Case, scenario_names
from costmodel.dashboard.state.refused import Refused
from costmodel.files.levers import percents
from costmodel.language.language_files import languages
from costmodel.language.typed import read_money, read_number

if TYPE_CHECKING:
    from costmodel.dashboard.app import Dashboard

Message = Mapping[str, Any]
OWN = "first_estimate."  # what the viewer says of their own estimate is kept when they choose another scenario


def slide(page: Dashboard, sent: Message) -> None:
    """A slider or a tick was moved."""
    name, value = str(sent["name"]), float(sent["value"])
    if name.startswith(COVERS):
        place = 1.0 if value > 0 else 0.0
    else:
        track = page.screen.tracks[name]
        place = track.placed(value) / track.per
    _change(page, page.state.case.moving(name, place))


def number(page: Dashboard, sent: Message) -> None:
    """A number was typed beside a slider; it may lie beyond the slider's ends."""
    name = str(sent["name"])
    times = percents(page.state.case.start()[name])
    try:
        value = _number(page, sent["text"]) / times
    except Refused:
        page.screen.set_levers(again=name)
        raise
    _change(page, page.state.case.moving(name, value))


def _change(page: Dashboard, case: Case) -> None:
    try:
        page.show(replace(page.state, case=case))
    except (AssumptionsError, Refused):
        page.screen.set_levers(again="")
        raise


def field(page: Dashboard, sent: Message) -> None:
    """Something was chosen or typed above the sliders."""
    FIELDS[str(sent["field"])](page, sent.get("value"))


def _scenario(page: Dashboard, value: object) -> None:
    case = page.state.case
    name = str(value) if value in scenario_names() else BASELINE
    kept = {key: place for key, place in case.moved.items() if key.startswith(OWN)}
    page.show(replace(page.state, case=Case(name, case.overlaid, moved=kept)), afresh=True)


def _mlops(page: Dashboard, value: object) -> None:
    page.show(replace(page.state, case=replace(page.state.case, overlaid=bool(value))), afresh=True)


def _estimate(page: Dashboard, value: object) -> None:
    amount = _money(page, value)
    case = page.state.case
    page.show(
        replace(page.state, case=case.moving(FIRST_ESTIMATE, amount) if amount else case.resetting([FIRST_ESTIMATE]))
    )


def _budget(page: Dashboard, value: object) -> None:
    page.show(replace(page.state, budget=_money(page, value)))


def _months(page: Dashboard, value: object) -> None:
    page.show(replace(page.state, deadline=_number(page, value) or None if str(value).strip() else None))


def _money(page: Dashboard, value: object) -> float | None:
    """An amount that was typed; None where the field was emptied."""
    text, currency = str(value).strip(), page.screen.now.currency
    if not text:
        return None
    try:
        return _bounded(page, read_money(text, currency, page.state.language), text) or None
    except ValueError as fault:
        raise Refused(str(fault)) from fault


def _number(page: Dashboard, value: object) -> float:
    text = str(value).strip()
    try:
        return _bounded(page, read_number(text, page.state.language), text)
    except ValueError as fault:
        raise Refused(str(fault)) from fault


def _bounded(page: Dashboard, amount: float, text: str) -> float:
    if amount > LARGEST:
        raise Refused(page.screen.says("typed: no number", typed=text[:30]))
    return amount


def _confidence(page: Dashboard, value: object) -> None:
    page.show(replace(page.state, confidence={str(one): one for one in CONFIDENCES}[str(value)]))


def _every(page: Dashboard, value: object) -> None:
    page.show(replace(page.state, every=PERIODS[PERIODS.index(str(value))]))


def _name(page: Dashboard, value: object) -> None:
    name = " ".join(str(value).split())[:LONGEST_NAME]
    page.show(replace(page.state, case=replace(page.state.case, name=name)))


def reset(page: Dashboard, sent: Message) -> None:
    """One assumption goes back to where the scenario has it."""
    page.show(replace(page.state, case=page.state.case.resetting([str(sent["name"])])))


def reset_group(page: Dashboard, sent: Message) -> None:
    """A group of sliders goes back."""
    names = [lever.name for lever in page.screen.groups[str(sent["name"])].sliders]
    page.show(replace(page.state, case=page.state.case.resetting(names)))


def reset_all(page: Dashboard, _sent: Message) -> None:
    """Everything goes back: what was typed in the expert view and the first estimate too."""
    case = page.state.case
    page.show(replace(page.state, case=Case(case.scenario, case.overlaid)), afresh=True)


def hold(page: Dashboard, _sent: Message) -> None:
    """The present case is held as A."""
    page.show(replace(page.state, held=page.state.case))


def drop(page: Dashboard, _sent: Message) -> None:
    """A is let go."""
    page.show(replace(page.state, held=None))


def swap(page: Dashboard, _sent: Message) -> None:
    """The case that was held is shown again, and this one is held in its place."""
    state = page.state
    if state.held is not None:
        page.show(replace(state, case=state.held, held=state.case), afresh=True)


def language(page: Dashboard, sent: Message) -> None:
    """The page speaks another language."""
    code = str(sent["name"])
    if code in languages():
        page.show(replace(page.state, language=code), afresh=True)


DOES: Mapping[str, Callable[[Dashboard, Message], None]] = {
    one.__name__: one for one in (slide, number, field, reset, reset_group, reset_all, hold, drop, swap, language)
}
FIELDS: Mapping[str, Callable[[Dashboard, object], None]] = {
    "scenario": _scenario,
    "mlops": _mlops,
    "estimate": _estimate,
    "budget": _budget,
    "months": _months,
    "confidence": _confidence,
    "every": _every,
    "name": _name,
}
