"""Ranges can be learnt: two rounds of ten questions, what changed between them, and what so few answers can prove."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from costmodel.elicitation.calibration import PROOF, binomial
from costmodel.language.language import Language, language_of

ROUND = 10  # questions in a round


@dataclass(frozen=True)
class Proof:
    """What a number of answers can show of somebody's ranges.

    Attributes:
        answers: how many.
        most_hits: from so many hits downwards it is proven that the ranges are too narrow: so few happen by bad luck
            with a chance below 5 % (a judgement). -1 where no number of hits proves it.
        chance: of so few hits for somebody whose ranges keep their promise.
        found_out: the chance that somebody whose ranges hold only `share` of the time has so few hits.
        share: such a share.
    """

    answers: int
    most_hits: int
    chance: float
    found_out: float
    share: float


def proof(answers: int, confidence: float = 0.8, share: float = 0.6) -> Proof:
    """What so many answers can prove; binomial, exact.

    Args:
        answers: of one person, or of a group all together.
        confidence: what the ranges should hold, as a share.
        share: what somebody's ranges hold who is too sure; to be found out.
    """
    few = [hits for hits in range(answers + 1) if binomial(answers, confidence, 0, hits) < PROOF]
    most = few[-1] if few else -1
    chance, found_out = ((binomial(answers, one, 0, most) if few else 0.0) for one in (confidence, share))
    return Proof(answers, most, chance, found_out, share)


def what_it_proves(answers: int, code: str | Language = "en", confidence: float = 0.8) -> str:
    """The same in a sentence.

    Args:
        answers, confidence: as for `proof`.
        code: of the language.
    """
    says, found = language_of(code), proof(answers, confidence)
    if found.most_hits < 0:
        return says("training: proves nothing", answers=str(answers))
    return says(
        "training: proves",
        answers=str(answers),
        hits=str(found.most_hits),
        chance=says.percent(found.chance),
        share=says.percent(found.share),
        found=says.percent(found.found_out),
    )


def chance_of_the_gain(first: int, of_first: int, second: int, of_second: int) -> float:
    """The chance that the second round has at least so many of all hits if nothing was learnt (Fisher's exact test).

    Args:
        first, second: hits of each round.
        of_first, of_second: answers of each round.
    """
    hits, answers = first + second, of_first + of_second
    ways = math.comb(answers, hits)
    at_least = range(second, min(hits, of_second) + 1)
    return sum(math.comb(of_second, here) * math.comb(of_first, hits - here) for here in at_least) / ways


def progress(
    first: int, of_first: int, second: int, of_second: int, code: str | Language = "en", confidence: float = 0.8
) -> str:
    """What the second round shows beside the first, in a sentence; a gain is called one only where luck is unlikely.

    Whoever has kept the promise in the second round had nothing to gain, and is not told to go wider.

    Args:
        first, of_first, second, of_second: as for `chance_of_the_gain`.
        code: of the language.
        confidence: what the ranges should hold, as a share.
    """
    says = language_of(code)
    told = says(
        "training: both rounds",
        first=str(first),
        of_first=str(of_first),
        second=str(second),
        of_second=str(of_second),
    )
    if second * of_first <= first * of_second:
        kept = second >= confidence * of_second - 1e-9
        return f"{told} {says('training: kept' if kept else 'training: no gain')}"
    chance = chance_of_the_gain(first, of_first, second, of_second)
    key = "training: gain" if chance < PROOF else "training: gain or luck"
    return f"{told} {says(key, chance=says.percent(chance))}"


def group(hits: Sequence[int], code: str | Language = "en", confidence: float = 0.8) -> str:
    """What the cards of a group say together: hits in all, and what so many answers prove.

    Args:
        hits: of each person, of ten.
        code: of the language.
        confidence: what the ranges should hold, as a share.

    Raises:
        ValueError: nobody, or a number that cannot be the hits of ten.
    """
    says = language_of(code)
    if not hits or not all(0 <= one <= ROUND for one in hits):
        raise ValueError(says("training: no hits", most=str(ROUND)))
    answers, held = ROUND * len(hits), sum(hits)
    chance = binomial(answers, confidence, 0, held)
    few = chance < PROOF
    told = says(
        "training: group" if len(hits) > 1 else "training: alone",
        people=str(len(hits)),
        hits=str(held),
        answers=str(answers),
        share=says.percent(held / answers),
    )
    key = "training: group narrow" if few else "training: group holds"
    return f"{told} {says(key, chance=says.percent(chance))} {what_it_proves(answers, says, confidence)}"
