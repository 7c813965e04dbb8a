"""What all figures share: paper, type, colours, axes without clutter, and how they become files.

Only this folder knows matplotlib, and only when a figure is drawn. Figures are objects of their own: nothing here
touches pyplot, so no figure stays open and no window is asked for.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from costmodel.language.language import Language
from costmodel.language.symbols import MINUS
from costmodel.pictures.palette import COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, FigureBase

# Blue against rust, light against dark: told apart with any colour vision, and on a black-and-white printer.
INK, MUTED, LINE, PAPER = "#15202b", "#55636f", "#dde3e8", "#ffffff"
ACCENT, ACCENT_SOFT, SIGNAL, WATER, WAITS = "#14598c", "#a9cde6", "#b0440c", "#e3eff7", "#8a97a3"
LAYERS = {"prototype": "#dcecf7", "software": "#6aa9d4", "ml": "#174f7a", "ml_idle": WAITS}
PARTS = tuple(COLOURS.values())
SMALL, NORMAL, LARGE = 8.0, 9.0, 12.0  # points
WIDTH = 7.2  # inches: the text of an A4 page
FAMILIES = ("Source Sans 3", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans")
TALLEST_NUMBER = 999.5
ONE_LINE, AROUND = 0.15, 1.0  # inches: of a line of a name, and of all that is around the names
BETWEEN = 0.5  # of a line, between two names


@cache
def family() -> str:
    """The first typeface of `FAMILIES` that this machine has; the last comes with matplotlib."""
    from matplotlib.font_manager import fontManager

    have = set(fontManager.get_font_names())
    return next(one for one in FAMILIES if one in have)


def sheet(width: float = WIDTH, height: float = 4.0) -> Figure:
    """An empty figure, in inches."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    layout = ConstrainedLayoutEngine(w_pad=0.08, h_pad=0.08)
    return Figure(figsize=(width, height), dpi=150, facecolor=PAPER, layout=layout)


def plot(area: FigureBase, title: str, *, grid: Literal["x", "y"]) -> Axes:
    """Axes without a box, a title set left over all of it, and lines of a grid across `x` or `y`."""
    axes = area.add_subplot()
    look: dict[str, object] = {"fontsize": LARGE, "fontweight": "bold", "color": INK, "family": family()}
    area.suptitle(title, x=0.012, ha="left", **look)
    axes.set_facecolor("none")
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(side == "bottom" and grid != "x")
        axes.spines[side].set_color(MUTED)
    axes.tick_params(length=0, labelsize=SMALL, labelcolor=MUTED, labelfontfamily=family(), pad=5)
    axes.grid(axis=grid, color=LINE, linewidth=0.7)
    axes.set_axisbelow(True)
    return axes


def write(axes: Axes, x: float, y: float, text: str, *, over_lines: bool = False, **look: Any) -> None:
    """A piece of text at a place of the data, readable over lines; or on its own paper, so that none runs through."""
    from matplotlib.patheffects import withStroke

    own_paper = {"zorder": 3.5, "bbox": {"facecolor": PAPER, "edgecolor": "none", "pad": 1.0}} if over_lines else {}
    given: dict[str, Any] = {"fontsize": SMALL, "color": INK, "family": family(), "va": "center"} | own_paper | look
    axes.text(x, y, text, path_effects=[withStroke(linewidth=3, foreground=PAPER)], **given)


def in_lines(name: str, width: int = 44) -> str:
    """A name on as many lines as it needs; what is longer than three ends with an ellipsis."""
    return "\n".join(textwrap.wrap(name, width, max_lines=3, placeholder=" …"))


def height_of(names: Sequence[str]) -> float:
    """Inches that a figure needs in which these names stand below each other, each on its lines."""
    most = max((in_lines(name).count("\n") + 1 for name in names), default=1)
    return AROUND + len(names) * (most + BETWEEN) * ONE_LINE


def name_axes(axes: Axes, x: str = "", y: str = "") -> None:
    """What is measured along the axes."""
    axes.set_xlabel(x, fontsize=SMALL, color=MUTED, family=family(), labelpad=6)
    axes.set_ylabel(y, fontsize=SMALL, color=MUTED, family=family(), labelpad=6)


def legend(axes: Axes, columns: int = 4, **options: Any) -> None:
    """What the colours mean, in a row under the axes."""
    place: dict[str, Any] = {"loc": "upper left", "bbox_to_anchor": (0.0, -0.14), "borderaxespad": 0.0} | options
    axes.legend(
        ncols=columns,
        frameon=False,
        prop={"family": family(), "size": SMALL},
        labelcolor=INK,
        handlelength=1.1,
        handleheight=0.9,
        columnspacing=1.4,
        handletextpad=0.5,
        **place,
    )


def unit_for(largest: float, currency: str, says: Language) -> tuple[float, str]:
    """By what money is divided on an axis that goes up to `largest`, and what the unit is then called."""
    million = largest >= 10_000 * TALLEST_NUMBER / 2.5
    return (1e6, says("million", currency=currency)) if million else (1e3, says("thousand", currency=currency))


def count_axis(axes: Axes, which: str, says: Language) -> None:
    """Numbers along an axis as the language writes them, with as many digits as they need."""
    from matplotlib.ticker import FuncFormatter

    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_formatter(FuncFormatter(lambda value, _: says.number(value, _digits(value)).replace("-", MINUS)))


def _digits(value: float) -> int:
    return next((digits for digits in (0, 1) if abs(value - round(value, digits)) < 1e-9), 2)
