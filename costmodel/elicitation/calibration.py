"""Do people's ranges keep what they promise? Ten questions, and a score for ranges that should hold 8 times in 10."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from costmodel.elicitation.quiz_questions import Question
from costmodel.errors import AssumptionsError, Fault, Sentence, did_you_mean
from costmodel.language.beliefs import written_number
from costmodel.language.language import Language, language_of

if TYPE_CHECKING:
    import pandas as pd

Standing = Literal["nothing answered", "too narrow", "rather narrow", "as promised", "too wide"]
# Judgements: below which chance of so few (or so many) hits a verdict is passed, and below which a hint is given.
PROOF, HINT = 0.05, 0.25
Range = tuple[float | None, float | None]
Answers = Sequence[Range | None] | Mapping[str, Range | None]


@dataclass(frozen=True)
class Scored:
    """One answered question.

    Attributes:
        question: in a few words, or "question 3".
        low, high: the range that was given.
        truth: the true value, in the same unit.
        hit: whether the range holds it.
        needed: by how much half the width had to be multiplied to reach the true value; at most 1 for a hit, infinite
            for a single point that missed.
        score: the interval score over the true value; small is good. It is the width, and for a miss 2 / (1 -
            confidence) times what is missing on top (Gneiting and Raftery 2007, "Strictly proper scoring rules,
            prediction, and estimation", Journal of the American Statistical Association 102, 359-378).
        unit: of the values, in words; empty where only a true value was given.
    """

    question: str
    low: float
    high: float
    truth: float
    hit: bool
    needed: float
    score: float
    unit: str = ""


@dataclass(frozen=True, repr=False)
class Calibration:
    """How somebody's ranges did.

    Attributes:
        scored: the answered questions, in their order.
        confidence: what the ranges should have held, as a share.
        asked: how many questions there were.
    """

    scored: tuple[Scored, ...]
    confidence: float
    asked: int

    @property
    def answered(self) -> int:
        """How many questions have a range."""
        return len(self.scored)

    @property
    def hits(self) -> int:
        """How many ranges hold the true value."""
        return sum(one.hit for one in self.scored)

    @property
    def expected(self) -> float:
        """How many would, if the ranges kept their promise: the mean over many such quizzes."""
        return self.confidence * self.answered

    @property
    def chance_of_so_few(self) -> float:
        """The chance of at most so many hits for somebody whose ranges keep their promise: binomial, exact."""
        return binomial(self.answered, self.confidence, 0, self.hits)

    @property
    def chance_of_so_many(self) -> float:
        """The chance of at least so many hits for such a person."""
        return binomial(self.answered, self.confidence, self.hits, self.answered)

    @property
    def widen(self) -> float:
        """By how much all ranges, kept in their middles, had to be multiplied to hold the promised share.

        Below 1 where they were wider than needed; infinite where single points missed; NaN without answers.
        """
        if not self.scored:
            return math.nan
        wanted = math.ceil(self.confidence * self.answered - 1e-9)
        return sorted(one.needed for one in self.scored)[max(wanted, 1) - 1]

    @property
    def score(self) -> float:
        """The mean of the interval scores, in parts of the true values; NaN without answers."""
        return math.fsum(one.score for one in self.scored) / self.answered if self.scored else math.nan

    @property
    def standing(self) -> Standing:
        """The verdict in two words: proof below a chance of 5 %, a hint below 25 % (judgements)."""
        if not self.scored:
            return "nothing answered"
        if self.chance_of_so_few < PROOF:
            return "too narrow"
        if self.chance_of_so_few < HINT:
            return "rather narrow"
        return "too wide" if self.chance_of_so_many < PROOF else "as promised"

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row for each answered question; columns low, high, truth, hit, needed, score, as in `Scored`."""
        import pandas as pd

        columns = ["low", "high", "truth", "hit", "needed", "score"]
        rows = [[getattr(one, key) for key in columns] for one in self.scored]
        return pd.DataFrame(
            rows, columns=columns, index=pd.Index([one.question for one in self.scored], name="question")
        )

    def in_words(self, code: str | Language = "en") -> pd.DataFrame:
        """The same to be read: question, range, true value and result as texts, and the width needed as a number."""
        import pandas as pd

        says = language_of(code)
        rows = [
            {
                says("quiz: question"): one.question,
                says("quiz: range"): says.span(written_number(one.low, says), written_number(one.high, says)),
                says("quiz: truth"): f"{written_number(one.truth, says)} {one.unit}".strip(),
                says("quiz: result"): says("quiz: held" if one.hit else "quiz: missed"),
                says("quiz: needed"): one.needed,
            }
            for one in self.scored
        ]
        return pd.DataFrame(rows)

    def verdict(self, code: str | Language = "en") -> str:
        """In plain sentences: hits, what they prove, and how wide the ranges should have been."""
        says = language_of(code)
        if not self.scored:
            return says("quiz: nothing answered")
        told = [
            says(
                "quiz: hits",
                hits=str(self.hits),
                answered=str(self.answered),
                confidence=says.percent(self.confidence),
                expected=says.plain(self.expected, 1),
            ),
            says(
                f"quiz: {self.standing}",
                chance=says.percent(
                    self.chance_of_so_many if self.standing == "too wide" else self.chance_of_so_few,
                ),
            ),
        ]
        if self.standing in ("too narrow", "rather narrow"):
            key = "quiz: widen" if math.isfinite(self.widen) else "quiz: points"
            told.append(says(key, factor=says.plain(self.widen, 1) if math.isfinite(self.widen) else ""))
        if self.answered < self.asked:
            told.append(says("quiz: unanswered", count=str(self.asked - self.answered)))
        return " ".join(told)

    def __repr__(self) -> str:
        return self.verdict()


def score_calibration(answers: Answers, truths: Sequence[float | Question], confidence: float = 0.8) -> Calibration:
    """How often somebody's ranges held the true value, and how often they should have.

    Args:
        answers: a pair (low, high) for each question, in order, or by the questions' keys; None, or a pair of None or
            NaN, is unanswered.
        truths: the true values, not zero, in the units of the answers; or the questions.
        confidence: what share of the ranges should hold, between 0 and 1.

    Raises:
        AssumptionsError: every fault in the answers, told for each question: half a range, a low above its high,
            something that is no number, an answer to no question.
        ValueError: a confidence that is not between 0 and 1, or no questions.
    """
    if not 0 < confidence < 1:
        raise ValueError("a confidence lies between 0 and 1")
    if not truths:
        raise ValueError("there are no questions")
    names = [one.label if isinstance(one, Question) else f"question {place + 1}" for place, one in enumerate(truths)]
    values = [one.value if isinstance(one, Question) else float(one) for one in truths]
    faults: list[Fault] = []
    scored = []
    for place, given in enumerate(_in_order(answers, truths, faults)):
        if place >= len(values):
            faults.append(Fault("", place, f"question {place + 1}", Sentence("is answered, but was not asked")))
            continue
        ends = _ends(given)
        wrong = _wrong(ends, values[place])
        if wrong:
            faults.append(Fault("", place, names[place], wrong))
        elif ends != (None, None):
            unit = one.unit if isinstance(one := truths[place], Question) else ""
            scored.append(_scored(names[place], ends, values[place], confidence, unit))  # type: ignore[arg-type]
    if faults:
        raise AssumptionsError(faults)
    return Calibration(tuple(scored), confidence, len(values))


def _in_order(answers: Answers, truths: Sequence[float | Question], faults: list[Fault]) -> Sequence[object]:
    if not isinstance(answers, Mapping):
        return answers
    keys = [one.key for one in truths if isinstance(one, Question)]
    unknown = [str(name) for name in answers if name not in keys]
    faults += [Fault("", -1, name, Sentence("is no question{near}", near=did_you_mean(name, keys))) for name in unknown]
    return [answers.get(one.key) if isinstance(one, Question) else None for one in truths]


def _ends(given: object) -> tuple[object, object]:
    """Both ends, None for nothing; what is no pair stands as it is."""
    if given is None:
        return None, None
    if isinstance(given, str) or not isinstance(given, Sequence) or len(given) != 2:
        return given, given
    low, high = (None if isinstance(end, float) and math.isnan(end) else end for end in given)
    return low, high


def _wrong(ends: tuple[object, object], truth: float) -> str:
    """What is wrong with an answer; empty if nothing is."""
    if not math.isfinite(truth) or truth == 0:
        return Sentence("its true value must be a number other than zero")
    if ends == (None, None):
        return ""
    for end in ends:
        if end is None:
            return Sentence("has only one end; a range has a low and a high one")
        if isinstance(end, bool) or not isinstance(end, int | float) or not math.isfinite(end):
            return (
                Sentence("{typed!r} is no range of two numbers", typed=end)
                if ends[0] is ends[1]
                else Sentence("{typed!r} is no number", typed=end)
            )
    low, high = (float(end) for end in ends)  # type: ignore[arg-type]
    return Sentence("low {low:g} is above high {high:g}", low=low, high=high) if low > high else ""


def _scored(name: str, ends: tuple[float, float], truth: float, confidence: float, unit: str) -> Scored:
    low, high = (float(end) for end in ends)
    middle, half = (low + high) / 2, (high - low) / 2
    hit = low <= truth <= high
    away = abs(truth - middle)
    needed = away / half if half > 0 else (0.0 if hit else math.inf)
    overshoot = max(low - truth, truth - high, 0.0)
    score = (high - low + 2 / (1 - confidence) * overshoot) / abs(truth)
    return Scored(name, low, high, truth, hit, needed, score, unit)


def binomial(count: int, chance: float, lowest: int, highest: int) -> float:
    """The chance of at least `lowest` and at most `highest` successes."""
    terms = (math.comb(count, k) * chance**k * (1 - chance) ** (count - k) for k in range(lowest, highest + 1))
    return min(math.fsum(terms), 1.0)
