"""One piece of what a notebook tells, on a button: worked out when it is pressed, of a shipped case or of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from costmodel.dashboard.notebook.reveal import Reveal
from costmodel.errors import did_you_mean
from costmodel.language.language import Language, language_of

Of = TypeVar("Of")
Told = Callable[[Language], Sequence[Any]]


def piece(
    of: Of,
    which: str,
    pieces: Mapping[str, Callable[[Of, Language], Sequence[Any]]],
    label: str,
    language: str,
    first: Callable[[Of], None] | None = None,
) -> Reveal:
    """The button of a piece that speaks of a case with fields, and is worked out anew each time.

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
    _look_for(which, pieces)
    says = language_of(language)

    def made() -> Sequence[Any]:
        if first is not None:
            first(of)
        return pieces[which](of, says)

    return Reveal(made, says(label), says, again=True)


def told_piece(which: str, pieces: Mapping[str, Told], label: str, language: str) -> Reveal:
    """The button of a piece of a shipped story, which is always the same; pressed again it hides it.

    Args:
        which: one of the pieces.
        pieces: name -> what is shown.
        label: the key of the text on the button.
        language: one of `languages()`.

    Raises:
        ValueError: there is no such piece.
    """
    _look_for(which, pieces)
    says = language_of(language)
    return Reveal(lambda: pieces[which](says), says(label), says)


def _look_for(which: str, pieces: Mapping[str, Any]) -> None:
    if which not in pieces:
        raise ValueError(f"no result {which!r}{did_you_mean(which, pieces)}")
