"""The outside view: where finished projects of such a class ended, beside the plan and this estimate."""

from dataclasses import dataclass

from costmodel.outside_view import OutsideView, Standing
from costmodel.pictures.canvas import Scale, across, bar, picture, rule, title
from costmodel.pictures.markup import Markup, join, tag
from costmodel.sentences import Language

HEAD, LANE, STRIP, BETWEEN = 22.0, 18.0, 20.0, 26.0
PERCENTILES = ((0.5, "p50"), (0.8, "p80"), (0.9, "p90"), (0.95, "p95"))
FARTHEST = 2.5  # times the class's P95: what lies beyond stands on the edge
WHOLE = HEAD + 2 * LANE + STRIP + len(PERCENTILES) * LANE + BETWEEN


@dataclass(frozen=True)
class _Mark:
    """A place on the strip: what it is called, which multiple of the plan, how much that is."""

    name: str
    ratio: float
    value: str
    look: str = ""


def outside_view(view: OutsideView, says: Language, currency: str) -> Markup:
    """Two strips, cost and months, in multiples of the plan: above them the plan and this estimate, below the class.

    Args:
        view: the estimate seen from outside.
        says: the language.
        currency: of the money.
    """
    strips, told = [], []
    for place, one in enumerate((view.cost, view.schedule)):
        drawn, words = _strip(one, view.confidence, WHOLE * place, says, currency)
        strips.append(drawn)
        told.append(words)
    return picture("outside-view", 2 * WHOLE - BETWEEN + 6, " ".join(told), *strips)


def _strip(one: Standing, confidence: float, top: float, says: Language, currency: str) -> tuple[Markup, str]:
    def written(ratio: float) -> str:
        value = ratio * one.approved
        return says.short_amount(value, currency) if one.of == "cost" else says.length(value)

    scale = Scale(0.0, max(1.1 * one.p95, min(1.05 * one.ratio, FARTHEST * one.p95), 1.2))
    ours = _Mark(says("mark ours", odds=says.of_ten(confidence)), one.ratio, written(one.ratio), "cm-ours")
    plan = _Mark(says("mark plan"), 1.0, written(1.0), "cm-plan")
    ends = [
        _Mark(
            says("mark class", odds=says.of_ten(share)), float(getattr(one, name)), written(float(getattr(one, name)))
        )
        for share, name in PERCENTILES
    ]
    strip = top + HEAD + 2 * LANE
    words = says(
        "outside says",
        what=says(f"outside {one.of}"),
        kind=one.meaning,
        plan=plan.value,
        ours=ours.value,
        share=says.share(one.stands_at),
        ends="; ".join(f"{mark.name}: {mark.value}" for mark in ends),
    )
    heading = tag(
        "text",
        title(words),
        tag("tspan", says(f"outside {one.of}"), class_="cm-strong"),
        tag("tspan", f" · {one.meaning}", class_="cm-muted"),
        x=0,
        y=top + 12,
    )
    starts = [0.0, *(mark.ratio for mark in ends[:-1])]
    looks = ("cm-half", "cm-eight", "cm-nine", "cm-nearly-all")
    bars = [
        bar(scale.share(start), scale.share(mark.ratio), strip, STRIP, look=look, says=f"{mark.name}: {mark.value}")
        for start, mark, look in zip(starts, ends, looks, strict=True)
    ]
    above = sorted((plan, ours), key=lambda mark: mark.ratio)
    return (
        join(
            heading,
            bar(0, 1, strip, STRIP, look="cm-track", says=words),
            *bars,
            *_lanes(above, scale, top + HEAD, strip, says),
            *(
                _below(mark, scale, strip, strip + STRIP + LANE * lane + 13, says)
                for lane, mark in enumerate(_in_lanes(ends, scale))
            ),
        ),
        words,
    )


def _left(mark: _Mark, scale: Scale) -> bool:
    return scale.share(mark.ratio) > 0.5


def _lanes(marks: list[_Mark], scale: Scale, top: float, strip: float, says: Language) -> list[Markup]:
    """Labels above the strip, each in a lane of its own, so that no line crosses a label."""
    left = sorted((mark for mark in marks if _left(mark, scale)), key=lambda mark: -mark.ratio)
    right = sorted((mark for mark in marks if not _left(mark, scale)), key=lambda mark: mark.ratio)
    return [
        _labelled(mark, scale, top + LANE * lane + 12, (top + LANE * lane + 2, strip + STRIP), says)
        for lane, mark in enumerate(left + right)
    ]


def _in_lanes(marks: list[_Mark], scale: Scale) -> list[_Mark]:
    """From the highest lane below the strip down: lines come from above, so the outer labels are the lower ones."""
    left = sorted((mark for mark in marks if _left(mark, scale)), key=lambda mark: mark.ratio)
    right = sorted((mark for mark in marks if not _left(mark, scale)), key=lambda mark: -mark.ratio)
    return right + left


def _below(mark: _Mark, scale: Scale, strip: float, y: float, says: Language) -> Markup:
    return _labelled(mark, scale, y, (strip, y + 2), says)


def _labelled(mark: _Mark, scale: Scale, y: float, ends: tuple[float, float], says: Language) -> Markup:
    left = _left(mark, scale)
    times = says("times the plan", times=says.plain(mark.ratio, 2))
    told = title(f"{mark.name}: {mark.value}, {times}")
    return join(
        rule(scale.at(mark.ratio), *ends, f"cm-mark {mark.look or 'cm-tick'}"),
        tag(
            "text",
            told,
            tag("tspan", f"{mark.name} "),
            tag("tspan", mark.value, class_="cm-strong"),
            tag("tspan", f" · {times}", class_="cm-muted cm-wide"),
            x=across(scale.share(mark.ratio)),
            dx=-6 if left else 6,
            y=y,
            text_anchor="end" if left else "start",
            class_=f"cm-halo {mark.look}",
        ),
    )
