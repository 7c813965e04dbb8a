"""The commands for afterwards: `staffing` says who is needed when, `reforecast` where it will end by now."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from costmodel.cli.actuals import FILES, ask_how_to_book, booked, refuse_absent
from costmodel.cli.commands import Commands, command
from costmodel.cli.machine import run_of, tell
from costmodel.cli.options import ask_for_case, asked_assumptions, decimal, finite, money, pairs, simulated
from costmodel.cli.periods import for_programs, named
from costmodel.cli.refusals import InputError
from costmodel.cli.terminal import console, say, table

if TYPE_CHECKING:
    from costmodel.control.forecast_update import Reforecast
    from costmodel.control.staffing import StaffingPlan
    from costmodel.initiative.calendar import Calendar

PERIODS = ("month", "quarter", "fiscal_year")
READ_STAFFING = (
    "Full-time equivalents, carried through; percentiles of roles or periods do not add up. Over: by how much the "
    "need exceeds people x availability in the same course (P80). Idle days and learning are in the person-days only."
)
READ_FORECAST = (
    "Effective samples: so many equally weighed samples say as much. Carried through: no gate or risk stops the "
    "initiative. se: standard error of the simulation."
)


def add(commands: Commands) -> None:
    """Both commands and their options."""
    one = command(
        commands,
        "staffing",
        "who is needed when, and where more is asked than is there",
        "Says how many people of each role are needed when, and where that is more than are there.",
        ("--every quarter --available data_engineer=1.5",),
        _staffing,
    )
    ask_for_case(one)
    one.add_argument("--every", choices=PERIODS, default="month", help="month unless told")
    one.add_argument(
        "--available",
        action="append",
        default=[],
        metavar="ROLE=PEOPLE",
        help="full-time equivalents that are there; may be repeated; people x availability unless told",
    )
    two = command(
        commands,
        "reforecast",
        "the forecast after what has happened",
        "Says where cost and date will end by now, given what was spent and what is finished.",
        ("--actual export.csv --start 2027-07 --finished data_access=3.5 --running data_preparation",),
        _reforecast,
    )
    ask_for_case(two)
    two.add_argument("--actual", action="append", default=[], metavar="FILE", help=f"{FILES}; may be repeated")
    ask_how_to_book(two)
    two.add_argument(
        "--finished",
        action="append",
        default=[],
        metavar="ACTIVITY=MONTH",
        help="a finished activity, in months from the start; may be repeated",
    )
    two.add_argument(
        "--running", action="append", default=[], metavar="ACTIVITY", help="begun and not finished; may be repeated"
    )
    two.add_argument("--month", type=decimal, metavar="M", help="date of the report; the last known date unless told")
    two.add_argument("--budget", metavar="AMOUNT", help="to go-live; the estimate's P80 unless told")
    two.add_argument("--months", type=decimal, metavar="M", help="to go-live; the estimate's P80 unless told")
    two.add_argument(
        "--cost-error", type=decimal, default=0.1, metavar="SHARE", help="error of the actual cost; 0.1 unless told"
    )
    two.add_argument(
        "--date-error", type=decimal, default=0.5, metavar="MONTHS", help="error of a finish; 0.5 unless told"
    )


def _staffing(asked: argparse.Namespace) -> int:
    from costmodel.control.staffing import staffing_plan

    available = pairs("--available", asked.available, "ROLE=PEOPLE", "data_engineer=1.5")
    with finite(asked.samples):
        est = simulated(asked_assumptions(asked), asked.samples, asked.seed)
        try:
            plan = staffing_plan(est, available, asked.every)
        except ValueError as error:
            raise InputError(str(error)) from None
    if asked.json:
        calendar = est.assumptions.calendar
        dated = {name: for_programs(frame, calendar) for name, frame in (("table", plan.table), ("over", plan.over))}
        tables = dated | {"peaks": plan.peaks, "person_days": plan.person_days}
        return tell(
            "staffing",
            run_of(est),
            tables | {"every": plan.every, "working_days_per_month": plan.working_days_per_month},
        )
    _show_staffing(plan, est.assumptions.calendar)
    return 0


def _show_staffing(plan: StaffingPlan, calendar: Calendar) -> None:
    from costmodel.cli.terminal_tables import frame_table

    screen = console()
    say(
        screen, f"Full-time people by {plan.every.replace('_', ' ')}: enough in 8 of 10 simulated courses (P80)", "bold"
    )
    wide = plan.by_period("p80")
    wide = wide.loc[:, wide.max() >= 0.005]
    table(screen, frame_table(named(wide, calendar)))
    say(screen, f"Each role's busiest {plan.every.replace('_', ' ')}, whenever it comes", "bold")
    table(screen, frame_table(plan.peaks))
    say(screen, "Person-days by role, means", "bold")
    table(screen, frame_table(plan.person_days))
    say(screen, READ_STAFFING, "dim")


def _reforecast(asked: argparse.Namespace) -> int:
    from costmodel import AssumptionsError
    from costmodel.control.forecast_update import reforecast

    finished = pairs("--finished", asked.finished, "ACTIVITY=MONTH", "data_access=3.5")
    refuse_absent(asked.actual)
    if not asked.actual and not finished and not asked.running:
        raise InputError("say what has happened: --actual FILE, --finished ACTIVITY=MONTH, --running ACTIVITY")
    with finite(asked.samples):
        assumptions = asked_assumptions(asked)
        budget = money("--budget", asked.budget, assumptions.currency)
        est = simulated(assumptions, asked.samples, asked.seed)
        try:
            found = reforecast(
                est,
                booked(asked, est, asked.actual) if asked.actual else None,
                month=asked.month,
                finished=finished,
                running=asked.running,
                cost_error=asked.cost_error,
                date_error=asked.date_error,
                budget=budget,
                months=asked.months,
            )
        except AssumptionsError as error:
            raise InputError(*error.faults) from None
        except ValueError as error:
            raise InputError(str(error)) from None
    if asked.json:
        told = {name: getattr(found, name) for name in ("figures", "chances", "observations")}
        known = {"month": found.progress.month, "spent": found.progress.paid, "finished": dict(finished)}
        sums = {"budget": found.budget, "months": found.months, "effective_samples": found.effective}
        return tell("reforecast", run_of(est), told | known | {"running": list(asked.running)} | sums)
    _show_forecast(found, asked.samples)
    return 0


def _show_forecast(found: Reforecast, samples: int) -> None:
    from costmodel.cli.terminal_tables import frame_table

    screen = console()
    say(screen, f"Known after month {found.progress.month:g}, against what was simulated", "bold")
    money = found.observations.index == "spent"
    for rows in (found.observations[money], found.observations[~money]):
        if len(rows):
            table(screen, frame_table(rows))
    columns = ["mean", "p10", "p50", "p80", "p90", "se_mean", "se_p80"]
    for name, title in (("to_go_live", f"Cost to go-live, {found.currency}"), ("go_live", "Months to go-live")):
        say(screen, title, "bold")
        table(screen, frame_table(found.figures.loc[[name], columns].droplevel("figure")))
    say(screen, f"Chance of keeping {found.budget:,.0f} {found.currency} and {found.months:.1f} months", "bold")
    table(screen, frame_table(found.chances))
    say(screen, f"{samples:,} samples weigh as {found.effective:,.0f}. {READ_FORECAST}", "dim")
