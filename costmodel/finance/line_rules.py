"""Rules by what a cost line says it is: the first rule that fits decides, each can be reached, the last takes the rest.

Accounts and treatments in the books are such lists, read from YAML of the company or the shipped one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from costmodel.errors import Fault, did_you_mean
from costmodel.files.assumptions import Assumptions
from costmodel.files.categories import cost_categories
from costmodel.files.nodes import Node
from costmodel.files.tree import baseline_folder
from costmodel.initiative.kinds import KINDS, TREATMENTS
from costmodel.initiative.plan import PAYEES, PHASES

OPTIONAL = ("activity", "role", "treatment")  # a line may say nothing of these
OTHER = ""  # stands for all words that no rule names, and for nothing

Words = Mapping[str, Sequence[str]]  # condition -> the words that it may name
Conditions = Mapping[str, tuple[str, ...]]  # condition -> the words of which a line has one


def words(assumptions: Assumptions) -> Words:
    """What a condition may name: the model's own words, and the activities and roles of the files."""
    roles = (name.split(".")[1] for name in assumptions if name.startswith("roles."))
    return {
        "category": tuple(cost_categories()),
        "payee": PAYEES,
        "phase": PHASES,
        "kind": KINDS,
        "treatment": TREATMENTS,
        "activity": tuple(assumptions.structure.plan.activities),
        "role": tuple(dict.fromkeys(roles)),
    }


def fits(conditions: Conditions, line: Mapping[str, str]) -> bool:
    """Whether a line that says this of itself has one of the words of each condition."""
    return all(line.get(name, OTHER) in wanted for name, wanted in conditions.items())


def file_of(assumptions: Assumptions, name: str) -> Path:
    """A file of rules: the company's own, or the shipped one.

    Args:
        assumptions: whose folders are looked into.
        name: of the file, in the folder ``mapping``.
    """
    own = (folder / "mapping" / name for folder in assumptions.folders)
    return next((file for file in own if file.is_file()), baseline_folder() / "mapping" / name)


def listed(root: Node, section: str, faults: list[Fault]) -> list[Node]:
    """The rules under a section, or none after naming what is wrong."""
    rules = root.value.get(section)
    if rules is None:
        faults.append(root.fault(section, "is missing"))
        return []
    if not isinstance(rules.value, list) or not rules.value:
        faults.append(rules.fault(section, "must be a list of rules"))
        return []
    return list(rules.value)


def words_of(name: str, node: Node, allowed: Sequence[str], faults: list[Fault]) -> tuple[str, ...]:
    """A word or a list of words that there are."""
    entries = node.value if isinstance(node.value, list) else [node]
    if not entries:
        faults.append(node.fault(name, "is empty; leave it out where anything fits"))
    for entry in entries:
        if entry.value not in allowed:
            near = did_you_mean(str(entry.value), allowed)
            faults.append(entry.fault(name, f"{entry.plain()!r} is none of {', '.join(allowed)}{near}"))
    return tuple(str(entry.value) for entry in entries)


def text_of(name: str, node: Node, faults: list[Fault]) -> str:
    """A text that is not empty."""
    if not isinstance(node.value, str) or not node.value.strip():
        faults.append(node.fault(name, "must be a text; put a number in quotes"))
    return str(node.value)


def rule_of(
    name: str, node: Node, targets: Sequence[str], conditions: Sequence[str], known: Words, faults: list[Fault]
) -> tuple[Mapping[str, str], Conditions] | None:
    """What one rule decides and under which conditions, or None after naming its faults.

    Args:
        name: of the rule, for faults.
        node: it.
        targets: the texts that it must have.
        conditions: what it may ask for.
        known: the words that there are, as from `words`.
        faults: where they are noted.
    """
    if not node.is_mapping:
        text = f"must be a mapping: {', '.join(targets)}, and any of {', '.join(conditions)}"
        faults.append(node.fault(name, text))
        return None
    before = len(faults)
    decided: dict[str, str] = {}
    asked: dict[str, tuple[str, ...]] = {}
    for key, part in node.value.items():
        if key in conditions:
            asked[key] = words_of(f"{name}.{key}", part, known[key], faults)
        elif key in targets:
            decided[key] = text_of(f"{name}.{key}", part, faults)
        else:
            near = did_you_mean(key, (*targets, *conditions))
            faults.append(part.fault(f"{name}.{key}", f"Extra inputs are not permitted{near}"))
    faults += [node.fault(name, f"{key} is missing") for key in targets if key not in decided]
    return (decided, asked) if len(faults) == before else None


def check_order(section: str, rules: Sequence[tuple[Node, Conditions]], known: Words, rest: str) -> list[Fault]:
    """The last rule takes the rest, and each rule before it takes something that no earlier one took.

    Args:
        section: under which they stand.
        rules: each with its place in the file.
        known: the words that there are.
        rest: what a last rule with conditions would leave without an answer, for the fault.
    """
    faults: list[Fault] = []
    last_node, last = rules[-1]
    if last:
        text = f"the last rule must have no condition, so that {rest}"
        faults.append(last_node.fault(f"{section}[{len(rules)}]", text))
    names = list(dict.fromkeys(name for _, asked in rules for name in asked))
    choices: list[list[Any]] = []
    for name in names:
        named = list(dict.fromkeys(word for _, asked in rules for word in asked.get(name, ())))
        whole = name not in OPTIONAL and len(named) == len(known[name])
        choices.append(named if whole else [*named, OTHER])
    left = [dict(zip(names, line, strict=True)) for line in product(*choices)]
    for place, (node, asked) in enumerate(rules, start=1):
        remains = [line for line in left if not fits(asked, line)]
        if len(remains) == len(left):
            faults.append(node.fault(f"{section}[{place}]", "is never reached: the rules before it take all that fits"))
        left = remains
    return faults
