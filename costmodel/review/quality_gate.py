"""How good an estimate is: its weak spots, and what the public guides would say of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from costmodel.estimates.asked import kinds_told
from costmodel.estimates.result import Estimate
from costmodel.language.language import Language
from costmodel.review.guides import Accuracy, Answer, accuracy, checklist
from costmodel.review.weak_spots import SEVERITIES, Evidence, WeakSpot, weak_spots

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Quality:
    """How good an estimate is.

    Attributes:
        weak_spots: the gravest first.
        checklist: what the guides ask for, with answers.
        accuracy: the AACE class with its accuracy.
        money_on_judgement: the share of the mean cost to go-live that stands on numbers which no source carries.
        variance_on_judgement: the same share of its variance; what several numbers do together is split in proportion.
        says: the language of the assumptions, in which all sentences are.
    """

    weak_spots: tuple[WeakSpot, ...]
    checklist: tuple[Answer, ...]
    accuracy: Accuracy
    money_on_judgement: float
    variance_on_judgement: float
    says: Language = field(repr=False)

    @property
    def passed(self) -> bool:
        """Whether the estimate passes the gate: no weak spot is high."""
        return not any(spot.severity == "high" for spot in self.weak_spots)

    @property
    def weak_spots_table(self) -> pd.DataFrame:
        """A row for each weak spot; columns severity, kind, name, what, why, do, weight."""
        import pandas as pd

        return pd.DataFrame([asdict(spot) for spot in self.weak_spots], columns=list(WeakSpot.__dataclass_fields__))

    @property
    def checklist_table(self) -> pd.DataFrame:
        """A row for each question; columns guide, number, asked, answer, evidence."""
        import pandas as pd

        return pd.DataFrame([asdict(one) for one in self.checklist], columns=list(Answer.__dataclass_fields__))

    def __repr__(self) -> str:
        says = self.says
        count = {one: str(sum(spot.severity == one for spot in self.weak_spots)) for one in SEVERITIES}
        replies = {one: str(sum(line.answer == one for line in self.checklist)) for one in ("yes", "partly", "no")}
        lines = [
            says("quality passed" if self.passed else "quality not passed", **count),
            says(
                "weak judgement",
                money=says.percent(self.money_on_judgement),
                variance=says.percent(self.variance_on_judgement),
            ),
            repr(self.accuracy),
            says("quality guides", **replies),
        ]
        grave = [spot for spot in self.weak_spots if spot.severity != "low"]
        return "\n".join([*lines, *(f"  {says.text(f'word {spot.severity}')}: {spot.what}" for spot in grave)])


@kinds_told
def quality(est: Estimate) -> Quality:
    """Weak spots of an estimate and a checklist of the public guides, each answered from the estimate itself.

    Raises:
        ValueError: one sample, all at likeliest, which has no spread to judge.
    """
    if est.samples < 2:
        raise ValueError("all at likeliest has no spread to judge; ask for 10,000 samples")
    evidence = Evidence(est)
    graded = accuracy(evidence)
    return Quality(
        weak_spots=tuple(weak_spots(evidence)),
        checklist=tuple(checklist(evidence, graded)),
        accuracy=graded,
        money_on_judgement=evidence.money_on_judgement,
        variance_on_judgement=evidence.variance_on_judgement,
        says=evidence.says,
    )
