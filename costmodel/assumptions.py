"""The checked numbers of a model: loaded from a folder, changed by scenarios and sliders, never in place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from costmodel.belief import Belief, Source
from costmodel.reading import (
    OPEN_SECTIONS,
    Reading,
    Structure,
    data_folder,
    is_belief,
    laid_over,
)
from costmodel.yaml_files import AssumptionsError, Fault, Node, did_you_mean, read_yaml

SCENARIO_KEYS = ("scenario", "meaning", "story", "changes")


@dataclass(frozen=True)
class Origin:
    """Where a number stands: file and line, and how it was written if it was converted."""

    file: str
    line: int
    unit: str
    prices_of: int | None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Change:
    """What a scenario, a slider or a caller put in the place of a number, and why."""

    name: str
    before: Belief
    after: Belief
    why: str
    by: str


@dataclass(frozen=True)
class Scenario:
    """A few changes with their reasons: a company case, or an overlay on any case."""

    name: str
    meaning: str
    story: str
    file: str
    changes: Mapping[str, Node]


@dataclass(frozen=True)
class Assumptions(Mapping[str, Belief]):
    """All numbers by name, with the plan, the risks and the building blocks they belong to. Immutable.

    Attributes:
        beliefs: name -> belief, in the model's currency and price year.
        structure: plan, risks, capability moves, drivers, additional costs, prices.
        origins: name -> where it stands.
        changes: what was changed since the files were read, in order.
        scenarios: names of the scenarios laid on, in order.
        folders: where scenarios are looked up, the user's own first.
        namespaces: every beginning of a name that ends before a dot.
    """

    beliefs: Mapping[str, Belief]
    structure: Structure
    origins: Mapping[str, Origin]
    changes: tuple[Change, ...] = ()
    scenarios: tuple[str, ...] = ()
    folders: tuple[Path, ...] = field(default=(), compare=False)
    namespaces: frozenset[str] = field(default=frozenset(), compare=False, repr=False)

    def __getitem__(self, name: str) -> Belief:
        try:
            return self.beliefs[name]
        except KeyError:
            raise KeyError(f"no assumption {name!r}{did_you_mean(name, self.beliefs)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.beliefs)

    def __len__(self) -> int:
        return len(self.beliefs)

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __repr__(self) -> str:
        laid = f", scenarios {list(self.scenarios)}" if self.scenarios else ""
        return f"<Assumptions: {len(self)} numbers, {len(self.changes)} changed{laid}>"

    # -- asking -----------------------------------------------------------------------------------------------------

    @property
    def currency(self) -> str:
        """The model's currency."""
        return self.structure.prices.currency

    @property
    def uncertain(self) -> tuple[str, ...]:
        """The names of all numbers that are drawn."""
        return tuple(name for name, belief in self.items() if not belief.certain)

    @property
    def on_judgement(self) -> tuple[str, ...]:
        """The names of all numbers with no published source behind them."""
        return tuple(name for name, belief in self.items() if belief.rests_on_judgement)

    def last_change(self, name: str) -> Change | None:
        """What overrode a number last, or None."""
        return next((change for change in reversed(self.changes) if change.name == name), None)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of all numbers and of the model's shape; the same numbers give the same hash wherever they stand."""
        moves = {block: [move.model_dump(mode="json") for move, _ in parts] for block, parts in self.structure.moves.items()}
        content = {
            "numbers": {
                name: [belief.kind, belief.numbers, belief.unit, belief.moves_with and list(dict(belief.moves_with).values())]
                for name, belief in sorted(self.items())
            },
            "plan": {name: activity.model_dump(mode="json") for name, activity in self.structure.plan.activities.items()},
            "risks": {name: risk.model_dump(mode="json") for name, risk in self.structure.risks.items()},
            "costs": {name: cost.model_dump(mode="json") for name, cost in self.structure.additional_costs.items()},
            "moves": moves,
            "currency": [self.currency, self.structure.prices.year],
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]

    def warnings(self) -> list[str]:
        """Where one number may carry the same cause three times: in its range, in a risk and in a building block."""
        in_risk = {name for names in self.structure.factor_on.values() for name in names}
        in_block = {name for moves in self.structure.moves.values() for _, names in moves for name in names}
        return [
            f"{name}: its range, a risk and a building block all move it; see that they stand for different causes"
            for name in self.uncertain
            if name in in_risk and name in in_block
        ]

    # -- changing ---------------------------------------------------------------------------------------------------

    def with_changes(
        self, changes: Mapping[str, Any], why: str = "changed by hand", by: str = "with_changes"
    ) -> Assumptions:
        """Other assumptions in which some numbers are replaced.

        Args:
            changes: name -> a number (certain), a `Belief`, or a mapping of belief keys. Meaning, unit and driver are
                kept unless given; money is in the model's currency and price year.
            why: the reason; it becomes the source where none is given.
            by: who says so.

        Raises:
            AssumptionsError: a name that does not exist, or a number that is impossible; all faults at once.
        """
        faults: list[Fault] = []
        replaced = dict(self.beliefs)
        made = []
        for name, wanted in changes.items():
            if name not in replaced:
                faults.append(Fault("", 0, name, f"no such assumption{did_you_mean(name, self.beliefs)}"))
                continue
            before = replaced[name]
            after = _replaced(name, before, wanted, why, faults)
            if after is not None:
                replaced[name] = after
                made.append(Change(name, before, after, why, by))
        if faults:
            raise AssumptionsError(faults)
        return replace(self, beliefs=replaced, changes=(*self.changes, *made))

    def with_likeliest(self, changes: Mapping[str, float], by: str = "slider") -> Assumptions:
        """Other assumptions in which some likeliest values are moved and the relative spread around them kept.

        Raises:
            AssumptionsError: as for `with_changes`.
        """
        faults: list[Fault] = []
        moved: dict[str, Belief] = {}
        for name, likeliest in changes.items():
            if name not in self.beliefs:
                faults.append(Fault("", 0, name, f"no such assumption{did_you_mean(name, self.beliefs)}"))
                continue
            try:
                moved[name] = self.beliefs[name].with_likeliest(float(likeliest))
            except ValueError as error:
                faults.append(Fault("", 0, name, _sentence(error)))
        if faults:
            raise AssumptionsError(faults)
        return self.with_changes(moved, why="moved by hand", by=by)

    def with_scenario(self, scenario: str | Path) -> Assumptions:
        """Other assumptions with a scenario laid on: a name of `scenarios()`, or a YAML file.

        Raises:
            AssumptionsError: the scenario is unknown or has faults; all of them, with their lines.
        """
        faults: list[Fault] = []
        read = read_scenario(scenario, self.folders, faults)
        result = self._with_read(read, faults) if read else self
        if faults:
            raise AssumptionsError(faults)
        return result

    def _with_read(self, scenario: Scenario, faults: list[Fault]) -> Assumptions:
        replaced = dict(self.beliefs)
        made = []
        units = {name: belief.unit for name, belief in self.items()}
        for name, node in scenario.changes.items():
            if name not in replaced:
                faults.append(node.fault(name, f"no such assumption{did_you_mean(name, self.beliefs)}"))
                continue
            after = _changed_by(name, replaced[name], node, self.structure, units, faults)
            if after is not None:
                why = str(node.value["why"].value)
                made.append(Change(name, replaced[name], after, why, scenario.name))
                replaced[name] = after
        return replace(
            self,
            beliefs=replaced,
            changes=(*self.changes, *made),
            scenarios=(*self.scenarios, scenario.name),
        )


def _sentence(error: ValueError) -> str:
    details = getattr(error, "errors", None)
    if callable(details):
        return "; ".join(str(one["msg"]) for one in details())
    return str(error)


def _replaced(name: str, before: Belief, wanted: Any, why: str, faults: list[Fault]) -> Belief | None:
    reason = (Source(judgement=why),)
    try:
        if isinstance(wanted, Belief):
            given = wanted
        elif isinstance(wanted, Mapping):
            given = Belief.model_validate(dict(wanted))
        elif before.kind == "chance":
            given = Belief(chance=_number(wanted))
        else:
            given = Belief(value=_number(wanted))
        kept = {
            "meaning": given.meaning or before.meaning,
            "unit": before.unit,
            "source": given.source or reason,
            "prices_of": before.prices_of,
            "moves_with": given.moves_with or before.moves_with,
            "note": given.note or before.note,
        }
        if given.unit and given.unit != before.unit:
            faults.append(Fault("", 0, name, f"unit {given.unit!r} where {before.unit!r} is needed"))
            return None
        return given.changed(kept)
    except ValueError as error:
        faults.append(Fault("", 0, name, _sentence(error)))
        return None


def _number(wanted: Any) -> float:
    if isinstance(wanted, bool) or not hasattr(wanted, "__float__"):
        raise ValueError(f"{wanted!r} is not a number")
    return float(wanted)


def _changed_by(
    name: str, before: Belief, node: Node, structure: Structure, units: Mapping[str, str], faults: list[Fault]
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
        if parts.keys() - {"source", "note"}:
            faults.append(node.fault(name, "times stands alone: it scales what is believed already"))
            return None
        if isinstance(times.value, bool) or not isinstance(times.value, int | float) or times.value < 0:
            faults.append(times.fault(f"{name}.times", "must be a number from 0"))
            return None
        try:
            return before.times(float(times.value))
        except ValueError as error:
            faults.append(times.fault(name, _sentence(error)))
            return None
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
    return reading.converted(name, belief, laid, structure.prices, units)


# -- files ----------------------------------------------------------------------------------------------------------


def baseline_folder() -> Path:
    """The folder of the shipped assumptions."""
    return data_folder("assumptions")


def scenarios(folder: str | Path | None = None) -> tuple[str, ...]:
    """The names of the shipped scenarios, and of those in ``FOLDER/scenarios`` if a folder is given."""
    folders = [baseline_folder(), *([Path(folder)] if folder else [])]
    return tuple(sorted({path.stem for one in folders for path in (one / "scenarios").glob("*.yaml")}))


def read_scenario(scenario: str | Path, folders: Iterable[Path], faults: list[Fault]) -> Scenario | None:
    """A scenario by name or file, or None after listing what is wrong with it."""
    path = Path(scenario)
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


def load(folder: str | Path | None = None, scenarios: Sequence[str | Path] = ()) -> Assumptions:
    """The shipped assumptions, a company's own laid over them name by name, then scenarios in order.

    Args:
        folder: of the company's own YAML files; None for the shipped baseline alone. An activity, a risk or an
            additional cost is left out by ``dropped: true``.
        scenarios: names of `scenarios()` or YAML files.

    Raises:
        AssumptionsError: every fault in the files, as ``file:line: name: fault``.
    """
    faults: list[Fault] = []
    result = _loaded(folder, faults)
    if result is None or faults:
        raise AssumptionsError(faults)
    for scenario in scenarios:
        result = result.with_scenario(scenario)
    return result


def check(folder: str | Path | None = None, scenarios: Sequence[str | Path] = ()) -> Assumptions:
    """As `load`, and every scenario in ``FOLDER/scenarios`` is tried as well.

    Raises:
        AssumptionsError: every fault in the files and in the folder's scenarios.
    """
    faults: list[Fault] = []
    result = _loaded(folder, faults)
    base = result if result is not None else load()
    own = sorted((Path(folder if folder is not None else baseline_folder()) / "scenarios").glob("*.yaml"))
    for scenario in (*own, *scenarios):
        read = read_scenario(scenario, base.folders, faults)
        if read is not None:
            tried = base._with_read(read, faults)
            if scenario in scenarios:
                base = tried
    if faults:
        raise AssumptionsError(faults)
    return base


@lru_cache(maxsize=1)
def _baseline(stamp: tuple[tuple[str, int, int], ...]) -> tuple[Node, dict[str, str], Assumptions]:
    """The shipped files, read once for as long as they do not change."""
    faults: list[Fault] = []
    root = _tree(baseline_folder(), faults)
    reading = Reading(faults)
    structure = reading.sections(root, {}) if root is not None else None
    if structure is None or faults:
        raise AssumptionsError(faults)
    units = {name: belief.unit for name, belief in reading.beliefs.items()}
    return root, units, _assumptions(reading, structure, (baseline_folder(),))  # type: ignore[return-value]


def _stamp() -> tuple[tuple[str, int, int], ...]:
    files = sorted(baseline_folder().glob("*.yaml"))
    return tuple((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files)


def _loaded(folder: str | Path | None, faults: list[Fault]) -> Assumptions | None:
    try:
        base, units, baseline = _baseline(_stamp())
    except AssumptionsError as error:
        faults += error.faults
        return None
    if folder is None or Path(folder).resolve() == baseline_folder().resolve():
        return baseline
    over = _tree(Path(folder), faults)
    if over is None:
        return None
    known = [*units, *OPEN_SECTIONS]
    for name, leaf in _unknown(over, units):
        faults.append(leaf.fault(name, f"no such assumption{did_you_mean(name, known)}"))
    reading = Reading(faults)
    structure = reading.sections(_without_dropped(laid_over(base, _known_only(over, units)), faults), units)
    return None if faults else _assumptions(reading, structure, (Path(folder), baseline_folder()))


def _assumptions(reading: Reading, structure: Structure, folders: tuple[Path, ...]) -> Assumptions:
    origins = {}
    for name, node in reading.raw.items():
        unit, year = node.value.get("unit"), node.value.get("prices_of")
        origins[name] = Origin(node.file, node.line, str(unit.value) if unit else "", year.value if year else None)
    starts = (name[:place] for name in reading.beliefs for place, letter in enumerate(name) if letter == ".")
    return Assumptions(reading.beliefs, structure, origins, folders=folders, namespaces=frozenset(starts))


def _tree(folder: Path, faults: list[Fault]) -> Node | None:
    """All YAML files of a folder as one tree; the same name in two files is a fault."""
    files = sorted(path for path in folder.glob("*.y*ml") if path.suffix in (".yaml", ".yml"))
    if not files:
        text = "has no assumptions (*.yaml)" if folder.is_dir() else "is no folder"
        faults.append(Fault(str(folder), 1, "", text))
        return None
    root: dict[str, Node] = {}
    for path in files:
        node = read_yaml(path, path.name, faults)
        if node is None:
            continue
        if not node.is_mapping:
            faults.append(node.fault("", "must hold names, each with what belongs to it"))
            continue
        _join(root, node, "", faults)
    return Node(root, str(folder), 1, folder)


def _join(into: dict[str, Node], node: Node, name: str, faults: list[Fault]) -> None:
    for key, child in node.value.items():
        dotted = f"{name}.{key}" if name else key
        if key not in into:
            into[key] = child
        elif child.is_mapping and into[key].is_mapping and not is_belief(child) and not is_belief(into[key]):
            joined = dict(into[key].value)
            _join(joined, child, dotted, faults)
            into[key] = Node(joined, into[key].file, into[key].line, into[key].folder)
        else:
            faults.append(child.fault(dotted, f"stands already in {into[key].file}, line {into[key].line}"))


def _unknown(over: Node, units: Mapping[str, str]) -> Iterator[tuple[str, Node]]:
    """The leaves of a company's files that no part of the model would use."""
    for key, node in over.value.items():
        if key not in OPEN_SECTIONS:
            yield from ((name, leaf) for name, leaf in node.leaves(key) if name not in units)


def _known_only(over: Node, units: Mapping[str, str]) -> Node:
    """The same tree without what `_unknown` has listed, so that it is not judged a second time."""
    unknown = {name for name, _ in _unknown(over, units)}

    def kept(node: Node, name: str) -> Node | None:
        if name in unknown:
            return None
        if not node.is_mapping or name in units or name.split(".")[0] in OPEN_SECTIONS:
            return node
        below = {key: kept(child, f"{name}.{key}" if name else key) for key, child in node.value.items()}
        return Node({key: child for key, child in below.items() if child}, node.file, node.line, node.folder)

    return kept(over, "") or over


def _without_dropped(root: Node, faults: list[Fault]) -> Node:
    """The tree without what is marked ``dropped: true``; the plan is rewired around dropped activities."""
    top = dict(root.value)
    for section in ("plan", "risks", "additional_costs"):
        node = top.get(section)
        if node is None or not node.is_mapping:
            continue
        kept, dropped = {}, {}
        for name, child in node.value.items():
            mark = child.value.get("dropped") if child.is_mapping else None
            if mark is None:
                kept[name] = child
            elif mark.value is True:
                dropped[name] = child
            else:
                faults.append(mark.fault(f"{section}.{name}.dropped", "is true, or is not there"))
        if section == "plan":
            for name, gone in dropped.items():
                kept = {other: _rewired(child, name, gone) for other, child in kept.items()}
        top[section] = Node(kept, node.file, node.line, node.folder)
    return Node(top, root.file, root.line, root.folder)


def _rewired(activity: Node, gone: str, node: Node) -> Node:
    """An activity that no longer comes after one that is left out, but after that one's predecessors."""
    after = activity.value.get("after") if activity.is_mapping else None
    if after is None or not isinstance(after.value, list) or gone not in [one.value for one in after.value]:
        return activity
    before = node.value.get("after")
    instead = before.value if before is not None and isinstance(before.value, list) else []
    names = [one for entry in after.value for one in (instead if entry.value == gone else [entry])]
    unique = list({one.value: one for one in names}.values())
    changed = {**activity.value, "after": Node(unique, after.file, after.line, after.folder)}
    return Node(changed, activity.file, activity.line, activity.folder)
