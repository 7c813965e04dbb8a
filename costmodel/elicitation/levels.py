"""Where an organisation stands by what several people answered: levels of the building blocks, with their spread."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.beliefs.belief import Belief
from costmodel.beliefs.source import Source
from costmodel.errors import AssumptionsError, Fault, Sentence, did_you_mean
from costmodel.files.questionnaires import Questionnaire, questionnaire
from costmodel.files.typed_numbers import reading
from costmodel.initiative.blocks import BLOCKS, LEVELS, block_name

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("respondent", "block", "statement", "level")  # of the answers; a group may stand beside them


@dataclass(frozen=True, eq=False)
class Aggregation:
    """Where an organisation stands by what several people answered. Made by `aggregate`.

    Attributes:
        asked: the questionnaire.
        answers: what was answered, checked: respondent, group, block, statement, level (1 to 5; NaN: don't know).
        respondents: a row for each respondent; group, and for each building block the mean of the respondent's levels
            (NaN where none is known).
        statements: a row for each statement, by its code, those first on which people differ most; block, median,
            lowest, highest, spread (highest less lowest) and answered (how many know a level).
        table: a row for each building block; level (median of the respondents' means), lowest, lowest_by, highest,
            highest_by (a respondent each), spread (highest less lowest), answered (respondents with at least one
            level), unknown (share of the block's questions answered by "don't know") and differ_most (codes of the
            statements with the largest spread in the block, at most two; empty where all agree).
    """

    asked: Questionnaire = field(repr=False)
    answers: pd.DataFrame = field(repr=False)
    respondents: pd.DataFrame = field(repr=False)
    statements: pd.DataFrame = field(repr=False)
    table: pd.DataFrame

    def levels(self, *, certain: bool = False) -> dict[str, Belief]:
        """The level of each answered block as a belief, for `Assumptions.with_changes`.

        From the lowest respondent over the median to the highest; certain where all agree (or one alone answered:
        then nobody has contradicted, which is no agreement). Rounded to hundredths of a level.

        Args:
            certain: the medians alone, without the range; to try one level against another.
        """
        found = {}
        for block, row in self.table[self.table["answered"] > 0].iterrows():
            low, middle, high = (round(float(row[name]), 2) for name in ("lowest", "level", "highest"))
            told = f"Self-assessment of {row['answered']} people; the median of their means, lowest to highest"
            source = (Source(judgement=told),)
            found[block_name(str(block))] = (
                Belief(value=middle, unit="level", source=source)
                if certain or low == high
                else Belief(min=low, mode=middle, max=high, unit="level", source=source)
            )
        return found

    def levels_of(self, respondent: str) -> dict[str, float]:
        """The levels of the blocks as one person sees them, as far as they know: the means of their answers.

        Raises:
            KeyError: nobody of that name has answered.
        """
        means = self.respondents.loc[respondent]
        return {block_name(block): float(means[block]) for block in self.table.index if not math.isnan(means[block])}


def aggregate(answers: pd.DataFrame, asked: Questionnaire | None = None) -> Aggregation:
    """Levels of the building blocks from the answers of several people, with their spread.

    A respondent's level of a block is the mean of their levels of its statements, "don't know" left out; the block's
    level is the median of the respondents, so that one very low or very high voice does not move it; the range goes
    from the lowest respondent to the highest. The method is a judgement: no published source stands behind it.

    Args:
        answers: a row for each answer; columns respondent, block, statement (its name in the block, or its code),
            level (1 to 5; empty for "don't know") and, if wanted, group (such as finance).
        asked: the questionnaire; the shipped one unless told.

    Raises:
        AssumptionsError: all faults, with their rows (the heading is row 1): a column is missing, a level that is
            none, an unknown statement, no respondent, a statement answered twice; or nothing is answered at all.
    """
    import pandas as pd

    asked = asked or questionnaire()
    faults: list[Fault] = []
    rows = list(_checked(answers, asked, faults))
    if not faults and not any(math.isfinite(row["level"]) for row in rows):
        faults.append(Fault("answers", 1, "", Sentence("no statement is answered")))
    if faults:
        raise AssumptionsError(faults)
    found = pd.DataFrame(rows)
    blocks = [block for block in BLOCKS if asked.of(block)]
    means = found.pivot_table(index="respondent", columns="block", values="level", aggfunc="mean", dropna=False)
    people = found.groupby("respondent", sort=False)["group"].first().to_frame()
    people = people.join(means.reindex(columns=blocks))
    return Aggregation(asked, found, people, _by_statement(found, asked), _by_block(found, people, blocks, asked))


def _checked(answers: pd.DataFrame, asked: Questionnaire, faults: list[Fault]) -> Iterator[dict[str, Any]]:
    columns = [str(name) for name in answers.columns]
    missing = [name for name in COLUMNS if name not in columns]
    faults += [
        Fault("answers", 1, "", Sentence("column {name!r} is missing{near}", name=one, near=did_you_mean(one, columns)))
        for one in missing
    ]
    seen: dict[tuple[str, str], int] = {}
    for line, values in enumerate([] if missing else answers.itertuples(index=False, name=None), start=2):
        row = dict(zip(columns, values, strict=True))
        who, block, name = (_word(row[key]) for key in ("respondent", "block", "statement"))
        code = name if name in asked.by_code and name.startswith(f"{block}.") else f"{block}.{name}"
        about = f"{who}, {code}" if who else code
        if not who:
            faults.append(Fault("answers", line, about, Sentence("the respondent is missing")))
        if code not in asked.by_code:
            faults.append(
                Fault(
                    "answers", line, about, Sentence("no such statement{near}", near=did_you_mean(code, asked.by_code))
                )
            )
        elif (who, code) in seen:
            faults.append(
                Fault("answers", line, about, Sentence("is answered in row {row} already", row=seen[who, code]))
            )
        seen.setdefault((who, code), line)
        try:
            level = level_of(row["level"])
        except ValueError as error:
            faults.append(Fault("answers", line, about, str(error)))
            continue
        if code in asked.by_code:
            place = {"block": block, "statement": asked.by_code[code].name}
            yield {"respondent": who, "group": _word(row.get("group")), **place, "level": level}


def level_of(given: object) -> float:
    """The level that an answer means: 1 to 5, or NaN where it is empty.

    Raises:
        ValueError: it is neither; the sentence says so.
    """
    text = _word(given)
    if not text:
        return math.nan
    read = reading(text)
    levels = [value for value in (read.values if read is not None else ()) if value in LEVELS]
    if isinstance(given, bool | np.bool_) or not levels:
        raise ValueError(
            Sentence(
                "{typed!r} is no level; a level is 1, 2, 3, 4 or 5, and empty where it is not known", typed=text[:40]
            )
        )
    return levels[0]


def _word(given: object) -> str:
    nothing = given is None or (isinstance(given, float) and math.isnan(given))
    return "" if nothing else str(given).strip()


def _spread(levels: Any) -> dict[str, float]:
    known = levels.dropna().to_numpy(dtype=float)
    if not len(known):
        return dict.fromkeys(("median", "lowest", "highest", "spread"), math.nan) | {"answered": 0}
    low, high = float(known.min()), float(known.max())
    middle = float(np.median(known))
    return {"median": middle, "lowest": low, "highest": high, "spread": high - low, "answered": len(known)}


def _by_statement(found: pd.DataFrame, asked: Questionnaire) -> pd.DataFrame:
    import pandas as pd

    rows = [
        {
            "block": one.block,
            **_spread(found["level"][(found["block"] == one.block) & (found["statement"] == one.name)]),
        }
        for one in asked.statements
    ]
    table = pd.DataFrame(rows, index=pd.Index(list(asked.by_code), name="statement"))
    return table.sort_values("spread", ascending=False, kind="stable", na_position="last")


def _by_block(found: pd.DataFrame, people: pd.DataFrame, blocks: list[str], asked: Questionnaire) -> pd.DataFrame:
    import pandas as pd

    statements = _by_statement(found, asked)
    rows = []
    for block in blocks:
        levels, apart = people[block], statements[statements["block"] == block]
        told = _spread(levels)
        known = levels.dropna()
        questions = len(asked.of(block)) * len(people)
        most = apart[(apart["spread"] > 0) & (apart["spread"] == apart["spread"].max())]
        rows.append(
            {
                "level": told["median"],
                "lowest": told["lowest"],
                "lowest_by": str(known.idxmin()) if len(known) else "",
                "highest": told["highest"],
                "highest_by": str(known.idxmax()) if len(known) else "",
                "spread": told["spread"],
                "answered": int(told["answered"]),
                "unknown": 1 - float(apart["answered"].sum()) / questions,
                "differ_most": ", ".join(most.index[:2]),
            }
        )
    return pd.DataFrame(rows, index=pd.Index(blocks, name="block"))
