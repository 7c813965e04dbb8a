"""What the books make of a cost line and why: expense, or an asset with its useful life, by what the line says it is.

The rules are data (``mapping/treatments.yaml``, read by `treatment_rules`), each with a reason and a paragraph for IFRS
and one for the HGB. A rule asks for the fields of a line, never for the words of its item.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from costmodel.errors import did_you_mean
from costmodel.finance.line_rules import Conditions, fits
from costmodel.simulation.ledger import CostLine

EXPENSE = "expense"
Books = Literal["ifrs", "hgb"]
Reasons = Mapping[str, str]  # "ifrs" and "hgb" -> the reason with its paragraph


@dataclass(frozen=True)
class Asset:
    """A kind of asset.

    Attributes:
        name: of the kind.
        capital_from: "accepted" (what is spent after the last gate is passed) or "payment" (all of it).
        written_off_from: "go_live", or "payment" (once it is paid and ready).
        useful_life: the assumption that holds it, in years.
        option: whether the HGB leaves the choice to make an expense of it.
        payee: whose bills are this kind of asset where finance decides that a line is capital; none for all others.
    """

    name: str
    capital_from: str
    written_off_from: str
    useful_life: str
    option: bool = False
    payee: str = ""


@dataclass(frozen=True)
class Rule:
    """What becomes of the lines that it fits: expense, or a kind of asset; and why."""

    becomes: str
    reasons: Reasons
    conditions: Conditions

    def fits(self, line: CostLine) -> bool:
        """Whether the line falls under the rule; a repeat is of the kind of what it does again."""
        said = {name: getattr(line, name) or "" for name in self.conditions}
        return fits(self.conditions, said | ({"kind": line.nature} if "kind" in self.conditions else {}))


@dataclass(frozen=True)
class Treatment:
    """What becomes of a line: an asset, or expense where there is none; why, and who decided (rule or override)."""

    asset: Asset | None
    reason: str
    by: str = "rule"


@dataclass(frozen=True)
class Treatments:
    """All rules in order, the kinds of assets, and the reasons that no single rule has.

    Attributes:
        assets: by name.
        rules: the first that fits decides; the last fits everything.
        before: why what is spent before the gate is expense for good.
        low_value: why a thing of low value is expense at once.
        not_chosen: why development is expense where the HGB option is not used.
    """

    assets: Mapping[str, Asset]
    rules: tuple[Rule, ...]
    before: Reasons
    low_value: Reasons
    not_chosen: Reasons

    def of(self, line: CostLine, books: Books, develops: bool) -> Treatment:
        """What becomes of a line.

        Args:
            line: the line.
            books: whose reasons are told.
            develops: whether what the HGB leaves to choose is capitalised; IFRS leaves no choice.
        """
        rule = next(rule for rule in self.rules if rule.fits(line))
        asset = self.assets.get(rule.becomes)
        if asset is not None and asset.option and books == "hgb" and not develops:
            return Treatment(None, self.not_chosen[books])
        return Treatment(asset, rule.reasons[books])

    def decided(self, item: str, word: str, payee: str) -> Treatment:
        """What becomes of a line on finance's own decision.

        Args:
            item: of the line.
            word: "operating", "capital" or the name of a kind of asset.
            payee: of the line.

        Raises:
            ValueError: another word.
        """
        if word == "operating":
            return Treatment(None, f"Finance decided: {word}", "override")
        if word == "capital":
            named = [asset for asset in self.assets.values() if asset.payee == payee]
            others = [asset for asset in self.assets.values() if not asset.payee]
            return Treatment((named or others)[0], f"Finance decided: {word}", "override")
        if word not in self.assets:
            near = did_you_mean(word, ("capital", "operating", *self.assets))
            raise ValueError(f"{item}: {word!r} is neither capital nor operating{near}")
        return Treatment(self.assets[word], f"Finance decided: {word}", "override")
