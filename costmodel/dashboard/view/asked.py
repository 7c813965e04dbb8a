"""The question what becomes of a range when somebody types another likeliest value, with each answer drawn."""

from __future__ import annotations

from costmodel.beliefs.retyped import ranges_around
from costmodel.dashboard.state.page import Asked
from costmodel.files.levers import percents
from costmodel.language.beliefs import symbol_of, with_unit, written_number
from costmodel.language.language import Language
from costmodel.language.translations import Texts
from costmodel.pictures.belief import density
from costmodel.pictures.markup import Markup, join, tag

OUTER = (0.005, 0.995)  # of the widest range: the ends of what is drawn


def question(asked: Asked | None, meaning: str, texts: Texts, says: Language) -> Markup:
    """The question with its answers; nothing where nothing is asked.

    Args:
        asked: about which number.
        meaning: of the number.
        texts, says: the language.
    """
    if asked is None:
        return join()
    per = percents(asked.before)
    ranges = ranges_around(asked.before, asked.likeliest)
    drawn = {"before": asked.before, **ranges}
    low = min(float(one.quantile(OUTER[0])) for one in drawn.values())
    high = max(float(one.quantile(OUTER[1])) for one in drawn.values())
    parts = {}
    for way, belief in drawn.items():
        ends = [written_number(per * float(belief.quantile(share)), says) for share in (0.1, 0.9)]
        span = f"{says.span(*ends)} {texts.unit(asked.before.unit, symbol_of(asked.before), ends[-1])}".strip()
        hill = tag("span", density(belief, low, high, span), class_="cm-asked-hill")
        parts[way] = join(tag("b", says(f"range: {way}")), hill, tag("span", span, class_="cm-note"))
    ways = [
        tag(
            "button",
            parts[way],
            type="button",
            data_do="range",
            data_name=way,
            id=f"cm-range-{way}",
            aria_pressed="true" if way == asked.way else "false",
            class_="cm-range",
        )
        for way in ranges
    ]
    close = tag("button", says("page: close"), type="button", data_do="answered", class_="cm-button cm-quiet")
    typed = with_unit(written_number(per * asked.likeliest, says), asked.before, texts)
    return tag(
        "section",
        tag("h2", says("range: title", meaning=meaning, typed=typed)),
        tag("p", says("range: lead"), class_="cm-note"),
        tag("div", tag("div", parts["before"], class_="cm-range cm-range-before"), *ways, class_="cm-ranges"),
        close,
        class_="cm-question",
        aria_label=says("range: label"),
    )
