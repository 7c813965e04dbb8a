"""What was asked and what was answered, as short tables with headings that people read, in English or German."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costmodel import sentences
from costmodel.capability import Aggregation, Questionnaire
from costmodel.captions import texts
from costmodel.statements import DESCRIBED

if TYPE_CHECKING:
    import pandas as pd

MOST_STATEMENTS = 6


def questions_table(asked: Questionnaire, language: str = "en", block: str | None = None) -> pd.DataFrame:
    """The statements with what levels 1, 3 and 5 look like.

    Args:
        asked: as `questionnaire` gives it.
        language: "en" or "de".
        block: of one building block only.

    Raises:
        ValueError: no such language.
    """
    import pandas as pd

    says, blocks = sentences.language(language), texts(language)
    rows = [
        {says("form block"): blocks.block(one.block), says("form statement"): one.says(language)}
        | {says("form described", level=str(level)): one.says(language, level) for level in DESCRIBED}
        for one in asked.statements
        if block in (None, one.block)
    ]
    return pd.DataFrame(rows).set_index(says("form block"))


def levels_table(found: Aggregation, language: str = "en") -> pd.DataFrame:
    """The level of each building block: median, lowest and highest respondent, and where people differ most.

    Args:
        found: as `aggregate` gives it.
        language: "en" or "de".

    Raises:
        ValueError: no such language.
    """
    import pandas as pd

    says, blocks = sentences.language(language), texts(language)

    def end(row: pd.Series, which: str) -> str:
        level = says.number(float(row[which]), 1)
        return says("answered who", level=level, who=str(row[f"{which}_by"])) if row["answered"] else level

    rows = []
    for _, row in found.table.iterrows():
        differ = [
            found.asked.by_code[code].says(language) for code in filter(None, str(row["differ_most"]).split(", "))
        ]
        rows.append(
            {
                says("answered level"): says.number(float(row["level"]), 1),
                says("answered lowest"): end(row, "lowest"),
                says("answered highest"): end(row, "highest"),
                says("answered spread"): says.number(float(row["spread"]), 1),
                says("answered answered"): says("of", count=str(row["answered"]), all=str(len(found.respondents))),
                says("answered unknown"): says.percent(float(row["unknown"])),
                says("answered differ_most"): "; ".join(differ),
            }
        )
    names = [blocks.block(str(block)) for block in found.table.index]
    return pd.DataFrame(rows, index=pd.Index(names, name=says("form block")))


def apart_table(found: Aggregation, language: str = "en", most: int = MOST_STATEMENTS) -> pd.DataFrame:
    """The statements on which people differ most, with the level of each person.

    Args:
        found: as `aggregate` gives it.
        language: "en" or "de".
        most: how many statements.

    Raises:
        ValueError: no such language.
    """
    import pandas as pd

    says = sentences.language(language)
    rows = []
    for code in widest(found, most):
        one = found.asked.by_code[code]
        of = found.answers[(found.answers["block"] == one.block) & (found.answers["statement"] == one.name)]
        levels = dict(zip(of["respondent"], of["level"], strict=True))
        told = {str(who): says.number(levels.get(who), 0) for who in found.respondents.index}
        rows.append({says("form statement"): one.says(language)} | told)
    return pd.DataFrame(rows, columns=[says("form statement"), *map(str, found.respondents.index)]).set_index(
        says("form statement")
    )


def widest(found: Aggregation, most: int) -> list[str]:
    """Codes of the statements with the widest range of answers, the widest first; none on which all agree."""
    apart = found.statements[found.statements["spread"] > 0]
    return [str(code) for code in apart.index[:most]]


def steps_table(steps: pd.DataFrame, currency: str, language: str = "en") -> pd.DataFrame:
    """What each building block saves one level up, the best first.

    Args:
        steps: as `capability_steps` gives them.
        currency: of the money.
        language: "en" or "de".

    Raises:
        ValueError: no such language.
    """
    import pandas as pd

    says, blocks = sentences.language(language), texts(language)
    rows = [
        {
            says("step from"): says.number(float(row["from_level"]), 1),
            says("step to"): says.number(float(row["to_level"]), 1),
            says("step to_go_live", currency=currency): says.number(sentences.three_digits(float(row["to_go_live"]))),
            says("step months"): says.number(float(row["months"]), 1),
            says("step may_cost", currency=currency): says.number(sentences.three_digits(float(row["may_cost"]))),
        }
        for _, row in steps.iterrows()
    ]
    names = [blocks.block(str(block)) for block in steps.index]
    return pd.DataFrame(rows, index=pd.Index(names, name=says("form block")))
