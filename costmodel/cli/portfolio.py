"""The command `portfolio`: several initiatives with the same people and one budget, as tables, JSON or papers."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from costmodel.cli.commands import Commands, command
from costmodel.cli.days import ask_for_day, made_on
from costmodel.cli.machine import tell
from costmodel.cli.options import (
    ask_for_language,
    ask_for_samples,
    ask_to_replace,
    decimal,
    finite,
    money,
    progress,
    target,
    told_if_not_written,
    whole,
)
from costmodel.cli.refusals import InputError, noted, refuse
from costmodel.cli.terminal import Table, console, printable, say, table, told_written
from costmodel.errors import Fault, Sentence
from costmodel.files.opening import told
from costmodel.files.writing import PAGE, PAPER, WORKBOOK

if TYPE_CHECKING:
    import pandas as pd

    from costmodel import PortfolioEstimate
    from costmodel.portfolio.portfolio import Portfolio
    from costmodel.report.portfolio_contents import PortfolioContents

MOST_WORKERS = 256
LOCAL = "local"


def add(commands: Commands) -> None:
    """The command and its options."""
    one = command(
        commands,
        "portfolio",
        "several initiatives, the same people, one budget",
        "Estimates several initiatives together: who waits for whom, the money of each year, what a budget carries.",
        ("insurer --budget 3m", "our-company/portfolio.yaml --workers 2 --xlsx portfolio.xlsx"),
        _portfolio,
    )
    one.add_argument("file", metavar="FILE", help="the portfolio, such as portfolio.yaml; or a worked example: insurer")
    ask_for_samples(one, 10_000)
    shared = one.add_mutually_exclusive_group()
    shared.add_argument(
        "--workers", type=whole("workers", 1, MOST_WORKERS), default=1, metavar="N", help="processes; 1 unless told"
    )
    shared.add_argument(
        "--cluster", metavar="ADDRESS", help=f"scheduler of a Dask cluster; {LOCAL} starts one on this machine"
    )
    one.add_argument(
        "--resume", metavar="FOLDER", help="keep what is finished there; a run that was broken off goes on from it"
    )
    one.add_argument("--budget", metavar="X", help="money until go-live from which the initiatives are chosen")
    one.add_argument(
        "--confidence", type=decimal, default=0.8, metavar="SHARE", help="of plan and choice; 0.8 if not told"
    )
    one.add_argument("--xlsx", metavar="FILE", help="the tables as a workbook with live sums")
    one.add_argument("--html", metavar="FILE", help="one page with everything in it")
    one.add_argument("--pdf", metavar="FILE", help="the report as a PDF")
    ask_for_language(one, "tables and papers")
    ask_for_day(one)
    ask_to_replace(one)


def _portfolio(asked: argparse.Namespace) -> int:
    from costmodel import load_portfolio
    from costmodel.report.portfolio_contents import Asked
    from costmodel.report.portfolio_papers import contents_of

    faults: list[Fault | str] = []
    writers = _writers(asked, faults)
    if asked.samples < 2:
        faults.append(Sentence("a portfolio needs a simulation: --samples 10000"))
    if not 0 < asked.confidence < 1:
        faults.append(Sentence("--confidence {share:g}: a share between 0 and 1, such as 0.8", share=asked.confidence))
    budget = None
    with noted(faults):
        portfolio = load_portfolio(asked.file)
        budget = money("--budget", asked.budget, portfolio.currency)
        if budget is not None and (missing := [name for name, one in portfolio.items() if one.value is None]):
            names = ", ".join(missing)
            raise InputError(Sentence("--budget: nobody says what is worth: {names} (write value)", names=names))
    refuse(faults)
    with _cluster(asked.cluster) as client, finite(asked.samples):
        est = _estimated(asked, portfolio, client)
        contents = contents_of(est, asked.lang, Asked(asked.confidence, budget), made_on(asked))
        for write, path in writers:
            with told_if_not_written(path):
                write(contents, path)
        written = [str(path) for _, path in writers]
        if asked.json:
            return tell("portfolio", _run(est), _result(contents), {"written": written})
        _show(contents)
        told_written(written, asked.lang)
    return 0


@contextmanager
def _cluster(address: str | None) -> Iterator[Any]:
    """The cluster that was asked for, for as long as anything is computed: papers simulate what one more person brings.

    Raises:
        InputError: it cannot be reached, or was lost.
    """
    if address is None:
        yield None
        return
    try:
        if address == LOCAL:
            from distributed import Client

            with Client(processes=True, dashboard_address=None) as own:
                yield own
        else:
            yield address
    except OSError as error:
        raise InputError(f"--cluster {address}: {error}") from None


def _estimated(asked: argparse.Namespace, portfolio: Portfolio, client: Any) -> PortfolioEstimate:
    from costmodel import estimate_portfolio

    try:
        with progress(asked.samples) as advance:
            return estimate_portfolio(
                portfolio, asked.samples, asked.seed, asked.workers, client, advance, asked.resume
            )
    except OSError as error:
        if asked.resume is None or error.filename is None:
            raise
        raise InputError(Sentence.joined(": ", [f"--resume {asked.resume}", told(error)])) from None


def _writers(asked: argparse.Namespace, faults: list[Fault | str]) -> list[tuple[Callable[..., Any], Path]]:
    from costmodel.report import portfolio_papers as papers

    found: list[tuple[Callable[..., Any], Path]] = []
    for option, given, endings, write in (
        ("--xlsx", asked.xlsx, WORKBOOK, papers.write_portfolio_workbook),
        ("--html", asked.html, PAGE, papers.write_portfolio_html),
        ("--pdf", asked.pdf, PAPER, papers.write_portfolio_pdf),
    ):
        if given:
            with noted(faults):
                found.append((write, target(option, given, endings, asked.force)))
    return found


def _show(contents: PortfolioContents) -> None:
    from costmodel.report.cells import written

    screen = console()
    say(screen, printable(f"{contents.title}. {contents.under}"), "dim")
    say(screen, contents.headline, "bold")
    for sentence in contents.argument:
        say(screen, printable(sentence))
    for one in contents.tables():
        screen.print()
        say(screen, one.title, "bold")
        rows = tuple(tuple(map(printable, row)) for row in written(one, contents.says))
        table(screen, Table(tuple(column.name for column in one.columns), rows))
        for note in one.notes:
            say(screen, note, "dim")
    screen.print()
    say(screen, contents.provenance, "dim")


def _run(est: PortfolioEstimate) -> dict[str, Any]:
    """What it takes to get the same figures again."""
    from costmodel.initiative.calendar import written_month

    return {
        "portfolio": est.portfolio.name,
        "begins": written_month(est.portfolio.first),
        "currency": est.portfolio.currency,
        "samples": est.samples,
        "seed": est.seed,
        "version": est.version,
        "fingerprint": est.fingerprint,
    }


def _result(contents: PortfolioContents) -> dict[str, Any]:
    """Plain numbers for programs."""
    est, confidence, found = contents.est, contents.asked.confidence, contents.choice
    of = ("to_go_live", "total", "go_live")
    return {
        "confidence": confidence,
        "figures": {name: {f"p{round(100 * q)}": est.quantile(q, name) for q in (0.1, 0.5, 0.8, 0.9)} for name in of},
        "own_level": est.own_level(confidence),
        "initiatives": contents.summary,
        "plan": _long(est.plan(confidence)),
        "years": est.by_year(confidence),
        "waiting_for_people": contents.waits if est.portfolio.people else [],
        "choice": None
        if found is None
        else {
            "chosen": list(found.chosen),
            "value": found.value,
            "cost": found.cost,
            "chance": found.chance,
            "exact": found.exact,
            "bound": found.bound,
            "frontier": found.frontier,
        },
    }


def _long(plan: pd.DataFrame) -> list[dict[str, Any]]:
    """A plan with a row for each fiscal year and initiative."""
    return [
        {"fiscal_year": int(year), "initiative": str(name), "amount": float(amount)}  # type: ignore[call-overload]
        for year, row in plan.iterrows()
        for name, amount in row.items()
    ]
