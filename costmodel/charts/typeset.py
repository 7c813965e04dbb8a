"""Pages of a PDF: an A4 sheet on which text, tables and figures are placed in inches from the top left corner."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from costmodel.charts import paper

if TYPE_CHECKING:
    from matplotlib.figure import Figure, SubFigure

A4 = (8.27, 11.69)  # inches, upright
MARGIN, TOP, BOTTOM = 0.75, 0.85, 0.75
POINTS = 72.0  # to the inch
MOST_LINES = 4  # of a cell
STRIPES = (paper.PAPER, "#f7f9fa")
LETTER = 0.47  # mean width of a letter, in its height


class Page:
    """An A4 page that is filled from top to bottom; `at` is how far it is filled, in inches.

    Attributes:
        figure: the page as a figure.
        width, height: in inches.
    """

    def __init__(self, *, lying: bool = False) -> None:
        self.width, self.height = A4[::-1] if lying else A4
        self.figure: Figure = paper.sheet(self.width, self.height)
        if lying:  # tables only: nothing to be laid out
            self.figure.set_layout_engine("none")
        self.at = TOP

    @property
    def room(self) -> float:
        """Inches that are left above the lower margin."""
        return self.height - BOTTOM - self.at

    @property
    def measure(self) -> float:
        """Inches between the margins."""
        return self.width - 2 * MARGIN

    def area(self, height: float, left: float = 0.0, width: float | None = None) -> SubFigure:
        """A part of the page for a figure, below what is there; `at` stays."""
        width = self.measure if width is None else width
        x = MARGIN + left
        down = [self.at, height, max(self.height - self.at - height, 0.01)]
        across = [x, width, max(self.width - x - width, 0.01)]
        grid = self.figure.add_gridspec(3, 3, height_ratios=down, width_ratios=across, hspace=0, wspace=0)
        return self.figure.add_subfigure(grid[1, 1], facecolor="none")

    def text(self, x: float, y: float, text: str, size: float = paper.NORMAL, **look: object) -> None:
        """A line of text, its base at `y`; `x` from the left margin."""
        given = {"color": paper.INK, "family": paper.family(), "va": "baseline"} | look
        place = (MARGIN + x) / self.width, 1 - y / self.height
        self.figure.text(*place, text.replace("$", r"\$"), fontsize=size, **given)  # type: ignore[arg-type]

    def paragraph(
        self, text: str, size: float = paper.NORMAL, left: float = 0.0, width: float | None = None, **look: object
    ) -> None:
        """A text broken into lines; `at` moves below it."""
        width = self.measure - left if width is None else width
        letters = int(width * POINTS / (LETTER * size * (1.06 if look.get("fontweight") == "bold" else 1.0)))
        together = re.sub(r"(?<=\d) (?=\S)", "\u00a0", text)  # a number stays with its unit
        for line in textwrap.wrap(together, letters):
            self.at += 1.42 * size / POINTS
            self.text(left, self.at, line, size, **look)

    def rule(self, colour: str = paper.LINE, width: float = 0.8) -> None:
        """A line from margin to margin."""
        from matplotlib.lines import Line2D

        y = 1 - self.at / self.height
        ends = [MARGIN / self.width, 1 - MARGIN / self.width]
        self.figure.add_artist(Line2D(ends, [y, y], color=colour, lw=width))

    def block(self, left: float, top: float, width: float, height: float, colour: str) -> None:
        """A coloured ground behind text."""
        from matplotlib.patches import Rectangle

        corner = (MARGIN + left) / self.width, 1 - (top + height) / self.height
        ground = Rectangle(corner, width / self.width, height / self.height, color=colour, lw=0, zorder=-1)
        self.figure.add_artist(ground)

    def table(
        self,
        heading: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        right: Sequence[bool],
        size: float = 7.5,
        total: bool = False,
    ) -> int:
        """A table as far as the page has room; how many of its rows found a place.

        Args:
            heading: names of the columns.
            rows: cells as text; broken into lines where they are long.
            widths: of the columns, in any unit: they share the measure.
            right: which columns are set right.
            size: of the letters, in points.
            total: whether the last row is one of sums.
        """
        scale = self.measure / sum(widths)
        starts = [scale * sum(widths[:place]) for place in range(len(widths))]
        lines = max(
            len(textwrap.wrap(name, _letters(scale * w, size))) for name, w in zip(heading, widths, strict=True)
        )
        head = (0.6 + 1.25 * lines) * size / POINTS
        self.block(0, self.at, self.measure, head, paper.ACCENT)
        for name, start, wide, to_right in zip(heading, starts, widths, right, strict=True):
            broken = textwrap.wrap(name, _letters(scale * wide, size)) or [""]
            for line, part in enumerate(reversed(broken)):
                y = self.at + head - (0.55 + 1.25 * line) * size / POINTS
                self._cell(part, start, scale * wide, y, size, to_right, color=paper.PAPER, fontweight="bold")
        self.at += head
        for place, row in enumerate(rows):
            broken_row = [_broken(cell, _letters(scale * wide, size)) for cell, wide in zip(row, widths, strict=True)]
            height = (0.5 + 1.25 * max(map(len, broken_row))) * size / POINTS
            if place and self.room < height:
                return place
            last = total and place == len(rows) - 1
            self.block(0, self.at, self.measure, height, paper.WATER if last else STRIPES[place % 2])
            look = {"fontweight": "bold"} if last else {}
            for lines_of, start, wide, to_right in zip(broken_row, starts, widths, right, strict=True):
                for line, part in enumerate(lines_of):
                    y = self.at + (1.2 + 1.25 * line) * size / POINTS
                    self._cell(part, start, scale * wide, y, size, to_right, **look)
            self.at += height
        return len(rows)

    def _cell(self, text: str, start: float, wide: float, y: float, size: float, right: bool, **look: object) -> None:
        x = start + wide - 0.05 if right else start + 0.05
        self.text(x, y, text, size, ha="right" if right else "left", **look)


def _letters(inches: float, size: float) -> int:
    return max(int((inches - 0.1) * POINTS / (LETTER * size)), 4)


def _broken(text: str, letters: int) -> list[str]:
    """A cell's lines; what does not fit into the most lines that a cell may have ends in dots."""
    return textwrap.wrap(text, letters, max_lines=MOST_LINES, placeholder=" …") or [""]
