"""Which initiatives a budget carries: the dearest set of values whose sum of costs stays within it often enough."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from costmodel.beliefs.percentiles import quantile
from costmodel.beliefs.sampling import Block, Likeliest
from costmodel.errors import did_you_mean
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

    from costmodel.portfolio.result import PortfolioEstimate

MOST_LOOKED_AT = 20_000  # sets; some twenty candidates need fewer
STEPS = 12  # of the frontier, at most
STEP = 100_000.0  # money between two of them, more where that would be too many


@dataclass(frozen=True, eq=False)
class Choice:
    """The initiatives that are chosen.

    Attributes:
        chosen: their names, in the order in which they bring most value for their cost at the confidence.
        value: of all chosen together.
        cost: of all chosen together at the confidence (of a budget by year: until go-live).
        confidence: share of samples in which the budget is to be kept.
        chance: share of samples in which it is.
        exact: whether no other set can be worth more; where not, none can be worth more than `bound`.
        bound: of the value of any set that keeps the budget.
        frontier: a row for each budget: budget, value, cost, chance, chosen; empty for a budget by year.
    """

    chosen: tuple[str, ...]
    value: float
    cost: float
    confidence: float
    chance: float
    exact: bool
    bound: float
    frontier: pd.DataFrame = field(repr=False)


def choose(
    whole: PortfolioEstimate,
    budget: float | Mapping[int, float],
    confidence: float = 0.8,
    value: Mapping[str, float] | None = None,
    together: Iterable[Iterable[str]] = (),
    apart: Iterable[Iterable[str]] = (),
) -> Choice:
    """The initiatives of most value whose costs together stay within a budget at a confidence.

    The costs are those of the samples, so what moves them together counts; the sum of their own percentiles would ask
    for more than is needed, and the sum of their means for less. Costs are those of the whole portfolio: fewer
    initiatives wait less for each other, and who is left pays more of what they share, so estimate the chosen ones
    again (`Portfolio.only`).

    Args:
        whole: the estimate; an initiative that comes after another is chosen only with it.
        budget: money until go-live, or fiscal year -> money of that year, all of which are to be kept together.
        confidence: share of samples in which it is to be kept.
        value: name -> money; from the portfolio where it is None. The mean of a belief counts.
        together: names of which all are chosen or none.
        apart: names of which at most one is chosen.

    Raises:
        ValueError: nobody says what an initiative is worth, or an unknown name or year.
    """
    worth = value_of(whole) if value is None else dict(value)
    names = list(whole)
    if missing := [name for name in names if name not in worth]:
        raise ValueError(f"nobody says what is worth: {', '.join(missing)}; write value in the portfolio")
    money = {name: whole[name].to_go_live for name in names}
    rules = Rules.of(names, together, apart, {name: whole.portfolio[name].after for name in names})
    if isinstance(budget, Mapping):
        known = whole.fiscal_years
        for year in budget:
            if year not in known:
                raise ValueError(f"no fiscal year {year}; there are {known[0]} to {known[-1]}")
        costs = np.array([[whole.spending(name)[year] for year in budget] for name in names])
        limit = np.array(list(budget.values()))
    else:
        costs, limit = np.array([[money[name]] for name in names]), np.array([float(budget)])
    found = best(costs, [worth[name] for name in names], limit, confidence, rules)
    chosen = sorted((names[one] for one in found.chosen), key=lambda one: -_for_its_cost(one, worth, money, confidence))
    kept = np.all(costs[sorted(found.chosen)].sum(axis=0) <= limit[:, None], axis=0)
    cost = quantile(sum((money[name] for name in chosen), np.zeros(whole.samples)), confidence)
    bought = _frontier(costs, names, worth, confidence, rules, None if isinstance(budget, Mapping) else budget)
    return Choice(tuple(chosen), found.value, cost, confidence, float(np.mean(kept)), found.exact, found.bound, bought)


def _for_its_cost(name: str, worth: Mapping[str, float], money: Mapping[str, Array], confidence: float) -> float:
    """Value for each unit of money at the confidence."""
    return worth[name] / max(quantile(money[name], confidence), 1e-9)


def value_of(whole: PortfolioEstimate) -> dict[str, float]:
    """The mean of what each initiative is worth, for those of which the portfolio says it; it draws what costs draw."""
    found = {}
    for name in whole:
        belief = whole.portfolio[name].value
        if belief is not None:
            source = Likeliest() if whole.samples == 1 else Block(whole.seed, 0)
            found[name] = float(np.mean(source.column(f"value of {name}", belief)))
    return found


@dataclass(frozen=True)
class Rules:
    """What goes only together, as places of the candidates.

    Attributes:
        together: of which all are chosen or none.
        apart: of which at most one is chosen.
        needs: for each, those without which it is not chosen.
    """

    together: tuple[frozenset[int], ...] = ()
    apart: tuple[frozenset[int], ...] = ()
    needs: tuple[frozenset[int], ...] = ()

    @classmethod
    def of(
        cls,
        names: Sequence[str],
        together: Iterable[Iterable[str]],
        apart: Iterable[Iterable[str]],
        after: Mapping[str, Sequence[str]],
    ) -> Rules:
        """From names.

        Raises:
            ValueError: an unknown name.
        """

        def places(group: Iterable[str]) -> frozenset[int]:
            for name in (listed := list(group)):
                if name not in names:
                    raise ValueError(f"no initiative {name!r}{did_you_mean(name, names)}")
            return frozenset(names.index(name) for name in listed)

        return cls(
            tuple(places(group) for group in together),
            tuple(places(group) for group in apart),
            tuple(places(after[name]) for name in names),
        )

    def kept(self, chosen: frozenset[int], refused: frozenset[int]) -> bool:
        """Whether a set that is decided in part may still keep all of them."""
        return (
            not any(group & chosen and group & refused for group in self.together)
            and not any(len(group & chosen) > 1 for group in self.apart)
            and not any(self.needs[one] & refused for one in chosen if self.needs)
        )


@dataclass(frozen=True)
class Found:
    """The best set that was found, its value, whether it is proven the best, and what no set exceeds."""

    chosen: frozenset[int]
    value: float
    exact: bool
    bound: float


def best(
    costs: Array, value: Sequence[float], budget: Array, confidence: float, rules: Rules, most: int = MOST_LOOKED_AT
) -> Found:
    """The set of most value whose costs stay within the budget in a share of the samples: branch and bound.

    A cost more never lets a budget be kept more often, so whatever contains a set that is too dear is too dear. The
    mean of a sum over its lowest samples, the share `confidence` of them, is at least the sum of those means, and at
    most the budget where that is kept: with these means as weights the rest is filled up by value for weight (parts
    allowed), and no set is worth more than that.

    Args:
        costs: not below zero, shape (candidates, limits, samples).
        value: of each candidate.
        budget: shape (limits,).
        confidence: share of samples in which all limits are to be kept.
        rules: what goes only together.
        most: sets that are looked at.
    """
    weights = _lowest_means(np.maximum(costs, 0.0), confidence)
    order = sorted(range(len(value)), key=lambda one: -value[one] / max(float(np.max(weights[one])), 1e-9))
    search = _Search(np.maximum(costs, 0.0), value, budget, confidence, rules, weights, order, most)
    search.go()
    return Found(search.chosen, search.value, search.open == -math.inf, max(search.value, search.open))


def _lowest_means(costs: Array, confidence: float) -> Array:
    """The mean of each cost over the share of samples in which it is lowest, shape (candidates, limits)."""
    lowest = max(math.ceil(confidence * costs.shape[2] - 1e-9), 1)
    return np.asarray(np.sort(costs, axis=2)[:, :, :lowest].mean(axis=2))


class _Search:
    """One candidate after the other is taken or left; what cannot be better than the best so far is not looked at."""

    def __init__(
        self,
        costs: Array,
        value: Sequence[float],
        budget: Array,
        confidence: float,
        rules: Rules,
        weights: Array,
        order: Sequence[int],
        most: int,
    ) -> None:
        self._costs, self._worth, self._budget, self._confidence = costs, value, budget, confidence
        self._rules, self._weights, self._order, self._left = rules, weights, order, most
        self._by_limit = [
            sorted(order, key=lambda one, limit=limit: -value[one] / max(float(weights[one, limit]), 1e-9))  # type: ignore[misc]
            for limit in range(len(budget))
        ]
        self.chosen: frozenset[int] = frozenset()
        self.value = 0.0
        self.open = -math.inf  # the most that a set could be worth which was not looked at

    def go(self) -> None:
        """All sets; those that wait to be looked at are listed, since candidates are more than calls go deep."""
        nothing: frozenset[int] = frozenset()
        waiting = [(0, nothing, nothing, np.zeros(self._costs.shape[1:]))]
        while waiting:
            place, chosen, refused, spent = waiting.pop()
            bound = self._bound(chosen, refused)
            if bound <= self.value + 1e-9 or not self._rules.kept(chosen, refused):
                continue
            if self._left <= 0:
                self.open = max(self.open, bound)
                continue
            if place == len(self._order):
                self.value, self.chosen = sum(self._worth[one] for one in chosen), chosen
                continue
            self._left -= 1
            one = self._order[place]
            more = spent + self._costs[one]
            waiting.append((place + 1, chosen, refused | {one}, spent))
            if np.mean(np.all(more <= self._budget[:, None], axis=0)) >= self._confidence - 1e-12:
                waiting.append((place + 1, chosen | {one}, refused, more))  # the last comes first

    def _bound(self, chosen: frozenset[int], refused: frozenset[int]) -> float:
        """What no set is worth more than that begins so."""
        fixed = sum(self._worth[one] for one in chosen)
        lowest = math.inf
        for limit, order in enumerate(self._by_limit):
            room = float(self._budget[limit]) - sum(float(self._weights[one, limit]) for one in chosen)
            if room < -1e-9:
                return -math.inf
            found = fixed
            for one in order:
                if one in chosen or one in refused or self._worth[one] <= 0:
                    continue
                weight = float(self._weights[one, limit])
                if weight > room:
                    found += self._worth[one] * room / weight
                    break
                room -= weight
                found += self._worth[one]
            lowest = min(lowest, found)
        return lowest


FRONTIER = ["budget", "value", "cost", "chance", "chosen"]


def _frontier(
    costs: Array,
    names: Sequence[str],
    worth: Mapping[str, float],
    confidence: float,
    rules: Rules,
    budget: float | None,
) -> pd.DataFrame:
    """What each further step of the budget buys, from nothing to all; without a row where the budget is by year."""
    import pandas as pd

    rows: list[list[object]] = []
    if budget is not None:
        values = [worth[name] for name in names]
        most = quantile(costs[:, 0].sum(axis=0), confidence)
        step = STEP * max(1, math.ceil(most / STEP / STEPS))
        for limit in sorted({*(step * number for number in range(1, math.ceil(most / step) + 1)), float(budget)}):
            found = best(costs, values, np.array([limit]), confidence, rules)
            together = costs[sorted(found.chosen), 0].sum(axis=0)
            chosen = tuple(names[one] for one in sorted(found.chosen))
            chance = float(np.mean(together <= limit))
            rows.append([limit, found.value, quantile(together, confidence), chance, chosen])
    return pd.DataFrame(rows, columns=FRONTIER)
