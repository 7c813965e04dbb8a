"""The estimates behind the page: simulated when they are needed, kept while they are seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from costmodel import Estimate, drivers
from costmodel.dashboard.cards import Seen, Slow
from costmodel.dashboard.state.address import Address
from costmodel.dashboard.state.case import FIRST_ESTIMATE, Case
from costmodel.dashboard.view.controls import case_name
from costmodel.decisions.actions import each_action, each_step, ranked, stepped
from costmodel.estimates.result import estimate
from costmodel.language.language import language_of
from costmodel.language.translations import texts
from costmodel.report.decision_tables import MOST_SAMPLES

MOVING, AT_REST = 4_096, 16_384  # samples: enough to follow a slider; P80 within half a per cent
SEED = 1
KEPT = 4  # estimates: the case and what is held beside it, moving and at rest


class Work:
    """Simulates what a viewer looks at, and each case only once while it is looked at."""

    def __init__(self) -> None:
        self._kept: list[tuple[Case, str, Estimate]] = []

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
            wide=wide,
        )

    def estimate(self, case: Case, code: str, samples: int) -> Estimate:
        """The estimate of a case, with meanings in a language."""
        for known, spoken, est in self._kept:
            if known == case and spoken == code and est.samples == samples:
                return est
        est = estimate(case.assumptions(code), samples, SEED)
        self._kept = [(case, code, est), *self._kept[: KEPT - 1]]
        return est

    def lightened(self, seen: Seen) -> Seen:
        """The same without the ledgers behind it, which only the next pictures would need; they are made again then.

        A viewer whose page is at rest, as nearly all are at any moment, so takes a third of the memory.
        """
        light = {id(est): replace(est, books=()) for est in (seen.est, seen.held) if est is not None}
        self._kept = [(case, code, light[id(est)]) for case, code, est in self._kept if id(est) in light]
        return replace(seen, est=light[id(seen.est)], held=seen.held and light[id(seen.held)])

    def slow(self, seen: Seen) -> Iterator[Slow]:
        """What takes longer than a step of a slider, in pieces of some hundredths of a second.

        Yields what is there so far; a move that comes between two pieces ends it.
        """
        slow = Slow(drivers=drivers(seen.est))
        yield slow
        slow = replace(slow, date_drivers=drivers(seen.est, of="go_live"))
        yield slow
        before = estimate(seen.est.assumptions, min(MOST_SAMPLES, seen.est.samples), SEED)
        steps = []
        for step in each_step(before):
            steps.append(step)
            yield slow
        slow = replace(slow, steps=stepped(before, steps))
        yield slow
        actions = []
        for action in each_action(before, steps):
            actions.append(action)
            yield slow
        yield replace(slow, actions=ranked(actions))
