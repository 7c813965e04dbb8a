"""The hand-out of the workshop: on one A4 page what a first estimate leaves out, and what to take home."""

from __future__ import annotations

from pathlib import Path

from costmodel import charts
from costmodel.charts.paper import ACCENT, LARGE, MUTED, NORMAL, SMALL
from costmodel.charts.typeset import BOTTOM, Page
from costmodel.estimates.result import Estimate
from costmodel.files.categories import cost_categories
from costmodel.language.language import Language, language_of
from costmodel.language.translations import texts
from costmodel.report import figures, sentences

ICEBERG = 2.8  # inches
NARROWER = 0.92  # of the measure: where no narrow typeface is at hand, letters are wider than reckoned
LETTER = 0.0675  # inches: a letter of a command
GUTTER = 0.35  # inches between two columns
RULES, HOME = 3, 3  # how many rules and how many sentences the texts have


def handout(est: Estimate, path: str | Path, code: str | Language = "en") -> Path:
    """Write the hand-out: one A4 page as a PDF, to be printed before the workshop.

    It shows the layers of the cost to go-live, the cost categories in a line each, three rules for ranges, three
    sentences to take home, and how to go on. All figures are those of the estimate.

    Args:
        est: a simulation of the case that the workshop starts from.
        path: the file to write.
        code: of the language, one of `languages()`.

    Raises:
        ValueError: the likeliest case alone, or an unknown language.
        OSError: the file cannot be written.
    """
    if est.samples < 2:
        raise ValueError("a hand-out needs a simulation; ask for more than one sample")
    says, path = language_of(code), Path(path)
    page = Page()
    _top(page, est, says)
    charts.iceberg(est.layers, est.assumptions.currency, says, page.area(ICEBERG))
    page.at += ICEBERG + 0.06
    _categories(page, est, says)
    _columns(page, says)
    _on(page, est, says)
    charts.save_pages(path, [page.figure], says("handout title"))
    return path


def _top(page: Page, est: Estimate, says: Language) -> None:
    page.at = 0.7
    page.text(0, page.at, says("handout title"), 17, fontweight="bold")
    page.at += 0.02
    page.paragraph(says("handout quote"), LARGE - 1.5, width=NARROWER * page.measure, color=ACCENT)
    page.at += 0.1
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
    lead.append(says("handout ask", money=enough, months=says.after_months(est.quantile(0.8, of="go_live"))))
    page.paragraph(" ".join(lead), NORMAL + 0.5, width=NARROWER * page.measure)
    page.at += 0.04
    page.paragraph(_case(est, says), SMALL, width=NARROWER * page.measure, color=MUTED)
    page.at += 0.08


def _case(est: Estimate, says: Language) -> str:
    """The scenarios, and what the case is where there is only one."""
    told, laid = sentences.scenarios(est, says), est.assumptions.scenarios
    meaning = texts(says.code, est.assumptions.folders).scenario_meaning(laid[0]) if len(laid) == 1 else ""
    return f"{told}. {meaning}." if meaning else f"{told}."


def _categories(page: Page, est: Estimate, says: Language) -> None:
    currency, means = est.assumptions.currency, {name: float(cost.mean()) for name, cost in est.categories.items()}
    rows = [
        [says.name(name), category.told(says.code), says.money(means[name], currency)]
        for name, category in sorted(cost_categories().items(), key=lambda one: -means[one[0]])
    ]
    rows.append([says("handout whole"), "", says.money(float(est.total.mean()), currency)])
    heading = [says("column category"), says("handout line"), says("handout mean")]
    page.table(heading, rows, (24, 78, 22), (False, False, True), size=8.0, total=True)
    page.at += 0.1


def _columns(page: Page, says: Language) -> None:
    """Rules for ranges on the left, sentences to take home on the right."""
    wide, top, lowest = (page.measure - GUTTER) / 2, page.at, page.at
    for left, title, key, count in (
        (0.0, "handout ranges", "handout range", RULES),
        (wide + GUTTER, "handout home", "handout home", HOME),
    ):
        page.at = top
        page.paragraph(says(title), LARGE - 0.5, left=left, width=wide, fontweight="bold")
        page.at += 0.02
        for number in range(1, count + 1):
            page.text(left, page.at + 1.42 * NORMAL / 72, f"{number}.", NORMAL, color=ACCENT, fontweight="bold")
            page.paragraph(says(f"{key} {number}"), NORMAL, left=left + 0.2, width=NARROWER * wide - 0.2)
            page.at += 0.05
        lowest = max(lowest, page.at)
    page.at = lowest + 0.06


def _on(page: Page, est: Estimate, says: Language) -> None:
    page.paragraph(says("handout go on"), LARGE - 0.5, fontweight="bold")
    page.at += 0.02
    laid = "".join(f" --scenario {name}" for name in est.assumptions.scenarios)
    for command, what in (
        ("costmodel dashboard", says("handout dashboard")),
        (says("handout notebook command"), says("handout notebook")),
        (f"costmodel estimate{laid}", says("handout figures")),
    ):
        page.at += 1.5 * SMALL / 72
        page.text(0, page.at, command, SMALL, family="monospace", color=ACCENT)
        page.text(max(page.measure * 0.58, len(command) * LETTER + 0.1), page.at, what, NORMAL)
    page.at = max(page.at + 0.1, page.height - BOTTOM + 0.1)
    page.rule()
    page.paragraph(sentences.provenance(est, says), 6.8, width=NARROWER * page.measure, color=MUTED)
