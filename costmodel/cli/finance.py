"""The commands `finance present-value|capital|cash|accounts|benefits`: what finance asks of an estimate, by period."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from costmodel.cli.commands import Commands, command, family
from costmodel.cli.machine import run_of, tell
from costmodel.cli.options import ask_for_case, asked_assumptions, decimal, finite, simulated
from costmodel.cli.periods import for_programs
from costmodel.cli.refusals import InputError
from costmodel.cli.terminal import Table, console, say, table

if TYPE_CHECKING:
    import pandas as pd

    from costmodel import Estimate
    from costmodel.initiative.calendar import Calendar

PERIODS = ("month", "quarter", "fiscal_year")
VIEWS = ("carried_through", "as_it_happens")
# Command -> the statement, what the list of commands says of it, its sentence, an example, its view unless told.
COMMANDS: Mapping[str, tuple[str, str, str, str, str]] = {
    "present-value": (
        "present_value",
        "the cost by period in constant prices, in prices of the day, and as present value",
        "Says what each period costs in constant prices and in prices of the day, and what that is worth today.",
        "--scenario visual_inspection --confidence 0.8",
        VIEWS[0],
    ),
    "capital": (
        "capital",
        "what becomes an asset and what is expense, and why",
        "Says what becomes an asset and what is expense, line by line with the reason, and how it is written off.",
        "--set finance.capitalisation.ias_38=0 --set finance.capitalisation.hgb_option=1",
        VIEWS[0],
    ),
    "cash": (
        "cash",
        "the cost by period, and what of it is cash",
        "Says what each period costs, and what of it is cash: without colleagues who are paid anyway.",
        "--every quarter --json",
        VIEWS[0],
    ),
    "accounts": (
        "accounts",
        "the cost by period, account and cost centre",
        "Books the cost of each period on accounts and cost centres, by the rules of mapping/accounts.yaml.",
        "our-company/ --view as_it_happens",
        VIEWS[0],
    ),
    "benefits": (
        "benefits",
        "benefit and cost by period as present values",
        "Sets benefit against cost, period by period as present values, and says whether it pays.",
        "--set benefits.monthly_value=40000",
        VIEWS[1],
    ),
}


def add(commands: Commands) -> None:
    """The family and its commands."""
    made = family(
        commands,
        "finance",
        "what finance asks: present value, capital, cash, accounts, benefits",
        "Says what finance asks of an estimate, by period, at the mean and at a confidence.",
        ("capital --confidence 0.8", "cash --every quarter --json"),
    )
    for name, (statement, short, sentence, example, view) in COMMANDS.items():
        one = command(made, name, short, sentence, (example,), _finance, "finance")
        ask_for_case(one)
        one.add_argument(
            "--confidence", type=decimal, default=0.8, metavar="SHARE", help="beside the mean; 0.8 unless told"
        )
        one.add_argument("--every", choices=PERIODS, default="fiscal_year", help="fiscal_year unless told")
        one.add_argument("--view", choices=VIEWS, default=view, help=f"{view} unless told")
        one.set_defaults(statement=statement)


def _finance(asked: argparse.Namespace) -> int:
    from costmodel import AssumptionsError
    from costmodel.estimates.asked import several, within
    from costmodel.report.finance_tables import has_benefits

    with finite(asked.samples):
        est = simulated(asked_assumptions(asked), asked.samples, asked.seed)
        if asked.statement == "benefits" and not has_benefits(est):
            raise InputError("no benefit is stated; say what a month is worth: --set benefits.monthly_value=40000")
        try:
            within("confidence", asked.confidence)
            several(est)
            if asked.json:
                return tell("finance", run_of(est), _as_dict(asked, est))
            _show(est, asked)
        except AssumptionsError as error:
            raise InputError(*error.faults) from None
        except ValueError as error:
            raise InputError(str(error)) from None
    return 0


def _show(est: Estimate, asked: argparse.Namespace) -> None:
    from costmodel.language.language import language_of
    from costmodel.report.cells import written
    from costmodel.report.finance_tables import statement

    screen, says = console(), language_of("en")
    notes: dict[str, None] = {}
    for one in statement(est, asked.statement, asked.view, says, asked.confidence, asked.every):
        say(screen, f"{one.title}, {est.assumptions.currency}", "bold")
        table(
            screen,
            Table(tuple(column.name for column in one.columns), tuple(tuple(row) for row in written(one, says))),
        )
        notes |= dict.fromkeys(
            (*(["--json has the register line by line."] if one.key == "register" else []), *one.notes)
        )
    for text in (*notes, *_whether(est, asked)):
        say(screen, text, "dim")


def _whether(est: Estimate, asked: argparse.Namespace) -> list[str]:
    """What beside the tables is known of the whole distribution."""
    from costmodel import benefits, present_value

    if asked.statement == "benefits":
        return [repr(benefits(est, view=asked.view)).strip("<>") + "."]
    if asked.statement == "present_value":
        return [repr(present_value(est, view=asked.view)).strip("<>") + "."]
    return []


def _as_dict(asked: argparse.Namespace, est: Estimate) -> dict[str, Any]:
    """The same for programs: rows at the mean and at the confidence; of the capital each line with its reason."""
    from costmodel.report.finance_tables import stated

    told: dict[str, Any] = {key: getattr(asked, key) for key in ("statement", "view", "confidence", "every")}
    for name, level in (("mean", None), ("at_confidence", asked.confidence)):
        found = stated(est, asked.statement, asked.view, level, asked.every)
        told[name] = _rows(found.periods, est.assumptions.calendar)
        if found.books is not None and level is not None:
            told |= {"lines": found.books.lines, "books": found.books.books}
    return told


def _rows(periods: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """A row for each period; of accounts one for each period, account and cost centre with money."""
    import pandas as pd

    if periods.columns.nlevels == 1:
        return for_programs(periods, calendar)
    records: list[dict[Any, Any]] = periods.to_dict("records")
    booked = [
        (period, *target, float(amount))
        for period, row in zip(periods.index, records, strict=True)
        for target, amount in row.items()
        if amount
    ]
    names = [str(periods.index.name), *map(str, periods.columns.names), "amount"]
    return for_programs(pd.DataFrame(booked, columns=names), calendar)
