"""Tables of the workshop: the assumptions, the cases to choose from, and what stands behind the visible work."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from costmodel.decisions.shorter_waits import waits
from costmodel.errors import did_you_mean
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.result import Estimate
from costmodel.files.assumptions import Assumptions
from costmodel.files.scenario import scenarios
from costmodel.language.beliefs import all_sourced, believed
from costmodel.language.grammar import three_digits
from costmodel.language.language import Language, language_of
from costmodel.language.translations import texts, translated

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("meaning", "believed", "source")


@kinds_told
def assumption_table(
    assumptions: Assumptions, names: str | Iterable[str] = "*", code: str | Language = "en"
) -> pd.DataFrame:
    """What some assumptions mean, what is believed of them in words, and on what that rests.

    Args:
        assumptions: what is believed.
        names: of assumptions, with ``*`` for anything: ``"labelling.*"``, or several of them; all unless told.
        code: the language. Titles are cited as they are printed.

    Returns:
        a row for each assumption, indexed by its name, in the order of `names` and then of the files; the headings
        and all three columns (meaning, belief, source) are texts in the language. What was changed by a scenario or
        by hand has the reason of the change as its source, unless one was given with it.

    Raises:
        ValueError: a name that is none, or a pattern that fits none; all of them at once.
    """
    import pandas as pd

    says = language_of(code)
    chosen = _chosen(assumptions, [names] if isinstance(names, str) else list(names))
    told = texts(says.code, assumptions.folders)
    shown = translated(assumptions, says.code)
    rows = [
        (one.meaning, believed(one, told, says), all_sourced(one.source, says))
        for one in map(shown.__getitem__, chosen)
    ]
    headings = [says(f"column {column}") for column in COLUMNS]
    return pd.DataFrame(rows, index=pd.Index(chosen, name=says("column assumption")), columns=headings)


def _chosen(assumptions: Assumptions, patterns: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    unknown = []
    for pattern in patterns:
        fitting = [name for name in assumptions if fnmatchcase(name, pattern)]
        if not fitting:
            unknown.append(f"no assumption {pattern!r}{did_you_mean(pattern, list(assumptions))}")
        found |= dict.fromkeys(fitting)
    if unknown:
        raise ValueError("; ".join(unknown))
    return list(found)


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

    says = language_of(code)
    told = texts(says.code, [Path(folder)] if folder is not None else ())
    names = scenarios(folder)
    columns = {
        says("scenarios label"): [told.scenario_label(name) for name in names],
        says("scenarios meaning"): [told.scenario_meaning(name) for name in names],
        says("scenarios story"): [told.scenario_story(name) for name in names],
    }
    return pd.DataFrame(columns, index=pd.Index(names, name=says("scenarios name")))


def activity_table(est: Estimate, code: str | Language = "en") -> pd.DataFrame:
    """For each activity how long it waits, works and is done again, in months, and how often it decides the date.

    Args:
        est: a simulation.
        code: the language.

    Returns:
        a row for each activity in the order of the plan; the last column counts of 100 simulated courses those in
        which a day more for this activity is a day more until go-live.
    """
    import pandas as pd

    says, plan = language_of(code), est.timeline()
    columns = {
        "activity": plan["meaning"],
        "waits": plan["work_start"] - plan["start"],
        "works": plan["finish"] - plan["work_start"],
        "again": plan["repeats_until"] - plan["finish"],
        "decides": (100 * plan["critical"]).round(),
    }
    return pd.DataFrame({says(f"wait table: {key}"): values for key, values in columns.items()})


def shorter_waits(assumptions: Assumptions, code: str | Language = "en") -> pd.DataFrame:
    """What each wait saves if it alone is a month shorter, the best first.

    Args:
        assumptions: of the case.
        code: the language.

    Returns:
        a row for each wait: for whom or what, how long it lasts, the months it saves, and the mean cost to go-live
        that it saves, to the hundred.
    """
    import pandas as pd

    says, found = language_of(code), waits(assumptions).sort_values("months", ascending=False)
    columns = {
        says("wait table: waits for"): found["waits_for"],
        says("wait table: lasts"): found["wait"],
        says("wait table: months"): found["months"],
        says("wait table: cost", currency=assumptions.currency): found["to_go_live"].round(-2),
    }
    return pd.DataFrame(columns)


PARTS = ("visible", "waiting", "again", "handover", "rest", "operations")
CUTS = ("scope", "layer", "category", "kind")


@kinds_told
def hidden_work(est: Estimate, code: str | Language = "en") -> pd.DataFrame:
    """The mean cost of the whole life in six parts that add up to it; the first is what a first estimate contains.

    Visible is the work on the model and its experiments, done once (layer prototype). Done again is what any loop of
    rework repeats. Waiting and handover are the categories of these names, and the rest is all other cost until
    go-live: data, team and steering, the law. Operations are everything after go-live.

    Args:
        est: a simulation, or the likeliest case.
        code: the language.

    Returns:
        a row for each part and a last one for their sum, indexed by their names in the language; the columns are the
        mean in money and the share of the sum in per cent.
    """
    import pandas as pd

    says = language_of(code)
    sums = dict.fromkeys(PARTS, 0.0)
    for ledger in est.ledgers():
        for key, amount in ledger.by(*CUTS).items():
            sums[_part(*key)] += float(amount.sum()) / est.samples
    whole = sum(sums.values())
    rows = [(mean, 100 * mean / whole if whole else 0.0) for mean in (*sums.values(), whole)]
    names = [*(says(f"hidden: {part}") for part in PARTS), says("total row")]
    columns = [f"{says('column mean')}, {est.assumptions.currency}", f"{says('column share')}, %"]
    return pd.DataFrame(rows, index=pd.Index(names, name=says("hidden: part")), columns=columns)


def _part(scope: str, layer: str, category: str, kind: str) -> str:
    if scope == "after_go_live":
        return "operations"
    if kind == "repeat":
        return "again"
    if layer == "prototype":
        return "visible"
    return category if category in PARTS else "rest"


LAYERS = ("prototype", "software", "ml", "ml_idle")


@kinds_told
def layer_table(est: Estimate, code: str | Language = "en") -> pd.DataFrame:
    """What any software needs and what comes on top because it is machine learning, by category, over the whole life.

    Args:
        est: a simulation, or the likeliest case.
        code: the language.

    Returns:
        a row for each category, the dearest first, and a last one for their sum; the columns are the layers of cost in
        the language, means in money to three digits.
    """
    says = language_of(code)
    found = est.by(["category", "layer"])["mean"].unstack("layer").fillna(0.0)
    table = found.reindex(columns=list(LAYERS), fill_value=0.0)
    table = table.loc[table.sum(axis=1).sort_values(ascending=False).index]
    sums = table.sum()
    table = table.rename(index=says.name, columns=says.name)
    table.loc[says("total row")] = sums.to_numpy()
    return table.map(three_digits).rename_axis(f"{says('column mean')}, {est.assumptions.currency}")
