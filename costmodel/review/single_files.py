"""A single file tried as it stands: a scenario, rules for accounts or assets, or headings of an accounting export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from costmodel.errors import AssumptionsError, Fault
from costmodel.files.assumptions import Assumptions
from costmodel.files.headings import SECTIONS, read_headings
from costmodel.files.nodes import Node, read_yaml
from costmodel.files.scenario import SCENARIO_KEYS, read_scenario
from costmodel.finance.chart_of_accounts import read_rules
from costmodel.finance.line_rules import words
from costmodel.finance.treatment_rules import read_treatments

Try = Callable[[Path, Assumptions, list[Fault]], None]
# Which file it is, its sections say and not its name; the first kind counts that has one of the keys.
SCENARIO, ACCOUNTS, TREATMENTS, HEADINGS = "scenario", "accounts", "treatments", "headings"


def tried(file: Path, base: Assumptions) -> tuple[str, list[Fault]]:
    """What a file is, and every fault in it.

    Args:
        file: a YAML file.
        base: on which a scenario is laid, and whose words a mapping may use.

    Returns:
        "scenario", "accounts", "treatments", "headings", or "" where it is none of them; and the faults.
    """
    faults: list[Fault] = []
    root = read_yaml(file, file.name, faults)
    kind = _kind(root) if root is not None else ""
    if kind:
        _TRIED[kind](file, base, faults)
    elif root is not None:
        known = (
            "changes (a scenario), accounts (a mapping of accounts), treatments (rules for assets), columns and marks "
            "(headings of exports), or initiatives (a portfolio)"
        )
        faults.append(Fault(file.name, 1, "", f"is nothing that can be checked alone; it would begin with {known}"))
    return kind, faults


def _kind(root: Node) -> str:
    keys = set(root.value) if root.is_mapping else set()
    sections = {
        ACCOUNTS: {"accounts"},
        TREATMENTS: {"treatments"},
        HEADINGS: set(SECTIONS),
        SCENARIO: set(SCENARIO_KEYS),
    }
    return next((kind for kind, known in sections.items() if keys & known), "")


def _scenario(file: Path, base: Assumptions, faults: list[Fault]) -> None:
    read = read_scenario(file, base.folders, faults)
    if read is not None:
        base.with_read(read, faults)


def _accounts(file: Path, base: Assumptions, faults: list[Fault]) -> None:
    try:
        read_rules(file, words(base))
    except AssumptionsError as error:
        faults += error.faults


def _treatments(file: Path, base: Assumptions, faults: list[Fault]) -> None:
    try:
        read_treatments(file, base)
    except AssumptionsError as error:
        faults += error.faults


def _headings(file: Path, _base: Assumptions, faults: list[Fault]) -> None:
    read_headings(file, faults)


_TRIED: dict[str, Try] = {SCENARIO: _scenario, ACCOUNTS: _accounts, TREATMENTS: _treatments, HEADINGS: _headings}
