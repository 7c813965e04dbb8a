"""The shipped company cases as a table to choose from: what each is called, what it is, and its story."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from costmodel.files.scenario import scenarios
from costmodel.language.language import Language, language
from costmodel.language.translations import texts

if TYPE_CHECKING:
    import pandas as pd


def scenario_table(code: str | Language = "en", folder: str | Path | None = None) -> pd.DataFrame:
    """The scenarios that there are, in words; without a single figure, so that nobody chooses by the price.

    Args:
        code: the language.
        folder: a company's own, whose scenarios are there too.

    Returns:
        a row for each scenario, indexed by its name; columns in the language: what it is called, what it is, and its
        story (who, what, against what).

    Raises:
        ValueError: an unknown language.
        AssumptionsError: faults in the folder's language files.
    """
    import pandas as pd

    says = language(code)
    told = texts(says.code, [Path(folder)] if folder is not None else ())
    names = scenarios(folder)
    columns = {
        says("scenarios label"): [told.scenario_label(name) for name in names],
        says("scenarios meaning"): [told.scenario_meaning(name) for name in names],
        says("scenarios story"): [told.scenario_story(name) for name in names],
    }
    return pd.DataFrame(columns, index=pd.Index(names, name=says("scenarios name")))
