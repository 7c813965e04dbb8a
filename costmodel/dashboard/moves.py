"""What a viewer changes: sliders, numbers, the scenario, the first estimate, the targets, the cases side by side.

Each move is a function from the page's state and what the browser has sent to another state, and changes nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from costmodel.beliefs.retyped import ranges_around
from costmodel.beliefs.units import currency_of
from costmodel.dashboard.state.address import CONFIDENCES, DECIDED, LARGEST, PERIODS, PLACES, Address
from costmodel.dashboard.state.case import BASELINE, COVERS, FIRST_ESTIMATE, LONGEST_NAME, Case, scenario_names
from costmodel.dashboard.state.levers import levers_of, track_of
from costmodel.dashboard.state.page import Asked, Sheet, State
from costmodel.dashboard.state.told import Message, Refused, hardly_meant, text
from costmodel.dashboard.state.told import number as number_sent
from costmodel.files.identity_entries import SECTION
from costmodel.files.levers import percents
from costmodel.initiative.identity import DATES, KEYS, one_line
from costmodel.language.language import Language
from costmodel.language.language_files import languages
from costmodel.language.typed import read_money, read_number

Move = Callable[[State, Message], State]


def _looking(state: State, **what: object) -> State:
    """The same page, but something else is looked at."""
    return replace(state, address=replace(state.address, **what))  # type: ignore[arg-type]


def slide(state: State, sent: Message) -> State:
    """A slider or a tick was moved."""
    case, says = state.address.case, state.says
    name = text(sent, "name", says, case.start())
    value, track = number_sent(sent, "value", says), track_of(case, name)
    place = float(value > 0) if name.startswith(COVERS) else track.placed(value) / track.per
    return _looking(state, case=case.moving(name, place))


def number(state: State, sent: Message) -> State:
    """A number was typed beside a slider; it may lie beyond the slider's ends."""
    case, says = state.address.case, state.says
    start = case.start()
    name = text(sent, "name", says, start)
    typed, belief = text(sent, "text", says), start[name]
    value = _number(typed, says, currency_of(belief.unit)) / percents(belief)
    after = case.moving(name, value)
    doubts = hardly_meant(after.assumptions(state.address.language), "page", says, [name])
    before = case.assumptions()[name]
    question = Asked(name, before, value) if len(ranges_around(before, value)) > 1 and after != case else None
    return replace(_looking(state, case=after), told=doubts, asked=question)


def answer(state: State, sent: Message) -> State:
    """What becomes of the range around the number that was typed."""
    asked = state.asked
    if asked is None:
        return state
    ranges = ranges_around(asked.before, asked.likeliest)
    way = text(sent, "name", state.says, ranges)
    case = state.address.case.putting(asked.name, ranges[way])
    return replace(_looking(state, case=case), asked=replace(asked, way=way))


def answered(state: State, _sent: Message) -> State:
    """The range stays as it is."""
    return replace(state, asked=None)


def field(state: State, sent: Message) -> State:
    """Something was chosen or typed above the sliders."""
    name = text(sent, "field", state.says, FIELDS)
    case, wanted = state.address.case, sent.get("value")
    if name == "scenario" and wanted in scenario_names() and wanted != case.scenario and case.altered:
        return replace(state, sheets=(Sheet("another", str(wanted)),), kind=None)
    chosen = FIELDS[name]
    after = chosen(state.address, sent, state.says)
    another = after.case.bases != state.address.case.bases
    return replace(state, address=after, ranked=after.case if another else state.ranked)


def another(state: State, sent: Message) -> State:
    """Another scenario, to which the changes come along or not."""
    answer = text(sent, "name", state.says, ("take", "leave"))
    if state.sheet is None or state.sheet.what != "another" or state.sheet.of not in scenario_names():
        return state
    there = state.address.case.laid_on(state.sheet.of, takes=answer == "take")
    there.assumptions()  # impossible together: the page stays as it is
    return replace(_looking(state, case=there), ranked=there, sheets=())


def _scenario(address: Address, sent: Message, _says: Language) -> Address:
    value = sent.get("value")
    name = value if isinstance(value, str) and value in scenario_names() else BASELINE
    return replace(address, case=address.case.laid_on(name, takes=False))


def _mlops(address: Address, sent: Message, _says: Language) -> Address:
    return replace(address, case=replace(address.case, overlaid=bool(sent.get("value"))))


def _estimate(address: Address, sent: Message, says: Language) -> Address:
    case, amount = address.case, _money(address, sent, says)
    return replace(address, case=case.moving(FIRST_ESTIMATE, amount) if amount else case.resetting([FIRST_ESTIMATE]))


def _budget(address: Address, sent: Message, says: Language) -> Address:
    return replace(address, budget=_money(address, sent, says))


def _months(address: Address, sent: Message, says: Language) -> Address:
    typed = text(sent, "value", says).strip()
    return replace(address, deadline=_number(typed, says) or None if typed else None)


def _money(address: Address, sent: Message, says: Language) -> float | None:
    """An amount that was typed; None where the field was emptied."""
    typed = text(sent, "value", says).strip()
    if not typed:
        return None
    try:
        return _bounded(read_money(typed, address.case.start().currency, says), typed, says) or None
    except ValueError as fault:
        raise Refused(str(fault)) from fault


def _number(typed: str, says: Language, currency: str | None = None) -> float:
    try:
        return _bounded(read_number(typed, says, currency), typed, says)
    except ValueError as fault:
        raise Refused(str(fault)) from fault


def _bounded(amount: float, typed: str, says: Language) -> float:
    if amount > LARGEST:
        raise Refused(says("typed: no number", typed=typed[:30]))
    return amount


def _confidence(address: Address, sent: Message, says: Language) -> Address:
    return replace(address, confidence=float(text(sent, "value", says, list(map(str, CONFIDENCES)))))


def _decides(address: Address, sent: Message, says: Language) -> Address:
    return replace(address, decides=text(sent, "value", says, DECIDED))


def _every(address: Address, sent: Message, says: Language) -> Address:
    return replace(address, every=text(sent, "value", says, PERIODS))


def _name(address: Address, sent: Message, says: Language) -> Address:
    return replace(address, case=_named(address.case, text(sent, "value", says)))


def _named(case: Case, typed: str) -> Case:
    said = {key: told for key, told in case.said.items() if key != "name"}
    return replace(case, name=one_line(typed)[:LONGEST_NAME], said=said)


def _initiative(key: str) -> Callable[[Address, Message, Language], Address]:
    """The move with which start, owner, cost centre, status or version is typed."""

    def say(address: Address, sent: Message, says: Language) -> Address:
        typed = text(sent, "value", says)
        try:
            after = address.case.saying(key, typed)
            after.assumptions()
        except ValueError as fault:  # of a start that is taken back from under the month of a present value, too
            told = "typed: no month" if key in DATES else "typed: no line"
            raise Refused(says(told, name=says(f"initiative {key}"), typed=one_line(typed)[:30])) from fault
        return replace(address, case=after)

    return say


def reset(state: State, sent: Message) -> State:
    """One assumption goes back to where the scenario has it."""
    case = state.address.case
    return _looking(state, case=case.resetting([text(sent, "name", state.says, case.start())]))


def reset_group(state: State, sent: Message) -> State:
    """A group of sliders goes back."""
    case = state.address.case
    groups = levers_of(case).groups
    group = groups[text(sent, "name", state.says, groups)]
    return _looking(state, case=case.resetting(lever.name for lever in group.sliders))


def reset_all(state: State, _sent: Message) -> State:
    """Every number goes back: levers, the expert view, the plan, the targets, MLOps; who and when stay."""
    case = Case(state.address.case.scenario, said=state.address.case.said)
    return replace(_looking(state, case=case, budget=None, deadline=None), ranked=case)


def renew(state: State, _sent: Message) -> State:
    """The inputs that decide are put into the order that they have now."""
    return replace(state, ranked=state.address.case)


def keep(state: State, _sent: Message) -> State:
    """The present case is kept beside the page as it stands now."""
    return replace(state, address=_keeping(state.address, state.address.case, state.says))


def drop(state: State, sent: Message) -> State:
    """A case that was kept is let go."""
    return replace(state, address=state.address.dropping(_place(state, sent)))


def show(state: State, sent: Message) -> State:
    """A case that was kept is put on the page, and that of the page is kept in its place."""
    there = state.address.showing(_place(state, sent))
    another = there.case.bases != state.address.case.bases
    return replace(state, address=there, ranked=there.case if another else state.ranked)


def _place(state: State, sent: Message) -> int:
    """Which of the kept cases is meant."""
    return PLACES.index(text(sent, "name", state.says, PLACES[1 : len(state.address.cases)]))


def _keeping(address: Address, case: Case, says: Language) -> Address:
    try:
        return address.keeping(case)
    except ValueError as fault:
        raise Refused(says("side by side: full", most=str(len(PLACES)))) from fault


def _beside(address: Address, sent: Message, says: Language) -> Address:
    """A scenario is put beside the page as it is, with the viewer's own plan and what was said of the initiative."""
    name = text(sent, "value", says, scenario_names())
    return _keeping(address, address.case.laid_on(name, takes=False), says)


def _against(address: Address, sent: Message, says: Language) -> Address:
    return replace(address, against=text(sent, "value", says, PLACES[: len(address.cases)]))


def _explained(address: Address, sent: Message, says: Language) -> Address:
    return replace(address, explained=text(sent, "value", says, PLACES[: len(address.cases)]))


def _called(place: int) -> Callable[[Address, Message, Language], Address]:
    """The move with which a case that is kept gets another name."""

    def call(address: Address, sent: Message, says: Language) -> Address:
        if place > len(address.beside):
            raise Refused(says("fault: request"))
        kept = list(address.beside)
        kept[place - 1] = _named(kept[place - 1], text(sent, "value", says))
        return replace(address, beside=tuple(kept))

    return call


def language(state: State, sent: Message) -> State:
    """The page speaks another language; so does the viewer's own case, which the introduction gives back."""
    code = text(sent, "name", state.says)
    if code not in languages():
        return state
    there = _looking(state, language=code)
    if state.step is None:
        return there
    own, settled = (one and replace(one, language=code) for one in (state.before, state.settled))
    return replace(there, before=own, settled=settled)


DOES: dict[str, Move] = {
    one.__name__: one
    for one in (slide, number, field, reset, reset_group, reset_all, another, renew, keep, drop, show, language)
}
DOES |= {"range": answer, "answered": answered}
FIELDS: dict[str, Callable[[Address, Message, Language], Address]] = {
    "scenario": _scenario,
    "mlops": _mlops,
    "estimate": _estimate,
    "budget": _budget,
    "months": _months,
    "confidence": _confidence,
    "every": _every,
    "decides": _decides,
    "name": _name,
    "beside": _beside,
    "against": _against,
    "explained": _explained,
}
FIELDS |= {f"called {name}": _called(place) for place, name in enumerate(PLACES) if place}
FIELDS |= {f"{SECTION}.{key}": _initiative(key) for key in KEYS}
