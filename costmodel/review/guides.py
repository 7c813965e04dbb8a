"""What public guides ask of an estimate, answered from the estimate itself: yes, partly or no, each with its figure.

The twelve steps and the eight points of risk analysis follow the U.S. Government Accountability Office's Cost
Estimating and Assessment Guide (GAO-20-195G, 2020), the class AACE International's recommended practice 18R-97; named
here in our own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from costmodel.beliefs.percentiles import standard_error_of_quantile
from costmodel.beliefs.source import Number, Source, Strict
from costmodel.errors import AssumptionsError, Fault
from costmodel.estimates.result import Estimate
from costmodel.files.categories import cost_categories
from costmodel.files.entries import Reading
from costmodel.files.nodes import read_yaml
from costmodel.files.tree import baseline_folder
from costmodel.review.weak_spots import BY_HAND, FEWEST_SAMPLES, Evidence

Reply = Literal["yes", "partly", "no"]
STEPS, POINTS, CLASS = "GAO twelve steps", "GAO risk analysis", "AACE class"


@dataclass(frozen=True)
class Answer:
    """One line of the checklist.

    Attributes:
        guide: which guide; number: its step or point. asked: what it asks for, in a few words.
        answer: "yes", "partly" or "no". evidence: the figure behind it, in a sentence.
    """

    guide: str
    number: int
    asked: str
    answer: Reply
    evidence: str


class EstimateClass(Strict):
    """One class of estimates: up to which share the work is defined, and the widest accuracy that goes with it."""

    meaning: str
    defined: Annotated[float, Field(strict=True, gt=0, le=1)]
    low: Number
    high: Number


@dataclass(frozen=True)
class Accuracy:
    """The class of an estimate, and the accuracy that it claims itself.

    Attributes:
        number, meaning: the class by how far the work is defined; 5 is the roughest.
        defined: taken as the share of the cost that does not rest on judgement.
        low, high: the widest accuracy of that class, as shares of the estimate.
        own_low, own_high: P10 and P90 of the cost to go-live against its P50.
        claimed: the best class whose accuracy is as wide as the estimate's own.
    """

    number: int
    meaning: str
    defined: float
    low: float
    high: float
    own_low: float
    own_high: float
    claimed: int

    def __repr__(self) -> str:
        return (
            f"AACE class {self.number} ({self.meaning.lower()}; {self.defined:.0%} defined): {self.low:+.0%} to "
            f"{self.high:+.0%}; this estimate says {self.own_low:+.0%} to {self.own_high:+.0%}"
        )


def estimate_classes() -> Mapping[int, EstimateClass]:
    """The classes of `assumptions/outside_view/estimate_classes.yaml`, the roughest first.

    Raises:
        AssumptionsError: every fault in the file.
    """
    faults: list[Fault] = []
    path = baseline_folder() / "outside_view" / "estimate_classes.yaml"
    root = read_yaml(path, f"outside_view/{path.name}", faults)
    reading = Reading(faults)
    found: dict[int, EstimateClass] = {}
    for number, node in (root.at(["classes"]).value if root is not None else {}).items():
        one = reading.model(EstimateClass, f"classes.{number}", node, node.plain())
        if one is not None:
            found[int(number)] = one
    if root is not None:
        for node in root.at(["source"]).value:
            reading.model(Source, "source", node, node.plain())
    if faults:
        raise AssumptionsError(faults)
    return found


def accuracy(evidence: Evidence) -> Accuracy:
    """The class of an estimate by its definition, and the class whose accuracy it claims."""
    classes = estimate_classes()
    defined = 1 - evidence.on_judgement
    number = next(one for one, content in classes.items() if defined <= content.defined or one == 1)
    middle = evidence.est.quantile(0.5, of="to_go_live")
    ends = [evidence.est.quantile(share, of="to_go_live") / middle - 1 if middle > 0 else 0.0 for share in (0.1, 0.9)]
    wide = [one for one, content in classes.items() if content.low <= ends[0] and content.high >= ends[1]]
    return Accuracy(
        number=number,
        meaning=classes[number].meaning,
        defined=defined,
        low=classes[number].low,
        high=classes[number].high,
        own_low=ends[0],
        own_high=ends[1],
        claimed=min(wide, default=max(classes)),
    )


def checklist(evidence: Evidence, graded: Accuracy) -> list[Answer]:
    """All answers, guide by guide."""
    return [*_twelve_steps(evidence), *_eight_points(evidence), *_estimate_class(graded)]


def _reply(yes: bool, partly: bool = True) -> Reply:
    return "yes" if yes else "partly" if partly else "no"


def _twelve_steps(evidence: Evidence) -> list[Answer]:
    est, assumptions = evidence.est, evidence.assumptions
    plan = assumptions.structure.plan.activities
    horizon = float(np.mean(est.figures["horizon"]))
    items = len({line.item for case in [next(iter(est.likeliest.cases()))] for line in case.ledger.lines})
    sourced = len(assumptions) - len(assumptions.on_judgement)
    own = len({change.name for change in assumptions.changes}) + (len(assumptions.folders) > 1)
    by_hand = sum(change.why in BY_HAND for change in assumptions.changes)
    first = assumptions["first_estimate.amount"].likeliest
    point = float(est.likeliest.to_go_live[0])
    used = [name for name, money in est.categories.items() if float(np.mean(money)) > 0]
    simulated = est.samples >= FEWEST_SAMPLES
    return [
        Answer(STEPS, 1, "Purpose and scope", _reply(False, horizon > 0),
               f"Cost to go-live, and {horizon:.0f} months of operation; for which decision is written nowhere"),
        Answer(STEPS, 2, "A plan for estimating, and a team", "no",
               "Neither estimators nor dates are among the assumptions"),
        Answer(STEPS, 3, "What is to be built", _reply(bool(plan) and own > 0, bool(plan)),
               f"{len(plan)} activities; {own} of the numbers and files are this initiative's own"),
        Answer(STEPS, 4, "A structure that holds every cost once", _reply(len(used) > 1),
               f"{items} items in {len(used)} of {len(cost_categories())} categories, adding up to the total"),
        Answer(STEPS, 5, "Ground rules and assumptions", _reply(by_hand == 0),
               f"{len(assumptions)} numbers with meaning, unit and source; {by_hand} changed by hand with no reason"),
        Answer(STEPS, 6, "Data", _reply(evidence.on_judgement < 0.3, evidence.on_judgement < 0.9),
               f"{sourced} of {len(assumptions)} numbers have a published source; "
               f"{evidence.on_judgement:.0%} of the cost rests on judgement"),
        Answer(STEPS, 7, "A point estimate, and an independent one", _reply(first > 0),
               f"Likeliest case {point:,.0f} {assumptions.currency} to go-live; "
               + (f"somebody else says {first:,.0f}" if first > 0 else "nobody else's estimate is given")),
        Answer(STEPS, 8, "Sensitivity", _reply(len(evidence.drivers) > 0, False), _largest(evidence)),
        Answer(STEPS, 9, "Risk and uncertainty", _reply(simulated and bool(assumptions.structure.risks)),
               f"{len(assumptions.uncertain)} uncertain numbers, {len(assumptions.structure.risks)} risks, "
               f"{est.samples:,} samples"),
        Answer(STEPS, 10, "Documentation", _reply(by_hand == 0),
               f"Fingerprint {est.fingerprint}, seed {est.seed}, version {est.version}: it can be computed again"),
        Answer(STEPS, 11, "Approval by management", "no", "No approval is among the assumptions"),
        Answer(STEPS, 12, "Kept up to date with actual cost", "no", "No actual cost is among the assumptions"),
    ]  # fmt: skip


def _largest(evidence: Evidence) -> str:
    if len(evidence.drivers) == 0:
        return "Nothing is uncertain, so nothing drives the spread"
    row = evidence.drivers.iloc[0]
    return f"Largest of {len(evidence.drivers)}: {row.meaning}, {row.share:.0%} of the spread of the cost to go-live"


def _eight_points(evidence: Evidence) -> list[Answer]:
    est, assumptions = evidence.est, evidence.assumptions
    risks, error = len(assumptions.structure.risks), _relative_error(est)
    point = float(est.likeliest.to_go_live[0])
    inside, reserve = float(np.mean(est.to_go_live <= point)), est.quantile(0.8, of="to_go_live") - point
    rises = [name for name, one in assumptions.items() if name.startswith("finance.price_rise.") and one.likeliest != 1]
    told = "its error is unknown below 2,048 samples" if np.isnan(error) else f"P80 known to {error:.1%}"
    return [
        Answer(POINTS, 1, "Cost drivers and their risks", _reply(risks > 0, len(evidence.moving) > 0),
               f"{len(evidence.moving)} uncertain numbers move the cost, {risks} risks may strike"),
        Answer(POINTS, 2, "Distributions", _reply(evidence.uncertain_share >= 0.6, evidence.uncertain_share >= 0.3),
               f"{evidence.uncertain_share:.0%} of what the cost hangs on has a range or a chance"),
        Answer(POINTS, 3, "Correlation", _reply(evidence.correlated >= 0.5, evidence.correlated > 0),
               f"{evidence.correlated:.0%} of the uncertain numbers share a driver with others"),
        Answer(POINTS, 4, "Simulation", _reply(error < 0.01, est.samples > 1), f"{est.samples:,} samples, {told}"),
        Answer(POINTS, 5, "Probability of the point estimate", "yes",
               f"{inside:.0%} for the likeliest case, {est.chance_within:.0%} for the first estimate"),
        Answer(POINTS, 6, "Contingency", _reply(reserve > 0),
               f"{reserve:,.0f} {assumptions.currency} on top of the likeliest case for a confidence of 80 %"),
        Answer(POINTS, 7, "Allocated, phased, in prices of the year", _reply(bool(rises)),
               f"Cut by category and by year; {len(rises)} kinds of cost have a rise of prices"),
        Answer(POINTS, 8, "Repeated as the work goes on", _reply(False, bool(assumptions.changes)),
               f"{len(assumptions.changes)} changes since the files, each with its reason; no actual cost yet"),
    ]  # fmt: skip


def _relative_error(est: Estimate) -> float:
    return standard_error_of_quantile(est.to_go_live, 0.8) / max(est.quantile(0.8, of="to_go_live"), 1e-9)


def _estimate_class(graded: Accuracy) -> list[Answer]:
    honest = graded.claimed >= graded.number
    return [
        Answer(CLASS, graded.number, "Accuracy that fits the definition", _reply(honest, graded.claimed > 1),
               f"{graded.defined:.0%} defined: class {graded.number}, {graded.low:+.0%} to {graded.high:+.0%}; "
               f"P10 and P90 at {graded.own_low:+.0%} and {graded.own_high:+.0%} of P50: as class {graded.claimed}"),
    ]  # fmt: skip
