"""One viewer's page as a value: what is looked at, what is open over it, and what the viewer was told last."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from costmodel import Belief
from costmodel.dashboard.state.address import Address
from costmodel.dashboard.state.case import Case
from costmodel.dashboard.state.told import Told
from costmodel.language.language import Language, language_of


@dataclass(frozen=True)
class Sheet:
    """A sheet over the page.

    Attributes:
        what: "sources", "lines", "assumption", "search", "share", "changes" or "another".
        of: the figure, the fields of a line, the assumption, or the words that were searched for.
    """

    what: str
    of: str = ""


@dataclass(frozen=True)
class Asked:
    """A likeliest value that was typed, and what is asked about the range around it.

    Attributes:
        name: of the assumption.
        before: what was believed of it.
        likeliest: what was typed, in its unit.
        way: what has become of the range for now, as `ranges_around` calls it.
    """

    name: str
    before: Belief
    likeliest: float
    way: str = "scale"


@dataclass(frozen=True)
class State:
    """All that one viewer's page depends on; a move makes another one of it.

    Attributes:
        address: what is looked at; a link carries this and nothing else.
        ranked: the case for which the inputs that decide were put into their order; it stays while somebody moves them.
        settled: what was looked at when the last step was taken; None before the first.
        past, ahead: the steps before it, the last one last, and those that were undone, the next one first.
        under_way: the slider in somebody's hand, empty without.
        sheets: the sheet over the page, last, and those that it leads back to.
        kind: the reading that was chosen for the fields of an assumption, None for its own.
        asked: what is asked about the number that was typed last; None where nothing is.
        step: of the introduction, None without.
        before: what the introduction gives back at its end.
        wide: whether cards are wide on the viewer's screen; None until the browser has said so.
        in_sight: the cards that the viewer sees now, by key; None where nobody has said so.
        told: what went wrong last; None when all is well.
    """

    address: Address = field(default_factory=Address)
    ranked: Case = field(default_factory=Case)
    settled: Address | None = None
    past: tuple[Address, ...] = ()
    ahead: tuple[Address, ...] = ()
    under_way: str = ""
    sheets: tuple[Sheet, ...] = ()
    kind: str | None = None
    asked: Asked | None = None
    step: int | None = None
    before: Address | None = None
    wide: bool | None = None
    in_sight: frozenset[str] | None = None
    told: Told | None = None

    @property
    def says(self) -> Language:
        """The language of the page."""
        return language_of(self.address.language)

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is open, if one is."""
        return self.sheets[-1] if self.sheets else None

    @property
    def without_introduction(self) -> State:
        """No introduction any more; what is on the page stays."""
        return self if self.step is None else replace(self, step=None, before=None)
