"""What is shown only when somebody asks for it: figures and answers behind a button, so that the guess comes first."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets

from costmodel import AssumptionsError
from costmodel.dashboard.notebook.look import laid, made, sheet
from costmodel.dashboard.notebook.table import Shown
from costmodel.language.faults import sentences
from costmodel.language.language import Language
from costmodel.pictures.markup import Markup, join, tag

WORKING = "cm-working"  # not disabled: that would take the keyboard away from whoever pressed it


class Reveal(ipywidgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """A button, and below it what it shows and hides.

    Attributes:
        button: shows, or hides what is shown.
        shown: what is seen; empty until the button is pressed, so that neither page nor file holds it before.
    """

    def __init__(self, make: Callable[[], Sequence[Any]], label: str, says: Language, again: bool = False) -> None:
        self._make, self._label, self._says, self._again = make, label, says, again
        self.button = made(ipywidgets.Button, description=label)
        self.button.on_click(lambda _: self.press())
        self.shown = made(ipywidgets.HTML)
        self._first = [
            sheet(),
            self.button,
            self.shown,
        ]
        super().__init__(self._first, layout=laid())
        for name in ("cm-workshop", "cm-reveal"):
            self.add_class(name)

    @property
    def is_shown(self) -> bool:
        """Whether what the button shows can be seen."""
        return bool(self.shown.value) or len(self.children) > len(self._first)

    def press(self) -> None:
        """Show it; hide it where it is shown, unless it is worked out anew each time."""
        if self.is_shown and not self._again:
            self.shown.value, self.children, self.button.description = "", self._first, self._label
            return
        before = self.button.description
        self.button.description = self._says("reveal working")
        self.button.add_class(WORKING)
        try:
            made = self._make()
            widgets = [one for one in map(_widget, made) if one is not None]
            self.shown.value = join(*(rendered(one) for one in made if _widget(one) is None))
            self.children = [*self._first, *widgets]
            before = self._says("reveal again" if self._again else "reveal hide")
        except (AssumptionsError, ValueError, OSError, ArithmeticError) as fault:
            self.shown.value = wrong(self._says("reveal fault"), sentences(fault, self._says))
        finally:
            self.button.description = before
            self.button.remove_class(WORKING)


def _widget(thing: Any) -> Any:
    """The widget that a thing is or stands in; None where it is none."""
    widget = getattr(thing, "box", thing)
    return widget if isinstance(widget, ipywidgets.Widget) else None


def rendered(thing: Any) -> Markup:
    """A text, a table or a figure as a part of a page."""
    if hasattr(thing, "savefig"):
        made = io.BytesIO()
        thing.savefig(made, format="png", dpi=150)
        title = getattr(thing, "get_suptitle", str)()
        source = f"data:image/png;base64,{base64.b64encode(made.getvalue()).decode()}"
        drawn = tag("img", src=source, alt=title, style="width: 100%; min-width: 560px; max-width: 760px")
        return tag("p", drawn, class_="cm-scroll")
    if isinstance(thing, Markup):
        return thing
    if isinstance(thing, Shown):
        return thing.inside
    return tag("p", str(thing))


def wrong(what: str, sentences: Sequence[str]) -> Markup:
    """Sentences that say what is wrong, to be seen and to be read aloud."""
    listed = tag("ul", *(tag("li", one) for one in sentences))
    return tag("div", what, listed, class_="cm-wrong", role="alert")


def not_saved(save: Callable[[], object], says: Language) -> Markup:
    """Save something; nothing where that is done, else that it is not saved and why, for whoever has typed it."""
    try:
        save()
    except (AssumptionsError, OSError) as fault:
        return wrong(says("answers: not saved"), sentences(fault, says))
    return join()
