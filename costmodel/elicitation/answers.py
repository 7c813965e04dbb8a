"""What was asked and what was answered, as short tables with headings that people read, in English or German."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from costmodel.beliefs.belief import Belief
from costmodel.elicitation.levels import Aggregation
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.result import estimate
from costmodel.files.assumptions import Assumptions
from costmodel.files.questionnaires import DESCRIBED, Questionnaire
from costmodel.language.captions import texts
from costmodel.language.grammar import three_digits
from costmodel.language.language import Language, language_of

if TYPE_CHECKING:
    import pandas as pd

MOST_STATEMENTS = 6


def questions_table(asked: Questionnaire, language: str = "en", block: str | None = None) -> pd.DataFrame:
    """The statements with what levels 1, 3 and 5 look like.

    Args:
        asked: as `questionnaire` gives it.
        language: of the language, one of `languages()`.
        block: of one building block only.

    Raises:
        ValueError: no such language.
    """
    import pandas as pd

    says, blocks = language_of(language), texts(language)
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
        language: of the language, one of `languages()`.

    Raises:
        ValueError: no such language.
    """
    import pandas as pd

    says, blocks = language_of(language), texts(language)

    def end(row: pd.Series, which: str) -> str:
        level = says.number(float(row[which]), 1)
        return says("answered who", level=level, who=str(row[f"{which}_by"])) if row["answered"] else level

    rows = []
    for _, row in found.table.iterrows():
        widest_of = str(row["differ_most"]).split(", ")[0]
        rows.append(
            {
                says("answered level"): float(row["level"]),
                says("answered lowest"): end(row, "lowest"),
                says("answered highest"): end(row, "highest"),
                says("answered spread"): float(row["spread"]),
                says("answered answered"): says("of", count=str(row["answered"]), all=str(len(found.respondents))),
                says("answered unknown"): says.percent(float(row["unknown"])),
                says("answered differ_most"): found.asked.by_code[widest_of].says(language) if widest_of else "",
            }
        )
    names = [blocks.block(str(block)) for block in found.table.index]
    return pd.DataFrame(rows, index=pd.Index(names, name=says("form block")))


def apart_table(found: Aggregation, language: str = "en", most: int = MOST_STATEMENTS) -> pd.DataFrame:
    """The statements on which people differ most, with the level of each person.

    Args:
        found: as `aggregate` gives it.
        language: of the language, one of `languages()`.
        most: how many statements.

    Raises:
        ValueError: no such language.
    """
    import pandas as pd

    says = language_of(language)
    rows = []
    for code in widest(found, most):
        one = found.asked.by_code[code]
        of = found.answers[(found.answers["block"] == one.block) & (found.answers["statement"] == one.name)]
        levels = dict(zip(of["respondent"], of["level"], strict=True))
        told = {str(who): levels.get(who, float("nan")) for who in found.respondents.index}
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
        language: of the language, one of `languages()`.

    Raises:
        ValueError: no such language.
    """
    import pandas as pd

    says, blocks = language_of(language), texts(language)
    rows = [
        {
            says("step from"): float(row["from_level"]),
            says("step to"): float(row["to_level"]),
            says("step to_go_live", currency=currency): three_digits(float(row["to_go_live"])),
            says("step months"): float(row["months"]),
            says("step may_cost", currency=currency): three_digits(float(row["may_cost"])),
        }
        for _, row in steps.iterrows()
    ]
    names = [blocks.block(str(block)) for block in steps.index]
    return pd.DataFrame(rows, index=pd.Index(names, name=says("form block")))


@kinds_told
def views_table(
    assumptions: Assumptions, found: Aggregation, language: str = "en", samples: int = 4096, seed: int = 1
) -> pd.DataFrame:
    """What the initiative costs and when it goes live, as each person sees the organisation.

    Args:
        assumptions: of the initiative.
        found: as `aggregate` gives it.
        language: of the language, one of `languages()`.
        samples, seed: as for `estimate`.

    Returns:
        a row without the answers (levels as the assumptions have them), one for each person (a block that somebody
        does not know stays as assumed) and one for all with the range of their levels; columns: cost to go-live that
        is enough in 5 and in 8 of 10 cases (money, three digits), months to go-live that are enough in 8 of 10, and
        the share of all starts that reach production.

    Raises:
        ValueError: no such language.
    """
    import pandas as pd

    says, currency = language_of(language), assumptions.currency
    names = people(found, says)
    theirs = [found.levels_of(str(who)) for who in found.respondents.index]
    views: list[tuple[str, Mapping[str, float | Belief]]] = [(says("view none"), {})]
    views += [*zip(names, theirs, strict=True), (says("view all"), found.levels())]
    rows = []
    for _, levels in views:
        est = estimate(assumptions.with_changes(levels, why=says("view all"), by="views_table"), samples, seed)
        row: dict[str, float | str] = {}
        for share in (0.5, 0.8):
            cost = three_digits(est.quantile(share, of="to_go_live"))
            row[says("view cost", odds=says.of_ten(share), currency=currency)] = cost
        row[says("view months", odds=says.of_ten(0.8))] = est.quantile(0.8, of="go_live")
        row[says("view production")] = says.percent(est.reaches_production)
        rows.append(row)
    return pd.DataFrame(rows, index=pd.Index([name for name, _ in views], name=says("view who")))


def people(found: Aggregation, says: Language) -> list[str]:
    """Each respondent with their role, in words."""
    roles = [says.text(f"group {group}") or str(group) for group in found.respondents["group"]]
    both = zip(found.respondents.index, roles, strict=True)
    return [f"{who} ({role})" if role else str(who) for who, role in both]
