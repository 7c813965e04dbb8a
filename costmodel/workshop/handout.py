"""The hand-out of the workshop, an A4 page each: before it without any result, afterwards with those of the case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from costmodel import pictures
from costmodel.estimates.result import Estimate
from costmodel.files.assumptions import Assumptions
from costmodel.files.categories import cost_categories
from costmodel.language.language import Language, language_of
from costmodel.language.translations import texts
from costmodel.pictures.markup import Markup
from costmodel.pictures.standalone import standalone
from costmodel.report import figures, sentences, who
from costmodel.report.paper.typesetting import typeset
from costmodel.workshop.runs import SEED

NARROW = 0.85  # of the room that figures need: words have narrower letters
RULES, HOME, GUESSES = 3, 3, 4  # how many of each the texts have


def handout_before(assumptions: Assumptions, path: str | Path, code: str | Language = "en") -> Path:
    """Write the hand-out that people get before the workshop: one A4 page as a PDF, without a single figure.

    It has the story, the cost categories in a line each, room for a guess of one's own, three rules for ranges and
    three for the day. Whoever has seen a result stays near it; so there is none.

    Args:
        assumptions: the case that the workshop starts from.
        path: the file to write.
        code: of the language, one of `languages()`.

    Raises:
        ValueError: an unknown language, or another ending.
        OSError: the file cannot be written.
    """
    says = language_of(code)
    rows = [[says.name(name), category.told(says.code)] for name, category in cost_categories().items()]
    columns = [
        {
            "name": says("column category"),
            "right": False,
            "share": None,
            "letters": NARROW * max(len(a) for a, _ in rows),
        },
        {"name": says("handout line"), "right": False, "share": 100, "letters": 0},
    ]
    told = texts(says.code, assumptions.folders)
    meanings = [told.scenario_meaning(name) for name in assumptions.scenarios]
    data = {
        "lang": says.code,
        "title": says("handout title before"),
        "quote": says("handout quote"),
        "lead": says("handout lead before"),
        "case": " ".join(f"{one}." for one in meanings if one),
        "guesses": [says(f"handout guess {number}") for number in range(1, GUESSES + 1)],
        "guess": says("handout guess"),
        "categories": {"columns": columns, "rows": rows, "total": False},
        "ranges": _told("handout ranges", "handout range", RULES, says),
        "home": _told("handout rules", "handout rule", RULES, says),
        "foot": "",
    }
    return typeset("handout_before", data, path)


def handout(
    est: Estimate,
    path: str | Path,
    code: str | Language = "en",
    made_on: dt.date | None = None,
    case_file: Path | None = None,
) -> Path:
    """Write the hand-out that people take home: one A4 page as a PDF, with the results of the case.

    It shows the layers of the cost to go-live, the cost categories in a line each, three rules for ranges, three
    sentences to take home, and how to go on. All figures are those of the estimate.

    Args:
        est: a simulation of the case that the workshop starts from.
        path: the file to write.
        code: of the language, one of `languages()`.
        made_on: the date on the paper.
        case_file: the scenario in which the case is saved; those of the estimate unless told.

    Raises:
        ValueError: the likeliest case alone, or an unknown language.
        OSError: the file cannot be written.
    """
    if est.samples < 2:
        raise ValueError("a hand-out needs a simulation; ask for more than one sample")
    says = language_of(code)
    data = {
        "lang": says.code,
        "title": says("handout title"),
        "quote": says("handout quote"),
        "lead": _lead(est, says),
        "case": _case(est, says),
        "iceberg": standalone(pictures.iceberg(est.layers, says, est.assumptions.currency)),
        "categories": _categories(est, says),
        "ranges": _told("handout ranges", "handout range", RULES, says),
        "home": _told("handout home", "handout home", HOME, says),
        "on": {"title": says("handout go on"), "ways": _ways(est, case_file, says)},
        "provenance": sentences.provenance(est, says),
        "foot": who.mark(est, says, made_on),
    }
    return typeset("handout", data, path)


def _lead(est: Estimate, says: Language) -> str:
    prototype = float(est.layers["prototype"].mean()) / max(float(est.to_go_live.mean()), 1.0)
    lead = [
        says(
            "handout lead",
            prototype=says.percent(prototype),
            waiting=says.percent(est.share_waiting),
            months=says.after_months(est.quantile(0.5, of="go_live")),
        )
    ]
    currency, year = est.assumptions.currency, figures.run_cost_per_year(est)
    if year is not None:
        lead.append(says("handout run", year=says.money(year, currency)))
    enough = says.money(est.quantile(0.8, of="to_go_live"), currency)
    within = says.after_months(est.quantile(0.8, of="go_live"))
    lead.append(says("handout ask", odds=says.of_ten(0.8), money=enough, months=within))
    return " ".join(lead)


def _case(est: Estimate, says: Language) -> str:
    """The scenarios, and what the case is where there is only one."""
    told, laid = sentences.scenarios(est, says), est.assumptions.scenarios
    meaning = texts(says.code, est.assumptions.folders).scenario_meaning(laid[0]) if len(laid) == 1 else ""
    return f"{told}. {meaning}." if meaning else f"{told}."


def _categories(est: Estimate, says: Language) -> dict[str, Any]:
    """The categories in a line each, the dearest first; as a table that the template knows."""
    currency, means = est.assumptions.currency, {name: float(est.categories[name].mean()) for name in cost_categories()}
    rows = [
        [says.name(name), category.told(says.code), says.money(means[name], currency)]
        for name, category in sorted(cost_categories().items(), key=lambda one: -means[one[0]])
    ]
    rows.append([says("handout whole"), "", says.money(float(est.total.mean()), currency)])
    columns = [
        {
            "name": says("column category"),
            "right": False,
            "share": None,
            "letters": NARROW * max(len(row[0]) for row in rows),
        },
        {"name": says("handout line"), "right": False, "share": 78, "letters": 0},
        {"name": says("handout mean"), "right": True, "share": None, "letters": NARROW * 15},
    ]
    return {"columns": columns, "rows": rows, "total": True}


def _told(title: str, key: str, count: int, says: Language) -> dict[str, Any]:
    return {"title": says(title), "told": [says(f"{key} {number}") for number in range(1, count + 1)]}


def _ways(est: Estimate, case_file: Path | None, says: Language) -> list[tuple[Markup, str]]:
    """Commands, each with what it gives; a command is copied, so nothing is put into it where a line may end."""
    case = est.assumptions
    own = f" {case.own_folder}" if case.own_folder else ""
    laid = "".join(f" --scenario {name}" for name in ([case_file.name] if case_file else case.scenarios))
    run = f" --samples {est.samples}" + ("" if est.seed == SEED else f" --seed {est.seed}")
    return [
        (Markup("costmodel dashboard"), says("handout dashboard")),
        (Markup(says("handout notebook command")), says("handout notebook")),
        (Markup(f"costmodel estimate{own}{laid}{run}"), says("handout figures")),
    ]
