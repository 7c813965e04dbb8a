"""What of the cost becomes an asset and what is expense, line by line with the reason, and how it is written off.

Rules of IAS 38 (own software), IAS 16 (bought equipment) and, as an option, HGB section 248(2). A proposal for finance:
each line can be overridden, and nothing here replaces the judgement that IAS 38.57 asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import numpy as np

from costmodel.errors import did_you_mean
from costmodel.estimates.cash_flow import Flow, joined, monthly, table
from costmodel.estimates.phasing import CENT, known, start_month
from costmodel.estimates.result import Estimate
from costmodel.estimates.simulation import Case, accepted_at
from costmodel.files.assumptions import Assumptions
from costmodel.simulation.ledger import CostLine, Group
from costmodel.simulation.schedule import Window
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

CAPITAL, EQUIPMENT, OPERATING = "development", "equipment", "operating"

TOUCHING = 1e-9  # months; dates that are nearer to each other are the same, added up in another order

# First match decides. Patterns of items; a test demands that each meets a line of the shipped model.
BY_ITEM: tuple[tuple[str, str, str], ...] = (
    ("Resale of *", OPERATING, "Proceeds of a disposal, not a cost of acquisition (IAS 16.68)"),
    ("Fitting of *", EQUIPMENT, "Installation of bought equipment (IAS 16.17)"),
    ("User training*", OPERATING, "Training users is never part of the asset (IAS 38.67(c), .69(b))"),
    ("Upskilling*", OPERATING, "Training staff is never part of the asset (IAS 38.67(c), .69(b))"),
    ("AI literacy*", OPERATING, "Training staff is never part of the asset (IAS 38.67(c), .69(b))"),
    ("Onboarding*", OPERATING, "Training staff is never part of the asset (IAS 38.67(c), .69(b))"),
    ("Process change*", OPERATING, "Reorganising the business is expense (IAS 38.69(d))"),
    ("Parallel run*", OPERATING, "Operating loss before the planned performance is reached (IAS 38.67(b))"),
    ("Recruiter*", OPERATING, "General overhead (IAS 38.67(a))"),
    ("Retention pay", OPERATING, "General overhead (IAS 38.67(a))"),
    ("External substitute*", OPERATING, "Inefficiency: the premium pays for an open post (IAS 38.67(b))"),
    ("*, steering", OPERATING, "General overhead: not attributable to the asset without time sheets (IAS 38.67(a))"),
    ("Set-up of quality management", OPERATING, "General overhead: serves the whole organisation (IAS 38.67(a))"),
    ("Risk: *", OPERATING, "Abnormal cost: inefficiency (IAS 38.67(b))"),
    ("Mitigation: *", OPERATING, "General overhead: guards the initiative, is no part of the asset (IAS 38.67(a))"),
    ("Additional: *", OPERATING, "General overhead unless shown to be directly attributable (IAS 38.67(a))"),
)
BOUGHT = "Bought equipment (IAS 16.7, .15)"
RUNNING = "After go-live: running, upkeep and retraining, no new asset (IAS 38.20, .67)"
IDLE = "Waiting and idle time: inefficiency (IAS 38.67(b))"
DEVELOPED = "After the passed gate directly attributable development (IAS 38.57, .66)"
RESEARCHED = "Before the passed gate: expensed, and never reinstated (IAS 38.54, .71)"
STRADDLES = f"{DEVELOPED}; before it expensed, and never reinstated (IAS 38.54, .71)"
NO_OPTION = "The option to capitalise own development is not used (HGB section 248(2))"
HGB = " as the HGB option asks too (section 248(2), 255(2a))"


@dataclass(frozen=True)
class Treatment:
    """How a line is treated, why, and who decided."""

    kind: str
    reason: str
    by: str = "rule"


@dataclass(frozen=True, eq=False)
class Capitalisation:
    """Capital and operating expense of an estimate; capital + operating = total in every sample.

    Attributes:
        lines: a row for each item with money; columns category, phase, payee, capital, operating, reason, by (rule or
            override); means, money.
        periods: a row for each period; columns capital, operating, amortisation, depreciation, charge (operating +
            amortisation + depreciation: what the profit and loss account bears); means, money.
        capital, operating: the whole-life money of each sample, shape (samples,).
        currency: of the money.
    """

    lines: pd.DataFrame
    periods: pd.DataFrame
    capital: Array
    operating: Array
    currency: str = "EUR"

    def __repr__(self) -> str:
        capital, operating = float(np.mean(self.capital)), float(np.mean(self.operating))
        share = capital / (capital + operating) if capital + operating else 0.0
        return (
            f"<Capital {capital:,.0f}, operating {operating:,.0f} {self.currency} in the mean: "
            f"{share:.0%} of the total become an asset>"
        )


def treatment(line: CostLine, develops: bool, how: str = "") -> Treatment:
    """What becomes of a line: development (from the gate on), equipment (at once) or operating (never an asset).

    Args:
        line: the line.
        develops: whether own development is capitalised at all.
        how: what the reason of capitalised development adds (the HGB option).
    """
    for pattern, kind, reason in BY_ITEM:
        if fnmatchcase(line.item, pattern) or fnmatchcase(line.item, f"Repeat of {pattern[0].lower()}{pattern[1:]}"):
            return Treatment(kind, reason)
    if line.payee == "hardware":
        return Treatment(EQUIPMENT, BOUGHT)
    if line.phase == "operate":
        return Treatment(OPERATING, RUNNING)
    if line.category == "waiting":
        return Treatment(OPERATING, IDLE)
    return Treatment(CAPITAL, DEVELOPED + how) if develops else Treatment(OPERATING, NO_OPTION)


def after(window: Window, moment: Array) -> Window:
    """The part of a window after a moment; a point there where it lies before."""
    return Window(np.maximum(window.start, moment), np.maximum(window.end, moment))


def before(window: Window, moment: Array) -> Window:
    """The part of a window before a moment; a point there where it lies after."""
    return Window(np.minimum(window.start, moment), np.minimum(window.end, moment))


def share_after(window: Window, moment: Array) -> Array:
    """The share of a window that lies after a moment; none at all where the window ends with it.

    (`ledger.spent_by` turns a point into a steep slope, which would leave a thousandth of a cent on the wrong side.)
    """
    length = window.end - window.start
    later = window.end - np.maximum(window.start, moment)
    part = np.where(later > TOUCHING, later / np.where(length > 0, length, 1.0), 0.0)
    return np.where(length > TOUCHING, part, np.where(window.start > moment + TOUCHING, 1.0, 0.0))


def split(case: Case, chosen: Mapping[str, Treatment], gate: str) -> Iterator[tuple[CostLine, Array, Array]]:
    """Each line with what of it is capital and what is operating, each of shape (1,) or (samples,).

    Development counts from the finish of the last gate on, repeats included; what a window spends before is expense.
    """
    passed = case.schedule.finish[gate]
    for line in case.ledger.lines:
        kind = chosen[line.item].kind
        always = np.full(1, 1.0 if kind == EQUIPMENT else 0.0)
        share = share_after(line.window, passed) if kind == CAPITAL else always
        capital = line.amount * share
        yield line, capital, line.amount - capital


def capital_and_operating(
    est: Estimate, every: str = "fiscal_year", overrides: Mapping[str, str] | None = None
) -> Capitalisation:
    """Capital and operating expense, line by line with the reason, dated at the passed validation gate.

    Nothing spent before the last gate is passed is capitalised, not even later on (IAS 38.54, .71). After it, directly
    attributable development is (.57, .66), but never idle time, general overhead, training of users or retraining
    (.67, .69). Bought equipment is an asset from the day on which it is bought (IAS 16). Capitalised development is
    written off in equal parts from go-live (.97), equipment in equal parts from the month of its purchase; both
    run to their end, also beyond the horizon; what is capitalised only after go-live (by an override) is written off
    with the rest, from go-live. Without a gate in the plan no development is capitalised before go-live.
    Carried through, undiscounted, in constant prices.

    Args:
        est: the estimate.
        every: "month", "quarter" or "fiscal_year".
        overrides: item -> "capital" or "operating", with which finance decides otherwise. Capital counts from the
            passed gate for development, at once for what is paid for hardware.

    Raises:
        ValueError: an unknown period, an item that there is not, or another word than the two.
    """
    known(every, "category")
    gate = accepted_at(est.assumptions)
    first = next(iter(est.likeliest.cases())).ledger.lines
    chosen = treatments(est.assumptions, first, overrides or {})
    means = {line.item: np.zeros(2) for line in first}
    whole = np.zeros((2, est.samples))
    flows, start = [], 0
    for case in est.cases():
        stop = start + case.inputs.samples
        groups: list[Group] = []
        developed = np.zeros(case.inputs.samples)
        for line, capital, operating in split(case, chosen, gate):
            means[line.item] += [np.mean(capital) * (stop - start), np.mean(operating) * (stop - start)]
            whole[:, start:stop] += np.stack(np.broadcast_arrays(capital, operating, developed)[:2])
            groups += dated(line, chosen[line.item].kind, capital, operating, case.schedule.finish[gate])
            if chosen[line.item].kind == CAPITAL:
                developed += capital
        life = est.assumptions["finance.useful_life.software"].likeliest * months_per_year(est.assumptions)
        in_use = Window(case.schedule.go_live, case.schedule.go_live + life)
        groups.append((in_use, {("amortisation",): developed}))
        flows.append(monthly(groups, case.inputs.samples))
        start = stop
    return Capitalisation(
        lines_table(first, means, chosen, est.samples),
        periods_table(joined(flows), est, every),
        whole[0],
        whole[1],
        est.assumptions.currency,
    )


def months_per_year(assumptions: Assumptions) -> float:
    """Twelve, as the calendar defines it."""
    return assumptions["calendar.months_per_year"].likeliest


def treatments(
    assumptions: Assumptions, lines: tuple[CostLine, ...], overrides: Mapping[str, str]
) -> dict[str, Treatment]:
    """Item -> how it is treated, overrides included."""
    under_ifrs = assumptions["finance.capitalisation.ias_38"].likeliest > 0
    option = assumptions["finance.capitalisation.hgb_option"].likeliest > 0
    chosen = {line.item: treatment(line, under_ifrs or option, "" if under_ifrs else HGB) for line in lines}
    payees = {line.item: line.payee for line in lines}
    for item, word in overrides.items():
        if item not in chosen:
            raise ValueError(f"no line {item!r}{did_you_mean(item, chosen)}")
        if word not in ("capital", "operating"):
            raise ValueError(f"{item}: {word!r} is neither capital nor operating")
        asset = EQUIPMENT if payees[item] == "hardware" else CAPITAL
        kind = OPERATING if word == "operating" else asset
        chosen[item] = Treatment(kind, f"Finance decided: {word}", "override")
    return chosen


def dated(line: CostLine, kind: str, capital: Array, operating: Array, passed: Array) -> Iterator[Group]:
    """A line's money by kind with the window in which it is spent."""
    if kind == CAPITAL:
        yield after(line.window, passed), {("capital",): capital}
        yield before(line.window, passed), {("operating",): operating}
    else:
        yield line.window, {("operating",): operating} if kind == OPERATING else {("equipment",): capital}


def lines_table(
    lines: tuple[CostLine, ...], sums: Mapping[str, Array], chosen: Mapping[str, Treatment], samples: int
) -> pd.DataFrame:
    """The register of lines; a development line says on which side of the gate its money lies."""
    import pandas as pd

    rows = {}
    for line in lines:
        capital, operating = (float(one) / samples for one in sums[line.item])
        how = chosen[line.item]
        if abs(capital) < CENT and abs(operating) < CENT:
            continue
        reason = how.reason
        if how.kind == CAPITAL and how.by == "rule" and abs(operating) >= CENT:
            reason = RESEARCHED if abs(capital) < CENT else STRADDLES
        rows[line.item] = [line.category, line.phase, line.payee, capital, operating, reason, how.by]
    columns = ["category", "phase", "payee", "capital", "operating", "reason", "by"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("item")


def periods_table(flow: Flow, est: Estimate, every: str) -> pd.DataFrame:
    """Capital, operating, amortisation, depreciation and the charge by period."""
    life = max(round(est.assumptions["finance.useful_life.hardware"].likeliest * months_per_year(est.assumptions)), 1)
    months = max(len(spent) for spent in flow.values()) + life

    def carried_on(name: str) -> Array:
        spent = flow.get(name, np.zeros(1))
        return np.pad(spent, (0, months - len(spent)), mode="edge")

    equipment = carried_on("equipment")
    purchases = np.diff(equipment, prepend=0.0)
    depreciated = np.cumsum(np.convolve(purchases, np.full(life, 1.0 / life))[:months])
    cumulative = {
        "capital": carried_on("capital") + equipment,
        "operating": carried_on("operating"),
        "amortisation": carried_on("amortisation"),
        "depreciation": depreciated,
    }
    frame = table(cumulative, est.samples, every, start_month(est.assumptions))
    return frame.assign(charge=frame["operating"] + frame["amortisation"] + frame["depreciation"])
