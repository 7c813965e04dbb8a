"""The checked numbers of a model: loaded from a folder, changed by scenarios and sliders, never in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.units import Prices
from costmodel.errors import AssumptionsError, Fault, Sentence, did_you_mean
from costmodel.files.entries import no_assumption
from costmodel.files.fingerprint import fingerprint
from costmodel.files.identity_entries import NAMES, apart, identified, retold
from costmodel.files.nodes import Node
from costmodel.files.plausibility import Placed, against_definition, judged, ranges
from costmodel.files.price_levels import Listed, is_price_level, prices_now, refused, repriced
from costmodel.files.replacing import replaced_by
from costmodel.files.scenario import Scenario, bases, changed_by, read_scenario, sentence
from costmodel.files.tree import own_folders
from costmodel.initiative.calendar import Calendar
from costmodel.initiative.identity import Initiative
from costmodel.initiative.structure import Structure
from costmodel.initiative.wording import PHRASES

FIRST_MONTH = "finance.fiscal_year.first_month"


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
        doubted: numbers that were put in and are hardly meant (`plausibility`), with their places.
        listed: currency and year of each price that was converted when it was read; other rates convert it anew.
        initiative: name, start, owner, cost centre, status and version, as far as somebody has said them.
    """

    beliefs: Mapping[str, Belief]
    structure: Structure
    origins: Mapping[str, Origin]
    changes: tuple[Change, ...] = ()
    scenarios: tuple[str, ...] = ()
    folders: tuple[Path, ...] = field(default=(), compare=False)
    namespaces: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    doubted: tuple[Placed, ...] = field(default=(), compare=False, repr=False)
    listed: Mapping[str, Listed] = field(default_factory=dict, compare=False, repr=False)
    initiative: Initiative = field(default_factory=Initiative)

    def __getitem__(self, name: str) -> Belief:
        try:
            return self.beliefs[name]
        except KeyError:
            raise KeyError(f"no assumption {name!r}{did_you_mean(name, self.beliefs)}") from None

    _ipython_key_completions_ = Mapping.keys  # what a notebook offers after ["

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
    def own_folder(self) -> str:
        """What the company's own folder is called, without the way to it; empty where the shipped files stand alone."""
        return next((folder.resolve().name for folder in own_folders(self.folders)), "")

    @property
    def calendar(self) -> Calendar:
        """When the initiative starts, and when the company's fiscal years begin."""
        return Calendar(self.initiative.start, int(self[FIRST_MONTH].likeliest))

    @property
    def prices(self) -> Prices:
        """Exchange rates and price indices as they are believed now."""
        return prices_now(self.structure.prices, self)

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
        return fingerprint(self.beliefs, self.structure, self.initiative)

    def warnings(self) -> list[str]:
        """Where one number may carry the same cause three times: in its range, in a risk and in a building block."""
        in_risk = {name for names in self.structure.factor_on.values() for name in names}
        in_block = {name for moves in self.structure.moves.values() for _, names in moves for name in names}
        return [
            f"{name}: its range, a risk and a building block all move it; see that they stand for different causes"
            for name in self.uncertain
            if name in in_risk and name in in_block
        ]

    def doubts(self) -> list[str]:
        """What was put in and is hardly meant, with the likely slip, as ``file:line: name: sentence``."""
        return [str(placed.fault(self.structure.wording)) for placed in self.doubted]

    # -- changing ---------------------------------------------------------------------------------------------------

    def with_changes(
        self, changes: Mapping[str, Any], why: str = PHRASES["changed_by_hand"], by: str = "with_changes"
    ) -> Assumptions:
        """Other assumptions in which some numbers are replaced.

        An exchange rate or a price index that is replaced converts every price anew that was listed in that currency
        or year, as in an own folder.

        Args:
            changes: name -> a number (certain), a `Belief`, or a mapping of belief keys. Meaning, unit and driver are
                kept unless given; money is in the model's currency and price year. What is said of the initiative
                itself (`initiative.name`, `initiative.start` as "2027-07" ...) is a text.
            why: the reason; it becomes the source where none is given.
            by: who says so.

        Raises:
            AssumptionsError: a name that does not exist, or a number that is impossible; all faults at once.
        """
        faults: list[Fault] = []
        replaced, known = dict(self.beliefs), ranges(self.folders)
        why = self.structure.wording.in_language(why)
        made, listed = [], dict(self.listed)
        said, numbers = apart(changes)
        initiative = retold(self.initiative, said, faults)
        for name, wanted in _price_levels_first(numbers):
            if name not in replaced:
                known_names = (*self.beliefs, *NAMES)
                faults.append(Fault("", 0, name, no_assumption(name, known_names)))
                continue
            before = replaced[name]
            after = replaced_by(name, before, wanted, why, faults)
            if after is not None and (
                wrong := against_definition(name, after, known) or refused(name, after, self.structure.prices)
            ):
                faults.append(Fault("", 0, name, wrong))
                continue
            after = after and self._with_known_driver(name, after, Node(None, "", 0), faults)
            if after is not None:
                listed.pop(name, None)
                _put(name, after, replaced, listed, self.structure.prices)
                made.append(Change(name, before, after, why, by))
        if faults:
            raise AssumptionsError(faults)
        doubted = self._doubted_but(one.name for one in made)
        every = (*self.changes, *made)
        return replace(self, beliefs=replaced, listed=listed, changes=every, doubted=doubted, initiative=initiative)

    def entered(self, names: Iterable[str]) -> Assumptions:
        """The same after a person has put in the numbers of these names: what is hardly meant of them is noted.

        Changes by a program (`with_changes`) are not judged: an analysis may double all prices.

        Raises:
            AssumptionsError: a number so far from what is plausible that it is refused; all faults at once.
        """
        known, faults, wording = ranges(self.folders), list[Fault](), self.structure.wording
        put = [name for name in names if name in self.beliefs]
        asked = [
            one for name in put for one in judged(name, self.beliefs[name], Node(None, "", 0), known, faults, wording)
        ]
        if faults:
            raise AssumptionsError(faults)
        return replace(self, doubted=(*self._doubted_but(put), *asked))

    def as_in(self, other: Assumptions, names: Iterable[str]) -> Assumptions:
        """The same with some numbers as others have them, and the prices converted by them; no change is noted."""
        beliefs = dict(self.beliefs)
        for name in names:
            _put(name, other[name], beliefs, self.listed, self.structure.prices)
        return replace(self, beliefs=beliefs)

    def _doubted_but(self, names: Iterable[str]) -> tuple[Placed, ...]:
        """What is doubted still when some numbers have been replaced."""
        gone = set(names)
        return tuple(placed for placed in self.doubted if placed.doubt.name not in gone)

    def with_likeliest(self, changes: Mapping[str, float], by: str = "slider") -> Assumptions:
        """Other assumptions in which some likeliest values are moved and the relative spread around them kept.

        Raises:
            AssumptionsError: as for `with_changes`.
        """
        faults: list[Fault] = []
        moved: dict[str, Belief] = {}
        for name, likeliest in changes.items():
            if name not in self.beliefs:
                faults.append(Fault("", 0, name, no_assumption(name, self.beliefs)))
                continue
            try:
                moved[name] = self.beliefs[name].with_likeliest(float(likeliest))
            except ValueError as error:
                faults.append(Fault("", 0, name, sentence(error)))
        if faults:
            raise AssumptionsError(faults)
        return self.with_changes(moved, why=PHRASES["moved_by_hand"], by=by)

    def with_scenario(self, scenario: str | Path) -> Assumptions:
        """Other assumptions with a scenario laid on: a name of `scenarios()`, or a YAML file.

        Raises:
            AssumptionsError: the scenario is unknown or has faults; all of them, with their lines.
        """
        faults: list[Fault] = []
        read = read_scenario(scenario, self.folders, faults)
        result = self.with_read(read, faults) if read else self
        if faults:
            raise AssumptionsError(faults)
        return result

    def with_read(self, scenario: Scenario, faults: list[Fault]) -> Assumptions:
        """`with_scenario` for a scenario that is read already; faults are added to the list instead of raised.

        What it is based on is laid on first, unless it is there already: a change relative to what was believed
        (``times``) must not strike twice.
        """
        laid = self
        for one in (*bases(scenario, self.folders, faults), scenario):
            if one is scenario or one.name not in laid.scenarios:
                laid = laid.with_own(one, faults)
        return laid

    def with_own(self, scenario: Scenario, faults: list[Fault]) -> Assumptions:
        """`with_read` for the scenario's own changes alone, without what it is based on."""
        replaced, listed = dict(self.beliefs), dict(self.listed)
        made, asked = [], list[Placed]()
        known = ranges(self.folders)
        units = {name: belief.unit for name, belief in self.items()}
        for name, node in _price_levels_first(scenario.changes):
            if name not in replaced:
                faults.append(node.fault(name, no_assumption(name, self.beliefs)))
                continue
            before = replaced[name]
            prices = prices_now(self.structure.prices, replaced)
            after = changed_by(name, before, node, prices, units, listed, faults)
            if after is not None and (wrong := refused(name, after, self.structure.prices)):
                faults.append(node.fault(name, wrong))
                continue
            after = after and self._with_known_driver(name, after, node.at(["moves_with"]), faults)
            if after is not None:
                wording = self.structure.wording
                after, why = wording.of_belief(after), wording.in_language(str(node.value["why"].value))
                asked += judged(name, after, node, known, faults)
                made.append(Change(name, before, after, why, scenario.name))
                _put(name, after, replaced, listed, self.structure.prices)
        return replace(
            self,
            beliefs=replaced,
            listed=listed,
            changes=(*self.changes, *made),
            scenarios=(*self.scenarios, scenario.name),
            initiative=identified(scenario.initiative, self.initiative, faults),
            doubted=(*self._doubted_but(one.name for one in made), *asked),
        )

    def _with_known_driver(self, name: str, belief: Belief, node: Node, faults: list[Fault]) -> Belief | None:
        moves, known = belief.moves_with, self.structure.drivers
        if moves is None or moves.driver in known:
            return belief
        faults.append(
            node.fault(
                name,
                Sentence(
                    "unknown driver {driver!r}{near}", driver=moves.driver, near=did_you_mean(moves.driver, known)
                ),
            )
        )
        return None


Wanted = TypeVar("Wanted")


def _price_levels_first(changes: Mapping[str, Wanted]) -> list[tuple[str, Wanted]]:
    """Changes with rates and indices before the prices that are converted by them, as when files are read."""
    return sorted(changes.items(), key=lambda one: not is_price_level(one[0]))


def _put(name: str, after: Belief, beliefs: dict[str, Belief], listed: Mapping[str, Listed], written: Prices) -> None:
    """A number put in its place, with all that is converted by it."""
    if not is_price_level(name):
        beliefs[name] = after
        return
    before = prices_now(written, beliefs)
    beliefs[name] = after
    beliefs.update(repriced(beliefs, listed, before, prices_now(written, beliefs)))
