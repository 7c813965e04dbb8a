"""The title and the language of a page that is nothing but one form: both are those of the case that is asked about."""

from __future__ import annotations

import anywidget
import traitlets

from costmodel.dashboard.appearance import STATIC


class OwnPage(anywidget.AnyWidget):
    """What a browser and whoever reads aloud are told of a page that Voila serves; nothing is seen of it.

    Attributes:
        title: of the page.
        language: its code.
    """

    _esm = (STATIC / "own_page.js").read_text(encoding="utf-8")
    title = traitlets.Unicode().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
