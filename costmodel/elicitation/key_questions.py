"""The questions that matter most: which assumptions a group should talk about before all others, in its own words."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from costmodel.beliefs.belief import Belief
from costmodel.decisions.sensitivity import drivers
from costmodel.estimates.asked import kinds_told
from costmodel.estimates.result import Estimate, estimate
from costmodel.estimates.variations import Variations
from costmodel.files.assumptions import Assumptions
from costmodel.language.beliefs import believed
from costmodel.language.language import Language, language_of
from costmodel.language.translations import texts, translated

if TYPE_CHECKING:
    import pandas as pd

FIGURES = ("to_go_live", "go_live")  # on one of them a question must weigh to be asked
MOST = 15  # judgement: what a group can answer with care in an hour
CANDIDATES = 100  # ranges that are looked at closely; events all are, for many of them are small
PAIRED_SAMPLES = 1024  # of a run with one answer low or high; both have the same draws, so few will do
UNASKED = "discrepancy."  # what estimates miss although everything was asked is nothing that a group can answer
P10_TO_P90 = 2.563  # standard deviations of a normal distribution: 2 x 1.2816


@kinds_told
def questions(
    assumptions: Assumptions, most: int = MOST, code: str | Language = "en", samples: int = 4096, seed: int = 1
) -> pd.DataFrame:
    """The uncertain assumptions on which cost and date hang most, as questions to a group.

    Candidates are all events, and the ranges whose own parts `drivers` finds to carry most of the cost to go-live or of
    the date. Each is then moved alone, as in `tornado`, and weighs as the standard deviation that its own movement
    makes, against that of the figure: for a range the swing over 2.563 standard deviations, for an event the swing
    times the root of p (1 - p). It is asked by the larger of its two weights (a judgement). What is taken for certain
    is not among the questions, however much hangs on it: whether it is certain must be asked separately.

    Args:
        assumptions: what is believed so far.
        most: so many questions at most.
        code: of the language, one of `languages()`: of headings and texts.
        samples, seed: as for `estimate`.

    Returns:
        a row for each assumption, indexed by its name, the weightiest first; in the language: the question (the
        meaning), what is believed so far, by how much the mean cost to go-live (money, to the hundred) and the mean
        months to go-live move when the answer goes from its P10 to its P90 or an event from "never" to "always", and
        whether it rests on a judgement or a source.

    Raises:
        ValueError: fewer than two samples, fewer than one question, or an unknown language.
    """
    import pandas as pd

    if most < 1:
        raise ValueError(f"at least one question is asked, not {most}")
    says = language_of(code)
    told = translated(assumptions, says.code)
    est = estimate(told, samples, seed)
    spread = {of: max(float(est.figure(of).std()), 1e-12) for of in FIGURES}
    paired = est if samples <= PAIRED_SAMPLES else estimate(told, PAIRED_SAMPLES, seed)
    around = Variations(paired)
    moved = {name: _swings(around, name) for name in _candidates(est)}
    weights = {
        name: max(_deviation(told[name], swing) / spread[of] for of, swing in swings.items())
        for name, swings in moved.items()
    }
    names = [name for name in sorted(weights, key=lambda name: -weights[name]) if weights[name] > 0][:most]
    words = texts(says.code, told.folders)
    rests = {True: says("questions judgement"), False: says("questions source")}
    columns = {
        says("questions ask"): [told[name].meaning for name in names],
        says("questions so far"): [believed(told[name], words, says) for name in names],
        says("questions cost", currency=told.currency): [
            100 * round(moved[name]["to_go_live"] / 100) for name in names
        ],
        says("questions months"): [round(moved[name]["go_live"], 1) + 0.0 for name in names],
        says("questions rests"): [rests[told[name].rests_on_judgement] for name in names],
    }
    return pd.DataFrame(columns, index=pd.Index(names, name=says("column assumption")))


def _candidates(est: Estimate) -> Iterable[str]:
    import pandas as pd

    shares = pd.concat([drivers(est, of)["share"] for of in FIGURES], axis=1).max(axis=1)
    leading = set(shares.sort_values(ascending=False, kind="stable").index[:CANDIDATES])
    uncertain = est.assumptions.uncertain
    known = [name for name in uncertain if not name.startswith(UNASKED)]
    return [name for name in known if name in leading or est.assumptions[name].is_event]


def _swings(around: Variations, name: str) -> dict[str, float]:
    """By how much the mean of each figure moves between the two ends of an assumption."""
    assumptions, belief = around.known.assumptions, around.known.assumptions[name]
    ends = (0.0, 1.0) if belief.is_event else (float(belief.quantile(share)) for share in (0.1, 0.9))
    low, high = (around.of(assumptions.with_changes({name: end}, by="questions")) for end in ends)
    return {of: float(high.figure(of).mean() - low.figure(of).mean()) for of in FIGURES}


def _deviation(belief: Belief, swing: float) -> float:
    """The standard deviation that an assumption makes alone."""
    if belief.is_event:
        chance = belief.low
        return abs(swing) * math.sqrt(chance * (1 - chance))
    return abs(swing) / P10_TO_P90
