"""Result tables for the terminal and for other programs: any DataFrame or record, with numbers a person can read."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from costmodel.cli.terminal import Table, printable
from costmodel.estimates.experience import added_by_experience, stage
from costmodel.estimates.first_estimate import is_given
from costmodel.estimates.result import Estimate
from costmodel.initiative.discrepancy import OFF, STAGES
from costmodel.language.language import language_of
from costmodel.language.periods import month_after, month_name
from costmodel.language.symbols import NO_FIGURE
from costmodel.report.figures import COSTS, SHOWN, WITH_ERROR, Figures, costs, go_live, run_cost_per_year

if TYPE_CHECKING:
    import pandas as pd

READ_ERROR = (
    "±: standard error. In two runs out of three the figure lies no further than this from what endlessly many samples "
    "would give. It is the error of the simulation, not of the assumptions."
)
READ_NO_ERROR = "Standard errors (-) need at least 2,048 samples."
READ_PARTS = (
    "Means add up; percentiles do not. ±: the largest standard error in the row. "
    "Prototype: what a first estimate contains; as in any software: what every software project needs; because it is "
    "ML: what comes on top; ML specialists who wait: data engineer, data scientist and ML engineer without work."
)
READ_LIVES = (
    "Total: operated for all planned months, to the horizon. Until retired: given up when the model expects it, and "
    "not replaced. With replacements: each system given up before the horizon is replaced (operations.replacement)."
)
READ_LIKELIEST_ALONE = (
    "This is no estimate: every assumption at its most likely value at once, and no risk event below an even chance. "
    "How likely it is to be kept, only a simulation says. Ask for 10,000 samples before you use a figure."
)
ALL_AT_LIKELIEST = "all at likeliest"
READ_LIKELIEST = (
    f"{ALL_AT_LIKELIEST.capitalize()}: every assumption at its most likely value at once; below it the share of "
    "simulated courses that need no more."
)
HEADINGS = (ALL_AT_LIKELIEST, "mean", "P10", "P50", "P80", "P90")


ENGLISH = language_of("en")  # the terminal speaks one language
WIDEST_TEXT = 44  # characters of a text cell; longer ones end in an ellipsis


def basis(est: Estimate) -> str:
    """What the first estimate in the headline is, and what "likely" means."""
    likely = ENGLISH.money(est.quantile(0.5, of="to_go_live"), est.assumptions.currency, exact=True)
    given = (
        "The amount is your own (first_estimate.amount)."
        if is_given(est.assumptions)
        else "No estimate of your own is given (--set first_estimate.amount=35000 puts yours there)."
    )
    return f"{given} The likely cost is the median, {likely}."


def how_to_read(est: Estimate) -> tuple[str, ...]:
    """How the figures of the main table are to be read."""
    error = READ_ERROR if math.isfinite(est.standard_error("chance_within")) else READ_NO_ERROR
    return READ_LIKELIEST, ENGLISH("read p80", odds=ENGLISH.of_ten(0.8)), READ_LIVES, error


def facts(est: Estimate) -> Iterator[tuple[str, str]]:
    """Single figures: a name, and what it is in words."""
    currency, calendar = est.assumptions.currency, est.assumptions.calendar
    if calendar.start is not None:
        even, late = (month_after(calendar, est.quantile(share, of="go_live"), ENGLISH) for share in (0.5, 0.8))
        yield "goes live in", f"{even} (P50), {late} (P80), from a start in {month_name(calendar.start, ENGLISH)}"
    adds = f"what experience adds is {ENGLISH.money(added_by_experience(est, 0.8), currency)} of the P80 to go-live"
    known = stage(est.assumptions)
    yield "stage of the estimate", f"{known}; {'nothing is added from experience' if known == STAGES[OFF] else adds}"
    yield (
        "run cost per year",
        f"{ENGLISH.money(run_cost_per_year(est), currency, exact=True)} in the mean, from go-live on",
    )
    yield (
        "share of time waiting",
        f"{ENGLISH.percent(est.share_waiting)} of the months to go-live, on the path that decides them",
    )
    error = ENGLISH.number(100 * est.standard_error("reaches_production"), 1)
    chance = ENGLISH.percent(est.reaches_production)
    yield "reaches production", f"{chance} of all starts, gates and stops counted (standard error in points: {error})"
    each = ENGLISH.money(est.cost_per_productive_month, currency, exact=True)
    error = ENGLISH.number(est.standard_error("cost_per_productive_month"))
    yield (
        "cost per productive month",
        f"{each}: mean spending on all starts, for each month that a system is in production (standard error: {error})",
    )


def main_table(est: Estimate) -> Table:
    """Cost by scope and months to go-live, each figure with its standard error below it."""
    lines = [(name, figure, 0) for name, figure in costs(est).items()] + [("go_live", go_live(est), 1)]
    return Table(
        (est.assumptions.currency, *HEADINGS),
        tuple(
            (ENGLISH.name(name), *(ENGLISH.number(figure.values[key], digits) for key in SHOWN))
            for name, figure, digits in lines
        ),
        tuple(
            (
                "",
                f"kept in {ENGLISH.percent(figure.kept)}",
                *(_error(figure.errors[key], 2 * digits) for key in WITH_ERROR),
            )
            for _, figure, digits in lines
        ),
    )


def _error(error: float, digits: int) -> str:
    written = ENGLISH.number(error, digits)
    return written if written == NO_FIGURE else f"± {written}"


def part_table(title: str, parts: Mapping[str, Figures]) -> Table:
    """Parts of a cost, the largest mean first, each with its share of the mean and its largest standard error."""
    whole = sum(part.values["mean"] for part in parts.values())
    ordered = sorted(parts.items(), key=lambda item: -item[1].values["mean"])
    rows = [
        (
            ENGLISH.name(name),
            *(ENGLISH.number(part.values[key]) for key in WITH_ERROR),
            ENGLISH.percent(part.values["mean"] / whole if whole else 0.0).replace("less than ", "< "),
            ENGLISH.number(part.largest_error),
        )
        for name, part in ordered
    ]
    return Table((title, *HEADINGS[1:], "share", "±"), tuple(rows))


def likeliest_table(est: Estimate) -> Table:
    """Every assumption at its most likely value at once: cost by scope, by category, and months."""
    rows = [(ENGLISH.name(name), ENGLISH.number(float(getattr(est, name)[0]))) for name in COSTS]
    rows += [(ENGLISH.name(name), ENGLISH.number(float(values[0]))) for name, values in est.categories.items()]
    rows.append((ENGLISH.name("go_live"), ENGLISH.number(float(est.go_live[0]), 1)))
    return Table((est.assumptions.currency, ALL_AT_LIKELIEST), tuple(rows))


def frame_table(frame: pd.DataFrame, *, with_index: bool = True) -> Table:
    """A DataFrame as a table of texts: a named index first, digits by the size of a column's numbers."""
    named = frame.reset_index() if with_index and frame.index.names != [None] else frame
    columns = [str(column) for column in named.columns]
    texts = [[_text(value, _digits(named[column])) for value in named[column]] for column in named.columns]
    heads = tuple(f"± {column[3:]}" if column.startswith("se_") else column for column in columns)
    heads = tuple(head.replace("_", " ") for head in heads)
    return Table(heads, tuple(zip(*texts, strict=True)))


def frame_dict(result: Any) -> Any:
    """A DataFrame (a list of rows), a record or a mapping as plain JSON values; what does not exist is null."""
    if hasattr(result, "columns"):
        named = result.reset_index() if result.index.names != [None] else result
        return [{str(key): frame_dict(value) for key, value in row.items()} for row in named.to_dict("records")]
    if dataclasses.is_dataclass(result) and not isinstance(result, type):
        return {item.name: frame_dict(getattr(result, item.name)) for item in dataclasses.fields(result) if item.repr}
    if isinstance(result, Mapping):
        return {str(key): frame_dict(value) for key, value in result.items()}
    if isinstance(result, list | tuple):
        return [frame_dict(value) for value in result]
    if hasattr(result, "item"):
        result = result.item()
    if isinstance(result, float):
        return result + 0.0 if math.isfinite(result) else None  # no -0.0
    return result if isinstance(result, str | int | bool) or result is None else str(result)


def _digits(values: pd.Series[Any]) -> int:
    """Decimals that tell a column's numbers apart: none from a thousand, three below one."""
    sizes = [abs(float(value)) for value in values if isinstance(value, float | int) and math.isfinite(value)]
    largest = max(sizes, default=0.0)
    return 0 if largest >= 1000 else 1 if largest >= 10 else 2 if largest > 1 else 3


def _text(value: Any, digits: int) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return ENGLISH.number(value if math.isfinite(value) else None, digits)
    text = printable("" if value is None else str(value))
    return text if len(text) <= WIDEST_TEXT else text[: WIDEST_TEXT - 1] + "…"
