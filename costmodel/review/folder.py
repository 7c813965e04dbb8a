"""Is a folder of assumptions sound, with everything in it: numbers, scenarios, texts, accounts, finished projects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from costmodel.errors import AssumptionsError, Fault
from costmodel.files.assumptions import Assumptions
from costmodel.files.headings import headings
from costmodel.files.levers import levers
from costmodel.files.loading import load, loaded
from costmodel.files.opening import UnreadableError, listed
from costmodel.files.plausibility import Placed
from costmodel.files.questionnaires import questionnaire
from costmodel.files.scenario import Scenario, read_scenario
from costmodel.files.tree import baseline_folder, own_folders
from costmodel.files.unread import unread
from costmodel.finance.chart_of_accounts import FILE as ACCOUNTS
from costmodel.finance.chart_of_accounts import read_rules
from costmodel.finance.line_rules import words
from costmodel.finance.treatment_rules import FILE as TREATMENTS
from costmodel.finance.treatment_rules import read_treatments
from costmodel.initiative.discrepancy import STAGE, STAGES
from costmodel.language.translation_files import FOLDER as LANGUAGES
from costmodel.language.translations import translated
from costmodel.review.guides import estimate_classes
from costmodel.review.own_projects import closed_projects
from costmodel.review.reference_classes import references

CLOSED = "closed.csv"  # finished projects, where a folder has them


def check(folder: str | Path | None = None, scenarios: Sequence[str | Path] = ()) -> Assumptions:
    """As `load`, and everything else in the folder is tried too.

    That is its scenarios, sliders, questionnaire, texts in other languages, accounts, classes of finished projects
    and of estimates, and finished projects of its own; a file that looks like assumptions and is read by nothing is
    a fault as well. `Assumptions.doubts` of the result has what is only asked, in the folder's scenarios too.

    Raises:
        AssumptionsError: every fault in the files.
    """
    faults: list[Fault] = []
    result = loaded(folder, faults)
    base = result if result is not None else load()
    place = Path(folder if folder is not None else baseline_folder())
    asked = list[Placed]()
    try:
        own = listed(place / "scenarios", ".yaml")
    except UnreadableError as error:
        own = []
        faults.append(Fault("scenarios", 1, "", str(error)))
    for scenario in (*own, *scenarios):
        read = read_scenario(scenario, base.folders, faults)
        if read is not None:
            tried = base.with_read(read, faults)
            asked += [one for one in tried.doubted if one not in base.doubted]
            faults += (*_in_vain(read, base, tried), *_called_otherwise(read))
            if scenario in scenarios:
                base = tried
    levers(base.folders, base, faults)
    for look in _beside(place, base):
        try:
            look()
        except AssumptionsError as error:
            faults += error.faults
    if own_folders([place]):
        faults += unread(place)
    if faults:
        raise AssumptionsError(faults)
    return replace(base, doubted=(*base.doubted, *(one for one in asked if one not in base.doubted)))


def _in_vain(scenario: Scenario, base: Assumptions, tried: Assumptions) -> list[Fault]:
    """A scenario that changes nothing, or says a number that is believed already."""
    if not scenario.changes and not scenario.based_on:
        return [Fault(scenario.file, 1, "changes", "is empty: a scenario without changes is the case without it")]
    own = [change for change in tried.changes[len(base.changes) :] if change.by == scenario.name]
    return [
        scenario.changes[change.name].fault(change.name, "changes nothing: this is believed already")
        for change in own
        if change.name in scenario.changes
        and (change.before.key, change.before.moves_with) == (change.after.key, change.after.moves_with)
    ]


def _called_otherwise(scenario: Scenario) -> list[Fault]:
    """A scenario whose file has another name than the scenario says."""
    called = scenario.called
    if called is None or called.value == scenario.name:
        return []
    return [called.fault("scenario", f"says {called.value!r}, and the file is called {scenario.name!r}")]


def _beside(place: Path, base: Assumptions) -> list[Callable[[], Any]]:
    """What reads the files beside the assumptions, each where the folder has its file."""
    looks: list[Callable[[], Any]] = [
        lambda: questionnaire(base.folders),
        lambda: references(base.folders),
        lambda: estimate_classes(base.folders),
        lambda: headings(base.folders),
    ]
    accounts = place / ACCOUNTS
    if accounts.is_file():
        looks.append(lambda: read_rules(accounts, words(base)))
    treatments = place / TREATMENTS
    if treatments.is_file():
        looks.append(lambda: read_treatments(treatments, base))
    codes = {path.stem for path in (place / LANGUAGES).glob("*") if path.suffix == ".yaml" or path.is_dir()}
    looks += [_translating(base, code) for code in sorted(codes)]
    files = [file for file in (place / CLOSED, place / "workshop" / CLOSED) if file.is_file()]
    looks += [_closing(file, base.currency) for file in files]
    return looks


def _translating(base: Assumptions, code: str) -> Callable[[], Any]:
    def look() -> Assumptions:
        try:
            return translated(base, code)
        except AssumptionsError:
            raise
        except ValueError as error:
            raise AssumptionsError([Fault(f"{LANGUAGES}/{code}.yaml", 1, "", str(error))]) from None

    return look


def _closing(file: Path, currency: str) -> Callable[[], Any]:
    return lambda: closed_projects(file, currency)


def doubted_stage(assumptions: Assumptions) -> list[str]:
    """A sentence where a contract is claimed and most of the uncertain numbers rest on judgement; else nothing."""
    uncertain = assumptions.uncertain
    judged = sum(assumptions[name].rests_on_judgement for name in uncertain)
    if assumptions[STAGE].likeliest != STAGES.index("contract") or 2 * judged <= len(uncertain):
        return []
    counted = f"{judged} of {len(uncertain)} uncertain numbers rest on judgement"
    return [f"{STAGE}: a contract fixes amounts and prices, and {counted}; is it a plan?"]
