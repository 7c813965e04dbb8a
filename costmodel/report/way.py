"""The way from a first estimate to the budget and the whole life, in steps that add up: as a picture and a table."""

from __future__ import annotations

from costmodel.estimates.experience import added_by_experience
from costmodel.estimates.first_estimate import is_given
from costmodel.estimates.result import Estimate
from costmodel.language.language import Language
from costmodel.report.tables import Column, Table


def steps(est: Estimate, confidence: float) -> list[tuple[str, float]]:
    """From the first estimate to the whole life at a confidence, in money.

    Args:
        est: a simulation.
        confidence: of the budget to go-live and of the whole life.

    Returns:
        keys of texts, each with its amount; where a key begins with "=", the amount is the level reached so far, and
        the others add up to it. What experience adds, or takes, stands apart; the reserve before it leads
        to what would be enough without it.
    """
    parts = est.underestimation
    before, whole = est.quantile(confidence, of="to_go_live"), est.quantile(confidence)
    experience = added_by_experience(est, confidence)
    beyond = [("experience adds" if experience > 0 else "experience takes", experience)] if experience else []
    return [
        ("=first estimate" if is_given(est.assumptions) else "=prototype lines", parts["first_estimate"]),
        ("its lines dearer" if parts["uncertainty"] >= 0 else "its lines cheaper", parts["uncertainty"]),
        ("out of scope", parts["out_of_scope"]),
        ("=likely to go-live", parts["median"]),
        ("reserve to p80", before - experience - parts["median"]),
        *beyond,
        ("=budget p80", before),
        ("after go-live at p80", whole - before),
        ("=whole life p80", whole),
    ]


def told_steps(est: Estimate, confidence: float, says: Language) -> list[tuple[str, float]]:
    """The same in words, which say how often a level is enough; a name that begins with "=" is a level reached."""
    odds, even = says.of_ten(confidence), says.of_ten(0.5)
    return [
        ("=" * key.startswith("=") + says(f"step {key.removeprefix('=')}", odds=odds, even=even), amount)
        for key, amount in steps(est, confidence)
    ]


def way(est: Estimate, confidence: float, says: Language) -> Table:
    """The same as a table: each step, what it adds, and the level reached."""
    level, rows = 0.0, []
    for name, amount in told_steps(est, confidence, says):
        reached = name.startswith("=")
        level = amount if reached else level + amount
        rows.append((name.removeprefix("="), None if reached else amount, level))
    named = [says(f"column {one}") for one in ("step", "adds", "reached")]
    columns = (Column(named[0]), Column(named[1], "money"), Column(named[2], "money"))
    return Table("waterfall", columns, tuple(rows))
