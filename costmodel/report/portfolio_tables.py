"""The tables of a portfolio's report: initiatives, plan, years, people, choice, and where the numbers come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from costmodel.language.beliefs import believed, sourced
from costmodel.language.language import Language
from costmodel.language.periods import month_name
from costmodel.language.translations import texts, translated
from costmodel.portfolio.portfolio import LAST, Initiative
from costmodel.report.tables import Cell, Column, Table, finite
from costmodel.simulation.scarce_people import Steps

if TYPE_CHECKING:
    from costmodel.report.portfolio_contents import PortfolioContents


def tables(of: PortfolioContents) -> Iterator[Table]:
    """All tables, each of which may be without rows."""
    yield initiatives(of)
    yield years(of)
    yield people(of)
    yield more(of)
    yield frontier(of)
    yield plan(of)
    yield made_of(of)


def initiatives(of: PortfolioContents) -> Table:
    """A row for each initiative and one for the portfolio: dates, money, its part, and its waits."""
    says, est, level = of.says, of.est, of.level
    shares = dict.fromkeys((0.5, of.confidence))
    names = {share: f"P{says.number(100 * share)}" for share in shares}
    columns = (
        Column(says("column initiative")),
        Column(says("column begins"), "text"),
        *(Column(says("column live", level=names[share]), "text") for share in shares),
        Column(says("column mean"), "money", adds=True),
        *(Column(names[share], "money") for share in shares),
        Column(says("column contribution", level=level), "money", adds=True),
        Column(says("column own_level"), "share"),
        Column(says("column waits"), "number"),
    )
    rows: list[tuple[Cell, ...]] = []
    for number, name in enumerate(est, start=1):
        row = of.each_row[name]
        rows.append(
            (
                f"{number} {of.called(name)}",
                of.short_month(row["begins"]),
                *(of.short_month(of.live(name, share)) for share in shares),
                row["mean"],
                *(est[name].quantile(share, "to_go_live") for share in shares),
                *(finite(row[key]) for key in ("contribution", "own_level", "waits")),
            )
        )
    row = of.each_row["portfolio"]
    whole: tuple[Cell, ...] = (
        says("portfolio whole"),
        of.short_month(row["begins"]),
        *(of.short_month(est.quantile(share, "go_live")) for share in shares),
        row["mean"],
        *(est.quantile(share, "to_go_live") for share in shares),
        *(finite(row[key]) for key in ("contribution", "own_level", "waits")),
    )
    return Table("initiatives", columns, tuple(rows), whole, (says("portfolio note contribution", level=level),))


def plan(of: PortfolioContents) -> Table:
    """Initiatives and fiscal years; adds up to the percentile of the whole lives."""
    says, frame = of.says, of.est.plan(of.confidence).T
    shown = [Column(of.year(int(year)), "money", adds=True) for year in frame.columns]
    total = Column(says("column total"), "money", adds=True, across=tuple(range(1, len(shown) + 1)))
    columns = (Column(says("column initiative")), *shown, total)
    rows = tuple((of.called(str(name)), *map(float, row), None) for name, row in frame.iterrows())
    whole = (says("column total"), *(None for _ in shown), None)
    return Table("plan", columns, rows, whole, (says("portfolio note plan", level=of.level),))


def years(of: PortfolioContents) -> Table:
    """Each fiscal year by itself, with its budget."""
    says = of.says
    shown = {"mean": says("column mean"), "p10": "P10", "p50": "P50", "level": of.level, "p90": "P90"}
    if of.level in ("P10", "P50", "P90"):
        shown.pop("level")
    columns = (
        Column(says("column fiscal_year")),
        *(Column(name, "money") for name in shown.values()),
        Column(says("column budget"), "money"),
        Column(says("column kept"), "share"),
    )
    cells = (*shown, "budget", "chance")
    rows = tuple((of.year(year), *(finite(row[one]) for one in cells)) for year, row in of.each_year.items())
    return Table("years", columns, rows, (), (says("portfolio note years"),))


def people(of: PortfolioContents) -> Table:
    """Who waits for whom, and what it costs."""
    says = of.says
    columns = (
        Column(says("column initiative")),
        Column(says("column waited role")),
        Column(says("column waited months"), "ratio"),
        Column(says("column waited money"), "money"),
        Column(says("column waited chance"), "share"),
    )
    rows: list[tuple[Cell, ...]] = []
    for row in of.waits.reset_index().to_dict("records") if of.est.portfolio.people else ():
        names = (of.called(str(row["initiative"])), says.name(str(row["role"])))
        rows.append((*names, *(float(row[name]) for name in ("months", "money", "chance"))))
    return Table("people", columns, tuple(rows), (), (says("portfolio note people"),))


def more(of: PortfolioContents) -> Table:
    """What one more person of each role that is waited for brings, with its errors."""
    says = of.says
    columns = (
        Column(says("column role")),
        Column(says("column people")),
        Column(says("column waited months"), "ratio"),
        Column(says("column saved"), "money"),
        Column(says("column error"), "money"),
        Column(says("column sooner"), "ratio"),
        Column(says("column error"), "ratio"),
        Column(says("column sooner each"), "ratio"),
        Column(says("column later"), "share"),
    )
    rows: list[tuple[Cell, ...]] = []
    for role, one in of.one_more.items() if of.est.portfolio.people else ():
        found = (one.saving, one.se_saving, one.months, one.se_months, one.months_each, one.later)
        there = there_are(of.est.portfolio.people[role], of)
        rows.append((says.name(role), there, of.waited_for[role], *map(finite, found)))
    return Table("more", columns, tuple(rows), (), (says("portfolio note more"),))


def there_are(steps: Steps, of: PortfolioContents) -> str:
    """How many people there are, and from which month on how many."""
    (_, first), *later = steps
    told = [of.says.number(first)]
    told += [
        of.says("portfolio people from", people=of.says.number(many), month=of.month(when)) for when, many in later
    ]
    return ", ".join(told)


def frontier(of: PortfolioContents) -> Table:
    """What each further step of the budget buys."""
    says = of.says
    columns = (
        Column(says("column budget"), "money"),
        Column(says("column worth"), "money"),
        Column(says("column cost kept", level=of.level), "money"),
        Column(says("column kept"), "share"),
        Column(says("column chosen")),
    )
    numbered = {name: str(number) for number, name in enumerate(of.est, start=1)}
    rows: list[tuple[Cell, ...]] = []
    for row in [] if of.frontier is None else of.frontier.to_dict("records"):
        chosen = ", ".join(numbered[name] for name in row["chosen"])
        rows.append((*(float(row[name]) for name in ("budget", "value", "cost", "chance")), chosen))
    return Table("frontier", columns, tuple(rows), (), (says("portfolio note frontier"),))


def made_of(of: PortfolioContents) -> Table:
    """What each initiative is, after what it begins, who is served first, what it is worth, and who says so."""
    says = of.says
    columns = (
        Column(says("column initiative")),
        Column(says("column scenarios")),
        Column(says("column earliest")),
        Column(says("column after")),
        Column(says("column priority"), "count"),
        Column(says("column worth")),
        Column(says("column value source")),
    )
    rows: list[tuple[Cell, ...]] = []
    for name, one in of.est.portfolio.items():
        after = ", ".join(map(of.called, one.after))
        start, priority = month_name(one.start, says), None if one.priority >= LAST else float(one.priority)
        called = texts(says.code, one.assumptions.folders).scenario_label
        laid = ", ".join(map(called, one.assumptions.scenarios)) or says("no scenario alone")
        rows.append((of.called(name), laid, start, after, priority, *_worth(one, says)))
    return Table("made_of", columns, tuple(rows), (), (says("portfolio note made of"),))


def _worth(one: Initiative, says: Language) -> tuple[str, str]:
    """What an initiative is worth in words, and who says so; empty where nobody does."""
    if one.value is None:
        return "", ""
    called = texts(says.code, one.assumptions.folders)
    wording = translated(one.assumptions, says.code).structure.wording
    told = [sourced(source, says) for source in wording.of_sources(one.value.source)]
    value = one.value.model_copy(update={"unit": one.assumptions.currency})
    return believed(value, called, says), "; ".join(told)
