"""The commands `finance present-value|capital|cash|accounts|benefits`: what finance asks of an estimate, by period."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from costmodel.cli.options import InputError, ask_for_case, asked_assumptions, decimal, finite, lines, simulated
from costmodel.cli.terminal import Table, console, say, table

if TYPE_CHECKING:
    import pandas as pd

    from costmodel import Estimate

PERIODS = ("month", "quarter", "fiscal_year")
VIEWS = ("carried_through", "as_it_happens")
# Command -> the statement, what it says, an example, and the view unless another is asked for.
COMMANDS: Mapping[str, tuple[str, str, str, str]] = {
    "present-value": (
        "present_value",
        "the cost by period in constant prices, in prices of the day, and worth at the start",
        "costmodel finance present-value --scenario visual_inspection --confidence 0.8",
        VIEWS[0],
    ),
    "capital": (
        "capital",
        "what becomes an asset and what is expense, how it is written off, and each line with its reason",
        "costmodel finance capital --set finance.capitalisation.ias_38=0 --set finance.capitalisation.hgb_option=1",
        VIEWS[0],
    ),
    "cash": (
        "cash",
        "the cost by period, and what of it is cash: without colleagues who are paid anyway",
        "costmodel finance cash --every quarter --json",
        VIEWS[0],
    ),
    "accounts": (
        "accounts",
        "the cost by period, account and cost centre",
        "costmodel finance accounts our-company/ --view as_it_happens",
        VIEWS[0],
    ),
    "benefits": (
        "benefits",
        "benefit and cost by period as present values, and whether it pays",
        "costmodel finance benefits --set benefits.monthly_value=40000",
        VIEWS[1],
    ),
}


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The family and its commands."""
    family = commands.add_parser("finance", help="what finance asks: present value, capital, cash, accounts, benefits")
    made = family.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, (statement, told, example, view) in COMMANDS.items():
        one = made.add_parser(
            name,
            help=told,
            description=f"Shows {told}; at the mean and at a confidence.",
            epilog=f"example: {example}",
            allow_abbrev=False,
        )
        ask_for_case(one)
        one.add_argument(
            "--confidence", type=decimal, default=0.8, metavar="SHARE", help="beside the mean; 0.8 unless told"
        )
        one.add_argument("--every", choices=PERIODS, default="fiscal_year", help="fiscal_year unless told")
        one.add_argument("--view", choices=VIEWS, default=view, help=f"{view} unless told")
        one.set_defaults(command=_finance, statement=statement)


def _finance(asked: argparse.Namespace) -> int:
    from costmodel import AssumptionsError
    from costmodel.report.finance_tables import has_benefits

    if asked.samples < 2:
        raise InputError("one sample has no mean and no percentile; ask for at least 2 --samples")
    with finite(asked.samples):
        est = simulated(asked_assumptions(asked), asked.samples, asked.seed)
        if asked.statement == "benefits" and not has_benefits(est):
            raise InputError("no benefit is stated; say what a month is worth: --set benefits.monthly_value=40000")
        if not 0 < asked.confidence < 1:
            raise InputError(f"--confidence lies between 0 and 1, such as 0.8, not {asked.confidence:g}")
        try:
            if asked.json:
                print(json.dumps(_as_dict(asked, est), indent=2, allow_nan=False))  # noqa: T201 - the result
            else:
                _show(est, asked)
        except AssumptionsError as error:
            raise InputError(lines(error.faults)) from None
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
    """The same for programs: rows at the mean and at the confidence, and what it takes to get them again."""
    from costmodel.report.finance_tables import stated

    told: dict[str, Any] = {
        "statement": asked.statement,
        "view": asked.view,
        "confidence": asked.confidence,
        "every": asked.every,
        "currency": est.assumptions.currency,
        "samples": est.samples,
        "seed": est.seed,
        "version": est.version,
        "fingerprint": est.fingerprint,
    }
    for name, level in (("mean", None), ("at_confidence", asked.confidence)):
        found = stated(est, asked.statement, asked.view, level, asked.every)
        told[name] = _rows(found.periods)
        if found.books is not None and level is not None:
            told["lines"] = found.books.lines.reset_index().to_dict("records")
            told["books"] = found.books.books
    return told


def _rows(periods: pd.DataFrame) -> list[dict[str, Any]]:
    """A row for each period; of accounts one for each period, account and cost centre with money."""
    every = str(periods.index.name)
    records: list[dict[Any, Any]] = periods.to_dict("records")
    told = list(zip(periods.index, records, strict=True))
    if periods.columns.nlevels == 1:
        return [{every: period, **row} for period, row in told]
    return [
        {every: period, "account": target[0], "cost_centre": target[1], "amount": float(amount)}
        for period, row in told
        for target, amount in row.items()
        if amount
    ]
