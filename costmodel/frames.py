"""Result tables for the terminal and for other programs: any DataFrame or record, with numbers a person can read."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Any

from costmodel.report import Table, number, plain

if TYPE_CHECKING:
    import pandas as pd

WIDEST_TEXT = 44  # characters of a text cell; longer ones end in an ellipsis


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
    if isinstance(result, dict):
        return {str(key): frame_dict(value) for key, value in result.items()}
    if isinstance(result, list | tuple):
        return [frame_dict(value) for value in result]
    if hasattr(result, "item"):
        result = result.item()
    if isinstance(result, float):
        return result if math.isfinite(result) else None
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
        return number(value if math.isfinite(value) else None, digits)
    text = plain("" if value is None else str(value))
    return text if len(text) <= WIDEST_TEXT else text[: WIDEST_TEXT - 1] + "…"
