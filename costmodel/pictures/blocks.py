"""How capable the organisation is: six building blocks, each at a level of five, and what one level more is worth."""

from collections.abc import Mapping, Sequence
from typing import Any

from costmodel.initiative.blocks import LEVELS
from costmodel.language.language import Language
from costmodel.language.typed import cut
from costmodel.pictures.canvas import across, label, picture, title
from costmodel.pictures.legend import legend, with_legend
from costmodel.pictures.markup import Markup, join, tag

ROW, CELL = 70.0, 14.0
SCALE_OF_WIDTH, GAP = 0.42, 0.012
LONGEST = 40  # letters of a name
HEIGHT = 6 * ROW - 12 + 31  # with the legend


def blocks(rows: Sequence[Mapping[Any, Any]], says: Language, currency: str) -> Markup:
    """Each block with its level as a scale of five; the step that could be taken next is outlined.

    Args:
        rows: of `actions.capability_steps`: meaning, from_level, to_level, to_go_live, months, may_cost.
        says: the language.
        currency: of the money.
    """
    lines = [_Line(row, says, currency) for row in rows]
    told = "; ".join(line.told for line in lines)
    keys = legend(
        ("cm-reached", says("legend level"), ""),
        ("cm-next", says("legend next level"), ""),
        ("cm-open", says("legend open"), ""),
    )
    drawn = picture(
        "blocks",
        ROW * len(lines) - 12,
        says("blocks say", blocks=told),
        *(line.drawn(ROW * place) for place, line in enumerate(lines)),
    )
    return with_legend(keys, drawn)


class _Line:
    """One building block in words and marks."""

    def __init__(self, row: Mapping[Any, Any], says: Language, currency: str) -> None:
        self.name, self.says = str(row["meaning"]), says
        self.level, self.next = float(row["from_level"]), float(row["to_level"])
        self.top = self.next <= self.level
        stands = says("stands at", level=says.plain(self.level, 1), most=str(LEVELS[-1]))
        worth = float(row["may_cost"])
        self.worth = says("worth", amount=says.short_amount(worth, currency)) if worth > 0 else says("worth nothing")
        if self.top:
            self.worth = says("top level")
        self.brings = (
            ""
            if self.top
            else says(
                "brings",
                money=says.signed_amount(-float(row["to_go_live"]), currency),
                months=says.signed_length(-float(row["months"])),
            )
        )
        self.told = f"{self.name}: {stands}, {self.worth}" + (f" ({self.brings})" if self.brings else "")

    def drawn(self, y: float) -> Markup:
        """The name, the scale with what the step may cost, and what the step brings."""
        return join(
            tag("text", title(self.told), cut(self.name, LONGEST), x=0, y=y + 13, class_="cm-strong"),
            *(self._cell(number, y + 21) for number in range(len(LEVELS))),
            label("100%", y + 33, self.worth, "cm-muted" if self.top else "cm-strong", "end"),
            label("0%", y + 51, self.brings, "cm-small"),
        )

    def _cell(self, number: int, y: float) -> Markup:
        width = SCALE_OF_WIDTH / len(LEVELS)
        full, planned = (min(max(one - number, 0.0), 1.0) for one in (self.level, self.next))
        start, cell = number * width, width - GAP
        marks = [tag("rect", title(self.told), x=across(start), y=y, width=across(cell), height=CELL, class_="cm-open")]
        if planned > full:
            marks.append(tag("rect", x=across(start), y=y, width=across(cell * planned), height=CELL, class_="cm-next"))
        if full > 0:
            marks.append(
                tag(
                    "rect",
                    title(self.told),
                    x=across(start),
                    y=y,
                    width=across(cell * full),
                    height=CELL,
                    class_="cm-reached",
                )
            )
        return join(*marks)
