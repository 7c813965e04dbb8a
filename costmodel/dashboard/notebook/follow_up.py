"""Plan and follow up, in a notebook: on buttons what follows from a plan, and from what was spent and finished."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from costmodel import (
    charts,
    earned_from_plan,
    frontier,
    read_actuals,
    reforecast,
    staffing_plan,
    stage_budgets,
)
from costmodel.control.forecast_refusal import RefusedForecastError
from costmodel.dashboard.notebook.followed_case import Followed
from costmodel.dashboard.notebook.pieces import piece
from costmodel.dashboard.notebook.reveal import Reveal
from costmodel.dashboard.notebook.table import table
from costmodel.files.writing import TABLE, write_whole
from costmodel.language.grammar import three_digits
from costmodel.language.language import Language
from costmodel.report import sentences
from costmodel.report.figures import CONFIDENCE
from costmodel.workshop.follow_up import (
    chance_table,
    closed_table,
    day_table,
    earned_table,
    moved_table,
    pair_table,
    spent_table,
    stage_table,
)
from costmodel.workshop.progress import INVOICE
from costmodel.workshop.several import level_table, people_table, worked_example

HALF = 0.5  # of an activity that is running counts as done in earned value, where nobody says more: a judgement
Made = Callable[[Followed, Language], Sequence[Any]]


def _stages(now: Followed, says: Language) -> Sequence[Any]:
    est, currency = now.planned, now.case.currency
    stages = stage_budgets(est)
    drawn = charts.stages(stages, currency, CONFIDENCE, says.code)
    told = [sentences.ask(est, says), sentences.date(est, says)]
    return [*told, drawn, table(stage_table(stages, currency, says), says.code, index=False)]


def _both(now: Followed, says: Language) -> Sequence[Any]:
    est, currency = now.planned, now.case.currency
    edge = frontier(est, CONFIDENCE)
    budget, months = (est.quantile(CONFIDENCE, of=of) for of in ("to_go_live", "go_live"))
    pairs = {CONFIDENCE: (edge["budget"].to_numpy(), edge["months"].to_numpy())}
    drawn = charts.joint(est.to_go_live, est.go_live, budget, months, currency, pairs, says.code)
    return [sentences.together(est, says), drawn, table(pair_table(edge, currency, says), says.code, index=False)]


def _people(now: Followed, says: Language) -> Sequence[Any]:
    plan = staffing_plan(now.planned)
    drawn = charts.full_time(plan, now.planned.quantile(0.5, of="go_live"), says.code)
    return [drawn, table(day_table(plan, says), says.code)]


def _peaks(now: Followed, says: Language) -> Sequence[Any]:
    return [charts.peaks(staffing_plan(now.planned), says.code)]


def _list(now: Followed, says: Language) -> Sequence[Any]:
    path = now.folder / f"{says('follow: list file')}.csv"
    listed = staffing_plan(now.planned).by_period("p80").round(2).to_csv(lineterminator="\n")
    write_whole(path, listed.encode(), TABLE, make_folder=True)
    return [f"{says('result: written')} {path}"]


def _spent(now: Followed, says: Language) -> Sequence[Any]:
    return [table(spent_table(now.planned, now.actuals(), says), says.code)]


def _forecast(now: Followed, says: Language) -> Sequence[Any]:
    known = now.progress()
    found = reforecast(now.planned, now.actuals(), finished=known.finished, running=known.running)
    count = says(
        "follow: count", samples=says.number(now.planned.samples), count=says.number(three_digits(found.effective))
    )
    return [charts.reforecast(found, says.code), table(chance_table(found, says), says.code, figures=2), count]


def _moved(now: Followed, says: Language) -> Sequence[Any]:
    spent = now.actuals()
    month = float(spent["month"].max())
    return [table(moved_table(now.planned, spent, month, now.progress(), says), says.code)]


def _earned(now: Followed, says: Language) -> Sequence[Any]:
    known = now.progress()
    earned = earned_from_plan(now.planned, now.actuals(), known.finished, partly=dict.fromkeys(known.running, HALF))
    currency = now.case.currency
    shown = table(earned_table(earned, currency, says), says.code, figures=1)
    return [shown, charts.earned_curve(earned, currency, says.code)]


def _invoice(now: Followed, says: Language) -> Sequence[Any]:
    known, currency = now.progress(), now.case.currency
    spent = pd.concat([now.actuals(), read_actuals(INVOICE)])
    earned = earned_from_plan(now.planned, spent, known.finished, partly=dict.fromkeys(known.running, HALF))
    told: list[Any] = [says("follow: multiplied", amount=says.amount(earned.estimate_at_completion, currency))]
    try:
        found = reforecast(now.planned, spent, finished=known.finished, running=known.running)
    except RefusedForecastError as refused:
        return [*told, says("follow: refused"), *_reasons(refused, now, says)]
    return [*told, charts.reforecast(found, says.code)]


def _closed(now: Followed, says: Language) -> Sequence[Any]:
    return [table(closed_table(now.planned, says), says.code, index=False)]


def _several(now: Followed, says: Language) -> Sequence[Any]:  # noqa: ARG001  it is no case of North Spring's
    of = worked_example(says)
    return [
        of.headline,
        *of.argument[:1],
        table(level_table(of), says.code),
        *of.argument[1:3],
        table(people_table(of), says.code, figures=3),
    ]


def _reasons(refused: RefusedForecastError, now: Followed, says: Language) -> list[str]:
    plan = now.planned.timeline()
    return refused.in_words(says, dict(zip(plan["activity"], plan["meaning"], strict=True)))


def _or_reasons(make: Made) -> Made:
    """A piece that says in the reader's language why there is no forecast."""

    def made(now: Followed, says: Language) -> Sequence[Any]:
        try:
            return make(now, says)
        except RefusedForecastError as refused:
            raise ValueError("\n".join(_reasons(refused, now, says))) from refused

    return made


FOLLOWED: Mapping[str, Made] = {
    "stages": _stages,
    "both": _both,
    "people": _people,
    "peaks": _peaks,
    "list": _list,
    "spent": _spent,
    "forecast": _or_reasons(_forecast),
    "moved": _or_reasons(_moved),
    "earned": _earned,
    "invoice": _invoice,
    "closed": _closed,
    "several": _several,
}


def follow_result(now: Followed, which: str, language: str = "en") -> Reveal:
    """One piece of what follows, worked out when somebody presses the button, and anew each time.

    Args:
        now: as `followed` gives it.
        which: one of `FOLLOWED`.
        language: one of `languages()`.

    Raises:
        ValueError: there is no such piece.
    """
    return piece(now, which, FOLLOWED, f"follow: show {which}", language)
