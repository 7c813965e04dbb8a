"""On which account and cost centre finance books what is spent: rules from a small file, by what a line says it is.

The file is ``mapping/accounts.yaml`` in the company's folder, or else the shipped one: a list of rules under
``accounts``. Each names an account and a cost centre and, as conditions, a category, payee, phase, kind, activity or
role (or lists of them). The first rule that fits a line decides; the last one has no condition, so that nothing is left
over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from costmodel.errors import AssumptionsError, Fault, did_you_mean
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.phasing import known
from costmodel.estimates.result import Estimate
from costmodel.files.assumptions import Assumptions
from costmodel.files.nodes import Node, read_yaml
from costmodel.finance.courses import spent
from costmodel.finance.cuts import cut_at
from costmodel.finance.line_rules import Conditions, Words, check_order, file_of, fits, listed, rule_of, words
from costmodel.simulation.windows import Group

if TYPE_CHECKING:
    import pandas as pd

NAME = "accounts.yaml"
FILE = Path("mapping") / NAME
SECTION = "accounts"
CONDITIONS = ("category", "payee", "phase", "kind", "activity", "role")
TARGETS = ("account", "cost_centre")


@dataclass(frozen=True)
class Rule:
    """Where a line is booked if it fits; without a condition everything fits.

    Attributes:
        account, cost_centre: as finance calls them.
        conditions: of `CONDITIONS`, each with the words of which a line has one.
    """

    account: str
    cost_centre: str
    conditions: Conditions

    def fits(self, line: Mapping[str, str]) -> bool:
        """Whether a line that says this of itself falls under the rule."""
        return fits(self.conditions, line)


@kinds_told
def accounts(
    est: Estimate,
    every: str = "fiscal_year",
    file: str | Path | None = None,
    confidence: float | None = None,
    view: str = "carried_through",
) -> pd.DataFrame:
    """Spending by period, account and cost centre; the cells add up, in cents, to the mean or to the percentile.

    Undiscounted, in constant prices, as `Estimate.cash_flow` and `Estimate.plan`.

    Args:
        est: the estimate.
        every: "month", "quarter" or "fiscal_year".
        file: with the rules; None for ``mapping/accounts.yaml`` of the folder that the assumptions come from, or the
            shipped one.
        confidence: 0.8 for a plan that is kept in 8 of 10 courses; None for the mean.
        view: "carried_through", or "as_it_happens" (stops and early retirement included).

    Returns:
        a row for each period, a column for each (account, cost_centre), in money.

    Raises:
        AssumptionsError: every fault in the rules, as ``file:line: name: fault``.
        ValueError: an unknown period or view, or a confidence outside 0..1.
    """
    import pandas as pd

    known(every, "category")
    given = Path(file) if file is not None else rules_file(est.assumptions)
    rules = read_rules(given, words(est.assumptions))
    targets = list(dict.fromkeys((rule.account, rule.cost_centre) for rule in rules))
    cut = cut_at(est, confidence, view)
    frame = cut.closed_table(lambda course: booked(spent(course, view, *asked_of(rules)), rules), every)
    used = [place for place in range(len(targets)) if str(place) in frame.columns]
    frame = frame[[str(place) for place in used]]
    frame.columns = pd.MultiIndex.from_tuples([targets[place] for place in used], names=TARGETS)
    return frame.loc[:, (frame != 0).any().to_numpy()]


def asked_of(rules: Sequence[Rule]) -> tuple[str, ...]:
    """What the rules ask of a line, which is how finely the ledger is cut for them."""
    return tuple(name for name in CONDITIONS if any(name in rule.conditions for rule in rules))


def booked(groups: Iterable[Group], rules: Sequence[Rule]) -> Iterator[Group]:
    """Money by window and by the place of the account and cost centre among all those that rules name.

    Args:
        groups: of money by window, cut by what the rules ask (`asked_of`).
        rules: in order.
    """
    places = {target: str(i) for i, target in enumerate(dict.fromkeys((r.account, r.cost_centre) for r in rules))}
    asked = asked_of(rules)
    for window, parts in groups:
        found = {}
        for key, amount in parts.items():
            line = dict(zip(asked, key, strict=True))
            rule = next(rule for rule in rules if rule.fits(line))
            found[(places[rule.account, rule.cost_centre], *key)] = np.asarray(amount)
        yield window, found


def rules_file(assumptions: Assumptions) -> Path:
    """The company's rules, or the shipped ones."""
    return file_of(assumptions, NAME)


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
    rules: list[tuple[Node, Rule]] = []
    if root is not None:
        nodes = _only_rules(root, faults)
        for place, node in enumerate(nodes, start=1):
            read = rule_of(f"{SECTION}[{place}]", node, TARGETS, CONDITIONS, known_words, faults)
            if read is not None:
                decided, asked = read
                rules.append((node, Rule(decided["account"], decided["cost_centre"], asked)))
        if len(rules) == len(nodes) and rules:
            asked_in_turn = [(node, rule.conditions) for node, rule in rules]
            faults += check_order(SECTION, asked_in_turn, known_words, "every cost has an account")
    if faults:
        raise AssumptionsError(faults)
    return tuple(rule for _, rule in rules)


def _only_rules(root: Node, faults: list[Fault]) -> list[Node]:
    """The entries under ``accounts``, which is all that the file holds."""
    if not root.is_mapping:
        faults.append(root.fault("", f"must hold a list of rules under {SECTION}"))
        return []
    for key, node in root.value.items():
        if key != SECTION:
            faults.append(node.fault(key, f"only {SECTION} stands here{did_you_mean(key, [SECTION])}"))
    return listed(root, SECTION, faults)
