"""What a form says when nobody hears what is typed into it: the server or the network is gone, or the notebook anew."""

from __future__ import annotations

import anywidget
import traitlets

from costmodel.dashboard.appearance import STATIC
from costmodel.language.language import Language


class Connection(anywidget.AnyWidget):
    """A line that is empty as long as all is well; else the fields of its form take nothing. Made by `connection`.

    Attributes:
        told: what it says then.
    """

    _esm = (STATIC / "connection.js").read_text(encoding="utf-8")
    told = traitlets.Unicode().tag(sync=True)


def connection(says: Language) -> Connection:
    """The line for a form of the class cm-workshop, in its language."""
    return Connection(told=says("unheard"))
