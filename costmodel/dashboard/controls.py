"""The controls of the page, each made from what it stands for."""

from typing import TypeVar

import ipywidgets as widgets

from costmodel.dashboard.levers import Lever, Track
from costmodel.pictures.markup import join, tag

Control = TypeVar("Control", bound=widgets.DOMWidget)  # Python 3.11 knows no shorter way


class Slider:
    """A slider on a track; it knows where its home is and shows when it is elsewhere."""

    def __init__(self, lever: Lever, track: Track) -> None:
        self.lever, self.name = lever, lever.name
        self.widget = widgets.FloatSlider(
            description_allow_html=True,
            continuous_update=True,
            layout=widgets.Layout(width="auto"),
            style={"description_width": "initial"},
        )
        self.widget.add_class("cm-slider")
        self.lay(track, None)

    def lay(self, track: Track, moved: float | None) -> None:
        """Give the slider another track, and put it where it has been moved to or at home."""
        self.track = track
        place = track.home if moved is None else track.placed(moved * track.per)
        # One message for all of it: a browser that gets the ends first pushes the handle onto them and says so.
        with self.widget.hold_sync(), self.widget.hold_trait_notifications():
            self.widget.min, self.widget.max, self.widget.step = track.low, track.high, track.step
            self.widget.value = place
        self.widget.readout_format = f",.{_digits(track.step)}f"
        self.widget.description = join(tag("span", track.meaning), " ", tag("span", track.unit))
        self.mark(moved=moved is not None)

    def mark(self, *, moved: bool) -> None:
        """Show whether the slider stands where the scenario has put it."""
        (self.widget.add_class if moved else self.widget.remove_class)("cm-moved")


def _digits(step: float) -> int:
    return next(digits for digits in (0, 1, 2, 3) if digits == 3 or (step * 10**digits).is_integer())


def chooser(label: str, names: tuple[str, ...]) -> widgets.Dropdown:
    """A list to choose from."""
    options = [(name.replace("_", " ").capitalize(), name) for name in names]
    return _wide(widgets.Dropdown(description=label, options=options, value=names[0]))


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
