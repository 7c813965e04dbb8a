"""One picture wherever it is shown: what it is called, how it is drawn, and what is to be read off it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from costmodel.pictures.markup import Markup
from costmodel.report.viewed import Viewed

if TYPE_CHECKING:
    import pandas as pd

Needs = Literal["drivers", "date_drivers", "actions", "steps"]


@dataclass(frozen=True)
class Picture:
    """A picture: its key, its title, how it is drawn, what is to be read off it, and its source.

    The source is empty where it is that of the estimate whose report this is.
    """

    key: str
    title: str
    drawn: Markup
    says: str
    source: str = ""


def always(viewed: Viewed) -> bool:  # noqa: ARG001  the signature of `Drawing.shown`
    """Shown whatever is looked at."""
    return True


def any_row(frame: pd.DataFrame) -> bool:
    """Shown where the figures hold anything at all."""
    return len(frame) > 0


def title(key: str, viewed: Viewed) -> str:
    """What a picture is called."""
    return viewed.says(f"card {key}", odds=viewed.odds)


@dataclass(frozen=True)
class Drawing:
    """How a picture is drawn, for the page and for every paper alike.

    Attributes:
        key: names it in the markup, in names of files and in the tables of texts.
        draw: the picture.
        sentence: what is to be read off it.
        shown: whether there is anything to show.
    """

    key: str
    draw: Callable[[Viewed], Markup]
    sentence: Callable[[Viewed], str]
    shown: Callable[[Viewed], bool] = always

    def picture(self, viewed: Viewed) -> Picture:
        """The picture with its words."""
        return Picture(self.key, title(self.key, viewed), self.draw(viewed), self.sentence(viewed))


@dataclass(frozen=True)
class SlowDrawing:
    """The same of figures that take longer.

    Attributes:
        key: as for `Drawing`.
        needs: which of the slow figures it shows.
        draw, sentence: as for `Drawing`, from what is looked at and that frame.
        shown: whether the frame holds anything to show.
    """

    key: str
    needs: Needs
    draw: Callable[[Viewed, pd.DataFrame], Markup]
    sentence: Callable[[Viewed, pd.DataFrame], str]
    shown: Callable[[pd.DataFrame], bool] = any_row

    def picture(self, viewed: Viewed, frame: pd.DataFrame) -> Picture:
        """The picture with its words."""
        return Picture(self.key, title(self.key, viewed), self.draw(viewed, frame), self.sentence(viewed, frame))
