"""A card: a heading, a picture, a sentence that says what is to be read off it, and its figures as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from costmodel.dashboard.cards.seen import Seen, Slow
from costmodel.language.language import Language
from costmodel.pictures.canvas import label, picture
from costmodel.pictures.markup import Markup, tag
from costmodel.report import cells as tables
from costmodel.report.drawing import Drawing, SlowDrawing, title
from costmodel.report.tables import Table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Card:
    """A card that is redrawn at every step of a slider.

    Attributes:
        drawing: its picture and what is to be read off it, as on paper.
        of: the figure behind it whose sources can be asked for.
        table: its figures.
        quick: cheap enough to be drawn while a slider moves; others may wait until it rests.
    """

    drawing: Drawing
    of: str
    table: Callable[[Seen], Table]
    quick: bool = True

    @property
    def key(self) -> str:
        """It names the card in the markup and in the tables of texts."""
        return self.drawing.key

    def shown(self, seen: Seen) -> bool:
        """Whether there is anything to show."""
        return self.drawing.shown(seen)

    def markup(self, seen: Seen) -> Markup:
        """The whole card but its table; an empty one where there is nothing to show."""
        if not self.shown(seen):
            return hidden(self.key)
        found = self.drawing.picture(seen)
        return figure(self.key, self.of, seen, found.drawn, found.says)

    def details(self, seen: Seen) -> Markup:
        """The figures of the picture as a table, folded; empty where there is nothing to show."""
        return (
            folded(self.key, title(self.key, seen), self.table(seen), seen.says, seen.currency)
            if self.shown(seen)
            else Markup("")
        )


@dataclass(frozen=True)
class RestCard:
    """A card whose figures take longer: until they are there, it keeps their place.

    Attributes:
        drawing, of: as for `Card`.
        table: as for `Card`, from what is seen and the frame that the drawing needs.
        height: pixels of its picture, so that nothing jumps when the figures come.
    """

    drawing: SlowDrawing
    of: str
    table: Callable[[Seen, pd.DataFrame], Table]
    height: float

    @property
    def key(self) -> str:
        """It names the card in the markup and in the tables of texts."""
        return self.drawing.key

    def frame(self, slow: Slow) -> pd.DataFrame | None:
        """Its figures; None until they are there."""
        found: pd.DataFrame | None = getattr(slow, self.drawing.needs)
        return found

    def ready(self, slow: Slow) -> bool:
        """Whether its figures are there."""
        return self.frame(slow) is not None

    def markup(self, seen: Seen, slow: Slow) -> Markup:
        """The whole card but its table, or its place while the figures are worked out."""
        frame = self.frame(slow)
        if frame is None:
            return figure(self.key, self.of, seen, pending(self.height, seen.says), "", busy=True)
        found = self.drawing.picture(seen, frame)
        return figure(self.key, self.of, seen, found.drawn, found.says)

    def details(self, seen: Seen, slow: Slow) -> Markup:
        """The figures of the picture as a table, folded; empty until they are there."""
        frame = self.frame(slow)
        return (
            Markup("")
            if frame is None
            else folded(self.key, title(self.key, seen), self.table(seen, frame), seen.says, seen.currency)
        )


def pending(height: float, says: Language) -> Markup:
    """The place of a picture while its figures are worked out, as high as it will be."""
    told = says("being worked out")
    return picture("pending", height, told, label("50%", height / 2, told, "cm-muted", "middle"))


def figure(key: str, of: str, seen: Seen, drawn: Markup, sentence: str, *, busy: bool = False) -> Markup:
    """A card: its heading, its picture, and the sentence below it, the ways on; `busy` while it has no figures."""
    ask = tag(
        "button",
        seen.says("what is behind this"),
        type="button",
        id=f"cm-ask-{key}",  # by which the focus finds it again when the card is drawn anew
        class_="cm-ask",
        data_ask="sources",
        data_of=of,
        aria_label=f"{seen.says('what is behind this')}: {title(key, seen)}",
    )
    ways = [ask] if busy or "<svg" not in drawn else [ask, keeps(key, title(key, seen), seen.says)]
    return tag(
        "figure",
        tag("h2", title(key, seen)),
        tag("div", drawn, class_="cm-plot"),
        tag("figcaption", tag("p", sentence), tag("div", *ways, class_="cm-card-ways")),
        class_=f"cm-card cm-card-{key}",
        id=f"cm-{key}",
        data_before=seen.says("from before"),
        aria_busy="true" if busy else "false",
    )


def keeps(key: str, heading: str, says: Language) -> Markup:
    """The button that keeps the picture as an image, as it is on the page; the browser makes it."""
    return tag(
        "button",
        says("as an image"),
        type="button",
        id=f"cm-keep-{key}",
        class_="cm-ask",
        data_keep=key,
        aria_label=f"{says('as an image')}: {heading}",
    )


def hidden(key: str) -> Markup:
    """The place of a card that has nothing to show."""
    return tag("figure", class_=f"cm-card cm-card-{key}", id=f"cm-{key}", hidden="hidden")


def folded(key: str, heading: str, table: Table, says: Language, currency: str) -> Markup:
    """The figures of a picture as a table, folded.

    Args:
        key: of its card.
        heading: what the card is called.
        table: the figures.
        says: the language.
        currency: of the money in it.
    """
    notes = list(table.notes)
    if any(column.kind == "money" for column in table.columns):
        notes.insert(0, says("amounts in", currency=currency))
    return tag(
        "details",
        tag("summary", says("as a table")),
        tag(
            "div",
            tables.as_html(table, says),
            class_="cm-scroll",
            tabindex="0",
            role="region",
            aria_label=f"{says('as a table')}: {heading}",
        ),
        *(tag("p", note, class_="cm-note") for note in notes),
        class_="cm-data",
        id=f"cm-table-{key}",
        data_before=says("from before"),
    )
