"""Worked examples of ranges: what three numbers can mean, opinions and their pool, sums, precision, other projects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.sampling import draw
from costmodel.beliefs.source import Strict
from costmodel.elicitation.pooling import Pooled, average_quantiles, pool
from costmodel.estimates.result import Estimate, estimate
from costmodel.files.assumptions import Assumptions
from costmodel.files.loading import load
from costmodel.language.grammar import three_digits
from costmodel.language.language import Language
from costmodel.language.translations import translated
from costmodel.review.reference_forecast import outside_view
from costmodel.typing import Array
from costmodel.workshop.runs import AT_REST, SEED
from costmodel.workshop.shipped_files import whole

if TYPE_CHECKING:
    import pandas as pd

FILE = "ranges.yaml"
SHARES = (0.1, 0.5, 0.8, 0.9)
ENOUGH = 0.8
When = Literal["before", "after"]
Ends = tuple[float, float]
Three = tuple[float, float, float]


class Packages(Strict):
    """Packages of work that are alike.

    Attributes:
        count: how many.
        low, high: days, P10 and P90 of each.
        together: the rank correlation of any two of them.
    """

    count: int
    low: float
    high: float
    together: float


class Examples(Strict):
    """What the examples are about.

    Attributes:
        answers: somebody's ranges in the quiz, by the key of the question.
        reading: three numbers in days that can be read in two ways.
        cards: when -> person -> P10 and P90 in working days.
        case: the scenario.
        asked: the assumption that the cards are about.
        packages: packages of work.
        parts: least, likeliest and most of each part of a published estimate, thousand dollars.
        seeds: of several runs.
        sizes: samples of several runs.
    """

    answers: dict[str, Ends]
    reading: Three
    cards: dict[When, dict[str, Ends]]
    case: str
    asked: str
    packages: Packages
    parts: dict[str, Three]
    seeds: tuple[int, ...]
    sizes: tuple[int, ...]

    def start(self, says: Language) -> Assumptions:
        """The assumptions of the case."""
        return translated(load(scenarios=[self.case]), says.code)

    def pooled(self, when: When, says: Language) -> Pooled:
        """All cards together."""
        beliefs = [Belief(p10=low, p90=high, unit="working_day") for low, high in self.cards[when].values()]
        return pool(beliefs, names=[says(f"ranges: {who}") for who in self.cards[when]])


def examples() -> Examples:
    """All of them.

    Raises:
        AssumptionsError: every fault in the file.
    """
    return whole(FILE, Examples)


def _by_share(rows: Mapping[str, Sequence[float]], called: str = "") -> pd.DataFrame:
    """Percentiles, a row for each thing."""
    import pandas as pd

    heads = [f"P{100 * share:.0f}" for share in SHARES]
    index = pd.Index(list(rows), name=called or None)
    return pd.DataFrame([list(values) for values in rows.values()], index=index, columns=heads)


def readings_table(of: Examples, says: Language) -> pd.DataFrame:
    """Three numbers read as bounds and as chances: days at each percentile."""
    low, middle, high = of.reading
    rows = {
        says("ranges: as bounds"): Belief(min=low, mode=middle, max=high),
        says("ranges: as chances"): Belief(p10=low, p50=middle, p90=high),
    }
    return _by_share({name: list(one.quantile(SHARES)) for name, one in rows.items()})


def averaged_table(of: Examples, says: Language) -> pd.DataFrame:
    """The cards of before as a mixture and as the average of the ranges: working days at each percentile."""
    mixed = of.pooled("before", says)
    rows = {"ranges: mixture": mixed, "ranges: average": average_quantiles(mixed.beliefs, names=mixed.names)}
    return _by_share({says(key): list(one.quantile(SHARES)) for key, one in rows.items()})


def date_table(of: Examples, says: Language) -> pd.DataFrame:
    """The months to go-live with the shipped range and with that of the cards, at each percentile."""
    case = of.start(says)
    ours = case.with_changes({of.asked: of.pooled("after", says).belief}, why=says("ranges: why"))
    rows = {"ranges: as shipped": case, "ranges: with ours": ours}
    months = {
        says(key): [est.quantile(share, of="go_live") for share in SHARES]
        for key, est in ((key, estimate(one, AT_REST, SEED)) for key, one in rows.items())
    }
    return _by_share(months, says("ranges: months"))


def packages_table(of: Examples, says: Language) -> pd.DataFrame:
    """The days of all packages, each with its own luck and with one cause for all: mean and percentiles."""
    import pandas as pd

    of_each, names = of.packages, [str(number) for number in range(of.packages.count)]
    beliefs = {name: Belief(p10=of_each.low, p90=of_each.high) for name in names}
    same = np.full((len(names), len(names)), of_each.together)
    np.fill_diagonal(same, 1.0)
    cause = pd.DataFrame(same, index=names, columns=names)
    sums = {
        "ranges: own luck": _sum(draw(beliefs, AT_REST, SEED)),
        "ranges: one cause": _sum(draw(beliefs, AT_REST, SEED, correlation=cause)),
    }
    rows = {says(key): list(np.quantile(days, SHARES)) for key, days in sums.items()}
    table = _by_share(rows, says("ranges: days"))
    table.insert(0, says("ranges: mean"), [float(np.mean(days)) for days in sums.values()])
    return table


def _sum(drawn: Mapping[str, Array]) -> Array:
    return np.asarray(np.sum(list(drawn.values()), axis=0), dtype=np.float64)


class Sum:
    """The parts of a published estimate and their sum.

    Attributes:
        likeliest: the sum of the likeliest values.
        total: samples of the sum, shape (samples,).
        each: the sum of what each part alone is enough with in eight of ten cases.
    """

    def __init__(self, of: Examples) -> None:
        beliefs = {
            name: Belief(min=low, mode=mode, max=high, shape="triangular")
            for name, (low, mode, high) in of.parts.items()
        }
        self.likeliest = sum(mode for _, mode, _ in of.parts.values())
        self.total = _sum(draw(beliefs, AT_REST, SEED))
        self.each = sum(float(one.quantile(ENOUGH)) for one in beliefs.values())


def reserve_table(of: Examples, says: Language) -> pd.DataFrame:
    """Three amounts for the whole, thousand dollars to three digits, and in how many of 100 cases each is enough."""
    import pandas as pd

    parts = Sum(of)
    enough = float(np.quantile(parts.total, ENOUGH))
    amounts = {"ranges: sum": parts.likeliest, "ranges: of the sum": enough, "ranges: of each": parts.each}
    columns = {
        says("ranges: dollars"): [three_digits(amount) for amount in amounts.values()],
        says("ranges: of 100"): [round(100 * float(np.mean(parts.total <= amount))) for amount in amounts.values()],
    }
    return pd.DataFrame(columns, index=[says(key) for key in amounts])


def _error(est: Estimate) -> float:
    return float(est.summary()["se_p80"].to_dict()["to_go_live"])


def seeds_table(of: Examples, says: Language) -> pd.DataFrame:
    """The same case with other luck: what is enough in eight of ten courses and its standard error, to the last euro.

    Digits that nobody can defend are what this table is about.
    """
    import pandas as pd

    case = of.start(says)
    runs = [estimate(case, of.sizes[0], seed) for seed in of.seeds]
    columns = {
        says("ranges: enough", currency=case.currency): [one.quantile(ENOUGH, of="to_go_live") for one in runs],
        says("ranges: error", currency=case.currency): [_error(one) for one in runs],
    }
    return pd.DataFrame(columns, index=pd.Index(of.seeds, name=says("ranges: seed")))


def errors(of: Examples, says: Language) -> dict[int, float]:
    """Samples -> the standard error of what is enough in eight of ten courses, in money."""
    case = of.start(says)
    return {size: _error(estimate(case, size, SEED)) for size in of.sizes}


def outside_table(of: Examples, est: Callable[[Assumptions], Estimate], says: Language) -> pd.DataFrame:
    """Our plan beside finished projects: amounts to three digits.

    Args:
        of: the examples.
        est: the estimate of a case.
        says: the language.
    """
    ours = est(of.start(says))
    found = outside_view(ours, approved=ours.quantile(0.5, of="to_go_live")).table
    costs = found[found["of"] == "cost"]
    amounts = {name: costs[name].map(three_digits) for name in ("approved", "ours", "asks_for")}
    keys = ("meaning", "projects", *amounts)
    shown: pd.DataFrame = costs.assign(**amounts)[list(keys)]
    return shown.rename(columns={key: says(f"ranges: view {key}") for key in keys})
