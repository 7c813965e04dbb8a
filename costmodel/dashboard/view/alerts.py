"""What went wrong, as it stands on the page and on its sheets."""

from __future__ import annotations

from costmodel.dashboard.state.told import Told
from costmodel.pictures.markup import Markup, join, tag


def alert(told: Told | None) -> Markup:
    """What a viewer is told, read out at once; nothing where all is well."""
    if told is None:
        return join()
    if not told.listed:
        return tag("p", told.words, role="alert", class_="cm-fault")
    parts = (tag("p", told.words), tag("ul", *(tag("li", one) for one in told.listed)), tag("p", told.after))
    return tag("div", *parts, role="alert", class_="cm-fault")
