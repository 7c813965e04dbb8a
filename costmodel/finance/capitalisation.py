"""What of the cost becomes an asset and what is expense, line by line with the reason, and how it is written off.

By the rules of `mapping/treatments.yaml`, in the books of IFRS or of the HGB. A proposal for finance: each line can be
overridden, and nothing here replaces the judgement that IAS 38.57 asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from costmodel.errors import did_you_mean
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.cash_flow import joined, monthly
from costmodel.estimates.phasing import CENT, closed, known
from costmodel.estimates.result import Estimate
from costmodel.files.assumptions import Assumptions
from costmodel.finance.courses import Course, courses, spent_in
from costmodel.finance.cuts import Cut, cut_at
from costmodel.finance.treatment_rules import treatments_of
from costmodel.finance.treatments import Books, Treatment, Treatments
from costmodel.finance.write_offs import LEFT, WRITTEN_OFF, payments, written_off
from costmodel.simulation.ledger import CostLine
from costmodel.simulation.windows import Group, Window, after, before, share_after
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

SPENT = ("capital", "operating")
CHARGES = (*WRITTEN_OFF.values(), LEFT)


@dataclass(frozen=True, eq=False)
class Capitalisation:
    """Capital and operating expense of an estimate; capital + operating = cost in every sample.

    Attributes:
        lines: a row for each item with money; columns category, phase, payee, capital, operating, reason, by (rule or
            override); money in cents, adding up to the periods.
        periods: a row for each period; columns capital, operating, amortisation (of development), depreciation (of
            equipment), written_off (what is left at a stop, the retirement or the end of the planned operation) and
            charge (operating and all three: what the profit and loss account bears); money in cents.
        capital, operating: of each sample, shape (samples,), money.
        currency: of the money.
        view: "carried_through" or "as_it_happens".
        confidence: of the cut that lines and periods show; None for the mean.
        books: "ifrs" or "hgb".
    """

    lines: pd.DataFrame = field(repr=False)
    periods: pd.DataFrame = field(repr=False)
    capital: Array = field(repr=False)
    operating: Array = field(repr=False)
    currency: str = "EUR"
    view: str = "carried_through"
    confidence: float | None = None
    books: str = "ifrs"

    def __repr__(self) -> str:
        capital, operating = float(np.mean(self.capital)), float(np.mean(self.operating))
        share = capital / (capital + operating) if capital + operating else 0.0
        return (
            f"<Capital {capital:,.0f}, operating {operating:,.0f} {self.currency} in the mean: "
            f"{share:.0%} of the total become an asset>"
        )


@dataclass(frozen=True)
class Book:
    """How the books of an estimate treat each line.

    Attributes:
        chosen: item -> its treatment, overrides included.
        rules: of the treatments.
        books: whose reasons are told.
        months: kind of asset -> its useful life in months.
        low_value: what a piece may cost and be expense at once, money.
        said: puts a text of the rules into the language of the assumptions.
    """

    chosen: Mapping[str, Treatment]
    rules: Treatments
    books: Books
    months: Mapping[str, float]
    low_value: float
    said: Callable[[str], str]

    def tells(self, line: CostLine, capital: float, operating: float) -> str:
        """The reason of a line; what of an asset's money is expense has its own."""
        decided = self.chosen[line.item]
        if decided.asset is None or decided.by == "override" or abs(operating) < CENT:
            return decided.reason
        late = decided.asset.capital_from == "accepted"
        why = self.said((self.rules.before if late else self.rules.low_value)[self.books])
        return f"{why[:1].upper()}{why[1:]}" if abs(capital) < CENT else f"{decided.reason}; {why}"


@kinds_told
def capital_and_operating(
    est: Estimate,
    every: str = "fiscal_year",
    overrides: Mapping[str, str] | None = None,
    confidence: float | None = None,
    view: str = "carried_through",
) -> Capitalisation:
    """Capital and operating expense, line by line with the reason, dated at the passed validation gate.

    Nothing spent before the last gate is passed becomes development, not even later on (IAS 38.54, .71). Bought
    equipment is an asset when it is paid, with its installation (IAS 16), unless a piece costs no more than
    `finance.low_value`. What is written off when, says `write_offs`. What becomes development only after go-live (by
    an override) is written off with the rest, from go-live. Without a gate in the plan no development is capitalised
    before go-live. Undiscounted, in constant prices.

    Args:
        est: the estimate.
        every: "month", "quarter" or "fiscal_year".
        overrides: item -> "capital", "operating" or a kind of asset, with which finance decides otherwise.
        confidence: 0.8 for the books of the plan that is kept in 8 of 10 courses; None for the mean.
        view: "carried_through", or "as_it_happens" (stops and early retirement included).

    Raises:
        AssumptionsError: every fault in the rules.
        ValueError: an unknown period or view, an item that there is not, another word, a confidence outside 0..1.
    """
    known(every, "category")
    cut = cut_at(est, confidence, view)
    first = next(courses(est)).ledger.lines
    book = booked_as(est.assumptions, first, overrides or {})
    posted = [post(course, book, view) for course in cut.courses()]
    capital, operating = whole_life(est, book, view) if cut.near is not None else _of_all(posted)
    asset = round(cut.mean(one.capital for one in posted), 2)
    totals = {"capital": asset, "operating": round(cut.wanted, 2) - asset}
    lines = lines_table(first, posted, book, cut, totals)
    periods = periods_table(posted, cut, every, totals)
    return Capitalisation(lines, periods, capital, operating, est.assumptions.currency, view, confidence, book.books)


def booked_as(assumptions: Assumptions, lines: tuple[CostLine, ...], overrides: Mapping[str, str]) -> Book:
    """How each line is treated, overrides included.

    Raises:
        AssumptionsError: every fault in the rules.
        ValueError: an override of a line that there is not, or another word.
    """
    rules = treatments_of(assumptions)
    books: Books = "ifrs" if assumptions["finance.capitalisation.ias_38"].likeliest > 0 else "hgb"
    develops = assumptions["finance.capitalisation.hgb_option"].likeliest > 0
    said = assumptions.structure.wording.in_language
    chosen = {}
    for line in lines:
        found = rules.of(line, books, develops)
        chosen[line.item] = Treatment(found.asset, said(found.reason), found.by)
    payees = {line.item: line.payee for line in lines}
    for item, word in overrides.items():
        if item not in chosen:
            raise ValueError(f"no line {item!r}{did_you_mean(item, chosen)}")
        chosen[item] = rules.decided(item, word, payees[item])
    per_year = assumptions["calendar.months_per_year"].likeliest
    months = {name: assumptions[asset.useful_life].likeliest * per_year for name, asset in rules.assets.items()}
    return Book(chosen, rules, books, months, assumptions["finance.low_value"].likeliest, said)


# -- course by course -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Posted:
    """What the books make of a course.

    Attributes:
        lines: item -> its capital and its expense, summed over the samples, money.
        capital, operating: of each sample, shape (samples,), money.
        spent: capital and operating by the window in which they are paid.
        charged: capital by the window in which it is written off.
        samples: how many there are.
    """

    lines: Mapping[str, tuple[float, float]]
    capital: Array
    operating: Array
    spent: tuple[Group, ...]
    charged: tuple[Group, ...]
    samples: int


def post(course: Course, book: Book, view: str) -> Posted:
    """What the books make of a course in a view."""
    n, lines = course.samples, dict[str, tuple[float, float]]()
    sums, developed = np.zeros((2, n)), {name: np.zeros(n) for name in book.rules.assets}
    spent, charged = list[Group](), list[Group]()
    end = course.planned_end if view == "carried_through" else course.end
    for line, window, amount, capital in split(course, book, view):
        both = np.stack(np.broadcast_arrays(capital, amount - capital, np.zeros(n))[:2])
        sums += both
        before_it = lines.get(line.item, (0.0, 0.0))
        lines[line.item] = (before_it[0] + float(both[0].sum()), before_it[1] + float(both[1].sum()))
        asset = book.chosen[line.item].asset
        if asset is None or not np.any(capital):
            spent.append((window, {("operating",): amount}))
            continue
        if asset.capital_from == "payment":
            spent.append((window, {("capital",): capital, ("operating",): amount - capital}))
        else:
            passed = course.dates["accepted"]
            spent.append((after(window, passed), {("capital",): capital}))
            spent.append((before(window, passed), {("operating",): amount - capital}))
        if asset.written_off_from == "go_live":
            developed[asset.name] += capital
            continue
        for ready, part in payments(window, capital, line.phase == "operate"):
            charged += written_off(asset, part, ready, book.months[asset.name], end)
    for name, capital in developed.items():
        charged += written_off(book.rules.assets[name], capital, course.go_live, book.months[name], end)
    return Posted(lines, sums[0], sums[1], tuple(spent), tuple(charged), n)


def split(course: Course, book: Book, view: str) -> Iterator[tuple[CostLine, Window, Array, Array]]:
    """Each line with the window in which it is spent, its money, and what of that is capital; as often as it is spent.

    Installation goes with what is installed: where all of that is of low value, so is its installation.
    """
    passed, kept, bought = course.dates["accepted"], np.zeros(1), np.zeros(1)
    for line in course.ledger.lines:
        if line.each is not None and line.scope == "to_go_live":
            bought = bought + line.amount
            kept = kept + line.amount * (line.each > book.low_value)
    installed = np.where(bought > 0, kept / np.where(bought > 0, bought, 1.0), 1.0)
    for line in course.ledger.lines:
        share, window = spent_in(view, course, line.window)
        amount, asset = line.amount * share, book.chosen[line.item].asset
        if asset is None:
            yield line, window, amount, 0 * amount
        elif asset.capital_from == "accepted":
            yield line, window, amount, amount * share_after(window, passed)
        elif line.each is not None:
            yield line, window, amount, amount * (line.each > book.low_value)
        else:
            yield line, window, amount, amount * (installed if line.treatment == "installation" else 1.0)
    if view != "carried_through":
        for line, happens, _ in course.ledger.ends_early(course.reached):
            yield line, Window(course.end, course.end), happens, 0 * happens


def whole_life(est: Estimate, book: Book, view: str) -> tuple[Array, Array]:
    """Capital and operating expense of each sample, each of shape (samples,)."""
    both = []
    for course in courses(est):
        sums = np.zeros((2, course.samples))
        for _, _, amount, capital in split(course, book, view):
            sums[0] += capital
            sums[1] += amount - capital
        both.append(sums)
    found = np.concatenate(both, axis=1)
    return found[0], found[1]


def _of_all(posted: list[Posted]) -> tuple[Array, Array]:
    return np.concatenate([one.capital for one in posted]), np.concatenate([one.operating for one in posted])


# -- tables -----------------------------------------------------------------------------------------------------------


def lines_table(
    lines: tuple[CostLine, ...], posted: list[Posted], book: Book, cut: Cut, totals: Mapping[str, float]
) -> pd.DataFrame:
    """The register of lines, adding up to the totals in cents; a line says why only a part of it is an asset."""
    import pandas as pd

    shares = {
        line.item: [sum(one.lines[line.item][place] for one in posted) / cut.samples * cut.factor for place in (0, 1)]
        for line in lines
    }
    used = {item: both for item, both in shares.items() if max(map(abs, both)) >= CENT}
    money = pd.DataFrame.from_dict(used, orient="index", columns=list(SPENT))
    for name in SPENT:
        money[name] = closed(money[[name]], totals[name]).reindex(money.index, fill_value=0.0)[name]
    said = {line.item: line for line in lines}
    frame = pd.DataFrame(
        [[getattr(said[item], name) for name in ("category", "phase", "payee")] for item in used],
        index=money.index,
        columns=["category", "phase", "payee"],
    )
    frame[list(SPENT)] = money
    tell = book.tells
    frame["reason"] = [tell(said[item], *both) for item, both in used.items()]
    frame["by"] = [book.chosen[item].by for item in used]
    return frame.rename_axis("item")


def periods_table(posted: list[Posted], cut: Cut, every: str, totals: Mapping[str, float]) -> pd.DataFrame:
    """Capital, operating, what is written off and the charge by period, in cents."""
    spent = cut.table(joined(monthly(one.spent, one.samples) for one in posted), every)
    off = cut.table(joined(monthly(one.charged, one.samples) for one in posted), every)
    parts = [closed(spent.reindex(columns=[name], fill_value=0.0), totals[name]) for name in SPENT]
    parts.append(closed(off.reindex(columns=list(CHARGES), fill_value=0.0), totals["capital"]))
    periods = range(1, max(len(part) for part in parts) + 1)
    frame = parts[0].reindex(periods, fill_value=0.0)
    for part in parts[1:]:
        frame[list(part.columns)] = part.reindex(periods, fill_value=0.0)
    frame["charge"] = frame[["operating", *CHARGES]].sum(axis=1).round(2)
    return frame.rename_axis(every)
