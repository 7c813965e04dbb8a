"""How accounting treats a cost and why: a table of rules, each with its paragraph, by what a line says it is.

Rules of IAS 38 (own software), IAS 16 (bought equipment) and, as an option, HGB section 248(2). A rule asks for the
fields of a line, never for the words of its item, so that a line may be called anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from costmodel.simulation.ledger import CostLine

CAPITAL, EQUIPMENT, OPERATING = "development", "equipment", "operating"


@dataclass(frozen=True)
class Rule:
    """How accounting treats the lines that it fits, and why; an empty condition fits everything.

    Attributes:
        how: operating, equipment or development.
        reason: with the paragraph.
        treatment: what the line, or the plan, says of itself.
        kind: of what is done, repeats included.
        category, phase, activity, payee: as the line has them.
    """

    how: str
    reason: str
    treatment: str = ""
    kind: str = ""
    category: str = ""
    phase: str = ""
    activity: str = ""
    payee: str = ""

    def fits(self, line: CostLine) -> bool:
        """Whether the line falls under the rule."""
        asked = (
            (self.treatment, line.treatment),
            (self.kind, line.nature),
            (self.category, line.category),
            (self.phase, line.phase),
            (self.activity, line.activity),
            (self.payee, line.payee),
        )
        return all(not wanted or wanted == word for wanted, word in asked)


# The first rule that fits decides; a line that none fits is development. A test demands that each meets a line of the
# shipped model.
RULES = (
    Rule(OPERATING, "Grant related to income, deducted from the expense (IAS 20.29)", treatment="grant"),
    Rule(OPERATING, "Proceeds of a disposal, not a cost of acquisition (IAS 16.68)", kind="credit"),
    Rule(EQUIPMENT, "Installation of bought equipment (IAS 16.17)", treatment="installation"),
    Rule(
        OPERATING,
        "Training users is never part of the asset (IAS 38.67(c), .69(b))",
        treatment="user_training",
    ),
    Rule(OPERATING, "Reorganising the business is expense (IAS 38.69(d))", treatment="reorganisation"),
    Rule(
        OPERATING,
        "Operating loss before the planned performance is reached (IAS 38.67(b))",
        treatment="start_up_loss",
    ),
    Rule(
        OPERATING,
        "General overhead: serves the whole organisation (IAS 38.67(a))",
        treatment="shared_overhead",
    ),
    Rule(OPERATING, "General overhead (IAS 38.67(a))", treatment="overhead"),
    Rule(OPERATING, "Training staff is never part of the asset (IAS 38.67(c), .69(b))", kind="learning"),
    Rule(OPERATING, "Abnormal cost: inefficiency (IAS 38.67(b))", kind="shock"),
    Rule(
        OPERATING,
        "General overhead: guards the initiative, is no part of the asset (IAS 38.67(a))",
        kind="mitigation",
    ),
    Rule(
        OPERATING,
        "General overhead unless shown to be directly attributable (IAS 38.67(a))",
        kind="additional",
    ),
    Rule(EQUIPMENT, "Bought equipment (IAS 16.7, .15)", payee="hardware"),
    Rule(
        OPERATING,
        "After go-live: running, upkeep and retraining, no new asset (IAS 38.20, .67)",
        phase="operate",
    ),
    Rule(OPERATING, "General overhead (IAS 38.67(a))", kind="recruiting"),
    Rule(OPERATING, "Inefficiency: the premium pays for an open post (IAS 38.67(b))", kind="premium"),
    Rule(
        OPERATING,
        "General overhead: not attributable to the asset without time sheets (IAS 38.67(a))",
        kind="level_of_effort",
    ),
    Rule(OPERATING, "Waiting and idle time: inefficiency (IAS 38.67(b))", category="waiting"),
)
DEVELOPED = "After the passed gate directly attributable development (IAS 38.57, .66)"
RESEARCHED = "Before the passed gate: expensed, and never reinstated (IAS 38.54, .71)"
STRADDLES = f"{DEVELOPED}; before it expensed, and never reinstated (IAS 38.54, .71)"
NO_OPTION = "The option to capitalise own development is not used (HGB section 248(2))"
HGB = " as the HGB option asks too (section 248(2), 255(2a))"


@dataclass(frozen=True)
class Treatment:
    """How a line is treated, why, and who decided."""

    how: str
    reason: str
    by: str = "rule"


def treatment(line: CostLine, develops: bool, as_well: str = "") -> Treatment:
    """What becomes of a line: development (from the gate on), equipment (at once) or operating (never an asset).

    Args:
        line: the line.
        develops: whether own development is capitalised at all.
        as_well: what the reason of capitalised development adds (the HGB option).
    """
    for rule in RULES:
        if rule.fits(line):
            return Treatment(rule.how, rule.reason)
    return Treatment(CAPITAL, DEVELOPED + as_well) if develops else Treatment(OPERATING, NO_OPTION)
