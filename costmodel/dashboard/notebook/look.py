"""How widgets and tables of the workshop look: the dashboard's colours and pictures, in the light of the notebook.

A page asks for the state of every widget, layout and style by a message of its own, and a server has many pages to
answer. So all widgets that look alike share their layout and style, and all of a notebook share one style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import ipywidgets

from costmodel.dashboard.appearance import STATIC
from costmodel.pictures import style as looks

NO_LAYOUT: Mapping[str, str] = MappingProxyType({})
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@cache
def style() -> str:
    """The style sheet, for an element of the class cm-workshop.

    JupyterLab says on its page whether it is light or dark; a page that Voila serves follows the viewer's system.
    """
    day, night = looks.day_and_night()
    pictures = COMMENT.sub("", looks.pictures())
    workshop = COMMENT.sub("", (STATIC / "workshop.css").read_text(encoding="utf-8"))
    return (
        f".cm-workshop {{ {day} }}\n"
        f'[data-jp-theme-light="false"] .cm-workshop {{ {night} }}\n'
        f"@media screen and (prefers-color-scheme: dark) {{ [data-voila] .cm-workshop {{ {night} }} }}\n"
        f".cm-workshop {{\n{pictures}\n}}\n{workshop}"
    )


@cache
def laid(**how: str) -> Any:
    """A layout, one and the same for all widgets that are laid alike."""
    return ipywidgets.Layout(**how)


@cache
def _styled(kind: Any) -> Any:
    return kind()


def made(kind: Any, *what: Any, layout: Mapping[str, str] = NO_LAYOUT, **how: Any) -> Any:
    """A widget with the layout and the style of all that look alike.

    Args:
        kind: the class of the widget.
        what, how: as the class wants it.
        layout: what differs from the usual layout, such as a width.
    """
    traits = kind.class_traits()
    alike = {"style": _styled(traits["style"].klass)} if "style" in traits else {}
    return kind(*what, layout=laid(**layout), **alike, **how)


@cache
def sheet() -> Any:
    """The style sheet as a widget that is not seen, one for all of a notebook."""
    return made(ipywidgets.HTML, f"<style>{style()}</style>", layout={"display": "none"})
