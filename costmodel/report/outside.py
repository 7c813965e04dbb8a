"""What the outside view says: what finished projects with such a plan needed, and whether that is more than here."""

from __future__ import annotations

from collections.abc import Callable

from costmodel.language.language import Language
from costmodel.review.reference_forecast import OutsideView, Standing


def told(view: OutsideView, says: Language, *, given: bool) -> str:
    """The comparison for money and date, each with its direction as the figures have it, and what the data are not.

    Args:
        view: the estimate among finished projects.
        says: the language.
        given: whether somebody has given the plan; else it is what half of the courses keep.
    """
    sentences = [says("outside: plan given" if given else "outside: plan even")]
    sentences += [_standing(one, view, says) for one in (view.cost, view.schedule)]
    if given and view.cost.gap < 0:
        sentences.append(says("outside: leaves out"))
    return " ".join([*sentences, *view.limits[:1]])


def _standing(one: Standing, view: OutsideView, says: Language) -> str:
    def written(value: float, length: Callable[[float], str] = says.length) -> str:
        return says.amount(value, view.currency) if one.of == "cost" else length(value)

    ours, asks = written(one.ours), written(one.asks_for)
    way = "same" if ours == asks else "more" if one.ours > one.asks_for else "less"
    return says(
        f"outside: {way}",
        what=says(f"outside {one.of}"),
        plan=written(one.approved, says.after_length),
        asks=asks,
        ours=ours,
        odds=says.of_ten(view.confidence),
        share=says.share(one.stands_at),
    )
