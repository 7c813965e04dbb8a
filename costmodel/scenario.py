"""Scenarios: a few changes to the assumptions, each with its reason; a company case, or an overlay on any case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from costmodel.belief import Belief
from costmodel.folder import baseline_folder
from costmodel.reading import Reading
from costmodel.units import Prices
from costmodel.yaml_files import Fault, Node, did_you_mean, read_yaml

SCENARIO_KEYS = ("scenario", "meaning", "story", "changes")


@dataclass(frozen=True)
class Scenario:
    """A few changes with their reasons: a company case, or an overlay on any case."""

    name: str
    meaning: str
    story: str
    file: str
    changes: Mapping[str, Node]


def scenarios(folder: str | Path | None = None) -> tuple[str, ...]:
    """The names of the shipped scenarios, and of those in ``FOLDER/scenarios`` if a folder is given."""
    folders = [baseline_folder(), *([Path(folder)] if folder else [])]
    return tuple(sorted({path.stem for one in folders for path in (one / "scenarios").glob("*.yaml")}))


def read_scenario(scenario: str | Path, folders: Iterable[Path], faults: list[Fault]) -> Scenario | None:
    """A scenario by name or file, or None after listing what is wrong with it."""
    path = Path(scenario)
    if path.is_file() and path.suffix not in (".yaml", ".yml"):
        faults.append(Fault(path.name, 1, "", "is no scenario file; scenarios are YAML files (.yaml)"))
        return None
    if path.suffix not in (".yaml", ".yml"):
        places = [folder / "scenarios" / f"{scenario}.yaml" for folder in folders]
        found = next((place for place in places if place.is_file()), None)
        if found is None or path.name != str(scenario):
            known = sorted({place.stem for folder in folders for place in (folder / "scenarios").glob("*.yaml")})
            text = f"no such scenario{did_you_mean(str(scenario), known)}; there are: {', '.join(known)}"
            faults.append(Fault("", 0, str(scenario), text))
            return None
        path = found
    node = read_yaml(path, path.name, faults)
    if node is None:
        return None
    if not node.is_mapping or "changes" not in node.value or not node.value["changes"].is_mapping:
        faults.append(node.fault("", "a scenario has `changes`: the names of assumptions, each with what changes"))
        return None
    for key, part in node.value.items():
        if key not in SCENARIO_KEYS:
            faults.append(part.fault(key, "Extra inputs are not permitted" + did_you_mean(key, SCENARIO_KEYS)))
    texts = {key: str(node.value[key].plain() or "") if key in node.value else "" for key in ("meaning", "story")}
    for key, text in texts.items():
        if not text.strip():
            faults.append(node.fault(key, f"{key} is missing: a scenario says who, what, against what"))
    return Scenario(path.stem, texts["meaning"], texts["story"], path.name, node.value["changes"].value)


def changed_by(
    name: str, before: Belief, node: Node, prices: Prices, units: Mapping[str, str], faults: list[Fault]
) -> Belief | None:
    """What a scenario's entry makes of a belief, or None after listing what is wrong with the entry."""
    if not node.is_mapping:
        faults.append(node.fault(name, "must say what is believed now, and why"))
        return None
    parts = dict(node.value)
    why = parts.pop("why", None)
    if why is None or not str(why.value or "").strip():
        faults.append(node.fault(name, "why is missing: a change has a reason"))
        return None
    times = parts.pop("times", None)
    if times is not None:
        return _scaled(name, before, times, parts.keys() - {"source", "note"}, faults)
    reading = Reading(faults)
    inherited: dict[str, Node] = {}
    for key, value in (("meaning", before.meaning), ("unit", before.unit)):
        if key not in parts:
            inherited[key] = Node(value, node.file, node.line)
    if "source" not in parts:
        reason = {"judgement": Node(str(why.value), why.file, why.line)}
        inherited["source"] = Node([Node(reason, why.file, why.line)], why.file, why.line)
    laid = Node({**inherited, **parts}, node.file, node.line, node.folder)
    belief = reading.belief(name, laid)
    if belief is None:
        return None
    if belief.moves_with is None and before.moves_with is not None:
        belief = belief.changed({"moves_with": before.moves_with})
    return reading.converted(name, belief, laid, prices, units)


def _scaled(name: str, before: Belief, times: Node, others: set[str], faults: list[Fault]) -> Belief | None:
    if others:
        faults.append(times.fault(name, "times stands alone: it scales what is believed already"))
        return None
    if isinstance(times.value, bool) or not isinstance(times.value, int | float) or times.value < 0:
        faults.append(times.fault(f"{name}.times", "must be a number from 0"))
        return None
    try:
        return before.times(float(times.value))
    except ValueError as error:
        faults.append(times.fault(name, sentence(error)))
        return None


def sentence(error: ValueError) -> str:
    """What pydantic or a check says, without its trimmings."""
    details = getattr(error, "errors", None)
    if callable(details):
        return "; ".join(str(one["msg"]) for one in details())
    return str(error)
