"""What initiatives forget, in a notebook: on a button what it does to the numbers, and a slider to move it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from costmodel.dashboard.notebook.reveal import Reveal
from costmodel.dashboard.notebook.sliders import lever
from costmodel.dashboard.notebook.table import Shown, table
from costmodel.errors import did_you_mean
from costmodel.language.language import language_of
from costmodel.pictures.markup import tag
from costmodel.workshop.points import points, told


def point(name: str, language: str = "en") -> Reveal:
    """What one thing that initiatives forget does to the numbers, worked out when somebody presses the button.

    Args:
        name: one of `costmodel.workshop.points.points`.
        language: one of `languages()`.

    Raises:
        ValueError: there is no such point.
    """
    if name not in points():
        raise ValueError(f"no point {name!r}{did_you_mean(name, list(points()))}")
    says, which = language_of(language), points()[name]

    def make() -> Sequence[Any]:
        found = told(name, says)
        varied = [] if found.varied is None else [table(found.varied, language, index=False)]
        moved = lever(which.sliders, which.done(which.start(says)), ("to_go_live", "total", "go_live"), language, None)
        behind = table(found.set_otherwise, language, index=False)
        folded = Shown(tag("details", tag("summary", says("point: behind")), behind.markup))
        return [table(found.differences, language, index=False, figures=3), *found.sentences, *varied, folded, moved]

    return Reveal(make, says("point: show"), says)
