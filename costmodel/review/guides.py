"""What public guides ask of an estimate, answered from the estimate itself: yes, partly or no, each with its figure.

The twelve steps and the eight points of risk analysis follow the U.S. Government Accountability Office's Cost
Estimating and Assessment Guide (GAO-20-195G, 2020), the class AACE International's recommended practice 18R-97; named
here in our own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from costmodel.beliefs.percentiles import standard_error_of_quantile
from costmodel.beliefs.source import Number, Source, Strict
from costmodel.decisions.confidence import within_point
from costmodel.errors import AssumptionsError, Fault
from costmodel.estimates.first_estimate import is_given
from costmodel.estimates.result import Estimate
from costmodel.files.categories import cost_categories
from costmodel.files.entries import Reading
from costmodel.files.nodes import Node, read_yaml
from costmodel.files.tree import baseline_folder
from costmodel.language.language import Language, language_of
from costmodel.language.symbols import MINUS
from costmodel.review.weak_spots import FEWEST_SAMPLES, Evidence

Reply = Literal["yes", "partly", "no"]
CLASSES = Path("outside_view") / "estimate_classes.yaml"
STEPS, POINTS, CLASS = "GAO twelve steps", "GAO risk analysis", "AACE class"


@dataclass(frozen=True)
class Answer:
    """One line of the checklist.

    Attributes:
        guide: which guide; number: its step or point. asked: what it asks for, in a few words.
        answer: "yes", "partly" or "no". evidence: the figure behind it, in a sentence.

    Both texts are in the language of the assumptions.
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
        defined: taken as the share of the mean cost to go-live that does not rest on judgement.
        low, high: the widest accuracy of that class, as shares of the estimate.
        own_low, own_high: P10 and P90 of the cost to go-live against its P50.
        claimed: the best class whose accuracy is as wide as the estimate's own.
        says: the language of the assumptions.
    """

    number: int
    meaning: str
    defined: float
    low: float
    high: float
    own_low: float
    own_high: float
    claimed: int
    says: Language = field(default_factory=language_of, repr=False)

    def __repr__(self) -> str:
        return self.says(
            "guide accuracy",
            number=str(self.number),
            meaning=self.meaning,
            defined=self.says.percent(self.defined),
            low=_signed(self.low),
            high=_signed(self.high),
            own_low=_signed(self.own_low),
            own_high=_signed(self.own_high),
        )


def estimate_classes(folders: Iterable[Path] = ()) -> Mapping[int, EstimateClass]:
    """The classes of ``outside_view/estimate_classes.yaml`` of the first folder that has it, the roughest first.

    Args:
        folders: as `Assumptions.folders`; the shipped classes where none of them has any.

    Raises:
        AssumptionsError: every fault in the file.
    """
    faults: list[Fault] = []
    places = (folder / CLASSES for folder in (*folders, baseline_folder()))
    path = next(place for place in places if place.is_file())
    root = read_yaml(path, CLASSES.as_posix(), faults)
    parts = root.value if root is not None and root.is_mapping else {}
    classes, sources = parts.get("classes"), parts.get("source")
    if root is not None and (classes is None or not classes.is_mapping or set(parts) != {"classes", "source"}):
        faults.append(root.fault("", "must hold `classes` by number, and their `source`"))
    elif root is not None and (sources is None or not isinstance(sources.value, list) or not sources.value):
        faults.append(root.fault("source", "is a list of sources"))
    if faults:
        raise AssumptionsError(faults)
    assert classes is not None  # noqa: S101  said above
    assert sources is not None  # noqa: S101
    reading = Reading(faults)
    found: dict[int, EstimateClass] = {}
    for number, node in classes.value.items():
        if not number.isdecimal():
            faults.append(node.fault(f"classes.{number}", "a class has a whole number, the best one 1"))
            continue
        one = reading.model(EstimateClass, f"classes.{number}", node, node.plain())
        if one is not None:
            found[int(number)] = one
    for node in sources.value:
        reading.model(Source, "source", node, node.plain())
    faults += [] if faults else _out_of_order(found, classes)
    if faults:
        raise AssumptionsError(faults)
    return dict(sorted(found.items(), reverse=True))


def _out_of_order(found: Mapping[int, EstimateClass], node: Node) -> list[Fault]:
    """A class that is defined no better, or claims less, than a rougher one; and numbers that are left out."""
    if sorted(found) != list(range(1, len(found) + 1)):
        return [node.fault("classes", "are numbered from 1 without a gap")]
    return [
        node.at([str(number)]).fault(f"classes.{number}", f"must be better defined and narrower than {number + 1}")
        for number in range(1, len(found))
        if found[number].defined <= found[number + 1].defined
        or not found[number + 1].low <= found[number].low < found[number].high <= found[number + 1].high
    ]


def accuracy(evidence: Evidence) -> Accuracy:
    """The class of an estimate by its definition, and the class whose accuracy it claims."""
    classes = estimate_classes(evidence.assumptions.folders)
    defined = 1 - evidence.money_on_judgement
    number = next(one for one, content in classes.items() if defined <= content.defined or one == 1)
    middle = evidence.est.quantile(0.5, of="to_go_live")
    ends = [evidence.est.quantile(share, of="to_go_live") / middle - 1 if middle > 0 else 0.0 for share in (0.1, 0.9)]
    wide = [one for one, content in classes.items() if content.low <= ends[0] and content.high >= ends[1]]
    return Accuracy(
        number=number,
        meaning=evidence.assumptions.structure.wording.in_language(classes[number].meaning),
        defined=defined,
        low=classes[number].low,
        high=classes[number].high,
        own_low=ends[0],
        own_high=ends[1],
        claimed=min(wide, default=max(classes)),
        says=evidence.says,
    )


def checklist(evidence: Evidence, graded: Accuracy) -> list[Answer]:
    """All answers, guide by guide."""
    return [*_twelve_steps(evidence), *_eight_points(evidence), *_estimate_class(evidence, graded)]


def _reply(yes: bool, partly: bool = True) -> Reply:
    return "yes" if yes else "partly" if partly else "no"


def _signed(share: float) -> str:
    return f"{round(100 * share):+d} %".replace("-", MINUS)


def _twelve_steps(evidence: Evidence) -> list[Answer]:
    est, assumptions, says = evidence.est, evidence.assumptions, evidence.says
    plan = assumptions.structure.plan.activities
    horizon = float(np.mean(est.figures["horizon"]))
    items = len({line.item for case in [next(iter(est.likeliest.cases()))] for line in case.ledger.lines})
    sourced = len(assumptions) - len(assumptions.on_judgement)
    own = len({change.name for change in assumptions.changes}) + (len(assumptions.folders) > 1)
    by_hand = sum(not assumptions.structure.wording.is_reason(change.why) for change in assumptions.changes)
    first = assumptions["first_estimate.amount"].likeliest
    used = [name for name, money in est.categories.items() if float(np.mean(money)) > 0]
    simulated, risks = est.samples >= FEWEST_SAMPLES, assumptions.structure.risks
    point = _exact(float(est.likeliest.to_go_live[0]), evidence)
    told = says("guide second", amount=_exact(first, evidence)) if first > 0 else says("guide no second")

    def answer(number: int, reply: Reply, proof: str) -> Answer:
        return Answer(STEPS, number, says(f"guide step {number}"), reply, proof)

    def count(number: int) -> str:
        return says.number(number)

    return [
        answer(1, _reply(False, horizon > 0), says("guide purpose", months=says.months(round(horizon)))),
        answer(2, "no", says("guide team")),
        answer(3, _reply(bool(plan) and own > 0, bool(plan)),
               says("guide built", plan=count(len(plan)), own=count(own))),
        answer(4, _reply(len(used) > 1),
               says("guide structure", items=count(items), used=count(len(used)), all=count(len(cost_categories())))),
        answer(5, _reply(by_hand == 0), says("guide rules", count=count(len(assumptions)), by_hand=count(by_hand))),
        answer(6, _reply(evidence.money_on_judgement < 0.3, evidence.money_on_judgement < 0.9),
               says("guide data", sourced=count(sourced), count=count(len(assumptions)),
                    money=says.percent(evidence.money_on_judgement),
                    variance=says.percent(evidence.variance_on_judgement))),
        answer(7, _reply(first > 0), says("guide point", point=point, second=told)),
        answer(8, _reply(len(evidence.drivers) > 0, False), _largest(evidence)),
        answer(9, _reply(simulated and bool(risks)),
               says("guide uncertainty", count=count(len(assumptions.uncertain)), risks=count(len(risks)),
                    samples=count(est.samples))),
        answer(10, _reply(by_hand == 0),
               says("guide documentation", fingerprint=est.fingerprint, seed=str(est.seed), version=est.version)),
        answer(11, "no", says("guide approval")),
        answer(12, "no", says("guide actual")),
    ]  # fmt: skip


def _exact(amount: float, evidence: Evidence) -> str:
    return evidence.says.money(amount, evidence.assumptions.currency, exact=True)


def _largest(evidence: Evidence) -> str:
    says = evidence.says
    if len(evidence.drivers) == 0:
        return says("guide no drivers")
    row, count = evidence.drivers.iloc[0], says.number(len(evidence.drivers))
    return says("guide largest", count=count, meaning=row.meaning, share=says.percent(row.share))


def _eight_points(evidence: Evidence) -> list[Answer]:
    est, assumptions, says = evidence.est, evidence.assumptions, evidence.says
    risks, error = len(assumptions.structure.risks), _relative_error(est)
    point = float(est.likeliest.to_go_live[0])
    inside, reserve = float(within_point(est).mean()), est.quantile(0.8, of="to_go_live") - point
    rises = [name for name, one in assumptions.items() if name.startswith("finance.price_rise.") and one.likeliest != 0]
    unknown = says("guide error unknown", count=says.number(FEWEST_SAMPLES))
    told = unknown if np.isnan(error) else says("guide error", share=f"{says.number(100 * error, 1)} %")

    chances = says("guide chances", inside=says.percent(inside))
    if is_given(assumptions):
        chances += says("guide chances first", within=says.percent(est.chance_within))

    def answer(number: int, reply: Reply, proof: str) -> Answer:
        return Answer(POINTS, number, says(f"guide point {number}"), reply, proof)

    def count(number: int) -> str:
        return says.number(number)

    return [
        answer(1, _reply(risks > 0, len(evidence.moving) > 0),
               says("guide moving", count=count(len(evidence.moving)), risks=count(risks))),
        answer(2, _reply(evidence.uncertain_share >= 0.6, evidence.uncertain_share >= 0.3),
               says("guide ranges", share=says.percent(evidence.uncertain_share))),
        answer(3, _reply(evidence.correlated >= 0.5, evidence.correlated > 0),
               says("guide correlated", share=says.percent(evidence.correlated))),
        answer(4, _reply(error < 0.01, est.samples > 1),
               says("guide simulation", samples=count(est.samples), error=told)),
        answer(5, "yes", chances),
        answer(6, _reply(reserve > 0), says("guide contingency", amount=_exact(reserve, evidence))),
        answer(7, _reply(bool(rises)), says("guide phased", count=count(len(rises)))),
        answer(8, _reply(False, bool(assumptions.changes)),
               says("guide changes", count=count(len(assumptions.changes)))),
    ]  # fmt: skip


def _relative_error(est: Estimate) -> float:
    return standard_error_of_quantile(est.to_go_live, 0.8) / max(est.quantile(0.8, of="to_go_live"), 1e-9)


def _estimate_class(evidence: Evidence, graded: Accuracy) -> list[Answer]:
    says, honest = evidence.says, graded.claimed >= graded.number
    told = says(
        "guide class",
        defined=says.percent(graded.defined),
        number=str(graded.number),
        low=_signed(graded.low),
        high=_signed(graded.high),
        own_low=_signed(graded.own_low),
        own_high=_signed(graded.own_high),
        claimed=str(graded.claimed),
        fit=says("guide class wide" if honest else "guide class narrow"),
    )
    return [Answer(CLASS, graded.number, says("guide accuracy asked"), _reply(honest, graded.claimed > 1), told)]
