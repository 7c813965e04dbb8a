"""How each cost category looks wherever categories are told apart by colour: in figures, in pictures, in a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from costmodel.files.categories import cost_categories
from costmodel.initiative.categories import Colour

Pattern = Literal["plain", "striped", "dotted", "crossed"]
PATTERNS: tuple[Pattern, ...] = ("plain", "striped", "dotted", "crossed")
# Dark and light in turn, blue against rust: told apart with any colour vision, and on a black-and-white printer.
COLOURS: dict[Colour, str] = {
    "blue": "#14598c",
    "pale_blue": "#a9cde6",
    "rust": "#b0440c",
    "sand": "#f0c9a4",
    "slate": "#55636f",
    "silver": "#c4ccd3",
    "teal": "#3f8f86",
    "mint": "#bfe0da",
}
WHITE, DARK = "#ffffff", "#15202b"


@dataclass(frozen=True)
class Look:
    """How the area of a category is filled.

    Attributes:
        colour: of the ground, as ``#rrggbb``.
        pattern: what is drawn on it.
        mark: the colour of the pattern: white on a dark ground, dark on a light one.
    """

    colour: str
    pattern: Pattern
    mark: str


def looks() -> dict[str, Look]:
    """Category -> how it looks, in the order of the categories.

    Where several have taken the same colour, the first is plain and each further one has the next pattern: so a
    category can be added without a look at the others, and there are looks for 32.
    """
    found: dict[str, Look] = {}
    taken = dict.fromkeys(COLOURS, 0)
    for name, category in cost_categories().items():
        ground = COLOURS[category.colour]
        found[name] = Look(ground, PATTERNS[taken[category.colour] % len(PATTERNS)], mark_on(ground))
        taken[category.colour] += 1
    return found


def lightness(colour: str) -> float:
    """How light a colour is, from 0 to 1, by the relative weight of the primaries (ITU-R BT.709).

    >>> lightness("#ffffff"), round(lightness("#14598c"), 2), round(lightness("#f0c9a4"), 2)
    (1.0, 0.31, 0.81)
    """
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mark_on(ground: str) -> str:
    """The colour in which a pattern can be seen on a ground."""
    return WHITE if lightness(ground) < 0.55 else DARK
