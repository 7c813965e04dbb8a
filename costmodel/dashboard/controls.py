"""The controls of the page, each made from what it stands for."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import ipywidgets as widgets

from costmodel.dashboard.levers import Lever, Track
from costmodel.pictures.markup import join, tag

Control = TypeVar("Control", bound=widgets.DOMWidget)  # Python 3.11 knows no shorter way


class Slider:
    """A slider on a track; it knows where its home is and shows when it is elsewhere.

    On another track it is made anew: a slider that is laid elsewhere while a browser shows it passes through places
    where nobody has put it, and the browser reports each of them like a move.
    """

    def __init__(self, lever: Lever, track: Track, on_move: Callable[["Slider", float], None]) -> None:
        self.lever, self.name, self.track, self.on_move = lever, lever.name, track, on_move
        self.box = widgets.Box()
        self.box.add_class("cm-lever")
        self._make(track.home)

    def _make(self, place: float) -> None:
        earlier = self.box.children
        self.widget = widgets.FloatSlider(
            value=place,
            min=self.track.low,
            max=self.track.high,
            step=self.track.step,
            readout_format=f",.{_digits(self.track.step)}f",
            description=join(tag("span", self.track.meaning), " ", tag("span", self.track.unit)),
            description_allow_html=True,
            continuous_update=True,
            layout=widgets.Layout(width="auto"),
            style={"description_width": "initial"},
        )
        self.widget.add_class("cm-slider")
        self.widget.observe(lambda change: self.on_move(self, float(change["new"])), names="value")
        self.box.children = (self.widget,)
        for gone in earlier:
            gone.unobserve_all()
            gone.close()

    def lay(self, track: Track, moved: float | None) -> None:
        """Give the slider another track, and put it where it has been moved to or at home."""
        place = track.home if moved is None else track.placed(moved * track.per)
        if track != self.track:
            self.track = track
            self._make(place)
        self.widget.value = place
        self.mark(moved=moved is not None)

    def in_words(self) -> str:
        """What stands here, and where."""
        value = f"{self.widget.value:,.{_digits(self.track.step)}f}"
        return f"{self.track.meaning} {value} {self.track.unit}"

    def mark(self, *, moved: bool) -> None:
        """Show whether the slider stands elsewhere than the scenario has put it."""
        (self.widget.add_class if moved else self.widget.remove_class)("cm-moved")


def _digits(step: float) -> int:
    return next(digits for digits in (0, 1, 2, 3) if digits == 3 or (step * 10**digits).is_integer())


def chooser(label: str, options: Mapping[str, str]) -> widgets.Dropdown:
    """A list to choose from: what is read, and what it stands for."""
    return _wide(widgets.Dropdown(description=label, options=list(options.items())))


def check_box(label: str) -> widgets.Checkbox:
    """Something to tick."""
    return _wide(widgets.Checkbox(description=label, value=False, indent=False))


def text_field(label: str, example: str) -> widgets.Text:
    """A field to type in; what is typed counts when it is left or Enter is pressed."""
    return _wide(widgets.Text(description=label, placeholder=example, continuous_update=False))


def reset_button(label: str) -> widgets.Button:
    """A button."""
    return _wide(widgets.Button(description=label))


def heading(words: str) -> widgets.HTML:
    """A heading between controls."""
    return widgets.HTML(tag("h3", words))


def _wide(control: Control) -> Control:
    control.layout.width = "auto"
    if hasattr(control, "style") and hasattr(control.style, "description_width"):
        control.style.description_width = "initial"
    control.add_class("cm-control")
    return control
