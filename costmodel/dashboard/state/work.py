"""The estimates behind the page: simulated when they are needed, kept while they are seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from costmodel import Estimate, drivers
from costmodel.dashboard.cards import Deciding, Seen, Slow
from costmodel.dashboard.state.address import DECIDED, Address
from costmodel.dashboard.state.case import FIRST_ESTIMATE, Case
from costmodel.dashboard.view.controls import case_name
from costmodel.decisions.actions import each_action, each_step, ranked, stepped
from costmodel.decisions.conditional import conditional, deciding
from costmodel.estimates.result import estimate
from costmodel.estimates.variations import Variations
from costmodel.language.language import language_of
from costmodel.language.translations import texts
from costmodel.report.decision_tables import MOST_SAMPLES
from costmodel.workshop.runs import AT_REST, SEED

MOST = 10  # inputs that decide the number
COST, DATE = "to_go_live", "go_live"
KEPT = 4  # estimates: the case and what is held beside it, moving and at rest


class Work:
    """Simulates what a viewer looks at, and each case only once while it is looked at."""

    def __init__(self) -> None:
        self._kept: list[tuple[Case, str, Estimate]] = []
        self._order: tuple[tuple[Case, str, float], tuple[str, ...]] | None = None

    def seen(self, address: Address, samples: int, wide: bool | None = None) -> Seen:
        """What all cards are drawn from.

        Raises:
            AssumptionsError: all that is impossible in the case.
            ArithmeticError: no finite figures follow from it.
        """
        case, code = address.case, address.language
        est = self.estimate(case, code, samples)
        told, says = texts(code, est.assumptions.folders), language_of(code)
        held = address.held
        base = case.unchanged if held is None else held
        apart = base.unnamed != case.unnamed
        other = self.estimate(base, code, samples) if apart else None
        comparable = other is not None and other.assumptions.currency == est.assumptions.currency
        return Seen(
            est,
            says,
            typed=est.assumptions[FIRST_ESTIMATE].likeliest > 0,
            budget=address.budget,
            deadline=address.deadline,
            confidence=address.confidence,
            every=address.every,
            name=case_name(case, told, says),
            held=None if held is None else self.estimate(held, code, samples),
            held_name="" if held is None else case_name(held, told, says),
            base=other if comparable else None,
            base_name=case_name(base, told, says) if held is not None else says("figure: unchanged"),
            wide=wide,
        )

    def estimate(self, case: Case, code: str, samples: int) -> Estimate:
        """The estimate of a case, with meanings in a language."""
        for known, spoken, est in self._kept:
            if known == case and spoken == code and est.samples == samples:
                self._kept = [(known, spoken, est), *(one for one in self._kept if one[2] is not est)]
                return est
        est = estimate(case.assumptions(code), samples, SEED)
        self._kept = [(case, code, est), *self._kept[: KEPT - 1]]
        return est

    def lightened(self, seen: Seen) -> Seen:
        """The same without the ledgers behind it, which only the next pictures would need; they are made again then.

        A viewer whose page is at rest, as nearly all are at any moment, so takes a third of the memory.
        """
        there = (seen.est, seen.held, seen.base)
        light = {id(est): replace(est, books=()) for est in there if est is not None}
        self._kept = [(case, code, light[id(est)]) for case, code, est in self._kept if id(est) in light]
        held, base = (one and light[id(one)] for one in (seen.held, seen.base))
        return replace(seen, est=light[id(seen.est)], held=held, base=base)

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
