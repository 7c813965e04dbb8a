"""A card: a heading, a picture, a sentence that says what is to be read off it, and its figures as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from costmodel.dashboard.cards.seen import Seen, Slow
from costmodel.language.language import Language
from costmodel.pictures.canvas import label, picture
from costmodel.pictures.markup import Markup, tag
from costmodel.report import cells as tables
from costmodel.report.tables import Table

if TYPE_CHECKING:
    import pandas as pd

Needs = Literal["drivers", "date_drivers", "actions", "steps"]


def always(seen: Seen) -> bool:  # noqa: ARG001  the signature of `Card.shown`
    """Shown whatever is seen."""
    return True


@dataclass(frozen=True)
class Card:
    """A card that is redrawn at every step of a slider.

    Attributes:
        key: names it in the markup and in the tables of texts.
        of: the figure behind it whose sources can be asked for.
        draw: its picture.
        sentence: what is to be read off the picture.
        table: its figures.
        shown: whether there is anything to show.
        quick: cheap enough to be drawn while a slider moves; others may wait until it rests.
    """

    key: str
    of: str
    draw: Callable[[Seen], Markup]
    sentence: Callable[[Seen], str]
    table: Callable[[Seen], Table]
    shown: Callable[[Seen], bool] = always
    quick: bool = True

    def heading(self, seen: Seen) -> str:
        """What it is called."""
        return _heading(self.key, seen)

    def markup(self, seen: Seen) -> Markup:
        """The whole card but its table; an empty one where there is nothing to show."""
        if not self.shown(seen):
            return hidden(self.key)
        return figure(self.key, self.of, seen, self.draw(seen), self.sentence(seen))

    def details(self, seen: Seen) -> Markup:
        """The figures of the picture as a table, folded; empty where there is nothing to show."""
        return (
            folded(self.key, self.heading(seen), self.table(seen), seen.says, seen.currency)
            if self.shown(seen)
            else Markup("")
        )


@dataclass(frozen=True)
class RestCard:
    """A card whose figures take longer: until they are there, it keeps their place.

    Attributes:
        key, of: as for `Card`.
        needs: which of the slow figures it shows.
        draw, sentence, table: as for `Card`, from what is seen and that frame.
        height: pixels of its picture, so that nothing jumps when the figures come.
    """

    key: str
    of: str
    needs: Needs
    draw: Callable[[Seen, pd.DataFrame], Markup]
    sentence: Callable[[Seen, pd.DataFrame], str]
    table: Callable[[Seen, pd.DataFrame], Table]
    height: float

    def heading(self, seen: Seen) -> str:
        """What it is called."""
        return _heading(self.key, seen)

    def ready(self, slow: Slow) -> bool:
        """Whether its figures are there."""
        return getattr(slow, self.needs) is not None

    def markup(self, seen: Seen, slow: Slow) -> Markup:
        """The whole card but its table, or its place while the figures are worked out."""
        frame: pd.DataFrame | None = getattr(slow, self.needs)
        if frame is None:
            return figure(self.key, self.of, seen, pending(self.height, seen.says), "", busy=True)
        return figure(self.key, self.of, seen, self.draw(seen, frame), self.sentence(seen, frame))

    def details(self, seen: Seen, slow: Slow) -> Markup:
        """The figures of the picture as a table, folded; empty until they are there."""
        frame: pd.DataFrame | None = getattr(slow, self.needs)
        return (
            Markup("")
            if frame is None
            else folded(self.key, self.heading(seen), self.table(seen, frame), seen.says, seen.currency)
        )


def pending(height: float, says: Language) -> Markup:
    """The place of a picture while its figures are worked out, as high as it will be."""
    told = says("being worked out")
    return picture("pending", height, told, label("50%", height / 2, told, "cm-muted", "middle"))


def _heading(key: str, seen: Seen) -> str:
    return seen.says(f"card {key}", odds=seen.odds)


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
        aria_label=f"{seen.says('what is behind this')}: {_heading(key, seen)}",
    )
    ways = [ask] if busy or "<svg" not in drawn else [ask, keeps(key, _heading(key, seen), seen.says)]
    return tag(
        "figure",
        tag("h2", _heading(key, seen)),
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
