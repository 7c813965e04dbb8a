"""The outside view: where finished projects of such a class ended, beside the plan and this estimate."""

from dataclasses import dataclass

from costmodel.language.language import Language
from costmodel.language.symbols import NO_BREAK
from costmodel.pictures.canvas import Scale, bar, picture, rule, title
from costmodel.pictures.markup import Markup, join, tag
from costmodel.review.reference_forecast import OutsideView, Standing

HEAD, ROW, THICKNESS, BETWEEN = 26.0, 22.0, 13.0, 24.0
LEFT, RIGHT = 0.27, 0.62  # between what a bar stands for and how much it is
PERCENTILES = ((0.5, "p50"), (0.8, "p80"), (0.9, "p90"), (0.95, "p95"))
ROWS = 2 + len(PERCENTILES)
WHOLE = HEAD + ROW * ROWS + BETWEEN
FARTHEST = 2.5  # times the class's P95: a bar that would be longer ends at the edge


@dataclass(frozen=True)
class _Bar:
    """A multiple of the plan: what it is, and how it looks."""

    name: str
    told: str
    ratio: float
    look: str


def outside_view(view: OutsideView, says: Language, currency: str) -> Markup:
    """Cost and months as bars in multiples of the plan: the plan, this estimate, and where the class ended.

    Args:
        view: the estimate seen from outside.
        says: the language.
        currency: of the money.
    """
    drawn, told = [], []
    for place, one in enumerate((view.cost, view.schedule)):
        marks, words = _strip(one, view.confidence, WHOLE * place, says, currency)
        drawn.append(marks)
        told.append(words)
    return picture("outside-view", 2 * WHOLE - BETWEEN, " ".join(told), *drawn)


def _strip(one: Standing, confidence: float, top: float, says: Language, currency: str) -> tuple[Markup, str]:
    bars = _bars(one, confidence, says)
    scale = Scale(0.0, max(one.p95, min(one.ratio, FARTHEST * one.p95), 1.0), LEFT, RIGHT)

    def written(ratio: float) -> str:
        value = ratio * one.approved
        return says.short_amount(value, currency) if one.of == "cost" else says.length(value)

    words = says(
        "outside says",
        what=says(f"outside {one.of}"),
        kind=one.meaning,
        plan=written(1.0),
        ours=written(one.ratio),
        share=says.share(one.stands_at),
        ends="; ".join(f"{bar.told}: {written(bar.ratio)}" for bar in bars[2:]),
    )
    heading = tag(
        "text",
        title(words),
        tag("tspan", says(f"outside {one.of}"), class_="cm-strong"),
        tag("tspan", f" · {one.meaning}", class_="cm-muted cm-wide"),
        x=0,
        y=top + 12,
    )
    rows = [_row(scale, top + HEAD + ROW * place, bar, written(bar.ratio), says) for place, bar in enumerate(bars)]
    plan = rule(scale.at(1.0), top + HEAD - 3, top + HEAD + ROW * ROWS - 4, "cm-plan")
    return join(heading, *rows, plan), words


def _bars(one: Standing, confidence: float, says: Language) -> list[_Bar]:
    ours = says.of_ten(confidence)
    found = [
        _Bar(says("outside plan"), says("outside plan"), 1.0, "cm-planned"),
        _Bar(says("outside here"), says("outside here says", odds=ours), one.ratio, "cm-ours"),
    ]
    for share, name in PERCENTILES:
        odds = says.of_ten(share)
        look = "cm-same" if abs(share - confidence) < 1e-9 else "cm-class"
        found.append(_Bar(odds, says("outside ended", odds=odds), float(getattr(one, name)), look))
    return found


def _row(scale: Scale, y: float, one: _Bar, value: str, says: Language) -> Markup:
    times = says("times the plan", times=says.plain(one.ratio, 2))
    told = f"{one.told}: {value}, {times}"
    look = "cm-ours" if one.look == "cm-ours" else ""
    by = tag("tspan", NO_BREAK + says("outside by"), class_="cm-wide") if one.look in ("cm-same", "cm-class") else ""
    return join(
        tag("text", title(told), one.name, by, x=0, y=y + 11, class_=look),
        bar(scale.left, scale.share(one.ratio), y, THICKNESS, look=one.look, says=told),
        tag(
            "text",
            title(told),
            tag("tspan", value, class_="cm-strong"),
            tag("tspan", f" · {times}", class_="cm-muted cm-wide"),
            x="100%",
            y=y + 11,
            text_anchor="end",
            class_=look,
        ),
    )
