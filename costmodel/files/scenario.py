"""Scenarios: a few changes to the assumptions, each with its reason; a company case, or an overlay on any case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.source import Source
from costmodel.beliefs.units import Prices
from costmodel.errors import AssumptionsError, Fault, Sentence, did_you_mean
from costmodel.files.entries import Reading
from costmodel.files.nodes import Node, read_yaml
from costmodel.files.opening import UnreadableError, is_there, listed
from costmodel.files.price_levels import Listed
from costmodel.files.said import says_nothing
from costmodel.files.tree import baseline_folder

SCENARIO_KEYS = ("scenario", "meaning", "story", "based_on", "initiative", "changes")
MOST_TIMES = 20  # what is multiplied by more is another number, and is written as one
A_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")  # no path: what a scenario is based on lies where scenarios lie


@dataclass(frozen=True)
class Scenario:
    """A few changes with their reasons: a company case, or an overlay on any case.

    Attributes:
        name: the file's name without its ending.
        meaning: what it is, in a sentence.
        story: who, what, against what.
        file: the file as it is shown to people.
        changes: the name of each assumption, and what is believed of it instead.
        based_on: the scenarios that are laid on before this one, unless they are there already.
        called: the name that the file gives itself, where it gives one.
        initiative: what the file says of name, start, owner, cost centre, status and version.
    """

    name: str
    meaning: str
    story: str
    file: str
    changes: Mapping[str, Node]
    based_on: tuple[str, ...] = ()
    called: Node | None = None
    initiative: Node | None = None


def scenarios(folder: str | Path | None = None) -> tuple[str, ...]:
    """The names of the shipped scenarios, and of those in ``FOLDER/scenarios`` if a folder is given.

    Raises:
        AssumptionsError: that folder cannot be read.
    """
    folders = [baseline_folder(), *([Path(folder)] if folder else [])]
    return _names(folders)


def _names(folders: Iterable[Path]) -> tuple[str, ...]:
    try:
        return tuple(sorted({path.stem for one in folders for path in listed(one / "scenarios", ".yaml")}))
    except UnreadableError as error:
        raise AssumptionsError([Fault("scenarios", 1, "", str(error))]) from None


def read_scenario(scenario: str | Path, folders: Iterable[Path], faults: list[Fault]) -> Scenario | None:
    """A scenario by name or file, or None after listing what is wrong with it."""
    path, folders = Path(scenario), tuple(folders)
    if path.suffix not in (".yaml", ".yml") and is_there(path):
        faults.append(Fault(path.name, 1, "", Sentence("is no scenario file; scenarios are YAML files (.yaml)")))
        return None
    if path.suffix not in (".yaml", ".yml"):
        places = [folder / "scenarios" / f"{scenario}.yaml" for folder in folders]
        found = next((place for place in places if is_there(place)), None)
        if found is None or path.name != str(scenario):
            known = _names(folders)
            text = Sentence(
                "no such scenario{near}; there are: {known}",
                near=did_you_mean(str(scenario), known),
                known=", ".join(known),
            )
            faults.append(Fault("", 0, str(scenario) or "scenario", text))
            return None
        path = found
    node = read_yaml(path, path.name, faults)
    return scenario_of(node, path.stem, faults) if node is not None else None


def scenario_of(node: Node, name: str, faults: list[Fault]) -> Scenario | None:
    """A scenario from the content of its file, or None after listing what keeps it from being one."""
    parts = node.value if node.is_mapping else {}
    alone = Node({}, node.file, node.line) if "initiative" in parts else None  # who and when may be all that it says
    changes = parts.get("changes", alone)
    if changes is None or not changes.is_mapping:
        faults.append(
            node.fault("", Sentence("a scenario has `changes`: the names of assumptions, each with what changes"))
        )
        return None
    for key, part in node.value.items():
        if key not in SCENARIO_KEYS:
            faults.append(
                part.fault(key, Sentence("Extra inputs are not permitted{near}", near=did_you_mean(key, SCENARIO_KEYS)))
            )
    texts = {key: str(node.value[key].plain() or "") if key in node.value else "" for key in ("meaning", "story")}
    for key, text in texts.items():
        if says_nothing(text):
            faults.append(
                node.at([key]).fault(
                    key, Sentence("{key} is missing: a scenario says who, what, against what", key=key)
                )
            )
    based_on = _based_on(node, faults)
    return Scenario(
        name,
        texts["meaning"],
        texts["story"],
        node.file,
        changes.value,
        based_on,
        node.value.get("scenario"),
        node.value.get("initiative"),
    )


def bases(scenario: Scenario, folders: Iterable[Path], faults: list[Fault]) -> list[Scenario]:
    """The scenarios that one is based on, and those that they are based on, in the order in which they are laid on."""
    return list(_below(scenario, (scenario.name,), tuple(folders), faults))


def _below(one: Scenario, above: tuple[str, ...], folders: tuple[Path, ...], faults: list[Fault]) -> Iterator[Scenario]:
    for name in one.based_on:
        if name in above:
            faults.append(Fault(one.file, 1, "based_on", Sentence("{name} is based on itself", name=name)))
            continue
        missing = list[Fault]()
        base = read_scenario(name, folders, missing)
        faults.extend(fault if fault.file else Fault(one.file, 1, "based_on", fault.text) for fault in missing)
        if base is not None:
            yield from _below(base, (*above, name), folders, faults)
            yield base


def _based_on(node: Node, faults: list[Fault]) -> tuple[str, ...]:
    part = node.value.get("based_on")
    if part is None:
        return ()
    names = part.plain()
    if not isinstance(names, list) or not all(isinstance(name, str) and A_NAME.fullmatch(name) for name in names):
        faults.append(
            part.fault("based_on", Sentence("must be a list of names of scenarios, as in [credit_scoring, mlops]"))
        )
        return ()
    return tuple(names)


def changed_by(
    name: str,
    before: Belief,
    node: Node,
    prices: Prices,
    units: Mapping[str, str],
    listed: dict[str, Listed],
    faults: list[Fault],
) -> Belief | None:
    """What a scenario's entry makes of a belief, or None after listing what is wrong with the entry.

    Args:
        name, before: the number and what was believed of it.
        node: the entry.
        prices: by which a listed price is converted.
        units: of all numbers.
        listed: the prices that were converted; is told whether this one is among them now.
        faults: grows by what is wrong.
    """
    if not node.is_mapping:
        faults.append(node.fault(name, Sentence("must say what is believed now, and why")))
        return None
    parts = dict(node.value)
    why = parts.pop("why", None)
    if why is None or not str(why.value or "").strip():
        faults.append(node.fault(name, Sentence("why is missing: a change has a reason")))
        return None
    if says_nothing(why.value):
        faults.append(
            why.fault(f"{name}.why", Sentence("{typed!r} is no reason; say who judged, and from what", typed=why.value))
        )
        return None
    times = parts.pop("times", None)
    if times is not None:
        scaled = _scaled(name, before, times, str(why.value), parts, faults)
        if scaled is not None and name in listed:
            listed[name] = listed[name].times(float(times.value))
        return scaled
    reading = Reading(faults)
    laid = Node({**_inherited(before, node, why), **parts}, node.file, node.line, node.folder)
    belief = reading.belief(name, laid)
    if belief is None:
        return None
    if belief.moves_with is None and before.moves_with is not None:
        belief = belief.changed({"moves_with": before.moves_with})
    listed.pop(name, None)
    converted = reading.converted(name, belief, laid, prices, units)
    listed.update(reading.listed)
    return converted


def _inherited(before: Belief, node: Node, why: Node) -> dict[str, Node]:
    """What an entry that does not say otherwise has from the number before it; its reason is its source."""
    reason = {"judgement": Node(str(why.value), why.file, why.line)}
    return {
        "meaning": Node(before.meaning, node.file, node.line),
        "unit": Node(before.unit, node.file, node.line),
        "source": Node([Node(reason, why.file, why.line)], why.file, why.line),
    }


def _scaled(
    name: str, before: Belief, times: Node, why: str, parts: Mapping[str, Node], faults: list[Fault]
) -> Belief | None:
    """The belief multiplied; its reason is judged and stands beside the sources that carried the number before."""
    if parts.keys() - {"source", "note", "accept"}:
        faults.append(times.fault(name, Sentence("times stands alone: it scales what is believed already")))
        return None
    if isinstance(times.value, bool) or not isinstance(times.value, int | float) or times.value < 0:
        faults.append(times.fault(f"{name}.times", Sentence("must be a number from 0")))
        return None
    if times.value > MOST_TIMES and "accept" not in parts:
        per_cent = Sentence("per cent? then {meant:g}", meant=times.value / 100)
        meant = per_cent if times.value < 100 * MOST_TIMES else Sentence("a slip?")
        faults.append(
            times.fault(
                f"{name}.times", Sentence("{times:g} times what was believed: {meant}", times=times.value, meant=meant)
            )
        )
        return None
    try:
        accept = parts["accept"].value if "accept" in parts else None
        multiplied = before.times(float(times.value))
        return multiplied.changed({"accept": accept, "source": (*multiplied.source, Source(judgement=why))})
    except ValueError as error:
        faults.append(times.fault(name, sentence(error)))
        return None


def sentence(error: ValueError) -> str:
    """What pydantic or a check says, without its trimmings."""
    details = getattr(error, "errors", None)
    if callable(details):
        return Sentence.joined("; ", (one.get("ctx", {}).get("told") or str(one["msg"]) for one in details()))
    return str(error)
