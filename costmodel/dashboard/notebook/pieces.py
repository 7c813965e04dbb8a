"""One piece of what a notebook tells, on a button: worked out when somebody presses it, and anew each time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from costmodel.dashboard.notebook.reveal import Reveal
from costmodel.errors import did_you_mean
from costmodel.language.language import Language, language_of

Of = TypeVar("Of")


def piece(
    of: Of,
    which: str,
    pieces: Mapping[str, Callable[[Of, Language], Sequence[Any]]],
    label: str,
    language: str,
    first: Callable[[Of], None] | None = None,
) -> Reveal:
    """The button of a piece.

    Args:
        of: what it speaks of: a case with its fields.
        which: one of the pieces.
        pieces: name -> what is shown.
        label: the key of the text on the button.
        language: one of `languages()`.
        first: what is done each time before it is worked out.

    Raises:
        ValueError: there is no such piece.
    """
    if which not in pieces:
        raise ValueError(f"no result {which!r}{did_you_mean(which, pieces)}")
    says = language_of(language)

    def made() -> Sequence[Any]:
        if first is not None:
            first(of)
        return pieces[which](of, says)

    return Reveal(made, says(label), says, again=True)
