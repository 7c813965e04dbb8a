"""The command `actuals`: what of an accounting system's export or a cloud bill is booked, and how it meets the plan."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from costmodel.cli.commands import Commands, command
from costmodel.cli.machine import run_of, tell
from costmodel.cli.options import ask_for_case, ask_for_language, asked_assumptions, finite, simulated
from costmodel.cli.periods import for_programs
from costmodel.cli.refusals import InputError, refuse, write_so
from costmodel.cli.terminal import Table, console, printable, say, table
from costmodel.errors import Sentence
from costmodel.files.opening import is_there

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from costmodel import Booking, Estimate
    from costmodel.initiative.calendar import Calendar
    from costmodel.language.language import Language

FILES = "actual spending: an export (CSV, Excel) or a cloud bill after FOCUS"
BY = ("total", "category", "account")
COSTS = {"billed": "BilledCost", "effective": "EffectiveCost"}


def add(commands: Commands) -> None:
    """The command and its options."""
    one = command(
        commands,
        "actuals",
        "actual spending from files, against the plan",
        "Books actual spending from an accounting system's export or a cloud bill, and sets it against the plan.",
        ("export.csv --start 2027-07 --decimal , --dry-run", "export.xlsx bill.csv --start 2027-07 --by category"),
        _actuals,
    )
    one.add_argument("files", nargs="+", metavar="FILE", help=FILES)
    ask_for_case(one, by_option=True)
    ask_how_to_book(one)
    one.add_argument(
        "--by", choices=BY, default="total", help="compare it in total (unless told), by category, account"
    )
    one.add_argument("--dry-run", action="store_true", help="only say what is booked, what is not, and why")
    ask_for_language(one, "the tables")


def ask_how_to_book(command: argparse.ArgumentParser) -> None:
    """The options that say how files of actual spending are read and booked."""
    command.add_argument("--start", metavar="MONTH", help="month in which the initiative starts, such as 2027-07")
    command.add_argument("--decimal", choices=(".", ","), help="mark before a fraction, where a file leaves it open")
    command.add_argument("--order", choices=("day", "month"), help="what stands first in 01/02/2027")
    command.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="PART=HEADING",
        help="where an export has its date, month, amount, account ...; may be repeated",
    )
    command.add_argument("--sheet", metavar="NAME", help="of a workbook with several")
    command.add_argument(
        "--split", action="store_true", help="accounts of several categories are split by the plan's shares"
    )
    command.add_argument(
        "--service",
        action="append",
        default=[],
        metavar="SERVICE=CATEGORY",
        help="category of a cloud bill's ServiceCategory; may be repeated",
    )
    command.add_argument("--account", metavar="ACCOUNT", help="of cloud bills, where the plan has several")
    command.add_argument("--tag", metavar="KEY=VALUE", help="only what of cloud bills carries this tag")
    command.add_argument("--cost", choices=tuple(COSTS), default="billed", help="of cloud bills; billed unless told")


def refuse_absent(files: Sequence[str]) -> None:
    """What is named and is no file.

    Raises:
        InputError: all of them, a line each.
    """
    refuse([Sentence("{name} is no file", name=name) for name in files if not is_there(name)])


def booked(asked: argparse.Namespace, est: Estimate, files: Sequence[str]) -> Booking:
    """The files as they are booked on the estimate.

    Raises:
        InputError: all that is wrong in them, or with what was asked.
    """
    from costmodel import AssumptionsError, book, read_files

    columns = _texts("--column", asked.column, "PART=HEADING", "amount=Betrag")
    services = _texts("--service", asked.service, "SERVICE=CATEGORY", "Compute=training_compute")
    try:
        read = read_files(files, est, decimal=asked.decimal, order=asked.order, columns=columns, sheet=asked.sheet)
        return book(
            read,
            est,
            start=asked.start,
            split=asked.split,
            services=services,
            account=asked.account,
            tag=asked.tag,
            cost=COSTS[asked.cost],
            language=getattr(asked, "lang", "en"),
        )
    except AssumptionsError as error:
        raise InputError(*error.faults) from None
    except ValueError as error:
        raise InputError(str(error)) from None


def _texts(option: str, texts: Sequence[str], form: str, example: str) -> dict[str, str]:
    found = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals and value):
            raise InputError(write_so(option, text, form, example))
        found[name] = value
    return found


def _actuals(asked: argparse.Namespace) -> int:
    from costmodel import AssumptionsError, plan_against_actual

    refuse_absent(asked.files)
    with finite(asked.samples):
        est = simulated(asked_assumptions(asked), asked.samples, asked.seed)
        booking = booked(asked, est, asked.files)
        try:
            against = None if asked.dry_run else plan_against_actual(est, booking, by=asked.by)
        except AssumptionsError as error:
            raise InputError(*error.faults) from None
        except ValueError as error:
            raise InputError(str(error)) from None
    if asked.json:
        return tell("actuals", run_of(est), _told(booking, against))
    _show(booking, against, asked)
    return 0


def _told(booking: Booking, against: pd.DataFrame | None) -> dict[str, Any]:
    """The booking for a program; plan against actual where it was compared."""
    told = {
        "start": booking.start or None,
        "sums": dict(booking.sums),
        "booking": booking.table(),
        "reasons": booking.reasons(),
        "lines": booking.lines,
    }
    if against is None:
        return told
    return told | {"plan_against_actual": for_programs(against, _calendar(booking))}


def _calendar(booking: Booking) -> Calendar:
    """The months of what was booked; without a start where the files count months themselves."""
    from costmodel.control.export_dates import read_month
    from costmodel.initiative.calendar import Calendar

    return Calendar(read_month(booking.start) if booking.start else None)


def _show(booking: Booking, against: pd.DataFrame | None, asked: argparse.Namespace) -> None:
    from costmodel.language.language import language_of

    screen, says = console(), language_of(asked.lang)
    say(screen, says("booking title"), "bold")
    heads = (says("booking status"), says("booking lines"), says("booking amount", currency=booking.currency))
    rows = [
        (says(f"booking {status}"), says.number(row["lines"]), says.number(row["amount"], 2))
        for status, row in booking.table().iterrows()
    ]
    table(screen, Table(heads, tuple(rows)))
    _show_reasons(screen, booking, says)
    if booking.start:
        say(screen, says("booking start", month=booking.start), "dim")
    say(screen, says("booking category"), "dim")
    if against is not None:
        screen.print()
        _show_against(screen, booking, against, says, asked.by)


def _show_reasons(screen: Console, booking: Booking, says: Language) -> None:
    reasons = booking.reasons()
    if reasons.empty:
        return
    say(screen, says("booking reasons"), "bold")
    for _, row in reasons.iterrows():
        told = says(
            "booking reason",
            amount=f"{says.number(row['amount'], 2)} {booking.currency}",
            why=row["why"],
            status=says(f"booking {row['status']}"),
            lines=says.number(row["lines"]),
            place=f"{row['file']}:{row['first']}",
        )
        say(screen, printable(told), indent="  ")
    screen.print()


def _show_against(screen: Console, booking: Booking, against: pd.DataFrame, says: Language, by: str) -> None:
    """By month where it is the total; of parts only what they are by the last month."""
    from costmodel.language.periods import period

    say(screen, says("against title", currency=booking.currency), "bold")
    shown = against if by == "total" else against.loc[against.index.get_level_values("month").max()]
    named = {"total": "against month", "category": "column category", "account": "against account"}[by]
    heads = (
        says(named),
        says("against plan"),
        says("against actual"),
        "P10",
        "P50",
        "P80",
        "P90",
        says("against place"),
    )
    rows = [
        (
            _part(name, by, says) if by != "total" else period(_calendar(booking), "month", int(str(name)), says),
            *(says.number(row[column]) for column in ("plan_so_far", "actual_so_far", "p10", "p50", "p80", "p90")),
            _place(float(row["place"]), says),
        )
        for name, row in shown.iterrows()
    ]
    table(screen, Table(heads, tuple(rows)))
    say(screen, says("against read"), "dim")


def _part(name: object, by: str, says: Language) -> str:
    from costmodel.files.categories import cost_categories

    if name == "":
        return says("against no category")
    known = cost_categories() if by == "category" else {}
    return known[str(name)].called(says.code) if str(name) in known else printable(str(name))


def _place(place: float, says: Language) -> str:
    if math.isnan(place):
        return says("against same")
    outside = {0.0: "against below", 1.0: "against above"}.get(place)
    return says(outside) if outside else says("against within", share=says.percent(place))
