"""The case on the page: a scenario, and what has been moved, typed or loaded on top of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from costmodel import Assumptions, AssumptionsError, Belief, Fault, load, scenarios
from costmodel.beliefs.shapes import number_keys
from costmodel.files.identity_entries import SECTION
from costmodel.files.levers import shown
from costmodel.files.nodes import parse_yaml
from costmodel.files.scenario import scenario_of
from costmodel.files.scenario_files import differs, put_in, scenario_text
from costmodel.initiative.identity import KEYS, understood
from costmodel.initiative.wording import PHRASES
from costmodel.language.translations import translated

BASELINE = "baseline"
OVERLAY = "mlops"  # can be laid on any scenario
OWN = "first_estimate."  # what the viewer says of their own plan: it goes along to another scenario
FIRST_ESTIMATE = OWN + "amount"
COVERS = OWN + "covers."
FOLDER = "COSTMODEL_FOLDER"  # of a company's own assumptions; the command hands it on to the kernels
LONGEST_NAME = 60
MOST_CHANGES = 400  # as many as there are assumptions


@dataclass(frozen=True)
class Case:
    """All that distinguishes one estimate on the page from another; the same case gives the same figures.

    Attributes:
        scenario: a shipped or own scenario, or the baseline.
        overlaid: whether MLOps is laid on it.
        put: beliefs typed in the expert view or read from a file, by the name of the assumption.
        moved: the likeliest values that sliders were moved to; the relative spread of the belief is kept.
        name: what the viewer calls it; empty for the scenario's own name. Where nobody has said what the initiative is
            called, papers have this name.
        said: what was said of the initiative on the page or in a file: start, owner, cost centre, status ..., by key.
    """

    scenario: str = BASELINE
    overlaid: bool = False
    put: Mapping[str, Belief] = field(default_factory=dict)
    moved: Mapping[str, float] = field(default_factory=dict)
    name: str = ""
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def bases(self) -> tuple[str, ...]:
        """The scenarios that are laid on the baseline, in order."""
        first = () if self.scenario == BASELINE else (self.scenario,)
        return (*first, OVERLAY) if self.overlaid else first

    @property
    def changed(self) -> frozenset[str]:
        """The names of what stands elsewhere than the scenario has put it."""
        return frozenset((*self.put, *self.moved))

    @property
    def unchanged(self) -> Case:
        """The same scenario as it is, without a name of its own and without changes.

        What the viewer has planned themselves stays, and what was said of the initiative.
        """
        put = {name: belief for name, belief in self.put.items() if name.startswith(OWN)}
        moved = {name: value for name, value in self.moved.items() if name.startswith(OWN)}
        return Case(self.scenario, self.overlaid, put=put, moved=moved, said=self.said)

    @property
    def unnamed(self) -> Case:
        """The same without what anybody calls it; cases of which only the names differ have the same figures."""
        return replace(self, name="", said={key: told for key, told in self.said.items() if key != "name"})

    @property
    def altered(self) -> frozenset[str]:
        """The names of what was changed of the case itself: all that is changed but the viewer's own plan."""
        return frozenset(name for name in self.changed if not name.startswith(OWN))

    def moving(self, name: str, value: float) -> Case:
        """With a slider elsewhere; what is back where the scenario has it is as if it had never been moved."""
        start = self.start()[name]
        if name in self.put or value != shown(start):
            return replace(self, moved={**self.moved, name: value})
        return self.resetting([name])

    def putting(self, name: str, belief: Belief) -> Case:
        """With another belief in the place of one.

        Raises:
            AssumptionsError: no such assumption, or an impossible belief.
        """
        without, start = self.resetting([name]), self.start()
        after = start.with_changes({name: belief})[name]
        return replace(without, put={**without.put, name: after}) if differs(start[name], after) else without

    def saying(self, key: str, text: str) -> Case:
        """With start, owner, cost centre, status or version said; an empty text takes it back.

        Raises:
            ValueError: it cannot be read.
        """
        understood(key, text)
        start = self.start().initiative.said().get(key, "")
        others = {one: told for one, told in self.said.items() if one != key}
        return replace(self, said=others if text.strip() == start else {**others, key: text.strip()})

    def resetting(self, names: Iterable[str]) -> Case:
        """With some assumptions back where the scenario has them."""
        gone = set(names)
        put = {name: belief for name, belief in self.put.items() if name not in gone}
        moved = {name: value for name, value in self.moved.items() if name not in gone}
        return replace(self, put=put, moved=moved)

    def laid_on(self, scenario: str, *, takes: bool) -> Case:
        """Another scenario, to which the viewer's own plan and what was said of the initiative come along.

        Args:
            scenario: the other one; what it does not know is left out.
            takes: whether all other changes come along too, and the name with them.
        """
        there = Case(scenario, self.overlaid, name=self.name if takes else "", said=self.said)
        from_here, known = self if takes else self.unchanged, there.start()
        put = {name: belief for name, belief in from_here.put.items() if name in known}
        moved = {name: value for name, value in from_here.moved.items() if name in known}
        return replace(there, put=put, moved=moved)

    def start(self, language: str = "en") -> Assumptions:
        """The assumptions before anything was changed, with their meanings in a language."""
        return _start(self.bases, language)

    def assumptions(self, language: str = "en") -> Assumptions:
        """The assumptions as they are now, with their meanings in a language.

        Raises:
            AssumptionsError: all that is impossible in them, or far from what is plausible.
        """
        now = self.start(language)
        called = {"name": self.name} if self.name and not now.initiative.name else {}
        if said := {f"{SECTION}.{key}": text for key, text in (called | dict(self.said)).items()}:
            now = now.with_changes(said)
        if self.put:
            now = now.with_changes(dict(self.put), why=PHRASES["put_in_by_hand"], by="dashboard")
        if self.moved:
            now = now.with_likeliest(self.moved, by="dashboard")
        return now.entered(self.changed) if self.changed else now

    def as_file(self, name: str, meaning: str, story: str, why: Mapping[str, str]) -> str:
        """The scenario file of this case: based on its scenarios, with each change and its reason.

        Args:
            name, meaning, story: as in every scenario file.
            why: the reason for the change of an assumption, by name.
        """
        before, now = self.start(), self.assumptions()
        return scenario_text(before, now, name, meaning, story, lambda one: why[one], self.bases)


def scenario_names() -> tuple[str, ...]:
    """The baseline and the scenarios to choose from; the overlay is no case of its own."""
    return (BASELINE, *(name for name in scenarios(own_folder()) if name != OVERLAY))


def own_folder() -> str | None:
    """The folder of a company's own assumptions, where the dashboard was started with one."""
    return os.environ.get(FOLDER) or None


def _start(bases: tuple[str, ...], language: str = "en") -> Assumptions:
    return _laid(bases, language, own_folder())


@lru_cache(maxsize=32)
def _laid(bases: tuple[str, ...], language: str, folder: str | None) -> Assumptions:
    if language != "en":
        return translated(_laid(bases, "en", folder), language)
    return _laid(bases[:-1], "en", folder).with_scenario(bases[-1]) if bases else load(folder)


def read_case(raw: bytes, file: str) -> Case:
    """The case that a scenario file stands for, laid on the baseline as `costmodel estimate --scenario FILE` does.

    Args:
        raw: the content of the file.
        file: its name as it is shown to people.

    Raises:
        AssumptionsError: every fault in it, with its line.
    """
    faults: list[Fault] = []
    node = parse_yaml(raw, file, faults)
    scenario = scenario_of(node, file.rsplit(".", 1)[0], faults) if node is not None else None
    if scenario is None:
        raise AssumptionsError(faults)
    if len(scenario.changes) > MOST_CHANGES:
        raise AssumptionsError([*faults, Fault(file, 1, "changes", f"are more than {MOST_CHANGES:,}")])
    usable = {}
    for name, change in scenario.changes.items():
        if change.is_mapping and isinstance(change.at(["data"]).value, str):
            faults.append(change.at(["data"]).fault(name, "names a file; write the numbers here as a list"))
        else:
            usable[name] = change
    laid = _start(()).with_read(replace(scenario, changes=usable), faults)
    if faults:
        raise AssumptionsError(faults)
    case = case_on(scenario.based_on)
    start = case.start()
    put = {name: laid[name] for name in put_in(start, laid)}
    told, known = laid.initiative.said(), start.initiative.said()
    said = {key: told.get(key, "") for key in KEYS if told.get(key) != known.get(key)}
    return replace(case, put=put, name=(said.get("name") or scenario.name)[:LONGEST_NAME], said=said)


def case_on(bases: tuple[str, ...]) -> Case:
    """The case that has just these bases, or the baseline where the page has no control for them."""
    first = next((name for name in bases if name != OVERLAY), BASELINE)
    case = Case(first if first in scenario_names() else BASELINE, OVERLAY in bases)
    return case if case.bases == bases else Case()


# -- a belief in a word, as it stands in an address --------------------------------------------------------------------


def belief_word(belief: Belief) -> str:
    """A belief's numbers in one word.

    >>> belief_word(Belief(min=5, mode=30, max=60, shape="triangular"))
    'min:5.0,mode:30.0,max:60.0,shape:triangular'
    """
    parts = []
    for key, given in belief.given.items():
        what = number_keys()[key]
        if what.single:
            parts.append(f"{key}:{given}")
        elif what.weighted:
            parts.append(f"{key}:" + "|".join(f"{one.value!r}@{one.weight!r}" for one in given))
        else:
            parts.append(f"{key}:" + "|".join(map(repr, given)))
    if belief.shape is not None:
        parts.append(f"shape:{belief.shape}")
    return ",".join(parts)


def read_belief_word(word: str) -> Belief:
    """The belief that a word stands for.

    >>> read_belief_word("p10:100,p90:400")
    Belief(p10=100.0, p90=400.0)

    Raises:
        ValueError: it stands for none.
    """
    keys: dict[str, Any] = {}
    for part in word.split(","):
        key, colon, text = part.partition(":")
        if not colon or key in keys:
            raise ValueError(f"“{part[:40]}” is not like min:5")
        what = number_keys().get(key)
        if what is not None and what.weighted:
            pairs = [one.split("@") for one in text.split("|")]
            keys[key] = [{"value": float(value), "weight": float(weight)} for value, weight in pairs]
        elif what is not None and not what.single:
            keys[key] = [float(one) for one in text.split("|")]
        else:
            keys[key] = text if key == "shape" else float(text)
    return Belief.model_validate(keys)
