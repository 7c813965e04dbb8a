"""Why there is no new forecast: what has happened lies outside all that was simulated, or few courses look like it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from costmodel.language.grammar import three_digits
from costmodel.language.language import Language, language_of
from costmodel.language.language_files import FIRST
from costmodel.typing import Array

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 100  # effective samples: below, a chance of one half has a standard error above 5 points (0.5 / sqrt(100))
Called = Callable[[str], str]  # the identifier of an activity -> what it is called


class RefusedForecastError(ValueError):
    """There is no forecast, and the reasons name the numbers: in English, with the activities as they were given."""

    def __init__(self, reasons: Callable[[Language, Called], list[str]]) -> None:
        self._reasons = reasons
        super().__init__("\n".join(reasons(language_of(FIRST), str)))

    def in_words(self, says: Language, meanings: Mapping[str, str]) -> list[str]:
        """The reasons in a language, with the meanings of the activities instead of their identifiers."""
        return self._reasons(says, lambda activity: meanings.get(activity, activity))


def refuse(
    observations: pd.DataFrame,
    dates: Mapping[str, tuple[Array, Array]],
    month: float,
    currency: str,
    effective: tuple[float, int],
) -> None:
    """Say no, with the reason, where no simulated course looks like what has happened.

    Args:
        observations: a row for each thing known, as a `Reforecast` has them.
        dates: an activity that is running -> when it begins and ends in each sample, in months.
        month: of the report.
        currency: of the money.
        effective: how many samples count, and how many there are.

    Raises:
        RefusedForecastError: something known lies outside all samples, or too few of them count.
    """
    ranges = {str(what): _simulated(str(what), row, dates) for what, row in observations.iterrows()}
    outside = [str(what) for what, row in observations.iterrows() if _is_outside(str(what), row, dates, month)]
    counted, samples = effective
    if not outside and counted >= min(FEWEST, samples):
        return

    def reasons(says: Language, called: Called) -> list[str]:
        def seen(what: str) -> str:
            known = float(observations["observed"][what])
            if what == "spent":
                return says("forecast seen spent", amount=_figure(what, known, says))
            activity, how = what.rsplit(" ", 1)
            return says(f"forecast seen {how}", activity=called(activity), month=_figure(what, known, says))

        if outside:
            unit = {"spent": f" {currency}"}
            return [
                says(
                    "forecast refused outside",
                    seen=seen(what),
                    range=says.span(*(_figure(what, one, says) for one in ranges[what])) + unit.get(what, ""),
                )
                for what in outside
            ]
        usual = [
            says(
                "forecast usual",
                seen=seen(str(what)),
                range=says.span(*(_figure(str(what), float(row[one]), says) for one in ("p10", "p90"))),
            )
            for what, row in observations.iterrows()
        ]
        numbers = {"samples": samples, "counted": counted, "fewest": FEWEST}
        told = {name: says.number(number) for name, number in numbers.items()}
        return [says("forecast refused few", why="; ".join(usual), **told)]

    raise RefusedForecastError(reasons)


def _is_outside(what: str, row: pd.Series[float], dates: Mapping[str, tuple[Array, Array]], month: float) -> bool:
    """Whether no simulated course has it so; what is running must have begun by then, and not have ended."""
    activity, _, how = what.rpartition(" ")
    if how == "running":
        begun, ended = dates[activity]
        return not np.any((begun <= month) & (ended >= month))
    return not row["low"] <= row["observed"] <= row["high"]


def _simulated(what: str, row: pd.Series[float], dates: Mapping[str, tuple[Array, Array]]) -> tuple[float, float]:
    activity, _, how = what.rpartition(" ")
    return float(dates[activity][0].min() if how == "running" else row["low"]), float(row["high"])


def _figure(what: str, value: float, says: Language) -> str:
    """Money to three digits, a month with a decimal."""
    return says.number(three_digits(value)) if what == "spent" else says.number(value, 1)
