"""What drives the cost: how much of its spread would go if one number were known, and which way that number pulls."""

from collections.abc import Mapping, Sequence
from typing import Any

from costmodel.language.language import Language
from costmodel.language.typed import cut
from costmodel.pictures.canvas import bar, label, picture, title
from costmodel.pictures.legend import legend, with_legend
from costmodel.pictures.markup import Markup, join, tag

ROW, THICKNESS = 40.0, 14.0
MOST = 8
LONGEST, ON_A_PHONE = 56, 36
LOOKS = {"raises": "cm-raises", "lowers": "cm-lowers", "both ways": "cm-both-ways"}
ARROWS = {"raises": "▲", "lowers": "▼", "both ways": "◆"}
HEIGHT = MOST * ROW + 31  # with the legend


def drivers(rows: Sequence[Mapping[Any, Any]], says: Language) -> Markup:
    """The strongest assumptions as bars in proportion to their share of the spread.

    Args:
        rows: of `sensitivity.drivers`, the strongest first: meaning, share, direction.
        says: the language.
    """
    shown = [row for row in rows if row["share"] > 0][:MOST]
    longest = max((float(row["share"]) for row in shown), default=1.0)
    told = [f"{row['meaning']}: {says.share(row['share'])}, {says('drives ' + _way(row))}" for row in shown]
    marks = [
        _row(row, one, longest, ROW * place, says) for place, (row, one) in enumerate(zip(shown, told, strict=True))
    ]
    used = dict.fromkeys(_way(row) for row in shown)
    keys = legend(*((LOOKS[way], f"{ARROWS[way]} {says('drives ' + way)}", "") for way in LOOKS if way in used))
    drawn = picture("drivers", max(ROW * len(shown), ROW), says("drivers say", drivers="; ".join(told)), *marks)
    return with_legend(keys, drawn)


def _way(row: Mapping[Any, Any]) -> str:
    return str(row["direction"]) if row["direction"] in LOOKS else "both ways"


def _row(row: Mapping[Any, Any], told: str, longest: float, y: float, says: Language) -> Markup:
    way, share = _way(row), float(row["share"])
    meaning = str(row["meaning"])
    full, brief = cut(meaning, LONGEST), cut(meaning, ON_A_PHONE)
    names = [tag("text", title(told), full, x=0, y=y + 13, class_="" if full == brief else "cm-wide")]
    if full != brief:
        names.append(tag("text", title(told), brief, x=0, y=y + 13, class_="cm-narrow"))
    return join(
        *names,
        label("100%", y + 13, f"{ARROWS[way]} {says.short_share(share)}", "cm-strong", "end"),
        bar(0, 1, y + 19, THICKNESS, look="cm-track", says=told),
        bar(0, share / longest, y + 19, THICKNESS, look=LOOKS[way], says=told),
    )
