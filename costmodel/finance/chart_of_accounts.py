"""On which account and cost centre finance books what is spent: rules from a small file, by what a line says it is.

The file is ``mapping/accounts.yaml`` in the company's folder, or else the shipped one: a list of rules under
``accounts``. Each names an account and a cost centre and, as conditions, a category, payee, phase, kind, activity or
role (or lists of them). The first rule that fits a line decides; the last one has no condition, so that nothing is left
over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from costmodel.errors import AssumptionsError, Fault, did_you_mean
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.cash_flow import joined, monthly, table
from costmodel.estimates.phasing import known, start_month
from costmodel.estimates.result import Estimate
from costmodel.files.assumptions import Assumptions
from costmodel.files.categories import cost_categories
from costmodel.files.nodes import Node, read_yaml
from costmodel.files.tree import baseline_folder
from costmodel.initiative.kinds import KINDS
from costmodel.initiative.plan import PAYEES, PHASES
from costmodel.simulation.ledger import Ledger
from costmodel.simulation.windows import Group

if TYPE_CHECKING:
    import pandas as pd

FILE = Path("mapping") / "accounts.yaml"
CONDITIONS = ("category", "payee", "phase", "kind", "activity", "role")
TARGETS = ("account", "cost_centre")
OPTIONAL = ("activity", "role")  # a line may say nothing of these
OTHER = ""  # stands for all words that no rule names, and for nothing

Words = Mapping[str, Sequence[str]]  # condition -> the words that it may name


@dataclass(frozen=True)
class Rule:
    """Where a line is booked if it fits; an empty condition fits everything."""

    account: str
    cost_centre: str
    category: tuple[str, ...] = ()
    payee: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    activity: tuple[str, ...] = ()
    role: tuple[str, ...] = ()

    def fits(self, line: Mapping[str, str]) -> bool:
        """Whether a line that says this of itself falls under the rule."""
        asked = ((getattr(self, name), line.get(name, OTHER)) for name in CONDITIONS)
        return all(not wanted or word in wanted for wanted, word in asked)


def words(assumptions: Assumptions) -> Words:
    """What a condition may name: the model's own words, and the activities and roles of the files."""
    roles = (name.split(".")[1] for name in assumptions if name.startswith("roles."))
    return {
        "category": tuple(cost_categories()),
        "payee": PAYEES,
        "phase": PHASES,
        "kind": KINDS,
        "activity": tuple(assumptions.structure.plan.activities),
        "role": tuple(dict.fromkeys(roles)),
    }


@kinds_told
def accounts(est: Estimate, every: str = "fiscal_year", file: str | Path | None = None) -> pd.DataFrame:
    """Expected spending by period, account and cost centre; the cells add up to the mean total.

    Carried through, undiscounted, in constant prices, as `Estimate.cash_flow`.

    Args:
        est: the estimate.
        every: "month", "quarter" or "fiscal_year".
        file: with the rules; None for ``mapping/accounts.yaml`` of the folder that the assumptions come from, or the
            shipped one.

    Returns:
        a row for each period, a column for each (account, cost_centre), in money.

    Raises:
        AssumptionsError: every fault in the rules, as ``file:line: name: fault``.
        ValueError: an unknown period.
    """
    import pandas as pd

    known(every, "category")
    given = Path(file) if file is not None else rules_file(est.assumptions)
    rules = read_rules(given, words(est.assumptions))
    flow = joined(monthly(booked(case.ledger, rules), case.inputs.samples) for case in est.cases())
    frame = table(flow, est.samples, every, start_month(est.assumptions))
    targets = list(dict.fromkeys((rule.account, rule.cost_centre) for rule in rules))
    used = [place for place in range(len(targets)) if str(place) in frame.columns]
    frame = frame[[str(place) for place in used]]
    frame.columns = pd.MultiIndex.from_tuples([targets[place] for place in used], names=TARGETS)
    return frame.loc[:, (frame != 0).any().to_numpy()]


def booked(ledger: Ledger, rules: Sequence[Rule]) -> Iterator[Group]:
    """The ledger by window and by the place of the account and cost centre among all those that rules name."""
    places = {target: str(i) for i, target in enumerate(dict.fromkeys((r.account, r.cost_centre) for r in rules))}
    asked = [name for name in CONDITIONS if any(getattr(rule, name) for rule in rules)]
    for window, parts in ledger.by_window(*asked):
        found = {}
        for key, amount in parts.items():
            line = dict(zip(asked, key, strict=True))
            rule = next(rule for rule in rules if rule.fits(line))
            found[(places[rule.account, rule.cost_centre], *key)] = np.asarray(amount)
        yield window, found


def rules_file(assumptions: Assumptions) -> Path:
    """The company's rules, or the shipped ones."""
    own = (folder / FILE for folder in assumptions.folders)
    return next((file for file in own if file.is_file()), baseline_folder() / FILE)


def read_rules(file: Path, known_words: Words) -> tuple[Rule, ...]:
    """The rules of a file, in order.

    Args:
        file: to read.
        known_words: what its conditions may name, as from `words`.

    Raises:
        AssumptionsError: every fault in it: an unknown key or word, a missing account, a rule that is never reached,
            a last rule with conditions.
    """
    faults: list[Fault] = []
    root = read_yaml(file, file.name, faults)
    rules: list[Rule] = []
    if root is not None:
        listed = _listed(root, faults)
        read = [
            (node, _rule(f"accounts[{place}]", node, known_words, faults)) for place, node in enumerate(listed, start=1)
        ]
        rules = [rule for _, rule in read if rule is not None]
        if len(rules) == len(read) and rules:
            _check_order([(node, rule) for node, rule in read if rule is not None], known_words, faults)
    if faults:
        raise AssumptionsError(faults)
    return tuple(rules)


def _listed(root: Node, faults: list[Fault]) -> list[Node]:
    """The entries under ``accounts``, which is all that the file holds."""
    if not root.is_mapping:
        faults.append(root.fault("", "must hold a list of rules under accounts"))
        return []
    for key, node in root.value.items():
        if key != "accounts":
            faults.append(node.fault(key, f"only accounts stands here{did_you_mean(key, ['accounts'])}"))
    rules = root.value.get("accounts")
    if rules is None:
        faults.append(root.fault("accounts", "is missing"))
        return []
    if not isinstance(rules.value, list) or not rules.value:
        faults.append(rules.fault("accounts", "must be a list of rules"))
        return []
    return list(rules.value)


def _rule(name: str, node: Node, known_words: Words, faults: list[Fault]) -> Rule | None:
    """One entry, or None after naming its faults."""
    if not node.is_mapping:
        faults.append(node.fault(name, f"must be a mapping: account, cost_centre, and any of {', '.join(CONDITIONS)}"))
        return None
    before = len(faults)
    fields: dict[str, Any] = {}
    for key, part in node.value.items():
        if key in CONDITIONS:
            fields[key] = _words(f"{name}.{key}", part, known_words[key], faults)
        elif key in TARGETS:
            fields[key] = part.value
            if not isinstance(part.value, str) or not part.value.strip():
                faults.append(part.fault(f"{name}.{key}", "must be a text; put a number in quotes"))
        else:
            near = did_you_mean(key, (*TARGETS, *CONDITIONS))
            faults.append(part.fault(f"{name}.{key}", f"Extra inputs are not permitted{near}"))
    faults += [node.fault(name, f"{key} is missing") for key in TARGETS if key not in fields]
    return Rule(**fields) if len(faults) == before else None


def _words(name: str, node: Node, allowed: Sequence[str], faults: list[Fault]) -> tuple[str, ...]:
    """A word or a list of words that there are."""
    entries = node.value if isinstance(node.value, list) else [node]
    if not entries:
        faults.append(node.fault(name, "is empty; leave it out where anything fits"))
    for entry in entries:
        if entry.value not in allowed:
            near = did_you_mean(str(entry.value), allowed)
            faults.append(entry.fault(name, f"{entry.plain()!r} is none of {', '.join(allowed)}{near}"))
    return tuple(str(entry.value) for entry in entries)


def _check_order(rules: Sequence[tuple[Node, Rule]], known_words: Words, faults: list[Fault]) -> None:
    """The last rule takes the rest, and each rule before it takes something that no earlier one took."""
    last_node, last = rules[-1]
    if any(getattr(last, name) for name in CONDITIONS):
        text = "the last rule must have no condition, so that every cost has an account"
        faults.append(last_node.fault(f"accounts[{len(rules)}]", text))
    choices = []
    for name in CONDITIONS:
        named = list(dict.fromkeys(word for _, rule in rules for word in getattr(rule, name)))
        whole = name not in OPTIONAL and len(named) == len(known_words[name])
        choices.append(named if whole else [*named, OTHER])
    left = [dict(zip(CONDITIONS, line, strict=True)) for line in product(*choices)]
    for place, (node, rule) in enumerate(rules, start=1):
        rest = [line for line in left if not rule.fits(line)]
        if len(rest) == len(left):
            faults.append(node.fault(f"accounts[{place}]", "is never reached: the rules before it take all that fits"))
        left = rest
