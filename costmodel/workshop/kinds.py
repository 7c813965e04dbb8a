"""The kinds of cost in the workshop: which numbers stand behind each, which can be moved, and what then follows."""

from __future__ import annotations

from collections.abc import Mapping

from costmodel.beliefs.source import Strict
from costmodel.files.assumptions import Assumptions
from costmodel.files.loading import load
from costmodel.language.language import Language, language_of
from costmodel.language.translations import translated
from costmodel.workshop.shipped_files import listed

FILE = "kinds.yaml"


class Kind(Strict):
    """What is shown of a kind of cost.

    Attributes:
        shown: names of assumptions, with ``*`` for anything.
        moved: names of those that have a slider.
        follows: the figures below the sliders.
        case: the scenario in which the kind matters; the baseline unless told.
    """

    shown: tuple[str, ...]
    moved: tuple[str, ...]
    follows: tuple[str, ...]
    case: str = ""

    def start(self, code: str | Language = "en") -> Assumptions:
        """The assumptions of its case, in a language."""
        return translated(load(scenarios=[self.case] if self.case else []), language_of(code).code)


def kinds() -> Mapping[str, Kind]:
    """All of them, by the name of the category.

    Raises:
        AssumptionsError: every fault in the file.
    """
    return listed(FILE, "kinds", Kind)
