"""The estimates behind the page: simulated when they are needed, kept while they are seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from costmodel import Assumptions, Estimate, drivers
from costmodel.dashboard.cards import Deciding, Seen, Slow
from costmodel.dashboard.state.address import DECIDED, Address
from costmodel.dashboard.state.case import Case
from costmodel.dashboard.view.controls import case_name, case_names, scenario_labels
from costmodel.decisions.actions import each_action, each_step, ranked, stepped
from costmodel.decisions.conditional import conditional, deciding
from costmodel.decisions.confidence import first_gate
from costmodel.decisions.side_by_side import Side, side
from costmodel.estimates.followed import Followed
from costmodel.estimates.more_samples import carried_on
from costmodel.estimates.result import estimate
from costmodel.estimates.variations import Variations
from costmodel.language.language import language_of
from costmodel.language.translations import texts
from costmodel.report.decision_tables import MOST_SAMPLES
from costmodel.report.side_by_side import SideBySide
from costmodel.typing import Array
from costmodel.workshop.runs import AT_REST, MOVING, SEED

MOST = 10  # inputs that decide the number
COST, DATE = "to_go_live", "go_live"
FEW = 64  # samples that show whether figures follow from a case at all
KEPT = 4  # estimates: the case and what it is held against, moving and at rest


class Work:
    """Simulates what a viewer looks at, and each case only once while it is looked at."""

    def __init__(self) -> None:
        self._kept: list[tuple[Case, str, Estimate]] = []
        self._held: tuple[Case, str] | None = None  # what the figures are held against, in a language
        self._gates: list[tuple[tuple[Case, int], tuple[str, Array] | None]] = []
        self._sides: list[tuple[tuple[Case, str, int], Side]] = []
        self._tried: tuple[Case, ...] = ()
        self._stood: Assumptions | None = None  # before the move that was the first one in a row
        self._followed: Followed | None = None
        self._order: tuple[tuple[Case, str, float], tuple[str, ...]] | None = None

    def seen(self, address: Address, samples: int, wide: bool | None = None) -> Seen:
        """What all cards are drawn from.

        Raises:
            AssumptionsError: all that is impossible in the case.
            ArithmeticError: no finite figures follow from it.
        """
        case, code = address.case, address.language
        est = self.estimate(case, code, samples)
        self._try(address)
        told, says = texts(code, est.assumptions.folders), language_of(code)
        named = case_names(address.cases, told, says)
        of = case_name(replace(case, name=""), told, says)
        base = address.cases[address.base] if address.base else case.unchanged
        apart = base.unnamed != case.unnamed
        self._held = (base, code)
        other = self.estimate(base, code, samples) if apart else None
        comparable = other is not None and other.assumptions.currency == est.assumptions.currency
        return Seen(
            est,
            says,
            budget=address.budget,
            deadline=address.deadline,
            confidence=address.confidence,
            every=address.every,
            name=f"{case.name} ({of})" if case.name not in ("", of) else of,
            base=other if comparable else None,
            base_gate=self._gate_of(base, other) if other is not None and comparable else None,
            base_name=named[address.base].name if address.base else says("figure: unchanged"),
            cases=named,
            offered=scenario_labels(told, says) if address.beside else {},
            against=address.base,
            explained=address.other,
            wide=wide,
        )

    def estimate(self, case: Case, code: str, samples: int) -> Estimate:
        """The estimate of a case, with meanings in a language."""
        est = self._known(case, code, samples)
        if est is None:
            now = case.assumptions(code)
            est = self._moving(now) if samples == MOVING else estimate(now, samples, SEED)
        return self._keep(case, code, est)

    def _moving(self, now: Assumptions) -> Estimate:
        """An estimate while somebody moves: from the second one in a row on, what a move does not reach stays."""
        if self._stood is None or self._stood.structure is not now.structure:
            self._stood, self._followed = now, None
            return estimate(now, MOVING, SEED)
        if self._followed is None:
            self._followed = Followed.drawn(now, MOVING, SEED)
        return self._followed.of(now)

    def stands(self) -> None:
        """Nobody moves anything any more: what was kept for the next move takes too much memory to wait for it."""
        self._stood = self._followed = None

    def rested(self, case: Case, code: str) -> Iterator[None]:
        """The estimate of a case with all samples, worked out in pieces of some hundredths of a second."""
        if self._known(case, code, AT_REST) is None:
            est = yield from carried_on(self.estimate(case, code, MOVING), AT_REST)
            self._keep(case, code, est)

    def _keep(self, case: Case, code: str, est: Estimate) -> Estimate:
        """An estimate is the one that was looked at last; what was not looked at for longest goes."""
        kept = [(case, code, est), *(one for one in self._kept if one[2] is not est)]
        held = [one for one in kept if one[:2] == self._held]
        self._kept = [*(one for one in kept if one[:2] != self._held)][: KEPT - len(held)] + held
        return est

    def _known(self, case: Case, code: str, samples: int) -> Estimate | None:
        """The estimate of a case, where it is kept."""
        for known, spoken, est in self._kept:
            if known == case and spoken == code and est.samples == samples:
                return est
        return None

    def _gate_of(self, case: Case, est: Estimate) -> tuple[str, Array] | None:
        """The first gate of what others are held against, and the money until then: it needs the ledger only once."""
        key = (case.unnamed, est.samples)
        for known, found in self._gates:
            if known == key:
                return found
        found = first_gate(est)
        self._gates = [(key, found), *self._gates][:2]  # moving, and at rest
        return found

    def lightened(self, seen: Seen) -> Seen:
        """The same without the ledgers behind it, which only the next pictures would need; they are made again then.

        A viewer whose page is at rest, as nearly all are at any moment, so takes a third of the memory. What figures
        are held against is kept for the next move too, so that no slider waits for another case.
        """
        there = (seen.est, seen.base)
        light = {id(est): replace(est, books=()) for est in there if est is not None}
        held = seen.base or seen.est
        for case, code in [(case, code) for case, code, est in self._kept if est is held]:
            if (moving := self._known(case, code, MOVING)) is not None:
                self._gate_of(case, moving)
                light[id(moving)] = replace(moving, case=None)
        self._kept = [(case, code, light[id(est)]) for case, code, est in self._kept if id(est) in light]
        return replace(seen, est=light[id(seen.est)], base=seen.base and light[id(seen.base)])

    # -- the cases side by side ---------------------------------------------------------------------------------------

    def beside(self, seen: Seen, address: Address) -> SideBySide | None:
        """The cases side by side, with the samples of what is on the page; None where none is kept beside it."""
        sides = list(self._each_side(seen, address))
        if not sides:
            return None
        names, notes = zip(*((one.name, one.note) for one in seen.cases), strict=True)
        return SideBySide(tuple(sides), names, notes, address.base, address.other, address.confidence, seen.says)

    def _each_side(self, seen: Seen, address: Address) -> Iterator[Side]:
        """What of each case is set beside the others, one after the other; of those that are kept, only once."""
        code, samples = address.language, seen.est.samples
        keys = [(case.unnamed, code, samples) for case in (address.cases if address.beside else ())]
        self._sides = [known for known in self._sides if known[0] in keys]
        for number, key in enumerate(keys):
            found = next((one for of, one in self._sides if of == key), None)
            if found is None:
                case = address.cases[number]
                there = seen.est if number == 0 else self._known(case, code, samples)
                found = side(there or estimate(case.assumptions(code), samples, SEED))
                self._sides.append((key, found))
            yield found

    def _try(self, address: Address) -> None:
        """Whether figures follow from each case that is kept, before it is; few samples show that at once."""
        for case in address.beside:
            if case not in self._tried:
                estimate(case.assumptions(address.language), FEW, SEED)
        self._tried = address.beside

    # -- what decides, and what takes longer --------------------------------------------------------------------------

    def deciding(self, seen: Seen, address: Address, ordered_for: Case) -> Deciding:
        """The inputs that decide the chosen figure, in the order that they have in the case that was ranked."""
        of, confidence = DECIDED[address.decides], address.confidence
        key = (ordered_for.unnamed, of, confidence)
        if self._order is None or self._order[0] != key:
            self._order = (key, deciding(self.estimate(ordered_for, address.language, AT_REST), of, confidence, MOST))
        now = seen.est.assumptions
        names = tuple(name for name in self._order[1] if name in now.beliefs)
        uncertain = [name for name in names if not now[name].certain]
        other = DATE if of != DATE else COST
        figure, beside = (conditional(seen.est, one, confidence, uncertain) for one in (of, other))
        return Deciding(of, names, figure, beside)

    def slow(self, seen: Seen, address: Address, ordered_for: Case) -> Iterator[Slow]:
        """What takes longer than a step of a slider, in pieces of some hundredths of a second.

        Yields what is there so far; a move that comes between two pieces ends it.
        """
        slow = Slow(deciding=self.deciding(seen, address, ordered_for))
        yield slow
        for _ in self._each_side(seen, address):
            yield slow
        slow = replace(slow, beside=self.beside(seen, address))
        yield slow
        slow = replace(slow, drivers=drivers(seen.est))
        yield slow
        slow = replace(slow, date_drivers=drivers(seen.est, of="go_live"))
        yield slow
        around, steps = Variations.drawn(seen.est.assumptions, min(MOST_SAMPLES, seen.est.samples), SEED), []
        for step in each_step(around):
            steps.append(step)
            yield slow
        slow = replace(slow, steps=stepped(around.known, steps))
        yield slow
        actions = []
        for action in each_action(around, steps):
            actions.append(action)
            yield slow
        yield replace(slow, actions=ranked(actions))
