"""What of the cost becomes an asset and what is expense, line by line with the reason, and how it is written off.

Rules of IAS 38 (own software), IAS 16 (bought equipment) and, as an option, HGB section 248(2). A proposal for finance:
each line can be overridden, and nothing here replaces the judgement that IAS 38.57 asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from costmodel.errors import did_you_mean
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.cash_flow import Flow, joined, monthly, table
from costmodel.estimates.phasing import CENT, known, start_month
from costmodel.estimates.result import Estimate
from costmodel.estimates.simulation import Case, accepted_at
from costmodel.files.assumptions import Assumptions
from costmodel.finance.treatments import (
    CAPITAL,
    EQUIPMENT,
    HGB,
    OPERATING,
    RESEARCHED,
    STRADDLES,
    Treatment,
    treatment,
)
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.windows import Group, Window, after, before, share_after
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd


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


def split(case: Case, chosen: Mapping[str, Treatment], gate: str) -> Iterator[tuple[CostLine, Array, Array]]:
    """Each line with what of it is capital and what is operating, each of shape (1,) or (samples,).

    Development counts from the finish of the last gate on, repeats included; what a window spends before is expense.
    """
    passed = case.schedule.finish[gate]
    for line in case.ledger.lines:
        how = chosen[line.item].how
        always = np.full(1, 1.0 if how == EQUIPMENT else 0.0)
        share = share_after(line.window, passed) if how == CAPITAL else always
        capital = line.amount * share
        yield line, capital, line.amount - capital


@kinds_told
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
            groups += dated(line, chosen[line.item].how, capital, operating, case.schedule.finish[gate])
            if chosen[line.item].how == CAPITAL:
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
        how = OPERATING if word == "operating" else asset
        chosen[item] = Treatment(how, f"Finance decided: {word}", "override")
    return chosen


def dated(line: CostLine, how: str, capital: Array, operating: Array, passed: Array) -> Iterator[Group]:
    """A line's money by treatment with the window in which it is spent."""
    if how == CAPITAL:
        yield after(line.window, passed), {("capital",): capital}
        yield before(line.window, passed), {("operating",): operating}
    else:
        yield line.window, {("operating",): operating} if how == OPERATING else {("equipment",): capital}


def lines_table(
    lines: tuple[CostLine, ...], sums: Mapping[str, Array], chosen: Mapping[str, Treatment], samples: int
) -> pd.DataFrame:
    """The register of lines; a development line says on which side of the gate its money lies."""
    import pandas as pd

    rows = {}
    for line in lines:
        capital, operating = (float(one) / samples for one in sums[line.item])
        decided = chosen[line.item]
        if abs(capital) < CENT and abs(operating) < CENT:
            continue
        reason = decided.reason
        if decided.how == CAPITAL and decided.by == "rule" and abs(operating) >= CENT:
            reason = RESEARCHED if abs(capital) < CENT else STRADDLES
        rows[line.item] = [line.category, line.phase, line.payee, capital, operating, reason, decided.by]
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
