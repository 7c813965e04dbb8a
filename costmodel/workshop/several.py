"""What several initiatives do to each other, as tables: budgets that are too much together, people who are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costmodel.language.grammar import three_digits
from costmodel.portfolio.loading import load_portfolio
from costmodel.portfolio.result import estimate_portfolio
from costmodel.report.portfolio_contents import PortfolioContents

if TYPE_CHECKING:
    import pandas as pd

    from costmodel.language.language import Language

EXAMPLE = "insurer"
SAMPLES = 4_096


def worked_example(says: Language, samples: int = SAMPLES) -> PortfolioContents:
    """The worked example of eight initiatives that want the same people, as its report has it."""
    return PortfolioContents(estimate_portfolio(load_portfolio(EXAMPLE), samples), says)


def level_table(of: PortfolioContents) -> pd.DataFrame:
    """What each initiative would ask for by itself, and what it needs so that all together have enough as often.

    The last row has the sums; amounts to three digits, levels in per cent.
    """
    import pandas as pd

    says, est, sure = of.says, of.est, of.confidence
    level = est.own_level(sure)
    rows = {
        of.called(name): [est[name].quantile(sure, "to_go_live"), est[name].quantile(level, "to_go_live")]
        for name in est
    }
    heads = [
        says("several: own", confidence=says.percent(sure), currency=of.currency),
        says("several: enough", level=says.percent(level), currency=of.currency),
    ]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=heads)
    table.loc[says("several: sum")] = table.sum()
    return table.map(three_digits).rename_axis(says("column initiative"))


def people_table(of: PortfolioContents) -> pd.DataFrame:
    """For whom is waited, most first, and what one more of them brings, each with its standard error."""
    import pandas as pd

    says = of.says
    rows = {}
    for role, more in of.one_more.items():
        rows[says.name(role)] = [
            says.number(of.waited_for[role], 1),
            says(
                "several: with error",
                amount=says.amount(more.saving, of.currency),
                error=says.amount(more.se_saving, of.currency),
            ),
            says("several: with error", amount=says.number(more.months, 1), error=says.number(more.se_months, 2)),
        ]
    heads = [says(f"several: {key}") for key in ("waits", "saves", "sooner")]
    return pd.DataFrame.from_dict(rows, orient="index", columns=heads).rename_axis(says("column role"))
