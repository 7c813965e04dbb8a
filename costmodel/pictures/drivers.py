"""What drives a figure: how much of its spread each cause carries, which way it pulls, and by how much."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from costmodel.language.language import Language
from costmodel.language.typed import cut
from costmodel.pictures.canvas import bar, label, picture, title
from costmodel.pictures.legend import legend, with_legend
from costmodel.pictures.markup import Markup, join, tag

ROW, THICKNESS = 40.0, 14.0
MOST = 8
LONGEST, ON_A_PHONE = 66, 44
BARS = 0.58  # of the width; beside them stands how much it is
TOGETHER = "together"  # what is no single cause: all others, and the remainder
LOOKS = {"raises": "cm-raises", "lowers": "cm-lowers", "both ways": "cm-both-ways", TOGETHER: "cm-together"}
ARROWS = {"raises": "▲", "lowers": "▼", "both ways": "◆", TOGETHER: ""}
ACTED_ON = "*"  # a letter that the font of the papers has
HEIGHT = (MOST + 2) * ROW + 31  # with all others, the remainder and the legend


def drivers(
    rows: Sequence[Mapping[Any, Any]], says: Language, swing: Callable[[float], str], of: str = "cost"
) -> Markup:
    """The causes as bars in proportion to their share of the spread; all shares add up to one.

    Args:
        rows: of `sensitivity.leading`, the strongest first: meaning, share, direction, swing, acted_on; on a page
            also opens, the name of the assumption that a click on the row opens.
        says: the language.
        swing: writes by how much the figure differs between the ends of a cause.
        of: "cost" or "date".
    """
    shown = [row for row in rows if row["share"] > 0]
    longest = max((float(row["share"]) for row in shown), default=1.0)
    told = [_told(row, says, swing, of) for row in shown]
    marks = [
        _row(row, one, longest, ROW * place, says, swing)
        for place, (row, one) in enumerate(zip(shown, told, strict=True))
    ]
    used = {_way(row) for row in shown}
    keys = [(LOOKS[way], f"{ARROWS[way]} {says(f'drives {of} {way}')}".strip(), "") for way in LOOKS if way in used]
    if any(row["acted_on"] for row in shown):
        keys.append(("cm-acted-on", f"{ACTED_ON} {says('drives acted on')}", ""))
    said = says(f"drivers of {of} say", drivers="; ".join(told))
    return with_legend(legend(*keys), picture("drivers", max(ROW * len(shown), ROW), said, *marks))


def _way(row: Mapping[Any, Any]) -> str:
    if not row["direction"]:
        return TOGETHER
    return str(row["direction"]) if row["direction"] in LOOKS else "both ways"


def _told(row: Mapping[Any, Any], says: Language, swing: Callable[[float], str], of: str) -> str:
    told = f"{row['meaning']}: {says.share(row['share'])}"
    if (way := _way(row)) == TOGETHER:
        return told
    acted = f", {says('drives acted on')}" if row["acted_on"] else ""
    between = says("drives between", swing=swing(float(row["swing"])))
    return f"{told}, {says(f'drives {of} {way}')}, {between}{acted}"


def _row(
    row: Mapping[Any, Any], told: str, longest: float, y: float, says: Language, swing: Callable[[float], str]
) -> Markup:
    way, share = _way(row), float(row["share"])
    meaning = f"{ACTED_ON} {row['meaning']}" if row["acted_on"] else str(row["meaning"])
    written = f"{ARROWS[way]} {says.short_share(share)}".strip()
    if way != TOGETHER:
        written = f"{written} · {swing(float(row['swing']))}"
    full, brief = cut(meaning, LONGEST), cut(meaning, ON_A_PHONE)
    names = [tag("text", title(told), full, x=0, y=y + 13, class_="" if full == brief else "cm-wide")]
    if full != brief:
        names.append(tag("text", title(told), brief, x=0, y=y + 13, class_="cm-narrow"))
    drawn = join(
        *names,
        label("100%", y + 31, written, "cm-strong", "end"),
        bar(0, BARS, y + 19, THICKNESS, look="cm-track", says=told),
        bar(0, BARS * share / longest, y + 19, THICKNESS, look=LOOKS[way], says=told),
    )
    return tag("g", drawn, data_opens=row["opens"]) if row.get("opens") else drawn
